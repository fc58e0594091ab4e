/*
 * Booking: the act that makes registrations, and what becomes of them.
 *
 * Who may. Anybody signed in books a place for themself. BOOK_PLACES books colleagues of one's own organisation; RUN_PROGRAMME anybody
 * from any organisation. The same three may cancel, accept and decline. A place is handed to a colleague by the last two alone: it is the
 * school's, its holder may have left, and whoever is invited to it becomes a colleague there. Somebody else's registration is missing.
 *
 * Places. An event never oversells: a place is taken by a conditional UPDATE, and a newcomer gets one only while nobody waits. Where fewer
 * places are free than people asked for, those first in the list get them and the others wait. See waiting_list.h for what follows.
 *
 * Each act writes the trail and queues its letters in the same transaction.
 */
#pragma once
#include "rooms/programme/programme.h"

/* A live registration, of which a person has one at most at an event: asked for, waiting, offered or confirmed. Said in the words of the index that
 * keeps it so, with the table's short name and a dot before the column: REGISTRATION_LIVE("r."). */
#define REGISTRATION_LIVE(of) of "state <> 'cancelled' AND " of "state <> 'refused' AND " of "state <> 'lapsed'"
/* Whoever comes no more, in the words of the index that finds them by their event: REGISTRATION_OVER("r."). */
#define REGISTRATION_OVER(of) "(" of "state = 'cancelled' OR " of "state = 'refused' OR " of "state = 'lapsed')"
/* Every registration at an event, as a list of ids: an event has one index for the live and one for the others. */
#define REGISTRATIONS_AT(event) \
    "(SELECT id FROM registration WHERE event_id = " event " AND " REGISTRATION_LIVE("") " UNION ALL SELECT id FROM registration WHERE event_id = " event " AND " REGISTRATION_OVER("") ")"

/* What the package covers of the place of registration r. */
#define PLACE_SAVED "COALESCE((SELECT d.saved_pence FROM entitlement_draw d WHERE d.kind = 'place' AND d.subject_id = r.id AND d.back_at IS NULL), 0)"

/* Of a registration r, its person p and its organisation o, the last two joined as they are there: a place may be held with nobody named for it yet. */
#define REGISTRATION_NAME "COALESCE(p.name, 'A place for ' || o.name)"
/* Who is written to about registration r, as person p: its person, or while nobody is named whoever booked it. */
#define WHO_HEARS "JOIN person p ON p.id = COALESCE(r.person_id, (SELECT k.booked_by FROM booking k WHERE k.id = r.booking_id))"

enum { BOOKING_PEOPLE_MOST = 40, PURCHASE_ORDER_MOST = 60, CANCEL_REASON_MOST = 300 };

typedef struct TypedAnswers TypedAnswers;

/* Somebody to book: a person, or with person_id 0 somebody not known yet, who is invited by mail. */
typedef struct { int64_t person_id; const char *name, *email; } Invitee;

typedef struct {
    int64_t        event_id;
    int64_t        organisation_id;     /* for whom they come; 0: one person who comes for no organisation */
    const Invitee *people;
    size_t         count;
    const char    *purchase_order;
    int64_t        unnamed;             /* so many places more, held by the organisation with nobody named for them yet: naming.h */
    const TypedAnswers *answers;        /* what came of the event's questions, NULL: nothing; answers.h */
    bool           needs_said, needs_shared;      /* of oneself: whether the event's organiser sees what one needs; needs_share.h */
    bool           together;            /* all of them or none: where fewer places are free, they wait as a party */
    bool           over_limit_meant;    /* though more colleagues are out that day than the school's limit */
    bool           price_agreed;        /* the form said what these places cost together: */
    int64_t        agreed_pence;        /* CONFLICT where it is more by now */
} BookingRequest;

/* state: confirmed, waiting or requested; person_id 0: not named yet; price_pence: what is to pay for it, after the saved_pence that the package covers. */
typedef struct { int64_t registration_id, person_id; const char *name, *email, *state; int64_t price_pence, saved_pence; } BookedPlace;
/* price_pence: of each place without the package, price_words: why, see booking_price.h; due_pence: of all of them, after the package. requested: all of them are asked
 * for first, see approval.h. */
typedef struct { int64_t id, price_pence; BookedPlace *places; size_t count, confirmed; bool requested; const char *price_words; int64_t due_pence; } Booked;

/* Books them all or none, the places without a name last. Refusals name the field: "people", "name_2", "email_2" (the second not known yet), "unnamed",
 * "purchase_order", "out", and those of the event's questions; further() about "answers" where the event asks something that the form has not asked yet. */
CHECKED Error *booking_make(Ctx *cx, const BookingRequest *request, Booked *booked);

typedef struct { int64_t id, event_id, organisation_id, booked_by, price_pence, booked_at; const char *purchase_order, *organisation, *booker; } Booking;
/* One's own, one's organisation's (BOOK_PLACES), or any (RUN_PROGRAMME, AUDIT). */
CHECKED Error *booking_find(Ctx *cx, int64_t id, Booking *booking);

typedef struct {
    int64_t     id, booking_id, event_id, person_id, organisation_id;
    const char *state, *name, *email, *organisation;
    int64_t     price_pence, saved_pence, asked_at, offered_at, offer_ends_at, decided_at, calendar_sequence, substituted_for;      /* saved_pence: by the package, beside what is to pay */
    int64_t     invited;              /* whether its person has an invitation to join and has not signed in yet */
    const char *cancel_reason;
    /* of its event */
    const char *title, *event_state, *starts_on, *place, *format;
    int64_t     starts_at, ends_at, session_count, cancel_by;
} Registration;

/* One's own, one's organisation's (BOOK_PLACES), or any (RUN_PROGRAMME, AUDIT). MISSING otherwise. */
CHECKED Error *registration_find(Ctx *cx, int64_t id, Registration *registration);
CHECKED Error *registrations_of_booking(Ctx *cx, int64_t booking_id, Registration **registrations, size_t *count);
CHECKED Error *registrations_of_event(Ctx *cx, int64_t event_id, Registration **registrations, size_t *count);   /* live ones, in order; the office's, and the department's whose event it is */
/* The live registration of the person signed in at this event. */
CHECKED Error *registration_mine(Ctx *cx, int64_t event_id, Registration *registration, bool *found);

/* A confirmed place that is given up late is charged for by the event's terms: see charge.h. The second refuses with CONFLICT what would cost more than was agreed to. */
CHECKED Error *registration_cancel(Ctx *cx, int64_t id, const char *reason);
CHECKED Error *registration_cancel_for(Ctx *cx, int64_t id, const char *reason, int64_t most_pence);
CHECKED Error *offer_accept(Ctx *cx, int64_t id);
CHECKED Error *offer_decline(Ctx *cx, int64_t id);
/* Another colleague of the same organisation takes a confirmed place, free of charge; both are told. Where the event's owner approves each, they ask for it: substitute.h. */
CHECKED Error *registration_substitute(Ctx *cx, int64_t id, const Invitee *colleague, int64_t *new_id);
bool registration_is_to_hand_on(const Ctx *cx, const Registration *registration);   /* by the person signed in */
/* Whether the person signed in reads it as an auditor, who writes nothing. */
bool registration_is_to_read(const Ctx *cx, const Registration *registration);

/* Cancels the event and, slice by slice in a job, all its registrations; everybody is told why. Once somebody is marked in its register
 * it is refused: what people attended stays on their record. */
CHECKED Error *booking_cancel_event(Ctx *cx, int64_t event_id, const char *why);
CHECKED Error *booking_cancel_event_by_rule(Ctx *cx, const Event *event, const char *why);   /* the same by a rule of the event, which the caller holds */
enum { SLICE = 50 };   /* registrations that one act of a job touches */
CHECKED Error *event_registrations_cancel_slice(Ctx *cx, int64_t event_id, int64_t *done);
/* Tells the next of those who have a place, wait for one or have asked for one that the event has another time or place; nobody, once it is cancelled. */
CHECKED Error *event_changes_tell_slice(Ctx *cx, int64_t event_id, int64_t *done);

/* For lyceum check: a CONFLICT for each event that counts other than its registrations or is oversold, and for each row that is at the wrong event. */
CHECKED Error *booking_check(Ctx *cx);

/* Registrations that the partnership counts between two days, both included: by the day of the event's first session. */
CHECKED Error *registrations_counted(Ctx *cx, const char *from, const char *to, int64_t *count);
/* People with a governor's post in that time who have a counted registration in it. */
CHECKED Error *governors_counted(Ctx *cx, const char *from, const char *to, int64_t *count);
