/* The office, or a department, says what an event asks of each person who is booked on it. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event_rules_pages.h"
#include "rooms/programme/office_pages.h"
#include "rooms/programme/question.h"

static const char *here(Ctx *cx, int64_t event_id) { return text(cx, "/office/events/%ld/questions", (long)event_id); }

static const char *when_asked(Ctx *cx, const Question *list, size_t count, const Question *q)
{
    const Question *on = question_among(list, count, q->shown_if);
    return on ? text(cx, "Only if “%s” is answered “%s”", on->words, q->shown_answer) : "Asked of everybody";
}

static const char *answered_by(Ctx *cx, const Question *q)
{
    const char *const *options;
    size_t count;
    question_options(cx, q, &options, &count);
    return count > 2 || same(q->kind, "several") ? text(cx, "%s: %s", question_kind_words(q->kind), text_list(cx, options, count)) : count && !same(q->kind, "yes") ? text_list(cx, options, count) : question_kind_words(q->kind);
}

static void act(Ctx *cx, const Request *rq, Response *rs, const char *to, const char *words, const char *hidden)
{
    form_begin(cx, rq, rs, to, false);
    html(&rs->out, "<button type=\"submit\" class=\"ly-linklike\">%s<span class=\"govuk-visually-hidden\"> %s</span></button></form>", words, hidden);
}

static void question_row(Ctx *cx, const Request *rq, Response *rs, const Question *list, size_t count, size_t i, bool changes)
{
    Out *out = &rs->out;
    const Question *q = &list[i];
    const char *to = text(cx, "%s/%ld", here(cx, q->event_id), (long)q->id);
    html(out, "<tr><th scope=\"row\"><span>");
    if (changes) html(out, "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"%s\">%s</a>", to, q->words);
    else html(out, "%s", q->words);
    html(out, "<span class=\"ly-sub\">%s. %s</span></span></th><td data-label=\"Answered by\">%s</td><td data-label=\"Act\"><div class=\"ly-acts\">", q->needed ? "Must be answered" : "May be left out",
         when_asked(cx, list, count, q), answered_by(cx, q));
    if (changes && i && q->shown_if != list[i - 1].id) act(cx, rq, rs, text(cx, "%s/up", to), "Up", q->words);
    if (changes) act(cx, rq, rs, text(cx, "%s/drop", to), "Take away", q->words);
    html(out, "</div></td></tr>\n");
}

static Error *questions_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Question *list;
    size_t count;
    TRY(event_find_own(cx, rq->id, &event));
    TRY(questions_of(cx, rq->id, &list, &count));
    bool changes = !one_of(event.state, "cancelled archived");
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Questions: %s", event.title), .frame = FRAME_OFFICE, .current = "office-programme",
                                              CRUMBS({ "Programme", "/office/programme" }, { event.code, course_page_path(cx, event.course_id) }) });
    event_head(out, &event);
    event_tabs(out, &event, "answers");
    html(out, "<div class=\"ly-row ly-row--apart\"><p class=\"govuk-body\">Asked of each person when they are booked. You see who answered what; it is deleted after the event.</p><div class=\"ly-buttons\">");
    if (count) ly_small_button(out, "Answers", text(cx, "/office/events/%ld/answers", (long)rq->id), false);
    if (changes && count && count < QUESTIONS_MOST) ly_small_button(out, "Add a question", text(cx, "%s/new", here(cx, rq->id)), true);
    html(out, "</div></div>\n");
    if (!count) ly_empty(out, (LyEmpty){ .title = "This event asks nothing", .words = "Ask what you must know to run it well: which class they teach, or whether they stay for lunch. What they need on the day they say themselves, once, in their account.",
                                         .act = changes ? "Add a question" : NULL, .act_href = changes ? text(cx, "%s/new", here(cx, rq->id)) : NULL, .plain = true });
    else {
        html(out, "<div class=\"ly-panel ly-panel--flush\">");
        ly_table_begin(out, (LyTable){ .caption = "Questions of this event, in their order", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Question" }, { .text = "Answered by" }, { .text = "Act" }) });
        for (size_t i = 0; i < count; i++) question_row(cx, rq, rs, list, count, i, changes);
        ly_table_end(out);
        html(out, "</div>\n");
    }
    page_end(rs);
    return OK;
}

/* ---- one of them ---- */

/* "12-1": only where question 12 is answered with its first option. */
static const char *condition_value(Ctx *cx, const Question *on, const char *answer)
{
    const char *const *options;
    size_t count;
    question_options(cx, on, &options, &count);
    for (size_t i = 0; i < count; i++)
        if (same(options[i], answer)) return text(cx, "%ld-%zu", (long)on->id, i + 1);
    return "";
}

static void condition_field(Out *out, const Request *rq, const Question *list, size_t count, const Question *q)
{
    Ctx *cx = out->cx;
    SelectItem *items = array(cx, SelectItem, count * OPTIONS_MOST + 1);
    const Question *on = question_among(list, count, q->shown_if);
    size_t n = 0;
    items[n++] = (SelectItem){ .value = "", .text = "Of everybody" };
    for (size_t i = 0; i < count && list[i].id != q->id; i++) {
        const char *const *options;
        size_t option_count;
        question_options(cx, &list[i], &options, &option_count);
        for (size_t k = 0; k < option_count; k++)
            items[n++] = (SelectItem){ .value = text(cx, "%ld-%zu", (long)list[i].id, k + 1), .text = text(cx, "Only if “%s” is answered “%s”", list[i].words, options[k]) };
    }
    if (n > 1) field_select(out, rq, (Select){ .name = "shown_if", .label = "Asked", .label_classes = "govuk-label--s", .items = items, .count = n, .value = on ? condition_value(cx, on, q->shown_answer) : "" });
}

static Error *question_form(Ctx *cx, const Request *rq, Response *rs, int64_t id)
{
    Event event = {0};
    Question *list, none = { .words = "", .hint = "", .kind = "", .options = "", .shown_answer = "" };
    size_t count;
    TRY(event_find_own(cx, rq->id, &event));
    TRY(questions_of(cx, rq->id, &list, &count));
    const Question *q = id ? question_among(list, count, id) : &none;
    if (!q) return missing(cx, "event %ld asks no question %ld", (long)rq->id, (long)id);
    const char *title = id ? "Change the question" : "Add a question";
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "%s: %s", title, event.title), .frame = FRAME_OFFICE, .current = "office-programme", .back = here(cx, rq->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>%s</h1>\n", event.title, title);
    form_begin(cx, rq, rs, id ? text(cx, "%s/%ld", here(cx, rq->id), (long)id) : text(cx, "%s/new", here(cx, rq->id)), false);
    field_text(out, rq, (TextInput){ .name = "words", .label = "Question", .label_classes = "govuk-label--s", .hint = "Not about health: what people need they say in their account, and share it", .value = q->words });
    field_text(out, rq, (TextInput){ .name = "hint", .label = "Hint (optional)", .label_classes = "govuk-label--s", .value = q->hint });
    field_radios(out, rq, (Radios){ .name = "kind", .legend = "How is it answered?", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-radios--small", .value = q->kind,
        OPTIONS({ .value = "text", .text = "In words of their own" }, { .value = "yes", .text = "Yes or no" }, { .value = "one", .text = "One of several answers" }, { .value = "several", .text = "Any number of several answers" }) });
    field_textarea(out, rq, (Textarea){ .name = "options", .label = "Answers to choose from, a line each", .label_classes = "govuk-label--s", .hint = "Where it is answered by one or several of them", .rows = 4, .value = q->options });
    condition_field(out, rq, list, count, q);
    field_checkbox(out, rq, "needed", "It must be answered", "By whoever it is asked of", q->needed);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save the question", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Change nothing</a></div></form></div>\n", here(cx, rq->id));
    page_end(rs);
    return OK;
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)    { return question_form(cx, rq, rs, 0); }
static Error *change_show(Ctx *cx, const Request *rq, Response *rs) { return question_form(cx, rq, rs, rq->id2); }

/* The number of an option becomes its words, by the questions as they are now. */
static Error *condition_typed(Ctx *cx, const Request *rq, Question *q)
{
    const char *typed = form_text(rq, "shown_if"), *dash = strchr(typed, '-'), *const *options;
    Question *list;
    size_t count, option_count;
    int64_t number;
    if (blank(typed)) return OK;
    TRY(questions_of(cx, rq->id, &list, &count));
    bool said = dash && number_parse(text_copy(cx, typed, (size_t)(dash - typed)), 1, INT64_MAX, &q->shown_if) && number_parse(dash + 1, 1, OPTIONS_MOST, &number);
    const Question *on = said ? question_among(list, count, q->shown_if) : NULL;
    if (!on) return invalid(cx, "shown_if", "Choose when it is asked from the list");
    question_options(cx, on, &options, &option_count);
    if (number > (int64_t)option_count) return invalid(cx, "shown_if", "Choose when it is asked from the list");
    q->shown_answer = options[number - 1];
    return OK;
}

static Error *save(Ctx *cx, Request *rq, Response *rs, int64_t id)
{
    Question q = { .id = id, .event_id = rq->id, .words = form_text(rq, "words"), .hint = form_text(rq, "hint"), .kind = form_text(rq, "kind"), .options = form_text(rq, "options"),
                   .needed = form_has(rq, "needed"), .shown_answer = "" };
    Event event = {0};
    TRY(event_find_own(cx, rq->id, &event));
    TRY(condition_typed(cx, rq, &q));
    TRY(question_save(cx, &q));
    rs->flash = "The question is saved.";
    return redirect(rs, here(cx, rq->id));
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)    { return save(cx, rq, rs, 0); }
static Error *change_submit(Ctx *cx, Request *rq, Response *rs) { return save(cx, rq, rs, rq->id2); }

static Error *up_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(question_up(cx, rq->id, rq->id2));
    return redirect(rs, here(cx, rq->id));
}

static Error *drop_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(question_drop(cx, rq->id, rq->id2));
    rs->flash = "The question is asked no more. What was answered to it stays until it is deleted after the event.";
    return redirect(rs, here(cx, rq->id));
}

/* ---- among the rules ---- */

static Error *part_show(Out *out, const Request *rq, const Event *event)
{
    (void)rq;
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Questions on booking</h2>\n<p class=\"govuk-body\">%s <a class=\"govuk-link\" href=\"%s\">%s</a></p>\n",
         event->rules & RULE_QUESTIONS ? "Each person is asked some." : "None is asked.", here(out->cx, event->id), event->rules & RULE_QUESTIONS ? "See the questions" : "Ask something");
    return OK;
}

static Error *part_save(Ctx *cx, const Request *rq, const Event *event)
{
    (void)cx, (void)rq, (void)event;
    return OK;   /* they have a page of their own */
}

static const char *part_words(Ctx *cx, const Event *event)
{
    (void)cx, (void)event;
    return "Each person answers questions when they are booked";
}

const RulesPart rules_part_questions = { RULE_QUESTIONS, part_show, part_save, part_words };

ROUTES(office_question_pages,
    GET ("/office/events/:id/questions",          OWN_COURSES, questions_show),
    FORM("/office/events/:id/questions/new",      OWN_COURSES, new_show, NULL, new_submit),
    FORM("/office/events/:id/questions/:id",      OWN_COURSES, change_show, NULL, change_submit),
    POST("/office/events/:id/questions/:id/up",   OWN_COURSES, NULL, up_submit),
    POST("/office/events/:id/questions/:id/drop", OWN_COURSES, NULL, drop_submit),
);
