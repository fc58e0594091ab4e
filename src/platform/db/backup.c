#include "platform/db/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
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

/* As whoever restores it would look at it. */
static Error *copy_sound(Ctx *cx, const char *path)
{
    Ctx own = *cx;
    Db *copy;
    TRY(sqlite_open(cx, path, SQLITE_READER, false, &copy));
    own.db = copy;
    Error *error = store_check(&own);
    db_free(copy);
    return error;
}

/* Under another name until it is whole and sound, so that half a copy is never taken for a backup. */
static Error *copy_file(Ctx *cx, Db *from, const char *path, const StoreTell *tell)
{
    if (access(path, F_OK) == 0) return conflict(cx, "%s is already there. Name another file", path);
    const char *partial = text(cx, "%s.partial", path);
    unlink(partial);
    Error *error = sqlite_copy(cx, from, partial, tell ? tell->so_far : NULL, tell ? tell->data : NULL);
    if (!error) error = copy_sound(cx, partial);
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

static Error *tool_ended(Ctx *cx, const char *tool, pid_t child)
{
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? OK : unavailable(cx, "%s did not finish; it said why above", tool);
}

/* The address goes by the environment: words on a command line are everybody's to read. `said`, unless NULL, is a pipe for what it prints. */
static Error *tool_start(Ctx *cx, const char *url, const char *const *words, const int *said, pid_t *child)
{
    const char *const *environment;
    posix_spawn_file_actions_t actions;
    TRY(postgres_environment(cx, url, &environment));
    posix_spawn_file_actions_init(&actions);
    if (said) posix_spawn_file_actions_adddup2(&actions, said[1], STDOUT_FILENO);
    int failed = posix_spawnp(child, words[0], &actions, NULL, (char *const *)words, (char *const *)environment);
    posix_spawn_file_actions_destroy(&actions);
    if (failed == ENOENT) return conflict(cx, "This needs %s, which is not installed. On Debian it is in the package postgresql-client", words[0]);
    return failed ? unavailable(cx, "%s: %s", words[0], strerror(failed)) : OK;
}

static Error *tool_run(Ctx *cx, const char *url, const char *const *words)
{
    pid_t child;
    TRY(tool_start(cx, url, words, NULL, &child));
    return tool_ended(cx, words[0], child);
}

static Error *tool_ask(Ctx *cx, const char *url, const char *const *words, const char **answer)
{
    pid_t child = 0;
    int said[2];
    Draft heard = { .cx = cx };
    char bytes[4096];
    if (pipe2(said, O_CLOEXEC) != 0) return unavailable(cx, "pipe: %s", strerror(errno));
    Error *error = tool_start(cx, url, words, said, &child);
    close(said[1]);
    for (ssize_t n; !error && (n = read(said[0], bytes, sizeof bytes)) > 0;) draft_bytes(&heard, bytes, (size_t)n);
    close(said[0]);
    *answer = draft_text(&heard);
    return error ? error : tool_ended(cx, words[0], child);
}

static Error *postgres_dump(Ctx *cx, const char *path)
{
    Name schema;
    if (access(path, F_OK) == 0) return conflict(cx, "%s is already there. Name another file", path);
    TRY(db_one(cx, schema_name, name_row, &schema, NONE));
    const char *partial = text(cx, "%s.partial", path);
    Error *error = tool_run(cx, cx->store->url, (const char *const[]){ "pg_dump", "--format=custom", "--no-owner",
                            text(cx, "--schema=\"%s\"", schema.name), text(cx, "--file=%s", partial), NULL });
    const char *list;
    if (!error) error = tool_ask(cx, cx->store->url, (const char *const[]){ "pg_restore", "--list", partial, NULL }, &list);
    if (!error) error = file_keep(cx, partial);
    if (!error && rename(partial, path)) error = disk_error(cx, path);
    if (!error) return file_keep(cx, folder_of(cx, path));
    unlink(partial);
    return error;
}

/* All or nothing, into a schema that is not there or holds nothing. */
static Error *postgres_undump(Ctx *cx, const char *path, const char *url)
{
    const char *const *environment;
    const char *database = "";
    TRY(postgres_environment(cx, url, &environment));
    for (; *environment; environment++) if (begins(*environment, "PGDATABASE=")) database = *environment + strlen("PGDATABASE=");
    return tool_run(cx, url, (const char *const[]){ "pg_restore", "--exit-on-error", "--single-transaction", "--clean", "--if-exists", "--no-owner",
                    text(cx, "--dbname=%s", database), path, NULL });
}

/* The one schema in a backup's list of contents: a line like "6; 2615 16385 SCHEMA - lyceum postgres". */
static Error *dumped_schema(Ctx *cx, const char *path, const char *url, const char **name)
{
    const char *list = "";
    TRY(tool_ask(cx, url, (const char *const[]){ "pg_restore", "--list", path, NULL }, &list));
    const char *at = strstr(list, " SCHEMA - ");
    if (!at) return conflict(cx, "%s is no backup of a lyceum on PostgreSQL", path);
    at += strlen(" SCHEMA - ");
    *name = text_copy(cx, at, strcspn(at, " \n"));
    return OK;
}

SQL2(schema_wanted,   "SELECT 'main' AS name", "SELECT CAST(coalesce(current_schema(), btrim(split_part(current_setting('search_path'), ',', 1), '\" ')) AS TEXT) AS name");
SQL2(schema_contents, "SELECT count(*) FROM sqlite_master WHERE name = $1",
                      "SELECT count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = CAST($1 AS TEXT)");

static Error *schema_look(Ctx *cx, Name *wanted, const char *dumped, int64_t *contents)
{
    TRY(db_one(cx, schema_wanted, name_row, wanted, NONE));
    return db_number(cx, schema_contents, contents, STR(dumped));
}

/* pg_restore puts a backup back under its own schema's name, whatever the address says; so the two must agree, and nothing be there. */
static Error *schema_ready(Ctx *cx, const char *path, const char *url)
{
    const char *dumped = "";
    Name wanted = {0};
    int64_t contents = 0;
    TRY(dumped_schema(cx, path, url, &dumped));
    TRY(store_read_begin(cx));
    Error *error = schema_look(cx, &wanted, dumped, &contents);
    store_read_end(cx);
    TRY(error);
    if (!same(wanted.name, dumped))
        return conflict(cx, "The backup is of the schema %s and can only be restored under that name; the address says %s", dumped, wanted.name);
    return contents ? conflict(cx, "There is a store at that address already. Name another with --store") : OK;
}

/* ---- what the commands ask for ---- */

Error *store_backup(Ctx *cx, const char *path, const StoreTell *tell)
{
    bool here = !cx->db;
    if (here) TRY(store_read_begin(cx));
    Error *error = cx->store->postgres ? postgres_dump(cx, path) : copy_file(cx, cx->db, path, tell);
    if (here) store_read_end(cx);
    return error;
}

typedef struct { const char *say; } Wrong;
static const Column wrong_row[] = { COLUMN(Wrong, say) };

/* PostgreSQL itself never lets a key point at nothing, and has its own tools for its own files. */
SQL2(file_unsound, "SELECT 'The file is damaged: ' || integrity_check AS say FROM pragma_integrity_check WHERE integrity_check <> 'ok' LIMIT 20",
                   "SELECT CAST('' AS TEXT) AS say LIMIT 0");
SQL2(keys_astray,  "SELECT \"table\" || ': row ' || coalesce(rowid, 0) || ' refers to a row of ' || parent || ' that is not there' AS say"
                   " FROM pragma_foreign_key_check LIMIT 20", "SELECT CAST('' AS TEXT) AS say LIMIT 0");

Error *store_promises(Ctx *cx, const Sql *const *promises, size_t n)
{
    Error *errors = OK;
    for (size_t i = 0; i < n; i++) {
        Wrong *wrong;
        size_t count;
        TRY(db_list(cx, *promises[i], wrong_row, &wrong, &count, NONE));
        for (size_t k = 0; k < count; k++) errors_add(&errors, conflict(cx, "%s", wrong[k].say));
    }
    return errors;
}

Error *store_check(Ctx *cx)
{
    static const Sql *const promises[] = { &file_unsound, &keys_astray };
    return store_promises(cx, promises, COUNT(promises));
}

/* The log of a store that stood here would be taken for the new one's, and written into it. */
static Error *log_absent(Ctx *cx, const char *path)
{
    struct stat log;
    const char *name = text(cx, "%s-wal", path);
    if (stat(name, &log) != 0 || log.st_size == 0) return OK;
    return conflict(cx, "%s holds changes of the store that was here. Move it to where that store is now, then restore", name);
}

static Error *restore_from(Ctx *cx, const char *url, const StoreTell *tell)
{
    TRY(log_absent(cx, url));
    TRY(store_read_begin(cx));
    Error *error = store_check(cx);
    if (!error) error = copy_file(cx, cx->db, url, tell);
    store_read_end(cx);
    return error;
}

Error *store_restore(Ctx *cx, const char *path, const char *url, const StoreTell *tell)
{
    Ctx own = *cx;
    bool postgres = store_url_is_postgres(url);
    own.db = NULL;
    if (access(path, R_OK) != 0) return conflict(cx, "There is no backup at %s", path);
    TRY(store_open(&own, &(StoreOptions){ .url = postgres ? url : path, .read_only = true }, &own.store));
    Error *error = postgres ? schema_ready(&own, path, url) : restore_from(&own, url, tell);
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
    TRY(copy_file(cx, cx->db, path, NULL));
    log_info(cx, "backup", "kept the store as it was in %s", path);
    return OK;
}
