#include "platform/db/postgres.h"

#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "platform/base/log.h"
#include "platform/base/text.h"

enum { BIGINT = 20, TEXT = 25, BYTEA = 17 };              /* as pg_type names them, for ever */
enum { FETCH_ROWS = 500 };

typedef struct {
    PGconn     *pg;
    bool        create_schema;
    const char *url;
    const char *due;                  /* a BEGIN that the next statement takes with it, or NULL */
    bool        astray;               /* out of step with the server: only a new connection helps */
    bool        owed;                 /* the answer to the last COMMIT of a reader is still to be read */
    size_t      names;                /* of statements and cursors, so far */
    char        state[6];             /* SQLSTATE of the last error */
    struct { Statement *statement; PGresult *result; } ahead[QUERIES_MOST];
    size_t      ahead_next, ahead_count;
} Handle;

static Handle *handle_of(const Db *db) { return db->handle; }

/* ---- errors ---- */

static bool connection_lost(const Handle *handle) { return handle->astray || PQstatus(handle->pg) != CONNECTION_OK; }

/* What is worth trying again is the machine's fault, or another transaction's; the rest is ours. */
static Error *postgres_error(Ctx *cx, Handle *handle, const PGresult *result, const char *doing)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *words = result && *PQresultErrorMessage(result) ? PQresultErrorMessage(result) : PQerrorMessage(handle->pg);
    snprintf(handle->state, sizeof handle->state, "%s", state ? state : "");
    static const char *const passing[] = { "080", "25006", "40", "53", "55P03", "57" };   /* connection, standby, rolled back, resources, lock, shutdown */
    bool passes = !state || connection_lost(handle);
    for (size_t i = 0; i < COUNT(passing); i++) passes = passes || begins(state, passing[i]);
    return passes ? unavailable(cx, "%s: %s", doing, words) : broken(cx, "%s: %s", doing, words);
}

bool postgres_worth_again(const Db *db)
{
    const char *state = handle_of(db)->state;
    return same(state, "40001") || same(state, "40P01") || same(state, "55P03");
}

/* ---- connecting ---- */

static void quiet(void *nothing, const char *notice) {}

/* The schema that the address names is made with the store, as a file would be. */
static Error *schema_create(Ctx *cx, Handle *handle)
{
    PGresult *result = PQexec(handle->pg, "SELECT current_schema(), split_part(current_setting('search_path'), ',', 1)");
    bool absent = PQresultStatus(result) == PGRES_TUPLES_OK && PQgetisnull(result, 0, 0);
    const char *name = absent ? text(cx, "%s", PQgetvalue(result, 0, 1)) : "";
    PQclear(result);
    if (!absent) return OK;
    char *quoted = PQescapeIdentifier(handle->pg, name, strlen(name));
    result = PQexec(handle->pg, text(cx, "CREATE SCHEMA IF NOT EXISTS %s", begins(name, "\"") ? name : quoted));
    PQfreemem(quoted);
    Error *error = PQresultStatus(result) == PGRES_COMMAND_OK ? OK : postgres_error(cx, handle, result, "CREATE SCHEMA");
    PQclear(result);
    return error;
}

static Error *connect_now(Ctx *cx, Handle *handle)
{
    static const char *const keys[]   = { "connect_timeout", "application_name", "client_encoding", "keepalives_idle", "tcp_user_timeout", "dbname", NULL };
    const char       *const values[]  = { "5",               "lyceum",           "UTF8",            "30",              "20000",            handle->url, NULL };
    if (handle->pg) PQfinish(handle->pg);
    handle->owed = handle->astray = false;
    handle->pg = PQconnectdbParams(keys, values, 1);
    if (connection_lost(handle)) return postgres_error(cx, handle, NULL, "PostgreSQL");
    PQsetNoticeProcessor(handle->pg, quiet, NULL);
    PQsetErrorVerbosity(handle->pg, PQERRORS_TERSE);      /* its details quote the row: people's names, into the log */
    if (handle->create_schema) TRY(schema_create(cx, handle));
    /* A statement that waits is given up before the person who waits for it; and the server's own lists say whose connection it is. */
    PGresult *result = PQexec(handle->pg, "SET lock_timeout = 5000; SET statement_timeout = 60000; SET idle_in_transaction_session_timeout = 60000;"
                                          " SELECT set_config('application_name', 'lyceum ' || coalesce(current_schema(), ''), false)");
    Error *error = PQresultStatus(result) == PGRES_TUPLES_OK ? OK : postgres_error(cx, handle, result, "SET");
    PQclear(result);
    return error;
}

static Error *reconnect(Ctx *cx, Db *db)
{
    log_warning(cx, "postgres", "connecting again: %s", PQerrorMessage(handle_of(db)->pg));
    db_forget(db);
    return connect_now(cx, handle_of(db));
}

/* ---- statements: sent together, answered together ---- */

typedef struct { const char *values[ARGS_MOST]; int lengths[ARGS_MOST], formats[ARGS_MOST], count; uint64_t numbers[ARGS_MOST]; } Parameters;

static void parameters_of(Parameters *parameters, const Arg *args, size_t n)
{
    CHECK(n <= ARGS_MOST);
    parameters->count = (int)n;
    for (size_t i = 0; i < n; i++) {
        parameters->values[i] = NULL;
        parameters->formats[i] = args[i].kind != ARG_TEXT;
        parameters->lengths[i] = 0;
        if (args[i].kind == ARG_TEXT) parameters->values[i] = args[i].text;
        if (args[i].kind == ARG_INT) {
            parameters->numbers[i] = htobe64((uint64_t)args[i].number);
            parameters->values[i] = (const char *)&parameters->numbers[i];
            parameters->lengths[i] = sizeof parameters->numbers[i];
        }
        if (args[i].kind == ARG_BYTES) {
            parameters->values[i] = args[i].bytes.length ? args[i].bytes.bytes : "";
            parameters->lengths[i] = (int)args[i].bytes.length;
        }
    }
}

static void ahead_clear(Handle *handle)
{
    while (handle->ahead_next < handle->ahead_count) PQclear(handle->ahead[handle->ahead_next++].result);
    handle->ahead_next = handle->ahead_count = 0;
}

static void answers_drain(Handle *handle)
{
    for (PGresult *result; (result = PQgetResult(handle->pg)); ) PQclear(result);
    handle->owed = false;
}

static bool statement_send(Db *db, Statement *statement, const Query *query)
{
    Handle *handle = handle_of(db);
    Parameters parameters;
    if (!statement->prepared) {
        char *name = arena_new(db->arena, 96);
        snprintf(name, 96, "%.80s_%zu", statement->sql->name, ++handle->names);
        if (!PQsendPrepare(handle->pg, name, statement->sql->postgres, 0, NULL)) return false;
        statement->prepared = name;
    }
    parameters_of(&parameters, query->args, query->arg_count);
    return PQsendQueryPrepared(handle->pg, statement->prepared, parameters.count, parameters.values, parameters.lengths, parameters.formats, 1);
}

/* The next answer of the pipeline that is one; NULL where the connection is gone. Each ends with a NULL, which is read over. */
static PGresult *answer(Handle *handle)
{
    for (int empty = 0; empty < 2; empty++) {
        PGresult *result = PQgetResult(handle->pg);
        if (result) return result;
    }
    return NULL;
}

static bool failed(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY;
}

/* Reads what one flight brought back: [BEGIN] then for each statement [its preparation] and its answer, then the end. */
static Error *flight_read(Ctx *cx, Handle *handle, Statement *const *statements, const bool *fresh, size_t n, bool began)
{
    Error *error = OK;
    size_t expected = n + (began ? 1 : 0);
    for (size_t i = 0; i < n; i++) expected += fresh[i] ? 1 : 0;
    size_t at = 0;
    bool begin_read = !began, prepared = false;
    for (size_t k = 0; k < expected; k++) {
        PGresult *result = answer(handle);
        const char *doing = begin_read ? statements[at]->sql->name : "BEGIN";
        bool keep = false;
        if (!result || failed(result)) {
            if (!error) error = postgres_error(cx, handle, result, doing);
        }
        if (!begin_read) {
            begin_read = true;
            if (!error) handle->due = NULL;
        }
        else if (fresh[at] && !prepared) {
            prepared = true;
            if (!result || failed(result)) statements[at]->prepared = NULL;
        } else {
            keep = !error && result;
            if (keep) {
                handle->ahead[handle->ahead_count].statement = statements[at];
                handle->ahead[handle->ahead_count++].result = result;
            }
            prepared = false;
            at++;
        }
        if (!keep) PQclear(result);
        if (!result) break;
    }
    PGresult *end = connection_lost(handle) ? NULL : answer(handle);   /* PGRES_PIPELINE_SYNC */
    PQclear(end);
    return error;
}

static Error *flight_once(Ctx *cx, Db *db, Statement *const *statements, const Query *queries, size_t n)
{
    Handle *handle = handle_of(db);
    bool *fresh = array(cx, bool, n), began = handle->due != NULL;
    ahead_clear(handle);
    if (handle->owed) answers_drain(handle);
    bool sent = PQenterPipelineMode(handle->pg) && (!began || PQsendQueryParams(handle->pg, handle->due, 0, NULL, NULL, NULL, NULL, 1));
    for (size_t i = 0; i < n && sent; i++) {
        fresh[i] = !statements[i]->prepared;
        sent = statement_send(db, statements[i], &queries[i]);
    }
    sent = sent && PQpipelineSync(handle->pg);
    Error *error = sent ? flight_read(cx, handle, statements, fresh, n, began) : postgres_error(cx, handle, NULL, "PostgreSQL");
    if (error) ahead_clear(handle);
    if (!connection_lost(handle) && !PQexitPipelineMode(handle->pg)) handle->astray = true;
    return error;
}

/* A transaction that has only now begun can begin again on a new connection: nothing of it happened. */
static Error *flight(Ctx *cx, Db *db, Statement *const *statements, const Query *queries, size_t n)
{
    Handle *handle = handle_of(db);
    const char *begin = handle->due;
    Error *error = flight_once(cx, db, statements, queries, n);
    if (!error || !connection_lost(handle) || !begin) return error;
    TRY(reconnect(cx, db));
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

/* ---- one statement ---- */

static Error *postgres_script(Ctx *cx, Db *db, const char *sql)
{
    Handle *handle = handle_of(db);
    if (!*sql) return OK;
    if (handle->owed) answers_drain(handle);
    PGresult *result = PQexec(handle->pg, sql);
    Error *error = failed(result) ? postgres_error(cx, handle, result, "script") : OK;
    PQclear(result);
    return error;
}

static Error *cursor_fetch(Ctx *cx, Db *db, Cursor *cursor)
{
    Handle *handle = handle_of(db);
    PQclear(cursor->rows);
    PGresult *result = cursor->rows = PQexecParams(handle->pg, text(cx, "FETCH %d FROM %s", FETCH_ROWS, cursor->name), 0, NULL, NULL, NULL, NULL, 1);
    if (failed(result)) return postgres_error(cx, handle, result, cursor->statement->sql->name);
    cursor->row = -1;
    cursor->row_count = PQntuples(result);
    return OK;
}

static Error *begin_now(Ctx *cx, Db *db)
{
    Handle *handle = handle_of(db);
    const char *begin = handle->due;
    handle->due = NULL;
    Error *error = postgres_script(cx, db, begin);
    if (!error || !connection_lost(handle)) return error;
    TRY(reconnect(cx, db));
    return postgres_script(cx, db, begin);
}

/* A long answer comes in portions, and other statements may run between them. */
static Error *stream_start(Ctx *cx, Db *db, const Arg *args, size_t n, Cursor *cursor)
{
    Handle *handle = handle_of(db);
    const Sql *sql = cursor->statement->sql;
    Parameters parameters;
    parameters_of(&parameters, args, n);
    if (handle->owed) answers_drain(handle);
    if (handle->due) TRY(begin_now(cx, db));
    cursor->name = text(cx, "cursor_%zu", ++handle->names);
    PGresult *result = PQexecParams(handle->pg, text(cx, "DECLARE %s NO SCROLL CURSOR FOR %s", cursor->name, sql->postgres),
                                    parameters.count, NULL, parameters.values, parameters.lengths, parameters.formats, 1);
    Error *error = failed(result) ? postgres_error(cx, handle, result, sql->name) : OK;
    PQclear(result);
    if (!error) error = cursor_fetch(cx, db, cursor);
    if (error) PQclear(cursor->rows);
    return error;
}

static Error *postgres_start(Ctx *cx, Db *db, Statement *statement, const Arg *args, size_t n, Cursor *cursor)
{
    Handle *handle = handle_of(db);
    if (cursor->stream) return stream_start(cx, db, args, n, cursor);
    bool came = handle->ahead_next < handle->ahead_count && handle->ahead[handle->ahead_next].statement == statement;
    if (!came) TRY(flight(cx, db, &statement, &(Query){ .args = args, .arg_count = n }, 1));
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

static int64_t number_at(const PGresult *result, int row, int at)
{
    uint64_t wire;
    if (PQgetisnull(result, row, at)) return 0;
    memcpy(&wire, PQgetvalue(result, row, at), sizeof wire);
    return (int64_t)be64toh(wire);
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
            *(int64_t *)member = number_at(result, row, at);
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
    *number = number_at(cursor->rows, (int)cursor->row, 0);
    return OK;
}

static void postgres_finish(Db *db, Cursor *cursor)
{
    PQclear(cursor->rows);
    if (cursor->name && !connection_lost(handle_of(db))) {
        char close[64];
        snprintf(close, sizeof close, "CLOSE %s", cursor->name);
        PQclear(PQexec(handle_of(db)->pg, close));   /* in a failed transaction it is gone already */
    }
}

static Error *postgres_describe(Ctx *cx, Db *db, const Sql *sql)
{
    Handle *handle = handle_of(db);
    if (handle->due) TRY(begin_now(cx, db));
    PGresult *result = PQprepare(handle->pg, "", sql->postgres, 0, NULL);
    Error *error = failed(result) ? postgres_error(cx, handle, result, sql->name) : OK;
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

static Error *begin_due(Ctx *cx, Db *db, const char *begin)
{
    Handle *handle = handle_of(db);
    handle->state[0] = '\0';
    handle->due = begin;
    return connection_lost(handle) ? reconnect(cx, db) : OK;
}

static Error *postgres_read_begin(Ctx *cx, Db *db) { return begin_due(cx, db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }

/* Nobody waits for the end of a transaction that only read; its answer is read before the next one. */
static void postgres_read_end(Db *db)
{
    Handle *handle = handle_of(db);
    ahead_clear(handle);
    if (!handle->due && !connection_lost(handle) && PQsendQuery(handle->pg, "ROLLBACK")) handle->owed = true;
    handle->due = NULL;
}

Error *postgres_begin(Ctx *cx, Db *db) { return begin_due(cx, db, "BEGIN ISOLATION LEVEL READ COMMITTED"); }

Error *postgres_commit(Ctx *cx, Db *db)
{
    Handle *handle = handle_of(db);
    ahead_clear(handle);
    if (handle->due) return handle->due = NULL, OK;   /* the act asked nothing */
    PGresult *result = PQexec(handle->pg, "COMMIT");
    Error *error = failed(result) ? postgres_error(cx, handle, result, "COMMIT") : OK;
    if (error && connection_lost(handle)) error = uncertain(cx, "%s", error->log);     /* the answer is lost, and perhaps only that */
    if (!error && !same(PQcmdStatus(result), "COMMIT")) error = broken(cx, "an act went on after a statement had failed, and was rolled back");
    PQclear(result);
    return error;
}

void postgres_rollback(Ctx *cx, Db *db)
{
    Handle *handle = handle_of(db);
    ahead_clear(handle);
    if (!handle->due && !connection_lost(handle)) PQclear(PQexec(handle->pg, "ROLLBACK"));
    handle->due = NULL;
}

/* ---- opening and closing ---- */

static void postgres_close(Db *db)
{
    ahead_clear(handle_of(db));
    PQfinish(handle_of(db)->pg);
}

static const Driver postgres_driver = {
    .start = postgres_start, .next = postgres_next, .columns = postgres_columns, .column_name = postgres_column_name, .fill = postgres_fill,
    .number = postgres_number, .finish = postgres_finish, .ahead = postgres_ahead, .script = postgres_script,
    .describe = postgres_describe, .read_begin = postgres_read_begin, .read_end = postgres_read_end, .close = postgres_close,
};

Error *postgres_open(Ctx *cx, const char *url, bool create_schema, Db **out)
{
    Db *db = db_new(&postgres_driver);
    Handle *handle = db->handle = arena_new(db->arena, sizeof *handle);
    *handle = (Handle){ .url = url, .create_schema = create_schema };
    Error *error = connect_now(cx, handle);
    if (error) db_free(db);
    else *out = db;
    return error;
}

Error *postgres_environment(Ctx *cx, const char *url, const char *const **out)
{
    char *wrong = NULL;
    PQconninfoOption *options = PQconninfoParse(url, &wrong);
    if (!options) {
        Error *error = conflict(cx, "The address of the store cannot be read: %s", wrong ? wrong : "out of memory");
        PQfreemem(wrong);
        return error;
    }
    size_t n = 0, inherited = 0;
    while (environ[inherited]) inherited++;
    for (const PQconninfoOption *option = options; option->keyword; option++) n++;
    const char **environment = array(cx, const char *, n + inherited + 1);
    n = 0;
    for (const PQconninfoOption *option = options; option->keyword; option++)
        if (option->val && option->envvar) environment[n++] = text(cx, "%s=%s", option->envvar, option->val);
    for (size_t i = 0; i < inherited; i++) if (!begins(environ[i], "PG") || begins(environ[i], "PGPASSFILE=")) environment[n++] = environ[i];
    PQconninfoFree(options);
    *out = environment;
    return OK;
}
