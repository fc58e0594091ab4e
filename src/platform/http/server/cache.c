/*
 * Pages that are the same for everybody, kept as they were sent until the store changes. Each thread keeps its own, so a hit takes no
 * lock: it costs a look at the headers, a hash of the address and a reference to a response made before.
 */
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/http/server/inside.h"

enum { SLOTS = 1024, WAYS = 4, TARGET_KEPT_MOST = 512, PACK_LEAST = 1400, PACK_ONCE = 6, PACK_EACH = 1 };

typedef struct {
    uint64_t             hash;
    char                *target;       /* NULL: empty */
    struct MHD_Response *plain, *gzip, *unchanged;
    char                 etag[24];
    int64_t              change, until;
    size_t               size, route;
} Kept;

struct Cache {
    Kept   slots[SLOTS];
    size_t size;
    struct libdeflate_compressor *once, *each;
};

static Cache *cache_mine(Exchange *exchange)
{
    Lane *lane = exchange->lane;
    if (lane->cache) return lane->cache;
    lane->cache = calloc(1, sizeof *lane->cache);
    CHECK(lane->cache);
    lane->cache->once = libdeflate_alloc_compressor(PACK_ONCE);
    lane->cache->each = libdeflate_alloc_compressor(PACK_EACH);
    CHECK(lane->cache->once && lane->cache->each);
    return lane->cache;
}

static uint64_t hash_of(const char *bytes, size_t length)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001b3u;
    return hash;
}

static void forget(Cache *cache, Kept *kept)
{
    if (!kept->target) return;
    free(kept->target);
    MHD_destroy_response(kept->plain);
    if (kept->gzip) MHD_destroy_response(kept->gzip);
    MHD_destroy_response(kept->unchanged);
    cache->size -= kept->size;
    *kept = (Kept){0};
}

void cache_free(Cache *cache)
{
    if (!cache) return;
    for (size_t i = 0; i < SLOTS; i++) forget(cache, &cache->slots[i]);
    libdeflate_free_compressor(cache->once);
    libdeflate_free_compressor(cache->each);
    free(cache);
}

static Kept *kept_find(Cache *cache, const char *target, uint64_t hash)
{
    for (size_t i = 0; i < WAYS; i++) {
        Kept *kept = &cache->slots[(hash + i) % SLOTS];
        if (kept->target && kept->hash == hash && strcmp(kept->target, target) == 0) return kept;
    }
    return NULL;
}

/* A free place, or the one that is over first. */
static Kept *kept_place(Cache *cache, const char *target, uint64_t hash)
{
    Kept *place = kept_find(cache, target, hash);
    for (size_t i = 0; !place && i < WAYS; i++)
        if (!cache->slots[(hash + i) % SLOTS].target) place = &cache->slots[(hash + i) % SLOTS];
    for (size_t i = 0; i < WAYS; i++) {
        Kept *kept = &cache->slots[(hash + i) % SLOTS];
        if (!place || (place->target && kept->until < place->until && strcmp(place->target, target) != 0)) place = kept;
    }
    forget(cache, place);
    return place;
}

static bool takes_gzip(const Exchange *exchange)
{
    const char *accepts = exchange->guard.accept_encoding, *gzip = strstr(accepts, "gzip");
    return gzip && !begins(gzip + 4, ";q=0");
}

static enum MHD_Result kept_answer(Exchange *exchange, const Kept *kept)
{
    const char *known = exchange->guard.if_none_match;
    if (*known && strstr(known, kept->etag)) return exchange_queue(exchange, kept->unchanged, 304);
    return exchange_queue(exchange, kept->gzip && takes_gzip(exchange) ? kept->gzip : kept->plain, 200);
}

bool cache_answers(Exchange *exchange, enum MHD_Result *result)
{
    const Incoming *in = &exchange->guard.in;
    Cache *cache = exchange->lane->cache;

    if (!cache || server.stopping || *in->method == 'P') return false;
    if (*in->cookies && (strstr(in->cookies, COOKIE_SIGN_IN) || strstr(in->cookies, COOKIE_FLASH))) return false;
    const Kept *kept = kept_find(cache, in->target, hash_of(in->target, strlen(in->target)));
    if (!kept || kept->until <= time_now() || kept->change != store_change(server.options.store)) return false;
    exchange->visit.route = kept->route;
    count_one(&exchange->lane->counts.cache_hits);
    *result = kept_answer(exchange, kept);
    return true;
}

static void *pack(struct libdeflate_compressor *compressor, const void *bytes, size_t length, void *into, size_t *packed_length)
{
    *packed_length = libdeflate_gzip_compress(compressor, bytes, length, into, length - 1);
    return *packed_length ? into : NULL;   /* not shorter */
}

static struct MHD_Response *response_of(const Kept *kept, const Answer *answer, const void *bytes, size_t length, bool gzip)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(length, (void *)bytes, MHD_RESPMEM_MUST_COPY);
    CHECK(response);
    response_headers(response, answer);
    MHD_add_response_header(response, "ETag", kept->etag);
    if (gzip) MHD_add_response_header(response, "Content-Encoding", "gzip");
    return response;
}

bool cache_keeps(Exchange *exchange, enum MHD_Result *result)
{
    const Answer *answer = &exchange->answer;
    const Turn *turn = &exchange->turn;
    const char *target = exchange->visit.target;
    size_t length = strlen(target), most = CACHE_BYTES / (size_t)server.threads, packed_length = 0;
    Cache *cache = cache_mine(exchange);

    if (length > TARGET_KEPT_MOST || answer->length > most / 8 || *turn->in.method == 'P') return false;
    count_one(&exchange->lane->counts.cache_misses);
    char *packed_bytes = array(&turn->cx, char, answer->length + 1);
    const void *gzip = answer->length > PACK_LEAST ? pack(cache->once, answer->bytes, answer->length, packed_bytes, &packed_length) : NULL;

    int64_t until = turn->cx.now + (server.reads_inline ? CACHE_SECONDS : 1);
    if (turn->rs.fresh_until && turn->rs.fresh_until < until) until = turn->rs.fresh_until;
    size_t size = answer->length + packed_length + length + sizeof(Kept);
    if (cache->size + size > most)
        for (size_t i = 0; i < SLOTS; i++) forget(cache, &cache->slots[i]);

    uint64_t hash = hash_of(target, length);
    Kept *kept = kept_place(cache, target, hash);
    *kept = (Kept){ .hash = hash, .target = strdup(target), .change = exchange->visit.change, .until = until, .size = size, .route = route_number(turn->route) };
    CHECK(kept->target);
    cache->size += size;
    /* By its bytes, so that it holds over a restart and in every thread. */
    snprintf(kept->etag, sizeof kept->etag, "\"%016lx\"", hash_of(answer->bytes, answer->length));
    kept->plain = response_of(kept, answer, answer->bytes, answer->length, false);
    kept->gzip = gzip ? response_of(kept, answer, gzip, packed_length, true) : NULL;
    kept->unchanged = response_of(kept, answer, "", 0, false);
    *result = kept_answer(exchange, kept);
    return true;
}

const char *packed(Exchange *exchange, size_t *length)
{
    const Answer *answer = &exchange->answer;
    const char *type = answer_header(answer, "Content-Type");
    bool packs = begins(type, "text/") || begins(type, "application/json");
    if (answer->length < PACK_LEAST || !packs || !takes_gzip(exchange)) return NULL;

    char *into = arena_new(exchange->arena, answer->length);
    size_t packed_length;
    if (!pack(cache_mine(exchange)->each, answer->bytes, answer->length, into, &packed_length)) return NULL;
    *length = packed_length;
    return into;
}
