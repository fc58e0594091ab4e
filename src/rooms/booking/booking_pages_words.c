#include "rooms/booking/booking_pages.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"

const char *registration_state_words(const char *state)
{
    static const struct { const char *state, *words; } all[] = {
        { "confirmed", "Booked" }, { "waiting", "On the waiting list" }, { "offered", "Offered a place" }, { "requested", "Asked for" },
        { "cancelled", "Cancelled" }, { "lapsed", "Offer ran out" }, { "refused", "Refused" },
    };
    for (size_t i = 0; i < COUNT(all); i++)
        if (same(all[i].state, state)) return all[i].words;
    return state;
}

void registration_status(Out *out, const char *state)
{
    LyMeaning meaning = same(state, "confirmed") ? LY_GOOD : same(state, "waiting") ? LY_WARN : one_of(state, "offered requested") ? LY_INFO : LY_QUIET;
    ly_status(out, meaning, registration_state_words(state));
}

const char *held_words(Ctx *cx, const char *starts_on, int64_t starts_at, int64_t ends_at, int64_t session_count)
{
    const char *day = day_words(cx, starts_on);
    return session_count > 1 ? text(cx, "%s, %s, the first of %ld sessions", day, clock_words(cx, starts_at), session_count)
                             : text(cx, "%s, %s", day, clock_range(cx, starts_at, ends_at));
}

const char *held_where(Ctx *cx, const char *format, const char *place)
{
    return !same(format, "online") && blank(place) ? "Place to be announced" : where_shown(cx, format, place);
}

const char *first_name(Ctx *cx, const char *name)
{
    const char *trimmed = text_trim(cx, name), *space = strchr(trimmed, ' ');
    const char *first = space ? text_copy(cx, trimmed, (size_t)(space - trimmed)) : trimmed;
    return one_of(first, "Dr Mr Mrs Ms Miss Mx Prof Professor Rev Revd Canon Father Sister Sir Dame Lord Lady Cllr Dr. Mr. Mrs. Ms.") ? trimmed : first;
}

const char *names_joined(Ctx *cx, const char *const *names, size_t count)
{
    enum { NAMED = 3 };
    Draft words = { .cx = cx };
    size_t named = count > NAMED + 1 ? NAMED : count;
    for (size_t i = 0; i < named; i++)
        draft_add(&words, "%s%s", !i ? "" : i + 1 == count ? " and " : ", ", names[i]);
    if (named < count) draft_add(&words, " and %zu more", count - named);
    return draft_text(&words);
}
