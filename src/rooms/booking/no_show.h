/*
 * Those who had a place and came to no session of it. The day after the last one, once the register says so of all of them, they are asked why
 * by a letter, and whoever booked for them is told; once, whatever is done to the register later. A register that is put right takes
 * the no-show away. What is charged for one is not decided here: the fact "registration.missed" names each, "registration.missed_not" each that
 * was none, and the row stays.
 */
#pragma once
#include "rooms/booking/booking.h"

enum { NO_SHOW_HOURS = 18, NO_SHOW_REASON_MOST = 300 };

/* When the event's register is looked through: that many hours after its last session ends. */
CHECKED Error *no_shows_due_at(Ctx *cx, int64_t event_id, int64_t *at);
/* The next SLICE of them; *done 0 when there are no more. Before it is due, nobody. */
CHECKED Error *no_shows_follow_up_slice(Ctx *cx, int64_t event_id, int64_t *done);

typedef struct {
    int64_t     registration_id, event_id, person_id, told_at, answered_at;
    const char *name, *email, *organisation, *title, *starts_on, *reason, *answered_by;   /* answered_by: a name */
} NoShow;
/* Of a registration that the person signed in may see (registration_find); *found false where it was none. */
CHECKED Error *no_show_find(Ctx *cx, int64_t registration_id, NoShow *no_show, bool *found);
/* Says why, or says it anew: the person, their school, or the office; an auditor reads. */
CHECKED Error *no_show_answer(Ctx *cx, int64_t registration_id, const char *reason);

typedef enum { NO_SHOWS_ALL, NO_SHOWS_SILENT, NO_SHOWS_ANSWERED } NoShowList;
typedef struct { NoShowList list; const char *words; int64_t before_at, before_id; } NoShowFilter;   /* before: the last row of the page before; 0: the first page */
/* The latest first; `most` of them. For those who read all that the office keeps. */
CHECKED Error *no_shows(Ctx *cx, const NoShowFilter *filter, int64_t most, NoShow **list, size_t *count);
