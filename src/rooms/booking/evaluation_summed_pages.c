/* What people said, by course, by who led it, and by term: for the office, and for a department of its own courses. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/evaluation_pages.h"
#include "rooms/members/permission.h"

#define HERE "/office/evaluations"

typedef struct { ResultsBy by; const char *slug, *from, *to; } Filter;

static Filter filter_of(const Request *rq)
{
    static const char *const slugs[] = { "course", "facilitator", "term" };
    Filter f = { BY_COURSE, slugs[0], query_value(rq, "from"), query_value(rq, "to") };
    for (size_t i = 0; i < COUNT(slugs); i++)
        if (same(query_value(rq, "by"), slugs[i])) f.by = (ResultsBy)i, f.slug = slugs[i];
    if (!date_valid(f.from)) f.from = "";
    if (!date_valid(f.to)) f.to = "";
    return f;
}

static const char *out_of_five(Ctx *cx, int64_t sum, int64_t answers) { return answers < FEWEST ? "" : tenths_words(cx, scale_tenths(sum, answers)); }
static int64_t percent(int64_t part, int64_t whole) { return whole > 0 ? (200 * part + whole) / (2 * whole) : 0; }
static const char *percent_words(Ctx *cx, int64_t part, int64_t whole) { return whole < FEWEST ? "" : text(cx, "%ld%%", (long)percent(part, whole)); }

static void scale_cell(Out *out, const char *label, int64_t sum, int64_t answers)
{
    html(out, "<td data-label=\"%s\"><span class=\"ly-fill\">", label);
    if (answers >= FEWEST) {
        ly_meter(out, scale_tenths(sum, answers), 10 * SCALE, false);
        html(out, "<span class=\"ly-nowrap\">%s</span>", out_of_five(out->cx, sum, answers));
    }
    html(out, "</span></td>");
}

static const char *events_href(Ctx *cx, const Filter *f, const ResultsRow *row)
{
    if (f->by == BY_TERM) return NULL;
    return text(cx, HERE "/events?%s=%ld%s%s%s%s", f->by == BY_COURSE ? "course" : "person", (long)row->id, *f->from ? "&from=" : "", f->from, *f->to ? "&to=" : "", f->to);
}

static void row_put(Out *out, const Filter *f, const ResultsRow *row)
{
    Ctx *cx = out->cx;
    const char *href = events_href(cx, f, row);
    html(out, "<tr><th scope=\"row\"><span>");
    if (href) html(out, "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"%s\">%s</a>", href, row->label);
    else html(out, "%s", row->label);
    html(out, "<span class=\"ly-sub\">%s</span></span></th><td data-label=\"Events\" class=\"ly-num\">%ld</td><td data-label=\"People\" class=\"ly-num\">%ld</td>", row->note, (long)row->events, (long)row->people);
    scale_cell(out, "Course, of 5", row->scale_sum, row->scale_answers);
    scale_cell(out, "Led, of 5", row->led_sum, row->led_answers);
    html(out, "<td data-label=\"Changed practice\"><span>%s", percent_words(cx, row->practice_yes, row->practice_people));
    if (row->practice_people >= FEWEST) html(out, "<span class=\"ly-sub\">of %s</span>", counted(cx, row->practice_people, "person", "people"));
    html(out, "</span></td></tr>\n");
}

static void totals_put(Out *out, const ResultsRow *rows, size_t count)
{
    Ctx *cx = out->cx;
    ResultsRow all = {0};
    for (size_t i = 0; i < count; i++) {
        all.events += rows[i].events, all.people += rows[i].people, all.scale_sum += rows[i].scale_sum, all.scale_answers += rows[i].scale_answers;
        all.practice_yes += rows[i].practice_yes, all.practice_people += rows[i].practice_people, all.led_sum += rows[i].led_sum, all.led_answers += rows[i].led_answers;
    }
    ly_figures_begin(out);
    ly_figure(out, "Answers at the end", number_words(cx, all.people), text(cx, "after %s", counted(cx, all.events, "event", NULL)));
    ly_figure(out, "The course", all.scale_answers ? text(cx, "%s of 5", tenths_words(cx, scale_tenths(all.scale_sum, all.scale_answers))) : "–", "on average");
    ly_figure(out, "How it was led", all.led_answers ? text(cx, "%s of 5", tenths_words(cx, scale_tenths(all.led_sum, all.led_answers))) : "–", "on average");
    ly_figure(out, "Changed practice", all.practice_people ? text(cx, "%ld%%", (long)percent(all.practice_yes, all.practice_people)) : "–",
              text(cx, "of %s some weeks later", counted(cx, all.practice_people, "answer", NULL)));
    ly_figures_end(out);
}

static void filter_bar(Out *out, const Filter *f)
{
    Ctx *cx = out->cx;
    static const SelectItem by[] = { { .value = "course", .text = "By course" }, { .value = "facilitator", .text = "By who led it" }, { .value = "term", .text = "By term" } };
    ly_filterbar_begin(out, HERE);
    ly_filter_select(out, "by", "Summed up", by, COUNT(by), f->slug);
    ly_filter_text(out, "from", "Held from", "date", f->from);
    ly_filter_text(out, "to", "To", "date", f->to);
    ly_filterbar_end_sheets(out, text(cx, HERE ".csv?by=%s&from=%s&to=%s", f->slug, f->from, f->to));
}

static Error *results_page(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Course", "Led by", "Term" };
    const Filter f = filter_of(rq);
    ResultsRow *rows;
    size_t count;
    TRY(results_summed(cx, f.by, f.from, f.to, &rows, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Evaluation", .frame = FRAME_OFFICE, .current = "evaluation", .wide = true });
    evaluation_head(out, TAB_RESULTS, NULL, NULL);
    filter_bar(out, &f);
    if (!count) {
        ly_empty(out, (LyEmpty){ .title = "Nothing has been said yet", .plain = true, .act = "See the forms", .act_href = may(cx, AUDIT) ? HERE "/forms" : NULL,
                                 .words = text(cx, "When an event is over, everybody who had a place is asked. What %d people or more say is here.", FEWEST) });
        page_end(rs);
        return OK;
    }
    if (f.by != BY_FACILITATOR) totals_put(out, rows, count);   /* an event that two led would count twice */
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "What people said", .boxed = true, .phone = true, LY_COLUMNS({ .text = heads[f.by] }, { .text = "Events", .number = true }, { .text = "People", .number = true },
        { .text = "Course, of 5" }, { .text = "Led, of 5" }, { .text = "Changed practice" }) });
    for (size_t i = 0; i < count; i++) row_put(out, &f, &rows[i]);
    ly_table_end(out);
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *results_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Name", "Code or year", "Events", "People", "Course, of 5", "Led, of 5", "Answered later", "Changed practice, %" };
    const Filter f = filter_of(rq);
    ResultsRow *rows;
    size_t count;
    Sheet sheet;
    TRY(results_summed(cx, f.by, f.from, f.to, &rows, &count));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < count; i++) {
        const ResultsRow *row = &rows[i];
        sheet_text(&sheet, row->label), sheet_text(&sheet, row->note), sheet_int(&sheet, row->events), sheet_int(&sheet, row->people);
        sheet_text(&sheet, out_of_five(cx, row->scale_sum, row->scale_answers)), sheet_text(&sheet, out_of_five(cx, row->led_sum, row->led_answers)), sheet_int(&sheet, row->later_people);
        if (row->practice_people >= FEWEST) sheet_int(&sheet, percent(row->practice_yes, row->practice_people));
        else sheet_text(&sheet, NULL);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, text(cx, "evaluation-by-%s", f.slug));
}

/* The events behind one line of it. */
static Error *events_page(Ctx *cx, const Request *rq, Response *rs)
{
    ResultsEvent *rows;
    size_t count;
    const Filter f = filter_of(rq);
    TRY(results_events(cx, query_number(rq, "course", 0), query_number(rq, "person", 0), f.from, f.to, &rows, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Events and what people said", .frame = FRAME_OFFICE, .current = "evaluation", .wide = true, CRUMBS({ "Evaluation", HERE }) });
    ly_head_begin(out, "Events and what people said");
    ly_head_end(out, false);
    if (!count) ly_empty(out, (LyEmpty){ .title = "No event with answers", .words = "Nothing was said of such an event, or by too few people to show it.", .act = "All of them", .act_href = HERE, .plain = true });
    else {
        html(out, "<div class=\"ly-panel ly-panel--flush\">");
        ly_table_begin(out, (LyTable){ .caption = "Events, the latest first", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Event" }, { .text = "Held" }, { .text = "People", .number = true }, { .text = "Course, of 5" }) });
        for (size_t i = 0; i < count; i++) {
            html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/events/%ld/results\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"Held\" class=\"ly-nowrap\">%s</td>"
                      "<td data-label=\"People\" class=\"ly-num\">%ld</td>", (long)rows[i].event_id, rows[i].title, rows[i].led_by, date_words(cx, rows[i].starts_on), (long)rows[i].people);
            scale_cell(out, "Course, of 5", rows[i].scale_sum, rows[i].scale_answers);
            html(out, "</tr>\n");
        }
        ly_table_end(out);
        html(out, "</div>\n");
    }
    page_end(rs);
    return OK;
}

ROUTES(evaluation_summed_pages,
    GET  (HERE,           READ_PROGRAMME, results_page),
    SHEET(HERE,           READ_PROGRAMME, results_sheet),
    GET  (HERE "/events", READ_PROGRAMME, events_page),
);
