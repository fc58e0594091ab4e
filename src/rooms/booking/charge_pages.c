/* A charge where its registration is looked at, and the form that waives it. */
#include "rooms/booking/charge_pages.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/members/permission.h"

void charge_status(Out *out, const Charge *charge) { ly_status_tiny(out, charge->waived_at || charge->lifted_at ? LY_QUIET : LY_WARN, charge_state_words(charge)); }

const char *charge_over_words(Ctx *cx, const Charge *charge)
{
    if (charge->waived_at) return text(cx, "%s, %s: %s", charge->waived_by, day_short(cx, date_of(cx, charge->waived_at)), charge->waived_why);
    return charge->lifted_at ? charge_lifted_words(charge->lifted_why) : "";
}

Error *charge_part(Out *out, const Registration *registration)
{
    Ctx *cx = out->cx;
    Charge charge = {0};
    bool found;
    TRY(charge_of(cx, registration->id, &charge, &found));
    if (!found) return OK;
    bool owed = !charge.waived_at && !charge.lifted_at;
    ly_panel_begin(out, (LyPanel){ .title = owed ? text(cx, "To pay: %s", money_words(cx, charge.pence)) : "Nothing to pay", .small = true });
    html(out, "<p class=\"ly-small govuk-!-margin-top-0\">%s: %s.</p>", charge_kind_words(charge.kind), charge.terms);
    if (!owed) html(out, "<p class=\"ly-small\"><b>%s.</b> %s.</p>", charge_state_words(&charge), charge_over_words(cx, &charge));
    if (owed && may(cx, RUN_PROGRAMME)) html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\"><a class=\"govuk-link\" href=\"/office/charges/%ld/waive\">Waive it</a></p>", (long)charge.id);
    else if (owed) html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\">Was there a reason that nobody could help? <a class=\"govuk-link\" href=\"mailto:%s\">Ask the office to waive it</a></p>", cx->partnership->email);
    ly_panel_end(out);
    return OK;
}

static Error *waive_show(Ctx *cx, const Request *rq, Response *rs)
{
    Charge charge = {0};
    TRY(charge_find(cx, rq->id, &charge));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Waive a charge", .frame = FRAME_OFFICE, .current = "charges", .back = "/office/charges" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Waive %s?</h1>\n", money_words(cx, charge.pence));
    ly_facts_begin(out, false);
    ly_fact_begin(out, "Place");
    html(out, "<a class=\"govuk-link\" href=\"/registrations/%ld\">%s</a>", (long)charge.registration_id, charge.name);
    ly_fact_end(out);
    ly_fact(out, "Owed by", blank(charge.organisation) ? charge.name : charge.organisation);
    ly_fact(out, "Event", text(cx, "%s, %s", charge.title, date_words(cx, charge.starts_on)));
    ly_fact(out, charge_kind_words(charge.kind), charge.terms);
    ly_fact(out, "Charged", moment_words(cx, charge.made_at));
    ly_facts_end(out);
    if (charge.waived_at || charge.lifted_at) {
        ly_note(out, LY_INFO, text(cx, "There is nothing to waive any more. %s.", charge_over_words(cx, &charge)));
        html(out, "</div>");
        page_end(rs);
        return OK;
    }
    form_begin(cx, rq, rs, text(cx, "/office/charges/%ld/waive", (long)rq->id), false);
    field_textarea(out, rq, (Textarea){ .name = "why", .label = "Why?", .label_classes = "govuk-label--s", .rows = 3,
                                        .hint = text(cx, "%s reads it, and it stays with the charge. Do not write about health: “a colleague could not travel” will do", blank(charge.booker) ? "The school" : charge.booker) });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Waive the charge", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/charges\">Leave it as it is</a></div></form>\n<p class=\"ly-small ly-quiet\">A waived charge cannot be brought back.</p></div>");
    page_end(rs);
    return OK;
}

static Error *waive_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(charge_waive(cx, rq->id, form_text(rq, "why")));
    rs->flash = "The charge is waived, and whoever booked is told why";
    return redirect(rs, "/office/charges");
}

ROUTES(charge_pages,
    FORM("/office/charges/:id/waive", RUN_PROGRAMME, waive_show, NULL, waive_submit),
);
