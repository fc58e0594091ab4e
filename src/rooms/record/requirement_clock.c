#include "rooms/record/requirement_clock.h"

#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

enum { SOON_DAYS = 30 };

static int64_t figures(const char *from, size_t n)
{
    int64_t number = 0;
    for (size_t i = 0; i < n; i++) number = number * 10 + (from[i] - '0');
    return number;
}

const char *date_add_months(Ctx *cx, const char *date, int64_t months)
{
    int64_t month = figures(date, 4) * 12 + figures(date + 5, 2) - 1 + months, day = figures(date + 8, 2);
    const char *on;
    while (!(on = date_from_parts(cx, month / 12, month % 12 + 1, day))) CHECK(--day > 0);
    return on;
}

/* The first day of the year that runs at `today`, where years begin with this month. */
static const char *year_began(Ctx *cx, int64_t month)
{
    const char *this_year = date_from_parts(cx, figures(cx->today, 4), month, 1);
    return strcmp(this_year, cx->today) <= 0 ? this_year : date_add_months(cx, this_year, -12);
}

static const char *later(const char *a, const char *b) { return strcmp(a, b) >= 0 ? a : b; }

const char *requirement_due_on(Ctx *cx, const Requirement *requirement, const char *since, const char *met_on)
{
    if (requirement->each_year_from) {
        const char *began = year_began(cx, requirement->each_year_from);
        bool done = *met_on && strcmp(met_on, began) >= 0;
        return date_add_days(cx, done ? date_add_months(cx, began, 12) : later(began, since), requirement->first_days);
    }
    if (!*met_on) return date_add_days(cx, since, requirement->first_days);
    return requirement->every_months ? date_add_months(cx, met_on, requirement->every_months) : "";
}

DueState requirement_state(const Ctx *cx, const Requirement *requirement, const char *due_on)
{
    if (!*due_on) return IN_DATE;
    int64_t left = date_days_between(cx->today, due_on);
    if (left < 0) return OVERDUE;
    return left <= (requirement->remind_days ? requirement->remind_days : SOON_DAYS) ? DUE_SOON : IN_DATE;
}
