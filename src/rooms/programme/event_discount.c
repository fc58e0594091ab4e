#include "rooms/programme/event_discount.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

enum { WHOLE = 100, LISTED_MOST = 3000 };

static const Column discount_columns[] = {
    COLUMN(Discount, early_percent), COLUMN(Discount, early_days), COLUMN(Discount, early_on), COLUMN(Discount, group_percent), COLUMN(Discount, group_from),
};
SQL(discount_of,   "SELECT early_percent, early_days, early_on, group_percent, group_from FROM event_discount WHERE event_id = $1");
SQL(discount_put,  "INSERT INTO event_discount (event_id, early_percent, early_days, early_on, group_percent, group_from) VALUES ($1, $2, $3, $4, $5, $6)"
                   " ON CONFLICT (event_id) DO UPDATE SET early_percent = $2, early_days = $3, early_on = $4, group_percent = $5, group_from = $6");
SQL(discount_drop, "DELETE FROM event_discount WHERE event_id = $1");
SQL(early_listed,
    "SELECT d.event_id, d.early_percent, d.early_days, d.early_on, e.starts_on FROM event e JOIN event_discount d ON d.event_id = e.id"
    " WHERE e.state = 'published' AND e.starts_at >= $1 AND e.starts_at <= $2 AND e.rules & 4096 <> 0 AND d.early_percent > 0 ORDER BY d.event_id LIMIT CAST($3 AS BIGINT)");
_Static_assert(RULE_DISCOUNTS == 4096, "early_listed says it in SQL");

typedef struct { int64_t event_id, early_percent, early_days; const char *early_on, *starts_on; } EarlyRow;
static const Column early_columns[] = { COLUMN(EarlyRow, event_id), COLUMN(EarlyRow, early_percent), COLUMN(EarlyRow, early_days), COLUMN(EarlyRow, early_on), COLUMN(EarlyRow, starts_on) };

static Error *discount_of_event(Ctx *cx, int64_t event_id, Discount *discount)
{
    bool found;
    *discount = (Discount){ .early_on = "" };
    return db_maybe(cx, discount_of, discount_columns, discount, &found, INT(event_id));
}

Error *event_discount_find(Ctx *cx, const Event *event, Discount *discount)
{
    *discount = (Discount){ .early_on = "" };
    return event->rules & RULE_DISCOUNTS ? discount_of_event(cx, event->id, discount) : OK;
}

Error *early_between(Ctx *cx, int64_t from, int64_t to, ListedEarly **list, size_t *count)
{
    EarlyRow *rows;
    size_t n;
    TRY(db_list(cx, early_listed, early_columns, &rows, &n, INT(from), INT(to), INT(LISTED_MOST)));
    *list = array(cx, ListedEarly, n + 1), *count = n;
    for (size_t i = 0; i < n; i++) {
        const Discount discount = { .early_percent = rows[i].early_percent, .early_days = rows[i].early_days, .early_on = rows[i].early_on };
        (*list)[i] = (ListedEarly){ rows[i].event_id, *discount_early_words(cx, &discount, rows[i].starts_on) ? rows[i].early_percent : 0 };
    }
    return OK;
}

int64_t early_of_listed(const ListedEarly *list, size_t count, int64_t event_id)
{
    size_t from = 0, to = count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (list[middle].event_id == event_id) return list[middle].percent;
        if (list[middle].event_id < event_id) from = middle + 1;
        else to = middle;
    }
    return 0;
}

/* ---- said ---- */

int64_t percent_off(int64_t pence, int64_t percent) { return money_share(pence, WHOLE - percent, WHOLE); }

const char *discount_early_day(Ctx *cx, const Discount *discount, const char *starts_on)
{
    if (!discount->early_percent) return "";
    if (*discount->early_on) return discount->early_on;
    return blank(starts_on) ? "" : date_add_days(cx, starts_on, -discount->early_days);
}

static const char *early_says(Ctx *cx, const Discount *discount, const char *starts_on)
{
    const char *day = discount_early_day(cx, discount, starts_on);
    if (!discount->early_percent) return "";
    if (!*day) return text(cx, "%ld%% less for booking up to %s before", (long)discount->early_percent, counted(cx, discount->early_days, "day", NULL));
    return text(cx, "%ld%% less for booking by %s", (long)discount->early_percent, date_words(cx, day));
}

const char *discount_early_words(Ctx *cx, const Discount *discount, const char *starts_on)
{
    const char *day = discount_early_day(cx, discount, starts_on);
    return *day && strcmp(cx->today, day) <= 0 ? early_says(cx, discount, starts_on) : "";
}

const char *discount_group_words(Ctx *cx, const Discount *discount)
{
    return discount->group_percent ? text(cx, "%ld%% less from %s of one booking", (long)discount->group_percent, counted(cx, discount->group_from, "place", NULL)) : "";
}

const char *discount_words(Ctx *cx, const Discount *discount, const char *starts_on)
{
    const char *early = early_says(cx, discount, starts_on), *group = discount_group_words(cx, discount);
    return text(cx, "%s%s%s", early, *early && *group ? ", " : "", group);
}

/* ---- set ---- */

static Error *percent_read(Ctx *cx, const char *field, const char *typed, const char *what, int64_t *percent)
{
    const char *plain = text_trim(cx, typed);
    if (ends(plain, "%")) plain = text_trim(cx, text_copy(cx, plain, strlen(plain) - 1));
    return number_parse(plain, 1, WHOLE, percent) ? OK : invalid(cx, field, "Enter how much less %s costs, from 1 to 100 per cent", what);
}

static Error *early_read(Ctx *cx, const DiscountDraft *draft, Discount *discount)
{
    Error *errors = OK;
    if (blank(draft->early_percent) && blank(draft->early_days) && blank(draft->early_on)) return OK;
    errors_add(&errors, percent_read(cx, "early_percent", draft->early_percent, "booking early", &discount->early_percent));
    if (blank(draft->early_days) == blank(draft->early_on)) errors_add(&errors, invalid(cx, "early_days", "Say until when booking is early: so many days before, or a day. One of the two"));
    else if (blank(draft->early_days)) discount->early_on = draft->early_on;
    else if (!number_parse(text_trim(cx, draft->early_days), 1, EARLY_DAYS_MOST, &discount->early_days)) errors_add(&errors, invalid(cx, "early_days", "Enter a number of days from 1 to %d", EARLY_DAYS_MOST));
    return errors;
}

static Error *group_read(Ctx *cx, const DiscountDraft *draft, Discount *discount)
{
    Error *errors = OK;
    if (blank(draft->group_percent) && blank(draft->group_from)) return OK;
    errors_add(&errors, percent_read(cx, "group_percent", draft->group_percent, "a place of a group", &discount->group_percent));
    if (!number_parse(text_trim(cx, draft->group_from), 2, GROUP_FROM_MOST, &discount->group_from))
        errors_add(&errors, invalid(cx, "group_from", "Enter from how many places of one booking it holds, from 2 to %d", GROUP_FROM_MOST));
    return errors;
}

Error *discount_read(Ctx *cx, const DiscountDraft *draft, Discount *discount)
{
    *discount = (Discount){ .early_on = "" };
    Error *errors = early_read(cx, draft, discount);
    errors_add(&errors, group_read(cx, draft, discount));
    return errors;
}

Error *event_discount_put(Ctx *cx, int64_t event_id, const Discount *discount)
{
    bool holds = discount->early_percent || discount->group_percent;
    TRY(holds ? db_run(cx, discount_put, NULL, INT(event_id), INT(discount->early_percent), INT(discount->early_days), STR(discount->early_on), INT(discount->group_percent), INT(discount->group_from))
              : db_run(cx, discount_drop, NULL, INT(event_id)));
    return event_rule_set(cx, event_id, RULE_DISCOUNTS, holds);
}

Error *event_discount_set(Ctx *cx, const Event *event, const DiscountDraft *draft)
{
    Discount discount;
    TRY(discount_read(cx, draft, &discount));
    return event_discount_put(cx, event->id, &discount);
}

Error *event_discount_copy(Ctx *cx, int64_t event_id, int64_t copy_id, int64_t days)
{
    Discount discount;
    TRY(discount_of_event(cx, event_id, &discount));
    if (!discount.early_percent && !discount.group_percent) return OK;
    if (*discount.early_on) discount.early_on = date_add_days(cx, discount.early_on, days);
    return event_discount_put(cx, copy_id, &discount);
}
