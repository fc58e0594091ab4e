#include "app/demo/demo.h"

/* splitmix64: a small, well-known sequence; what is wanted here is repeatability, not secrecy. */
uint64_t demo_random(Demo *demo, uint64_t below)
{
    uint64_t z = demo->random += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) % below;
}

/* Ids of 2020, before any that new_id() makes, so that a demonstration is the same rows each time. */
int64_t demo_id(Demo *demo) { return ++demo->next_id; }

Error *demo_slice(Ctx *cx, Demo *demo, Act *act, void *data)
{
    Ctx own;
    ctx_begin(&own, demo->store, ARENA_REQUEST_LIMIT);
    own.now = demo->now;
    own.today = demo->today;
    Error *error = db_write(&own, act, data);
    if (error) error = broken(cx, "%s", error->log ? error->log : error->say);   /* its own arena ends here */
    ctx_end(&own);
    return error;
}
