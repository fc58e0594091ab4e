/* Inside the server only. */
#pragma once
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

#include "platform/http/guard.h"
#include "platform/http/server.h"

enum {
    CONNECTIONS_PER_THREAD = 120,    /* libmicrohttpd 0.9.75 sleeps on when exactly 128 connections are ready at once */
    IDLE_SECONDS      = 15,
    HEADER_SECONDS    = 30,          /* from the end of one request to the end of the next one's headers */
    BODY_SECONDS      = 120,
    ANSWER_SECONDS    = 120,
    STOP_SECONDS      = 8,           /* and what is left of ten for all else */
    BODY_IN_MEMORY    = 64 << 10,
    WORKER_QUEUE_MOST = 1000,
    CACHE_BYTES       = 64 << 20,    /* over all threads */
    CACHE_SECONDS     = 60,
    BUCKETS           = 12,
};

typedef struct Exchange Exchange;
typedef struct Cache Cache;

/* Counted by one thread alone, read by /metrics. */
typedef struct { _Atomic uint64_t by_class[6], bucket[BUCKETS + 1], sum_us; } RouteCount;
typedef struct {
    RouteCount      *routes;              /* one for each route, then one for none */
    _Atomic uint64_t begun, ended, suspended, refused, cache_hits, cache_misses;
} Counts;

/* What a thread that serves connections has to itself, so that the common path takes no lock. */
typedef struct Lane {
    struct Lane *next;
    Exchange    *spare;
    size_t       spare_count;
    Cache       *cache;
    Counts       counts;
    int64_t      moment;                  /* the second that the next two are of */
    const Partnership *partnership;
    char         today[11];
    uint64_t     serial;
    char         serial_head[26];
} Lane;

/* A connection, for the reaper. */
typedef struct Link {
    struct Link    *next, **before;
    int             socket;
    _Atomic int64_t deadline;             /* monotonic seconds */
    char            address[48];
} Link;

/* One request while it is here. `visit` is cleared for each; the rest is filled before it is read. */
struct Exchange {
    Exchange *next;
    Lane     *lane;
    Arena    *arena;
    struct {
        struct MHD_Connection *connection;
        Link    *link;
        char    *target;
        bool     headers_read, opened, suspended, answered;
        int64_t  began_us;
        int64_t  change;             /* of the store, before the page's snapshot */
        char    *body;
        size_t   body_length, body_room, body_most;
        int      body_file;          /* a descriptor and one; 0: in memory */
        bool     body_lost;          /* the disk took it no longer: the rest is read over, so that the answer arrives */
        int      status;             /* answered with */
        size_t   route;              /* of a kept page; else the turn knows */
        char     request_id[48], today[11];
    } visit;
    Guard     guard;
    Turn      turn;
    Answer    answer;
    Write     write;
};

typedef struct {
    ServerOptions      options;
    struct MHD_Daemon *daemon, *metrics;
    int                threads, workers;
    bool               reads_inline;
    atomic_bool        stopping;         /* whoever is answered is also sent away */
    atomic_bool        closed;           /* nobody waits for the writer or a worker any more */
    Lane *_Atomic      lanes;
    char               started[17];
} Server;
extern Server server;

/* exchange.c */
enum MHD_Result exchange_queue(Exchange *exchange, struct MHD_Response *response, int status);
void           *exchange_begin(void *unused, const char *target, struct MHD_Connection *connection);
enum MHD_Result exchange_step(void *unused, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
                              const char *data, size_t *size, void **exchange);
void            exchange_end(void *unused, struct MHD_Connection *connection, void **exchange, enum MHD_RequestTerminationCode how);

/* lane.c */
Lane     *lane_mine(void);
Exchange *lane_exchange(Lane *lane);
void      lane_return(Exchange *exchange);
void      lanes_free(void);
static inline void count_one(_Atomic uint64_t *counter)               /* only its own thread adds */
{
    atomic_store_explicit(counter, atomic_load_explicit(counter, memory_order_relaxed) + 1, memory_order_relaxed);
}

/* body.c */
bool body_add(Exchange *exchange, const char *data, size_t size);     /* false: more than it may be */
bool body_whole(Exchange *exchange);                                  /* makes it readable in turn.in */

/* cache.c */
bool cache_answers(Exchange *exchange, enum MHD_Result *result);      /* a kept page, or a 304 */
bool cache_keeps(Exchange *exchange, enum MHD_Result *result);        /* the answer just made, if it may be kept; answered from there */
void cache_free(Cache *cache);
const char *packed(Exchange *exchange, size_t *length);               /* the answer compressed for this client, or NULL */

/* asset_serve.c */
void assets_begin(void);
bool asset_answers(Exchange *exchange, enum MHD_Result *result);
void assets_end(void);

/* reaper.c */
void  reaper_begin(void);
void  reaper_notify(void *unused, struct MHD_Connection *connection, void **link, enum MHD_ConnectionNotificationCode what);
void  reaper_end(void);
void  link_deadline(Link *link, int64_t seconds);
int64_t patient(int64_t seconds);                                     /* or fewer, while a test is in a hurry */

/* worker.c */
void workers_begin(int threads);
bool workers_give(Exchange *exchange);                                /* false: too many wait */
size_t workers_waiting(void);
void workers_end(void);

/* metrics.c */
size_t route_number(const Route *route);
size_t routes_number(void);
void   metrics_count(Exchange *exchange);
CHECKED Error *metrics_begin(Ctx *cx, const char *address);
void   metrics_end(void);

/* server.c */
CHECKED Error *address_parse(Ctx *cx, const char *text, struct sockaddr_storage *address, unsigned *length);
void response_headers(struct MHD_Response *response, const Answer *answer);
