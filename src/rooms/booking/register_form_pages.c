/* The register's form, read: marks with what their page showed and when they were said. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/booking/booking_pages.h"
#include "rooms/booking/register_pages.h"

enum { TOLD_MOST = 3, PARTS = 3 };

const char *session_where(Ctx *cx, const Session *session) { return held_where(cx, session->place_kind, session->venue); }

const char *register_seen(Ctx *cx, const RegisterRow *rows, size_t count)
{
    Draft draft = { .cx = cx };
    for (size_t i = 0; i < count; i++)
        if (rows[i].person_id) draft_add(&draft, "%s%ld:%s:%ld:%ld", draft.length ? " " : "", (long)rows[i].registration_id, rows[i].mark, (long)rows[i].minutes, (long)rows[i].marked_at);
    return draft_text(&draft);
}

/* The words of "81:present:0:1797498000 82:..." of this registration, or NULL. Rows come in the page's order, so *from is mostly where it stands. */
static const char *entry_of(Ctx *cx, const char *list, const char **from, int64_t registration_id)
{
    const char *wanted = text(cx, "%ld:", (long)registration_id);
    for (int round = 0; round < 2; round++, *from = list)
        for (const char *at = *from; *at; at += strcspn(at, " "), at += *at == ' ')
            if (begins(at, wanted)) {
                *from = at + strcspn(at, " ");
                *from += **from == ' ';
                return text_copy(cx, at + strlen(wanted), strcspn(at, " ") - strlen(wanted));
            }
    return NULL;
}

static int64_t number_or_none(const char *typed)
{
    int64_t number = 0;
    return number_parse(typed, 0, INT64_MAX, &number) ? number : 0;
}

static const SeenMark *seen_parse(Ctx *cx, const char *entry)
{
    const char *parts[PARTS] = { "", "", "" };
    for (int i = 0; i < PARTS; i++) {
        size_t length = strcspn(entry, ":");
        parts[i] = text_copy(cx, entry, length);
        entry += length + (entry[length] == ':');
    }
    SeenMark *seen = new(cx, SeenMark);
    *seen = (SeenMark){ parts[0], number_or_none(parts[1]), number_or_none(parts[2]) };
    return seen;
}

/* Empty: nobody said how long. What is no number is refused where the session's length is known. */
static int64_t minutes_typed(Ctx *cx, const Request *rq, const RegisterRow *row)
{
    const char *name = text(cx, "minutes_%ld", (long)row->registration_id), *typed = text_trim(cx, form_text(rq, name));
    int64_t minutes = MINUTES_UNSAID;
    if (!form_has(rq, name)) return row->minutes;
    return !*typed || number_parse(typed, 1, INT32_MAX, &minutes) ? minutes : -1;
}

Mark *register_typed(Ctx *cx, const Request *rq, const AttendanceRegister *found, size_t *count)
{
    const char *seen = form_text(rq, "seen"), *said = form_text(rq, "said"), *seen_at = seen, *said_at = said;
    bool all = same(form_text(rq, "all"), "present");
    Mark *marks = array(cx, Mark, found->count + 1);
    *count = 0;
    for (size_t i = 0; i < found->count; i++) {
        const RegisterRow *row = &found->rows[i];
        const char *mark = form_text(rq, text(cx, "mark_%ld", (long)row->registration_id)), *shown, *when;
        if (!row->person_id) continue;
        if (all && blank(mark)) mark = "present";   /* whoever is marked absent already stays so */
        if (blank(mark)) continue;
        shown = entry_of(cx, seen, &seen_at, row->registration_id);
        when = entry_of(cx, said, &said_at, row->registration_id);
        marks[(*count)++] = (Mark){ .registration_id = row->registration_id, .mark = mark, .minutes = same(mark, "part") ? minutes_typed(cx, rq, row) : 0,
                                    .said_at = when ? number_or_none(when) : 0, .seen = shown ? seen_parse(cx, shown) : NULL };
    }
    return marks;
}

static const char *disagreement_words(Ctx *cx, const Disagreement *d)
{
    const char *by = *d->by ? d->by : "somebody";
    return d->ours_stands ? text(cx, "%s: %s said %s at %s, before you. Your %s stands", d->name, by, d->theirs, clock_words(cx, d->theirs_at), d->ours)
                          : text(cx, "%s: you said %s at %s, %s said %s at %s. Their %s stands", d->name, d->ours, clock_words(cx, d->said_at), by, d->theirs, clock_words(cx, d->theirs_at), d->theirs);
}

const char *register_kept_words(Ctx *cx, const Merged *merged)
{
    Draft draft = { .cx = cx };
    draft_add(&draft, "%s", merged->changed ? text(cx, "The register is kept: %s", counted(cx, merged->changed, "mark is new", "marks are new")) : "The register is kept as it was");
    for (size_t i = 0; i < merged->count && i < TOLD_MOST; i++) draft_add(&draft, ". %s", disagreement_words(cx, &merged->disagreements[i]));
    if (merged->count > TOLD_MOST) draft_add(&draft, ". And of %zu more: look through the register", merged->count - TOLD_MOST);
    return draft_text(&draft);
}
