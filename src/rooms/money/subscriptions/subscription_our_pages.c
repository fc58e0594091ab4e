/* A school orders a package, keeps an offer, declines it, takes its order back, and reads one subscription. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/payer.h"
#include "rooms/money/subscriptions/subscription_pages.h"

extern const RouteList subscription_our_pages;

static Out *begin(Ctx *cx, const Request *rq, Response *rs, const char *title)
{
    return page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_PUBLIC, .current = "package", .back = "/package" });
}

/* ---- the order ---- */

/* What is to be ordered; whoever has ordered already is told so. */
static Error *order_find(Ctx *cx, const Request *rq, Subscription *s, Priced *priced)
{
    TRY(subscription_look(cx, cx->who->organisation_id, rq->id, "", s, priced));
    if (!*s->state || same(s->state, "quoted")) return OK;
    return conflict(cx, "%s is %s already", s->package, same(s->state, "active") ? "yours" : s->state);
}

static Error *order_show(Ctx *cx, const Request *rq, Response *rs)
{
    Subscription s = {0};
    Priced priced = {0};
    PackageItem *items;
    Payer payer = {0};
    size_t count;
    TRY(order_find(cx, rq, &s, &priced));
    TRY(payer_read(cx, cx->who->organisation_id, 0, &payer));
    TRY(package_items(cx, s.package_id, &items, &count));
    Out *out = begin(cx, rq, rs, text(cx, "Order %s", s.package));
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Order %s</h1>\n", cx->who->organisation, s.package);
    ly_panel_begin(out, (LyPanel){ .title = "What you order" });
    subscription_price(out, &s, &priced);
    ly_facts_begin(out, false);
    ly_fact(out, "From and to", subscription_days(cx, &s));
    ly_fact(out, "Last day to order", *s.order_by ? date_words(cx, s.order_by) : "");
    ly_facts_end(out);
    package_includes(out, items, count);
    ly_panel_end(out);
    form_begin(cx, rq, rs, text(cx, "/package/%ld/order", (long)rq->id), false);
    html(out, "<input type=\"hidden\" name=\"pence\" value=\"%ld\">", (long)priced.pence);
    field_text(out, rq, (TextInput){ .name = "purchase_order", .label = payer.order_required ? "Your purchase order" : "Your purchase order (optional)", .label_classes = "govuk-label--s", .hint = "It stands on the invoice", .classes = "govuk-input--width-20" });
    html(out, "<p class=\"govuk-body\">The partnership confirms the order and sends the invoice. Until then you can take the order back.</p><div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = text(cx, "Order for %s", pounds(cx, priced.pence)), .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/package\">Not now</a></div></form></div>\n");
    page_end(rs);
    return OK;
}

static Error *order_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t id;
    TRY(subscription_order(cx, &(SubscriptionOrder){ cx->who->organisation_id, rq->id, form_number(rq, "pence", -1), form_text(rq, "purchase_order") }, &id));
    rs->flash = "The package is ordered. The partnership confirms it, and you have a letter about it.";
    return redirect(rs, text(cx, "/package/subscriptions/%ld", (long)id));
}

static Error *quote_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t id;
    TRY(subscription_quote(cx, cx->who->organisation_id, rq->id, "", &id));
    rs->flash = "The offer is kept. Print it for whoever decides, then order or decline it.";
    return redirect(rs, text(cx, "/package/subscriptions/%ld", (long)id));
}

/* ---- declined, taken back ---- */

static Error *live_in(Ctx *cx, const Request *rq, const char *state, Subscription *s)
{
    bool found;
    TRY(subscription_live(cx, cx->who->organisation_id, rq->id, s, &found));
    if (!found) return missing(cx, "no live subscription to package %ld", (long)rq->id);
    return same(s->state, state) ? OK : conflict(cx, "%s is %s by now", s->package, same(s->state, "quoted") ? "an offer" : s->state);
}

static Error *decline_show(Ctx *cx, const Request *rq, Response *rs)
{
    Subscription s = {0};
    TRY(live_in(cx, rq, "quoted", &s));
    Out *out = begin(cx, rq, rs, text(cx, "Decline %s", s.package));
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Decline %s?</h1><p class=\"govuk-body\">You are not asked again. While it can be ordered, it stays on your page of packages.</p>\n", s.package);
    form_begin(cx, rq, rs, text(cx, "/package/%ld/decline", (long)rq->id), false);
    field_textarea(out, rq, (Textarea){ .name = "why", .label = "What would have made it worth it? (optional)", .label_classes = "govuk-label--s", .hint = "It helps us with the next one", .rows = 3 });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Decline the offer", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/package\">Keep it</a></div></form></div>\n");
    page_end(rs);
    return OK;
}

static Error *decline_submit(Ctx *cx, Request *rq, Response *rs)
{
    Subscription s = {0};
    TRY(live_in(cx, rq, "quoted", &s));
    TRY(subscription_decline(cx, s.id, form_text(rq, "why")));
    rs->flash = "The offer is declined.";
    return redirect(rs, "/package");
}

static Error *take_back_show(Ctx *cx, const Request *rq, Response *rs)
{
    Subscription s = {0};
    TRY(live_in(cx, rq, "ordered", &s));
    Out *out = begin(cx, rq, rs, text(cx, "Take back the order of %s", s.package));
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Take back the order of %s?</h1><p class=\"govuk-body\">Nothing is to pay then. The offer stands, and you can order again%s%s.</p>\n", s.package, *s.order_by ? " until " : "",
         *s.order_by ? date_words(cx, s.order_by) : "");
    form_begin(cx, rq, rs, text(cx, "/package/%ld/take-back", (long)rq->id), false);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Take the order back", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/package\">Leave it as it is</a></div></form></div>\n");
    page_end(rs);
    return OK;
}

static Error *take_back_submit(Ctx *cx, Request *rq, Response *rs)
{
    Subscription s = {0};
    TRY(live_in(cx, rq, "ordered", &s));
    TRY(subscription_take_back(cx, s.id));
    rs->flash = "The order is taken back. The offer stands.";
    return redirect(rs, "/package");
}

/* ---- one ---- */

static Error *one_show(Ctx *cx, const Request *rq, Response *rs)
{
    Subscription s = {0};
    Priced priced = {0};
    PackageItem *items;
    ChangeMade *changes;
    size_t count, change_count;
    TRY(subscription_find(cx, rq->id, &s));
    TRY(subscription_reckon(cx, &s, &priced));
    TRY(package_items(cx, s.package_id, &items, &count));
    TRY(changes_made(cx, s.id, &changes, &change_count));
    Out *out = begin(cx, rq, rs, s.package);
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>%s</h1>", s.organisation, s.package);
    subscription_status(out, s.state, subscription_state_words(cx, &s));
    html(out, "</div>\n<div class=\"ly-split ly-split--even\"><div>");
    ly_panel_begin(out, (LyPanel){ .title = same(s.state, "quoted") ? "The offer" : "What you pay" });
    subscription_price(out, &s, &priced);
    subscription_facts(out, &s);
    TRY(subscription_quotes(out, s.id, "/invoices"));
    if (same(s.state, "quoted")) {
        html(out, "<div class=\"ly-buttons\">");
        govuk_button(out, (Button){ .text = text(cx, "Order %s", s.package), .href = text(cx, "/package/%ld/order", (long)s.package_id) });
        html(out, "<a class=\"govuk-link\" href=\"/package/%ld/decline\">Decline</a></div>", (long)s.package_id);
    }
    if (same(s.state, "ordered")) html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/package/%ld/take-back\">Take the order back</a></p>", (long)s.package_id);
    ly_panel_end(out);
    html(out, "</div><div>");
    ly_panel_begin(out, (LyPanel){ .title = "What it includes" });
    package_includes(out, items, count);
    ly_panel_end(out);
    ly_panel_begin(out, (LyPanel){ .title = "What happened" });
    subscription_history(out, &s, changes, change_count);
    ly_panel_end(out);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

ROUTES(subscription_our_pages,
    FORM("/package/:id/order",          OUR_MONEY, order_show, NULL, order_submit),
    POST("/package/:id/quote",          OUR_MONEY, NULL, quote_submit),
    FORM("/package/:id/decline",        OUR_MONEY, decline_show, NULL, decline_submit),
    FORM("/package/:id/take-back",      OUR_MONEY, take_back_show, NULL, take_back_submit),
    GET ("/package/subscriptions/:id",  OUR_MONEY, one_show),
);
