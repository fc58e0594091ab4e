/* The part of the booking form that carries what it said so many places cost: they are booked at that or less, or looked at again. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "rooms/booking/book_form_pages.h"
#include "rooms/booking/booking_price.h"
#include "rooms/booking/place_price.h"
#include "rooms/programme/event_discount.h"

Error *book_prices(Ctx *cx, BookForm *form)
{
    const size_t most = form->others ? BOOKING_PEOPLE_MOST : 1;
    Covered *alone = array(cx, Covered, most), *together = array(cx, Covered, most);
    int64_t *totals = array(cx, int64_t, most);
    ListPrice list, group;
    Discount discount;
    TRY(event_discount_find(cx, form->event, &discount));
    TRY(booking_list_price(cx, form->event, form->standing, 1, &list));
    TRY(booking_list_price(cx, form->event, form->standing, discount.group_from, &group));
    TRY(place_prices(cx, form->event, form->standing, list.pence, alone, most));
    if (discount.group_from) TRY(place_prices(cx, form->event, form->standing, group.pence, together, most));
    for (size_t n = 1; n <= most; n++) {
        const Covered *each = discount.group_from && n >= (size_t)discount.group_from ? together : alone;
        totals[n - 1] = 0;
        for (size_t i = 0; i < n; i++) totals[n - 1] += each[i].pence;
    }
    form->price = list.pence, form->price_why = list.words, form->discounts = form->others ? discount_group_words(cx, &discount) : "";
    form->covers = alone, form->totals = totals, form->most = most;
    return OK;
}

const char *book_totals(Ctx *cx, const BookForm *form)
{
    Draft said = { .cx = cx };
    bool alike = true;
    for (size_t i = 0; i < form->most; i++) {
        draft_add(&said, i ? " %ld" : "%ld", (long)form->totals[i]);
        alike &= form->totals[i] == (int64_t)(i + 1) * form->totals[0];
    }
    return alike ? text(cx, "%ld", (long)form->totals[0]) : draft_text(&said);
}

static Error *price_show(Out *out, const Request *rq, const BookForm *form)
{
    (void)rq;
    html(out, "<input type=\"hidden\" name=\"said\" value=\"%s\">", book_totals(out->cx, form));
    return OK;
}

/* A form that says nothing of it agrees to whatever it costs, as whoever writes to the program by other means. */
static Error *price_read(Ctx *cx, const Request *rq, BookingRequest *request)
{
    const char *said = form_text(rq, "said");
    const int64_t places = (int64_t)request->count + request->unnamed;
    int64_t pence = 0, n = 0;
    if (blank(said)) return OK;
    const bool each = !strchr(said, ' ');
    for (const char *at = said; at && n < places; at = strchr(at, ' ') ? strchr(at, ' ') + 1 : NULL, n++)
        if (!number_parse(text_copy(cx, at, strcspn(at, " ")), 0, PENCE_MOST, &pence)) return invalid(cx, "people", "The page had another price. Look at it again");
    if (!n) return OK;      /* nobody is chosen, which is refused in its own words */
    request->price_agreed = true, request->agreed_pence = each ? pence * places : pence;
    return OK;
}

const BookPart book_part_price = { price_show, price_read };
