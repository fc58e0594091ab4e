/* Money as a whole: income by source against cost, by month and beside the year before, and what a registration costs. The same for everybody who may see it, so it is kept until something changes. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/part.h"
#include "rooms/booking/booking.h"
#include "rooms/members/permission.h"
#include "rooms/money/budgets/centre_budget.h"
#include "rooms/money/budgets/money_figures.h"
#include "rooms/money/ledger/ledger_pages.h"
#include "rooms/money/subscriptions/subscription_figures.h"

extern const RouteList money_pages;

enum { MONTHS = 12 };

/* until: the last month looked at, of a year that is running the one that is running; the year before is looked at to the same month. */
typedef struct {
    LedgerView view;
    const char *until, *before_until;
    Move *moves; size_t move_count;
    Named *funds, *centres; size_t fund_count, centre_count;
    int64_t people, people_before;
} Look;

static const char *last_day(Ctx *cx, const char *month) { return date_add_days(cx, month_next(cx, month), -1); }

static void until_set(Ctx *cx, Look *look)
{
    const char *now = month_of(cx, cx->today), *to = look->view.year.to_month;
    int64_t year = 0;
    look->until = strcmp(now, look->view.year.from_month) >= 0 && strcmp(now, to) < 0 ? now : to;
    number_parse(text(cx, "%.4s", look->until), 0, 9999, &year);
    look->before_until = text(cx, "%04ld%s", (long)year - 1, look->until + sizeof "2026" - 1);
}

static Error *look_at(Ctx *cx, const Request *rq, Look *look)
{
    look->view = ledger_view(cx, rq);
    until_set(cx, look);
    TRY(moves_of(cx, look->view.before.from_month, look->until, &look->moves, &look->move_count));
    TRY(funds_all(cx, &look->funds, &look->fund_count));
    TRY(cost_centres_all(cx, &look->centres, &look->centre_count));
    const char *to = last_day(cx, look->until);
    TRY(registrations_counted(cx, look->view.year.from, strcmp(to, cx->today) < 0 ? to : cx->today, &look->people));
    return registrations_counted(cx, look->view.before.from, last_day(cx, look->before_until), &look->people_before);
}

/* Of the year, or of the year before to the same month; fund and cost centre 0: the filter's. */
static MoveSum sum_of(const Look *look, bool before, int64_t fund, int64_t centre)
{
    return moves_sum(look->moves, look->move_count, (MoveFilter){ .fund_id = fund ? fund : look->view.filter.fund_id, .cost_centre_id = centre ? centre : look->view.filter.cost_centre_id,
        .from = before ? look->view.before.from_month : look->view.year.from_month, .to = before ? look->before_until : look->until });
}

static const char *change_words(Ctx *cx, int64_t now, int64_t before)
{
    if (!before) return "nothing the year before";
    int64_t change = now - before;
    return change ? text(cx, "%s %s than %s", money_table(cx, change < 0 ? -change : change), change < 0 ? "less" : "more", money_table(cx, before)) : "as the year before";
}

static const char *each_words(Ctx *cx, int64_t pence, int64_t people) { return people > 0 ? money_table(cx, (pence + people / 2) / people) : "–"; }

/* ---- panels ---- */

static void figures(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    const MoveSum now = sum_of(look, false, 0, 0), before = sum_of(look, true, 0, 0);
    int64_t left = now.income - now.cost;
    ly_figures_begin(out);
    ly_figure(out, "Income", money_table(cx, now.income), change_words(cx, now.income, before.income));
    ly_figure(out, "Costs", money_table(cx, now.cost), change_words(cx, now.cost, before.cost));
    ly_figure(out, left < 0 ? "Short" : "Left", money_table(cx, left < 0 ? -left : left), text(cx, "%s the year before", money_table(cx, before.income - before.cost)));
    ly_figures_end(out);
    if (!look->view.filter.fund_id && !look->view.filter.cost_centre_id) {      /* registrations are of no fund, and of no cost centre alone */
        ly_figures_begin(out);
        ly_figure(out, "Registrations", number_words(cx, look->people), look->people_before ? text(cx, "%s the year before", number_words(cx, look->people_before)) : "none the year before");
        ly_figure(out, "Cost of each", each_words(cx, now.cost, look->people), !look->people ? "no registration counts yet" : !look->people_before ? "none the year before" : text(cx, "%s the year before", each_words(cx, before.cost, look->people_before)));
        ly_figures_end(out);
    }
}

static void months_table(Out *out, const Look *look, const LyColumnPair *pairs)
{
    Ctx *cx = out->cx;
    govuk_details_begin(out, (Details){ .summary = "The numbers behind this chart", .classes = "govuk-!-margin-bottom-0" });
    ly_table_begin(out, (LyTable){ .caption = "The numbers of each month", LY_COLUMNS({ .text = "Month" }, { .text = "Income", .number = true }, { .text = "Costs", .number = true }, { .text = "Left", .number = true }) });
    const char *month = look->view.year.from_month;
    for (size_t i = 0; i < MONTHS; i++, month = month_of(cx, month_next(cx, month)))
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-num\">%s</td><td class=\"ly-num\">%s</td><td class=\"ly-num\">%s</td></tr>\n", month_words(cx, text(cx, "%s-01", month)), money_table(cx, pairs[i].first), money_table(cx, pairs[i].second),
             money_table(cx, pairs[i].first - pairs[i].second));
    ly_table_end(out);
    govuk_details_end(out);
}

static void months_panel(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    LyColumnPair pairs[MONTHS];
    const char *month = look->view.year.from_month, *highest = month;
    int64_t most = -1;
    for (size_t i = 0; i < MONTHS; i++, month = month_of(cx, month_next(cx, month))) {
        const MoveSum sum = moves_sum(look->moves, look->move_count, (MoveFilter){ look->view.filter.fund_id, look->view.filter.cost_centre_id, month, month });
        pairs[i] = (LyColumnPair){ text_copy(cx, month_words(cx, text(cx, "%s-01", month)), sizeof "Jan" - 1), sum.income, sum.cost };
        if (sum.income > most) most = sum.income, highest = month;
    }
    const char *says = most > 0 ? text(cx, "Most came in in %s: %s.", month_words(cx, text(cx, "%s-01", highest)), money_table(cx, most)) : "Nothing came in.";
    ly_panel_begin(out, (LyPanel){ .title = "By month" });
    ly_columns(out, (LyColumnChart){ .id = "months", .title = "Income and costs by month", .says = says, .desc = "A column of income and one of costs for each month of the year. The same numbers are in the table below.", .first = "Income", .second = "Costs", .pairs = pairs,
        .count = MONTHS });
    months_table(out, look, pairs);
    ly_panel_end(out);
}

static void funds_chart(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    LyColumnPair *pairs = array(cx, LyColumnPair, look->fund_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < look->fund_count; i++) {
        const MoveSum sum = sum_of(look, false, look->funds[i].id, 0);
        if (sum.income || sum.cost) pairs[n++] = (LyColumnPair){ look->funds[i].name, sum.income, sum.cost };
    }
    ly_columns(out, (LyColumnChart){ .id = "sources", .title = "Income by source, and what it paid for", .says = "What each source brought in, and the costs that it paid for.", .desc = "A column of income and one of costs for each fund. The same numbers are in the table below.",
        .first = "Came in", .second = "Paid for", .pairs = pairs, .count = n });
}

/* By fund or by cost centre: this year and the year before, each leading to its own ledger. */
typedef struct { const char *title, *head, *filter; const Named *list; size_t count; bool funds; } By;

static void by_panel(Out *out, const Look *look, By by)
{
    Ctx *cx = out->cx;
    MoveSum all = {0}, all_before = {0};
    ly_panel_begin(out, (LyPanel){ .title = by.title, .tone = by.funds ? LY_PLAIN : LY_FLUSH });
    if (by.funds) funds_chart(out, look);
    ly_table_begin(out, (LyTable){ .caption = by.title, .boxed = true, .phone = true, LY_COLUMNS({ .text = by.head }, { .text = "Income", .number = true }, { .text = "Year before", .number = true }, { .text = "Costs", .number = true },
        { .text = "Year before", .number = true }, { .text = "Left", .number = true }) });
    for (size_t i = 0; i < by.count; i++) {
        const int64_t id = by.list[i].id;
        const MoveSum now = sum_of(look, false, by.funds ? id : 0, by.funds ? 0 : id), before = sum_of(look, true, by.funds ? id : 0, by.funds ? 0 : id);
        bool other = by.funds ? look->view.filter.fund_id && look->view.filter.fund_id != id : look->view.filter.cost_centre_id && look->view.filter.cost_centre_id != id;
        if (other || (!now.income && !now.cost && !before.income && !before.cost)) continue;
        all.income += now.income, all.cost += now.cost, all_before.income += before.income, all_before.cost += before.cost;
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/office/ledger?year=%s&amp;of=%ld&amp;%s=%ld\">%s</a></th><td class=\"ly-num\" data-label=\"Income\">%s</td><td class=\"ly-num ly-quiet\" data-label=\"Income the year before\">%s</td>",
             money_year_word(look->view.year.kind), (long)look->view.year.first, by.filter, (long)id, by.list[i].name, money_table(cx, now.income), money_table(cx, before.income));
        html(out, "<td class=\"ly-num\" data-label=\"Costs\">%s</td><td class=\"ly-num ly-quiet\" data-label=\"Costs the year before\">%s</td><td class=\"ly-num\" data-label=\"Left\">%s</td></tr>\n", money_table(cx, now.cost), money_table(cx, before.cost),
             money_table(cx, now.income - now.cost));
    }
    ly_table_foot_begin(out);
    html(out, "<tr><th scope=\"row\">Together</th><td class=\"ly-num\" data-label=\"Income\"><b>%s</b></td><td class=\"ly-num\" data-label=\"Income the year before\">%s</td><td class=\"ly-num\" data-label=\"Costs\"><b>%s</b></td>", money_table(cx, all.income),
         money_table(cx, all_before.income), money_table(cx, all.cost));
    html(out, "<td class=\"ly-num\" data-label=\"Costs the year before\">%s</td><td class=\"ly-num\" data-label=\"Left\"><b>%s</b></td></tr>\n", money_table(cx, all_before.cost), money_table(cx, all.income - all.cost));
    ly_table_foot_end(out);
    ly_panel_end(out);
}

/* Budgets are of financial years; on the other years' pages nothing could be held against them. */
static Error *budgets_panel(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    Budget *list;
    size_t n, set = 0;
    if (look->view.year.kind != YEAR_FINANCIAL) return OK;
    TRY(budgets_of(cx, look->view.year.first, &list, &n));
    for (size_t i = 0; i < n; i++) set += list[i].cost_pence || list[i].income_pence;
    if (!set) return OK;
    ly_panel_begin(out, (LyPanel){ .title = "Budget against what happened", .tone = LY_FLUSH, .end_text = "Budgets", .end_href = text(cx, "/office/budget?of=%ld", (long)look->view.year.first) });
    ly_table_begin(out, (LyTable){ .caption = "Budget against what happened, by cost centre", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Cost centre" }, { .text = "May spend", .number = true }, { .text = "Spent", .number = true }, { .text = "Used" },
        { .text = "To bring in", .number = true }, { .text = "Came in", .number = true }) });
    for (size_t i = 0; i < n; i++) {
        const Budget *b = &list[i];
        if (!b->cost_pence && !b->income_pence) continue;
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/office/budget/%ld?of=%ld\">%s</a></th><td class=\"ly-num\" data-label=\"May spend\">%s</td><td class=\"ly-num\" data-label=\"Spent\">%s</td><td data-label=\"Used\">", (long)b->cost_centre_id,
             (long)look->view.year.first, b->name, money_table(cx, b->cost_pence), money_table(cx, b->spent_pence));
        if (b->cost_pence) {
            html(out, "%ld%% ", (long)(b->spent_pence * 100 / b->cost_pence));
            ly_meter(out, b->spent_pence < 0 ? 0 : b->spent_pence, b->cost_pence, false);
        }
        html(out, "</td><td class=\"ly-num\" data-label=\"To bring in\">%s</td><td class=\"ly-num\" data-label=\"Came in\">%s</td></tr>\n", money_table(cx, b->income_pence), money_table(cx, b->came_in_pence));
    }
    ly_table_end(out);
    ly_panel_end(out);
    return OK;
}

/* As of today, whichever year is looked at. */
static Error *subscriptions_panel(Out *out)
{
    Ctx *cx = out->cx;
    SubscriptionFigures f = {0};
    TRY(subscription_figures(cx, &f));
    if (!f.schools && !f.schools_before) return OK;
    int64_t more = f.schools - f.schools_before;
    ly_panel_begin(out, (LyPanel){ .title = "Subscriptions today", .tone = LY_FLUSH, .end_text = "What the year needs to pay for itself", .end_href = "/office/forecast" });
    ly_figures_begin(out);
    ly_figure(out, "Schools", number_words(cx, f.schools), more ? text(cx, "%ld %s than a year ago", (long)(more < 0 ? -more : more), more < 0 ? "fewer" : "more") : "as a year ago");
    ly_figure(out, "They pay", money_table(cx, f.pence), text(cx, "%s a year ago", money_table(cx, f.pence_before)));
    ly_figure(out, "Renewed", share_words(cx, f.renewed, f.ended), text(cx, "%ld of %ld that ended in twelve months", (long)f.renewed, (long)f.ended));
    ly_figure(out, "Kept", share_words(cx, f.kept, f.schools_before), text(cx, "of the %s of a year ago", counted(cx, f.schools_before, "school", NULL)));
    ly_figures_end(out);
    ly_table_begin(out, (LyTable){ .caption = "Subscriptions by phase, today and a year ago", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Phase" }, { .text = "Schools", .number = true }, { .text = "A year ago", .number = true }, { .text = "They pay", .number = true },
        { .text = "A year ago", .number = true }) });
    for (size_t i = 0; i < f.phase_count; i++)
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-num\" data-label=\"Schools\">%s</td><td class=\"ly-num ly-quiet\" data-label=\"Schools a year ago\">%s</td><td class=\"ly-num\" data-label=\"They pay\">%s</td><td class=\"ly-num ly-quiet\" data-label=\"They paid a year ago\">%s</td></tr>\n",
             *f.phases[i].phase ? capital(cx, f.phases[i].phase) : "No phase", number_words(cx, f.phases[i].schools), number_words(cx, f.phases[i].schools_before), money_table(cx, f.phases[i].pence), money_table(cx, f.phases[i].pence_before));
    ly_table_end(out);
    ly_panel_end(out);
    return OK;
}

static Error *body(Out *out, const Request *rq)
{
    Ctx *cx = out->cx;
    Look look = {0};
    TRY(look_at(cx, rq, &look));
    const MoneyYear *year = &look.view.year;
    TRY(ledger_filters(out, "/office/money", &look.view, "/office/money.csv"));
    html(out, "<p class=\"ly-small ly-quiet\">%s %s: %s to %s, beside the same months a year before.</p>\n", money_year_name(year->kind), year->words, date_words(cx, year->from), date_words(cx, last_day(cx, look.until)));
    if (!look.move_count) {
        ly_empty(out, (LyEmpty){ .title = "Nothing came in or was spent", .words = "Income and costs are here from the day on which they are in the ledger.", .act = "See the ledger", .act_href = "/office/ledger", .plain = true });
        return OK;
    }
    figures(out, &look);
    months_panel(out, &look);
    by_panel(out, &look, (By){ "Income by source", "Fund", "fund", look.funds, look.fund_count, true });
    TRY(subscriptions_panel(out));
    TRY(budgets_panel(out, &look));
    if (look.centre_count > 1) by_panel(out, &look, (By){ "By cost centre", "Cost centre", "centre", look.centres, look.centre_count, false });
    html(out, "<p class=\"ly-small ly-quiet\">A registration counts on the day of its event’s first session, unless it was cancelled, refused, has lapsed or waits. The cost of each is all costs of those months, the office’s own among them, shared by all registrations that count in them.</p>\n");
    return OK;
}

static Error *money_show(Ctx *cx, const Request *rq, Response *rs)
{
    const LedgerView view = ledger_view(cx, rq);
    const char *key = text(cx, "money %s %ld %ld %ld", money_year_word(view.year.kind), (long)view.year.first, (long)view.filter.fund_id, (long)view.filter.cost_centre_id);
    int64_t until = 0;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Money, %s", view.year.words), .frame = FRAME_OFFICE, .current = "money", .wide = true });
    ly_head_begin(out, "Money");
    ly_head_buttons(out);
    ly_small_button(out, "Forecast", "/office/forecast", true);
    ly_small_button(out, "What events bring in", text(cx, "/office/money/events?%s", ledger_query(cx, &view, view.year.kind, view.year.first)), false);
    ly_small_button(out, "Ledger", text(cx, "/office/ledger?%s", ledger_query(cx, &view, view.year.kind, view.year.first)), false);
    ly_head_end(out, true);
    ledger_tabs(out, "/office/money", &view);
    if (!part_again(out, key, NULL, NULL, &until)) {
        Part part = part_begin(out);
        TRY(body(out, rq));
        part_end(&part, key, 0);
    }
    page_end(rs);
    return OK;
}

static Error *money_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Month", "Fund", "Cost centre", "Income", "Costs" };
    Look look = {0};
    Sheet sheet;
    TRY(look_at(cx, rq, &look));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < look.move_count; i++) {
        const Move *m = &look.moves[i];
        const char *fund = "", *centre = "";
        if ((look.view.filter.fund_id && m->fund_id != look.view.filter.fund_id) || (look.view.filter.cost_centre_id && m->cost_centre_id != look.view.filter.cost_centre_id)) continue;
        for (size_t j = 0; j < look.fund_count; j++) if (look.funds[j].id == m->fund_id) fund = look.funds[j].name;
        for (size_t j = 0; j < look.centre_count; j++) if (look.centres[j].id == m->cost_centre_id) centre = look.centres[j].name;
        sheet_text(&sheet, m->month), sheet_text(&sheet, fund), sheet_text(&sheet, centre), sheet_pence(&sheet, m->income), sheet_pence(&sheet, m->cost);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "money");
}

ROUTES(money_pages,
    GET  ("/office/money", READ_MONEY, money_show),
    SHEET("/office/money", READ_MONEY, money_sheet),
);
