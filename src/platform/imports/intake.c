/* The record of a file on its way in: found, listed, counted, dropped, swept. */
#include "platform/imports/intake.h"

#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/stored_file.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"

enum { DAYS_KEPT = 14, SWEPT_AT_ONCE = 500 };
#define SEPARATOR '\x1f'

static struct { const ImportKind *const *kinds; size_t count; ImportWho *who; } imports;

void imports_use(const ImportKind *const *kinds, size_t count, ImportWho *who)
{
    for (size_t i = 0; i < count; i++) CHECK(kinds[i]->field_count <= IMPORT_FIELDS_MOST);
    imports.kinds = kinds, imports.count = count, imports.who = who;
}

const ImportKind *const *import_kinds(size_t *count) { return *count = imports.count, imports.kinds; }

const ImportKind *import_kind(const char *kind)
{
    for (size_t i = 0; i < imports.count; i++)
        if (same(imports.kinds[i]->kind, kind)) return imports.kinds[i];
    return NULL;
}

const Column intake_record_columns[15] = {
    COLUMN(Intake, id), COLUMN(Intake, kind), COLUMN(Intake, organisation_id), COLUMN(Intake, person_id), COLUMN(Intake, file_id), COLUMN(Intake, file_name), COLUMN(Intake, invite),
    COLUMN(Intake, state), COLUMN(Intake, rows), COLUMN(Intake, same), COLUMN(Intake, wrong), COLUMN(Intake, last_line), COLUMN(Intake, say), COLUMN(Intake, made_at), COLUMN(Intake, applied_at),
};
static const Column column_columns[] = { COLUMN(IntakeColumn, position), COLUMN(IntakeColumn, heading), COLUMN(IntakeColumn, example), COLUMN(IntakeColumn, field), COLUMN(IntakeColumn, matched) };
static const Column count_columns[] = { COLUMN(IntakeCount, outcome), COLUMN(IntakeCount, count) };
static const Column row_columns[] = { COLUMN(IntakeRow, line), COLUMN(IntakeRow, name), COLUMN(IntakeRow, outcome), COLUMN(IntakeRow, say) };

SQL(intake_by_id,     INTAKE_SELECT " WHERE id = $1 AND state <> 'arriving' AND (CAST($2 AS BIGINT) = 0 OR organisation_id = $2)");
SQL(intake_whole,     INTAKE_SELECT " WHERE id = $1");
SQL(intakes_of_kind,  INTAKE_SELECT " WHERE kind = $1 AND state <> 'arriving' AND state <> 'dropped' AND organisation_id = $2 ORDER BY id DESC LIMIT 10");
SQL(intakes_of_office, INTAKE_SELECT " WHERE organisation_id IS NULL AND state <> 'arriving' AND state <> 'dropped' AND (CAST($1 AS TEXT) IS NULL OR kind = $1) ORDER BY id DESC LIMIT 10");
SQL(intake_columns_of, "SELECT position, heading, example, field, matched FROM intake_column WHERE intake_id = $1 ORDER BY position");
SQL(intake_tally,     "SELECT outcome, count(*) AS count FROM intake_row WHERE intake_id = $1 GROUP BY outcome ORDER BY outcome");
SQL(intake_page,      "SELECT line, name, outcome, say FROM intake_row WHERE intake_id = $1 AND outcome = $2 AND line > $3 ORDER BY line LIMIT CAST($4 AS BIGINT)");
SQL(intake_put_state, "UPDATE intake SET state = $3 WHERE id = $1 AND state = $2");
SQL(intake_no_file,   "UPDATE intake SET file_id = NULL WHERE id = $1");
SQL(intake_begin_applying, "UPDATE intake SET state = 'applying', person_id = $2 WHERE id = $1 AND state = 'staged' AND wrong = 0");
SQL(intake_begin_undoing, "UPDATE intake SET state = 'undoing', person_id = $2 WHERE id = $1 AND state = 'applied' AND applied_at > $3");

/* Stagings that nobody finished, and what is over and old. */
#define SWEPT "SELECT i.id FROM intake i WHERE (i.state = 'arriving' AND i.made_at < $1) OR (i.made_at < $2 AND i.state <> 'applying' AND i.state <> 'undoing' AND i.state <> 'reading')"
SQL(sweep_next,    "SELECT intake_id, line FROM (SELECT r.intake_id, min(r.line) AS line FROM intake_row r WHERE r.intake_id IN (" SWEPT ") GROUP BY r.intake_id) AS first ORDER BY intake_id LIMIT 1");
SQL(sweep_rows,    "DELETE FROM intake_row WHERE intake_id = $1 AND line < $2");
SQL(sweep_made_next, "SELECT intake_id, line FROM (SELECT m.intake_id, min(m.line) AS line FROM intake_made m JOIN intake i ON i.id = m.intake_id"
                     " WHERE i.state <> 'applying' AND i.state <> 'undoing' AND (i.applied_at IS NULL OR i.applied_at < $1) GROUP BY m.intake_id) AS first ORDER BY intake_id LIMIT 1");
SQL(sweep_made,    "DELETE FROM intake_made WHERE intake_id = $1 AND line < $2");
SQL(sweep_columns, "DELETE FROM intake_column WHERE intake_id IN (" SWEPT ")");
SQL(sweep_files,   "UPDATE stored_file SET linked = 0 WHERE id IN (SELECT o.file_id FROM intake o WHERE o.file_id IS NOT NULL AND o.id IN (" SWEPT "))");
SQL(sweep_intakes, "UPDATE intake SET file_id = NULL, state = CASE WHEN state = 'staged' OR state = 'matching' OR state = 'arriving' OR state = 'failed' THEN 'dropped' ELSE state END WHERE id IN (" SWEPT ")");

const char *cells_join(Ctx *cx, const char *const *cells, size_t count)
{
    Draft joined = { .cx = cx };
    for (size_t i = 0; i < count; i++) {
        if (i) draft_bytes(&joined, "\x1f", 1);
        for (const char *at = cells[i]; *at;) {
            size_t n = strcspn(at, "\x1f");
            draft_bytes(&joined, at, n);
            at += n + (at[n] != 0);
        }
    }
    return draft_text(&joined);
}

const char *const *cells_split(Ctx *cx, const char *joined, size_t count)
{
    const char **cells = array(cx, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        size_t n = strcspn(joined, "\x1f");
        cells[i] = text_copy(cx, joined, n);
        joined += n + (joined[n] == SEPARATOR);
    }
    return cells;
}

const char *import_date(Ctx *cx, const char *typed)
{
    int64_t part[3] = {0};
    const char *at = typed;
    for (int i = 0; i < 3; i++) {
        size_t n = strspn(at, "0123456789");
        if (!n || !number_parse(text_copy(cx, at, n), 0, 9999, &part[i])) return typed;
        at += n;
        if (i < 2 && (!*at || !strchr("/-. ", *at))) return typed;
        if (i < 2) at++;
    }
    if (*at && *at != ' ' && *at != 'T') return typed;
    bool year_first = part[0] > 31;
    const char *date = date_from_parts(cx, year_first ? part[0] : part[2], part[1], year_first ? part[2] : part[0]);
    return date ? date : typed;
}

bool import_yes(Ctx *cx, const char *typed) { return one_of(text_fold(cx, typed), "yes y true 1"); }

/* ---- finding ---- */

Error *intake_find(Ctx *cx, int64_t id, int64_t organisation_id, Intake *intake)
{
    TRY(db_one(cx, intake_by_id, intake_record_columns, intake, INT(id), INT(organisation_id)));
    const ImportKind *kind = import_kind(intake->kind);
    bool theirs = organisation_id ? true : !intake->organisation_id && kind && may(cx, kind->needs);
    return kind && theirs ? OK : missing(cx, "file %ld is another's", (long)id);
}

Error *intake_state(Ctx *cx, int64_t id, Intake *intake, bool *found) { return db_maybe(cx, intake_whole, intake_record_columns, intake, found, INT(id)); }

Error *intakes_latest(Ctx *cx, const char *kind, int64_t organisation_id, Intake **list, size_t *count)
{
    if (organisation_id) return db_list(cx, intakes_of_kind, intake_record_columns, list, count, STR(kind), INT(organisation_id));
    return db_list(cx, intakes_of_office, intake_record_columns, list, count, STR(kind));
}

Error *intake_columns(Ctx *cx, int64_t id, IntakeColumn **columns, size_t *count) { return db_list(cx, intake_columns_of, column_columns, columns, count, INT(id)); }
Error *intake_counts(Ctx *cx, int64_t id, IntakeCount **counts, size_t *count)    { return db_list(cx, intake_tally, count_columns, counts, count, INT(id)); }

Error *intake_rows(Ctx *cx, int64_t id, const char *outcome, int64_t after_line, IntakeRow **rows, size_t *count)
{
    return db_list(cx, intake_page, row_columns, rows, count, INT(id), STR(outcome), INT(after_line), INT(INTAKE_PAGE));
}

/* ---- what is done with it ---- */

Error *intake_move(Ctx *cx, int64_t id, const char *from, const char *to)
{
    int64_t moved;
    TRY(db_run(cx, intake_put_state, &moved, INT(id), STR(from), STR(to)));
    return moved ? OK : conflict(cx, "This file has been written or dropped already");
}

Error *intake_file_let_go(Ctx *cx, const Intake *intake)
{
    if (!intake->file_id) return OK;
    TRY(db_run(cx, intake_no_file, NULL, INT(intake->id)));
    return stored_file_let_go(cx, intake->file_id);
}

Error *intake_drop(Ctx *cx, const Intake *intake)
{
    if (!one_of(intake->state, "matching staged failed")) return conflict(cx, "This file has been written or dropped already");
    TRY(intake_move(cx, intake->id, intake->state, "dropped"));
    TRY(intake_file_let_go(cx, intake));
    return trail(cx, "import.dropped", intake->id, NULL);
}

Error *intake_apply_begin(Ctx *cx, const Intake *intake)
{
    int64_t begun;
    TRY(db_run(cx, intake_begin_applying, &begun, INT(intake->id), REF(cx->who ? cx->who->id : 0)));
    if (!begun && same(intake->state, "staged") && intake->wrong) return conflict(cx, "Nothing can be written while a line has a mistake. Mend the file and send it again");
    if (!begun) return conflict(cx, "This file has been written or dropped already");
    TRY(trail(cx, "import.applied", intake->id, intake->kind));
    return job_queue(cx, "intakes.apply", intake->id, cx->now, "");
}

bool intake_undoable(const Ctx *cx, const Intake *intake) { return same(intake->state, "applied") && intake->applied_at + IMPORT_UNDO_SECONDS > cx->now; }

Error *intake_undo_begin(Ctx *cx, const Intake *intake)
{
    int64_t begun;
    TRY(db_run(cx, intake_begin_undoing, &begun, INT(intake->id), REF(cx->who ? cx->who->id : 0), INT(cx->now - IMPORT_UNDO_SECONDS)));
    if (!begun) return conflict(cx, "A file can be undone within a day of being written, and once");
    TRY(trail(cx, "import.undone", intake->id, intake->kind));
    return job_queue(cx, "intakes.undo", intake->id, cx->now, "");
}

Error *intake_who(Ctx *cx, const Intake *intake) { return cx->who || !intake->person_id ? OK : imports.who(cx, intake->person_id, intake->organisation_id, &cx->who); }

Error *intake_act_as(Ctx *cx, const ImportKind *kind, const Intake *intake)
{
    TRY(intake_who(cx, intake));
    if (!cx->who) return OK;      /* a command's */
    bool own = intake->organisation_id && cx->who->organisation_id == intake->organisation_id && kind->school_needs && may(cx, kind->school_needs);
    if (intake->organisation_id ? own : may(cx, kind->needs)) return OK;
    return conflict(cx, "Whoever confirmed it may no longer do so");
}

/* ---- what is old ---- */

typedef struct { int64_t intake_id, line; } Lines;

static Error *sweep_some(Ctx *cx, void *data)
{
    static const Column row[] = { COLUMN(Lines, intake_id), COLUMN(Lines, line) };
    Arg unfinished = INT(cx->now - 86400), old = INT(cx->now - INT64_C(86400) * DAYS_KEPT);
    bool *more = data;
    Lines lines;
    TRY(db_maybe(cx, sweep_next, row, &lines, more, unfinished, old));
    if (*more) return db_run(cx, sweep_rows, NULL, INT(lines.intake_id), INT(lines.line + SWEPT_AT_ONCE));
    TRY(db_maybe(cx, sweep_made_next, row, &lines, more, INT(cx->now - IMPORT_UNDO_SECONDS)));
    if (*more) return db_run(cx, sweep_made, NULL, INT(lines.intake_id), INT(lines.line + SWEPT_AT_ONCE));
    TRY(db_run(cx, sweep_columns, NULL, unfinished, old));
    TRY(db_run(cx, sweep_files, NULL, unfinished, old));
    return db_run(cx, sweep_intakes, NULL, unfinished, old);
}

Error *intakes_sweep(Ctx *cx)
{
    bool more;
    do TRY(db_write(cx, sweep_some, &more));
    while (more && !jobs_stopping());
    return OK;
}
