/*
 * The register against what we hold: what is new, changed, closed and continued elsewhere. New schools and changed facts are accepted
 * unless somebody says no; a change of status waits for a person, for people and memberships hang on it.
 */
#pragma once
#include "rooms/members/import.h"

typedef struct {
    const char *file_name, *authorities;          /* "205,207"; "" all */
    const char *bytes; size_t length;
    const char *links; size_t links_length;       /* the file of links, or NULL: then a closing school's successor is guessed and said to be */
} RegisterFile;

/* Compares and stages, off the writer: reads by cx->db and writes by db_write() in slices. The import is left in state staging, with
 * what import_staged() needs set in it. */
CHECKED Error *register_stage(Ctx *cx, const RegisterFile *file, Import *import);

/* In the writer, for import_apply(): lines after import->last_line up to `end`, and what comes after the last. */
CHECKED Error *register_apply_slice(Ctx *cx, const Import *import, int64_t end);
CHECKED Error *register_apply_end(Ctx *cx, const Import *import);
