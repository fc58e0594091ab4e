/* Money that goes back or is given up: what waits for a second person, what was decided, and the lists for the bank. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/card_payment.h"
#include "rooms/money/payments/payment_pages.h"
#include "rooms/money/payments/refund.h"
#include "rooms/money/payments/write_off.h"

extern const RouteList refund_pages;

enum { PAGE = 50, WAITING_MOST = 100, EXPORT_MOST = 10000 };
#define HERE "/office/refunds"

static void state_put(Out *out, const char *state, bool card)
{
    if (same(state, "asked")) ly_status_tiny(out, LY_WARN, "To approve");
    else if (same(state, "approved")) ly_status_tiny(out, LY_INFO, card ? "On its way to the card" : "For the next list");
    else if (same(state, "sent")) ly_status_tiny(out, LY_GOOD, "Paid back");
    else if (same(state, "failed")) ly_status_tiny(out, LY_BAD, "Did not arrive");
    else ly_status_tiny(out, LY_QUIET, capital(out->cx, state));
}

/* ---- what waits ---- */

static void decide(Out *out, const Request *rq, Response *rs, const char *path, bool own)
{
    Ctx *cx = out->cx;
    html(out, "<td><div class=\"ly-acts\">");
    if (!may(cx, BILL)) html(out, "–");
    else {
        if (!own) {
            form_begin(cx, rq, rs, text(cx, "%s/approve", path), false);
            govuk_button(out, (Button){ .text = "Approve", .classes = "ly-small-button", .prevent_double_click = YES });
            html(out, "</form> ");
        }
        html(out, "<a class=\"govuk-link\" href=\"%s\">%s</a>", text(cx, "%s/decline", path), own ? "Take it back" : "Decline");
    }
    html(out, "</div></td></tr>\n");
}

static void waiting_row(Out *out, const char *what, const char *href, const char *why, const char *customer, const char *by, int64_t at, int64_t pence)
{
    Ctx *cx = out->cx;
    html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link\" href=\"%s\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"Customer\">%s</td><td data-label=\"Asked by\"><span>%s<span class=\"ly-sub\">%s</span></span></td>"
              "<td class=\"ly-num\" data-label=\"Sum\">%s</td>", href, what, why, customer, by, soon_words(cx, at), money_table(cx, pence));
}

static void waiting(Out *out, const Request *rq, Response *rs, const Refund *refunds, size_t n, const WriteOff *offs, size_t m)
{
    Ctx *cx = out->cx;
    if (!n && !m) return;
    ly_panel_begin(out, (LyPanel){ .title = "To approve", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "What waits for a second person", .boxed = true, .phone = true, LY_COLUMNS({ .text = "What" }, { .text = "Customer" }, { .text = "Asked by" }, { .text = "Sum", .number = true }, { .text = "Acts" }) });
    for (size_t i = 0; i < n; i++) {
        waiting_row(out, "Pay back", text(cx, HERE "/%ld", (long)refunds[i].id), refunds[i].why, refunds[i].customer, refunds[i].asked_by, refunds[i].asked_at, refunds[i].pence);
        decide(out, rq, rs, text(cx, HERE "/%ld", (long)refunds[i].id), refunds[i].asked_by_id == cx->who->id);
    }
    for (size_t i = 0; i < m; i++) {
        waiting_row(out, text(cx, "Give up of %s", offs[i].document), text(cx, "/office/invoices/%ld", (long)offs[i].document_id), offs[i].why, offs[i].customer, offs[i].asked_by, offs[i].asked_at, offs[i].pence);
        decide(out, rq, rs, text(cx, "/office/write-offs/%ld", (long)offs[i].id), offs[i].asked_by_id == cx->who->id);
    }
    ly_table_end(out);
    ly_panel_end(out);
}

/* ---- what was decided ---- */

static void table(Out *out, const Refund *rows, size_t n)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Refunds", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Refunds, the newest first", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Customer" }, { .text = "Asked" }, { .text = "Decided" }, { .text = "State" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < n; i++) {
        const Refund *r = &rows[i];
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link\" href=\"" HERE "/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"Asked\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td data-label=\"Decided\">", (long)r->id,
             r->customer, r->why, date_words(cx, date_of(cx, r->asked_at)), r->asked_by);
        if (r->decided_at) html(out, "<span>%s<span class=\"ly-sub\">%s</span></span>", date_words(cx, date_of(cx, r->decided_at)), r->decided_by);
        else html(out, "–");
        html(out, "</td><td data-label=\"State\">");
        state_put(out, r->state, same(r->way, "card"));
        html(out, "</td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", money_table(cx, r->pence));
    }
    ly_table_end(out);
    ly_panel_end(out);
}

static void write_offs_table(Out *out, const WriteOff *rows, size_t n)
{
    Ctx *cx = out->cx;
    if (!n) return;
    ly_panel_begin(out, (LyPanel){ .title = "Given up", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "What was given up, the newest first", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Invoice" }, { .text = "Asked" }, { .text = "Decided" }, { .text = "State" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < n; i++)
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link\" href=\"/office/invoices/%ld\">%s</a><span class=\"ly-sub\">%s: %s</span></span></th><td class=\"ly-nowrap\" data-label=\"Asked\">%s</td><td data-label=\"Decided\">%s</td><td data-label=\"State\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n",
             (long)rows[i].document_id, rows[i].document, rows[i].customer, rows[i].why, rows[i].asked_by, *rows[i].decided_by ? rows[i].decided_by : "–", same(rows[i].state, "approved") ? "Given up" : capital(cx, rows[i].state), money_table(cx, rows[i].pence));
    ly_table_end(out);
    ly_panel_end(out);
}

static void lists_show(Out *out, const Request *rq, Response *rs, const RefundList *lists, size_t n, int64_t ready)
{
    Ctx *cx = out->cx;
    if (!n && !ready) return;
    ly_panel_begin(out, (LyPanel){ .title = "For the bank" });
    if (ready && may(cx, KEEP_LEDGER)) {
        html(out, "<p>%s approved and not in a list yet.</p>", counted(cx, ready, "refund is", "refunds are"));
        form_begin(cx, rq, rs, HERE "/list", false);
        govuk_button(out, (Button){ .text = "Make the list", .classes = "ly-small-button", .prevent_double_click = YES });
        html(out, "</form>");
    }
    if (n) html(out, "<ul class=\"govuk-list\">");
    for (size_t i = 0; i < n; i++) {
        html(out, "<li>%s: %s, %s", date_words(cx, date_of(cx, lists[i].made_at)), counted(cx, lists[i].count, "refund", NULL), money_table(cx, lists[i].pence));
        if (may(cx, KEEP_LEDGER)) html(out, ". <a class=\"govuk-link\" href=\"" HERE "/lists/%ld/refunds.csv\">CSV</a> or <a class=\"govuk-link\" href=\"" HERE "/lists/%ld/refunds.xlsx\">Excel</a>", (long)lists[i].id, (long)lists[i].id);
        html(out, "</li>");
    }
    if (n) html(out, "</ul><p class=\"ly-small ly-quiet\">Sort codes and account numbers are forgotten %d days after a list is made.</p>", REFUND_FORGET_DAYS);
    ly_panel_end(out);
}

static void odd_show(Out *out, const CardPayment *odd, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ly_note(out, LY_BAD, text(out->cx, "A payment by card of %s is odd: %s was begun with %s, and the provider says %s of it (%s). Look there, and record by hand what is right.", odd[i].document, odd[i].document, money_table(out->cx, odd[i].pence),
                                  odd[i].said, odd[i].provider_id));
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    Refund *asked, *rows, *ready;
    WriteOff *offs, *decided;
    RefundList *lists;
    CardPayment *odd;
    size_t asked_count, n, off_count, decided_count, list_count, odd_count, ready_count, bank = 0;
    int64_t before = query_number(rq, "before", 0);
    TRY(refunds_list(cx, "asked", 0, WAITING_MOST, &asked, &asked_count));
    TRY(write_offs_list(cx, "asked", 0, WAITING_MOST, &offs, &off_count));
    TRY(write_offs_list(cx, "approved", 0, PAGE, &decided, &decided_count));
    TRY(refunds_list(cx, "approved", 0, REFUND_LIST_MOST, &ready, &ready_count));
    TRY(refunds_list(cx, "", before, PAGE + 1, &rows, &n));
    TRY(refund_lists(cx, &lists, &list_count));
    TRY(card_payments_odd(cx, &odd, &odd_count));
    for (size_t i = 0; i < ready_count; i++) bank += same(ready[i].way, "bank");
    size_t shown = n > PAGE ? PAGE : n;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Refunds", .frame = FRAME_OFFICE, .current = "payments", .wide = true });
    ly_head_begin(out, "Refunds");
    html(out, "<span class=\"ly-quiet ly-small\">What goes back, and what is given up</span>");
    if (shown) ly_head_buttons(out), ly_sheet_buttons(out, HERE ".csv");
    ly_head_end(out, shown > 0);
    TRY(payment_tabs(out, "refunds"));
    odd_show(out, odd, odd_count);
    waiting(out, rq, rs, asked, asked_count, offs, off_count);
    lists_show(out, rq, rs, lists, list_count, (int64_t)bank);
    if (shown) table(out, rows, shown);
    write_offs_table(out, decided, decided_count);
    if (!shown && !asked_count && !off_count && !decided_count)
        ly_empty(out, (LyEmpty){ .title = "Nothing was paid back or given up", .words = "Money on account is paid back from its payment or credit note, and what will not be paid is given up on its invoice. Above the limit both wait here for a second person.", .act = "See money on account",
                                 .act_href = "/office/payments?state=left", .plain = true });
    ly_parts(out, (LyParts){ .first = before ? HERE : NULL, .after_text = "Earlier refunds", .after = n > shown ? text(cx, HERE "?before=%ld", (long)rows[shown - 1].id) : NULL });
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Asked on", "Customer", "Of", "Sum", "Why", "How", "State", "Asked by", "Decided by", "Decided on", "Words" };
    Refund *rows;
    size_t n;
    Sheet sheet;
    TRY(refunds_list(cx, "", 0, EXPORT_MOST, &rows, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const Refund *r = &rows[i];
        sheet_date(&sheet, date_of(cx, r->asked_at)), sheet_text(&sheet, r->customer), sheet_text(&sheet, r->of), sheet_pence(&sheet, r->pence), sheet_text(&sheet, r->why), sheet_text(&sheet, same(r->way, "card") ? "Card" : "Bank transfer");
        sheet_text(&sheet, capital(cx, r->state)), sheet_text(&sheet, r->asked_by), sheet_text(&sheet, r->decided_by), sheet_date(&sheet, r->decided_at ? date_of(cx, r->decided_at) : ""), sheet_text(&sheet, r->decided_why);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "refunds");
}

/* As the bank's own program takes it in: one row for each. */
static Error *bank_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Sort code", "Account number", "Account name", "Amount", "Reference", "Customer" };
    RefundRow *rows;
    size_t n;
    Sheet sheet;
    TRY(refund_list_rows(cx, rq->id, &rows, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        sheet_text(&sheet, rows[i].sort_code), sheet_text(&sheet, rows[i].account_number), sheet_text(&sheet, rows[i].account_name), sheet_pence(&sheet, rows[i].pence), sheet_text(&sheet, rows[i].reference), sheet_text(&sheet, rows[i].customer);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, text(cx, "refunds-%ld", (long)rq->id));
}

static Error *make_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t id;
    TRY(refund_list_make(cx, &id));
    rs->flash = id ? "The list is made. Take it to the bank: what is in it is not listed again" : "Nothing waits for a list";
    return redirect(rs, HERE);
}

ROUTES(refund_pages,
    GET  (HERE,                       READ_MONEY,  list_show),
    SHEET(HERE,                       READ_MONEY,  list_sheet),
    POST (HERE "/list",               KEEP_LEDGER, NULL, make_submit),
    SHEET(HERE "/lists/:id/refunds",  KEEP_LEDGER, bank_sheet),
);
