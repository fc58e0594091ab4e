/* Copies of a store: while it runs, whole, and checked before they are called a backup. */
#pragma once
#include "platform/db/store.h"

/* Writes the store as it stands at this moment to a new file; readers and the writer go on. A file that exists is refused. */
CHECKED Error *store_backup(Ctx *cx, const char *path);

/* Inside platform/db: beside the store, named by the moment; cx->db is the writer's connection. */
CHECKED Error *backup_before_migration(Ctx *cx);
