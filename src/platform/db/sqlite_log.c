/*
 * The writer's own way to the write-ahead log. SQLite hands it over frame by frame, a header and a page at a time, and nothing of it counts before the flush
 * that ends a commit. So what follows on itself is gathered and goes to the disk in one write, just before that flush, or before anything else is asked of
 * the file. Only for a connection with synchronous=FULL: without a flush others would be told of frames that the file does not have yet.
 *
 * The flush itself may be put off, for another thread to make while the writer goes on. Not so after the log began again: its header has to be on the disk
 * before a frame behind it, for with the old header old frames that are still whole would count once more, over a file that is newer. Nor for a checkpoint,
 * which writes into the file what the log must hold by then.
 */
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/db/sqlite.h"

enum { GATHERED_MOST = (128 << 10) - 1 };   /* SQLite's own files take no more in one go */

/* SQLite gives the room for both: the file below stands right behind. */
typedef struct {
    sqlite3_file   file;
    sqlite3_file  *below;
    sqlite3_int64  begins;      /* where in the file the gathered bytes belong */
    int            length;
    unsigned char *bytes;
    bool           later;       /* a flush may be put off */
    bool           headed;      /* the header was written since the last flush */
    atomic_int     owed;        /* SQLite's flags for the flush that was put off; 0: none was */
} GatheredFile;

static GatheredFile *gathered(sqlite3_file *file) { return (GatheredFile *)file; }
static sqlite3_file *below(sqlite3_file *file)    { return gathered(file)->below; }

/* What could not be written is let go: SQLite takes the commit back and writes the same place again. */
static int pour(sqlite3_file *file)
{
    GatheredFile *log = gathered(file);
    int length = log->length;
    log->length = 0;
    return length ? log->below->pMethods->xWrite(log->below, log->bytes, length, log->begins) : SQLITE_OK;
}

static int log_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 at)
{
    GatheredFile *log = gathered(file);
    log->headed = log->headed || at == 0;
    bool follows = log->length && at == log->begins + log->length;
    if ((log->length && !follows) || length > GATHERED_MOST - log->length) {
        int failed = pour(file);
        if (failed) return failed;
    }
    if (length > GATHERED_MOST) return log->below->pMethods->xWrite(log->below, bytes, length, at);
    if (!log->length) log->begins = at;
    memcpy(log->bytes + log->length, bytes, (size_t)length);
    log->length += length;
    return SQLITE_OK;
}

static int log_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 at)
{
    int failed = pour(file);
    return failed ? failed : below(file)->pMethods->xRead(below(file), bytes, length, at);
}

static int log_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    int failed = pour(file);
    return failed ? failed : below(file)->pMethods->xTruncate(below(file), size);
}

static int log_sync(sqlite3_file *file, int flags)
{
    GatheredFile *log = gathered(file);
    int failed = pour(file);
    if (failed) return failed;
    if (log->later && !log->headed) {
        log->owed = flags;
        return SQLITE_OK;
    }
    log->headed = false;
    return log->below->pMethods->xSync(log->below, flags);
}

static int log_size(sqlite3_file *file, sqlite3_int64 *size)
{
    int failed = pour(file);
    return failed ? failed : below(file)->pMethods->xFileSize(below(file), size);
}

static int log_close(sqlite3_file *file)
{
    int failed = pour(file), closed = below(file)->pMethods->xClose(below(file));
    free(gathered(file)->bytes);
    return failed ? failed : closed;
}

static int log_lock(sqlite3_file *file, int level)            { return below(file)->pMethods->xLock(below(file), level); }
static int log_unlock(sqlite3_file *file, int level)          { return below(file)->pMethods->xUnlock(below(file), level); }
static int log_reserved(sqlite3_file *file, int *held)        { return below(file)->pMethods->xCheckReservedLock(below(file), held); }
static int log_control(sqlite3_file *file, int what, void *of) { return below(file)->pMethods->xFileControl(below(file), what, of); }
static int log_sector(sqlite3_file *file)                     { return below(file)->pMethods->xSectorSize(below(file)); }
static int log_traits(sqlite3_file *file)                     { return below(file)->pMethods->xDeviceCharacteristics(below(file)); }

static const sqlite3_io_methods log_methods = {
    .iVersion = 1, .xClose = log_close, .xRead = log_read, .xWrite = log_write, .xTruncate = log_truncate, .xSync = log_sync, .xFileSize = log_size,
    .xLock = log_lock, .xUnlock = log_unlock, .xCheckReservedLock = log_reserved, .xFileControl = log_control, .xSectorSize = log_sector,
    .xDeviceCharacteristics = log_traits,
};

void sqlite_log_flush_later(void *file_, bool later)
{
    sqlite3_file *file = file_;
    if (file && file->pMethods == &log_methods) gathered(file)->later = later;
}

/* Whoever owes says so once the bytes are the file's: a flush that begins after that has them. */
bool sqlite_log_flush(void *file_)
{
    sqlite3_file *file = file_;
    if (!file || file->pMethods != &log_methods) return true;
    int flags = atomic_exchange(&gathered(file)->owed, 0);
    return !flags || below(file)->pMethods->xSync(below(file), flags) == SQLITE_OK;
}

static sqlite3_vfs *system_files;

static int files_open(sqlite3_vfs *files, const char *name, sqlite3_file *file, int flags, int *out)
{
    if (!(flags & SQLITE_OPEN_WAL)) return system_files->xOpen(system_files, name, file, flags, out);   /* the file below itself, in the room of both */
    GatheredFile *log = gathered(file);
    *log = (GatheredFile){ .below = (sqlite3_file *)(log + 1) };
    int failed = system_files->xOpen(system_files, name, log->below, flags, out);
    if (failed) return failed;
    log->bytes = malloc(GATHERED_MOST);
    CHECK(log->bytes);
    log->file.pMethods = &log_methods;
    return SQLITE_OK;
}

const char *sqlite_gathering_files(void)
{
    static sqlite3_vfs files;
    system_files = sqlite3_vfs_find(NULL);
    files = *system_files;
    files.zName = "gathering";
    files.szOsFile = (int)sizeof(GatheredFile) + system_files->szOsFile;
    files.xOpen = files_open;
    CHECK(sqlite3_vfs_register(&files, 0) == SQLITE_OK);
    return files.zName;
}
