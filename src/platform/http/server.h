/*
 * The web server: one process, a few threads, each with many connections.
 *
 * On SQLite a page is made in the thread of its connection; what changes something waits suspended until the writer has committed.
 * What takes long (SLOW, prepare) and whatever reads PostgreSQL goes to worker threads.
 */
#pragma once
#include "platform/db/store.h"

typedef struct {
    Store      *store;
    const char *listen;          /* "127.0.0.1:8080" or "[::1]:8080" */
    const char *metrics;         /* the same for /metrics, or NULL */
    const char *folder;          /* where large bodies wait, as files without a name; NULL: /tmp */
    bool        behind_proxy;    /* the last address of X-Forwarded-For is the visitor's */
    bool        log_all;         /* a line for every request, not only for what fails or changes something */
    int         threads;         /* of connections; 0: twice the processors, four at least */
} ServerOptions;

CHECKED Error *server_start(Ctx *cx, const ServerOptions *options);
int  server_port(void);          /* where it listens, for "127.0.0.1:0" */
int  server_metrics_port(void);
void server_patience(int seconds);   /* tests: how long a client may take over its request, and stopping; 0: as long as in service */
void server_stop(void);          /* finishes what is open, ten seconds at most */
