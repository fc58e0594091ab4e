/* Notices: at once, or together in one letter a day or a week. */
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/notice.h"
#include "tests/fixture_storm.h"

static Error *put_act(Ctx *cx, void *who)
{
    return notice_put(cx, &(Notice){ .person_id = ((const Somebody *)who)->id, .kind = "saved search", .subject = text(cx, "New dates for phonics %ld", (long)new_id(cx)), .words = "Two were added.", .link = "/courses?q=phonics" });
}

static void told_of(const Somebody *who, int times)
{
    for (int i = 0; i < times; i++) EXPECT_OK(write_as(&nobody, put_act, (void *)(uintptr_t)who));
}

static void wants(const Somebody *who, const char *pace) { EXPECT_EQUAL(visit(who, "POST", "/account/notices", FORM_OF("pace", pace)).status, 303); }

static Error *queue_act(Ctx *cx, void *kind) { return job_queue(cx, kind, 0, cx->now, NULL); }

/* As its job comes to it, at that moment. */
static void job_at(const char *moment, const char *kind)
{
    fixture_at(moment);
    EXPECT_OK(write_as(&nobody, queue_act, (void *)(uintptr_t)kind));
    run_jobs();
}

static void sent_at(const char *moment) { job_at(moment, "notices.send"); }

static const char *last_filled(void) { return fixture_text("SELECT filled AS text FROM mail WHERE letter = 'notices' ORDER BY id DESC LIMIT 1"); }

TEST("who has said nothing is told at once, in a letter that waits behind whoever signs in")
{
    told_of(&ben, 1);
    EXPECT_EQUAL(mail_to(ben.email, "notice"), 1);
    EXPECT_EQUAL(fixture_number("SELECT unhurried FROM mail WHERE letter = 'notice'"), 1);
    sent_at("2026-11-25T08:00");
    EXPECT_EQUAL(mail_to(ben.email, "notices"), 0);
    EXPECT_HAS(visit(&ben, "GET", "/account/notices", NULL).body, "New dates for phonics");
    EXPECT_LACKS(visit(&kim, "GET", "/account/notices", NULL).body, "New dates for phonics");
}

TEST("who wants them once a day has one letter the next morning at seven, with all of them, and none where there is nothing")
{
    wants(&ben, "daily");
    told_of(&ben, 2);
    EXPECT_EQUAL(mail_to(ben.email, NULL), 0);
    EXPECT_HAS(visit(&ben, "GET", "/account/notices", NULL).body, "Comes tomorrow morning");
    sent_at("2026-11-25T06:55");
    EXPECT_EQUAL(mail_to(ben.email, "notices"), 0);
    sent_at("2026-11-25T07:05");
    sent_at("2026-11-25T07:20");
    EXPECT_EQUAL(mail_to(ben.email, "notices"), 1);
    EXPECT_HAS(last_filled(), "2 notices");
    EXPECT_HAS(last_filled(), "/courses?q=phonics");
    sent_at("2026-11-26T07:05");
    EXPECT_EQUAL(mail_to(ben.email, NULL), 1);
}

TEST("who wants them once a week has one letter on Monday, which shows eight and says how many more there are")
{
    wants(&ben, "weekly");
    told_of(&ben, 10);
    sent_at("2026-11-29T12:00");
    EXPECT_EQUAL(mail_to(ben.email, "notices"), 0);
    sent_at("2026-11-30T07:05");
    EXPECT_EQUAL(mail_to(ben.email, "notices"), 1);
    EXPECT_HAS(last_filled(), "2 others");
    sent_at("2026-12-07T07:05");
    EXPECT_EQUAL(mail_to(ben.email, NULL), 1);
}

TEST("who changes to at once has what waited within the quarter of an hour; another pace than the three is refused")
{
    wants(&ben, "weekly");
    told_of(&ben, 1);
    EXPECT_HAS(visit(&ben, "POST", "/account/notices", FORM_OF("pace", "never")).body, "Choose how often notices come");
    wants(&ben, "at once");
    sent_at("2026-11-24T09:15");
    EXPECT_EQUAL(mail_to(ben.email, "notices"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'person.notices' AND subject_id = 102"), 2);
}

TEST("what was told is forgotten after three months, and what still waits is not")
{
    wants(&ben, "weekly");
    told_of(&ben, 1);
    told_of(&kim, 1);
    fixture_run("UPDATE notice SET made_at = made_at - 7862400");
    told_of(&kim, 1);
    job_at("2026-11-24T09:01", "notices.forget");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM notice WHERE person_id = 111"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM notice WHERE person_id = 102"), 1);
}

static Error *send_act(Ctx *cx, void *nothing) { return notices_send(cx, ben.id); }

static void storm_run(int number, void *nothing)
{
    for (int i = 0; i < 3; i++) {
        storm_write(number, 0, put_act, (void *)(uintptr_t)&ben);
        storm_write(number, 0, send_act, NULL);
    }
}

TEST("notices that are put while several send them each go in one letter, and none is lost")
{
    wants(&ben, "weekly");
    storm(STORM, storm_run, NULL);
    EXPECT_OK(write_as(&nobody, send_act, NULL));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM notice WHERE letter IS NULL"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM notice"), STORM * 3);
    EXPECT_EQUAL(fixture_number("SELECT count(DISTINCT letter) FROM notice"), mail_to(ben.email, "notices"));
}
