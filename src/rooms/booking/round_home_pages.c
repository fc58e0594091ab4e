/* On the home page of whoever may take part: a joint purchase that waits for a word of theirs. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/booking/home_pages.h"
#include "rooms/members/permission.h"
#include "rooms/money/rounds/round.h"

static Error *waiting(Ctx *cx, void **rows, size_t *count)
{
    *count = 0;
    return cx->who->organisation_id ? rounds_waiting(cx, cx->who->organisation_id, (OurRound **)rows, count) : OK;
}

static void waiting_show(Out *out, const Request *rq, Response *rs, const void *rows, size_t count)
{
    const OurRound *list = rows;
    Ctx *cx = out->cx;
    for (size_t i = 0; i < count; i++) {
        const Round *r = &list[i].round;
        const char *page = text(cx, "/buying/%ld", (long)r->id);
        if (same(r->state, "interest")) ly_need(out, text(cx, "Buying together: %s", r->title), text(cx, "Would you take some? Say so by %s; it binds nobody.", date_words(cx, r->interest_until)), "See what it is", page);
        else ly_need(out, text(cx, "Buying together: %s", r->title), text(cx, "%s. Commit by %s.", round_next_words(cx, r), date_words(cx, r->commit_until)), "See what it costs", page);
    }
}

const HomeNeed round_need = { BUY_TOGETHER, waiting, waiting_show };
