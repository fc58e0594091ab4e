/* The rules of an event, said and changed. */
#include "rooms/programme/event_rules_pages.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/programme/office_pages.h"

static const RulesPart *const parts[] = {
    &rules_part_approval,
    &rules_part_eligible,
    &rules_part_school,
    &rules_part_ballot,
    &rules_part_second,
    &rules_part_naming,
    &rules_part_prices,
    &rules_part_charges,
    &rules_part_minimum,
    &rules_part_questions,
};

void event_rules_panel(Out *out, const Event *event, bool changeable)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Rules", .end_text = "Change", .end_href = changeable ? text(cx, "/office/events/%ld/rules", event->id) : NULL });
    if (!event->rules) html(out, "<p class=\"ly-small\">None of its own: whoever may book does, in the order of asking.</p>");
    else html(out, "<ul class=\"ly-plain ly-small\">");
    for (size_t i = 0; i < COUNT(parts); i++)
        if (event->rules & parts[i]->rule) html(out, "<li>%s</li>", parts[i]->words(cx, event));
    if (event->rules) html(out, "</ul>");
    ly_panel_end(out);
}

/* ---- who comes is approved ---- */

static Error *approval_show(Out *out, const Request *rq, const Event *event)
{
    field_checkbox(out, rq, "office_approves", "We approve each place",
                   "Whoever books asks for a place, and nobody has one until you say so. What the office books itself stands at once.", event->rules & RULE_OFFICE_APPROVES);
    return OK;
}

static Error *approval_save(Ctx *cx, const Request *rq, const Event *event)
{
    return event_rule_set(cx, event->id, RULE_OFFICE_APPROVES, form_has(rq, "office_approves"));
}

static const char *approval_words(Ctx *cx, const Event *event)
{
    (void)cx, (void)event;
    return "Each place is asked for, and approved here";
}

const RulesPart rules_part_approval = { RULE_OFFICE_APPROVES, approval_show, approval_save, approval_words };

/* ---- the page ---- */

static Error *rules_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    TRY(event_find_own(cx, rq->id, &event));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Rules: %s", event.title), .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "/office/events/%ld", rq->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>Rules</h1>\n", event.title,
         event.session_count ? day_words(cx, event.starts_on) : "no date yet");
    html(out, "<p class=\"govuk-body\">Beyond places, price and booking window. They hold for whoever asks from now on.</p>\n");
    form_begin(cx, rq, rs, text(cx, "/office/events/%ld/rules", rq->id), false);
    for (size_t i = 0; i < COUNT(parts); i++) TRY(parts[i]->show(out, rq, &event));
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save the rules", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/events/%ld\">Change nothing</a></div></form></div>\n", rq->id);
    page_end(rs);
    return OK;
}

static Error *rules_submit(Ctx *cx, Request *rq, Response *rs)
{
    Event event = {0};
    Error *errors = OK;
    TRY(event_hold_own(cx, rq->id, &event));
    if (one_of(event.state, "cancelled archived")) return conflict(cx, "This event is %s, so it stays as it is", event.state);
    for (size_t i = 0; i < COUNT(parts); i++) errors_add(&errors, parts[i]->save(cx, rq, &event));
    if (errors) return errors;
    TRY(trail(cx, "event.rules_changed", rq->id, NULL));
    rs->flash = "The rules are saved.";
    return redirect(rs, text(cx, "/office/events/%ld", rq->id));
}

ROUTES(event_rules_pages,
    FORM("/office/events/:id/rules", OWN_COURSES, rules_show, NULL, rules_submit),
);
