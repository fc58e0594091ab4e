#include "app/lists.h"


/* Doors are included by nobody; they are named here, room by room, lowest first. */

extern const Command store_commands[], demo_commands[], members_commands[];

const Command *const all_commands[] = { store_commands, demo_commands, members_commands };
const size_t all_commands_count = COUNT(all_commands);

extern const JobLists members_jobs;

const JobLists *const all_jobs[] = { &members_jobs };
const size_t all_jobs_count = COUNT(all_jobs);
