/* What is set up before a command or the server runs: the process, and the store it works on. */
#pragma once
#include "platform/cli/cli.h"
#include "platform/db/store.h"

void        start_process(void);          /* once, before the first thread */
const char *start_store_folder(Ctx *cx, const char *url);   /* that a SQLite file is in; NULL: the store is no file */
const char *start_store_default(void);    /* where the data is when nobody says: LYCEUM_STORE, else data/lyceum.db */

/*
 * Opens a store for a command. One that writes makes a SQLite file (and its folder) where there is none, and brings an older file
 * up to this version, after a backup. A PostgreSQL schema is only ever changed by `lyceum migrate`; another version is refused.
 */
CHECKED Error *start_store(Ctx *cx, const char *url, bool writes, Store **store);

/* The file's folder, where there is none yet; one level, as in data/lyceum.db. */
CHECKED Error *start_folder(Ctx *cx, const char *url);

/* Takes up settings that another process has changed. On SQLite the one that serves hears of them by its own jobs. */
void start_settings(Store *store);

/* Migrates whatever store it is; for `lyceum migrate`. */
CHECKED Error *start_migrate(Ctx *cx, Store *store, size_t *applied);

/* The socket beside a SQLite store at which `lyceum serve` takes commands that write; NULL on PostgreSQL, where anybody may write. */
const char *start_socket(Ctx *cx, const char *url);
