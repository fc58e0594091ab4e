/*
 * Everything the rooms offer the world, in one place. A room's door file exports one constant for each kind of thing:
 *
 *     ROUTES(programme_pages, GET("/courses", PUBLIC, catalogue_page), ...);
 *     const Command  programme_commands[] = { { "count events", ... }, { 0 } };      a row without words ends it
 *     const JobLists booking_jobs = { kinds, COUNT(kinds), listeners, COUNT(listeners) };
 *
 * and lists.c names it. Nobody includes a door, so its extern line stands in lists.c.
 */
#pragma once
#include "platform/cli/cli.h"
#include "platform/html/layout.h"
#include "platform/http/http.h"
#include "platform/imports/imports.h"
#include "platform/jobs/jobs.h"

extern const App the_app;                        /* every route, for http_use() */

extern const Command *const all_commands[];
extern const size_t         all_commands_count;

extern const JobLists *const all_jobs[];
extern const size_t          all_jobs_count;

extern const ImportKind *const all_imports[];    /* for imports_use() */
extern const size_t            all_imports_count;

extern const NavEntry navigation[];
extern const size_t   navigation_count;
