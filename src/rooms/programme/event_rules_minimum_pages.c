/* From how many people an event goes ahead, and when that is decided: a part of the form on which an event's rules are set. */
#include "platform/base/text.h"
#include "rooms/programme/event_rules_pages.h"
#include "rooms/programme/minimum_rule.h"

static Error *minimum_show(Out *out, const Request *rq, const Event *event)
{
    MinimumRule rule = {0};
    TRY(minimum_rule_find(out->cx, event->id, &rule));
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Enough people</h2>");
    field_text(out, rq, (TextInput){ .name = "minimum", .label = "People needed for it to go ahead", .hint = "Leave empty where it goes ahead in any case. People see the number and the day on the event’s page.",
                                     .classes = "govuk-input--width-3", .inputmode = "numeric", .value = rule.people ? text(out->cx, "%ld", (long)rule.people) : "" });
    field_date(out, rq, (DateField){ .name = "decide_on", .legend = "Decided on", .hint = "Where there are fewer by then, you are asked that morning. Where there are enough, it goes ahead by itself.", .stored = rule.decide_on });
    field_checkbox(out, rq, "minimum_cancels", "Cancel it if nobody answers that day",
                   "Everybody booked is told that too few could come. Without this tick nothing is cancelled by itself: you are asked again each morning.", rule.cancels);
    return OK;
}

static Error *minimum_save(Ctx *cx, const Request *rq, const Event *event)
{
    const char *on = "";
    TRY(form_date(cx, rq, "decide_on", "The day on which it is decided", &on));
    return minimum_rule_set(cx, event, form_text(rq, "minimum"), on, form_has(rq, "minimum_cancels"));
}

static const char *minimum_words(Ctx *cx, const Event *event)
{
    MinimumRule rule = {0};
    return minimum_rule_find(cx, event->id, &rule) || !rule.people ? "Goes ahead from a number of people" : text(cx, "%s%s", minimum_rule_words(cx, &rule), rule.cancels ? ", or cancelled that day if nobody answers" : "");
}

const RulesPart rules_part_minimum = { RULE_MINIMUM, minimum_show, minimum_save, minimum_words };
