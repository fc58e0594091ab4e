/* When a register is kept, a session called off that was the last to come, or an evaluation answered, certificates and what requirements were met follow by
 * themselves; and people are told what comes to its end. */
#include "platform/jobs/jobs.h"
#include "rooms/record/badge.h"
#include "rooms/record/certificate.h"
#include "rooms/record/certificate_rule.h"
#include "rooms/record/requirement_due.h"

typedef struct { int64_t subject_id, done; } Slice;

static Error *issue_act(Ctx *cx, void *data)
{
    Slice *slice = data;
    return certificates_issue_slice(cx, slice->subject_id, &slice->done);
}

static Error *meet_act(Ctx *cx, void *data)
{
    Slice *slice = data;
    return requirements_meet_slice(cx, slice->subject_id, &slice->done);
}

static Error *look_back_act(Ctx *cx, void *data)
{
    Slice *slice = data;
    return requirements_look_back_slice(cx, slice->subject_id, &slice->done);
}

/* A slice an act, until one has nothing left to do. */
static Error *slices(Ctx *cx, const Job *job, Act *act)
{
    Slice slice = { .subject_id = job->subject_id };
    do {
        slice.done = 0;
        TRY(db_write(cx, act, &slice));
    } while (slice.done);
    return OK;
}

static Error *certificates_issue(Ctx *cx, const Job *job)     { return slices(cx, job, issue_act); }
static Error *signing_key_see_to(Ctx *cx, const Job *job)     { return signing_key_make(cx); }
static Error *requirements_meet(Ctx *cx, const Job *job)      { return slices(cx, job, meet_act); }
static Error *requirements_look_back(Ctx *cx, const Job *job) { return slices(cx, job, look_back_act); }
static Error *certificates_tell(Ctx *cx, const Job *job)      { return certificates_remind(cx); }
static Error *requirements_tell(Ctx *cx, const Job *job)      { return requirements_remind(cx); }

static const JobKind kinds[] = {
    JOB("certificates.issue", certificates_issue),
    TIMED("badges.key", signing_key_see_to, 86400),
    TIMED("certificates.remind", certificates_tell, 86400),
    JOB("requirements.meet", requirements_meet),
    JOB("requirements.look_back", requirements_look_back),
    TIMED("requirements.remind", requirements_tell, 86400),
};
static const Listener listeners[] = {
    LISTEN("register.marked", "certificates.issue"),
    LISTEN("register.marked", "requirements.meet"),
    LISTEN("evaluation.answered", "certificates.issue"),
    LISTEN("event.changed", "certificates.issue"),
    LISTEN("event.changed", "requirements.meet"),
};
const JobLists record_jobs = { kinds, COUNT(kinds), listeners, COUNT(listeners) };
