/*
 * Memory by lifetime: one arena per request, command and job.
 *
 * Whatever is made in an arena dies with it, so nothing is freed by hand. Allocation never returns NULL.
 * Sizes are bounded at the door; an arena that grows past its limit is *spent*: it still serves the few
 * allocations under way (up to as much again, then the process stops, for that is a bug), while whoever
 * loops (row fetching, the HTML writer, parsers) asks arena_spent() and gives up. So a request over its
 * limit fails alone.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

typedef struct Arena Arena;

enum { ARENA_REQUEST_LIMIT = 64 << 20 };   /* a page of 2,000 rows needs about 2 MiB */

Arena *arena_begin(size_t limit);                  /* limit in bytes */
void   arena_end(Arena *arena);                    /* runs what was deferred, last first, then frees all */
void   arena_reset(Arena *arena);                  /* the same, but keeps its first block for the next request */
void  *arena_new(Arena *arena, size_t size);       /* zeroed, aligned for any type */
void  *arena_bytes(Arena *arena, size_t size);     /* holds anything: for bytes that are written over at once */
void   arena_defer(Arena *arena, void (*release)(void *), void *what);   /* for what is not memory: files, statements */
bool   arena_spent(const Arena *arena);
size_t arena_used(const Arena *arena);
