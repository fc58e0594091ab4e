#include "rooms/money/payments/card_payment.h"

#include "platform/base/log.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/security/token.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/payment.h"

#define FIELDS \
    "SELECT c.id, c.document_id, c.pence, c.asked_at, c.made_at, c.made_by AS made_by_id, c.provider_id, c.next_url, c.state, c.said, d.name AS document FROM card_payment c JOIN document d ON d.id = c.document_id"
SQL(card_one,         FIELDS " WHERE c.id = $1");
SQL(card_by_token,    FIELDS " WHERE c.token_hash = $1");
SQL(card_under_way,   FIELDS " WHERE c.document_id = $1 AND c.state = 'under way'");
SQL(card_of_document, FIELDS " WHERE c.document_id = $1 ORDER BY c.id DESC LIMIT 20");
SQL(cards_to_ask,     FIELDS " WHERE c.state = 'under way' AND c.asked_at < $1 ORDER BY c.asked_at, c.id LIMIT CAST($2 AS BIGINT)");
SQL(cards_odd,        FIELDS " WHERE c.state = 'odd' ORDER BY c.id DESC LIMIT 20");
SQL(card_insert,
    "INSERT INTO card_payment (id, document_id, pence, provider_id, token_hash, next_url, state, said, asked_at, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, 'under way', $7, $8, $8, $9) ON CONFLICT DO NOTHING");
SQL(card_asked,       "UPDATE card_payment SET said = $2, asked_at = $3 WHERE id = $1 AND state = 'under way'");
SQL(card_over,        "UPDATE card_payment SET state = $2, said = $3, asked_at = $4, next_url = '' WHERE id = $1 AND state = 'under way'");

static const Column card_columns[] = {
    COLUMN(CardPayment, id), COLUMN(CardPayment, document_id), COLUMN(CardPayment, pence), COLUMN(CardPayment, asked_at), COLUMN(CardPayment, made_at), COLUMN(CardPayment, made_by_id), COLUMN(CardPayment, provider_id),
    COLUMN(CardPayment, next_url), COLUMN(CardPayment, state), COLUMN(CardPayment, said), COLUMN(CardPayment, document),
};

Error *card_payment_by_token(Ctx *cx, const char *token, CardPayment *payment) { return db_one(cx, card_by_token, card_columns, payment, STR(token_hash(cx, token))); }
Error *card_payment_under_way(Ctx *cx, int64_t document_id, CardPayment *payment, bool *found) { return db_maybe(cx, card_under_way, card_columns, payment, found, INT(document_id)); }
Error *card_payments_of(Ctx *cx, int64_t document_id, CardPayment **list, size_t *count) { return db_list(cx, card_of_document, card_columns, list, count, INT(document_id)); }
Error *card_payments_to_ask(Ctx *cx, CardPayment **list, size_t *count) { return db_list(cx, cards_to_ask, card_columns, list, count, INT(cx->now - CARD_ASK_SECONDS), INT(CARD_SLICE)); }

Error *card_payments_odd(Ctx *cx, CardPayment **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "odd payments by card");
    return db_list(cx, cards_odd, card_columns, list, count, NONE);
}

Error *card_payable(Ctx *cx, const Document *invoice, const CardProvider *provider)
{
    if (!provider) return conflict(cx, "Payment by card is not set up here. Pay by bank transfer, as the invoice says");
    if (!same(invoice->kind, "invoice") || !invoice->open_pence) return conflict(cx, "Nothing of %s is to pay", invoice->name);
    if (invoice->open_pence > provider->pence_most) return conflict(cx, "More than %s cannot be paid by card. Pay by bank transfer, as the invoice says", money_words(cx, provider->pence_most));
    return OK;
}

Error *card_payment_begin(Ctx *cx, const Document *invoice, const CardSaid *said, const char *token)
{
    int64_t added = 0, id = new_id(cx);
    if (said->pence != invoice->open_pence) return conflict(cx, "What is to pay of %s has changed: %s now. Nothing was taken. Begin again", invoice->name, money_table(cx, invoice->open_pence));
    TRY(db_run(cx, card_insert, &added, INT(id), INT(invoice->id), INT(said->pence), STR(said->provider_id), STR(token_hash(cx, token)), STR(said->next_url), STR(said->state), INT(cx->now), REF(cx->who ? cx->who->id : 0)));
    return added ? trail(cx, "card.begun", id, invoice->name) : conflict(cx, "Somebody else began to pay %s by card a moment ago. Nothing was taken from you", invoice->name);
}

/* ---- settled ---- */

static Error *record(Ctx *cx, const CardPayment *card)
{
    Document invoice = {0};
    int64_t id;
    TRY(document_read(cx, card->document_id, &invoice));
    Settles settles = { invoice.id, invoice.open_pence < card->pence ? invoice.open_pence : card->pence };      /* paid by bank meanwhile: the rest is on account */
    return payment_take(cx, &(PaymentTaken){ .organisation_id = invoice.organisation_id, .person_id = invoice.person_id, .pence = card->pence, .card_payment_id = card->id, .way = "card", .on = cx->today,
                                             .reference = invoice.name, .settles = &settles, .count = settles.pence ? 1 : 0, .keep = true }, &id);
}

Error *card_payment_lost(Ctx *cx, int64_t id)
{
    int64_t changed = 0;
    TRY(db_run(cx, card_over, &changed, INT(id), STR("odd"), STR("not known to the provider"), INT(cx->now)));
    return changed ? trail(cx, "card.odd", id, NULL) : OK;
}

Error *card_payment_settle(Ctx *cx, int64_t id, const CardSaid *said)
{
    CardPayment card = {0};
    int64_t changed = 0;
    TRY(db_one(cx, card_one, card_columns, &card, INT(id)));
    if (said->outcome == CARD_UNDER_WAY) return db_run(cx, card_asked, NULL, INT(id), STR(said->state), INT(cx->now));
    bool paid = said->outcome == CARD_PAID, odd = paid && said->pence != card.pence;
    TRY(db_run(cx, card_over, &changed, INT(id), STR(odd ? "odd" : paid ? "paid" : "not paid"), STR(odd ? text(cx, "%s: %s", said->state, money_table(cx, said->pence)) : said->state), INT(cx->now)));
    if (!changed) return OK;      /* said before */
    if (odd) log_error(cx, "cards", "payment %s: %ld pence were taken, and %ld asked for", card.provider_id, (long)said->pence, (long)card.pence);
    if (paid && !odd) TRY(record(cx, &card));
    return trail(cx, odd ? "card.odd" : paid ? "card.paid" : "card.not_paid", id, NULL);
}
