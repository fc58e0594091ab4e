#include "platform/db/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/postgres.h"
#include "platform/db/sqlite.h"

enum { STORE_MEMORY = 16 << 20 };

static const Partnership nameless = { .name = "", .short_name = "", .url = "", .email = "", .telephone = "", .authority = "", .council = "" };

static const char *keep(Store *store, const char *s)
{
    size_t size = strlen(s) + 1;
    return memcpy(arena_new(store->arena, size), s, size);
}

/* ---- opening and closing ---- */

/* A test's store is a file like any other, so that tests run what service runs; it dies with the store. */
static Error *temporary_path(Ctx *cx, Store *store)
{
    const char *folder = getenv("TMPDIR");
    char *path = arena_new(store->arena, 4096);
    CHECK(snprintf(path, 4096, "%s/lyceum-XXXXXX", folder && *folder ? folder : "/tmp") < 4096);
    int file = mkstemp(path);
    if (file < 0) return unavailable(cx, "%s: %s", path, strerror(errno));
    close(file);
    store->path = path;
    store->temporary = true;
    return OK;
}

static void temporary_remove(const Store *store)
{
    static const char *const siblings[] = { "", "-wal", "-shm", ".lock" };
    for (size_t i = 0; i < COUNT(siblings); i++) {
        char path[4200];
        snprintf(path, sizeof path, "%s%s", store->path, siblings[i]);
        unlink(path);
    }
}

/* One process writes. The lock is the kernel's, so a killed process leaves none behind. */
static Error *lock_take(Ctx *cx, Store *store)
{
    const char *path = text(cx, "%s.lock", store->path);
    store->lock_file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (store->lock_file < 0) return unavailable(cx, "%s: %s", path, strerror(errno));
    if (flock(store->lock_file, LOCK_EX | LOCK_NB) == 0) return OK;
    return conflict(cx, "Another lyceum is using %s. Stop it first", store->path);
}

static Error *sqlite_begin(Ctx *cx, Store *store, const StoreOptions *options)
{
    if (same(options->url, ":memory:")) TRY(temporary_path(cx, store));
    else store->path = store->url;
    if (!options->create && !store->temporary && access(store->path, F_OK) != 0)
        return conflict(cx, "There is no store at %s. Name another with --store, or make one with lyceum migrate", store->path);
    if (options->read_only) return OK;
    TRY(lock_take(cx, store));
    return writer_begin(cx, store, options->create);
}

static Error *postgres_begin_store(Ctx *cx, Store *store, const StoreOptions *options)
{
    return options->read_only ? OK : writer_begin(cx, store, options->create);
}

Error *store_open(Ctx *cx, const StoreOptions *options, Store **out)
{
    static _Atomic uint64_t serials;
    Arena *arena = arena_begin(STORE_MEMORY);
    Store *store = arena_new(arena, sizeof *store);
    *store = (Store){ .arena = arena, .serial = ++serials, .lock_file = -1, .node = -1, .read_only = options->read_only };
    store->url = keep(store, options->url);
    store->partnership = &nameless;
    char host[128] = "";
    gethostname(host, sizeof host - 1);
    store->holder = keep(store, text(cx, "%s %d %lu", host, (int)getpid(), store->serial));
    pthread_mutex_init(&store->mutex, NULL);

    Ctx own = { .arena = cx->arena, .store = store };
    store->postgres = store_url_is_postgres(options->url);
    Error *error = store->postgres ? postgres_begin_store(&own, store, options) : sqlite_begin(&own, store, options);
    if (!error && !options->read_only) error = db_write(&own, node_lease_act, NULL);
    if (error) {
        store_close(store);
        return error;
    }
    *out = store;
    return OK;
}

static void snapshot_end(Reader *reader)
{
    if (reader->open) reader->db->driver->read_end(reader->db);
    reader->open = false;
}

void store_close(Store *store)
{
    if (!store) return;
    writer_stop(store);
    for (size_t i = 0; i < READERS_MOST; i++) {
        CHECK(!store->readers[i].busy);   /* a thread still reads: stop the threads before their store */
        snapshot_end(&store->readers[i]);
        db_free(store->readers[i].db);
        kept_free(store->readers[i].kept);
    }
    writer_end(store);
    if (store->temporary) temporary_remove(store);
    if (store->lock_file >= 0) close(store->lock_file);
    pthread_mutex_destroy(&store->mutex);
    arena_end(store->arena);
}

bool store_url_is_postgres(const char *url) { return begins(url, "postgres://") || begins(url, "postgresql://"); }

bool    store_is_postgres(const Store *store) { return store->postgres; }
int64_t store_change(const Store *store)      { return store->change; }

/* ---- reading ---- */

Error *store_connect(Ctx *cx, const Store *store, Db **db)
{
    return store->postgres ? postgres_open(cx, store->url, POSTGRES_READER, db) : sqlite_open(cx, store->path, SQLITE_READER, false, db);
}

static bool reader_take(Reader *reader)
{
    bool idle = false;
    return atomic_compare_exchange_strong(&reader->busy, &idle, true);
}

/* A thread comes back to the connection it had before, whose statements and pages are warm; a connection whose thread is gone serves another. */
static Reader *reader_find(Store *store)
{
    static _Thread_local struct { uint64_t serial; size_t at; } before;
    if (before.serial == store->serial && reader_take(&store->readers[before.at])) return &store->readers[before.at];
    for (size_t i = 0; i < READERS_MOST; i++) {
        if (!reader_take(&store->readers[i])) continue;
        before.serial = store->serial;
        before.at = i;
        return &store->readers[i];
    }
    return NULL;
}

/* On SQLite the snapshot of the last request stays open and serves the next of this thread while no commit has moved the store's counter: each new one
 * costs a lock, and all that the connection has read before is read again from the file. Where another process writes, nobody here knows, and none is kept. */
static Error *snapshot_begin(Ctx *cx, Reader *reader)
{
    if (reader->open && reader->change == cx->store->change) return OK;
    snapshot_end(reader);
    reader->change = cx->store->change;
    return reader->db->driver->read_begin(cx, reader->db);
}

void readers_let_go(Store *store)
{
    for (size_t i = 0; i < READERS_MOST; i++) {
        Reader *reader = &store->readers[i];
        if (!reader_take(reader)) continue;
        snapshot_end(reader);
        reader->busy = false;
    }
}

Error *store_read_begin(Ctx *cx)
{
    CHECK(!cx->db);
    Reader *reader = reader_find(cx->store);
    if (!reader) return unavailable(cx, "%d threads read already", READERS_MOST);
    Error *error = reader->db ? OK : store_connect(cx, cx->store, &reader->db);
    if (!error) error = snapshot_begin(cx, reader);
    if (error) {
        reader->busy = false;
        return error;
    }
    reader->db->reader = reader;
    cx->db = reader->db;
    return OK;
}

void store_read_end(Ctx *cx)
{
    if (!cx->db) return;
    Reader *reader = cx->db->reader;
    CHECK(reader);
    reader->open = !cx->store->postgres && !cx->store->read_only && sqlite_in_transaction(cx->db);
    if (!reader->open) cx->db->driver->read_end(cx->db);
    cx->db = NULL;
    reader->busy = false;
}

/* ---- a moment of one thread ---- */

void ctx_begin(Ctx *cx, Store *store, size_t arena_limit)
{
    *cx = (Ctx){ .arena = arena_begin(arena_limit), .store = store, .now = time_now(), .request_id = "", .address = "" };
    cx->partnership = store ? store->partnership : &nameless;
    cx->today = date_of(cx, cx->now);
}

void ctx_end(Ctx *cx)
{
    store_read_end(cx);
    arena_end(cx->arena);
    *cx = (Ctx){0};
}

static bool partnership_same(const Partnership *a, const Partnership *b)
{
    return same(a->name, b->name) && same(a->short_name, b->short_name) && same(a->url, b->url) && same(a->email, b->email)
        && same(a->telephone, b->telephone) && same(a->authority, b->authority) && same(a->council, b->council)
        && same(a->second_factor_from, b->second_factor_from) && same(a->brand.band, b->brand.band) && same(a->brand.link, b->brand.link) && same(a->brand.button, b->brand.button) && same(a->brand.accent, b->brand.accent)
        && a->mark.id == b->mark.id && same(a->mark.words, b->mark.words);
}

/* The one before stays: a request under way still reads it. Settings change seldom, and a copy is small. */
const Partnership *store_partnership(Store *store, const Partnership *partnership)
{
    pthread_mutex_lock(&store->mutex);
    const Partnership *now = store->partnership;
    if (partnership_same(now, partnership)) {
        pthread_mutex_unlock(&store->mutex);
        return now;
    }
    Partnership *copy = arena_new(store->arena, sizeof *copy);
    *copy = (Partnership){
        .name = keep(store, partnership->name), .short_name = keep(store, partnership->short_name), .url = keep(store, partnership->url),
        .email = keep(store, partnership->email), .telephone = keep(store, partnership->telephone),
        .authority = keep(store, partnership->authority), .council = keep(store, partnership->council),
        .second_factor_from = keep(store, partnership->second_factor_from),
        .brand = { keep(store, partnership->brand.band), keep(store, partnership->brand.link), keep(store, partnership->brand.button), keep(store, partnership->brand.accent) },
        .mark = { partnership->mark.id, partnership->mark.width, partnership->mark.height, keep(store, partnership->mark.words) },
    };
    store->partnership = copy;
    pthread_mutex_unlock(&store->mutex);
    return copy;
}
