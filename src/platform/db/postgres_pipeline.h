/*
 * Inside postgres*.c only: a connection, and what it owes us.
 *
 * Statements are sent without waiting for the one before. `owed` says, in their order, what each answer is to; settling ends the flight,
 * reads all of them, and keeps in `ahead` those that somebody asked for. What follows a statement that failed in one flight the server
 * skips, so there is one failure at a time. A writer's stays with the connection, and nothing more is sent, until its act or its
 * transaction is undone; a reader's goes to whoever asked.
 */
#pragma once
#include <libpq-fe.h>

#include "platform/db/postgres.h"

enum { OWED_MOST = 256, OWED_EASY = 64 };   /* a page's questions with their preparations fit; what nobody waits for is read after so many */

typedef enum { OWED_WORD, OWED_PREPARATION, OWED_CHANGE, OWED_ANSWER, OWED_NUMBER, OWED_WHATEVER, OWED_END } OwedWhat;

typedef struct {
    OwedWhat    what;
    const char *doing;                /* for the log */
    Statement  *statement;
    size_t      act;
} Owed;

typedef struct {
    bool        is, passes, unknown;  /* worth trying again; nobody can say whether it was done */
    size_t      act;
    const char *doing;
    char        state[6], words[400]; /* SQLSTATE, "": none */
} Failure;

typedef struct {
    PGconn     *pg;
    PostgresRole role;
    const char *url;
    const char *due;                  /* a BEGIN that the next statement takes with it, or NULL */
    bool        writes;               /* an act's transaction: errors may come late */
    bool        astray;               /* out of step with the server: only a new connection helps */
    bool        counted;              /* when it was made there was a counter of changes */
    bool        wrote;                /* a statement of this transaction changed something, kept or not */
    bool        change_due;           /* the next flight brings the counter */
    int64_t     change;               /* what this transaction sees of it; -1: not asked yet */
    size_t      names;                /* of statements and cursors, so far */
    size_t      act;                  /* whose the statements are, as the writer numbers them */
    Owed        owed[OWED_MOST];
    size_t      owed_count;
    Failure     failure;
    struct { Statement *statement; PGresult *result; } ahead[QUERIES_MOST];
    size_t      ahead_next, ahead_count;
} Handle;

static inline Handle *handle_of(const Db *db) { return db->handle; }

bool connection_lost(const Handle *handle);
bool result_failed(const PGresult *result);
int64_t result_number(const PGresult *result, int row, int at);
void ahead_clear(Handle *handle);

/* What went wrong, as an Error in cx's memory; OK where nothing did. */
CHECKED Error *failure_error(Ctx *cx, Handle *handle);
/* The same for an answer that came outside the pipeline; result may be NULL. */
CHECKED Error *postgres_error(Ctx *cx, Handle *handle, const PGresult *result, const char *doing);

CHECKED Error *connection_make(Ctx *cx, Handle *handle);
CHECKED Error *connection_renew(Ctx *cx, Db *db);

/* These send and do not wait; what goes wrong is told when settling. */
void begin_send(Handle *handle);                                  /* the BEGIN that is due, if one is */
void word_send(Handle *handle, const char *word, size_t act);
void commit_send(Db *db);                                         /* and before it, where something was written, the counter's move */
void change_ask(Db *db);                                          /* the counter, where it is due */
void statement_send(Db *db, Statement *statement, const Arg *args, size_t n, bool asked);
void last_send(Handle *handle, const char *word);                 /* and nobody waits for its answer */

void answers_read(Handle *handle);                                /* all that is owed; ends the flight where it has not ended */
CHECKED Error *pipeline_settle(Ctx *cx, Handle *handle);          /* the same, and what went wrong */
/* For PQexec() and the like: everything sent is answered, and the next word is outside the pipeline. */
CHECKED Error *pipeline_leave(Ctx *cx, Handle *handle);
typedef struct { const char *values[ARGS_MOST]; int lengths[ARGS_MOST], formats[ARGS_MOST], count; uint64_t numbers[ARGS_MOST]; } Parameters;
void parameters_of(Parameters *parameters, const Arg *args, size_t n);
