/* Between the files of this folder. */
#pragma once
#include "platform/imports/imports.h"

extern const Column intake_record_columns[15];
#define INTAKE_SELECT "SELECT id, kind, organisation_id, person_id, file_id, file_name, invite, state, rows, same, wrong, last_line, say, made_at, applied_at FROM intake"

/* Its state moves from one to another, or CONFLICT. */
CHECKED Error *intake_move(Ctx *cx, int64_t id, const char *from, const char *to);
/* The file itself is no longer needed. */
CHECKED Error *intake_file_let_go(Ctx *cx, const Intake *intake);
/* Whom a job acts as: whoever confirmed it. */
CHECKED Error *intake_who(Ctx *cx, const Intake *intake);
/* The same with the permission that this kind needs, or FORBIDDEN. */
CHECKED Error *intake_act_as(Ctx *cx, const ImportKind *kind, const Intake *intake);

/* Cells as one text and back. */
const char *cells_join(Ctx *cx, const char *const *cells, size_t count);
const char *const *cells_split(Ctx *cx, const char *joined, size_t count);
