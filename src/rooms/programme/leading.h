/*
 * Those who are named to lead an event, as they see it: asked, they accept or decline with a word, and whoever asked is told. Who declined
 * leads nothing: neither duties nor names in public, and nothing in their record. Days away are theirs; clash.h warns of them.
 */
#pragma once
#include "rooms/programme/event.h"

enum { ANSWER_NOTE_MOST = 300, AWAY_DAYS_MOST = 366, AWAYS_MOST = 100, LEADING_SLOW_DAYS = 3 };

/* ---- what somebody is asked ---- */

/* One event that the person signed in is named for. agreement: "", "offered" or "agreed"; "" before it is offered. */
typedef struct {
    int64_t     event_id, starts_at, ends_at, session_count, asked_at, answered_at;
    const char *title, *state, *starts_on, *place, *format, *answer, *answer_note, *asker, *agreement;
} Leading;
CHECKED Error *leading_find(Ctx *cx, int64_t event_id, Leading *leading);                       /* MISSING unless they are named and were asked */
CHECKED Error *leadings_asked(Ctx *cx, Leading **list, size_t *count);                          /* to answer, then agreements to accept; the soonest first */
/* Of the person signed in. Yes until it is over; no until it begins. Who declined is asked again before they accept: CONFLICT in words. */
CHECKED Error *leading_answer(Ctx *cx, int64_t event_id, bool yes, const char *note);

/* ---- who asks ---- */

CHECKED Error *leading_ask(Ctx *cx, int64_t event_id, int64_t person_id);                       /* for the first time, or again */
/* The same for those of a published event who have not been asked, or one of them; the event is held. */
CHECKED Error *leaders_ask(Ctx *cx, const Event *event, int64_t person_id);
/* Keeps what lists and search say of who leads it, and the trail. */
CHECKED Error *leaders_changed(Ctx *cx, const Event *event, const char *what, int64_t person_id);

/* Of events to come in the scope of the person signed in: who declined, and who was asked and has not answered; at most 200. */
typedef struct { int64_t event_id, person_id, starts_at, asked_at, answered_at; const char *title, *starts_on, *name, *answer, *answer_note; } LeadingOpen;
CHECKED Error *leadings_open(Ctx *cx, LeadingOpen **list, size_t *count);

/* ---- days away ---- */

typedef struct { int64_t id; const char *from_on, *till_on; } Away;
CHECKED Error *aways(Ctx *cx, Away **list, size_t *count);                                      /* of the person signed in, to come and now */
CHECKED Error *away_add(Ctx *cx, const char *from_on, const char *till_on, int64_t *id);        /* till_on "": one day */
CHECKED Error *away_remove(Ctx *cx, int64_t id);
/* What the person signed in leads, or is away for, in the hours of this event: a sentence, or NULL. */
CHECKED Error *leading_clash(Ctx *cx, int64_t event_id, const char **words);
