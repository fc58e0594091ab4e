/* multipart/form-data as browsers write it (RFC 7578), and nothing else: no preamble, no nested parts, no transfer encodings. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/http/parse.h"

typedef struct { const char *at, *end; } Span;

typedef struct {
    const char *name, *file_name, *type;   /* file_name NULL: a plain field */
} PartHead;

static bool boundary_character(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c && strchr("'()+_,-./:=?", c));
}

/* "multipart/form-data; boundary=xyz", the value maybe in quotes; NULL when it cannot be used. */
static const char *boundary_of(Ctx *cx, const char *content_type)
{
    const char *at = strchr(content_type, ';');
    if (!at) return NULL;
    at += 1 + strspn(at + 1, " \t");
    if (strncasecmp(at, "boundary=", 9) != 0) return NULL;
    at += 9;
    bool quoted = *at == '"';
    at += quoted;
    size_t n = 0;
    while (boundary_character(at[n])) n++;
    const char *rest = at + n;
    if (quoted && *rest++ != '"') return NULL;
    if (n == 0 || n > BOUNDARY_MOST || *rest) return NULL;
    return text_copy(cx, at, n);
}

static bool span_begins(Span span, const char *with)
{
    size_t n = strlen(with);
    return (size_t)(span.end - span.at) >= n && memcmp(span.at, with, n) == 0;
}

/* A quoted parameter's value. Browsers write a quote in a name as %22, and nothing else is escaped. */
static const char *quoted_read(Ctx *cx, Span *span)
{
    const char *close = memchr(span->at, '"', (size_t)(span->end - span->at));
    if (!close) return NULL;
    size_t length = (size_t)(close - span->at);
    char *value = arena_new(cx->arena, length + 1);
    size_t n = 0;
    for (const char *c = span->at; c < close; c++) {
        bool escaped = close - c >= 3 && memcmp(c, "%22", 3) == 0;
        value[n++] = escaped ? '"' : *c;
        if (escaped) c += 2;
    }
    span->at = close + 1;
    return text_is_line(value) && strlen(value) == n ? value : NULL;
}

/* form-data; name="people"; filename="staff.csv" */
static bool disposition_read(Ctx *cx, Span line, PartHead *head)
{
    if (!span_begins(line, "form-data")) return false;
    line.at += 9;
    while (line.at < line.end) {
        const char **into;
        if (span_begins(line, "; name=\"")) line.at += 8, into = &head->name;
        else if (span_begins(line, "; filename=\"")) line.at += 12, into = &head->file_name;
        else return false;
        if (*into || !(*into = quoted_read(cx, &line))) return false;
    }
    return head->name && *head->name && strlen(head->name) <= FIELD_NAME_MOST;
}

/* The header of one part; *span is left at its content. */
static bool head_read(Ctx *cx, Span *span, PartHead *head)
{
    const char *limit = span->end - span->at > PART_HEAD_MOST ? span->at + PART_HEAD_MOST : span->end;
    for (;;) {
        const char *stop = memmem(span->at, (size_t)(limit - span->at), "\r\n", 2);
        if (!stop) return false;
        Span line = { span->at, stop };
        span->at = stop + 2;
        if (line.at == line.end) return head->name != NULL;

        const char *colon = memchr(line.at, ':', (size_t)(line.end - line.at));
        if (!colon) return false;
        size_t named = (size_t)(colon - line.at);
        Span value = { colon + 1, line.end };
        while (value.at < value.end && (*value.at == ' ' || *value.at == '\t')) value.at++;
        if (named == 19 && strncasecmp(line.at, "content-disposition", named) == 0) {
            if (head->name || !disposition_read(cx, value, head)) return false;
        } else if (named == 12 && strncasecmp(line.at, "content-type", named) == 0) {
            head->type = text_copy(cx, value.at, (size_t)(value.end - value.at));
            if (!text_is_line(head->type)) return false;
        } else {
            return false;
        }
    }
}

/* Some browsers send the whole path of a file. */
static const char *file_name_of(Ctx *cx, const char *sent)
{
    for (const char *c = sent; *c; c++)
        if (*c == '/' || *c == '\\') sent = c + 1;
    size_t length = strlen(sent);
    if (length > FILE_NAME_MOST) {
        length = FILE_NAME_MOST;
        while (length && ((unsigned char)sent[length] & 0xc0) == 0x80) length--;
    }
    return text_copy(cx, sent, length);
}

static Error *part_add(Ctx *cx, Request *rq, const PartHead *head, Span content)
{
    size_t length = (size_t)(content.end - content.at);
    if (head->file_name) {
        if (!*head->file_name && !length) return OK;   /* an empty file input */
        ((Upload *)rq->uploads)[rq->upload_count++] = (Upload){ head->name, file_name_of(cx, head->file_name), head->type ? head->type : "", content.at, length };
        return OK;
    }
    const char *value = text_clean(cx, content.at, length);
    if (!value) return malformed(cx, "a field is no text");
    ((Pair *)rq->form)[rq->form_count++] = (Pair){ head->name, value };
    return OK;
}

Error *multipart_parse(Ctx *cx, const char *content_type, const char *bytes, size_t length, Request *rq)
{
    const char *boundary = boundary_of(cx, content_type);
    if (!boundary) return malformed(cx, "no boundary");
    const char *mark = text(cx, "\r\n--%s", boundary);
    size_t mark_length = strlen(mark);

    Span rest = { bytes, bytes + length };
    if (length < mark_length || memcmp(bytes, mark + 2, mark_length - 2) != 0) return malformed(cx, "the body does not begin with its boundary");
    rest.at += mark_length - 2;

    size_t parts = 0;
    for (const char *at = bytes; (at = memmem(at, (size_t)(rest.end - at), mark, mark_length)); at += mark_length)
        if (++parts > PARTS_MOST) return malformed(cx, "too many parts");
    rq->form = array(cx, Pair, parts + 1);
    rq->uploads = array(cx, Upload, parts + 1);
    rq->form_count = rq->upload_count = 0;

    while (span_begins(rest, "\r\n")) {
        PartHead head = {0};
        rest.at += 2;
        if (!head_read(cx, &rest, &head)) return malformed(cx, "a part's header cannot be read");
        const char *stop = memmem(rest.at, (size_t)(rest.end - rest.at), mark, mark_length);
        if (!stop) return malformed(cx, "a part does not end");
        TRY(part_add(cx, rq, &head, (Span){ rest.at, stop }));
        rest.at = stop + mark_length;
    }
    if (!span_begins(rest, "--")) return malformed(cx, "the body does not end with its boundary");
    rest.at += 2;
    if (span_begins(rest, "\r\n")) rest.at += 2;
    return rest.at == rest.end ? OK : malformed(cx, "something follows the last boundary");
}
