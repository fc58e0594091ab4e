/* Schools that changed while they subscribe: what it would cost now, and what the office decides. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/subscriptions/subscription_pages.h"

extern const RouteList subscription_change_pages;

static const char *price_words(Ctx *cx, const SubscriptionChange *c)
{
    if (c->closed && !c->successor_id) return "–";
    if (c->how != PRICED) return "no price";
    return c->is_pence == c->full_pence ? text(cx, "%s a year, as before", pounds(cx, c->is_pence)) : text(cx, "%s a year instead of %s", pounds(cx, c->is_pence), pounds(cx, c->full_pence));
}

static const char *difference_words(Ctx *cx, const SubscriptionChange *c)
{
    if (!c->difference) return "nothing";
    return text(cx, "%s %s", pounds(cx, c->difference < 0 ? -c->difference : c->difference), c->difference < 0 ? "to credit" : "to pay");
}

static Error *changes_show(Ctx *cx, const Request *rq, Response *rs)
{
    SubscriptionChange *list;
    size_t n;
    TRY(changes_waiting(cx, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Schools that changed", .frame = FRAME_OFFICE, .current = "subscriptions", .wide = true, CRUMBS({ "Subscriptions", "/office/subscriptions" }) });
    ly_head_begin(out, "Schools that changed");
    ly_head_end(out, false);
    if (!n) {
        ly_empty(out, (LyEmpty){ .title = "No subscriber has changed", .words = "A school whose phase or sector the register changes while it subscribes, or that closes, stands here until you say what becomes of its price.", .act = "See the subscriptions", .act_href = "/office/subscriptions", .plain = true });
        page_end(rs);
        return OK;
    }
    ly_panel_begin(out, (LyPanel){ .title = "To decide", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Schools that changed while they subscribe", .boxed = true, .phone = true, LY_COLUMNS({ .text = "School" }, { .text = "What changed" }, { .text = "Price" }, { .text = "From", }, { .text = "Difference", .number = true }) });
    for (size_t i = 0; i < n; i++)
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link\" href=\"%s\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"What changed\">%s</td><td data-label=\"Price\">%s</td>"
                  "<td data-label=\"From\">%s</td><td class=\"ly-num\" data-label=\"Difference\">%s</td></tr>\n", text(cx, may(cx, BILL) ? "/office/subscriptions/%ld/change" : "/office/subscriptions/%ld", (long)list[i].subscription_id), list[i].organisation, list[i].package, change_words(cx, &list[i]), price_words(cx, &list[i]),
             date_words(cx, list[i].from_on), difference_words(cx, &list[i]));
    ly_table_end(out);
    ly_panel_end(out);
    page_end(rs);
    return OK;
}

static void apply_put(Out *out, const Request *rq, Response *rs, const SubscriptionChange *c)
{
    Ctx *cx = out->cx;
    form_begin(cx, rq, rs, text(cx, "/office/subscriptions/%ld/change", (long)c->subscription_id), false);
    html(out, "<input type=\"hidden\" name=\"act\" value=\"apply\">");
    field_date(out, rq, (DateField){ .name = "from", .legend = c->closed ? "From which day the other school has it" : "From which day it costs that", .hint = text(cx, "From %s to %s. The difference above is from %s", date_words(cx, c->starts_on), date_words(cx, c->ends_on), date_words(cx, c->from_on)),
                                     .stored = c->from_on });
    govuk_button(out, (Button){ .text = c->closed ? text(cx, "Pass it on to %s", c->successor) : "Take the new price", .prevent_double_click = YES });
    html(out, "</form>\n");
}

static void keep_put(Out *out, const Request *rq, Response *rs, const SubscriptionChange *c)
{
    Ctx *cx = out->cx;
    html(out, "<h2 class=\"govuk-heading-m\">Or keep the price</h2><p class=\"govuk-body\">It costs %s a year as it was ordered, and you are not asked again about this change.</p>\n", pounds(cx, c->full_pence));
    form_begin(cx, rq, rs, text(cx, "/office/subscriptions/%ld/change", (long)c->subscription_id), false);
    html(out, "<input type=\"hidden\" name=\"act\" value=\"keep\">");
    govuk_button(out, (Button){ .text = "Keep the price", .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(out, "</form>\n");
}

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    SubscriptionChange c = {0};
    TRY(change_find(cx, rq->id, "", &c));
    const char *here = text(cx, "/office/subscriptions/%ld", (long)rq->id), *title = c.closed ? "A school that closed" : "A school that changed";
    const bool can = c.how == PRICED && (!c.closed || c.successor_id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_OFFICE, .current = "subscriptions", .back = here });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s: %s</span>%s</h1>\n", c.organisation, c.package, title);
    ly_facts_begin(out, false);
    ly_fact(out, "What changed", change_words(cx, &c));
    ly_fact(out, "Closed on", blank(c.closed_on) ? "" : date_words(cx, c.closed_on));
    ly_fact(out, "In the register since", c.closed || blank(c.register_on) ? "" : date_words(cx, c.register_on));
    if (can) {
        ly_fact(out, "Price", text(cx, "%s (%s)", price_words(cx, &c), c.why));
        ly_fact(out, "From", date_words(cx, c.from_on));
        ly_fact(out, "Difference for what is left of the year", difference_words(cx, &c));
    }
    ly_facts_end(out);
    if (c.closed && c.successor_id) html(out, "<p class=\"govuk-body\">%s has what is left of the year and of what the package includes. What %s paid stays paid, and its history stays its own.</p>\n", c.successor, c.organisation);
    if (can) apply_put(out, rq, rs, &c);
    else html(out, "<p class=\"govuk-body\">%s <a class=\"govuk-link\" href=\"%s/cancel\">Cancel the subscription</a>%s.</p>\n", c.closed ? "Nobody takes it over." : "The package has no price for such a school.", here, c.closed ? "" : ", or keep its price until the year ends");
    if (!c.closed) keep_put(out, rq, rs, &c);
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *change_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *from = "";
    if (same(form_text(rq, "act"), "keep")) {
        TRY(change_keep(cx, rq->id));
        rs->flash = "The price stays as it was ordered.";
    } else {
        TRY(form_date(cx, rq, "from", "The day", &from));
        TRY(change_apply(cx, rq->id, from));
        rs->flash = "It is done, and the school is told. What differs waits to be billed or credited.";
    }
    return redirect(rs, text(cx, "/office/subscriptions/%ld", (long)rq->id));
}

ROUTES(subscription_change_pages,
    GET ("/office/subscriptions/changes",    READ_MONEY, changes_show),
    FORM("/office/subscriptions/:id/change", BILL,       change_show, NULL, change_submit),
);
