#include "platform/html/part.h"

#include <string.h>

#include "platform/html/plan.h"

struct PartGap { size_t at, length; int64_t about; };      /* in the page; kept: where in the text, with length 0 */

enum { GAPS_FIRST = 64 };

static bool in_text(const Out *out) { return html_whole(out); }

/* What is kept: how many gaps, the gaps, then the text without what stood in them. */
bool part_again(Out *out, const char *key, Gap *gap, void *data, int64_t *until)
{
    Bytes kept;
    size_t count, done = 0;
    if (!in_text(out) || !kept_find(out->cx, key, &kept, until)) return false;
    memcpy(&count, kept.bytes, sizeof count);
    const char *gaps = (const char *)kept.bytes + sizeof count, *text = gaps + count * sizeof(PartGap);
    size_t length = kept.length - sizeof count - count * sizeof(PartGap);
    for (size_t i = 0; i < count; i++) {
        PartGap here;
        memcpy(&here, gaps + i * sizeof here, sizeof here);
        html_copy(out, text + done, here.at - done);
        done = here.at;
        gap(out, here.about, data);
    }
    html_copy(out, text + done, length - done);
    return true;
}

Part part_begin(Out *out) { return (Part){ .out = out, .from = out->length, .spoilt = !in_text(out) || !kept_possible(out->cx) }; }

void part_gap(Part *part, int64_t about, Gap *gap, void *data)
{
    Out *out = part->out;
    PartGap here = { .at = out->length, .about = about };
    part->spoilt = part->spoilt || !in_text(out);
    gap(out, about, data);
    here.length = out->length - here.at;
    if (part->spoilt) return;
    if (part->count == part->room) {
        size_t room = part->room ? 2 * part->room : GAPS_FIRST;
        PartGap *gaps = array(out->cx, PartGap, room);
        if (part->count) memcpy(gaps, part->gaps, part->count * sizeof *gaps);
        part->gaps = gaps;
        part->room = room;
    }
    part->gaps[part->count++] = here;
}

void part_end(Part *part, const char *key, int64_t until)
{
    const Out *out = part->out;
    if (part->spoilt || !in_text(out)) return;
    size_t room = sizeof part->count + part->count * sizeof(PartGap) + out->length - part->from, from = part->from;
    char *bytes = arena_bytes(out->cx->arena, room), *gaps = bytes + sizeof part->count, *text = gaps + part->count * sizeof(PartGap), *at = text;

    memcpy(bytes, &part->count, sizeof part->count);
    for (size_t i = 0; i < part->count; i++) {
        const PartGap *gap = &part->gaps[i];
        memcpy(at, out->bytes + from, gap->at - from);
        at += gap->at - from;
        from = gap->at + gap->length;
        PartGap kept = { .at = (size_t)(at - text), .about = gap->about };
        memcpy(gaps + i * sizeof kept, &kept, sizeof kept);
    }
    memcpy(at, out->bytes + from, out->length - from);
    at += out->length - from;
    kept_put(out->cx, key, (Bytes){ bytes, (size_t)(at - bytes) }, until);
}
