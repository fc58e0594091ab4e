/* The room's work for later: links by mail, imports applied and swept, settings taken up. */
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/address_change.h"
#include "rooms/members/identity.h"
#include "rooms/members/import.h"
#include "rooms/members/own_passkey.h"
#include "rooms/members/settings.h"
#include "rooms/members/sign_in.h"
#include "rooms/members/sign_in_jobs.h"

extern const JobLists members_jobs;

static Error *import_apply_run(Ctx *cx, const Job *job)
{
    return import_apply(cx, job->subject_id, NULL, NULL);
}

static Error *imports_sweep_run(Ctx *cx, const Job *job) { return imports_sweep(cx); }

static Error *sign_ins_sweep_act(Ctx *cx, void *nothing)
{
    TRY(address_changes_sweep(cx));
    TRY(identity_offers_sweep(cx));
    TRY(passkeys_sweep(cx));
    return sign_ins_sweep(cx);
}

static Error *sign_ins_sweep_run(Ctx *cx, const Job *job)
{
    return db_write(cx, sign_ins_sweep_act, NULL);
}

static Error *settings_reload_run(Ctx *cx, const Job *job) { return settings_take_up(cx); }

static Error *addresses_forget_run(Ctx *cx, const Job *job)
{
    Settings settings;
    int64_t days;
    TRY(settings_load(cx, &settings));
    if (!number_parse(settings.address_days, 1, INT16_MAX, &days)) return broken(cx, "address_days is %s", settings.address_days);
    return trail_forget(cx, cx->now - days * 86400);
}

static const JobKind kinds[] = {
    JOB("sign_in.link", sign_in_link_run),
    JOB("import.apply", import_apply_run),
    JOB("settings.reload", settings_reload_run),
    TIMED("imports.sweep", imports_sweep_run, 86400),
    TIMED("trail.forget", addresses_forget_run, 86400),
    TIMED("sign_ins.sweep", sign_ins_sweep_run, 3600),
};
static const Listener listeners[] = {
    LISTEN("settings.changed", "settings.reload"),
};
const JobLists members_jobs = { kinds, COUNT(kinds), listeners, COUNT(listeners) };
