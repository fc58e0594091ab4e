/* Notices that come once a day or once a week, in one letter for each person; and what was told long ago is forgotten. */
#include "platform/jobs/jobs.h"
#include "rooms/members/notice.h"

enum { SEND_EVERY = 900, FORGET_EVERY = 86400 };

extern const JobLists notice_jobs;

static Error *send_act(Ctx *cx, void *data) { return notices_send(cx, ((const NoticeReader *)data)->person_id); }
static Error *forget_act(Ctx *cx, void *data) { return notices_forget_slice(cx, data); }

/* One whose letter cannot be written must not keep all the others waiting. */
static Error *send(Ctx *cx, const Job *job)
{
    NoticeReader *readers;
    size_t n;
    int64_t after = 0;
    Error *first = OK;
    (void)job;
    do {
        TRY(notice_readers(cx, after, &readers, &n));
        for (size_t i = 0; i < n; i++) {
            Error *error = db_write(cx, send_act, &readers[i]);
            if (!first) first = error;
        }
        if (n) after = readers[n - 1].person_id;
    } while (n && !jobs_stopping());
    return first;
}

static Error *forget(Ctx *cx, const Job *job)
{
    int64_t done;
    (void)job;
    do TRY(db_write(cx, forget_act, &done)); while (done && !jobs_stopping());
    return OK;
}

static const JobKind kinds[] = { TIMED("notices.send", send, SEND_EVERY), TIMED("notices.forget", forget, FORGET_EVERY) };
const JobLists notice_jobs = { kinds, COUNT(kinds), NULL, 0 };
