/* A disk that is full: what was asked is refused in plain words, reading goes on, and all is well when there is room again. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/db/inside.h"
#include "platform/db/trail.h"
#include "tests/fixture.h"

SQL(heap, "INSERT INTO store_state (name, value) VALUES ($1, $2)");
SQL(heaps, "SELECT count(*) FROM store_state WHERE name LIKE 'heap %'");

enum { ACTS = 5, KILOBYTES = 60 << 10 };

typedef struct { Write write; Ctx cx; const char *name; size_t size; bool refuse; Error *error; } Heap;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t  done = PTHREAD_COND_INITIALIZER;
static int             waiting;

static Error *heap_up(Ctx *cx, void *heap_)
{
    const Heap *here = heap_;
    char *value = arena_new(cx->arena, here->size + 1);
    memset(value, 'x', here->size);
    TRY(db_run(cx, heap, NULL, STR(here->name), STR(value)));
    note(cx, "test.heaped", 0, NULL);
    return here->refuse ? conflict(cx, "No longer possible") : OK;
}

static void heap_done(Write *write, Error *error)
{
    ((Heap *)write)->error = error;
    pthread_mutex_lock(&lock);
    if (--waiting == 0) pthread_cond_signal(&done);
    pthread_mutex_unlock(&lock);
}

static Heap *heaps_begin(const char *round)
{
    Store *store = fixture_store();
    Heap *all = array(test_cx(), Heap, ACTS);
    waiting = ACTS;
    for (int i = 0; i < ACTS; i++) {
        ctx_begin(&all[i].cx, store, 2 * (size_t)KILOBYTES << 10);
        all[i].name = text(test_cx(), "heap %s %d", round, i);
        all[i].size = 100;
        all[i].write = (Write){ .cx = &all[i].cx, .act = heap_up, .data = &all[i], .done = heap_done };
    }
    return all;
}

/* In one batch, but for the first, which the writer may have taken already: it is held until the last is queued. */
static void heaps_run(Heap *all)
{
    Store *store = fixture_store();
    Ctx cx = { .store = store };
    Db *before = writer_borrow(&cx, store);
    for (int i = 0; i < ACTS; i++) store_write(store, &all[i].write);
    writer_return(&cx, store, before);
    pthread_mutex_lock(&lock);
    while (waiting) pthread_cond_wait(&done, &lock);
    pthread_mutex_unlock(&lock);
}

/* In place of the system's own, for the library too: a disk that does not say that it kept what it was given. */
static _Atomic bool disk_deaf;
int fdatasync(int file);
int fdatasync(int file)
{
    if (disk_deaf) return errno = EIO, -1;
    return fsync(file);
}

static void disk_hears(void *nothing) { disk_deaf = false; }

static void heaps_end(Heap *all)
{
    for (int i = 0; i < ACTS; i++) ctx_end(&all[i].cx);
}

static void disk_roomy(void *nothing)
{
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){ RLIM_INFINITY, RLIM_INFINITY });
}

/* No file may grow past what the log has now and `more`. */
static void disk_full(size_t more)
{
    struct stat log = {0};
    stat(text(test_cx(), "%s-wal", fixture_store()->path), &log);
    signal(SIGXFSZ, SIG_IGN);
    test_after(disk_roomy, NULL);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){ (rlim_t)log.st_size + more, RLIM_INFINITY });
}

static int64_t heaps_kept(void)
{
    int64_t n;
    EXPECT_OK(db_number(as(&nobody), heaps, &n, NONE));
    return n;
}

static void sqlite_only(void)
{
    if (same(test_store(), "postgres")) test_skip("PostgreSQL's disk is PostgreSQL's");
}

TEST("a commit that the disk refuses answers everybody in it with 503, reading goes on, and there is room again later")
{
    sqlite_only();
    Heap *all = heaps_begin("full");
    all[1].refuse = true;
    disk_full(0);
    heaps_run(all);
    bool everybody = true;
    for (int i = 0; i < ACTS; i++) everybody = everybody && all[i].error && all[i].error->kind == UNAVAILABLE;
    heaps_end(all);
    EXPECT(everybody);
    EXPECT_EQUAL(heaps_kept(), 0);

    disk_roomy(NULL);
    all = heaps_begin("again");
    heaps_run(all);
    bool kept = true;
    for (int i = 0; i < ACTS; i++) kept = kept && all[i].error == OK;
    heaps_end(all);
    EXPECT(kept);
    EXPECT_EQUAL(heaps_kept(), ACTS);
}

TEST("where the disk does not say that it kept a commit nobody claims to know, and nothing is written until a restart")
{
    sqlite_only();
    Heap *all = heaps_begin("deaf");
    all[1].refuse = true;
    test_after(disk_hears, NULL);
    disk_deaf = true;
    heaps_run(all);
    bool unknown = all[0].error && all[0].error->unknown;
    bool late = all[2].error && !all[2].error->unknown;      /* the first was taken before the rest, which then found the writer stopped */
    for (int i = 1; i < ACTS; i++)
        unknown = unknown && all[i].error && (late ? all[i].error->kind == UNAVAILABLE && !all[i].error->unknown : i == 1 ? all[i].error->kind == CONFLICT : all[i].error->unknown);
    heaps_end(all);
    EXPECT(unknown);

    disk_hears(NULL);
    all = heaps_begin("after");
    heaps_run(all);
    bool refused = true;
    for (int i = 0; i < ACTS; i++) refused = refused && all[i].error && all[i].error->kind == UNAVAILABLE && !all[i].error->unknown;
    heaps_end(all);
    EXPECT(refused);
}

TEST("an act that fills the disk alone gets 503, and its neighbours' work is kept")
{
    sqlite_only();
    Heap *all = heaps_begin("greedy");
    all[2].size = (size_t)KILOBYTES << 10;   /* more than the writer keeps in memory, so the disk refuses under the act */
    all[3].refuse = true;
    disk_full(8 << 20);
    heaps_run(all);
    ErrorKind greedy = all[2].error ? all[2].error->kind : 0, refused = all[3].error ? all[3].error->kind : 0;
    bool kept = !all[0].error && !all[1].error && !all[4].error, noted = all[1].cx.notes && !all[1].cx.notes->next && !all[2].cx.notes;
    heaps_end(all);
    EXPECT(kept);
    EXPECT(noted);                           /* once, though it ran twice */
    EXPECT_EQUAL(greedy, UNAVAILABLE);
    EXPECT_EQUAL(refused, CONFLICT);
    EXPECT_EQUAL(heaps_kept(), 3);
}
