/* What the server counts, as Prometheus reads it, on a listener of its own. Counters are each thread's own and summed when asked. */
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "platform/base/check.h"
#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/http/server/inside.h"

static const int64_t bounds_us[BUCKETS] = { 100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 1000000 };

/* ---- routes by number ---- */

size_t routes_number(void)
{
    const App *app = http_app();
    size_t n = 0;
    for (size_t l = 0; l < app->list_count; l++) n += app->lists[l]->count;
    return n;
}

/* Each list is an array, so a row's number is where its list begins and its place in there. The last number is for no route. */
size_t route_number(const Route *route)
{
    const App *app = http_app();
    size_t n = 0;
    for (size_t l = 0; l < app->list_count; n += app->lists[l++]->count)
        if (route >= app->lists[l]->routes && route < app->lists[l]->routes + app->lists[l]->count) return n + (size_t)(route - app->lists[l]->routes);
    return n;
}

static const char *route_path(size_t number)
{
    const App *app = http_app();
    for (size_t l = 0; l < app->list_count; number -= app->lists[l++]->count)
        if (number < app->lists[l]->count) return app->lists[l]->routes[number].path;
    return "none";
}

/* ---- counting ---- */

void metrics_count(Exchange *exchange)
{
    const Turn *turn = &exchange->turn;
    int status = exchange->visit.status;
    if (!status) return;                     /* it went away before its answer */
    size_t number = exchange->visit.opened ? route_number(turn->route) : exchange->visit.route;
    RouteCount *count = &exchange->lane->counts.routes[number];
    int64_t took_us = time_monotonic_us() - exchange->visit.began_us;
    size_t bucket = 0;
    while (bucket < BUCKETS && took_us > bounds_us[bucket]) bucket++;
    count_one(&count->by_class[status / 100 % 6]);
    count_one(&count->bucket[bucket]);
    atomic_store_explicit(&count->sum_us, count->sum_us + (uint64_t)took_us, memory_order_relaxed);

    bool writes = exchange->visit.opened && same(turn->rq.method, "POST");
    if (!server.options.log_all && status < 500 && !writes) return;
    log_info(exchange->visit.opened ? &turn->cx : NULL, "http", "%s %s %d %ld us", exchange->guard.in.method, route_path(number), status, took_us);
}

/* ---- telling ---- */

static uint64_t sum_class(size_t route, size_t class)
{
    uint64_t n = 0;
    for (const Lane *lane = server.lanes; lane; lane = lane->next) n += lane->counts.routes[route].by_class[class];
    return n;
}

static void durations(Draft *out, size_t route, const char *path)
{
    uint64_t below = 0, sum_us = 0;
    for (size_t b = 0; b <= BUCKETS; b++) {
        for (const Lane *lane = server.lanes; lane; lane = lane->next) below += lane->counts.routes[route].bucket[b];
        if (b < BUCKETS) draft_add(out, "lyceum_request_seconds_bucket{route=\"%s\",le=\"%g\"} %lu\n", path, (double)bounds_us[b] / 1e6, below);
    }
    for (const Lane *lane = server.lanes; lane; lane = lane->next) sum_us += lane->counts.routes[route].sum_us;
    draft_add(out, "lyceum_request_seconds_bucket{route=\"%s\",le=\"+Inf\"} %lu\nlyceum_request_seconds_count{route=\"%s\"} %lu\n"
                   "lyceum_request_seconds_sum{route=\"%s\"} %.6f\n", path, below, path, below, path, (double)sum_us / 1e6);
}

static bool route_used(size_t route)
{
    for (size_t class = 0; class < 6; class++) if (sum_class(route, class)) return true;
    return false;
}

/* What waits in the store, where it can be asked. */
SQL(letters_waiting, "SELECT count(*) FROM mail WHERE state IN ('queued', 'sending')");
SQL(jobs_waiting,    "SELECT count(*) FROM job WHERE state = 'due' AND run_at <= $1");
SQL(jobs_dead,       "SELECT count(*) FROM job WHERE state = 'dead'");

static void queues_tell(Ctx *cx, Draft *out)
{
    int64_t letters = 0, due = 0, dead = 0;
    Error *error = store_read_begin(cx);
    if (!error) error = db_all(cx, (Query[]){ QUERY_NUMBER(letters_waiting, &letters, NONE), QUERY_NUMBER(jobs_waiting, &due, INT(cx->now)), QUERY_NUMBER(jobs_dead, &dead, NONE) }, 3);
    store_read_end(cx);
    draft_add(out, "# TYPE lyceum_store_answers gauge\nlyceum_store_answers %d\n", !error);
    if (error) return;
    draft_add(out, "# TYPE lyceum_letters_waiting gauge\nlyceum_letters_waiting %ld\n", (long)letters);
    draft_add(out, "# TYPE lyceum_jobs_waiting gauge\nlyceum_jobs_waiting %ld\n# TYPE lyceum_jobs_dead gauge\nlyceum_jobs_dead %ld\n", (long)due, (long)dead);
}

static const char *metrics_text(Ctx *cx)
{
    Draft out = { .cx = cx };
    uint64_t begun = 0, ended = 0, refused = 0, hits = 0, misses = 0;
    size_t routes = routes_number() + 1;

    draft_add(&out, "# TYPE lyceum_requests_total counter\n");
    for (size_t r = 0; r < routes; r++)
        for (size_t class = 1; class < 6; class++)
            if (sum_class(r, class)) draft_add(&out, "lyceum_requests_total{route=\"%s\",status=\"%zuxx\"} %lu\n", route_path(r), class, sum_class(r, class));
    draft_add(&out, "# TYPE lyceum_request_seconds histogram\n");
    for (size_t r = 0; r < routes; r++) if (route_used(r)) durations(&out, r, route_path(r));
    for (const Lane *lane = server.lanes; lane; lane = lane->next) {
        ended += lane->counts.ended;
        begun += lane->counts.begun;
        refused += lane->counts.refused;
        hits += lane->counts.cache_hits;
        misses += lane->counts.cache_misses;
    }
    draft_add(&out, "# TYPE lyceum_requests_open gauge\nlyceum_requests_open %lu\n", begun - ended);
    draft_add(&out, "# TYPE lyceum_requests_refused_total counter\nlyceum_requests_refused_total %lu\n", refused);
    draft_add(&out, "# TYPE lyceum_pages_kept_total counter\nlyceum_pages_kept_total{found=\"yes\"} %lu\nlyceum_pages_kept_total{found=\"no\"} %lu\n", hits, misses);
    draft_add(&out, "# TYPE lyceum_workers_waiting gauge\nlyceum_workers_waiting %zu\n", workers_waiting());
    draft_add(&out, "# TYPE lyceum_store_changes_total counter\nlyceum_store_changes_total %ld\n", store_change(server.options.store));
    queues_tell(cx, &out);
    return draft_text(&out);
}

static enum MHD_Result tell(void *unused, struct MHD_Connection *connection, const char *url, const char *method, const char *version, const char *data,
                            size_t *size, void **seen)
{
    if (!same(method, "GET") || !same(url, "/metrics")) {
        struct MHD_Response *response = MHD_create_response_from_buffer(0, (void *)"", MHD_RESPMEM_PERSISTENT);
        enum MHD_Result result = MHD_queue_response(connection, 404, response);
        MHD_destroy_response(response);
        return result;
    }
    Ctx cx;
    ctx_begin(&cx, server.options.store, ARENA_REQUEST_LIMIT);
    const char *words = metrics_text(&cx);
    struct MHD_Response *response = MHD_create_response_from_buffer(strlen(words), (void *)words, MHD_RESPMEM_MUST_COPY);
    ctx_end(&cx);
    MHD_add_response_header(response, "Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    enum MHD_Result result = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

Error *metrics_begin(Ctx *cx, const char *text_address)
{
    struct sockaddr_storage address;
    unsigned length;
    TRY(address_parse(cx, text_address, &address, &length));
    unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | (address.ss_family == AF_INET6 ? MHD_USE_IPv6 : 0);
    server.metrics = MHD_start_daemon(flags, 0, NULL, NULL, tell, NULL, MHD_OPTION_SOCK_ADDR, &address,
                                      MHD_OPTION_CONNECTION_LIMIT, 16u, MHD_OPTION_CONNECTION_TIMEOUT, 10u, MHD_OPTION_END);
    return server.metrics ? OK : conflict(cx, "Nothing can listen on %s: another program does, or it is not this machine's", text_address);
}

void metrics_end(void)
{
    if (server.metrics) MHD_stop_daemon(server.metrics);
    server.metrics = NULL;
}
