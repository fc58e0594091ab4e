#include "platform/db/postgres_pipeline.h"

#include <endian.h>
#include <stdio.h>
#include <string.h>

#include "platform/base/text.h"

/* One process writes to a store at a time, as on SQLite: two batches that want the same events in another order would lock each other out. */
static const char turn_take[] = "SELECT pg_advisory_xact_lock(1819633005, hashtext(current_schema()))";

/* Never twice the same, not even in a store that was put back to an earlier day or is another server's now: no sooner than the clock. */
#define CHANGE_MOVES "UPDATE store_change SET number = greatest(number + 1, CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT))"
SQL2(change_moves, "SELECT CAST(0 AS BIGINT)", CHANGE_MOVES);
SQL2(change_seen,  "SELECT CAST(0 AS BIGINT) AS number", "SELECT number FROM store_change");
const char postgres_changed[] = "DO $$ BEGIN IF to_regclass('store_change') IS NOT NULL THEN " CHANGE_MOVES "; END IF; END $$";

/* ---- what goes wrong ---- */

bool result_failed(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY && status != PGRES_PIPELINE_SYNC;
}

/* The first of several is the cause. What is worth trying again is the machine's fault, or another transaction's; the rest is ours. */
static void failure_note(Handle *handle, const PGresult *result, const char *doing, size_t act)
{
    static const char *const passing[] = { "080", "25006", "40", "53", "55P03", "57" };   /* connection, standby, rolled back, resources, lock, shutdown */
    Failure *failure = &handle->failure;
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *words = result && *PQresultErrorMessage(result) ? PQresultErrorMessage(result) : PQerrorMessage(handle->pg);
    if (failure->is) return;
    *failure = (Failure){ .is = true, .act = act, .doing = doing, .passes = !state || connection_lost(handle) };
    for (size_t i = 0; i < COUNT(passing); i++) failure->passes = failure->passes || begins(state, passing[i]);
    snprintf(failure->state, sizeof failure->state, "%s", state ? state : "");
    snprintf(failure->words, sizeof failure->words, "%s", words);
}

Error *failure_error(Ctx *cx, Handle *handle)
{
    Failure *failure = &handle->failure;
    if (!failure->is) return OK;
    if (!handle->writes) failure->is = false;
    if (failure->unknown) return uncertain(cx, "%s: %s", failure->doing, failure->words);
    return failure->passes ? unavailable(cx, "%s: %s", failure->doing, failure->words) : broken(cx, "%s: %s", failure->doing, failure->words);
}

Error *postgres_error(Ctx *cx, Handle *handle, const PGresult *result, const char *doing)
{
    failure_note(handle, result, doing, handle->act);
    return failure_error(cx, handle);
}

/* ---- sending ---- */

void parameters_of(Parameters *parameters, const Arg *args, size_t n)
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

static bool may_send(Handle *handle, const char *doing)
{
    if (handle->failure.is) return false;
    CHECK(handle->owed_count < OWED_MOST);
    if (PQpipelineStatus(handle->pg) != PQ_PIPELINE_OFF || PQenterPipelineMode(handle->pg)) return true;
    handle->astray = true;
    failure_note(handle, NULL, doing, handle->act);
    return false;
}

static void sent(Handle *handle, int went, Owed owed)
{
    if (went) {
        handle->owed[handle->owed_count++] = owed;
    } else {
        handle->astray = true;
        failure_note(handle, NULL, owed.doing, owed.act);
    }
}

static void plain_send(Handle *handle, const char *word, Owed owed)
{
    if (may_send(handle, word)) sent(handle, PQsendQueryParams(handle->pg, word, 0, NULL, NULL, NULL, NULL, 1), owed);
}

void word_send(Handle *handle, const char *word, size_t act) { plain_send(handle, word, (Owed){ .what = OWED_WORD, .doing = word, .act = act }); }


void begin_send(Handle *handle)
{
    if (!handle->due) return;
    word_send(handle, handle->due, ACT_NONE);
    if (handle->writes) word_send(handle, turn_take, ACT_NONE);
    handle->due = NULL;
}

static void prepared_send(Db *db, Statement *statement, const Arg *args, size_t n, OwedWhat what)
{
    Handle *handle = handle_of(db);
    const char *doing = statement->sql->name;
    Owed owed = { .what = what, .doing = doing, .statement = statement, .act = handle->act };
    Parameters parameters;
    if (!statement->prepared && may_send(handle, doing)) {
        char *name = arena_new(db->arena, 96);
        snprintf(name, 96, "%.80s_%zu", doing, ++handle->names);
        sent(handle, PQsendPrepare(handle->pg, name, statement->sql->postgres, 0, NULL),
             (Owed){ .what = OWED_PREPARATION, .doing = doing, .statement = statement, .act = handle->act });
        statement->prepared = name;
    }
    if (!may_send(handle, doing)) return;
    parameters_of(&parameters, args, n);
    sent(handle, PQsendQueryPrepared(handle->pg, statement->prepared, parameters.count, parameters.values, parameters.lengths, parameters.formats, 1), owed);
}

void statement_send(Db *db, Statement *statement, const Arg *args, size_t n, bool asked)
{
    handle_of(db)->wrote = handle_of(db)->wrote || !asked;
    prepared_send(db, statement, args, n, asked ? OWED_ANSWER : OWED_CHANGE);
}

void change_ask(Db *db)
{
    if (handle_of(db)->change_due) prepared_send(db, db_statement(db, &change_seen), NULL, 0, OWED_NUMBER);
}

static void change_move(Db *db)
{
    Handle *handle = handle_of(db);
    if (handle->counted) prepared_send(db, db_statement(db, &change_moves), NULL, 0, OWED_CHANGE);
    else word_send(handle, postgres_changed, ACT_NONE);   /* the connection is older than the schema, perhaps */
}

void commit_send(Db *db)
{
    Handle *handle = handle_of(db);
    handle->act = ACT_NONE;
    if (handle->wrote) change_move(db);
    plain_send(handle, "COMMIT", (Owed){ .what = OWED_ANSWER, .doing = "COMMIT", .act = ACT_NONE });
}

/* The end of a flight goes out at once, with all that was sent before it. */
static void end_send(Handle *handle)
{
    if (may_send(handle, "PostgreSQL")) sent(handle, PQpipelineSync(handle->pg), (Owed){ .what = OWED_END, .doing = "PostgreSQL", .act = handle->act });
}

void last_send(Handle *handle, const char *word)
{
    plain_send(handle, word, (Owed){ .what = OWED_WHATEVER, .doing = word, .act = ACT_NONE });
    end_send(handle);
}

/* ---- answers ---- */

int64_t result_number(const PGresult *result, int row, int at)
{
    uint64_t wire;
    if (PQgetisnull(result, row, at)) return 0;
    memcpy(&wire, PQgetvalue(result, row, at), sizeof wire);
    return (int64_t)be64toh(wire);
}

void ahead_clear(Handle *handle)
{
    while (handle->ahead_next < handle->ahead_count) PQclear(handle->ahead[handle->ahead_next++].result);
    handle->ahead_next = handle->ahead_count = 0;
}

/* The next answer; NULL where the connection is gone. Each ends with a NULL, which is read over. */
static PGresult *answer(const Handle *handle)
{
    for (int empty = 0; empty < 2; empty++) {
        PGresult *result = PQgetResult(handle->pg);
        if (result) return result;
    }
    return NULL;
}

static bool changed_rows(PGresult *result) { return !begins(PQcmdStatus(result), "SELECT") && !same(PQcmdTuples(result), "0"); }

static void answer_read(Handle *handle, const Owed *owed)
{
    PGresult *result = connection_lost(handle) ? NULL : answer(handle);
    bool failed = !result || result_failed(result), skipped = result && PQresultStatus(result) == PGRES_PIPELINE_ABORTED;
    if (failed && !skipped && owed->what != OWED_WHATEVER) failure_note(handle, result, owed->doing, owed->act);
    if (failed && owed->what == OWED_PREPARATION) owed->statement->prepared = NULL;
    if (!failed && owed->what == OWED_NUMBER && PQntuples(result) == 1) {
        handle->change = result_number(result, 0, 0);
        handle->change_due = false;
    }
    if (failed || owed->what != OWED_ANSWER) {
        PQclear(result);
        return;
    }
    if (owed->statement && changed_rows(result)) handle->wrote = true;
    CHECK(handle->ahead_count < COUNT(handle->ahead));
    handle->ahead[handle->ahead_count].statement = owed->statement;
    handle->ahead[handle->ahead_count++].result = result;
}

void answers_read(Handle *handle)
{
    if (handle->owed_count && handle->owed[handle->owed_count - 1].what != OWED_END) end_send(handle);
    for (size_t i = 0; i < handle->owed_count; i++) answer_read(handle, &handle->owed[i]);
    handle->owed_count = 0;
}

Error *pipeline_settle(Ctx *cx, Handle *handle)
{
    answers_read(handle);
    return failure_error(cx, handle);
}

Error *pipeline_leave(Ctx *cx, Handle *handle)
{
    TRY(pipeline_settle(cx, handle));
    if (PQpipelineStatus(handle->pg) == PQ_PIPELINE_OFF || PQexitPipelineMode(handle->pg)) return OK;
    handle->astray = true;
    return postgres_error(cx, handle, NULL, "PostgreSQL");
}
