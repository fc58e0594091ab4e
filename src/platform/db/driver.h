/*
 * Inside platform/db only: what a connection to either store can do. db.c asks, sqlite.c and postgres.c answer.
 *
 * A connection keeps every statement it has prepared, found by the address of its Sql; a statement remembers where the
 * columns of the last Column array are, so that names are compared once and not once a row.
 */
#pragma once
#include "platform/base/check.h"
#include "platform/db/store.h"

enum { ARGS_MOST = 99, COLUMNS_MOST = 128 };   /* of one statement; "$99" is the longest name of a parameter */

typedef struct Statement Statement;
struct Statement {
    const Sql    *sql;
    void         *prepared;                  /* the driver's; NULL until it is first used */
    const Column *mapped;                    /* the array that `map` is for */
    size_t        arg_count;
    bool          busy;                      /* a cursor runs over it */
    uint16_t      map[COLUMNS_MOST];         /* member i is the answer's column map[i] */
    uint16_t      bind[ARGS_MOST];           /* SQLite: where "$i" stands, for there it is a name */
};

typedef struct {
    Statement *statement;
    bool       stream;                       /* db_each(): the answer may be too long to hold */
    void      *rows;                         /* the driver's: an answer, or a portion of it */
    const char *name;                        /* PostgreSQL: of a streaming cursor */
    int64_t    row, row_count;               /* -1: not known before the last one */
    int64_t    changed;                      /* rows that the statement changed, once it has run to its end */
} Cursor;

typedef struct {
    Error *(*start)(Ctx *cx, Db *db, Statement *statement, const Arg *args, size_t n, Cursor *cursor);
    Error *(*next)(Ctx *cx, Db *db, Cursor *cursor, bool *row);
    size_t (*columns)(Db *db, const Cursor *cursor);
    const char *(*column_name)(Db *db, const Cursor *cursor, size_t i);
    /* The row under the cursor into `out`. `keep`: into the arena; otherwise texts are valid until the next row. */
    Error *(*fill)(Ctx *cx, Db *db, Cursor *cursor, const Column *columns, size_t n, void *out, bool keep);
    Error *(*number)(Ctx *cx, Db *db, Cursor *cursor, int64_t *number);
    void   (*finish)(Db *db, Cursor *cursor);
    /* Sends a page's questions together, so that each start() after it finds its answer; NULL where there is no distance to save. */
    Error *(*ahead)(Ctx *cx, Db *db, Statement *const *statements, const Query *queries, size_t n);
    /* A statement of an act whose answer nobody waits for: whether it failed is told later. Not *sent: start() it. NULL: always start(). */
    Error *(*send)(Ctx *cx, Db *db, Statement *statement, const Arg *args, size_t n, bool *sent);
    /* The store's counter of changes as this reading transaction sees it, -1: nobody counts; and before, that it is to come with the next
     * answer. NULL where only this process writes: the store itself knows. */
    Error *(*change)(Ctx *cx, Db *db, int64_t *change);
    void   (*change_ahead)(Db *db);
    Error *(*script)(Ctx *cx, Db *db, const char *sql);          /* several statements without parameters or answers: schema, settings */
    Error *(*describe)(Ctx *cx, Db *db, const Sql *sql);         /* whether it prepares, and takes and gives only BIGINT, TEXT and BYTEA */
    Error *(*read_begin)(Ctx *cx, Db *db);
    void   (*read_end)(Db *db);
    void   (*close)(Db *db);
} Driver;

struct Db {
    const Driver *driver;
    void         *handle;                    /* sqlite3 * or the like */
    Arena        *arena;                     /* as long as the connection */
    Statement   **slots;                     /* open addressing by address of the Sql; a power of two */
    size_t        room, used;
    struct Reader *reader;                   /* whose it is, while it reads for somebody */
};

Db        *db_new(const Driver *driver);
void       db_free(Db *db);                              /* forgets the statements and closes */
Statement *db_statement(Db *db, const Sql *sql);
void       db_forget(Db *db);                            /* after a reconnection nothing is prepared */
