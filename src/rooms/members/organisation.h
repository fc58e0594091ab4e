/* Organisations: schools with their establishment record, council departments, partners, other bodies; and when they are members. */
#pragma once
#include "platform/db/db.h"

enum { ORGANISATIONS_PAGE = 50 };

/* An organisation with its school record; of another kind, urn and what follows are "" and 0. */
typedef struct {
    int64_t     id;
    const char *kind, *name, *authority_code, *authority, *street, *town, *postcode, *ward, *telephone, *website;
    const char *urn, *establishment_number, *type_code, *type_name, *type_group, *phase, *status;
    int64_t     maintained, independent;
    const char *opened_on, *closed_on;
    int64_t     low_age, high_age, roll;
    const char *ukprn, *trust, *register_changed_on;
} Organisation;

extern const char *const organisation_kinds[];     /* end with NULL */
extern const char *const school_phases[];
extern const char *const school_statuses[];

CHECKED Error *organisation_find(Ctx *cx, int64_t id, Organisation *organisation);
CHECKED Error *organisation_by_urn(Ctx *cx, const char *urn, Organisation *organisation, bool *found);
CHECKED Error *organisation_by_name(Ctx *cx, const char *name, Organisation *organisation, bool *found);   /* exactly one of that name */

/* A department, partner or other body; id set. Schools come from the register. Refuses with every mistake at once. */
CHECKED Error *organisation_add(Ctx *cx, Organisation *organisation);
/* The partnership's own, where its office holds posts. Made at its first use, under the name that the settings give; the settings rename it. */
CHECKED Error *organisation_own(Ctx *cx, Organisation *organisation);
CHECKED Error *organisation_own_rename(Ctx *cx, const char *name);
/* Name and how to reach it. What the register says of a school (phase, status, roll) is the register's. */
CHECKED Error *organisation_change(Ctx *cx, const Organisation *organisation);

/* One page, by name, or by pupils on roll, the most first. */
typedef struct {
    const char *words;                 /* of name, town, postcode, or a URN; "" all */
    const char *kind, *phase, *authority, *status;   /* "" any; status "open" takes in those proposed to close */
    const char *member;                /* "yes", "no" or "" */
    bool        by_pupils;
    int64_t     after, before;         /* id of the last or first row of the page at hand */
} OrganisationFilter;
typedef struct { int64_t id; const char *kind, *name, *urn, *phase, *status, *authority, *type_name, *town; int64_t roll, maintained, member, people; } OrganisationEntry;
CHECKED Error *organisations_list(Ctx *cx, const OrganisationFilter *filter, OrganisationEntry **list, size_t *count, bool *more_before, bool *more_after);
CHECKED Error *organisations_count(Ctx *cx, const OrganisationFilter *filter, int64_t *count);
CHECKED Error *organisations_each(Ctx *cx, const OrganisationFilter *filter, Error *(*each)(Ctx *cx, void *row, void *data), void *data);   /* OrganisationEntry, all of them, in the filter's order */

/* Schools and their pupils on roll; `open` takes in those proposed to close. "" and false count whatever it is. */
typedef struct { const char *authority, *phase; bool maintained, open; } SchoolCountFilter;
typedef struct { int64_t schools, pupils; } SchoolCount;
CHECKED Error *schools_count(Ctx *cx, const SchoolCountFilter *filter, SchoolCount *count);

typedef struct { const char *code, *name; } Authority;
CHECKED Error *authorities(Ctx *cx, Authority **list, size_t *count);    /* those that have an organisation */

/* Membership: from a day to a day, both included. Subscriptions bring it; of who is a member without one the office says so by hand. */
typedef struct { int64_t id, organisation_id; const char *starts_on, *ends_on; } Membership;
CHECKED Error *memberships_of(Ctx *cx, int64_t organisation_id, Membership **list, size_t *count);
CHECKED Error *membership_add(Ctx *cx, int64_t organisation_id, const char *starts_on, const char *ends_on);   /* overlapping is refused */
CHECKED Error *membership_end(Ctx *cx, int64_t id, int64_t organisation_id, const char *on);   /* the day before its first removes it */
/* A subscription's days: whatever memberships there are, afterwards one holds them all, and none overlaps. No permission is asked: who confirms one may. */
CHECKED Error *membership_cover(Ctx *cx, int64_t organisation_id, const char *starts_on, const char *ends_on);
/* The one that ends with the subscription ends on that day instead, which may be before it begins. One without an end, or with another, is the office's own, and stays. */
CHECKED Error *membership_uncover(Ctx *cx, int64_t organisation_id, const char *ends_on, const char *on);

/* What continued this school, or what it continues. */
typedef struct { int64_t id; const char *urn, *name, *kind, *established_on; int64_t forward; } SchoolLink;
CHECKED Error *school_links(Ctx *cx, const char *urn, SchoolLink **list, size_t *count);

/* What was done to it, for its history in words. */
typedef struct { int64_t happened_at; const char *what, *detail, *person; } HistoryEntry;
CHECKED Error *history_of(Ctx *cx, int64_t subject_id, HistoryEntry **list, size_t *count);    /* the latest first, at most 50 */
