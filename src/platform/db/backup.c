#include "platform/db/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/inside.h"
#include "platform/db/sqlite.h"

static Error *disk_error(Ctx *cx, const char *path) { return unavailable(cx, "%s: %s", path, strerror(errno)); }

/* Until its name is on the disk too, a file that was written may be gone after a power cut. */
static Error *file_keep(Ctx *cx, const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return disk_error(cx, path);
    int failed = fsync(file);
    close(file);
    return failed ? disk_error(cx, path) : OK;
}

static const char *folder_of(Ctx *cx, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == path ? "/" : slash ? text_copy(cx, path, (size_t)(slash - path)) : ".";
}

/* Under another name until it is whole, so that half a copy is never taken for a backup. */
static Error *copy_file(Ctx *cx, Db *from, const char *path)
{
    if (access(path, F_OK) == 0) return conflict(cx, "%s is already there. Name another file", path);
    const char *partial = text(cx, "%s.partial", path);
    unlink(partial);
    Error *error = sqlite_copy(cx, from, partial);
    if (!error) error = file_keep(cx, partial);
    if (!error && rename(partial, path)) error = disk_error(cx, path);
    if (!error) return file_keep(cx, folder_of(cx, path));
    unlink(partial);
    return error;
}

Error *store_backup(Ctx *cx, const char *path)
{
    bool here = !cx->db;
    if (here) TRY(store_read_begin(cx));
    Error *error = copy_file(cx, cx->db, path);
    if (here) store_read_end(cx);
    return error;
}

Error *backup_before_migration(Ctx *cx)
{
    const Store *store = cx->store;
    if (store->postgres || store->temporary) return OK;   /* PostgreSQL is backed up by its own means; docs/operations.md says how */
    const char *moment = text(cx, "%s.before-%s", store->path, instant_iso(cx, time_now())), *path = moment;
    for (int again = 2; access(path, F_OK) == 0; again++) path = text(cx, "%s-%d", moment, again);   /* tried twice within a second */
    TRY(copy_file(cx, cx->db, path));
    log_info(cx, "backup", "kept the store as it was in %s", path);
    return OK;
}
