/* The price of an event as a list says it: one's own, or to strangers what members and others pay, or from how much to how much. */
#include "rooms/programme/catalogue_pages.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "rooms/programme/event_discount.h"

static const char *pounds(Ctx *cx, int64_t pence) { return pence ? money_words(cx, pence) : "£0"; }

const char *price_for_all(Ctx *cx, const CatalogueEvent *event)
{
    int64_t member = event->member_price_pence, other = event->other_price_pence;
    PriceRange range = { member < other ? member : other, member > other ? member : other };
    if (event->prices) range = price_range(event->prices, member, other);
    if (!range.most) return "Free to all schools";
    if (event->prices && range.least != range.most) return text(cx, "%s to %s", pounds(cx, range.least), pounds(cx, range.most));
    if (range.least == range.most) return money_words(cx, range.most);
    return member ? text(cx, "%s, members %s", money_words(cx, other), money_words(cx, member)) : text(cx, "%s, members free", money_words(cx, other));
}

const char *price_shown(Ctx *cx, const CatalogueEvent *event, const Pays *pays)
{
    if (!cx->who) return price_for_all(cx, event);
    bool member = same(pays->as, "member");
    int64_t own = member || !event->prices ? PRICE_NONE : class_price(event->prices, pays->as);
    int64_t list = own != PRICE_NONE ? own : member ? event->member_price_pence : event->other_price_pence, pence = percent_off(percent_off(list, event->early_percent), pays->waived);
    if (pence) return money_words(cx, pence);
    return event->member_price_pence || event->other_price_pence || event->prices ? "Free for you" : "Free to all schools";
}
