/* A draft sent, taken back, sent back and published by sixteen at once: it is with the office once at a time, and published once. */
#include <stdatomic.h>

#include "rooms/programme/event_change.h"
#include "rooms/programme/review.h"
#include "tests/fixture_storm.h"

static atomic_int done, refused, other;

static _Atomic int64_t sent;      /* what the last was that somebody sent: as those know it who decide, though it may be decided by now */

static Error *publish(Ctx *cx, void *nothing)   { return event_publish(cx, ONLINE); }
static Error *send_back(Ctx *cx, void *nothing) { return review_return(cx, sent, "Again, please"); }
static Error *take_back(Ctx *cx, void *nothing) { return review_withdraw(cx, sent); }

static Error *ask(Ctx *cx, void *nothing)
{
    Review latest = {0};
    bool found;
    TRY(review_ask_event(cx, ONLINE, ""));
    TRY(review_latest(cx, COURSE_ONLINE, ONLINE, &latest, &found));
    sent = latest.id;
    return OK;
}

static Error *let_it_out(Ctx *cx, void *nothing)
{
    ReviewLook look;
    TRY(review_look(cx, COURSE_ONLINE, ONLINE, &look));
    return review_publish(cx, sent, look.seen);
}

static void count(int kind) { atomic_fetch_add(kind == 0 ? &done : kind == CONFLICT || kind == MISSING ? &refused : &other, 1); }

/* Eight of the department, eight of the office. The first is published late, so that there is something to fight about before. */
static void all_at_once(int number, void *nothing)
{
    uint64_t dice = (uint64_t)number + 1;
    for (int i = 0; i < 12; i++) {
        if (number % 2) count(storm_write(number, hana.id, storm_dice(&dice, 3) ? ask : take_back, NULL));
        else if (i < 8) count(storm_write(number, dora.id, send_back, NULL));
        else count(storm_write(number, eli.id, storm_dice(&dice, 2) ? let_it_out : publish, NULL));
    }
}

TEST("however many send, take back, send back and publish a draft at once, it is published once and each act is told of once")
{
    fixture_store();
    fixture_run("UPDATE event SET state = 'draft' WHERE id = 2");
    storm(STORM, all_at_once, NULL);
    EXPECT_EQUAL(other, 0);
    EXPECT(done > 0 && refused > 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'event.published' AND subject_id = 2"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM review WHERE decided_at IS NULL"), 0);
    EXPECT(fixture_number("SELECT count(*) FROM review WHERE outcome = 'published'") <= 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM review") - fixture_number("SELECT count(*) FROM trail WHERE what = 'event.review_asked'"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM review WHERE outcome = 'withdrawn'") - fixture_number("SELECT count(*) FROM trail WHERE what = 'event.review_withdrawn'"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM review WHERE outcome = 'returned'") - fixture_number("SELECT count(*) FROM mail WHERE letter = 'review-returned'"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM review WHERE outcome = 'published'") - fixture_number("SELECT count(*) FROM mail WHERE letter = 'review-published'"), 0);
}
