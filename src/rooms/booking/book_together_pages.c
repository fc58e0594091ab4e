/* Whether those who are booked come together or not at all: a part of the booking form. */
#include "rooms/booking/book_form_pages.h"
#include "rooms/programme/event_rules.h"

static Error *together_show(Out *out, const Request *rq, const BookForm *form)
{
    bool one_by_one = form->event->rules & (RULE_BALLOT | RULE_OFFICE_APPROVES);   /* each is drawn, or decided, alone */
    if (form->others && !one_by_one)
        field_checkbox(out, rq, "together", "Only if there is a place for each of them",
                       "Where fewer places are free, nobody is booked and all of them wait together. They are offered places when there is one for each; smaller groups may be offered theirs before.", false);
    return OK;
}

static Error *together_read(Ctx *cx, const Request *rq, BookingRequest *request)
{
    (void)cx;
    request->together = form_has(rq, "together");
    return OK;
}

const BookPart book_part_together = { together_show, together_read };
