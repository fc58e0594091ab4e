/* Charges found and listed. */
#include "platform/base/text.h"
#include "rooms/booking/charge.h"
#include "rooms/members/permission.h"

#define FIELDS                                                                                                                                              \
    "SELECT c.id, c.registration_id, c.event_id, c.organisation_id, c.pence, c.made_at, c.waived_at, c.lifted_at, c.kind, c.terms, c.waived_why, y.name AS waived_by," \
    " c.lifted_why, " REGISTRATION_NAME " AS name, o.name AS organisation, t.title, e.starts_on, k.name AS booker, b.purchase_order"                         \
    FROM_CHARGES
#define FROM_CHARGES                                                                                                                                        \
    "  FROM charge c JOIN registration r ON r.id = c.registration_id JOIN booking b ON b.id = r.booking_id JOIN event e ON e.id = c.event_id"                \
    "  JOIN course t ON t.id = e.course_id LEFT JOIN person p ON p.id = r.person_id LEFT JOIN organisation o ON o.id = c.organisation_id"                     \
    "  LEFT JOIN person k ON k.id = b.booked_by LEFT JOIN person y ON y.id = c.waived_by"
#define OWED "c.waived_at IS NULL AND c.lifted_at IS NULL"
/* $1 whose, or 0; $2 state; $3 kind; $4 folded words */
#define FITTING                                                                                                                                             \
    " WHERE (CAST($1 AS BIGINT) = 0 OR c.organisation_id = $1) AND (CAST($3 AS TEXT) = '' OR c.kind = $3)"                                                   \
    " AND (CAST($2 AS TEXT) = '' OR CASE WHEN c.waived_at IS NOT NULL THEN 'waived' WHEN c.lifted_at IS NOT NULL THEN 'lifted' ELSE 'owed' END = $2)"         \
    " AND (CAST($4 AS TEXT) = '' OR p.name_folded LIKE '%' || $4 || '%' OR o.name_folded LIKE '%' || $4 || '%' OR lower(t.title) LIKE '%' || $4 || '%')"

SQL(charge_by_id,   FIELDS " WHERE c.id = $1");
SQL(charge_scoped,  FIELDS " WHERE c.id = $1 AND (r.person_id = $2 OR c.organisation_id = $3 OR CAST($4 AS BIGINT) = 1)");
SQL(charge_latest,  FIELDS " WHERE c.id = (SELECT MAX(id) FROM charge WHERE registration_id = $1)");
SQL(charges_fit,    FIELDS FITTING " AND (CAST($5 AS BIGINT) = 0 OR c.id < $5) ORDER BY c.id DESC LIMIT CAST($6 AS BIGINT)");
SQL(charges_sum,    "SELECT CAST(COALESCE(SUM(c.pence), 0) AS BIGINT)" FROM_CHARGES FITTING " AND " OWED);

SQL(charges_booked, "SELECT CAST(COALESCE(SUM(c.pence), 0) AS BIGINT) FROM charge c JOIN registration r ON r.id = c.registration_id WHERE c.event_id = $1 AND r.booking_id = $2 AND " OWED);

static const Column charge_columns[] = {
    COLUMN(Charge, id), COLUMN(Charge, registration_id), COLUMN(Charge, event_id), COLUMN(Charge, organisation_id), COLUMN(Charge, pence), COLUMN(Charge, made_at),
    COLUMN(Charge, waived_at), COLUMN(Charge, lifted_at), COLUMN(Charge, kind), COLUMN(Charge, terms), COLUMN(Charge, waived_why), COLUMN(Charge, waived_by),
    COLUMN(Charge, lifted_why), COLUMN(Charge, name), COLUMN(Charge, organisation), COLUMN(Charge, title), COLUMN(Charge, starts_on), COLUMN(Charge, booker),
    COLUMN(Charge, purchase_order),
};

Error *charge_read(Ctx *cx, int64_t id, Charge *charge) { return db_one(cx, charge_by_id, charge_columns, charge, INT(id)); }

Error *charge_find(Ctx *cx, int64_t id, Charge *charge)
{
    if (!cx->who) return missing(cx, "charge %ld, and nobody is signed in", (long)id);
    int64_t ours = may(cx, BOOK_PLACES) && cx->who->organisation_id ? cx->who->organisation_id : -1;
    return db_one(cx, charge_scoped, charge_columns, charge, INT(id), INT(cx->who->id), INT(ours), INT(may(cx, RUN_PROGRAMME) || may(cx, AUDIT)));
}

Error *charge_of(Ctx *cx, int64_t registration_id, Charge *charge, bool *found)
{
    return db_maybe(cx, charge_latest, charge_columns, charge, found, INT(registration_id));
}

Error *charges_of_booking(Ctx *cx, const Booking *booking, int64_t *pence)
{
    return db_number(cx, charges_booked, pence, INT(booking->event_id), INT(booking->id));
}

#define ASKED(cx, f) INT((f)->organisation_id), STR((f)->state), STR((f)->kind), STR(text_fold((cx), (f)->words))

static Error *may_list(Ctx *cx, const ChargeFilter *f)
{
    bool ours = may(cx, BOOK_PLACES) && f->organisation_id && f->organisation_id == cx->who->organisation_id;
    return ours || may(cx, AUDIT) || may(cx, RUN_PROGRAMME) ? OK : forbidden(cx, "charges of organisation %ld", (long)f->organisation_id);
}

Error *charges(Ctx *cx, const ChargeFilter *filter, int64_t most, Charge **list, size_t *count)
{
    TRY(may_list(cx, filter));
    return db_list(cx, charges_fit, charge_columns, list, count, ASKED(cx, filter), INT(filter->before_id), INT(most));
}

Error *charges_owed(Ctx *cx, const ChargeFilter *filter, int64_t *pence)
{
    TRY(may_list(cx, filter));
    return db_number(cx, charges_sum, pence, ASKED(cx, filter));
}

const char *charge_kind_words(const char *kind) { return same(kind, "missed") ? "Did not come" : same(kind, "moved") ? "Moved late" : "Cancelled late"; }
const char *charge_state_words(const Charge *charge) { return charge->waived_at ? "Waived" : charge->lifted_at ? "Fell away" : "To pay"; }

const char *charge_lifted_words(const char *why)
{
    if (same(why, "taken")) return "The place was taken again";
    return same(why, "event") ? "The event was cancelled" : "The register was put right";
}
