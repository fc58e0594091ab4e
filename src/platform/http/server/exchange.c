/* One request as the HTTP library tells of it: its line, its headers, its body, its answer. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/http/parse.h"
#include "platform/http/server/inside.h"

/* ---- the request line ---- */

void *exchange_begin(void *unused, const char *target, struct MHD_Connection *connection)
{
    Lane *lane = lane_mine();
    Exchange *exchange = lane_exchange(lane);
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    memset(&exchange->visit, 0, sizeof exchange->visit);
    exchange->visit.route = routes_number();
    exchange->visit.connection = connection;
    exchange->visit.link = info ? info->socket_context : NULL;
    exchange->visit.began_us = time_monotonic_us();
    size_t size = strlen(target) + 1;
    exchange->visit.target = memcpy(arena_new(exchange->arena, size), target, size);
    count_one(&lane->counts.begun);
    return exchange;
}

/* ---- answering ---- */

static bool waits_for_body(const Exchange *exchange) { return exchange->guard.chunked || exchange->guard.content_length > 0; }

enum MHD_Result exchange_queue(Exchange *exchange, struct MHD_Response *response, int status)
{
    exchange->visit.answered = true;
    exchange->visit.status = status;
    if (exchange->visit.link) link_deadline(exchange->visit.link, ANSWER_SECONDS);
    return MHD_queue_response(exchange->visit.connection, (unsigned)status, response);
}

static enum MHD_Result queue_own(Exchange *exchange, struct MHD_Response *response, int status, bool close)
{
    if (close || server.stopping) MHD_add_response_header(response, "Connection", "close");
    enum MHD_Result result = exchange_queue(exchange, response, status);
    MHD_destroy_response(response);
    return result;
}

/* What the guard refuses gets no page: whoever sends it is no browser. */
static enum MHD_Result refuse(Exchange *exchange, int status)
{
    static char words[] = "This request cannot be understood.\n";
    struct MHD_Response *response = MHD_create_response_from_buffer(sizeof words - 1, words, MHD_RESPMEM_PERSISTENT);
    if (!response) return MHD_NO;
    MHD_add_response_header(response, "Content-Type", "text/plain; charset=utf-8");
    MHD_add_response_header(response, "Cache-Control", "no-store");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "same-origin");
    count_one(&exchange->lane->counts.refused);
    return queue_own(exchange, response, status, true);
}

/* The bytes stay in the exchange's arena, which lives until exchange_end(). */
static enum MHD_Result answer(Exchange *exchange, bool close)
{
    enum MHD_Result result;
    Answer *a = &exchange->answer;

    turn_answer(&exchange->turn, a);
    if (a->keep && !close && cache_keeps(exchange, &result)) return result;

    size_t length = a->length;
    const char *bytes = packed(exchange, &length);
    struct MHD_Response *response = MHD_create_response_from_buffer(length, (void *)(bytes ? bytes : a->bytes), MHD_RESPMEM_PERSISTENT);
    if (!response) return MHD_NO;
    response_headers(response, a);
    if (bytes) MHD_add_response_header(response, "Content-Encoding", "gzip");
    return queue_own(exchange, response, a->status, close);
}

/* ---- the steps of a turn, each on the thread it belongs to ---- */

static void written(Write *write, Error *error)
{
    Exchange *exchange = (Exchange *)write->data;
    turn_written(&exchange->turn, error);
    MHD_resume_connection(exchange->visit.connection);
}

static void noted(Write *write, Error *error)
{
    Exchange *exchange = (Exchange *)write->data;
    if (error) log_error(&exchange->turn.cx, "notes", "%s", error->log ? error->log : error->say);
    exchange->turn.next = TURN_ANSWER;
    MHD_resume_connection(exchange->visit.connection);
}

static Error *act_of_turn(Ctx *cx, void *exchange)  { return turn_write(cx, &((Exchange *)exchange)->turn); }
static Error *act_of_notes(Ctx *cx, void *exchange) { return turn_notes(cx, &((Exchange *)exchange)->turn); }

/* Back from the writer or a worker, or gone. */
static void suspension_over(Exchange *exchange)
{
    if (!exchange->visit.suspended) return;
    exchange->visit.suspended = false;
    atomic_fetch_sub(&exchange->lane->counts.suspended, 1);
}

/* What a browser gets that had to wait and may not. It is given when no page can be: the store may be closed next. */
static void turned_away(Exchange *exchange, const char *words)
{
    Turn *turn = &exchange->turn;
    turn->next = TURN_ANSWER;
    turn->rs.status = UNAVAILABLE;
    (void)respond(&turn->rs, "text/plain; charset=utf-8", words, strlen(words));
}

/* False where nobody may wait any more. Counted before looking, as server_stop() looks after closing: one of the two sees the other. */
static bool suspend(Exchange *exchange)
{
    exchange->visit.suspended = true;
    atomic_fetch_add(&exchange->lane->counts.suspended, 1);
    if (server.closed) {
        suspension_over(exchange);
        turned_away(exchange, "The service is being restarted. Wait a minute, then try again.\n");
        return false;
    }
    MHD_suspend_connection(exchange->visit.connection);
    return true;
}

static enum MHD_Result hand_to_writer(Exchange *exchange)
{
    bool notes = exchange->turn.next == TURN_NOTES;
    exchange->write = (Write){ .cx = &exchange->turn.cx, .act = notes ? act_of_notes : act_of_turn, .data = exchange, .done = notes ? noted : written,
                                .what = exchange->turn.route ? exchange->turn.route->path : NULL };
    if (!suspend(exchange)) return answer(exchange, true);
    store_write(server.options.store, &exchange->write);
    return MHD_YES;
}

static enum MHD_Result hand_to_worker(Exchange *exchange)
{
    if (!suspend(exchange)) return answer(exchange, true);
    if (workers_give(exchange)) return MHD_YES;
    turned_away(exchange, "Too many people ask at once. Wait a minute, then try again.\n");
    MHD_resume_connection(exchange->visit.connection);
    return MHD_YES;
}

static enum MHD_Result proceed(Exchange *exchange)
{
    Turn *turn = &exchange->turn;

    if (turn->next == TURN_READ || turn->next == TURN_SETTLE) {
        if (!server.reads_inline || (turn->next == TURN_READ && turn_is_slow(turn))) return hand_to_worker(exchange);
        exchange->visit.change = store_change(server.options.store);
        if (turn->next == TURN_READ) turn_read(turn);
        else turn_settle(turn);
    }
    return turn->next == TURN_ANSWER ? answer(exchange, false) : hand_to_writer(exchange);
}

/* ---- headers ---- */

static enum MHD_Result one_header(void *guard, enum MHD_ValueKind kind, const char *name, size_t name_length, const char *value, size_t value_length)
{
    guard_header(guard, name, name_length, value ? value : "", value ? value_length : 0);
    return MHD_YES;
}

/* With a proxy in front the last address is the one that the proxy itself saw. */
static const char *address_of(Exchange *exchange)
{
    const char *forwarded = exchange->guard.forwarded_for, *comma = strrchr(forwarded, ',');
    if (!server.options.behind_proxy || !*forwarded) return exchange->visit.link ? exchange->visit.link->address : "";
    const char *last = comma ? comma + 1 : forwarded;
    last += strspn(last, " \t");
    return strlen(last) < 46 && strspn(last, "0123456789abcdefABCDEF.:") == strlen(last) ? last : "";
}

static void number_write(Exchange *exchange)
{
    static const char digits[] = "0123456789abcdef";
    Lane *lane = exchange->lane;
    char *at = exchange->visit.request_id;
    size_t n = strlen(lane->serial_head);
    memcpy(at, lane->serial_head, n);
    at += n;
    *at++ = '-';
    uint64_t serial = ++lane->serial;
    int shift = 60;
    while (shift && !(serial >> shift)) shift -= 4;
    for (; shift >= 0; shift -= 4) *at++ = digits[serial >> shift & 15];
    *at = '\0';
}

static void context_fill(Exchange *exchange, Ctx *cx)
{
    Lane *lane = exchange->lane;
    int64_t now = time_now();

    if (now != lane->moment) {
        Ctx moment;
        ctx_begin(&moment, server.options.store, ARENA_REQUEST_LIMIT);
        snprintf(lane->today, sizeof lane->today, "%s", moment.today);
        lane->partnership = moment.partnership;
        lane->moment = now;
        ctx_end(&moment);
    }
    memcpy(exchange->visit.today, lane->today, sizeof lane->today);
    number_write(exchange);
    *cx = (Ctx){ .arena = exchange->arena, .store = server.options.store, .partnership = lane->partnership, .now = now,
                 .today = exchange->visit.today, .request_id = exchange->visit.request_id, .address = address_of(exchange) };
}

static void open_turn(Exchange *exchange)
{
    exchange->turn = (Turn){ .in = exchange->guard.in };
    context_fill(exchange, &exchange->turn.cx);
    turn_open(&exchange->turn);
    exchange->visit.opened = true;
}

/*
 * The library's first call, before any body. It closes the connection of whatever is answered now, so only refusals are; the rest is
 * answered at its second call.
 */
static enum MHD_Result begin(Exchange *exchange, const char *method, const char *version)
{
    Guard *guard = &exchange->guard;

    guard_begin(guard, method, version);
    MHD_get_connection_values_n(exchange->visit.connection, MHD_HEADER_KIND, one_header, guard);
    exchange->visit.headers_read = true;
    if (!guard_end(guard)) return refuse(exchange, 400);
    guard->in.target = exchange->visit.target;
    if (!waits_for_body(exchange)) return MHD_YES;

    open_turn(exchange);
    exchange->visit.body_most = turn_body_most(&exchange->turn);
    if (exchange->visit.link) link_deadline(exchange->visit.link, BODY_SECONDS);
    if (guard->content_length <= (int64_t)exchange->visit.body_most) return MHD_YES;
    turn_too_large(&exchange->turn);
    turn_read(&exchange->turn);
    return answer(exchange, true);
}

enum MHD_Result exchange_step(void *unused, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
                              const char *data, size_t *size, void **exchange_)
{
    Exchange *exchange = *exchange_;
    enum MHD_Result result;

    if (!exchange->visit.headers_read) return begin(exchange, method, version);
    suspension_over(exchange);
    if (exchange->visit.answered) return MHD_YES;
    if (*size) {
        bool taken = body_add(exchange, data, *size);
        *size = 0;
        return taken ? MHD_YES : MHD_NO;   /* more than was said, or without end: the connection goes */
    }
    if (!exchange->visit.opened) {
        if (asset_answers(exchange, &result) || cache_answers(exchange, &result)) return result;
        open_turn(exchange);
    }
    if (exchange->turn.next == TURN_READ && !body_whole(exchange) && !exchange->turn.error)
        exchange->turn.error = unavailable(&exchange->turn.cx, "there was no room for what was sent");
    return proceed(exchange);
}

void exchange_end(void *unused, struct MHD_Connection *connection, void **exchange_, enum MHD_RequestTerminationCode how)
{
    Exchange *exchange = *exchange_;
    if (!exchange) return;
    *exchange_ = NULL;
    suspension_over(exchange);
    metrics_count(exchange);
    if (exchange->visit.link) link_deadline(exchange->visit.link, HEADER_SECONDS);
    Lane *lane = exchange->lane;
    lane_return(exchange);
    count_one(&lane->counts.ended);
}
