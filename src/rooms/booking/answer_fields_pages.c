/* An event's questions as fields; and those of everybody who is being booked, on the booking form. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/answer_pages.h"
#include "rooms/booking/book_form_pages.h"

enum { STRANGERS_MOST = 10 };

static const char *number_of(Ctx *cx, const Question *q, const char *answer)
{
    const char *const *options;
    size_t count;
    question_options(cx, q, &options, &count);
    for (size_t i = 0; i < count; i++)
        if (same(options[i], answer)) return text(cx, "%zu", i + 1);
    return "";
}

/* The numbers of the options that were chosen before, ending with NULL. */
static const char *const *numbers_of(Ctx *cx, const Question *q, const char *words)
{
    const char **numbers = array(cx, const char *, OPTIONS_MOST + 1);
    size_t n = 0;
    for (const char *at = words; *at && n < OPTIONS_MOST;) {
        size_t length = strcspn(at, "\n");
        const char *number = number_of(cx, q, text_copy(cx, at, length));
        if (*number) numbers[n++] = number;
        at += length + (at[length] == '\n');
    }
    return numbers;
}

static void question_put(Out *out, const Request *rq, const Question *q, const char *name, const char *only_if, const char *given)
{
    Ctx *cx = out->cx;
    const char *legend = q->needed ? q->words : text(cx, "%s (optional)", q->words);
    const char *hint = only_if ? text(cx, "%s.%s%s", only_if, *q->hint ? " " : "", q->hint) : *q->hint ? q->hint : NULL;
    const char *const *options;
    size_t count;
    if (same(q->kind, "text")) {
        field_text(out, rq, (TextInput){ .name = name, .label = legend, .label_classes = "govuk-label--s", .hint = hint, .value = given, .autocomplete = "off" });
        return;
    }
    question_options(cx, q, &options, &count);
    Option *items = array(cx, Option, count + 1);
    for (size_t i = 0; i < count; i++) items[i] = (Option){ .value = text(cx, "%zu", i + 1), .text = options[i] };
    if (same(q->kind, "several"))
        field_checkboxes(out, rq, (Checkboxes){ .name = name, .legend = legend, .legend_classes = "govuk-fieldset__legend--s", .hint = hint, .classes = "govuk-checkboxes--small", .items = items, .count = count,
                                                .values = numbers_of(cx, q, given) });
    else
        field_radios(out, rq, (Radios){ .name = name, .legend = legend, .legend_classes = "govuk-fieldset__legend--s", .hint = hint, .items = items, .count = count, .value = number_of(cx, q, given),
                                        .classes = count == 2 ? "govuk-radios--inline govuk-radios--small" : "govuk-radios--small" });
}

void answer_fields(Out *out, const Request *rq, const Question *questions, size_t count, const char *key, const AnswerGiven *given, size_t given_count)
{
    Ctx *cx = out->cx;
    html(out, "<input type=\"hidden\" name=\"%s\" value=\"1\">\n", answer_marker(cx, key));
    for (size_t i = 0; i < count; i++) {
        const Question *q = &questions[i], *on = question_among(questions, count, q->shown_if);
        const char *before = "";
        for (size_t k = 0; k < given_count; k++)
            if (given[k].question_id == q->id) before = given[k].words;
        if (on) html(out, "<div data-ly-only-if=\"%s\" data-ly-values=\"%s\" data-ly-all=\"\">", answer_field(cx, on->id, key), number_of(cx, on, q->shown_answer));
        question_put(out, rq, q, answer_field(cx, q->id, key), on ? text(cx, "Only if “%s” is answered “%s”", on->words, q->shown_answer) : NULL, before);
        if (on) html(out, "</div>\n");
    }
}

/* "q12_102" and "asked_102" alone: what else the form holds is not this room's to read as an answer. */
const TypedAnswers *answers_typed(Ctx *cx, const Request *rq)
{
    TypedAnswer *list = array(cx, TypedAnswer, rq->form_count + 1);
    TypedAnswers *typed = new(cx, TypedAnswers);
    for (size_t i = 0; i < rq->form_count; i++) {
        const char *name = rq->form[i].name;
        if ((*name == 'q' && strchr(name, '_')) || begins(name, "asked_")) list[typed->count++] = (TypedAnswer){ name, rq->form[i].value };
    }
    typed->list = list;
    return typed;
}

/* ---- on the booking form ---- */

static void person_begin(Out *out, const char *name)
{
    html(out, "<div class=\"ly-panel\"><fieldset class=\"govuk-fieldset\"><legend class=\"govuk-fieldset__legend govuk-fieldset__legend--m\"><h2 class=\"govuk-fieldset__heading\">%s</h2></legend>\n", name);
}

/* Those chosen so far, as the form has them: people of the list, then whoever was typed in. */
static void everybody_put(Out *out, const Request *rq, const BookForm *form, const Question *questions, size_t count)
{
    Ctx *cx = out->cx;
    for (size_t i = 0; i < form->picker->count; i++) {
        const Colleague *one = &form->picker->people[i];
        if (!form_ticked(rq, "person", text(cx, "%ld", (long)one->id))) continue;
        person_begin(out, one->name);
        answer_fields(out, rq, questions, count, answer_key(cx, one->id, 0), NULL, 0);
        html(out, "</fieldset></div>\n");
    }
    for (size_t i = 1, stranger = 0; i <= STRANGERS_MOST; i++) {
        const char *name = text_trim(cx, form_text(rq, text(cx, "name_%zu", i))), *email = form_text(rq, text(cx, "email_%zu", i));
        if (blank(name) && blank(email)) continue;
        person_begin(out, *name ? name : email);
        answer_fields(out, rq, questions, count, answer_key(cx, 0, ++stranger), NULL, 0);
        html(out, "</fieldset></div>\n");
    }
}

static void kept_words(Out *out)
{
    html(out, "<p class=\"govuk-body-s ly-quiet\">Whoever runs the event reads the answers. They are deleted %d days after it.</p>\n", ANSWERS_KEPT_DAYS);
}

/* Of colleagues, over the list of them: what is asked next, once they are chosen. */
static Error *answers_show(Out *out, const Request *rq, const BookForm *form)
{
    Ctx *cx = out->cx;
    Question *questions;
    size_t count;
    if (!form->others || !(form->event->rules & RULE_QUESTIONS)) return OK;
    TRY(questions_of(cx, form->event->id, &questions, &count));
    if (!rq->posted) {
        ly_note(out, LY_INFO, text(cx, "The organiser asks %s of each person. Choose who comes; the questions follow before anything is booked.", count == 1 ? "something" : text(cx, "%zu things", count)));
        return OK;
    }
    html(out, "<div id=\"answers\">");
    if (error_for(rq, "answers")) html(out, "<p class=\"govuk-body-l\">%s</p>\n", count == 1 ? "One question for each person, then confirm below." : text(cx, "%zu questions for each person, then confirm below.", count));
    everybody_put(out, rq, form, questions, count);
    html(out, "</div>\n");
    kept_words(out);
    return OK;
}

static Error *answers_read(Ctx *cx, const Request *rq, BookingRequest *request)
{
    request->answers = answers_typed(cx, rq);
    return OK;
}

const BookPart book_part_answers = { answers_show, answers_read };

/* Of oneself, under one's name; read with the others'. */
static Error *own_show(Out *out, const Request *rq, const BookForm *form)
{
    Ctx *cx = out->cx;
    Question *questions;
    size_t count;
    if (form->others || !(form->event->rules & RULE_QUESTIONS)) return OK;
    TRY(questions_of(cx, form->event->id, &questions, &count));
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-top-6 govuk-!-margin-bottom-2\" id=\"answers\">What the organiser asks</h2>\n");
    answer_fields(out, rq, questions, count, answer_key(cx, cx->who->id, 0), NULL, 0);
    kept_words(out);
    return OK;
}

static Error *own_read(Ctx *cx, const Request *rq, BookingRequest *request)
{
    (void)cx, (void)rq, (void)request;
    return OK;
}

const BookPart book_part_own_answers = { own_show, own_read };
