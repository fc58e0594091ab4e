/* Places that are asked for first: of the school, then of the office. */
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/approval.h"
#include "rooms/booking/cover.h"
#include "rooms/programme/event_rules.h"
#include "rooms/programme/event_shift.h"
#include "tests/fixture_bookings.h"

typedef struct { int64_t id; Decision decision; const char *state; } Deciding;
static Error *decide_act(Ctx *cx, void *data)
{
    Deciding *d = data;
    return approval_decide(cx, d->id, &d->decision, &d->state);
}

static Error *approve_by(const Somebody *who, int64_t id)                  { return write_as(who, decide_act, &(Deciding){ id, { .approved = true, .note = "" }, NULL }); }
static Error *refuse_by(const Somebody *who, int64_t id, const char *note) { return write_as(who, decide_act, &(Deciding){ id, { .note = note }, NULL }); }

static Error *rules_act(Ctx *cx, void *draft) { return school_rule_change(cx, draft); }
static void school_says(const Somebody *who, const char *approval, const char *limit) { EXPECT_OK(write_as(who, rules_act, &(SchoolRuleDraft){ approval, limit, "210" })); }

static void phonics_asks(void) { fixture_run("UPDATE event SET rules = 1 WHERE id = 1"); }

TEST("a teacher of a school that pays asks for a place, holds none meanwhile, and has it once the CPD lead approves")
{
    int64_t id = booked_as(&max, PHONICS, BEECH, &max);
    EXPECT_SAME(registration_of(id).state, "requested");
    EXPECT_EQUAL(fixture_number("SELECT taken + waiting FROM event WHERE id = 1"), 0);
    EXPECT_EQUAL(mail_to(cara.email, "request-made"), 1);
    EXPECT_EQUAL(mail_to(max.email, "request-waits"), 1);
    EXPECT_EQUAL(mail_to(max.email, "place-confirmed"), 0);
    EXPECT_OK(approve_by(&cara, id));
    EXPECT_SAME(registration_of(id).state, "confirmed");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
    EXPECT_EQUAL(mail_to(max.email, "place-confirmed"), 1);
    EXPECT_REFUSED(refuse_by(&cara, id, "Too late"), MISSING, "");
}

TEST("a member's paid place, a free one, and one at a school that wants no approval are booked at once; a school may have them all approved")
{
    EXPECT_SAME(registration_of(booked_as(&ben, PHONICS, ALDER, &ben)).state, "confirmed");
    EXPECT_SAME(registration_of(booked_as(&max, ONLINE, BEECH, &max)).state, "confirmed");
    school_says(&cara, "none", "");
    EXPECT_SAME(registration_of(booked_as(&max, PHONICS, BEECH, &max)).state, "confirmed");
    school_says(&ann, "all", "");
    EXPECT_SAME(registration_of(booked_as(&kim, ONLINE, ALDER, &kim)).state, "requested");
    EXPECT_SAME(registration_of(booked_as(&ann, ONLINE, ALDER, &ann)).state, "confirmed");      /* who decides asks nobody */
}

static Error *shift_act(Ctx *cx, void *nothing) { return event_shift(cx, PHONICS, "2026-12-17"); }

TEST("whoever has asked for a place is told once when the event moves, and of nothing new when they have it")
{
    int64_t id = booked_as(&max, PHONICS, BEECH, &max);
    EXPECT_OK(write_as(&dora, shift_act, NULL));
    run_jobs();
    EXPECT_EQUAL(mail_to(max.email, "event-changed"), 1);
    EXPECT_OK(approve_by(&cara, id));
    run_jobs();
    EXPECT_EQUAL(mail_to(max.email, "event-changed"), 1);
    EXPECT_SAME(registration_of(id).starts_on, "2026-12-17");
}

TEST("a request is refused with a reason, which the asker reads, and may be made again")
{
    int64_t id = booked_as(&max, PHONICS, BEECH, &max);
    EXPECT_REFUSED(refuse_by(&cara, id, " "), INVALID, "Say why");
    EXPECT_OK(refuse_by(&cara, id, "Two of us are out that day"));
    EXPECT_SAME(registration_of(id).state, "refused");
    EXPECT_SAME(registration_of(id).cancel_reason, "Two of us are out that day");
    EXPECT_EQUAL(mail_to(max.email, "request-refused"), 1);
    EXPECT_SAME(registration_of(booked_as(&max, PHONICS, BEECH, &max)).state, "requested");
}

TEST("approved when the event is full, the asker waits, in the order of when they asked")
{
    int64_t id = booked_as(&max, PHONICS, BEECH, &max), lou_waits;
    fixture_at("2026-11-24T10:00");
    EXPECT_OK(book(&ann, PHONICS, ALDER, (Invitee[]){ { .person_id = ben.id }, { .person_id = kim.id } }, 2, NULL));
    fixture_run("UPDATE registration SET organisation_id = NULL WHERE id > 0");      /* so that the order of asking alone decides */
    fixture_run("UPDATE registration SET organisation_id = 12 WHERE person_id = 113");
    lou_waits = booked_as(&dora, PHONICS, 0, &lou);
    EXPECT_OK(approve_by(&cara, id));
    EXPECT_SAME(registration_of(id).state, "waiting");
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 2);
    Waiting at = {0};
    bool found;
    EXPECT_OK(waiting_position(as(&dora), PHONICS, id, &at, &found));
    EXPECT_EQUAL(at.position, 1);
    EXPECT_OK(waiting_position(as(&dora), PHONICS, lou_waits, &at, &found));
    EXPECT_EQUAL(at.position, 2);
}

TEST("a request is decided by whoever books for that school alone, and not once it is taken back")
{
    int64_t id = booked_as(&max, PHONICS, BEECH, &max);
    EXPECT_REFUSED(approve_by(&noor, id), MISSING, "");
    EXPECT_REFUSED(approve_by(&max, id), MISSING, "");
    EXPECT_REFUSED(approve_by(&dora, id), MISSING, "");       /* the school's to decide, not the office's */
    EXPECT_OK(cancel_by(&max, id));
    EXPECT_EQUAL(mail_to(max.email, "waiting-list-left"), 0);
    EXPECT_REFUSED(approve_by(&cara, id), MISSING, "");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 0);
}

TEST("more colleagues out on a day than the school's limit are meant only when that is said; who asks for themself asks the school")
{
    school_says(&ann, "none", "1");
    EXPECT_OK(book_one(&ann, PHONICS, ALDER, &ben, NULL));
    EXPECT_REFUSED(book_one(&ann, PHONICS, ALDER, &kim, NULL), INVALID, "2 colleagues would be out on Thursday 10 December 2026, and your school’s limit is 1");
    EXPECT_OK(book_one(&ann, ONLINE, ALDER, &kim, NULL));     /* after school */
    int64_t id = booked_as(&lou, PHONICS, ALDER, &lou);
    EXPECT_SAME(registration_of(id).state, "requested");
    EXPECT_REFUSED(approve_by(&ann, id), INVALID, "2 colleagues would be out");
    EXPECT_OK(write_as(&ann, decide_act, &(Deciding){ id, { .approved = true, .over_limit_meant = true, .note = "" }, NULL }));
    EXPECT_SAME(registration_of(id).state, "confirmed");
}

TEST("where an event asks, the office approves each place but its own; a department decides of its own events")
{
    Booked booked;
    phonics_asks();
    EXPECT_OK(book(&ann, PHONICS, ALDER, (Invitee[]){ { .person_id = ben.id }, { .person_id = kim.id } }, 2, &booked));
    EXPECT(booked.requested);
    EXPECT_EQUAL(fixture_number("SELECT taken + waiting FROM event WHERE id = 1"), 0);
    EXPECT_EQUAL(mail_to(ann.email, "booking-summary"), 1);
    EXPECT_REFUSED(approve_by(&ann, booked.places[0].registration_id), MISSING, "");
    EXPECT_REFUSED(approve_by(&hana, booked.places[0].registration_id), MISSING, "");
    EXPECT_REFUSED(approve_by(&ivo, booked.places[0].registration_id), MISSING, "");
    EXPECT_OK(approve_by(&dora, booked.places[0].registration_id));
    EXPECT_OK(refuse_by(&eli, booked.places[1].registration_id, "One from each school"));
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
    EXPECT_SAME(registration_of(booked_as(&dora, PHONICS, CEDAR, &omar)).state, "confirmed");
    fixture_run("UPDATE event SET rules = 1 WHERE id = 2");
    int64_t id = booked_as(&ben, ONLINE, ALDER, &ben);
    EXPECT_OK(approve_by(&hana, id));
    EXPECT_SAME(registration_of(id).state, "confirmed");
}

TEST("where an event asks, a colleague who comes instead is approved too: until then the place is whose it was, and no seat moves")
{
    phonics_asks();
    fixture_run("UPDATE event SET places = 1 WHERE id = 1");
    int64_t ben_has = booked_as(&dora, PHONICS, ALDER, &ben), waits = booked_as(&dora, PHONICS, CEDAR, &omar), kim_asks, lou_comes;
    EXPECT_OK(substitute_by(&ann, ben_has, (Invitee){ .person_id = kim.id }, &kim_asks));
    EXPECT_SAME(registration_of(kim_asks).state, "requested");
    EXPECT_SAME(registration_of(ben_has).state, "confirmed");
    EXPECT_EQUAL(mail_to(kim.email, "request-waits"), 0);
    EXPECT_EQUAL(mail_to(kim.email, "substitute-waits"), 1);
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'substitute-waits'"), "Ben Okafor");
    EXPECT_EQUAL(mail_to(ben.email, "place-given-up"), 0);
    EXPECT_REFUSED(substitute_by(&ann, ben_has, (Invitee){ .person_id = lou.id }, NULL), CONFLICT, "asked for in this place already");
    EXPECT_OK(refuse_by(&dora, kim_asks, "One who has not been before"));
    EXPECT_SAME(registration_of(ben_has).state, "confirmed");

    EXPECT_OK(substitute_by(&ann, ben_has, (Invitee){ .person_id = kim.id }, &kim_asks));
    EXPECT_OK(approve_by(&dora, kim_asks));
    EXPECT_SAME(registration_of(kim_asks).state, "confirmed");
    EXPECT_SAME(registration_of(ben_has).state, "cancelled");
    EXPECT_SAME(registration_of(waits).state, "waiting");                /* nothing came free between the two */
    EXPECT_EQUAL(mail_to(ben.email, "place-given-up"), 1);
    EXPECT_EQUAL(mail_to(kim.email, "place-taken-over"), 1);
    EXPECT_OK(substitute_by(&dora, kim_asks, (Invitee){ .person_id = lou.id }, &lou_comes));      /* the office asks nobody */
    EXPECT_SAME(registration_of(lou_comes).state, "confirmed");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
    EXPECT_OK(booking_check(as(&nobody)));
}

TEST("whoever is asked for in a place that is given up meanwhile joins the waiting list like anybody who asks")
{
    phonics_asks();
    fixture_run("UPDATE event SET places = 1 WHERE id = 1");
    int64_t ben_has = booked_as(&dora, PHONICS, ALDER, &ben), omar_waits = booked_as(&dora, PHONICS, CEDAR, &omar), kim_asks;
    EXPECT_OK(substitute_by(&ann, ben_has, (Invitee){ .person_id = kim.id }, &kim_asks));
    EXPECT_OK(cancel_by(&ben, ben_has));
    EXPECT_SAME(registration_of(omar_waits).state, "offered");
    EXPECT_OK(approve_by(&dora, kim_asks));
    EXPECT_SAME(registration_of(kim_asks).state, "waiting");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
    EXPECT_OK(booking_check(as(&nobody)));
}

TEST("a request that the school approves goes on to the office where the event asks for that")
{
    phonics_asks();
    int64_t id = booked_as(&max, PHONICS, BEECH, &max);
    EXPECT_REFUSED(approve_by(&dora, id), MISSING, "");
    EXPECT_OK(approve_by(&cara, id));
    EXPECT_SAME(registration_of(id).state, "requested");
    EXPECT_EQUAL(mail_to(max.email, "request-waits"), 2);
    EXPECT_REFUSED(approve_by(&cara, id), MISSING, "");
    EXPECT_OK(approve_by(&dora, id));
    EXPECT_SAME(registration_of(id).state, "confirmed");
    EXPECT_OK(booking_check(as(&nobody)));
}

TEST("of a school where nobody may decide, the office does")
{
    fixture_run("UPDATE post SET ends_on = '2026-11-23' WHERE person_id = 103");
    int64_t id = booked_as(&max, PHONICS, BEECH, &max);
    EXPECT_OK(approve_by(&dora, id));
    EXPECT_SAME(registration_of(id).state, "confirmed");
}

static Error *minutes_act(Ctx *cx, void *nothing) { return job_queue(cx, "requests.lapse", 0, cx->now, NULL); }

static void minutes_pass(void)
{
     EXPECT_OK(write_as(&nobody, minutes_act, NULL));
     run_jobs();
}

TEST("what nobody has decided an hour before the event lapses, and counts for nobody")
{
    int64_t id = booked_as(&max, PHONICS, BEECH, &max), count;
    fixture_at("2026-12-10T08:29");
    minutes_pass();
    EXPECT_SAME(registration_of(id).state, "requested");
    fixture_at("2026-12-10T08:35");
    minutes_pass();
    EXPECT_SAME(registration_of(id).state, "lapsed");
    EXPECT_EQUAL(mail_to(max.email, "request-lapsed"), 1);
    EXPECT_REFUSED(approve_by(&cara, id), MISSING, "");
    EXPECT_OK(registrations_counted(as(&nobody), "2026-12-01", "2026-12-31", &count));
    EXPECT_EQUAL(count, 0);
}

TEST("a request ends with its event, and nobody decides it any more")
{
    int64_t id = booked_as(&max, PHONICS, BEECH, &max);
    EXPECT_OK(event_cancel_by(&dora, PHONICS, "The hall has a burst pipe"));
    EXPECT_REFUSED(approve_by(&cara, id), MISSING, "");
    run_jobs();
    EXPECT_SAME(registration_of(id).state, "cancelled");
    EXPECT_EQUAL(mail_to(max.email, "event-cancelled"), 1);
}

TEST("cover costs half a day for a morning and a whole one for a day, and nothing after school or at a weekend")
{
    Cover cover;
    Event event = {0};
    EXPECT_OK(event_find(as(&ann), PHONICS, &event));
    EXPECT_OK(cover_find(as(&ann), ALDER, &event, &cover));
    EXPECT_EQUAL(cover_pence(&cover, 21000), 10500);
    fixture_run("UPDATE session SET ends_at = starts_at + 21600 WHERE event_id = 1");
    EXPECT_OK(cover_find(as(&ann), ALDER, &event, &cover));
    EXPECT_EQUAL(cover_pence(&cover, 21000), 21000);
    fixture_run("UPDATE session SET starts_at = starts_at + 172800, ends_at = ends_at + 172800 WHERE event_id = 1");
    EXPECT_OK(cover_find(as(&ann), ALDER, &event, &cover));
    EXPECT_EQUAL(cover_pence(&cover, 21000), 0);
    EXPECT_OK(event_find(as(&ann), ONLINE, &event));
    EXPECT_OK(cover_find(as(&ann), ALDER, &event, &cover));
    EXPECT_EQUAL(cover_pence(&cover, 21000), 0);
}

TEST("who is out that day is whoever has a place in school hours, on this event or another, once")
{
    Cover cover;
    Event event = {0};
    fixture_run("UPDATE session SET starts_at = (SELECT starts_at - 1800 FROM session WHERE id = 61), ends_at = (SELECT starts_at + 1800 FROM session WHERE id = 61) WHERE id = 62");
    EXPECT_OK(book(&ann, ONLINE, ALDER, (Invitee[]){ { .person_id = ben.id }, { .person_id = kim.id } }, 2, NULL));
    EXPECT_OK(book_one(&ann, PHONICS, ALDER, &ben, NULL));
    EXPECT_OK(book_one(&noor, ONLINE, CEDAR, &omar, NULL));
    EXPECT_OK(event_find(as(&ann), PHONICS, &event));
    EXPECT_OK(cover_find(as(&ann), ALDER, &event, &cover));
    EXPECT_EQUAL(cover.people_count, 3);
    int64_t out;
    const char *on = cover_over(test_cx(), &cover, 2, &(BookedPlace){ .person_id = lou.id }, 1, &out);
    EXPECT_SAME(on, "Thursday 10 December 2026");
    EXPECT_EQUAL(out, 3);
    EXPECT(!cover_over(test_cx(), &cover, 2, &(BookedPlace){ .person_id = ben.id }, 1, &out));
}

TEST("every day on which too many would be out is named, and how many on the worst")
{
    int64_t out;
    Cover cover = { .event_id = 1, .days = (DayOut[]){ { "2026-12-10", 300 }, { "2026-12-11", 300 }, { "2026-12-14", 300 } }, .day_count = 3,
                    .people = (Away[]){ { .who = ben.id, .on = "2026-12-10" }, { .who = ben.id, .on = "2026-12-14" }, { .who = kim.id, .on = "2026-12-14" } }, .people_count = 3 };
    EXPECT_SAME(cover_over(test_cx(), &cover, 1, &(BookedPlace){ .person_id = lou.id }, 1, &out), "Thursday 10 December 2026 and Monday 14 December 2026");
    EXPECT_EQUAL(out, 3);
}

TEST("a school's rules are kept with every mistake told at once, by whoever books for it")
{
    Error *errors = write_as(&ann, rules_act, &(SchoolRuleDraft){ "some", "many", "dear" });
    EXPECT_SAME(errors->field, "approval");
    EXPECT_SAME(errors->next->field, "out_limit");
    EXPECT_SAME(errors->next->next->field, "cover");
    EXPECT_REFUSED(write_as(&ben, rules_act, &(SchoolRuleDraft){ "all", "", "" }), FORBIDDEN, "");
    school_says(&ann, "all", "0");
    Standing standing;
    EXPECT_OK(standing_find(as(&ann), ALDER, &standing));
    EXPECT_SAME(standing.approval, "all");
    EXPECT_EQUAL(standing.out_limit, 0);
    EXPECT_EQUAL(standing.cover_day_pence, 21000);
    EXPECT_EQUAL(standing.member, 1);
    EXPECT_OK(standing_find(as(&ann), EARLY_YEARS, &standing));
    EXPECT_SAME(standing.approval, "none");      /* no school */
}

TEST("on the pages: who asks reads who decides, who decides reads what it costs and who is out, and a refusal without a reason keeps what was typed")
{
    school_says(&cara, "payers", "0");
    EXPECT_HAS(visit(&max, "GET", "/events/1/book", NULL).body, "Ask for the place");
    Visit asked = visit(&max, "POST", "/events/1/book", FORM_OF("nothing", ""));
    EXPECT_EQUAL(asked.status, 303);
    const char *page = text_copy(test_cx(), asked.location, strlen(asked.location)), *id = page + strlen("/registrations/");
    EXPECT_HAS(visit(&max, "GET", page, NULL).body, "You have asked for a place");
    EXPECT_HAS(visit(&max, "GET", page, NULL).body, "Beech Lane Primary School decides");
    EXPECT_HAS(visit(&max, "GET", text(test_cx(), "%s/cancel", page), NULL).body, "Take the request back?");
    EXPECT_HAS(visit(&cara, "GET", "/my", NULL).body, "Max Dunmore asks for a place");
    EXPECT_HAS(visit(&cara, "GET", "/my", NULL).body, "asked for by Max Dunmore");
    EXPECT_HAS(visit(&cara, "GET", "/approvals", NULL).body, "Max Dunmore");
    const char *decide = text(test_cx(), "/approvals/%s", id);
    Visit look = visit(&cara, "GET", decide, NULL);
    EXPECT_HAS(look.body, "£95.00");
    EXPECT_HAS(look.body, "£105.00");       /* half a day of cover */
    EXPECT_HAS(look.body, "2 places are free");
    EXPECT_HAS(look.body, "Approve though more colleagues are out");
    const char *price = strstr(look.body, "£95"), *cover = strstr(look.body, "£105");
    EXPECT(!strstr(price + 1, "£95"));      /* each sum once, in the bill */
    EXPECT(!strstr(cover + 1, "£105"));
    Visit refused = visit(&cara, "POST", decide, FORM_OF("decision", "no", "note", "   "));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Say why");
    refused = visit(&cara, "POST", decide, FORM_OF("decision", "yes", "note", "Enjoy it"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "1 colleague would be out");
    EXPECT_HAS(refused.body, "Enjoy it");
    EXPECT_EQUAL(visit(&cara, "POST", decide, FORM_OF("decision", "yes", "note", "Enjoy it", "out", "1")).status, 303);
    EXPECT_HAS(visit(&max, "GET", page, NULL).body, "You have a place");
    EXPECT_EQUAL(visit(&noor, "GET", decide, NULL).status, 404);
    EXPECT_EQUAL(visit(&cara, "POST", "/our-school/rules", FORM_OF("approval", "all", "out_limit", "none", "cover", "")).status, 422);
}

TEST("on the pages: the office decides several requests at once, finds them from its day and from the event, and a school books into the request")
{
    phonics_asks();
    EXPECT_HAS(visit(&ann, "GET", "/events/1/book", NULL).body, "Ask for the places");
    Visit asked = visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102", "person", "111"));
    EXPECT_EQUAL(asked.status, 303);
    EXPECT_HAS(visit(&ann, "GET", text_copy(test_cx(), asked.location, strlen(asked.location)), NULL).body, "2 places are asked for");
    EXPECT_HAS(visit(&dora, "GET", "/office", NULL).body, "2 places are asked for");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, "2 people ask for a place");
    EXPECT_HAS(visit(&dora, "GET", "/office/bookings?list=asked", NULL).body, "Kim Ravel");
    EXPECT_HAS(visit(&dora, "GET", "/office/approvals?event=1", NULL).body, "Ben Okafor");
    EXPECT_LACKS(visit(&hana, "GET", "/office/approvals", NULL).body, "Ben Okafor");
    EXPECT_HAS(visit(&dora, "GET", "/office/approvals.csv", NULL).body, "Ben Okafor,ben@alder.example,Alder Grove Primary School,Phonics in Year 1,2026-12-10,");
    EXPECT_LACKS(visit(&hana, "GET", "/office/approvals.csv", NULL).body, "Ben Okafor");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/approvals", FORM_OF("decision", "yes", "note", "")).status, 422);
    const char *first = text(test_cx(), "%ld", fixture_number("SELECT min(id) FROM registration")), *second = text(test_cx(), "%ld", fixture_number("SELECT max(id) FROM registration"));
    Visit refused = visit(&dora, "POST", "/office/approvals", FORM_OF("registration", first, "registration", second, "decision", "no", "note", ""));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Say why");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/approvals", FORM_OF("registration", first, "registration", second, "decision", "yes", "note", "")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
}

TEST("whoever is elsewhere at that time is told so: on their own form, on an offer, before a colleague is sent instead, and where the office adds somebody")
{
    fixture_run("UPDATE session SET starts_at = (SELECT starts_at FROM session WHERE id = 61), ends_at = (SELECT ends_at FROM session WHERE id = 61) WHERE id = 62");
    fixture_run("UPDATE event SET starts_at = (SELECT starts_at FROM event WHERE id = 1), ends_at = (SELECT ends_at FROM event WHERE id = 1) WHERE id = 2");
    EXPECT_OK(book_one(&cara, ONLINE, BEECH, &max, NULL));
    EXPECT_HAS(visit(&max, "GET", "/events/1/book", NULL).body, "At the same time on Talk in the early years for you");
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.kim));
    EXPECT_HAS(visit(&max, "GET", text(test_cx(), "/registrations/%ld", full.max), NULL).body, "At the same time on Talk in the early years for you");
    EXPECT_OK(book_one(&ann, ONLINE, ALDER, &kim, NULL));
    EXPECT_HAS(visit(&ann, "GET", text(test_cx(), "/registrations/%ld/substitute", full.ben), NULL).body, "at the same time on Talk in the early years");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/registrations/add?q=kim", NULL).body, "At the same time on Talk in the early years");
    EXPECT_LACKS(visit(&omar, "GET", "/events/1/book", NULL).body, "At the same time");
}

TEST("on the pages: a school sends a colleague instead, each page says whose the place is until the office has decided, and then the place changes hands")
{
    phonics_asks();
    fixture_run("UPDATE event SET places = 1 WHERE id = 1");
    int64_t bens = booked_as(&dora, PHONICS, ALDER, &ben);
    const char *page = text(test_cx(), "/registrations/%ld", (long)bens), *send = text(test_cx(), "%s/substitute", page);
    EXPECT_HAS(visit(&ann, "GET", page, NULL).body, send);
    EXPECT_EQUAL(visit(&ben, "GET", send, NULL).status, 404);
    EXPECT_HAS(visit(&ann, "GET", send, NULL).body, "Fleet and Wandle Learning Partnership approves it first: until then Ben Okafor keeps the place");
    EXPECT_HAS(visit(&ann, "POST", send, FORM_OF("nothing", "")).body, "govuk-error-summary");
    Visit sent = visit(&ann, "POST", send, FORM_OF("person", "111"));
    EXPECT_EQUAL(sent.status, 303);
    const char *kims = text(test_cx(), "%s", sent.location), *kims_id = kims + strlen("/registrations/");
    EXPECT_HAS(visit(&kim, "GET", kims, NULL).body, "Ben Okafor keeps the place meanwhile. Once it is approved it is yours.");
    EXPECT_LACKS(visit(&kim, "GET", kims, NULL).body, "No place is kept");
    EXPECT_HAS(visit(&ann, "GET", page, NULL).body, "Kim Ravel is to come instead</a>, and Fleet and Wandle Learning Partnership decides: until then the place is Ben’s.");
    EXPECT_LACKS(visit(&ann, "GET", page, NULL).body, send);
    EXPECT_EQUAL(visit(&ann, "POST", send, FORM_OF("person", "112")).status, 409);

    EXPECT_HAS(visit(&dora, "GET", "/office/approvals", NULL).body, "The place of Ben Okafor");
    EXPECT_LACKS(visit(&dora, "GET", "/office/approvals", NULL).body, ">Full<");
    EXPECT_HAS(visit(&dora, "GET", "/office/approvals.csv", NULL).body, "Ben Okafor");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/approvals", FORM_OF("registration", kims_id, "decision", "yes", "note", "")).status, 303);
    EXPECT_HAS(visit(&kim, "GET", kims, NULL).body, "You have a place");
    EXPECT_HAS(visit(&ben, "GET", page, NULL).body, "Kim Ravel comes instead");
    EXPECT_EQUAL(mail_to(ben.email, "place-given-up"), 1);
    EXPECT_EQUAL(mail_to(kim.email, "place-taken-over"), 1);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
}
