/*
 * An invoice is paid by card. The page says what is to pay, begins it with the provider, and leads there by a link: a form of ours may not send anybody to another
 * site. Whoever comes back from there, or asks, makes us ask the provider how it ended.
 */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "platform/security/token.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/card_payment.h"

extern const RouteList card_pages;

static const char *invoice_path(Ctx *cx, int64_t id) { return text(cx, "/invoices/%ld", (long)id); }
static const char *pay_path(Ctx *cx, int64_t id)     { return text(cx, "/invoices/%ld/pay", (long)id); }

/* What the provider could not say is no reason to lose the form: nobody knows, and nothing was taken for it. */
static Error *away(Ctx *cx, const Error *error, const CardProvider *provider)
{
    return error->kind == CONFLICT ? conflict(cx, "%s did not take this on. Nothing was paid. Pay by bank transfer, as the invoice says, or tell us", provider->name)
                                   : conflict(cx, "%s does not answer at the moment. Nothing was paid, and the invoice stays as it is. Try again in a few minutes, or pay by bank transfer", provider->name);
}

/* Whoever the invoice is to; the office reads it, and does not pay for others. */
static Error *invoice_of_theirs(Ctx *cx, int64_t id, Document *invoice)
{
    TRY(document_find(cx, id, invoice));
    bool theirs = invoice->organisation_id ? may(cx, BUY_TOGETHER) && invoice->organisation_id == cx->who->organisation_id : invoice->person_id == cx->who->id;
    return theirs ? OK : missing(cx, "document %ld is paid by somebody else", (long)id);
}

/* ---- the page ---- */

static void under_way(Out *out, const Request *rq, Response *rs, const CardPayment *card, const CardProvider *provider)
{
    Ctx *cx = out->cx;
    html(out, "<p class=\"govuk-body govuk-!-margin-top-4\">You pay on the pages of %s, and come back here afterwards. Your card’s number never comes to us.</p>\n", provider->name);
    html(out, "<p class=\"govuk-body\"><a class=\"govuk-button\" href=\"%s\">Go on to %s</a></p>\n", card->next_url, provider->name);
    form_begin(cx, rq, rs, pay_path(cx, card->document_id), false);
    html(out, "<input type=\"hidden\" name=\"pence\" value=\"%ld\"><p class=\"govuk-body\">Have you paid or given up already? <button type=\"submit\" class=\"ly-linklike\">Ask %s how it ended</button></p></form>", (long)card->pence,
         provider->name);
}

static void to_begin(Out *out, const Request *rq, Response *rs, const Document *invoice, const CardProvider *provider)
{
    Ctx *cx = out->cx;
    html(out, "<p class=\"govuk-body govuk-!-margin-top-4\">You are led to the pages of %s, which take the payment. Your card’s number never comes to us.</p>\n", provider->name);
    form_begin(cx, rq, rs, pay_path(cx, invoice->id), false);
    html(out, "<input type=\"hidden\" name=\"pence\" value=\"%ld\"><div class=\"ly-buttons\">", (long)invoice->open_pence);
    govuk_button(out, (Button){ .text = text(cx, "Pay %s by card", money_table(cx, invoice->open_pence)), .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Not by card</a></div></form>", invoice_path(cx, invoice->id));
}

static Error *pay_show(Ctx *cx, const Request *rq, Response *rs)
{
    Document invoice = {0};
    CardPayment card = {0};
    const CardProvider *provider;
    CardAccess access;
    bool found;
    TRY(invoice_of_theirs(cx, rq->id, &invoice));
    TRY(card_access(cx, false, &provider, &access));
    TRY(card_payment_under_way(cx, invoice.id, &card, &found));
    const Error *cannot = card_payable(cx, &invoice, provider);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Pay %s by card", invoice.name), .frame = FRAME_PUBLIC, .current = "invoices", .back = invoice_path(cx, invoice.id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Pay %s by card</h1>\n", invoice.customer_name, invoice.name);
    if (cannot || !provider) {
        html(out, "<p class=\"govuk-body\">%s.</p><p class=\"govuk-body\"><a class=\"govuk-link\" href=\"%s\">Back to the invoice</a></p></div>", cannot ? cannot->say : "", invoice_path(cx, invoice.id));
        page_end(rs);
        return OK;
    }
    ly_sum_begin(out);
    ly_sum_row(out, text(cx, "Invoice %s", invoice.name), money_table(cx, invoice.total_pence), false);
    ly_sum_row(out, "To pay", money_table(cx, invoice.open_pence), true);
    ly_sum_end(out);
    if (found) under_way(out, rq, rs, &card, provider);
    else to_begin(out, rq, rs, &invoice, provider);
    html(out, "</div>");
    page_end(rs);
    return OK;
}

/* ---- begun, and asked for ---- */

typedef struct { int64_t asked_id; CardSaid said; const char *token; } Turn;      /* asked_id: the one under way, of which this was said; 0: one was begun */

static Error *pay_prepare(Ctx *cx, Request *rq, Response *rs)
{
    Turn *turn = new(cx, Turn);
    Document invoice = {0};
    CardPayment card = {0};
    const CardProvider *provider;
    CardAccess access;
    bool found;
    rq->prepared = turn;
    TRY(invoice_of_theirs(cx, rq->id, &invoice));
    TRY(card_access(cx, false, &provider, &access));
    TRY(card_payable(cx, &invoice, provider));
    TRY(card_payment_under_way(cx, invoice.id, &card, &found));
    if (found) {
        const Error *error = provider->find(cx, &access, card.provider_id, &turn->said);
        turn->asked_id = card.id;
        return error ? away(cx, error, provider) : OK;
    }
    if (form_number(rq, "pence", 0) != invoice.open_pence) return conflict(cx, "What is to pay has changed: %s now. Look at it once more", money_table(cx, invoice.open_pence));
    turn->token = token_new(cx);
    const Error *error = provider->create(cx, &access, &(CardAsk){ invoice.open_pence, invoice.name, text(cx, "%s, %s", invoice.name, cx->partnership->name), text(cx, "%s/card/back/%s", cx->partnership->url, turn->token) }, &turn->said);
    return error ? away(cx, error, provider) : OK;
}

static const char *ended_words(const CardSaid *said)
{
    if (said->outcome == CARD_PAID) return "It is paid. Thank you";
    return said->outcome == CARD_NOT_PAID ? "It was not paid, and nothing was taken. You can begin again" : "It is not paid yet. Go on where you were";
}

static Error *pay_submit(Ctx *cx, Request *rq, Response *rs)
{
    const Turn *turn = rq->prepared;
    Document invoice = {0};
    TRY(invoice_of_theirs(cx, rq->id, &invoice));
    if (!turn->asked_id) {
        TRY(card_payment_begin(cx, &invoice, &turn->said, turn->token));
        return redirect(rs, pay_path(cx, rq->id));
    }
    TRY(card_payment_settle(cx, turn->asked_id, &turn->said));
    rs->flash = ended_words(&turn->said);
    return redirect(rs, turn->said.outcome == CARD_PAID ? invoice_path(cx, rq->id) : pay_path(cx, rq->id));
}

/* ---- back from there ---- */

typedef struct { CardPayment card; CardSaid said; bool known; } Came;

static Error *back_prepare(Ctx *cx, Request *rq, Response *rs)
{
    Came *came = new(cx, Came);
    const CardProvider *provider;
    CardAccess access;
    rq->prepared = came;
    TRY(card_payment_by_token(cx, rq->word, &came->card));
    TRY(card_access(cx, true, &provider, &access));
    if (!same(came->card.state, "under way") || !provider) return OK;
    came->known = provider->find(cx, &access, came->card.provider_id, &came->said) == OK;      /* else a job asks until it is */
    return OK;
}

static Error *back_submit(Ctx *cx, Request *rq, Response *rs)
{
    const Came *came = rq->prepared;
    if (came->known) {
        TRY(card_payment_settle(cx, came->card.id, &came->said));
        rs->flash = ended_words(&came->said);
    } else if (same(came->card.state, "under way")) rs->flash = "We cannot hear yet whether it is paid, and ask again by ourselves. Do not pay a second time: look here in a few minutes";
    bool again = came->known && came->said.outcome != CARD_PAID;
    return redirect(rs, again ? pay_path(cx, came->card.document_id) : invoice_path(cx, came->card.document_id));
}

ROUTES(card_pages,
    FORM("/invoices/:id/pay",  SIGNED_IN, pay_show, pay_prepare, pay_submit),
    CALLBACK("/card/back/*",   back_prepare, back_submit),
);
