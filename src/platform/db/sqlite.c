#include "platform/db/sqlite.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "platform/base/text.h"

enum { BUSY_MS = 2000, COPY_PAGES = 100 };   /* another process opens or backs up: it is soon done */

/* What a writer knows beside its connection. */
typedef struct { int64_t log_frames, commits; bool sync_failed; void *file; } Log;

typedef struct { sqlite3 *db; sqlite3_stmt *begin, *end; Log log; } Handle;

static Handle  *handle_of(const Db *db) { return db->handle; }
static sqlite3 *sqlite_of(const Db *db) { return handle_of(db)->db; }

/* What is worth trying again is the machine's fault; the rest is ours. */
static Error *sqlite_error(Ctx *cx, const Db *db, const char *doing)
{
    sqlite3 *handle = sqlite_of(db);
    int code = sqlite3_extended_errcode(handle);
    switch (code & 0xff) {
    case SQLITE_IOERR:
        if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) handle_of(db)->log.sync_failed = true;
        __attribute__((fallthrough));
    case SQLITE_FULL: case SQLITE_BUSY: case SQLITE_LOCKED: case SQLITE_READONLY: case SQLITE_CANTOPEN: case SQLITE_NOMEM: case SQLITE_INTERRUPT:
        return unavailable(cx, "%s: %s (%d)", doing, sqlite3_errmsg(handle), code);
    default:
        return broken(cx, "%s: %s (%d)", doing, sqlite3_errmsg(handle), code);
    }
}

/* ---- statements ---- */

static Error *statement_prepare(Ctx *cx, Db *db, Statement *statement)
{
    sqlite3_stmt *prepared;
    if (sqlite3_prepare_v3(sqlite_of(db), statement->sql->sqlite, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL) != SQLITE_OK)
        return sqlite_error(cx, db, statement->sql->name);
    /* To SQLite "$2" is a name, placed where it first appears. */
    int places = sqlite3_bind_parameter_count(prepared);
    for (int at = 1; at <= places; at++) {
        const char *name = sqlite3_bind_parameter_name(prepared, at);
        int64_t number;
        if (!name || name[0] != '$' || !number_parse(name + 1, 1, ARGS_MOST, &number)) {
            sqlite3_finalize(prepared);
            return broken(cx, "%s: parameters are $1 to $%d", statement->sql->name, ARGS_MOST);
        }
        statement->bind[number - 1] = (uint16_t)at;
        if ((size_t)number > statement->arg_count) statement->arg_count = (size_t)number;
    }
    statement->prepared = prepared;
    return OK;
}

static void bind(sqlite3_stmt *prepared, int at, const Arg *arg)
{
    switch (arg->kind) {
    case ARG_INT:   sqlite3_bind_int64(prepared, at, arg->number); break;
    case ARG_TEXT:  sqlite3_bind_text(prepared, at, arg->text, -1, SQLITE_STATIC); break;   /* the arguments outlive the statement's run */
    case ARG_BYTES: sqlite3_bind_blob64(prepared, at, arg->bytes.length ? arg->bytes.bytes : "", arg->bytes.length, SQLITE_STATIC); break;
    default:        sqlite3_bind_null(prepared, at);
    }
}

static Error *sqlite_start(Ctx *cx, Db *db, Statement *statement, const Arg *args, size_t n, Cursor *cursor)
{
    if (!statement->prepared) TRY(statement_prepare(cx, db, statement));
    if (n != statement->arg_count) return broken(cx, "%s has %zu parameters and was given %zu", statement->sql->name, statement->arg_count, n);
    for (size_t i = 0; i < n; i++) if (statement->bind[i]) bind(statement->prepared, statement->bind[i], &args[i]);
    return OK;
}

static Error *sqlite_next(Ctx *cx, Db *db, Cursor *cursor, bool *row)
{
    switch (sqlite3_step(cursor->statement->prepared)) {
    case SQLITE_ROW:
        *row = true;
        return OK;
    case SQLITE_DONE:
        *row = false;
        cursor->changed = sqlite3_changes64(sqlite_of(db));
        return OK;
    default:
        return sqlite_error(cx, db, cursor->statement->sql->name);
    }
}

static size_t sqlite_columns(Db *db, const Cursor *cursor) { return (size_t)sqlite3_column_count(cursor->statement->prepared); }

static const char *sqlite_column_name(Db *db, const Cursor *cursor, size_t i) { return sqlite3_column_name(cursor->statement->prepared, (int)i); }

static Error *wrong_type(Ctx *cx, const Cursor *cursor, const char *column, const char *wanted)
{
    return broken(cx, "%s: column %s is not %s", cursor->statement->sql->name, column, wanted);
}

static Error *sqlite_fill(Ctx *cx, Db *db, Cursor *cursor, const Column *columns, size_t n, void *out, bool keep)
{
    sqlite3_stmt *prepared = cursor->statement->prepared;
    for (size_t i = 0; i < n; i++) {
        int at = cursor->statement->map[i], type = sqlite3_column_type(prepared, at);
        void *member = (char *)out + columns[i].at;
        switch (columns[i].kind) {
        case COLUMN_INT:
            if (type != SQLITE_INTEGER && type != SQLITE_NULL) return wrong_type(cx, cursor, columns[i].name, "a number");
            *(int64_t *)member = type == SQLITE_NULL ? 0 : sqlite3_column_int64(prepared, at);
            break;
        case COLUMN_TEXT:
            if (type != SQLITE_TEXT && type != SQLITE_NULL) return wrong_type(cx, cursor, columns[i].name, "text");
            const char *text = type == SQLITE_NULL ? "" : (const char *)sqlite3_column_text(prepared, at);
            *(const char **)member = keep && *text ? text_copy(cx, text, (size_t)sqlite3_column_bytes(prepared, at)) : keep ? "" : text;
            break;
        case COLUMN_BYTES:
            if (type != SQLITE_BLOB && type != SQLITE_NULL) return wrong_type(cx, cursor, columns[i].name, "bytes");
            const void *bytes = sqlite3_column_blob(prepared, at);
            size_t length = (size_t)sqlite3_column_bytes(prepared, at);
            *(Bytes *)member = (Bytes){ keep && length ? text_copy(cx, bytes, length) : bytes, length };
            break;
        }
    }
    return OK;
}

static Error *sqlite_number(Ctx *cx, Db *db, Cursor *cursor, int64_t *number)
{
    int type = sqlite3_column_type(cursor->statement->prepared, 0);
    if (type != SQLITE_INTEGER && type != SQLITE_NULL) return wrong_type(cx, cursor, sqlite3_column_name(cursor->statement->prepared, 0), "a number");
    *number = sqlite3_column_int64(cursor->statement->prepared, 0);
    return OK;
}

static void sqlite_finish(Db *db, Cursor *cursor) { sqlite3_reset(cursor->statement->prepared); }

static Error *sqlite_script(Ctx *cx, Db *db, const char *sql)
{
    return sqlite3_exec(sqlite_of(db), sql, NULL, NULL, NULL) == SQLITE_OK ? OK : sqlite_error(cx, db, "script");
}

/* What a column holds SQLite knows only once there is a row: fill() looks. */
static Error *sqlite_describe(Ctx *cx, Db *db, const Sql *sql)
{
    Statement statement = { .sql = sql };
    TRY(statement_prepare(cx, db, &statement));
    sqlite3_finalize(statement.prepared);
    return OK;
}

/* ---- reading ---- */

static Error *plain(Ctx *cx, Db *db, sqlite3_stmt *prepared)
{
    int step = sqlite3_step(prepared);
    Error *error = step == SQLITE_DONE ? OK : sqlite_error(cx, db, sqlite3_sql(prepared));
    sqlite3_reset(prepared);
    return error;
}

static Error *sqlite_read_begin(Ctx *cx, Db *db) { return plain(cx, db, handle_of(db)->begin); }

static void sqlite_read_end(Db *db)
{
    sqlite3_stmt *end = handle_of(db)->end;
    sqlite3_step(end);   /* ends a transaction that only read: nothing is lost whatever it says */
    sqlite3_reset(end);
}

/* ---- opening and closing ---- */

static void sqlite_close(Db *db)
{
    for (size_t i = 0; i < db->room; i++) if (db->slots[i]) sqlite3_finalize(db->slots[i]->prepared);
    sqlite3_finalize(handle_of(db)->begin);
    sqlite3_finalize(handle_of(db)->end);
    CHECK(sqlite3_close(sqlite_of(db)) == SQLITE_OK);
}

static const Driver sqlite_driver = {
    .start = sqlite_start, .next = sqlite_next, .columns = sqlite_columns, .column_name = sqlite_column_name, .fill = sqlite_fill,
    .number = sqlite_number, .finish = sqlite_finish, .script = sqlite_script, .describe = sqlite_describe, .read_begin = sqlite_read_begin,
    .read_end = sqlite_read_end, .close = sqlite_close,
};

static const char *writers_files;

static void library_begin(void)
{
    CHECK(sqlite3_threadsafe());
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);          /* a connection is used by one thread at a time: no locks inside */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1);   /* what a savepoint would undo stays in memory: acts are small */
    sqlite3_initialize();
    writers_files = sqlite_gathering_files();
}

static int committed(void *log, sqlite3 *db, const char *name, int frames)
{
    ((Log *)log)->log_frames = frames;
    ((Log *)log)->commits++;
    return SQLITE_OK;
}

static const char *settings_of(SqliteRole role)
{
    switch (role) {
    case SQLITE_READER:    return "PRAGMA query_only = 1; PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY";
    case SQLITE_WRITER:    return "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA foreign_keys = 1;"
                                  "PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY";
    case SQLITE_TEMPORARY: return "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 0; PRAGMA foreign_keys = 1;"
                                  "PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY";
    }
    return "";
}

Error *sqlite_open(Ctx *cx, const char *path, SqliteRole role, bool create, Db **db)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, library_begin);

    int flags = role == SQLITE_READER ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0);
    sqlite3 *raw = NULL;
    int opened = sqlite3_open_v2(path, &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, role == SQLITE_WRITER ? writers_files : NULL);
    if (opened != SQLITE_OK) {
        sqlite3_close(raw);
        return unavailable(cx, "%s cannot be opened: %s", path, sqlite3_errstr(opened));
    }
    sqlite3_db_config(raw, SQLITE_DBCONFIG_LOOKASIDE, NULL, 1200, 100);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, NULL);   /* "a misspelt column" is an error, not a text */
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    if (role == SQLITE_READER) sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    sqlite3_busy_timeout(raw, BUSY_MS);

    *db = db_new(&sqlite_driver);
    Handle *handle = arena_new((*db)->arena, sizeof *handle);
    handle->db = raw;
    (*db)->handle = handle;
    Error *error = sqlite_script(cx, *db, settings_of(role));
    if (!error && role == SQLITE_READER
        && (sqlite3_prepare_v3(raw, "BEGIN", -1, SQLITE_PREPARE_PERSISTENT, &handle->begin, NULL) != SQLITE_OK
            || sqlite3_prepare_v3(raw, "COMMIT", -1, SQLITE_PREPARE_PERSISTENT, &handle->end, NULL) != SQLITE_OK))
        error = sqlite_error(cx, *db, "BEGIN");
    if (error) {
        db_free(*db);
        *db = NULL;
        return error;
    }
    if (role != SQLITE_READER) sqlite3_wal_hook(raw, committed, &handle->log);
    return OK;
}

/* ---- for the writer ---- */

bool    sqlite_in_transaction(const Db *db) { return !sqlite3_get_autocommit(sqlite_of(db)); }
bool    sqlite_sync_failed(const Db *db)    { return handle_of(db)->log.sync_failed; }
int64_t sqlite_rows_changed(const Db *db)   { return sqlite3_total_changes64(sqlite_of(db)); }
int64_t sqlite_commits(const Db *db)        { return handle_of(db)->log.commits; }
int64_t sqlite_log_frames(const Db *db)     { return handle_of(db)->log.log_frames; }

void sqlite_flush_later(Db *db, bool later)
{
    Log *log = &handle_of(db)->log;
    if (!log->file) sqlite3_file_control(sqlite_of(db), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log->file);
    sqlite_log_flush_later(log->file, later);
}

bool sqlite_flush(const Db *db) { return sqlite_log_flush(handle_of(db)->log.file); }

Error *sqlite_checkpoint(Ctx *cx, Db *db, bool restart)
{
    int frames = 0, moved = 0;
    sqlite3_busy_timeout(sqlite_of(db), 100);   /* readers are quick; who is not is waited for next time */
    int code = sqlite3_wal_checkpoint_v2(sqlite_of(db), "main", restart ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE, &frames, &moved);
    sqlite3_busy_timeout(sqlite_of(db), BUSY_MS);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) return sqlite_error(cx, db, "checkpoint");
    handle_of(db)->log.log_frames = frames;
    return OK;
}

/* Some pages at a time, out of the transaction that `db` reads in: what others commit meanwhile does not show. */
static void pages_copy(sqlite3_backup *backup, void (*so_far)(void *data, int64_t done, int64_t total), void *data)
{
    while (sqlite3_backup_step(backup, COPY_PAGES) == SQLITE_OK)
        if (so_far) so_far(data, sqlite3_backup_pagecount(backup) - sqlite3_backup_remaining(backup), sqlite3_backup_pagecount(backup));
}

Error *sqlite_copy(Ctx *cx, Db *db, const char *path, void (*so_far)(void *data, int64_t done, int64_t total), void *data)
{
    sqlite3 *into = NULL;
    int code = sqlite3_open_v2(path, &into, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    sqlite3_backup *backup = code == SQLITE_OK ? sqlite3_backup_init(into, "main", sqlite_of(db), "main") : NULL;
    if (backup) {
        sqlite3_exec(sqlite_of(db), "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL);   /* a transaction sees from its first look on */
        pages_copy(backup, so_far, data);
        code = sqlite3_backup_finish(backup);
    } else code = sqlite3_extended_errcode(into);
    if (code == SQLITE_OK) code = sqlite3_exec(into, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);   /* one file, that a look at it leaves one */
    Error *error = code == SQLITE_OK ? OK : unavailable(cx, "%s: %s", path, sqlite3_errmsg(into));
    sqlite3_close(into);
    return error;
}
