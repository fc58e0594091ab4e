#include "platform/db/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/inside.h"
#include "platform/db/postgres.h"
#include "platform/db/sqlite.h"

static Error *disk_error(Ctx *cx, const char *path) { return unavailable(cx, "%s: %s", path, strerror(errno)); }

/* Until its name is on the disk too, a file that was written may be gone after a power cut. */
static Error *file_keep(Ctx *cx, const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return disk_error(cx, path);
    int failed = fsync(file);
    close(file);
    return failed ? disk_error(cx, path) : OK;
}

static const char *folder_of(Ctx *cx, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == path ? "/" : slash ? text_copy(cx, path, (size_t)(slash - path)) : ".";
}

/* Under another name until it is whole, so that half a copy is never taken for a backup. */
static Error *copy_file(Ctx *cx, Db *from, const char *path)
{
    if (access(path, F_OK) == 0) return conflict(cx, "%s is already there. Name another file", path);
    const char *partial = text(cx, "%s.partial", path);
    unlink(partial);
    Error *error = sqlite_copy(cx, from, partial);
    if (!error) error = file_keep(cx, partial);
    if (!error && rename(partial, path)) error = disk_error(cx, path);
    if (!error) return file_keep(cx, folder_of(cx, path));
    unlink(partial);
    return error;
}

/* ---- PostgreSQL's own tools ---- */

typedef struct { const char *name; } Name;
static const Column name_row[] = { COLUMN(Name, name) };
SQL2(schema_name, "SELECT 'main' AS name", "SELECT CAST(current_schema() AS TEXT) AS name");

/* The address goes by the environment: words on a command line are everybody's to read. */
static Error *tool_run(Ctx *cx, const char *url, const char *const *words)
{
    const char *const *environment;
    pid_t child;
    int status;
    TRY(postgres_environment(cx, url, &environment));
    int failed = posix_spawnp(&child, words[0], NULL, NULL, (char *const *)words, (char *const *)environment);
    if (failed == ENOENT) return conflict(cx, "This needs %s, which is not installed. On Debian it is in the package postgresql-client", words[0]);
    if (failed) return unavailable(cx, "%s: %s", words[0], strerror(failed));
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? OK : unavailable(cx, "%s did not finish; it said why above", words[0]);
}

static Error *postgres_dump(Ctx *cx, const char *path)
{
    Name schema;
    if (access(path, F_OK) == 0) return conflict(cx, "%s is already there. Name another file", path);
    TRY(db_one(cx, schema_name, name_row, &schema, NONE));
    const char *partial = text(cx, "%s.partial", path);
    Error *error = tool_run(cx, cx->store->url, (const char *const[]){ "pg_dump", "--format=custom", "--no-owner",
                            text(cx, "--schema=\"%s\"", schema.name), text(cx, "--file=%s", partial), NULL });
    if (!error) error = file_keep(cx, partial);
    if (!error && rename(partial, path)) error = disk_error(cx, path);
    if (!error) return file_keep(cx, folder_of(cx, path));
    unlink(partial);
    return error;
}

/* All or nothing: what the schema's name stands for already makes it fail, but an empty schema. */
static Error *postgres_undump(Ctx *cx, const char *path, const char *url)
{
    const char *const *environment;
    const char *database = "";
    TRY(postgres_environment(cx, url, &environment));
    for (; *environment; environment++) if (begins(*environment, "PGDATABASE=")) database = *environment + strlen("PGDATABASE=");
    return tool_run(cx, url, (const char *const[]){ "pg_restore", "--exit-on-error", "--single-transaction", "--clean", "--if-exists", "--no-owner",
                    text(cx, "--dbname=%s", database), path, NULL });
}

/* ---- what the commands ask for ---- */

Error *store_backup(Ctx *cx, const char *path)
{
    bool here = !cx->db;
    if (here) TRY(store_read_begin(cx));
    Error *error = cx->store->postgres ? postgres_dump(cx, path) : copy_file(cx, cx->db, path);
    if (here) store_read_end(cx);
    return error;
}

typedef struct { const char *say; } Wrong;
static const Column wrong_row[] = { COLUMN(Wrong, say) };

/* PostgreSQL itself never lets a key point at nothing, and has its own tools for its own files. */
SQL2(file_unsound, "SELECT integrity_check AS say FROM pragma_integrity_check WHERE integrity_check <> 'ok' LIMIT 20", "SELECT CAST('' AS TEXT) AS say LIMIT 0");
SQL2(keys_astray,  "SELECT \"table\" || ': row ' || coalesce(rowid, 0) || ' refers to a row of ' || parent || ' that is not there' AS say"
                   " FROM pragma_foreign_key_check LIMIT 20", "SELECT CAST('' AS TEXT) AS say LIMIT 0");

Error *store_check(Ctx *cx)
{
    Error *errors = OK;
    Wrong *unsound, *astray;
    size_t unsound_count, astray_count;
    TRY(db_list(cx, file_unsound, wrong_row, &unsound, &unsound_count, NONE));
    for (size_t i = 0; i < unsound_count; i++) errors_add(&errors, conflict(cx, "The file is damaged: %s", unsound[i].say));
    TRY(db_list(cx, keys_astray, wrong_row, &astray, &astray_count, NONE));
    for (size_t i = 0; i < astray_count; i++) errors_add(&errors, conflict(cx, "%s", astray[i].say));
    return errors;
}

static Error *restore_from(Ctx *cx, const char *url)
{
    TRY(store_read_begin(cx));
    Error *error = store_check(cx);
    if (!error) error = copy_file(cx, cx->db, url);
    store_read_end(cx);
    return error;
}

/* Whether PostgreSQL has a store under this address already. */
static Error *schema_free(Ctx *cx)
{
    bool known = false;
    TRY(store_read_begin(cx));
    Error *error = store_table_known(cx, "migration", &known);
    store_read_end(cx);
    TRY(error);
    return known ? conflict(cx, "There is a store at that address already. Name another with --store") : OK;
}

Error *store_restore(Ctx *cx, const char *path, const char *url)
{
    Ctx own = *cx;
    bool postgres = store_url_is_postgres(url);
    own.db = NULL;
    if (access(path, R_OK) != 0) return conflict(cx, "There is no backup at %s", path);
    TRY(store_open(&own, &(StoreOptions){ .url = postgres ? url : path, .read_only = true }, &own.store));
    Error *error = postgres ? schema_free(&own) : restore_from(&own, url);
    store_close(own.store);
    if (!error && postgres) error = postgres_undump(cx, path, url);
    return error;
}

Error *backup_before_migration(Ctx *cx)
{
    const Store *store = cx->store;
    if (store->postgres || store->temporary) return OK;   /* PostgreSQL is backed up by its own means; docs/operations.md says how */
    const char *moment = text(cx, "%s.before-%s", store->path, instant_iso(cx, time_now())), *path = moment;
    for (int again = 2; access(path, F_OK) == 0; again++) path = text(cx, "%s-%d", moment, again);   /* tried twice within a second */
    TRY(copy_file(cx, cx->db, path));
    log_info(cx, "backup", "kept the store as it was in %s", path);
    return OK;
}
