/* What somebody needs: a part of the form on which they book themself, and on their home page what is still to say of places that others booked for them. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/book_form_pages.h"
#include "rooms/booking/home_pages.h"
#include "rooms/booking/needs_share.h"

static Error *needs_show(Out *out, const Request *rq, const BookForm *form)
{
    Ctx *cx = out->cx;
    Needs needs;
    if (form->others) return OK;   /* colleagues say it themselves */
    TRY(needs_find(cx, &needs));
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-top-6 govuk-!-margin-bottom-2\">What you need</h2>\n");
    if (needs_none(&needs)) {
        html(out, "<p class=\"govuk-body\">Step-free access, a diet? <a class=\"govuk-link\" href=\"/account/needs\">Say it once in your account</a>, then share it for the events that you choose.</p>\n");
        return OK;
    }
    html(out, "<input type=\"hidden\" name=\"needs_said\" value=\"1\">");
    field_checkbox(out, rq, "needs", "Share what I need with whoever runs this event", text(cx, "%s. They see it until the event ends.", needs_words(cx, &needs)), false);
    return OK;
}

static Error *needs_read(Ctx *cx, const Request *rq, BookingRequest *request)
{
    (void)cx;
    request->needs_said = form_has(rq, "needs_said"), request->needs_shared = form_has(rq, "needs");
    return OK;
}

const BookPart book_part_needs = { needs_show, needs_read };

/* ---- at home ---- */

static Error *unsaid_find(Ctx *cx, void **rows, size_t *count)
{
    NeedsShared *list;
    TRY(needs_unsaid(cx, &list, count));
    *rows = list;
    return OK;
}

static void choice(Out *out, const Request *rq, Response *rs, const NeedsShared *of, bool share)
{
    form_begin(out->cx, rq, rs, text(out->cx, "/registrations/%ld/needs", (long)of->registration_id), false);
    html(out, "<input type=\"hidden\" name=\"share\" value=\"%s\">", share ? "yes" : "no");
    govuk_button(out, (Button){ .text = share ? "Share it" : "Keep it to myself", .classes = share ? "ly-small-button" : "govuk-button--secondary ly-small-button", .prevent_double_click = YES });
    html(out, "</form>");
}

static void unsaid_show(Out *out, const Request *rq, Response *rs, const void *rows, size_t count)
{
    const NeedsShared *list = rows;
    for (size_t i = 0; i < count; i++) {
        ly_need_begin(out, text(out->cx, "May whoever runs %s see what you need?", list[i].title), text(out->cx, "%s. They see it until the event ends.", day_words(out->cx, list[i].starts_on)));
        choice(out, rq, rs, &list[i], true);
        choice(out, rq, rs, &list[i], false);
        ly_need_end(out);
    }
}

const HomeNeed needs_need = { SIGNED_IN, unsaid_find, unsaid_show };
