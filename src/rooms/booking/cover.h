/*
 * Who is out of school when, and what it costs. Out is whoever has a place, or is offered one, that takes of the school's hours: 8.30am to 3.30pm
 * from Monday to Friday, London's clock.
 */
#pragma once
#include "rooms/booking/school_rule.h"

/* A colleague who is out on a day on which the event takes of school hours. */
typedef struct { int64_t who, event_id, starts_at, ends_at; const char *name, *title, *on; } Away;   /* who: the person, or a place with nobody named; on: the day */

/* What an event takes of one day. */
typedef struct { const char *on; int64_t minutes; } DayOut;   /* minutes of school hours */

typedef struct {
    int64_t event_id;
    DayOut *days;    size_t day_count;       /* the event's own, in order; none: it is outside school hours */
    Away   *people;  size_t people_count;    /* those out on these days, by day and name, on this event or another */
} Cover;

CHECKED Error *cover_find(Ctx *cx, int64_t organisation_id, const Event *event, Cover *cover);

/* For one place: half a day up to three and a half hours of a day, else a whole one. */
int64_t cover_pence(const Cover *cover, int64_t day_pence);

/* The days on which more than `limit` colleagues would be out with these people too, in words; NULL: none. *out: how many on the worst of them. */
const char *cover_over(Ctx *cx, const Cover *cover, int64_t limit, const BookedPlace *people, size_t count, int64_t *out);
