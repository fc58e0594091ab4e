/* What the office does with a form: its questions, its courses, and whether it is the standard one. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/evaluation_pages.h"
#include "rooms/members/permission.h"
#include "rooms/programme/course_list.h"

#define HERE "/office/evaluations/forms"

/* ---- its questions ---- */

static bool has_item(const EvaluationItem *items, size_t count, int64_t question_id)
{
    for (size_t i = 0; i < count; i++)
        if (items[i].question_id == question_id) return true;
    return false;
}

static void condition_field(Out *out, const Request *rq, const EvaluationItem *items, size_t count)
{
    Ctx *cx = out->cx;
    SelectItem *choices = array(cx, SelectItem, 2 * count + 1);
    size_t n = 0;
    choices[n++] = (SelectItem){ .value = "", .text = "To everybody" };
    for (size_t i = 0; i < count; i++) {
        if (same(items[i].kind, "text")) continue;
        choices[n++] = (SelectItem){ .value = text(cx, "%ld-yes", (long)items[i].question_id), .text = text(cx, "Only if the answer means yes: %s", items[i].words) };
        choices[n++] = (SelectItem){ .value = text(cx, "%ld-no", (long)items[i].question_id), .text = text(cx, "Only if it does not mean yes: %s", items[i].words) };
    }
    field_select(out, rq, (Select){ .name = "shown_if", .label = "Shown", .label_classes = "govuk-label--s", .items = choices, .count = n, .value = "" });
}

static Error *item_new_show(Ctx *cx, const Request *rq, Response *rs)
{
    EvaluationForm f = {0};
    EvaluationItem *items;
    EvaluationQuestion *bank;
    size_t count, bank_count, n = 0;
    TRY(evaluation_form_find(cx, rq->id, &f));
    TRY(evaluation_form_items(cx, f.id, &items, &count));
    TRY(evaluation_bank(cx, &bank, &bank_count));
    Option *options = array(cx, Option, bank_count + 1);
    for (size_t i = 0; i < bank_count; i++)
        if (!bank[i].retired && !has_item(items, count, bank[i].id))
            options[n++] = (Option){ .value = text(cx, "%ld", (long)bank[i].id), .text = bank[i].words, .hint = text(cx, "%s, %s", evaluation_about_words(bank[i].about), evaluation_kind_words(bank[i].kind)) };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a question to the form", .frame = FRAME_OFFICE, .current = "evaluation", .back = text(cx, HERE "/%ld", (long)f.id) });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Add a question</h1>\n", f.name);
    if (!n) ly_empty(out, (LyEmpty){ .title = "Every question of the bank is in this form", .words = "Write a new one, and it can be chosen here.", .act = "Add to the bank", .act_href = "/office/evaluations/questions/new", .plain = true });
    else {
        form_begin(cx, rq, rs, text(cx, HERE "/%ld/questions/new", (long)f.id), false);
        field_radios(out, rq, (Radios){ .name = "question", .legend = "Which question of the bank?", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-radios--small", .items = options, .count = n });
        field_checkbox(out, rq, "needed", "It must be answered", NULL, false);
        condition_field(out, rq, items, count);
        govuk_button(out, (Button){ .text = "Add the question", .prevent_double_click = YES });
        html(out, "</form>\n");
    }
    page_end(rs);
    return OK;
}

static Error *item_new_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *condition = form_text(rq, "shown_if"), *dash = strchr(condition, '-');
    EvaluationItem item = { .question_id = form_number(rq, "question", 0), .needed = form_ticked(rq, "needed", "1"), .shown_if_yes = !ends(condition, "-no") };
    if (dash && !number_parse(text_copy(cx, condition, (size_t)(dash - condition)), 1, INT64_MAX, &item.shown_if_question_id)) item.shown_if_question_id = -1;
    if (!dash && !blank(condition)) item.shown_if_question_id = -1;   /* one that is not offered is refused */
    TRY(evaluation_item_add(cx, rq->id, &item));
    rs->flash = "The question is in the form.";
    return redirect(rs, text(cx, HERE "/%ld", (long)rq->id));
}

static Error *item_up_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(evaluation_item_move(cx, rq->id, rq->id2));
    return redirect(rs, text(cx, HERE "/%ld", (long)rq->id));
}

static Error *item_remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(evaluation_item_remove(cx, rq->id, rq->id2));
    rs->flash = "The question is not in the form any more. Answers that came stay.";
    return redirect(rs, text(cx, HERE "/%ld", (long)rq->id));
}

/* ---- its courses ---- */

static Error *course_new_show(Ctx *cx, const Request *rq, Response *rs)
{
    EvaluationForm f = {0};
    CoursesRow *courses;
    size_t count, n = 0;
    TRY(evaluation_form_find(cx, rq->id, &f));
    TRY(courses_list(cx, &(CoursesFilter){ .words = "", .state = "", .kind = "" }, 1000, &courses, &count));
    SelectItem *items = array(cx, SelectItem, count + 1);
    items[n++] = (SelectItem){ .value = "", .text = "Choose a course" };
    for (size_t i = 0; i < count; i++) items[n++] = (SelectItem){ .value = text(cx, "%ld", (long)courses[i].id), .text = text(cx, "%s %s", courses[i].code, courses[i].title) };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Use the form for a course", .frame = FRAME_OFFICE, .current = "evaluation", .back = text(cx, HERE "/%ld", (long)f.id) });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Use the form for a course</h1>\n<p class=\"govuk-body\">It takes the place of the form that the course has now. What has been sent stays as it was.</p>\n", f.name);
    form_begin(cx, rq, rs, text(cx, HERE "/%ld/courses/new", (long)f.id), false);
    field_select(out, rq, (Select){ .name = "course", .label = "Course", .label_classes = "govuk-label--s", .items = items, .count = n, .value = "" });
    govuk_button(out, (Button){ .text = "Use it", .prevent_double_click = YES });
    html(out, "</form>\n");
    page_end(rs);
    return OK;
}

static Error *course_new_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(evaluation_of_course_set(cx, form_number(rq, "course", 0), rq->id));
    rs->flash = "The course uses this form from its next event on.";
    return redirect(rs, text(cx, HERE "/%ld", (long)rq->id));
}

static Error *course_remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(evaluation_of_course_reset(cx, rq->id2, rq->id));
    rs->flash = "The course has the standard form again.";
    return redirect(rs, text(cx, HERE "/%ld", (long)rq->id));
}

static Error *standard_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(evaluation_form_make_standard(cx, rq->id));
    rs->flash = "It is the standard form now.";
    return redirect(rs, text(cx, HERE "/%ld", (long)rq->id));
}

static Error *retire_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(evaluation_form_retire(cx, rq->id, true));
    rs->flash = "The form is retired and is not sent any more.";
    return redirect(rs, text(cx, HERE "/%ld", (long)rq->id));
}

static Error *bring_back_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(evaluation_form_retire(cx, rq->id, false));
    rs->flash = "The form is in use again.";
    return redirect(rs, text(cx, HERE "/%ld", (long)rq->id));
}

ROUTES(evaluation_form_acts_pages,
    FORM("/office/evaluations/forms/:id/questions/new",        RUN_PROGRAMME, item_new_show, NULL, item_new_submit),
    POST("/office/evaluations/forms/:id/questions/:id/up",     RUN_PROGRAMME, NULL, item_up_submit),
    POST("/office/evaluations/forms/:id/questions/:id/remove", RUN_PROGRAMME, NULL, item_remove_submit),
    FORM("/office/evaluations/forms/:id/courses/new",          RUN_PROGRAMME, course_new_show, NULL, course_new_submit),
    POST("/office/evaluations/forms/:id/courses/:id/remove",   RUN_PROGRAMME, NULL, course_remove_submit),
    POST("/office/evaluations/forms/:id/standard",             RUN_PROGRAMME, NULL, standard_submit),
    POST("/office/evaluations/forms/:id/retire",               RUN_PROGRAMME, NULL, retire_submit),
    POST("/office/evaluations/forms/:id/bring-back",           RUN_PROGRAMME, NULL, bring_back_submit),
);
