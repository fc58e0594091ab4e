/* Evaluations go out by themselves, are asked about once more, and their answers go from the box to the sums. */
#include "platform/base/time.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/evaluation_round.h"

enum { EARLIEST_HOUR = 8, LATEST_HOUR = 18, SEND_EVERY = 600, REMIND_EVERY = 3600, MIX_EVERY = 300 };

typedef Error *SliceRule(Ctx *cx, int64_t event_id, const char *kind, int64_t *done);
typedef struct { SliceRule *rule; int64_t event_id, done; const char *kind; } Slice;

static Error *slice_act(Ctx *cx, void *data)
{
    Slice *slice = data;
    return slice->rule(cx, slice->event_id, slice->kind, &slice->done);
}

static Error *in_slices(Ctx *cx, SliceRule *rule, int64_t event_id, const char *kind)
{
    Slice slice = { rule, event_id, 0, kind };
    do {
        slice.done = 0;
        TRY(db_write(cx, slice_act, &slice));
    } while (slice.done && !jobs_stopping());
    return OK;
}

/* One round that fails must not keep the others waiting. */
static Error *each_in_slices(Ctx *cx, SliceRule *rule, const RoundDue *list, size_t n)
{
    Error *first = OK;
    for (size_t i = 0; i < n; i++) {
        Error *error = in_slices(cx, rule, list[i].event_id, list[i].kind);
        if (!first) first = error;
    }
    return first;
}

typedef struct { const RoundDue *list; size_t count; } Opening;

static Error *open_act(Ctx *cx, void *data)
{
    const Opening *opening = data;
    for (size_t i = 0; i < opening->count; i++) TRY(round_open(cx, &opening->list[i]));
    return OK;
}

static Error *send(Ctx *cx, const Job *job)
{
    RoundDue *due, *asking;
    size_t due_count, asking_count;
    (void)job;
    TRY(rounds_due(cx, &due, &due_count));
    TRY(rounds_to_ask(cx, &asking, &asking_count));
    if (due_count) TRY(db_write(cx, open_act, &(Opening){ due, due_count }));
    TRY(each_in_slices(cx, round_ask_slice, due, due_count));
    return each_in_slices(cx, round_ask_slice, asking, asking_count);
}

static Error *remind(Ctx *cx, const Job *job)
{
    RoundDue *list;
    size_t n;
    int64_t from, to;
    (void)job;
    instant_of(cx->today, EARLIEST_HOUR, 0, false, &from);
    instant_of(cx->today, LATEST_HOUR, 0, false, &to);
    if (cx->now < from || cx->now >= to) return OK;   /* nobody is asked again at night */
    TRY(rounds_to_remind(cx, &list, &n));
    return each_in_slices(cx, round_remind_slice, list, n);
}

static Error *mix(Ctx *cx, const Job *job)
{
    Round *list;
    size_t n;
    Error *first = OK;
    (void)job;
    TRY(rounds_to_mix(cx, &list, &n));
    for (size_t i = 0; i < n; i++) {
        Error *error = in_slices(cx, round_mix_slice, list[i].event_id, list[i].kind);
        if (!first) first = error;
    }
    return first;
}

static const JobKind kinds[] = {
    TIMED("evaluations.send", send, SEND_EVERY),
    TIMED("evaluations.remind", remind, REMIND_EVERY),
    TIMED("evaluations.mix", mix, MIX_EVERY),
};
const JobLists evaluation_jobs = { kinds, COUNT(kinds), NULL, 0 };
