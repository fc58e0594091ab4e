#include "rooms/programme/event_price.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"

_Static_assert(RULE_PRICES == 2048, "prices_listed says it in SQL");

enum { LISTED_MOST = 3000 * CUSTOMER_CLASSES };

typedef struct { const char *class; int64_t pence; } PriceRow;
static const Column price_columns[] = { COLUMN(PriceRow, class), COLUMN(PriceRow, pence) },
                    listed_columns[] = { COLUMN(ListedPrice, event_id), COLUMN(ListedPrice, pence), COLUMN(ListedPrice, class) };
SQL(prices_of,    "SELECT class, pence FROM event_price WHERE event_id = $1");
SQL(prices_drop,  "DELETE FROM event_price WHERE event_id = $1");
SQL(price_add,    "INSERT INTO event_price (event_id, class, pence) VALUES ($1, $2, $3)");
SQL(prices_like,  "INSERT INTO event_price (event_id, class, pence) SELECT CAST($2 AS BIGINT), class, pence FROM event_price WHERE event_id = $1");
SQL(prices_listed,
    "SELECT p.event_id, p.pence, p.class FROM event e JOIN event_price p ON p.event_id = e.id"
    " WHERE e.state = 'published' AND e.starts_at >= $1 AND e.starts_at <= $2 AND e.rules & 2048 <> 0 ORDER BY p.event_id LIMIT CAST($3 AS BIGINT)");

static const ClassPrices none_of_its_own = { .pence = { PRICE_NONE, PRICE_NONE, PRICE_NONE, PRICE_NONE, PRICE_NONE, PRICE_NONE, PRICE_NONE, PRICE_NONE } };
_Static_assert(CUSTOMER_CLASSES == 8, "none_of_its_own has one for each");

static void put(ClassPrices *prices, const char *class, int64_t pence)
{
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++)
        if (same(customer_classes[i].class, class)) prices->pence[i] = pence;
}

int64_t class_price(const ClassPrices *prices, const char *class)
{
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++)
        if (same(customer_classes[i].class, class)) return prices->pence[i];
    return PRICE_NONE;
}

bool class_prices_none(const ClassPrices *prices)
{
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++)
        if (prices->pence[i] != PRICE_NONE) return false;
    return true;
}

/* ---- found ---- */

Error *event_prices_find(Ctx *cx, const Event *event, ClassPrices *prices)
{
    PriceRow *rows;
    size_t count;
    *prices = none_of_its_own;
    if (!(event->rules & RULE_PRICES)) return OK;
    TRY(db_list(cx, prices_of, price_columns, &rows, &count, INT(event->id)));
    for (size_t i = 0; i < count; i++) put(prices, rows[i].class, rows[i].pence);
    return OK;
}

Error *prices_between(Ctx *cx, int64_t from, int64_t to, ListedPrice **list, size_t *count)
{
    return db_list(cx, prices_listed, listed_columns, list, count, INT(from), INT(to), INT(LISTED_MOST));
}

void prices_of_listed(const ListedPrice *list, size_t count, int64_t event_id, ClassPrices *prices)
{
    size_t from = 0, to = count;
    *prices = none_of_its_own;
    while (from < to) {      /* the first of this event */
        size_t middle = from + (to - from) / 2;
        if (list[middle].event_id < event_id) from = middle + 1;
        else to = middle;
    }
    for (; from < count && list[from].event_id == event_id; from++) put(prices, list[from].class, list[from].pence);
}

PriceRange price_range(const ClassPrices *prices, int64_t member_pence, int64_t other_pence)
{
    PriceRange range = { member_pence < other_pence ? member_pence : other_pence, member_pence > other_pence ? member_pence : other_pence };
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++) {
        int64_t pence = prices->pence[i];
        if (pence == PRICE_NONE) continue;
        if (pence < range.least) range.least = pence;
        if (pence > range.most) range.most = pence;
    }
    return range;
}

const char *class_prices_words(Ctx *cx, const ClassPrices *prices)
{
    Draft words = { .cx = cx };
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++)
        if (prices->pence[i] != PRICE_NONE) draft_add(&words, "%s%s for %s", words.length ? ", " : "", prices->pence[i] ? money_words(cx, prices->pence[i]) : words.length ? "free" : "Free", customer_classes[i].many);
    return draft_text(&words);
}

/* ---- set ---- */

const char *class_price_field(Ctx *cx, size_t class)
{
    const char *name = customer_classes[class].class, *space = strchr(name, ' ');
    return space ? text(cx, "price_%.*s_%s", (int)(space - name), name, space + 1) : text(cx, "price_%s", name);
}

Error *class_prices_read(Ctx *cx, const ClassPricesDraft *draft, ClassPrices *prices)
{
    Error *errors = OK;
    *prices = none_of_its_own;
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++) {
        if (blank(draft->typed[i])) continue;
        if (!money_parse(draft->typed[i], &prices->pence[i]))
            errors_add(&errors, invalid(cx, class_price_field(cx, i), "Enter the price for %s in pounds, like 60 or 60.50, or leave it empty", customer_classes[i].many));
    }
    return errors;
}

Error *event_prices_put(Ctx *cx, int64_t event_id, const ClassPrices *prices)
{
    TRY(db_run(cx, prices_drop, NULL, INT(event_id)));
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++)
        if (prices->pence[i] != PRICE_NONE) TRY(db_run(cx, price_add, NULL, INT(event_id), STR(customer_classes[i].class), INT(prices->pence[i])));
    return event_rule_set(cx, event_id, RULE_PRICES, !class_prices_none(prices));
}

Error *event_prices_set(Ctx *cx, const Event *event, const ClassPricesDraft *draft)
{
    ClassPrices prices;
    TRY(class_prices_read(cx, draft, &prices));
    return event_prices_put(cx, event->id, &prices);
}

Error *event_prices_copy(Ctx *cx, int64_t event_id, int64_t copy_id)
{
    int64_t made;
    TRY(db_run(cx, prices_like, &made, INT(event_id), INT(copy_id)));
    return made ? event_rule_set(cx, copy_id, RULE_PRICES, true) : OK;
}
