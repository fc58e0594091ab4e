/* Forms of the finance officer: a payment is recorded by hand, and one that bounced or was a mistake is reversed. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/payment.h"
#include "rooms/money/payments/payment_pages.h"

extern const RouteList payment_act_pages;

#define HERE "/office/payments"

void payment_customer(const char *typed, int64_t *organisation_id, int64_t *person_id)
{
    *organisation_id = *person_id = 0;
    if (*typed == 'o') (void)number_parse(typed + 1, 1, INT64_MAX, organisation_id);
    else if (*typed == 'p') (void)number_parse(typed + 1, 1, INT64_MAX, person_id);
}

Error *payment_customer_field(Out *out, const Request *rq, const char *label, const char *stored)
{
    Ctx *cx = out->cx;
    WhoPays *list;
    size_t n;
    TRY(who_pays(cx, "", &list, &n));
    SelectItem *items = array(cx, SelectItem, n + 1);
    items[0] = (SelectItem){ .value = "", .text = "Choose a customer" };
    for (size_t i = 0; i < n; i++)
        items[i + 1] = (SelectItem){ .value = list[i].organisation_id ? text(cx, "o%ld", (long)list[i].organisation_id) : text(cx, "p%ld", (long)list[i].person_id),
                                     .text = list[i].open_pence ? text(cx, "%s (%s to pay)", list[i].name, money_table(cx, list[i].open_pence)) : list[i].name };
    field_select(out, rq, (Select){ .name = "customer", .label = label, .label_classes = "govuk-label--s", .hint = "Everybody who has had an invoice", .items = items, .count = n + 1, .value = stored });
    return OK;
}

/* ---- recorded ---- */

static const Option ways[] = { { .value = "bank", .text = "Bank transfer" }, { .value = "cheque", .text = "Cheque" }, { .value = "cash", .text = "Cash" }, { .value = "card", .text = "Card, by a terminal of ours" } };

/* From an invoice it settles that one; else the oldest due. */
static Error *invoice_asked(Ctx *cx, const Request *rq, Document *invoice)
{
    int64_t id = rq->posted ? form_number(rq, "invoice", 0) : query_number(rq, "invoice", 0);
    return id ? document_find(cx, id, invoice) : OK;
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Document invoice = { .name = "" };
    TRY(invoice_asked(cx, rq, &invoice));
    const char *back = invoice.id ? text(cx, "/office/invoices/%ld", (long)invoice.id) : HERE;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Record a payment", .frame = FRAME_OFFICE, .current = "payments", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">");
    if (invoice.id) html(out, "<span class=\"govuk-caption-l\">%s, %s: %s to pay</span>", invoice.name, invoice.customer_name, money_table(cx, invoice.open_pence));
    html(out, "Record a payment</h1>\n<p class=\"govuk-body\">What is on a bank statement is better matched there: then it is not recorded twice. <a class=\"govuk-link\" href=\"/office/bank\">Go to the bank’s statements</a></p>\n");
    form_begin(cx, rq, rs, HERE "/new", false);
    if (invoice.id) html(out, "<input type=\"hidden\" name=\"invoice\" value=\"%ld\">", (long)invoice.id);
    else TRY(payment_customer_field(out, rq, "Who paid?", query_value(rq, "customer")));
    field_text(out, rq, (TextInput){ .name = "amount", .label = "How much?", .label_classes = "govuk-label--s", .hint = "In pounds and pence, like 180, 42.50 or 1,200", .prefix = "£", .classes = "govuk-input--width-10", .inputmode = "decimal" });
    field_date(out, rq, (DateField){ .name = "on", .legend = "On which day did it come?", .stored = cx->today });
    field_radios(out, rq, (Radios){ .name = "way", .legend = "How was it paid?", .legend_classes = "govuk-fieldset__legend--s", .items = ways, .count = COUNT(ways) });
    field_text(out, rq, (TextInput){ .name = "reference", .label = "Reference", .label_classes = "govuk-label--s", .hint = "What stood with it, or the number of the cheque. May be empty" });
    field_checkbox(out, rq, "keep", "Keep it on account", "Else it settles the oldest invoice first, and what is over stays on account", false);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Record it", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Do not record it</a></div></form></div>", back);
    page_end(rs);
    return OK;
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)
{
    PaymentDraft draft = { .way = form_text(rq, "way"), .on = "", .amount = form_text(rq, "amount"), .reference = form_text(rq, "reference"), .keep = form_has(rq, "keep") };
    Document invoice = {0};
    int64_t id;
    TRY(invoice_asked(cx, rq, &invoice));
    payment_customer(form_text(rq, "customer"), &draft.organisation_id, &draft.person_id);
    if (invoice.id) draft.organisation_id = invoice.organisation_id, draft.person_id = invoice.person_id, draft.document_id = draft.keep ? 0 : invoice.id;
    TRY(form_date(cx, rq, "on", "The day", &draft.on));
    TRY(payment_record(cx, &draft, &id));
    rs->flash = "The payment is recorded";
    return redirect(rs, text(cx, HERE "/%ld", (long)id));
}

/* ---- reversed ---- */

static const Option reasons[] = { { .value = "bounced", .text = "It bounced", .hint = "The bank took it back: a cheque without cover, a transfer that was called back" },
                                     { .value = "mistake", .text = "It was recorded by mistake", .hint = "It was somebody else’s, or never came. Its line of the bank’s statement waits again" } };

static Error *reverse_show(Ctx *cx, const Request *rq, Response *rs)
{
    Payment p = {0};
    TRY(payment_find(cx, rq->id, &p));
    const char *back = text(cx, HERE "/%ld", (long)p.id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Reverse a payment", .frame = FRAME_OFFICE, .current = "payments", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>Reverse %s?</h1>\n", p.customer, date_words(cx, p.on_date), money_table(cx, p.pence));
    if (p.reversed_at) {
        html(out, "<p class=\"govuk-body\">This payment was reversed already. <a class=\"govuk-link\" href=\"%s\">Back to it</a></p></div>", back);
        page_end(rs);
        return OK;
    }
    html(out, "<p class=\"govuk-body\">Whatever it settles is to pay again, and the ledger takes it back. This cannot be undone: what was right after all is recorded anew.</p>\n");
    form_begin(cx, rq, rs, text(cx, HERE "/%ld/reverse", (long)p.id), false);
    field_radios(out, rq, (Radios){ .name = "reason", .legend = "What happened?", .legend_classes = "govuk-fieldset__legend--s", .items = reasons, .count = COUNT(reasons) });
    field_date(out, rq, (DateField){ .name = "on", .legend = "On which day does it count?", .stored = cx->today });
    field_text(out, rq, (TextInput){ .name = "why", .label = "Why?", .label_classes = "govuk-label--s", .hint = "It stands in the ledger" });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Reverse it", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Leave it as it is</a></div></form></div>", back);
    page_end(rs);
    return OK;
}

static Error *reverse_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *on, *reason = form_text(rq, "reason");
    if (!one_of(reason, "bounced mistake")) return invalid(cx, "reason", "Choose what happened");
    TRY(form_date(cx, rq, "on", "The day", &on));
    TRY(payment_reverse(cx, rq->id, on, form_text(rq, "why"), same(reason, "mistake")));
    rs->flash = "It is reversed";
    return redirect(rs, text(cx, HERE "/%ld", (long)rq->id));
}

ROUTES(payment_act_pages,
    FORM(HERE "/new",         KEEP_LEDGER, new_show,     NULL, new_submit),
    FORM(HERE "/:id/reverse", KEEP_LEDGER, reverse_show, NULL, reverse_submit),
);
