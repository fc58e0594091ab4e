/*
 * People, organisations and posts, as the rooms above need them. See organisation.h, person.h, post.h, sign_in.h for the rest.
 */
#pragma once
#include "platform/db/db.h"

typedef struct { int64_t id; const char *name, *email, *role, *title; int64_t organisation_id; const char *organisation; } Colleague;

/* People with a current post at the organisation, in the order of their names; "" finds all, else words of name or address. At most 500. */
CHECKED Error *colleagues(Ctx *cx, int64_t organisation_id, const char *words, Colleague **people, size_t *count);
CHECKED Error *colleague_find(Ctx *cx, int64_t organisation_id, int64_t person_id, Colleague *person);   /* MISSING when not theirs */
/* The same of somebody who has left, by their last post there: what was done in that time stays to be seen. */
CHECKED Error *colleague_or_former(Ctx *cx, int64_t organisation_id, int64_t person_id, Colleague *person);

/* The person with this address, made if nobody has it, given a post of `role` at the organisation from today if they hold none there, and
 * invited by mail. For booking a colleague who is not known yet. The caller has checked the name and address (person_check). */
CHECKED Error *person_invite(Ctx *cx, const char *name, const char *email, int64_t organisation_id, const char *role, int64_t *person_id);
/* Mistakes in a name and an address, in words, about these fields. */
Error *person_check(Ctx *cx, const char *name_field, const char *name, const char *email_field, const char *email);

typedef struct { int64_t id; const char *name, *email; } PersonName;
CHECKED Error *person_name(Ctx *cx, int64_t id, PersonName *person);

typedef struct { int64_t id; const char *name, *kind, *phase; } OrganisationName;
CHECKED Error *organisation_name(Ctx *cx, int64_t id, OrganisationName *organisation);
CHECKED Error *organisation_is_member(Ctx *cx, int64_t id, const char *on, bool *member);
/* The same within a query: $-numbers or columns of the organisation and of the day. */
#define MEMBER_ON(organisation, day) \
    "EXISTS (SELECT 1 FROM membership mb WHERE mb.organisation_id = " organisation " AND mb.starts_on <= " day " AND (mb.ends_on IS NULL OR mb.ends_on >= " day "))"
