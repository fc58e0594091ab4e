#include "rooms/money/budgets/forecast.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/budgets/break_even.h"
#include "rooms/money/subscriptions/subscription_figures.h"

enum { MONTHS_BACK = 11, USUAL_RENEWAL = 90, USUAL_COSTS = 3, USUAL_SPREAD = 5, WHOLE = 100 };

const AssumedField assumed_fields[FORECAST_FIELDS] = {
    [ASSUME_RENEWAL]  = { "renewal",       "How many subscriptions renew",      "Of each 100", "%", 0, 100 },
    [ASSUME_PRICE]    = { "price",         "Price of subscriptions",            "5 is five percent more, -5 less", "%", -50, 100 },
    [ASSUME_NEW]      = { "new-primary",   "New primary schools",               NULL, NULL, 0, 200 },
    [ASSUME_NEW + 1]  = { "new-secondary", "New secondary schools",             NULL, NULL, 0, 200 },
    [ASSUME_NEW + 2]  = { "new-special",   "New special schools",               NULL, NULL, 0, 200 },
    [ASSUME_NEW + 3]  = { "new-other",     "New schools of other phases",       NULL, NULL, 0, 200 },
    [ASSUME_SALES]    = { "sales",         "Places sold and charges",           "10 is ten percent more, -10 less", "%", -100, 200 },
    [ASSUME_GRANTS]   = { "grants",        "School-improvement money and grants", "-100 is that they end", "%", -100, 100 },
    [ASSUME_SPONSORS] = { "sponsors",      "Sponsorship",                       NULL, "%", -100, 200 },
    [ASSUME_COSTS]    = { "costs",         "Costs",                             "3 is three percent more", "%", -50, 100 },
    [ASSUME_SPREAD]   = { "spread",        "How unsure this is",                "In points: the low and the high forecast lie that far away", NULL, 0, 30 },
};
static const char *const phase_names[FORECAST_PHASES] = { "primary", "secondary", "special", "" };

SQL(forecast_accounts,
    "SELECT a.id AS account_id, a.kind, a.name, CAST(SUM(CASE WHEN a.kind = 'income' THEN m.went_out - m.came_in ELSE m.came_in - m.went_out END) AS BIGINT) AS pence"
    "  FROM account a JOIN ledger_month m ON m.account_id = a.id WHERE (a.kind = 'income' OR a.kind = 'cost') AND m.month >= $1 AND m.month <= $2 GROUP BY a.id, a.kind, a.name, a.code ORDER BY a.code LIMIT 40");

/* The twelve months that end with the one before this. */
static void months_set(Ctx *cx, ForecastBase *base)
{
    const char *to = date_add_days(cx, text(cx, "%s-01", month_of(cx, cx->today)), -1), *from = text(cx, "%s-01", month_of(cx, to));
    for (int i = 0; i < MONTHS_BACK; i++) from = text(cx, "%s-01", month_of(cx, date_add_days(cx, from, -1)));
    base->from_month = month_of(cx, from), base->to_month = month_of(cx, to);
}

static size_t phase_at(const char *phase)
{
    for (size_t i = 0; i < FORECAST_PHASES - 1; i++)
        if (same(phase_names[i], phase)) return i;
    return FORECAST_PHASES - 1;
}

Error *forecast_base(Ctx *cx, ForecastBase *base)
{
    static const Column columns[] = { COLUMN(ForecastAccount, account_id), COLUMN(ForecastAccount, pence), COLUMN(ForecastAccount, kind), COLUMN(ForecastAccount, name) };
    SubscriptionFigures figures = {0};
    if (!may(cx, READ_MONEY)) return forbidden(cx, "a forecast");
    *base = (ForecastBase){0};
    months_set(cx, base);
    TRY(db_list(cx, forecast_accounts, columns, &base->accounts, &base->account_count, STR(base->from_month), STR(base->to_month)));
    TRY(subscription_figures(cx, &figures));
    for (size_t i = 0; i < figures.phase_count; i++) {
        ForecastPhase *phase = &base->phases[phase_at(figures.phases[i].phase)];
        phase->schools += figures.phases[i].schools, phase->pence += figures.phases[i].pence;
    }
    base->schools = figures.schools, base->pence = figures.pence, base->ended = figures.ended, base->renewed = figures.renewed;
    return OK;
}

/* ---- what is assumed ---- */

Assumptions forecast_usual(const ForecastBase *base)
{
    Assumptions a = {0};
    a.of[ASSUME_RENEWAL] = base->ended > 0 ? money_share(WHOLE, base->renewed, base->ended) : USUAL_RENEWAL;
    a.of[ASSUME_COSTS] = USUAL_COSTS, a.of[ASSUME_SPREAD] = USUAL_SPREAD;
    return a;
}

Error *assumptions_parse(Ctx *cx, const ForecastBase *base, AssumedText *typed, const void *from, Assumptions *assumptions)
{
    Error *errors = OK;
    *assumptions = forecast_usual(base);
    for (size_t i = 0; i < FORECAST_FIELDS; i++) {
        const AssumedField *field = &assumed_fields[i];
        const char *value = text_trim(cx, typed(from, field->name));
        int64_t number;
        if (!*value) continue;
        if (number_parse(value, field->least, field->most, &number)) assumptions->of[i] = number;
        else errors_add(&errors, invalid(cx, field->name, "%s: enter a whole number from %ld to %ld", field->label, (long)field->least, (long)field->most));
    }
    return errors;
}

const char *assumptions_query(Ctx *cx, const Assumptions *assumptions)
{
    Draft draft = { .cx = cx };
    for (size_t i = 0; i < FORECAST_FIELDS; i++) draft_add(&draft, "%s%s=%ld", i ? "&" : "", assumed_fields[i].name, (long)assumptions->of[i]);
    return draft_text(&draft);
}

static void change_add(Draft *draft, const char *what, int64_t change)
{
    if (change) draft_add(draft, "; %s %s %ld%%", what, change > 0 ? "up" : "down", (long)(change > 0 ? change : -change));
}

const char *assumptions_words(Ctx *cx, const Assumptions *a)
{
    Draft draft = { .cx = cx };
    draft_add(&draft, "%ld%% renew", (long)a->of[ASSUME_RENEWAL]);
    change_add(&draft, "price", a->of[ASSUME_PRICE]);
    for (size_t i = 0; i < FORECAST_PHASES; i++)
        if (a->of[ASSUME_NEW + i]) draft_add(&draft, "; %s", counted(cx, a->of[ASSUME_NEW + i], text(cx, "new %s school", *phase_names[i] ? phase_names[i] : "other"), text(cx, "new %s schools", *phase_names[i] ? phase_names[i] : "other")));
    change_add(&draft, "sales", a->of[ASSUME_SALES]);
    change_add(&draft, "grants", a->of[ASSUME_GRANTS]);
    change_add(&draft, "sponsorship", a->of[ASSUME_SPONSORS]);
    change_add(&draft, "costs", a->of[ASSUME_COSTS]);
    return draft_text(&draft);
}

/* ---- what comes of it ---- */

/* Worse (-1), as assumed (0) or better (1). */
static Assumptions leaning(const Assumptions *a, int64_t way)
{
    Assumptions l = *a;
    const int64_t spread = a->of[ASSUME_SPREAD];
    l.of[ASSUME_RENEWAL] += way * spread;
    if (l.of[ASSUME_RENEWAL] > WHOLE) l.of[ASSUME_RENEWAL] = WHOLE;
    if (l.of[ASSUME_RENEWAL] < 0) l.of[ASSUME_RENEWAL] = 0;
    for (size_t i = 0; i < FORECAST_PHASES; i++) l.of[ASSUME_NEW + i] += spread && way ? way * (a->of[ASSUME_NEW + i] / 2) : 0;
    l.of[ASSUME_SALES] += 2 * way * spread, l.of[ASSUME_SPONSORS] += 2 * way * spread, l.of[ASSUME_GRANTS] += way * spread;
    l.of[ASSUME_COSTS] -= way * (spread / 2);
    return l;
}

/* So many percent more, or less; never below nothing. What is below 0 already stays as it is. */
static int64_t changed(int64_t pence, int64_t percent)
{
    if (pence < 0) return pence;
    return WHOLE + percent <= 0 ? 0 : money_share(pence, WHOLE + percent, WHOLE);
}

static int64_t average_of(const ForecastBase *base, size_t phase)
{
    const ForecastPhase *p = &base->phases[phase];
    if (p->schools > 0) return p->pence / p->schools;
    return base->schools > 0 ? base->pence / base->schools : 0;
}

static int64_t new_schools(const ForecastBase *base, const Assumptions *a)
{
    int64_t pence = 0;
    for (size_t i = 0; i < FORECAST_PHASES; i++) pence += changed(a->of[ASSUME_NEW + i] * average_of(base, i), a->of[ASSUME_PRICE]);
    return pence;
}

static int64_t account_becomes(const ForecastAccount *account, const Assumptions *a)
{
    switch (account->account_id) {
        case ACCOUNT_SUBSCRIPTIONS: return changed(account->pence < 0 ? account->pence : money_share(account->pence, a->of[ASSUME_RENEWAL], WHOLE), a->of[ASSUME_PRICE]);
        case ACCOUNT_PLACES: case ACCOUNT_CHARGES: return changed(account->pence, a->of[ASSUME_SALES]);
        case ACCOUNT_GRANTS: return changed(account->pence, a->of[ASSUME_GRANTS]);
        case ACCOUNT_SPONSORSHIP: return changed(account->pence, a->of[ASSUME_SPONSORS]);
        default: return same(account->kind, "cost") ? changed(account->pence, a->of[ASSUME_COSTS]) : account->pence;
    }
}

static void sum_add(ForecastSum *sum, const char *kind, int64_t pence)
{
    if (same(kind, "income")) sum->income += pence;
    else sum->cost += pence;
}

void forecast_sum(Forecast *f)
{
    f->base = f->low = f->middle = f->high = (ForecastSum){0};
    for (size_t i = 0; i < f->count; i++) {
        const ForecastLine *line = &f->lines[i];
        sum_add(&f->base, line->kind, line->base), sum_add(&f->low, line->kind, line->low), sum_add(&f->middle, line->kind, line->middle), sum_add(&f->high, line->kind, line->high);
    }
}

/* Of the middle one: who subscribes, and what would just pay what nothing else does. */
static void even_set(const ForecastBase *base, const Assumptions *a, Forecast *f)
{
    int64_t subscriptions = 0;
    for (size_t i = 0; i < f->count && i < 2; i++) subscriptions += f->lines[i].middle;
    f->schools = money_share(base->schools, a->of[ASSUME_RENEWAL], WHOLE);
    for (size_t i = 0; i < FORECAST_PHASES; i++) f->schools += a->of[ASSUME_NEW + i];
    f->average_pence = f->schools > 0 ? subscriptions / f->schools : 0;
    const int64_t needed = f->middle.cost - (f->middle.income - subscriptions);
    f->even_pence = break_even_price(needed, f->schools), f->even_schools = break_even_people(needed, f->average_pence);
}

void forecast_reckon(Ctx *cx, const ForecastBase *base, const Assumptions *a, Forecast *f)
{
    const Assumptions worse = leaning(a, -1), better = leaning(a, 1);
    const ForecastAccount none = { .account_id = ACCOUNT_SUBSCRIPTIONS, .kind = "income", .name = "Subscriptions" }, *renewed = &none;
    *f = (Forecast){ .lines = array(cx, ForecastLine, base->account_count + 2) };
    for (size_t i = 0; i < base->account_count; i++)
        if (base->accounts[i].account_id == ACCOUNT_SUBSCRIPTIONS) renewed = &base->accounts[i];
    f->lines[f->count++] = (ForecastLine){ "income", "Subscriptions that renew", renewed->pence, account_becomes(renewed, &worse), account_becomes(renewed, a), account_becomes(renewed, &better) };
    f->lines[f->count++] = (ForecastLine){ "income", "Subscriptions of new schools", 0, new_schools(base, &worse), new_schools(base, a), new_schools(base, &better) };
    for (size_t i = 0; i < base->account_count; i++) {
        const ForecastAccount *account = &base->accounts[i];
        if (account->account_id == ACCOUNT_SUBSCRIPTIONS || account->account_id == ACCOUNT_JOINT || account->account_id == ACCOUNT_JOINT_BOUGHT) continue;
        f->lines[f->count++] = (ForecastLine){ account->kind, account->name, account->pence, account_becomes(account, &worse), account_becomes(account, a), account_becomes(account, &better) };
    }
    forecast_sum(f);
    even_set(base, a, f);
}
