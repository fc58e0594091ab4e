/* The school calendar: what a day is, what the office may enter, and what follows for the rest. */
#include <string.h>
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/school_calendar.h"
#include "tests/fixture.h"

static int64_t made;

static Error *save(Ctx *cx, void *period) { return school_period_save(cx, period, &made); }
static Error *removal(Ctx *cx, void *id)  { return school_period_remove(cx, *(int64_t *)id); }
static Error *next_year(Ctx *cx, void *n) { return school_year_begin_next(cx, "2026-09-01", n); }

static Error *enter(const Somebody *who, const char *kind, const char *name, const char *from, const char *till)
{
    return write_as(who, save, &(SchoolPeriod){ .kind = kind, .name = name, .from_on = from, .till_on = till });
}

/* 2026 to 2027, as a borough might have it. */
static void year_enter(void)
{
    EXPECT_OK(enter(&dora, "term", "Autumn term", "2026-09-02", "2026-12-18"));
    EXPECT_OK(enter(&dora, "half-term", "Autumn half-term", "2026-10-26", "2026-10-30"));
    EXPECT_OK(enter(&dora, "term", "Spring term", "2027-01-04", "2027-03-25"));
    EXPECT_OK(enter(&dora, "INSET", "INSET day", "2027-01-04", "2027-01-04"));
    EXPECT_OK(enter(&dora, "term", "Summer term", "2027-04-12", "2027-07-21"));
}

static SchoolCalendar calendar_now(Ctx *cx)
{
    SchoolCalendar calendar;
    EXPECT_OK(school_calendar(cx, "2026-11-24", "2027-11-24", &calendar));
    return calendar;
}

TEST("a day is in term, in the holidays, a bank holiday, an INSET day or a weekend, and says which in words")
{
    static const struct { const char *on; SchoolDay day; const char *words; } days[] = {
        { "2026-11-24", DAY_TEACHES, NULL }, { "2026-11-28", DAY_WEEKEND, "a Saturday" }, { "2026-10-27", DAY_HALF_TERM, "in Autumn half-term, when schools are closed" },
        { "2026-12-21", DAY_HOLIDAY, "in the school holidays" }, { "2026-12-25", DAY_BANK_HOLIDAY, "Christmas Day, a bank holiday" },
        { "2027-01-04", DAY_INSET, "an INSET day of all schools (INSET day)" }, { "2027-05-03", DAY_BANK_HOLIDAY, "Early May bank holiday, a bank holiday" },
        { "2027-08-10", DAY_HOLIDAY, "in the school holidays" }, { "2026-09-01", DAY_HOLIDAY, "in the school holidays" },
    };
    year_enter();
    Ctx *cx = as(&dora);
    SchoolCalendar calendar = calendar_now(cx);
    for (size_t i = 0; i < COUNT(days); i++) {
        EXPECT_EQUAL(school_day(cx, &calendar, days[i].on, NULL), days[i].day);
        EXPECT_SAME(school_day_words(cx, &calendar, days[i].on), days[i].words);
    }
    EXPECT_SAME(school_term(&calendar, "2027-02-01")->name, "Spring term");
    EXPECT(!school_term(&calendar, "2027-04-01"));
    EXPECT_EQUAL(school_days_taught(cx, &calendar, school_term(&calendar, "2027-02-01")), 58);
}

TEST("of a year whose terms nobody has entered nothing is known: its working days may be used, its bank holidays not")
{
    year_enter();
    Ctx *cx = as(&dora);
    SchoolCalendar calendar = calendar_now(cx);
    EXPECT_EQUAL(school_day(cx, &calendar, "2027-10-28", NULL), DAY_UNKNOWN);
    EXPECT(school_day_usable(cx, &calendar, "2027-10-28", false));
    EXPECT_EQUAL(school_day(cx, &calendar, "2027-12-28", NULL), DAY_BANK_HOLIDAY);
    EXPECT(!school_day_usable(cx, &calendar, "2027-12-28", true));
    EXPECT(school_day_usable(cx, &calendar, "2027-01-04", true) && !school_day_usable(cx, &calendar, "2027-01-04", false));
}

TEST("of a year that is half entered the days between its terms are holidays, and those before and after them nobody knows")
{
    EXPECT_OK(enter(&dora, "term", "Spring term", "2027-01-04", "2027-03-25"));
    EXPECT_OK(enter(&dora, "term", "Summer term", "2027-04-12", "2027-07-21"));
    Ctx *cx = as(&dora);
    SchoolCalendar calendar = calendar_now(cx);
    EXPECT_EQUAL(school_day(cx, &calendar, "2027-04-06", NULL), DAY_HOLIDAY);
    EXPECT_EQUAL(school_day(cx, &calendar, "2026-12-03", NULL), DAY_UNKNOWN);
    EXPECT_EQUAL(school_day(cx, &calendar, "2027-08-10", NULL), DAY_UNKNOWN);
}

/* ---- the bank holidays that the program brings, against the rules they follow ---- */

/* Easter Sunday by the Gregorian rule (Meeus, Jones and Butcher). */
static const char *easter_of(Ctx *cx, int64_t year)
{
    int64_t a = year % 19, b = year / 100, c = year % 100, h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int64_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7, m = (a + 11 * h + 22 * l) / 451, on = h + l - 7 * m + 114;
    return date_from_parts(cx, year, on / 31, on % 31 + 1);
}

/* The first Monday on or after that day. */
static const char *monday_from(Ctx *cx, const char *on) { return date_add_days(cx, on, (7 - date_weekday(on)) % 7); }

/* A day that falls on a weekend is kept on the next working day that is not `taken`. */
static const char *kept_on(Ctx *cx, const char *on, const char *taken)
{
    enum { SATURDAY = 5 };
    if (date_weekday(on) < SATURDAY) return on;
    const char *next = monday_from(cx, on);
    return same(next, taken) ? date_add_days(cx, next, 1) : next;
}

static void year_by_rule(Ctx *cx, int64_t year, const char *days[8])
{
    const char *easter = easter_of(cx, year), *christmas = date_from_parts(cx, year, 12, 25), *boxing = date_from_parts(cx, year, 12, 26);
    days[0] = kept_on(cx, date_from_parts(cx, year, 1, 1), NULL);
    days[1] = date_add_days(cx, easter, -2);
    days[2] = date_add_days(cx, easter, 1);
    days[3] = monday_from(cx, date_from_parts(cx, year, 5, 1));
    days[4] = monday_from(cx, date_from_parts(cx, year, 5, 25));
    days[5] = monday_from(cx, date_from_parts(cx, year, 8, 25));
    /* Christmas Day on a Sunday is kept on the Tuesday, for Monday is Boxing Day's own; in the list the earlier day comes first. */
    days[6] = kept_on(cx, christmas, boxing);
    days[7] = kept_on(cx, boxing, days[6]);
    if (strcmp(days[7], days[6]) < 0) { const char *later = days[6]; days[6] = days[7], days[7] = later; }
}

TEST("the bank holidays that the program brings are those of England by rule: Easter, the Mondays, and what is kept instead of a weekend")
{
    enum { OF_A_YEAR = 8, FIRST = 2024 };
    SchoolCalendar calendar = {0};
    int64_t year = FIRST, last = 0, at = 0;
    Ctx *cx = as(&nobody);
    EXPECT(number_parse(text_copy(cx, bank_holidays_until(cx), 4), FIRST, 2100, &last));
    EXPECT_OK(school_calendar(cx, text(cx, "%d-01-01", FIRST), bank_holidays_until(cx), &calendar));
    const char *days[OF_A_YEAR];
    year_by_rule(cx, year, days);
    for (size_t i = 0; i < calendar.count; i++) {
        const SchoolPeriod *period = &calendar.periods[i];
        if (period->id || !same(period->kind, "bank holiday")) continue;
        EXPECT_SAME(period->from_on, days[at]);
        EXPECT_SAME(period->till_on, days[at]);
        bool substitute = strstr(period->name, "substitute") != NULL, weekend_moved = !same(period->from_on + 4, "-01-01") && !same(period->from_on + 4, "-12-25") && !same(period->from_on + 4, "-12-26");
        EXPECT_EQUAL(substitute, (at == 0 || at > 5) && weekend_moved);
        if (++at == OF_A_YEAR && year < last) year_by_rule(cx, ++year, days), at = 0;
    }
    EXPECT_EQUAL(year, last);
    EXPECT_EQUAL(at, OF_A_YEAR);
}

TEST("an INSET day of one school closes no other, and is that school's in words")
{
    EXPECT_OK(write_as(&dora, save, &(SchoolPeriod){ .kind = "INSET", .name = "INSET day", .from_on = "2026-11-27", .till_on = "2026-11-27", .organisation_id = ALDER }));
    Ctx *cx = as(&dora);
    SchoolCalendar calendar = calendar_now(cx);
    EXPECT_EQUAL(school_day(cx, &calendar, "2026-11-27", NULL), DAY_UNKNOWN);
    EXPECT_SAME(school_insets_words(cx, &calendar, "2026-11-27"), "Alder Grove Primary School");
    EXPECT_REFUSED(write_as(&dora, save, &(SchoolPeriod){ .kind = "term", .name = "Autumn", .from_on = "2026-09-02", .till_on = "2026-12-18", .organisation_id = ALDER }), INVALID, "Only an INSET day");
}

TEST("two terms do not overlap, a half-term lies within one, and dates make sense")
{
    year_enter();
    EXPECT_REFUSED(enter(&dora, "term", "Long spring", "2026-12-10", "2027-03-20"), INVALID, "Autumn term is from 2 September 2026 to 18 December 2026");
    EXPECT_REFUSED(enter(&dora, "half-term", "Half-term", "2027-03-22", "2027-03-29"), INVALID, "lies within a term");
    EXPECT_REFUSED(enter(&dora, "holiday", "Easter", "2027-04-09", "2027-04-01"), INVALID, "must not be before the first");
    EXPECT_REFUSED(enter(&dora, "term", "Summer", "2027-04-12", "2028-07-21"), INVALID, "Check the year");
    EXPECT_REFUSED(enter(&dora, "party", " ", "", ""), INVALID, "Say what it is");
    EXPECT_REFUSED(enter(&hana, "term", "Autumn term", "2027-09-02", "2027-12-17"), FORBIDDEN, "");
    EXPECT_REFUSED(enter(&ivo, "term", "Autumn term", "2027-09-02", "2027-12-17"), FORBIDDEN, "");
}

TEST("the next year begins like this one, 52 weeks later, and only once")
{
    int64_t added = 0;
    year_enter();
    EXPECT_OK(write_as(&dora, next_year, &added));
    EXPECT_EQUAL(added, 5);
    EXPECT_SAME(fixture_text("SELECT max(from_on) AS text FROM school_period WHERE name = 'Autumn term'"), "2027-09-01");
    EXPECT_REFUSED(write_as(&dora, next_year, &added), CONFLICT, "has terms already");
}

TEST("what is taken off the calendar is gone, and the trail says so")
{
    EXPECT_OK(enter(&dora, "bank holiday", "A coronation", "2027-06-07", "2027-06-07"));
    Ctx *cx = as(&dora);
    SchoolCalendar calendar = calendar_now(cx);
    EXPECT_EQUAL(school_day(cx, &calendar, "2027-06-07", NULL), DAY_BANK_HOLIDAY);
    EXPECT_OK(write_as(&dora, removal, &made));
    EXPECT_REFUSED(write_as(&dora, removal, &made), MISSING, "");
    cx = as(&dora);
    calendar = calendar_now(cx);
    EXPECT_EQUAL(school_day(cx, &calendar, "2027-06-07", NULL), DAY_UNKNOWN);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what IN ('calendar.added', 'calendar.removed')"), 2);
}

TEST("what is new this term is new since the term that the calendar knows began, and since the usual month where it knows none")
{
    (void)fixture_store();
    fixture_at("2027-04-09T09:00");
    fixture_run("UPDATE event SET starts_at = 1811000000, ends_at = 1811003600, course_since = 1806570000 WHERE id = 1");   /* since 1 April 2027 */
    fixture_run("UPDATE event SET state = 'draft' WHERE id = 2");
    EXPECT_HAS(visit(&nobody, "GET", "/courses?show=new", NULL).body, "Phonics in Year 1");
    year_enter();
    EXPECT_HAS(visit(&nobody, "GET", "/courses?show=new", NULL).body, "Phonics in Year 1");      /* the spring term's */
    fixture_at("2027-04-12T09:00");
    EXPECT_HAS(visit(&nobody, "GET", "/courses?show=new", NULL).body, "No event to come matches all of these filters");      /* the summer term has begun */
}

#define DAYS(name, day, month, year) name "-day", day, name "-month", month, name "-year", year

TEST("the office enters a term, sees the year, and a department reads it without an act")
{
    Visit empty = visit(&dora, "GET", "/office/calendar", NULL);
    EXPECT_HAS(empty.body, "The terms of 2026 to 2027 are not here yet");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/calendar/new", FORM_OF("kind", "term", "name", "Spring term", DAYS("from_on", "4", "1", "2027"), DAYS("till_on", "25", "3", "2027"), "organisation", "")).status, 303);
    Visit wrong = visit(&dora, "POST", "/office/calendar/new", FORM_OF("kind", "term", "name", "Springtime", DAYS("from_on", "31", "2", "2027"), DAYS("till_on", "25", "3", "2027"), "organisation", ""));
    EXPECT_EQUAL(wrong.status, 422);
    EXPECT_HAS(wrong.body, "Springtime");
    EXPECT_HAS(wrong.body, "The first day must be a real date");
    Visit year = visit(&hana, "GET", "/office/calendar?year=2026", NULL);
    EXPECT_HAS(year.body, "59 days taught");
    EXPECT_HAS(year.body, "Boxing Day (substitute day)");
    EXPECT_LACKS(year.body, "Add to the calendar");
    EXPECT_HAS(visit(&dora, "GET", "/office/calendar?year=2027", NULL).body, "Begin with 2026 to 2027");
    EXPECT_HAS(visit(&hana, "GET", "/office/calendar.csv?year=2026", NULL).body, "term,Spring term,2027-01-04,2027-03-25");
    EXPECT_EQUAL(visit(&hana, "GET", "/office/calendar/new", NULL).status, 403);
}
