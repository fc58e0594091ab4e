/* On somebody's home page: what they went to and have not said yet how it was. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/booking/evaluation_round.h"
#include "rooms/booking/home_pages.h"

static Error *find(Ctx *cx, void **rows, size_t *count)
{
    EvaluationWaiting *list;
    TRY(evaluations_waiting(cx, &list, count));
    *rows = list;
    return OK;
}

static void show(Out *out, const Request *rq, Response *rs, const void *rows, size_t count)
{
    Ctx *cx = out->cx;
    const EvaluationWaiting *list = rows;
    for (size_t i = 0; i < count; i++)
        ly_need(out, same(list[i].kind, "end") ? text(cx, "How was %s?", list[i].title) : text(cx, "What came of %s?", list[i].title),
                text(cx, "Two minutes, until %s. Nobody sees who said what.", day_words(cx, date_of(cx, list[i].closes_at - 1))), "Say how it was",
                text(cx, "/evaluate/%s", evaluation_token(cx, list[i].registration_id, list[i].kind)));
}

const HomeNeed evaluation_need = { SIGNED_IN, find, show };
