/* Reminders of a place: when they go, to whom, and once. */
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/reminder.h"
#include "tests/fixture_bookings.h"

static Error *queue_act(Ctx *cx, void *nothing) { return job_queue(cx, "reminders.send", 0, cx->now, NULL); }

static void job_at(const char *moment)
{
    fixture_at(moment);
    EXPECT_OK(write_as(&nobody, queue_act, NULL));
    run_jobs();
}

#define REMINDED(who) (int64_t)mail_to((who).email, "place-reminder")

TEST("whoever has a place is reminded of it seven days before and the day before, each once, by day")
{
    booked_as(&ann, PHONICS, ALDER, &ben);
    job_at("2026-12-02T12:00");
    EXPECT_EQUAL(REMINDED(ben), 0);
    job_at("2026-12-03T07:30");
    EXPECT_EQUAL(REMINDED(ben), 0);
    job_at("2026-12-03T08:00");
    job_at("2026-12-03T08:15");
    job_at("2026-12-04T08:00");
    EXPECT_EQUAL(REMINDED(ben), 1);
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'place-reminder'"), "In 7 days");
    EXPECT_EQUAL(fixture_number("SELECT unhurried FROM mail WHERE letter = 'place-reminder'"), 1);
    job_at("2026-12-09T08:00");
    job_at("2026-12-09T17:45");
    job_at("2026-12-10T08:00");
    EXPECT_EQUAL(REMINDED(ben), 2);
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'place-reminder' ORDER BY id DESC LIMIT 1"), "Tomorrow");
}

TEST("whoever leads an event is reminded with the people who come, unless they cannot lead it")
{
    fixture_store();
    job_at("2026-12-03T08:00");
    job_at("2026-12-03T08:15");
    EXPECT_EQUAL(mail_to(fay.email, "leading-reminder"), 1);
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'leading-reminder'"), "0 of 2 places");
    fixture_run("UPDATE facilitator SET answer = 'declined'");
    job_at("2026-12-09T08:00");
    EXPECT_EQUAL(mail_to(fay.email, "leading-reminder"), 1);
}

TEST("nobody is reminded of a place that they gave up, wait for or have only just booked, nor of an event that is cancelled")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.kim));
    fixture_at("2026-12-08T18:00");
    booked_as(&kim, ONLINE, ALDER, &kim);
    EXPECT_OK(event_cancel_by(&dora, ONLINE, "The facilitator is ill."));
    job_at("2026-12-09T08:00");
    EXPECT_EQUAL(REMINDED(ben), 1);
    EXPECT_EQUAL(REMINDED(kim) + REMINDED(lou) + REMINDED(max), 0);
    fixture_run("UPDATE registration SET state = 'confirmed', decided_at = 1796810400 WHERE person_id = 112");      /* lou, at 10am on the day before */
    fixture_run("UPDATE event SET places = 3, taken = 2, waiting = 1 WHERE id = 1");
    job_at("2026-12-09T12:00");
    EXPECT_EQUAL(REMINDED(lou), 0);
    job_at("2026-12-14T08:00");
    EXPECT_EQUAL(REMINDED(kim), 0);
}

TEST("a program that was down on the day reminds as soon as it is up, and not of what is past")
{
    booked_as(&ann, PHONICS, ALDER, &ben);
    booked_as(&kim, ONLINE, ALDER, &kim);
    job_at("2026-12-10T10:00");      /* phonics is on now; the online event is in five days */
    EXPECT_EQUAL(REMINDED(ben), 0);
    EXPECT_EQUAL(REMINDED(kim), 1);
}

TEST("an event that moves is reminded of once for its new day")
{
    booked_as(&ann, PHONICS, ALDER, &ben);
    job_at("2026-12-03T08:00");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/move", FORM_OF("first_on-day", "17", "first_on-month", "12", "first_on-year", "2026")).status, 303);
    job_at("2026-12-09T08:00");
    EXPECT_EQUAL(REMINDED(ben), 1);
    job_at("2026-12-10T08:00");
    job_at("2026-12-10T08:15");
    EXPECT_EQUAL(REMINDED(ben), 2);
}

#define SETTINGS(days) FORM_OF("name", "Fleet and Wandle Learning Partnership", "short_name", "Fleet and Wandle", "url", "https://learning.example", "email", "learning@fleetandwandle.example", \
                               "address_days", "90", "remind_days", days)

TEST("the office says how many days before, or that nobody is reminded; what is no number of days is refused")
{
    booked_as(&ann, PHONICS, ALDER, &ben);
    EXPECT_HAS(visit(&eli, "POST", "/office/settings", SETTINGS("7, soon")).body, "Enter the days before an event");
    EXPECT_EQUAL(visit(&eli, "POST", "/office/settings", SETTINGS("7, 1, 2, 3, 4")).status, 422);
    EXPECT_EQUAL(visit(&eli, "POST", "/office/settings", SETTINGS("3, 14")).status, 303);
    job_at("2026-11-25T08:00");
    EXPECT_EQUAL(REMINDED(ben), 0);
    EXPECT_EQUAL(visit(&eli, "POST", "/office/settings", SETTINGS("")).status, 303);
    job_at("2026-12-09T08:00");
    EXPECT_EQUAL(REMINDED(ben), 0);
    EXPECT_EQUAL(visit(&eli, "POST", "/office/settings", SETTINGS("3, 14")).status, 303);
    job_at("2026-12-09T08:15");
    EXPECT_EQUAL(REMINDED(ben), 1);
}

/* ---- killed ---- */

static Error *cut_off_act(Ctx *cx, void *nothing)
{
    int64_t done;
    TRY(reminders_send_slice(cx, PHONICS, 1, &done));
    return broken(cx, "killed before it was kept");
}

static Error *slice_act(Ctx *cx, void *event_id)
{
    int64_t done;
    return reminders_send_slice(cx, *(const int64_t *)event_id, 1, &done);
}

TEST("what was killed before it was kept has reminded nobody, and is done again whole")
{
    booked_as(&ann, PHONICS, ALDER, &ben);
    fixture_at("2026-12-09T08:00");
    EXPECT(write_as(&nobody, cut_off_act, NULL) != OK);
    EXPECT_EQUAL(REMINDED(ben), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM reminder"), 0);
    EXPECT_OK(write_as(&nobody, slice_act, &(int64_t){ PHONICS }));
    EXPECT_OK(write_as(&nobody, slice_act, &(int64_t){ PHONICS }));
    EXPECT_EQUAL(REMINDED(ben), 1);
}
