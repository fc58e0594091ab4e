/*
 * VAT: how a kind of supply is taxed for a class of customers from a day on. Finance says so; what the schema lays is DOMAIN's usual treatment, for finance
 * to confirm. A rule is never changed: another one holds from its own day. A line of a bill keeps the rule that held with its words.
 */
#pragma once
#include "rooms/money/bills/payer.h"

enum { VAT_WORDS_MOST = 120, VAT_WHOLE = 10000 /* basis points of 100% */, VAT_RULES_MOST = 400 };
extern const char *const vat_supplies[];        /* training, subscription, charge, goods, hire, service; end with NULL */
const char *vat_supply_words(const char *supply);        /* "Places at courses and events" */

typedef struct { int64_t id, rate_bp, made_at; const char *supply, *class, *from_on, *treatment, *words, *by; } VatRule;
/* The rule that holds on a day: of this class before everybody's, of those the latest. BROKEN where there is none, which the schema rules out. */
CHECKED Error *vat_rule_on(Ctx *cx, const char *supply, const char *class, const char *on, VatRule *rule);
/* The same for many lines of one customer: the rules of a class are read once. */
CHECKED Error *vat_rules_of(Ctx *cx, const char *class, VatRule **list, size_t *count);
CHECKED Error *vat_rule_among(Ctx *cx, const VatRule *list, size_t count, const char *supply, const char *on, const VatRule **rule);
/* READ_MONEY. By supply and class, the latest first; VAT_RULES_MOST of them. */
CHECKED Error *vat_rules_all(Ctx *cx, VatRule **list, size_t *count);

/* As typed. KEEP_LEDGER. Refused about "supply", "class", "from", "treatment", "rate", "words"; CONFLICT for a second one from the same day. */
typedef struct { const char *supply, *class, *from, *treatment, *rate, *words; } VatDraft;
CHECKED Error *vat_rule_add(Ctx *cx, const VatDraft *draft, int64_t *id);
/* KEEP_LEDGER. One that does not hold yet; CONFLICT for any other. */
CHECKED Error *vat_rule_drop(Ctx *cx, int64_t id);

int64_t     vat_of(int64_t taxable_pence, int64_t rate_bp);                           /* to the penny, halves up; below 0 as above */
const char *vat_words(Ctx *cx, const char *treatment, int64_t rate_bp);               /* "exempt", "20%", "outside", "0%": in a column */
const char *vat_total_words(Ctx *cx, const char *treatment, int64_t rate_bp);         /* "Exempt from VAT", "Taxed at 20%" */
