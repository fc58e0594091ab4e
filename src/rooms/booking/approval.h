/*
 * Places that are asked for first. A member of staff asks their school where the school's rule says so (school_rule.h), or where more colleagues would be
 * out than its limit; whoever has BOOK_PLACES there decides. Where the event has RULE_OFFICE_APPROVES, whoever owns the event decides after that. Of a
 * school where nobody may decide, the event's owner does. What the office books itself is approved.
 *
 * Until then the registration is requested and holds no place. Approved, it takes a place, or joins the waiting list as of when it was asked for. Undecided
 * an hour before the event begins, it lapses.
 */
#pragma once
#include "rooms/booking/school_rule.h"

enum { APPROVAL_NOTE_MOST = 300 };

/* Whether a place here is asked of the event's owner first, were it this person who books: nobody asks themself. */
bool approval_asks_owner(const Ctx *cx, const Event *event);
/* Whom a booking is asked of first: "school", "office", or "" for nobody. Refused about "out" where a booker has not said that more colleagues than the limit are meant. */
CHECKED Error *approval_needed(Ctx *cx, const Event *event, const BookingRequest *request, const Booked *booked, const Standing *standing, const char **step);
/* Of a registration that was just made as requested: the step and the trail. approval_ask() writes the letters of a place that is asked for as well. */
CHECKED Error *approval_open(Ctx *cx, int64_t registration_id, const char *step);
CHECKED Error *approval_ask(Ctx *cx, const Event *event, const Standing *standing, const char *step, const BookedPlace *place);

/* A request that waits for a decision. */
typedef struct {
    int64_t     registration_id, event_id, organisation_id, person_id, price_pence, saved_pence, asked_at, starts_at, ends_at, session_count, taken, places, waiting;
    const char *step, *name, *email, *organisation, *title, *starts_on, *place, *format, *booker, *instead_of;      /* instead_of: who has the place that they are to take over, or "" */
} Asked;

/* Those of the school that the person signed in books for; those of the office, or of the department, of one event (0: of all). The oldest first, 200 at most. */
CHECKED Error *approvals_of_school(Ctx *cx, Asked **list, size_t *count);
CHECKED Error *approvals_of_office(Ctx *cx, int64_t event_id, Asked **list, size_t *count);
CHECKED Error *approval_find(Ctx *cx, int64_t registration_id, Asked *asked);   /* MISSING unless it is theirs to decide, and still to */

typedef struct { bool approved, over_limit_meant; const char *note; } Decision;   /* note: why, which the person reads; needed to refuse */
/* Refused about "note" and "out"; CONFLICT where it was decided or withdrawn meanwhile. *state: what became of the registration. */
CHECKED Error *approval_decide(Ctx *cx, int64_t registration_id, const Decision *decision, const char **state);

/* What was decided of a registration, in order. */
typedef struct { int64_t asked_at, decided_at, approved; const char *step, *decider, *note; } ApprovalStep;
CHECKED Error *approval_steps(Ctx *cx, int64_t registration_id, ApprovalStep **steps, size_t *count);

/* Requests that nobody has decided in time, SLICE at most; and one of them ended. */
CHECKED Error *requests_over(Ctx *cx, int64_t **ids, size_t *count);
CHECKED Error *request_lapse(Ctx *cx, int64_t registration_id);
