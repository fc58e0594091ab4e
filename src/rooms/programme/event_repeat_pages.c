/* Repeating an event over the terms: a pattern, its dates with what speaks against each, and what became of those that were chosen. */
#include <string.h>
#include "rooms/programme/office_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/programme/clash_pages.h"
#include "rooms/programme/copy_run.h"
#include "rooms/programme/event_repeat.h"

/* ---- the pattern, as the address has it: ?often=2&times=6&skip=holidays&skip=inset ---- */

static const SelectItem often_items[] = {
    { .value = "1", .text = "Every week" }, { .value = "2", .text = "Every 2 weeks" }, { .value = "3", .text = "Every 3 weeks" }, { .value = "4", .text = "Every 4 weeks" },
    { .value = "6", .text = "Every 6 weeks" }, { .value = "month", .text = "Each month, same weekday" }, { .value = "term", .text = "Each term, same week" },
};

static bool asked_for(const Request *rq, const char *name, const char *value)
{
    for (size_t i = 0; i < rq->query_count; i++)
        if (same(rq->query[i].name, name) && same(rq->query[i].value, value)) return true;
    return false;
}

/* Before anything is asked for, holidays and INSET days are left out. */
static Pattern pattern_read(const Request *rq, const char **often)
{
    bool asked = *query_value(rq, "often") != '\0';
    *often = asked ? query_value(rq, "often") : "2";
    Pattern pattern = { .times = query_number(rq, "times", asked ? 0 : 6), .keep_holidays = asked && !asked_for(rq, "skip", "holidays"), .keep_inset = asked && !asked_for(rq, "skip", "inset") };
    pattern.often = same(*often, "month") ? EACH_MONTH : same(*often, "term") ? EACH_TERM : EVERY_SO_MANY_WEEKS;
    if (pattern.often == EVERY_SO_MANY_WEEKS && !number_parse(*often, 1, REPEAT_WEEKS_MOST, &pattern.weeks)) pattern.weeks = 0;
    return pattern;
}

static const char *pattern_query(Ctx *cx, const Pattern *pattern, const char *often)
{
    return text(cx, "often=%s&times=%ld%s%s", text_url(cx, often), pattern->times, pattern->keep_holidays ? "" : "&skip=holidays", pattern->keep_inset ? "" : "&skip=inset");
}

static void pattern_form(Out *out, const char *path, const Pattern *pattern, const char *often, const Error *errors)
{
    Ctx *cx = out->cx;
    const char *wrong = NULL;
    for (const Error *error = errors; error; error = error->next) if (error->field) wrong = error->say;
    html(out, "<form method=\"get\" action=\"%s\" class=\"ly-panel ly-panel--tint\"><div class=\"ly-together\">\n", path);
    govuk_select(out, (Select){ .name = "often", .label = "How often", .label_classes = "govuk-label--s", .value = often, .items = often_items, .count = COUNT(often_items) });
    govuk_text_input(out, (TextInput){ .name = "times", .label = "How many more times", .label_classes = "govuk-label--s", .classes = "govuk-input--width-3", .inputmode = "numeric", .error = wrong,
        .value = pattern->times ? text(cx, "%ld", pattern->times) : "" });
    html(out, "</div>\n");
    govuk_checkboxes(out, (Checkboxes){ .name = "skip", .legend = "Leave out", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-checkboxes--small",
        .values = (const char *const[]){ pattern->keep_holidays ? "" : "holidays", pattern->keep_inset ? "" : "inset", NULL },
        OPTIONS({ .value = "holidays", .text = "School holidays and bank holidays" }, { .value = "inset", .text = "INSET days of all schools" }) });
    govuk_button(out, (Button){ .text = "Show the dates", .classes = "govuk-button--secondary" });
    html(out, "</form>\n");
}

/* ---- the dates ---- */

static int64_t as_number(const char *on)
{
    int64_t year = 0, month = 0, day = 0;
    (void)(number_parse((const char[]){ on[0], on[1], on[2], on[3], 0 }, 0, 9999, &year) && number_parse((const char[]){ on[5], on[6], 0 }, 0, 12, &month) && number_parse(on + 8, 0, 31, &day));
    return year * 10000 + month * 100 + day;
}

static const char *from_number(Ctx *cx, const char *typed)
{
    int64_t number;
    return number_parse(typed, 19000101, 22001231, &number) ? date_from_parts(cx, number / 10000, number / 100 % 100, number % 100) : NULL;
}

static bool chosen_before(const Request *rq, const RepeatDate *date)
{
    if (!rq->posted) return date->is == REPEAT_CAN;
    for (size_t i = 0; i < rq->form_count; i++) {
        int64_t number;
        if (same(rq->form[i].name, "on") && number_parse(rq->form[i].value, 0, 99999999, &number) && number == as_number(date->on)) return true;
    }
    return false;
}

static bool may_be_chosen(const RepeatDate *date) { return date->is == REPEAT_CAN || date->is == REPEAT_LEFT_OUT; }

static void date_row(Out *out, const Request *rq, const RepeatDate *date)
{
    static const struct { LyMeaning meaning; const char *words; } states[] = {
        [REPEAT_CAN] = { LY_GOOD, "Can be held" }, [REPEAT_LEFT_OUT] = { LY_QUIET, "Left out" }, [REPEAT_CANNOT] = { LY_BAD, "Cannot be held" }, [REPEAT_THERE] = { LY_INFO, "There already" },
    };
    Ctx *cx = out->cx;
    html(out, "<tr>");
    if (may_be_chosen(date)) ly_choose_cell(out, "on", as_number(date->on), day_words(cx, date->on), chosen_before(rq, date));
    else html(out, "<td></td>");
    html(out, "<th scope=\"row\" class=\"ly-nowrap\">%s<span class=\"ly-sub\">%s</span></th><td data-label=\"Status\">", day_words(cx, date->on), date->term);
    ly_status_tiny(out, date->is == REPEAT_CAN && date->clash_count ? LY_WARN : states[date->is].meaning, states[date->is].words);
    html(out, "</td><td data-label=\"What to weigh\">");
    if (date->clash_count) clash_list(out, date->clashes, date->clash_count);
    else if (date->is == REPEAT_THERE) html(out, "<span class=\"ly-quiet\">It is held again on this day</span>");
    else html(out, "<span class=\"ly-quiet\">Nothing</span>");
    html(out, "</td></tr>\n");
}

static bool any_may(const RepeatDate *dates, size_t n)
{
    for (size_t i = 0; i < n; i++) if (may_be_chosen(&dates[i])) return true;
    return false;
}

static void dates_form(Out *out, const Request *rq, Response *rs, const char *action, const RepeatDate *dates, size_t n)
{
    Ctx *cx = out->cx;
    if (!n) {
        ly_empty(out, (LyEmpty){ .title = "The pattern leads to no date", .words = "The terms that follow are not on the school calendar yet, so that nobody knows where they begin.", .act = "Open the school calendar",
            .act_href = "/office/calendar", .plain = true });
        return;
    }
    form_begin(cx, rq, rs, action, false);
    html(out, "<div class=\"ly-panel ly-panel--flush\" id=\"on\">");
    ly_table_begin(out, (LyTable){ .caption = "Dates of the pattern", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Chosen", .hidden = true }, { .text = "First session" }, { .text = "Status" }, { .text = "What to weigh" }) });
    for (size_t i = 0; i < n; i++) date_row(out, rq, &dates[i]);
    ly_table_end(out);
    html(out, "</div>");
    if (!any_may(dates, n)) {
        html(out, "<p class=\"govuk-body\">None of these dates is left to be made. Ask for more times, or for another pattern.</p></form>\n");
        return;
    }
    html(out, "<p class=\"govuk-body\">Each is a draft with the same terms, sessions, rules and facilitators, and nobody booked. Nobody is told until you publish it.</p>\n");
    govuk_button(out, (Button){ .text = "Make a draft for each chosen date", .prevent_double_click = YES });
    html(out, "</form>\n");
}

static Error *repeat_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Session *sessions;
    RepeatDate *dates = NULL;
    size_t count, n = 0;
    const char *often;
    Pattern pattern = pattern_read(rq, &often);
    TRY(event_find_own(cx, rq->id, &event));
    TRY(event_sessions(cx, rq->id, &sessions, &count));
    Error *errors = count ? repeat_dates(cx, &event, sessions, count, &pattern, &dates, &n) : OK;
    if (errors && errors->kind != INVALID) return errors;

    const char *path = text(cx, "/office/events/%ld/repeat", rq->id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Repeat the event", .frame = FRAME_OFFICE, .current = "office-programme", .wide = true, .back = text(cx, "/office/events/%ld", rq->id) });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Repeat it over the terms</h1>\n", event.title);
    if (!count) ly_empty(out, (LyEmpty){ .title = "It has no session yet", .words = "Say when and where it is held first; then it can be held again.", .act = "Add a session", .act_href = text(cx, "/office/events/%ld/sessions/new", rq->id), .plain = true });
    else {
        html(out, "<p class=\"govuk-body\">%s, first on %s.</p>\n", counted(cx, event.session_count, "session", NULL), day_words(cx, event.starts_on));
        pattern_form(out, path, &pattern, often, errors);
        if (!errors) dates_form(out, rq, rs, text(cx, "%s?%s", path, pattern_query(cx, &pattern, often)), dates, n);
    }
    page_end(rs);
    return OK;
}

static Error *repeat_submit(Ctx *cx, Request *rq, Response *rs)
{
    size_t n;
    int64_t run_id;
    const char *const *typed = form_list(cx, rq, "on", &n);
    const char **dates = array(cx, const char *, n + 1);
    for (size_t i = 0; i < n; i++) dates[i] = from_number(cx, typed[i]);
    TRY(repeat_begin(cx, rq->id, dates, n, &run_id));
    rs->flash = text(cx, "%s being made.", counted(cx, (int64_t)n, "draft is", "drafts are"));
    return redirect(rs, text(cx, "/office/events/%ld/repeats/%ld", rq->id, run_id));
}

/* ---- what became of them ---- */

static void line_row(Out *out, const CopyLine *line)
{
    Ctx *cx = out->cx;
    html(out, "<tr><th scope=\"row\">%s</th><td data-label=\"Status\">", day_words(cx, line->first_on));
    ly_status_tiny(out, line->copy_id ? LY_GOOD : *line->refused ? LY_BAD : LY_QUIET, line->copy_id ? "Made" : *line->refused ? "Not made" : "Being made");
    html(out, "</td><td data-label=\"What\">");
    if (line->copy_id) html(out, "<a class=\"govuk-link\" href=\"/office/events/%ld\">Open the draft<span class=\"govuk-visually-hidden\"> of %s</span></a>", line->copy_id, day_words(cx, line->first_on));
    else html(out, "%s", line->refused);
    html(out, "</td></tr>\n");
}

static Error *run_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    CopyRun run = {0};
    CopyLine *lines;
    size_t count;
    TRY(event_find_own(cx, rq->id, &event));
    TRY(copy_run_find(cx, rq->id2, &run));
    if (run.event_id != rq->id) return missing(cx, "run %ld is not of event %ld", rq->id2, rq->id);
    TRY(copy_lines(cx, run.id, 0, REPEATS_MOST, &lines, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Dates of the repeat", .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "/office/events/%ld", rq->id) });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>%s of %s made</h1>\n", event.title, number_words(cx, run.made), counted(cx, run.chosen, "draft is", "drafts are"));
    if (!same(run.state, "done")) html(out, "<p class=\"govuk-body\">The others are being made. <a class=\"govuk-link\" href=\"%s\">Look again</a>.</p>\n", rq->path);
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Dates, and what became of them", .boxed = true, .phone = true, LY_COLUMNS({ .text = "First session" }, { .text = "Status" }, { .text = "What" }) });
    for (size_t i = 0; i < count; i++) line_row(out, &lines[i]);
    ly_table_end(out);
    html(out, "</div><p class=\"ly-buttons\"><a class=\"govuk-link\" href=\"/office/programme?list=drafts\">All drafts</a> <a class=\"govuk-link\" href=\"/office/events/%ld/repeat\">Repeat it again</a></p>\n", rq->id);
    page_end(rs);
    return OK;
}

ROUTES(event_repeat_pages,
    FORM("/office/events/:id/repeat",      OWN_COURSES, repeat_show, NULL, repeat_submit),
    GET ("/office/events/:id/repeats/:id", OWN_COURSES, run_show),
);
