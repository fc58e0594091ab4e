/* Forms of refunds and of what is given up: asked for, approved, declined. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/payment_pages.h"
#include "rooms/money/payments/payment_terms.h"
#include "rooms/money/payments/refund.h"
#include "rooms/money/payments/write_off.h"

extern const RouteList refund_ask_pages;

#define HERE "/office/refunds"

static const char *limit_words(Ctx *cx, const PaymentTerms *terms) { return terms->two_people_pence ? text(cx, "Above %s a second person approves it, and nobody their own.", money_table(cx, terms->two_people_pence)) : "A second person approves it, and nobody their own."; }

/* ---- paid back ---- */

static bool of_credit(const Request *rq) { return begins(rq->path, "/office/invoices/"); }
static OnAccount from_of(const Request *rq)
{
    OnAccount from = {0};
    *(of_credit(rq) ? &from.credit_id : &from.payment_id) = rq->id;
    return from;
}
static const char *home_of(Ctx *cx, const Request *rq) { return text(cx, of_credit(rq) ? "/office/invoices/%ld" : "/office/payments/%ld", (long)rq->id); }

static void account_fields(Out *out, const Request *rq, const char *customer)
{
    field_text(out, rq, (TextInput){ .name = "account_name", .label = "Name on the account", .label_classes = "govuk-label--s", .value = customer, .classes = "govuk-input--width-20" });
    field_text(out, rq, (TextInput){ .name = "sort_code", .label = "Sort code", .label_classes = "govuk-label--s", .hint = "Six digits, like 20-00-00", .classes = "govuk-input--width-5", .inputmode = "numeric" });
    field_text(out, rq, (TextInput){ .name = "account_number", .label = "Account number", .label_classes = "govuk-label--s", .hint = "Eight digits", .classes = "govuk-input--width-10", .inputmode = "numeric" });
}

static Error *ask_show(Ctx *cx, const Request *rq, Response *rs)
{
    const OnAccount from = from_of(rq);
    PaymentTerms terms = {0};
    Payment payment = { .customer = "" };
    Document note = { .customer_name = "" };
    Left left = {0};
    if (from.payment_id) TRY(payment_find(cx, from.payment_id, &payment));
    else TRY(document_find(cx, from.credit_id, &note));
    TRY(left_of(cx, &from, &left));
    TRY(payment_terms(cx, &terms));
    const char *back = home_of(cx, rq), *customer = from.payment_id ? payment.customer : note.customer_name;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Pay money back", .frame = FRAME_OFFICE, .current = "payments", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s. %s</span>Pay money back</h1>\n", customer, left.words);
    if (!left.left_pence) {
        html(out, "<p class=\"govuk-body\">Nothing of it is on account. <a class=\"govuk-link\" href=\"%s\">Back</a></p></div>", back);
        page_end(rs);
        return OK;
    }
    html(out, "<p class=\"govuk-body\">%s is on account. %s</p>\n", money_table(cx, left.left_pence), limit_words(cx, &terms));
    form_begin(cx, rq, rs, text(cx, "%s/refund", back), false);
    field_text(out, rq, (TextInput){ .name = "amount", .label = "How much?", .label_classes = "govuk-label--s", .hint = text(cx, "Empty: all of it, %s", money_table(cx, left.left_pence)), .prefix = "£", .classes = "govuk-input--width-10", .inputmode = "decimal" });
    field_text(out, rq, (TextInput){ .name = "why", .label = "Why?", .label_classes = "govuk-label--s", .hint = "It stands in the ledger, such as: paid twice" });
    if (payment.card_payment_id) html(out, "<p class=\"govuk-body\">It was paid by card, and goes back to it.</p>");
    else account_fields(out, rq, letters(customer) <= ACCOUNT_NAME_MOST ? customer : "");
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Pay it back", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Leave it on account</a></div></form></div>", back);
    page_end(rs);
    return OK;
}

static Error *ask_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t id;
    bool approved;
    TRY(refund_ask(cx, &(RefundDraft){ .from = from_of(rq), .amount = form_text(rq, "amount"), .why = form_text(rq, "why"), .account_name = form_text(rq, "account_name"), .sort_code = form_text(rq, "sort_code"),
                                       .account_number = form_text(rq, "account_number") }, &id, &approved));
    rs->flash = approved ? "It is approved, and goes back" : "It waits until a second person approves it";
    return redirect(rs, text(cx, HERE "/%ld", (long)id));
}

/* ---- one ---- */

static Error *one_show(Ctx *cx, const Request *rq, Response *rs)
{
    Refund r = {0};
    TRY(refund_find(cx, rq->id, &r));
    bool card = same(r.way, "card"), asked = same(r.state, "asked"), own = r.asked_by_id == cx->who->id;
    const char *title = text(cx, "%s back to %s", money_table(cx, r.pence), r.customer), *of = r.payment_id ? text(cx, "/office/payments/%ld", (long)r.payment_id) : text(cx, "/office/invoices/%ld", (long)r.credit_id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_OFFICE, .current = "payments", CRUMBS({ "Refunds", HERE }, { title, NULL }) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">%s</h1>\n", title);
    ly_facts_begin(out, false);
    ly_fact(out, "State", asked ? "Waits for a second person" : same(r.state, "approved") ? card ? "Approved, on its way to the card" : "Approved, for the next list" : same(r.state, "sent") ? "Paid back" : same(r.state, "failed") ? "Did not arrive, and is on account again" : "Declined");
    ly_fact_begin(out, "Of");
    html(out, "<a class=\"govuk-link\" href=\"%s\">%s</a>", of, r.payment_id ? text(cx, "The payment of %s", date_words(cx, r.of)) : r.of);
    ly_fact_end(out);
    ly_fact(out, "Why", r.why);
    ly_fact(out, "How", card ? "Back to the card" : *r.account_name ? text(cx, "By bank, to %s", r.account_name) : "By bank");
    ly_fact(out, "Asked", text(cx, "%s, %s", r.asked_by, moment_words(cx, r.asked_at)));
    if (r.decided_at) ly_fact(out, "Decided", text(cx, "%s, %s", r.decided_by, moment_words(cx, r.decided_at)));
    ly_fact(out, "Words", r.decided_why);
    ly_facts_end(out);
    if (asked && may(cx, BILL)) {
        html(out, "<div class=\"ly-buttons\">");
        if (!own) {
            form_begin(cx, rq, rs, text(cx, HERE "/%ld/approve", (long)r.id), false);
            govuk_button(out, (Button){ .text = "Approve it", .prevent_double_click = YES });
            html(out, "</form>");
        }
        html(out, "<a class=\"govuk-link\" href=\"%s\">%s</a></div>", text(cx, HERE "/%ld/decline", (long)r.id), own ? "Take it back" : "Decline it");
        if (own) html(out, "<p class=\"govuk-body\">You asked for it, so somebody else approves it.</p>");
    }
    html(out, "</div>");
    page_end(rs);
    return OK;
}

static Error *approve_submit(Ctx *cx, Request *rq, Response *rs)
{
    bool off = begins(rq->path, "/office/write-offs/");
    TRY(off ? write_off_approve(cx, rq->id) : refund_approve(cx, rq->id));
    rs->flash = off ? "It is given up, and in the ledger" : "It is approved, and goes back";
    return redirect(rs, HERE);
}

static Error *decline_show(Ctx *cx, const Request *rq, Response *rs)
{
    bool off = begins(rq->path, "/office/write-offs/");
    Refund r = { .customer = "" };
    WriteOff w = { .customer = "" };
    if (off) TRY(write_off_find(cx, rq->id, &w));
    else TRY(refund_find(cx, rq->id, &r));
    bool waits = same(off ? w.state : r.state, "asked");
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Decline", .frame = FRAME_OFFICE, .current = "payments", .back = HERE });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>%s</h1>\n", off ? w.customer : r.customer, money_table(cx, off ? w.pence : r.pence), waits ? off ? "Do not give it up?" : "Do not pay it back?" : "This was decided already");
    if (waits) {
        form_begin(cx, rq, rs, text(cx, off ? "/office/write-offs/%ld/decline" : HERE "/%ld/decline", (long)rq->id), false);
        field_text(out, rq, (TextInput){ .name = "why", .label = "Why not?", .label_classes = "govuk-label--s", .hint = "Whoever asked reads it" });
        html(out, "<div class=\"ly-buttons\">");
        govuk_button(out, (Button){ .text = "Decline it", .classes = "govuk-button--warning", .prevent_double_click = YES });
        html(out, "<a class=\"govuk-link\" href=\"" HERE "\">Decide later</a></div></form>");
    } else html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"" HERE "\">See refunds</a></p>");
    html(out, "</div>");
    page_end(rs);
    return OK;
}

static Error *decline_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(begins(rq->path, "/office/write-offs/") ? write_off_decline(cx, rq->id, form_text(rq, "why")) : refund_decline(cx, rq->id, form_text(rq, "why")));
    rs->flash = "It is declined";
    return redirect(rs, HERE);
}

/* ---- given up ---- */

static Error *give_up_show(Ctx *cx, const Request *rq, Response *rs)
{
    PaymentTerms terms = {0};
    Document d = {0};
    TRY(document_find(cx, rq->id, &d));
    TRY(payment_terms(cx, &terms));
    const char *back = text(cx, "/office/invoices/%ld", (long)d.id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Give %s up", d.name), .frame = FRAME_OFFICE, .current = "invoices", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Give %s up</h1>\n", d.customer_name, d.name);
    if (!same(d.kind, "invoice") || !d.open_pence) {
        html(out, "<p class=\"govuk-body\">Nothing of it is to pay. <a class=\"govuk-link\" href=\"%s\">Back</a></p></div>", back);
        page_end(rs);
        return OK;
    }
    html(out, "<p class=\"govuk-body\">%s is to pay. What is given up is a cost, and nobody is asked for it any more. What was wrong on the invoice is credited instead. %s</p>\n", money_table(cx, d.open_pence), limit_words(cx, &terms));
    form_begin(cx, rq, rs, text(cx, "%s/give-up", back), false);
    field_text(out, rq, (TextInput){ .name = "amount", .label = "How much?", .label_classes = "govuk-label--s", .hint = text(cx, "Empty: all of it, %s", money_table(cx, d.open_pence)), .prefix = "£", .classes = "govuk-input--width-10", .inputmode = "decimal" });
    field_text(out, rq, (TextInput){ .name = "why", .label = "Why will it not be paid?", .label_classes = "govuk-label--s", .hint = "It stands in the ledger, such as: the school closed and nobody took its debts over" });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Give it up", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Go on asking for it</a></div></form></div>", back);
    page_end(rs);
    return OK;
}

static Error *give_up_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t id;
    bool approved;
    TRY(write_off_ask(cx, rq->id, form_text(rq, "amount"), form_text(rq, "why"), &id, &approved));
    rs->flash = approved ? "It is given up, and in the ledger" : "It waits until a second person approves it";
    return redirect(rs, text(cx, "/office/invoices/%ld", (long)rq->id));
}

ROUTES(refund_ask_pages,
    FORM("/office/payments/:id/refund",    KEEP_LEDGER, ask_show,     NULL, ask_submit),
    FORM("/office/invoices/:id/refund",    KEEP_LEDGER, ask_show,     NULL, ask_submit),
    FORM("/office/invoices/:id/give-up",   KEEP_LEDGER, give_up_show, NULL, give_up_submit),
    GET (HERE "/:id",                      READ_MONEY,  one_show),
    POST(HERE "/:id/approve",              BILL,        NULL, approve_submit),
    FORM(HERE "/:id/decline",              BILL,        decline_show, NULL, decline_submit),
    POST("/office/write-offs/:id/approve", BILL,        NULL, approve_submit),
    FORM("/office/write-offs/:id/decline", BILL,        decline_show, NULL, decline_submit),
);
