/* What a file holds is written, or taken back: slice by slice, each in a few milliseconds of the writer. */
#include <string.h>

#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/imports/intake.h"
#include "platform/jobs/jobs.h"

enum { SLICE_FIRST = 8, SLICE_MOST = 100, SLICE_US = 3000, SLICE_US_POSTGRES = 50000 };

typedef struct { int64_t line; const char *cells; } Row;
static const Column row_columns[] = { COLUMN(Row, line), COLUMN(Row, cells) };
static const Column made_columns[] = { COLUMN(ImportMade, line), COLUMN(ImportMade, step), COLUMN(ImportMade, subject_id), COLUMN(ImportMade, noun), COLUMN(ImportMade, was) };

/* The lock: two workers at once take one slice after the other. */
SQL(intake_hold, "UPDATE intake SET last_line = last_line WHERE id = $1");
/* None is wrong, else it would not be written; were outcomes asked for, SQLite would look through all of them for each slice. */
SQL(rows_next,   "SELECT line, cells FROM intake_row WHERE intake_id = $1 AND line > $2 ORDER BY line LIMIT CAST($3 AS BIGINT)");
SQL(put_line,    "UPDATE intake SET last_line = $2 WHERE id = $1");
SQL(put_applied, "UPDATE intake SET state = 'applied', applied_at = $2 WHERE id = $1 AND state = 'applying'");
SQL(put_failing, "UPDATE intake SET state = 'undoing', say = $2 WHERE id = $1 AND state = 'applying'");
SQL(put_undone,  "UPDATE intake SET state = 'undone' WHERE id = $1 AND state = 'undoing'");
SQL(made_add,    "INSERT INTO intake_made (intake_id, line, step, noun, subject_id, was) VALUES ($1, $2, (SELECT count(*) FROM intake_made m WHERE m.intake_id = $1 AND m.line = $2), $3, $4, $5)");
SQL(made_before, "SELECT COALESCE(max(subject_id), 0) FROM intake_made WHERE intake_id = $1 AND noun = $2 AND was = $3");
SQL(made_last,   "SELECT line, step, subject_id, noun, was FROM intake_made WHERE intake_id = $1 ORDER BY line DESC, step DESC LIMIT CAST($2 AS BIGINT)");
SQL(made_gone,   "DELETE FROM intake_made WHERE intake_id = $1 AND line = $2 AND step = $3");
SQL(row_kept,    "UPDATE intake_row SET outcome = 'kept', say = $3 WHERE intake_id = $1 AND line = $2");

Error *import_made(Ctx *cx, const Intake *intake, int64_t line, const char *noun, int64_t subject_id, const char *was)
{
    return db_run(cx, made_add, NULL, INT(intake->id), INT(line), STR(noun), INT(subject_id), STR(was ? was : ""));
}

Error *import_made_before(Ctx *cx, const Intake *intake, const char *noun, const char *was, int64_t *id)
{
    return db_number(cx, made_before, id, INT(intake->id), STR(noun), STR(was));
}

/* ---- slices ---- */

/* `most` follows the machine: what took long is halved, what was quick grows. On PostgreSQL nobody waits for a slice but whoever wants its rows. */
typedef struct { int64_t id, most, line, step, took_us; bool more; const char *failed, *why; } Slice;

static void slice_fit(const Ctx *cx, Slice *slice)
{
    int64_t us = store_is_postgres(cx->store) ? SLICE_US_POSTGRES : SLICE_US;
    if (slice->took_us > us && slice->most > 1) slice->most /= 2;
    else if (slice->took_us < us / 2 && slice->most < SLICE_MOST) slice->most += slice->most / 4 + 1;
}

static Error *apply_rows(Ctx *cx, const ImportKind *kind, const Intake *intake, Slice *slice)
{
    Row *rows;
    size_t count;
    TRY(intake_act_as(cx, kind, intake));
    TRY(db_list(cx, rows_next, row_columns, &rows, &count, INT(intake->id), INT(intake->last_line), INT(slice->most)));
    for (size_t i = 0; i < count; i++) {
        slice->line = rows[i].line;
        TRY(kind->apply(cx, intake, rows[i].line, cells_split(cx, rows[i].cells, kind->field_count)));
    }
    slice->more = count > 0;
    if (count) return db_run(cx, put_line, NULL, INT(intake->id), INT(slice->line));
    TRY(intake_file_let_go(cx, intake));
    return db_run(cx, put_applied, NULL, INT(intake->id), INT(cx->now));
}

static Error *apply_slice(Ctx *cx, void *data)
{
    Slice *slice = data;
    Intake intake;
    bool found;
    int64_t began = time_monotonic_us();
    slice->more = false, slice->line = 0;
    TRY(db_run(cx, intake_hold, NULL, INT(slice->id)));
    TRY(intake_state(cx, slice->id, &intake, &found));
    if (!found || !same(intake.state, "applying")) return OK;
    Error *error = apply_rows(cx, import_kind(intake.kind), &intake, slice);
    slice->took_us = time_monotonic_us() - began;
    return error;
}

static Error *take_back(Ctx *cx, void *data)
{
    const Slice *slice = data;
    TRY(db_run(cx, put_failing, NULL, INT(slice->id), STR(slice->failed)));
    TRY(trail(cx, "import.undone", slice->id, "by itself"));
    return job_queue(cx, "intakes.undo", slice->id, cx->now, "");
}

static Error *apply_later(Ctx *cx, void *slice) { return job_queue(cx, "intakes.apply", ((const Slice *)slice)->id, cx->now, ""); }
static Error *undo_later(Ctx *cx, void *slice)  { return job_queue(cx, "intakes.undo", ((const Slice *)slice)->id, cx->now, ""); }

Error *intake_apply(Ctx *cx, int64_t id, bool last_try)
{
    Slice slice = { .id = id, .most = SLICE_FIRST };
    do {
        if (jobs_stopping()) return db_write(cx, apply_later, &slice);
        Error *error = db_write(cx, apply_slice, &slice);
        if (error && error->kind >= BROKEN && !last_try) return error;
        if (error) {      /* true when it was read, and no longer: all or nothing */
            slice.failed = slice.line ? text(cx, "Line %ld could not be written: %s", (long)slice.line, error->say) : error->say;
            return db_write(cx, take_back, &slice);
        }
        slice_fit(cx, &slice);
    } while (slice.more);
    return OK;
}

/* ---- undoing ---- */

static Error *undo_slice(Ctx *cx, void *data)
{
    Slice *slice = data;
    Intake intake;
    ImportMade *made;
    size_t count;
    bool found;
    int64_t began = time_monotonic_us();
    slice->more = false;
    TRY(db_run(cx, intake_hold, NULL, INT(slice->id)));
    TRY(intake_state(cx, slice->id, &intake, &found));
    if (!found || !same(intake.state, "undoing")) return OK;
    const ImportKind *kind = import_kind(intake.kind);
    TRY(intake_who(cx, &intake));
    TRY(db_list(cx, made_last, made_columns, &made, &count, INT(intake.id), INT(slice->most)));
    slice->more = count > 0;
    if (!count) {
        TRY(intake_file_let_go(cx, &intake));
        return db_run(cx, put_undone, NULL, INT(intake.id));
    }
    for (size_t i = 0; i < count; i++) {
        slice->line = made[i].line, slice->step = made[i].step;
        TRY(db_run(cx, made_gone, NULL, INT(intake.id), INT(made[i].line), INT(made[i].step)));
        TRY(kind->undo(cx, &made[i]));
    }
    slice->took_us = time_monotonic_us() - began;
    return OK;
}

/* What could not be undone stays, and is named; the rest of the file goes on. */
static Error *keep_one(Ctx *cx, void *data)
{
    const Slice *slice = data;
    TRY(db_run(cx, made_gone, NULL, INT(slice->id), INT(slice->line), INT(slice->step)));
    return db_run(cx, row_kept, NULL, INT(slice->id), INT(slice->line), STR(slice->why));
}

Error *intake_undo(Ctx *cx, int64_t id)
{
    Slice slice = { .id = id, .most = SLICE_FIRST };
    do {
        if (jobs_stopping()) return db_write(cx, undo_later, &slice);
        Error *error = db_write(cx, undo_slice, &slice);
        bool referred = error && db_still_referred(error);
        if (error && error->kind >= BROKEN && !referred) return error;
        if (error && slice.most > 1) slice.most = 1, slice.more = true;      /* which of them was it */
        else if (error) {
            slice.why = referred ? "It has been used since, so it stays" : error->say;
            TRY(db_write(cx, keep_one, &slice));
            slice.more = true;
        } else slice_fit(cx, &slice);
    } while (slice.more);
    return OK;
}
