/* Questions of an evaluation as fields. */
#include "platform/base/text.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/evaluation_pages.h"
#include "rooms/booking/evaluation_round.h"

/* "Only if you chose “Yes, a lot” or “Yes, in part” above". The numbers of those choices go to the script that hides the rest. */
static const char *only_if_words(Ctx *cx, const EvaluationItem *on, bool yes, const char **numbers)
{
    const char *const *choices;
    size_t count, n = 0, last = 0;
    Draft words = { .cx = cx }, list = { .cx = cx };
    evaluation_choices(cx, on->kind, on->choices, &choices, &count);
    for (size_t i = 0; i < count; i++) last = evaluation_means_yes(on->kind, on->yes, (int64_t)i + 1) == yes ? i : last;
    for (size_t i = 0; i < count; i++) {
        if (evaluation_means_yes(on->kind, on->yes, (int64_t)i + 1) != yes) continue;
        draft_add(&words, "%s“%s”", !n ? "" : i == last ? " or " : ", ", choices[i]);
        draft_add(&list, "%s%zu", n++ ? " " : "", i + 1);
    }
    *numbers = draft_text(&list);
    return text(cx, "Only if you chose %s above", draft_text(&words));
}

static void options_put(Out *out, const Request *rq, const EvaluationItem *item, const char *name, const char *legend, const char *hint)
{
    Ctx *cx = out->cx;
    const char *const *choices;
    size_t count;
    evaluation_choices(cx, item->kind, item->choices, &choices, &count);
    Option *options = array(cx, Option, count + 1);
    for (size_t i = 0; i < count; i++) options[i] = (Option){ .value = text(cx, "%zu", i + 1), .text = choices[i] };
    if (same(item->kind, "many"))
        field_checkboxes(out, rq, (Checkboxes){ .name = name, .legend = legend, .legend_classes = "govuk-fieldset__legend--s", .hint = hint, .items = options, .count = count });
    else
        field_radios(out, rq, (Radios){ .name = name, .legend = legend, .legend_classes = "govuk-fieldset__legend--s", .hint = hint, .items = options, .count = count,
                                        .classes = same(item->kind, "scale") ? "ly-scale" : NULL });
}

static void item_put(Out *out, const Request *rq, const EvaluationItem *item, const char *only_if)
{
    Ctx *cx = out->cx;
    const char *name = text(cx, "q%ld", (long)item->question_id);
    const char *legend = item->needed ? item->words : text(cx, "%s (optional)", item->words);
    const char *hint = only_if ? text(cx, "%s.%s%s", only_if, *item->hint ? " " : "", item->hint) : *item->hint ? item->hint : NULL;
    if (!same(item->kind, "text")) options_put(out, rq, item, name, legend, hint);
    else
        field_character_count(out, rq, (CharacterCount){ .characters = ANSWER_WORDS_MOST, .threshold = 75,
            .textarea = { .name = name, .label = legend, .label_classes = "govuk-label--s", .hint = hint, .rows = 3 } });
}

void evaluation_fields(Out *out, const Request *rq, const EvaluationItem *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const EvaluationItem *on = NULL;
        for (size_t j = 0; j < i; j++)
            if (items[j].question_id == items[i].shown_if_question_id) on = &items[j];
        if (!on) {
            item_put(out, rq, &items[i], NULL);
            continue;
        }
        const char *numbers, *words = only_if_words(out->cx, on, items[i].shown_if_yes != 0, &numbers);
        html(out, "<div data-ly-only-if=\"q%ld\" data-ly-values=\"%s\" data-ly-all=\"%s\">", (long)on->question_id, numbers, items[i].shown_if_yes ? "" : "all");
        item_put(out, rq, &items[i], words);
        html(out, "</div>\n");
    }
}
