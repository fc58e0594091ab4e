/* What the booking room does by itself: offers lapse, places pass on, everybody of an event is told. */
#include "platform/jobs/jobs.h"
#include "rooms/booking/no_show.h"
#include "rooms/booking/approval.h"
#include "rooms/booking/charge.h"
#include "rooms/booking/eligible.h"
#include "rooms/booking/school_limit.h"
#include "rooms/booking/waiting_list.h"

static Error *lapse_act(Ctx *cx, void *data)
{
    const int64_t *id = data;
    return offer_lapse(cx, *id);
}

static Error *request_lapse_act(Ctx *cx, void *data)
{
    const int64_t *id = data;
    return request_lapse(cx, *id);
}

static Error *each(Ctx *cx, Act *act, int64_t *ids, size_t n)
{
    Error *first = OK;   /* one that cannot lapse must not keep the places of all the others */
    for (size_t i = 0; i < n; i++) {
        Error *error = db_write(cx, act, &ids[i]);
        if (!first) first = error;
    }
    return first;
}

static Error *offers_lapse(Ctx *cx, const Job *job)
{
    int64_t *ids;
    size_t n;
    (void)job;
    TRY(offers_over(cx, &ids, &n));
    return each(cx, lapse_act, ids, n);
}

static Error *requests_lapse(Ctx *cx, const Job *job)
{
    int64_t *ids;
    size_t n;
    (void)job;
    TRY(requests_over(cx, &ids, &n));
    return each(cx, request_lapse_act, ids, n);
}

typedef struct { int64_t event_id, done; } Slice;

static Error *pass_on_act(Ctx *cx, void *data)
{
    const Slice *slice = data;
    Event event = {0};
    TRY(event_hold(cx, slice->event_id));
    TRY(event_find(cx, slice->event_id, &event));
    return waiting_list_pass_on(cx, &event);
}

static Error *pass_on(Ctx *cx, const Job *job) { return db_write(cx, pass_on_act, &(Slice){ .event_id = job->subject_id }); }

static Error *pass_on_each(Ctx *cx, const int64_t *events, size_t n)
{
    for (size_t i = 0; i < n; i++) TRY(db_write(cx, pass_on_act, &(Slice){ .event_id = events[i] }));
    return OK;
}

/* Schools that were held to so many places until a day may have more from it: who waits of them is offered what is free. */
static Error *limits_over(Ctx *cx, const Job *job)
{
    int64_t *events;
    size_t n;
    (void)job;
    TRY(school_limits_over(cx, &events, &n));
    return pass_on_each(cx, events, n);
}

/* Whoever waited and could not come by the event's rules is offered what is free, once they can. */
static Error *eligible_now(Ctx *cx, const Job *job)
{
    int64_t *events;
    size_t n;
    (void)job;
    TRY(eligible_since(cx, &events, &n));
    return pass_on_each(cx, events, n);
}

static Error *eligible_changed(Ctx *cx, const Job *job)
{
    int64_t *events;
    size_t n;
    TRY(eligible_again(cx, job->subject_id, &events, &n));
    return pass_on_each(cx, events, n);
}

static Error *cancel_act(Ctx *cx, void *data)
{
    Slice *slice = data;
    return event_registrations_cancel_slice(cx, slice->event_id, &slice->done);
}

static Error *tell_act(Ctx *cx, void *data)
{
    Slice *slice = data;
    return event_changes_tell_slice(cx, slice->event_id, &slice->done);
}

static Error *in_slices(Ctx *cx, const Job *job, Act *act)
{
    Slice slice = { .event_id = job->subject_id };
    do {
        slice.done = 0;
        TRY(db_write(cx, act, &slice));
    } while (slice.done);
    return OK;
}

static Error *event_cancelled(Ctx *cx, const Job *job) { return in_slices(cx, job, cancel_act); }
static Error *event_changed(Ctx *cx, const Job *job) { return in_slices(cx, job, tell_act); }

/* A register is marked while the event goes on: who missed all of it is looked for once it is over. */
static Error *no_shows_later_act(Ctx *cx, void *data)
{
    const Slice *slice = data;
    int64_t due_at;
    TRY(no_shows_due_at(cx, slice->event_id, &due_at));
    return job_queue(cx, "no_shows.follow_up", slice->event_id, due_at > cx->now ? due_at : cx->now, NULL);
}

static Error *no_shows_later(Ctx *cx, const Job *job) { return db_write(cx, no_shows_later_act, &(Slice){ .event_id = job->subject_id }); }

static Error *no_shows_act(Ctx *cx, void *data)
{
    Slice *slice = data;
    return no_shows_follow_up_slice(cx, slice->event_id, &slice->done);
}

static Error *no_shows_follow_up(Ctx *cx, const Job *job) { return in_slices(cx, job, no_shows_act); }

static Error *missed_act(Ctx *cx, void *data)
{
    const int64_t *id = data;
    return charge_missed(cx, *id);
}

static Error *missed_not_act(Ctx *cx, void *data)
{
    const int64_t *id = data;
    return charge_missed_not(cx, *id);
}

static Error *refilled_act(Ctx *cx, void *data)
{
    const int64_t *id = data;
    return charge_refilled(cx, *id);
}

static Error *refilled(Ctx *cx, const Job *job)
{
    int64_t *ids;
    size_t n;
    (void)job;
    TRY(charges_refilled(cx, &ids, &n));
    return each(cx, refilled_act, ids, n);
}

static Error *lift_act(Ctx *cx, void *data)
{
    Slice *slice = data;
    return charges_lift_slice(cx, slice->event_id, &slice->done);
}

static Error *missed(Ctx *cx, const Job *job)
{
    int64_t registration_id = job->subject_id;
    return db_write(cx, missed_act, &registration_id);
}

static Error *missed_not(Ctx *cx, const Job *job)
{
    int64_t registration_id = job->subject_id;
    return db_write(cx, missed_not_act, &registration_id);
}

static Error *charges_lift(Ctx *cx, const Job *job) { return in_slices(cx, job, lift_act); }

static const JobKind kinds[] = {
    TIMED("offers.lapse", offers_lapse, 60),
    TIMED("school_limits.over", limits_over, 300),
    TIMED("eligible.since", eligible_now, 300),
    TIMED("requests.lapse", requests_lapse, 300),
    JOB("waiting_list.pass_on", pass_on),
    JOB("eligible.changed", eligible_changed),
    JOB("booking.event_cancelled", event_cancelled),
    JOB("booking.event_changed", event_changed),
    JOB("no_shows.later", no_shows_later),
    JOB("no_shows.follow_up", no_shows_follow_up),
    TIMED("charges.refilled", refilled, 300),
    JOB("charges.missed", missed),
    JOB("charges.missed_not", missed_not),
    JOB("charges.lift", charges_lift),
};
static const Listener listeners[] = {
    LISTEN("event.changed", "booking.event_changed"),
    LISTEN("event.cancelled", "booking.event_cancelled"),
    LISTEN("event.places_added", "waiting_list.pass_on"),
    LISTEN("event.changed", "waiting_list.pass_on"),   /* put off on its day: what came free that morning went to nobody */
    LISTEN("course.who_may_come", "eligible.changed"),
    LISTEN("register.marked", "no_shows.later"),
    LISTEN("registration.missed", "charges.missed"),
    LISTEN("registration.missed_not", "charges.missed_not"),
    LISTEN("event.cancelled", "charges.lift"),
};
const JobLists booking_jobs = { kinds, COUNT(kinds), listeners, COUNT(listeners) };
