/* The posts at one organisation, as those who keep its people look through them. */
#pragma once
#include "rooms/members/post.h"

enum { OUR_PEOPLE_PAGE = 50 };

typedef enum { HERE_NOW, NOT_IN_YET, TO_COME, HAVE_LEFT, PEOPLE_GROUPS } PeopleGroup;   /* NOT_IN_YET: here now, and has never signed in */

typedef struct {
    const char *words, *role;      /* of name or address; "" for all */
    PeopleGroup group;
    bool        newest;            /* by first day, the latest first; else by family name */
    int64_t     after;             /* the post with which the page before ended */
} OurPeopleFilter;

typedef struct { int64_t id, person_id, first_in_at, invited_at; const char *person, *email, *role, *title, *starts_on, *ends_on, *governor_category, *governor_office; } OurPost;
typedef struct { int64_t of[PEOPLE_GROUPS]; } OurPeopleCounts;

/* A page of them, OUR_PEOPLE_PAGE at most; *more says whether another follows. `counts` are of each group, whatever the filter. */
CHECKED Error *our_people(Ctx *cx, int64_t organisation_id, const OurPeopleFilter *filter, OurPost **posts, size_t *count, bool *more, OurPeopleCounts *counts);
/* All of them, row by row. */
CHECKED Error *our_people_each(Ctx *cx, int64_t organisation_id, const OurPeopleFilter *filter, Error *(*each)(Ctx *cx, void *post, void *data), void *data);
Post our_post(const OurPost *ours);   /* for post_words() and post_span() */
