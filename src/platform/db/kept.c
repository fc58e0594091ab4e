#include "platform/db/kept.h"

#include <stdlib.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/db/inside.h"

enum { PLACES = 13, KEY_MOST = 300 };   /* by hash, one for each; whatever meets another there takes its place */

typedef struct {
    char    key[KEY_MOST];
    int64_t change, from, until;
    char   *bytes;                      /* NULL: empty */
    size_t  length;
} Place;

struct Kept { Place places[PLACES]; };

void kept_free(Kept *kept)
{
    if (!kept) return;
    for (size_t i = 0; i < PLACES; i++) free(kept->places[i].bytes);
    free(kept);
}

static Reader *reader_of(const Ctx *cx) { return cx->store && cx->db ? cx->db->reader : NULL; }

/* Of the store, as this transaction sees it. Where it cannot be read, the page's next question says why. */
static bool change_of(Ctx *cx, const Reader *reader, int64_t *change)
{
    *change = reader->change;
    Error *error = reader->db->driver->change ? reader->db->driver->change(cx, reader->db, change) : OK;
    return !error && *change >= 0;
}

static Place *place_of(Kept *kept, const char *key)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (const unsigned char *c = (const unsigned char *)key; *c; c++) hash = (hash ^ *c) * 0x100000001b3u;
    return &kept->places[hash % PLACES];
}

bool kept_possible(const Ctx *cx) { return reader_of(cx) != NULL; }

void kept_ahead(const Ctx *cx)
{
    const Reader *reader = reader_of(cx);
    if (reader && reader->db->driver->change_ahead) reader->db->driver->change_ahead(reader->db);
}

bool kept_find(Ctx *cx, const char *key, Bytes *bytes, int64_t *until)
{
    const Reader *reader = reader_of(cx);
    int64_t change;
    if (!reader || !reader->kept) return false;
    const Place *place = place_of(reader->kept, key);
    if (!place->bytes || !same(place->key, key) || !change_of(cx, reader, &change) || place->change != change) return false;
    if (cx->now < place->from || cx->now >= place->until) return false;
    *bytes = (Bytes){ place->bytes, place->length };
    *until = place->until;
    return true;
}

void kept_put(Ctx *cx, const char *key, Bytes bytes, int64_t until)
{
    Reader *reader = reader_of(cx);
    int64_t change;
    if (!reader || bytes.length > KEPT_BYTES_MOST || strlen(key) >= KEY_MOST || (until && until <= cx->now) || !change_of(cx, reader, &change)) return;
    if (!reader->kept) reader->kept = calloc(1, sizeof *reader->kept);
    CHECK(reader->kept);

    Place *place = place_of(reader->kept, key);
    char *copy = malloc(bytes.length + 1);
    CHECK(copy);
    free(place->bytes);
    memcpy(copy, bytes.bytes, bytes.length);
    *place = (Place){ .change = change, .from = cx->now, .until = cx->now + KEPT_SECONDS, .bytes = copy, .length = bytes.length };
    if (until && until < place->until) place->until = until;
    memcpy(place->key, key, strlen(key) + 1);
}
