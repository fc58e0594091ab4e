/* The office's list of events, by what they need. It holds what the person signed in may change, and no more. */
#pragma once
#include "rooms/programme/event.h"

enum { OFFICE_PAGE = 40, EXPORT_MOST = 5000 };

/* What a list is of. Past ones come newest first, the others in the order of their dates. */
typedef enum { EVENTS_UPCOMING, EVENTS_FULL, EVENTS_FEW, EVENTS_DRAFT, EVENTS_PAST, EVENTS_KINDS } EventsKind;

typedef struct {
    EventsKind  kind;
    const char *words;                  /* of code or facilitator, or such as the catalogue finds; "" any */
    int64_t     theme_id, owner_id;     /* 0: any; an owner is for those who see more than one */
    const char *from;                   /* YYYY-MM-DD; "" any day */
    bool        turned;                 /* the other way round */
    int64_t     after_at, after_id;     /* the last event of the page before; 0: the first page */
} EventsFilter;

typedef struct {
    int64_t     id, starts_at, ends_at, places, taken, waiting, session_count, other_price_pence, member_price_pence, booking_closes_at;
    const char *title, *code, *state, *starts_on, *led_by, *format, *place, *owner, *course_state;
} EventsRow;

/* Fewer than two fifths of the places are taken, and it begins within four weeks. */
bool event_too_few(const Ctx *cx, int64_t starts_at, int64_t places, int64_t taken);

typedef struct { int64_t upcoming, full, few, draft; } EventsCounts;

CHECKED Error *events_list(Ctx *cx, const EventsFilter *filter, int64_t most, EventsRow **events, size_t *count);
/* A course's dates, drafts among them: those without a day first, then the latest. Whoever asks was shown the course before. */
CHECKED Error *events_of_course(Ctx *cx, int64_t course_id, int64_t most, EventsRow **events, size_t *count);
/* What the office does next about an event, and on which page of it ("" the event's own); NULL: nothing. */
const char *events_next(const Ctx *cx, const EventsRow *event, const char **page);
typedef struct { int64_t id; const char *name; } CourseOwner;
CHECKED Error *event_owners(Ctx *cx, CourseOwner **owners, size_t *count);
CHECKED Error *events_count(Ctx *cx, EventsCounts *counts);
