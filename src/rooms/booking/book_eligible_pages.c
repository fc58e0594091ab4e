/* Who may come, said before anybody is chosen: a part of the booking form. */
#include "platform/base/text.h"
#include "rooms/booking/book_form_pages.h"
#include "rooms/programme/eligibility.h"

static Error *eligible_show(Out *out, const Request *rq, const BookForm *form)
{
    Ctx *cx = out->cx;
    Eligibility rules;
    (void)rq;
    TRY(eligibility_of_event(cx, form->event, &rules));
    if (eligibility_any(&rules)) ly_note(out, LY_INFO, text(cx, "%s. If somebody else should come all the same, ask %s first.", eligibility_words(cx, &rules), cx->partnership->name));
    return OK;
}

static Error *eligible_read(Ctx *cx, const Request *rq, BookingRequest *request)
{
    (void)cx, (void)rq, (void)request;
    return OK;
}

const BookPart book_part_eligible = { eligible_show, eligible_read };
