/* The training of a school: who is in date and who is due, staff and board; and what a person has met. The office has it for each school. */
#include "rooms/record/training_pages.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/layout.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/members/post.h"

LyMeaning due_meaning(const Due *due) { return due->state == OVERDUE ? LY_BAD : due->state == DUE_SOON ? LY_WARN : LY_GOOD; }

const char *due_words(Ctx *cx, const Due *due)
{
    if (!*due->due_on) return "Done";
    const char *on = date_words(cx, due->due_on);
    if (due->state == OVERDUE) return *due->met_on ? text(cx, "Overdue since %s", on) : text(cx, "Not met, due since %s", on);
    return due->state == DUE_SOON ? text(cx, "Due %s", on) : *due->met_on ? text(cx, "Until %s", on) : text(cx, "By %s", on);
}

void due_status(Out *out, const Due *due) { ly_status_tiny(out, due_meaning(due), due_words(out->cx, due)); }

/* ---- whose ---- */

Error *training_place(Ctx *cx, const Request *rq, TrainingPlace *place)
{
    *place = (TrainingPlace){ .office = begins(rq->path, "/office/"), .name = "" };
    place->organisation_id = place->office ? rq->id : cx->who->organisation_id;
    place->id = place->office ? rq->id2 : rq->id;
    place->base = place->office ? text(cx, "/office/schools/%ld/training", (long)rq->id) : "/training";
    if (place->organisation_id) {
        OrganisationName name = {0};
        TRY(organisation_name(cx, place->organisation_id, &name));
        place->name = name.name;
    }
    TRY(training_scope(cx, place->organisation_id, &place->scope));
    if (!place->scope.staff && !place->scope.board) return missing(cx, "the training at organisation %ld", (long)place->organisation_id);
    bool board = same(query_value(rq, "group"), "board") || !place->scope.staff;
    place->group = board && place->scope.board ? BOARD : STAFF;
    return OK;
}

Out *training_place_page(Ctx *cx, const Request *rq, Response *rs, const TrainingPlace *place, const char *title, const char *back)
{
    return page_begin(cx, rq, rs, (Page){ .title = title, .frame = place->office ? FRAME_OFFICE : FRAME_PUBLIC, .current = place->office ? "schools" : "training", .back = back, .wide = true });
}

/* ---- the matrix ---- */

static bool shown(Ctx *cx, const Request *rq, const TrainingRow *row)
{
    const char *words = text_fold(cx, text_trim(cx, query_value(rq, "q")));
    if (same(query_value(rq, "show"), "due") && !row->overdue && !row->soon) return false;
    return !*words || strstr(text_fold(cx, row->name), words) || strstr(text_fold(cx, row->post), words);
}

/* "3 Jan 2027": a column is no wider than that. */
static const char *date_brief(Ctx *cx, const char *date) { return text(cx, "%s %.4s", strchr(day_short(cx, date), ' ') + 1, date); }

static void cell(Out *out, const Due *due, const char *requirement)
{
    Ctx *cx = out->cx;
    html(out, "<td class=\"ly-due\" data-label=\"%s\">", requirement);
    if (!due->asked) html(out, "<span class=\"ly-quiet\" aria-hidden=\"true\">–</span><span class=\"govuk-visually-hidden\">Not required</span>");
    else if (due->state == IN_DATE && !*due->due_on) html(out, "Done");
    else if (due->state == IN_DATE) html(out, "<span class=\"govuk-visually-hidden\">In date until </span>%s", date_brief(cx, due->due_on));
    else if (due->state == OVERDUE && !*due->met_on) ly_status_tiny(out, LY_BAD, "Not met");
    else ly_status_tiny(out, due_meaning(due), text(cx, "%s %s", due->state == OVERDUE ? "Since" : "Due", date_brief(cx, due->due_on)));
    html(out, "</td>");
}

static void matrix(Out *out, const Request *rq, const TrainingPlace *place, const Training *t)
{
    LyColumn *columns = array(out->cx, LyColumn, t->requirement_count + 2);
    size_t asked = 0, *at = array(out->cx, size_t, t->requirement_count + 1), rows = 0;
    columns[0] = (LyColumn){ .text = "Name" };
    for (size_t q = 0; q < t->requirement_count; q++) {      /* a column for what is asked of anybody here */
        bool any = false;
        for (size_t i = 0; i < t->count && !any; i++) any = t->rows[i].due[q].asked;
        if (any) at[asked] = q, columns[++asked] = (LyColumn){ .text = t->requirements[q].name };
    }
    if (place->group == BOARD) columns[asked + 1] = (LyColumn){ .text = "Term ends" };
    html(out, "<div class=\"ly-panel ly-panel--flush ly-matrix\">");
    ly_table_begin(out, (LyTable){ .caption = text(out->cx, "Training of %s, by name", place->group == BOARD ? "the governing board" : "staff"), .boxed = true, .phone = true, .columns = columns,
                                   .count = asked + 1 + (place->group == BOARD) });
    for (size_t i = 0; i < t->count; i++) {
        const TrainingRow *row = &t->rows[i];
        if (!shown(out->cx, rq, row)) continue;
        rows++;
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"%s/people/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th>", place->base, (long)row->person_id,
             row->name, row->post);
        for (size_t q = 0; q < asked; q++) cell(out, &row->due[at[q]], t->requirements[at[q]].name);
        if (place->group == BOARD) html(out, "<td class=\"ly-nowrap\" data-label=\"Term ends\">%s</td>", *row->ends_on ? date_words(out->cx, row->ends_on) : "Open");
        html(out, "</tr>\n");
    }
    ly_table_end(out);
    html(out, "</div>\n");
    if (!rows) ly_empty(out, (LyEmpty){ .title = "Nobody fits", .words = "Take the filter off to see everybody.", .act = "See everybody", .act_href = place->base, .plain = true });
}

static void figures(Out *out, const TrainingPlace *place, const Training *t)
{
    Ctx *cx = out->cx;
    size_t all = t->in_date + t->soon + t->overdue, people = 0, ending = 0;
    const char *half_year = date_add_months(cx, cx->today, 6);
    for (size_t i = 0; i < t->count; i++) ending += *t->rows[i].ends_on && strcmp(t->rows[i].ends_on, half_year) <= 0;
    for (size_t i = 0; i < t->count; i++) people += t->rows[i].overdue != 0;
    ly_figures_begin(out);
    ly_figure(out, "In date", all ? text(cx, "%zu%%", (t->in_date + t->soon) * 100 / all) : "–", text(cx, "%zu of %zu", t->in_date + t->soon, all));
    ly_figure(out, "Due soon", text(cx, "%zu", t->soon), NULL);
    ly_figure(out, "Overdue", text(cx, "%zu", t->overdue), people ? counted(cx, (int64_t)people, "person", "people") : NULL);
    if (place->group == BOARD) ly_figure(out, "Terms ending within 6 months", text(cx, "%zu", ending), NULL);
    ly_figures_end(out);
}

static void group_tabs(Out *out, const TrainingPlace *place)
{
    const LyTab tabs[] = { { "Staff", text(out->cx, "%s?group=staff", place->base), 0, place->group == STAFF }, { "Governing board", text(out->cx, "%s?group=board", place->base), 0, place->group == BOARD } };
    if (place->scope.staff && place->scope.board) ly_tabs(out, "Whose training", tabs, COUNT(tabs));
}

static void filters(Out *out, const Request *rq, const TrainingPlace *place)
{
    static const SelectItem shows[] = { { .value = "", .text = "Everybody" }, { .value = "due", .text = "Who is due or overdue" } };
    ly_filterbar_begin(out, place->base);
    html(out, "<input type=\"hidden\" name=\"group\" value=\"%s\">", place->group == BOARD ? "board" : "staff");
    ly_filter_text(out, "q", "Name or post", "search", query_value(rq, "q"));
    ly_filter_select(out, "show", "Show", shows, COUNT(shows), query_value(rq, "show"));
    ly_filterbar_end_sheets(out, text(out->cx, "%s.csv?group=%s", place->base, place->group == BOARD ? "board" : "staff"));
}

static void nothing(Out *out, const TrainingPlace *place, const Training *t)
{
    if (!t->requirement_count)
        ly_empty(out, (LyEmpty){ .title = "Nothing is required yet", .words = "The partnership says what each post has to keep up to date, and how often. Who is due is then listed here.",
                                 .act = may(out->cx, RUN_PROGRAMME) ? "Set up requirements" : NULL, .act_href = may(out->cx, RUN_PROGRAMME) ? "/office/requirements" : NULL, .plain = true });
    else ly_empty(out, (LyEmpty){ .title = place->group == BOARD ? "No governors are here yet" : "Nobody is here yet", .words = "Whoever has a post here is listed with what their post asks for.", .plain = true });
}

static Error *training_page(Ctx *cx, const Request *rq, Response *rs)
{
    TrainingPlace place;
    Training t;
    TRY(training_place(cx, rq, &place));
    TRY(training_at(cx, place.organisation_id, place.group, &t));
    Out *out = training_place_page(cx, rq, rs, &place, "Training", place.office ? text(cx, "/office/schools/%ld", (long)place.organisation_id) : NULL);
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">Training</h1><span class=\"ly-quiet\">%s</span>", place.name);
    html(out, "<div class=\"ly-buttons\">");
    if (place.group == BOARD) ly_small_button(out, "Skills of the board", text(cx, "%s/skills", place.base), false);
    if (place.scope.records && t.requirement_count)
        ly_small_button(out, "Record training", text(cx, "%s/record?group=%s", place.base, place.group == BOARD ? "board" : "staff"), true);
    html(out, "</div>");
    html(out, "</div>\n");
    group_tabs(out, &place);
    if (!t.requirement_count || !t.count) nothing(out, &place, &t);
    else {
        figures(out, &place, &t);
        filters(out, rq, &place);
        matrix(out, rq, &place, &t);
        html(out, "<p class=\"govuk-body ly-quiet ly-small\">A date is the day up to which somebody is in date.</p>\n");
        if (t.more) html(out, "<p class=\"govuk-body ly-quiet\">Only the first %d people are listed.</p>\n", TRAINING_PEOPLE);
    }
    page_end(rs);
    return OK;
}

static Error *training_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Name", "Post", "Term ends", "Requirement", "How often", "Last met", "Due", "State" };
    TrainingPlace place;
    Training t;
    Sheet sheet;
    TRY(training_place(cx, rq, &place));
    TRY(training_at(cx, place.organisation_id, place.group, &t));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < t.count; i++)
        for (size_t q = 0; q < t.requirement_count; q++) {
            const Due *due = &t.rows[i].due[q];
            if (!due->asked) continue;
            sheet_text(&sheet, t.rows[i].name), sheet_text(&sheet, t.rows[i].post), sheet_date(&sheet, t.rows[i].ends_on), sheet_text(&sheet, t.requirements[q].name);
            sheet_text(&sheet, requirement_interval(cx, &t.requirements[q])), sheet_date(&sheet, due->met_on), sheet_date(&sheet, due->due_on);
            sheet_text(&sheet, due->state == OVERDUE ? "overdue" : due->state == DUE_SOON ? "due soon" : "in date");
            sheet_line(&sheet);
        }
    return sheet_respond(&sheet, rs, "training");
}

/* ---- one person ---- */

static void due_row(Out *out, const Requirement *requirement, const Due *due)
{
    Ctx *cx = out->cx;
    html(out, "<tr><th scope=\"row\"><span>%s<span class=\"ly-sub\">%s</span></span></th><td data-label=\"How often\">%s</td><td class=\"ly-nowrap\" data-label=\"Last met\">%s</td><td data-label=\"State\">",
         requirement->name, requirement->words, requirement_interval(cx, requirement), *due->met_on ? date_words(cx, due->met_on) : "Not yet");
    due_status(out, due);
    html(out, "</td></tr>\n");
}

static void due_table_begin(Out *out)
{
    ly_table_begin(out, (LyTable){ .caption = "What is required", .phone = true, LY_COLUMNS({ .text = "Requirement" }, { .text = "How often" }, { .text = "Last met" }, { .text = "State" }) });
}

/* What was met and how. What was said by hand here can be taken back here. */
static Error *history_put(Out *out, const Request *rq, Response *rs, int64_t person_id, const TrainingPlace *place)
{
    Ctx *cx = out->cx;
    RequirementMet *list;
    size_t n;
    TRY(requirement_history(cx, person_id, &list, &n));
    if (!n) return OK;
    html(out, "<h2 class=\"govuk-heading-m\">What was met, and when</h2>\n");
    ly_table_begin(out, (LyTable){ .caption = "What was met, the latest first", .phone = true, LY_COLUMNS({ .text = "Requirement" }, { .text = "On" }, { .text = "By" }, { .text = "Act", .hidden = true }) });
    for (size_t i = 0; i < n; i++) {
        const RequirementMet *m = &list[i];
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-nowrap\" data-label=\"On\">%s</td><td data-label=\"By\"><span>%s", m->name, date_words(cx, m->met_on),
             same(m->how, "course") ? m->course : blank(m->words) ? "Recorded by hand" : m->words);
        if (same(m->how, "said")) html(out, "<span class=\"ly-sub\">%s</span>", m->organisation);
        html(out, "</span></td><td data-label=\"Act\">");
        if (m->withdrawn_at) html(out, "<span class=\"ly-quiet\">Taken back</span>");
        else if (place && place->scope.records && same(m->how, "said") && m->organisation_id == place->organisation_id) {
            form_begin(cx, rq, rs, text(cx, "%s/met/%ld/withdraw", place->base, (long)m->id), false);
            html(out, "<button type=\"submit\" class=\"ly-linklike\">Take back<span class=\"govuk-visually-hidden\"> %s of %s</span></button></form>", m->name, date_words(cx, m->met_on));
        }
        html(out, "</td></tr>\n");
    }
    ly_table_end(out);
    return OK;
}

/* Whoever may see a group sees those of it: the clerk no teacher. */
static Error *row_find(Ctx *cx, const TrainingPlace *place, int64_t person_id, Training *t, const TrainingRow **row)
{
    for (TrainingGroup group = STAFF; group <= BOARD; group++) {
        if (group == BOARD ? !place->scope.board : !place->scope.staff) continue;
        TRY(training_at(cx, place->organisation_id, group, t));
        for (size_t i = 0; i < t->count; i++)
            if (t->rows[i].person_id == person_id) {
                *row = &t->rows[i];
                return OK;
            }
    }
    return missing(cx, "person %ld is not at organisation %ld", (long)person_id, (long)place->organisation_id);
}

static Error *person_page(Ctx *cx, const Request *rq, Response *rs)
{
    TrainingPlace place;
    Training t;
    const TrainingRow *row = NULL;
    TRY(training_place(cx, rq, &place));
    TRY(row_find(cx, &place, place.id, &t, &row));
    if (!row) return missing(cx, "person %ld has no training here", (long)place.id);
    Out *out = training_place_page(cx, rq, rs, &place, text(cx, "Training of %s", row->name), place.base);
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">Training of %s</h1><span class=\"ly-quiet\">%s</span>", row->name, row->post);
    if (place.scope.records) {
        html(out, "<div class=\"ly-buttons\">");
        ly_small_button(out, "Record training", text(cx, "%s/record?person=%ld", place.base, (long)row->person_id), true);
        html(out, "</div>");
    }
    html(out, "</div>\n");
    due_table_begin(out);
    for (size_t q = 0; q < t.requirement_count; q++)
        if (row->due[q].asked) due_row(out, &t.requirements[q], &row->due[q]);
    ly_table_end(out);
    TRY(history_put(out, rq, rs, row->person_id, &place));
    page_end(rs);
    return OK;
}

/* What a governor finds nowhere else: the audit, and for its chair the board's training. */
static Error *board_links(Out *out)
{
    Ctx *cx = out->cx;
    TrainingScope scope = {0};
    Post *posts;
    size_t n;
    bool governs = false;
    TRY(posts_current(cx, cx->who->id, &posts, &n));
    for (size_t i = 0; i < n; i++) governs |= same(posts[i].role, "governor") && posts[i].organisation_id == cx->who->organisation_id;
    if (!governs) return OK;
    html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/training/my-skills\">Your answers to the board’s skills audit</a></p>\n");
    if (cx->who->proven) TRY(training_scope(cx, cx->who->organisation_id, &scope));
    if (scope.board) html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/training?group=board\">The training of the board of %s</a></p>\n", cx->who->organisation);
    return OK;
}

static Error *own_page(Ctx *cx, const Request *rq, Response *rs)
{
    OwnDue *list;
    size_t n;
    TRY(requirements_of(cx, cx->who->id, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "What I am due", .frame = FRAME_PUBLIC, .current = "record", .back = "/record", .wide = true });
    html(out, "<h1 class=\"govuk-heading-l\">What I am due</h1>\n");
    if (!n) ly_empty(out, (LyEmpty){ .title = "Nothing is required of your post", .words = "Where the partnership asks a post to keep something up to date, such as safeguarding, it is listed here with the day by which it is due.", .act = "See your record", .act_href = "/record", .plain = true });
    else {
        due_table_begin(out);
        for (size_t i = 0; i < n; i++) due_row(out, &list[i].requirement, &list[i].due);
        ly_table_end(out);
        html(out, "<p class=\"govuk-body ly-quiet\">A course that counts is added by itself once its register is kept. What you did elsewhere, your school records: show them the certificate.</p>\n");
    }
    TRY(board_links(out));
    TRY(history_put(out, rq, rs, cx->who->id, NULL));
    page_end(rs);
    return OK;
}

ROUTES(training_pages,
    GET  ("/record/due",                                 SIGNED_IN,   own_page),
    GET  ("/training",                                   SIGNED_IN,   training_page),
    SHEET("/training",                                   SIGNED_IN,   training_sheet),
    GET  ("/training/people/:id",                        SIGNED_IN,   person_page),
    GET  ("/office/schools/:id/training",                AUDIT,       training_page),
    SHEET("/office/schools/:id/training",                AUDIT,       training_sheet),
    GET  ("/office/schools/:id/training/people/:id",     AUDIT,       person_page),
);
