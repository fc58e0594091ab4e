/* A year's programme carried to the next: planned, looked through line by line, then made. */
#include <string.h>
#include "rooms/programme/office_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/programme/year_copy.h"

enum { LINES_SHOWN = 50 };

static const char *year_words(Ctx *cx, const char *year) { return text(cx, "%.4s to %.4s", year, date_add_days(cx, year, 370)); }
static const char *next_words(Ctx *cx, const char *year) { return year_words(cx, academic_year_of(cx, date_add_days(cx, year, 370))); }

static const char *state_words(const char *state)
{
    static const struct { const char *state, *words; } states[] = {
        { "planning", "Being planned" }, { "planned", "To look through" }, { "begun", "Being made" }, { "done", "Made" }, { "dropped", "Put away" },
    };
    for (size_t i = 0; i < COUNT(states); i++) if (same(states[i].state, state)) return states[i].words;
    return state;
}

/* ---- the years ---- */

static void runs_table(Out *out, const CopyRun *runs, size_t count)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Years that were copied, the latest first", .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "Year" }, { .text = "Begun" }, { .text = "Events", .number = true }, { .text = "Made", .number = true }, { .text = "Status" }) });
    for (size_t i = 0; i < count; i++) {
        bool waits = one_of(runs[i].state, "planning planned begun");
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/programme/year/%ld\">%s, from %s</a></th><td data-label=\"Begun\">%s</td><td data-label=\"Events\" class=\"ly-num\">%ld</td>"
                  "<td data-label=\"Made\" class=\"ly-num\">%ld</td><td data-label=\"Status\">", runs[i].id, next_words(cx, runs[i].from_year), year_words(cx, runs[i].from_year), day_short(cx, date_of(cx, runs[i].made_at)),
             runs[i].chosen, runs[i].made);
        ly_status_tiny(out, waits ? LY_WARN : same(runs[i].state, "done") ? LY_GOOD : LY_QUIET, state_words(runs[i].state));
        html(out, "</td></tr>\n");
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *years_show(Ctx *cx, const Request *rq, Response *rs)
{
    CopyRun *runs;
    size_t count;
    const char *this_year = academic_year_of(cx, cx->today), *last_year = academic_year_of(cx, date_add_days(cx, this_year, -1));
    TRY(year_copies(cx, &runs, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Copy a year forward", .frame = FRAME_OFFICE, .current = "office-programme", .wide = true, CRUMBS({ "Programme", "/office/programme" }) });
    html(out, "<h1 class=\"govuk-heading-l\">Copy a year forward</h1>\n<p class=\"govuk-body\">Each event gets a date in the year after: the same weekday of the same week of the term, or the next day on which schools teach. "
              "You look through the list, move or leave out what you like, and then drafts are made. Nobody is told until you publish them.</p>\n");
    form_begin(cx, rq, rs, "/office/programme/year", false);
    field_radios(out, rq, (Radios){ .name = "year", .legend = "Which year?", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-radios--small", .value = text_copy(cx, this_year, 4),
        OPTIONS({ .value = text_copy(cx, last_year, 4), .text = text(cx, "%s, to this year", year_words(cx, last_year)) }, { .value = text_copy(cx, this_year, 4), .text = text(cx, "%s, to the next", year_words(cx, this_year)) }) });
    govuk_button(out, (Button){ .text = "Plan the year", .prevent_double_click = YES });
    html(out, "</form>\n");
    if (count) runs_table(out, runs, count);
    page_end(rs);
    return OK;
}

static Error *years_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t run_id;
    TRY(year_copy_plan(cx, date_from_parts(cx, form_number(rq, "year", 0), 9, 1), &run_id));
    return redirect(rs, text(cx, "/office/programme/year/%ld", run_id));
}

/* ---- one year ---- */

static void line_row(Out *out, const CopyRun *run, const CopyLine *line)
{
    Ctx *cx = out->cx;
    bool planned = same(run->state, "planned");
    html(out, "<tr>");
    if (planned) ly_choose_cell(out, "chosen", line->id, text(cx, "%s on %s", line->title, day_words(cx, line->first_on)), line->chosen);
    html(out, "<th scope=\"row\">%s<span class=\"ly-sub\">%s, %s", line->title, line->code, line->owner);
    if (planned) html(out, "<input type=\"hidden\" name=\"line\" value=\"%ld\">", line->id);
    html(out, "</span></th><td data-label=\"Was on\" class=\"ly-nowrap\">%s</td><td data-label=\"Will be on\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td data-label=\"%s\">", day_short(cx, line->was_on),
         day_words(cx, line->first_on), line->moved, planned ? "Act" : "Status");
    if (planned) html(out, "<a class=\"govuk-link\" href=\"/office/programme/year/%ld/lines/%ld\">Move<span class=\"govuk-visually-hidden\"> %s</span></a>", run->id, line->id, line->title);
    else if (line->copy_id) html(out, "<a class=\"govuk-link\" href=\"/office/events/%ld\">Open the draft<span class=\"govuk-visually-hidden\"> of %s</span></a>", line->copy_id, line->title);
    else if (*line->refused) html(out, "<b>Not made.</b> %s. <a class=\"govuk-link\" href=\"/office/events/%ld/copy\">Copy it to another date</a>", line->refused, line->event_id);
    else html(out, "%s", !line->chosen ? "Left out" : same(run->state, "dropped") ? "Not made" : "Being made");
    html(out, "</td></tr>\n");
}

static void lines_table(Out *out, const CopyRun *run, const CopyLine *lines, size_t count)
{
    static const LyColumn planned[] = { { .text = "Chosen", .hidden = true }, { .text = "Event" }, { .text = "Was on" }, { .text = "Will be on" }, { .text = "Act", .hidden = true } };
    static const LyColumn made[] = { { .text = "Event" }, { .text = "Was on" }, { .text = "Will be on" }, { .text = "Status" } };
    bool looking = same(run->state, "planned");
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Events by their new date", .boxed = true, .phone = true, .columns = looking ? planned : made, .count = looking ? COUNT(planned) : COUNT(made) });
    for (size_t i = 0; i < count; i++) line_row(out, run, &lines[i]);
    ly_table_end(out);
    html(out, "</div>\n");
}

static void run_acts(Out *out, const Request *rq, Response *rs, const CopyRun *run)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-buttons govuk-!-margin-bottom-4\">");
    form_begin(cx, rq, rs, text(cx, "/office/programme/year/%ld/begin", run->id), false);
    govuk_button(out, (Button){ .text = text(cx, "Make %s", counted(cx, run->chosen, "draft", NULL)), .prevent_double_click = YES });
    html(out, "</form>\n");
    form_begin(cx, rq, rs, text(cx, "/office/programme/year/%ld/drop", run->id), false);
    govuk_button(out, (Button){ .text = "Put it away", .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(out, "</form></div>\n");
}

static void run_words(Out *out, const CopyRun *run, const char *path)
{
    Ctx *cx = out->cx;
    if (same(run->state, "planning")) html(out, "<p class=\"govuk-body\">The year is being planned. <a class=\"govuk-link\" href=\"%s\">Look again</a>.</p>\n", path);
    if (same(run->state, "planned")) html(out, "<p class=\"govuk-body\">%s chosen. Look through them, then make the drafts.</p>\n", counted(cx, run->chosen, "event is", "events are"));
    if (one_of(run->state, "begun done"))
        html(out, "<p class=\"govuk-body\">%s of %s made%s.", number_words(cx, run->made), counted(cx, run->chosen, "draft is", "drafts are"),
             run->refused ? text(cx, ", %s not", counted(cx, run->refused, "could", "could")) : "");
    if (same(run->state, "begun")) html(out, " The others are being made. <a class=\"govuk-link\" href=\"%s\">Look again</a>.", path);
    if (one_of(run->state, "begun done")) html(out, "</p>\n");
}

static Error *run_show(Ctx *cx, const Request *rq, Response *rs)
{
    CopyRun run = {0};
    CopyLine *lines;
    size_t count;
    const char *after = query_value(rq, "from"), *path = text(cx, "/office/programme/year/%ld", rq->id);
    int64_t after_id = query_number(rq, "after", 0);
    TRY(copy_run_find(cx, rq->id, &run));
    if (run.event_id) return missing(cx, "run %ld is no year", rq->id);
    TRY(year_copy_lines(cx, rq->id, date_valid(after) ? after : "", after_id, LINES_SHOWN + 1, &lines, &count));
    bool more = count > LINES_SHOWN;
    if (more) count = LINES_SHOWN;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Programme of %s", next_words(cx, run.from_year)), .frame = FRAME_OFFICE, .current = "office-programme", .wide = true,
        CRUMBS({ "Programme", "/office/programme" }, { "Copy a year forward", "/office/programme/year" }) });
    ly_head_begin(out, text(cx, "Programme of %s", next_words(cx, run.from_year)));
    ly_status(out, one_of(run.state, "planning planned begun") ? LY_WARN : same(run.state, "done") ? LY_GOOD : LY_QUIET, state_words(run.state));
    ly_head_end(out, false);
    run_words(out, &run, path);
    if (same(run.state, "planned")) run_acts(out, rq, rs, &run);
    if (count && same(run.state, "planned")) {
        form_begin(cx, rq, rs, text(cx, "%s/chosen?from=%s&after=%ld", path, date_valid(after) ? after : "", after_id), false);
        lines_table(out, &run, lines, count);
        govuk_button(out, (Button){ .text = "Keep what is chosen here", .classes = "govuk-button--secondary", .prevent_double_click = YES });
        html(out, "</form>\n");
    } else if (count) lines_table(out, &run, lines, count);
    const char *last = count ? text(cx, "%s?from=%s&after=%ld", path, lines[count - 1].first_on, lines[count - 1].id) : path;
    ly_parts(out, (LyParts){ .first = after_id ? path : NULL, .after = more ? last : NULL, .after_text = "More events" });
    page_end(rs);
    return OK;
}

static Error *chosen_submit(Ctx *cx, Request *rq, Response *rs)
{
    size_t n, ids_n = 0;
    const char *const *shown = form_list(cx, rq, "line", &n);
    int64_t *ids = array(cx, int64_t, n + 1);
    bool *chosen = array(cx, bool, n + 1);
    for (size_t i = 0; i < n && i < LINES_SHOWN; i++) {
        if (!number_parse(shown[i], 1, INT64_MAX, &ids[ids_n])) continue;
        chosen[ids_n++] = form_ticked(rq, "chosen", shown[i]);
    }
    TRY(year_copy_choose(cx, rq->id, ids, chosen, ids_n));
    const char *from = query_value(rq, "from");
    rs->flash = "What is chosen is kept.";
    return redirect(rs, text(cx, "/office/programme/year/%ld?from=%s&after=%ld", rq->id, date_valid(from) ? from : "", query_number(rq, "after", 0)));
}

static Error *begin_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(year_copy_begin(cx, rq->id));
    rs->flash = "The drafts are being made.";
    return redirect(rs, text(cx, "/office/programme/year/%ld", rq->id));
}

static Error *drop_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(year_copy_drop(cx, rq->id));
    rs->flash = "It is put away. Nothing was made.";
    return redirect(rs, "/office/programme/year");
}

/* ---- one line ---- */

static Error *line_show(Ctx *cx, const Request *rq, Response *rs)
{
    CopyLine line = {0};
    TRY(year_copy_line(cx, rq->id, rq->id2, &line));
    const char *back = text(cx, "/office/programme/year/%ld", rq->id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Move it", .frame = FRAME_OFFICE, .current = "office-programme", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, which was on %s</span>When is it held?</h1>\n", line.title, day_words(cx, line.was_on));
    if (*line.moved) ly_note(out, LY_INFO, line.moved);
    form_begin(cx, rq, rs, text(cx, "%s/lines/%ld", back, rq->id2), false);
    field_date(out, rq, (DateField){ .name = "first_on", .legend = "First session on", .hint = text(cx, "Planned for %s", day_words(cx, line.first_on)), .stored = line.first_on });
    field_checkbox(out, rq, "chosen", "Make a draft of it", NULL, line.chosen);
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *line_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *first_on;
    CopyLine line = {0};
    TRY(form_date(cx, rq, "first_on", "The date of the first session", &first_on));
    TRY(year_copy_line_set(cx, rq->id, rq->id2, first_on, form_number(rq, "chosen", 0) == 1));
    TRY(year_copy_line(cx, rq->id, rq->id2, &line));
    rs->flash = text(cx, "%s: %s.", line.title, line.chosen ? day_words(cx, line.first_on) : "left out");
    return redirect(rs, text(cx, "/office/programme/year/%ld", rq->id));
}

ROUTES(year_copy_pages,
    FORM("/office/programme/year",               RUN_PROGRAMME, years_show, NULL, years_submit),
    GET ("/office/programme/year/:id",           RUN_PROGRAMME, run_show),
    POST("/office/programme/year/:id/chosen",    RUN_PROGRAMME,             NULL, chosen_submit),
    POST("/office/programme/year/:id/begin",     RUN_PROGRAMME,             NULL, begin_submit),
    POST("/office/programme/year/:id/drop",      RUN_PROGRAMME,             NULL, drop_submit),
    FORM("/office/programme/year/:id/lines/:id", RUN_PROGRAMME, line_show,  NULL, line_submit),
);
