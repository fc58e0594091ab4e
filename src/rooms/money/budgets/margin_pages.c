/* What each event and each course brings in and costs: a list to narrow, sort and take away. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/booking/event_margin.h"
#include "rooms/members/permission.h"
#include "rooms/money/ledger/ledger_pages.h"
#include "rooms/programme/course.h"
#include "rooms/programme/event_list.h"

extern const RouteList margin_pages;

enum { SHOWN_MOST = 100, SHEET_MOST = 10000, WORDS_MOST = 100, YEARS_SHOWN = 6, KINDS_MOST = 16 };

static const char *const sort_words[MARGIN_SORTS] = { [MARGIN_BY_DATE] = "date", [MARGIN_BY_PEOPLE] = "people", [MARGIN_BY_INCOME] = "income", [MARGIN_BY_COVERED] = "covered", [MARGIN_BY_COST] = "cost", [MARGIN_BY_MARGIN] = "margin" };

typedef struct { LedgerView view; MarginFilter f; } Asked;

static Asked asked_of(Ctx *cx, const Request *rq, bool by_course)
{
    Asked asked = { .view = ledger_view(cx, rq) };
    const char *words = text_trim(cx, query_value(rq, "q")), *sort = query_value(rq, "sort");
    asked.f = (MarginFilter){ .from = asked.view.year.from, .to = asked.view.year.to, .kind = query_value(rq, "kind"), .words = letters(words) > WORDS_MOST ? "" : words, .owner_id = query_number(rq, "owner", 0), .by_course = by_course,
        .ascending = same(query_value(rq, "order"), "up"), .sort = MARGIN_BY_DATE };
    for (int i = 0; i < MARGIN_SORTS; i++)
        if (same(sort, sort_words[i])) asked.f.sort = (MarginSort)i;
    return asked;
}

static const char *path_of(const Asked *asked) { return asked->f.by_course ? "/office/money/courses" : "/office/money/events"; }

/* The same list, sorted or not. */
static const char *query_of(Ctx *cx, const Asked *asked, YearKind kind, int64_t first)
{
    return text(cx, "year=%s&of=%ld&kind=%s&owner=%ld&q=%s", money_year_word(kind), (long)first, text_url(cx, asked->f.kind), (long)asked->f.owner_id, text_url(cx, asked->f.words));
}

static LyColumn sorted_column(Ctx *cx, const Asked *asked, const char *words, MarginSort by, bool number)
{
    bool here = asked->f.sort == by;
    return (LyColumn){ .text = words, .number = number, .sorted = !here ? LY_UNSORTED : asked->f.ascending ? LY_ASCENDING : LY_DESCENDING,
        .href = text(cx, "%s?%s&sort=%s&order=%s", path_of(asked), query_of(cx, asked, asked->view.year.kind, asked->view.year.first), sort_words[by], here && !asked->f.ascending ? "up" : "down") };
}

static void row_put(Out *out, const Asked *asked, const Margin *m)
{
    Ctx *cx = out->cx;
    int64_t margin = m->income - m->cost;
    html(out, "<tr><th scope=\"row\"><span>");
    if (!may(cx, asked->f.by_course ? OWN_COURSES : READ_PROGRAMME)) html(out, "%s", m->title);
    else if (asked->f.by_course) html(out, "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"%s\">%s</a>", text(cx, "/office/courses/%ld", (long)m->course_id), m->title);
    else html(out, "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/events/%ld/costs\">%s</a>", (long)m->id, m->title);
    html(out, "<span class=\"ly-sub\">%s%s%s</span></span></th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td class=\"ly-num\" data-label=\"People\">%s</td><td class=\"ly-num\" data-label=\"Income\">%s</td>", capital(cx, m->kind), *m->owner ? ", " : "", m->owner,
         asked->f.by_course ? counted(cx, m->events, "event", NULL) : date_words(cx, m->starts_on), number_words(cx, m->people), money_table(cx, m->income));
    html(out, "<td class=\"ly-num\" data-label=\"Covered by packages\">%s</td><td class=\"ly-num\" data-label=\"Cost\">%s</td><td class=\"ly-num\" data-label=\"Margin\"><b>%s</b></td><td class=\"ly-num\" data-label=\"Cost of each\">%s</td></tr>\n", money_table(cx, m->covered),
         money_table(cx, m->cost), money_table(cx, margin), m->people > 0 ? money_table(cx, (m->cost + m->people / 2) / m->people) : "–");
}

static void table_put(Out *out, const Asked *asked, const Margin *rows, size_t n)
{
    Ctx *cx = out->cx;
    const LyColumn columns[] = { { .text = asked->f.by_course ? "Course" : "Event" }, sorted_column(cx, asked, asked->f.by_course ? "Events" : "Date", MARGIN_BY_DATE, false), sorted_column(cx, asked, "People", MARGIN_BY_PEOPLE, true),
                                 sorted_column(cx, asked, "Income", MARGIN_BY_INCOME, true), sorted_column(cx, asked, "Covered", MARGIN_BY_COVERED, true), sorted_column(cx, asked, "Cost", MARGIN_BY_COST, true),
                                 sorted_column(cx, asked, "Margin", MARGIN_BY_MARGIN, true), { .text = "Cost of each", .number = true } };
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = asked->f.by_course ? "What each course brings in and costs" : "What each event brings in and costs", .boxed = true, .phone = true, .columns = columns, .count = COUNT(columns) });
    for (size_t i = 0; i < n; i++) row_put(out, asked, &rows[i]);
    ly_table_end(out);
    html(out, "</div>\n");
}

static const SelectItem *kind_items(Ctx *cx, size_t *count)
{
    SelectItem *items = array(cx, SelectItem, KINDS_MOST);
    items[0] = (SelectItem){ .value = "", .text = "All" };
    *count = 1;
    for (const char *at = course_kinds; *at && *count < KINDS_MOST; ) {
        size_t length = strcspn(at, "|");
        const char *kind = text_copy(cx, at, length);
        items[(*count)++] = (SelectItem){ .value = kind, .text = capital(cx, kind) };
        at += length + (at[length] == '|');
    }
    return items;
}

static const SelectItem *owner_items(Ctx *cx, const CourseOwner *owners, size_t n)
{
    SelectItem *items = array(cx, SelectItem, n + 1);
    items[0] = (SelectItem){ .value = "0", .text = "All" };
    for (size_t i = 0; i < n; i++) items[i + 1] = (SelectItem){ .value = text(cx, "%ld", (long)owners[i].id), .text = owners[i].name };
    return items;
}

static Error *filters(Out *out, const Asked *asked)
{
    Ctx *cx = out->cx;
    CourseOwner *owners;
    size_t owner_count, kind_count;
    SelectItem years[YEARS_SHOWN];
    TRY(event_owners(cx, &owners, &owner_count));
    const SelectItem *kinds = kind_items(cx, &kind_count);
    int64_t latest = money_year_first(asked->view.year.kind, cx->today) + 1;
    if (asked->view.year.first > latest || asked->view.year.first <= latest - YEARS_SHOWN) latest = asked->view.year.first + 1;
    for (int64_t i = 0; i < YEARS_SHOWN; i++) years[i] = (SelectItem){ .value = text(cx, "%ld", (long)(latest - i)), .text = money_year(cx, asked->view.year.kind, latest - i).words };
    ly_filterbar_begin(out, path_of(asked));
    html(out, "<input type=\"hidden\" name=\"year\" value=\"%s\">", money_year_word(asked->view.year.kind));
    ly_filter_text(out, "q", "Course", "search", asked->f.words);
    ly_filter_select(out, "of", money_year_name(asked->view.year.kind), years, YEARS_SHOWN, text(cx, "%ld", (long)asked->view.year.first));
    ly_filter_select(out, "kind", "Kind", kinds, kind_count, asked->f.kind);
    ly_filter_select(out, "owner", "Whose", owner_items(cx, owners, owner_count), owner_count + 1, text(cx, "%ld", (long)asked->f.owner_id));
    ly_filterbar_end_sheets(out, text(cx, "%s.csv?%s", path_of(asked), query_of(cx, asked, asked->view.year.kind, asked->view.year.first)));
    return OK;
}

static void sums_put(Out *out, const Margin *rows, size_t n, size_t all)
{
    Ctx *cx = out->cx;
    Margin sum = {0};
    for (size_t i = 0; i < n; i++) sum.events += rows[i].events, sum.people += rows[i].people, sum.income += rows[i].income, sum.covered += rows[i].covered, sum.cost += rows[i].cost;
    ly_figures_begin(out);
    ly_figure(out, "Events", number_words(cx, sum.events), text(cx, "%s with a place", counted(cx, sum.people, "person", "people")));
    ly_figure(out, "Income", money_table(cx, sum.income), "to pay for places, and charges");
    ly_figure(out, "Cost", money_table(cx, sum.cost), sum.people ? text(cx, "%s for each", money_table(cx, (sum.cost + sum.people / 2) / sum.people)) : NULL);
    ly_figure(out, "Margin", money_table(cx, sum.income - sum.cost), "income less cost");
    ly_figure(out, "Covered by packages", money_table(cx, sum.covered), "paid by subscriptions, not counted in the margin");
    ly_figures_end(out);
    if (all > n) html(out, "<p class=\"ly-small ly-quiet\">The first %ld are here, and these figures are theirs. All are in the download.</p>\n", (long)n);
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs, bool by_course)
{
    const Asked asked = asked_of(cx, rq, by_course);
    const char *query = query_of(cx, &asked, asked.view.year.kind, asked.view.year.first);
    Margin *rows;
    size_t n;
    TRY(margins(cx, &asked.f, SHOWN_MOST + 1, &rows, &n));
    size_t shown = n > SHOWN_MOST ? SHOWN_MOST : n;
    const LyTab tabs[] = { { "By event", text(cx, "/office/money/events?%s", query), 0, !by_course }, { "By course", text(cx, "/office/money/courses?%s", query), 0, by_course } };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "What %s bring in, %s", by_course ? "courses" : "events", asked.view.year.words), .frame = FRAME_OFFICE, .current = "money", .wide = true,
                                              CRUMBS({ "Money", text(cx, "/office/money?year=%s&of=%ld", money_year_word(asked.view.year.kind), (long)asked.view.year.first) }, { "What events bring in", NULL }) });
    ly_head_begin(out, by_course ? "What courses bring in" : "What events bring in");
    ly_head_end(out, false);
    ly_tabs(out, "By event or course", tabs, COUNT(tabs));
    TRY(filters(out, &asked));
    if (shown) {
        sums_put(out, rows, shown, n);
        table_put(out, &asked, rows, shown);
    } else ly_empty(out, (LyEmpty){ .title = "No event fits", .words = "Events of the year that were not cancelled are here, with what their places are to pay and what they cost.", .act = "Take the filters off", .act_href = path_of(&asked), .plain = true });
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs, bool by_course)
{
    static const char *const heads[] = { "Title", "Date", "Kind", "Whose", "Events", "People", "Income", "Covered by packages", "Cost", "Margin" };
    const Asked asked = asked_of(cx, rq, by_course);
    Margin *rows;
    size_t n;
    Sheet sheet;
    TRY(margins(cx, &asked.f, SHEET_MOST, &rows, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const Margin *m = &rows[i];
        sheet_text(&sheet, m->title), sheet_date(&sheet, m->starts_on), sheet_text(&sheet, m->kind), sheet_text(&sheet, m->owner), sheet_int(&sheet, m->events), sheet_int(&sheet, m->people), sheet_pence(&sheet, m->income);
        sheet_pence(&sheet, m->covered), sheet_pence(&sheet, m->cost), sheet_pence(&sheet, m->income - m->cost);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, by_course ? "courses-margin" : "events-margin");
}

static Error *events_show(Ctx *cx, const Request *rq, Response *rs)   { return list_show(cx, rq, rs, false); }
static Error *courses_show(Ctx *cx, const Request *rq, Response *rs)  { return list_show(cx, rq, rs, true); }
static Error *events_sheet(Ctx *cx, const Request *rq, Response *rs)  { return list_sheet(cx, rq, rs, false); }
static Error *courses_sheet(Ctx *cx, const Request *rq, Response *rs) { return list_sheet(cx, rq, rs, true); }

ROUTES(margin_pages,
    SLOW ("/office/money/events",  READ_MONEY, events_show),
    SHEET("/office/money/events",  READ_MONEY, events_sheet),
    SLOW ("/office/money/courses", READ_MONEY, courses_show),
    SHEET("/office/money/courses", READ_MONEY, courses_sheet),
);
