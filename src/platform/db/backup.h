/* Copies of a store: while it runs, whole, and checked before they are called a backup. */
#pragma once
#include "platform/db/store.h"

/* Whom to tell how far it is, now and then; NULL: nobody. */
typedef struct { void (*so_far)(void *data, int64_t done, int64_t total); void *data; } StoreTell;

/*
 * Writes the store as it stands at this moment to a new file; readers and the writer go on. A file that exists is refused.
 * On PostgreSQL the file is what its own pg_dump writes of this schema, for pg_restore.
 */
CHECKED Error *store_backup(Ctx *cx, const char *path, const StoreTell *tell);

/*
 * Makes the store at `url`, which must not be there yet, from a backup, which is checked first. On PostgreSQL pg_restore does it, under the schema's
 * own name: an address that says another is refused, and so is one where there is anything already.
 */
CHECKED Error *store_restore(Ctx *cx, const char *path, const char *url, const StoreTell *tell);

/* Whether the file is sound and every row refers to rows that are there: OK, or a CONFLICT for each thing that is wrong, twenty at most. */
CHECKED Error *store_check(Ctx *cx);

/* The same for what a room promises of its rows: each statement finds, in a column `say`, what breaks a promise; it says at most twenty things. */
CHECKED Error *store_promises(Ctx *cx, const Sql *const *promises, size_t n);

/* Inside platform/db: beside the store, named by the moment; cx->db is the writer's connection. */
CHECKED Error *backup_before_migration(Ctx *cx);
