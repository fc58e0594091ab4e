/* Inside platform/db only: what SQLite can do beyond a Driver. sqlite.c and sqlite_log.c alone speak to the library. */
#pragma once
#include "platform/db/driver.h"

typedef enum {
    SQLITE_READER,       /* never writes, never checkpoints: the SQLite of Debian 12 can corrupt a file when two connections do */
    SQLITE_WRITER,       /* the one that does both */
    SQLITE_TEMPORARY,    /* the same over a file that dies with the store: no waiting for the disk */
} SqliteRole;

CHECKED Error *sqlite_open(Ctx *cx, const char *path, SqliteRole role, bool create, Db **db);
/* Files whose log is written in large pieces, for the writer alone; gives their name, once. */
const char *sqlite_gathering_files(void);
void sqlite_log_flush_later(void *log_file, bool later);   /* for sqlite.c, which knows the file */
bool sqlite_log_flush(void *log_file);

bool    sqlite_in_transaction(const Db *db);       /* false where a full disk has rolled it back by itself */
bool    sqlite_sync_failed(const Db *db);          /* the disk did not say that it kept what it was given: nothing after that is certain */
int64_t sqlite_rows_changed(const Db *db);         /* since the connection opened, kept or not */
int64_t sqlite_commits(const Db *db);              /* that wrote something, since the connection opened */
int64_t sqlite_log_frames(const Db *db);           /* in the write-ahead log after the last commit */
/* Whether a commit of the writer may leave its flush to sqlite_flush(). What was committed so shows to readers, but the disk may not have it yet: nobody is
 * told before sqlite_flush() has said so. To be switched off before anything else is asked of the connection. Where nothing is flushed, it does nothing. */
void sqlite_flush_later(Db *db, bool later);
/* From any thread: once it returns true the disk has all that was committed before the call. False: the disk did not say that it kept it. */
bool sqlite_flush(const Db *db);
/* Moves the log into the file. `restart`: waits a moment for readers, so that the log begins again. */
CHECKED Error *sqlite_checkpoint(Ctx *cx, Db *db, bool restart);
/* A copy of the database as this connection sees it, into a new file. */
CHECKED Error *sqlite_copy(Ctx *cx, Db *db, const char *path, void (*so_far)(void *data, int64_t done, int64_t total), void *data);
