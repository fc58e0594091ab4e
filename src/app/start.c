#include "app/start.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/lists.h"
#include "app/rail.h"
#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/security/oidc.h"
#include "platform/security/token.h"
#include "rooms/booking/booking_letters.h"
#include "rooms/members/settings.h"
#include "rooms/members/sign_in.h"

enum { SETTINGS_ARENA = 1 << 20 };

void start_process(void)
{
    time_begin();
    security_begin();
    oidc_begin();
    layout_navigation(navigation, navigation_count);
    layout_waits(rail_waits);
    jobs_use(all_jobs, all_jobs_count);
    imports_use(all_imports, all_imports_count, person_who_at);
    mail_calendar(registration_calendars);
    http_use(&the_app);
}

const char *start_store_default(void)
{
    const char *said = getenv("LYCEUM_STORE");
    return said && *said ? said : "data/lyceum.db";
}

static bool is_file(const char *url)
{
    return !begins(url, "postgresql://") && !begins(url, "postgres://") && !same(url, ":memory:");
}

const char *start_store_folder(Ctx *cx, const char *url)
{
    const char *slash = strrchr(url, '/');
    if (!is_file(url) || same(url, ":memory:")) return NULL;
    return !slash ? "." : slash == url ? "/" : text_copy(cx, url, (size_t)(slash - url));
}

Error *start_folder(Ctx *cx, const char *url)
{
    const char *slash = strrchr(url, '/');
    if (!is_file(url) || !slash || slash == url) return OK;
    const char *folder = text_copy(cx, url, (size_t)(slash - url));
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return unavailable(cx, "The folder %s cannot be made: %s", folder, strerror(errno));
    return OK;
}

const char *start_socket(Ctx *cx, const char *url) { return is_file(url) ? text(cx, "%s.socket", url) : NULL; }

Error *start_migrate(Ctx *cx, Store *store, size_t *applied)
{
    cx->store = store;
    return store_migrate(cx, migrations, migration_count, applied);
}

static Error *bring_up_to_date(Ctx *cx, Store *store, bool writes)
{
    bool current;
    size_t applied;

    cx->store = store;
    TRY(store_schema_current(cx, migrations, migration_count, &current));
    if (current) return OK;
    if (writes && !store_is_postgres(store)) return start_migrate(cx, store, &applied);
    return conflict(cx, "This store was made by another version of lyceum. Run lyceum migrate with the same --store");
}

static Error *settings_read(Ctx *cx)
{
    TRY(store_read_begin(cx));
    Error *error = settings_take_up(cx);
    store_read_end(cx);
    return error;
}

void start_settings(Store *store)
{
    Ctx cx;
    ctx_begin(&cx, store, SETTINGS_ARENA);
    Error *error = settings_read(&cx);
    if (error) log_warning(&cx, "settings", "%s", error->log ? error->log : error->say);
    ctx_end(&cx);
}

/* The partnership's settings become what every Ctx of this store carries, and its secret what this process signs with. */
static Error *identity_load(Ctx *cx, Store *store, bool writes)
{
    const char *secret;

    cx->store = store;
    TRY(store_secret(cx, writes, &secret));
    if (*secret) mac_key(secret, strlen(secret));
    return settings_read(cx);
}

Error *start_store(Ctx *cx, const char *url, bool writes, Store **store)
{
    if (writes) TRY(start_folder(cx, url));
    TRY(store_open(cx, &(StoreOptions){ .url = url, .read_only = !writes, .create = writes }, store));

    Error *error = bring_up_to_date(cx, *store, writes);
    if (!error) error = identity_load(cx, *store, writes);
    if (error) store_close(*store);
    return error;
}
