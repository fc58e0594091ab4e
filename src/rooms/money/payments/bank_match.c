/* A line of the bank becomes payments, or says that one came back. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/payment.h"
#include "rooms/money/payments/payment_match.h"

static Error *line_taken(Ctx *cx, int64_t line_id, BankLine *line)
{
    bool taken;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "matching bank line %ld", (long)line_id);
    TRY(bank_line_find(cx, line_id, line));
    TRY(bank_line_take(cx, line_id, &taken));
    return taken ? OK : conflict(cx, "This line waits no more: somebody was quicker");
}

static const char *reference_of(const BankLine *line) { return blank(line->reference) ? line->name : line->reference; }

static bool one_customer(const Document *a, const Document *b) { return a->organisation_id == b->organisation_id && a->person_id == b->person_id; }

/* One payment of all that the customer of the `first` has among the invoices; with `whole` what is over is theirs, too. */
static Error *pay_of(Ctx *cx, const BankLine *line, const Document *invoices, size_t n, size_t first, bool whole, int64_t *rest)
{
    Settles settles[MATCH_MOST];
    PaymentTaken taken = { .organisation_id = invoices[first].organisation_id, .person_id = invoices[first].person_id, .way = "bank", .on = line->on_date, .reference = reference_of(line), .bank_line_id = line->id,
                           .settles = settles };
    int64_t id;
    for (size_t i = first; i < n && *rest; i++) {
        if (!one_customer(&invoices[first], &invoices[i])) continue;
        int64_t pence = invoices[i].open_pence < *rest ? invoices[i].open_pence : *rest;
        settles[taken.count++] = (Settles){ invoices[i].id, pence };
        taken.pence += pence, *rest -= pence;
    }
    if (whole) taken.pence += *rest, *rest = 0;
    return taken.pence ? payment_take(cx, &taken, &id) : OK;
}

static bool came_before(const Document *invoices, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (one_customer(&invoices[k], &invoices[i])) return true;
    return false;
}

Error *bank_line_match(Ctx *cx, int64_t line_id, const int64_t *documents, size_t count)
{
    BankLine line = {0};
    Document invoices[MATCH_MOST] = { {0} };
    if (!count) return invalid(cx, "invoice", "Choose the invoices that it pays");
    if (count > MATCH_MOST) return invalid(cx, "invoice", "Choose %d invoices at most", MATCH_MOST);
    TRY(line_taken(cx, line_id, &line));
    if (line.pence <= 0) return conflict(cx, "This money went, so it pays no invoice");
    for (size_t i = 0; i < count; i++) {
        TRY(document_read(cx, documents[i], &invoices[i]));
        if (!same(invoices[i].kind, "invoice") || !invoices[i].open_pence) return conflict(cx, "%s is settled already", invoices[i].name);
        for (size_t k = 0; k < i; k++)
            if (documents[k] == documents[i]) return conflict(cx, "%s is chosen twice", invoices[i].name);
    }
    int64_t rest = line.pence;
    bool one = true;
    for (size_t i = 1; i < count; i++) one = one && one_customer(&invoices[0], &invoices[i]);
    for (size_t i = 0; i < count; i++)
        if (!came_before(invoices, i)) TRY(pay_of(cx, &line, invoices, count, i, one, &rest));
    if (rest) return conflict(cx, "%s of this line is over, and the invoices are of several customers. Match it with those of one, or note it by hand", money_table(cx, rest));
    return trail(cx, "bank.matched", line_id, NULL);
}

Error *bank_line_on_account(Ctx *cx, int64_t line_id, int64_t organisation_id, int64_t person_id)
{
    BankLine line = {0};
    int64_t id;
    if (!organisation_id == !person_id) return invalid(cx, "customer", "Choose whose it is");
    TRY(line_taken(cx, line_id, &line));
    if (line.pence <= 0) return conflict(cx, "This money went, so nobody paid it");
    TRY(payment_take(cx, &(PaymentTaken){ .organisation_id = organisation_id, .person_id = person_id, .pence = line.pence, .way = "bank", .on = line.on_date, .reference = reference_of(&line), .bank_line_id = line.id, .keep = true }, &id));
    return trail(cx, "bank.matched", line_id, "on account");
}

Error *bank_line_bounced(Ctx *cx, int64_t line_id, int64_t payment_id)
{
    BankLine line = {0};
    Payment payment = {0};
    if (!payment_id) return invalid(cx, "payment", "Choose the payment that came back");
    TRY(line_taken(cx, line_id, &line));
    TRY(payment_read(cx, payment_id, &payment));
    if (line.pence != -payment.pence) return conflict(cx, "%s went, and the payment was of %s", money_table(cx, -line.pence), money_table(cx, payment.pence));
    TRY(payment_reverse(cx, payment_id, line.on_date, blank(line.reference) ? "It came back" : reference_of(&line), false));
    return trail(cx, "bank.matched", line_id, "came back");
}
