/*
 * Courses and their events: what the partnership offers, when, where, for how many and at what price.
 *
 * A *course* is the catalogue entry; an *event* a dated run of it with one or more *sessions*. Who may change what: RUN_PROGRAMME
 * any of them, OWN_COURSES those of one's own department (a foreign one is missing).
 */
#pragma once
#include "platform/db/db.h"

typedef struct {
    int64_t     id, course_id;
    const char *title, *code, *kind, *summary, *outcome;    /* the course's */
    const char *course_state;
    int64_t     owner_id;
    const char *state;                                      /* draft, published, closed, cancelled, archived */
    int64_t     places, taken, waiting;
    int64_t     member_price_pence, other_price_pence;
    int64_t     booking_opens_at, booking_closes_at, cancel_by, offer_hours;   /* 0: see the schema for what absent means */
    int64_t     starts_at, ends_at, session_count, minutes;
    const char *starts_on, *format, *place, *led_by, *joining_note;
    int64_t     sequence, version, rules;                   /* rules: bits of event_rules.h; 0: none of its own */
    const char *charges;                                    /* what its rule for charges says, "" without one: see event_charge_words() */
} Event;

typedef struct {
    int64_t     id, event_id, position, starts_at, ends_at;
    const char *place_kind;                                 /* venue, online, both */
    int64_t     venue_id;
    const char *venue, *address, *postcode, *access;        /* "" when only online; venue with its room, "Town Hall, Council Chamber" */
    int64_t     room_id;                                    /* 0: the whole venue */
    const char *venue_name;                                 /* without the room */
    const char *online_link;                                /* for those confirmed only: the caller decides what to show */
} Session;

/* Any event, by id; MISSING otherwise. Who may see a draft is the caller's to ask (event_visible). */
CHECKED Error *event_find(Ctx *cx, int64_t id, Event *event);
bool           event_visible(const Ctx *cx, const Event *event);            /* a draft is for those who may change it, and the auditor */
CHECKED Error *event_sessions(Ctx *cx, int64_t event_id, Session **sessions, size_t *count);
/* Those that were taken out of it after `since`: with id, starts_at and ends_at alone. */
CHECKED Error *event_sessions_removed(Ctx *cx, int64_t event_id, int64_t since, Session **sessions, size_t *count);
bool           event_bookable(Ctx *cx, const Event *event, const char **why);   /* why not, in words for the person */

/*
 * Places under concurrency. event_hold() is the lock that an act on an event's queue takes first, on both stores.
 * event_take_places(): looks and takes in one step; takes all `n` or none, and none while anybody waits.
 */
CHECKED Error *event_hold(Ctx *cx, int64_t id);
CHECKED Error *event_take_places(Ctx *cx, int64_t id, int64_t n, bool *taken);
/* For the waiting list itself: takes one place even though people wait; *taken false when the event is full. */
CHECKED Error *event_take_for_waiting(Ctx *cx, int64_t id, bool *taken);
CHECKED Error *event_give_back(Ctx *cx, int64_t id, int64_t n);
CHECKED Error *event_waiting_changed(Ctx *cx, int64_t id, int64_t by);
CHECKED Error *event_empty(Ctx *cx, int64_t id);   /* of a cancelled event: nobody has a place or waits any more */

/* Until when cancelling is free: what its terms say, and never after the start, wherever the event has moved to since. */
int64_t event_cancel_until(int64_t cancel_by, int64_t starts_at);

int64_t event_price_of(const Event *event, bool member);      /* the plain price, a member's or that of others; what a place costs whom: list_price.h */

/* Of an event's format or a session's place_kind: "Online", the place, or "THE PLACE and online" where people choose. */
const char *where_shown(Ctx *cx, const char *format, const char *place);
/* As letters say it: "9.30am on Thursday 28 January 2027, the first of 3 sessions", and where it is, or that it is not known yet. */
const char *event_when_words(Ctx *cx, const Event *event);
const char *event_where_words(Ctx *cx, const Event *event);

/* For lyceum check: a CONFLICT for each event that keeps other times than its sessions have, or stands published without its course. */
CHECKED Error *events_check(Ctx *cx);

/* Marks the event cancelled, with a reason for people; booking_cancel_event() does so with all its registrations. */
CHECKED Error *event_mark_cancelled(Ctx *cx, int64_t id, const char *why);
/* Whoever leads it sees who comes: of the person who asks, it is answered once they are proven (Who.proven), and refused until then. */
CHECKED Error *event_is_facilitated_by(Ctx *cx, int64_t event_id, int64_t person_id, bool *is);
