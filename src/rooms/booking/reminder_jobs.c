/* People are reminded of their places, by day. */
#include "platform/base/time.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/reminder.h"

enum { EVERY = 900, EARLIEST_HOUR = 8, LATEST_HOUR = 18 };

typedef struct { int64_t event_id, days, done; } Slice;

static Error *slice_act(Ctx *cx, void *data)
{
    Slice *slice = data;
    return reminders_send_slice(cx, slice->event_id, slice->days, &slice->done);
}

static Error *event_remind(Ctx *cx, int64_t event_id, int64_t days)
{
    Slice slice = { .event_id = event_id, .days = days };
    do {
        slice.done = 0;
        TRY(db_write(cx, slice_act, &slice));
    } while (slice.done && !jobs_stopping());
    return OK;
}

/* One event that fails must not keep the people of the others waiting. */
static Error *round_remind(Ctx *cx, const ReminderRound *round)
{
    int64_t *events;
    size_t n;
    Error *first = OK;
    TRY(reminders_due(cx, round, &events, &n));
    for (size_t i = 0; i < n && !jobs_stopping(); i++) {
        Error *error = event_remind(cx, events[i], round->days);
        if (!first) first = error;
    }
    return first;
}

static Error *remind(Ctx *cx, const Job *job)
{
    ReminderRound rounds[REMINDER_ROUNDS];
    size_t n = 0;
    int64_t from = 0, to = 0;
    Error *first = OK;
    (void)job;
    instant_of(cx->today, EARLIEST_HOUR, 0, false, &from);
    instant_of(cx->today, LATEST_HOUR, 0, false, &to);
    if (cx->now < from || cx->now >= to) return OK;   /* nobody is reminded at night */
    TRY(reminder_rounds(cx, rounds, &n));
    for (size_t i = 0; i < n; i++) {
        Error *error = round_remind(cx, &rounds[i]);
        if (!first) first = error;
    }
    return first;
}

static const JobKind kinds[] = { TIMED("reminders.send", remind, EVERY) };
const JobLists reminder_jobs = { kinds, COUNT(kinds), NULL, 0 };
