/* What a school says of its own bookings. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/booking/approval_pages.h"
#include "rooms/members/permission.h"

static Error *rules_show(Ctx *cx, const Request *rq, Response *rs)
{
    Standing standing;
    Asked *asked;
    size_t n;
    TRY(standing_find(cx, cx->who->organisation_id, &standing));
    TRY(approvals_of_school(cx, &asked, &n));
    const char *limit = standing.out_limit == OUT_LIMIT_NONE ? "" : text(cx, "%ld", standing.out_limit);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Booking rules", .frame = FRAME_PUBLIC, .current = "bookings", .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">Booking rules</h1><span class=\"ly-quiet\">%s</span></div>\n", cx->who->organisation);
    our_tabs(out, "rules", n);
    html(out, "<div class=\"ly-read\"><p class=\"govuk-body\">They hold for places that your colleagues book for themselves from now on. What you book for others needs nobody’s approval.</p>\n");
    form_begin(cx, rq, rs, "/our-school/rules", false);
    field_radios(out, rq, (Radios){ .name = "approval", .legend = "Whose places are approved first?", .legend_classes = "govuk-fieldset__legend--s", .value = standing.approval,
        OPTIONS({ .value = "payers", .text = "Those that cost us something", .hint = "A free place, and one that our membership or our package covers, is booked at once" },
                { .value = "all", .text = "All of them", .hint = "Free places, too" },
                { .value = "none", .text = "None", .hint = "Colleagues book for themselves, and you see it under Bookings" }) });
    field_text(out, rq, (TextInput){ .name = "out_limit", .label = "Colleagues out on one day (optional)", .label_classes = "govuk-label--s", .classes = "govuk-input--width-3", .inputmode = "numeric", .value = limit,
        .hint = "With more than this, whoever books is asked whether they mean it, and whoever books for themself asks you. Counted is who has a place in school hours, 8.30am to 3.30pm from Monday to Friday" });
    field_text(out, rq, (TextInput){ .name = "cover", .label = "A day’s cover costs (optional)", .label_classes = "govuk-label--s", .classes = "govuk-input--width-5", .prefix = "£",
        .value = standing.cover_day_pence ? text(cx, "%ld.%02ld", standing.cover_day_pence / 100, standing.cover_day_pence % 100) : "", .hint = "Shown beside the price when you book or decide. A morning or an afternoon counts as half" });
    govuk_button(out, (Button){ .text = "Save the rules", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *rules_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(school_rule_change(cx, &(SchoolRuleDraft){ form_text(rq, "approval"), form_text(rq, "out_limit"), form_text(rq, "cover") }));
    rs->flash = "The booking rules are saved.";
    return redirect(rs, "/our-school/rules");
}

ROUTES(school_rule_pages,
    FORM("/our-school/rules", BOOK_PLACES, rules_show, NULL, rules_submit),
);
