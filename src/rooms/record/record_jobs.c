/* When a register is kept, or a session called off that was the last to come, certificates follow by themselves. */
#include "platform/jobs/jobs.h"
#include "rooms/record/certificate.h"

typedef struct { int64_t event_id, done; } Slice;

static Error *issue_act(Ctx *cx, void *data)
{
    Slice *slice = data;
    return certificates_issue_slice(cx, slice->event_id, &slice->done);
}

static Error *certificates_issue(Ctx *cx, const Job *job)
{
    Slice slice = { .event_id = job->subject_id };
    do {
        slice.done = 0;
        TRY(db_write(cx, issue_act, &slice));
    } while (slice.done);
    return OK;
}

static const JobKind kinds[] = { JOB("certificates.issue", certificates_issue) };
static const Listener listeners[] = { LISTEN("register.marked", "certificates.issue"), LISTEN("event.changed", "certificates.issue") };
const JobLists record_jobs = { kinds, COUNT(kinds), listeners, COUNT(listeners) };
