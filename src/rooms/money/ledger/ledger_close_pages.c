/* Which months are closed, by whom, and the form that closes the next. */
#include "rooms/money/ledger/ledger_close.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "rooms/members/permission.h"
#include "rooms/money/ledger/ledger_close_pages.h"
#include "rooms/money/subscriptions/subscription_earned.h"

static const char *month_said(Ctx *cx, const char *month) { return month_words(cx, text(cx, "%s-01", month)); }

static void open_panel(Out *out, const OpenMonth *months, size_t n)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Months that are over and still open", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Months that are over and still open", .boxed = true, .phone = true,
                                   LY_COLUMNS({ .text = "Month" }, { .text = "Postings", .number = true }, { .text = "Income", .number = true }, { .text = "Costs", .number = true }) });
    for (size_t i = 0; i < n; i++)
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-num\" data-label=\"Postings\">%s</td><td class=\"ly-num\" data-label=\"Income\">%s</td><td class=\"ly-num\" data-label=\"Costs\">%s</td></tr>\n", month_said(cx, months[i].month),
             number_words(cx, months[i].postings), money_table(cx, months[i].income), money_table(cx, months[i].cost));
    ly_table_end(out);
    ly_panel_end(out);
}

/* What waits to be paid or to come in, by what is posted to the end of the last month that can be closed: it is looked at before, and goes on after. */
static Error *unsettled_panel(Out *out, const char *month)
{
    Ctx *cx = out->cx;
    AccountSum *sums;
    size_t n, unsettled = 0;
    TRY(ledger_sums(cx, &(LedgerFilter){ .from = "", .to = month, .before = "" }, &sums, &n));
    for (size_t i = 0; i < n; i++)
        if (sums[i].id != ACCOUNT_BANK && !account_of_year(&(Account){ .kind = sums[i].kind }) && sums[i].pence) sums[unsettled++] = sums[i];
    if (!unsettled) return OK;
    ly_panel_begin(out, (LyPanel){ .title = text(cx, "Not settled at the end of %s", month_said(cx, month)), .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "What is not settled", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Account" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < unsettled; i++)
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/office/ledger/accounts/%ld\">%s %s</a></th><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", (long)sums[i].id, sums[i].code, sums[i].name, money_table(cx, sums[i].pence));
    ly_table_end(out);
    ly_panel_end(out);
    html(out, "<p class=\"ly-small ly-quiet\">Closing leaves it as it is. Look whether all that was earned and used by then is noted.</p>\n");
    return OK;
}

/* Another month to look at: what is asked in the form below is of that one. */
static void month_filter(Out *out, const OpenMonth *months, size_t n, const char *month)
{
    Ctx *cx = out->cx;
    SelectItem *items = array(cx, SelectItem, n);
    for (size_t i = 0; i < n; i++) items[i] = (SelectItem){ .value = months[i].month, .text = month_said(cx, months[i].month) };
    ly_filterbar_begin(out, "/office/ledger/close");
    ly_filter_select(out, "month", "To the end of", items, n, month);
    ly_filterbar_end(out, "Look at it");
}

static void close_form(Out *out, const Request *rq, Response *rs, const char *month, const Accruals *accruals)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = text(cx, "Close to the end of %s", month_said(cx, month)) });
    form_begin(cx, rq, rs, "/office/ledger/close", false);
    html(out, "<input type=\"hidden\" name=\"month\" value=\"%s\">", month);
    if (error_for(rq, "month")) html(out, "<p class=\"govuk-error-message\" id=\"month\">%s</p>", error_for(rq, "month"));
    if (accruals->count && !accruals->made)
        field_checkbox(out, rq, "accrue", "Count what was earned, whenever it is invoiced", text(cx, "%s earned and not invoiced, %s invoiced and not earned. It is taken back on %s", money_table(cx, accruals->earned_pence),
                                                                                              money_table(cx, accruals->ahead_pence), date_words(cx, month_next(cx, month))), true);
    field_text(out, rq, (TextInput){ .name = "note", .label = "A note (optional)", .label_classes = "govuk-label--s", .hint = "What was looked at, or what is known and left" });
    govuk_warning_text(out, (WarningText){ .text = "A closed month stays closed, and all before it. What is found later counts in the first month that is open." });
    govuk_button(out, (Button){ .text = text(cx, "Close to the end of %s", month_said(cx, month)), .prevent_double_click = YES });
    html(out, "</form>");
    ly_panel_end(out);
}

static void closed_panel(Out *out, const Closed *closes, size_t n)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Closed" });
    ly_history_begin(out);
    for (size_t i = 0; i < n; i++) ly_happened(out, text(cx, "To the end of %s", month_said(cx, closes[i].month)), closes[i].by, moment_words(cx, closes[i].closed_at), *closes[i].note ? closes[i].note : NULL);
    ly_history_end(out);
    ly_panel_end(out);
}

static Error *months_show(Ctx *cx, const Request *rq, Response *rs)
{
    OpenMonth *months;
    Closed *closes;
    size_t n, closed_count;
    TRY(months_open(cx, &months, &n));
    TRY(closes_all(cx, &closes, &closed_count));
    bool closes_now = n && may(cx, KEEP_LEDGER);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Closed months", .frame = FRAME_OFFICE, .current = "ledger", .wide = true, CRUMBS({ "Ledger", "/office/ledger" }, { "Closed months", NULL }) });
    ly_head_begin(out, "Closed months");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", closed_count ? text(cx, "Closed to the end of %s", month_said(cx, closes[0].month)) : "No month is closed yet");
    if (closes_now) ly_head_buttons(out), ly_small_button(out, "Close a month", "/office/ledger/close", true);
    ly_head_end(out, closes_now);
    if (n) open_panel(out, months, n);
    else ly_empty(out, (LyEmpty){ .title = "No month waits to be closed", .words = "A month in which something counts can be closed once it is over.", .act = "Back to the ledger", .act_href = "/office/ledger", .plain = true });
    if (closed_count) closed_panel(out, closes, closed_count);
    page_end(rs);
    return OK;
}

/* The month that is asked for where it can be closed; else the first that is open, for months are closed one after the other. */
static const char *month_asked(const Request *rq, const OpenMonth *months, size_t n)
{
    const char *asked = rq->posted ? form_text(rq, "month") : query_value(rq, "month");
    for (size_t i = 0; i < n; i++)
        if (same(months[i].month, asked)) return months[i].month;
    return n ? months[0].month : "";
}

static Error *close_show(Ctx *cx, const Request *rq, Response *rs)
{
    OpenMonth *months;
    Accruals accruals = {0};
    size_t n;
    TRY(months_open(cx, &months, &n));
    const char *month = month_asked(rq, months, n);
    if (n) TRY(accruals_find(cx, month, &accruals));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Close the books", .frame = FRAME_OFFICE, .current = "ledger", .back = "/office/ledger/months", .wide = true });
    ly_head_begin(out, "Close the books");
    ly_head_end(out, false);
    if (n) {
        month_filter(out, months, n, month);
        html(out, "<div class=\"ly-split ly-split--even ly-split--top\"><div>");
        close_form(out, rq, rs, month, &accruals);
        html(out, "</div><div>");
        accruals_panel(out, &accruals);
        if (ends(month, YEAR_END)) TRY(year_panel(out, month, &accruals));
        TRY(unsettled_panel(out, month));
        open_panel(out, months, n);
        html(out, "</div></div>\n");
    } else ly_empty(out, (LyEmpty){ .title = "No month waits to be closed", .words = "A month in which something counts can be closed once it is over.", .act = "See the closed months", .act_href = "/office/ledger/months", .plain = true });
    page_end(rs);
    return OK;
}

/* What subscriptions have earned by then, should no job have come by since the month was over. */
static Error *earned_until(Ctx *cx, const char *month)
{
    const char *due;
    TRY(earning_due(cx, &due));
    for (; *due && strcmp(due, month) <= 0; due = month_of(cx, month_next(cx, due))) TRY(earning_post(cx, due));
    return OK;
}

static Error *close_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *month = form_text(rq, "month");
    if (date_valid(text(cx, "%s-01", month)) && strcmp(month, month_of(cx, cx->today)) < 0) {
        TRY(earned_until(cx, month));
        if (form_has(rq, "accrue")) TRY(accruals_post(cx, month));
    }
    TRY(ledger_close(cx, month, form_text(rq, "note")));
    rs->flash = text(cx, "The books are closed to the end of %s", month_said(cx, month));
    return redirect(rs, "/office/ledger/months");
}

ROUTES(ledger_close_pages,
    GET ("/office/ledger/months", READ_MONEY,  months_show),
    FORM("/office/ledger/close",  KEEP_LEDGER, close_show, NULL, close_submit),
);
