/* Everything the rooms offer the world, in one place: routes, commands, jobs, listeners. lists.c fills these. */
#pragma once
#include "platform/cli/cli.h"
#include "platform/http/http.h"
#include "platform/jobs/jobs.h"

extern const RouteList all_routes[];
extern const size_t    all_routes_count;

extern const Command *const all_commands[];      /* each a list that ends with a row without words */
extern const size_t         all_commands_count;

extern const JobLists all_jobs;

