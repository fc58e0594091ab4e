#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/http/server/inside.h"

enum { SPARES_MOST = 256 };

static Lane *lane_new(void)
{
    static _Atomic unsigned numbers;
    Lane *lane = calloc(1, sizeof *lane);
    CHECK(lane);
    lane->counts.routes = calloc(routes_number() + 1, sizeof *lane->counts.routes);
    CHECK(lane->counts.routes);
    snprintf(lane->serial_head, sizeof lane->serial_head, "%s%x", server.started, ++numbers);
    lane->next = server.lanes;
    while (!atomic_compare_exchange_weak(&server.lanes, &lane->next, lane)) {}
    return lane;
}

Lane *lane_mine(void)
{
    static _Thread_local Lane *mine;
    if (!mine) mine = lane_new();
    return mine;
}

Exchange *lane_exchange(Lane *lane)
{
    Exchange *exchange = lane->spare;
    if (exchange) {
        lane->spare = exchange->next;
        lane->spare_count--;
    } else {
        exchange = calloc(1, sizeof *exchange);
        CHECK(exchange);
        exchange->arena = arena_begin(ARENA_REQUEST_LIMIT);
    }
    exchange->lane = lane;
    return exchange;
}

void lane_return(Exchange *exchange)
{
    Lane *lane = exchange->lane;
    arena_reset(exchange->arena);
    if (lane->spare_count < SPARES_MOST) {
        exchange->next = lane->spare;
        lane->spare = exchange;
        lane->spare_count++;
        return;
    }
    arena_end(exchange->arena);
    free(exchange);
}

void lanes_free(void)
{
    Lane *lane = atomic_exchange(&server.lanes, NULL);
    while (lane) {
        Lane *next = lane->next;
        while (lane->spare) {
            Exchange *exchange = lane->spare;
            lane->spare = exchange->next;
            arena_end(exchange->arena);
            free(exchange);
        }
        cache_free(lane->cache);
        free(lane->counts.routes);
        free(lane);
        lane = next;
    }
}
