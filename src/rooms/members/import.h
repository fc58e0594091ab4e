/*
 * The national register of schools on its way in (other files: platform/imports/imports.h): staged in slices, previewed, then applied in slices or dropped. Nothing of the partnership changes before
 * somebody applies it, and a large file never keeps other people's acts waiting.
 */
#pragma once
#include "platform/db/db.h"

enum { IMPORT_SLICE = 100, IMPORT_PAGE = 100 };

typedef struct {
    int64_t     id;
    const char *kind, *file_name, *state;      /* "register"; staging, staged, applying, applied, dropped */
    int64_t     person_id, organisation_id, rows, same, last_line, made_at, applied_at;
} Import;

typedef struct { int64_t line; const char *key, *name, *outcome, *say; int64_t accepted; } ImportRow;
typedef struct { const char *outcome; int64_t count, accepted; } ImportCount;

CHECKED Error *import_begin(Ctx *cx, Import *import);                                  /* state staging, under an id that nothing shows */
CHECKED Error *import_row_add(Ctx *cx, int64_t id, const ImportRow *row);
CHECKED Error *import_staged(Ctx *cx, int64_t id, int64_t rows, int64_t same);         /* whole: may be looked at */

/* One of this kind; of this organisation only, unless that is 0. One still being staged is missing. */
CHECKED Error *import_find(Ctx *cx, int64_t id, const char *kind, int64_t organisation_id, Import *import);
CHECKED Error *import_counts(Ctx *cx, int64_t id, ImportCount **counts, size_t *count);
CHECKED Error *import_rows(Ctx *cx, int64_t id, const char *outcome, int64_t after_line, ImportRow **rows, size_t *count);   /* IMPORT_PAGE at most */
CHECKED Error *imports_latest(Ctx *cx, const char *kind, int64_t organisation_id, Import **imports, size_t *count);

CHECKED Error *import_accept(Ctx *cx, int64_t id, int64_t line, bool accepted);        /* a change of status, held for a person */
CHECKED Error *import_accept_all(Ctx *cx, int64_t id);                                 /* every one of them: a command's --accept-status */
CHECKED Error *import_drop(Ctx *cx, int64_t id);
CHECKED Error *import_apply_begin(Ctx *cx, int64_t id);                                /* staged -> applying, and queues the job */

/* Applies what is staged or was interrupted, slice by slice through the writer; `tell` (may be NULL) hears the line reached. For jobs and commands. */
CHECKED Error *import_apply(Ctx *cx, int64_t id, void (*tell)(void *data, int64_t line), void *data);
/* Removes what was never finished and the rows of old imports, for people's names are in them; through the writer, some at a time. For a job. */
CHECKED Error *imports_sweep(Ctx *cx);
