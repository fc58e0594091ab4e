/*
 * What a department changes of its own that everybody sees already is shown at once: a room that is flooded cannot wait for anybody. The office finds it beside
 * what it said before, and accepts it, or asks for it to be put right; accepted, or put back as it was, it is off the list. Where the settings let departments
 * publish by themselves, nothing is kept.
 */
#pragma once
#include "rooms/programme/review.h"

/* Before a change, in its transaction: what it says is kept unless it is already, and a job compares once it is done. Nothing of a draft, and nothing of what the
 * office does. event_hold_own() calls it for events; whatever writes a course calls it for that. */
CHECKED Error *review_change_begins(Ctx *cx, const char *state, int64_t course_id, int64_t event_id);
/* The job's: what is changed by now, in words; or nothing is, and it is off the list. */
CHECKED Error *review_change_compare(Ctx *cx, int64_t id);

typedef struct {
    int64_t     id, course_id, event_id, owner_id, changed_by, changed_at, returned_at;      /* event_id 0: the course itself; returned_at 0: the office has not said anything */
    const char *said, *looked, *changes, *words, *title, *owner, *changer, *changer_email, *starts_on, *state;
} ReviewChange;

/* Of review_change g at its course c and event e: whether it waits for the office; `now` an instant. */
#define REVIEW_CHANGE_OPEN(now) "g.changes <> '' AND g.returned_at IS NULL AND " REVIEW_CHANGE_SEEN(now)
#define REVIEW_CHANGE_SEEN(now) "(g.event_id IS NULL OR (e.ends_at > " now " AND e.state IN ('published', 'closed')))"

CHECKED Error *review_changes_open(Ctx *cx, ReviewChange **list, size_t *count);      /* the office's all, a department's own, the oldest first; 200 at most. Those to put right as well */
CHECKED Error *review_change_find(Ctx *cx, int64_t id, ReviewChange *change);         /* MISSING when it is not theirs, or off the list */
CHECKED Error *review_change_of(Ctx *cx, int64_t course_id, int64_t event_id, ReviewChange *change, bool *found);      /* of what they have found as their own */
CHECKED Error *review_change_look(Ctx *cx, const ReviewChange *change, ReviewLook *look);

/* RUN_PROGRAMME decides: MISSING for others, and for what is off the list; CONFLICT where it says something else by now than what was `seen`. */
CHECKED Error *review_change_accept(Ctx *cx, int64_t id, const char *seen);
/* It stays as it is until the department has changed it, who reads the words and is told. Refused about "words". */
CHECKED Error *review_change_return(Ctx *cx, int64_t id, const char *words);
