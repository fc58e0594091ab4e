/* The office designs its forms: what is asked, in which order, of whom, and when. */
#include "platform/base/text.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/evaluation_pages.h"
#include "rooms/members/permission.h"

#define HERE "/office/evaluations/forms"

const char *evaluation_sent_words(Ctx *cx, const EvaluationForm *f)
{
    return text(cx, "Sent %s, open for %s", !f->after_days ? "when the last session is over" : text(cx, "%s after the last session", counted(cx, f->after_days, "day", NULL)), counted(cx, f->open_days, "day", NULL));
}

static void act(Ctx *cx, const Request *rq, Response *rs, const char *to, const char *words, const char *hidden)
{
    form_begin(cx, rq, rs, to, false);
    html(&rs->out, "<button type=\"submit\" class=\"ly-linklike\">%s<span class=\"govuk-visually-hidden\"> %s</span></button></form>", words, hidden);
}

/* ---- all of them ---- */

static void form_row(Out *out, const EvaluationForm *f)
{
    Ctx *cx = out->cx;
    html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"" HERE "/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"Questions\" class=\"ly-num\">%ld</td><td data-label=\"For\"><span>",
         (long)f->id, f->name, evaluation_sent_words(cx, f), (long)f->questions);
    if (f->retired) ly_status_tiny(out, LY_QUIET, "Retired");
    else if (f->standard) ly_status_tiny(out, LY_GOOD, "Standard");
    else if (f->courses) html(out, "%s", counted(cx, f->courses, "course", NULL));
    else ly_status_tiny(out, LY_WARN, "No course yet");
    html(out, "</span></td></tr>\n");
}

static void forms_panel(Out *out, const char *title, const char *kind, const EvaluationForm *list, size_t count)
{
    ly_panel_begin(out, (LyPanel){ .title = title, .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = title, .boxed = true, .phone = true, LY_COLUMNS({ .text = "Form" }, { .text = "Questions", .number = true }, { .text = "For" }) });
    for (size_t i = 0; i < count; i++)
        if (same(list[i].kind, kind)) form_row(out, &list[i]);
    ly_table_end(out);
    ly_panel_end(out);
}

static Error *forms_page(Ctx *cx, const Request *rq, Response *rs)
{
    EvaluationForm *list;
    size_t count;
    TRY(evaluation_forms(cx, &list, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Forms for evaluation", .frame = FRAME_OFFICE, .current = "evaluation", .wide = true });
    evaluation_head(out, TAB_FORMS, may(cx, RUN_PROGRAMME) ? "New form" : NULL, HERE "/new");
    html(out, "<p class=\"govuk-body\">Everybody who had a place is sent the form of their course by email, and one reminder. A course without a form of its own has the standard one.</p>\n");
    forms_panel(out, "When an event is over", "end", list, count);
    forms_panel(out, "Some weeks later", "follow-up", list, count);
    page_end(rs);
    return OK;
}

/* ---- one of them ---- */

static const char *condition_words(Ctx *cx, const EvaluationItem *items, size_t count, const EvaluationItem *item)
{
    for (size_t i = 0; i < count; i++)
        if (items[i].question_id == item->shown_if_question_id) return text(cx, "Only if “%s” %s yes", items[i].words, item->shown_if_yes ? "is answered" : "is not answered");
    return "";
}

static void items_panel(Ctx *cx, const Request *rq, Response *rs, const EvaluationForm *f, const EvaluationItem *items, size_t count, bool changes)
{
    Out *out = &rs->out;
    ly_panel_begin(out, (LyPanel){ .title = "Questions", .tone = LY_FLUSH, .end_text = "Preview", .end_href = text(cx, HERE "/%ld/preview", (long)f->id) });
    if (!count) html(out, "<p class=\"ly-small ly-panel__foot\">No question yet. A form without questions is not sent, so the courses that have it ask nobody.</p>");
    else {
        ly_table_begin(out, (LyTable){ .caption = "Questions of the form, in their order", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Question" }, { .text = "Answered by" }, { .text = changes ? "Act" : "Must" }) });
        for (size_t i = 0; i < count; i++) {
            const EvaluationItem *q = &items[i];
            const char *to = text(cx, HERE "/%ld/questions/%ld", (long)f->id, (long)q->question_id);
            html(out, "<tr><th scope=\"row\"><span>%s<span class=\"ly-sub\">%s%s%s</span></span></th><td data-label=\"Answered\">%s</td>", q->words, q->needed ? "Must be answered" : "May be left out",
                 q->shown_if_question_id ? ". " : "", condition_words(cx, items, count, q), evaluation_kind_words(q->kind));
            html(out, "<td data-label=\"Act\"><div class=\"ly-acts\">");
            if (!changes) html(out, "%s", q->needed ? "Yes" : "No");
            if (changes && i) act(cx, rq, rs, text(cx, "%s/up", to), "Up", q->words);
            if (changes) act(cx, rq, rs, text(cx, "%s/remove", to), "Remove", q->words);
            html(out, "</div></td></tr>\n");
        }
        ly_table_end(out);
    }
    if (changes && count < EVALUATION_FORM_MOST) {
        html(out, "<div class=\"ly-panel__foot\">");
        ly_small_button(out, "Add a question", text(cx, HERE "/%ld/questions/new", (long)f->id), false);
        html(out, "</div>");
    }
    ly_panel_end(out);
}

static void courses_panel(Ctx *cx, const Request *rq, Response *rs, const EvaluationForm *f, const EvaluatedCourse *courses, size_t count, bool changes)
{
    Out *out = &rs->out;
    ly_panel_begin(out, (LyPanel){ .title = "For which courses" });
    html(out, "<p class=\"ly-small govuk-!-margin-top-0\">%s</p>\n", f->standard ? "This is the standard form: every course that has no other uses it." : count ? "These courses, in place of the standard form:" : "No course uses it yet.");
    html(out, "<ul class=\"ly-plain ly-small\">");
    for (size_t i = 0; i < count; i++) {
        html(out, "<li class=\"ly-row ly-row--apart\"><span>%s %s</span>", courses[i].code, courses[i].title);
        if (changes) act(cx, rq, rs, text(cx, HERE "/%ld/courses/%ld/remove", (long)f->id, (long)courses[i].course_id), "Remove", courses[i].title);
        html(out, "</li>");
    }
    html(out, "</ul><div class=\"ly-buttons\">");
    if (changes && !f->retired) ly_small_button(out, "Use for a course", text(cx, HERE "/%ld/courses/new", (long)f->id), false);
    if (changes && !f->retired && !f->standard && f->questions) {
        form_begin(cx, rq, rs, text(cx, HERE "/%ld/standard", (long)f->id), false);
        govuk_button(out, (Button){ .text = "Make it the standard", .classes = "govuk-button--secondary ly-small-button", .prevent_double_click = YES });
        html(out, "</form>");
    }
    html(out, "</div>");
    ly_panel_end(out);
}

static Error *form_page(Ctx *cx, const Request *rq, Response *rs)
{
    EvaluationForm f = {0};
    EvaluationItem *items;
    EvaluatedCourse *courses;
    size_t count, course_count;
    bool changes = may(cx, RUN_PROGRAMME);
    TRY(evaluation_form_find(cx, rq->id, &f));
    TRY(evaluation_form_items(cx, f.id, &items, &count));
    TRY(evaluation_courses(cx, f.id, &courses, &course_count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = f.name, .frame = FRAME_OFFICE, .current = "evaluation", .wide = true, CRUMBS({ "Evaluation", HERE }) });
    ly_head_begin(out, f.name);
    if (f.retired) ly_status(out, LY_QUIET, "Retired");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", evaluation_sent_words(cx, &f));
    if (changes) {
        ly_head_buttons(out);
        ly_small_button(out, "Name, words and days", text(cx, HERE "/%ld/change", (long)f.id), false);
    }
    ly_head_end(out, changes);
    html(out, "<div class=\"ly-split ly-split--wide\"><div>\n");
    items_panel(cx, rq, rs, &f, items, count, changes && !f.retired);
    html(out, "</div><div>\n");
    courses_panel(cx, rq, rs, &f, courses, course_count, changes);
    if (changes && !f.standard) act(cx, rq, rs, text(cx, HERE "/%ld/%s", (long)f.id, f.retired ? "bring-back" : "retire"), f.retired ? "Bring the form back" : "Retire the form", "");
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *preview_page(Ctx *cx, const Request *rq, Response *rs)
{
    EvaluationForm f = {0};
    EvaluationItem *items;
    size_t count;
    TRY(evaluation_form_find(cx, rq->id, &f));
    TRY(evaluation_form_items(cx, f.id, &items, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Preview: %s", f.name), .frame = FRAME_TASK, .back = text(cx, HERE "/%ld", (long)f.id) });
    ly_note(out, LY_INFO, "This is how people see it. Nothing that you choose here is sent.");
    html(out, "<h1 class=\"govuk-heading-l\">%s</h1>\n", same(f.kind, "end") ? "How was the course?" : "What came of the course?");
    if (*f.intro) html(out, "<p class=\"govuk-body\">%s</p>\n", f.intro);
    if (!count) ly_empty(out, (LyEmpty){ .title = "Nothing is asked yet", .words = "Put a question of the bank into the form.", .act = "Back to the form", .act_href = text(cx, HERE "/%ld", (long)f.id), .plain = true });
    evaluation_fields(out, rq, items, count);
    page_end(rs);
    return OK;
}

/* ---- its name, words and days ---- */

static void form_fields(Ctx *cx, const Request *rq, Response *rs, const char *action, const EvaluationForm *f, bool fresh)
{
    Out *out = &rs->out;
    form_begin(cx, rq, rs, action, false);
    if (fresh)
        field_radios(out, rq, (Radios){ .name = "kind", .legend = "When is it sent?", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-radios--small", .value = f->kind,
            OPTIONS({ .value = "end", .text = "When an event is over" }, { .value = "follow-up", .text = "Some weeks later, to ask what came of it" }) });
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .hint = "For the office alone", .value = f->name });
    field_textarea(out, rq, (Textarea){ .name = "intro", .label = "Words above the questions (optional)", .label_classes = "govuk-label--s", .rows = 3, .value = f->intro });
    html(out, "<div class=\"ly-together\">\n");
    field_text(out, rq, (TextInput){ .name = "after_days", .label = "Sent after", .label_classes = "govuk-label--s", .classes = "govuk-input--width-3", .suffix = "days", .inputmode = "numeric", .value = text(cx, "%ld", (long)f->after_days) });
    field_text(out, rq, (TextInput){ .name = "open_days", .label = "Open for", .label_classes = "govuk-label--s", .classes = "govuk-input--width-3", .suffix = "days", .inputmode = "numeric", .value = text(cx, "%ld", (long)f->open_days) });
    html(out, "</div>\n");
    govuk_button(out, (Button){ .text = "Save the form", .prevent_double_click = YES });
    html(out, "</form>\n");
}

static EvaluationForm form_typed(const Request *rq)
{
    return (EvaluationForm){ .id = rq->id, .kind = form_text(rq, "kind"), .name = form_text(rq, "name"), .intro = form_text(rq, "intro"), .after_days = form_number(rq, "after_days", -1),
                             .open_days = form_number(rq, "open_days", -1) };
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "New form", .frame = FRAME_OFFICE, .current = "evaluation", .back = HERE });
    html(out, "<h1 class=\"govuk-heading-l\">New form</h1>\n");
    form_fields(cx, rq, rs, HERE "/new", &(EvaluationForm){ .kind = "end", .name = "", .intro = "", .open_days = 14 }, true);
    page_end(rs);
    return OK;
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)
{
    EvaluationForm f = form_typed(rq);
    TRY(evaluation_form_add(cx, &f));
    rs->flash = "The form is saved. Put questions into it, and say for which courses it is.";
    return redirect(rs, text(cx, HERE "/%ld", (long)f.id));
}

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    EvaluationForm f = {0};
    TRY(evaluation_form_find(cx, rq->id, &f));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Change %s", f.name), .frame = FRAME_OFFICE, .current = "evaluation", .back = text(cx, HERE "/%ld", (long)f.id) });
    html(out, "<h1 class=\"govuk-heading-l\">Change %s</h1>\n", f.name);
    form_fields(cx, rq, rs, text(cx, HERE "/%ld/change", (long)f.id), &f, false);
    page_end(rs);
    return OK;
}

static Error *change_submit(Ctx *cx, Request *rq, Response *rs)
{
    const EvaluationForm f = form_typed(rq);
    TRY(evaluation_form_change(cx, &f));
    rs->flash = "The form is saved.";
    return redirect(rs, text(cx, HERE "/%ld", (long)rq->id));
}

ROUTES(evaluation_form_pages,
    GET ("/office/evaluations/forms",                          AUDIT,         forms_page),
    FORM("/office/evaluations/forms/new",                      RUN_PROGRAMME, new_show, NULL, new_submit),
    GET ("/office/evaluations/forms/:id",                      AUDIT,         form_page),
    GET ("/office/evaluations/forms/:id/preview",              AUDIT,         preview_page),
    FORM("/office/evaluations/forms/:id/change",               RUN_PROGRAMME, change_show, NULL, change_submit),
);
