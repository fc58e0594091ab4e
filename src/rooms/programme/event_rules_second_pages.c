/* When a second date is proposed: a part of the form on which an event's rules are set. */
#include "platform/base/text.h"
#include "rooms/programme/event_rules_pages.h"
#include "rooms/programme/second_date_rule.h"

static Error *second_show(Out *out, const Request *rq, const Event *event)
{
    int64_t waiting = 0;
    TRY(second_date_rule_find(out->cx, event->id, &waiting));
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">A second date</h2>");
    field_text(out, rq, (TextInput){ .name = "second_date", .label = "Propose a second date when so many people wait", .hint = "Leave empty to decide by yourself. Nothing is made without you: you choose the date, and who waits is offered it.",
                                     .classes = "govuk-input--width-3", .inputmode = "numeric", .value = waiting ? text(out->cx, "%ld", (long)waiting) : "" });
    return OK;
}

static Error *second_save(Ctx *cx, const Request *rq, const Event *event) { return second_date_rule_set(cx, event, form_text(rq, "second_date")); }

static const char *second_words(Ctx *cx, const Event *event)
{
    int64_t waiting = 0;
    if (second_date_rule_find(cx, event->id, &waiting) || !waiting) return "A second date when enough people wait";
    return text(cx, "A second date is proposed when %s", waiting == 1 ? "somebody waits" : text(cx, "%ld people wait", (long)waiting));
}

const RulesPart rules_part_second = { RULE_SECOND_DATE, second_show, second_save, second_words };
