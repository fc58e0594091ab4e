/*
 * iCalendar by libical, as Outlook, Google and Apple want it: the zone is named Europe/London with a short VTIMEZONE, one UID for the
 * life of a registration, SEQUENCE + 1 on every change, CANCEL with the same UID.
 */
#pragma once
#include "platform/base/context.h"

typedef struct {
    const char *uid;            /* "registration-123-61@host": of one session; the same for life */
    int64_t     sequence;
    int64_t     starts_at, ends_at;
    const char *title, *description, *place, *url;
    int64_t     changed_at;
    bool        cancelled;
} CalendarEntry;

typedef struct {
    const char *method;         /* "REQUEST", "CANCEL" or "PUBLISH" (a feed) */
    const char *name;           /* of a feed */
    const char *organiser_name, *organiser_email;
    const char *attendee_name, *attendee_email;    /* NULL in a feed */
    const CalendarEntry *entries;
    size_t      count;
    int64_t     refresh_hours;  /* of a feed: how often programs should ask again; 0: unsaid */
} Calendar;

CHECKED Error *calendar_write(Ctx *cx, const Calendar *calendar, const char **ics, size_t *length);
