/* On the home page, while something is on: a button that checks in. */
#include "platform/base/text.h"
#include "rooms/booking/check_in.h"
#include "rooms/booking/home_pages.h"

static Error *to_check_in(Ctx *cx, void **rows, size_t *count)
{
    SessionNow *list;
    size_t n, open = 0;
    TRY(sessions_now(cx, &list, &n));
    for (size_t i = 0; i < n; i++)
        if (!one_of(list[i].mark, "present part")) list[open++] = list[i];
    *rows = list, *count = open;
    return OK;
}

static void to_check_in_show(Out *out, const Request *rq, Response *rs, const void *rows, size_t count)
{
    const SessionNow *list = rows;
    for (size_t i = 0; i < count; i++)
        ly_need(out, text(out->cx, "Check in at %s", list[i].title), "With your own code, or the one that is shown in the room.", "Check in", text(out->cx, "/registrations/%ld/here", (long)list[i].registration_id));
}

const HomeNeed check_in_need = { SIGNED_IN, to_check_in, to_check_in_show };
