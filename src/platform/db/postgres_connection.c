#include <string.h>
#include <unistd.h>

#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/db/postgres_pipeline.h"

bool connection_lost(const Handle *handle) { return handle->astray || PQstatus(handle->pg) != CONNECTION_OK; }

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

Error *connection_make(Ctx *cx, Handle *handle)
{
    static const char *const keys[]   = { "connect_timeout", "application_name", "client_encoding", "keepalives_idle", "tcp_user_timeout", "dbname", NULL };
    const char       *const values[]  = { "5",               "lyceum",           "UTF8",            "30",              "20000",            handle->url, NULL };
    if (handle->pg) PQfinish(handle->pg);
    handle->astray = handle->failure.is = handle->counted = false;
    handle->owed_count = 0;
    handle->pg = PQconnectdbParams(keys, values, 1);
    if (connection_lost(handle)) return postgres_error(cx, handle, NULL, "PostgreSQL");
    PQsetNoticeProcessor(handle->pg, quiet, NULL);
    PQsetErrorVerbosity(handle->pg, PQERRORS_TERSE);      /* its details quote the row: people's names, into the log */
    if (handle->role == POSTGRES_MAKER) TRY(schema_create(cx, handle));
    /* A statement that waits is given up before the person who waits for it; and the server's own lists say whose connection it is. */
    /* A writer that stands still keeps every other process from writing, so it soon loses its turn. */
    PGresult *result = PQexec(handle->pg, text(cx, "SET lock_timeout = 5000; SET statement_timeout = 60000; SET idle_in_transaction_session_timeout = %d;"
                                          " SELECT set_config('application_name', 'lyceum ' || coalesce(current_schema(), ''), false), to_regclass('store_change') IS NOT NULL",
                                          handle->role == POSTGRES_READER ? 60000 : 10000));
    Error *error = PQresultStatus(result) == PGRES_TUPLES_OK ? OK : postgres_error(cx, handle, result, "SET");
    if (!error) handle->counted = *PQgetvalue(result, 0, 1) == 't';
    PQclear(result);
    return error;
}

Error *connection_renew(Ctx *cx, Db *db)
{
    log_warning(cx, "postgres", "connecting again: %s", PQerrorMessage(handle_of(db)->pg));
    db_forget(db);
    return connection_make(cx, handle_of(db));
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
