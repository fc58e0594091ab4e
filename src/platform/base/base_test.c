#include <string.h>
#include <unistd.h>

#include "platform/base/colour.h"
#include "platform/base/log.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/json.h"
#include "tests/test.h"

TEST("a spring night has no half past one, an autumn night has two")
{
    int64_t instant = 0, later = 0;
    EXPECT_EQUAL(instant_of("2027-03-28", 1, 30, false, &instant), CLOCK_NEVER);
    EXPECT_EQUAL(instant_of("2027-10-31", 1, 30, false, &instant), CLOCK_TWICE);
    EXPECT_EQUAL(instant_of("2027-10-31", 1, 30, true, &later), CLOCK_TWICE);
    EXPECT_EQUAL(later - instant, 3600);
    EXPECT_EQUAL(instant_of("2027-10-31", 9, 0, false, &instant), CLOCK_ONCE);
}

TEST("a London wall clock becomes the same wall clock again, in winter and in summer")
{
    Ctx *cx = test_cx();
    int64_t instant = 0;
    EXPECT_EQUAL(instant_of("2027-01-28", 9, 30, false, &instant), CLOCK_ONCE);
    EXPECT_SAME(instant_iso(cx, instant), "2027-01-28T09:30:00Z");
    EXPECT_SAME(moment_words(cx, instant), "9.30am on Thursday 28 January 2027");
    EXPECT_EQUAL(instant_of("2027-07-01", 9, 30, false, &instant), CLOCK_ONCE);
    EXPECT_SAME(instant_iso(cx, instant), "2027-07-01T08:30:00Z");
    EXPECT_SAME(clock_range(cx, instant, instant + 9000), "9.30am to noon");
}

TEST("a deadline near at hand is said without its year, and today and tomorrow by name")
{
    Ctx *cx = test_cx();
    int64_t instant = 0;
    cx->today = "2027-01-28";
    EXPECT_EQUAL(instant_of("2027-01-28", 16, 0, false, &instant), CLOCK_ONCE);
    EXPECT_SAME(soon_words(cx, instant), "4pm today");
    EXPECT_SAME(soon_words(cx, instant + 86400), "4pm tomorrow");
    EXPECT_SAME(soon_words(cx, instant + 2 * 86400), "4pm on Saturday 30 January");
    EXPECT_SAME(soon_words(cx, instant - 86400), "4pm on Wednesday 27 January 2027");
    EXPECT_SAME(soon_words(cx, instant + 365 * 86400), "4pm on Friday 28 January 2028");
}

TEST("what somebody typed cannot add to an address it stands in")
{
    EXPECT_SAME(text_url(test_cx(), "O'Dowd & co#1"), "O%27Dowd%20%26%20co%231");
    EXPECT_SAME(text_url(test_cx(), "Siobhán"), "Siobh%C3%A1n");
}

TEST("dates are counted over leap years, and days that do not exist are refused")
{
    Ctx *cx = test_cx();
    EXPECT_SAME(date_add_days(cx, "2028-02-28", 1), "2028-02-29");
    EXPECT_SAME(date_add_days(cx, "2027-12-31", 1), "2028-01-01");
    EXPECT_EQUAL(date_days_between("2027-03-01", "2028-03-01"), 366);
    EXPECT_EQUAL(date_weekday("2027-01-28"), 3);
    EXPECT(!date_valid("2027-02-29") && !date_valid("2027-13-01") && !date_valid("27-01-01") && !date_valid("") && date_valid("2028-02-29"));
    EXPECT(date_from_parts(cx, 2027, 2, 30) == NULL);
    EXPECT_SAME(academic_year_of(cx, "2027-08-31"), "2026-09-01");
    EXPECT_SAME(academic_year_of(cx, "2027-09-01"), "2027-09-01");
}

TEST("people type the time as they say it")
{
    int hour = -1, minute = -1;
    EXPECT(clock_parse("9.30am", &hour, &minute) && hour == 9 && minute == 30);
    EXPECT(clock_parse(" 2 PM ", &hour, &minute) && hour == 14 && minute == 0);
    EXPECT(clock_parse("14:05", &hour, &minute) && hour == 14 && minute == 5);
    EXPECT(clock_parse("12am", &hour, &minute) && hour == 0);
    EXPECT(clock_parse("noon", &hour, &minute) && hour == 12);
    EXPECT(!clock_parse("9", &hour, &minute) && !clock_parse("25:00", &hour, &minute) && !clock_parse("9:5", &hour, &minute) && !clock_parse("", &hour, &minute));
    EXPECT(!clock_parse("13pm", &hour, &minute) && !clock_parse("9:30 o'clock", &hour, &minute));
}

TEST("money is read and written in pounds, kept in pence")
{
    Ctx *cx = test_cx();
    int64_t pence = -1;
    EXPECT(money_parse("60", &pence) && pence == 6000);
    EXPECT(money_parse(" £1,234.50 ", &pence) && pence == 123450);
    EXPECT(money_parse("0", &pence) && pence == 0);
    EXPECT(!money_parse("-5", &pence) && !money_parse("1.5", &pence) && !money_parse("", &pence) && !money_parse("ten", &pence) && !money_parse(",5", &pence));
    EXPECT(money_parse("1,200", &pence) && pence == 120000);
    EXPECT(money_parse("12,500.00", &pence) && pence == 1250000);
    EXPECT(!money_parse("1,00", &pence) && !money_parse("1234,567", &pence) && !money_parse("1,2000", &pence) && !money_parse("1,", &pence) && !money_parse("1,,000", &pence));
    EXPECT(!money_parse("1e9", &pence) && !money_parse("5£", &pence) && !money_parse("£5£", &pence) && !money_parse("£", &pence) && !money_parse("−5", &pence));
    EXPECT(!money_parse("1000000.01", &pence) && !money_parse("99999999999999999999", &pence));
    EXPECT_SAME(money_words(cx, 6000), "£60");
    EXPECT_SAME(money_words(cx, 6050), "£60.50");
    EXPECT_SAME(money_words(cx, 0), "Free");
    EXPECT_SAME(money_table(cx, -123456700), "−£1,234,567.00");
}

TEST("a share of an amount is whole pence, halves up, and the shares of a year’s months add up to the year")
{
    EXPECT_EQUAL(money_share(100000, 7, 12), 58333);
    EXPECT_EQUAL(money_share(5, 1, 2), 3);
    EXPECT_EQUAL(money_share(0, 1, 12), 0);
    EXPECT_EQUAL(money_share(INT64_MAX / 2, 2, 2), INT64_MAX / 2);
    for (int64_t months = 5; months <= 12; months += months == 5 ? 2 : 5)
        for (int64_t pence = 1; pence <= 2000; pence++) {
            int64_t sum = 0, before = 0;
            for (int64_t month = 1; month <= months; month++) {
                int64_t so_far = money_share(pence, month, months);
                EXPECT(so_far >= before && so_far - before <= pence / months + 1);
                sum += so_far - before, before = so_far;
            }
            EXPECT_EQUAL(sum, pence);
        }
}

TEST("a name is found however it is accented, and sorts as English reads it")
{
    Ctx *cx = test_cx();
    EXPECT_SAME(text_fold(cx, "Siobhán O'NEILL"), "siobhan o'neill");
    EXPECT_SAME(text_fold(cx, "Łukasz Straße Øster"), "lukasz strasse oster");
    EXPECT_SAME(text_fold(cx, "محمد"), "محمد");
    EXPECT(strcmp(text_sort_key(cx, "Óscar"), text_sort_key(cx, "Zoë")) < 0);
    EXPECT(strcmp(text_sort_key(cx, "adams"), text_sort_key(cx, "Baker")) < 0);
}

TEST("text from outside is valid and plain, or it is refused")
{
    EXPECT(utf8_valid("Zo\xC3\xAB", 4) && utf8_valid("", 0));
    EXPECT(!utf8_valid("a\0b", 3) && !utf8_valid("\xC0\x80", 2) && !utf8_valid("\xED\xA0\x80", 3) && !utf8_valid("\xF4\x90\x80\x80", 4) && !utf8_valid("\xC3", 1));
    EXPECT(text_is_line("Ann Ó") && !text_is_line("Ann\r\nBcc: all") && !text_is_line("a\x7F") && !text_is_line("a\xE2\x80\xA8" "b") && !text_is_line("a\xC2\x85"));
    EXPECT_SAME(text_trim(test_cx(), "  Kiln \t\n Meadow "), "Kiln Meadow");
}

TEST("a number is the whole of what was typed, and within its range")
{
    int64_t n = 7;
    EXPECT(number_parse("42", 0, 100, &n) && n == 42);
    EXPECT(number_parse("-9223372036854775808", INT64_MIN, INT64_MAX, &n) && n == INT64_MIN);
    EXPECT(!number_parse("9223372036854775808", 0, INT64_MAX, &n) && !number_parse("", 0, 9, &n) && !number_parse("1x", 0, 9, &n));
    EXPECT(!number_parse(" 1", 0, 9, &n) && !number_parse("101", 0, 100, &n) && !number_parse("-", -9, 9, &n));
}

TEST("counting words are English")
{
    Ctx *cx = test_cx();
    EXPECT_SAME(counted(cx, 1, "place", NULL), "1 place");
    EXPECT_SAME(counted(cx, 3, "person", "people"), "3 people");
    EXPECT_SAME(minutes_words(cx, 45), "45 minutes");
    EXPECT_SAME(minutes_words(cx, 60), "1 hour");
    EXPECT_SAME(minutes_words(cx, 165), "2 hours 45 minutes");
    EXPECT_SAME(ordinal(cx, 3), "third");
    EXPECT_SAME(ordinal(cx, 11), "11th");
    EXPECT_SAME(ordinal(cx, 22), "22nd");
    EXPECT_SAME(ordinal(cx, 113), "113th");
}

TEST("folding a long text takes a few times its own room")
{
    Ctx *cx = test_cx();
    Draft name = { .cx = cx };
    for (int i = 0; i < 50000; i++) draft_add(&name, "é ");
    const char *s = draft_text(&name);
    size_t before = arena_used(cx->arena);
    EXPECT_EQUAL(strlen(text_fold(cx, s)), 100000);
    EXPECT(arena_used(cx->arena) - before < 20 * strlen(s));
    EXPECT_SAME(text_fold(cx, "\uFDFA"), "صلى الله عليه وسلم");      /* one letter that becomes eighteen */
}

static void count_release(void *what) { ++*(int *)what; }

TEST("an arena clears what it hands out, releases last first, and says when it is spent")
{
    Arena *arena = arena_begin(100000);
    int released = 0;
    arena_defer(arena, count_release, &released);
    char *bytes = arena_new(arena, 40000);
    memset(bytes, 'x', 40000);
    EXPECT(!arena_spent(arena));
    arena_reset(arena);
    EXPECT_EQUAL(released, 1);
    bytes = arena_new(arena, 40000);
    EXPECT(bytes[0] == 0 && bytes[39999] == 0);
    arena_new(arena, 70000);
    EXPECT(arena_spent(arena));
    arena_end(arena);
}

/* What a message becomes in the log. */
static const char *logged(const char *message)
{
    static char line[8192];
    int ends_[2], before = dup(STDERR_FILENO);
    EXPECT(pipe(ends_) == 0 && before >= 0);
    dup2(ends_[1], STDERR_FILENO);
    log_error(NULL, "test", "%s", message);
    dup2(before, STDERR_FILENO);
    ssize_t n = read(ends_[0], line, sizeof line - 1);
    close(before), close(ends_[0]), close(ends_[1]);
    line[n > 0 ? n : 0] = '\0';
    return line;
}

TEST("whatever somebody typed, the log says it in one line of JSON that no terminal obeys")
{
    static const char *const typed[] = {
        "two\nlines", "\r\n{\"at\":1,\"level\":\"error\"}", "\x1b[2J\x1b]0;title\x07", "a \"quote\" and a \\", ("\xc2\x9b" "2J"), "\xe2\x80\xa8next", "\xff\xfe", "cut \xe2\x82",
        "\xed\xa0\x80", "\xc0\xaf", "Siobh\xc3\xa1n",
    };
    for (size_t i = 0; i < COUNT(typed); i++) {
        const char *line = logged(typed[i]), *end = strchr(line, '\n');
        Json *json;
        EXPECT(end && !end[1]);
        for (const unsigned char *c = (const unsigned char *)line; *c != '\n'; c++) EXPECT(*c >= 0x20 && *c != 0x7f && !(*c == 0xc2 && c[1] < 0xa0));
        EXPECT_LACKS(line, "\xe2\x80\xa8");
        EXPECT_OK(json_read(test_cx(), line, (size_t)(end - line), &json));
        EXPECT_SAME(json_get_text(json, "event"), "test");
    }
    EXPECT_HAS(logged("Siobh\xc3\xa1n"), "\"say\":\"Siobh\xc3\xa1n\"");
    char *long_one = arena_new(test_cx()->arena, 6001);
    for (size_t i = 0; i < 6000; i += 3) memcpy(long_one + i, "\xe2\x82\xac", 3);
    Json *json;
    const char *line = logged(long_one);
    EXPECT_OK(json_read(test_cx(), line, strlen(line) - 1, &json));
}

TEST("a form's mistakes are told together, in their order")
{
    Ctx *cx = test_cx();
    Error *errors = OK;
    errors_add(&errors, invalid(cx, "title", "Enter a title"));
    errors_add(&errors, OK);
    errors_add(&errors, invalid(cx, "places", "Enter how many places there are, like %d", 24));
    EXPECT_REFUSED(errors, INVALID, "Enter a title");
    EXPECT_SAME(errors->next->field, "places");
    EXPECT_SAME(errors->next->say, "Enter how many places there are, like 24");
}

TEST("short formats are written like the C library's, whichever way they are taken")
{
    Ctx *cx = test_cx();
    const char *long_text = text(cx, "%0600d", 7);
    EXPECT_SAME(text(cx, "%s is %d of %ld, not %ld", "Ann", -12, 0L, INT64_MIN), "Ann is -12 of 0, not -9223372036854775808");
    EXPECT_SAME(text(cx, "%s%d%%", "", INT32_MIN), "-2147483648%");
    EXPECT_SAME(text(cx, "%04d-%.3s %zu", 7, "Monday", (size_t)3), "0007-Mon 3");
    EXPECT_EQUAL((int64_t)strlen(text(cx, "%s%s", long_text, long_text)), 1200);
    EXPECT_SAME(text(cx, "nothing"), "nothing");
}

TEST("the contrast of two colours is WCAG's, whichever comes first, and what is no colour is refused")
{
    EXPECT_SAME(text(test_cx(), "%.1f", colour_contrast("#0d3b45", "#ffffff")), "12.1");
    EXPECT_SAME(text(test_cx(), "%.1f", colour_contrast("#ffffff", "#0D3B45")), "12.1");
    EXPECT_SAME(text(test_cx(), "%.1f", colour_contrast("#000000", "#ffffff")), "21.0");
    EXPECT_SAME(colour_mix(test_cx(), "#000000", "#ffffff", 50), "#7f7f7f");
    EXPECT(colour_valid("#0aB1c2") && !colour_valid("0ab1c2") && !colour_valid("#0ab1c") && !colour_valid("#0ab1cg") && !colour_valid("#fff;}"));
    EXPECT_SAME(brand_of(&(Partnership){ .brand = { .band = "#4a1d3d", .link = "red" } }).band, "#4a1d3d");
    EXPECT_SAME(brand_of(&(Partnership){ .brand = { .band = "#4a1d3d", .link = "red" } }).link, "#0a5f73");
}
