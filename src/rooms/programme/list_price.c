#include "rooms/programme/list_price.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "rooms/members/members.h"
#include "rooms/money/prices/waiver.h"
#include "rooms/programme/event_discount.h"
#include "rooms/programme/event_price.h"

typedef struct { int64_t member, waived; } Stands;
static const Column stands_columns[] = { COLUMN(Stands, member), COLUMN(Stands, waived) };
SQL(price_stands, "SELECT CAST(CASE WHEN " MEMBER_ON("$1", "$2") " THEN 1 ELSE 0 END AS BIGINT) AS member, " WAIVED_ON("$1", "$2") " AS waived");

/* The price for what they are, where it is not that of others. */
static Error *class_price_of(Ctx *cx, const Event *event, const PriceAsk *ask, int64_t *pence, const char **class)
{
    ClassPrices prices;
    const char *is;
    TRY(event_prices_find(cx, event, &prices));
    TRY(customer_class_of(cx, ask->organisation_id, cx->today, &is));
    int64_t own = class_price(&prices, is);
    if (own == PRICE_NONE) return OK;
    *pence = own, *class = is;
    return OK;
}

static const char *whose_words(const Event *event, bool member, const char *class)
{
    if (class) return customer_class_many(class);
    return event->member_price_pence == event->other_price_pence ? NULL : member ? "members" : "others";
}

static void take_off(ListPrice *price, int64_t percent, Draft *why, const char *words)
{
    price->pence = percent_off(price->pence, percent);
    draft_add(why, "; %s", words);
}

Error *event_list_price(Ctx *cx, const Event *event, const PriceAsk *ask, ListPrice *price)
{
    const char *class = NULL;
    Discount discount = {0};
    Draft why = { .cx = cx };
    *price = (ListPrice){ event_price_of(event, ask->member), "" };
    if (event->rules & RULE_PRICES && !ask->member) TRY(class_price_of(cx, event, ask, &price->pence, &class));
    if (event->rules & RULE_DISCOUNTS) TRY(event_discount_find(cx, event, &discount));
    const char *whose = whose_words(event, ask->member, class), *early = discount.early_percent ? discount_early_words(cx, &discount, event->starts_on) : "";
    if (price->pence || class) draft_add(&why, "%s%s%s", money_words(cx, price->pence), whose ? ", the price for " : "", whose ? whose : "");
    size_t plain = class ? 0 : why.length;
    if (price->pence && *early) take_off(price, discount.early_percent, &why, early);
    if (price->pence && discount.group_percent && ask->places >= discount.group_from)
        take_off(price, discount.group_percent, &why, text(cx, "%ld%% less for %s booked together", (long)discount.group_percent, counted(cx, ask->places, "place", NULL)));
    if (price->pence && ask->waived) take_off(price, ask->waived, &why, text(cx, "%ld%% less under the hardship waiver", (long)ask->waived));
    if (why.length > plain) price->words = draft_text(&why);
    return OK;
}

const char *price_said(Ctx *cx, int64_t pence, const char *words)
{
    return blank(words) ? money_words(cx, pence) : text(cx, "%s (%s)", money_words(cx, pence), words);
}

Error *event_price_today(Ctx *cx, const Event *event, int64_t organisation_id, ListPrice *price, bool *member)
{
    Stands stands = {0};
    if (organisation_id) TRY(db_one(cx, price_stands, stands_columns, &stands, INT(organisation_id), STR(cx->today)));
    if (member) *member = stands.member;
    return event_list_price(cx, event, &(PriceAsk){ organisation_id, stands.member, stands.waived, 1 }, price);
}
