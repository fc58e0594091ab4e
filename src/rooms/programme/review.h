/*
 * What departments want to publish is looked at by the office first, unless the settings let departments publish by themselves. A draft, of a course or of an
 * event, is sent; the office publishes it, or sends it back with words; until then its department can take it back. It is with the office once at a time.
 *
 * Whatever publishes asks review_needed() first and tells review_published() afterwards (course_publish(), event_publish()).
 */
#pragma once
#include "rooms/programme/programme.h"

enum { REVIEW_NOTE_MOST = 500 };

typedef struct {
    int64_t     id, course_id, event_id, owner_id, asked_by, asked_at, decided_at;      /* event_id 0: the course itself; decided_at 0: with the office */
    const char *outcome;                                                                /* "", published, returned, withdrawn */
    const char *note, *words, *said, *changes;                                          /* of the department, of the office; see the schema for the others */
    const char *title, *code, *owner, *asker, *asker_email, *decider, *starts_on;       /* starts_on "": a course, or no date yet */
} Review;

/* Refused as CONFLICT where whoever is signed in has to send what they want to publish. Asks nothing of RUN_PROGRAMME. */
CHECKED Error *review_needed(Ctx *cx);
/* Whether the settings let departments publish by themselves. */
CHECKED Error *departments_publish_alone(Ctx *cx, bool *alone);

/* Sends a draft of one's own. Refused with what it lacks to be published; CONFLICT where it is with the office already, or no draft. */
CHECKED Error *review_ask_course(Ctx *cx, int64_t course_id, const char *note);
CHECKED Error *review_ask_event(Ctx *cx, int64_t event_id, const char *note);
CHECKED Error *review_withdraw(Ctx *cx, int64_t id);                           /* by the department that sent it; MISSING for others */

/* RUN_PROGRAMME decides, once: MISSING for others; CONFLICT where it was decided or taken back meanwhile, or says something else by now than what was `seen`. Whoever sent it is told. */
CHECKED Error *review_publish(Ctx *cx, int64_t id, const char *seen);
CHECKED Error *review_return(Ctx *cx, int64_t id, const char *words);          /* words: needed, about "words" */
/* It was published, by whatever way: one that is with the office is settled. event_id 0: the course. */
CHECKED Error *review_published(Ctx *cx, int64_t course_id, int64_t event_id);

CHECKED Error *review_find(Ctx *cx, int64_t id, Review *review);               /* MISSING when it is not theirs */
CHECKED Error *review_latest(Ctx *cx, int64_t course_id, int64_t event_id, Review *review, bool *found);      /* of a draft that they have found as their own */
CHECKED Error *reviews_open(Ctx *cx, Review **list, size_t *count);            /* the office's all, a department's own; the oldest first, 200 at most */
CHECKED Error *reviews_decided(Ctx *cx, Review **list, size_t *count);         /* the latest first, 20 at most; without what was taken back */

/* What a draft says now, thing by thing, beside what it said when it was last with the office, or what the event said that it is a copy of. `was` NULL: there
 * is nothing to compare it with. */
typedef struct { const char *label, *was, *is; } ReviewLine;
typedef struct { ReviewLine *lines; size_t count, changed; const char *seen; } ReviewLook;      /* seen: stands for all of it */
CHECKED Error *review_look(Ctx *cx, int64_t course_id, int64_t event_id, ReviewLook *look);
CHECKED Error *review_look_since(Ctx *cx, int64_t course_id, int64_t event_id, const char *then, ReviewLook *look);      /* beside what was kept of it */
/* What is kept of it, and what of it is new, in words. */
CHECKED Error *review_said(Ctx *cx, int64_t course_id, int64_t event_id, const char **said);
const char *review_changes(Ctx *cx, const ReviewLook *look);
