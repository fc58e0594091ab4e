/* From which day on places are billed here: said once by whoever bills. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/place_bill.h"
#include "rooms/members/permission.h"

extern const RouteList place_bill_pages;

static Error *billing_show(Ctx *cx, const Request *rq, Response *rs)
{
    const char *from;
    PlaceBilling sums = {0};
    TRY(place_billing_from(cx, &from));
    TRY(place_billing_sums(cx, &sums));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Places billed", .frame = FRAME_OFFICE, .current = "places-billed" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Places billed</h1>\n");
    html(out, "<p class=\"govuk-body\">The day after an event begins, what is to pay for each place after its school’s package waits to be billed; the day after it ends, its charges. What a package covers whole is owed by nobody.</p>\n");
    ly_figures_begin(out);
    ly_figure(out, "From", *from ? date_words(cx, from) : "Not yet", *from ? "events of that day and later" : "nothing is billed here");
    ly_figure(out, "Places", number_words(cx, sums.places), money_table(cx, sums.place_pence));
    ly_figure(out, "Charges", number_words(cx, sums.charges), money_table(cx, sums.charge_pence));
    ly_figures_end(out);
    if (may(cx, BILL)) {
        html(out, "<h2 class=\"govuk-heading-m\">%s</h2>\n", *from ? "Begin later" : "Begin");
        if (*from) html(out, "<p class=\"govuk-body\">The day can be put later, not earlier. What waits to be billed already stays.</p>\n");
        form_begin(cx, rq, rs, "/office/places-billed", false);
        field_date(out, rq, (DateField){ .name = "from_on", .legend = "First day of the events whose places are billed here", .hint = "What was held before is billed elsewhere", .stored = from });
        govuk_button(out, (Button){ .text = "Save the day", .prevent_double_click = YES });
        html(out, "</form>");
    }
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *billing_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *from;
    if (!may(cx, BILL)) return forbidden(cx, "from when on places are billed");
    TRY(form_date(cx, rq, "from_on", "The first day", &from));
    TRY(place_billing_set(cx, from));
    rs->flash = text(cx, "Places of events from %s on are billed here.", date_words(cx, from));
    return redirect(rs, "/office/places-billed");
}

ROUTES(place_bill_pages,
    FORM("/office/places-billed", READ_MONEY, billing_show, NULL, billing_submit),
);
