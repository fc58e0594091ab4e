/* What giving up a place costs: said before, recorded once, and taken back where it is not owed after all. */
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/attendance.h"
#include "rooms/booking/charge.h"
#include "rooms/programme/event_change.h"
#include "tests/fixture_bookings.h"

#define RULES  "/office/events/1/rules"
#define TIERS  "charge_days_1", "2", "charge_amount_1", "100%", "charge_days_2", "14", "charge_amount_2", "50%"
#define OWED   "SELECT CAST(COALESCE(SUM(pence), 0) AS BIGINT) FROM charge WHERE waived_at IS NULL AND lifted_at IS NULL"
#define WORDS  "Cancelling less than 14 days before costs 50% of the price, less than 2 days before costs the full price. Not coming and not cancelling costs £20. Moving to another date of the course is free."

static const char *cancel_page(int64_t id) { return text(test_cx(), "/registrations/%ld/cancel", (long)id); }

/* The tiers, on PHONICS: half from 14 days before, all from two days before, £20 for not coming. */
static void phonics_charges(void) { EXPECT_EQUAL(visit(&dora, "POST", RULES, FORM_OF(TIERS, "charge_no_show", "£20")).status, 303); }

/* ---- the rule ---- */

TEST("an event's charges are said on its page, in the form that books it, in its letters and on the rules in the office")
{
    phonics_charges();
    EXPECT_HAS(visit(&nobody, "GET", "/events/1", NULL).body, WORDS);
    EXPECT_HAS(visit(&nobody, "GET", "/events/1", NULL).body, "Cancel free until <b>9.30am on Thursday 26 November");
    EXPECT_HAS(visit(&ann, "GET", "/events/1/book", NULL).body, WORDS);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, WORDS);
    booked_as(&ann, PHONICS, ALDER, &ben);
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'place-confirmed'"), WORDS);
    MailCalendars calendars;
    int64_t registration_id = fixture_number("SELECT id FROM registration");
    EXPECT_OK(registration_calendars(as(&nobody), "REQUEST", registration_id, 0, &calendars));
    EXPECT_HAS(calendars.ics[0], "If you cancel");
}

TEST("charges that cannot be meant are refused in words with what was typed, and emptied they are gone")
{
    Visit refused = visit(&dora, "POST", RULES, FORM_OF("charge_days_1", "14", "charge_amount_1", "half", "charge_days_2", "400", "charge_amount_2", "120%", "charge_days_3", "3", "charge_no_show", "20"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Enter a share of the price or a sum, like 50% or £20");
    EXPECT_HAS(refused.body, "Enter a number of days from 1 to 365");
    EXPECT_HAS(refused.body, "Say what cancelling costs from then on");
    EXPECT_HAS(refused.body, "value=\"half\"");
    EXPECT_HAS(visit(&dora, "POST", RULES, FORM_OF("charge_days_1", "2", "charge_amount_1", "50%", "charge_days_2", "2", "charge_amount_2", "£5")).body, "2 days are said twice");
    phonics_charges();
    EXPECT_EQUAL(visit(&dora, "POST", RULES, FORM_OF("charge_no_show", "")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT rules FROM event WHERE id = 1"), 0);
    EXPECT_LACKS(visit(&nobody, "GET", "/events/1", NULL).body, "Cancelling less than");
}

static int64_t made;
static Error *copy_act(Ctx *cx, void *nothing) { return event_copy(cx, PHONICS, "2027-06-10", &made); }
static Error *add_act(Ctx *cx, void *nothing)
{
    return event_add(cx, COURSE_PHONICS, &(EventDraft){ .places = 10, .offer_hours = 24, .member_price = "60", .other_price = "95", .opens_on = "", .closes_on = "", .cancel_on = "", .joining_note = "" }, &made);
}
static const char *rule_of_made(void)
{
    Event event = {0};
    EXPECT_OK(event_find(as(&dora), made, &event));
    return event.charges;
}

TEST("a new event begins with the usual charges, a copy with those of its event, and neither changes when the usual ones do")
{
    EXPECT_EQUAL(visit(&hana, "POST", "/office/charges/usual", FORM_OF("charge_no_show", "£5")).status, 403);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/charges/usual", FORM_OF("charge_days_1", "7", "charge_amount_1", "£10", "charge_moving", "1")).status, 303);
    EXPECT_OK(write_as(&dora, add_act, NULL));
    EXPECT_EQUAL(visit(&dora, "POST", "/office/charges/usual", FORM_OF("charge_no_show", "£5")).status, 303);
    EXPECT_SAME(rule_of_made(), "Cancelling less than 7 days before costs £10. Moving to another date of the course costs the same as cancelling.");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/rules?charges=usual", NULL).body, "value=\"£5\"");
    phonics_charges();
    EXPECT_OK(write_as(&dora, copy_act, NULL));
    EXPECT_SAME(rule_of_made(), WORDS);
}

/* ---- cancelled late ---- */

TEST("what cancelling costs is shown before, asked for with the sum, and then owed by the school in the words that held")
{
    phonics_charges();
    int64_t bens = booked_as(&ann, PHONICS, ALDER, &ben);
    EXPECT_HAS(visit(&ben, "GET", cancel_page(bens), NULL).body, "Cancelling is free until 9.30am on Thursday 26 November");
    fixture_at("2026-11-30T09:00");
    EXPECT_HAS(visit(&ben, "GET", cancel_page(bens), NULL).body, "To pay: £30, 50% of the price, for less than 14 days before. Nothing, if the place is taken again");
    EXPECT_HAS(visit(&ben, "GET", cancel_page(bens), NULL).body, "Cancel the place for £30");
    fixture_at("2026-12-09T09:00");
    Visit dearer = visit(&ben, "POST", cancel_page(bens), FORM_OF("reason", "My class goes swimming", "agreed", "3000"));
    EXPECT_EQUAL(dearer.status, 409);
    EXPECT_HAS(dearer.body, "Cancelling costs £60 now");
    EXPECT_HAS(dearer.body, "My class goes swimming");
    EXPECT_SAME(registration_of(bens).state, "confirmed");
    EXPECT_EQUAL(visit(&ben, "POST", cancel_page(bens), FORM_OF("reason", "", "agreed", "6000")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM charge WHERE kind = 'cancelled' AND organisation_id = 11 AND event_id = 1"), 6000);
    EXPECT_SAME(fixture_text("SELECT terms AS text FROM charge"), "£60, for less than 2 days before");
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'colleague-cancelled'"), "£60, for less than 2 days before");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'charge.made'"), 1);
    EXPECT_OK(booking_check(as(&nobody)));
}

TEST("a free event charges a sum, halves of a penny go up, and an event's own day for free cancelling holds where it is later")
{
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/2/rules", FORM_OF("charge_days_1", "30", "charge_amount_1", "£7.50")).status, 303);
    EXPECT_OK(cancel_by(&ben, booked_as(&ben, ONLINE, ALDER, &ben)));
    EXPECT_EQUAL(fixture_number(OWED), 750);
    fixture_run("UPDATE event SET cancel_by = 1796000000 WHERE id = 2");      /* 30 November */
    EXPECT_HAS(visit(&dora, "GET", "/office/events/2/rules", NULL).body, "cancelling is free until <b>12.53am on Monday 30 November 2026</b> in any case");
    EXPECT_OK(cancel_by(&kim, booked_as(&kim, ONLINE, ALDER, &kim)));
    EXPECT_EQUAL(fixture_number(OWED), 750);
    EXPECT_EQUAL(charge_pence((ChargeAmount){ .percent = 50 }, 6001), 3001);
    EXPECT_EQUAL(charge_pence((ChargeAmount){ .percent = 33 }, 100), 33);
}

TEST("nothing is charged for a colleague who comes instead, for waiting or an offer let go, nor for what the office cancels")
{
    phonics_charges();
    Full full = phonics_full();
    int64_t lous;
    fixture_at("2026-12-09T09:00");
    EXPECT_OK(cancel_by(&lou, full.lou));
    EXPECT_OK(substitute_by(&ann, full.ben, (Invitee){ .person_id = ann.id }, &lous));
    EXPECT_HAS(visit(&dora, "GET", cancel_page(full.kim), NULL).body, "Nothing is charged for what the office cancels");
    EXPECT_OK(cancel_by(&dora, full.kim));
    EXPECT_OK(decline_by(&max, full.max));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM charge"), 0);
}

TEST("a charge falls away when somebody from the waiting list takes a place, the oldest first, and whoever booked is told")
{
    phonics_charges();
    Full full = phonics_full();
    fixture_at("2026-12-01T09:00");
    EXPECT_OK(cancel_by(&ben, full.ben));
    EXPECT_OK(cancel_by(&kim, full.kim));
    EXPECT_EQUAL(fixture_number(OWED), 6000);
    EXPECT_OK(accept_by(&max, full.max));
    EXPECT_EQUAL(fixture_number(OWED), 3000);
    EXPECT_EQUAL(fixture_number("SELECT registration_id FROM charge WHERE lifted_why = 'taken'"), full.ben);
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'charge-lifted'"), "The place was taken again");
    EXPECT_EQUAL(mail_to(ann.email, "charge-lifted"), 1);
    EXPECT_HAS(visit(&ann, "GET", text(test_cx(), "/registrations/%ld", (long)full.ben), NULL).body, "Nothing to pay");
}

static Error *refill_act(Ctx *cx, void *nothing) { return job_queue(cx, "charges.refilled", 0, cx->now, NULL); }
static void minutes_later(void)
{
    EXPECT_OK(write_as(&nobody, refill_act, NULL));
    run_jobs();
}

TEST("whoever books a place that came free lifts a charge as well, the oldest first; one that was free all along lifts none, nor does an offer")
{
    phonics_charges();
    fixture_run("UPDATE event SET places = 3 WHERE id = 1");
    int64_t bens = booked_as(&ann, PHONICS, ALDER, &ben), kims = booked_as(&ann, PHONICS, ALDER, &kim);
    fixture_at("2026-12-01T09:00");
    EXPECT_OK(cancel_by(&ben, bens));
    EXPECT_OK(cancel_by(&kim, kims));
    booked_as(&cara, PHONICS, BEECH, &cara);                 /* the third place was free all along */
    minutes_later();
    EXPECT_EQUAL(fixture_number(OWED), 6000);
    booked_as(&pat, PHONICS, DOVE, &pat);
    minutes_later();
    EXPECT_EQUAL(fixture_number(OWED), 3000);
    EXPECT_EQUAL(fixture_number("SELECT registration_id FROM charge WHERE lifted_why = 'taken'"), bens);
    EXPECT_EQUAL(mail_to(ann.email, "charge-lifted"), 1);
    minutes_later();
    EXPECT_EQUAL(fixture_number(OWED), 3000);

    booked_as(&cara, PHONICS, BEECH, &max);
    fixture_run("UPDATE registration SET state = 'offered', offered_at = 1, offer_ends_at = 1900000000 WHERE event_id = 1 AND person_id = 113 AND state = 'confirmed'");
    minutes_later();
    EXPECT_EQUAL(fixture_number(OWED), 3000);
    fixture_run("UPDATE registration SET state = 'confirmed' WHERE event_id = 1 AND person_id = 113 AND state = 'offered'");
    minutes_later();
    EXPECT_EQUAL(fixture_number(OWED), 0);
}

TEST("of a cancelled event nobody owes anything")
{
    phonics_charges();
    Full full = phonics_full();
    fixture_at("2026-12-01T09:00");
    EXPECT_OK(cancel_by(&ben, full.ben));
    EXPECT_OK(event_cancel_by(&dora, PHONICS, "The hall has a burst pipe"));
    run_jobs();
    EXPECT_EQUAL(fixture_number(OWED), 0);
    EXPECT_SAME(fixture_text("SELECT lifted_why AS text FROM charge"), "event");
}

/* ---- nobody came ---- */

static Error *mark_act(Ctx *cx, void *mark)
{
    int64_t changed;
    return register_mark(cx, PHONICS, PHONICS_SESSION, mark, 1, &changed);
}
static Error *mark_by(const Somebody *who, Mark mark) { return write_as(who, mark_act, &mark); }

static Full ben_missed(void)
{
    Full full = phonics_full();
    fixture_at("2026-12-10T12:20");
    EXPECT_OK(mark_by(&fay, (Mark){ full.ben, "absent" }));
    EXPECT_OK(mark_by(&fay, (Mark){ full.kim, "part" }));
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM charge"), 0);   /* the register can still be put right */
    fixture_at("2026-12-11T06:31");
    run_jobs();
    return full;
}

TEST("not coming is charged the day after, once, and a register put right takes it back")
{
    phonics_charges();
    Full full = ben_missed();
    EXPECT_EQUAL(fixture_number(OWED), 2000);
    EXPECT_EQUAL(fixture_number("SELECT registration_id FROM charge WHERE kind = 'missed'"), full.ben);
    EXPECT_EQUAL(mail_to(ann.email, "charge-made"), 1);
    EXPECT_OK(mark_by(&dora, (Mark){ full.ben, "present" }));
    run_jobs();
    EXPECT_EQUAL(fixture_number(OWED), 0);
    EXPECT_SAME(fixture_text("SELECT lifted_why AS text FROM charge"), "register");
    EXPECT_OK(mark_by(&dora, (Mark){ full.ben, "absent" }));
    run_jobs();
    EXPECT_EQUAL(fixture_number(OWED), 2000);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM charge"), 2);
}

TEST("an event without such a rule charges nothing for not coming")
{
    ben_missed();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM no_show"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM charge"), 0);
}

/* ---- waived, and listed ---- */

/* Owed by Alder Grove for ben, and by jo, who came for no school. */
static int64_t two_charges(void)
{
    phonics_charges();
    int64_t bens = booked_as(&ann, PHONICS, ALDER, &ben), jos = booked_as(&jo, PHONICS, 0, &jo);
    fixture_at("2026-12-01T09:00");
    EXPECT_OK(cancel_by(&ben, bens));
    EXPECT_OK(cancel_by(&jo, jos));
    return fixture_number("SELECT id FROM charge WHERE organisation_id = 11");
}

TEST("the office waives a charge with a reason, once; whoever booked reads it, and the trail says who")
{
    const char *page = text(test_cx(), "/office/charges/%ld/waive", (long)two_charges());
    EXPECT_HAS(visit(&dora, "GET", page, NULL).body, "Waive £30?");
    EXPECT_HAS(visit(&dora, "POST", page, FORM_OF("why", " ")).body, "Say why: whoever booked reads it");
    EXPECT_EQUAL(visit(&ann, "POST", page, FORM_OF("why", "Please")).status, 403);
    EXPECT_EQUAL(visit(&ivo, "POST", page, FORM_OF("why", "Please")).status, 403);
    EXPECT_EQUAL(visit(&dora, "POST", page, FORM_OF("why", "The trains stood still")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", page, FORM_OF("why", "Once more")).status, 409);
    EXPECT_HAS(visit(&dora, "GET", page, NULL).body, "There is nothing to waive any more");
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'charge-lifted'"), "The trains stood still");
    EXPECT_EQUAL(mail_to(ann.email, "charge-lifted"), 1);
    EXPECT_EQUAL(fixture_number("SELECT person_id FROM trail WHERE what = 'charge.waived'"), dora.id);
    EXPECT_EQUAL(fixture_number(OWED), 4750);                 /* jo pays what others pay */
}

TEST("a school lists its own charges and nobody else's, the office all of them, each as a page and as a file")
{
    two_charges();
    Visit ours = visit(&ann, "GET", "/charges", NULL), all = visit(&ivo, "GET", "/office/charges", NULL);
    EXPECT_HAS(ours.body, "£30 to pay");
    EXPECT_HAS(ours.body, "Ben Okafor");
    EXPECT_LACKS(ours.body, "£47.50");
    EXPECT_HAS(visit(&cara, "GET", "/charges", NULL).body, "Your school owes no charge");
    EXPECT_EQUAL(visit(&ben, "GET", "/charges", NULL).status, 403);
    EXPECT_HAS(all.body, "£77.50 to pay");
    EXPECT_LACKS(all.body, "/waive");                         /* the auditor writes nothing */
    EXPECT_HAS(visit(&dora, "GET", "/office/charges", NULL).body, "/waive");
    EXPECT_LACKS(visit(&dora, "GET", "/office/charges?q=alder", NULL).body, "£47.50");
    EXPECT_HAS(visit(&dora, "GET", "/office/charges?kind=missed", NULL).body, "No charge fits");
    EXPECT_HAS(visit(&dora, "GET", "/office/charges.csv?state=owed", NULL).body, "Alder Grove Primary School,Ben Okafor,");
    EXPECT_LACKS(visit(&ann, "GET", "/charges.csv", NULL).body, "47.50");
}
