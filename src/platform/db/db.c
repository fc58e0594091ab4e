#include "platform/db/driver.h"

#include <string.h>

#include "platform/base/text.h"

/* ---- connections and their statements ---- */

Db *db_new(const Driver *driver)
{
    Arena *arena = arena_begin(ARENA_REQUEST_LIMIT);
    Db *db = arena_new(arena, sizeof *db);
    *db = (Db){ .driver = driver, .arena = arena, .room = 256 };
    db->slots = arena_new(arena, db->room * sizeof *db->slots);
    return db;
}

void db_forget(Db *db)
{
    for (size_t i = 0; i < db->room; i++) if (db->slots[i]) db->slots[i]->prepared = NULL;
}

void db_free(Db *db)
{
    if (!db) return;
    db->driver->close(db);
    arena_end(db->arena);
}

static Statement **slot_of(Db *db, const Sql *sql)
{
    size_t at = ((uintptr_t)sql >> 4) * 0x9E3779B97F4A7C15u >> 32;
    for (;; at++) {
        Statement **slot = &db->slots[at & (db->room - 1)];
        if (!*slot || (*slot)->sql == sql) return slot;
    }
}

static void slots_double(Db *db)
{
    Statement **old = db->slots;
    size_t old_room = db->room;
    db->room *= 2;
    db->slots = arena_new(db->arena, db->room * sizeof *db->slots);
    for (size_t i = 0; i < old_room; i++) if (old[i]) *slot_of(db, old[i]->sql) = old[i];
}

Statement *db_statement(Db *db, const Sql *sql)
{
    Statement **slot = slot_of(db, sql);
    if (*slot) return *slot;
    if (2 * (db->used + 1) > db->room) slots_double(db), slot = slot_of(db, sql);
    Statement *statement = arena_new(db->arena, sizeof *statement);
    statement->sql = sql;
    db->used++;
    return *slot = statement;
}

/* ---- one statement, from its arguments to its last row ---- */

/* Where each member's column stands in the answer. Once for a statement and a Column array, not once a row. */
static Error *columns_map(Ctx *cx, Cursor *cursor, const Column *columns, size_t n)
{
    Statement *statement = cursor->statement;
    if (statement->mapped == columns) return OK;
    CHECK(n <= COLUMNS_MOST);
    size_t given = cx->db->driver->columns(cx->db, cursor);
    for (size_t i = 0; i < n; i++) {
        size_t at = 0;
        while (at < given && !same(cx->db->driver->column_name(cx->db, cursor, at), columns[i].name)) at++;
        if (at == given) return broken(cx, "%s has no column %s", statement->sql->name, columns[i].name);
        statement->map[i] = (uint16_t)at;
    }
    statement->mapped = columns;
    return OK;
}

static size_t arg_count(const Arg *args, size_t n) { return n == 1 && args[0].kind == ARG_NONE ? 0 : n; }

static Error *cursor_open(Ctx *cx, const Sql *sql, const Arg *args, size_t n, bool stream, Cursor *cursor)
{
    CHECK(cx->db);   /* somebody opened a transaction: the dispatcher, the writer, the command */
    Statement *statement = db_statement(cx->db, sql);
    CHECK(!statement->busy);   /* not again from within its own db_each() */
    *cursor = (Cursor){ .statement = statement, .row_count = -1, .stream = stream };
    TRY(cx->db->driver->start(cx, cx->db, statement, args, arg_count(args, n), cursor));
    statement->busy = true;
    return OK;
}

static void cursor_close(Ctx *cx, Cursor *cursor)
{
    cx->db->driver->finish(cx->db, cursor);
    cursor->statement->busy = false;
}

static Error *step(Ctx *cx, Cursor *cursor, bool *row) { return cx->db->driver->next(cx, cx->db, cursor, row); }

static Error *fill(Ctx *cx, Cursor *cursor, const Column *columns, size_t n, void *out, bool keep)
{
    TRY(columns_map(cx, cursor, columns, n));
    return cx->db->driver->fill(cx, cx->db, cursor, columns, n, out, keep);
}

/* At most one row; a second is a mistake in the query, not a matter of luck. */
static Error *take_one(Ctx *cx, Cursor *cursor, const Column *columns, size_t n, void *out, bool *found)
{
    bool row, more = false;
    TRY(step(cx, cursor, &row));
    if (row) {
        TRY(fill(cx, cursor, columns, n, out, true));
        TRY(step(cx, cursor, &more));
        if (more) return broken(cx, "%s found more than one row", cursor->statement->sql->name);
    }
    *found = row;
    return OK;
}

static Error *take_list(Ctx *cx, Cursor *cursor, const Column *columns, size_t n, void **items, size_t row_size, size_t *count)
{
    size_t room = cursor->row_count >= 0 ? (size_t)cursor->row_count : 32, taken = 0;
    char *rows = NULL;
    for (bool row;; taken++) {
        TRY(step(cx, cursor, &row));
        if (!row) break;
        if (taken == DB_ROWS_MOST) return broken(cx, "%s found more than %d rows", cursor->statement->sql->name, DB_ROWS_MOST);
        if (arena_spent(cx->arena)) return broken(cx, "%s: the request is over its memory limit", cursor->statement->sql->name);
        if (!rows) rows = arena_new(cx->arena, room * row_size);
        if (taken == room) {
            char *more = arena_new(cx->arena, 2 * room * row_size);
            memcpy(more, rows, room * row_size);
            rows = more;
            room *= 2;
        }
        TRY(fill(cx, cursor, columns, n, rows + taken * row_size, true));
    }
    *items = rows;
    *count = taken;
    return OK;
}

static Error *take_number(Ctx *cx, Cursor *cursor, int64_t *number)
{
    bool row, more = false;
    int64_t value = 0;
    TRY(step(cx, cursor, &row));
    if (row) {
        TRY(cx->db->driver->number(cx, cx->db, cursor, &value));
        TRY(step(cx, cursor, &more));
        if (more) return broken(cx, "%s found more than one row", cursor->statement->sql->name);
    }
    *number = value;
    return OK;
}

static Error *take_each(Ctx *cx, Cursor *cursor, const Column *columns, size_t n, void *row_, Error *(*each)(Ctx *, void *, void *), void *data)
{
    for (bool row;;) {
        TRY(step(cx, cursor, &row));
        if (!row) return OK;
        if (arena_spent(cx->arena)) return broken(cx, "%s: over its memory limit", cursor->statement->sql->name);
        TRY(fill(cx, cursor, columns, n, row_, false));
        TRY(each(cx, row_, data));
    }
}

/* ---- what db.h promises ---- */

Error *db_maybe_(Ctx *cx, const Sql *sql, const Column *columns, size_t n, void *out, bool *found, const Arg *args, size_t given)
{
    Cursor cursor;
    TRY(cursor_open(cx, sql, args, given, false, &cursor));
    Error *error = take_one(cx, &cursor, columns, n, out, found);
    cursor_close(cx, &cursor);
    return error;
}

Error *db_one_(Ctx *cx, const Sql *sql, const Column *columns, size_t n, void *out, const Arg *args, size_t given)
{
    bool found = false;
    TRY(db_maybe_(cx, sql, columns, n, out, &found, args, given));
    return found ? OK : missing(cx, "%s found no row", sql->name);
}

Error *db_list_(Ctx *cx, const Sql *sql, const Column *columns, size_t n, void *items, size_t row_size, size_t *count, const Arg *args, size_t given)
{
    Cursor cursor;
    TRY(cursor_open(cx, sql, args, given, false, &cursor));
    Error *error = take_list(cx, &cursor, columns, n, items, row_size, count);
    cursor_close(cx, &cursor);
    return error;
}

Error *db_number_(Ctx *cx, const Sql *sql, int64_t *number, const Arg *args, size_t given)
{
    Cursor cursor;
    TRY(cursor_open(cx, sql, args, given, false, &cursor));
    Error *error = take_number(cx, &cursor, number);
    cursor_close(cx, &cursor);
    return error;
}

Error *db_run_(Ctx *cx, const Sql *sql, int64_t *changed, const Arg *args, size_t given)
{
    Cursor cursor;
    bool row = true, sent = false;
    Error *error = OK;
    CHECK(cx->db);
    if (!changed && cx->db->driver->send) TRY(cx->db->driver->send(cx, cx->db, db_statement(cx->db, sql), args, arg_count(args, given), &sent));
    if (sent) return OK;
    TRY(cursor_open(cx, sql, args, given, false, &cursor));
    while (!error && row) error = step(cx, &cursor, &row);
    if (!error && changed) *changed = cursor.changed;
    cursor_close(cx, &cursor);
    return error;
}

Error *db_each_(Ctx *cx, const Sql *sql, const Column *columns, size_t n, void *row, Error *(*each)(Ctx *, void *, void *), void *data, const Arg *args, size_t given)
{
    Cursor cursor;
    TRY(cursor_open(cx, sql, args, given, true, &cursor));
    Error *error = take_each(cx, &cursor, columns, n, row, each, data);
    cursor_close(cx, &cursor);
    return error;
}

static Error *query_run(Ctx *cx, Query *query)
{
    if (query->number) return db_number_(cx, query->sql, query->number, query->args, query->arg_count);
    if (!query->out) return db_run_(cx, query->sql, NULL, query->args, query->arg_count);
    if (query->found)
        return db_maybe_(cx, query->sql, query->columns, query->column_count, query->out, query->found, query->args, query->arg_count);
    return db_list_(cx, query->sql, query->columns, query->column_count, query->out, query->row_size, query->count, query->args, query->arg_count);
}

static bool asks(const Query *queries, size_t n)
{
    bool asks = false;
    for (size_t i = 0; i < n; i++) asks = asks || queries[i].out || queries[i].number;
    return asks;
}

Error *db_all(Ctx *cx, Query *queries, size_t n)
{
    CHECK(cx->db && n <= QUERIES_MOST);
    if (cx->db->driver->ahead && asks(queries, n)) {
        Statement **statements = array(cx, Statement *, n);
        for (size_t i = 0; i < n; i++) statements[i] = db_statement(cx->db, queries[i].sql);
        TRY(cx->db->driver->ahead(cx, cx->db, statements, queries, n));
    }
    for (size_t i = 0; i < n; i++) TRY(query_run(cx, &queries[i]));
    return OK;
}

bool db_still_referred(const Error *error)
{
    return error->log && (strstr(error->log, "FOREIGN KEY constraint failed") || strstr(error->log, "violates foreign key constraint"));
}
