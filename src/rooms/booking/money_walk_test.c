/*
 * A long walk at random over everything that moves money: places booked, alone and several, with and without a name, drawn from packages, handed on, moved, offered, let go and
 * lapsed, approved and refused, events called off; subscriptions ordered, confirmed and cancelled; visits; bills, recharges and credit notes; payments that settle, bounce and are paid
 * back, and what is given up; notes in the ledger and months closed. After each
 * stretch some days pass and the jobs run, and then the ledger balances, each pot holds what its places hold, what is owed is what was invoiced less what was credited and paid, and
 * `lyceum check` finds nothing.
 *
 * LYCEUM_MONEY_STEPS says how many steps; without it there are as many as ./check has time for.
 */
#include <stdio.h>
#include <stdlib.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/approval.h"
#include "rooms/booking/charge.h"
#include "rooms/booking/move.h"
#include "rooms/money/ledger/ledger_close.h"
#include "rooms/money/payments/refund.h"
#include "rooms/money/payments/write_off.h"
#include "rooms/money/recharges/recharge.h"
#include "rooms/money/subscriptions/subscription.h"
#include "rooms/money/subscriptions/visit.h"
#include "tests/fixture_bills.h"
#include "tests/fixture_bookings.h"
#include "tests/fixture_package.h"
#include "tests/fixture_storm.h"
#include "tests/fixture_subscription.h"

enum { STEPS = 2000, STRETCHES = 40, DAYS = 10, DATES = STRETCHES + 6, EVENT_FIRST = 2001, STAFF = 24, STAFF_FIRST = 1001, DAY = 86400 };

typedef struct { int64_t organisation; const Somebody *books; int64_t staff; } School;      /* staff: the first of STAFF ids */
static const School schools[] = { { ALDER, &ann, STAFF_FIRST }, { BEECH, &cara, STAFF_FIRST + STAFF }, { CEDAR, &noor, STAFF_FIRST + 2 * STAFF } };

typedef enum { BOOK, BOOK_ALONE, CANCEL, HAND_ON, MOVE, ANSWER, DECIDE, CALL_OFF, ORDER, CONFIRM, END, VISIT, UNVISIT, OWE, OWE_NO_MORE, BILL_ALL, CREDIT, PAY, BOUNCE, PAY_BACK, PAY_BACK_TOO, GIVE_UP, GIVE_UP_TOO, SETTLE, RECHARGE, DROP, EXPORT, MOVED, REFUSE, NOTE, REVERSE, WAIVE, KINDS } Kind;
typedef struct { uint64_t dice; int64_t steps, each; int stretch, owed, done[KINDS], refused[KINDS], broken; } Walk;

/* So many events on each date that there is always something to book, however long the walk. */
static int64_t steps_wanted(void)
{
    int64_t steps = STEPS;
    const char *said = getenv("LYCEUM_MONEY_STEPS");
    if (said) EXPECT(number_parse(said, STEPS, 10000000, &steps));
    return steps;
}

static int64_t first_event(const Walk *walk, int stretch) { return EVENT_FIRST + stretch * walk->each; }

static int dice(Walk *walk, int sides) { return storm_dice(&walk->dice, sides); }

/* What one step does, for the act that does it. */
typedef struct { Walk *walk; const School *school; int64_t at; int odds; } Step;

/* ---- the world ---- */

SQL(walk_event,
    "INSERT INTO event (id, course_id, state, places, taken, member_price_pence, other_price_pence, cancel_by, offer_hours, starts_at, ends_at, starts_on, session_count, minutes, format, place, led_by, created_at, changed_at)"
    " SELECT CAST($1 AS BIGINT), course_id, 'published', CAST($2 AS BIGINT), 0, CAST($3 AS BIGINT), CAST($3 AS BIGINT) + 3500, CAST($4 AS BIGINT), 24, CAST($5 AS BIGINT), CAST($5 AS BIGINT) + 10800, CAST($6 AS TEXT), 1, minutes, format, place, led_by, created_at, changed_at FROM event WHERE id = 1");
SQL(walk_session,
    "INSERT INTO session (id, event_id, position, starts_at, ends_at, place_kind, venue_id) SELECT CAST($1 AS BIGINT), CAST($1 AS BIGINT), 1, CAST($2 AS BIGINT), CAST($2 AS BIGINT) + 10800, place_kind, venue_id FROM session WHERE id = 61");
SQL(walk_post, "INSERT INTO post (id, person_id, organisation_id, role, title, starts_on, created_at) SELECT id + 9000, id, CAST($1 AS BIGINT), 'teacher', '', '2024-09-01', 0 FROM person WHERE id >= $2 AND id < $3");

static const char *day_of(Ctx *cx, int stretch) { return date_add_days(cx, "2026-11-24", (int64_t)stretch * DAYS); }

static Error *world_act(Ctx *cx, void *data)
{
    const Walk *walk = data;
    for (int64_t i = 0; i < DATES * walk->each; i++) {
        const char *on = day_of(cx, (int)(i / walk->each) + 1);
        int64_t starts_at = 0;
        (void)instant_of(on, 9, 30, false, &starts_at);
        TRY(db_run(cx, walk_event, NULL, INT(EVENT_FIRST + i), INT(6 + i % 9), INT(i % 5 ? 6000 : 0), i % 2 ? INT(starts_at - 15 * DAY) : STR(NULL), INT(starts_at), STR(on)));
        TRY(db_run(cx, walk_session, NULL, INT(EVENT_FIRST + i), INT(starts_at)));
    }
    for (size_t i = 0; i < COUNT(schools); i++) TRY(db_run(cx, walk_post, NULL, INT(schools[i].organisation), INT(schools[i].staff), INT(schools[i].staff + STAFF)));
    return OK;
}

static void world_lay(Walk *walk)
{
    rex_lay();
    packages_lay();
    heads_lay();
    fixture_run("UPDATE package_item SET amount = 9 WHERE kind = 'places' AND course_kind = ''");
    fixture_run("INSERT INTO package_item (package_id, kind, amount) VALUES (981, 'credits', 5), (981, 'visits', 3), (981, 'percent', 15), (982, 'visits', 3), (982, 'percent', 33)");
    fixture_run("INSERT INTO credit_price (course_kind, credits, set_at) VALUES ('course', 2, 0)");
    fixture_run("INSERT INTO school_rule (organisation_id, approval, changed_at) VALUES (13, 'all', 0)");
    for (size_t i = 0; i < COUNT(schools); i++) terms_by_eli(schools[i].organisation, (TermsDraft){ .way = schools[i].organisation == BEECH ? "recharge" : "invoice", .cost_code = schools[i].organisation == BEECH ? "BE100" : "", .address = "", .email = "", .pay_days = "30" });
    storm_people((int64_t)COUNT(schools) * STAFF);
    EXPECT_OK(write_as(&nobody, world_act, walk));
}

/* ---- whom and what a step is about ---- */

/* A registration of a school in a state, at an event to come, about so far among all of them. */
#define AMONG "FROM registration WHERE state = $1 AND organisation_id = $2 AND event_id >= $4"
SQL(walk_registration, "SELECT COALESCE(MIN(id), 0) " AMONG " AND id >= (SELECT MIN(id) + (MAX(id) - MIN(id)) / 1000 * CAST($3 AS BIGINT) " AMONG ")");
SQL(walk_subscription, "SELECT COALESCE(MAX(id), 0) FROM subscription WHERE state = $1 AND organisation_id = $2");
SQL(walk_visit, "SELECT COALESCE(MAX(id), 0) FROM visit WHERE removed_at IS NULL AND organisation_id = $1");
SQL(walk_invoice, "SELECT COALESCE(MAX(d.id), 0) FROM document d JOIN document_open o ON o.document_id = d.id WHERE d.kind = 'invoice' AND d.organisation_id = $1 AND o.open_pence > 0");
SQL(walk_payment, "SELECT COALESCE(MAX(id), 0) FROM payment WHERE reversed_at IS NULL AND organisation_id = $1 AND left_pence >= $2");
SQL(walk_refund, "SELECT COALESCE(MIN(id), 0) FROM refund WHERE state = 'asked'");
SQL(walk_write_off, "SELECT COALESCE(MIN(id), 0) FROM write_off WHERE state = 'asked'");
SQL(walk_recharge, "SELECT COALESCE(MAX(id), 0) FROM recharge WHERE state = $1");
SQL(walk_recharge_line, "SELECT COALESCE(MAX(position), 0) FROM recharge_line WHERE recharge_id = $1 AND refusal_id IS NULL");
SQL(walk_file, "INSERT INTO stored_file (id, name, type, length, digest, linked, made_at) VALUES ($1, 'recharge.csv', 'text/csv', 0, '', 0, $2)");
SQL(walk_posting, "SELECT COALESCE(MAX(p.id), 0) FROM posting p WHERE p.kind = 'noted' AND NOT EXISTS (SELECT 1 FROM posting b WHERE b.reverses = p.id)");
SQL(walk_charge, "SELECT COALESCE(MAX(id), 0) FROM charge WHERE waived_at IS NULL AND lifted_at IS NULL");

static Error *nothing_there(Ctx *cx) { return conflict(cx, "There is nothing of the kind"); }

static Error *registration_in(Ctx *cx, const Step *s, const char *state, int64_t *id)
{
    TRY(db_number(cx, walk_registration, id, STR(state), INT(s->school->organisation), INT(s->odds), INT(first_event(s->walk, s->walk->stretch))));
    return *id ? OK : nothing_there(cx);
}

static int64_t event_now(Walk *walk) { return first_event(walk, walk->stretch) + dice(walk, (int)(6 * walk->each)); }
static int64_t staff_of(Walk *walk, const School *school) { return school->staff + dice(walk, STAFF); }

/* ---- steps: each an act by somebody ---- */

static Error *book_step(Ctx *cx, void *data)
{
    Step *s = data;
    Walk *walk = s->walk;
    Invitee people[3] = { 0 };
    Booked booked;
    BookingRequest request = { .event_id = s->at, .organisation_id = s->school->organisation, .people = people, .count = (size_t)(1 + dice(walk, 3)), .purchase_order = dice(walk, 2) ? "PO 9" : "",
                               .unnamed = dice(walk, 4) ? 0 : 1, .together = dice(walk, 5) == 0, .price_agreed = dice(walk, 4) == 0, .agreed_pence = dice(walk, 2) ? 6000 : 0 };
    int64_t first = staff_of(walk, s->school) - s->school->staff;
    for (size_t i = 0; i < request.count; i++) people[i].person_id = s->school->staff + (first + (int64_t)i) % STAFF;
    return booking_make(cx, &request, &booked);
}

static Error *alone_step(Ctx *cx, void *data)
{
    Step *s = data;
    Booked booked;
    const Invitee one = { .person_id = cx->who->id };
    return booking_make(cx, &(BookingRequest){ .event_id = s->at, .organisation_id = s->school->organisation, .people = &one, .count = 1, .purchase_order = "" }, &booked);
}

static Error *cancel_step(Ctx *cx, void *data)
{
    static const char *const states[] = { "confirmed", "confirmed", "confirmed", "waiting", "offered", "requested" };
    Step *s = data;
    int64_t id;
    TRY(registration_in(cx, s, states[dice(s->walk, COUNT(states))], &id));
    return registration_cancel(cx, id, "Cover fell through");
}

static Error *hand_on_step(Ctx *cx, void *data)
{
    Step *s = data;
    int64_t id, made;
    TRY(registration_in(cx, s, "confirmed", &id));
    return registration_substitute(cx, id, &(Invitee){ .person_id = staff_of(s->walk, s->school) }, &made);
}

static Error *move_step(Ctx *cx, void *data)
{
    Step *s = data;
    int64_t id, made;
    TRY(registration_in(cx, s, "confirmed", &id));
    return registration_move_to(cx, id, &(Move){ s->at, PENCE_MOST, dice(s->walk, 3) ? PENCE_MOST : 0 }, &made);
}

static Error *answer_step(Ctx *cx, void *data)
{
    Step *s = data;
    int64_t id;
    TRY(registration_in(cx, s, "offered", &id));
    return dice(s->walk, 3) ? offer_accept(cx, id) : offer_decline(cx, id);
}

static Error *decide_step(Ctx *cx, void *data)
{
    Step *s = data;
    const char *state;
    int64_t id;
    TRY(registration_in(cx, s, "requested", &id));
    return approval_decide(cx, id, &(Decision){ .approved = dice(s->walk, 3), .over_limit_meant = true, .note = "As agreed" }, &state);
}

static Error *call_off_step(Ctx *cx, void *data) { return booking_cancel_event(cx, ((Step *)data)->at, "No trainer"); }

static Error *order_step(Ctx *cx, void *data)
{
    Step *s = data;
    int64_t id;
    return subscription_order(cx, &(SubscriptionOrder){ s->school->organisation, dice(s->walk, 2) ? THIS_YEAR : NEXT_YEAR, PENCE_MOST, "PO 7" }, &id);
}

static Error *confirm_step(Ctx *cx, void *data)
{
    Step *s = data;
    int64_t id;
    TRY(db_number(cx, walk_subscription, &id, STR("ordered"), INT(s->school->organisation)));
    return id ? subscription_confirm(cx, id) : nothing_there(cx);
}

static Error *end_step(Ctx *cx, void *data)
{
    Step *s = data;
    int64_t id;
    TRY(db_number(cx, walk_subscription, &id, STR("active"), INT(s->school->organisation)));
    return id ? subscription_cancel(cx, id, &(SubscriptionEnd){ cx->today, dice(s->walk, 2) ? "days" : "none", "They left" }) : nothing_there(cx);
}

static Error *visit_step(Ctx *cx, void *data)
{
    int64_t id;
    return visit_note(cx, ((Step *)data)->school->organisation, &(VisitDraft){ cx->today, "On assessment" }, &id);
}

static Error *unvisit_step(Ctx *cx, void *data)
{
    int64_t id;
    TRY(db_number(cx, walk_visit, &id, INT(((Step *)data)->school->organisation)));
    return id ? visit_remove(cx, id) : nothing_there(cx);
}

/* Whatever rooms above say is owed. */
static Error *owe_step(Ctx *cx, void *data)
{
    Step *s = data;
    int64_t id;
    bool again;
    return bill_item_add(cx, &(BillItem){ .kind = "walked", .subject_id = ++s->walk->owed, .organisation_id = s->school->organisation, .pence = 1 + dice(s->walk, 30000), .supply = dice(s->walk, 3) ? "training" : "goods",
                                          .on = cx->today, .words = "A day at your school", .purchase_order = dice(s->walk, 2) ? "PO 3" : "", .account_id = ACCOUNT_PLACES, .cost_centre_id = COST_CENTRE_OWN,
                                          .fund_id = FUND_EXTERNAL_SALES }, &id, &again);
}

static Error *owe_no_more_step(Ctx *cx, void *data)
{
    Walk *walk = ((Step *)data)->walk;
    return walk->owed ? bill_item_lift(cx, "walked", 1 + dice(walk, walk->owed), "It did not take place") : nothing_there(cx);
}

static Error *bill_step(Ctx *cx, void *data)
{
    Issued issued;
    return bills_issue(cx, ((Step *)data)->school->organisation, 0, "", &issued);
}

static Error *credit_step(Ctx *cx, void *data)
{
    int64_t id, made;
    TRY(db_number(cx, walk_invoice, &id, INT(((Step *)data)->school->organisation)));
    return id ? credit_note_issue(cx, id, &(CreditDraft){ .whole = true, .why = "Billed to the wrong school" }, &made) : nothing_there(cx);
}

/* Often too much, so that some of it stays on account. */
static Error *pay_step(Ctx *cx, void *data)
{
    Step *s = data;
    int64_t id;
    return payment_record(cx, &(PaymentDraft){ .organisation_id = s->school->organisation, .way = "bank", .on = cx->today, .amount = text(cx, "%d.%02d", 10 + dice(s->walk, 900), dice(s->walk, 100)), .reference = "BACS",
                                               .keep = dice(s->walk, 5) == 0 }, &id);
}

static Error *payment_with(Ctx *cx, const Step *s, int64_t left, int64_t *id)
{
    TRY(db_number(cx, walk_payment, id, INT(s->school->organisation), INT(left)));
    return *id ? OK : nothing_there(cx);
}

static Error *bounce_step(Ctx *cx, void *data)
{
    Step *s = data;
    int64_t id;
    TRY(payment_with(cx, s, 0, &id));
    return payment_reverse(cx, id, cx->today, "It bounced", dice(s->walk, 2));
}

static Error *settle_step(Ctx *cx, void *data)
{
    Step *s = data;
    int64_t id, invoice;
    TRY(payment_with(cx, s, 1, &id));
    TRY(db_number(cx, walk_invoice, &invoice, INT(s->school->organisation)));
    return invoice ? allocate(cx, id, invoice, dice(s->walk, 2) ? "" : "12.50") : nothing_there(cx);
}

static Error *pay_back_step(Ctx *cx, void *data)
{
    Step *s = data;
    int64_t id, made;
    bool approved;
    TRY(payment_with(cx, s, 1, &id));
    return refund_ask(cx, &(RefundDraft){ .from = { .payment_id = id }, .amount = dice(s->walk, 2) ? "9.99" : "150", .why = "Paid twice", .account_name = "School", .sort_code = "000000", .account_number = "12345678" }, &made, &approved);
}

static Error *pay_back_too_step(Ctx *cx, void *data)
{
    int64_t id;
    TRY(db_number(cx, walk_refund, &id, NONE));
    if (!id) return nothing_there(cx);
    return dice(((Step *)data)->walk, 3) ? refund_approve(cx, id) : refund_decline(cx, id, "Not theirs");
}

static Error *give_up_step(Ctx *cx, void *data)
{
    Step *s = data;
    int64_t invoice, made;
    bool approved;
    TRY(db_number(cx, walk_invoice, &invoice, INT(s->school->organisation)));
    return invoice ? write_off_ask(cx, invoice, dice(s->walk, 2) ? "" : "5", "The school has closed", &made, &approved) : nothing_there(cx);
}

static Error *give_up_too_step(Ctx *cx, void *data)
{
    int64_t id;
    TRY(db_number(cx, walk_write_off, &id, NONE));
    if (!id) return nothing_there(cx);
    return dice(((Step *)data)->walk, 3) ? write_off_approve(cx, id) : write_off_decline(cx, id, "They will pay");
}

static Error *recharge_step(Ctx *cx, void *data)
{
    RechargeReady ready = {0};
    int64_t id;
    (void)data;
    TRY(recharge_ready(cx, cx->today, &ready));
    return ready.items ? recharge_make(cx, cx->today, &ready, &id) : nothing_there(cx);
}

static Error *drop_step(Ctx *cx, void *data)
{
    int64_t id;
    (void)data;
    TRY(db_number(cx, walk_recharge, &id, STR("made")));
    return id ? recharge_drop(cx, id, "Made too early") : nothing_there(cx);
}

/* Its file is empty: what is in it other tests look at. */
static Error *export_step(Ctx *cx, void *data)
{
    RechargeExporting exporting = { .version = 1, .file_id = new_id(cx) };
    (void)data;
    TRY(db_number(cx, walk_recharge, &exporting.id, STR("made")));
    TRY(db_run(cx, walk_file, NULL, INT(exporting.file_id), INT(cx->now)));
    return exporting.id ? recharge_export(cx, &exporting) : nothing_there(cx);
}

static Error *moved_step(Ctx *cx, void *data)
{
    int64_t id;
    (void)data;
    TRY(db_number(cx, walk_recharge, &id, STR("exported")));
    return id ? recharge_acknowledge(cx, id, cx->today, "") : nothing_there(cx);
}

static Error *refuse_step(Ctx *cx, void *data)
{
    Walk *walk = ((Step *)data)->walk;
    int64_t id, line;
    TRY(db_number(cx, walk_recharge, &id, STR("exported")));
    TRY(db_number(cx, walk_recharge_line, &line, INT(id)));
    return id ? recharge_refuse(cx, id, &(RefusalDraft){ .positions = &line, .count = 1, .all = dice(walk, 3) == 0, .why = "Another code", .became = dice(walk, 3) ? "waiting" : "withdrawn" }) : nothing_there(cx);
}

static Error *note_step(Ctx *cx, void *data)
{
    Step *s = data;
    int64_t id;
    return ledger_note(cx, &(NoteDraft){ .on = cx->today, .amount = text(cx, "%d.%02d", 1 + dice(s->walk, 900), dice(s->walk, 100)), .words = "Hall", .from = BANK, .to = VENUES, .cost_centre_id = COST_CENTRE_OWN,
                                         .fund_id = FUND_GRANTS }, &id);
}

static Error *reverse_step(Ctx *cx, void *data)
{
    int64_t id, back;
    (void)data;
    TRY(db_number(cx, walk_posting, &id, NONE));
    return id ? ledger_reverse(cx, id, cx->today, "To the wrong fund", &back) : nothing_there(cx);
}

static Error *waive_step(Ctx *cx, void *data)
{
    int64_t id;
    (void)data;
    TRY(db_number(cx, walk_charge, &id, NONE));
    return id ? charge_waive(cx, id, "The trains stood still") : nothing_there(cx);
}

/* By whom: whoever books for the school, one of its staff, the office or the finance officer. */
typedef enum { BY_BOOKER, BY_STAFF, BY_OFFICE, BY_FINANCE } By;
static const struct { int weight; By by; Act *act; } steps[KINDS] = {
    [BOOK] = { 24, BY_BOOKER, book_step },     [BOOK_ALONE] = { 12, BY_STAFF, alone_step }, [CANCEL] = { 18, BY_BOOKER, cancel_step },  [HAND_ON] = { 8, BY_BOOKER, hand_on_step },
    [MOVE] = { 10, BY_BOOKER, move_step },     [ANSWER] = { 8, BY_BOOKER, answer_step },    [DECIDE] = { 6, BY_BOOKER, decide_step },   [CALL_OFF] = { 1, BY_OFFICE, call_off_step },
    [ORDER] = { 3, BY_BOOKER, order_step },    [CONFIRM] = { 3, BY_OFFICE, confirm_step },  [END] = { 1, BY_OFFICE, end_step },         [VISIT] = { 2, BY_FINANCE, visit_step },
    [UNVISIT] = { 1, BY_FINANCE, unvisit_step }, [OWE] = { 8, BY_FINANCE, owe_step }, [OWE_NO_MORE] = { 1, BY_FINANCE, owe_no_more_step },
    [BILL_ALL] = { 3, BY_FINANCE, bill_step }, [CREDIT] = { 1, BY_FINANCE, credit_step },  [PAY] = { 4, BY_FINANCE, pay_step },
    [BOUNCE] = { 1, BY_FINANCE, bounce_step }, [PAY_BACK] = { 2, BY_FINANCE, pay_back_step }, [PAY_BACK_TOO] = { 1, BY_OFFICE, pay_back_too_step }, [GIVE_UP] = { 1, BY_FINANCE, give_up_step },
    [GIVE_UP_TOO] = { 1, BY_OFFICE, give_up_too_step }, [SETTLE] = { 2, BY_FINANCE, settle_step }, [RECHARGE] = { 1, BY_OFFICE, recharge_step }, [DROP] = { 1, BY_OFFICE, drop_step }, [EXPORT] = { 2, BY_OFFICE, export_step }, [MOVED] = { 1, BY_FINANCE, moved_step }, [REFUSE] = { 2, BY_FINANCE, refuse_step },
    [NOTE] = { 3, BY_FINANCE, note_step },
    [REVERSE] = { 1, BY_FINANCE, reverse_step }, [WAIVE] = { 3, BY_OFFICE, waive_step },
};

static Kind kind_of(Walk *walk)
{
    int all = 0, at;
    for (int i = 0; i < KINDS; i++) all += steps[i].weight;
    at = dice(walk, all);
    for (int i = 0; i < KINDS; i++)
        if ((at -= steps[i].weight) < 0) return (Kind)i;
    return BOOK;
}

static int64_t by_whom(Walk *walk, By by, const School *school)
{
    return by == BY_BOOKER ? school->books->id : by == BY_STAFF ? staff_of(walk, school) : by == BY_OFFICE ? dora.id : rex.id;
}

static void stretch_run(int number, void *data)
{
    Walk *walk = data;
    for (int64_t i = 0; i < walk->steps / STRETCHES; i++) {
        Kind kind = kind_of(walk);
        Step step = { .walk = walk, .school = &schools[dice(walk, COUNT(schools))], .at = event_now(walk), .odds = dice(walk, 1000) };
        int refused = storm_write(number, by_whom(walk, steps[kind].by, step.school), steps[kind].act, &step);
        ++*(refused ? &walk->refused[kind] : &walk->done[kind]);
        walk->broken += refused >= BROKEN;
    }
}

/* ---- what holds ---- */

#define BALANCE(account) "((SELECT COALESCE(SUM(pence), 0) FROM posting_row WHERE to_account = " account ") - (SELECT COALESCE(SUM(pence), 0) FROM posting_row WHERE from_account = " account "))"
#define SUM(table, where) "(SELECT COALESCE(SUM(pence), 0) FROM " table " WHERE " where ")"
#define DOCUMENTS(kind) "(SELECT COALESCE(SUM(total_pence), 0) FROM document WHERE kind = '" kind "')"

static void expect_all(void)
{
    EXPECT_OK(money_check(as(&nobody)));
    EXPECT_OK(booking_check(as(&nobody)));
    EXPECT_EQUAL(pots_unsound(), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM entitlement WHERE used < 0 OR (kind <> 'percent' AND used > amount)"), 0);
    /* What is to pay and what the package covers are the price, of each place. */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration r JOIN booking b ON b.id = r.booking_id WHERE " REGISTRATION_LIVE("r.") " AND r.price_pence + " PLACE_SAVED " <> b.price_pence"), 0);
    /* What is owed is what was invoiced less what was credited, paid and given up, and with what was paid back. */
    EXPECT_EQUAL(fixture_number("SELECT CAST(" BALANCE("1") " - " DOCUMENTS("invoice") " + " DOCUMENTS("credit note") " + " SUM("payment", "reversed_at IS NULL") " - " SUM("refund", "(state = 'approved' OR state = 'sent')")
                                " + " SUM("write_off", "state = 'approved'") " AS BIGINT)"), 0);
    /* And that is what is open, less what is on account. */
    EXPECT_EQUAL(fixture_number("SELECT CAST(" BALANCE("1") " - (SELECT COALESCE(SUM(CASE WHEN d.kind = 'invoice' THEN o.open_pence ELSE -o.open_pence END), 0) FROM document_open o JOIN document d ON d.id = o.document_id)"
                                " + (SELECT COALESCE(SUM(left_pence), 0) FROM payment) AS BIGINT)"), 0);
    EXPECT_EQUAL(fixture_number("SELECT CAST(" BALANCE("37") " - " SUM("write_off", "state = 'approved'") " AS BIGINT)"), 0);
    /* Nobody owes a place that they have given up, nor a charge that has fallen away; and who had a paid place owes it once. */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM bill_item i JOIN registration r ON r.id = i.subject_id WHERE i.kind = 'place' AND i.reverses IS NULL AND i.state <> 'withdrawn' AND " REGISTRATION_OVER("r.")
                                " AND NOT EXISTS (SELECT 1 FROM bill_item c WHERE c.reverses = i.id)"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM bill_item i JOIN charge h ON h.id = i.subject_id WHERE i.kind = 'charge' AND i.reverses IS NULL AND i.state <> 'withdrawn'"
                                " AND (h.waived_at IS NOT NULL OR h.lifted_at IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM bill_item c WHERE c.reverses = i.id)"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM bill_item i JOIN registration r ON r.id = i.subject_id WHERE (i.kind = 'place' OR i.kind = 'place again') AND i.reverses IS NULL AND i.pence <> r.price_pence"), 0);
}

static Error *hourly_act(Ctx *cx, void *nothing)
{
    static const char *const jobs[] = { "offers.lapse", "requests.lapse", "charges.refilled", "bookings.bill" };
    (void)nothing;
    for (size_t i = 0; i < COUNT(jobs); i++) TRY(job_queue(cx, jobs[i], 0, cx->now, NULL));
    return OK;
}

/* The month that ended two months ago is closed, once. */
static void close_seldom(int stretch)
{
    const char *month = month_of(test_cx(), date_add_days(test_cx(), day_of(test_cx(), stretch), -62));
    if (stretch % 9 || stretch < 9) return;
    Error *error = close_by_rex(month);
    EXPECT(!error || error->kind == CONFLICT || error->kind == INVALID);
}

TEST("however places, packages, subscriptions, bills and the ledger are used, the ledger balances, pots hold what their places hold, and what is owed is what was invoiced and not paid")
{
    static Walk walk;
    walk = (Walk){ .dice = 20261129, .steps = steps_wanted() };
    walk.each = walk.steps / STEPS;
    world_lay(&walk);
    for (walk.stretch = 0; walk.stretch < STRETCHES; walk.stretch++) {
        fixture_at(text(test_cx(), "%sT13:00", day_of(test_cx(), walk.stretch)));
        close_seldom(walk.stretch);
        storm(1, stretch_run, &walk);
        EXPECT_EQUAL(walk.broken, 0);
        EXPECT_OK(write_as(&nobody, hourly_act, NULL));
        run_jobs();
        expect_all();
    }
    for (int i = 0; i < KINDS; i++) print_message("# step %d: %d done, %d refused\n", i, walk.done[i], walk.refused[i]);
    for (int i = 0; i < WAIVE; i++) EXPECT(walk.done[i] > 0 || steps[i].weight < 3);      /* what is seldom may find nothing to be done to, and so may what waives a charge */
    EXPECT(fixture_number("SELECT count(*) FROM charge") > 0);
    EXPECT(fixture_number("SELECT count(*) FROM bill_item WHERE kind = 'place'") > 10);
    EXPECT(fixture_number("SELECT count(*) FROM entitlement_draw WHERE back_at IS NULL") > 10);
    EXPECT(fixture_number("SELECT count(*) FROM entitlement_draw WHERE back_at IS NOT NULL") > 10);
    EXPECT(fixture_number("SELECT count(*) FROM document WHERE kind = 'credit note'") > 0);
}
