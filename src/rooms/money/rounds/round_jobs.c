/* Rounds by themselves: closed after their last day, those who were interested reminded, everybody told at each step, bill items made in slices. */
#include "platform/base/time.h"
#include "platform/jobs/jobs.h"
#include "rooms/money/rounds/round_charge.h"
#include "rooms/money/rounds/round_told.h"

enum { EVERY = 900, EARLIEST_HOUR = 8, LATEST_HOUR = 18 };

typedef struct { int64_t round_id, person_id, done; } Slice;

static Error *close_act(Ctx *cx, void *data)    { return round_close_due(cx, ((const Slice *)data)->round_id); }
static Error *announce_act(Ctx *cx, void *data) { return round_announce(cx, ((const Slice *)data)->round_id, ((const Slice *)data)->person_id); }
static Error *tell_act(Ctx *cx, void *data)     { return round_tell_slice(cx, ((Slice *)data)->round_id, &((Slice *)data)->done); }
static Error *remind_act(Ctx *cx, void *data)   { return round_remind_tell(cx, ((Slice *)data)->round_id, &((Slice *)data)->done); }
static Error *bill_act(Ctx *cx, void *data)     { return round_bill_slice(cx, ((Slice *)data)->round_id, &((Slice *)data)->done); }

static Error *each_slice(Ctx *cx, Act *act, int64_t round_id)
{
    Slice slice = { .round_id = round_id };
    do {
        slice.done = 0;
        TRY(db_write(cx, act, &slice));
    } while (slice.done && !jobs_stopping());
    return OK;
}

/* Once for each who may take part; later steps find nobody new. */
static Error *announce(Ctx *cx, int64_t round_id)
{
    RoundReader *readers;
    size_t n;
    int64_t after = 0;
    bool more = true;
    while (more && !jobs_stopping()) {
        TRY(round_readers(cx, &after, &readers, &n, &more));
        for (size_t i = 0; i < n; i++) TRY(db_write(cx, announce_act, &(Slice){ .round_id = round_id, .person_id = readers[i].person_id }));
    }
    return OK;
}

static Error *tell(Ctx *cx, const Job *job)
{
    Round round = {0};
    TRY(round_find(cx, job->subject_id, &round));
    TRY(each_slice(cx, tell_act, round.id));
    return announce(cx, round.id);
}

static Error *bill(Ctx *cx, const Job *job) { return each_slice(cx, bill_act, job->subject_id); }

/* One round that fails must not keep the others waiting. */
static Error *days(Ctx *cx, const Job *job)
{
    RoundDue *due;
    size_t n;
    int64_t from = 0, to = 0;
    Error *first = OK;
    (void)job;
    TRY(rounds_to_close(cx, &due, &n));
    for (size_t i = 0; i < n && !jobs_stopping(); i++) {
        Error *error = db_write(cx, close_act, &(Slice){ .round_id = due[i].id });
        if (!first) first = error;
    }
    instant_of(cx->today, EARLIEST_HOUR, 0, false, &from);
    instant_of(cx->today, LATEST_HOUR, 0, false, &to);
    if (cx->now < from || cx->now >= to) return first;
    TRY(rounds_near_their_day(cx, &due, &n));
    for (size_t i = 0; i < n && !jobs_stopping(); i++) {
        Error *error = each_slice(cx, remind_act, due[i].id);
        if (!first) first = error;
    }
    return first;
}

static const JobKind kinds[] = { JOB("rounds.tell", tell), JOB("rounds.bill", bill), TIMED("rounds.days", days, EVERY) };
const JobLists round_jobs = { kinds, COUNT(kinds), NULL, 0 };
