/* Buying together: one round that is charged, with what each saved; one a few short of its next step; one that asks who is interested; and one that a school proposed. */
#include "app/demo/demo.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/money/ledger/ledger.h"
#include "rooms/money/ledger/money_year.h"

enum { STEPS = 4, HOUR = 3600, DAY = 24 * HOUR, TAKERS_MOST = 20, CLOSED_DAYS = 61, DELIVERED_DAYS = 30, SHORT_BY = 3 };

#define ROUND "INSERT INTO round (id, title, what, unit, units, state, supplier_id, supplier, local, specification, interest_until, commit_until, method, alone_pence, alone_source, cost_centre_id, fund_id, names_shown," \
    " quantity, takers, price_pence, counts_on, cost_pence, proposed_by, proposer_id, made_at, made_by, closed_at, ended_at)" \
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, 5, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)"
SQL(demo_round_put, ROUND);
SQL(demo_tier_put,  "INSERT INTO round_tier (round_id, from_quantity, pence) VALUES ($1, $2, $3)");
SQL(demo_wish_put,  "INSERT INTO round_interest (round_id, organisation_id, quantity, note, person_id, said_at) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(demo_commitment_put,
    "INSERT INTO round_commitment (id, round_id, organisation_id, quantity, alone_pence, alone_why, estimate_pence, person_id, made_at, changed_at, allotted, pence, saved_pence, billed_at)"
    " VALUES ($1, $2, $3, $4, $5, 'quoted', $6, $7, $8, $8, $9, $10, $11, $12)");
SQL(demo_change_put,
    "INSERT INTO round_change (id, commitment_id, was, quantity, purchase_order, together, price_pence, person_id, made_at) VALUES ($1, $2, 0, $3, '', $4, $5, $6, $7)");
SQL(demo_round_bill,
    "INSERT INTO bill_item (id, kind, subject_id, organisation_id, pence, supply, on_date, words, account_id, cost_centre_id, fund_id, state, made_at) VALUES ($1, 'round', $2, $3, $4, 'goods', $5, $6, 26, 1, 5, 'waiting', $7)");
SQL(demo_round_posting,
    "INSERT INTO posting (id, kind, subject_id, on_date, month, words, rows, made_at, made_by) VALUES ($1, 'round', $2, $3, $4, $5, 1, $6, $7)");
SQL(demo_round_posting_row,
    "INSERT INTO posting_row (posting_id, position, from_account, to_account, pence, month, cost_centre_id, fund_id) VALUES ($1, 1, $2, $3, $4, $5, 1, 5)");
SQL(demo_question_put,
    "INSERT INTO round_question (id, round_id, organisation_id, person_id, words, asked_at, answer, answered_by, answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");

typedef struct { const char *title, *what, *unit, *units, *state, *supplier, *specification, *alone_source; int64_t local, alone, tiers[STEPS][2]; } Plan;
static const Plan books = {
    "Decodable books for Reception and Year 1", "Sets for the order in which phonics is taught, for a class of thirty.", "class set", "class sets", "charged", "", "One class set is 90 books in six steps, two titles of each for three children.\n\n"
    "- Paperback, laminated covers\n- A box for each step\n- Delivered to the school", "Quoted to one school in the spring", 0, 21500, { { 10, 19800 }, { 20, 17900 }, { 40, 16400 } },
};
static const Plan boxes = {
    "Outdoor science kits", "Everything for six lessons outside, packed by the nature reserve.", "kit", "kits", "commitment", "Wandle Bank Nature Reserve Trust", "One kit is for a class of thirty:\n\n- 15 hand lenses and 15 pooters\n- 8 sweep nets\n"
    "- identification sheets, laminated\n- six lesson plans, with what each needs\n\nDelivered in the first week of term. Lost lenses are replaced for a year.", "The trust’s price for one kit", 1, 14500, { { 10, 12900 }, { 20, 11800 }, { 35, 10900 } },
};
static const Plan paper = { "Copier paper, recycled", "Boxes of five reams, for the year.", "box", "boxes", "interest", "", "", "", 0, 0, { { 0, 0 } } };
static const Plan microscopes = { "Digital microscopes", "One for each science room, to show what is on the slide.", "microscopes", "microscopes", "proposed", "", "", "", 0, 0, { { 0, 0 } } };

typedef struct { Demo *demo; const DemoOrganisation *taker[TAKERS_MOST]; int64_t voice[TAKERS_MOST]; size_t count; const DemoOrganisation *supplier, *head, *officer; } Market;

static int64_t voice_of(const Demo *demo, const DemoOrganisation *o)
{
    static const char *const roles[] = { "headteacher", "school business manager", "officer", "head of service", "partner contact" };
    for (size_t r = 0; r < COUNT(roles); r++)
        for (size_t i = 0; i < o->person_count; i++) {
            const DemoPerson *p = &demo->people[o->first_person + i];
            if (same(p->role, roles[r]) && !*p->until) return p->id;
        }
    return 0;
}

static void market_find(Market *m)
{
    const Demo *demo = m->demo;
    for (size_t i = 0; i < demo->organisation_count; i++) {
        const DemoOrganisation *o = &demo->organisations[i];
        if (same(o->name, boxes.supplier) && !m->supplier) m->supplier = o;
        if (same(o->name, "Copper Wharf Primary School") && !m->head) m->head = o;
        if (same(o->name, "SEND and inclusion service") && !m->officer) m->officer = o;
        if (o->school && o->member && o->home && m->count < TAKERS_MOST && o != m->head && voice_of(demo, o)) m->taker[m->count] = o, m->voice[m->count++] = voice_of(demo, o);
    }
}

static int64_t price_of(const Plan *plan, int64_t together)
{
    int64_t pence = 0;
    for (size_t i = 0; i < STEPS && plan->tiers[i][0] && plan->tiers[i][0] <= together; i++) pence = plan->tiers[i][1];
    return pence;
}

/* How many the nth takes: from one to four, the same each time. */
static int64_t takes(size_t n) { return (int64_t)(n * 7 % 4) + 1; }

typedef struct { int64_t id, quantity, takers, price, proposed_by, proposer, made_at, closed_at; const char *interest_until, *commit_until, *counts_on; const DemoOrganisation *supplier; } Where;

static Error *round_put(Ctx *cx, Demo *demo, const Plan *plan, const Where *w)
{
    const bool charged = same(plan->state, "charged");
    TRY(demo_put(cx, demo, demo_round_put, INT(w->id), STR(plan->title), STR(plan->what), STR(plan->unit), STR(plan->units), STR(plan->state), REF(w->supplier ? w->supplier->id : 0),
                 STR(w->supplier || !plan->alone ? "" : "Harbour Books"), INT(plan->local), STR(plan->specification), STR(w->interest_until), STR(w->commit_until), STR(plan->alone ? "quoted" : ""), REF(plan->alone),
                 STR(plan->alone_source), INT(plan->local), INT(w->quantity), INT(w->takers), INT(w->price), STR(w->counts_on), REF(charged ? w->quantity * w->price : 0), REF(w->proposed_by), REF(w->proposer), INT(w->made_at),
                 REF(w->proposer ? w->proposer : demo->administrator_id), REF(w->closed_at), REF(charged ? w->closed_at + DAY : 0)));
    for (size_t i = 0; i < STEPS && plan->tiers[i][0]; i++) TRY(demo_put(cx, demo, demo_tier_put, INT(w->id), INT(plan->tiers[i][0]), INT(plan->tiers[i][1])));
    return OK;
}

typedef struct { int64_t organisation_id, person_id, quantity, together, at; } Take;

static Error *take_put(Ctx *cx, Demo *demo, const Plan *plan, const Where *w, const Take *t)
{
    const bool charged = w->closed_at != 0;
    const int64_t id = demo_id(demo), change = demo_id(demo), price = price_of(plan, t->together), reckoned = price ? price : plan->tiers[0][1], pence = t->quantity * w->price;
    TRY(demo_put(cx, demo, demo_commitment_put, INT(id), INT(w->id), INT(t->organisation_id), INT(t->quantity), INT(plan->alone), INT((plan->alone - reckoned) * t->quantity), INT(t->person_id), INT(t->at), REF(charged ? t->quantity : 0),
                 REF(charged ? pence : 0), REF(charged ? plan->alone * t->quantity - pence : 0), REF(charged ? w->closed_at + DAY : 0)));
    TRY(demo_put(cx, demo, demo_change_put, INT(change), INT(id), INT(t->quantity), INT(t->together), INT(price), INT(t->person_id), INT(t->at)));
    if (!charged) return OK;
    return demo_put(cx, demo, demo_round_bill, INT(demo_id(demo)), INT(id), INT(t->organisation_id), INT(pence), STR(w->counts_on),
                    STR(text(cx, "%s: %s at %s", plan->title, counted(cx, t->quantity, plan->unit, plan->units), money_words(cx, w->price))), INT(w->closed_at + DAY));
}

/* ---- charged ---- */

static Error *charged_lay(Ctx *cx, Market *m)
{
    Demo *demo = m->demo;
    const char *year = money_year(cx, YEAR_FINANCIAL, money_year_first(YEAR_FINANCIAL, demo->today)).from, *delivered = date_add_days(cx, demo->today, -DELIVERED_DAYS);
    Where w = { .id = demo_id(demo), .made_at = demo->now - 2 * CLOSED_DAYS * DAY, .closed_at = demo->now - (CLOSED_DAYS - 1) * DAY, .commit_until = date_add_days(cx, demo->today, -CLOSED_DAYS) };
    Take taken[TAKERS_MOST + 1];
    size_t n = 0;
    w.counts_on = strcmp(delivered, year) < 0 ? year : delivered;      /* the books of the year before are closed */
    for (size_t i = 0; i < m->count; i += 1 + i % 2) taken[n++] = (Take){ m->taker[i]->id, m->voice[i], takes(i), 0, 0 };
    if (m->head) taken[n++] = (Take){ m->head->id, voice_of(demo, m->head), 3, 0, 0 };
    for (size_t i = 0; i < n; i++) w.quantity += taken[i].quantity, taken[i].together = w.quantity, taken[i].at = w.made_at + (int64_t)(i + 4) * DAY;
    w.takers = (int64_t)n, w.price = price_of(&books, w.quantity);
    const int64_t posting = demo_id(demo), cost = w.quantity * w.price;
    const char *month = month_of(cx, w.counts_on);
    TRY(round_put(cx, demo, &books, &w));
    for (size_t i = 0; i < n; i++) TRY(take_put(cx, demo, &books, &w, &taken[i]));
    TRY(demo_put(cx, demo, demo_round_posting, INT(posting), INT(w.id), STR(w.counts_on), STR(month), STR(text(cx, "%s, bought together from Harbour Books", books.title)), INT(w.closed_at + DAY), INT(demo->administrator_id)));
    return demo_put(cx, demo, demo_round_posting_row, INT(posting), INT(ACCOUNT_UNPAID_COSTS), INT(ACCOUNT_JOINT_BOUGHT), INT(cost), STR(month));
}

/* ---- a few short of the next step ---- */

static Error *open_lay(Ctx *cx, Market *m)
{
    Demo *demo = m->demo;
    Where w = { .id = demo_id(demo), .made_at = demo->now - 30 * DAY, .interest_until = date_add_days(cx, demo->today, -12), .commit_until = date_add_days(cx, demo->today, 12), .supplier = m->supplier };
    const int64_t wanted = boxes.tiers[1][0] - SHORT_BY;
    Take taken[TAKERS_MOST + 1];
    size_t n = 0;
    if (m->officer && voice_of(demo, m->officer)) taken[n++] = (Take){ m->officer->id, voice_of(demo, m->officer), 2, 0, 0 }, w.quantity = 2;
    for (size_t i = 0; i < m->count && w.quantity < wanted; i += 2) {
        int64_t quantity = takes(i + 1) < wanted - w.quantity ? takes(i + 1) : wanted - w.quantity;
        taken[n++] = (Take){ m->taker[i]->id, m->voice[i], quantity, 0, 0 }, w.quantity += quantity;
    }
    w.takers = (int64_t)n, w.price = price_of(&boxes, w.quantity);
    TRY(round_put(cx, demo, &boxes, &w));
    for (size_t i = 0, together = 0; i < n; i++) {
        together += (size_t)taken[i].quantity;
        taken[i].together = (int64_t)together, taken[i].at = demo->now - 9 * DAY + (int64_t)i * 7 * HOUR;
        TRY(demo_put(cx, demo, demo_wish_put, INT(w.id), INT(taken[i].organisation_id), INT(taken[i].quantity), STR(""), INT(taken[i].person_id), INT(demo->now - 20 * DAY)));
        TRY(take_put(cx, demo, &boxes, &w, &taken[i]));
    }
    if (!m->head) return OK;
    TRY(demo_put(cx, demo, demo_wish_put, INT(w.id), INT(m->head->id), INT(SHORT_BY), STR("For the new garden"), INT(voice_of(demo, m->head)), INT(demo->now - 18 * DAY)));
    return demo_put(cx, demo, demo_question_put, INT(demo_id(demo)), INT(w.id), INT(m->head->id), INT(voice_of(demo, m->head)), STR("Can the nets be washed?"), INT(demo->now - 6 * DAY),
                    STR("Yes, at 30 degrees. The handles come off."), INT(demo->administrator_id), INT(demo->now - 5 * DAY));
}

/* ---- asked about, and proposed ---- */

static Error *asked_lay(Ctx *cx, Market *m)
{
    Demo *demo = m->demo;
    Where w = { .id = demo_id(demo), .made_at = demo->now - 5 * DAY, .interest_until = date_add_days(cx, demo->today, 9) };
    TRY(round_put(cx, demo, &paper, &w));
    for (size_t i = 1; i < m->count; i += 3) TRY(demo_put(cx, demo, demo_wish_put, INT(w.id), INT(m->taker[i]->id), INT(20 * takes(i)), STR(""), INT(m->voice[i]), INT(demo->now - (int64_t)(i % 4 + 1) * DAY)));
    if (!m->count) return OK;
    Where proposed = { .id = demo_id(demo), .made_at = demo->now - 2 * DAY, .proposed_by = m->taker[0]->id, .proposer = m->voice[0] };
    TRY(round_put(cx, demo, &microscopes, &proposed));
    return demo_put(cx, demo, demo_wish_put, INT(proposed.id), INT(proposed.proposed_by), INT(4), STR(""), INT(proposed.proposer), INT(proposed.made_at));
}

static Error *lay(Ctx *cx, void *data)
{
    Market m = { .demo = data };
    market_find(&m);
    TRY(charged_lay(cx, &m));
    TRY(open_lay(cx, &m));
    return asked_lay(cx, &m);
}

Error *demo_rounds(Ctx *cx, Demo *demo) { return demo_slice(cx, demo, lay, demo); }
