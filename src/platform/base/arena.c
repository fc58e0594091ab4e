#include "platform/base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/check.h"

enum { FIRST_BLOCK = 64 << 10, LARGE = 1 << 20, ALIGNMENT = 16 };

typedef struct Block Block;
struct Block {
    Block *next;
    size_t used, room;
    bool   dirty;        /* what it hands out must be cleared */
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

typedef struct Release Release;
struct Release {
    Release *next;
    void   (*release)(void *);
    void    *what;
};

struct Arena {
    Block   *block;      /* the newest; the first is at the end of the list */
    Release *releases;   /* newest first */
    size_t   used, limit;
};

static Block *block_new(Block *next, size_t room)
{
    /* A large one comes cleared, as fresh pages of the kernel and at no cost; of another little may be used, and only that is cleared. */
    bool large = room >= LARGE;
    Block *block = large ? calloc(1, sizeof *block + room) : malloc(sizeof *block + room);
    CHECK(block != NULL);
    block->next = next;
    block->used = 0;
    block->room = room;
    block->dirty = !large;
    return block;
}

Arena *arena_begin(size_t limit)
{
    Arena *arena = calloc(1, sizeof *arena);
    CHECK(arena != NULL);
    arena->limit = limit;
    arena->block = block_new(NULL, FIRST_BLOCK);
    return arena;
}

static void releases_run(Arena *arena)
{
    while (arena->releases) {
        Release *release = arena->releases;
        arena->releases = release->next;
        release->release(release->what);
    }
}

void arena_reset(Arena *arena)
{
    releases_run(arena);
    while (arena->block->next) {
        Block *newest = arena->block;
        arena->block = newest->next;
        free(newest);
    }
    arena->block->used = 0;
    arena->used = 0;
}

void arena_end(Arena *arena)
{
    if (!arena) return;
    arena_reset(arena);
    free(arena->block);
    free(arena);
}

static void *take(Arena *arena, size_t size, bool clear)
{
    CHECK(size <= PTRDIFF_MAX - ALIGNMENT);
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    arena->used += size;
    CHECK(arena->used <= 2 * arena->limit);   /* spent long ago, and nobody asked */

    Block *block = arena->block;
    if (size > block->room - block->used) {
        size_t doubled = 2 * block->room, room = doubled < (4u << 20) ? doubled : 4u << 20;
        block = arena->block = block_new(block, size > room ? size : room);
    }
    void *memory = block->bytes + block->used;
    block->used += size;
    if (clear && block->dirty) memset(memory, 0, size);
    return memory;
}

void *arena_new(Arena *arena, size_t size)   { return take(arena, size, true); }
void *arena_bytes(Arena *arena, size_t size) { return take(arena, size, false); }

void arena_defer(Arena *arena, void (*release)(void *), void *what)
{
    Release *row = arena_new(arena, sizeof *row);
    *row = (Release){ arena->releases, release, what };
    arena->releases = row;
}

bool arena_spent(const Arena *arena) { return arena->used > arena->limit; }

size_t arena_used(const Arena *arena) { return arena->used; }
