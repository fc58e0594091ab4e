/* Inside platform/db only: a store, its readers and its writer. */
#pragma once
#include <pthread.h>
#include <stdatomic.h>

#include "platform/db/driver.h"

enum {
    READERS_MOST    = 256,    /* threads that read at once; each has a connection */
    BATCH_MOST      = 512,    /* acts that share a commit */
    ACT_SLOW_US     = 5000,   /* an act that takes longer holds up everybody's, and is logged */
};

typedef struct Kept Kept;
void kept_free(Kept *kept);

/* `busy` says whose the rest is. */
typedef struct Reader {
    Db         *db;
    Kept       *kept;
    int64_t     change;               /* SQLite: of the store, before this transaction's snapshot */
    bool        open;                 /* SQLite: the snapshot of whoever read last is still held, for the next while nothing has changed */
    atomic_bool busy;
} Reader;

/* Who answers on SQLite: a thread beside the writer, for what the writer has committed. */
typedef struct {
    pthread_mutex_t lock;             /* over the queue */
    pthread_cond_t  arrived;
    pthread_t       thread;
    Write          *first, **last;
    bool            closing;
} Flusher;

/* The thread that writes, and its connection. */
typedef struct {
    Store          *store;
    Db             *db;
    pthread_mutex_t connection;       /* held while anybody uses `db`: the thread a batch long, a migration, a backup */
    pthread_t       thread;
    int64_t         log_kept;         /* SQLite: frames in the log at the last checkpoint */
    Flusher         flusher;          /* SQLite */
    atomic_bool     stopped;          /* SQLite: the disk lost something, so nothing is written until a restart */
} Hand;

typedef struct {
    pthread_mutex_t lock;             /* over the queue */
    pthread_cond_t  arrived;
    Write          *first, **last;
    bool            closing;
    Hand            hand;
    bool            begun;            /* not so in a store opened for reading */
} Writer;

struct Store {
    Arena           *arena;
    const char      *url;
    const char      *path;            /* of the SQLite file */
    uint64_t         serial;          /* tells this store from an earlier one at the same address */
    bool             postgres, read_only, temporary;
    int              lock_file;       /* -1: none */
    pthread_mutex_t  mutex;           /* over `arena`, opening a reader, the partnership */
    _Atomic(const Partnership *) partnership;
    _Atomic int64_t  change;
    Reader           readers[READERS_MOST];
    Writer           writer;
    const char      *holder;          /* this process, in the lease of its node */
    _Atomic int64_t  node;            /* -1: not leased */
    _Atomic int64_t  leased_at;       /* monotonic, microseconds */
    _Atomic int64_t  last_id;         /* milliseconds since 2020, then 12 bits of counter */
};

CHECKED Error *writer_begin(Ctx *cx, Store *store, bool create);
void writer_stop(Store *store);       /* after the last act: its thread is gone, and lets go of nobody's snapshot any more */
void writer_end(Store *store);        /* its connection, on SQLite the last to close: it moves the log into the file */
/* What waits, at most `most`. None: nothing came for `idle_ms` (0: for ever), or the store closes and *closing says so. */
size_t writer_take(Writer *writer, Write **writes, size_t most, int64_t idle_ms, bool *closing);
void flusher_begin(Hand *hand);
void flusher_give(Hand *hand, Write **writes, size_t n);   /* a batch that is over: each is answered once the disk has what it committed */
void flusher_end(Hand *hand);         /* after the last is answered */
void *sqlite_hand(void *hand);        /* the threads */
void *postgres_hand(void *hand);

/* The writer's connection for this thread, for work that is not an act: a migration, the lease of a node. Outside any transaction. */
Db  *writer_borrow(Ctx *cx, Store *store);                  /* sets cx->db and returns what it was */
void writer_return(Ctx *cx, Store *store, Db *before);

void readers_let_go(Store *store);                   /* SQLite: snapshots that nobody uses, for the log cannot begin again behind them */

bool store_url_is_postgres(const char *url);
CHECKED Error *store_connect(Ctx *cx, const Store *store, Db **db);   /* a reading connection that is nobody else's; end it with db_free() */

CHECKED Error *node_lease_act(Ctx *cx, void *nothing);   /* takes or renews this store's node number; does nothing while there is no schema */
int64_t id_at(int64_t instant);                      /* smaller than every id made after that instant */
CHECKED Error *store_table_known(Ctx *cx, const char *table, bool *known);
