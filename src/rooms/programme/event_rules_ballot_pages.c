/* Whether places are drawn, and when: a part of the form on which an event's rules are set. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/ly/ly.h"
#include "rooms/programme/event_ballot.h"
#include "rooms/programme/event_rules_pages.h"

static Error *ballot_show(Out *out, const Request *rq, const Event *event)
{
    Ctx *cx = out->cx;
    EventBallot ballot = {0};
    bool is;
    TRY(event_ballot_find(cx, event->id, &ballot, &is));
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">A ballot</h2>");
    if (is && ballot.drawn_at) {
        html(out, "<p class=\"govuk-body\">The places were drawn at %s: <a class=\"govuk-link\" href=\"/events/%ld/ballot\">the result</a>.</p>", moment_words(cx, ballot.drawn_at), event->id);
        return OK;
    }
    field_checkbox(out, rq, "ballot", "Places are drawn, not given as they are asked for",
                   "People ask until the ballot closes. Each school gets one place before any gets a second; then need, and places in the year before, decide, and after them the lot.", is);
    html(out, "<div class=\"ly-together\">\n");
    field_date(out, rq, (DateField){ .name = "ballot_closes", .legend = "The ballot closes", .hint = "An hour before the first session at the latest", .stored = is ? date_of(cx, ballot.closes_at) : "" });
    field_text(out, rq, (TextInput){ .name = "ballot_time", .label = "At", .classes = "govuk-input--width-5", .value = is ? clock_words(cx, ballot.closes_at) : "noon" });
    html(out, "</div>\n");
    if (is) html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/office/events/%ld/ballot\">Who has asked, and which schools need it more</a></p>", event->id);
    return OK;
}

static Error *ballot_save(Ctx *cx, const Request *rq, const Event *event)
{
    const char *on = "";
    bool holds = form_has(rq, "ballot");
    TRY(form_date(cx, rq, "ballot_closes", "The day on which the ballot closes", &on));
    if (!holds && *on && !(event->rules & RULE_BALLOT)) return invalid(cx, "ballot", "Tick that places are drawn, or take out the day on which the ballot closes");
    return event_ballot_set(cx, event, holds, on, form_text(rq, "ballot_time"));
}

static const char *ballot_words(Ctx *cx, const Event *event)
{
    EventBallot ballot = {0};
    bool is;
    if (event_ballot_find(cx, event->id, &ballot, &is) || !is) return "Places are drawn";
    return ballot.drawn_at ? text(cx, "Places were drawn at %s", moment_words(cx, ballot.drawn_at)) : text(cx, "Places are drawn at %s", moment_words(cx, event_ballot_ends(event, &ballot)));
}

const RulesPart rules_part_ballot = { RULE_BALLOT, ballot_show, ballot_save, ballot_words };
