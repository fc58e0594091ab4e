#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/ballot.h"
#include "rooms/programme/event_change.h"
#include "tests/fixture_bookings.h"

#define SEED "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

typedef struct { int64_t event; bool holds; const char *on, *time; } Rule;

static Error *rule_act(Ctx *cx, void *data)
{
    const Rule *rule = data;
    Event event = {0};
    TRY(event_hold_own(cx, rule->event, &event));
    return event_ballot_set(cx, &event, rule->holds, rule->on, rule->time);
}

static Error *rule_by(const Somebody *who, bool holds, const char *on, const char *time) { return write_as(who, rule_act, &(Rule){ PHONICS, holds, on, time }); }

static void phonics_drawn_on_friday(void) { EXPECT_OK(rule_by(&dora, true, "2026-11-27", "noon")); }

static Error *draw_act(Ctx *cx, void *nothing) { return job_queue(cx, "ballots.draw", 0, cx->now, NULL); }

static void draw(void)
{
    EXPECT_OK(write_as(&nobody, draw_act, NULL));
    run_jobs();
}

static BallotRow row_of(int64_t registration)
{
    BallotRow row = {0};
    bool found;
    EXPECT_OK(ballot_row_of(as(&dora), registration, &row, &found));
    EXPECT(found);
    return row;
}

TEST("until a ballot closes people ask for a place and nobody has one; then every school has one before any has a second")
{
    phonics_drawn_on_friday();
    Booked alder;
    EXPECT_OK(book(&ann, PHONICS, ALDER, (const Invitee[]){ { .person_id = 101 }, { .person_id = 102 } }, 2, &alder));
    EXPECT_SAME(alder.places[0].state, "requested");
    int64_t max_asks = booked_as(&cara, PHONICS, BEECH, &max), second = alder.places[1].registration_id;
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 0);
    EXPECT_EQUAL(mail_to(max.email, "ballot-entered"), 1);
    EXPECT_EQUAL(mail_to(max.email, "place-confirmed"), 0);
    EXPECT_HAS(visit(&ann, "GET", "/events/1", NULL).body, "Ask for places");
    EXPECT_HAS(visit(&kim, "GET", "/events/1/book", NULL).body, "Nobody has a place until the ballot is drawn");
    EXPECT_HAS(visit(&ben, "GET", "/events/1/book", NULL).body, "You have asked for a place on this event");
    EXPECT_HAS(visit(&max, "GET", text(test_cx(), "/registrations/%ld", (long)max_asks), NULL).body, "The places are drawn after");
    const char *whole = visit(&ann, "GET", text(test_cx(), "/bookings/%ld", (long)alder.id), NULL).body;
    EXPECT_HAS(whole, "The places are drawn after");
    EXPECT_LACKS(whole, "approved");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, "The ballot closes at noon");
    draw();
    EXPECT_SAME(registration_of(max_asks).state, "requested");                 /* it has not closed yet */

    fixture_at("2026-11-27T12:00");
    EXPECT_REFUSED(book_one(&pat, PHONICS, DOVE, &pat, NULL), CONFLICT, "has closed and its places are being drawn");
    run_jobs();                                                                 /* nobody had to ask for it */
    EXPECT_SAME(registration_of(max_asks).state, "confirmed");
    EXPECT_SAME(registration_of(alder.places[0].registration_id).state, "confirmed");
    EXPECT_SAME(registration_of(second).state, "waiting");
    EXPECT_SAME(row_of(second).rule, "later");
    EXPECT_EQUAL(mail_to(max.email, "ballot-placed"), 1);
    EXPECT_EQUAL(mail_to(ben.email, "ballot-waits"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'ballot-placed' AND calendar_method = 'REQUEST'"), 2);

    EXPECT_HAS(visit(&nobody, "GET", "/events/1", NULL).body, "The places were drawn");
    EXPECT_SAME(registration_of(booked_as(&pat, PHONICS, DOVE, &pat)).state, "waiting");     /* an event like any other now */
    EXPECT_OK(booking_check(as(&dora)));
}

/* Entries with ids that are the same on every machine: five schools' and one person's own. */
static void entries_lay(void)
{
    fixture_run("UPDATE event SET rules = 8, places = 4 WHERE id = 2");
    fixture_run("INSERT INTO event_ballot (event_id, closes_at, commitment, seed, asked) VALUES (2, 1795500000, '', '" SEED "', 1)");
    fixture_run("INSERT INTO booking (id, event_id, booked_by, price_pence, booked_at) VALUES (900, 2, 104, 0, 1795400000)");
    fixture_run("WITH e (id, person, school) AS (VALUES (901, 101, 11), (902, 102, 11), (903, 103, 12), (904, 113, 12), (905, 114, 13), (906, 116, 14), (907, 110, 0), (908, 108, 15))"
                " INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at)"
                " SELECT id, 900, 2, person, CASE WHEN school = 0 THEN NULL ELSE school END, 'requested', 0, 1795400000 FROM e");
    fixture_run("INSERT INTO ballot_entry (registration_id, event_id, wish, asked_at) SELECT id, 2, id, 1795400000 FROM registration WHERE booking_id = 900");
    fixture_run("INSERT INTO ballot_need (event_id, organisation_id, need, why) VALUES (2, 14, 2, 'No early reading lead since May')");
}

TEST("the same entries and the same seed give the same log on both stores, to the letter")
{
    fixture_store();
    entries_lay();
    draw();
    const char *log;
    BallotDraw read;
    Ctx *cx = as(&nobody);
    EXPECT_OK(ballot_log_find(cx, ONLINE, &log));
    EXPECT_OK(ballot_log_verify(cx, log, strlen(log), &read));
    EXPECT_SAME(read.digest, "2da188f4627399c9c6e44362ec9c82606e86781d17405dc4e88890190a808402");
    EXPECT_SAME(registration_of(906).state, "confirmed");
    EXPECT_SAME(row_of(906).rule, "need");
}

TEST("the seed is shown by nothing until the draw, and its hash from the beginning; then anybody may take the log and compute it again")
{
    phonics_drawn_on_friday();
    fixture_run("UPDATE event_ballot SET seed = '" SEED "'");
    booked_as(&cara, PHONICS, BEECH, &max);
    Visit before = visit(&nobody, "GET", "/events/1/ballot", NULL);
    EXPECT_EQUAL(before.status, 200);
    EXPECT_HAS(before.body, fixture_text("SELECT commitment AS text FROM event_ballot"));
    EXPECT_LACKS(before.body, SEED);
    EXPECT_EQUAL(visit(&dora, "GET", "/events/1/ballot.txt", NULL).status, 404);
    EventBallot ballot = {0};
    bool is;
    EXPECT_OK(event_ballot_find(as(&dora), PHONICS, &ballot, &is));
    EXPECT_SAME(ballot.seed, "");
    fixture_at("2026-11-27T12:00");
    draw();
    Visit log = visit(&nobody, "GET", "/events/1/ballot.txt", NULL);
    EXPECT_EQUAL(log.status, 200);
    EXPECT_HAS(log.body, "seed " SEED);
    EXPECT_LACKS(log.body, "Dunmore");
    EXPECT_HAS(visit(&nobody, "GET", "/events/1/ballot", NULL).body, SEED);
    EXPECT_LACKS(visit(&nobody, "GET", "/events/1/ballot", NULL).body, "Dunmore");
    EXPECT_HAS(visit(&cara, "GET", "/events/1/ballot", NULL).body, "Max Dunmore");
    EXPECT_LACKS(visit(&ann, "GET", "/events/1/ballot", NULL).body, "Max Dunmore");
}

TEST("an entry can be taken back until it is answered, and what it would have had goes to whoever waits first")
{
    phonics_drawn_on_friday();
    int64_t pats = booked_as(&pat, PHONICS, DOVE, &pat), bens = booked_as(&ann, PHONICS, ALDER, &ben);
    EXPECT_OK(cancel_by(&pat, pats));
    fixture_at("2026-11-27T12:00");
    draw();
    EXPECT_SAME(registration_of(pats).state, "cancelled");
    EXPECT_SAME(registration_of(bens).state, "confirmed");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM ballot_entry WHERE turn IS NOT NULL"), 1);
}

static Error *first_act(Ctx *cx, void *id) { return ballot_put_first(cx, *(int64_t *)id); }

TEST("a school says which of its wishes comes first, until the ballot closes, and nobody says it for another school")
{
    phonics_drawn_on_friday();
    fixture_run("UPDATE event SET places = 1 WHERE id = 1");
    int64_t bens = booked_as(&ann, PHONICS, ALDER, &ben), kims = booked_as(&ann, PHONICS, ALDER, &kim);
    EXPECT_REFUSED(write_as(&cara, first_act, &kims), MISSING, "not found");
    EXPECT_REFUSED(write_as(&kim, first_act, &kims), MISSING, "not found");
    EXPECT_EQUAL(visit(&ann, "POST", text(test_cx(), "/registrations/%ld/wish-first", (long)kims), NULL).status, 303);
    fixture_at("2026-11-27T12:00");
    EXPECT_REFUSED(write_as(&ann, first_act, &bens), CONFLICT, "has closed");
    draw();
    EXPECT_SAME(registration_of(kims).state, "confirmed");
    EXPECT_SAME(registration_of(bens).state, "waiting");
}

TEST("the office gives a school's need with its reason, which decides where a round has too few places")
{
    phonics_drawn_on_friday();
    fixture_run("UPDATE event SET places = 1 WHERE id = 1");
    booked_as(&ann, PHONICS, ALDER, &ben), booked_as(&cara, PHONICS, BEECH, &max);
    int64_t pats = booked_as(&pat, PHONICS, DOVE, &pat);
    Visit shown = visit(&dora, "GET", "/office/events/1/ballot", NULL);
    EXPECT_HAS(shown.body, "Dovecote Primary School");
    EXPECT_HAS(visit(&dora, "POST", "/office/events/1/ballot", FORM_OF("school", "14", "need", "2", "why", "")).body, "Say why");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/ballot", FORM_OF("school", "13", "need", "2", "why", "New")).status, 422);     /* Cedar asks for none */
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/ballot", FORM_OF("school", "14", "need", "2", "why", "No reading lead since May")).status, 303);
    EXPECT_EQUAL(visit(&hana, "GET", "/office/events/1/ballot", NULL).status, 404);
    fixture_at("2026-11-27T12:00");
    draw();
    EXPECT_SAME(registration_of(pats).state, "confirmed");
    EXPECT_SAME(row_of(pats).rule, "need");
    EXPECT_HAS(visit(&pat, "GET", text(test_cx(), "/registrations/%ld", (long)pats), NULL).body, "Those with the greater need came first, and its turn came before the places ended");
}

TEST("places of the year before count for a school's size: the larger school with as many comes first")
{
    fixture_store();
    fixture_run("UPDATE event SET starts_at = starts_at - 2592000, ends_at = ends_at - 2592000 WHERE id = 2");      /* held a month ago */
    fixture_run("INSERT INTO booking (id, event_id, booked_by, price_pence, booked_at) VALUES (900, 2, 104, 0, 1790000000)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at) VALUES (901, 900, 2, 102, 11, 'confirmed', 0, 1), (902, 900, 2, 103, 12, 'confirmed', 0, 1)");
    fixture_run("UPDATE event SET places = 1 WHERE id = 1");
    phonics_drawn_on_friday();
    int64_t max_asks = booked_as(&cara, PHONICS, BEECH, &max), bens = booked_as(&ann, PHONICS, ALDER, &ben);      /* rolls of 180 and 240 */
    fixture_at("2026-11-27T12:00");
    draw();
    EXPECT_SAME(registration_of(bens).state, "confirmed");
    EXPECT_SAME(row_of(max_asks).rule, "past");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM ballot_draw WHERE log LIKE '% past 41 %' AND log LIKE '% past 55 %'"), 1);
}

TEST("a ballot is not begun behind people who wait, is not ended once somebody has asked, and closes before the first session")
{
    fixture_store();
    EXPECT_REFUSED(rule_by(&dora, true, "", ""), INVALID, "Enter the day on which the ballot closes");
    EXPECT_REFUSED(rule_by(&dora, true, "2026-11-23", "9am"), INVALID, "in the future");
    EXPECT_REFUSED(rule_by(&dora, true, "2026-12-10", "9am"), INVALID, "an hour or more before the first session");
    EXPECT_OK(rule_by(&dora, true, "2026-12-10", "8.30am"));
    EXPECT_OK(rule_by(&dora, false, "", ""));
    EXPECT_EQUAL(fixture_number("SELECT rules FROM event WHERE id = 1"), 0);
    phonics_drawn_on_friday();
    int64_t pats = booked_as(&pat, PHONICS, DOVE, &pat);
    EXPECT_REFUSED(rule_by(&dora, false, "", ""), CONFLICT, "so it stays one");
    fixture_run("UPDATE event SET starts_at = 1795514400 WHERE id = 1");       /* moved to 10am today: an hour is left */
    draw();
    EXPECT_SAME(registration_of(pats).state, "confirmed");
}

TEST("a day on which a ballot closes is not passed over because its tick was forgotten, and what was typed is kept")
{
    fixture_store();
    Visit forgotten = visit(&dora, "POST", "/office/events/1/rules", FORM_OF("ballot_closes-day", "27", "ballot_closes-month", "11", "ballot_closes-year", "2026", "ballot_time", "noon"));
    EXPECT_HAS(forgotten.body, "Tick that places are drawn, or take out the day");
    EXPECT_HAS(forgotten.body, "value=\"27\"");
    EXPECT_EQUAL(fixture_number("SELECT rules FROM event WHERE id = 1"), 0);
}

TEST("nobody has a ballot begun while people wait")
{
    phonics_full();
    EXPECT_REFUSED(rule_by(&dora, true, "2026-11-27", "noon"), INVALID, "People wait for this event already");
}

TEST("a draw that broke off is gone on with from its log, and answers nobody twice")
{
    fixture_store();
    entries_lay();
    draw();
    fixture_run("UPDATE event_ballot SET drawn_at = NULL");
    fixture_run("UPDATE ballot_entry SET turn = NULL, round = NULL, placed = NULL, rule = NULL WHERE registration_id = (SELECT min(id) FROM registration WHERE event_id = 2 AND state = 'waiting')");
    fixture_run("UPDATE event SET waiting = waiting - 1 WHERE id = 2");
    fixture_run("UPDATE registration SET state = 'requested' WHERE id IN (SELECT registration_id FROM ballot_entry WHERE turn IS NULL)");
    int64_t letters = fixture_number("SELECT count(*) FROM mail");
    draw();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail"), letters + 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'requested'"), 0);
    EXPECT_OK(booking_check(as(&dora)));
}

TEST("lyceum check names a draw whose log was changed, and an entry that was answered otherwise")
{
    fixture_store();
    entries_lay();
    draw();
    EXPECT_OK(booking_check(as(&dora)));
    fixture_run("UPDATE ballot_entry SET placed = 1 - placed WHERE turn = 5");
    EXPECT_REFUSED(booking_check(as(&dora)), CONFLICT, "has another answer than the log of the ballot of event 2 gives it");
    fixture_run("UPDATE ballot_draw SET log = REPLACE(log, 'places 4', 'places 5')");
    EXPECT_REFUSED(booking_check(as(&dora)), CONFLICT, "The log of the ballot of event 2 does not hold. The digest is not that of the lines before it");
}

static int64_t copy_id;
static Error *copy_act(Ctx *cx, void *nothing) { return event_copy(cx, PHONICS, "2027-01-20", &copy_id); }

TEST("a copy of a drawn event is drawn as well, with a seed of its own and as long before its first session")
{
    phonics_drawn_on_friday();
    EXPECT_OK(write_as(&dora, copy_act, NULL));
    EXPECT_EQUAL(fixture_number("SELECT count(DISTINCT seed) FROM event_ballot"), 2);
    EXPECT_EQUAL(fixture_number("SELECT max(closes_at) - min(closes_at) FROM event_ballot"), 41 * 86400);
}
