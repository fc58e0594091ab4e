#include "app/lists.h"

#include "app/error_page.h"
#include "rooms/members/permission.h"
#include "rooms/members/sign_in.h"

/* Doors are included by nobody; they are named here, room by room, lowest first. */

extern const RouteList catalogue_pages, catalogue_api, event_pages, pattern_book_pages;

static const RouteList *const routes[] = { &catalogue_pages, &catalogue_api, &event_pages, &pattern_book_pages };
const App the_app = { routes, COUNT(routes), sign_in_who, error_page };

extern const Command store_commands[], demo_commands[], members_commands[], programme_commands[];

const Command *const all_commands[] = { store_commands, demo_commands, members_commands, programme_commands };
const size_t all_commands_count = COUNT(all_commands);

extern const JobLists members_jobs;

const JobLists *const all_jobs[] = { &members_jobs };
const size_t all_jobs_count = COUNT(all_jobs);

/* What a person may not open, they do not see. */
const NavEntry navigation[] = {
    { "programme", "Programme", "/courses", FRAME_PUBLIC, PUBLIC, NULL },
};
const size_t navigation_count = COUNT(navigation);
