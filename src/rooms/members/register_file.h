/*
 * The national register of schools (GIAS) as it comes: CSV in Windows-1252, read by header name, its codes turned into our words.
 * Columns come and go between releases: one that is absent leaves what we have alone.
 */
#pragma once
#include "platform/base/context.h"

/* A school as the register says. A text that is NULL and a number that is REGISTER_ABSENT was no column of the file. */
#define REGISTER_ABSENT INT64_MIN
typedef struct {
    int64_t     line, organisation_id;
    const char *urn, *name, *authority_code, *authority_name, *street, *town, *postcode, *ward, *telephone, *website;
    const char *establishment_number, *type_code, *type_name, *type_group, *phase, *phase_code, *status;
    const char *opened_on, *closed_on, *ukprn, *trust, *register_changed_on;      /* dates YYYY-MM-DD, "" for none */
    int64_t     maintained, independent, low_age, high_age, roll, easting, northing;   /* the last five -1 for "does not say" */
} RegisterSchool;

/* Each school of the file in turn, until `each` refuses; `authorities` ("205,207") leaves out the others, "" takes all. */
CHECKED Error *register_read(Ctx *cx, const char *bytes, size_t length, const char *authorities,
                             Error *(*each)(Ctx *cx, const RegisterSchool *school, void *data), void *data);

/* The second file: what continues what, always told forwards. */
typedef struct { const char *urn, *linked_urn, *kind, *established_on; } RegisterLink;
CHECKED Error *register_links_read(Ctx *cx, const char *bytes, size_t length, RegisterLink **links, size_t *count);
