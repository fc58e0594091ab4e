/* Who may come, at every way into an event: each way against each rule, once for somebody who may not come and once for somebody who may. */
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/approval.h"
#include "rooms/booking/eligible.h"
#include "rooms/booking/move.h"
#include "rooms/booking/naming.h"
#include "rooms/booking/second_date.h"
#include "rooms/booking/walk_in.h"
#include "rooms/programme/eligibility.h"
#include "rooms/programme/event_ballot.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/second_date_rule.h"
#include "tests/fixture_bookings.h"

enum { PRIMARY = 1 << 1, SECONDARY = 1 << 2 };      /* of course_phases */
static const char *const headteachers[] = { "headteacher" };

/* `no` may not come, `yes` may; and what `no` is told. For the third, ben has a place on Phonics, which is over before the event. */
typedef struct { EligibilityDraft draft; const Somebody *no, *yes; int64_t no_at, yes_at; const char *says; } Ruled;
static const Ruled rules[] = {
    { { SECONDARY, NULL, 0, "" }, &kim, &omar, ALDER, CEDAR, "This event is for secondary schools, and Alder Grove Primary School is a primary school" },
    { { 0, headteachers, 1, "" }, &omar, &noor, CEDAR, CEDAR, "This event is for headteachers, and " },
    { { 0, NULL, 0, "cu-101" }, &kim, &ben, ALDER, ALDER, "First comes Phonics in Year 1 (CU-101): " },
};

typedef struct { int64_t id; const EligibilityDraft *draft; } Setting;
static Error *event_act(Ctx *cx, void *setting)  { return eligibility_set_event(cx, ((Setting *)setting)->id, ((Setting *)setting)->draft); }
static Error *course_act(Ctx *cx, void *setting) { return eligibility_set_course(cx, ((Setting *)setting)->id, ((Setting *)setting)->draft); }
static void online_says(const EligibilityDraft *draft) { EXPECT_OK(write_as(&dora, event_act, &(Setting){ ONLINE, draft })); }
static void online_course_says(const EligibilityDraft *draft) { EXPECT_OK(write_as(&dora, course_act, &(Setting){ COURSE_ONLINE, draft })); }

/* One way in: what goes before while everybody may come, giving the registration that it is about; then the way itself. */
typedef struct { int64_t (*before)(const Somebody *who, int64_t at); Error *(*in)(const Somebody *who, int64_t at, int64_t registration_id); } WayTried;

static void cleared(void)
{
    fixture_run("UPDATE registration SET state = 'cancelled' WHERE event_id <> 1");
    fixture_run("UPDATE event SET taken = 0, waiting = 0, places = 30, rules = 0 WHERE id = 2");
    fixture_run("DELETE FROM eligibility WHERE event_id = 2");
}

static void tried(const WayTried *way, const char *setting)
{
    for (size_t i = 0; i < COUNT(rules); i++) {
        const Ruled *rule = &rules[i];
        for (int may = 0; may < 2; may++) {
            const Somebody *who = may ? rule->yes : rule->no;
            int64_t at = may ? rule->yes_at : rule->no_at, registration_id;
            cleared();
            if (same(setting, "full")) fixture_run("UPDATE event SET places = 1, taken = 1 WHERE id = 2");
            if (same(setting, "asked")) fixture_run("UPDATE event SET rules = 1 WHERE id = 2");
            registration_id = way->before ? way->before(who, at) : 0;
            online_says(&rule->draft);
            if (may) EXPECT_OK(way->in(who, at, registration_id));
            else EXPECT_REFUSED(way->in(who, at, registration_id), INVALID, rule->says);
        }
    }
}

static int64_t ben_has_phonics(void) { return booked_as(&ann, PHONICS, ALDER, &ben); }

/* ---- booked, for a place and for the waiting list ---- */

static Error *books(const Somebody *who, int64_t at, int64_t nothing) { return book_one(who, ONLINE, at, who, NULL); }

TEST("whoever books is asked each rule, for a place and for the waiting list")
{
    ben_has_phonics();
    tried(&(WayTried){ .in = books }, "");
    tried(&(WayTried){ .in = books }, "full");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id = 2 AND state = 'waiting'"), 1);
}

/* ---- waiting, and a place comes free ---- */

static int64_t waits(const Somebody *who, int64_t at)
{
    fixture_run("UPDATE event SET places = 1, taken = 1 WHERE id = 2");
    return booked_as(who, ONLINE, at, who);
}

static Error *pass_on_act(Ctx *cx, void *nothing)
{
    Event event = {0};
    TRY(event_hold(cx, ONLINE));
    TRY(event_find(cx, ONLINE, &event));
    return waiting_list_pass_on(cx, &event);
}
static void place_comes_free(void)
{
    fixture_run("UPDATE event SET taken = taken - 1 WHERE id = 2");
    EXPECT_OK(write_as(&nobody, pass_on_act, NULL));
}

TEST("a freed place is offered to those alone who may come by each rule as it is then, whoever waited before it was set")
{
    ben_has_phonics();
    for (size_t i = 0; i < COUNT(rules); i++) {
        const Ruled *rule = &rules[i];
        cleared();
        int64_t no = waits(rule->no, rule->no_at);
        fixture_at(text(as(&dora), "2026-11-24T1%zu:00", i));
        int64_t yes = booked_as(rule->yes, ONLINE, rule->yes_at, rule->yes);
        online_says(&rule->draft);
        place_comes_free();
        EXPECT_SAME(registration_of(yes).state, "offered");
        EXPECT_SAME(registration_of(no).state, "waiting");
        EXPECT_OK(accept_by(rule->yes, yes));

        Visit theirs = visit(rule->no, "GET", text(as(&dora), "/registrations/%ld", (long)no), NULL);
        EXPECT_HAS(theirs.body, "You are still on the waiting list");
        EXPECT_HAS(theirs.body, "Why no place is offered as things are");
        EXPECT_HAS(theirs.body, text(as(&dora), "%.20s", rule->says));
        EXPECT_HAS(theirs.body, "You stay on the list, after everybody who may come");
        EXPECT_HAS(visit(&dora, "GET", "/office/events/2/registrations", NULL).body, "first in line, may not come by the rules");
        EXPECT_HAS(visit(&dora, "GET", "/office/events/2", NULL).body, "May not come by the rules");
    }
}

TEST("of each phase that a school can have, the waiting list keeps out whom the booking form keeps out")
{
    static const char *const phases[] = { "nursery", "primary", "middle deemed primary", "middle deemed secondary", "secondary", "all-through", "16 plus", "not applicable" };
    Ctx *cx;
    bool found;
    Waiting waiting;
    for (int64_t bit = 1; bit < (int64_t)1 << course_phase_count; bit <<= 1)
        for (size_t i = 0; i < COUNT(phases); i++) {
            cleared();
            int64_t id = waits(&kim, ALDER);
            fixture_run(text(as(&dora), "UPDATE school SET phase = '%s' WHERE organisation_id = 11", phases[i]));
            online_says(&(EligibilityDraft){ bit, NULL, 0, "" });
            cx = as(&dora);
            EXPECT_OK(waiting_position(cx, ONLINE, id, &waiting, &found));
            EXPECT_EQUAL(waiting.barred, !(phase_bits_of(phases[i]) & bit));
        }
}

TEST("an offer that is made is kept to, whatever the rules say by the time it is taken")
{
    cleared();
    int64_t kims = waits(&kim, ALDER);
    place_comes_free();
    online_says(&rules[0].draft);
    EXPECT_OK(accept_by(&kim, kims));
    EXPECT_SAME(registration_of(kims).state, "confirmed");
}

static Error *party_act(Ctx *cx, void *booked)
{
    static const Invitee two[] = { { .person_id = 114 }, { .person_id = 115 } };
    return booking_make(cx, &(BookingRequest){ .event_id = ONLINE, .organisation_id = CEDAR, .people = two, .count = 2, .purchase_order = "", .together = true }, booked);
}

TEST("people who come together are passed over while one of them may not come, and are told so; the others of their school keep its turn")
{
    Booked party;
    cleared();
    fixture_run("UPDATE event SET places = 1, taken = 1 WHERE id = 2");
    EXPECT_OK(write_as(&noor, party_act, &party));      /* noor, the headteacher, and omar */
    fixture_at("2026-11-24T10:00");
    fixture_run("UPDATE event SET places = 3, taken = 3 WHERE id = 2");
    int64_t anns = booked_as(&ann, ONLINE, ALDER, &ann);
    online_says(&(EligibilityDraft){ 0, (const char *const[]){ "headteacher", "CPD lead" }, 2, "" });
    fixture_run("UPDATE event SET taken = 1 WHERE id = 2");
    EXPECT_OK(write_as(&nobody, pass_on_act, NULL));
    EXPECT_SAME(registration_of(anns).state, "offered");
    EXPECT_SAME(registration_of(party.places[0].registration_id).state, "waiting");
    EXPECT_HAS(visit(&noor, "GET", text(as(&dora), "/registrations/%ld", (long)party.places[0].registration_id), NULL).body, "somebody who was to come along may not come to it");
}

static Error *since_act(Ctx *cx, void *nothing) { return job_queue(cx, "eligible.since", 0, cx->now, NULL); }
static Error *omar_in_act(Ctx *cx, void *nothing) { return eligible_let_in(cx, ONLINE, 115, "Acting head from January"); }
static void minutes_later(void)
{
    EXPECT_OK(write_as(&nobody, since_act, NULL));
    run_jobs();
}

TEST("who waits in vain is offered what is free once they may come: let in by the office, with a post of that kind, or when everybody may")
{
    cleared();
    int64_t omars = waits(&omar, CEDAR), kims = booked_as(&kim, ONLINE, ALDER, &kim), anns = booked_as(&ann, ONLINE, ALDER, &ann);
    online_says(&(EligibilityDraft){ 0, headteachers, 1, "" });
    fixture_run("UPDATE event SET places = 4 WHERE id = 2");
    minutes_later();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id = 2 AND state = 'waiting'"), 3);
    EXPECT_OK(write_as(&dora, omar_in_act, NULL));
    minutes_later();
    EXPECT_SAME(registration_of(omars).state, "offered");
    fixture_run("UPDATE post SET role = 'headteacher' WHERE person_id = 111");      /* kim */
    minutes_later();
    EXPECT_SAME(registration_of(kims).state, "offered");
    EXPECT_SAME(registration_of(anns).state, "waiting");
    online_says(NULL);
    minutes_later();
    EXPECT_SAME(registration_of(anns).state, "offered");
}

/* ---- a colleague instead ---- */

static int64_t colleague_has(const Somebody *who, int64_t at)
{
    const Somebody *holder = at == ALDER ? &lou : who == &omar ? &noor : &omar;
    return booked_as(&dora, ONLINE, at, holder);
}

static Error *comes_instead(const Somebody *who, int64_t at, int64_t id) { return substitute_by(&dora, id, (Invitee){ .person_id = who->id }, NULL); }

TEST("a colleague who comes instead is asked each rule")
{
    ben_has_phonics();
    tried(&(WayTried){ colleague_has, comes_instead }, "");
}

/* ---- named for a place that was held without a name ---- */

static Error *hold_act(Ctx *cx, void *at)
{
    Booked booked;
    return booking_make(cx, &(BookingRequest){ .event_id = ONLINE, .organisation_id = *(int64_t *)at, .unnamed = 1, .purchase_order = "" }, &booked);
}

static int64_t is_held(const Somebody *who, int64_t at)
{
    EXPECT_OK(write_as(&dora, hold_act, &at));
    return fixture_number("SELECT id FROM registration WHERE event_id = 2 AND person_id IS NULL AND state = 'confirmed'");
}

typedef struct { int64_t id; const Somebody *who; } Named;
static Error *name_act(Ctx *cx, void *named) { return place_name(cx, ((Named *)named)->id, &(Invitee){ .person_id = ((Named *)named)->who->id }); }
static Error *is_named(const Somebody *who, int64_t at, int64_t id) { return write_as(&dora, name_act, &(Named){ id, who }); }

TEST("whoever is named for a place is asked each rule; the place itself is asked for its school's phase alone")
{
    ben_has_phonics();
    tried(&(WayTried){ is_held, is_named }, "");
    cleared();
    online_says(&rules[0].draft);
    EXPECT_REFUSED(write_as(&dora, hold_act, &(int64_t){ ALDER }), INVALID, rules[0].says);
    online_says(&rules[1].draft);
    EXPECT_OK(write_as(&dora, hold_act, &(int64_t){ ALDER }));
}

/* ---- moved from another date ---- */

static int64_t is_elsewhere(const Somebody *who, int64_t at) { return booked_as(&dora, DRAFT, at, who); }
static Error *move_act(Ctx *cx, void *id)
{
    int64_t made;
    return registration_move_to(cx, *(int64_t *)id, &(Move){ .event_id = ONLINE }, &made);
}
static Error *moves(const Somebody *who, int64_t at, int64_t id) { return write_as(who, move_act, &id); }

TEST("whoever moves from another date of the course is asked each rule of this one, about the date")
{
    ben_has_phonics();
    fixture_run("UPDATE event SET course_id = 52, state = 'published', places = 30, member_price_pence = 0, other_price_pence = 0 WHERE id = 3");
    tried(&(WayTried){ is_elsewhere, moves }, "");
    cleared();
    int64_t elsewhere = is_elsewhere(&omar, CEDAR);
    online_says(&rules[1].draft);
    Error *error = moves(&omar, CEDAR, elsewhere);
    EXPECT_SAME(error->field, "event");
}

/* ---- a request approved ---- */

static int64_t asks(const Somebody *who, int64_t at) { return booked_as(who, ONLINE, at, who); }
static Error *approve_act(Ctx *cx, void *id) { return approval_decide(cx, *(int64_t *)id, &(Decision){ .approved = true, .note = "" }, &(const char *){ NULL }); }
static Error *is_approved(const Somebody *who, int64_t at, int64_t id) { return write_as(&dora, approve_act, &id); }

TEST("whoever is approved is asked each rule when it is decided")
{
    ben_has_phonics();
    tried(&(WayTried){ asks, is_approved }, "asked");
}

/* ---- at the door ---- */

static Error *door_act(Ctx *cx, void *email)
{
    WalkedIn came;
    return walk_in_add(cx, ONLINE, ONLINE_SESSION, &(WalkIn){ .name = "", .email = email }, &came);
}
static Error *walks_in(const Somebody *who, int64_t at, int64_t nothing) { return write_as(&fay, door_act, (void *)(uintptr_t)who->email); }

TEST("whoever comes without having booked is asked each rule, about their address")
{
    ben_has_phonics();
    fixture_at("2026-12-15T15:50");
    tried(&(WayTried){ .in = walks_in }, "");
    cleared();
    online_says(&rules[1].draft);
    Error *error = walks_in(&omar, CEDAR, 0);
    EXPECT_SAME(error->field, "email");
}

/* ---- by ballot, and to a second date ---- */

static Error *ballot_act(Ctx *cx, void *nothing)
{
    Event event = {0};
    TRY(event_hold_own(cx, ONLINE, &event));
    return event_ballot_set(cx, &event, true, "2026-11-27", "noon");
}
static Error *draw_act(Ctx *cx, void *nothing) { return job_queue(cx, "ballots.draw", 0, cx->now, NULL); }

TEST("whoever is drawn is asked each rule, and told why where they may not come")
{
    ben_has_phonics();
    EXPECT_OK(write_as(&dora, ballot_act, NULL));
    int64_t kims = booked_as(&ann, ONLINE, ALDER, &kim), bens = booked_as(&ann, ONLINE, ALDER, &ben), omars = booked_as(&omar, ONLINE, CEDAR, &omar), anns = booked_as(&ann, ONLINE, ALDER, &ann);
    online_says(&(EligibilityDraft){ PRIMARY, (const char *const[]){ "teacher" }, 1, "CU-101" });
    fixture_at("2026-11-27T12:00");
    EXPECT_OK(write_as(&nobody, draw_act, NULL));
    run_jobs();
    EXPECT_SAME(registration_of(bens).state, "confirmed");
    EXPECT_HAS(registration_of(kims).cancel_reason, "First comes Phonics in Year 1 (CU-101): Kim Ravel has not done it");
    EXPECT_HAS(registration_of(omars).cancel_reason, "This event is for primary schools, and Cedar Park Academy is a secondary school");
    EXPECT_HAS(registration_of(anns).cancel_reason, "This event is for teachers, and Ann Ellery holds no such post at Alder Grove Primary School");
    EXPECT_SAME(registration_of(anns).state, "refused");
}

static Error *proposes_act(Ctx *cx, void *nothing)
{
    Event event = {0};
    TRY(event_hold_own(cx, PHONICS, &event));
    return second_date_rule_set(cx, &event, "2");
}
static Error *second_act(Ctx *cx, void *made) { return second_date_make(cx, PHONICS, "2027-01-21", made); }

TEST("whoever waits is offered a second date only where its rules let them come")
{
    EXPECT_OK(write_as(&dora, proposes_act, NULL));
    phonics_full();
    int64_t made;
    fixture_run("UPDATE school SET phase = 'special' WHERE organisation_id = 12");      /* Beech Lane */
    EXPECT_OK(write_as(&dora, course_act, &(Setting){ COURSE_PHONICS, &(EligibilityDraft){ PRIMARY, NULL, 0, "" } }));
    EXPECT_OK(write_as(&dora, second_act, &made));
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id > 1000 AND state = 'offered' AND person_id = 112"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id > 1000 AND person_id = 113"), 0);
}

/* ---- what the rules mean ---- */

TEST("of each kind of rule one is enough, and each kind must be met; everybody who does not fit is named, and nobody is booked")
{
    static const char *const posts[] = { "headteacher", "teacher" };
    static const Invitee three[] = { { .person_id = 101 }, { .person_id = 102 }, { .person_id = 111 } };
    online_says(&(EligibilityDraft){ PRIMARY | SECONDARY, posts, 2, "" });
    EXPECT_OK(book_one(&noor, ONLINE, CEDAR, &noor, NULL));
    EXPECT_OK(book_one(&noor, ONLINE, CEDAR, &omar, NULL));
    EXPECT_REFUSED(book(&dora, ONLINE, ALDER, three, 3, NULL), INVALID, "This event is for headteachers and teachers, and Ann Ellery holds no such post at Alder Grove Primary School");
    EXPECT_REFUSED(book_one(&ann, ONLINE, ALDER, &ann, NULL), INVALID, "and you hold no such post at Alder Grove Primary School");
    EXPECT_REFUSED(book_one(&jo, ONLINE, 0, &jo, NULL), INVALID, "This event is for primary or secondary schools, and you come for no school");
    EXPECT_REFUSED(book_one(&hana, ONLINE, EARLY_YEARS, &hana, NULL), INVALID, "and Early Years Service is not a school");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id = 2"), 2);
    online_says(&(EligibilityDraft){ 0, headteachers, 1, "" });
    EXPECT_REFUSED(book(&dora, ONLINE, ALDER, three, 3, NULL), INVALID, "and Ann Ellery, Ben Okafor and Kim Ravel hold no such post");
}

TEST("an earlier course counts when it was done, not when it was missed, is still to come, or was given up")
{
    int64_t bens = ben_has_phonics();
    online_course_says(&(EligibilityDraft){ 0, NULL, 0, "CU-101" });
    fixture_run("INSERT INTO attendance (registration_id, session_id, mark, marked_at) SELECT id, 61, 'absent', 1 FROM registration WHERE event_id = 1");
    EXPECT_REFUSED(book_one(&ann, ONLINE, ALDER, &ben, NULL), INVALID, "Ben Okafor has not done it, and has no place on a date of it before this event");
    fixture_run("UPDATE attendance SET mark = 'part'");
    EXPECT_OK(book_one(&ann, ONLINE, ALDER, &ben, NULL));
    fixture_run("UPDATE registration SET state = 'cancelled' WHERE event_id = 2");
    fixture_run("UPDATE event SET ends_at = ends_at + 864000 WHERE id = 1");
    EXPECT_REFUSED(book_one(&ann, ONLINE, ALDER, &ben, NULL), INVALID, "First comes");
    fixture_run("UPDATE event SET ends_at = ends_at - 864000 WHERE id = 1");
    EXPECT_OK(cancel_by(&ann, bens));
    EXPECT_REFUSED(book_one(&ann, ONLINE, ALDER, &ben, NULL), INVALID, "First comes");
}

TEST("a post counts at the organisation one comes for, from its first day to its last")
{
    static const char *const governors[] = { "governor" };
    online_course_says(&(EligibilityDraft){ 0, governors, 1, "" });
    EXPECT_OK(book_one(&gus, ONLINE, ALDER, &gus, NULL));
    fixture_run("UPDATE registration SET state = 'cancelled' WHERE event_id = 2");
    fixture_run("UPDATE post SET starts_on = '2026-12-15' WHERE role = 'governor'");
    EXPECT_OK(book_one(&dora, ONLINE, 0, &gus, NULL));
    fixture_run("UPDATE registration SET state = 'cancelled' WHERE event_id = 2");
    fixture_run("UPDATE post SET starts_on = '2026-12-16' WHERE role = 'governor'");
    EXPECT_REFUSED(book_one(&dora, ONLINE, 0, &gus, NULL), INVALID, "This event is for governors, and Gus Pemberton holds no such post");
}

TEST("a course's rules hold for its dates, old and new, and an event may have its own in their place, which its copies keep")
{
    static const EligibilityDraft heads = { 0, headteachers, 1, "" }, everybody = { 0, NULL, 0, "" };
    online_course_says(&heads);
    EXPECT_REFUSED(book_one(&omar, ONLINE, CEDAR, &omar, NULL), INVALID, "This event is for headteachers");
    online_says(&everybody);
    EXPECT_OK(book_one(&omar, ONLINE, CEDAR, &omar, NULL));
    online_course_says(&(EligibilityDraft){ PRIMARY, NULL, 0, "" });
    EXPECT_OK(book_one(&noor, ONLINE, CEDAR, &noor, NULL));
    online_says(NULL);
    fixture_run("UPDATE registration SET state = 'cancelled' WHERE event_id = 2");
    EXPECT_REFUSED(book_one(&noor, ONLINE, CEDAR, &noor, NULL), INVALID, "This event is for primary schools");
    online_course_says(&everybody);
    EXPECT_EQUAL(fixture_number("SELECT rules FROM event WHERE id = 2"), 0);
    EXPECT_OK(book_one(&noor, ONLINE, CEDAR, &noor, NULL));
}

static Error *copy_act(Ctx *cx, void *made) { return event_copy(cx, ONLINE, "2027-01-12", made); }

TEST("a copy of an event keeps its own rules; without any it has its course's")
{
    int64_t made;
    Event copy = {0};
    Eligibility rules_of_copy;
    online_says(&(EligibilityDraft){ PRIMARY, headteachers, 1, "CU-101" });
    EXPECT_OK(write_as(&dora, copy_act, &made));
    Ctx *cx = as(&dora);
    EXPECT_OK(event_find(cx, made, &copy));
    EXPECT_OK(eligibility_of_event(cx, &copy, &rules_of_copy));
    EXPECT_SAME(eligibility_words(cx, &rules_of_copy), "For headteachers of primary schools. First comes Phonics in Year 1 (CU-101)");
    EXPECT(rules_of_copy.own);
    online_says(NULL);
    online_course_says(&(EligibilityDraft){ SECONDARY, NULL, 0, "" });
    EXPECT_OK(write_as(&dora, copy_act, &made));
    cx = as(&dora);
    EXPECT_OK(event_find(cx, made, &copy));
    EXPECT_OK(eligibility_of_event(cx, &copy, &rules_of_copy));
    EXPECT_SAME(eligibility_words(cx, &rules_of_copy), "For secondary schools");
}

TEST("lyceum check finds an event that keeps otherwise than its rules say whether everybody may come")
{
    online_course_says(&rules[1].draft);
    EXPECT_OK(events_check(as(&nobody)));
    fixture_run("UPDATE event SET rules = 0 WHERE id = 2");
    EXPECT_REFUSED(events_check(as(&nobody)), CONFLICT, "Event 2 keeps otherwise than the rules say whether everybody may come");
}

/* ---- the pages ---- */

TEST("the office sets who can come to a course; mistakes are said with what was typed kept; the course's pages and the booking form say it")
{
    Visit refused = visit(&dora, "POST", "/office/courses/52/eligibility", FORM_OF("post", "headteacher", "phase", "primary", "earlier", "CU-101 ZZ-9"));
    EXPECT_HAS(refused.body, "Enter codes of courses that there are");
    EXPECT_HAS(refused.body, "CU-101 ZZ-9");
    EXPECT_HAS(visit(&dora, "POST", "/office/courses/52/eligibility", FORM_OF("earlier", "EY-201")).body, "EY-201 is this course itself");
    EXPECT_HAS(visit(&dora, "POST", "/office/courses/52/eligibility", FORM_OF("post", "wizard")).body, "Choose posts from the list");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/courses/52/eligibility", FORM_OF("post", "headteacher", "phase", "primary", "earlier", "cu-101")).status, 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/courses/52", NULL).body, "For headteachers of primary schools. First comes Phonics in Year 1 (CU-101)");
    EXPECT_HAS(visit(&nobody, "GET", "/courses/52", NULL).body, "Only for <b>headteachers of primary schools</b>");
    EXPECT_HAS(visit(&nobody, "GET", "/events/2", NULL).body, "First comes <a class=\"govuk-link\" href=\"/courses/51\">Phonics in Year 1</a>");
    EXPECT_HAS(visit(&kim, "GET", "/events/2/book", NULL).body, "For headteachers of primary schools. First comes Phonics in Year 1 (CU-101). If somebody else should come all the same");
    Visit booked = visit(&kim, "POST", "/events/2/book", FORM_OF("sure", "1"));
    EXPECT_EQUAL(booked.status, 422);
    EXPECT_HAS(booked.body, "you hold no such post at Alder Grove Primary School");
    EXPECT_EQUAL(visit(&hana, "GET", "/office/courses/51/eligibility", NULL).status, 404);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/2/rules", NULL).body, "For headteachers of primary schools");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/2/eligibility", FORM_OF("whose", "own", "phase", "secondary")).status, 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/2", NULL).body, "For secondary schools (this event alone)");
}

TEST("the office lets somebody in with a reason that the history keeps; from then on they come by any way, and nobody else does")
{
    online_says(&(EligibilityDraft){ 0, headteachers, 1, "" });
    Visit add = visit(&dora, "GET", "/office/events/2/registrations/add?q=omar", NULL);
    EXPECT_HAS(add.body, "If the rules say no: why do they come all the same?");
    EXPECT_HAS(visit(&dora, "POST", "/office/events/2/registrations/add", FORM_OF("q", "omar", "person", "115")).body, "and Omar Quayle holds no such post");
    EXPECT_HAS(visit(&dora, "POST", "/office/events/2/registrations/add", FORM_OF("q", "omar", "person", "115", "act", "let-in")).body, "Say why they may come although the rules say no");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/2/registrations/add", FORM_OF("q", "omar", "person", "115", "act", "let-in", "let_in", "Acting head from January")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id = 2"), 0);
    EXPECT_OK(book_one(&omar, ONLINE, CEDAR, &omar, NULL));
    EXPECT_REFUSED(book_one(&kim, ONLINE, ALDER, &kim, NULL), INVALID, "you hold no such post");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/2/registrations/add", FORM_OF("q", "kim", "person", "111", "let_in", "Leads phonics")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id = 2 AND state = 'confirmed'"), 2);
    Visit history = visit(&ivo, "GET", "/office/events/2/history", NULL);
    EXPECT_HAS(history.body, "Somebody let in although the rules say no");
    EXPECT_HAS(history.body, "Acting head from January");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/2/registrations/add", NULL).body, "Omar Quayle is let in all the same: Acting head from January");
}
