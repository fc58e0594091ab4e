/* Training over all schools: where it is overdue, and everybody who is due as a list to take away. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/permission.h"
#include "rooms/record/training_overview.h"

#define HERE "/office/training"

extern const RouteList training_overview_pages;

enum { PLACES_SHOWN = 200 };

static void figures(Out *out, const TrainingOverview *o)
{
    Ctx *cx = out->cx;
    int64_t in_date = o->asked - o->overdue;
    ly_figures_begin(out);
    ly_figure(out, "In date", o->asked ? text(cx, "%ld%%", (long)(in_date * 100 / o->asked)) : "–", text(cx, "%s of %s", number_words(cx, in_date), number_words(cx, o->asked)));
    ly_figure(out, "Due soon", number_words(cx, o->soon), NULL);
    ly_figure(out, "Overdue", number_words(cx, o->overdue), o->people ? counted(cx, o->people, "person", "people") : NULL);
    ly_figures_end(out);
}

static void filters(Out *out, const Requirement *all, size_t n, int64_t chosen)
{
    Ctx *cx = out->cx;
    SelectItem *items = array(cx, SelectItem, n + 1);
    items[0] = (SelectItem){ .value = "", .text = "Everything required" };
    for (size_t i = 0; i < n; i++) items[i + 1] = (SelectItem){ .value = text(cx, "%ld", (long)all[i].id), .text = all[i].name };
    ly_filterbar_begin(out, HERE);
    ly_filter_select(out, "requirement", "Requirement", items, n + 1, chosen ? text(cx, "%ld", (long)chosen) : "");
    ly_filterbar_end_sheets(out, text(cx, HERE ".csv%s", chosen ? text(cx, "?requirement=%ld", (long)chosen) : ""));
}

static void places_table(Out *out, const TrainingOverview *o)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Training by school, most overdue first", .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "School" }, { .text = "Overdue", .number = true }, { .text = "People", .number = true }, { .text = "Due soon", .number = true }, { .text = "In date", .number = true }) });
    for (size_t i = 0; i < o->count && i < PLACES_SHOWN; i++) {
        const TrainingPlaceCount *p = &o->places[i];
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/schools/%ld/training\">%s</a></th><td class=\"ly-num\" data-label=\"Overdue\">%s</td><td class=\"ly-num\" data-label=\"People\">%s</td>"
                  "<td class=\"ly-num\" data-label=\"Due soon\">%s</td><td class=\"ly-num\" data-label=\"In date\">%s</td></tr>\n",
             (long)p->organisation_id, p->name, number_words(cx, p->overdue), number_words(cx, p->people), number_words(cx, p->soon), text(cx, "%ld%%", (long)((p->asked - p->overdue) * 100 / p->asked)));
    }
    ly_table_end(out);
    html(out, "</div>\n<p class=\"govuk-body ly-quiet ly-small\">%s</p>\n", o->count > PLACES_SHOWN || o->more
         ? text(cx, "The %d with most overdue. The list to take away has everybody who is due.", PLACES_SHOWN) : "The list to take away has everybody who is due, by name.");
}

static Error *overview_page(Ctx *cx, const Request *rq, Response *rs)
{
    TrainingOverview o;
    Requirement *all;
    size_t n;
    int64_t chosen = query_number(rq, "requirement", 0);
    TRY(requirements_in_use(cx, &all, &n));
    TRY(training_overview(cx, chosen, &o));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Training", .frame = FRAME_OFFICE, .current = "requirements", .back = "/office/requirements", .wide = true });
    ly_head_begin(out, "Training");
    html(out, "<span class=\"ly-quiet ly-small\">Who is due over all schools, today</span>");
    ly_head_end(out, false);
    if (!n) ly_empty(out, (LyEmpty){ .title = "Nothing is required yet", .words = "Say what a post has to keep up to date, such as safeguarding every two years. Who is due at each school is then counted here.",
                                     .act = may(cx, RUN_PROGRAMME) ? "Set up requirements" : NULL, .act_href = may(cx, RUN_PROGRAMME) ? "/office/requirements" : NULL, .plain = true });
    else {
        figures(out, &o);
        filters(out, all, n, chosen);
        if (o.count) places_table(out, &o);
        else ly_empty(out, (LyEmpty){ .title = "Nobody is asked for it", .words = "No post of today asks for this. A requirement says which roles it is of.", .act = "See the requirements", .act_href = "/office/requirements", .plain = true });
    }
    page_end(rs);
    return OK;
}

static Error *due_line(Ctx *cx, const TrainingDue *d, void *data)
{
    Sheet *sheet = data;
    (void)cx;
    sheet_text(sheet, d->organisation), sheet_text(sheet, d->name), sheet_text(sheet, d->email), sheet_text(sheet, d->requirement), sheet_date(sheet, d->due.met_on), sheet_date(sheet, d->due.due_on);
    sheet_text(sheet, d->due.state == OVERDUE ? "overdue" : "due soon");
    sheet_line(sheet);
    return OK;
}

static Error *due_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "School", "Name", "Email", "Requirement", "Last met", "Due", "State" };
    Sheet sheet;
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    TRY(training_due_each(cx, query_number(rq, "requirement", 0), due_line, &sheet));
    return sheet_respond(&sheet, rs, "training-due");
}

static const Route routes[] = {
    SLOW (HERE, AUDIT, overview_page),
    SHEET(HERE, AUDIT, due_sheet),
};
const RouteList training_overview_pages = { routes, COUNT(routes) };
