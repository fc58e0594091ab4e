/* One's record, and that of somebody else as far as it may be seen. */
#include "rooms/record/record_pages.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/evaluation_round.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/record/requirement_due.h"

/* ---- whose ---- */

Error *record_find(Ctx *cx, const Request *rq, Record *record)
{
    bool all = may(cx, RUN_PROGRAMME) || may(cx, AUDIT);
    *record = (Record){ .own = !begins(rq->path, "/records/"), .person_id = rq->id, .base = text(cx, "/records/%ld/record", (long)rq->id) };
    if (record->own) {
        record->person_id = cx->who->id, record->name = cx->who->name, record->base = "/record";
    } else if (cx->who->withheld) {
        return unproven(cx, "the record of person %ld", (long)rq->id);
    } else if (all) {
        PersonName person = {0};
        TRY(person_name(cx, rq->id, &person));
        record->name = person.name;
    } else {
        Colleague colleague = {0};
        if (!may(cx, BOOK_PLACES) && !may(cx, MANAGE_PEOPLE)) return missing(cx, "the record of person %ld", (long)rq->id);
        TRY(colleague_or_former(cx, cx->who->organisation_id, rq->id, &colleague));
        record->name = colleague.name, record->organisation_id = cx->who->organisation_id;
    }
    return learning_of(cx, record->person_id, record->organisation_id, &record->list, &record->count);
}

/* ---- sums ---- */

const char *year_words(Ctx *cx, const char *first_day) { return text(cx, "%.4s to %.4s", first_day, date_add_days(cx, first_day, 366)); }

/* Adds to the sum of that name; the list has room for one a row. */
static void sum_add(Sum *sums, size_t *n, const char *name, int64_t minutes)
{
    size_t i = 0;
    while (i < *n && !same(sums[i].name, name)) i++;
    if (i == *n) sums[(*n)++] = (Sum){ name, 0 };
    sums[i].minutes += minutes;
}

size_t sums_by_year(Ctx *cx, const Record *record, Sum *sums)
{
    size_t n = 0;
    for (size_t i = 0; i < record->count; i++) sum_add(sums, &n, year_words(cx, academic_year_of(cx, record->list[i].held_on)), record->list[i].minutes);
    return n;
}

size_t sums_by_theme(const Record *record, Sum *sums)
{
    size_t n = 0;
    for (size_t i = 0; i < record->count; i++) sum_add(sums, &n, blank(record->list[i].theme) ? "Other" : record->list[i].theme, record->list[i].minutes);
    return n;
}

const char *learning_words(Ctx *cx, const Learning *learning)
{
    return learning->outside_id ? text(cx, "%s elsewhere", capital(cx, learning->what)) : capital(cx, learning->what);
}

static void sums_show(Out *out, const char *title, const Sum *sums, size_t n)
{
    ly_panel_begin(out, (LyPanel){ .title = title });
    ly_sum_begin(out);
    for (size_t i = 0; i < n; i++) ly_sum_row(out, sums[i].name, minutes_words(out->cx, sums[i].minutes), false);
    ly_sum_end(out);
    ly_panel_end(out);
}

/* The hours large, and what is over them beside. */
static void time_figure(Out *out, const char *name, int64_t minutes)
{
    bool over = minutes >= 60 && minutes % 60;
    ly_figure(out, name, minutes_words(out->cx, over ? minutes - minutes % 60 : minutes), over ? text(out->cx, "and %s", minutes_words(out->cx, minutes % 60)) : NULL);
}

static void figures(Out *out, const Record *record, const Sum *years)
{
    Ctx *cx = out->cx;
    int64_t minutes = 0, certificates = 0, attended = 0, given = 0;
    for (size_t i = 0; i < record->count; i++) {
        const Learning *l = &record->list[i];
        minutes += l->minutes, certificates += l->certificate_id != 0, attended += same(l->what, "attended"), given += !same(l->what, "attended");
    }
    const char *year = academic_year_of(cx, cx->today);
    ly_figures_begin(out);
    time_figure(out, text(cx, "Since September %.4s", year), same(years[0].name, year_words(cx, year)) ? years[0].minutes : 0);
    time_figure(out, "In all", minutes);
    ly_figure(out, "Attended", counted(cx, attended, "time", NULL), given ? text(cx, "presented or shared %s", counted(cx, given, "time", NULL)) : NULL);
    ly_figure(out, "Certificates", text(cx, "%ld", (long)certificates), NULL);
    ly_figures_end(out);
}

/* ---- the list ---- */

static const char *note_words(Ctx *cx, const Learning *l)
{
    const char *by = l->outside_id && !blank(l->provider) ? text(cx, ", %s", l->provider) : "";
    return text(cx, "%s%s%s, %s%s", learning_words(cx, l), blank(l->theme) ? "" : ", ", blank(l->theme) ? "" : l->theme, minutes_words(cx, l->minutes), by);
}

/* What there is instead of a certificate that comes after the evaluation; whether somebody else has answered theirs is nobody's to read. */
static void awaits_put(Out *out, const Record *record, const Learning *l)
{
    Ctx *cx = out->cx;
    if (!record->own) html(out, "<span class=\"ly-quiet\">None yet</span>");
    else if (l->answer_until > cx->now)
        html(out, "<a class=\"govuk-link\" href=\"/evaluate/%s\">Answer the evaluation<span class=\"govuk-visually-hidden\"> of %s</span></a><span class=\"ly-sub\">Your certificate comes after it</span>",
             evaluation_token(cx, l->registration_id, "end"), l->title);
    else if (l->answer_until) html(out, "<span class=\"ly-quiet\">None: the evaluation was not answered by %s</span>", date_words(cx, date_of(cx, l->answer_until - 1)));
    else html(out, "<span class=\"ly-quiet\">After the evaluation, which comes by email</span>");
}

static void certificate_put(Out *out, const Learning *l)
{
    Ctx *cx = out->cx;
    html(out, "<a class=\"govuk-link\" href=\"/certificates/%ld\">Certificate<span class=\"govuk-visually-hidden\"> for %s</span></a>", (long)l->certificate_id, l->title);
    if (*l->expires_on) html(out, "<span class=\"ly-sub\">%s %s</span>", strcmp(l->expires_on, cx->today) < 0 ? "Ended" : "Until", date_words(cx, l->expires_on));
}

/* A certificate is its holder's, the office's and the auditor's; a school sees that there is one. Evidence is for whoever may see the entry. */
static void proof_cell(Out *out, const Record *record, const Learning *l)
{
    Ctx *cx = out->cx;
    bool certificates = record->own || !record->organisation_id;
    html(out, "<td data-label=\"Proof\">");
    if (l->certificate_id && !certificates) html(out, "Certificate issued");
    else if (l->certificate_id) certificate_put(out, l);
    else if (l->file_id) html(out, "<a class=\"govuk-link\" href=\"%s/evidence/%ld\">Evidence<span class=\"govuk-visually-hidden\"> of %s</span></a>",
                              record->own ? "/record" : text(cx, "/records/%ld", (long)record->person_id), (long)l->outside_id, l->title);
    else if (!l->registration_id) html(out, "<span class=\"ly-quiet\">None</span>");
    else if (l->from_file) html(out, "<span class=\"ly-quiet\">None from here: it is from an earlier record</span>");
    else if (l->present < l->sessions) html(out, "<span class=\"ly-quiet\">%s</span>", l->least_percent == 100 ? "None: not at every session" : text(cx, "None yet: it asks for %ld%% of the time", (long)l->least_percent));
    else if (l->awaits) awaits_put(out, record, l);
    else html(out, "<span class=\"ly-quiet\">On its way</span>");
    html(out, "</td>");
}

static void own_cell(Out *out, const Learning *l)
{
    html(out, "<td data-label=\"Your words\">");
    if (l->outside_id) html(out, "<a class=\"govuk-link\" href=\"/record/outside/%ld\">Change<span class=\"govuk-visually-hidden\"> %s</span></a>", (long)l->outside_id, l->title);
    else if (l->registration_id) html(out, "<a class=\"govuk-link\" href=\"/record/%ld/reflection\">%s<span class=\"govuk-visually-hidden\"> on %s</span></a>", (long)l->registration_id,
                                      blank(l->words) ? "Reflect" : "Your reflection", l->title);
    html(out, "</td>");
}

static void learning_row(Out *out, const Record *record, const Learning *l)
{
    html(out, "<tr><th scope=\"row\"><span>");
    if (l->event_id) html(out, "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"/events/%ld\">%s</a>", (long)l->event_id, l->title);
    else html(out, "%s", l->title);
    html(out, "<span class=\"ly-sub\">%s</span>", note_words(out->cx, l));
    if (!record->own && !blank(l->words)) html(out, "<span class=\"ly-sub\">“%s”</span>", l->words);
    html(out, "</span></th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td>", date_words(out->cx, l->held_on));
    proof_cell(out, record, l);
    if (record->own) own_cell(out, l);
    html(out, "</tr>\n");
}

static void record_table(Out *out, const Record *record)
{
    static const LyColumn columns[] = { { .text = "What" }, { .text = "Date" }, { .text = "Proof" }, { .text = "Your words" } };
    Ctx *cx = out->cx;
    const char *year = "";
    for (size_t i = 0; i < record->count; i++) {
        const char *of = academic_year_of(cx, record->list[i].held_on);
        if (!same(of, year)) {
            if (*year) ly_table_end(out);
            html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">%s</h2>\n", year_words(cx, of));
            ly_table_begin(out, (LyTable){ .caption = text(cx, "What was learned from %s", year_words(cx, of)), .phone = true, .columns = columns, .count = COUNT(columns) - !record->own });
            year = of;
        }
        learning_row(out, record, &record->list[i]);
    }
    if (*year) ly_table_end(out);
}

/* ---- beside it ---- */

static Error *due_panel(Out *out)
{
    Ctx *cx = out->cx;
    OwnDue *list;
    size_t n, due = 0;
    TRY(requirements_of(cx, cx->who->id, &list, &n));
    if (!n) return OK;
    ly_panel_begin(out, (LyPanel){ .title = "What you are due", .end_text = "See all", .end_href = "/record/due" });
    ly_sum_begin(out);
    for (size_t i = 0; i < n; i++) {
        if (list[i].due.state == IN_DATE) continue;
        due++;
        ly_sum_row(out, list[i].requirement.name, list[i].due.state == OVERDUE ? "overdue" : date_words(cx, list[i].due.due_on), false);
    }
    ly_sum_end(out);
    if (!due) html(out, "<p class=\"govuk-body ly-small\">Nothing: all that your post asks for is in date.</p>");
    ly_panel_end(out);
    return OK;
}

static Error *goals_panel(Out *out)
{
    Goal *goals;
    size_t n;
    TRY(goals_of(out->cx, out->cx->who->id, &goals, &n));
    ly_panel_begin(out, (LyPanel){ .title = "Goals", .end_text = "Add a goal", .end_href = "/record/goals/new" });
    if (!n) html(out, "<p class=\"govuk-body ly-small\">What do you mean to learn or to change next? Only you see your goals.</p>");
    html(out, "<ul class=\"ly-plain\">");
    for (size_t i = 0; i < n; i++) {
        const char *when = *goals[i].met_on ? text(out->cx, "met %s", date_words(out->cx, goals[i].met_on)) : *goals[i].by_on ? text(out->cx, "by %s", date_words(out->cx, goals[i].by_on)) : "";
        html(out, "<li><a class=\"govuk-link\" href=\"/record/goals/%ld\">%s</a> <span class=\"ly-quiet ly-small\">%s</span></li>", (long)goals[i].id, goals[i].words, when);
    }
    html(out, "</ul>");
    ly_panel_end(out);
    return OK;
}

static Error *points_panel(Out *out, const Record *record)
{
    PointSum *sums;
    size_t n;
    TRY(learning_points(out->cx, record->person_id, record->list, record->count, &sums, &n));
    for (size_t i = 0; i < n; ) {
        ly_panel_begin(out, (LyPanel){ .title = sums[i].framework, .small = true });
        ly_sum_begin(out);
        ly_sum_row(out, "In all", minutes_words(out->cx, sums[i++].minutes), false);
        for (; i < n && *sums[i].point; i++) ly_sum_row(out, sums[i].point, minutes_words(out->cx, sums[i].minutes), false);
        ly_sum_end(out);
        ly_panel_end(out);
    }
    return OK;
}

static void head(Out *out, const Record *record, const char *title)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">%s</h1><div class=\"ly-buttons\">", title);
    if (record->count) {
        ly_small_button(out, "PDF", text(cx, "%s.pdf", record->base), false);
        ly_sheet_buttons(out, text(cx, "%s.csv", record->base));
        ly_small_button(out, "JSON", text(cx, "%s.json", record->base), false);
    }
    if (record->own) ly_small_button(out, "Add learning from elsewhere", "/record/outside/new", true);
    html(out, "</div></div>\n");
}

static Error *record_page(Ctx *cx, const Request *rq, Response *rs)
{
    Record record;
    TRY(record_find(cx, rq, &record));
    Sum *years = array(cx, Sum, record.count + 1), *themes = array(cx, Sum, record.count + 1);
    size_t year_count = sums_by_year(cx, &record, years), theme_count = sums_by_theme(&record, themes);
    const char *title = record.own ? "My record" : text(cx, "Record of %s", record.name);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_PUBLIC, .current = "record", .wide = true });
    head(out, &record, title);
    if (record.organisation_id) html(out, "<p class=\"govuk-body ly-quiet\">What was done for %s, or in its time.</p>\n", cx->who->organisation);
    if (record.count) figures(out, &record, years);
    html(out, "<div class=\"ly-split ly-split--right\"><div>");
    if (record.count) record_table(out, &record);
    else ly_empty(out, (LyEmpty){ .title = "Nothing attended yet", .words = "After a course, its facilitator keeps the register, and the course is here with its hours and certificate. What you did elsewhere you add yourself.",
                                  .act = "Find a course", .act_href = "/courses" });
    html(out, "</div><aside aria-label=\"Hours, goals and what is due\">");
    if (record.own) TRY(due_panel(out));
    if (record.own) TRY(goals_panel(out));
    if (record.count) sums_show(out, "By academic year", years, year_count);
    if (record.count) sums_show(out, "By theme", themes, theme_count);
    if (record.count) TRY(points_panel(out, &record));
    html(out, "</aside></div>");
    page_end(rs);
    return OK;
}

ROUTES(record_pages,
    GET("/record",      SIGNED_IN, record_page),
    GET("/records/:id", SIGNED_IN, record_page),
);
