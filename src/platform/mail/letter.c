#include "platform/mail/letter.h"

#include <string.h>

#include "platform/base/colour.h"
#include "platform/base/content.h"
#include "platform/base/text.h"
#include "platform/html/html.h"

#define LIST "Placeholders: "
#define WORD "abcdefghijklmnopqrstuvwxyz_"
enum { WORD_MOST = 31 };

/* A letter in its three parts, and what fills it. */
typedef struct {
    const char      *subject, *list, *body;    /* lines of the list are words with commas between */
    const MailValue *values;
    size_t           count;
} Written;

typedef enum { AS_TEXT, AS_MARKDOWN, AS_ADDRESS } Place;   /* where a value lands */

static Error *parts_read(Ctx *cx, const char *written, Written *parts)
{
    size_t first = strcspn(written, "\n");
    if (!begins(written, "# ") || !written[first]) return broken(cx, "a letter begins with its subject: # Words");
    const char *second = written + first + 1;
    size_t length = strcspn(second, "\n");
    if (!begins(second, LIST)) return broken(cx, "a letter's second line lists its placeholders: " LIST "name, link");
    parts->subject = text_copy(cx, written + 2, first - 2);
    parts->list = text_copy(cx, second + strlen(LIST), length - strlen(LIST));
    parts->body = second + length;
    return OK;
}

/* Whether a word stands in the list of placeholders. */
static bool listed(const char *list, const char *word, size_t length)
{
    for (const char *at = list; *at; at += strspn(at, ", ")) {
        size_t n = strcspn(at, ", ");
        if (n == length && strncmp(at, word, n) == 0) return true;
        at += n;
    }
    return false;
}

/* As it is put: one line, no control characters, no white space at its ends. */
static const char *value_of(Ctx *cx, const Written *parts, const char *word, size_t length)
{
    Draft line = { .cx = cx };
    for (size_t i = 0; i < parts->count; i++) {
        if (strlen(parts->values[i].name) != length || strncmp(parts->values[i].name, word, length) != 0) continue;
        for (const char *c = parts->values[i].value; c && *c; c++) draft_bytes(&line, (unsigned char)*c < 0x20 || *c == 0x7F ? " " : c, 1);
    }
    return text_trim(cx, draft_text(&line));
}

/* ---- values ---- */

static void put_address(Draft *draft, const char *value)
{
    for (const unsigned char *c = (const unsigned char *)value; *c; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || strchr("-._~:/?#@!$*+,;=%", *c);
        if (plain) draft_add(draft, "%c", *c);
        else if (*c == '&') draft_add(draft, "\\&");
        else draft_add(draft, "%%%02X", *c);
    }
}

/* Markdown takes any sign of ASCII after a backslash as itself. */
static void put_value(Draft *draft, const char *value, Place place)
{
    if (place == AS_ADDRESS) { put_address(draft, value); return; }
    for (const char *c = value; *c; c++) {
        bool sign = *c > ' ' && *c < 0x7F && !(*c >= 'a' && *c <= 'z') && !(*c >= 'A' && *c <= 'Z') && !(*c >= '0' && *c <= '9');
        if (place == AS_MARKDOWN && sign) draft_bytes(draft, "\\", 1);
        draft_bytes(draft, c, 1);
    }
}

/* ---- lines ---- */

/* Within the address of a link, "[words](...": the last "](" before `at` is still open. */
static bool in_address(const char *line, const char *at)
{
    const char *open = NULL;
    for (const char *c = line; c + 1 < at; c++) {
        if (c[0] == ']' && c[1] == '(') open = c + 1;
        else if (*c == ')') open = NULL;
    }
    return open && at[-1] != ')';
}

/* One line with its placeholders filled; *left_out when it has some and all are empty. */
static Error *line_fill(Ctx *cx, const Written *parts, const char *line, bool subject, Draft *draft, bool *left_out)
{
    size_t seen = 0, given = 0;
    const char *at = line;
    for (const char *next; (next = strstr(at, "{{")); at = next) {
        const char *word = next + 2;
        size_t length = strspn(word, WORD);
        if (!length || length > WORD_MOST || !begins(word + length, "}}")) return broken(cx, "a placeholder is written {{word}}: %s", line);
        if (!listed(parts->list, word, length)) return broken(cx, "{{%.*s}} is not among this letter's placeholders", (int)length, word);

        const char *value = value_of(cx, parts, word, length);
        draft_bytes(draft, at, (size_t)(next - at));
        put_value(draft, value, subject ? AS_TEXT : in_address(line, next) ? AS_ADDRESS : AS_MARKDOWN);
        seen++;
        given += *value != '\0';
        next = word + length + 2;
    }
    draft_add(draft, "%s", at);
    *left_out = seen && !given;
    return OK;
}

static Error *body_fill(Ctx *cx, const Written *parts, const char **markdown)
{
    Draft body = { .cx = cx };
    for (const char *at = parts->body; *at; at += *at == '\n') {
        size_t length = strcspn(at, "\n");
        Draft line = { .cx = cx };
        bool left_out = false;
        TRY(line_fill(cx, parts, text_copy(cx, at, length), false, &line, &left_out));
        if (!left_out) draft_add(&body, "%s\n", draft_text(&line));
        at += length;
    }
    *markdown = draft_text(&body);
    return OK;
}

/* ---- the frame ---- */

#define FONT  "font-family:Inter,'Segoe UI',Helvetica,Arial,sans-serif;"

static void band(Out *out)
{
    const Partnership *partnership = out->cx->partnership;
    bool parts = !blank(partnership->short_name) && begins(partnership->name, partnership->short_name);
    html(out, "<td ");
    html_style_(out, text(out->cx, "padding:14px 28px;background:%s;border-radius:6px 6px 0 0;" FONT "color:#ffffff;", brand_of(partnership).band));
    html(out, ">");
    html_styled(out, "strong", "font-size:17px;line-height:22px;");
    html(out, "%s</strong>", parts ? partnership->short_name : partnership->name);
    if (parts && !blank(partnership->name + strlen(partnership->short_name))) html(out, "<br>%s", partnership->name + strlen(partnership->short_name));
    html(out, "</td></tr>\n");
}

static void foot(Out *out)
{
    const Partnership *partnership = out->cx->partnership;
    html(out, "<tr>");
    html_styled(out, "td", "padding:16px 28px 22px;background:#f4f1ea;border-radius:0 0 6px 6px;" FONT "font-size:13px;line-height:20px;color:#43535a;");
    html(out, "%s. Write to <a href=\"mailto:%s\" ", partnership->name, partnership->email);
    html_style_(out, text(out->cx, "color:%s;", brand_of(partnership).link));
    html(out, ">%s</a>", partnership->email);
    if (!blank(partnership->telephone)) html(out, ", or telephone %s", partnership->telephone);
    html(out, ".<br>You get this letter because of your account or a booking; it is not a newsletter.</td></tr>\n");
}

static const char *page_write(Ctx *cx, const char *subject, const char *markdown)
{
    Out out;
    html_begin_letter(&out, cx);
    html(&out, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
               "<title>%s</title></head>\n", subject);
    html_styled(&out, "body", "margin:0;padding:0;background:#e9ecec;");
    html(&out, "<table role=\"presentation\" width=\"100%%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>");
    html_styled(&out, "td", "padding:24px 0;background:#e9ecec;");
    html(&out, "<table role=\"presentation\" align=\"center\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" ");
    html_style_(&out, "width:100%;max-width:600px;margin:0 auto;");
    html(&out, "><tr>");
    band(&out);
    html(&out, "<tr>");
    html_styled(&out, "td", "padding:24px 28px 4px;background:#ffffff;");
    html_styled(&out, "h1", FONT "font-size:28px;line-height:36px;color:#16262b;margin:0 0 14px;");
    html(&out, "%s</h1>\n", subject);
    html_markdown_letter(&out, markdown);
    html(&out, "</td></tr>\n");
    foot(&out);
    html(&out, "</table></td></tr></table>\n</body>\n</html>\n");
    return html_whole(&out) ? html_text(&out) : NULL;
}

static const char *plain_write(Ctx *cx, const char *markdown)
{
    const Partnership *partnership = cx->partnership;
    return text(cx, "%s-- \n%s\n%s%s%s\n", markdown_plain(cx, markdown), partnership->name, partnership->email, blank(partnership->telephone) ? "" : ", ",
                partnership->telephone);
}

/* ---- the whole ---- */

Error *letter_fill(Ctx *cx, const char *written, const MailValue *values, size_t count, Letter *letter)
{
    Written parts = { .subject = "", .list = "", .body = "", .values = values, .count = count };
    Draft subject = { .cx = cx };
    const char *markdown;
    bool left_out;

    TRY(parts_read(cx, written, &parts));
    TRY(line_fill(cx, &parts, parts.subject, true, &subject, &left_out));
    TRY(body_fill(cx, &parts, &markdown));
    letter->subject = text_trim(cx, draft_text(&subject));
    letter->plain = plain_write(cx, markdown);
    letter->page = page_write(cx, letter->subject, markdown);
    return letter->page ? OK : broken(cx, "the page of a letter cannot be finished");
}

static Error *letter_find(Ctx *cx, const char *name, const char **written)
{
    *written = content(text(cx, "letters/%s.md", name));
    return *written ? OK : broken(cx, "content/letters/%s.md is absent", name);
}

Error *letter_write(Ctx *cx, const char *name, const MailValue *values, size_t count, Letter *letter)
{
    const char *written;
    TRY(letter_find(cx, name, &written));
    return letter_fill(cx, written, values, count, letter);
}

Error *letter_words(Ctx *cx, const char *name, const char **words, size_t *count)
{
    const char *written;
    Written parts = { .list = "" };
    *count = 0;
    TRY(letter_find(cx, name, &written));
    TRY(parts_read(cx, written, &parts));
    for (const char *at = parts.list; *at; at += strspn(at, ", ")) {
        size_t length = strcspn(at, ", ");
        if (*count == LETTER_WORDS_MOST) return broken(cx, "the letter %s lists more than %d placeholders", name, LETTER_WORDS_MOST);
        words[(*count)++] = text_copy(cx, at, length);
        at += length;
    }
    return OK;
}

/* Said of the list as it stands in the letter, for this is asked at every booking: nothing is copied. */
Error *letter_takes(Ctx *cx, const char *name, const MailValue *values, size_t count)
{
    const char *written;
    size_t words = 0;
    TRY(letter_find(cx, name, &written));
    const char *at = strstr(written, "\n" LIST);
    if (!at) return broken(cx, "the letter %s lists no placeholders", name);
    for (at += 1 + strlen(LIST); *at && *at != '\n'; at += strspn(at, ", ")) {
        size_t length = strspn(at, WORD), next = words < count ? words : 0, looked = 0;
        if (!length) return broken(cx, "the letter %s lists what is not a placeholder: %.20s", name, at);
        while (looked < count && (strncmp(values[next].name, at, length) != 0 || values[next].name[length])) looked++, next = (next + 1) % count;   /* most give them in this order */
        if (looked == count) return broken(cx, "nobody fills {{%.*s}} of the letter %s", (int)length, at, name);
        words++, at += length;
    }
    return count == words ? OK : broken(cx, "the letter %s is given %zu values, and lists %zu", name, count, words);
}
