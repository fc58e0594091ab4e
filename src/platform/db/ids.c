/* Ids: 41 bits of milliseconds since 2020, 10 of node, 12 of counter. Ordered by time, never backwards, even when the clock goes. */
#include <time.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/inside.h"

enum { NODE_BITS = 10, COUNTER_BITS = 12, LEASE_SECONDS = 600 };

static const int64_t BEGIN_2020_MS = 1577836800000;

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 - BEGIN_2020_MS;
}

int64_t new_id(Ctx *cx)
{
    Store *store = cx->store;
    CHECK(store->node >= 0);   /* the store is open for writing and has its schema */
    int64_t now = now_ms() << COUNTER_BITS, last = store->last_id, next;
    do next = last >= now ? last + 1 : now;   /* a full counter runs over into the next millisecond */
    while (!atomic_compare_exchange_weak(&store->last_id, &last, next));
    int64_t ms = next >> COUNTER_BITS, counter = next & ((1 << COUNTER_BITS) - 1);
    return ms << (NODE_BITS + COUNTER_BITS) | store->node << COUNTER_BITS | counter;
}

int64_t id_at(int64_t instant)
{
    int64_t ms = instant * 1000 - BEGIN_2020_MS;
    return ms < 0 ? 0 : ms << (NODE_BITS + COUNTER_BITS);
}

SQL(node_free,   "SELECT coalesce(min(n.id), -1) FROM (SELECT CAST(0 AS BIGINT) AS id UNION SELECT id FROM node UNION SELECT id + 1 FROM node) n"
                 " LEFT JOIN node taken ON taken.id = n.id AND taken.until_at > $1 AND taken.holder <> $2 WHERE taken.id IS NULL AND n.id <= 1023");
SQL(node_take,   "INSERT INTO node (id, holder, until_at) VALUES ($1, $2, $3)"
                 " ON CONFLICT (id) DO UPDATE SET holder = $2, until_at = $3 WHERE node.until_at <= $4 OR node.holder = $2");
SQL(id_last,     "SELECT coalesce(max(id), 0) FROM trail");

/* On SQLite the lock beside the file says that there is one node, and it is 0. */
static Error *node_lease(Ctx *cx, Store *store)
{
    int64_t now = time_now(), node = store->postgres ? store->node : 0, taken = 0, last = 0;

    for (int tries = 0; !taken; tries++) {
        if (tries == 16) return unavailable(cx, "no node number could be leased");
        if (node < 0 || tries > 0) TRY(db_number(cx, node_free, &node, INT(now), STR(store->holder)));
        if (node < 0) return unavailable(cx, "all node numbers are leased");
        TRY(db_run(cx, node_take, &taken, INT(node), STR(store->holder), INT(now + LEASE_SECONDS), INT(store->postgres ? now : INT64_MAX)));
    }
    TRY(db_number(cx, id_last, &last, NONE));
    last >>= NODE_BITS + COUNTER_BITS;
    int64_t mine = store->last_id;   /* others make ids meanwhile: it only ever rises */
    while (mine < last << COUNTER_BITS && !atomic_compare_exchange_weak(&store->last_id, &mine, (last + 1) << COUNTER_BITS)) {}
    store->node = node;
    store->leased_at = time_monotonic_us();
    return OK;
}

Error *node_lease_act(Ctx *cx, void *nothing)
{
    bool known;
    TRY(store_table_known(cx, "node", &known));
    return known ? node_lease(cx, cx->store) : OK;
}
