/* The part of the booking form that says who is out that day, and asks twice where more would be than the school's limit. */
#include "rooms/booking/approval_pages.h"
#include "rooms/booking/book_form_pages.h"
#include "rooms/booking/busy.h"

#include "platform/base/text.h"

static Error *cover_show(Out *out, const Request *rq, const BookForm *form)
{
    Ctx *cx = out->cx;
    Cover cover;
    Busy *busy;
    size_t n;
    if (!form->others) {
        TRY(person_busy(cx, cx->who->id, form->event, &busy, &n));
        const Busy *elsewhere = busy_elsewhere(busy, n, cx->who->id);
        if (elsewhere) ly_note(out, LY_WARN, text(cx, "%s for you.", busy_words(cx, elsewhere)));
        return OK;
    }
    TRY(cover_find(cx, cx->who->organisation_id, form->event, &cover));
    cover_panel(out, &cover, form->standing, cx->who->organisation, true);
    if (error_for(rq, "out")) field_checkbox(out, rq, "out", "Book all the same", NULL, false);
    return OK;
}

static Error *cover_read(Ctx *cx, const Request *rq, BookingRequest *request)
{
    (void)cx;
    request->over_limit_meant = form_has(rq, "out");
    return OK;
}

const BookPart book_part_cover = { cover_show, cover_read };
