/* Who leads: asked, they accept or decline; their diary and their days away; what is agreed; what an event costs. */
#include "platform/base/text.h"
#include "rooms/booking/attendance.h"
#include "rooms/booking/booking_letters.h"
#include "rooms/programme/agreement.h"
#include "rooms/programme/clash.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/event_cost.h"
#include "rooms/programme/leading.h"
#include "rooms/programme/session.h"
#include "rooms/record/learning.h"
#include "tests/fixture.h"

typedef struct { int64_t event, person; } Leads;
typedef struct { int64_t event; bool yes; const char *note; } Answered;
typedef struct { int64_t event, person; AgreementDraft draft; } Written;
static Error *lead(Ctx *cx, void *l)     { return facilitator_add(cx, ((Leads *)l)->event, ((Leads *)l)->person); }
static Error *ask(Ctx *cx, void *l)      { return leading_ask(cx, ((Leads *)l)->event, ((Leads *)l)->person); }
static Error *answer(Ctx *cx, void *a)   { return leading_answer(cx, ((Answered *)a)->event, ((Answered *)a)->yes, ((Answered *)a)->note); }
static Error *publish(Ctx *cx, void *id) { return event_publish(cx, *(int64_t *)id); }
static Error *agree(Ctx *cx, void *v)    { return agreement_accept(cx, PHONICS, *(int64_t *)v); }
static Error *write_down(Ctx *cx, void *w) { return agreement_save(cx, ((Written *)w)->event, ((Written *)w)->person, &((Written *)w)->draft); }

typedef struct { const char *from, *till; int64_t id; } AwayTyped;
static Error *away(Ctx *cx, void *a)     { return away_add(cx, ((AwayTyped *)a)->from, ((AwayTyped *)a)->till, &((AwayTyped *)a)->id); }
static Error *back(Ctx *cx, void *id)    { return away_remove(cx, *(int64_t *)id); }

static Error *answered(const Somebody *who, int64_t event, bool yes, const char *note) { return write_as(who, answer, &(Answered){ event, yes, note }); }

static void hana_is_asked(void) { EXPECT_OK(write_as(&dora, lead, &(Leads){ PHONICS, hana.id })); }

static size_t duties_count(const Somebody *who)
{
    Duty *list;
    size_t n;
    EXPECT_OK(duties(as(who), &list, &n));
    return n;
}

TEST("whoever is named for a published event is asked by letter and on their home page, says yes, and it comes for their calendar")
{
    MailCalendars calendars;
    hana_is_asked();
    EXPECT_EQUAL(mail_to(hana.email, "leading"), 1);
    EXPECT_HAS(visit(&hana, "GET", "/my", NULL).body, "Will you lead Phonics in Year 1?");
    EXPECT_HAS(visit(&hana, "GET", "/facilitating", NULL).body, "Asked of you");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, "Asked on");
    EXPECT_EQUAL(visit(&hana, "POST", "/facilitating/events/1", FORM_OF("note", "")).status, 422);
    EXPECT_EQUAL(visit(&hana, "POST", "/facilitating/events/1", FORM_OF("answer", "yes", "note", "With pleasure")).status, 303);
    EXPECT_EQUAL(mail_to(hana.email, "leading-agreed"), 1);
    EXPECT_EQUAL(mail_to(dora.email, "leading-answered"), 1);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, "With pleasure");
    EXPECT_LACKS(visit(&hana, "GET", "/my", NULL).body, "Will you lead");
    int64_t calendar_id = fixture_number("SELECT calendar_id FROM mail WHERE letter = 'leading-agreed'");
    EXPECT_OK(registration_calendars(as(&nobody), "REQUEST", calendar_id, 0, &calendars));
    EXPECT_EQUAL(calendars.count, 1);
    EXPECT_HAS(calendars.ics[0], "UID:leading-");
    EXPECT_HAS(calendars.ics[0], "mailto:hana@council.example");
    EXPECT_HAS(calendars.ics[0], "https://learning.example/facilitating/events/1");
}

TEST("who says no leads nothing: no register, no name in public or in the record, and the owner is told and sees it on the event and in Today")
{
    hana_is_asked();
    EXPECT_OK(answered(&hana, PHONICS, true, ""));
    EXPECT_EQUAL(duties_count(&hana), 1);
    EXPECT_HAS(visit(&nobody, "GET", "/events/1", NULL).body, "Hana Sato");
    EXPECT_OK(answered(&hana, PHONICS, false, "Moving house"));
    EXPECT_EQUAL(duties_count(&hana), 0);
    EXPECT_LACKS(visit(&nobody, "GET", "/events/1", NULL).body, "Hana Sato");
    EXPECT_SAME(fixture_text("SELECT led_by AS text FROM event WHERE id = 1"), "Fay Adeyemi");
    EXPECT_EQUAL(visit(&hana, "GET", "/events/1/register/61", NULL).status, 404);
    EXPECT_EQUAL(mail_to(dora.email, "leading-answered"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'leading-ended' AND calendar_method = 'CANCEL' AND calendar_sequence = 1"), 1);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, "Hana Sato cannot lead it.");
    EXPECT_HAS(visit(&dora, "GET", "/office", NULL).body, "1 facilitator cannot lead what they were asked");
    EXPECT_HAS(visit(&dora, "GET", "/office/facilitators", NULL).body, "Moving house");
    EXPECT_REFUSED(answered(&hana, PHONICS, true, ""), CONFLICT, "you are asked again");
    fixture_at("2026-12-20T09:00");
    Learning *list;
    size_t n, presented = 0;
    EXPECT_OK(learning_of(as(&hana), hana.id, 0, &list, &n));
    for (size_t i = 0; i < n; i++) presented += same(list[i].what, "presented") && list[i].event_id == PHONICS;
    EXPECT_EQUAL(presented, 0);
}

TEST("who said no can be asked again; nobody answers for another, after it has begun, or twice")
{
    hana_is_asked();
    EXPECT_OK(answered(&hana, PHONICS, false, ""));
    EXPECT_OK(write_as(&dora, ask, &(Leads){ PHONICS, hana.id }));
    EXPECT_EQUAL(mail_to(hana.email, "leading"), 2);
    EXPECT_OK(answered(&hana, PHONICS, true, ""));
    EXPECT_OK(answered(&hana, PHONICS, true, ""));
    EXPECT_EQUAL(mail_to(hana.email, "leading-agreed"), 1);
    EXPECT_REFUSED(write_as(&dora, ask, &(Leads){ PHONICS, hana.id }), CONFLICT, "have accepted already");
    EXPECT_REFUSED(answered(&ben, PHONICS, true, ""), MISSING, "");
    EXPECT_REFUSED(write_as(&hana, ask, &(Leads){ PHONICS, fay.id }), MISSING, "");      /* another owner's event */
    char long_note[400];
    memset(long_note, 'x', sizeof long_note - 1), long_note[sizeof long_note - 1] = 0;
    EXPECT_REFUSED(answered(&hana, PHONICS, false, long_note), INVALID, "300 characters or fewer");
    fixture_at("2026-12-10T10:00");
    EXPECT_REFUSED(answered(&hana, PHONICS, false, ""), CONFLICT, "has begun");
}

TEST("of a draft nobody is asked before the office says so or it is published; whoever names themself has said yes")
{
    int64_t draft = DRAFT;
    EXPECT_OK(write_as(&dora, lead, &(Leads){ DRAFT, hana.id }));
    EXPECT_OK(write_as(&dora, lead, &(Leads){ DRAFT, dora.id }));
    EXPECT_EQUAL(mail_to(hana.email, "leading"), 0);
    EXPECT_REFUSED(answered(&hana, DRAFT, true, ""), MISSING, "");
    EXPECT_SAME(fixture_text("SELECT answer AS text FROM facilitator WHERE event_id = 3 AND person_id = 104"), "accepted");
    EXPECT_OK(write_as(&dora, ask, &(Leads){ DRAFT, hana.id }));
    EXPECT_EQUAL(mail_to(hana.email, "leading"), 1);
    EXPECT_HAS(visit(&hana, "GET", "/facilitating/events/3", NULL).body, "It is not in the programme yet");
    EXPECT_OK(write_as(&dora, lead, &(Leads){ DRAFT, lou.id }));
    fixture_run("UPDATE course SET state = 'published', outcome = 'More read' WHERE id = 53");
    fixture_at("2026-11-24T10:00");
    EXPECT_OK(write_as(&dora, publish, &draft));
    EXPECT_EQUAL(mail_to(lou.email, "leading"), 1);
    EXPECT_EQUAL(mail_to(hana.email, "leading"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'leading'"), 2);
}

typedef struct { SessionDraft draft; } Moving;
static Error *move(Ctx *cx, void *moving) { return session_change(cx, PHONICS, PHONICS_SESSION, &((Moving *)moving)->draft); }

TEST("an event that moves asks those anew who have not answered, and those who said yes have it moved in their calendar")
{
    hana_is_asked();
    EXPECT_OK(write_as(&dora, lead, &(Leads){ PHONICS, lou.id }));
    EXPECT_OK(answered(&lou, PHONICS, true, ""));
    EXPECT_OK(write_as(&dora, move, &(Moving){ { .on = "2026-12-11", .starts = "1pm", .ends = "4pm", .which = "", .place_kind = "venue", .venue_id = TOWN_HALL, .online_link = "" } }));
    EXPECT_EQUAL(mail_to(hana.email, "leading"), 2);
    EXPECT_EQUAL(mail_to(hana.email, "leading-changed"), 0);
    EXPECT_EQUAL(mail_to(lou.email, "leading-changed"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'leading-changed' AND person_id = 112 AND calendar_method = 'REQUEST' AND calendar_sequence = 1"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE person_id = 108 AND calendar_method IS NOT NULL AND calendar_method <> ''"), 0);
}

TEST("days away are one's own, are warned of where an event is planned, and stand in the diary")
{
    Event event = {0};
    Session *sessions;
    Clash *clashes;
    size_t n, clash_count;
    const char *words;
    AwayTyped december = { "2026-12-07", "2026-12-11", 0 };
    EXPECT_OK(write_as(&fay, away, &december));
    EXPECT_REFUSED(write_as(&fay, away, &(AwayTyped){ "2026-12-11", "2026-12-07", 0 }), INVALID, "the first or later");
    EXPECT_REFUSED(write_as(&fay, away, &(AwayTyped){ "2026-11-02", "", 0 }), INVALID, "over");
    EXPECT_REFUSED(write_as(&fay, away, &(AwayTyped){ "2026-12-01", "2028-12-01", 0 }), INVALID, "a year at most");
    EXPECT_HAS(visit(&fay, "GET", "/facilitating", NULL).body, "Monday 7 December 2026 to Friday 11 December 2026");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, "Fay Adeyemi is away on Thursday 10 December 2026");
    EXPECT_OK(leading_clash(as(&fay), PHONICS, &words));
    EXPECT_SAME(words, "You have said that you are away on Thursday 10 December 2026.");
    EXPECT_REFUSED(write_as(&hana, back, &december.id), MISSING, "");
    EXPECT_OK(write_as(&fay, back, &december.id));
    Ctx *cx = as(&dora);
    EXPECT_OK(event_find(cx, PHONICS, &event));
    EXPECT_OK(event_sessions(cx, PHONICS, &sessions, &n));
    EXPECT_OK(clashes_of(cx, &event, sessions, n, &clashes, &clash_count));
    EXPECT_EQUAL(clash_count, 0);
}

static Error *agreement_written(const char *fee, bool offer)
{
    return write_as(&dora, write_down, &(Written){ PHONICS, fay.id, { .words = "Leads the morning. Paid within 30 days.", .fee = fee, .expenses = "40", .offer = offer } });
}

TEST("an agreement is offered, accepted as it was read with its day, and has to be accepted anew once it changes")
{
    int64_t first = 1, second = 2;
    EXPECT_REFUSED(agreement_written("lots", true), INVALID, "in pounds");
    EXPECT_OK(agreement_written("350", false));
    EXPECT_EQUAL(visit(&fay, "GET", "/facilitating/events/1/agreement", NULL).status, 404);      /* written, and not offered */
    EXPECT_OK(agreement_written("350", true));
    EXPECT_EQUAL(mail_to(fay.email, "agreement-offered"), 1);
    EXPECT_HAS(visit(&fay, "GET", "/my", NULL).body, "Your agreement for Phonics in Year 1");
    EXPECT_REFUSED(write_as(&fay, agree, &first), CONFLICT, "has changed since");
    EXPECT_REFUSED(write_as(&hana, agree, &second), MISSING, "");
    EXPECT_OK(write_as(&fay, agree, &second));
    EXPECT_HAS(visit(&fay, "GET", "/facilitating/events/1/agreement", NULL).body, "By Fay Adeyemi on Tuesday 24 November 2026");
    EXPECT_SAME(visit(&fay, "GET", "/facilitating/events/1/agreement.pdf", NULL).type, "application/pdf");
    EXPECT_OK(agreement_written("400", true));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM facilitator_agreement WHERE agreed_at IS NOT NULL"), 0);
    EXPECT_EQUAL(visit(&hana, "GET", "/office/events/1/agreements/106", NULL).status, 404);
    EXPECT_EQUAL(visit(&ann, "GET", "/office/events/1/agreements/106", NULL).status, 403);
}

TEST("what an event costs is summed with its agreements and shared among who comes, is for the office alone, and goes along with a copy")
{
    EXPECT_OK(agreement_written("350.50", true));
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/costs/new", FORM_OF("kind", "venue", "words", "Council Chamber", "amount", "12.345", "fund", "1")).status, 422);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/costs/new", FORM_OF("kind", "venue", "words", "Council Chamber", "amount", "180", "fund", "1")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/costs/new", FORM_OF("kind", "materials", "words", "", "amount", "£29.49", "fund", "1")).status, 303);
    fixture_run("UPDATE event SET taken = 2 WHERE id = 1");
    Event event = {0};
    Costs costs;
    Ctx *cx = as(&dora);
    EXPECT_OK(event_find(cx, PHONICS, &event));
    EXPECT_OK(event_costs(cx, &event, &costs));
    EXPECT_EQUAL(costs.pence, 35050 + 4000 + 18000 + 2949);
    EXPECT_EQUAL(costs.per_head, 30000);
    EXPECT_OK(write_as(&fay, agree, &(int64_t){ 1 }));
    EXPECT_OK(answered(&fay, PHONICS, false, "Ill"));
    EXPECT_OK(event_costs(as(&dora), &event, &costs));
    EXPECT_EQUAL(costs.pence, 18000 + 2949);      /* who does not come is not paid, and what was accepted is kept */
    EXPECT_HAS(costs.lines[0].words, "leads it no longer");
    EXPECT_OK(write_as(&dora, ask, &(Leads){ PHONICS, fay.id }));
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/costs", NULL).body, "£599.99");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/costs", NULL).body, "10 people, and there are 2 places: it does not pay for itself");      /* £599.99 at £60 */
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/costs?people=7&price=600", NULL).body, "£85.72 each");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/costs?people=7&price=600", NULL).body, "1 person");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/costs?people=none&price=6,0", NULL).body, "Enter the price in pounds");
    EXPECT_EQUAL(visit(&ivo, "GET", "/office/events/1/costs", NULL).status, 200);
    EXPECT_EQUAL(visit(&ivo, "POST", "/office/events/1/costs/1/remove", FORM_OF("", "")).status, 403);
    EXPECT_EQUAL(visit(&fay, "GET", "/office/events/1/costs", NULL).status, 403);
    EXPECT_EQUAL(visit(&hana, "GET", "/office/events/1/costs", NULL).status, 404);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/copy", FORM_OF("first_on-day", "11", "first_on-month", "3", "first_on-year", "2027")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT CAST(sum(pence) AS BIGINT) FROM event_cost WHERE event_id NOT IN (1)"), 18000 + 2949);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM facilitator_agreement WHERE event_id <> 1 AND offered_at IS NULL AND agreed_at IS NULL AND fee_pence = 35050"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM facilitator WHERE event_id NOT IN (1, 2, 3) AND answer = 'asked' AND asked_at IS NULL"), 1);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/costs/1/remove", FORM_OF("", "")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event_cost WHERE event_id = 1"), 1);
}
