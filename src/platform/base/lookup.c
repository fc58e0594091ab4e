#include "platform/base/lookup.h"

#include <string.h>

#include "platform/base/text.h"

typedef struct { const char *name; uint64_t hash; int64_t number; } Slot;      /* name NULL: free */

struct Lookup {
    Ctx    *cx;
    Slot   *slots;
    size_t  room, count;      /* room is a power of two, and at most half of it is taken */
};

/* FNV-1a. */
static uint64_t hash_of(const char *name)
{
    uint64_t hash = 14695981039346656037u;
    for (const unsigned char *c = (const unsigned char *)name; *c; c++) hash = (hash ^ *c) * 1099511628211u;
    return hash ^ hash >> 32;
}

static Slot *slot_of(Slot *slots, size_t room, const char *name, uint64_t hash)
{
    size_t at = (size_t)hash & (room - 1);
    while (slots[at].name && (slots[at].hash != hash || !same(slots[at].name, name))) at = (at + 1) & (room - 1);
    return &slots[at];
}

static void grow(Lookup *lookup)
{
    size_t room = lookup->room ? 2 * lookup->room : 256;
    Slot *slots = array(lookup->cx, Slot, room);
    for (size_t i = 0; i < lookup->room; i++)
        if (lookup->slots[i].name) *slot_of(slots, room, lookup->slots[i].name, lookup->slots[i].hash) = lookup->slots[i];
    lookup->slots = slots, lookup->room = room;
}

Lookup *lookup_new(Ctx *cx)
{
    Lookup *lookup = new(cx, Lookup);
    lookup->cx = cx;
    grow(lookup);
    return lookup;
}

bool lookup_put(Lookup *lookup, const char *name, int64_t number)
{
    if (2 * (lookup->count + 1) > lookup->room) grow(lookup);
    uint64_t hash = hash_of(name);
    Slot *slot = slot_of(lookup->slots, lookup->room, name, hash);
    if (slot->name) return false;
    *slot = (Slot){ text_copy(lookup->cx, name, strlen(name)), hash, number };
    lookup->count++;
    return true;
}

bool lookup_get(const Lookup *lookup, const char *name, int64_t *number)
{
    const Slot *slot = slot_of(lookup->slots, lookup->room, name, hash_of(name));
    if (slot->name) *number = slot->number;
    return slot->name;
}

size_t lookup_count(const Lookup *lookup) { return lookup->count; }
