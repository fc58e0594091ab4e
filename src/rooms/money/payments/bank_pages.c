/* The bank's statements: what came and waits, with what it may pay; sure ones confirmed together, the others one by one. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/payment_match.h"
#include "rooms/money/payments/payment_pages.h"

extern const RouteList bank_pages;

enum { PAGE = 50, EXPORT_MOST = 10000, WORDS_MOST = 100 };
#define HERE "/office/bank"

static const SelectItem states[] = { { .value = "waiting", .text = "Waiting" }, { .value = "matched", .text = "Matched" }, { .value = "set aside", .text = "Set aside" }, { .value = "all", .text = "All" } };

static BankFilter filter_of(Ctx *cx, const Request *rq)
{
    BankFilter f = { .state = query_value(rq, "state"), .words = text_trim(cx, query_value(rq, "q")), .before_id = query_number(rq, "before", 0) };
    if (same(f.state, "all")) f.state = "";
    else if (!same(f.state, "matched") && !same(f.state, "set aside")) f.state = "waiting";
    if (letters(f.words) > WORDS_MOST) f.words = "";
    return f;
}

static const char *address(Ctx *cx, const char *path, const BankFilter *f) { return text(cx, "%s?state=%s&q=%s", path, *f->state ? text_url(cx, f->state) : "all", text_url(cx, f->words)); }

/* ---- proposals ---- */

static LyMeaning meaning_of(MatchKind kind)
{
    if (kind == MATCH_SURE) return LY_GOOD;
    return kind == MATCH_NONE ? LY_QUIET : LY_WARN;
}

static void names_put(Out *out, const Match *match)
{
    if (match->count) html(out, "<span class=\"ly-sub\">");
    for (size_t i = 0; i < match->count; i++)
        html(out, "%s<a class=\"govuk-link\" href=\"/office/invoices/%ld\">%s</a>", i ? ", " : "", (long)match->invoices[i]->id, match->invoices[i]->name);
    if (match->count) html(out, ", %s</span>", match->customer);
    else if (*match->customer) html(out, "<span class=\"ly-sub\">%s</span>", match->customer);
}

static void proposal(Out *out, const BankLine *line, const Match *match)
{
    if (same(line->state, "matched")) ly_status_tiny(out, LY_GOOD, "Matched");
    else if (same(line->state, "set aside")) {
        ly_status_tiny(out, LY_QUIET, "Set aside");
        html(out, "<span class=\"ly-sub\">%s</span>", line->why);
    } else if (line->pence < 0) ly_status_tiny(out, LY_QUIET, line->came_back ? "Went back" : "Went");
    else {
        ly_status_tiny(out, meaning_of(match->kind), match->kind == MATCH_NUMBER ? "Number fits" : *match->why ? match->why : "Nothing fits");
        names_put(out, match);
        if (match->kind == MATCH_NUMBER) html(out, "<span class=\"ly-sub\">%s</span>", match->why);
    }
}

static void line_row(Out *out, const BankLine *line, const Match *match)
{
    Ctx *cx = out->cx;
    bool waits = same(line->state, "waiting");
    html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link\" href=\"" HERE "/%ld\">%s</a>", (long)line->id, *line->reference ? line->reference : *line->name ? line->name : "No words");
    if (*line->name && *line->reference) html(out, "<span class=\"ly-sub\">%s</span>", line->name);
    html(out, "</span></th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td data-label=\"What it may be\"><span>", date_words(cx, line->on_date));
    proposal(out, line, match);
    html(out, "</span></td><td class=\"ly-num\" data-label=\"Sum\">%s</td><td>", money_table(cx, line->pence));
    if (waits && may(cx, KEEP_LEDGER)) html(out, "<a class=\"govuk-link\" href=\"" HERE "/%ld\">%s<span class=\"govuk-visually-hidden\"> %s</span></a>", (long)line->id, line->pence > 0 ? "Match" : "Look", line->reference);
    html(out, "</td></tr>\n");
}

static Error *lines_table(Out *out, const BankLine *lines, size_t n, const OpenIndex *index, size_t *sure)
{
    *sure = 0;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Lines of the bank’s statements, the newest first", .boxed = true, .phone = true,
                                   LY_COLUMNS({ .text = "Reference" }, { .text = "Date" }, { .text = "What it may be" }, { .text = "Sum", .number = true }, { .text = "Acts", .hidden = true }) });
    for (size_t i = 0; i < n; i++) {
        Match match = { .why = "", .customer = "" };
        if (same(lines[i].state, "waiting")) payment_match(out->cx, index, &lines[i], &match);
        *sure += match.kind == MATCH_SURE;
        line_row(out, &lines[i], &match);
    }
    ly_table_end(out);
    html(out, "</div>\n");
    return OK;
}

static size_t sure_of(Ctx *cx, const BankLine *lines, size_t n, const OpenIndex *index)
{
    size_t sure = 0;
    for (size_t i = 0; i < n; i++) {
        Match match;
        if (!same(lines[i].state, "waiting")) continue;
        payment_match(cx, index, &lines[i], &match);
        sure += match.kind == MATCH_SURE;
    }
    return sure;
}

static Error *index_of(Ctx *cx, OpenIndex **index)
{
    OpenInvoice *open;
    size_t n;
    TRY(open_invoices(cx, &open, &n));
    *index = open_index(cx, open, n);
    return OK;
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    BankFilter f = filter_of(cx, rq);
    OpenIndex *index;
    BankLine *lines;
    BankWaiting waiting = {0};
    size_t n, sure;
    TRY(bank_lines(cx, &f, PAGE + 1, &lines, &n));
    TRY(bank_waiting(cx, &waiting));
    TRY(index_of(cx, &index));
    size_t shown = n > PAGE ? PAGE : n;
    sure = sure_of(cx, lines, shown, index);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Bank", .frame = FRAME_OFFICE, .current = "payments", .wide = true });
    ly_head_begin(out, "Bank");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", waiting.count ? text(cx, "%s, %s of it came in", counted(cx, waiting.count, "line waits", "lines wait"), money_table(cx, waiting.in_pence)) : "Nothing waits");
    if (may(cx, KEEP_LEDGER)) ly_head_buttons(out), ly_small_button(out, "Send a statement", HERE "/import", !sure);
    ly_head_end(out, may(cx, KEEP_LEDGER));
    TRY(payment_tabs(out, "bank"));
    if (sure && may(cx, KEEP_LEDGER)) {
        ly_panel_begin(out, (LyPanel){ .tone = LY_TINT });
        ly_needs_begin(out);
        ly_need_begin(out, text(cx, "%s by number and sum", counted(cx, (int64_t)sure, "line fits its invoice", "lines fit their invoices")), "Confirm them together: each becomes a payment. All others are yours to decide.");
        form_begin(cx, rq, rs, HERE "/confirm", false);
        for (size_t i = 0; i < shown; i++) html(out, "<input type=\"hidden\" name=\"line\" value=\"%ld\">", (long)lines[i].id);
        govuk_button(out, (Button){ .text = text(cx, "Confirm %zu", sure), .classes = "ly-small-button", .prevent_double_click = YES });
        html(out, "</form>");
        ly_need_end(out);
        ly_needs_end(out);
        ly_panel_end(out);
    }
    ly_filterbar_begin(out, HERE);
    ly_filter_text(out, "q", "Reference or name", "search", f.words);
    ly_filter_select(out, "state", "State", states, COUNT(states), *f.state ? f.state : "all");
    ly_filterbar_end_sheets(out, address(cx, HERE ".csv", &f));
    if (shown) TRY(lines_table(out, lines, shown, index, &sure));
    else if (*f.words || !same(f.state, "waiting")) ly_empty(out, (LyEmpty){ .title = "No line fits", .words = "Try part of a reference, or take the filters off.", .act = "Show what waits", .act_href = HERE, .plain = true });
    else ly_empty(out, (LyEmpty){ .title = "Nothing waits", .words = "Send the bank’s statement, as CSV, Excel or camt.053. What came is held against the open invoices, and nothing is recorded before you say so.", .act = may(cx, KEEP_LEDGER) ? "Send a statement" : NULL, .act_href = may(cx, KEEP_LEDGER) ? HERE "/import" : NULL });
    const char *first = address(cx, HERE, &f);
    ly_parts(out, (LyParts){ .first = f.before_id ? first : NULL, .after_text = "Earlier lines", .after = n > shown ? text(cx, "%s&before=%ld", first, (long)lines[shown - 1].id) : NULL });
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Date", "Sum", "Reference", "Name", "Bank reference", "Details", "Account", "State", "Why", "Settled by" };
    BankFilter f = filter_of(cx, rq);
    BankLine *lines;
    size_t n;
    Sheet sheet;
    TRY(bank_lines(cx, &f, EXPORT_MOST, &lines, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const BankLine *l = &lines[i];
        sheet_date(&sheet, l->on_date), sheet_pence(&sheet, l->pence), sheet_text(&sheet, l->reference), sheet_text(&sheet, l->name), sheet_text(&sheet, l->bank_reference), sheet_text(&sheet, l->details);
        sheet_text(&sheet, l->account), sheet_text(&sheet, capital(cx, l->state)), sheet_text(&sheet, l->why), sheet_text(&sheet, l->settled_by);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "bank");
}

/* What is sure is looked for off the writer; an invoice that two lines name is left for somebody to decide. */
enum { CONFIRM_MOST = 25 };
typedef struct { int64_t line_id, documents[MATCH_MOST]; size_t count; } Sure;
typedef struct { Sure list[CONFIRM_MOST]; size_t count; } Confirming;

static bool used_before(const Confirming *confirming, const Match *match)
{
    for (size_t i = 0; i < confirming->count; i++)
        for (size_t k = 0; k < confirming->list[i].count; k++)
            for (size_t m = 0; m < match->count; m++)
                if (confirming->list[i].documents[k] == match->invoices[m]->id) return true;
    return false;
}

static Error *confirm_prepare(Ctx *cx, Request *rq, Response *rs)
{
    Confirming *confirming = rq->prepared = new(cx, Confirming);
    OpenIndex *index;
    size_t n;
    int64_t id;
    const char *const *ids = form_list(cx, rq, "line", &n);
    TRY(index_of(cx, &index));
    for (size_t i = 0; i < n && i < PAGE && confirming->count < CONFIRM_MOST; i++) {
        BankLine line = {0};
        Match match;
        if (!number_parse(ids[i], 1, INT64_MAX, &id)) continue;
        TRY(bank_line_find(cx, id, &line));
        payment_match(cx, index, &line, &match);
        if (!same(line.state, "waiting") || match.kind != MATCH_SURE || used_before(confirming, &match)) continue;
        Sure *sure = &confirming->list[confirming->count++];
        sure->line_id = id;
        for (; sure->count < match.count; sure->count++) sure->documents[sure->count] = match.invoices[sure->count]->id;
    }
    return OK;
}

static Error *confirm_submit(Ctx *cx, Request *rq, Response *rs)
{
    const Confirming *confirming = rq->prepared;
    for (size_t i = 0; i < confirming->count; i++) TRY(bank_line_match(cx, confirming->list[i].line_id, confirming->list[i].documents, confirming->list[i].count));
    rs->flash = confirming->count ? text(cx, "%s recorded", counted(cx, (int64_t)confirming->count, "payment is", "payments are")) : "None of them is sure any more";
    return redirect(rs, HERE);
}

ROUTES(bank_pages,
    GET  (HERE,            READ_MONEY,  list_show),
    SHEET(HERE,            READ_MONEY,  list_sheet),
    POST (HERE "/confirm", KEEP_LEDGER, confirm_prepare, confirm_submit),
);
