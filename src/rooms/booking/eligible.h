/* Keeping to who may come to an event (programme/eligibility.h), at every way in; and whom the office lets in all the same. */
#pragma once
#include "rooms/booking/ways_in.h"

enum { LET_IN_WHY_MOST = 200 };

/*
 * A way in, where the event has RULE_ELIGIBLE: refused about "people", a sentence for each kind of rule that somebody does not meet. A post counts at the
 * organisation they come for, now or by the event's day. An earlier course counts when they had a confirmed place at an event of it that is over before this
 * one begins, unless its register says that they never came. Of somebody not named yet the school's phase alone is asked.
 */
CHECKED Error *eligible_check(Ctx *cx, const WayIn *in);

/*
 * The same in SQL, of a person at an event e, by its rules as they are now; `at` for whom they come, 0: for nobody; `today` the London day. A post counts by
 * ELIGIBLE_POSTED, an earlier course by ELIGIBLE_DONE.
 */
#define ELIGIBLE_RULE "y.course_id = e.course_id AND COALESCE(y.event_id, 0) = CASE WHEN e.rules & 512 <> 0 THEN e.id ELSE 0 END AND y.kind = "
#define ELIGIBLE_LET_IN(person) "EXISTS (SELECT 1 FROM let_in l WHERE l.event_id = e.id AND l.person_id = " person ")"
#define ELIGIBLE_POSTED(person, at, today) \
    "EXISTS (SELECT 1 FROM post t JOIN eligibility y ON y.word = t.role WHERE t.person_id = " person " AND (" at " = 0 OR t.organisation_id = " at ")" \
    " AND t.starts_on <= COALESCE(NULLIF(e.starts_on, ''), " today ") AND (t.ends_on IS NULL OR t.ends_on >= " today ") AND " ELIGIBLE_RULE "'post')"
#define ELIGIBLE_DONE(person) \
    "EXISTS (SELECT 1 FROM registration r JOIN event d ON d.id = r.event_id JOIN eligibility y ON y.earlier_id = d.course_id" \
    " WHERE r.person_id = " person " AND r.state = 'confirmed' AND d.ends_at <= e.starts_at AND d.state <> 'cancelled' AND " ELIGIBLE_RULE "'earlier'" \
    " AND (NOT EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id) OR EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id AND a.mark <> 'absent')))"
/* 1: registration w may not come to its event e, else 0. */
#define ELIGIBLE_BARS(today) \
    "CASE WHEN e.rules & 256 = 0 OR " ELIGIBLE_LET_IN("w.person_id") " THEN 0" \
    " WHEN EXISTS (SELECT 1 FROM eligibility y WHERE " ELIGIBLE_RULE "'phase') AND NOT EXISTS (SELECT 1 FROM school s JOIN eligibility y ON y.word = s.phase" \
    "   OR (y.word = 'primary' AND s.phase = 'middle deemed primary') OR (y.word = 'secondary' AND s.phase = 'middle deemed secondary')" \
    "   OR (s.phase = 'all-through' AND (y.word = 'primary' OR y.word = 'secondary')) WHERE s.organisation_id = w.organisation_id AND " ELIGIBLE_RULE "'phase') THEN 1" \
    " WHEN w.person_id IS NULL THEN 0" \
    " WHEN EXISTS (SELECT 1 FROM eligibility y WHERE " ELIGIBLE_RULE "'post') AND NOT " ELIGIBLE_POSTED("w.person_id", "COALESCE(w.organisation_id, 0)", today) " THEN 1" \
    " WHEN EXISTS (SELECT 1 FROM eligibility y WHERE " ELIGIBLE_RULE "'earlier') AND NOT " ELIGIBLE_DONE("w.person_id") " THEN 1 ELSE 0 END"

/* Events with free places for whose waiting list somebody may come who could not before: let in, a post taken up, a course done. SLICE at most. */
CHECKED Error *eligible_since(Ctx *cx, int64_t **event_ids, size_t *count);
/* Those of one course with free places and a waiting list, whose rules were changed. SLICE at most. */
CHECKED Error *eligible_again(Ctx *cx, int64_t course_id, int64_t **event_ids, size_t *count);

/* Lets one person come to this event by whatever way, because of a reason that the trail keeps: whoever owns the event. Refused about "let_in". */
CHECKED Error *eligible_let_in(Ctx *cx, int64_t event_id, int64_t person_id, const char *why);

typedef struct { int64_t person_id, let_in_at; const char *name, *why, *let_in_by; } LetIn;
CHECKED Error *eligible_let_in_list(Ctx *cx, int64_t event_id, LetIn **list, size_t *count);      /* its caller has found the event as its own; 200 at most */
