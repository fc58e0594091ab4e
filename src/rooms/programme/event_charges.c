#include "rooms/programme/event_charges.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/programme/session.h"

enum { USUAL = 0, WHOLE = 100 };
_Static_assert(RULE_CHARGES == 128, "EVENT_FIELDS and home_pages.c say it in SQL");

SQL(charge_of,        "SELECT no_show_percent, no_show_pence, moving_costs FROM event_charge WHERE id = $1");
SQL(charge_tiers_of,  "SELECT days, percent, pence FROM event_charge_tier WHERE charge_id = $1 ORDER BY days DESC");
SQL(charge_put,       "INSERT INTO event_charge (id, event_id, no_show_percent, no_show_pence, moving_costs, words) VALUES ($1, $2, $3, $4, $5, $6)"
                      " ON CONFLICT (id) DO UPDATE SET no_show_percent = $3, no_show_pence = $4, moving_costs = $5, words = $6");
SQL(charge_tier_put,  "INSERT INTO event_charge_tier (charge_id, days, percent, pence) VALUES ($1, $2, $3, $4)");
SQL(charge_drop,      "DELETE FROM event_charge WHERE id = $1");
SQL(charge_tiers_drop, "DELETE FROM event_charge_tier WHERE charge_id = $1");
SQL(charge_like,      "INSERT INTO event_charge (id, event_id, no_show_percent, no_show_pence, moving_costs, words)"
                      " SELECT CAST($2 AS BIGINT), CAST($2 AS BIGINT), no_show_percent, no_show_pence, moving_costs, words FROM event_charge WHERE id = $1");
SQL(charge_tiers_like, "INSERT INTO event_charge_tier (charge_id, days, percent, pence) SELECT CAST($2 AS BIGINT), days, percent, pence FROM event_charge_tier WHERE charge_id = $1");

typedef struct { int64_t no_show_percent, no_show_pence, moving_costs; } RuleRow;
typedef struct { int64_t days, percent, pence; } TierRow;
static const Column rule_columns[] = { COLUMN(RuleRow, no_show_percent), COLUMN(RuleRow, no_show_pence), COLUMN(RuleRow, moving_costs) };
static const Column tier_columns[] = { COLUMN(TierRow, days), COLUMN(TierRow, percent), COLUMN(TierRow, pence) };

static bool is_nothing(ChargeAmount amount) { return !amount.percent && !amount.pence; }

/* ---- found ---- */

static Error *rule_read(Ctx *cx, int64_t id, ChargeRule *rule)
{
    RuleRow row = {0};
    TierRow *tiers;
    size_t n;
    bool found;
    *rule = (ChargeRule){0};
    TRY(db_maybe(cx, charge_of, rule_columns, &row, &found, INT(id)));
    if (!found) return OK;
    TRY(db_list(cx, charge_tiers_of, tier_columns, &tiers, &n, INT(id)));
    rule->no_show = (ChargeAmount){ row.no_show_percent, row.no_show_pence };
    rule->moving_costs = row.moving_costs;
    for (size_t i = 0; i < n && i < CHARGE_TIERS; i++) rule->tiers[rule->count++] = (ChargeTier){ tiers[i].days, { tiers[i].percent, tiers[i].pence } };
    return OK;
}

Error *event_charges_find(Ctx *cx, const Event *event, ChargeRule *rule)
{
    *rule = (ChargeRule){0};
    return event->rules & RULE_CHARGES ? rule_read(cx, event->id, rule) : OK;
}

Error *usual_charges_find(Ctx *cx, ChargeRule *rule) { return rule_read(cx, USUAL, rule); }

/* ---- said ---- */

const char *charge_amount_words(Ctx *cx, ChargeAmount amount)
{
    if (amount.pence) return money_words(cx, amount.pence);
    return amount.percent == WHOLE ? "the full price" : amount.percent ? text(cx, "%ld%% of the price", (long)amount.percent) : "nothing";
}

static const char *rule_words(Ctx *cx, const ChargeRule *rule)
{
    Draft words = { .cx = cx };
    for (size_t i = 0; i < rule->count; i++)
        draft_add(&words, "%s less than %s before costs %s", i ? "," : "Cancelling", counted(cx, rule->tiers[i].days, "day", NULL), charge_amount_words(cx, rule->tiers[i].amount));
    if (rule->count) draft_add(&words, ". ");
    if (!is_nothing(rule->no_show)) draft_add(&words, "Not coming and not cancelling costs %s. ", charge_amount_words(cx, rule->no_show));
    if (rule->count) draft_add(&words, "Moving to another date of the course %s.", rule->moving_costs ? "costs the same as cancelling" : "is free");
    return text_trim(cx, draft_text(&words));
}

const char *event_charge_words(Ctx *cx, const Event *event)
{
    if (event->rules & RULE_CHARGES) return event->charges;
    if (!event->cancel_by || !(event->member_price_pence || event->other_price_pence || event->rules & RULE_PRICES)) return "";
    return text(cx, "Free until %s; after that the full price is due.", moment_words(cx, event_cancel_until(event->cancel_by, event->starts_at)));
}

/* ---- reckoned ---- */

int64_t charge_tier_from(Ctx *cx, const ChargeTier *tier, int64_t starts_at)
{
    int64_t from;
    return instant_moved(cx, starts_at, -tier->days, &from) ? starts_at - tier->days * 86400 : from;
}

int64_t charge_free_until(Ctx *cx, const ChargeRule *rule, int64_t cancel_by, int64_t starts_at)
{
    if (!rule->count) return event_cancel_until(cancel_by, starts_at);
    int64_t first = charge_tier_from(cx, &rule->tiers[0], starts_at), own = cancel_by ? event_cancel_until(cancel_by, starts_at) : 0;
    return first > own ? first : own;
}

int64_t charge_pence(ChargeAmount amount, int64_t price_pence) { return amount.pence ? amount.pence : (price_pence * amount.percent + WHOLE / 2) / WHOLE; }

/* ---- set ---- */

/* "50%", "£20", "£12.50", or "" for nothing. */
static Error *amount_read(Ctx *cx, const char *field, const char *typed, ChargeAmount *amount)
{
    const char *plain = text_trim(cx, typed);
    *amount = (ChargeAmount){0};
    if (blank(plain)) return OK;
    if (ends(plain, "%") && number_parse(text_trim(cx, text_copy(cx, plain, strlen(plain) - 1)), 1, WHOLE, &amount->percent)) return OK;
    if (begins(plain, "£") && money_parse(plain, &amount->pence) && amount->pence) return OK;
    return invalid(cx, field, "Enter a share of the price or a sum, like 50%% or £20");
}

static Error *tier_read(Ctx *cx, const ChargeDraft *draft, size_t i, ChargeRule *rule)
{
    const char *days_field = text(cx, "charge_days_%zu", i + 1), *amount_field = text(cx, "charge_amount_%zu", i + 1);
    ChargeTier tier = {0};
    if (blank(draft->days[i]) && blank(draft->amount[i])) return OK;
    Error *errors = amount_read(cx, amount_field, draft->amount[i], &tier.amount);
    if (!errors && is_nothing(tier.amount)) errors = invalid(cx, amount_field, "Say what cancelling costs from then on, like 50%% or £20");
    if (!number_parse(text_trim(cx, draft->days[i]), 1, CHARGE_DAYS_MOST, &tier.days)) errors_add(&errors, invalid(cx, days_field, "Enter a number of days from 1 to %d", CHARGE_DAYS_MOST));
    else for (size_t k = 0; k < rule->count; k++)
        if (rule->tiers[k].days == tier.days) errors_add(&errors, invalid(cx, days_field, "%s are said twice", counted(cx, tier.days, "day", NULL)));
    if (errors) return errors;
    size_t at = rule->count++;
    for (; at && rule->tiers[at - 1].days < tier.days; at--) rule->tiers[at] = rule->tiers[at - 1];
    rule->tiers[at] = tier;
    return OK;
}

static Error *draft_read(Ctx *cx, const ChargeDraft *draft, ChargeRule *rule)
{
    Error *errors = OK;
    *rule = (ChargeRule){ .moving_costs = draft->moving_costs };
    for (size_t i = 0; i < CHARGE_TIERS; i++) errors_add(&errors, tier_read(cx, draft, i, rule));
    errors_add(&errors, amount_read(cx, "charge_no_show", draft->no_show, &rule->no_show));
    return errors;
}

/* Laid anew; an empty one goes. */
static Error *rule_put(Ctx *cx, int64_t id, const ChargeRule *rule, bool *holds)
{
    *holds = rule->count || !is_nothing(rule->no_show);
    TRY(db_run(cx, charge_tiers_drop, NULL, INT(id)));
    if (!*holds) return db_run(cx, charge_drop, NULL, INT(id));
    TRY(db_run(cx, charge_put, NULL, INT(id), REF(id), INT(rule->no_show.percent), INT(rule->no_show.pence), INT(rule->moving_costs), STR(rule_words(cx, rule))));
    for (size_t i = 0; i < rule->count; i++) TRY(db_run(cx, charge_tier_put, NULL, INT(id), INT(rule->tiers[i].days), INT(rule->tiers[i].amount.percent), INT(rule->tiers[i].amount.pence)));
    return OK;
}

Error *event_charges_set(Ctx *cx, const Event *event, const ChargeDraft *draft)
{
    ChargeRule rule;
    bool holds;
    TRY(draft_read(cx, draft, &rule));
    TRY(rule_put(cx, event->id, &rule, &holds));
    return event_rule_set(cx, event->id, RULE_CHARGES, holds);
}

Error *usual_charges_set(Ctx *cx, const ChargeDraft *draft)
{
    ChargeRule rule;
    bool holds;
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "the usual charges");
    TRY(draft_read(cx, draft, &rule));
    TRY(rule_put(cx, USUAL, &rule, &holds));
    return trail(cx, "charges.usual_set", 0, NULL);
}

static Error *copy_from(Ctx *cx, int64_t id, int64_t copy_id)
{
    int64_t made;
    TRY(db_run(cx, charge_like, &made, INT(id), INT(copy_id)));
    if (!made) return OK;
    TRY(db_run(cx, charge_tiers_like, NULL, INT(id), INT(copy_id)));
    return event_rule_set(cx, copy_id, RULE_CHARGES, true);
}

Error *event_charges_begin(Ctx *cx, int64_t event_id) { return copy_from(cx, USUAL, event_id); }
Error *event_charges_copy(Ctx *cx, int64_t event_id, int64_t copy_id) { return copy_from(cx, event_id, copy_id); }
