/* A file's columns matched, and its rows judged. */
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/db/stored_file.h"
#include "platform/documents/camt053.h"
#include "platform/documents/table_file.h"
#include "platform/imports/intake.h"
#include "platform/jobs/jobs.h"

enum { SLICE = 100, EXAMPLE_ROWS = 5, EXAMPLE_MOST = 60, SMALL = 256 << 10, SLICE_ARENA = 16 << 20 };

SQL(intake_insert, "INSERT INTO intake (id, kind, organisation_id, person_id, file_id, file_name, invite, state, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'arriving', $8)");
SQL(column_insert, "INSERT INTO intake_column (intake_id, position, heading, example, field, matched) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(row_insert,    "INSERT INTO intake_row (intake_id, line, name, cells, outcome, say) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(memory_find,   "SELECT field FROM intake_memory WHERE kind = $1 AND organisation_id = $2 AND heading = $3");
SQL(memory_keep,   "INSERT INTO intake_memory (kind, organisation_id, heading, field) VALUES ($1, $2, $3, $4) ON CONFLICT (kind, organisation_id, heading) DO UPDATE SET field = excluded.field");
SQL(intake_put_counts, "UPDATE intake SET state = $2, rows = $3, same = $4, wrong = $5, say = $6 WHERE id = $1 AND state = $7");
SQL(intake_replaced, "UPDATE intake SET state = 'dropped', file_id = NULL WHERE id = $1 AND file_id = $2 AND (state = 'matching' OR state = 'staged' OR state = 'failed')");
SQL(rows_first,    "SELECT COALESCE(min(line), 0) FROM intake_row WHERE intake_id = $1");
SQL(rows_clear,    "DELETE FROM intake_row WHERE intake_id = $1 AND line < $2");
SQL(wrong_lines,   "SELECT line, say FROM intake_row WHERE intake_id = $1 AND outcome = 'wrong' ORDER BY line");

/* ---- columns ---- */

static bool field_open(const ImportField *field, int64_t organisation_id) { return !(field->office && organisation_id); }

static bool heading_means(Ctx *cx, const ImportField *field, const char *folded)
{
    if (same(text_fold(cx, field->label), folded)) return true;
    for (size_t i = 0; i < COUNT(field->also) && field->also[i]; i++)
        if (same(text_fold(cx, field->also[i]), folded)) return true;
    return false;
}

typedef struct { const ImportKind *kind; Intake *intake; IntakeColumn *columns; size_t count; int rows; Error *enough; } Head;

static Error *head_row(Ctx *cx, const CsvRow *row, void *data)
{
    Head *head = data;
    if (!head->columns) {
        head->columns = array(cx, IntakeColumn, row->column_count + 1);
        head->count = row->column_count;
        for (size_t i = 0; i < head->count; i++)
            head->columns[i] = (IntakeColumn){ .position = (int64_t)i, .heading = text_copy(cx, row->headings[i], strlen(row->headings[i])), .example = "", .field = "" };
    }
    for (size_t i = 0; i < head->count; i++) {
        const char *cell = text_trim(cx, row->cells[i]);
        if (*head->columns[i].example || !*cell) continue;
        head->columns[i].example = letters(cell) <= EXAMPLE_MOST ? cell : "a longer text";
    }
    return ++head->rows == EXAMPLE_ROWS ? head->enough : OK;
}

static Error *remembered(Ctx *cx, const ImportKind *kind, int64_t organisation_id, IntakeColumn *column, bool *found)
{
    typedef struct { const char *field; } Field;
    static const Column field_columns[] = { COLUMN(Field, field) };
    Field field;
    TRY(db_maybe(cx, memory_find, field_columns, &field, found, STR(kind->kind), INT(organisation_id), STR(text_fold(cx, column->heading))));
    if (*found) column->field = text_copy(cx, field.field, strlen(field.field)), column->matched = 1;
    return OK;
}

/* By what was chosen before, else by the heading. A field goes to the first column that means it. */
static Error *columns_guess(Ctx *cx, Head *head)
{
    bool taken[IMPORT_FIELDS_MOST] = {0};
    for (size_t i = 0; i < head->count; i++) {
        IntakeColumn *column = &head->columns[i];
        bool found = false;
        if (blank(column->heading)) column->matched = 1;
        else TRY(remembered(cx, head->kind, head->intake->organisation_id, column, &found));
        const char *folded = text_fold(cx, column->heading);
        for (size_t f = 0; f < head->kind->field_count; f++) {
            const ImportField *field = &head->kind->fields[f];
            bool means = found ? same(column->field, field->name) : heading_means(cx, field, folded);
            if (!means) continue;
            bool free = field_open(field, head->intake->organisation_id) && !taken[f];
            column->field = free ? field->name : "";
            column->matched = 1;      /* a school's own file may say which school: it is known */
            taken[f] = taken[f] || free;
            break;
        }
    }
    return OK;
}

/* Every column has its meaning, or was left out by somebody, and what is needed is there. */
static bool columns_known(const Head *head)
{
    for (size_t i = 0; i < head->count; i++)
        if (!head->columns[i].matched) return false;
    for (size_t f = 0; f < head->kind->field_count; f++) {
        bool there = !head->kind->fields[f].needed || !field_open(&head->kind->fields[f], head->intake->organisation_id);
        for (size_t i = 0; i < head->count; i++) there = there || same(head->columns[i].field, head->kind->fields[f].name);
        if (!there) return false;
    }
    return true;
}

/* ---- rows ---- */

typedef struct { int64_t line; const char *name, *cells, *outcome, *say; } Row;
typedef struct {
    const ImportKind *kind;
    const Intake     *intake;
    void             *known;
    Lookup           *keys;                /* which line said it first */
    int64_t           column_of[IMPORT_FIELDS_MOST];      /* -1: the file has none */
    Ctx               slice_cx;            /* its arena is cleared after each slice */
    Row               slice[SLICE];
    size_t            count;
    int64_t           rows, same, wrong;
} Reading;

typedef struct { const Reading *reading; } SliceAct;

static Error *slice_write(Ctx *cx, void *data)
{
    const Reading *reading = ((SliceAct *)data)->reading;
    for (size_t i = 0; i < reading->count; i++) {
        const Row *row = &reading->slice[i];
        TRY(db_run(cx, row_insert, NULL, INT(reading->intake->id), INT(row->line), STR(row->name), STR(row->cells), STR(row->outcome), STR(row->say)));
    }
    return OK;
}

static Error *slice_end(Ctx *cx, Reading *reading)
{
    if (reading->count) TRY(db_write(cx, slice_write, &(SliceAct){ reading }));
    reading->count = 0;
    arena_reset(reading->slice_cx.arena);
    return jobs_stopping() ? unavailable(cx, "the server stops; the file is read when it runs again") : OK;
}

static const char *all_said(Ctx *cx, const Error *errors)
{
    Draft say = { .cx = cx };
    for (const Error *e = errors; e; e = e->next) draft_add(&say, "%s%s", say.length ? ". " : "", e->say);
    return draft_text(&say);
}

static Error *row_judge(Reading *reading, int64_t line, const char *const *cells, bool *kept)
{
    Ctx *cx = &reading->slice_cx;
    ImportVerdict verdict = { .key = "", .name = "", .say = "" };
    int64_t first;
    Error *wrong = reading->kind->check(cx, reading->known, cells, &verdict);
    if (wrong && wrong->kind >= BROKEN) return wrong;
    if (!wrong && *verdict.key && !lookup_put(reading->keys, verdict.key, line)) {
        (void)lookup_get(reading->keys, verdict.key, &first);
        wrong = invalid(cx, NULL, "Line %ld says the same already", (long)first);
    }
    *kept = wrong || verdict.outcome != IMPORT_SAME;
    if (!*kept) return OK;
    Row *row = &reading->slice[reading->count++];
    *row = (Row){ line, blank(verdict.name) ? cells[0] : verdict.name, cells_join(cx, cells, reading->kind->field_count), wrong ? "wrong" : verdict.outcome == IMPORT_NEW ? "new" : "changed",
                  wrong ? all_said(cx, wrong) : verdict.say };
    reading->wrong += wrong != NULL;
    return OK;
}

static Error *row_read(Ctx *cx, const CsvRow *row, void *data)
{
    Reading *reading = data;
    const char *cells[IMPORT_FIELDS_MOST];
    bool empty = true, kept = true;
    for (size_t f = 0; f < reading->kind->field_count; f++) {
        int64_t at = reading->column_of[f];
        cells[f] = at >= 0 && (size_t)at < row->column_count ? text_trim(&reading->slice_cx, row->cells[at]) : "";
        empty = empty && !*cells[f];
    }
    if (empty) return OK;      /* spreadsheets end in empty lines */
    reading->rows++;
    TRY(row_judge(reading, row->line, cells, &kept));
    reading->same += !kept;
    return reading->count == SLICE ? slice_end(cx, reading) : OK;
}

static void arena_release(void *arena) { arena_end(arena); }

/* Judges every row of the file and keeps those that would change something or are wrong. Its counts are left in `intake`. */
static Error *rows_read(Ctx *cx, const ImportKind *kind, Intake *intake, const IntakeColumn *columns, size_t count, const char *bytes, size_t length)
{
    Reading *reading = new(cx, Reading);
    *reading = (Reading){ .kind = kind, .intake = intake, .keys = lookup_new(cx), .slice_cx = *cx };
    reading->slice_cx.arena = arena_begin(SLICE_ARENA);
    arena_defer(cx->arena, arena_release, reading->slice_cx.arena);
    for (size_t f = 0; f < kind->field_count; f++) {
        reading->column_of[f] = -1;
        for (size_t i = 0; i < count; i++)
            if (same(columns[i].field, kind->fields[f].name)) reading->column_of[f] = columns[i].position;
    }
    TRY(kind->begin(cx, intake, &reading->known));
    TRY(table_read(cx, bytes, length, row_read, reading));
    TRY(slice_end(cx, reading));
    if (!reading->rows) return invalid(cx, "file", "This file has no lines under its headings");
    intake->rows = reading->rows, intake->same = reading->same, intake->wrong = reading->wrong;
    return OK;
}

/* ---- a file sent ---- */

typedef struct { Intake *intake; const IntakeColumn *columns; size_t count; } Arrival;

static Error *arrive(Ctx *cx, void *data)
{
    const Arrival *arrival = data;
    Intake *intake = arrival->intake;
    intake->id = new_id(cx), intake->state = "arriving";
    TRY(db_run(cx, intake_insert, NULL, INT(intake->id), STR(intake->kind), REF(intake->organisation_id), REF(intake->person_id), REF(intake->file_id), STR(intake->file_name),
               INT(intake->invite), INT(cx->now)));
    for (size_t i = 0; i < arrival->count; i++) {
        const IntakeColumn *column = &arrival->columns[i];
        TRY(db_run(cx, column_insert, NULL, INT(intake->id), INT(column->position), STR(column->heading), STR(column->example), STR(column->field), INT(column->matched)));
    }
    return OK;
}

/* Small ones are judged at once, so that whoever sent it sees what it would change; others by a job. */
static Error *draw_up(Ctx *cx, const ImportKind *kind, Intake *intake, const Head *head, bool waits, const char *bytes, size_t length)
{
    Arrival arrival = { intake, head->columns, head->count };
    bool known = columns_known(head);
    TRY(db_write(cx, arrive, &arrival));
    intake->state = !known ? "matching" : length > SMALL && !waits ? "reading" : "staged";
    return same(intake->state, "staged") ? rows_read(cx, kind, intake, head->columns, head->count, bytes, length) : OK;
}

static Error *about_file(Error *error)
{
    for (Error *e = error; e; e = e->next)
        if (e->kind == INVALID && !e->field) e->field = "file";
    return error;
}

Error *intake_send(Ctx *cx, const ImportKind *kind, const IntakeFile *file, Intake *intake)
{
    Head head = { .kind = kind, .intake = intake, .enough = invalid(cx, NULL, "enough") };
    *intake = (Intake){ .kind = kind->kind, .file_name = file->name, .organisation_id = file->organisation_id, .invite = kind->invites && file->invite, .person_id = cx->who ? cx->who->id : 0, .say = "" };
    Error *error = table_read(cx, file->bytes, file->length, head_row, &head);
    if (error && error != head.enough) return about_file(error);
    if (!head.columns) return invalid(cx, "file", "This file has no lines under its headings");
    if (head.count == 1 && strchr(head.columns[0].heading, ';')) return invalid(cx, "file", "Semicolons stand between the columns of this file. Save it as CSV with commas between them, or as an Excel workbook");
    TRY(columns_guess(cx, &head));
    bool workbook = file->length > 2 && memcmp(file->bytes, "PK", 2) == 0;
    bool statement = camt053_looks(file->bytes, file->length);
    TRY(stored_file_stage(cx, file->name, workbook ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : statement ? "application/xml" : "text/csv",
                          workbook ? "xlsx" : statement ? "xml" : "csv", file->bytes, file->length, &intake->file_id));
    return about_file(draw_up(cx, kind, intake, &head, file->waits, file->bytes, file->length));
}

static Error *fields_check(Ctx *cx, const ImportKind *kind, int64_t organisation_id, const IntakeColumn *columns, size_t count)
{
    Error *errors = OK;
    for (size_t f = 0; f < kind->field_count; f++) {
        const ImportField *field = &kind->fields[f];
        size_t uses = 0, last = 0;
        for (size_t i = 0; i < count; i++)
            if (same(columns[i].field, field->name)) uses++, last = i;
        if (uses > 1) errors_add(&errors, invalid(cx, text(cx, "column-%ld", (long)columns[last].position), "Two columns cannot both be “%s”", field->label));
        if (!uses && field->needed && field_open(field, organisation_id)) errors_add(&errors, invalid(cx, text(cx, "column-%ld", (long)columns[0].position), "Say which column is “%s”", field->label));
    }
    return errors;
}

static const char *field_name(const ImportKind *kind, int64_t organisation_id, const char *chosen)
{
    for (size_t f = 0; f < kind->field_count; f++)
        if (field_open(&kind->fields[f], organisation_id) && same(kind->fields[f].name, chosen)) return kind->fields[f].name;
    return "";
}

Error *intake_match(Ctx *cx, const ImportKind *kind, const Intake *old, const char *const *fields, size_t count, Intake *intake)
{
    Head head = { .kind = kind, .intake = intake };
    StoredFile file;
    Bytes bytes;
    TRY(intake_columns(cx, old->id, &head.columns, &head.count));
    if (!old->file_id || !head.count || count != head.count) return conflict(cx, "This file has been written or dropped already");
    for (size_t i = 0; i < count; i++) head.columns[i].field = field_name(kind, old->organisation_id, fields[i]), head.columns[i].matched = 1;
    TRY(fields_check(cx, kind, old->organisation_id, head.columns, count));
    TRY(stored_file_read(cx, old->file_id, &file, &bytes));
    *intake = (Intake){ .kind = kind->kind, .file_name = old->file_name, .organisation_id = old->organisation_id, .invite = old->invite, .person_id = cx->who ? cx->who->id : 0, .file_id = old->file_id, .say = "" };
    return draw_up(cx, kind, intake, &head, false, bytes.bytes, bytes.length);
}

static Error *memory_take(Ctx *cx, const Intake *intake)
{
    IntakeColumn *columns;
    size_t count;
    TRY(intake_columns(cx, intake->id, &columns, &count));
    for (size_t i = 0; i < count; i++)
        if (!blank(columns[i].heading)) TRY(db_run(cx, memory_keep, NULL, STR(intake->kind), INT(intake->organisation_id), STR(text_fold(cx, columns[i].heading)), STR(columns[i].field)));
    return OK;
}

Error *intake_settle(Ctx *cx, Intake *intake, const Intake *old)
{
    int64_t settled = 0, replaced = 0;
    if (old) {
        TRY(db_run(cx, intake_replaced, &replaced, INT(old->id), INT(intake->file_id)));
        if (!replaced) return conflict(cx, "This file has been written or dropped already");
        TRY(memory_take(cx, intake));
    } else TRY(stored_file_link(cx, intake->file_id));
    TRY(db_run(cx, intake_put_counts, &settled, INT(intake->id), STR(intake->state), INT(intake->rows), INT(intake->same), INT(intake->wrong), STR(""), STR("arriving")));
    if (!settled) return conflict(cx, "The file has to be sent again: choose it once more");
    return same(intake->state, "reading") ? job_queue(cx, "intakes.read", intake->id, cx->now, "") : OK;
}

/* ---- by a job ---- */

static Error *rows_clear_some(Ctx *cx, void *data)
{
    Intake *intake = data;
    TRY(db_number(cx, rows_first, &intake->last_line, INT(intake->id)));
    return intake->last_line ? db_run(cx, rows_clear, NULL, INT(intake->id), INT(intake->last_line + 5 * SLICE)) : OK;
}

static Error *read_end(Ctx *cx, void *data)
{
    const Intake *intake = data;
    return db_run(cx, intake_put_counts, NULL, INT(intake->id), STR(*intake->say ? "failed" : "staged"), INT(intake->rows), INT(intake->same), INT(intake->wrong), STR(intake->say), STR("reading"));
}

Error *intake_read(Ctx *cx, int64_t id)
{
    Intake *intake = new(cx, Intake);
    IntakeColumn *columns;
    StoredFile file;
    Bytes bytes;
    size_t count;
    bool found;
    TRY(intake_state(cx, id, intake, &found));
    const ImportKind *kind = found ? import_kind(intake->kind) : NULL;
    if (!kind || !same(intake->state, "reading")) return OK;
    TRY(intake_columns(cx, id, &columns, &count));
    TRY(stored_file_read(cx, intake->file_id, &file, &bytes));
    do TRY(db_write(cx, rows_clear_some, intake));      /* of a try that was broken off */
    while (intake->last_line);
    Error *error = rows_read(cx, kind, intake, columns, count, bytes.bytes, bytes.length);
    if (error && error->kind >= BROKEN) return error;
    intake->say = error ? error->say : "";
    return db_write(cx, read_end, intake);
}

/* ---- what is wrong, beside what was sent ---- */

typedef struct { Lookup *lines; const char **says; size_t count, room; } Wrong;
typedef struct { int64_t line; const char *say; } WrongLine;

static Error *wrong_keep(Ctx *cx, void *row, void *data)
{
    const WrongLine *line = row;
    Wrong *wrong = data;
    if (wrong->count == wrong->room) {
        const char **more = array(cx, const char *, wrong->room ? 2 * wrong->room : 256);
        if (wrong->count) memcpy(more, wrong->says, wrong->count * sizeof *more);
        wrong->room = wrong->room ? 2 * wrong->room : 256, wrong->says = more;
    }
    (void)lookup_put(wrong->lines, text(cx, "%ld", (long)line->line), (int64_t)wrong->count);
    wrong->says[wrong->count++] = text_copy(cx, line->say, strlen(line->say));
    return OK;
}

typedef struct { const Wrong *wrong; Error *(*each)(Ctx *, const IntakeWrong *, void *); void *data; } Telling;

static Error *wrong_row(Ctx *cx, const CsvRow *row, void *data)
{
    const Telling *telling = data;
    char name[24];
    int64_t at;
    snprintf(name, sizeof name, "%ld", (long)row->line);
    if (!lookup_get(telling->wrong->lines, name, &at)) return OK;
    return telling->each(cx, &(IntakeWrong){ row->line, row->cells, row->column_count, telling->wrong->says[at] }, telling->data);
}

Error *intake_wrong_each(Ctx *cx, const Intake *intake, Error *(*each)(Ctx *, const IntakeWrong *, void *), void *data)
{
    static const Column line_columns[] = { COLUMN(WrongLine, line), COLUMN(WrongLine, say) };
    Wrong wrong = { .lines = lookup_new(cx) };
    WrongLine line = {0};
    StoredFile file;
    Bytes bytes;
    if (!intake->file_id || !intake->wrong) return missing(cx, "file %ld has no mistakes to tell", (long)intake->id);
    TRY(db_each(cx, wrong_lines, line_columns, &line, wrong_keep, &wrong, INT(intake->id)));
    TRY(stored_file_read(cx, intake->file_id, &file, &bytes));
    return table_read(cx, bytes.bytes, bytes.length, wrong_row, &(Telling){ &wrong, each, data });
}
