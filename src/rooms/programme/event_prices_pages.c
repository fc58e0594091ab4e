/* The prices of one event beyond members and others, and its discounts: a page of the office, and the line among its rules. */
#include "rooms/programme/event_prices_pages.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event_rules_pages.h"
#include "rooms/programme/office_pages.h"
#include "rooms/programme/usual_prices.h"

/* ---- the fields ---- */

void class_prices_fields(Out *out, const Request *rq, const ClassPrices *prices)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-split ly-split--even\"><div>");
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++) {
        int64_t pence = prices->pence[i];
        if (i == CUSTOMER_CLASSES / 2) html(out, "</div><div>");
        field_text(out, rq, (TextInput){ .name = class_price_field(cx, i), .label = customer_classes[i].name, .classes = "govuk-input--width-5", .prefix = "£", .inputmode = "decimal",
                                         .value = pence == PRICE_NONE ? "" : money_table(cx, pence) + strlen("£") });
    }
    html(out, "</div></div>\n");
}

ClassPricesDraft class_prices_draft(Ctx *cx, const Request *rq)
{
    ClassPricesDraft draft;
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++) draft.typed[i] = form_text(rq, class_price_field(cx, i));
    return draft;
}

static const char *number_typed(Ctx *cx, int64_t n) { return n ? text(cx, "%ld", (long)n) : ""; }

void discount_fields(Out *out, const Request *rq, const Discount *discount, bool of_event)
{
    Ctx *cx = out->cx;
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\" id=\"discounts\">Discounts</h2>\n<p class=\"govuk-hint\">Leave a line empty for none. Each is taken off what the one before leaves.</p>\n<div class=\"ly-together\">");
    field_text(out, rq, (TextInput){ .name = "early_percent", .label = "Booking early costs", .classes = "govuk-input--width-3", .suffix = "% less", .inputmode = "numeric", .value = number_typed(cx, discount->early_percent) });
    field_text(out, rq, (TextInput){ .name = "early_days", .label = "and early is up to", .classes = "govuk-input--width-3", .suffix = "days before", .inputmode = "numeric", .value = number_typed(cx, discount->early_days) });
    if (of_event) field_date(out, rq, (DateField){ .name = "early_on", .legend = "or up to this day", .stored = discount->early_on });
    html(out, "</div>\n<div class=\"ly-together\">");
    field_text(out, rq, (TextInput){ .name = "group_percent", .label = "Many places at once cost", .classes = "govuk-input--width-3", .suffix = "% less", .inputmode = "numeric", .value = number_typed(cx, discount->group_percent) });
    field_text(out, rq, (TextInput){ .name = "group_from", .label = "and many is from", .classes = "govuk-input--width-3", .suffix = "places of one booking", .inputmode = "numeric", .value = number_typed(cx, discount->group_from) });
    html(out, "</div>\n");
}

Error *discount_draft(Ctx *cx, const Request *rq, bool of_event, DiscountDraft *draft)
{
    *draft = (DiscountDraft){ .early_percent = form_text(rq, "early_percent"), .early_days = form_text(rq, "early_days"), .early_on = "",
                              .group_percent = form_text(rq, "group_percent"), .group_from = form_text(rq, "group_from") };
    return of_event ? form_date(cx, rq, "early_on", "The day up to which booking is early", &draft->early_on) : OK;
}

/* ---- the page of one event ---- */

static Error *prices_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    ClassPrices prices;
    Discount discount;
    UsualPrices usual;
    bool filled_in = same(query_value(rq, "prices"), "usual");
    TRY(event_find_own(cx, rq->id, &event));
    TRY(event_prices_find(cx, &event, &prices));
    TRY(event_discount_find(cx, &event, &discount));
    TRY(usual_prices_find(cx, event.kind, &usual));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Prices: %s", event.title), .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "/office/events/%ld", event.id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>Prices and discounts</h1>\n", event.title, event.session_count ? day_words(cx, event.starts_on) : "no date yet");
    html(out, "<p class=\"govuk-body\">Members pay <b>%s</b>, others <b>%s</b>. <a class=\"govuk-link\" href=\"/office/events/%ld/terms\">Change these two</a></p>\n",
         money_words(cx, event.member_price_pence), money_words(cx, event.other_price_pence), event.id);
    if (filled_in) ly_note(out, LY_INFO, "Our usual prices and discounts are filled in. They hold once they are saved.");
    else if (!class_prices_none(&usual.classes) || usual.discount.early_percent || usual.discount.group_percent)
        html(out, "<p class=\"govuk-body ly-small\"><a class=\"govuk-link\" href=\"/office/events/%ld/prices?prices=usual\">Fill in what is usual for a %s</a></p>\n", event.id, event.kind);
    form_begin(cx, rq, rs, text(cx, "/office/events/%ld/prices", event.id), false);
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Prices by what a customer is</h2>\n<p class=\"govuk-hint\">Leave one empty for the price for others; 0 is free. A member pays the members’ price, whatever else they are."
              " What is booked already keeps its price.</p>\n");
    class_prices_fields(out, rq, filled_in ? &usual.classes : &prices);
    discount_fields(out, rq, filled_in ? &usual.discount : &discount, true);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save prices and discounts", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/events/%ld\">Change nothing</a></div></form></div>\n", event.id);
    page_end(rs);
    return OK;
}

static Error *prices_submit(Ctx *cx, Request *rq, Response *rs)
{
    Event event = {0};
    DiscountDraft discount;
    ClassPricesDraft prices = class_prices_draft(cx, rq);
    TRY(event_hold_own(cx, rq->id, &event));
    if (one_of(event.state, "cancelled archived")) return conflict(cx, "This event is %s, so it stays as it is", event.state);
    Error *errors = event_prices_set(cx, &event, &prices), *dated = discount_draft(cx, rq, true, &discount);
    errors_add(&errors, dated ? dated : event_discount_set(cx, &event, &discount));
    if (errors) return errors;
    TRY(trail(cx, "event.prices_changed", event.id, NULL));
    rs->flash = "Prices and discounts are saved.";
    return redirect(rs, text(cx, "/office/events/%ld", event.id));
}

ROUTES(event_prices_pages,
    FORM("/office/events/:id/prices", OWN_COURSES, prices_show, NULL, prices_submit),
);

/* ---- among the event's rules: said there, and set on the page above ---- */

static const char *part_words(Ctx *cx, const Event *event)
{
    ClassPrices prices;
    Discount discount;
    if (event_prices_find(cx, event, &prices) || event_discount_find(cx, event, &discount)) return "It has prices of its own";
    const char *classes = class_prices_words(cx, &prices), *less = discount_words(cx, &discount, event->starts_on);
    return text(cx, "%s%s%s", classes, *classes && *less ? ", " : "", less);
}

static Error *part_show(Out *out, const Request *rq, const Event *event)
{
    (void)rq;
    const char *words = event->rules & (RULE_PRICES | RULE_DISCOUNTS) ? part_words(out->cx, event) : "None beside those for members and others";
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Prices and discounts</h2>\n<p class=\"govuk-body\">%s. <a class=\"govuk-link\" href=\"/office/events/%ld/prices\">Change prices and discounts</a></p>\n", words, (long)event->id);
    return OK;
}

static Error *part_save(Ctx *cx, const Request *rq, const Event *event)
{
    (void)cx, (void)rq, (void)event;
    return OK;
}

const RulesPart rules_part_prices = { RULE_PRICES | RULE_DISCOUNTS, part_show, part_save, part_words };
