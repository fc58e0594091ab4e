/* A school's page of packages: what it can order, at its own price. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/package_offer.h"
#include "rooms/money/package_pages.h"

extern const RouteList package_our_pages;

static void price_put(Out *out, const Offer *offer)
{
    Ctx *cx = out->cx;
    const Priced *priced = &offer->priced;
    if (priced->how != PRICED) {
        html(out, "<p class=\"govuk-body\">We cannot say the price yet: %s.</p>", priced->why);
        return;
    }
    html(out, "<p class=\"ly-price\">%s</p><p class=\"ly-small ly-quiet govuk-!-margin-top-1\">%s.</p>", priced->pence ? money_words(cx, priced->pence) : "£0", priced->why);
    if (priced->pence != priced->full_pence) html(out, "<p class=\"ly-small\">The full price is %s.</p>", money_words(cx, priced->full_pence));
}

static void offer_put(Out *out, const Offer *offer)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = offer->package.name });
    html(out, "<div class=\"ly-split ly-split--even\"><div>");
    price_put(out, offer);
    ly_facts_begin(out, false);
    ly_fact(out, "Year", package_year_words(cx, offer->package.starts_on, offer->package.ends_on));
    ly_fact(out, "Last day to order", *offer->package.order_by ? date_words(cx, offer->package.order_by) : "");
    ly_facts_end(out);
    html(out, "</div><div><h3 class=\"ly-h\">What it includes</h3>");
    package_includes(out, offer->items, offer->item_count);
    html(out, "</div></div>");
    if (!blank(offer->package.words)) html_markdown(out, offer->package.words, 3);
    ly_panel_end(out);
}

static Error *packages_show(Ctx *cx, const Request *rq, Response *rs)
{
    Offer *offers;
    size_t count;
    TRY(package_offers(cx, cx->who->organisation_id, &offers, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Packages for your school", .frame = FRAME_PUBLIC, .current = "package", .wide = true });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Packages for your school</h1>\n", cx->who->organisation);
    if (!count) ly_empty(out, (LyEmpty){ .title = "No package can be ordered now", .words = "When the partnership publishes one that is for a school like yours, it stands here with the price for your school.", .act = "See the programme", .act_href = "/courses" });
    for (size_t i = 0; i < count; i++) offer_put(out, &offers[i]);
    if (count) html(out, "<p class=\"govuk-body\">To order one, or to ask about it, write to <a class=\"govuk-link\" href=\"%s\">%s</a>. Prices are reckoned with the pupils that the national register has for your school today.</p>\n",
                    text(cx, "mailto:%s", cx->partnership->email), cx->partnership->email);
    page_end(rs);
    return OK;
}

ROUTES(package_our_pages,
    GET("/package", OUR_MONEY, packages_show),
);
