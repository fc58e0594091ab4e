/* Answering: by a link of one's own, without signing in, once. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/evaluation_pages.h"
#include "rooms/booking/evaluation_round.h"

static const char *held_words(Ctx *cx, const Evaluation *e)
{
    return e->session_count > 1 ? text(cx, "%s sessions from %s", number_words(cx, e->session_count), day_words(cx, e->starts_on)) : day_words(cx, e->starts_on);
}

/* What is kept of it, in so many words: people answer freely when they know. */
static void promise(Out *out)
{
    html(out, "<div class=\"ly-panel ly-panel--tint ly-small\"><h2 class=\"ly-h govuk-!-margin-bottom-2\">Nobody sees who said what</h2>"
              "<p class=\"govuk-!-margin-top-0\">With your name we keep only that you answered. Your answers are kept apart, without it, and mixed with those of at least %d people.</p>"
              "<p class=\"govuk-!-margin-bottom-0\">With fewer than %d nothing is shown, and what came is deleted unread.</p></div>\n", FEWEST - 1, FEWEST);
}

static void thanks(Out *out, const Evaluation *e)
{
    govuk_panel(out, (Panel){ .title = "Thank you", .text = "Your answers are in. Nobody sees that they are yours." });
    html(out, "<p class=\"govuk-body\">They go to whoever led %s, and to those who plan the programme, as soon as those of at least %d people are together. What is shown cannot be traced to you, "
              "and so it cannot be changed any more either.</p>\n<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/courses\">See what is coming</a></p>\n", e->title, FEWEST);
}

static Error *evaluate_show(Ctx *cx, const Request *rq, Response *rs)
{
    Evaluation e = {0};
    EvaluationItem *items;
    size_t count;
    TRY(evaluation_find(cx, rq->word, &e));
    TRY(evaluation_form_items(cx, e.form_id, &items, &count));
    rs->private_page = true;
    bool later = same(e.kind, "follow-up");
    const char *title = later ? text(cx, "What came of %s?", e.title) : text(cx, "How was %s?", e.title);

    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_TASK, .wide = true });
    if (e.answered) {
        html(out, "<div class=\"ly-read\">");
        thanks(out, &e);
        html(out, "</div>");
        page_end(rs);
        return OK;
    }
    html(out, "<div class=\"ly-split ly-split--right ly-split--ahead\"><div>\n<h1 class=\"govuk-heading-l govuk-!-margin-bottom-1\">%s</h1>\n<p class=\"ly-quiet govuk-!-margin-top-0\">%s%s%s</p>\n", title, held_words(cx, &e),
         *e.led_by ? ", led by " : "", e.led_by);
    html(out, "</div>\n<aside aria-label=\"About your answers\">");
    promise(out);
    html(out, "</aside>\n<div class=\"ly-read\">");
    if (!evaluation_open(cx, &e)) {
        ly_empty(out, (LyEmpty){ .title = "The time to answer is over", .words = text(cx, "Answers were taken until %s.", day_words(cx, date_of(cx, (e.closed_at ? e.closed_at : e.closes_at) - 1))),
                                 .act = "See the programme", .act_href = "/courses", .plain = true });
    } else {
        if (*e.intro) html(out, "<p class=\"govuk-body\">%s</p>\n", e.intro);
        form_begin(cx, rq, rs, text(cx, "/evaluate/%s", rq->word), false);
        evaluation_fields(out, rq, items, count);
        govuk_button(out, (Button){ .text = "Send my answers", .prevent_double_click = YES });
        html(out, "</form>\n<p class=\"ly-small ly-quiet\">You can answer until %s.</p>", day_words(cx, date_of(cx, e.closes_at - 1)));
    }
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static EvaluationAnswer answer_typed(Ctx *cx, const Request *rq, const EvaluationItem *item)
{
    const char *name = text(cx, "q%ld", (long)item->question_id);
    EvaluationAnswer answer = { .question_id = item->question_id, .words = "" };
    size_t n;
    if (same(item->kind, "text")) {
        answer.words = form_text(rq, name);
        return answer;
    }
    const char *const *values = form_list(cx, rq, name, &n);
    for (size_t i = 0; i < n; i++) {
        int64_t choice;
        bool known = number_parse(values[i], 1, EVALUATION_CHOICES_MOST, &choice);
        answer.choices |= (int64_t)1 << (known ? choice : EVALUATION_CHOICES_MOST + 1);   /* one that is not offered is refused */
    }
    return answer;
}

static Error *evaluate_submit(Ctx *cx, Request *rq, Response *rs)
{
    Evaluation e = {0};
    EvaluationItem *items;
    size_t count;
    rs->untraced = true;
    TRY(evaluation_find(cx, rq->word, &e));
    TRY(evaluation_form_items(cx, e.form_id, &items, &count));
    EvaluationAnswer *answers = array(cx, EvaluationAnswer, count + 1);
    for (size_t i = 0; i < count; i++) answers[i] = answer_typed(cx, rq, &items[i]);
    TRY(evaluation_answer(cx, rq->word, answers, count));
    return redirect(rs, text(cx, "/evaluate/%s", rq->word));
}

ROUTES(evaluation_pages,
    FORM("/evaluate/*", PUBLIC, evaluate_show, NULL, evaluate_submit),
);
