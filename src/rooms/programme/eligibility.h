/*
 * Who may come to a course: staff of schools of certain phases, people in certain posts, whoever has done an earlier course. An event may have rules of its
 * own in place of its course's. Of each kind one is enough, and each kind that has any must be met. Booking keeps to it (booking/eligible.h).
 *
 * Event.rules says whether anything is asked at all: RULE_ELIGIBLE; course_refresh() keeps it for the events that have no rules of their own.
 */
#pragma once
#include "rooms/programme/course.h"
#include "rooms/programme/event_rules.h"

enum { ELIGIBLE_POSTS_MOST = 30, ELIGIBLE_EARLIER_MOST = 5 };

typedef struct { int64_t id; const char *code, *title; } EarlierCourse;
typedef struct {
    int64_t       phase_bits;                                  /* of course_phases; 0: any organisation, or none */
    const char   *posts[ELIGIBLE_POSTS_MOST];                  /* names of roles (members/post.h); none: any */
    EarlierCourse earlier[ELIGIBLE_EARLIER_MOST];              /* none: nothing comes first */
    size_t        post_count, earlier_count;
    bool          own;                                         /* an event's own, in place of its course's */
} Eligibility;

CHECKED Error *eligibility_of_course(Ctx *cx, int64_t course_id, Eligibility *eligibility);
/* What holds for an event: its own or its course's. Costs nothing where Event.rules has neither bit. */
CHECKED Error *eligibility_of_event(Ctx *cx, const Event *event, Eligibility *eligibility);
bool eligibility_any(const Eligibility *eligibility);

/* As a form says it. codes: of the earlier courses, apart by spaces or commas. */
typedef struct { int64_t phase_bits; const char *const *posts; size_t post_count; const char *codes; } EligibilityDraft;
/* Refused about "post" and "earlier". Whose course and event it is, is asked. Who has a place or an offer keeps it; "course.who_may_come" is recorded: booking
 * offers what is free to those who wait and may come by now. */
CHECKED Error *eligibility_set_course(Ctx *cx, int64_t course_id, const EligibilityDraft *draft);
CHECKED Error *eligibility_set_event(Ctx *cx, int64_t event_id, const EligibilityDraft *draft);      /* NULL: as its course says */
CHECKED Error *eligibility_copy(Ctx *cx, int64_t event_id, int64_t copy_id);                         /* an event's own, to its copy */

/* Which of course_phases a school of this phase is: of a middle school what it is deemed, of an all-through one also primary and secondary. */
int64_t phase_bits_of(const char *school_phase);

const char *eligibility_posts(Ctx *cx, const Eligibility *eligibility);       /* "headteachers and SENCOs"; "" for any */
const char *eligibility_phases(Ctx *cx, const Eligibility *eligibility);      /* "primary or special schools"; "" for any */
const char *eligibility_earlier(Ctx *cx, const Eligibility *eligibility);     /* "Phonics in Year 1 (CU-101) or Talk (EY-201)"; "" for nothing */
/* "For headteachers of primary schools. First comes Phonics in Year 1 (CU-101)"; "For everybody" */
const char *eligibility_words(Ctx *cx, const Eligibility *eligibility);
