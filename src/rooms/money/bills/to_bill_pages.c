/* What waits to be billed: by customer, as the bills it would become, issued one customer at a time or all at once. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/bill_run.h"
#include "rooms/money/bills/document_pages.h"

extern const RouteList to_bill_pages;

enum { PAGE = 50, EXPORT_MOST = 10000, WORDS_MOST = 100 };
#define HERE "/office/to-bill"

static const SelectItem states[] = { { .value = "", .text = "All" }, { .value = "ready", .text = "Can be billed" }, { .value = "order", .text = "Waits for a purchase order" }, { .value = "recharge", .text = "By recharge" } };

static ToBillFilter filter_of(Ctx *cx, const Request *rq)
{
    ToBillFilter f = { .words = text_trim(cx, query_value(rq, "q")), .state = query_value(rq, "state"), .through = query_value(rq, "through"), .after_organisation = query_number(rq, "organisation", -1),
                       .after_person = query_number(rq, "person", -1) };
    if (!one_of(f.state, "ready order recharge")) f.state = "";
    if (!date_valid(f.through)) f.through = "";
    if (letters(f.words) > WORDS_MOST) f.words = "";
    return f;
}

static const char *address(Ctx *cx, const char *path, const ToBillFilter *f) { return text(cx, "%s?state=%s&through=%s&q=%s", path, f->state, f->through, text_url(cx, f->words)); }
static const char *customer_path(Ctx *cx, int64_t organisation_id, int64_t person_id)
{
    return organisation_id ? text(cx, HERE "/organisations/%ld", (long)organisation_id) : text(cx, HERE "/people/%ld", (long)person_id);
}

/* ---- by customer ---- */

static void hinders_put(Out *out, const ToBill *t)
{
    if (t->recharged == t->items) ly_status_tiny(out, LY_QUIET, "By recharge");
    else if (t->no_order == t->items - t->recharged) ly_status_tiny(out, LY_WARN, "Waits for a purchase order");
    else ly_status_tiny(out, LY_GOOD, t->no_order ? "Some can be billed" : "Can be billed");
}

static void table(Out *out, const ToBill *rows, size_t n)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "What waits, by customer", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Customer" }, { .text = "Items" }, { .text = "From" }, { .text = "State" }, { .text = "Without VAT", .number = true }) });
    for (size_t i = 0; i < n; i++) {
        const ToBill *t = &rows[i];
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"%s\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"Items\">%s</td>", customer_path(cx, t->organisation_id, t->person_id), t->name,
             customer_class_named(t->class) ? customer_class_named(t->class)->name : "", number_words(cx, t->items));
        html(out, "<td data-label=\"From\">%s</td><td data-label=\"State\">", days_words(cx, t->from_on, t->to_on));
        hinders_put(out, t);
        html(out, "</td><td class=\"ly-num\" data-label=\"Without VAT\">%s</td></tr>\n", money_table(cx, t->pence));
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static void run_note(Out *out, const BillRun *runs, size_t count)
{
    Ctx *cx = out->cx;
    if (!count) return;
    html(out, "<p class=\"ly-small ly-quiet\">%s: <a class=\"govuk-link\" href=\"" HERE "/runs/%ld\">%s by %s</a>.</p>\n", runs[0].ended_at ? "The last bill run" : "A bill run is under way", (long)runs[0].id, moment_words(cx, runs[0].made_at), runs[0].by);
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    ToBillFilter f = filter_of(cx, rq), all = f;
    ToBillSums sums = {0};
    BillRun *runs;
    ToBill *rows;
    size_t n, run_count;
    all.after_organisation = all.after_person = -1;
    TRY(to_bill_list(cx, &f, PAGE + 1, &rows, &n));
    TRY(to_bill_sums(cx, &all, &sums));
    TRY(bill_runs(cx, &runs, &run_count));
    size_t shown = n > PAGE ? PAGE : n;
    bool narrowed = *f.words || *f.state || *f.through, bills = may(cx, BILL) && shown;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "To bill", .frame = FRAME_OFFICE, .current = "to-bill", .wide = true });
    ly_head_begin(out, "To bill");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", sums.items ? text(cx, "%s of %s", counted(cx, sums.items, "item", NULL), counted(cx, sums.customers, "customer", NULL)) : "Nothing waits");
    if (bills) ly_head_buttons(out), ly_small_button(out, "Bill all", HERE "/all", true);
    ly_head_end(out, bills);
    ly_filterbar_begin(out, HERE);
    ly_filter_text(out, "q", "Customer", "search", f.words);
    ly_filter_select(out, "state", "State", states, COUNT(states), f.state);
    ly_filter_text(out, "through", "Counts by", "date", f.through);
    ly_filterbar_end_sheets(out, address(cx, HERE ".csv", &f));
    if (shown) {
        ly_figures_begin(out);
        ly_figure(out, "Waits to be billed", money_table(cx, sums.pence), "without VAT");
        ly_figure(out, "Of it by recharge", money_table(cx, sums.recharged_pence), "inside the council");
        ly_figure(out, "Without a purchase order", number_words(cx, sums.no_order), "asked of their schools");
        ly_figures_end(out);
        table(out, rows, shown);
    } else if (narrowed) ly_empty(out, (LyEmpty){ .title = "Nothing like this waits", .words = "Try part of a name, or take the filters off.", .act = "Show all that waits", .act_href = HERE, .plain = true });
    else ly_empty(out, (LyEmpty){ .title = "Nothing waits to be billed", .words = "Places that were taken, charges, subscriptions and joint purchases come here once they are owed.", .act = "See the invoices", .act_href = "/office/invoices", .plain = true });
    run_note(out, runs, run_count);
    const char *first = address(cx, HERE, &f);
    ly_parts(out, (LyParts){ .first = f.after_organisation >= 0 ? first : NULL, .after_text = "More customers",
                             .after = n > shown ? text(cx, "%s&organisation=%ld&person=%ld", first, (long)rows[shown - 1].organisation_id, (long)rows[shown - 1].person_id) : NULL });
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Customer", "What", "Supply", "Counts on", "Purchase order", "Billed by", "Without VAT" };
    ToBillItem *rows;
    size_t n;
    Sheet sheet;
    const ToBillFilter f = filter_of(cx, rq);
    TRY(to_bill_items_all(cx, &f, EXPORT_MOST, &rows, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        sheet_text(&sheet, rows[i].customer), sheet_text(&sheet, rows[i].words), sheet_text(&sheet, vat_supply_words(rows[i].supply)), sheet_date(&sheet, rows[i].on_date), sheet_text(&sheet, rows[i].purchase_order);
        sheet_text(&sheet, rows[i].way), sheet_pence(&sheet, rows[i].pence);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "to-bill");
}

/* ---- one customer: the bills as they would be ---- */

static const char *hindrance_words(Ctx *cx, const Bill *bill)
{
    if (same(bill->hindered, "order")) return "This customer is billed nothing without a purchase order. Enter it here, or wait until they do.";
    return bill->document.credits_id ? text(cx, "Less is left of %s than is to be credited: somebody credited it by hand. Look at each line, and take off what was credited already.", bill->document.credits_name)
                                     : "More is taken off than is charged, and no invoice has a line like it to credit.";
}

static void bill_show(Out *out, const Bill *bill)
{
    Ctx *cx = out->cx;
    const Document *d = &bill->document;
    bool credit = d->credits_id != 0, drops = may(cx, BILL) && same(bill->hindered, "credit");
    ly_panel_begin(out, (LyPanel){ .title = credit ? text(cx, "Credit note of %s", d->credits_name) : *d->purchase_order ? text(cx, "Invoice, order %s", d->purchase_order) : "Invoice", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Lines", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Description" }, { .text = "Date" }, { .text = "VAT" }, { .text = "Net", .number = true }) });
    for (size_t i = 0; i < bill->line_count; i++) {
        const DocumentLine *l = &bill->lines[i];
        html(out, "<tr><th scope=\"row\"><span>%s", l->words);
        if (drops) html(out, "<span class=\"ly-sub\"><a class=\"govuk-link\" href=\"" HERE "/items/%ld/drop\">It was credited already<span class=\"govuk-visually-hidden\">: %s</span></a></span>", (long)l->bill_item_id, l->words);
        html(out, "</span></th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td data-label=\"VAT\">%s</td><td class=\"ly-num\" data-label=\"Net\">%s</td></tr>\n", date_words(cx, l->on_date), vat_words(cx, l->treatment, l->rate_bp), money_table(cx, l->pence));
    }
    ly_table_foot_begin(out);
    for (size_t i = 0; i < bill->vat_count; i++)
        if (bill->vats[i].rate_bp) html(out, "<tr><th scope=\"row\" colspan=\"3\">VAT at %s of %s</th><td class=\"ly-num\" data-label=\"VAT\">%s</td></tr>\n", vat_words(cx, bill->vats[i].treatment, bill->vats[i].rate_bp),
                                        money_table(cx, bill->vats[i].taxable_pence), money_table(cx, bill->vats[i].vat_pence));
    html(out, "<tr><th scope=\"row\" colspan=\"3\">%s</th><td class=\"ly-num\" data-label=\"Total\"><b>%s</b></td></tr>\n", credit ? "Taken off" : "Total", money_table(cx, d->total_pence));
    ly_table_foot_end(out);
    ly_panel_end(out);
    if (*bill->hindered) ly_note(out, LY_WARN, hindrance_words(cx, bill));
}

static void side_show(Out *out, const Request *rq, Response *rs, const Payer *payer, bool ready, bool orderless)
{
    Ctx *cx = out->cx;
    const char *here = customer_path(cx, payer->organisation_id, payer->person_id);
    ly_panel_begin(out, (LyPanel){ .title = "Billed to", .end_text = "Change", .end_href = payer->organisation_id && may(cx, BILL) ? text(cx, "/office/payers/%ld", (long)payer->organisation_id) : NULL });
    ly_facts_begin(out, false);
    ly_fact(out, "Sent to", *payer->email ? payer->email : "Nobody: they have no address for bills");
    ly_fact(out, "To pay within", counted(cx, payer->pay_days, "day", NULL));
    ly_fact(out, "Taxed as", customer_class_named(payer->class) ? customer_class_named(payer->class)->name : payer->class);
    ly_fact(out, "Billed by", same(payer->way, "recharge") ? "Recharge, inside the council" : "Invoice");
    ly_facts_end(out);
    ly_panel_end(out);
    if (orderless && may(cx, BILL) && payer->organisation_id) {
        ly_panel_begin(out, (LyPanel){ .title = "Purchase order" });
        form_begin(cx, rq, rs, text(cx, "%s/order", here), false);
        field_text(out, rq, (TextInput){ .name = "purchase_order", .label = "Order for what has none", .classes = "govuk-input--width-10" });
        govuk_button(out, (Button){ .text = "Save the order", .classes = "govuk-button--secondary", .prevent_double_click = YES });
        html(out, "</form>");
        ly_panel_end(out);
    }
    if (!ready || !may(cx, BILL)) return;
    ly_panel_begin(out, (LyPanel){ .title = "Issue", .tone = LY_TINT });
    html(out, "<p class=\"govuk-body\">Each gets its number, is posted in the ledger, and is sent. Nothing of it can be changed then: an invoice that is wrong is credited.</p>");
    form_begin(cx, rq, rs, text(cx, "%s/issue", here), false);
    govuk_button(out, (Button){ .text = "Issue and send", .prevent_double_click = YES });
    html(out, "</form>");
    ly_panel_end(out);
}

static Error *customer_show(Ctx *cx, const Request *rq, Response *rs, int64_t organisation_id, int64_t person_id)
{
    Payer payer = {0};
    Bill *bills;
    size_t count;
    bool ready = false, orderless = false;
    TRY(payer_find(cx, organisation_id, person_id, &payer));
    TRY(bills_of(cx, &payer, "", &bills, &count));
    for (size_t i = 0; i < count; i++) ready |= !*bills[i].hindered, orderless |= !bills[i].document.credits_id && !*bills[i].document.purchase_order;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "To bill: %s", payer.name), .frame = FRAME_OFFICE, .current = "to-bill", .wide = true, CRUMBS({ "To bill", HERE }, { payer.name, NULL }) });
    ly_head_begin(out, payer.name);
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", count ? text(cx, "%s as it would be issued today", counted(cx, (int64_t)count, "bill", NULL)) : "nothing to invoice");
    ly_head_end(out, false);
    html(out, "<div class=\"ly-split ly-split--right\"><div>");
    for (size_t i = 0; i < count; i++) bill_show(out, &bills[i]);
    if (!count) ly_empty(out, (LyEmpty){ .title = "Nothing to invoice", .words = same(payer.way, "recharge") ? "This customer is billed by recharge, inside the council. What waits for it is not invoiced." : "What this customer owes is billed, or comes later.",
                                         .act = same(payer.way, "recharge") ? "See the recharges" : "Back to what waits", .act_href = same(payer.way, "recharge") ? "/office/recharges" : HERE, .plain = true });
    html(out, "</div><div>");
    side_show(out, rq, rs, &payer, ready, orderless);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *customer_submit(Ctx *cx, const Request *rq, Response *rs, int64_t organisation_id, int64_t person_id)
{
    Issued issued;
    TRY(bills_issue(cx, organisation_id, person_id, "", &issued));
    const char *invoices = issued.invoices ? counted(cx, issued.invoices, "invoice", NULL) : "", *notes = issued.credit_notes ? counted(cx, issued.credit_notes, "credit note", NULL) : "";
    rs->flash = text(cx, "%s%s%s issued, and on the way to the customer", invoices, *invoices && *notes ? " and " : "", notes);
    return redirect(rs, issued.invoices + issued.credit_notes == 1 ? text(cx, "/office/invoices/%ld", (long)issued.last_id) : "/office/invoices");
}

static Error *organisation_show(Ctx *cx, const Request *rq, Response *rs)   { return customer_show(cx, rq, rs, rq->id, 0); }
static Error *person_show(Ctx *cx, const Request *rq, Response *rs)         { return customer_show(cx, rq, rs, 0, rq->id); }
static Error *organisation_submit(Ctx *cx, Request *rq, Response *rs)       { return customer_submit(cx, rq, rs, rq->id, 0); }
static Error *person_submit(Ctx *cx, Request *rq, Response *rs)             { return customer_submit(cx, rq, rs, 0, rq->id); }

static Error *order_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t items;
    TRY(to_bill_order(cx, rq->id, form_text(rq, "purchase_order"), &items));
    rs->flash = text(cx, "The purchase order is saved for %s", counted(cx, items, "item", NULL));
    return redirect(rs, customer_path(cx, rq->id, 0));
}

/* ---- what was credited by hand already ---- */

static Error *drop_show(Ctx *cx, const Request *rq, Response *rs)
{
    ToBillItem item = {0};
    TRY(to_bill_credit_find(cx, rq->id, &item));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "It was credited already", .frame = FRAME_OFFICE, .current = "to-bill", .back = HERE });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Was it credited already?</h1><p class=\"govuk-body\">%s, %s: %s waits to be credited, for: %s. Once it is taken off, no credit note is made of it.</p>\n", item.customer, item.words,
         date_words(cx, item.on_date), money_table(cx, -item.pence), *item.why ? item.why : "a lower price");
    form_begin(cx, rq, rs, text(cx, HERE "/items/%ld/drop", (long)rq->id), false);
    field_text(out, rq, (TextInput){ .name = "why", .label = "Why?", .label_classes = "govuk-label--s", .hint = "Such as: credited by hand with CRN-000012" });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Take it off", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"" HERE "\">Leave it</a></div></form></div>");
    page_end(rs);
    return OK;
}

static Error *drop_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(to_bill_drop(cx, rq->id, form_text(rq, "why")));
    rs->flash = "It does not wait to be credited any more";
    return redirect(rs, HERE);
}

/* ---- all of it ---- */

static Error *all_show(Ctx *cx, const Request *rq, Response *rs)
{
    ToBillSums sums = {0};
    TRY(to_bill_sums(cx, &(ToBillFilter){ .words = "", .state = "", .through = "" }, &sums));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Bill all", .frame = FRAME_OFFICE, .current = "to-bill", .back = HERE });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Bill all that waits?</h1>\n");
    ly_facts_begin(out, false);
    ly_fact(out, "Waits", text(cx, "%s of %s, %s without VAT", counted(cx, sums.items, "item", NULL), counted(cx, sums.customers, "customer", NULL), money_table(cx, sums.pence)));
    ly_fact(out, "Not billed so", text(cx, "%s by recharge; %s without the purchase order that their school asks for", money_table(cx, sums.recharged_pence), counted(cx, sums.no_order, "item", NULL)));
    ly_facts_end(out);
    html(out, "<p class=\"govuk-body\">Each customer gets an invoice for each purchase order, and credit notes for what is owed no more. They are sent at once, and nothing of them can be changed then.</p>\n");
    form_begin(cx, rq, rs, HERE "/all", false);
    field_date(out, rq, (DateField){ .name = "through", .legend = "Bill what counts by", .hint = "What counts later waits for its own run", .stored = cx->today });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Issue and send them all", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"" HERE "\">Not now</a></div></form></div>");
    page_end(rs);
    return OK;
}

static Error *all_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *through;
    int64_t id;
    TRY(form_date(cx, rq, "through", "The day", &through));
    TRY(bill_run_begin(cx, through, &id));
    return redirect(rs, text(cx, HERE "/runs/%ld", (long)id));
}

static Error *run_show(Ctx *cx, const Request *rq, Response *rs)
{
    BillRun run = {0};
    TRY(bill_run_find(cx, rq->id, &run));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Bill run", .frame = FRAME_OFFICE, .current = "to-bill", .wide = true, CRUMBS({ "To bill", HERE }, { "Bill run", NULL }) });
    ly_head_begin(out, "Bill run");
    ly_status(out, run.ended_at ? LY_GOOD : LY_INFO, run.ended_at ? "Done" : "Under way");
    ly_head_buttons(out);
    ly_small_button(out, run.ended_at ? "See the invoices" : "Look again", run.ended_at ? "/office/invoices" : text(cx, HERE "/runs/%ld", (long)run.id), true);
    ly_head_end(out, true);
    ly_figures_begin(out);
    ly_figure(out, "Issued", counted(cx, run.issued, "invoice", NULL), run.credited ? counted(cx, run.credited, "credit note", NULL) : NULL);
    ly_figure(out, "Together", money_table(cx, run.pence), "with VAT, less what was credited");
    ly_figure(out, "Left for you", counted(cx, run.passed, "customer", NULL), run.passed ? "look at what hinders them" : "nothing was hindered");
    ly_figures_end(out);
    html(out, "<p class=\"govuk-body\">Begun %s by %s, of what counts by %s: %s waited.%s</p>\n", moment_words(cx, run.made_at), run.by, date_words(cx, run.through_on), counted(cx, run.to_issue, "customer", NULL),
         run.ended_at ? text(cx, " It ended %s.", moment_words(cx, run.ended_at)) : " You can leave this page: it goes on by itself.");
    if (run.ended_at && run.passed) html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"" HERE "\">See what still waits</a></p>\n");
    page_end(rs);
    return OK;
}

ROUTES(to_bill_pages,
    GET  (HERE,                             READ_MONEY, list_show),
    SHEET(HERE,                             READ_MONEY, list_sheet),
    GET  (HERE "/organisations/:id",        READ_MONEY, organisation_show),
    GET  (HERE "/people/:id",               READ_MONEY, person_show),
    FORM (HERE "/organisations/:id/issue",  BILL, organisation_show, NULL, organisation_submit),
    FORM (HERE "/people/:id/issue",         BILL, person_show, NULL, person_submit),
    FORM (HERE "/organisations/:id/order",  BILL, organisation_show, NULL, order_submit),
    FORM (HERE "/items/:id/drop",           BILL, drop_show, NULL, drop_submit),
    FORM (HERE "/all",                      BILL, all_show, NULL, all_submit),
    GET  (HERE "/runs/:id",                 READ_MONEY, run_show),
);
