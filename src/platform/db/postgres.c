#include "platform/db/postgres.h"

#include <stdio.h>

#include "platform/base/text.h"
#include "platform/db/postgres_pipeline.h"

enum { BIGINT = 20, TEXT = 25, BYTEA = 17 };              /* as pg_type names them, for ever */
enum { FETCH_ROWS = 500 };

/* ---- questions: sent together, answered together ---- */

static Error *flight_once(Ctx *cx, Db *db, Statement *const *statements, const Query *queries, size_t n)
{
    Handle *handle = handle_of(db);
    ahead_clear(handle);
    TRY(failure_error(cx, handle));
    if (handle->owed_count + 2 * n + 6 > OWED_MOST) TRY(pipeline_settle(cx, handle));
    begin_send(handle);
    change_ask(db);
    for (size_t i = 0; i < n; i++) statement_send(db, statements[i], queries[i].args, queries[i].arg_count, true);
    Error *error = pipeline_settle(cx, handle);
    if (error) ahead_clear(handle);
    return error;
}

/* A page's transaction that has only now begun can begin again on a new connection: nothing of it happened. An act's runs again as a whole. */
static Error *flight(Ctx *cx, Db *db, Statement *const *statements, const Query *queries, size_t n)
{
    Handle *handle = handle_of(db);
    const char *begin = handle->due;
    Error *error = flight_once(cx, db, statements, queries, n);
    if (!error || !connection_lost(handle) || !begin || handle->writes) return error;
    TRY(connection_renew(cx, db));
    handle->due = begin;
    return flight_once(cx, db, statements, queries, n);
}

static Error *postgres_ahead(Ctx *cx, Db *db, Statement *const *statements, const Query *queries, size_t n)
{
    Query *bare = array(cx, Query, n);
    for (size_t i = 0; i < n; i++) {
        bare[i] = queries[i];
        if (bare[i].arg_count == 1 && bare[i].args[0].kind == ARG_NONE) bare[i].arg_count = 0;
    }
    return flight(cx, db, statements, bare, n);
}

static bool is_ahead(const Handle *handle, const Statement *statement)
{
    return handle->ahead_next < handle->ahead_count && handle->ahead[handle->ahead_next].statement == statement;
}

static Error *postgres_send(Ctx *cx, Db *db, Statement *statement, const Arg *args, size_t n, bool *sent)
{
    Handle *handle = handle_of(db);
    *sent = handle->writes && !is_ahead(handle, statement);
    if (!*sent) return OK;
    if (handle->owed_count > OWED_EASY) TRY(pipeline_settle(cx, handle));
    begin_send(handle);
    statement_send(db, statement, args, n, false);
    return failure_error(cx, handle);
}

static void postgres_change_ahead(Db *db) { handle_of(db)->change_due = handle_of(db)->counted && handle_of(db)->change < 0; }

static Error *postgres_change(Ctx *cx, Db *db, int64_t *change)
{
    postgres_change_ahead(db);
    if (handle_of(db)->change_due) TRY(flight(cx, db, NULL, NULL, 0));
    *change = handle_of(db)->change;
    return OK;
}

/* ---- one statement ---- */

static Error *postgres_script(Ctx *cx, Db *db, const char *sql)
{
    Handle *handle = handle_of(db);
    if (!*sql) return OK;
    TRY(pipeline_leave(cx, handle));
    PGresult *result = PQexec(handle->pg, sql);
    Error *error = result_failed(result) ? postgres_error(cx, handle, result, "script") : OK;
    PQclear(result);
    return error;
}

static Error *cursor_fetch(Ctx *cx, Db *db, Cursor *cursor)
{
    Handle *handle = handle_of(db);
    PQclear(cursor->rows);
    cursor->rows = NULL;
    TRY(pipeline_leave(cx, handle));
    PGresult *result = cursor->rows = PQexecParams(handle->pg, text(cx, "FETCH %d FROM %s", FETCH_ROWS, cursor->name), 0, NULL, NULL, NULL, NULL, 1);
    if (result_failed(result)) return postgres_error(cx, handle, result, cursor->statement->sql->name);
    cursor->row = -1;
    cursor->row_count = PQntuples(result);
    return OK;
}

/* Whatever was sent is answered, BEGIN among it, and the next word is outside the pipeline. */
static Error *alone(Ctx *cx, Db *db)
{
    Handle *handle = handle_of(db);
    const char *begin = handle->due;
    ahead_clear(handle);
    begin_send(handle);
    Error *error = pipeline_leave(cx, handle);
    if (!error || !connection_lost(handle) || !begin || handle->writes) return error;
    TRY(connection_renew(cx, db));
    word_send(handle, begin, ACT_NONE);
    return pipeline_leave(cx, handle);
}

/* A long answer comes in portions, and other statements may run between them. */
static Error *stream_start(Ctx *cx, Db *db, const Arg *args, size_t n, Cursor *cursor)
{
    Handle *handle = handle_of(db);
    const Sql *sql = cursor->statement->sql;
    Parameters parameters;
    parameters_of(&parameters, args, n);
    TRY(alone(cx, db));
    cursor->name = text(cx, "cursor_%zu", ++handle->names);
    PGresult *result = PQexecParams(handle->pg, text(cx, "DECLARE %s NO SCROLL CURSOR FOR %s", cursor->name, sql->postgres),
                                    parameters.count, NULL, parameters.values, parameters.lengths, parameters.formats, 1);
    Error *error = result_failed(result) ? postgres_error(cx, handle, result, sql->name) : OK;
    PQclear(result);
    if (!error) error = cursor_fetch(cx, db, cursor);
    if (error) PQclear(cursor->rows);
    return error;
}

static Error *postgres_start(Ctx *cx, Db *db, Statement *statement, const Arg *args, size_t n, Cursor *cursor)
{
    Handle *handle = handle_of(db);
    if (cursor->stream) return stream_start(cx, db, args, n, cursor);
    if (!is_ahead(handle, statement)) TRY(flight(cx, db, &statement, &(Query){ .args = args, .arg_count = n }, 1));
    PGresult *result = handle->ahead[handle->ahead_next++].result;
    const char *changed = PQcmdTuples(result);
    cursor->rows = result;
    cursor->row = -1;
    cursor->row_count = PQntuples(result);
    if (!*changed || !number_parse(changed, 0, INT64_MAX, &cursor->changed)) cursor->changed = 0;
    return OK;
}

static Error *postgres_next(Ctx *cx, Db *db, Cursor *cursor, bool *row)
{
    cursor->row++;
    if (cursor->stream && cursor->row == FETCH_ROWS) {
        TRY(cursor_fetch(cx, db, cursor));
        cursor->row = 0;
    }
    *row = cursor->row < cursor->row_count;
    return OK;
}

static size_t postgres_columns(Db *db, const Cursor *cursor) { return (size_t)PQnfields(cursor->rows); }

static const char *postgres_column_name(Db *db, const Cursor *cursor, size_t i) { return PQfname(cursor->rows, (int)i); }

static Error *wrong_type(Ctx *cx, const Cursor *cursor, int at, const char *wanted)
{
    return broken(cx, "%s: column %s is not %s (type %u)", cursor->statement->sql->name, PQfname(cursor->rows, at), wanted, PQftype(cursor->rows, at));
}

static Error *postgres_fill(Ctx *cx, Db *db, Cursor *cursor, const Column *columns, size_t n, void *out, bool keep)
{
    const PGresult *result = cursor->rows;
    int row = (int)cursor->row;
    for (size_t i = 0; i < n; i++) {
        int at = cursor->statement->map[i];
        Oid type = PQftype(result, at);
        void *member = (char *)out + columns[i].at;
        const char *value = PQgetvalue(result, row, at);
        size_t length = (size_t)PQgetlength(result, row, at);
        switch (columns[i].kind) {
        case COLUMN_INT:
            if (type != BIGINT) return wrong_type(cx, cursor, at, "BIGINT");
            *(int64_t *)member = result_number(result, row, at);
            break;
        case COLUMN_TEXT:
            if (type != TEXT) return wrong_type(cx, cursor, at, "TEXT");
            *(const char **)member = !length ? "" : keep ? text_copy(cx, value, length) : value;
            break;
        case COLUMN_BYTES:
            if (type != BYTEA) return wrong_type(cx, cursor, at, "BYTEA");
            *(Bytes *)member = (Bytes){ keep && length ? text_copy(cx, value, length) : value, length };
            break;
        }
    }
    return OK;
}

static Error *postgres_number(Ctx *cx, Db *db, Cursor *cursor, int64_t *number)
{
    if (PQftype(cursor->rows, 0) != BIGINT) return wrong_type(cx, cursor, 0, "BIGINT");
    *number = result_number(cursor->rows, (int)cursor->row, 0);
    return OK;
}

static void postgres_finish(Db *db, Cursor *cursor)
{
    char close[64];
    PQclear(cursor->rows);
    if (!cursor->name || connection_lost(handle_of(db))) return;
    snprintf(close, sizeof close, "CLOSE %s", cursor->name);
    last_send(handle_of(db), close);   /* in a failed transaction it is gone already */
}

static Error *postgres_describe(Ctx *cx, Db *db, const Sql *sql)
{
    Handle *handle = handle_of(db);
    TRY(alone(cx, db));
    PGresult *result = PQprepare(handle->pg, "", sql->postgres, 0, NULL);
    Error *error = result_failed(result) ? postgres_error(cx, handle, result, sql->name) : OK;
    PQclear(result);
    TRY(error);
    result = PQdescribePrepared(handle->pg, "");
    for (int i = 0; i < PQnparams(result) && !error; i++) {
        Oid type = PQparamtype(result, i);
        if (type != BIGINT && type != TEXT && type != BYTEA) error = broken(cx, "%s (%s): $%d is of type %u; CAST it", sql->name, sql->file, i + 1, type);
    }
    for (int i = 0; i < PQnfields(result) && !error; i++) {
        Oid type = PQftype(result, i);
        if (type != BIGINT && type != TEXT && type != BYTEA)
            error = broken(cx, "%s (%s): column %s is of type %u; CAST it", sql->name, sql->file, PQfname(result, i), type);
    }
    PQclear(result);
    return error;
}

/* ---- transactions ---- */

static Error *begin_due(Ctx *cx, Db *db, const char *begin, bool writes)
{
    Handle *handle = handle_of(db);
    handle->failure.is = false;
    handle->writes = writes;
    handle->act = ACT_NONE;
    handle->wrote = handle->change_due = false;
    handle->change = -1;
    handle->due = begin;
    if (writes) PQconsumeInput(handle->pg);   /* a connection that was closed meanwhile is seen to be, before anything depends on it */
    return connection_lost(handle) ? connection_renew(cx, db) : OK;
}

/* Nobody waits for the end of a transaction that is not to be kept; its answer is read before the next one. */
static void end_unkept(Db *db)
{
    Handle *handle = handle_of(db);
    answers_read(handle);   /* what failed late would be taken for the next one's, and keep this word from being carried out */
    ahead_clear(handle);
    handle->failure.is = handle->writes = false;
    if (!handle->due && !connection_lost(handle)) last_send(handle, "ROLLBACK");
    handle->due = NULL;
}

static Error *postgres_read_begin(Ctx *cx, Db *db) { return begin_due(cx, db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", false); }

static void postgres_read_end(Db *db) { end_unkept(db); }

Error *postgres_begin(Ctx *cx, Db *db) { return begin_due(cx, db, "BEGIN ISOLATION LEVEL READ COMMITTED", true); }

void postgres_rollback(Db *db) { end_unkept(db); }

void postgres_act_begin(Db *db, size_t act, bool among)
{
    Handle *handle = handle_of(db);
    ahead_clear(handle);
    handle->act = act;
    if (!among) return;
    if (handle->owed_count > OWED_EASY) answers_read(handle);
    begin_send(handle);
    word_send(handle, "SAVEPOINT act", act);
}

void postgres_act_keep(Db *db) { word_send(handle_of(db), "RELEASE act", handle_of(db)->act); }

void postgres_act_undo(Db *db)
{
    Handle *handle = handle_of(db);
    handle->failure.is = false;
    word_send(handle, "ROLLBACK TO act", ACT_NONE);
    word_send(handle, "RELEASE act", ACT_NONE);
}

bool postgres_failed(const Db *db, PostgresFailure *out)
{
    const Handle *handle = handle_of(db);
    const Failure *failure = &handle->failure;
    *out = (PostgresFailure){ .act = connection_lost(handle) ? ACT_NONE : failure->act, .lost = connection_lost(handle), .unknown = failure->unknown,
                              .kept_out = failure->act == ACT_NONE && same(failure->state, "55P03"),
                              .in_the_way = same(failure->state, "40001") || same(failure->state, "40P01") };
    return failure->is;
}

Error *postgres_failure(Ctx *cx, Db *db) { return failure_error(cx, handle_of(db)); }

Error *postgres_commit(Ctx *cx, Db *db)
{
    Handle *handle = handle_of(db);
    ahead_clear(handle);
    if (handle->due) return handle->due = NULL, handle->writes = false, OK;   /* the acts asked nothing */
    commit_send(db);
    answers_read(handle);
    /* Where the connection is lost, perhaps only the answer is, unless the server itself says that it came no further than an earlier word. */
    handle->failure.unknown = connection_lost(handle) && (!*handle->failure.state || same(handle->failure.doing, "COMMIT"));
    TRY(failure_error(cx, handle));
    if (!same(PQcmdStatus(handle->ahead[0].result), "COMMIT")) return postgres_error(cx, handle, handle->ahead[0].result, "COMMIT was answered otherwise");
    handle->writes = false;
    return OK;
}

/* ---- opening and closing ---- */

static void postgres_close(Db *db)
{
    ahead_clear(handle_of(db));
    PQfinish(handle_of(db)->pg);
}

static const Driver postgres_driver = {
    .start = postgres_start, .next = postgres_next, .columns = postgres_columns, .column_name = postgres_column_name, .fill = postgres_fill,
    .number = postgres_number, .finish = postgres_finish, .ahead = postgres_ahead, .send = postgres_send, .change = postgres_change, .change_ahead = postgres_change_ahead, .script = postgres_script,
    .describe = postgres_describe, .read_begin = postgres_read_begin, .read_end = postgres_read_end, .close = postgres_close,
};

Error *postgres_open(Ctx *cx, const char *url, PostgresRole role, Db **out)
{
    Db *db = db_new(&postgres_driver);
    Handle *handle = db->handle = arena_new(db->arena, sizeof *handle);
    *handle = (Handle){ .url = url, .role = role };
    Error *error = connection_make(cx, handle);
    if (error) db_free(db);
    else *out = db;
    return error;
}
