/* So many places for one school: a part of the form on which an event's rules are set. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/event_rules_pages.h"
#include "rooms/programme/school_cap.h"

static Error *cap_show(Out *out, const Request *rq, const Event *event)
{
    Ctx *cx = out->cx;
    SchoolCap cap;
    TRY(school_cap_find(cx, event->id, &cap));
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">A fair share for each school</h2>");
    field_text(out, rq, (TextInput){ .name = "school_cap", .label = "Most places for one school", .hint = "Leave empty for no limit. Waiting for a place counts as well.", .classes = "govuk-input--width-3",
                                     .inputmode = "numeric", .value = cap.places ? text(cx, "%ld", (long)cap.places) : "" });
    field_date(out, rq, (DateField){ .name = "school_cap_until", .legend = "From which day can a school have more?", .hint = "Leave empty to hold schools to it until the event.",
                                     .stored = cap.until_at ? date_of(cx, cap.until_at) : "" });
    return OK;
}

static Error *cap_save(Ctx *cx, const Request *rq, const Event *event)
{
    const char *until = "";
    Error *undated = form_date(cx, rq, "school_cap_until", "The day from which a school can have more", &until);
    Error *errors = school_cap_set(cx, event, form_text(rq, "school_cap"), until);
    errors_add(&errors, undated);
    return errors;
}

static const char *cap_words(Ctx *cx, const Event *event)
{
    SchoolCap cap;
    return school_cap_find(cx, event->id, &cap) ? "A limit for each school" : school_cap_words(cx, &cap);
}

const RulesPart rules_part_school = { RULE_SCHOOL_CAP, cap_show, cap_save, cap_words };
