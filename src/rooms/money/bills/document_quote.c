#include "rooms/money/bills/document_quote.h"

#include <string.h>

#include "rooms/money/bills/document_put.h"
#include "rooms/money/ledger/ledger.h"

SQL(quote_of, "INSERT INTO subscription_quote (document_id, subscription_id) VALUES ($1, $2)");

Error *document_quote(Ctx *cx, const Quote *quote, int64_t *id)
{
    Payer payer = {0};
    VatRule rule = {0};
    TRY(payer_read(cx, quote->organisation_id, 0, &payer));
    TRY(vat_rule_on(cx, "subscription", payer.class, strcmp(quote->starts_on, cx->today) > 0 ? cx->today : quote->starts_on, &rule));
    Document d = { .kind = "quote", .issued_on = cx->today, .due_on = strcmp(quote->holds_until, cx->today) < 0 ? cx->today : quote->holds_until, .purchase_order = quote->purchase_order, .words = "" };
    document_to(&d, &payer);
    const DocumentLine line = { .pence = quote->pence, .rate_bp = rule.rate_bp, .account_id = ACCOUNT_SUBSCRIPTIONS, .cost_centre_id = COST_CENTRE_OWN, .fund_id = FUND_SUBSCRIPTIONS, .words = quote->words,
                                .on_date = quote->starts_on, .supply = "subscription", .treatment = rule.treatment, .vat_words = rule.words };
    TRY(document_put(cx, &d, &line, 1, NULL, 0));
    TRY(db_run(cx, quote_of, NULL, INT(d.id), INT(quote->subscription_id)));
    *id = d.id;
    return OK;
}
