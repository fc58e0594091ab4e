/*
 * People and their posts from a spreadsheet saved as CSV. Each line is one post of one person; somebody with two posts has two lines.
 * Nobody is removed by an import: a post ends when its line says so, or by hand.
 */
#pragma once
#include "rooms/members/import.h"

enum { PEOPLE_LINES_MOST = 5000 };

typedef struct {
    const char *file_name, *bytes;
    size_t      length;
    int64_t     organisation_id;      /* everybody's; 0: each line says where, by URN or name, in the column "School" */
    bool        invite;               /* write to those who are new */
} PeopleFile;

/* Checks and stages, off the writer, as register_stage() does. A line with mistakes is staged as an error with all of them in words. */
CHECKED Error *people_stage(Ctx *cx, const PeopleFile *file, Import *import);
CHECKED Error *people_apply_slice(Ctx *cx, const Import *import, int64_t end);

/* The file to fill in: the columns, and a line that shows how. */
const char *people_template(Ctx *cx, bool with_school, size_t *length);
