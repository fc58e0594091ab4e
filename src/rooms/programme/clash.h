/*
 * What an event clashes with, as warnings: whoever leads it leads another or is away, its room is taken, blocked, closed or too small, schools are
 * closed or have an INSET day, or the same people are asked elsewhere. Reading only. A room is refused when a session is put there
 * (venue_diary.h); everything else is the office's to weigh.
 */
#pragma once
#include "rooms/programme/programme.h"
#include "rooms/programme/school_calendar.h"

typedef enum { CLASH_LEADER, CLASH_AWAY, CLASH_ROOM, CLASH_SEATS, CLASH_CLOSED, CLASH_HOLIDAY, CLASH_INSET, CLASH_SCHOOL_INSET, CLASH_AUDIENCE } ClashKind;   /* INSET: of all schools; SCHOOL_INSET: of some */
typedef struct { ClashKind kind; const char *on, *words; int64_t event_id; } Clash;   /* event_id: the other event; 0: none, or one that is not for whoever asks to see */
enum { CLASHES_MOST = 20 };

/* All that an event could clash with from one day to another, read once: then any number of dates are compared without asking the store. */
typedef struct ClashBook ClashBook;
CHECKED Error *clash_book(Ctx *cx, const Event *event, const Session *sessions, size_t count, const char *from_on, const char *till_on, ClashBook **book);
/* With its sessions `days` later, at the same hours; at most CLASHES_MOST into `list`. A session in an hour that the clocks skip counts for none. */
size_t clashes_on(Ctx *cx, const ClashBook *book, int64_t days, Clash *list);
const SchoolCalendar *clash_calendar(const ClashBook *book);

/* As it stands. */
CHECKED Error *clashes_of(Ctx *cx, const Event *event, const Session *sessions, size_t count, Clash **list, size_t *clash_count);
