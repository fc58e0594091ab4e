/* One human being with one account and one email address that signs in. */
#pragma once
#include "rooms/members/post.h"

enum { NAME_MOST = 200, PEOPLE_PAGE = 50 };

typedef struct { int64_t id; const char *name, *email, *password_hash; int64_t invited_at, first_in_at, created_at; } Person;

CHECKED Error *person_find(Ctx *cx, int64_t id, Person *person);
CHECKED Error *person_by_email(Ctx *cx, const char *email, Person *person, bool *found);     /* however its letters are cased */

/* Makes a person, id set. An address that somebody has already is refused, about the field "email". */
CHECKED Error *person_add(Ctx *cx, Person *person);
/* Gives a post to the person with this address, who is made if nobody has it (*made) and then, if asked, invited. A person who is known
 * keeps the name they have. Refuses with every mistake in name, address and post at once. */
CHECKED Error *person_join(Ctx *cx, const char *name, const char *email, Post *post, bool invite, bool *made);
/* Another address is another mailbox: links sent to the old one open nothing, and whoever came in by one is signed out, save the person
 * themself where they make the change. */
CHECKED Error *person_change(Ctx *cx, int64_t id, const char *name, const char *email);
bool person_address_stays(const char *was, const char *is);      /* the same mailbox: the same letters, however they are cased */
CHECKED Error *person_set_password(Ctx *cx, int64_t id, const char *hash);      /* links sent before open nothing, and a new address asked for is so no more */

/* One page of everybody, by family name, or by the day they first signed in: the latest first, and at the end who never did. `after`/`before` is the id of the last or first person of the page at hand, 0 for the first page. */
typedef struct { int64_t id; const char *name, *email, *role, *organisation; int64_t organisation_id, posts, first_in_at; } PersonEntry;
typedef struct { const char *words; const char *role; bool by_first_in; int64_t after, before; } PeopleFilter;
CHECKED Error *people_list(Ctx *cx, const PeopleFilter *filter, PersonEntry **people, size_t *count, bool *more_before, bool *more_after);
CHECKED Error *people_each(Ctx *cx, const PeopleFilter *filter, Error *(*each)(Ctx *cx, void *row, void *data), void *data);   /* PersonEntry, all of them, in the filter's order */
CHECKED Error *people_count(Ctx *cx, int64_t *count);

/* The order of a list of people: by family name, which is the last word of the name. */
const char *person_sort_key(Ctx *cx, const char *name);
