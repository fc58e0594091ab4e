#include "app/demo/demo.h"

#include <string.h>

#include "platform/base/time.h"
#include "platform/db/trail.h"

enum { ARENA_PER_SCALE = 64 << 20, SLICE_ARENA = 256 << 20, TOGETHER = 100, SEED = 1543 };

SQL(demo_people_count, "SELECT count(*) FROM person");

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

static Error *put_send(Ctx *cx, Demo *demo)
{
    size_t n = demo->put_count;
    demo->put_count = 0;
    return db_all(cx, demo->put, n);
}

Error *demo_put_(Ctx *cx, Demo *demo, const Sql *sql, const Arg *args, size_t n)
{
    Arg *kept = array(cx, Arg, n);
    memcpy(kept, args, n * sizeof *args);
    demo->put[demo->put_count++] = (Query){ .sql = sql, .args = kept, .arg_count = n };
    return demo->put_count == QUERIES_MOST ? put_send(cx, demo) : OK;
}

typedef struct { Demo *demo; Act *act; void *data; } Slice;

static Error *slice_run(Ctx *cx, void *data)
{
    const Slice *slice = data;
    slice->demo->put_count = 0;
    TRY(slice->act(cx, slice->data));
    return put_send(cx, slice->demo);
}

Error *demo_slice(Ctx *cx, Demo *demo, Act *act, void *data)
{
    Ctx own;
    ctx_begin(&own, demo->store, SLICE_ARENA);
    own.now = demo->now;
    own.today = demo->today;
    Error *error = db_write(&own, slice_run, &(Slice){ demo, act, data });
    if (error) error = broken(cx, "%s", error->log ? error->log : error->say);   /* its own arena ends here */
    ctx_end(&own);
    return error;
}

typedef struct { Act *act; char *items; size_t size, count; } Some;

static Error *some_run(Ctx *cx, void *data)
{
    const Some *some = data;
    for (size_t i = 0; i < some->count; i++) TRY(some->act(cx, some->items + i * some->size));
    return OK;
}

Error *demo_each(Ctx *cx, Demo *demo, Act *act, void *items, size_t size, size_t count)
{
    for (size_t at = 0; at < count; at += TOGETHER) {
        size_t n = count - at < TOGETHER ? count - at : TOGETHER;
        TRY(demo_slice(cx, demo, some_run, &(Some){ act, (char *)items + at * size, size, n }));
        progress(&demo->bar, demo->bar.done + (int64_t)n);
    }
    return OK;
}

static Error *say_made(Ctx *cx, void *data)
{
    (void)data;
    return trail(cx, "demo.made", 0, NULL);
}

Error *demo_make(Ctx *cx, int64_t scale, const char *today, Demo **made)
{
    int64_t there = 0;
    if (!date_valid(today) || strcmp(today, "2023-10-01") < 0) return invalid(cx, NULL, "--today is a day like 2026-11-24, after September 2023, when the fixed history ends");
    TRY(store_read_begin(cx));
    Error *error = db_number(cx, demo_people_count, &there, NONE);
    store_read_end(cx);
    TRY(error);
    if (there) return conflict(cx, "This store already holds people. Give --store the name of a file that does not exist yet");

    Demo *demo = *made = new(cx, Demo);
    *demo = (Demo){ .store = cx->store, .keep = arena_begin((size_t)scale * ARENA_PER_SCALE), .random = SEED, .next_id = (int64_t)1 << 40, .scale = scale, .today = today };
    arena_defer(cx->arena, (void (*)(void *))arena_end, demo->keep);
    instant_of(today, 8, 0, false, &demo->now);
    demo->bar = (Progress){ .what = "Laying out Fleet and Wandle", .total = scale * (int64_t)demo_school_count + (int64_t)demo_body_count + 2 * demo_events_planned(scale) };

    TRY(demo_members(cx, demo));
    TRY(demo_programme(cx, demo));
    TRY(demo_bookings(cx, demo));
    TRY(demo_day(cx, demo));
    TRY(demo_school_year(cx, demo));
    TRY(demo_rooms(cx, demo));
    TRY(demo_copies(cx, demo));
    TRY(demo_record(cx, demo));
    TRY(demo_evaluations(cx, demo));
    TRY(demo_approvals(cx, demo));
    TRY(demo_imports(cx, demo));
    TRY(demo_limits(cx, demo));
    TRY(demo_searches(cx, demo));
    TRY(demo_eligibility(cx, demo));
    TRY(demo_go_ahead(cx, demo));
    TRY(demo_hearing(cx, demo));
    TRY(demo_materials(cx, demo));
    TRY(demo_charges(cx, demo));
    TRY(demo_facilitating(cx, demo));
    TRY(demo_quality(cx, demo));
    TRY(demo_needs(cx, demo));
    TRY(demo_reviews(cx, demo));
    TRY(demo_laboratory(cx, demo));
    TRY(demo_subscriptions(cx, demo));
    TRY(demo_documents(cx, demo));
    TRY(demo_payments(cx, demo));
    TRY(demo_finance(cx, demo));
    TRY(demo_payments_now(cx, demo));
    TRY(demo_prices(cx, demo));
    TRY(demo_rounds(cx, demo));
    TRY(demo_costs(cx, demo));
    TRY(demo_entitlements(cx, demo));
    return demo_slice(cx, demo, say_made, NULL);
}
