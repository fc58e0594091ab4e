/* `lyceum migrate`, `backup`, `restore` and `check`: the store as a whole. */
#include <string.h>
#include <unistd.h>

#include "app/start.h"
#include "platform/base/text.h"
#include "platform/cli/cli.h"
#include "platform/db/backup.h"
#include "platform/db/trail.h"

static const char *store_url(const Args *args)
{
    return args_text(args, "store", start_store_default());
}

static Error *migrate_run(Ctx *cx, const Args *args)
{
    size_t applied;
    Store *store;

    TRY(start_folder(cx, store_url(args)));
    TRY(store_open(cx, &(StoreOptions){ .url = store_url(args), .create = true }, &store));
    Error *error = start_migrate(cx, store, &applied);
    store_close(store);
    TRY(error);
    if (applied) say("%s applied.", counted(cx, (int64_t)applied, "change to the schema", "changes to the schema"));
    else say("The store is of this version already.");
    return OK;
}

static Error *backup_run(Ctx *cx, const Args *args)
{
    const char *path = args_word(args, 0);
    if (!path) return invalid(cx, NULL, "Name the file to make: lyceum backup FILE");
    if (store_is_postgres(cx->store)) return invalid(cx, NULL, "A PostgreSQL schema is backed up with pg_dump: docs/operations.md says how");
    TRY(store_backup(cx, path));
    say("The store is in %s.", path);
    return OK;
}

/* A backup is a store like any other, so restoring is copying it to where a store is wanted; what is there already is never written over. */
static Error *restore_run(Ctx *cx, const Args *args)
{
    const char *path = args_word(args, 0), *url = store_url(args);
    Store *backup;
    bool current;

    if (!path) return invalid(cx, NULL, "Name the backup: lyceum restore FILE --store NEW");
    if (access(url, F_OK) == 0) return conflict(cx, "%s is already there. Move it away, or name another with --store", url);
    TRY(start_folder(cx, url));
    TRY(store_open(cx, &(StoreOptions){ .url = path, .read_only = true }, &backup));
    cx->store = backup;
    Error *error = store_schema_current(cx, migrations, migration_count, &current);
    if (!error) error = store_backup(cx, url);
    store_close(backup);
    TRY(error);
    say("%s is %s again.", url, path);
    if (!current) say("It was made by an earlier version. It comes up to date when it is next opened for writing.");
    return OK;
}

static Error *check_run(Ctx *cx, const Args *args)
{
    int64_t rows;
    bool whole, current;

    TRY(store_schema_current(cx, migrations, migration_count, &current));
    TRY(trail_verify(cx, &rows, &whole));
    if (!current) return conflict(cx, "The store is of another version. Run lyceum migrate");
    if (!whole) return conflict(cx, "The trail does not match its seals: a row was changed or taken out after it was written");
    say("The store is of this version, and its trail is whole: %s.", counted(cx, rows, "sealed row", "sealed rows"));
    return OK;
}

const Command store_commands[] = {
    { "migrate", "", "bring the store's schema to this version, or make a new store",
      "On SQLite a backup is written beside the store first. On PostgreSQL this is the only command that changes the schema.", migrate_run, STORE_NONE },
    { "backup",  "FILE", "write the store to a new file while it runs", NULL, backup_run, STORE_READ },
    { "restore", "FILE", "make a store from a backup", "The store named by --store must not exist yet.", restore_run, STORE_NONE },
    { "check",   "", "whether the store is of this version and its trail is whole", NULL, check_run, STORE_READ },
    { 0 },
};
