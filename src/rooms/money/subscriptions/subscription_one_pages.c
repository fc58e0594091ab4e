/* One subscription in the office: what it is, what is billed for it, and what the office does with it. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"
#include "rooms/money/subscriptions/subscription_list.h"
#include "rooms/money/subscriptions/subscription_pages.h"

extern const RouteList subscription_one_pages;

static const char *page_of(Ctx *cx, int64_t id) { return text(cx, "/office/subscriptions/%ld", (long)id); }

/* ---- seen ---- */

static void acts_put(Out *out, const Subscription *s, bool changed)
{
    Ctx *cx = out->cx;
    const char *here = page_of(cx, s->id);
    const bool ends = same(s->state, "active") && strcmp(s->ends_on, cx->today) >= 0 && !s->passed;
    if (!may(cx, BILL) || !(one_of(s->state, "quoted ordered") || ends)) return;
    ly_head_buttons(out);
    if (same(s->state, "quoted")) ly_small_button(out, "Declined", text(cx, "%s/decline", here), false), ly_small_button(out, "Enter the order", text(cx, "%s/order", here), true);
    if (same(s->state, "ordered")) ly_small_button(out, "Take back", text(cx, "%s/take-back", here), false), ly_small_button(out, "Confirm", text(cx, "%s/confirm", here), true);
    if (ends) ly_small_button(out, "Cancel it", text(cx, "%s/cancel", here), false);
    if (changed) ly_small_button(out, "Decide the change", text(cx, "%s/change", here), true);
    html(out, "</div>");
}

static void bills_put(Out *out, const SubscriptionBill *bills, size_t n)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "What is billed", .tone = n ? LY_FLUSH : LY_PLAIN });
    if (!n) html(out, "<p class=\"ly-small ly-quiet\">Nothing yet. Its price waits to be billed as soon as the order is confirmed.</p>");
    else {
        ly_table_begin(out, (LyTable){ .caption = "What is billed, and how much of it is earned", .boxed = true, .phone = true, LY_COLUMNS({ .text = "For" }, { .text = "State" }, { .text = "Sum", .number = true }, { .text = "Earned", .number = true }) });
        for (size_t i = 0; i < n; i++)
            html(out, "<tr><th scope=\"row\"><span>%s<span class=\"ly-sub\">%s</span></span></th><td data-label=\"State\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td><td class=\"ly-num\" data-label=\"Earned\">%s</td></tr>\n",
                 bills[i].words, date_words(cx, bills[i].on_date), same(bills[i].state, "waiting") ? "To bill" : capital(cx, bills[i].state), money_table(cx, bills[i].pence), money_table(cx, bills[i].earned));
        ly_table_end(out);
    }
    ly_panel_end(out);
}

static Error *is_changed(Ctx *cx, int64_t id, bool *changed)
{
    SubscriptionChange change = {0};
    Error *error = change_find(cx, id, "", &change);
    *changed = !error;
    return error && error->kind != MISSING ? error : OK;
}

static Error *one_show(Ctx *cx, const Request *rq, Response *rs)
{
    Subscription s = {0};
    Priced priced = {0};
    PackageItem *items;
    ChangeMade *changes;
    SubscriptionBill *bills;
    size_t count, change_count, bill_count;
    bool changed;
    TRY(subscription_find(cx, rq->id, &s));
    TRY(subscription_reckon(cx, &s, &priced));
    TRY(package_items(cx, s.package_id, &items, &count));
    TRY(changes_made(cx, s.id, &changes, &change_count));
    TRY(subscription_bills(cx, s.id, &bills, &bill_count));
    TRY(is_changed(cx, s.id, &changed));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "%s: %s", s.organisation, s.package), .frame = FRAME_OFFICE, .current = "subscriptions", .wide = true, CRUMBS({ "Subscriptions", "/office/subscriptions" }) });
    ly_head_begin(out, s.organisation);
    subscription_status(out, s.state, subscription_state_words(cx, &s));
    acts_put(out, &s, changed);
    ly_head_end(out, false);
    html(out, "<div class=\"ly-split ly-split--even\"><div>");
    ly_panel_begin(out, (LyPanel){ .title = s.package });
    subscription_price(out, &s, &priced);
    subscription_facts(out, &s);
    TRY(subscription_quotes(out, s.id, "/office/invoices"));
    html(out, "<h3 class=\"ly-h\">What it includes</h3>");
    package_includes(out, items, count);
    html(out, "<p class=\"ly-small\">");
    if (may(cx, AUDIT)) html(out, "<a class=\"govuk-link\" href=\"/office/schools/%ld\">The school</a> · ", (long)s.organisation_id);
    html(out, "<a class=\"govuk-link\" href=\"/office/packages/%ld\">The package</a>", (long)s.package_id);
    if (s.follows_id) html(out, " · <a class=\"govuk-link\" href=\"%s\">The subscription before it</a>", page_of(cx, s.follows_id));
    html(out, "</p>");
    ly_panel_end(out);
    html(out, "</div><div>");
    bills_put(out, bills, bill_count);
    ly_panel_begin(out, (LyPanel){ .title = "What happened" });
    subscription_history(out, &s, changes, change_count);
    ly_panel_end(out);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

/* ---- done: each says first what comes of it ---- */

typedef struct { const char *state, *title, *path, *says, *button; bool warns; } Act;
static const Act to_confirm   = { "ordered", "Confirm the order", "confirm", "The school is a member from its first day, holds what the package includes, and the price waits to be billed. It is written to.", "Confirm the order", false };
static const Act to_take_back = { "ordered", "Take the order back", "take-back", "It is an offer again, which the school can order or decline. Nobody is written to.", "Take the order back", true };
static const Act to_decline   = { "quoted",  "Note that it is declined", "decline", "The school is not asked again in this round.", "Note it", false };

static Error *act_find(Ctx *cx, const Request *rq, const char *state, Subscription *s)
{
    TRY(subscription_find(cx, rq->id, s));
    return same(s->state, state) ? OK : conflict(cx, "%s of %s is %s by now", s->package, s->organisation, same(s->state, "quoted") ? "an offer" : s->state);
}

static Out *act_begin(Ctx *cx, const Request *rq, Response *rs, const Subscription *s, const char *title)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_OFFICE, .current = "subscriptions", .back = page_of(cx, s->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s: %s</span>%s</h1>\n", s->organisation, s->package, title);
    return out;
}

static Error *act_show(Ctx *cx, const Request *rq, Response *rs, const Act *act)
{
    Subscription s = {0};
    Priced priced = {0};
    TRY(act_find(cx, rq, act->state, &s));
    TRY(subscription_reckon(cx, &s, &priced));
    Out *out = act_begin(cx, rq, rs, &s, act->title);
    html(out, "<p class=\"govuk-body\">%s, %s%s%s. %s</p>\n", subscription_days(cx, &s), pounds(cx, priced.pence), *s.purchase_order ? ", purchase order " : "", s.purchase_order, act->says);
    form_begin(cx, rq, rs, text(cx, "%s/%s", page_of(cx, s.id), act->path), false);
    if (act == &to_decline) field_textarea(out, rq, (Textarea){ .name = "why", .label = "What the school said (optional)", .label_classes = "govuk-label--s", .rows = 3 });
    govuk_button(out, (Button){ .text = act->button, .classes = act->warns ? "govuk-button--warning" : NULL, .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *confirm_show(Ctx *cx, const Request *rq, Response *rs)   { return act_show(cx, rq, rs, &to_confirm); }
static Error *take_back_show(Ctx *cx, const Request *rq, Response *rs) { return act_show(cx, rq, rs, &to_take_back); }
static Error *decline_show(Ctx *cx, const Request *rq, Response *rs)   { return act_show(cx, rq, rs, &to_decline); }

static Error *done(Ctx *cx, const Request *rq, Response *rs, const char *flash)
{
    rs->flash = flash;
    return redirect(rs, page_of(cx, rq->id));
}

static Error *confirm_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(subscription_confirm(cx, rq->id));
    return done(cx, rq, rs, "The order is confirmed. The price waits to be billed.");
}

static Error *take_back_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(subscription_take_back(cx, rq->id));
    return done(cx, rq, rs, "The order is taken back. It is an offer again.");
}

static Error *decline_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(subscription_decline(cx, rq->id, form_text(rq, "why")));
    return done(cx, rq, rs, "It is noted as declined.");
}

/* ---- an order that came by post ---- */

static Error *order_show(Ctx *cx, const Request *rq, Response *rs)
{
    Subscription s = {0};
    Priced priced = {0};
    TRY(act_find(cx, rq, "quoted", &s));
    TRY(subscription_reckon(cx, &s, &priced));
    Out *out = act_begin(cx, rq, rs, &s, "Enter the order");
    html(out, "<p class=\"govuk-body\">%s, %s: %s. The school is told that its order came.</p>\n", subscription_days(cx, &s), pounds(cx, priced.pence), priced.why);
    form_begin(cx, rq, rs, text(cx, "%s/order", page_of(cx, s.id)), false);
    html(out, "<input type=\"hidden\" name=\"pence\" value=\"%ld\">", (long)priced.pence);
    field_text(out, rq, (TextInput){ .name = "purchase_order", .label = "Purchase order (optional)", .label_classes = "govuk-label--s", .hint = "As the school’s order says. It stands on the invoice", .classes = "govuk-input--width-20" });
    govuk_button(out, (Button){ .text = text(cx, "Order for %s", pounds(cx, priced.pence)), .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *order_submit(Ctx *cx, Request *rq, Response *rs)
{
    Subscription s = {0};
    int64_t id;
    TRY(act_find(cx, rq, "quoted", &s));
    TRY(subscription_order(cx, &(SubscriptionOrder){ s.organisation_id, s.package_id, form_number(rq, "pence", -1), form_text(rq, "purchase_order") }, &id));
    return done(cx, rq, rs, "The order is entered. Confirm it when you are ready.");
}

/* ---- cancelled ---- */

static Error *cancel_show(Ctx *cx, const Request *rq, Response *rs)
{
    Subscription s = {0};
    int64_t today;
    TRY(act_find(cx, rq, "active", &s));
    const bool begun = strcmp(s.starts_on, cx->today) <= 0;
    TRY(subscription_rest(cx, &s, cx->today, &today));
    Out *out = act_begin(cx, rq, rs, &s, "Cancel it");
    if (begun) html(out, "<p class=\"govuk-body\">Membership and what the package includes end on its last day. Places that are booked stay booked. The school is written to. Nobody can bring it back: it would be offered and ordered again.</p>\n");
    else html(out, "<p class=\"govuk-body\">It begins on %s. Cancelled before that, nothing is to pay for it, and what is billed is credited. The school is written to.</p>\n", date_words(cx, s.starts_on));
    form_begin(cx, rq, rs, text(cx, "%s/cancel", page_of(cx, s.id)), false);
    if (begun) {
        field_date(out, rq, (DateField){ .name = "last_on", .legend = "Its last day", .hint = text(cx, "Before %s", date_words(cx, s.ends_on)), .stored = "" });
        field_radios(out, rq, (Radios){ .name = "credit", .legend = "What is left of the year", .legend_classes = "govuk-fieldset__legend--s",
            OPTIONS({ .value = "days", .text = "Credit it by days", .hint = text(cx, "With today as its last day that is %s", pounds(cx, today)) }, { .value = "none", .text = "Credit nothing" }) });
    }
    field_textarea(out, rq, (Textarea){ .name = "why", .label = "Why", .label_classes = "govuk-label--s", .hint = "For the office: it is kept with the subscription", .rows = 3 });
    govuk_button(out, (Button){ .text = "Cancel the subscription", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *cancel_submit(Ctx *cx, Request *rq, Response *rs)
{
    SubscriptionEnd end = { .last_on = "", .credit = form_text(rq, "credit"), .why = form_text(rq, "why") };
    TRY(form_date(cx, rq, "last_on", "Its last day", &end.last_on));
    TRY(subscription_cancel(cx, rq->id, &end));
    return done(cx, rq, rs, "The subscription is cancelled.");
}

/* ---- offered ---- */

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Package *packages;
    size_t count, n = 0;
    TRY(packages_all(cx, &packages, &count));
    SelectItem *items = array(cx, SelectItem, count + 1);
    for (size_t i = 0; i < count; i++)
        if (same(packages[i].state, "published") && strcmp(packages[i].ends_on, cx->today) >= 0) items[n++] = (SelectItem){ .value = text(cx, "%ld", (long)packages[i].id), .text = packages[i].name };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Offer a package", .frame = FRAME_OFFICE, .current = "subscriptions", .back = "/office/subscriptions" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Offer a package</h1>\n");
    if (!n) {
        html(out, "<p class=\"govuk-body\">No package is published that can be offered. <a class=\"govuk-link\" href=\"/office/packages\">See the packages</a>.</p></div>\n");
        page_end(rs);
        return OK;
    }
    html(out, "<p class=\"govuk-body\">The price is reckoned with the pupils that the register has today, and the offer keeps them. The school orders or declines it on its own page.</p>\n");
    form_begin(cx, rq, rs, "/office/subscriptions/new", false);
    field_text(out, rq, (TextInput){ .name = "school", .label = "School", .label_classes = "govuk-label--s", .hint = "Its URN, or its name just as the register has it", .value = query_value(rq, "school") });
    field_select(out, rq, (Select){ .name = "package", .label = "Package", .label_classes = "govuk-label--s", .items = items, .count = n, .value = query_value(rq, "package") });
    field_date(out, rq, (DateField){ .name = "from", .legend = "First day (optional)", .hint = "Left empty it is today, or the first day of a year to come", .stored = "" });
    field_checkbox(out, rq, "send", "Send the offer to the school", "To its headteacher, business manager and administrators", true);
    govuk_button(out, (Button){ .text = "Make the offer", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)
{
    Organisation school = {0};
    const char *typed = text_trim(cx, form_text(rq, "school")), *from = "";
    int64_t id;
    bool found = false;
    if (*typed) TRY(organisation_by_urn(cx, typed, &school, &found));
    if (*typed && !found) TRY(organisation_by_name(cx, typed, &school, &found));
    if (!found) return invalid(cx, "school", "Enter the URN of a school that the register has here, or its name");
    TRY(form_date(cx, rq, "from", "The first day", &from));
    TRY(subscription_quote(cx, school.id, form_number(rq, "package", 0), from, &id));
    if (form_has(rq, "send")) TRY(subscription_send(cx, id));
    rs->flash = form_has(rq, "send") ? "The offer is made and sent." : "The offer is made. The school sees it on its page of packages.";
    return redirect(rs, page_of(cx, id));
}

ROUTES(subscription_one_pages,
    FORM("/office/subscriptions/new",           BILL,       new_show,       NULL, new_submit),
    GET ("/office/subscriptions/:id",           READ_MONEY, one_show),
    FORM("/office/subscriptions/:id/order",     BILL,       order_show,     NULL, order_submit),
    FORM("/office/subscriptions/:id/decline",   BILL,       decline_show,   NULL, decline_submit),
    FORM("/office/subscriptions/:id/take-back", BILL,       take_back_show, NULL, take_back_submit),
    FORM("/office/subscriptions/:id/confirm",   BILL,       confirm_show,   NULL, confirm_submit),
    FORM("/office/subscriptions/:id/cancel",    BILL,       cancel_show,    NULL, cancel_submit),
);
