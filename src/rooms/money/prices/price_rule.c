#include "rooms/money/prices/price_rule.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"

const char *const price_sectors[] = { "maintained", "academy", "independent", NULL };

/* ---- the line that holds ---- */

static bool is_for(const PriceLine *line, const PricedSchool *school)
{
    return (!*line->phase || same(line->phase, school->phase)) && (!*line->sector || same(line->sector, school->sector));
}

static int particular(const PriceLine *line) { return (*line->phase ? 2 : 0) + (*line->sector ? 1 : 0); }

static bool goes_before(const PriceLine *a, const PriceLine *b)
{
    if (particular(a) != particular(b)) return particular(a) > particular(b);
    return a->from_roll > b->from_roll;
}

static const PriceLine *line_for(const PriceRule *rule, const PricedSchool *school)
{
    const PriceLine *best = NULL;
    int64_t roll = school->roll < 0 ? 0 : school->roll;
    for (size_t i = 0; i < rule->count; i++) {
        const PriceLine *line = &rule->lines[i];
        if (is_for(line, school) && line->from_roll <= roll && (!best || goes_before(line, best))) best = line;
    }
    return best;
}

/* Whether its price is another by its pupils, so that without their number there is none. */
static bool needs_roll(const PriceRule *rule, const PricedSchool *school)
{
    for (size_t i = 0; i < rule->count; i++)
        if (is_for(&rule->lines[i], school) && (rule->lines[i].from_roll || rule->lines[i].per_pupil_pence)) return true;
    return false;
}

/* ---- the sums ---- */

static int64_t line_pence(const PriceLine *line, int64_t roll)
{
    int64_t pence = line->flat_pence + line->per_pupil_pence * (roll < 0 ? 0 : roll);
    if (line->ceiling_pence && pence > line->ceiling_pence) pence = line->ceiling_pence;
    return pence < line->floor_pence ? line->floor_pence : pence;
}

Priced price_rule_year(const PriceRule *rule, const PricedSchool *school)
{
    const PriceLine *line = line_for(rule, school);
    Priced priced = { .why = "" };
    if (school->roll < 0 && needs_roll(rule, school)) priced.how = PRICED_NO_ROLL;
    else if (!line) priced.how = PRICED_NO_LINE;
    else priced.full_pence = priced.pence = line_pence(line, school->roll);
    return priced;
}

static int64_t months_from(const char *date)   /* since the year 0 */
{
    int64_t year = 0, month = 0;
    for (int i = 0; i < 4; i++) year = 10 * year + (date[i] - '0');
    for (int i = 5; i < 7; i++) month = 10 * month + (date[i] - '0');
    return 12 * year + month;
}

/* ---- in words ---- */

static const char *limits_words(Ctx *cx, const PriceLine *line)
{
    const char *least = line->floor_pence ? text(cx, ", at least %s", money_words(cx, line->floor_pence)) : "";
    return line->ceiling_pence ? text(cx, "%s, at most %s", least, money_words(cx, line->ceiling_pence)) : least;
}

const char *price_line_words(Ctx *cx, const PriceLine *line)
{
    const char *limits = limits_words(cx, line), *each = text(cx, "%s a pupil", money_words(cx, line->per_pupil_pence));
    if (line->per_pupil_pence && line->flat_pence) return text(cx, "%s and %s%s", money_words(cx, line->flat_pence), each, limits);
    return text(cx, "%s%s", line->per_pupil_pence ? each : money_words(cx, line->flat_pence), limits);
}

static const char *whom_words(Ctx *cx, const PriceLine *line)
{
    const char *sector = same(line->sector, "academy") ? "academies" : same(line->sector, "maintained") ? "maintained" : "independent";
    if (!*line->sector) return line->phase;
    return *line->phase ? text(cx, "%s, %s", line->phase, sector) : sector;
}

const char *price_rule_words(Ctx *cx, const PriceRule *rule)
{
    Draft draft = { .cx = cx };
    bool some = false;      /* one says whom it is for, so the rest are for others */
    for (size_t i = 0; i < rule->count; i++) some |= particular(&rule->lines[i]) > 0;
    for (size_t i = 0; i < rule->count; i++) {
        const PriceLine *line = &rule->lines[i];
        const char *whom = particular(line) ? whom_words(cx, line) : some ? "others" : "";
        const char *band = line->from_roll ? text(cx, "from %s ", counted(cx, line->from_roll, "pupil", NULL)) : "";
        draft_add(&draft, "%s%s%s%s%s", i ? "; " : "", whom, *whom ? " " : "", band, price_line_words(cx, line));
    }
    return capital(cx, draft_text(&draft));
}

static const char *year_words(Ctx *cx, const PriceLine *line, int64_t roll)
{
    const char *limits = limits_words(cx, line);
    if (!line->per_pupil_pence) return text(cx, "%s for the year%s", money_words(cx, line->flat_pence), limits);
    const char *each = text(cx, "%s at %s", counted(cx, roll, "pupil", NULL), money_words(cx, line->per_pupil_pence));
    return line->flat_pence ? text(cx, "%s, and %s%s", money_words(cx, line->flat_pence), each, limits) : text(cx, "%s%s", each, limits);
}

/* ---- what is to pay ---- */

static void part_take(Ctx *cx, const PriceRule *rule, const char *year_from, const char *year_to, const char *from, Priced *priced)
{
    bool months = same(rule->part_year, "months");
    int64_t whole = months ? months_from(year_to) - months_from(year_from) + 1 : date_days_between(year_from, year_to) + 1;
    int64_t part = months ? months_from(year_to) - months_from(from) + 1 : date_days_between(from, year_to) + 1;
    if (same(rule->part_year, "whole") || part >= whole) return;
    priced->pence = part > 0 ? money_share(priced->pence, part, whole) : 0;
    priced->why = text(cx, "%s; %ld of %s", priced->why, (long)(part > 0 ? part : 0), counted(cx, whole, months ? "month" : "day", NULL));
}

int64_t price_rule_part(const PriceRule *rule, int64_t pence, const char *year_from, const char *year_to, const char *from)
{
    bool months = same(rule->part_year, "months");
    int64_t whole = months ? months_from(year_to) - months_from(year_from) + 1 : date_days_between(year_from, year_to) + 1;
    int64_t part = months ? months_from(year_to) - months_from(from) + 1 : date_days_between(from, year_to) + 1;
    return part <= 0 ? 0 : part >= whole ? pence : money_share(pence, part, whole);
}

static void early_take(Ctx *cx, const PriceRule *rule, const char *ordered_on, Priced *priced)
{
    if (!rule->early_percent || !*rule->early_by || strcmp(ordered_on, rule->early_by) > 0) return;
    priced->pence -= money_share(priced->pence, rule->early_percent, 100);
    priced->why = text(cx, "%s; %ld%% less for ordering by %s", priced->why, (long)rule->early_percent, date_words(cx, rule->early_by));
}

Priced price_rule_for(Ctx *cx, const PriceRule *rule, const PricedSchool *school, const char *year_from, const char *year_to, const char *from, const char *ordered_on)
{
    Priced priced = price_rule_year(rule, school);
    if (priced.how == PRICED_NO_ROLL) priced.why = "the register has no number of pupils for this school";
    if (priced.how == PRICED_NO_LINE) priced.why = "this package is not for schools of this phase, sector and size";
    if (priced.how != PRICED) return priced;
    priced.why = year_words(cx, line_for(rule, school), school->roll);
    part_take(cx, rule, year_from, year_to, from, &priced);
    early_take(cx, rule, ordered_on, &priced);
    return priced;
}
