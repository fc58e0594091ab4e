/* How a customer is billed, and what stands on every bill of who sends it. */
#include "platform/base/text.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/bill_sender.h"
#include "rooms/money/bills/payer.h"

extern const RouteList bill_settings_pages;

static Error *payer_show(Ctx *cx, const Request *rq, Response *rs)
{
    Payer payer = {0};
    TRY(payer_find(cx, rq->id, 0, &payer));
    const char *usual = one_of(payer.class, "maintained department") || same(payer.class, "other phase") ? "Recharge, as maintained schools of the authority and its departments are" : "Invoice, as everybody outside the authority is";
    const Option ways[] = { { .value = "", .text = "As usual for its kind", .hint = usual }, { .value = "invoice", .text = "By invoice" }, { .value = "recharge", .text = "By recharge", .hint = "A journal inside the council, without VAT and without an invoice" } };
    const char *back = text(cx, "/office/to-bill/organisations/%ld", (long)rq->id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "How %s is billed", payer.name), .frame = FRAME_OFFICE, .current = "to-bill", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>How it is billed</h1>\n", payer.name);
    form_begin(cx, rq, rs, text(cx, "/office/payers/%ld", (long)rq->id), false);
    field_radios(out, rq, (Radios){ .name = "way", .legend = "How", .legend_classes = "govuk-fieldset__legend--s", .items = ways, .count = COUNT(ways), .value = payer.way_set });
    field_text(out, rq, (TextInput){ .name = "cost_code", .label = "Cost code of a recharge", .label_classes = "govuk-label--s", .hint = "Where it goes in the council’s ledger", .value = payer.cost_code, .classes = "govuk-input--width-10" });
    field_text(out, rq, (TextInput){ .name = "pay_days", .label = "Days to pay an invoice", .label_classes = "govuk-label--s", .value = text(cx, "%ld", (long)payer.pay_days), .classes = "govuk-input--width-3", .inputmode = "numeric" });
    field_text(out, rq, (TextInput){ .name = "email", .label = "Email address for bills", .label_classes = "govuk-label--s", .hint = *payer.bill_email || !*payer.email ? "A mailbox that somebody reads all year" : text(cx, "Until one is entered they go to %s", payer.email), .value = payer.bill_email, .type = "email" });
    field_textarea(out, rq, (Textarea){ .name = "address", .label = "Postal address on bills", .label_classes = "govuk-label--s", .hint = "If it is another one than its own", .value = payer.bill_address, .rows = 4 });
    field_checkbox(out, rq, "order_required", "Bill nothing without a purchase order", "It is asked for before anything is billed", payer.order_required);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Leave it as it is</a></div></form></div>", back);
    page_end(rs);
    return OK;
}

static Error *payer_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(payer_terms_set(cx, rq->id, &(TermsDraft){ .way = form_text(rq, "way"), .cost_code = form_text(rq, "cost_code"), .pay_days = form_text(rq, "pay_days"), .email = form_text(rq, "email"),
                                                   .address = form_text(rq, "address"), .order_required = form_has(rq, "order_required") }));
    rs->flash = "It is saved. What is billed from now on follows it";
    return redirect(rs, text(cx, "/office/to-bill/organisations/%ld", (long)rq->id));
}

static Error *sender_show(Ctx *cx, const Request *rq, Response *rs)
{
    Sender kept = {0}, said = {0};
    TRY(sender_kept(cx, &kept));
    TRY(sender_read(cx, &said));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "What stands on bills", .frame = FRAME_OFFICE, .current = "invoices", .back = "/office/invoices" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">What stands on bills</h1><p class=\"govuk-body\">A bill that was issued keeps what stood on it.</p>\n");
    form_begin(cx, rq, rs, "/office/invoices/sender", false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Who sends it", .label_classes = "govuk-label--s", .hint = text(cx, "Left empty it is %s", said.name), .value = kept.name });
    field_textarea(out, rq, (Textarea){ .name = "address", .label = "Address", .label_classes = "govuk-label--s", .hint = "Left empty it is the partnership’s", .value = kept.address, .rows = 4 });
    field_text(out, rq, (TextInput){ .name = "vat_number", .label = "VAT number", .label_classes = "govuk-label--s", .value = kept.vat_number, .classes = "govuk-input--width-10" });
    html(out, "<h2 class=\"govuk-heading-m\">Into which account</h2>");
    field_text(out, rq, (TextInput){ .name = "account_name", .label = "Name of the account", .label_classes = "govuk-label--s", .value = kept.account_name });
    field_text(out, rq, (TextInput){ .name = "sort_code", .label = "Sort code", .label_classes = "govuk-label--s", .hint = "Six figures, like 30-94-57", .value = kept.sort_code, .classes = "govuk-input--width-5", .inputmode = "numeric" });
    field_text(out, rq, (TextInput){ .name = "account_number", .label = "Account number", .label_classes = "govuk-label--s", .hint = "Eight figures", .value = kept.account_number, .classes = "govuk-input--width-10", .inputmode = "numeric" });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/invoices\">Leave it as it is</a></div></form></div>");
    page_end(rs);
    return OK;
}

static Error *sender_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(sender_set(cx, &(Sender){ form_text(rq, "name"), form_text(rq, "address"), form_text(rq, "vat_number"), form_text(rq, "account_name"), form_text(rq, "sort_code"), form_text(rq, "account_number") }));
    rs->flash = "The next bill says it";
    return redirect(rs, "/office/invoices");
}

ROUTES(bill_settings_pages,
    FORM("/office/payers/:id",      BILL,        payer_show,  NULL, payer_submit),
    FORM("/office/invoices/sender", KEEP_LEDGER, sender_show, NULL, sender_submit),
);
