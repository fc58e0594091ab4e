/* `lyceum migrate`, `backup`, `restore`, `export` and `check`: the store as a whole. */
#include "app/start.h"
#include "platform/base/text.h"
#include "platform/cli/cli.h"
#include "platform/db/backup.h"
#include "platform/db/export.h"
#include "platform/db/stored_file.h"
#include "platform/db/trail.h"
#include "platform/documents/json.h"
#include "rooms/booking/booking.h"
#include "rooms/money/ledger/ledger.h"
#include "rooms/record/certificate.h"

static const char *store_url(const Args *args)
{
    return args_text(args, "store", start_store_default());
}

static void bar_moves(void *bar, int64_t done, int64_t total)
{
    ((Progress *)bar)->total = total;
    progress(bar, done);
}

static Error *backup_to(Ctx *cx, const char *path)
{
    Progress bar = { .what = "Copying" };
    TRY(store_backup(cx, path, &(StoreTell){ bar_moves, &bar }));
    progress_end(&bar);
    return OK;
}

static Error *number_tell(Ctx *cx, const char *what, int64_t number)
{
    Json *json = json_object_new(cx);
    json_put_int(json, what, number);
    say("%s", json_write(cx, json));
    return OK;
}

static Error *migrate_run(Ctx *cx, const Args *args)
{
    const char *backup = args_text(args, "--backup", NULL);
    size_t applied;
    Store *store;

    TRY(start_folder(cx, store_url(args)));
    TRY(store_open(cx, &(StoreOptions){ .url = store_url(args), .create = true }, &store));
    cx->store = store;
    Error *error = backup ? backup_to(cx, backup) : OK;
    if (!error) error = start_migrate(cx, store, &applied);
    store_close(store);
    TRY(error);
    if (saying_json(args)) return number_tell(cx, "applied", (int64_t)applied);
    if (applied) say("%s applied.", counted(cx, (int64_t)applied, "change to the schema", "changes to the schema"));
    else say("The store is of this version already.");
    return OK;
}

static Error *backup_run(Ctx *cx, const Args *args)
{
    const char *path = args_word(args, 0);
    if (!path) return invalid(cx, NULL, "Name the file to make: lyceum backup FILE");
    TRY(backup_to(cx, path));
    say("The store is in %s.", path);
    return OK;
}

/* A backup is a store like any other, so restoring is copying it to where a store is wanted; what is there already is never written over. */
static Error *restore_run(Ctx *cx, const Args *args)
{
    const char *path = args_word(args, 0), *url = store_url(args);
    if (!path) return invalid(cx, NULL, "Name the backup: lyceum restore FILE --store NEW");
    TRY(start_folder(cx, url));
    Progress bar = { .what = "Copying" };
    TRY(store_restore(cx, path, url, &(StoreTell){ bar_moves, &bar }));
    progress_end(&bar);
    say("The store is as it was in %s.", path);
    say("If it was made by an earlier version, it comes up to date when it is next opened for writing, or with lyceum migrate.");
    return OK;
}

static Error *check_json(Ctx *cx, const TrailState *state)
{
    Json *json = json_object_new(cx);
    json_put_bool(json, "sound", true);
    json_put_int(json, "sealed", state->sealed);
    json_put_int(json, "waiting", state->waiting);
    json_put_text(json, "newest_seal", state->last_hash);
    say("%s", json_write(cx, json));
    return OK;
}

static Error *check_run(Ctx *cx, const Args *args)
{
    TrailState state;
    bool current;

    TRY(store_schema_current(cx, migrations, migration_count, &current));
    if (!current) return conflict(cx, "The store is of another version. Run lyceum migrate");
    Error *errors = store_check(cx);
    errors_add(&errors, events_check(cx));
    errors_add(&errors, stored_files_check(cx));
    errors_add(&errors, booking_check(cx));
    errors_add(&errors, certificates_check(cx));
    errors_add(&errors, money_check(cx));
    TRY(trail_verify(cx, &state));
    if (!state.whole) errors_add(&errors, conflict(cx, "The trail does not match its seals: a row was changed, put in or taken out after it was written"));
    TRY(errors);
    if (saying_json(args)) return check_json(cx, &state);
    say("The store is sound and of this version, its rows agree, and its trail is whole: %s, %ld since.", counted(cx, state.sealed, "sealed row", "sealed rows"), (long)state.waiting);
    if (*state.last_hash) say("The newest seal is %s; the log names each as it is made.", state.last_hash);
    return OK;
}

static Error *export_run(Ctx *cx, const Args *args)
{
    const char *folder = args_word(args, 0);
    const ExportedTable *tables;
    size_t n;
    int64_t rows = 0;

    if (!folder) return invalid(cx, NULL, "Name the folder to make: lyceum export FOLDER");
    TRY(store_export(cx, folder, &tables, &n));
    for (size_t i = 0; i < n; i++) rows += tables[i].rows;
    if (saying_json(args)) return number_tell(cx, "rows", rows);
    say("%s from %s are in %s; contents.json lists them.", counted(cx, rows, "row", NULL), counted(cx, (int64_t)n, "table", NULL), folder);
    return OK;
}

const Command store_commands[] = {
    { "migrate", "[--backup FILE] [--json]", "bring the store's schema to this version, or make a new store",
      "On SQLite a backup is written beside the store first. On PostgreSQL this is the only command that changes the schema, and --backup has\n"
      "pg_dump write the store to a new file before it does; without it, see that there is a backup.", migrate_run, STORE_NONE },
    { "backup",  "FILE", "write the store to a new file while it runs", "On PostgreSQL pg_dump does it, and must be installed.", backup_run, STORE_READ },
    { "restore", "FILE", "make a store from a backup", "The store named by --store must not exist yet.", restore_run, STORE_NONE },
    { "export",  "FOLDER [--json]", "write everything in an open format", "A file of JSON lines for each table, contents.json with the counts, and SHA256SUMS."
      " Passwords and tokens are left out.", export_run, STORE_READ },
    { "check",   "[--json]", "whether the store is sound, of this version, and its trail whole",
      "Looks at the file, at every reference, at what the rooms promise (each event's places and sessions are those of its rows, none is oversold, certificates are\n"
      "of people who came, what the ledger holds is whole and in open months) and at the seals of the trail. What is wrong is named with its number, twenty of each kind at most.", check_run, STORE_READ },
    { 0 },
};
