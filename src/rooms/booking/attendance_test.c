/* The day itself and the day after: who was there for how long, who came unbooked, and who did not come. */
#include "platform/base/text.h"
#include "rooms/booking/no_show.h"
#include "rooms/booking/walk_in.h"
#include "rooms/record/record.h"
#include "tests/fixture_bookings.h"

#define REGISTER "/events/1/register/61"
#define WALK_IN  REGISTER "/walk-in"

static Error *mark_act(Ctx *cx, void *mark)
{
    int64_t changed;
    return register_mark(cx, PHONICS, PHONICS_SESSION, mark, 1, &changed);
}

static Error *mark_by(const Somebody *who, Mark mark) { return write_as(who, mark_act, &mark); }

static Error *walk_in_act(Ctx *cx, void *who)
{
    WalkedIn came;
    return walk_in_add(cx, PHONICS, PHONICS_SESSION, who, &came);
}

static Error *comes(const Somebody *by, WalkIn who) { return write_as(by, walk_in_act, &who); }
static Error *arrives(const Somebody *who)           { return comes(&fay, (WalkIn){ .name = "", .email = who->email }); }

/* ---- for a part ---- */

TEST("whoever came to a part is put down for the minutes that are said, and those are their time on the record")
{
    const char *sum;
    int64_t minutes;
    Attended *list;
    size_t n;
    Full full = phonics_full();
    fixture_at("2026-12-10T12:45");
    EXPECT_OK(mark_by(&fay, (Mark){ full.ben, "part", .minutes = 50 }));
    EXPECT_OK(attendance_of(as(&dora), full.ben, &sum, &minutes));
    EXPECT_SAME(sum, "part");
    EXPECT_EQUAL(minutes, 50);
    EXPECT_OK(record_of(as(&ben), ben.id, 0, &list, &n));
    EXPECT_EQUAL(list[0].minutes, 50);
    EXPECT_OK(mark_by(&fay, (Mark){ full.ben, "part" }));                  /* nobody says how long */
    EXPECT_OK(attendance_of(as(&dora), full.ben, &sum, &minutes));
    EXPECT_EQUAL(minutes, 0);
    EXPECT_OK(mark_by(&fay, (Mark){ full.ben, "present", .minutes = 50 }));
    EXPECT_EQUAL(fixture_number("SELECT COALESCE(minutes, 0) FROM attendance"), 0);
    EXPECT_REFUSED(mark_by(&fay, (Mark){ full.ben, "part", .minutes = 180 }), INVALID, "from 1 to 179");
}

TEST("the register refuses minutes that are none in words, keeps what was typed, and says them once they are kept")
{
    Full full = phonics_full();
    const char *mark = text(test_cx(), "mark_%ld", (long)full.ben), *minutes = text(test_cx(), "minutes_%ld", (long)full.ben);
    fixture_at("2026-12-10T12:45");
    Visit refused = visit(&fay, "POST", REGISTER, FORM_OF(mark, "part", minutes, "an hour"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Enter the minutes that they were there as a number from 1 to 179");
    EXPECT_HAS(refused.body, "value=\"an hour\"");
    EXPECT_HAS(refused.body, text(test_cx(), "href=\"#%s\"", minutes));
    EXPECT_EQUAL(visit(&fay, "POST", REGISTER, FORM_OF(mark, "part", minutes, " 50 ")).status, 303);
    EXPECT_HAS(visit(&fay, "GET", REGISTER, NULL).body, "value=\"50\"");
    EXPECT_HAS(visit(&ivo, "GET", REGISTER, NULL).body, "part, 50 minutes");
    EXPECT_HAS(visit(&fay, "GET", REGISTER "/register.csv", NULL).body, "Alder Grove Primary School,part,50,");
}

/* ---- walk-ins ---- */

/* One of the two places is ben's; it is ten minutes after the start. */
static int64_t one_free(void)
{
    int64_t bens = booked_as(&ann, PHONICS, ALDER, &ben);
    fixture_at("2026-12-10T09:40");
    return bens;
}

TEST("somebody who comes unbooked takes a free place, is marked present, told, and counted like anybody")
{
    one_free();
    EXPECT_OK(arrives(&omar));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE person_id = 115 AND state = 'confirmed' AND organisation_id = 13 AND price_pence = 6000"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM attendance WHERE mark = 'present' AND how = 'walk-in'"), 1);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
    EXPECT_EQUAL(mail_to(omar.email, "walk-in"), 1);
    EXPECT_EQUAL(mail_to(omar.email, "place-confirmed"), 0);
    EXPECT_HAS(visit(&fay, "GET", REGISTER, NULL).body, "Cedar Park Academy, came unbooked");
}

TEST("the door does not oversell: full is full, unless somebody who has not come leaves their place")
{
    int64_t bens = one_free();
    EXPECT_OK(arrives(&omar));
    EXPECT_REFUSED(arrives(&max), CONFLICT, "Full: all 2 places are taken");
    EXPECT_REFUSED(comes(&fay, (WalkIn){ .name = "", .email = max.email, .instead_of = 4711 }), INVALID, "who is on the register");
    EXPECT_OK(mark_by(&fay, (Mark){ bens, "present" }));
    EXPECT_REFUSED(comes(&fay, (WalkIn){ .name = "", .email = max.email, .instead_of = bens }), INVALID, "has not been here");
    EXPECT_OK(mark_by(&fay, (Mark){ bens, "absent" }));
    EXPECT_OK(comes(&fay, (WalkIn){ .name = "", .email = max.email, .instead_of = bens }));
    EXPECT_SAME(registration_of(bens).cancel_reason, "Max Dunmore came instead");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE substituted_for > 0 AND person_id = 113"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM attendance"), 2);
    EXPECT_OK(booking_check(as(&nobody)));
}

TEST("who stands on the waiting list and comes is booked; who had booked is only marked")
{
    Full full = phonics_full();
    fixture_at("2026-12-10T09:40");
    EXPECT_REFUSED(arrives(&lou), CONFLICT, "Full");
    EXPECT_OK(comes(&fay, (WalkIn){ .name = "", .email = lou.email, .instead_of = full.kim }));
    EXPECT_SAME(registration_of(full.lou).state, "confirmed");
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 1);
    EXPECT_OK(arrives(&ben));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM walk_in"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM attendance WHERE mark = 'present'"), 2);
    EXPECT_EQUAL(mail_to(ben.email, "walk-in"), 0);
    EXPECT_OK(booking_check(as(&nobody)));
}

TEST("somebody nobody knows is made and invited, with a name and a school, and gets no post by it")
{
    one_free();
    Visit refused = visit(&fay, "POST", WALK_IN, FORM_OF("email", "sian@new.example", "name", "", "organisation", ""));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Choose their school: nobody has this address yet");
    EXPECT_HAS(refused.body, "value=\"sian@new.example\"");
    EXPECT_HAS(visit(&fay, "POST", WALK_IN, FORM_OF("email", " ")).body, "Enter their email address");
    EXPECT_EQUAL(visit(&fay, "POST", WALK_IN, FORM_OF("email", "sian@new.example", "name", "Siân Bowen", "organisation", "12")).status, 303);
    EXPECT_HAS(visit(&fay, "GET", REGISTER, NULL).body, "Siân Bowen");
    EXPECT_EQUAL(mail_to("sian@new.example", "invitation"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM post t JOIN person p ON p.id = t.person_id WHERE p.email = 'sian@new.example'"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration r JOIN person p ON p.id = r.person_id WHERE p.email = 'sian@new.example' AND r.organisation_id = 12 AND r.price_pence = 9500"), 1);
}

TEST("a place that nobody is named for is on the register, marks nobody, and goes to whoever came for it")
{
    int64_t bens = one_free();
    fixture_run("UPDATE registration SET person_id = NULL");
    Visit page = visit(&fay, "GET", REGISTER, NULL);
    EXPECT_HAS(page.body, "A place for Alder Grove Primary School");
    EXPECT_HAS(page.body, "0 of 1 here</b>, 1 place not named yet");
    EXPECT_OK(mark_by(&fay, (Mark){ bens, "present" }));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM attendance"), 0);
    EXPECT_OK(comes(&fay, (WalkIn){ .name = "", .email = kim.email, .instead_of = bens }));
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
    EXPECT_HAS(visit(&fay, "GET", REGISTER, NULL).body, "1 of 1 here");
}

TEST("walk-ins are for whoever takes the register, from the session's day on, and until it begins the queue comes first")
{
    phonics_full();
    EXPECT_REFUSED(arrives(&omar), CONFLICT, "opens on the day itself");
    fixture_at("2026-12-10T09:00");
    fixture_run("UPDATE event SET places = 3 WHERE id = 1");
    EXPECT_REFUSED(arrives(&omar), CONFLICT, "kept for those on its waiting list");
    fixture_at("2026-12-10T09:31");
    EXPECT_REFUSED(comes(&ann, (WalkIn){ .name = "", .email = omar.email }), MISSING, "not found");
    EXPECT_REFUSED(comes(&ivo, (WalkIn){ .name = "", .email = omar.email }), FORBIDDEN, "permission");
    EXPECT_EQUAL(visit(&ivo, "GET", WALK_IN, NULL).status, 403);
    EXPECT_OK(arrives(&omar));
}

/* ---- no-shows ---- */

static Error *follow_up_act(Ctx *cx, void *done) { return no_shows_follow_up_slice(cx, PHONICS, done); }

/* ben was absent and kim was there; it is 18 hours and a minute after the end. */
static Full ben_missed(void)
{
    Full full = phonics_full();
    fixture_at("2026-12-10T12:20");
    EXPECT_OK(mark_by(&fay, (Mark){ full.ben, "absent" }));
    EXPECT_OK(mark_by(&fay, (Mark){ full.kim, "part" }));
    fixture_at("2026-12-11T06:29");
    run_jobs();
    int64_t done;
    EXPECT_OK(write_as(&nobody, follow_up_act, &done));      /* nor by a job of before the event was put off */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM no_show"), 0);
    fixture_at("2026-12-11T06:31");
    run_jobs();
    return full;
}

TEST("the day after, whoever missed all of it is asked why, and whoever booked for them is told: once")
{
    Full full = ben_missed();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM no_show"), 1);
    EXPECT_EQUAL(fixture_number("SELECT registration_id FROM no_show"), full.ben);
    EXPECT_OK(mark_by(&fay, (Mark){ full.kim, "present" }));
    run_jobs();
    EXPECT_EQUAL(mail_to(ben.email, "missed-you"), 1);
    EXPECT_EQUAL(mail_to(ann.email, "colleague-missed"), 1);
    EXPECT_EQUAL(mail_to(kim.email, "missed-you"), 0);
}

TEST("a register put right takes the no-show away, and a later mistake finds another")
{
    Full full = ben_missed();
    EXPECT_OK(mark_by(&dora, (Mark){ full.ben, "present" }));
    EXPECT_OK(mark_by(&dora, (Mark){ full.kim, "absent" }));
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM no_show"), 1);
    EXPECT_EQUAL(fixture_number("SELECT registration_id FROM no_show"), full.kim);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'registration.missed_not'"), 1);
    EXPECT_EQUAL(visit(&ben, "GET", text(test_cx(), "/registrations/%ld/missed", (long)full.ben), NULL).status, 404);
}

TEST("the person or their school says why, the office reads it, and nobody else does")
{
    Full full = ben_missed();
    const char *page = text(test_cx(), "/registrations/%ld/missed", (long)full.ben);
    EXPECT_HAS(visit(&ben, "GET", page, NULL).body, "We missed you");
    EXPECT_EQUAL(visit(&max, "GET", page, NULL).status, 404);
    EXPECT_EQUAL(visit(&cara, "POST", page, FORM_OF("reason", "A cold")).status, 404);
    EXPECT_EQUAL(visit(&ivo, "POST", page, FORM_OF("reason", "A cold")).status, 403);
    EXPECT_HAS(visit(&ben, "POST", page, FORM_OF("reason", " ")).body, "Enter a few words on why");
    EXPECT_HAS(visit(&dora, "GET", "/office/no-shows?list=silent", NULL).body, "Ben Okafor");
    EXPECT_EQUAL(visit(&ann, "POST", page, FORM_OF("reason", "He covered a class of mine")).status, 303);
    EXPECT_LACKS(visit(&dora, "GET", "/office/no-shows?list=silent", NULL).body, "Ben Okafor");
    EXPECT_HAS(visit(&ivo, "GET", "/office/no-shows", NULL).body, "He covered a class of mine");
    EXPECT_HAS(visit(&dora, "GET", "/office/no-shows.csv?q=alder", NULL).body, "He covered a class of mine,Ann ");
    EXPECT_LACKS(visit(&dora, "GET", "/office/no-shows?q=beech", NULL).body, "Ben Okafor");
    EXPECT_EQUAL(visit(&ann, "GET", "/office/no-shows", NULL).status, 403);
}
