/* What giving up a place costs: a part of the form on which an event's rules are set, and the page of the usual charges. */
#include "rooms/programme/event_charges_pages.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event_rules_pages.h"

static const char *amount_typed(Ctx *cx, ChargeAmount amount)
{
    return amount.pence ? money_words(cx, amount.pence) : amount.percent ? text(cx, "%ld%%", (long)amount.percent) : "";
}

void charges_fields(Out *out, const Request *rq, const ChargeRule *rule)
{
    static const struct { const char *from, *costs; } steps[CHARGE_TIERS] = { { "Cancelled less than", "costs" }, { "Later, less than", "costs then" }, { "Latest, less than", "costs at the latest" } };
    Ctx *cx = out->cx;
    html(out, "<p class=\"govuk-hint\">From so many days before the first session, each a share of the price or a sum: 50%% or £20. A sum holds for free places, too.</p>\n");
    for (size_t i = 0; i < CHARGE_TIERS; i++) {
        const ChargeTier *tier = i < rule->count ? &rule->tiers[i] : NULL;
        html(out, "<div class=\"ly-together\">");
        field_text(out, rq, (TextInput){ .name = text(cx, "charge_days_%zu", i + 1), .label = steps[i].from, .classes = "govuk-input--width-3", .suffix = "days before", .inputmode = "numeric",
                                         .value = tier ? text(cx, "%ld", (long)tier->days) : "" });
        field_text(out, rq, (TextInput){ .name = text(cx, "charge_amount_%zu", i + 1), .label = steps[i].costs, .classes = "govuk-input--width-5", .value = tier ? amount_typed(cx, tier->amount) : "" });
        html(out, "</div>\n");
    }
    field_text(out, rq, (TextInput){ .name = "charge_no_show", .label = "Not coming and not cancelling costs", .hint = "Leave empty for nothing. It is charged the day after, once the register says so.",
                                     .classes = "govuk-input--width-5", .value = amount_typed(cx, rule->no_show) });
    field_checkbox(out, rq, "charge_moving", "Moving to another date costs the same as cancelling", "Without it, moving to another date of the course is free. Sending a colleague always is.", rule->moving_costs);
}

ChargeDraft charges_draft(Ctx *cx, const Request *rq)
{
    ChargeDraft draft = { .no_show = form_text(rq, "charge_no_show"), .moving_costs = form_has(rq, "charge_moving") };
    for (size_t i = 0; i < CHARGE_TIERS; i++) {
        draft.days[i] = form_text(rq, text(cx, "charge_days_%zu", i + 1));
        draft.amount[i] = form_text(rq, text(cx, "charge_amount_%zu", i + 1));
    }
    return draft;
}

/* ---- of one event ---- */

static Error *charges_show(Out *out, const Request *rq, const Event *event)
{
    Ctx *cx = out->cx;
    ChargeRule rule, usual;
    bool filled_in = same(query_value(rq, "charges"), "usual");
    TRY(event_charges_find(cx, event, &rule));
    TRY(usual_charges_find(cx, &usual));
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\" id=\"charges\">What giving up a place costs</h2>\n");
    if (filled_in) ly_note(out, LY_INFO, "Our usual charges are filled in. They hold once the rules are saved.");
    else if (usual.count || usual.no_show.percent || usual.no_show.pence) html(out, "<p class=\"govuk-body ly-small\"><a class=\"govuk-link\" href=\"/office/events/%ld/rules?charges=usual#charges\">Fill in our usual charges</a></p>\n", event->id);
    if (event->cancel_by && event->session_count)
        html(out, "<p class=\"govuk-body ly-small\">By this event’s terms cancelling is free until <b>%s</b> in any case. <a class=\"govuk-link\" href=\"/office/events/%ld/terms\">Change that</a></p>\n",
             moment_words(cx, event_cancel_until(event->cancel_by, event->starts_at)), event->id);
    charges_fields(out, rq, filled_in ? &usual : &rule);
    return OK;
}

static Error *charges_save(Ctx *cx, const Request *rq, const Event *event)
{
    ChargeDraft draft = charges_draft(cx, rq);
    return event_charges_set(cx, event, &draft);
}

static const char *charges_words(Ctx *cx, const Event *event) { return event_charge_words(cx, event); }

const RulesPart rules_part_charges = { RULE_CHARGES, charges_show, charges_save, charges_words };

/* ---- the usual ones ---- */

static Error *usual_show(Ctx *cx, const Request *rq, Response *rs)
{
    ChargeRule rule;
    TRY(usual_charges_find(cx, &rule));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Our usual charges", .frame = FRAME_OFFICE, .current = "charges", .back = "/office/charges" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Our usual charges</h1>\n<p class=\"govuk-body\">Every new event begins with them, and its rules can say otherwise. Events that stand already keep what they have:"
              " nobody’s terms change after booking.</p>\n");
    form_begin(cx, rq, rs, "/office/charges/usual", false);
    charges_fields(out, rq, &rule);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save the usual charges", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/charges\">Change nothing</a></div></form></div>\n");
    page_end(rs);
    return OK;
}

static Error *usual_submit(Ctx *cx, Request *rq, Response *rs)
{
    ChargeDraft draft = charges_draft(cx, rq);
    TRY(usual_charges_set(cx, &draft));
    rs->flash = "The usual charges are saved. New events begin with them";
    return redirect(rs, "/office/charges");
}

ROUTES(usual_charges_pages,
    FORM("/office/charges/usual", RUN_PROGRAMME, usual_show, NULL, usual_submit),
);
