/*
 * A part of a page that is the same for everybody, kept until the store changes (db/kept.h). The page is made anew each time, and so is
 * what stands in it about the person who asks: gaps are left for that.
 *
 *     if (part_again(out, key, gap, data, &until)) return OK;     written as it was, with what `gap` writes at each gap; good until then
 *     Part part = part_begin(out);
 *     ... part_gap(&part, event->id); gap(out, event->id, data); ...
 *     part_end(&part, key, until);
 *
 * Both ends and every gap lie in text, outside tags.
 */
#pragma once
#include "platform/db/kept.h"
#include "platform/html/html.h"

typedef struct PartGap PartGap;
typedef struct { Out *out; size_t from; PartGap *gaps; size_t count, room; bool spoilt; } Part;
typedef void Gap(Out *out, int64_t about, void *data);

bool part_again(Out *out, const char *key, Gap *gap, void *data, int64_t *until);
Part part_begin(Out *out);
/* Here something of one's own may stand, about the event or whatever has this id; it is written now, and left out of what is kept. */
void part_gap(Part *part, int64_t about, Gap *gap, void *data);
void part_end(Part *part, const char *key, int64_t until);
