/* Letters as officers write them: filled, escaped, and each of them whole. */
#include <string.h>

#include "platform/base/content.h"
#include "platform/base/text.h"
#include "platform/html/html.h"
#include "platform/mail/letter.h"
#include "tests/sources.h"
#include "tests/test.h"

#define HEAD "# About {{event}}\nPlaceholders: name, event, reason, link\n"

static const Partnership partnership = { .name = "Fleet and Wandle Learning Partnership", .short_name = "Fleet and Wandle", .url = "https://learning.example",
                                         .email = "learning@fleetandwandle.example", .telephone = "020 7946 0123" };

static Ctx *cx_of_partnership(void)
{
    Ctx *cx = test_cx();
    cx->partnership = &partnership;
    html_strict(true);
    return cx;
}

static Letter fill(const char *body, const char *name)
{
    Letter letter;
    const MailValue values[] = { { "name", name }, { "event", "Phonics" }, { "reason", "" }, { "link", "https://learning.example/registrations/7?a=1&b=2" } };
    EXPECT_OK(letter_fill(cx_of_partnership(), text(test_cx(), "%s%s", HEAD, body), values, COUNT(values), &letter));
    return letter;
}

static Error *refuse(const char *written)
{
    Letter letter;
    return letter_fill(cx_of_partnership(), written, NULL, 0, &letter);
}

TEST("the first line is the subject, and the rest the letter, as a page and as text")
{
    Letter letter = fill("\nHello {{name}},\n\nwe **thank** you.\n", "Ann Abara");
    EXPECT_SAME(letter.subject, "About Phonics");
    EXPECT_HAS(letter.page, "<title>About Phonics</title>");
    EXPECT_HAS(letter.page, "Hello Ann Abara,");
    EXPECT_HAS(letter.page, "we <strong>thank</strong> you.");
    EXPECT_HAS(letter.plain, "Hello Ann Abara,\n\nwe thank you.\n");
    EXPECT_HAS(letter.plain, "Fleet and Wandle Learning Partnership\nlearning@fleetandwandle.example, 020 7946 0123");
}

TEST("a link alone in its paragraph is the button, and any other is a link")
{
    Letter letter = fill("\n[See it]({{link}})\n\nOr [leave it]({{link}}) be.\n", "Ann");
    EXPECT_HAS(letter.page, "href=\"https://learning.example/registrations/7?a=1&amp;b=2\" style=\"font-family");
    EXPECT_HAS(letter.page, "href=\"https://learning.example/registrations/7?a=1&amp;b=2\" style=\"color");
    EXPECT_HAS(letter.plain, "See it: https://learning.example/registrations/7?a=1&b=2\n");
}

TEST("a line whose placeholders are all empty is left out")
{
    Letter letter = fill("\n- **Who:** {{name}}\n- **Why:** {{reason}}\n- **Both:** {{name}} {{reason}}\n", "Ann");
    EXPECT_LACKS(letter.plain, "Why:");
    EXPECT_HAS(letter.plain, "- Who: Ann\n- Both: Ann");
}

TEST("a value is text: it adds no mark-up, no link, no line and no header")
{
    static const char *const names[] = { "**Ann**", "[Ann](https://elsewhere.example)", "<b>Ann</b>", "# Ann", "`Ann`", "![Ann](x)", "&amp;", "a\n\n# b", "{{link}}", "1. Ann", "\\" };
    for (size_t i = 0; i < COUNT(names); i++) {
        Letter letter = fill("\n{{name}} is here.\n", names[i]);
        EXPECT_HAS(letter.plain, text(test_cx(), "%s is here.\n", text_trim(test_cx(), names[i])));
        EXPECT_LACKS(letter.page, "elsewhere.example\"");
        EXPECT_LACKS(letter.page, "<b>");
        EXPECT_LACKS(letter.page, "<code>");
    }
}

TEST("an address that would run something leads nowhere")
{
    Letter letter;
    const MailValue values[] = { { "link", "javascript:alert(1)" } };
    EXPECT_OK(letter_fill(cx_of_partnership(), "# S\nPlaceholders: link\n\n[Go]({{link}})\n", values, 1, &letter));
    EXPECT_LACKS(letter.page, "javascript:");
    EXPECT_LACKS(letter.plain, "javascript:");
}

TEST("a letter without subject or list, or with a word that is not on its list, is refused with the reason")
{
    EXPECT_REFUSED(refuse("Hello\n"), BROKEN, "");
    EXPECT_REFUSED(refuse("# Subject\n\nHello\n"), BROKEN, "");
    EXPECT_REFUSED(refuse("# Subject\nPlaceholders: name\n\nHello {{nmae}}\n"), BROKEN, "");
    EXPECT_REFUSED(refuse("# Subject\nPlaceholders: name\n\nHello {{name\n"), BROKEN, "");
}

TEST("a room that fills too little, too much or another word is told so when it queues")
{
    Ctx *cx = cx_of_partnership();
    const MailValue all[] = { { "name", "a" }, { "partnership", "b" }, { "link", "c" }, { "event", "d" } }, other[] = { { "name", "a" }, { "partnership", "b" }, { "event", "c" } };
    EXPECT_OK(letter_takes(cx, "sign-in-link", all, 3));
    EXPECT_REFUSED(letter_takes(cx, "sign-in-link", all, 2), BROKEN, "");
    EXPECT_REFUSED(letter_takes(cx, "sign-in-link", all, 4), BROKEN, "");
    EXPECT_REFUSED(letter_takes(cx, "sign-in-link", other, 3), BROKEN, "");
    EXPECT_REFUSED(letter_takes(cx, "no-such-letter", all, 3), BROKEN, "");
}

/* The name of a letter from its path, or NULL for what is none. */
static const char *letter_name(const char *path)
{
    if (!begins(path, "letters/")) return NULL;
    return text_copy(test_cx(), path + strlen("letters/"), strlen(path) - strlen("letters/.md"));
}

TEST("every letter fills, with one button at most, and leaves no placeholder behind")
{
    Ctx *cx = cx_of_partnership();
    size_t seen = 0;
    for (size_t i = 0; i < contents_count; i++) {
        const char *name = letter_name(contents[i].path), *words[LETTER_WORDS_MOST];
        size_t count, buttons = 0;
        if (!name) continue;
        MailValue values[LETTER_WORDS_MOST];
        Letter letter;
        EXPECT_OK(letter_words(cx, name, words, &count));
        for (size_t w = 0; w < count; w++) {
            values[w] = (MailValue){ words[w], same(words[w], "link") ? "https://learning.example/x" : text(cx, "VALUE %s", words[w]) };
            EXPECT_HAS(contents[i].text, text(cx, "{{%s}}", words[w]));         /* none is listed in vain */
        }
        EXPECT_OK(letter_write(cx, name, values, count, &letter));
        EXPECT(!blank(letter.subject) && letters(letter.subject) < 120);
        EXPECT_LACKS(letter.page, "{{");
        EXPECT_LACKS(letter.plain, "{{");
        for (const char *at = letter.page; (at = strstr(at, "display:inline-block")); at++) buttons++;
        EXPECT(buttons <= 1);
        seen++;
    }
    EXPECT(seen >= 16);
}

static char queued[200][64];
static size_t queued_count;

/* `.letter = "name",` and both names of a choice; what the choice compares stands in brackets. */
static void letter_queued(const Source *source, const char *at, const char *word)
{
    int depth = 0;
    if (!begins(at - 1, ".letter = ")) return;
    for (const char *c = source->bytes + (at - source->code); *c != '\n' && !(*c == ',' && !depth); c++) {
        depth += (*c == '(') - (*c == ')');
        if (*c != '"' || depth) continue;
        size_t length = strcspn(++c, "\"");
        const char *name = text_copy(test_cx(), c, length);
        c += length;
        if (!content(text(test_cx(), "letters/%s.md", name))) breaks(source, at, "there is no letter %s", name);
        EXPECT(queued_count < COUNT(queued) && length < sizeof queued[0]);
        memcpy(queued[queued_count++], name, length + 1);
    }
}

TEST("every letter that a room queues is written, and every letter written is queued by some room")
{
    size_t count;
    const Source *sources = sources_all(&count);
    queued_count = 0;
    for (size_t i = 0; i < count; i++)
        if (begins(sources[i].path, "src/rooms/") && !ends(sources[i].path, "_test.c")) word_each(&sources[i], sources[i].code, "letter", letter_queued);
    EXPECT_SAME(breaks_found(), "");
    for (size_t i = 0; i < contents_count; i++) {
        const char *name = letter_name(contents[i].path);
        bool found = !name;
        for (size_t q = 0; q < queued_count && !found; q++) found = same(queued[q], name);
        if (!found) EXPECT_SAME(name, "the name of a letter that some room queues");
    }
}

TEST("an address is one that mail can be sent to, or it is refused")
{
    static const char *const good[] = { "ann@alder.example", "o'neill@school.example", "a.b+c@x-y.sch.example" };
    static const char *const bad[] = { "", "ann", "@alder.example", "ann@", "ann@alder", "ann@@alder.example", "ann@alder..example", "ann@alder.example\r\nBcc: x@y.example",
                                       "ann @alder.example", "<ann@alder.example>", "ann@alder.example,ben@alder.example", "ann@-alder.example", "ann@alder.example>" };
    for (size_t i = 0; i < COUNT(good); i++) EXPECT(email_valid(good[i]));
    for (size_t i = 0; i < COUNT(bad); i++) EXPECT(!email_valid(bad[i]));
}
