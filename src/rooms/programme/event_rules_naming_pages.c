/* How long places may be held without a name: a part of the form on which an event's rules are set. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/event_rules_pages.h"
#include "rooms/programme/name_by.h"

static Error *naming_show(Out *out, const Request *rq, const Event *event)
{
    Ctx *cx = out->cx;
    int64_t until;
    TRY(name_by_find(cx, event, &until));
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Places without a name</h2>");
    field_text(out, rq, (TextInput){ .name = "name_by", .label = "Give them back when nobody is named so many days before the event",
                                     .hint = "A school can hold places and say later who comes. Leave empty to keep them until the event, whether or not somebody is named.",
                                     .classes = "govuk-input--width-3", .inputmode = "numeric",
                                     .value = until ? text(cx, "%ld", (long)date_days_between(date_of(cx, until - 1), event->starts_on)) : "" });
    return OK;
}

static Error *naming_save(Ctx *cx, const Request *rq, const Event *event) { return name_by_set(cx, event, form_text(rq, "name_by")); }

static const char *naming_words(Ctx *cx, const Event *event)
{
    int64_t until;
    if (name_by_find(cx, event, &until) || !until) return "Places without a name are given back before the event";
    return text(cx, "Places that have no name by the end of %s are given back", name_by_words(cx, until));
}

const RulesPart rules_part_naming = { RULE_NAME_BY, naming_show, naming_save, naming_words };
