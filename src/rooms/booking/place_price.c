#include "rooms/booking/place_price.h"

#include "platform/base/money.h"
#include "platform/base/text.h"

#define HOLDS "EXISTS (SELECT 1 FROM entitlement_draw d WHERE d.kind = 'place' AND d.subject_id = r.id AND d.back_at IS NULL)"
SQL(place_now,
    "SELECT r.organisation_id, r.price_pence, b.price_pence AS list_pence, e.starts_on, c.kind AS course_kind, CAST(CASE WHEN " HOLDS " THEN 1 ELSE 0 END AS BIGINT) AS holds"
    "  FROM registration r JOIN booking b ON b.id = r.booking_id JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id WHERE r.id = $1 AND " REGISTRATION_LIVE("r."));
SQL(place_price_put, "UPDATE registration SET price_pence = $2 WHERE id = $1");
SQL(place_price_take, "UPDATE registration SET price_pence = (SELECT o.price_pence FROM registration o WHERE o.id = $2) WHERE id = $1");
SQL(place_waits_on, "SELECT w.id FROM registration m JOIN registration w ON w.id = m.moved_from WHERE m.id = $1 AND " REGISTRATION_LIVE("w."));

static const char place_kind[] = "place";

/* ---- looking ---- */

Error *place_prices(Ctx *cx, const Event *event, const Standing *standing, int64_t list_pence, Covered *covers, size_t n)
{
    Pots pots = {0};
    if (standing->entitled && list_pence) TRY(pots_find(cx, standing->organisation_id, event->starts_on, event->kind, &pots));
    pots_cover(cx, &pots, &(CoverAsk){ list_pence, event->kind, event->starts_on }, covers, n);
    return OK;
}

Error *place_price_moved(Ctx *cx, const Event *event, const char *starts_on, const Standing *standing, int64_t registration_id, int64_t list_pence, int64_t *pence)
{
    Pots pots = {0};
    Drawn drawn = {0};
    Covered covered;
    bool holds;
    *pence = list_pence;
    if (!standing->entitled || !list_pence) return OK;
    TRY(pots_find(cx, standing->organisation_id, starts_on, event->kind, &pots));
    TRY(entitlement_drawn(cx, place_kind, registration_id, &drawn, &holds));
    for (size_t i = 0; holds && i < pots.count; i++)
        if (pots.list[i].id == drawn.entitlement_id) pots.list[i].used -= drawn.units;
    pots_cover(cx, &pots, &(CoverAsk){ list_pence, event->kind, starts_on }, &covered, 1);
    *pence = covered.pence;
    return OK;
}

/* ---- drawing ---- */

Error *places_draw(Ctx *cx, const Event *event, const Standing *standing, Booked *booked)
{
    const CoverAsk ask = { booked->price_pence, event->kind, event->starts_on };
    Pots pots = {0};
    booked->due_pence = 0;
    if (standing->entitled && ask.pence) TRY(pots_find(cx, standing->organisation_id, ask.on, ask.course_kind, &pots));
    for (size_t i = 0; i < booked->count; i++) {
        BookedPlace *place = &booked->places[i];
        Covered covered = { .pence = ask.pence };
        if (pots.count) TRY(entitlement_draw(cx, &pots, place_kind, place->registration_id, &ask, &covered));
        place->price_pence = covered.pence, place->saved_pence = covered.saved_pence;
        booked->due_pence += covered.pence;
    }
    return OK;
}

Error *place_draw(Ctx *cx, const Event *event, int64_t organisation_id, int64_t registration_id, int64_t list_pence, int64_t *pence)
{
    Pots pots = {0};
    Covered covered;
    if (list_pence) TRY(pots_find(cx, organisation_id, event->starts_on, event->kind, &pots));
    TRY(entitlement_draw(cx, &pots, place_kind, registration_id, &(CoverAsk){ list_pence, event->kind, event->starts_on }, &covered));
    *pence = covered.pence;
    return OK;
}

typedef struct { int64_t organisation_id, price_pence, list_pence, holds; const char *starts_on, *course_kind; } Now;

static Error *draw_again(Ctx *cx, int64_t registration_id, bool *holds)
{
    static const Column columns[] = { COLUMN(Now, organisation_id), COLUMN(Now, price_pence), COLUMN(Now, list_pence), COLUMN(Now, holds), COLUMN(Now, starts_on), COLUMN(Now, course_kind) };
    Now now = {0};
    Pots pots;
    Covered covered;
    bool live;
    TRY(db_maybe(cx, place_now, columns, &now, &live, INT(registration_id)));
    *holds = now.holds;
    if (!live || now.holds) return OK;
    TRY(pots_find(cx, now.list_pence ? now.organisation_id : 0, now.starts_on, now.course_kind, &pots));
    TRY(entitlement_draw(cx, &pots, place_kind, registration_id, &(CoverAsk){ now.list_pence, now.course_kind, now.starts_on }, &covered));
    *holds = covered.entitlement_id != 0;
    return covered.pence == now.price_pence ? OK : db_run(cx, place_price_put, NULL, INT(registration_id), INT(covered.pence));
}

Error *place_draw_again(Ctx *cx, int64_t registration_id)
{
    bool holds;
    return draw_again(cx, registration_id, &holds);
}

Error *place_draw_beside(Ctx *cx, int64_t waiting_registration, int64_t offered_registration)
{
    bool holds, back;
    TRY(draw_again(cx, offered_registration, &holds));
    if (holds) return OK;
    TRY(entitlement_back(cx, place_kind, waiting_registration, &back));
    if (!back) return OK;
    TRY(draw_again(cx, offered_registration, &holds));
    return draw_again(cx, waiting_registration, &holds);
}

/* ---- given back, passed on ---- */

Error *place_over(Ctx *cx, int64_t registration_id)
{
    int64_t waits = 0;
    bool back;
    TRY(entitlement_back(cx, place_kind, registration_id, &back));
    if (back) TRY(db_number(cx, place_waits_on, &waits, INT(registration_id)));
    return waits ? place_draw_again(cx, waits) : OK;
}

Error *place_handed_on(Ctx *cx, int64_t from_registration, int64_t to_registration)
{
    TRY(entitlement_pass(cx, place_kind, from_registration, to_registration));
    return db_run(cx, place_price_take, NULL, INT(to_registration), INT(from_registration));
}

/* ---- in words ---- */

const char *place_price_words(Ctx *cx, int64_t pence, int64_t saved_pence)
{
    if (!saved_pence) return money_words(cx, pence);
    return pence ? text(cx, "%s after the package", money_words(cx, pence)) : "Covered by the package";
}

static const char *pot_left_words(Ctx *cx, const Covered *first)
{
    const bool credits = same(first->kind, "credits");
    const char *each = credits && first->units > 1 ? text(cx, ", and this takes %ld", (long)first->units) : "";
    return text(cx, "%ld of %s left%s", (long)(first->left + first->units), counted(cx, first->amount, credits ? "credit" : "place", NULL), each);
}

const char *covered_words(Ctx *cx, const Covered *covers, size_t n)
{
    size_t whole = 0;
    bool one_pot = true;
    if (!n || !covers[0].entitlement_id) return "";
    while (whole < n && covers[whole].entitlement_id && !covers[whole].pence) one_pot &= covers[whole++].entitlement_id == covers[0].entitlement_id;
    if (!whole) return text(cx, "Your package takes %s off: a place costs %s instead of %s.", money_words(cx, covers[0].saved_pence), money_words(cx, covers[0].pence),
                            money_words(cx, covers[0].pence + covers[0].saved_pence));
    const char *what = one_pot && covers[0].left != POT_ENDLESS ? text(cx, ": %s", pot_left_words(cx, &covers[0])) : whole < n ? text(cx, ": the first %s", counted(cx, (int64_t)whole, "place", NULL)) : "";
    if (whole == n) return text(cx, "Covered by your package%s.", what);
    return text(cx, "Covered by your package%s; the %s costs %s.", what, ordinal(cx, (int64_t)whole + 1), money_words(cx, covers[whole].pence));
}

const char *drawn_words(Ctx *cx, const Drawn *drawn)
{
    const char *unit = same(drawn->kind, "credits") ? "credit" : "place";
    if (same(drawn->kind, "percent")) return text(cx, "%s takes %ld%% off.", drawn->package, (long)drawn->amount);
    if (drawn->amount == POT_ENDLESS) return text(cx, "%s covers such places without a limit.", drawn->package);
    return text(cx, "It takes %ld of the %s of %s, and %ld are left after it.", (long)drawn->units, counted(cx, drawn->amount, unit, NULL), drawn->package, (long)(drawn->amount - drawn->used));
}
