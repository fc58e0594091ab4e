#include "rooms/booking/register_merge.h"

#include "platform/base/text.h"

static bool alike(const char *mark, int64_t minutes, const char *other, int64_t other_minutes)
{
    return same(mark, other) && (!same(mark, "part") || minutes == other_minutes);
}

static const RegisterRow *row_of(const AttendanceRegister *found, int64_t registration_id)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->rows[i].registration_id == registration_id) return &found->rows[i];
    return NULL;
}

/* Somebody else changed what this page had shown, to something else again. */
static bool disagree(const RegisterRow *row, const Mark *mark)
{
    const SeenMark *seen = mark->seen;
    bool moved = !alike(row->mark, row->minutes, seen->mark, seen->minutes) || row->marked_at != seen->at;
    return moved && !blank(row->mark) && !alike(row->mark, row->minutes, mark->mark, mark->minutes);
}

Error *register_merge(Ctx *cx, int64_t event_id, int64_t session_id, const Mark *marks, size_t count, Merged *merged)
{
    AttendanceRegister stands = {0};
    size_t n = 0;
    TRY(register_open(cx, event_id, session_id, &stands.event, &stands.session));
    TRY(register_find(cx, event_id, session_id, &stands));
    Mark *kept = array(cx, Mark, count + 1);
    *merged = (Merged){ .disagreements = array(cx, Disagreement, count + 1) };
    for (size_t i = 0; i < count; i++) {
        const Mark *mark = &marks[i];
        const RegisterRow *row = row_of(&stands, mark->registration_id);
        if (!row || (mark->seen && alike(mark->mark, mark->minutes, mark->seen->mark, mark->seen->minutes))) continue;
        if (mark->seen && disagree(row, mark)) {
            int64_t said_at = mark_said_at(cx, mark);
            bool ours = said_at > row->marked_at;
            merged->disagreements[merged->count++] = (Disagreement){ row->name, mark->mark, row->mark, row->marked_by, said_at, row->marked_at, ours };
            if (!ours) continue;
        }
        kept[n++] = *mark;
    }
    return register_mark(cx, event_id, session_id, kept, n, &merged->changed);
}
