#include "rooms/money/bills/vat.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

const char *const vat_supplies[] = { "training", "subscription", "charge", "goods", "hire", "service", NULL };

#define FIELDS "SELECT v.id, v.rate_bp, v.made_at, v.supply, v.class, v.from_on, v.treatment, v.words"
SQL(vat_rules_for, FIELDS ", '' AS by FROM vat_rule v WHERE v.class = $1 OR v.class = '' ORDER BY CASE WHEN v.class = '' THEN 1 ELSE 0 END, v.from_on DESC LIMIT CAST($2 AS BIGINT)");
SQL(vat_rules_listed, FIELDS ", y.name AS by FROM vat_rule v LEFT JOIN person y ON y.id = v.made_by ORDER BY v.supply, CASE WHEN v.class = '' THEN 2 ELSE 1 END, v.class, v.from_on DESC LIMIT CAST($1 AS BIGINT)");
SQL(vat_rule_put,
    "INSERT INTO vat_rule (id, supply, class, from_on, treatment, rate_bp, words, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (supply, class, from_on) DO NOTHING");
SQL(vat_rules_count,  "SELECT COUNT(*) FROM vat_rule");
SQL(vat_rule_exists,  "SELECT COUNT(*) FROM vat_rule WHERE id = $1");
SQL(vat_rule_remove,  "DELETE FROM vat_rule WHERE id = $1 AND from_on > $2");

static const Column rule_columns[] = { COLUMN(VatRule, id), COLUMN(VatRule, rate_bp), COLUMN(VatRule, made_at), COLUMN(VatRule, supply), COLUMN(VatRule, class), COLUMN(VatRule, from_on),
                                       COLUMN(VatRule, treatment), COLUMN(VatRule, words), COLUMN(VatRule, by) };

const char *vat_supply_words(const char *supply)
{
    static const struct { const char *supply, *words; } words[] = {
        { "training", "Places at courses and events" }, { "subscription", "Subscriptions" }, { "charge", "Charges for places given up late or left empty" },
        { "goods", "Goods" }, { "hire", "Hire of rooms and equipment" }, { "service", "Other services" },
    };
    for (size_t i = 0; i < COUNT(words); i++)
        if (same(words[i].supply, supply)) return words[i].words;
    return supply;
}

Error *vat_rules_of(Ctx *cx, const char *class, VatRule **list, size_t *count) { return db_list(cx, vat_rules_for, rule_columns, list, count, STR(class), INT(VAT_RULES_MOST)); }

static const VatRule *among(const VatRule *list, size_t count, const char *supply, const char *on)
{
    for (size_t i = 0; i < count; i++)
        if (same(list[i].supply, supply) && strcmp(list[i].from_on, on) <= 0) return &list[i];
    return NULL;
}

Error *vat_rule_among(Ctx *cx, const VatRule *list, size_t count, const char *supply, const char *on, const VatRule **rule)
{
    *rule = among(list, count, supply, on);
    return *rule ? OK : broken(cx, "no VAT rule for %s on %s", supply, on);
}

Error *vat_rule_on(Ctx *cx, const char *supply, const char *class, const char *on, VatRule *rule)
{
    VatRule *list;
    size_t count;
    TRY(vat_rules_of(cx, class, &list, &count));
    const VatRule *found = among(list, count, supply, on);
    if (!found) return broken(cx, "no VAT rule for %s on %s", supply, on);
    *rule = *found;
    return OK;
}

Error *vat_rules_all(Ctx *cx, VatRule **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "rules of VAT");
    return db_list(cx, vat_rules_listed, rule_columns, list, count, INT(VAT_RULES_MOST));
}

/* ---- kept by finance ---- */

static bool listed(const char *word, const char *const *list)
{
    while (*list && !same(*list, word)) list++;
    return *list != NULL;
}

/* "20", "20%", "17.5": basis points. */
static bool rate_parse(Ctx *cx, const char *typed, int64_t *rate_bp)
{
    const char *rate = text_trim(cx, typed), *point;
    if (ends(rate, "%")) rate = text_trim(cx, text_copy(cx, rate, strlen(rate) - 1));
    point = strchr(rate, '.');
    if (point && strlen(point) == 2) rate = text(cx, "%s0", rate);
    return !strpbrk(rate, ",\xc2") && money_parse(rate, rate_bp) && *rate_bp > 0 && *rate_bp <= VAT_WHOLE;
}

Error *vat_rule_add(Ctx *cx, const VatDraft *draft, int64_t *id)
{
    Error *errors = OK;
    int64_t rate_bp = 0, added = 0, there = 0;
    const char *words = text_trim(cx, draft->words);
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "a rule of VAT");
    if (!listed(draft->supply, vat_supplies)) errors_add(&errors, invalid(cx, "supply", "Choose what is supplied"));
    if (*draft->class && !customer_class_named(draft->class)) errors_add(&errors, invalid(cx, "class", "Choose to whom"));
    if (!date_valid(draft->from)) errors_add(&errors, invalid(cx, "from", "Enter the day from which the rule holds"));
    if (!one_of(draft->treatment, "exempt standard outside zero")) errors_add(&errors, invalid(cx, "treatment", "Choose how it is taxed"));
    else if (same(draft->treatment, "standard") && !rate_parse(cx, draft->rate, &rate_bp)) errors_add(&errors, invalid(cx, "rate", "Enter the rate in percent, like 20 or 17.5"));
    if (!*words) errors_add(&errors, invalid(cx, "words", "Say why, in words for the bill"));
    else if (letters(words) > VAT_WORDS_MOST) errors_add(&errors, invalid(cx, "words", "Use %d characters or fewer", VAT_WORDS_MOST));
    TRY(errors);
    TRY(db_number(cx, vat_rules_count, &there, NONE));
    if (there >= VAT_RULES_MOST) return conflict(cx, "There are %d rules already, which is the most there can be", VAT_RULES_MOST);
    *id = new_id(cx);
    TRY(db_run(cx, vat_rule_put, &added, INT(*id), STR(draft->supply), STR(draft->class), STR(draft->from), STR(draft->treatment), INT(rate_bp), STR(words), INT(cx->now), INT(cx->who->id)));
    if (!added) return invalid(cx, "from", "There is a rule for this from that day already. Enter another day");
    return trail(cx, "vat.rule_added", *id, draft->from);
}

Error *vat_rule_drop(Ctx *cx, int64_t id)
{
    int64_t removed = 0, there = 0;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "taking a rule of VAT back");
    TRY(db_number(cx, vat_rule_exists, &there, INT(id)));
    if (!there) return missing(cx, "rule of VAT %ld", (long)id);
    TRY(db_run(cx, vat_rule_remove, &removed, INT(id), STR(cx->today)));
    if (!removed) return conflict(cx, "This rule holds already, so it stays. Add another one with the day from which it is different");
    return trail(cx, "vat.rule_removed", id, NULL);
}

/* ---- reckoned and said ---- */

int64_t vat_of(int64_t taxable_pence, int64_t rate_bp) { return taxable_pence < 0 ? -money_share(-taxable_pence, rate_bp, VAT_WHOLE) : money_share(taxable_pence, rate_bp, VAT_WHOLE); }

static const char *percent_words(Ctx *cx, int64_t rate_bp)
{
    if (rate_bp % 100 == 0) return text(cx, "%ld%%", (long)(rate_bp / 100));
    return rate_bp % 10 ? text(cx, "%ld.%02ld%%", (long)(rate_bp / 100), (long)(rate_bp % 100)) : text(cx, "%ld.%ld%%", (long)(rate_bp / 100), (long)(rate_bp % 100 / 10));
}

const char *vat_words(Ctx *cx, const char *treatment, int64_t rate_bp)
{
    if (same(treatment, "standard")) return percent_words(cx, rate_bp);
    return same(treatment, "zero") ? "0%" : same(treatment, "outside") ? "outside" : "exempt";
}

const char *vat_total_words(Ctx *cx, const char *treatment, int64_t rate_bp)
{
    if (same(treatment, "standard")) return text(cx, "Taxed at %s", percent_words(cx, rate_bp));
    return same(treatment, "zero") ? "Taxed at 0%" : same(treatment, "outside") ? "Outside the scope of VAT" : "Exempt from VAT";
}
