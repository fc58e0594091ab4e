/* What the platform keeps in order by itself. */
#include "platform/db/stored_file.h"
#include "platform/db/trail.h"
#include "platform/http/dispatch.h"
#include "platform/jobs/jobs.h"

extern const JobLists platform_jobs;

static Error *trail_seal_run(Ctx *cx, const Job *job) { return trail_seal(cx); }
static Error *keys_sweep_run(Ctx *cx, const Job *job) { return keys_sweep(cx); }
static Error *files_sweep_run(Ctx *cx, const Job *job) { return stored_files_sweep(cx); }

static const JobKind kinds[] = {
    TIMED("trail.seal", trail_seal_run, 60),
    TIMED("command_keys.sweep", keys_sweep_run, 3600),
    TIMED("stored_files.sweep", files_sweep_run, 3600),
};
const JobLists platform_jobs = { kinds, COUNT(kinds), NULL, 0 };
