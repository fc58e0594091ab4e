#include "rooms/booking/charge.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

SQL(charge_add,
    "INSERT INTO charge (id, registration_id, event_id, organisation_id, kind, pence, terms, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    " ON CONFLICT (registration_id) WHERE lifted_at IS NULL DO NOTHING");
SQL(charge_lift,   "UPDATE charge SET lifted_at = $2, lifted_why = $3 WHERE id = $1 AND lifted_at IS NULL AND waived_at IS NULL");
SQL(charge_forgo,  "UPDATE charge SET waived_at = $2, waived_by = $3, waived_why = $4 WHERE id = $1 AND lifted_at IS NULL AND waived_at IS NULL");
SQL(charge_for_place,
    "SELECT MIN(c.id) FROM charge c WHERE c.event_id = $1 AND c.kind <> 'missed' AND c.lifted_at IS NULL AND c.waived_at IS NULL"
    " AND c.made_at <= (SELECT r.offered_at FROM registration r WHERE r.id = $2)");
/* A place on offer is free still. Of those at one event as many as places are free stay, the latest. */
#define REFILLED \
    "SELECT q.id FROM (SELECT c.id, ROW_NUMBER() OVER (PARTITION BY c.event_id ORDER BY c.id DESC) AS n, e.places - e.taken" \
    " + (SELECT COUNT(*) FROM registration r WHERE r.event_id = e.id AND r.state = 'offered') AS free FROM event e JOIN charge c ON c.event_id = e.id" \
    " WHERE e.ends_at > $1 AND e.state IN ('published', 'closed') AND c.kind <> 'missed' AND c.lifted_at IS NULL AND c.waived_at IS NULL) q WHERE q.n > q.free"
SQL(charges_for_refill, REFILLED " ORDER BY q.id LIMIT CAST($2 AS BIGINT)");
SQL(charge_for_refill,  REFILLED " AND q.id = $2");
SQL(charge_event,       "SELECT event_id FROM charge WHERE id = $1");
SQL(charge_for_missed, "SELECT MIN(id) FROM charge WHERE registration_id = $1 AND kind = 'missed' AND lifted_at IS NULL AND waived_at IS NULL");
SQL(charges_at_event,  "SELECT id FROM charge WHERE event_id = $1 AND lifted_at IS NULL AND waived_at IS NULL ORDER BY id LIMIT CAST($2 AS BIGINT)");
SQL(missed_event,      "SELECT n.event_id FROM no_show n WHERE n.registration_id = $1");
SQL(charge_event_of,   "SELECT event_id FROM registration WHERE id = $1");
SQL(missed_place,      "SELECT id, event_id, organisation_id, price_pence FROM registration WHERE id = $1 AND state = 'confirmed'");
/* Whoever booked, while they are at that school, or who comes for none; else the person whose place it was. */
SQL(charge_addressee,
    "SELECT p.id AS person_id, p.name, p.email FROM registration r JOIN booking b ON b.id = r.booking_id"
    "  JOIN person p ON p.id = CASE WHEN r.person_id IS NULL OR r.organisation_id IS NULL OR EXISTS (SELECT 1 FROM post t WHERE t.person_id = b.booked_by AND t.organisation_id = r.organisation_id"
    "       AND t.starts_on <= $2 AND (t.ends_on IS NULL OR t.ends_on >= $2)) THEN b.booked_by ELSE r.person_id END"
    " WHERE r.id = $1");

enum { LATE_JOB = 3600 };      /* how long a job that looks for events to come may be late */

typedef struct { int64_t id; } One;
static const Column one_columns[] = { COLUMN(One, id) };
static const Column place_columns[] = { COLUMN(Registration, id), COLUMN(Registration, event_id), COLUMN(Registration, organisation_id), COLUMN(Registration, price_pence) };
static const Column addressee_columns[] = { COLUMN(Addressee, person_id), COLUMN(Addressee, name), COLUMN(Addressee, email) };

/* ---- what is due ---- */

static const char *share_words(Ctx *cx, ChargeAmount amount) { return amount.percent && !amount.pence && amount.percent < 100 ? text(cx, ", %s,", charge_amount_words(cx, amount)) : ","; }

static void by_tier(Ctx *cx, const Registration *r, const ChargeRule *rule, int64_t starts_at, Due *due)
{
    const ChargeTier *tier = &rule->tiers[0];     /* past the event's own day for it, the first holds at least */
    for (size_t i = 1; i < rule->count; i++)
        if (charge_tier_from(cx, &rule->tiers[i], starts_at) < cx->now) tier = &rule->tiers[i];
    due->pence = charge_pence(tier->amount, r->price_pence);
    due->terms = text(cx, "%s%s for less than %s before", money_words(cx, due->pence), share_words(cx, tier->amount), counted(cx, tier->days, "day", NULL));
}

Error *charge_due(Ctx *cx, const Registration *registration, const Event *event, Due *due)
{
    ChargeRule rule;
    *due = (Due){ .terms = "" };
    TRY(event_charges_find(cx, event, &rule));
    due->free_until = charge_free_until(cx, &rule, event->cancel_by, event->starts_at);
    due->late = due->free_until < cx->now && event->starts_at > cx->now;
    if (!due->late || !same(registration->state, "confirmed")) return OK;
    due->by_office = may(cx, RUN_PROGRAMME) && registration->person_id != cx->who->id;
    if (due->by_office) return OK;
    if (rule.count) by_tier(cx, registration, &rule, event->starts_at, due);
    else {
        due->pence = registration->price_pence;
        due->terms = text(cx, "%s, for cancelling was free until %s", money_words(cx, due->pence), moment_words(cx, due->free_until));
    }
    if (!due->pence) due->terms = "";
    return OK;
}

Error *charge_due_moving(Ctx *cx, const Registration *registration, const Event *event, Due *due)
{
    ChargeRule rule;
    TRY(event_charges_find(cx, event, &rule));
    *due = (Due){ .terms = "" };
    return rule.moving_costs ? charge_due(cx, registration, event, due) : OK;
}

const char *charge_words(Ctx *cx, const Due *due) { return due->pence ? text(cx, "%s. Nothing, if the place is taken again", due->terms) : ""; }

/* ---- made ---- */

/* *made: its id, or 0 where the place was charged for already. */
static Error *record(Ctx *cx, const Registration *r, const char *kind, const Due *due, int64_t *made)
{
    int64_t added, id = new_id(cx);
    *made = 0;
    TRY(db_run(cx, charge_add, &added, INT(id), INT(r->id), INT(r->event_id), REF(r->organisation_id), STR(kind), INT(due->pence), STR(due->terms), INT(cx->now)));
    if (!added) return OK;
    *made = id;
    return trail(cx, "charge.made", r->id, money_words(cx, due->pence));
}

Error *charge_make(Ctx *cx, const Registration *registration, const char *kind, const Due *due)
{
    int64_t made;
    return due->pence ? record(cx, registration, kind, due, &made) : OK;
}

static Error *whom_to_tell(Ctx *cx, int64_t registration_id, Addressee *to)
{
    *to = (Addressee){ .registration_id = registration_id };
    return db_one(cx, charge_addressee, addressee_columns, to, INT(registration_id), STR(cx->today));
}

Error *charge_missed(Ctx *cx, int64_t registration_id)
{
    Registration place = {0};
    Event event = {0};
    Charge charge = {0};
    ChargeRule rule;
    Addressee to;
    int64_t event_id = 0, still = 0, made;
    bool found;
    TRY(db_number(cx, missed_event, &event_id, INT(registration_id)));
    if (!event_id) return OK;
    TRY(event_hold(cx, event_id));   /* its register stands still, and so does who missed it */
    TRY(db_number(cx, missed_event, &still, INT(registration_id)));
    TRY(event_find(cx, event_id, &event));
    TRY(event_charges_find(cx, &event, &rule));
    TRY(db_maybe(cx, missed_place, place_columns, &place, &found, INT(registration_id)));
    Due due = { .pence = charge_pence(rule.no_show, place.price_pence) };
    if (!still || !found || !due.pence || same(event.state, "cancelled")) return OK;
    due.terms = text(cx, "%s%s for not coming and not cancelling", money_words(cx, due.pence), share_words(cx, rule.no_show));
    TRY(record(cx, &place, "missed", &due, &made));
    if (!made) return OK;
    TRY(charge_read(cx, made, &charge));
    TRY(whom_to_tell(cx, registration_id, &to));
    return letter_charge_made(cx, &event, &to, charge.name, due.terms);
}

/* ---- it falls away ---- */

static Error *told(Ctx *cx, int64_t charge_id, const char *why)
{
    Charge charge = {0};
    Event event = {0};
    Addressee to;
    TRY(charge_read(cx, charge_id, &charge));
    TRY(event_find(cx, charge.event_id, &event));
    TRY(whom_to_tell(cx, charge.registration_id, &to));
    return letter_charge_lifted(cx, &event, &to, charge.name, money_words(cx, charge.pence), why);
}

static Error *lift(Ctx *cx, int64_t charge_id, const char *why)
{
    int64_t lifted;
    Charge charge = {0};
    TRY(db_run(cx, charge_lift, &lifted, INT(charge_id), INT(cx->now), STR(why)));
    if (!lifted) return OK;
    TRY(charge_read(cx, charge_id, &charge));
    TRY(trail(cx, "charge.lifted", charge.registration_id, NULL));
    return told(cx, charge_id, charge_lifted_words(why));
}

Error *charge_place_taken(Ctx *cx, const Event *event, int64_t registration_id)
{
    int64_t id = 0;
    TRY(db_number(cx, charge_for_place, &id, INT(event->id), INT(registration_id)));
    return id ? lift(cx, id, "taken") : OK;
}

Error *charges_refilled(Ctx *cx, int64_t **ids, size_t *count)
{
    One *open;
    TRY(db_list(cx, charges_for_refill, one_columns, &open, count, INT(cx->now - LATE_JOB), INT(SLICE)));
    *ids = array(cx, int64_t, *count);
    for (size_t i = 0; i < *count; i++) (*ids)[i] = open[i].id;
    return OK;
}

Error *charge_refilled(Ctx *cx, int64_t id)
{
    int64_t event_id = 0, still = 0;
    TRY(db_number(cx, charge_event, &event_id, INT(id)));
    TRY(event_hold(cx, event_id));
    TRY(db_number(cx, charge_for_refill, &still, INT(cx->now - LATE_JOB), INT(id)));      /* given up again meanwhile */
    return still ? lift(cx, id, "taken") : OK;
}

Error *charge_missed_not(Ctx *cx, int64_t registration_id)
{
    int64_t id = 0, event_id = 0, still = 0;
    TRY(db_number(cx, charge_event_of, &event_id, INT(registration_id)));
    TRY(event_hold(cx, event_id));
    TRY(db_number(cx, missed_event, &still, INT(registration_id)));   /* marked absent once more meanwhile */
    TRY(db_number(cx, charge_for_missed, &id, INT(registration_id)));
    return id && !still ? lift(cx, id, "register") : OK;
}

Error *charges_lift_slice(Ctx *cx, int64_t event_id, int64_t *done)
{
    One *open;
    size_t n;
    TRY(event_hold(cx, event_id));
    TRY(db_list(cx, charges_at_event, one_columns, &open, &n, INT(event_id), INT(SLICE)));
    for (size_t i = 0; i < n; i++) TRY(lift(cx, open[i].id, "event"));
    *done = (int64_t)n;
    return OK;
}

Error *charge_waive(Ctx *cx, int64_t id, const char *why)
{
    Charge charge = {0};
    int64_t waived;
    const char *typed = text_trim(cx, why);
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "waiving charge %ld", (long)id);
    TRY(charge_find(cx, id, &charge));
    if (!*typed) return invalid(cx, "why", "Say why: whoever booked reads it");
    if (letters(typed) > WAIVER_REASON_MOST) return invalid(cx, "why", "Use %d characters or fewer for the reason", WAIVER_REASON_MOST);
    TRY(db_run(cx, charge_forgo, &waived, INT(id), INT(cx->now), INT(cx->who->id), STR(typed)));
    if (!waived) return conflict(cx, "There is nothing to waive any more: the charge has %s", charge.waived_at ? "been waived" : "fallen away");
    TRY(trail(cx, "charge.waived", charge.registration_id, NULL));
    return told(cx, id, typed);
}
