#include "rooms/money/ledger/money_year.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/money/ledger/ledger.h"

static const struct { const char *word, *name; int64_t month; } kinds[YEAR_KINDS] = {
    [YEAR_FINANCIAL] = { "financial", "Financial year", 4 },
    [YEAR_ACADEMIC]  = { "academic",  "Academic year",  9 },
    [YEAR_CALENDAR]  = { "calendar",  "Calendar year",  1 },
};

MoneyYear money_year(Ctx *cx, YearKind kind, int64_t first)
{
    int64_t month = kinds[kind].month;
    const char *from = date_from_parts(cx, first, month, 1), *to = date_add_days(cx, date_from_parts(cx, first + 1, month, 1), -1);
    return (MoneyYear){ kind, first, from, to, month_of(cx, from), month_of(cx, to), month == 1 ? text(cx, "%ld", (long)first) : text(cx, "%ld/%02ld", (long)first, (long)((first + 1) % 100)) };
}

int64_t money_year_first(YearKind kind, const char *day)
{
    int64_t year = 0;
    for (size_t i = 0; i < 4 && day[i] >= '0' && day[i] <= '9'; i++) year = 10 * year + (day[i] - '0');
    int64_t month = 10 * (day[5] - '0') + (day[6] - '0');
    return month >= kinds[kind].month ? year : year - 1;
}

YearKind money_year_kind(const char *word)
{
    for (int kind = 0; kind < YEAR_KINDS; kind++)
        if (same(kinds[kind].word, word)) return (YearKind)kind;
    return YEAR_FINANCIAL;
}

const char *money_year_word(YearKind kind) { return kinds[kind].word; }
const char *money_year_name(YearKind kind) { return kinds[kind].name; }
