/* Migrations: dated, forward only, one transaction each, checksummed. */
#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/backup.h"
#include "platform/db/inside.h"
#include "platform/db/postgres.h"
#include "platform/security/token.h"

static const char table_of_migrations[] = "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";

SQL2(table_named, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1",
                  "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = CAST($1 AS TEXT)");
SQL(migrations_applied, "SELECT name, checksum FROM migration ORDER BY name");
SQL(migration_add, "INSERT INTO migration (name, checksum, applied_at) VALUES ($1, $2, $3)");
SQL2(foreign_keys_broken, "SELECT count(*) FROM pragma_foreign_key_check", "SELECT CAST(0 AS BIGINT)");   /* PostgreSQL never stops watching */

typedef struct { const char *name, *checksum; } Applied;
static const Column applied_row[] = { COLUMN(Applied, name), COLUMN(Applied, checksum) };

Error *store_table_known(Ctx *cx, const char *table, bool *known)
{
    int64_t n;
    TRY(db_number(cx, table_named, &n, STR(table)));
    *known = n > 0;
    return OK;
}

/* Over both wordings, so that a change to either is seen. */
static const char *checksum_of(Ctx *cx, const Migration *migration) { return token_hash(cx, text(cx, "%s\f%s", migration->sqlite, migration->postgres)); }

static const Migration *migration_named(const Migration *list, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) if (same(list[i].name, name)) return &list[i];
    return NULL;
}

/* What the store has against what the program brings; they may differ only by what is new in the program. */
static Error *compare(Ctx *cx, const Migration *list, size_t n, bool *has)
{
    Applied *applied = NULL;
    size_t count = 0;
    bool known;
    TRY(store_table_known(cx, "migration", &known));
    if (known) TRY(db_list(cx, migrations_applied, applied_row, &applied, &count, NONE));
    for (size_t i = 0; i < count; i++) {
        const Migration *migration = migration_named(list, n, applied[i].name);
        if (!migration) return conflict(cx, "This store was changed by a newer lyceum (it has %s). Use that one", applied[i].name);
        if (!same(checksum_of(cx, migration), applied[i].checksum))
            return conflict(cx, "The migration %s is not the one that this store was made with. Use the release that made it", applied[i].name);
        has[migration - list] = true;
    }
    return OK;
}

static Error *apply_inside(Ctx *cx, const Migration *migration)
{
    int64_t broken_keys = 0;
    TRY(cx->db->driver->script(cx, cx->db, cx->store->postgres ? migration->postgres : migration->sqlite));
    TRY(db_number(cx, foreign_keys_broken, &broken_keys, NONE));
    if (broken_keys) return broken(cx, "%s leaves %ld rows that refer to nothing", migration->name, broken_keys);
    if (cx->store->postgres) TRY(cx->db->driver->script(cx, cx->db, postgres_changed));
    return db_run(cx, migration_add, NULL, STR(migration->name), STR(checksum_of(cx, migration)), INT(time_now()));
}

static Error *apply(Ctx *cx, const Migration *migration)
{
    Error *(*script)(Ctx *, Db *, const char *) = cx->db->driver->script;
    TRY(script(cx, cx->db, "BEGIN"));
    Error *error = apply_inside(cx, migration);
    if (!error) error = script(cx, cx->db, "COMMIT");
    if (!error) return OK;
    if (script(cx, cx->db, "ROLLBACK")) log_warning(cx, "migrate", "nothing was left to roll back after %s", migration->name);
    return error;
}

static Error *migrate(Ctx *cx, const Migration *list, size_t n, size_t *applied)
{
    Store *store = cx->store;
    bool *has = array(cx, bool, n), fresh = true;
    size_t waiting = 0;
    TRY(compare(cx, list, n, has));
    for (size_t i = 0; i < n; i++) has[i] ? (fresh = false) : waiting++;
    *applied = 0;
    if (!waiting) return OK;
    if (!fresh) TRY(backup_before_migration(cx));

    /* With keys on, SQLite could not rebuild a table that others refer to; the check before each commit stands in for them. */
    Error *(*script)(Ctx *, Db *, const char *) = cx->db->driver->script;
    TRY(script(cx, cx->db, table_of_migrations));
    if (!store->postgres) TRY(script(cx, cx->db, "PRAGMA foreign_keys = 0"));
    Error *error = OK;
    for (size_t i = 0; i < n && !error; i++) {
        if (has[i]) continue;
        error = apply(cx, &list[i]);
        if (!error) ++*applied;
    }
    if (!store->postgres) TRY(script(cx, cx->db, "PRAGMA foreign_keys = 1"));
    return error;
}

/* On SQLite the lock beside the file keeps others out; on PostgreSQL this one does. Whoever is kept out waits longer for it than for any other lock: the
 * other lays out the store, and afterwards nothing is left to do. */
static Error *migrate_alone(Ctx *cx, const Migration *list, size_t n, size_t *applied)
{
    Error *(*script)(Ctx *, Db *, const char *) = cx->db->driver->script;
    if (!cx->store->postgres) return migrate(cx, list, n, applied);
    TRY(script(cx, cx->db, "SET lock_timeout = '50s'; SELECT pg_advisory_lock(1819633006, hashtext(current_schema())); SET lock_timeout = '5s'"));
    Error *error = migrate(cx, list, n, applied), *left = script(cx, cx->db, "SELECT pg_advisory_unlock(1819633006, hashtext(current_schema()))");
    return error ? error : left;
}

Error *store_migrate(Ctx *cx, const Migration *list, size_t n, size_t *applied)
{
    Store *store = cx->store;
    Db *before = writer_borrow(cx, store);
    Error *error = migrate_alone(cx, list, n, applied);
    writer_return(cx, store, before);
    if (!error && store->node < 0) error = db_write(cx, node_lease_act, NULL);
    if (!error && *applied) store->change++;
    return error;
}

Error *store_schema_current(Ctx *cx, const Migration *list, size_t n, bool *current)
{
    bool *has = array(cx, bool, n), here = !cx->db;
    if (here) TRY(store_read_begin(cx));
    Error *error = compare(cx, list, n, has);
    if (here) store_read_end(cx);
    TRY(error);
    *current = true;
    for (size_t i = 0; i < n; i++) *current = *current && has[i];
    return OK;
}
