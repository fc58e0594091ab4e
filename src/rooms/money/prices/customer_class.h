/*
 * What somebody is to the partnership as a customer. Prices and VAT are chosen by it: by what an organisation is, and prices by whether it is a member, too.
 *
 *     maintained     a school that the home authority maintains, of one of the partnership's own phases
 *     other phase    one that it maintains, of another phase
 *     academy        a school or college here that the state pays for and the authority does not maintain
 *     neighbour      a school of another authority, unless it is independent
 *     independent    an independent school, wherever it is
 *     partner        an organisation that is neither a school nor the council's
 *     department     of the council, or the partnership itself
 *     person         somebody who comes for no organisation
 *
 * The register says what a school is, as of today; where no home authority is set, no school is a neighbour's.
 */
#pragma once
#include "platform/db/db.h"

enum { CUSTOMER_CLASSES = 8 };
typedef struct { const char *class, *name, *many; } CustomerClass;      /* "academy", "Academy or college", "academies and colleges" */
extern const CustomerClass customer_classes[CUSTOMER_CLASSES];
const CustomerClass *customer_class_named(const char *class);           /* NULL: there is none of that name */
const char          *customer_class_many(const char *class);            /* in a sentence: "academies and colleges"; "members" of "member" */

typedef struct { const char *class; int64_t member; } Customer;         /* member: on that day */
CHECKED Error *customer_of(Ctx *cx, int64_t organisation_id, const char *on, Customer *customer);            /* one question; none of 0, which is a person */
CHECKED Error *customer_class_of(Ctx *cx, int64_t organisation_id, const char *on, const char **class);      /* what it is, be it a member or not */

/* The same within a query: an organisation o, LEFT JOIN school s of it, and the $-number of the home authority's code. */
#define CUSTOMER_CLASS(o, s, authority)                                                                                                                       \
    "CASE WHEN " o ".kind = 'department' OR " o ".kind = 'partnership' THEN 'department' WHEN " o ".kind <> 'school' THEN 'partner'"                          \
    " WHEN " s ".independent = 1 THEN 'independent' WHEN CAST(" authority " AS TEXT) <> '' AND " o ".authority_code <> CAST(" authority " AS TEXT) THEN 'neighbour'" \
    " WHEN COALESCE(" s ".maintained, 0) = 0 THEN 'academy'"                                                                                                  \
    " WHEN EXISTS (SELECT 1 FROM own_phase op WHERE op.phase = " s ".phase) THEN 'maintained' ELSE 'other phase' END"

/* The phases of the partnership's own schools. RUN_PROGRAMME; refused about "phase" where one is none, or none is chosen. */
CHECKED Error *own_phases(Ctx *cx, const char *const **phases, size_t *count);
CHECKED Error *own_phases_set(Ctx *cx, const char *const *phases, size_t count);
