/* Inside platform/db only: what PostgreSQL can do beyond a Driver. postgres*.c alone speak to the library. */
#pragma once
#include "platform/db/driver.h"

typedef enum { POSTGRES_READER, POSTGRES_WRITER, POSTGRES_MAKER } PostgresRole;   /* a maker is a writer that makes the schema that the address names */
CHECKED Error *postgres_open(Ctx *cx, const char *url, PostgresRole role, Db **db);

/*
 * A writing transaction over several acts, numbered by the writer. BEGIN travels with the first statement, so acts that ask nothing cost
 * nothing. What nobody waits for (db_run() without a count, the savepoints) travels with the next statement that somebody waits
 * for, so an act's failure may come to light while a later act runs, or at the commit: postgres_failed() says whose it is, and then
 * nothing more is sent until the act or all is undone. Whatever ran after the act that failed has not happened and is to run again.
 */
enum { ACT_NONE = 0x7fffffff };                        /* the transaction's own failure, or the connection's */
typedef struct {
    size_t act;
    bool   lost;                                       /* the connection: nothing of the transaction happened, unless... */
    bool   unknown;                                    /* ...COMMIT was on its way */
    bool   kept_out;                                   /* another process writes, and did not come to an end */
    bool   in_the_way;                                 /* another transaction's doing: all of it may run again */
} PostgresFailure;

CHECKED Error *postgres_begin(Ctx *cx, Db *db);        /* connects again where the connection was lost before */
void           postgres_act_begin(Db *db, size_t act, bool among);   /* among others: in a savepoint */
void           postgres_act_keep(Db *db);              /* these two only among others */
void           postgres_act_undo(Db *db);              /* of the act that failed, or else the last */
bool           postgres_failed(const Db *db, PostgresFailure *failure);
CHECKED Error *postgres_failure(Ctx *cx, Db *db);      /* the same as an Error; OK: none */
CHECKED Error *postgres_commit(Ctx *cx, Db *db);
void           postgres_rollback(Db *db);

/* For a script: the counter of changes moves, in a schema that has one. A batch that wrote something moves it by itself. */
extern const char postgres_changed[];

/* What its own tools read instead of an address on their command line: the environment, with the address's parts in it; ends with NULL. */
CHECKED Error *postgres_environment(Ctx *cx, const char *url, const char *const **environment);
