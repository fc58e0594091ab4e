/* Events that are held again: over the terms by a pattern, from a template, and a whole year in the next. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/copy_run.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/event_repeat.h"
#include "rooms/programme/event_template.h"
#include "rooms/programme/school_calendar.h"
#include "rooms/programme/year_copy.h"
#include "tests/fixture.h"

static int64_t made;

static Error *period(Ctx *cx, void *period) { return school_period_save(cx, period, &made); }
static Error *template(Ctx *cx, void *name) { return event_template_add(cx, PHONICS, name, &made); }

static void enter(const char *kind, const char *name, const char *from, const char *till)
{
    EXPECT_OK(write_as(&dora, period, &(SchoolPeriod){ .kind = kind, .name = name, .from_on = from, .till_on = till }));
}

/* PHONICS is on Thursday 10 December 2026, in the fifteenth week of this autumn term. */
static void terms_enter(void)
{
    enter("term", "Autumn term", "2026-09-02", "2026-12-18");
    enter("term", "Spring term", "2027-01-04", "2027-03-25");
    enter("half-term", "Spring half-term", "2027-02-15", "2027-02-19");
    enter("term", "Summer term", "2027-04-12", "2027-07-21");
    enter("INSET", "INSET day", "2027-01-07", "2027-01-07");
}

static size_t dates_of(const Somebody *who, Pattern pattern, RepeatDate **dates)
{
    Event event = {0};
    Session *sessions;
    size_t count, n;
    Ctx *cx = as(who);
    EXPECT_OK(event_find(cx, PHONICS, &event));
    EXPECT_OK(event_sessions(cx, PHONICS, &sessions, &count));
    EXPECT_OK(repeat_dates(cx, &event, sessions, count, &pattern, dates, &n));
    return n;
}

TEST("every four weeks leaves out the holidays, the half-term, bank holidays and INSET days, and goes on until there are as many as asked for")
{
    RepeatDate *dates;
    terms_enter();
    EXPECT_EQUAL(dates_of(&dora, (Pattern){ .weeks = 4, .times = 3 }, &dates), 5);
    EXPECT_SAME(dates[0].on, "2027-01-07");
    EXPECT_EQUAL(dates[0].is, REPEAT_LEFT_OUT);
    EXPECT_HAS(dates[0].clashes[0].words, "an INSET day of all schools");
    EXPECT_SAME(dates[1].on, "2027-02-04");
    EXPECT_SAME(dates[1].term, "Spring term");
    EXPECT_EQUAL(dates[1].is, REPEAT_CAN);
    EXPECT_SAME(dates[2].on, "2027-03-04");
    EXPECT_SAME(dates[3].on, "2027-04-01");
    EXPECT_EQUAL(dates[3].is, REPEAT_LEFT_OUT);
    EXPECT_SAME(dates[4].on, "2027-04-29");
}

TEST("asked for, INSET days and holidays are kept")
{
    RepeatDate *dates;
    terms_enter();
    EXPECT_EQUAL(dates_of(&dora, (Pattern){ .weeks = 4, .times = 3, .keep_holidays = true, .keep_inset = true }, &dates), 3);
    EXPECT_EQUAL(dates[0].is, REPEAT_CAN);
    EXPECT_EQUAL(dates[0].clash_count, 1);           /* and still told */
}

TEST("each month keeps the weekday of the month, each term the day of its week, as far as terms are known")
{
    RepeatDate *dates;
    terms_enter();
    EXPECT_EQUAL(dates_of(&dora, (Pattern){ .often = EACH_MONTH, .times = 2 }, &dates), 3);
    EXPECT_SAME(dates[0].on, "2027-01-14");          /* the second Thursday, where a draft has the Town Hall; then February's and March's */
    EXPECT_EQUAL(dates[0].is, REPEAT_CANNOT);
    EXPECT_HAS(dates[0].clashes[0].words, "Fay Adeyemi leads Guided reading then");
    fixture_run("UPDATE event SET starts_on = '2026-09-17', starts_at = starts_at - 84 * 86400, ends_at = ends_at - 84 * 86400 WHERE id = 1");
    fixture_run("UPDATE session SET starts_at = starts_at - 84 * 86400, ends_at = ends_at - 84 * 86400 WHERE id = 61");
    EXPECT_EQUAL(dates_of(&dora, (Pattern){ .often = EACH_TERM, .times = 5 }, &dates), 2);
    EXPECT_SAME(dates[0].on, "2027-01-21");
    EXPECT_SAME(dates[1].on, "2027-04-29");
}

TEST("the office chooses the dates, a job makes the drafts, and a date that has a copy is not offered again")
{
    RepeatDate *dates;
    terms_enter();
    Visit page = visit(&dora, "GET", "/office/events/1/repeat?often=4&times=3&skip=holidays&skip=inset", NULL);
    EXPECT_HAS(page.body, "Thursday 4 February 2027");
    EXPECT_HAS(page.body, "Left out");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/repeat?often=4&times=3", FORM_OF("sure", "1")).status, 422);
    EXPECT_EQUAL(visit(&hana, "POST", "/office/events/1/repeat", FORM_OF("on", "20270204")).status, 404);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/repeat", FORM_OF("on", "20270231")).status, 422);
    Visit begun = visit(&dora, "POST", "/office/events/1/repeat?often=4&times=3", FORM_OF("on", "20270204", "on", "20270304", "on", "20270114"));
    EXPECT_EQUAL(begun.status, 303);
    EXPECT_HAS(visit(&dora, "GET", begun.location, NULL).body, "Being made");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/repeat", FORM_OF("on", "20270204")).status, 409);      /* about to be made */
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE copied_from = 1 AND state = 'draft'"), 2);
    EXPECT_SAME(fixture_text("SELECT starts_on AS text FROM event WHERE copied_from = 1 ORDER BY starts_on LIMIT 1"), "2027-02-04");
    Visit done = visit(&dora, "GET", begun.location, NULL);
    EXPECT_HAS(done.body, "2 of 3 drafts are made");
    EXPECT_HAS(done.body, "Town Hall is taken on Thursday 14 January 2027: Guided reading");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/repeat", FORM_OF("on", "20270204")).status, 409);
    EXPECT(dates_of(&dora, (Pattern){ .weeks = 4, .times = 3 }, &dates) > 1);
    EXPECT_EQUAL(dates[1].is, REPEAT_THERE);
    EXPECT_EQUAL(dates[1].clash_count, 0);                                                                     /* its own copy is no clash */
    Visit none = visit(&dora, "GET", "/office/events/1/repeat?often=8&times=1&skip=holidays&skip=inset", NULL);
    EXPECT_HAS(none.body, "There already");
    EXPECT_HAS(none.body, "It is held again on this day");
    EXPECT_HAS(none.body, "None of these dates is left to be made");
    EXPECT_LACKS(none.body, "Make a draft for each chosen date");
    fixture_run("UPDATE event SET state = 'archived' WHERE copied_from = 1");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/repeat", FORM_OF("on", "20270204")).status, 303);      /* what was put away may be made again */
    EXPECT_EQUAL(visit(&hana, "GET", begun.location, NULL).status, 404);
}

TEST("a draft whose maker may no longer change the event is not made, and says so")
{
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/repeat", FORM_OF("on", "20270204")).status, 303);
    fixture_run("UPDATE post SET ends_on = '2026-11-01' WHERE person_id = 104");
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE copied_from = 1"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM copy_line WHERE refused = 'Whoever began it may no longer change this event'"), 1);
}

TEST("an event is kept as a template under a name of its own, from which new events begin")
{
    EXPECT_HAS(visit(&dora, "GET", "/office/templates", NULL).body, "There are no templates yet");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/template", FORM_OF("name", " ")).status, 422);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/template", FORM_OF("name", "A morning on phonics")).status, 303);
    char again[] = "a morning on  Phonics";
    EXPECT_REFUSED(write_as(&dora, template, again), INVALID, "a template of that name already");
    EXPECT_REFUSED(write_as(&hana, template, again), MISSING, "");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/new", NULL).body, "A morning on phonics");
    EXPECT_HAS(visit(&dora, "GET", "/office/templates", NULL).body, "1 session, 3 hours, Town Hall");
    EXPECT_LACKS(visit(&hana, "GET", "/office/templates", NULL).body, "A morning on phonics");
    const char *remove = text(test_cx(), "/office/templates/%ld/remove", (long)fixture_number("SELECT id FROM event_template"));
    EXPECT_EQUAL(visit(&hana, "POST", remove, FORM_OF("sure", "1")).status, 404);
    EXPECT_EQUAL(visit(&dora, "POST", remove, FORM_OF("sure", "1")).status, 303);
    EXPECT_LACKS(visit(&dora, "GET", "/office/events/new", NULL).body, "A morning on phonics");
}

/* 2027 to 2028: the autumn term begins a day earlier, its half-term is a week earlier. */
static void next_terms_enter(void)
{
    enter("term", "Autumn term", "2027-09-01", "2027-12-17");
    enter("half-term", "Autumn half-term", "2027-10-18", "2027-10-22");
    enter("term", "Spring term", "2028-01-04", "2028-03-31");
}

TEST("a year later is the same weekday of the same week of the term, or the next day on which schools teach, and says why")
{
    terms_enter();
    next_terms_enter();
    SchoolCalendar calendar;
    const char *moved;
    Ctx *cx = as(&dora);
    EXPECT_OK(school_calendar(cx, "2026-09-01", "2027-09-01", &calendar));
    EXPECT_SAME(year_later_date(cx, &calendar, "2026-12-10", &moved), "2027-12-09");      /* Thursday of the fifteenth week */
    EXPECT_SAME(moved, "");
    EXPECT_SAME(year_later_date(cx, &calendar, "2026-10-21", &moved), "2027-10-25");      /* its Wednesday is in the half-term, and so to Monday */
    EXPECT_SAME(moved, "Wednesday 20 October 2027 is in Autumn half-term, when schools are closed");
    EXPECT_SAME(year_later_date(cx, &calendar, "2027-01-04", &moved), "2028-01-04");      /* Monday 3 January is a bank holiday */
    EXPECT_HAS(moved, "bank holiday");
    EXPECT_SAME(year_later_date(cx, &calendar, "2027-05-11", &moved), "2028-05-09");      /* of that summer term nothing is known: 52 weeks */
    EXPECT_SAME(year_later_date(cx, &calendar, "2026-11-28", &moved), "2027-11-27");      /* a Saturday stays one */
}

TEST("the office plans a year, moves one date, leaves one out, and the drafts are made once")
{
    terms_enter();
    EXPECT_EQUAL(visit(&hana, "POST", "/office/programme/year", FORM_OF("year", "2026")).status, 403);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/programme/year", FORM_OF("year", "2019")).status, 422);
    Visit begun = visit(&dora, "POST", "/office/programme/year", FORM_OF("year", "2026"));
    EXPECT_EQUAL(begun.status, 303);
    EXPECT_EQUAL(visit(&eli, "POST", "/office/programme/year", FORM_OF("year", "2026")).status, 409);
    EXPECT_HAS(visit(&dora, "GET", begun.location, NULL).body, "The year is being planned");
    run_jobs();
    const char *planned = visit(&dora, "GET", begun.location, NULL).body, *run = begun.location + strlen("/office/programme/year/");
    EXPECT_HAS(planned, "3 events are chosen");
    EXPECT_HAS(planned, "Thursday 9 December 2027");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE copied_from IS NOT NULL"), 0);

    const char *phonics = text(test_cx(), "/office/programme/year/%s/lines/%ld", run, (long)fixture_number("SELECT id FROM copy_line WHERE event_id = 1"));
    EXPECT_EQUAL(visit(&dora, "POST", phonics, FORM_OF("first_on-day", "31", "first_on-month", "2", "first_on-year", "2028", "chosen", "1")).status, 422);
    EXPECT_EQUAL(visit(&dora, "POST", phonics, FORM_OF("first_on-day", "9", "first_on-month", "12", "first_on-year", "2026", "chosen", "1")).status, 422);
    EXPECT_EQUAL(visit(&dora, "POST", phonics, FORM_OF("first_on-day", "8", "first_on-month", "12", "first_on-year", "2027", "chosen", "1")).status, 303);
    const char *online = text(test_cx(), "%ld", (long)fixture_number("SELECT id FROM copy_line WHERE event_id = 2"));
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/chosen", begun.location), FORM_OF("line", online)).status, 303);
    EXPECT_HAS(visit(&dora, "GET", begun.location, NULL).body, "2 events are chosen");

    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/begin", begun.location), FORM_OF("sure", "1")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/begin", begun.location), FORM_OF("sure", "1")).status, 409);
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE copied_from IS NOT NULL AND state = 'draft'"), 2);
    EXPECT_SAME(fixture_text("SELECT starts_on AS text FROM event WHERE copied_from = 1"), "2027-12-08");
    EXPECT_HAS(visit(&dora, "GET", begun.location, NULL).body, "2 of 2 drafts are made");

    EXPECT_EQUAL(visit(&dora, "POST", "/office/programme/year", FORM_OF("year", "2026")).status, 303);      /* again: what is there is not chosen */
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM copy_line l JOIN copy_run r ON r.id = l.run_id WHERE r.state = 'planned' AND l.chosen = 1"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM copy_line WHERE moved = 'A copy is there already'"), 2);
}

TEST("a year that is put away makes nothing, and may be planned anew")
{
    Visit begun = visit(&dora, "POST", "/office/programme/year", FORM_OF("year", "2026"));
    run_jobs();
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/drop", begun.location), FORM_OF("sure", "1")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/begin", begun.location), FORM_OF("sure", "1")).status, 409);
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE copied_from IS NOT NULL"), 0);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/programme/year", FORM_OF("year", "2026")).status, 303);
}
