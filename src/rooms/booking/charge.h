/*
 * Charges: what is owed for a place that was given up late, moved late or left empty, by the event's rule (programme/event_charges.h).
 *
 * Only a confirmed place costs anything, and only when its person or their school gives it up: what the office cancels costs nothing, nor does a cancelled
 * event, nor sending a colleague. A share of the price is a share of what is to pay for that place: one that a package covers costs none of it, and goes back to
 * the package however late; a fixed sum is due for it as for any other. The sum is recorded in whole pence with the terms as they were, and owed by the school, or by a person who comes for none.
 *
 * It falls away when the place is taken again, by somebody from the waiting list or by whoever books it once no other is free (the oldest first, one for each
 * place taken); when the register is put right, and when the event is cancelled. The office waives it with a reason. Each of these happens to a charge once, and whoever booked is told.
 */
#pragma once
#include "rooms/booking/booking_letters.h"
#include "rooms/programme/event_charges.h"

enum { WAIVER_REASON_MOST = 300 };

/* A place that was charged for not coming: the charge is owed in its stead, and once it is waived neither is. */
#define MISSED_AND_CHARGED(r) "EXISTS (SELECT 1 FROM charge mc WHERE mc.registration_id = " r "id AND mc.kind = 'missed' AND mc.lifted_at IS NULL)"

/* What giving this place up costs at this moment whoever is signed in. */
typedef struct {
    int64_t     pence;            /* 0: nothing */
    int64_t     free_until;       /* until when it is free, or was */
    bool        late;             /* it is past that */
    bool        by_office;        /* late, and free because the office does it */
    const char *terms;            /* "£30, 50% of the price, for less than 14 days before"; "" for nothing */
} Due;
CHECKED Error *charge_due(Ctx *cx, const Registration *registration, const Event *event, Due *due);           /* by cancelling it */
CHECKED Error *charge_due_moving(Ctx *cx, const Registration *registration, const Event *event, Due *due);    /* by moving it to another date */
const char *charge_words(Ctx *cx, const Due *due);      /* the terms, and that it is nothing if the place is taken again; "" */

/* Records it; nothing where it is nothing. The caller holds the event. kind: "cancelled" or "moved". */
CHECKED Error *charge_make(Ctx *cx, const Registration *registration, const char *kind, const Due *due);
/* Somebody from the waiting list has taken a place: the oldest charge for one that came free before it was offered falls away. The caller holds the event. */
CHECKED Error *charge_place_taken(Ctx *cx, const Event *event, int64_t registration_id);
/* Charges for places that newcomers have taken since: at an event to come that has fewer places free than such charges. SLICE at most; and one of them. A job's, so
 * that nobody who books asks for charges. */
CHECKED Error *charges_refilled(Ctx *cx, int64_t **ids, size_t *count);
CHECKED Error *charge_refilled(Ctx *cx, int64_t id);
/* Jobs': of who did not come, by the event's rule; of who came after all; of all at a cancelled event, slice by slice. */
CHECKED Error *charge_missed(Ctx *cx, int64_t registration_id);
CHECKED Error *charge_missed_not(Ctx *cx, int64_t registration_id);
CHECKED Error *charges_lift_slice(Ctx *cx, int64_t event_id, int64_t *done);

typedef struct {
    int64_t     id, registration_id, event_id, organisation_id, pence, made_at, waived_at, lifted_at;
    const char *kind, *terms, *waived_why, *waived_by, *lifted_why;         /* waived_by: a name */
    const char *name, *organisation, *title, *starts_on, *booker, *purchase_order;
} Charge;
/* One's own, one's school's (BOOK_PLACES), or any (RUN_PROGRAMME, AUDIT); MISSING otherwise. */
CHECKED Error *charge_find(Ctx *cx, int64_t id, Charge *charge);
CHECKED Error *charge_read(Ctx *cx, int64_t id, Charge *charge);            /* the same for rules and jobs, which ask for nobody */
/* The latest of a registration that the caller has found. */
CHECKED Error *charge_of(Ctx *cx, int64_t registration_id, Charge *charge, bool *found);
CHECKED Error *charges_of_booking(Ctx *cx, const Booking *booking, int64_t *pence);     /* what is to pay for those of a booking that the caller has found */
const char *charge_kind_words(const char *kind);        /* "Cancelled late" */
const char *charge_state_words(const Charge *charge);   /* "To pay", "Waived", "Fell away" */
const char *charge_lifted_words(const char *why);       /* "The place was taken again" */

/* RUN_PROGRAMME. Refused without a reason, and for what is waived or has fallen away already. Whoever booked is told. */
CHECKED Error *charge_waive(Ctx *cx, int64_t id, const char *why);

/* A school's (organisation_id) or, for those who read all, everybody's (0): the newest first, `most` of them. */
typedef struct { int64_t organisation_id; const char *state, *kind, *words; int64_t before_id; } ChargeFilter;   /* state: "owed", "waived", "lifted" or ""; before_id 0: from the newest */
CHECKED Error *charges(Ctx *cx, const ChargeFilter *filter, int64_t most, Charge **list, size_t *count);
CHECKED Error *charges_owed(Ctx *cx, const ChargeFilter *filter, int64_t *pence);       /* what is to pay of all that fit */
