#include <string.h>

#include "platform/base/text.h"
#include "platform/http/parse.h"

Error *malformed(Ctx *cx, const char *log)
{
    Error *error = invalid(cx, NULL, "We could not read what your browser sent. Go back and send it again");
    error->log = log;
    return error;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* Percent signs must be followed by two hex digits. Gives the length, or -1. */
static long unescape(char *into, const char *bytes, size_t length, bool plus_is_space)
{
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '%') {
            if (length - i < 3 || hex_value(bytes[i + 1]) < 0 || hex_value(bytes[i + 2]) < 0) return -1;
            into[n++] = (char)(hex_value(bytes[i + 1]) << 4 | hex_value(bytes[i + 2]));
            i += 2;
        } else {
            into[n++] = bytes[i] == '+' && plus_is_space ? ' ' : bytes[i];
        }
    }
    into[n] = '\0';
    return (long)n;
}

const char *text_clean(Ctx *cx, const char *bytes, size_t length)
{
    if (!utf8_valid(bytes, length)) return NULL;
    char *clean = arena_new(cx->arena, length + 1);
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c == '\r') {
            if (i + 1 == length || bytes[i + 1] != '\n') clean[n++] = '\n';
        } else if ((c < 0x20 && c != '\n') || c == 0x7f) {
            clean[n++] = ' ';
        } else if (c == 0xc2 && (unsigned char)bytes[i + 1] < 0xa0) {   /* C1 controls, two bytes each */
            clean[n++] = ' ';
            i++;
        } else {
            clean[n++] = (char)c;
        }
    }
    clean[n] = '\0';
    return clean;
}

static const char *field_read(Ctx *cx, const char *bytes, size_t length)
{
    char *raw = arena_new(cx->arena, length + 1);
    long n = unescape(raw, bytes, length, true);
    if (n < 0) return NULL;
    for (const unsigned char *c = (const unsigned char *)raw; c < (const unsigned char *)raw + n; c++)
        if (*c < 0x20 || *c >= 0x7f) return text_clean(cx, raw, (size_t)n);
    return raw;   /* plain ASCII needs no cleaning */
}

Error *urlencoded_parse(Ctx *cx, const char *bytes, size_t length, const Pair **pairs, size_t *count)
{
    *pairs = NULL;
    *count = 0;
    if (!length) return OK;

    size_t most = 1;
    for (size_t i = 0; i < length; i++) most += bytes[i] == '&';
    if (most > FIELDS_MOST) return malformed(cx, "too many fields");

    Pair *list = array(cx, Pair, most);
    size_t n = 0;
    for (const char *at = bytes, *end = bytes + length; at < end;) {
        const char *stop = memchr(at, '&', (size_t)(end - at));
        if (!stop) stop = end;
        const char *equals = memchr(at, '=', (size_t)(stop - at));
        const char *name_end = equals ? equals : stop;
        if (stop > at) {
            if (name_end - at > FIELD_NAME_MOST) return malformed(cx, "a field's name is too long");
            list[n].name = field_read(cx, at, (size_t)(name_end - at));
            list[n].value = equals ? field_read(cx, equals + 1, (size_t)(stop - equals - 1)) : "";
            if (!list[n].name || !list[n].value) return malformed(cx, "a field is no text");
            n++;
        }
        at = stop + 1;
    }
    *pairs = list;
    *count = n;
    return OK;
}

/* An escaped slash would let two readers see two paths; a dot segment has no business here. */
static bool path_is_plain(const char *path)
{
    if (*path != '/' || !text_is_line(path) || strstr(path, "//") || strchr(path, '\\')) return false;
    for (const char *segment = path; segment; segment = strchr(segment + 1, '/'))
        if (begins(segment, "/.") && !begins(segment, "/.well-known/")) return false;
    return true;
}

Error *target_parse(Ctx *cx, const char *target, Request *rq)
{
    size_t length = strlen(target);
    if (length > TARGET_MOST || *target != '/' || strchr(target, '#')) return malformed(cx, "the target is no path");

    const char *question = memchr(target, '?', length);
    size_t path_length = question ? (size_t)(question - target) : length;
    for (size_t i = 0; i + 2 < path_length; i++)
        if (target[i] == '%' && target[i + 1] == '2' && (target[i + 2] | 0x20) == 'f') return malformed(cx, "an escaped slash in the path");

    char *path = arena_new(cx->arena, path_length + 1);
    long n = unescape(path, target, path_length, false);
    if (n < 0 || strlen(path) != (size_t)n || !path_is_plain(path)) return malformed(cx, "the path is not plain");

    rq->path = path;
    rq->query_text = question ? text_copy(cx, question + 1, length - path_length - 1) : "";
    return urlencoded_parse(cx, rq->query_text, strlen(rq->query_text), &rq->query, &rq->query_count);
}

Error *body_parse(Ctx *cx, const char *content_type, const char *bytes, size_t length, Request *rq)
{
    size_t named = strcspn(content_type, "; \t");
    if (named == 33 && strncasecmp(content_type, "application/x-www-form-urlencoded", named) == 0)
        return urlencoded_parse(cx, bytes, length, &rq->form, &rq->form_count);
    if (named == 19 && strncasecmp(content_type, "multipart/form-data", named) == 0) return multipart_parse(cx, content_type, bytes, length, rq);
    return length ? malformed(cx, "the body is no form") : OK;
}

void cookies_parse(Ctx *cx, const char *header, Request *rq)
{
    Pair *list = array(cx, Pair, COOKIES_MOST);
    size_t n = 0;
    for (const char *at = header; *at && n < COOKIES_MOST;) {
        at += strspn(at, " \t;");
        size_t length = strcspn(at, ";"), name = strcspn(at, "=;");
        if (name && name < length) {
            size_t value = length - name - 1;
            while (value && (at[name + value] == ' ' || at[name + value] == '\t')) value--;
            list[n].name = text_copy(cx, at, name);
            list[n].value = text_copy(cx, at + name + 1, value);
            n += text_is_line(list[n].name) && text_is_line(list[n].value);
        }
        at += length;
    }
    rq->cookies = list;
    rq->cookie_count = n;
}

bool path_is_ours(const char *path)
{
    return path && path[0] == '/' && path[1] != '/' && path[1] != '\\' && strlen(path) <= TARGET_MOST && text_is_line(path);
}
