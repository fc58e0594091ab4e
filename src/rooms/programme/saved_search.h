/*
 * Saved searches: filters of the catalogue that somebody keeps under a name, and is told by of what is published and fits them. Each is its
 * owner's; to everybody else it is missing.
 */
#pragma once
#include "platform/db/db.h"
#include "rooms/programme/catalogue.h"

enum { SAVED_SEARCHES_MOST = 20, SAVED_NAME_MOST = 80, SAVED_QUERY_MOST = 1000, SEARCHES_AT_ONCE = 50, TOLD_AT_ONCE = 20 };

typedef struct { int64_t id, tells, made_at; const char *name, *query; } SavedSearch;

/* Of the person signed in, by name. */
CHECKED Error *saved_searches(Ctx *cx, SavedSearch **searches, size_t *count);
CHECKED Error *saved_search_find(Ctx *cx, int64_t id, SavedSearch *search);
/* Refused about "name"; where the same filter is saved, or SAVED_SEARCHES_MOST are. `query` is filter_query()'s. */
CHECKED Error *saved_search_add(Ctx *cx, const char *name, const char *query);
CHECKED Error *saved_search_change(Ctx *cx, int64_t id, const char *name, bool tells);
CHECKED Error *saved_search_remove(Ctx *cx, int64_t id);

/* The path by which a letter's reader ends its telling without signing in: signed by the store, good for as long as the search is there. */
const char    *saved_search_stop_path(Ctx *cx, int64_t id);
CHECKED Error *saved_search_of_stop(Ctx *cx, const char *token, SavedSearch *search);   /* MISSING when it is none of ours */
CHECKED Error *saved_search_stop(Ctx *cx, const char *token);

/* ---- telling ---- */

typedef struct { int64_t id, person_id; const char *name, *query; } SearchTelling;

/* An event was published: it waits for the searches to be looked through. */
CHECKED Error *search_news_put(Ctx *cx, int64_t event_id);
/* Searches that tell, SEARCHES_AT_ONCE at most, after that id. */
CHECKED Error *searches_telling(Ctx *cx, int64_t after, SearchTelling **searches, size_t *count);
/* One notice of those of the events that this search has not told of; none, where there are none or its owner wants no more. */
CHECKED Error *search_tell(Ctx *cx, const SearchTelling *search, const CatalogueEvent *events, size_t count);
/* What was noted until then is looked through; and what was told of events that are past is forgotten, a slice of it. *left: how much was noted since. */
CHECKED Error *search_news_done(Ctx *cx, int64_t until, int64_t *left);
