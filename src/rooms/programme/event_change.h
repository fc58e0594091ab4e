/*
 * What the office does with an event: makes, changes, publishes, closes, archives and copies it. Cancelling one is booking's, for it
 * concerns everybody registered. RUN_PROGRAMME any event; OWN_COURSES those of the own department's courses, a foreign one is missing.
 */
#pragma once
#include "rooms/programme/event.h"

enum { EVENT_PLACES_MOST = 5000, OFFER_HOURS_MOST = 14 * 24, JOINING_NOTE_MOST = 5000 };

/* What a form says, as typed. A window's date may be left empty; its time is then ignored. */
typedef struct {
    int64_t     places, offer_hours;
    const char *member_price, *other_price;                  /* "60", "£60.50", "0" */
    const char *opens_on, *opens_time;                       /* booking opens; empty: when it is published */
    const char *closes_on, *closes_time;                     /* booking closes; empty: when the first session starts */
    const char *cancel_on, *cancel_time;                     /* free to cancel until; empty: until the first session starts */
    const char *joining_note;
} EventDraft;

/* Every mistake in what was typed, each about its field; OK when there is none. event_add() and event_change() look themselves. */
CHECKED Error *event_draft_check(Ctx *cx, const EventDraft *draft);
CHECKED Error *event_add(Ctx *cx, int64_t course_id, const EventDraft *draft, int64_t *id);
/* Fewer places than are taken is refused. More, while people wait, records "event.places_added": booking passes them on. */
CHECKED Error *event_change(Ctx *cx, int64_t id, const EventDraft *draft);

/* What an event lacks before it can be published, a sentence each; OK when nothing. */
Error         *event_lacks(Ctx *cx, const Event *event);
/* Also opens a closed one again. Of a department's draft see review.h: CONFLICT where the office has to look at it first. */
CHECKED Error *event_publish(Ctx *cx, int64_t id);
CHECKED Error *event_publish_again(Ctx *cx, int64_t id);    /* a copy of one that is published, for whoever waits there: nobody looks at it twice */
CHECKED Error *event_close(Ctx *cx, int64_t id);            /* nobody books any more; those registered stay */
CHECKED Error *event_archive(Ctx *cx, int64_t id);          /* out of the office's lists: a draft, a cancelled one, or one that is over */

/*
 * A draft like this event with its first session on `first_on`: every session keeps its distance in days and its London wall clock,
 * so that 9am stays 9am across a change of the clocks. Booking window and deadlines move alike; nobody is registered.
 */
CHECKED Error *event_copy(Ctx *cx, int64_t id, const char *first_on, int64_t *copy_id);
