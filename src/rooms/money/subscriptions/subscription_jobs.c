/* Subscriptions' work for later: what is left of a renewal round, offers whose last day is past, and what the months that are over have earned. */
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/money/subscriptions/renewal.h"
#include "rooms/money/subscriptions/subscription_earned.h"

extern const JobLists subscription_jobs;

enum { HOUR = 3600 };

typedef struct { int64_t package_id, after, done; RenewalAct act; } Round;
static Error *slice_act(Ctx *cx, void *data)
{
    Round *round = data;
    return renewal_slice(cx, round->package_id, round->act, &round->after, &round->done);
}

/* Its detail is after whom it goes on. */
static Error *go_on(Ctx *cx, const Job *job)
{
    Round round = { .package_id = job->subject_id };
    while (round.act < RENEWAL_CONFIRM && !same(job->kind, renewal_job(round.act))) round.act++;
    if (!number_parse(job->detail, 0, INT64_MAX, &round.after)) return broken(cx, "%s of %ld: %s", job->kind, (long)job->subject_id, job->detail);
    do {
        Error *error = db_write(cx, slice_act, &round);
        if (error && error->kind == CONFLICT) return OK;      /* it can be ordered no more */
        TRY(error);
    } while (round.after && !jobs_stopping());
    return round.after ? unavailable(cx, "the round of package %ld goes on another time", (long)job->subject_id) : OK;
}

static Error *lapse_act(Ctx *cx, void *done) { return renewals_lapse_slice(cx, done); }

static Error *lapse(Ctx *cx, const Job *job)
{
    int64_t done;
    do TRY(db_write(cx, lapse_act, &done));
    while (done && !jobs_stopping());
    return OK;
}

static Error *earn(Ctx *cx, const Job *job)
{
    return subscriptions_earn(cx);
}

static const JobKind kinds[] = { JOB("renewal.ask", go_on), JOB("renewal.remind", go_on), JOB("renewal.confirm", go_on), TIMED("offers_of_packages.lapse", lapse, HOUR), TIMED("subscriptions.earn", earn, HOUR) };
const JobLists subscription_jobs = { kinds, COUNT(kinds), NULL, 0 };
