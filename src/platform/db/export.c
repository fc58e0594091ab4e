#include "platform/db/export.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/inside.h"
#include "platform/documents/json.h"
#include "platform/security/digest.h"

/* What the running system keeps for itself, its secret among it; of no use to anybody else. */
#define OWN_TABLES "'store_state', 'store_change', 'node', 'command_key'"

SQL2(columns_all,
     "SELECT t.name AS table_name, c.name AS column_name, lower(c.type) AS type FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c"
     " WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT IN (" OWN_TABLES ") AND c.hidden = 0 ORDER BY t.name, c.cid",
     "SELECT CAST(c.table_name AS TEXT) AS table_name, CAST(c.column_name AS TEXT) AS column_name, CAST(c.data_type AS TEXT) AS type"
     " FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name"
     " WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER' AND t.table_name NOT IN (" OWN_TABLES ")"
     " ORDER BY CAST(c.table_name AS TEXT) COLLATE \"C\", c.ordinal_position");

typedef struct { const char *table_name, *column_name, *type; } Field;
static const Column field_row[] = { COLUMN(Field, table_name), COLUMN(Field, column_name), COLUMN(Field, type) };

/* One cell as it is read: the value, and beside it whether it is NULL. */
typedef struct { union { int64_t number; const char *text; Bytes bytes; } value; int64_t null; } Cell;

typedef struct {
    Ctx         scratch;                    /* for one row */
    FILE       *file;
    const char *path;
    Digest      digest;
    Column      columns[COLUMNS_MOST];      /* each value, then whether it is NULL */
    const char *names[COLUMNS_MOST / 2];
    size_t      count;
    int64_t     rows;
} Table;

static Error *file_error(Ctx *cx, const char *path) { return unavailable(cx, "%s: %s", path, strerror(errno)); }

static const char *hex(Ctx *cx, Bytes bytes)
{
    char *digits = arena_new(cx->arena, 2 * bytes.length + 1);
    for (size_t i = 0; i < bytes.length; i++) snprintf(digits + 2 * i, 3, "%02x", ((const unsigned char *)bytes.bytes)[i]);
    return digits;
}

/* What a script's number holds exactly. */
static const int64_t SCRIPT_NUMBER_MOST = (int64_t)1 << 53;

static bool is_id(const char *name) { return same(name, "id") || ends(name, "_id"); }

static Error *row_write(Ctx *cx, void *cells_, void *table_)
{
    const Cell *cells = cells_;
    Table *table = table_;
    Json *object = json_object_new(&table->scratch);
    for (size_t i = 0; i < table->count; i++) {
        const char *name = table->names[i];
        int kind = table->columns[2 * i].kind;
        if (cells[i].null) json_put_text(object, name, NULL);
        else if (kind == COLUMN_TEXT) json_put_text(object, name, cells[i].value.text);
        else if (kind == COLUMN_BYTES) json_put_text(object, name, hex(&table->scratch, cells[i].value.bytes));
        else if (is_id(name) || cells[i].value.number > SCRIPT_NUMBER_MOST) json_put_text(object, name, text(&table->scratch, "%ld", cells[i].value.number));
        else json_put_int(object, name, cells[i].value.number);
    }
    const char *line = text(&table->scratch, "%s\n", json_write(&table->scratch, object));
    size_t length = strlen(line);
    digest_add(&table->digest, line, length);
    table->rows++;
    bool written = fwrite(line, 1, length, table->file) == length;
    arena_reset(table->scratch.arena);
    return written ? OK : file_error(cx, table->path);
}

/* The statement for one table, made from the store's own names and never from anybody's input; and where its columns go. */
static const Sql *table_query(Ctx *cx, Table *table, const Field *fields, size_t n)
{
    Draft query = { .cx = cx };
    table->count = 0;
    for (size_t i = 0; i < n; i++) {
        if (ends(fields[i].column_name, "_hash")) continue;
        const char *name = fields[i].column_name, *null = text(cx, "null_%zu", table->count);
        size_t at = table->count * sizeof(Cell);
        CHECK(2 * table->count + 1 < COLUMNS_MOST);
        table->columns[2 * table->count] = (Column){ name, at + offsetof(Cell, value), same(fields[i].type, "text") ? COLUMN_TEXT
                                                     : same(fields[i].type, "blob") || same(fields[i].type, "bytea") ? COLUMN_BYTES : COLUMN_INT };
        table->columns[2 * table->count + 1] = (Column){ null, at + offsetof(Cell, null), COLUMN_INT };
        table->names[table->count] = name;
        draft_add(&query, "%s \"%s\", CAST(CASE WHEN \"%s\" IS NULL THEN 1 ELSE 0 END AS BIGINT) AS %s", table->count++ ? "," : "SELECT", name, name, null);
    }
    draft_add(&query, " FROM \"%s\" ORDER BY \"%s\"", fields[0].table_name, fields[0].column_name);
    if (n > 1) draft_add(&query, ", \"%s\"", fields[1].column_name);
    if (n > 2) draft_add(&query, ", \"%s\"", fields[2].column_name);
    Sql *sql = new(cx, Sql);
    *sql = (Sql){ fields[0].table_name, draft_text(&query), draft_text(&query), __FILE__ };
    return sql;
}

static Error *table_write(Ctx *cx, const char *folder, const Field *fields, size_t n, ExportedTable *exported)
{
    Table *table = new(cx, Table);
    Cell *cells = array(cx, Cell, n);
    const Sql *sql = table_query(cx, table, fields, n);
    table->path = text(cx, "%s/%s.jsonl", folder, fields[0].table_name);
    table->file = fopen(table->path, "wxe");
    if (!table->file) return file_error(cx, table->path);
    table->scratch = *cx;
    table->scratch.arena = arena_begin(ARENA_REQUEST_LIMIT);
    digest_begin(&table->digest);
    Error *error = db_each_(cx, sql, table->columns, 2 * table->count, cells, row_write, table, NULL, 0);
    arena_end(table->scratch.arena);
    if (fclose(table->file) != 0 && !error) error = file_error(cx, table->path);
    *exported = (ExportedTable){ fields[0].table_name, table->rows, digest_end(cx, &table->digest) };
    return error;
}

static Error *text_write(Ctx *cx, const char *path, const char *words)
{
    FILE *file = fopen(path, "wxe");
    bool written = file && fputs(words, file) >= 0;
    if (file && fclose(file) != 0) written = false;
    return written ? OK : file_error(cx, path);
}

static Error *contents_write(Ctx *cx, const char *folder, const ExportedTable *tables, size_t n)
{
    Json *contents = json_object_new(cx), *list = json_list_new(cx);
    Draft sums = { .cx = cx };
    for (size_t i = 0; i < n; i++) {
        Json *table = json_object_new(cx);
        json_put_text(table, "table", tables[i].table);
        json_put_int(table, "rows", tables[i].rows);
        json_put_text(table, "sha256", tables[i].sha256);
        json_add(list, table);
        draft_add(&sums, "%s  %s.jsonl\n", tables[i].sha256, tables[i].table);
    }
    json_put_text(contents, "partnership", cx->partnership->name);
    json_put_text(contents, "exported_at", instant_iso(cx, time_now()));
    json_put(contents, "tables", list);
    TRY(text_write(cx, text(cx, "%s/contents.json", folder), json_write(cx, contents)));
    return text_write(cx, text(cx, "%s/SHA256SUMS", folder), draft_text(&sums));
}

static Error *tables_write(Ctx *cx, const char *folder, ExportedTable **tables, size_t *count)
{
    Field *fields;
    size_t n, done = 0;
    TRY(db_list(cx, columns_all, field_row, &fields, &n, NONE));
    *tables = array(cx, ExportedTable, n);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && same(fields[to].table_name, fields[from].table_name); to++) {}
        TRY(table_write(cx, folder, &fields[from], to - from, &(*tables)[done++]));
    }
    *count = done;
    return contents_write(cx, folder, *tables, done);
}

/* On a connection of its own: its statements are made for once, and connections remember a statement by its address. */
Error *store_export(Ctx *cx, const char *folder, const ExportedTable **tables, size_t *count)
{
    Ctx own = *cx;
    ExportedTable *written;
    if (mkdir(folder, 0700) != 0)
        return errno == EEXIST ? conflict(cx, "%s is already there. Name a new folder", folder) : file_error(cx, folder);
    TRY(store_connect(cx, cx->store, &own.db));
    Error *error = own.db->driver->read_begin(&own, own.db);
    if (!error) error = tables_write(&own, folder, &written, count);
    if (!error) *tables = written;
    own.db->driver->read_end(own.db);
    db_free(own.db);
    return error;
}
