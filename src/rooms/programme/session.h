/*
 * Sessions of an event, and its facilitators. Times are typed as London's wall clock; the hour that the clocks skip is refused, the
 * one that repeats is asked about. A room that somebody else has then, that is blocked, closed or too small is refused (venue_diary.h).
 * Changing the time or place of a published event raises event.sequence and records "event.changed".
 */
#pragma once
#include "rooms/programme/event.h"

enum { SESSIONS_MOST = 40, SESSION_HOURS_MOST = 24, FACILITATORS_MOST = 12 };

typedef struct {
    const char *on;                /* YYYY-MM-DD; NULL or "": no real date was typed */
    const char *starts, *ends;     /* "9.30am" */
    const char *which;             /* "first" or "second", where that hour happens twice; else "" */
    const char *place_kind;        /* venue, online, both */
    int64_t     venue_id, room_id; /* room_id 0: the whole venue */
    const char *online_link;
} SessionDraft;

/* The instant that a date and a wall clock mean, or what to say about `field`. `name` is "start" or "end". */
CHECKED Error *session_instant(Ctx *cx, const char *on, const char *typed, const char *which, const char *field, const char *name, int64_t *instant);

/* The same wall clock `days` later. An hour that the clocks skip then is refused, about "first_on"; of one that repeats, the first is meant. */
CHECKED Error *instant_moved(Ctx *cx, int64_t instant, int64_t days, int64_t *moved);
/* Holds the venues of these sessions in the order of their ids, so that two who copy or move events at once do not wait for each other. */
CHECKED Error *session_venues_hold(Ctx *cx, const Session *sessions, size_t count);

Error         *session_draft_times(Ctx *cx, const SessionDraft *draft, int64_t *starts_at);   /* mistakes in its date and times; session_add() and session_change() look themselves */
CHECKED Error *session_add(Ctx *cx, int64_t event_id, const SessionDraft *draft, int64_t *id);
CHECKED Error *session_change(Ctx *cx, int64_t event_id, int64_t id, const SessionDraft *draft);
CHECKED Error *session_remove(Ctx *cx, int64_t event_id, int64_t id);       /* the last one of a published event stays, and one whose day has come */

/* An event whose sessions may change: CONFLICT in words where it is cancelled or archived. */
CHECKED Error *sessions_changeable(Ctx *cx, const Event *event);
/* After whoever changed sessions: their order, what lists need, the trail (`what`), and those who are booked or lead it are told. `before`: as it was. */
CHECKED Error *sessions_changed(Ctx *cx, const Event *before, const char *what);

/*
 * Keeps beside the event what lists need of its sessions and facilitators. Whoever writes sessions or facilitators without these
 * functions (an import, the demonstration) calls it after.
 */
CHECKED Error *event_refresh(Ctx *cx, int64_t event_id);

/* answer: asked, accepted, declined; "" of a candidate. asked_at 0: not asked yet. */
typedef struct { int64_t person_id, asked_at, answered_at; const char *name, *post, *organisation, *answer, *answer_note; } Facilitator;
/* Who leads it: those who accepted and those who have not answered. For its own room also those who declined (facilitators_named). */
CHECKED Error *event_facilitators(Ctx *cx, int64_t event_id, Facilitator **facilitators, size_t *count);
CHECKED Error *facilitators_named(Ctx *cx, int64_t event_id, Facilitator **facilitators, size_t *count);
/* Names somebody to lead it: asked at once where it is published, else when it is or by leading_ask(); whoever names themself has accepted. */
CHECKED Error *facilitator_add(Ctx *cx, int64_t event_id, int64_t person_id);
/* An agreement that was accepted is kept. */
CHECKED Error *facilitator_remove(Ctx *cx, int64_t event_id, int64_t person_id);
/* People whose name or address holds the words, to choose a facilitator from; at most 20. */
CHECKED Error *facilitator_candidates(Ctx *cx, const char *words, Facilitator **people, size_t *count);
