/* The school calendar of this academic year and the next, from the same rules by which the demonstration's courses keep out of the holidays. */
#include <string.h>

#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

SQL(demo_period_add, "INSERT INTO school_period (id, kind, name, from_on, till_on, organisation_id) VALUES ($1, $2, $3, $4, $5, $6)");

enum { BREAK = 7, LONG_BREAK = 12 };      /* days between two on which schools teach: more than a bank holiday, more than a half-term */

static Error *period(Ctx *cx, Demo *demo, const char *kind, const char *name, const char *from, const char *till, int64_t organisation)
{
    return demo_put(cx, demo, demo_period_add, INT(demo_id(demo)), STR(kind), STR(name), STR(from), STR(till), REF(organisation));
}

static Error *half_term(Ctx *cx, Demo *demo, const char *term, const char *friday)
{
    const char *monday = date_add_days(cx, friday, 7 - date_weekday(friday));
    return period(cx, demo, "half-term", text(cx, "%s half-term", term), monday, date_add_days(cx, monday, 4), 0);
}

static Error *school_year(Ctx *cx, Demo *demo, const char *year)
{
    static const char *const terms[] = { "Autumn", "Spring", "Summer" };
    const char *last_day = date_add_days(cx, academic_year_of(cx, date_add_days(cx, year, 370)), -1);
    const char *begun = demo_day_from(cx, year, 1), *last = begun;
    size_t term = 0;
    while (term < COUNT(terms)) {
        const char *next = demo_day_from(cx, date_add_days(cx, last, 1), 1);
        int64_t apart = date_days_between(last, next);
        if (apart > LONG_BREAK || strcmp(next, last_day) > 0) {
            TRY(period(cx, demo, "term", text(cx, "%s term", terms[term]), begun, last, 0));
            if (term++ < 2) TRY(period(cx, demo, "INSET", "INSET day", begun, begun, 0));
            begun = next;
        } else if (apart > BREAK) TRY(half_term(cx, demo, terms[term], last));
        last = next;
    }
    return OK;
}

static Error *calendar_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    const char *year = academic_year_of(cx, demo->today);
    TRY(school_year(cx, demo, year));
    TRY(school_year(cx, demo, academic_year_of(cx, date_add_days(cx, year, 370))));
    const char *soon = demo_day_from(cx, date_add_days(cx, demo->today, 10), 1);
    for (size_t i = demo_body_count, laid = 0; laid < 2 && i < demo->organisation_count; i++) {
        if (!demo->organisations[i].school || !demo->organisations[i].member) continue;
        TRY(period(cx, demo, "INSET", "INSET day", soon, soon, demo->organisations[i].id));
        soon = demo_day_from(cx, date_add_days(cx, soon, 7), 1), laid++;
    }
    return OK;
}

Error *demo_school_year(Ctx *cx, Demo *demo) { return demo_slice(cx, demo, calendar_lay, demo); }
