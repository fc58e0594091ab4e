/* A school's page of packages: what it has, what it is offered, what it can order, at its own price, and what it had. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/prices/package_offer.h"
#include "rooms/money/subscriptions/subscription_pages.h"

extern const RouteList package_our_pages;

typedef struct { Subscription *list; size_t count; Offer *offers; size_t offer_count; } Ours;

static bool over(Ctx *cx, const Subscription *s) { return !one_of(s->state, "quoted ordered") && !(same(s->state, "active") && strcmp(s->ends_on, cx->today) >= 0) && !subscription_in_force(cx, s); }

/* ---- what it has ---- */

static void acts_put(Out *out, const Subscription *s)
{
    Ctx *cx = out->cx;
    const char *here = text(cx, "/package/%ld", (long)s->package_id);
    html(out, "<div class=\"ly-buttons govuk-!-margin-top-3\">");
    if (same(s->state, "quoted")) {
        govuk_button(out, (Button){ .text = text(cx, "Order %s", s->package), .href = text(cx, "%s/order", here) });
        html(out, "<a class=\"govuk-link\" href=\"%s/decline\">Decline<span class=\"govuk-visually-hidden\"> %s</span></a>", here, s->package);
    }
    if (same(s->state, "ordered")) html(out, "<a class=\"govuk-link\" href=\"%s/take-back\">Take the order back<span class=\"govuk-visually-hidden\"> of %s</span></a>", here, s->package);
    html(out, "<a class=\"govuk-link\" href=\"/package/subscriptions/%ld\">%s<span class=\"govuk-visually-hidden\"> of %s</span></a></div>", (long)s->id, same(s->state, "quoted") ? "The offer, to print" : "All about it", s->package);
}

static Error *ours_put(Out *out, const Subscription *s)
{
    Ctx *cx = out->cx;
    Priced priced = {0};
    PackageItem *items;
    size_t count;
    TRY(subscription_reckon(cx, s, &priced));
    TRY(package_items(cx, s->package_id, &items, &count));
    ly_panel_begin(out, (LyPanel){ .title = s->package });
    subscription_status(out, s->state, same(s->state, "ordered") ? "Ordered, and waits for the partnership" : subscription_state_words(cx, s));
    html(out, "<div class=\"ly-split ly-split--even\"><div>");
    subscription_price(out, s, &priced);
    subscription_facts(out, s);
    html(out, "</div><div><h3 class=\"ly-h\">What it includes</h3>");
    package_includes(out, items, count);
    html(out, "</div></div>");
    acts_put(out, s);
    ly_panel_end(out);
    return OK;
}

/* ---- what it can order ---- */

static void offer_put(Out *out, const Request *rq, Response *rs, const Offer *offer)
{
    Ctx *cx = out->cx;
    const Package *package = &offer->package;
    ly_panel_begin(out, (LyPanel){ .title = package->name });
    html(out, "<div class=\"ly-split ly-split--even\"><div>");
    if (offer->priced.how == PRICED) subscription_price(out, &(Subscription){ .state = "" }, &offer->priced);
    else html(out, "<p class=\"govuk-body\">We cannot say the price yet: %s.</p>", offer->priced.why);
    ly_facts_begin(out, false);
    ly_fact(out, "Year", package_year_words(cx, package->starts_on, package->ends_on));
    ly_fact(out, "Last day to order", *package->order_by ? date_words(cx, package->order_by) : "");
    ly_facts_end(out);
    html(out, "</div><div><h3 class=\"ly-h\">What it includes</h3>");
    package_includes(out, offer->items, offer->item_count);
    html(out, "</div></div>");
    if (!blank(package->words)) html_markdown(out, package->words, 3);
    if (offer->priced.how == PRICED) {
        form_begin(cx, rq, rs, text(cx, "/package/%ld/quote", (long)package->id), false);
        html(out, "<div class=\"ly-buttons govuk-!-margin-top-3\">");
        govuk_button(out, (Button){ .text = text(cx, "Order %s", package->name), .href = text(cx, "/package/%ld/order", (long)package->id) });
        govuk_button(out, (Button){ .text = "Keep the offer, to decide later", .classes = "govuk-button--secondary", .prevent_double_click = YES });
        html(out, "</div></form>");
    }
    ly_panel_end(out);
}

static bool has(const Ours *ours, int64_t package_id)
{
    for (size_t i = 0; i < ours->count; i++)
        if (ours->list[i].package_id == package_id && one_of(ours->list[i].state, "quoted ordered active")) return true;
    return false;
}

/* ---- what it had ---- */

static void past_put(Out *out, const Ours *ours)
{
    Ctx *cx = out->cx;
    size_t n = 0;
    for (size_t i = 0; i < ours->count; i++) n += over(cx, &ours->list[i]);
    if (!n) return;
    ly_panel_begin(out, (LyPanel){ .title = "Before", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Packages of years before, and offers that are over", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Package" }, { .text = "From and to" }, { .text = "Price", .number = true }, { .text = "What became of it" }) });
    for (size_t i = 0; i < ours->count; i++) {
        const Subscription *s = &ours->list[i];
        if (!over(cx, s)) continue;
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/package/subscriptions/%ld\">%s</a></th><td data-label=\"From and to\">%s</td><td class=\"ly-num\" data-label=\"Price\">%s</td><td data-label=\"What became of it\">",
             (long)s->id, s->package, subscription_days(cx, s), money_table(cx, s->pence));
        subscription_status(out, s->state, subscription_state_words(cx, s));
        html(out, "</td></tr>\n");
    }
    ly_table_end(out);
    ly_panel_end(out);
}

static Error *packages_show(Ctx *cx, const Request *rq, Response *rs)
{
    Ours ours;
    size_t live = 0, open = 0;
    TRY(subscriptions_of(cx, cx->who->organisation_id, &ours.list, &ours.count));
    TRY(package_offers(cx, cx->who->organisation_id, &ours.offers, &ours.offer_count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Packages for your school", .frame = FRAME_PUBLIC, .current = "package", .wide = true });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Packages for your school</h1>\n", cx->who->organisation);
    page_tabs(out, "package");
    for (size_t i = 0; i < ours.count; i++) {
        if (over(cx, &ours.list[i])) continue;
        TRY(ours_put(out, &ours.list[i]));      /* one for each package at most */
        live++;
    }
    for (size_t i = 0; i < ours.offer_count; i++) open += !has(&ours, ours.offers[i].package.id);
    if (live && open) html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-top-6\">You can order, too</h2>\n");
    for (size_t i = 0; i < ours.offer_count; i++)
        if (!has(&ours, ours.offers[i].package.id)) offer_put(out, rq, rs, &ours.offers[i]);
    if (!live && !open) ly_empty(out, (LyEmpty){ .title = "No package can be ordered now", .words = "When the partnership publishes one that is for a school like yours, it stands here with the price for your school.", .act = "See the programme", .act_href = "/courses" });
    past_put(out, &ours);
    if (live || open) html(out, "<p class=\"govuk-body\">To ask about a package, write to <a class=\"govuk-link\" href=\"%s\">%s</a>. Prices are reckoned with the pupils that the national register has for your school on the day of the offer; VAT, where it is due, is not in them.</p>\n",
                           text(cx, "mailto:%s", cx->partnership->email), cx->partnership->email);
    page_end(rs);
    return OK;
}

ROUTES(package_our_pages,
    GET("/package", OUR_MONEY, packages_show),
);
