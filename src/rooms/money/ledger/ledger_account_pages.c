/* One account in one year, posting by posting; and one posting with its rows. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/ledger/ledger_pages.h"

enum { PAGE = 50 };

/* ---- an account ---- */

/* As the account counts: what comes into income, or what we owe, goes out of it as the ledger says it. */
static int64_t counted_pence(const AccountSum *sum, int64_t pence) { return one_of(sum->kind, "income liability") ? -pence : pence; }

static void line_put(Out *out, const AccountSum *sum, const AccountLine *line)
{
    Ctx *cx = out->cx;
    html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link\" href=\"/office/ledger/postings/%ld\">%s</a>", (long)line->posting_id, line->words);
    if (line->reversed_by) html(out, "<span class=\"ly-sub\">Reversed</span>");
    if (line->reverses) html(out, "<span class=\"ly-sub\">Takes another back</span>");
    html(out, "</span></th><td class=\"ly-nowrap\" data-label=\"Counts on\">%s</td><td data-label=\"Other account\">%s</td><td data-label=\"Fund\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", date_words(cx, line->on_date),
         *line->other ? line->other : "Several", *line->fund ? line->fund : "–", money_table(cx, counted_pence(sum, line->pence)));
}

static void lines_panel(Out *out, const AccountSum *sum, const AccountLine *lines, size_t n)
{
    ly_panel_begin(out, (LyPanel){ .title = "Posting by posting", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Postings, the latest first", .boxed = true, .phone = true,
                                   LY_COLUMNS({ .text = "What" }, { .text = "Counts on" }, { .text = "Other account" }, { .text = "Fund" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < n; i++) line_put(out, sum, &lines[i]);
    ly_table_end(out);
    ly_panel_end(out);
}

static Error *account_show(Ctx *cx, const Request *rq, Response *rs)
{
    LedgerView view = ledger_view(cx, rq);
    const char *after = query_value(rq, "after"), *path = text(cx, "/office/ledger/accounts/%ld", (long)rq->id);
    const LinesOf of = { rq->id, query_number(rq, "id", 0), date_valid(after) ? after : "" };
    AccountSum sum = {0};
    AccountLine *lines;
    size_t n;
    TRY(account_sum(cx, rq->id, &view.filter, &sum));
    TRY(account_lines(cx, &of, &view.filter, PAGE + 1, &lines, &n));
    size_t shown = n > PAGE ? PAGE : n;
    bool of_year = account_of_year(&(Account){ .kind = sum.kind });
    const char *title = text(cx, "%s %s", sum.code, sum.name), *query = ledger_query(cx, &view, view.year.kind, view.year.first);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "%s, %s", title, view.year.words), .frame = FRAME_OFFICE, .current = "ledger", .wide = true,
                                              CRUMBS({ "Ledger", text(cx, "/office/ledger?%s", query) }, { title, NULL }) });
    ly_head_begin(out, title);
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", account_kind_words(sum.kind));
    ly_head_end(out, false);
    ledger_tabs(out, path, &view);
    TRY(ledger_filters(out, path, &view, NULL));
    ly_figures_begin(out);
    ly_figure(out, text(cx, of_year ? "In %s" : "At the end of %s", view.year.words), money_table(cx, sum.pence), NULL);
    ly_figure(out, text(cx, of_year ? "In %s" : "At the end of %s", view.before.words), money_table(cx, sum.before_pence), NULL);
    ly_figures_end(out);
    if (shown) lines_panel(out, &sum, lines, shown);
    else ly_empty(out, (LyEmpty){ .title = text(cx, "Nothing moved here in %s", view.year.words), .words = "Choose another year, or take the filters off.", .act = "Back to the ledger", .act_href = text(cx, "/office/ledger?%s", query), .plain = true });
    ly_parts(out, (LyParts){ .first = *of.after_on ? text(cx, "%s?%s", path, query) : NULL, .after_text = "Earlier postings",
                             .after = n > shown ? text(cx, "%s?%s&after=%s&id=%ld", path, query, lines[shown - 1].on_date, (long)lines[shown - 1].posting_id) : NULL });
    page_end(rs);
    return OK;
}

/* ---- a posting ---- */

/* What it does to the year, in words: so that a sum put the wrong way round is seen at once. */
static const char *effect_words(Ctx *cx, const RowShown *row)
{
    const char *sum = money_table(cx, row->pence);
    bool out_income = same(row->from_kind, "income"), in_income = same(row->to_kind, "income"), in_cost = same(row->to_kind, "cost"), out_cost = same(row->from_kind, "cost");
    if (out_income && !in_income) return text(cx, "Income of %s.", sum);
    if (in_cost && !out_cost) return text(cx, "A cost of %s.", sum);
    if (in_income && !out_income) return text(cx, "%s less income.", sum);
    if (out_cost && !in_cost) return text(cx, "%s less cost.", sum);
    return text(cx, "%s moved between accounts: the year’s income less its costs stays as it is.", sum);
}

static void rows_panel(Out *out, const RowShown *rows, size_t n)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "What moved", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "What moved", .boxed = true, .phone = true, LY_COLUMNS({ .text = "From" }, { .text = "To" }, { .text = "Fund" }, { .text = "Cost centre" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < n; i++) {
        const RowShown *r = &rows[i];
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/office/ledger/accounts/%ld\">%s %s</a></th><td data-label=\"To\"><a class=\"govuk-link\" href=\"/office/ledger/accounts/%ld\">%s %s</a></td>"
                  "<td data-label=\"Fund\">%s</td><td data-label=\"Cost centre\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n",
             (long)r->from_account, r->from_code, r->from_name, (long)r->to_account, r->to_code, r->to_name, *r->fund ? r->fund : "–", r->centre, money_table(cx, r->pence));
    }
    ly_table_end(out);
    ly_panel_end(out);
}

static void posting_facts(Out *out, const PostingShown *posting)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"govuk-!-margin-bottom-4\">");
    ly_facts_begin(out, false);
    ly_fact(out, "Counts on", date_words(cx, posting->on_date));
    ly_fact(out, "Noted", *posting->by ? text(cx, "%s by %s", moment_words(cx, posting->made_at), posting->by) : moment_words(cx, posting->made_at));
    if (posting->reverses) {
        ly_fact_begin(out, "Takes back");
        html(out, "<a class=\"govuk-link\" href=\"/office/ledger/postings/%ld\">the posting that was wrong</a>", (long)posting->reverses);
        ly_fact_end(out);
    }
    if (posting->reversed_by) {
        ly_fact_begin(out, "Reversed");
        html(out, "<a class=\"govuk-link\" href=\"/office/ledger/postings/%ld\">by another posting</a>, so that the two together are nothing", (long)posting->reversed_by);
        ly_fact_end(out);
    }
    ly_facts_end(out);
    html(out, "</div>\n");
}

static Error *posting_show(Ctx *cx, const Request *rq, Response *rs)
{
    PostingShown posting = {0};
    RowShown *rows;
    size_t n;
    TRY(posting_find(cx, rq->id, &posting, &rows, &n));
    bool reversible = may(cx, KEEP_LEDGER) && !posting.reverses && !posting.reversed_by && same(posting.kind, "noted");
    Out *out = page_begin(cx, rq, rs, (Page){ .title = posting.words, .frame = FRAME_OFFICE, .current = "ledger", .wide = true, CRUMBS({ "Ledger", "/office/ledger" }, { posting.words, NULL }) });
    ly_head_begin(out, posting.words);
    if (posting.reversed_by) ly_status(out, LY_QUIET, "Reversed");
    if (posting.reverses) ly_status(out, LY_QUIET, "Reversal");
    if (reversible) ly_head_buttons(out), ly_small_button(out, "Reverse", text(cx, "/office/ledger/postings/%ld/reverse", (long)posting.id), false);
    ly_head_end(out, reversible);
    if (n == 1) html(out, "<p class=\"govuk-body\">%s</p>\n", effect_words(cx, &rows[0]));
    posting_facts(out, &posting);
    rows_panel(out, rows, n);
    html(out, "<p class=\"ly-small ly-quiet\">What is in the ledger is never changed or removed. What was wrong is reversed, and noted anew.</p>\n");
    page_end(rs);
    return OK;
}

ROUTES(ledger_account_pages,
    GET("/office/ledger/accounts/:id", READ_MONEY, account_show),
    GET("/office/ledger/postings/:id", READ_MONEY, posting_show),
);
