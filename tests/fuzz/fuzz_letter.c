/* Letters from officers, filled with what strangers typed: the page is whole, adds no element or foreign scheme, and the wire no header. */
#include <stdint.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/html/html.h"
#include "platform/mail/letter.h"
#include "platform/mail/mime.h"

static const Partnership partnership = { .name = "Fleet and Wandle Learning Partnership", .short_name = "Fleet and Wandle", .url = "https://learning.example",
                                         .email = "office@learning.example", .telephone = "" };

static size_t times_seen(const char *in, const char *what)
{
    size_t n = 0;
    for (const char *at = in; (at = strstr(at, what)); at++) n++;
    return n;
}

/* A value in a letter of ours adds no element to it. */
static void value_is_text(Ctx *cx, const char *value)
{
    static const char written[] = "# About {{name}}\nPlaceholders: name, link\n\nHello {{name}},\n\n- {{name}} {{link}}\n\n[Go]({{link}})\n";
    const MailValue plain[] = { { "name", "x" }, { "link", "https://learning.example/x" } }, typed[] = { { "name", text(cx, "x%s", value) }, { "link", value } };
    Letter one, other;
    CHECK(letter_fill(cx, written, plain, COUNT(plain), &one) == OK && letter_fill(cx, written, typed, COUNT(typed), &other) == OK);
    CHECK(times_seen(other.page, "<") <= times_seen(one.page, "<"));
    CHECK(!strstr(other.page, "href=\"javascript:") && !strchr(other.subject, '\n') && !strchr(other.subject, '\r'));

    size_t length;
    const char *bytes = mime_write(cx, &(MimeLetter){ .from_name = partnership.name, .from_email = partnership.email, .to_name = value, .to_email = "a@b.example",
                                   .subject = other.subject, .message_id = "<letter-1@b.example>", .plain = other.plain, .page = other.page, .at = 1 }, &length);
    const char *end = strstr(bytes, "\r\n\r\n");
    CHECK(end);
    static const char *const heads[] = { "Date:", "From:", "Subject:", "To:", "Message-Id:", "Auto-Submitted:", "MIME-Version:", "Content-Type:", " ", "\t" };
    for (const char *line = bytes; line < end; line = strstr(line, "\r\n") + 2) {
        bool known = false;
        for (size_t i = 0; i < COUNT(heads); i++) known |= begins(line, heads[i]);
        CHECK(known);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool begun;
    if (size > 4 << 10 || !utf8_valid((const char *)data, size)) return 0;   /* what the door lets in */
    if (!begun) mime_begin();
    begun = true;
    html_strict(true);
    Ctx cx = { .arena = arena_begin(ARENA_REQUEST_LIMIT), .partnership = &partnership };
    const char *typed = text_copy(&cx, (const char *)data, size);
    const MailValue values[] = { { "name", "x" } };
    Letter letter;
    Error *refused = letter_fill(&cx, typed, values, COUNT(values), &letter);      /* a letter written by anybody is filled or refused */
    (void)refused;
    value_is_text(&cx, typed);
    arena_end(cx.arena);
    return 0;
}
