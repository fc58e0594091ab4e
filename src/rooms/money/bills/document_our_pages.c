/* Invoices as whoever pays them sees them: a school its own, with the purchase order that is asked for; a person theirs. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/bill.h"
#include "rooms/money/bills/document_pages.h"
#include "rooms/money/bills/payer.h"
#include "rooms/money/payments/payment_pages.h"

extern const RouteList document_our_pages;

enum { PAGE = 50, WAITING_MOST = 200 };
#define HERE "/invoices"

static bool of_school(const Ctx *cx) { return may(cx, BUY_TOGETHER) && cx->who->organisation_id; }

static DocumentFilter ours(Ctx *cx, const Request *rq)
{
    DocumentFilter f = document_filter(cx, rq);
    if (of_school(cx)) f.organisation_id = cx->who->organisation_id;
    else f.person_id = cx->who->id;
    if (same(f.sort, "customer")) f.sort = "newest";
    return f;
}

static void waiting_show(Out *out, const ToBillItem *items, size_t count, bool recharged)
{
    Ctx *cx = out->cx;
    int64_t no_order = 0, pence = 0;
    for (size_t i = 0; i < count; i++) no_order += items[i].no_order, pence += items[i].pence;
    if (!count) return;
    if (no_order) {
        ly_needs_begin(out);
        ly_need(out, text(cx, "%s for your purchase order", counted(cx, no_order, "item waits", "items wait")), "Your school asked us to bill nothing without one.", "Enter it", HERE "/order");
        ly_needs_end(out);
    }
    html(out, "<details class=\"govuk-details\"><summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">%s not %s yet: %s without VAT</span></summary><div class=\"govuk-details__text\">",
         counted(cx, (int64_t)count, "item", NULL), recharged ? "recharged" : "billed", money_table(cx, pence));
    ly_table_begin(out, (LyTable){ .caption = recharged ? "Not recharged yet" : "Not billed yet", .phone = true, LY_COLUMNS({ .text = "What" }, { .text = "Date" }, { .text = "Your order" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < count; i++)
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td data-label=\"Your order\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", items[i].words, date_words(cx, items[i].on_date),
             *items[i].purchase_order ? items[i].purchase_order : "–", money_table(cx, items[i].pence));
    ly_table_end(out);
    html(out, "</div></details>\n");
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    DocumentList list = { HERE, "Your invoices and credit notes", false, ours(cx, rq) };
    DocumentFilter all = list.filter;
    DocumentSums sums = {0};
    ToBillItem *waiting = NULL;
    Payer payer = {0};
    Document *rows;
    size_t n, waiting_count = 0;
    all.after_id = 0;
    TRY(documents_list(cx, &list.filter, PAGE + 1, &rows, &n));
    TRY(documents_sums(cx, &all, &sums));
    if (of_school(cx)) {
        TRY(to_bill_items(cx, cx->who->organisation_id, 0, WAITING_MOST, &waiting, &waiting_count));
        TRY(payer_read(cx, cx->who->organisation_id, 0, &payer));
    }
    bool recharged = of_school(cx) && same(payer.way, "recharge");
    size_t shown = n > PAGE ? PAGE : n;
    bool narrowed = *list.filter.words || *list.filter.kind || *list.filter.state || *list.filter.from || *list.filter.to;
    const char *total = sums.open_pence ? text(cx, "%s to pay%s", money_table(cx, sums.open_pence), sums.overdue ? text(cx, ", %s of it overdue", money_table(cx, sums.overdue_pence)) : "") : "Nothing to pay";
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Invoices", .frame = FRAME_PUBLIC, .current = "invoices", .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">Invoices</h1><span class=\"ly-quiet\">%s: %s</span></div>\n", of_school(cx) ? cx->who->organisation : cx->who->name, total);
    page_tabs(out, "invoices");
    html(out, "<p class=\"ly-small\"><a class=\"govuk-link\" href=\"" HERE "/statement\">Statement</a>");
    if (of_school(cx)) html(out, " · <a class=\"govuk-link\" href=\"" HERE "/terms\">Where our bills go</a> · <a class=\"govuk-link\" href=\"/recharges\">What was recharged instead</a>");
    html(out, "</p>\n");
    waiting_show(out, waiting, waiting_count, recharged);
    document_filters(out, &list);
    if (shown) document_table(out, &list, rows, shown);
    else if (narrowed) ly_empty(out, (LyEmpty){ .title = "No invoice fits", .words = "Try part of a number, or take the filters off.", .act = "Show all", .act_href = HERE, .plain = true });
    else if (recharged) ly_empty(out, (LyEmpty){ .title = "No invoice", .words = "What your school owes is moved inside the council: there is nothing to pay by invoice.", .act = "See what was recharged", .act_href = "/recharges", .plain = true });
    else ly_empty(out, (LyEmpty){ .title = "No invoice yet", .words = "What is to pay for places, charges and subscriptions comes here once it is billed, with its PDF and for your finance system.", .act = "See the programme", .act_href = "/courses", .plain = true });
    const char *first = document_list_address(cx, HERE, &list.filter);
    ly_parts(out, (LyParts){ .first = list.filter.after_id ? first : NULL, .after_text = "More invoices", .after = n > shown ? text(cx, "%s&after=%ld", first, (long)rows[shown - 1].id) : NULL });
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    DocumentFilter filter = ours(cx, rq);
    return document_sheet(cx, rq, rs, &filter);
}

/* The office may read it here, too, and does not pay for others. */
static bool mine(const Ctx *cx, const Document *d) { return d->organisation_id ? of_school(cx) && d->organisation_id == cx->who->organisation_id : d->person_id == cx->who->id; }

static Error *one_show(Ctx *cx, const Request *rq, Response *rs)
{
    Paper paper = {0};
    TRY(paper_find(cx, rq->id, &paper));
    const char *title = text(cx, "%s %s", document_kind_words(paper.document.kind), paper.document.name);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_PUBLIC, .current = "invoices", .wide = true, .back = HERE });
    ly_head_begin(out, title);
    document_state_put(out, &paper.document, false);
    ly_head_buttons(out);
    if (mine(cx, &paper.document)) TRY(paper_card(out, &paper.document));
    paper_downloads(out, &paper.document, HERE);
    ly_head_end(out, true);
    paper_show(out, &paper, HERE);
    TRY(paper_payments(out, &paper.document, false));
    page_end(rs);
    return OK;
}

/* ---- the purchase order ---- */

static Error *order_show(Ctx *cx, const Request *rq, Response *rs)
{
    ToBillItem *items;
    size_t count, without = 0;
    int64_t pence = 0;
    TRY(to_bill_items(cx, cx->who->organisation_id, 0, WAITING_MOST, &items, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Enter a purchase order", .frame = FRAME_PUBLIC, .current = "invoices", .back = HERE });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Enter a purchase order</h1>\n", cx->who->organisation);
    for (size_t i = 0; i < count; i++)
        if (!*items[i].purchase_order && items[i].pence > 0) without++, pence += items[i].pence;
    if (!without) {
        ly_empty(out, (LyEmpty){ .title = "Nothing waits for a purchase order", .words = "What is owed and has none yet comes here before it is billed.", .act = "See your invoices", .act_href = HERE, .plain = true });
        html(out, "</div>");
        page_end(rs);
        return OK;
    }
    html(out, "<p class=\"govuk-body\">It stands on the invoice for all of these, %s without VAT:</p><ul class=\"govuk-list govuk-list--bullet\">", money_table(cx, pence));
    for (size_t i = 0; i < count; i++)
        if (!*items[i].purchase_order && items[i].pence > 0) html(out, "<li>%s, %s: %s</li>", items[i].words, date_words(cx, items[i].on_date), money_table(cx, items[i].pence));
    html(out, "</ul>\n");
    form_begin(cx, rq, rs, HERE "/order", false);
    field_text(out, rq, (TextInput){ .name = "purchase_order", .label = "Purchase order", .label_classes = "govuk-label--m", .classes = "govuk-input--width-20" });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"" HERE "\">Not now</a></div></form></div>");
    page_end(rs);
    return OK;
}

static Error *order_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t items;
    TRY(to_bill_order(cx, cx->who->organisation_id, form_text(rq, "purchase_order"), &items));
    rs->flash = text(cx, "The purchase order is saved for %s", counted(cx, items, "item", NULL));
    return redirect(rs, HERE);
}

/* ---- the school's own terms ---- */

static Error *terms_show(Ctx *cx, const Request *rq, Response *rs)
{
    Payer payer = {0};
    TRY(payer_find(cx, cx->who->organisation_id, 0, &payer));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Where our bills go", .frame = FRAME_PUBLIC, .current = "invoices", .back = HERE });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Where our bills go</h1>\n", cx->who->organisation);
    html(out, "<p class=\"govuk-body\">%s</p>\n", same(payer.way, "recharge") ? "Your school is billed by a journal inside the council, without an invoice. If that is wrong, ask us." :
         text(cx, "Your school is sent invoices, to be paid within %s.", counted(cx, payer.pay_days, "day", NULL)));
    form_begin(cx, rq, rs, HERE "/terms", false);
    field_text(out, rq, (TextInput){ .name = "email", .label = "Email address for bills", .label_classes = "govuk-label--s", .hint = *payer.bill_email || !*payer.email ? "A mailbox that somebody reads all year" : text(cx, "Until you enter one they go to %s", payer.email), .value = payer.bill_email, .type = "email" });
    field_textarea(out, rq, (Textarea){ .name = "address", .label = "Postal address on bills", .label_classes = "govuk-label--s", .hint = "If it is another one than the school’s", .value = payer.bill_address, .rows = 4 });
    field_checkbox(out, rq, "order_required", "Bill nothing without our purchase order", "We ask for it here before we bill, and in the booking", payer.order_required);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"" HERE "\">Leave it as it is</a></div></form></div>");
    page_end(rs);
    return OK;
}

static Error *terms_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(payer_terms_ours(cx, &(TermsDraft){ .email = form_text(rq, "email"), .address = form_text(rq, "address"), .order_required = form_has(rq, "order_required") }));
    rs->flash = "It is saved. The next bill goes there";
    return redirect(rs, HERE);
}

ROUTES(document_our_pages,
    GET  (HERE,                    SIGNED_IN, list_show),
    SHEET(HERE,                    SIGNED_IN, list_sheet),
    GET  (HERE "/:id",             SIGNED_IN, one_show),
    SLOW (HERE "/:id/invoice.pdf", SIGNED_IN, paper_pdf_show),
    GET  (HERE "/:id/invoice.xml", SIGNED_IN, paper_ubl_show),
    FORM (HERE "/order",           BUY_TOGETHER, order_show, NULL, order_submit),
    FORM (HERE "/terms",           BUY_TOGETHER, terms_show, NULL, terms_submit),
);
