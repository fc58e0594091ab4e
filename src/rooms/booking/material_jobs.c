/* Whoever has a place is told of materials, some people at a time, so that bookings go on. */
#include "platform/jobs/jobs.h"
#include "rooms/booking/material_reader.h"

extern const JobLists material_jobs;

enum { TELL_EVERY = 300 };

typedef struct { int64_t id; bool done; } Telling;

static Error *tell_act(Ctx *cx, void *data)
{
    Telling *telling = data;
    return sharing_tell_slice(cx, telling->id, &telling->done);
}

/* One that fails must not keep the others waiting. */
static Error *tell(Ctx *cx, const Job *job)
{
    Sharing *list;
    size_t n;
    Error *first = OK;
    (void)job;
    TRY(sharings_due(cx, &list, &n));
    for (size_t i = 0; i < n; i++) {
        Telling telling = { .id = list[i].id };
        Error *error = OK;
        do error = db_write(cx, tell_act, &telling);
        while (!error && !telling.done && !jobs_stopping());
        if (!first) first = error;
    }
    return first;
}

static const JobKind kinds[] = { TIMED("materials.tell", tell, TELL_EVERY) };
const JobLists material_jobs = { kinds, COUNT(kinds), NULL, 0 };
