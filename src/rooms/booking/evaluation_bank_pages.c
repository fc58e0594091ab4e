/* The office's bank of questions for evaluation. */
#include "platform/base/text.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/evaluation_pages.h"
#include "rooms/members/permission.h"

#define HERE "/office/evaluations/questions"

void evaluation_head(Out *out, EvaluationTab tab, const char *button, const char *href)
{
    const LyTab tabs[] = {
        { .text = "What people said", .href = "/office/evaluations", .current = tab == TAB_RESULTS },
        { .text = "Forms", .href = "/office/evaluations/forms", .current = tab == TAB_FORMS },
        { .text = "Questions", .href = HERE, .current = tab == TAB_QUESTIONS },
    };
    ly_head_begin(out, "Evaluation");
    if (button) {
        ly_head_buttons(out);
        ly_small_button(out, button, href, true);
    }
    ly_head_end(out, button != NULL);
    ly_tabs(out, "Evaluation", tabs, may(out->cx, AUDIT) ? COUNT(tabs) : 1);
}

static void act(Ctx *cx, const Request *rq, Response *rs, const EvaluationQuestion *q, const char *verb, const char *words)
{
    form_begin(cx, rq, rs, text(cx, HERE "/%ld/%s", (long)q->id, verb), false);
    html(&rs->out, "<button type=\"submit\" class=\"ly-linklike\">%s<span class=\"govuk-visually-hidden\"> %s</span></button></form>", words, q->words);
}

static const char *choices_line(Ctx *cx, const EvaluationQuestion *q)
{
    const char *const *choices;
    size_t count;
    Draft line = { .cx = cx };
    evaluation_choices(cx, q->kind, q->choices, &choices, &count);
    if (same(q->kind, "scale")) return count ? text(cx, "From %s to %s", choices[0], choices[count - 1]) : "";
    for (size_t i = 0; i < count; i++) draft_add(&line, "%s%s", i ? "; " : "", choices[i]);
    return draft_text(&line);
}

static void question_row(Ctx *cx, const Request *rq, Response *rs, const EvaluationQuestion *q, bool changes)
{
    Out *out = &rs->out;
    html(out, "<tr><th scope=\"row\"><span>%s<span class=\"ly-sub\">%s</span></span></th><td data-label=\"About\">%s</td><td data-label=\"Answered\">%s</td>", q->words, choices_line(cx, q),
         evaluation_about_words(q->about), evaluation_kind_words(q->kind));
    if (!changes) {
        html(out, "<td data-label=\"State\">%s</td></tr>\n", q->retired ? "Retired" : "In use");
        return;
    }
    html(out, "<td data-label=\"Act\"><div class=\"ly-acts\"><a class=\"govuk-link\" href=\"" HERE "/%ld\">Change<span class=\"govuk-visually-hidden\"> %s</span></a> ", (long)q->id, q->words);
    if (q->retired) act(cx, rq, rs, q, "bring-back", "Bring back");
    else act(cx, rq, rs, q, "retire", "Retire");
    html(out, "</div></td></tr>\n");
}

static Error *questions_page(Ctx *cx, const Request *rq, Response *rs)
{
    EvaluationQuestion *list;
    size_t count;
    bool changes = may(cx, RUN_PROGRAMME);
    TRY(evaluation_bank(cx, &list, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Questions for evaluation", .frame = FRAME_OFFICE, .current = "evaluation", .wide = true });
    evaluation_head(out, TAB_QUESTIONS, changes ? "Add a question" : NULL, HERE "/new");
    html(out, "<p class=\"govuk-body\">Forms are made of these. A question that has been asked keeps its words, so that its answers can be added up over the years.</p>\n");
    if (!count) ly_empty(out, (LyEmpty){ .title = "The bank is empty", .words = "Write the first question. Every form can use it.", .act = changes ? "Add a question" : NULL, .act_href = HERE "/new" });
    else {
        html(out, "<div class=\"ly-panel ly-panel--flush\">");
        ly_table_begin(out, (LyTable){ .caption = "Questions of the bank", .boxed = true, .phone = true,
                                       LY_COLUMNS({ .text = "Question" }, { .text = "About" }, { .text = "Answered by" }, { .text = changes ? "Act" : "State" }) });
        for (size_t i = 0; i < count; i++) question_row(cx, rq, rs, &list[i], changes);
        ly_table_end(out);
        html(out, "</div>\n");
    }
    page_end(rs);
    return OK;
}

static void question_form(Ctx *cx, const Request *rq, Response *rs, const char *action, const EvaluationQuestion *q)
{
    Out *out = &rs->out;
    form_begin(cx, rq, rs, action, false);
    field_text(out, rq, (TextInput){ .name = "words", .label = "Question", .label_classes = "govuk-label--s", .value = q->words });
    field_text(out, rq, (TextInput){ .name = "hint", .label = "Hint (optional)", .label_classes = "govuk-label--s", .value = q->hint });
    field_radios(out, rq, (Radios){ .name = "about", .legend = "What is it about?", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-radios--small", .value = q->about,
        .hint = "Answers about the course make its rating in the catalogue; those about who led it are summed up for them",
        OPTIONS({ .value = "course", .text = "The course" }, { .value = "facilitator", .text = "Who led it" }, { .value = "venue", .text = "The place" },
                { .value = "practice", .text = "Practice: what people do differently" }, { .value = "pupils", .text = "Pupils: what they gained" }) });
    field_radios(out, rq, (Radios){ .name = "kind", .legend = "How is it answered?", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-radios--small", .value = q->kind,
        OPTIONS({ .value = "scale", .text = "On a scale from 1 to 5" }, { .value = "choice", .text = "By one of several choices" }, { .value = "many", .text = "By any of several choices" },
                { .value = "text", .text = "In words" }) });
    field_textarea(out, rq, (Textarea){ .name = "choices", .label = "Choices", .label_classes = "govuk-label--s", .rows = 5, .value = q->choices,
        .hint = "Each on a line of its own, those that mean yes first. For a scale two lines: what 1 means, and what 5 means. For words none" });
    field_text(out, rq, (TextInput){ .name = "yes", .label = "How many of the first choices mean yes?", .label_classes = "govuk-label--s", .classes = "govuk-input--width-2", .inputmode = "numeric",
        .value = text(cx, "%ld", (long)q->yes), .hint = "Of a scale, 4 and 5 do" });
    govuk_button(out, (Button){ .text = "Save the question", .prevent_double_click = YES });
    html(out, "</form>\n");
}

static EvaluationQuestion question_typed(const Request *rq)
{
    return (EvaluationQuestion){ .id = rq->id, .kind = form_text(rq, "kind"), .about = form_text(rq, "about"), .words = form_text(rq, "words"), .hint = form_text(rq, "hint"),
                                 .choices = form_text(rq, "choices"), .yes = blank(form_text(rq, "yes")) ? 0 : form_number(rq, "yes", -1) };
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a question", .frame = FRAME_OFFICE, .current = "evaluation", .back = HERE });
    html(out, "<h1 class=\"govuk-heading-l\">Add a question</h1>\n");
    question_form(cx, rq, rs, HERE "/new", &(EvaluationQuestion){ .kind = "", .about = "", .words = "", .hint = "", .choices = "" });
    page_end(rs);
    return OK;
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)
{
    EvaluationQuestion q = question_typed(rq);
    TRY(evaluation_question_add(cx, &q));
    rs->flash = "The question is in the bank. Put it into a form, and it is asked.";
    return redirect(rs, HERE);
}

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    EvaluationQuestion q = {0};
    TRY(evaluation_question_find(cx, rq->id, &q));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Change a question", .frame = FRAME_OFFICE, .current = "evaluation", .back = HERE });
    html(out, "<h1 class=\"govuk-heading-l\">Change a question</h1>\n");
    if (q.asked) ly_note(out, LY_INFO, "It has been asked already, so only its hint can be changed. For other words add a new question and retire this one.");
    question_form(cx, rq, rs, text(cx, HERE "/%ld", (long)q.id), &q);
    page_end(rs);
    return OK;
}

static Error *change_submit(Ctx *cx, Request *rq, Response *rs)
{
    const EvaluationQuestion q = question_typed(rq);
    TRY(evaluation_question_change(cx, &q));
    rs->flash = "The question is saved.";
    return redirect(rs, HERE);
}

static Error *retire_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(evaluation_question_retire(cx, rq->id, true));
    rs->flash = "The question is retired. Forms that have it keep it.";
    return redirect(rs, HERE);
}

static Error *bring_back_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(evaluation_question_retire(cx, rq->id, false));
    rs->flash = "The question is in use again.";
    return redirect(rs, HERE);
}

ROUTES(evaluation_bank_pages,
    GET ("/office/evaluations/questions",                AUDIT,         questions_page),
    FORM("/office/evaluations/questions/new",            RUN_PROGRAMME, new_show, NULL, new_submit),
    FORM("/office/evaluations/questions/:id",            RUN_PROGRAMME, change_show, NULL, change_submit),
    POST("/office/evaluations/questions/:id/retire",     RUN_PROGRAMME, NULL, retire_submit),
    POST("/office/evaluations/questions/:id/bring-back", RUN_PROGRAMME, NULL, bring_back_submit),
);
