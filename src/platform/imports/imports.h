/*
 * Files on their way in: CSV or workbooks (documents/table_file.h) of whatever the rooms take, each kind a row of app/lists.c.
 *
 *     sent       its columns are matched: by what was chosen before, else by their headings, else by hand
 *     read       every row is judged by the kind; with one mistake anywhere nothing can be written
 *     written    by a job, in slices of a few milliseconds, so that nobody's booking waits; a row that fails meanwhile takes all of it back
 *     undone     within a day, last row first; what has been used since stays, and is named
 *
 * A kind's `check` runs in memory alone: what it compares with it loads in `begin`. `apply` and `undo` run in the writer. `apply` tells
 * import_made() what it made or changed; `undo` gets each of these, the last first, and answers CONFLICT, in words, for what must stay. What
 * other rows refer to stays by itself.
 */
#pragma once
#include "platform/base/lookup.h"
#include "platform/db/store.h"

enum { IMPORT_FIELDS_MOST = 24, INTAKE_PAGE = 100, IMPORT_UNDO_SECONDS = 86400, IMPORT_ROWS_MOST = 200000 };

typedef struct {
    const char *name, *label;       /* "starts_on", "First day": the template's heading */
    const char *also[4];            /* other headings that mean it */
    bool        needed;             /* some column has to give it */
    bool        office;             /* not in a school's own file, which is about that school alone */
    const char *hint;               /* what it takes, beside it in the list of columns; NULL: plain */
    const char *examples[2];        /* of the template's rows */
} ImportField;

typedef struct {
    int64_t     id, organisation_id, person_id, file_id, invite, rows, same, wrong, last_line, made_at, applied_at;
    const char *kind, *file_name, *state, *say;
} Intake;

/* What a row would do. `key` is the same of two rows that mean the same thing: the second is a mistake. */
typedef struct { enum { IMPORT_NEW, IMPORT_CHANGED, IMPORT_SAME } outcome; const char *key, *name, *say; } ImportVerdict;

typedef struct { int64_t line, step, subject_id; const char *noun, *was; } ImportMade;

typedef struct {
    const char *kind, *title, *many;       /* "people", "People and their posts", "people" */
    int         needs;                     /* the permission of whoever sends it to the office */
    int         school_needs;              /* and of whoever sends their own organisation's; 0: it has none of its own */
    bool        invites;                   /* offers to write to those who are new */
    const char *words;                     /* a sentence about what the file holds and what comes of it */
    const ImportField *fields;
    size_t      field_count;
    Error *(*begin)(Ctx *cx, const Intake *intake, void **known);
    /* Cells are trimmed, "" where the file has none. An Error holds all that is wrong with the row; a verdict lives until the next row. */
    Error *(*check)(Ctx *cx, void *known, const char *const *cells, ImportVerdict *verdict);
    Error *(*apply)(Ctx *cx, const Intake *intake, int64_t line, const char *const *cells);
    Error *(*undo)(Ctx *cx, const ImportMade *made);
} ImportKind;

/* Once, at start. `who` is whom a job acts as: whoever confirmed, for the organisation whose file it is (0: the office's). */
typedef Error *ImportWho(Ctx *cx, int64_t person_id, int64_t organisation_id, const Who **who);
void imports_use(const ImportKind *const *kinds, size_t count, ImportWho *who);
const ImportKind *const *import_kinds(size_t *count);
const ImportKind *import_kind(const char *kind);                       /* NULL: none of that name */

/* Inside apply: this row made `subject_id`, or changed it from `was`. */
CHECKED Error *import_made(Ctx *cx, const Intake *intake, int64_t line, const char *noun, int64_t subject_id, const char *was);
/* Inside apply: what an earlier row of this file made under that noun and `was`; *id 0: nothing. */
CHECKED Error *import_made_before(Ctx *cx, const Intake *intake, const char *noun, const char *was, int64_t *id);

/* 1/9/2026, 01-09-2026 or 2026-09-01, with or without a time behind it, as YYYY-MM-DD; what is none of these comes back as typed. */
const char *import_date(Ctx *cx, const char *typed);
/* "yes", "Y", "true", "1"; everything else is no. */
bool        import_yes(Ctx *cx, const char *typed);

/* ---- a file sent ---- */

typedef struct { const char *name, *bytes; size_t length; int64_t organisation_id; bool invite, waits; } IntakeFile;   /* waits: judged at once, however large; for commands */
typedef struct { int64_t position; const char *heading, *example, *field; int64_t matched; } IntakeColumn;

/* In prepare: reads the columns, keeps the file, and, where the columns are known and the file is small, judges its rows. Mistakes are about "file". */
CHECKED Error *intake_send(Ctx *cx, const ImportKind *kind, const IntakeFile *file, Intake *intake);
/* In prepare: the same file with its columns matched by hand. fields[i] is column i's, "" leaves it out; mistakes are about "column-0" .... */
CHECKED Error *intake_match(Ctx *cx, const ImportKind *kind, const Intake *old, const char *const *fields, size_t count, Intake *intake);
/* In the submit after either: it may be seen from now on. `old` NULL after intake_send(). */
CHECKED Error *intake_settle(Ctx *cx, Intake *intake, const Intake *old);

/* One of this kind; of this organisation only, unless that is 0. */
CHECKED Error *intake_find(Ctx *cx, int64_t id, int64_t organisation_id, Intake *intake);
/* The same for a command or a job, whoever's it is and whatever its state. */
CHECKED Error *intake_state(Ctx *cx, int64_t id, Intake *intake, bool *found);
/* A kind's latest, or with NULL everybody's of the office; the newest first, ten at most. */
CHECKED Error *intakes_latest(Ctx *cx, const char *kind, int64_t organisation_id, Intake **list, size_t *count);
CHECKED Error *intake_columns(Ctx *cx, int64_t id, IntakeColumn **columns, size_t *count);
typedef struct { const char *outcome; int64_t count; } IntakeCount;
CHECKED Error *intake_counts(Ctx *cx, int64_t id, IntakeCount **counts, size_t *count);
typedef struct { int64_t line; const char *name, *outcome, *say; } IntakeRow;
CHECKED Error *intake_rows(Ctx *cx, int64_t id, const char *outcome, int64_t after_line, IntakeRow **rows, size_t *count);   /* INTAKE_PAGE at most */
/* The rows with mistakes as the file has them, each with what is wrong: `each` gets an IntakeWrong. Takes as long as the file. */
typedef struct { int64_t line; const char *const *cells; size_t count; const char *say; } IntakeWrong;
CHECKED Error *intake_wrong_each(Ctx *cx, const Intake *intake, Error *(*each)(Ctx *cx, const IntakeWrong *row, void *data), void *data);

bool           intake_undoable(const Ctx *cx, const Intake *intake);
CHECKED Error *intake_drop(Ctx *cx, const Intake *intake);
CHECKED Error *intake_apply_begin(Ctx *cx, const Intake *intake);      /* CONFLICT while a row has a mistake */
CHECKED Error *intake_undo_begin(Ctx *cx, const Intake *intake);

/* For jobs and commands: reads, writes or takes back the rest of it, through the writer, slice by slice. */
CHECKED Error *intake_read(Ctx *cx, int64_t id);
CHECKED Error *intake_apply(Ctx *cx, int64_t id, bool last_try);       /* last_try: what fails for whatever reason takes all of it back */
CHECKED Error *intake_undo(Ctx *cx, int64_t id);
/* Removes rows two weeks old, for people's names are in them, and what nobody finished; through the writer, some at a time. */
CHECKED Error *intakes_sweep(Ctx *cx);
