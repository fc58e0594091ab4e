/*
 * The database, alike on SQLite and PostgreSQL.
 *
 * A statement is a literal beside the function that means it. SQL() also registers it, so that one test prepares every
 * statement of the program on both stores. Write the subset both speak; SQL2() is for the few that differ. Parameters are $1, $2 ...;
 * where PostgreSQL cannot tell a type by itself, say CAST($1 AS BIGINT). Only BIGINT, TEXT and BYTEA go in or come out.
 * Rows fill structs by column name: a column that the struct wants and the query lacks is an error, in the first test that runs it.
 *
 * All of these work in the transaction that the dispatcher, the writer or the command opened; nobody here begins or commits.
 */
#pragma once
#include "platform/base/context.h"

typedef struct { const char *name, *sqlite, *postgres, *file; } Sql;

#define SQL(id, literal) SQL2(id, literal, literal)
#define SQL2(id, for_sqlite, for_postgres)                                                          \
    static const Sql id = { #id, "" for_sqlite "", "" for_postgres "", __FILE__ };                  \
    static const Sql *const id##_entry __attribute__((used, section("lyceum_sql"))) = &id
extern const Sql *const __start_lyceum_sql[], *const __stop_lyceum_sql[];

typedef struct { const void *bytes; size_t length; } Bytes;

typedef struct { enum { ARG_NONE, ARG_NULL, ARG_INT, ARG_TEXT, ARG_BYTES } kind; int64_t number; const char *text; Bytes bytes; } Arg;
#define INT(v)       (Arg){ .kind = ARG_INT, .number = (v) }
#define STR(v)       arg_text(v)                                     /* NULL binds NULL */
#define REF(v)       arg_ref(v)                                      /* an id; 0 binds NULL */
#define BYTES(p, n)  (Arg){ .kind = ARG_BYTES, .bytes = { (p), (n) } }
#define NONE         (Arg){ .kind = ARG_NONE }                       /* a statement without parameters */
static inline Arg arg_text(const char *s) { return (Arg){ .kind = s ? ARG_TEXT : ARG_NULL, .text = s }; }
static inline Arg arg_ref(int64_t id)     { return (Arg){ .kind = id ? ARG_INT : ARG_NULL, .number = id }; }

/* Where a column goes. Members are int64_t (NULL becomes 0), const char * (NULL becomes "") or Bytes. */
typedef struct { const char *name; size_t at; enum { COLUMN_INT, COLUMN_TEXT, COLUMN_BYTES } kind; } Column;
#define COLUMN(T, member) { #member, offsetof(T, member),                                           \
    _Generic(((T){0}).member, int64_t: COLUMN_INT, const char *: COLUMN_TEXT, Bytes: COLUMN_BYTES) }

#define ARGS(...) (const Arg[]){ __VA_ARGS__ }, COUNT(((const Arg[]){ __VA_ARGS__ }))

enum { DB_ROWS_MOST = 20000 };   /* one list in memory; a longer answer is streamed by db_each() */

/* Exactly one row, or MISSING. `columns` is an array of Column. */
#define db_one(cx, sql, columns, out, ...)          db_one_((cx), &(sql), (columns), COUNT(columns), (out), ARGS(__VA_ARGS__))
/* One row or none; *found says which. */
#define db_maybe(cx, sql, columns, out, found, ...) db_maybe_((cx), &(sql), (columns), COUNT(columns), (out), (found), ARGS(__VA_ARGS__))
/* All rows, as an array in the arena: db_list(cx, events_next, event_row, &events, &count, STR(cx->today)). */
#define db_list(cx, sql, columns, items, count, ...) \
    db_list_((cx), &(sql), (columns), COUNT(columns), (void *)(items), sizeof **(items), (count), ARGS(__VA_ARGS__))
/* The first column of the one row, a number; 0 when there is no row. */
#define db_number(cx, sql, number, ...)             db_number_((cx), &(sql), (number), ARGS(__VA_ARGS__))
/* A statement that changes something; *changed is the number of rows. NULL: nobody asks, and then in an act PostgreSQL is not waited for, so
 * OK means sent: where it fails, the next statement that is waited for says so, or the act is refused at its end. Kept or refused, an act is whole. */
#define db_run(cx, sql, changed, ...)               db_run_((cx), &(sql), (changed), ARGS(__VA_ARGS__))
/* Row by row without keeping them: `each` gets `row` refilled, its texts valid until it returns. */
#define db_each(cx, sql, columns, row, each, data, ...) \
    db_each_((cx), &(sql), (columns), COUNT(columns), (row), (each), (data), ARGS(__VA_ARGS__))

/* A page's independent questions in one go (one round trip on PostgreSQL, one after the other on SQLite):
 *   db_all(cx, (Query[]){ QUERY_LIST(events_next, event_row, &events, &n, INT(1)), QUERY_NUMBER(events_all, &all, NONE) }, 2)
 * In an act, statements that change something may be among them; they run in this order. Only such: as db_run() without a count. */
enum { QUERIES_MOST = 64 };
typedef struct {
    const Sql *sql; const Column *columns; size_t column_count;
    void *out; size_t row_size; size_t *count; int64_t *number; bool *found;
    const Arg *args; size_t arg_count;
} Query;
#define QUERY_LIST(sql_, columns_, items, count_, ...) (Query){ .sql = &(sql_), .columns = (columns_), .column_count = COUNT(columns_), \
    .out = (void *)(items), .row_size = sizeof **(items), .count = (count_), .args = (const Arg[]){ __VA_ARGS__ }, .arg_count = COUNT(((const Arg[]){ __VA_ARGS__ })) }
#define QUERY_MAYBE(sql_, columns_, out_, found_, ...) (Query){ .sql = &(sql_), .columns = (columns_), .column_count = COUNT(columns_), \
    .out = (out_), .found = (found_), .args = (const Arg[]){ __VA_ARGS__ }, .arg_count = COUNT(((const Arg[]){ __VA_ARGS__ })) }
#define QUERY_NUMBER(sql_, number_, ...) (Query){ .sql = &(sql_), .number = (number_), .args = (const Arg[]){ __VA_ARGS__ }, .arg_count = COUNT(((const Arg[]){ __VA_ARGS__ })) }
#define QUERY_RUN(sql_, ...) (Query){ .sql = &(sql_), .args = (const Arg[]){ __VA_ARGS__ }, .arg_count = COUNT(((const Arg[]){ __VA_ARGS__ })) }
CHECKED Error *db_all(Ctx *cx, Query *queries, size_t n);

CHECKED Error *db_one_(Ctx *, const Sql *, const Column *, size_t, void *out, const Arg *, size_t);
CHECKED Error *db_maybe_(Ctx *, const Sql *, const Column *, size_t, void *out, bool *found, const Arg *, size_t);
CHECKED Error *db_list_(Ctx *, const Sql *, const Column *, size_t, void *items, size_t row_size, size_t *count, const Arg *, size_t);
CHECKED Error *db_number_(Ctx *, const Sql *, int64_t *number, const Arg *, size_t);
CHECKED Error *db_run_(Ctx *, const Sql *, int64_t *changed, const Arg *, size_t);
CHECKED Error *db_each_(Ctx *, const Sql *, const Column *, size_t, void *row, Error *(*each)(Ctx *, void *row, void *data), void *data, const Arg *, size_t);

/* Whether a statement failed because other rows still refer to what it would remove. */
bool db_still_referred(const Error *error);

/* A new id: ordered by time, unique over every node of this store, never reused. */
int64_t new_id(Ctx *cx);
