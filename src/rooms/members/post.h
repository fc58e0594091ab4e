/*
 * Posts: what a person is at an organisation, from a date to a date. A person may hold several, at several organisations.
 *
 * A post is current from its first day to its last, both included; permissions and the right to be signed in for an organisation
 * follow from that by themselves, so a leaver is out the day after without anybody doing anything.
 */
#pragma once
#include "platform/db/db.h"

/* What a post can be. `kind` is the kind of organisation that has it ("" any), `may` the permissions it gives there. */
typedef struct { const char *name, *words, *kind; uint64_t may; } Role;
const Role *roles_all(size_t *count);
const Role *role_find(const char *name);                          /* NULL: no such role */
bool        role_fits(const Role *role, const char *organisation_kind);

extern const char *const governor_categories[];                   /* end with NULL */
extern const char *const governor_offices[];
enum { GOVERNOR_TERM_YEARS = 4 };

typedef struct {
    int64_t     id, person_id, organisation_id;
    const char *role, *title, *starts_on, *ends_on;               /* ends_on "": until further notice */
    const char *governor_category, *governor_office;              /* "" unless a governor's */
    const char *organisation, *organisation_kind, *person, *email;
} Post;

/* Mistakes in it, in words about its fields (role, title, starts_on, ends_on, governor_category, governor_office). */
Error *post_check(Ctx *cx, const Post *post, const char *organisation_kind);

/* Adds a post; its id is set. A governor's post without a last day ends with its term of four years, except ex officio.
 * The same role at the same organisation twice at once is refused. */
CHECKED Error *post_add(Ctx *cx, Post *post);
/* Ends it on a day, included; the day before its first removes it, for then it never was. Sign-ins acting in it fall back by themselves. */
CHECKED Error *post_end(Ctx *cx, int64_t id, const char *on);

CHECKED Error *post_find(Ctx *cx, int64_t id, Post *post);
/* The post, if it is at this organisation; anybody else's is missing. */
CHECKED Error *post_find_at(Ctx *cx, int64_t id, int64_t organisation_id, Post *post);
/* A person's posts, current first, then the latest; at one organisation only unless that is 0. */
CHECKED Error *posts_of(Ctx *cx, int64_t person_id, int64_t organisation_id, Post **posts, size_t *count);
CHECKED Error *posts_current(Ctx *cx, int64_t person_id, Post **posts, size_t *count);
/* Who is there now, in the order of names; at most 1,000. */
CHECKED Error *posts_at(Ctx *cx, int64_t organisation_id, const char *words, Post **posts, size_t *count);

bool        post_is_current(const Ctx *cx, const Post *post);
const char *post_words(Ctx *cx, const Post *post);                /* "Headteacher", "Parent governor, chair" */
const char *post_span(Ctx *cx, const Post *post);                 /* "since 1 September 2024", "1 September 2022 to 31 August 2026" */
