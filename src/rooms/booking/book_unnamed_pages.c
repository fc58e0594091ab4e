/* Places whose people are named later: a part of the booking form. */
#include "platform/base/text.h"
#include "rooms/booking/book_form_pages.h"
#include "rooms/booking/naming.h"
#include "rooms/programme/name_by.h"

static Error *unnamed_show(Out *out, const Request *rq, const BookForm *form)
{
    Ctx *cx = out->cx;
    int64_t until;
    const bool decided_each = form->event->rules & (RULE_BALLOT | RULE_OFFICE_APPROVES);
    if (!form->others || decided_each) return OK;
    TRY(name_by_find(cx, form->event, &until));
    if (until && until <= cx->now) return OK;
    const char *keeps = until ? text(cx, "Say who comes by %s, or they are given back.", name_by_words(cx, until)) : "Say who comes at any time before the event begins.";
    field_text(out, rq, (TextInput){ .name = "unnamed", .label = "Places to hold, names later (optional)", .label_classes = "govuk-label--s", .classes = "govuk-input--width-2", .inputmode = "numeric",
                                     .hint = text(cx, "Held for %s, and counted and paid for like any other. %s", cx->who->organisation, keeps) });
    return OK;
}

static Error *unnamed_read(Ctx *cx, const Request *rq, BookingRequest *request)
{
    const char *typed = text_trim(cx, form_text(rq, "unnamed"));
    if (!*typed || number_parse(typed, 0, BOOKING_PEOPLE_MOST, &request->unnamed)) return OK;
    return invalid(cx, "unnamed", "Enter how many places to hold, as a number from 1 to %d, or leave it empty", BOOKING_PEOPLE_MOST);
}

const BookPart book_part_unnamed = { unnamed_show, unnamed_read };
