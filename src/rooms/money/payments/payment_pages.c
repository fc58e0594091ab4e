/* Payments in the office: all of them, and one with what it settles. */
#include "rooms/money/payments/payment_pages.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/bank_line.h"
#include "rooms/money/payments/overdue.h"
#include "rooms/money/payments/refund.h"

extern const RouteList payment_pages;

enum { PAGE = 50, EXPORT_MOST = 10000, WORDS_MOST = 100 };
#define HERE "/office/payments"

Error *payment_tabs(Out *out, const char *current)
{
    BankWaiting bank = {0};
    OverdueSums overdue = {0};
    int64_t refunds;
    TRY(bank_waiting(out->cx, &bank));
    TRY(refunds_waiting(out->cx, &refunds));
    TRY(overdue_sums(out->cx, &overdue));
    const LyTab tabs[] = { { "Payments", HERE, 0, same(current, "payments") }, { "Bank", "/office/bank", bank.count, same(current, "bank") }, { "Refunds", "/office/refunds", refunds, same(current, "refunds") },
                           { "Overdue", "/office/overdue", overdue.proposed, same(current, "overdue") } };
    ly_tabs(out, "Payments", tabs, COUNT(tabs));
    return OK;
}

/* ---- the list ---- */

static const SelectItem states[] = { { .value = "", .text = "All" }, { .value = "left", .text = "Something on account" }, { .value = "reversed", .text = "Reversed" } };
static const SelectItem ways[] = { { .value = "", .text = "All" }, { .value = "bank", .text = "Bank transfer" }, { .value = "card", .text = "Card" }, { .value = "cheque", .text = "Cheque" }, { .value = "cash", .text = "Cash" } };

static PaymentFilter filter_of(Ctx *cx, const Request *rq)
{
    PaymentFilter f = { .state = query_value(rq, "state"), .way = query_value(rq, "way"), .words = text_trim(cx, query_value(rq, "q")), .from = query_value(rq, "from"), .to = query_value(rq, "to"), .before_id = query_number(rq, "before", 0) };
    if (!one_of(f.state, "left reversed")) f.state = "";
    if (!one_of(f.way, "bank card cheque cash")) f.way = "";
    if (letters(f.words) > WORDS_MOST) f.words = "";
    if (!date_valid(f.from)) f.from = "";
    if (!date_valid(f.to)) f.to = "";
    return f;
}

static const char *address(Ctx *cx, const char *path, const PaymentFilter *f) { return text(cx, "%s?state=%s&way=%s&q=%s&from=%s&to=%s", path, f->state, f->way, text_url(cx, f->words), f->from, f->to); }

static void status(Out *out, const Payment *p)
{
    if (p->reversed_at) ly_status_tiny(out, LY_BAD, "Reversed");
    else if (p->left_pence == p->pence) ly_status_tiny(out, LY_WARN, "On account");
    else if (p->left_pence) ly_status_tiny(out, LY_WARN, "In part on account");
    else ly_status_tiny(out, LY_GOOD, "Settled");
}

static void table(Out *out, const Payment *rows, size_t n)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Payments, the newest first", .boxed = true, .phone = true,
                                   LY_COLUMNS({ .text = "From" }, { .text = "Date" }, { .text = "How" }, { .text = "State" }, { .text = "Sum", .number = true }, { .text = "On account", .number = true }) });
    for (size_t i = 0; i < n; i++) {
        const Payment *p = &rows[i];
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link\" href=\"" HERE "/%ld\">%s</a>", (long)p->id, p->customer);
        if (*p->reference) html(out, "<span class=\"ly-sub\">%s</span>", p->reference);
        html(out, "</span></th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td class=\"ly-nowrap\" data-label=\"How\">%s</td><td data-label=\"State\">", date_words(cx, p->on_date), payment_way_words(p->way));
        status(out, p);
        html(out, "</td><td class=\"ly-num\" data-label=\"Sum\">%s</td><td class=\"ly-num\" data-label=\"On account\">%s</td></tr>\n", money_table(cx, p->pence), p->left_pence ? money_table(cx, p->left_pence) : "–");
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    PaymentFilter f = filter_of(cx, rq), all = f;
    PaymentSums sums = {0};
    Payment *rows;
    size_t n;
    all.before_id = 0;
    TRY(payments_list(cx, &f, PAGE + 1, &rows, &n));
    TRY(payments_sums(cx, &all, &sums));
    size_t shown = n > PAGE ? PAGE : n;
    bool narrowed = *f.state || *f.way || *f.words || *f.from || *f.to;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Payments", .frame = FRAME_OFFICE, .current = "payments", .wide = true });
    ly_head_begin(out, "Payments");
    html(out, "<span class=\"ly-quiet ly-small\">%s, %s in all%s</span>", counted(cx, sums.count, "payment", NULL), money_table(cx, sums.pence), sums.left_pence ? text(cx, ", %s of it on account", money_table(cx, sums.left_pence)) : "");
    ly_head_buttons(out);
    if (may(cx, KEEP_LEDGER)) ly_small_button(out, "Record a payment", HERE "/new", true);
    if (may(cx, SET_UP)) ly_small_button(out, "Settings", HERE "/settings", false);
    ly_head_end(out, true);
    TRY(payment_tabs(out, "payments"));
    ly_filterbar_begin(out, HERE);
    ly_filter_text(out, "q", "Customer or reference", "search", f.words);
    ly_filter_select(out, "state", "State", states, COUNT(states), f.state);
    ly_filter_select(out, "way", "How", ways, COUNT(ways), f.way);
    ly_filter_text(out, "from", "From", "date", f.from);
    ly_filter_text(out, "to", "To", "date", f.to);
    ly_filterbar_end_sheets(out, address(cx, HERE ".csv", &f));
    if (shown) table(out, rows, shown);
    else if (narrowed) ly_empty(out, (LyEmpty){ .title = "No payment fits", .words = "Try part of a name or of a reference, or take the filters off.", .act = "Show all", .act_href = HERE, .plain = true });
    else ly_empty(out, (LyEmpty){ .title = "No payment yet", .words = "Send the bank’s statement, and what came is matched with the invoices that it pays. A cheque or cash is recorded by hand.", .act = "Go to the bank’s statements", .act_href = "/office/bank" });
    const char *first = address(cx, HERE, &f);
    ly_parts(out, (LyParts){ .first = f.before_id ? first : NULL, .after_text = "Earlier payments", .after = n > shown ? text(cx, "%s&before=%ld", first, (long)rows[shown - 1].id) : NULL });
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Date", "From", "How", "Reference", "Sum", "On account", "Reversed on", "Why", "Recorded by" };
    PaymentFilter f = filter_of(cx, rq);
    Payment *rows;
    size_t n;
    Sheet sheet;
    TRY(payments_list(cx, &f, EXPORT_MOST, &rows, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const Payment *p = &rows[i];
        sheet_date(&sheet, p->on_date), sheet_text(&sheet, p->customer), sheet_text(&sheet, payment_way_words(p->way)), sheet_text(&sheet, p->reference), sheet_pence(&sheet, p->pence), sheet_pence(&sheet, p->left_pence);
        sheet_date(&sheet, p->reversed_at ? date_of(cx, p->reversed_at) : ""), sheet_text(&sheet, p->reversed_why), sheet_text(&sheet, p->by);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "payments");
}

/* ---- one ---- */

static void facts(Out *out, const Payment *p)
{
    Ctx *cx = out->cx;
    const char *statement = p->organisation_id ? text(cx, "/office/statements/organisations/%ld", (long)p->organisation_id) : text(cx, "/office/statements/people/%ld", (long)p->person_id);
    ly_panel_begin(out, (LyPanel){ .title = "Payment" });
    ly_facts_begin(out, false);
    ly_fact_begin(out, "From");
    html(out, "<a class=\"govuk-link\" href=\"%s\">%s</a>", statement, p->customer);
    ly_fact_end(out);
    ly_fact(out, "Came on", date_words(cx, p->on_date));
    ly_fact(out, "How", payment_way_words(p->way));
    ly_fact(out, "Reference", p->reference);
    ly_fact(out, "Recorded", text(cx, "%s, %s", moment_words(cx, p->made_at), *p->by ? p->by : "by the system"));
    if (p->reversed_at) ly_fact(out, "Reversed", text(cx, "%s, %s: %s", date_words(cx, date_of(cx, p->reversed_at)), p->reversed_by, p->reversed_why));
    ly_facts_end(out);
    ly_panel_end(out);
}

static void settles(Out *out, const Request *rq, Response *rs, const Allocation *list, size_t n)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "What it settles", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "What it settles", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Invoice" }, { .text = "Since" }, { .text = "Sum", .number = true }, { .text = "Acts", .hidden = true }) });
    for (size_t i = 0; i < n; i++) {
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/office/invoices/%ld\">%s</a></th><td class=\"ly-nowrap\" data-label=\"Since\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td><td>", (long)list[i].document_id, list[i].document,
             date_words(cx, date_of(cx, list[i].made_at)), money_table(cx, list[i].pence));
        if (may(cx, KEEP_LEDGER)) {
            form_begin(cx, rq, rs, text(cx, HERE "/allocations/%ld/lift", (long)list[i].id), false);
            html(out, "<button type=\"submit\" class=\"ly-linklike ly-nowrap\">Take off<span class=\"govuk-visually-hidden\"> %s</span></button></form>", list[i].document);
        }
        html(out, "</td></tr>\n");
    }
    ly_table_end(out);
    ly_panel_end(out);
}

/* What is on account can settle one of the customer's open invoices. */
static void to_settle(Out *out, const Request *rq, Response *rs, const Payment *p, const Document *open, size_t n)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = text(cx, "%s on account", money_table(cx, p->left_pence)) });
    if (!n) html(out, "<p>Nothing of this customer’s is to pay. It stays here for the next invoice, or is paid back.</p>");
    else {
        SelectItem *items = array(cx, SelectItem, n);
        for (size_t i = 0; i < n; i++) items[i] = (SelectItem){ .value = text(cx, "%ld", (long)open[i].id), .text = text(cx, "%s: %s to pay, due on %s", open[i].name, money_table(cx, open[i].open_pence), date_words(cx, open[i].due_on)) };
        form_begin(cx, rq, rs, text(cx, HERE "/%ld/settle", (long)p->id), false);
        field_select(out, rq, (Select){ .name = "invoice", .label = "Settle an invoice", .label_classes = "govuk-label--s", .items = items, .count = n });
        field_text(out, rq, (TextInput){ .name = "amount", .label = "How much?", .label_classes = "govuk-label--s", .hint = "Empty: as much as goes", .prefix = "£", .classes = "govuk-input--width-5", .inputmode = "decimal" });
        govuk_button(out, (Button){ .text = "Settle it", .prevent_double_click = YES });
        html(out, "</form>");
    }
    html(out, "<p><a class=\"govuk-link\" href=\"%s\">Pay it back</a></p>", text(cx, HERE "/%ld/refund", (long)p->id));
    ly_panel_end(out);
}

static void refunds_show(Out *out, const Refund *list, size_t n)
{
    Ctx *cx = out->cx;
    if (!n) return;
    ly_panel_begin(out, (LyPanel){ .title = "Paid back", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Paid back", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Why" }, { .text = "State" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < n; i++)
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/office/refunds/%ld\">%s</a></th><td data-label=\"State\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", (long)list[i].id, list[i].why,
             capital(cx, list[i].state), money_table(cx, list[i].pence));
    ly_table_end(out);
    ly_panel_end(out);
}

static Error *one_show(Ctx *cx, const Request *rq, Response *rs)
{
    Payment p = {0};
    Allocation *list;
    Document *open;
    Refund *refunds;
    size_t n, open_count, refund_count;
    TRY(payment_find(cx, rq->id, &p));
    TRY(allocations_of_payment(cx, p.id, &list, &n));
    TRY(documents_open_of(cx, p.organisation_id, p.person_id, &open, &open_count));
    TRY(refunds_of(cx, &(OnAccount){ .payment_id = p.id }, &refunds, &refund_count));
    const char *title = text(cx, "%s from %s", money_table(cx, p.pence), p.customer);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_OFFICE, .current = "payments", .wide = true, CRUMBS({ "Payments", HERE }, { title, NULL }) });
    ly_head_begin(out, title);
    status(out, &p);
    if (may(cx, KEEP_LEDGER) && !p.reversed_at) ly_head_buttons(out), ly_small_button(out, "Reverse it", text(cx, HERE "/%ld/reverse", (long)p.id), false);
    ly_head_end(out, may(cx, KEEP_LEDGER) && !p.reversed_at);
    html(out, "<div class=\"ly-split ly-split--right\"><div>");
    if (n) settles(out, rq, rs, list, n);
    else if (!p.reversed_at) ly_note(out, LY_INFO, "It settles no invoice yet.");
    refunds_show(out, refunds, refund_count);
    if (p.left_pence && may(cx, KEEP_LEDGER)) to_settle(out, rq, rs, &p, open, open_count);
    html(out, "</div><div>");
    facts(out, &p);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *one_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(allocate(cx, rq->id, form_number(rq, "invoice", 0), form_text(rq, "amount")));
    rs->flash = "It is settled";
    return redirect(rs, text(cx, HERE "/%ld", (long)rq->id));
}

static Error *lift_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(allocation_lift(cx, rq->id));
    rs->flash = "It is taken off: the invoice is to pay again, and the money on account";
    return redirect(rs, HERE "?state=left");
}



ROUTES(payment_pages,
    GET  (HERE,                              READ_MONEY,  list_show),
    SHEET(HERE,                              READ_MONEY,  list_sheet),
    GET  (HERE "/:id",                       READ_MONEY,  one_show),
    FORM (HERE "/:id/settle",                KEEP_LEDGER, one_show, NULL, one_submit),
    POST (HERE "/allocations/:id/lift",      KEEP_LEDGER, NULL, lift_submit),
);
