/* The renewal round of a package: how far it is, school by school, and the acts that go through all of it. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"
#include "rooms/money/subscriptions/renewal.h"
#include "rooms/money/subscriptions/subscription_pages.h"

extern const RouteList renewal_pages;

static const char *state_words(const RenewalRow *row)
{
    if (!row->next_id) return row->how == PRICED ? "Not asked" : "No price";
    if (same(row->state, "quoted")) return row->reminded_at ? "Reminded" : "Asked";
    return same(row->state, "active") ? "Confirmed" : same(row->state, "ordered") ? "Ordered" : same(row->state, "declined") ? "Declined" : same(row->state, "lapsed") ? "Lapsed" : "Cancelled";
}

/* ---- how far it is ---- */

static void figure_put(Out *out, const char *name, const RenewalPart *part, const char *note)
{
    Ctx *cx = out->cx;
    ly_figure(out, name, number_words(cx, part->count), note ? note : text(cx, "%s a year", pounds(cx, part->pence)));
}

static void figures_put(Out *out, const Renewal *r)
{
    Ctx *cx = out->cx;
    const RenewalSums *s = &r->sums;
    int64_t gone = s->declined.count + s->lapsed.count + s->cancelled.count;
    ly_figures_begin(out);
    figure_put(out, "Subscribers before", &s->last, NULL);
    figure_put(out, "Asked, no answer yet", &s->asked, NULL);
    figure_put(out, "Ordered", &s->ordered, NULL);
    figure_put(out, "Confirmed", &s->confirmed, s->fresh.count ? text(cx, "%s a year, and %s new", pounds(cx, s->confirmed.pence), number_words(cx, s->fresh.count)) : NULL);
    ly_figure(out, "Not renewed", number_words(cx, gone), text(cx, "%ld declined, %ld lapsed%s", (long)s->declined.count, (long)s->lapsed.count, s->cancelled.count ? text(cx, ", %ld cancelled", (long)s->cancelled.count) : ""));
    ly_figures_end(out);
    int64_t in = s->ordered.count + s->confirmed.count;
    html(out, "<p class=\"ly-small\">%ld of %s ordered by now.</p>", (long)in, counted(cx, s->last.count, "subscriber has", "subscribers have"));
    ly_meter(out, in, s->last.count ? s->last.count : 1, true);
}

/* ---- school by school ---- */

static const char *more_words(Ctx *cx, const RenewalRow *row)
{
    int64_t more = row->next_pence - row->last_pence;
    if (!row->next_id && row->how != PRICED) return "";
    return more ? text(cx, "%s%s", more > 0 ? "+" : "", money_table(cx, more)) : "same";
}

static void row_put(Out *out, const Request *rq, Response *rs, const Renewal *r, const RenewalRow *row, bool asks)
{
    Ctx *cx = out->cx;
    const bool silent = !row->next_id && row->how == PRICED;
    html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/subscriptions/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th><td class=\"ly-num\" data-label=\"Price before\">%s</td>",
         (long)(row->next_id ? row->next_id : row->last_id), row->organisation, row->roll < 0 ? "Pupils not known" : counted(cx, row->roll, "pupil", NULL), money_table(cx, row->last_pence));
    html(out, "<td class=\"ly-num\" data-label=\"Price after\">%s</td><td class=\"ly-num\" data-label=\"Change\">%s</td><td data-label=\"State\">", silent || row->next_id ? money_table(cx, row->next_pence) : "–", more_words(cx, row));
    subscription_status(out, row->next_id ? row->state : "", state_words(row));
    html(out, "</td><td>");
    if (silent && asks) {
        form_begin(cx, rq, rs, text(cx, "/office/renewals/%ld/schools/%ld", (long)r->package.id, (long)row->organisation_id), false);
        html(out, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary ly-small-button\">Send the offer<span class=\"govuk-visually-hidden\"> to %s</span></button></form>", row->organisation);
    }
    html(out, "</td></tr>\n");
}

static void acts_put(Out *out, const Renewal *r, bool open)
{
    Ctx *cx = out->cx;
    const char *here = text(cx, "/office/renewals/%ld", (long)r->package.id);
    ly_head_buttons(out);
    ly_sheet_buttons(out, text(cx, "%s/schools.csv", here));
    if (may(cx, BILL)) {
        if (open && r->sums.asked.count) ly_small_button(out, "Remind", text(cx, "%s/remind", here), false);
        if (open && r->sums.silent.count) ly_small_button(out, "Send the offers", text(cx, "%s/ask", here), !(r->sums.ordered.count + r->sums.fresh_ordered));
        if (r->sums.ordered.count + r->sums.fresh_ordered) ly_small_button(out, "Confirm the orders", text(cx, "%s/confirm", here), true);
    }
    html(out, "</div>");
}

static bool is_open(Ctx *cx, const Package *p) { return same(p->state, "published") && strcmp(p->ends_on, cx->today) >= 0 && (!*p->order_by || strcmp(p->order_by, cx->today) >= 0); }

static Error *round_show(Ctx *cx, const Request *rq, Response *rs)
{
    Renewal r;
    TRY(renewal_find(cx, rq->id, &r));
    const bool open = is_open(cx, &r.package);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Renewal: %s", r.package.name), .frame = FRAME_OFFICE, .current = "subscriptions", .wide = true, CRUMBS({ "Subscriptions", "/office/subscriptions" }) });
    ly_head_begin(out, text(cx, "Renewal: %s", r.package.name));
    acts_put(out, &r, open);
    ly_head_end(out, false);
    html(out, "<p class=\"govuk-body ly-quiet\">It follows %s. Year: %s. %s", r.last.name, package_year_words(cx, r.package.starts_on, r.package.ends_on), *r.package.order_by ? text(cx, "Last day to order: %s. ", date_words(cx, r.package.order_by)) : "");
    html(out, "%s</p>\n", same(r.package.state, "draft") ? "It is a draft: publish it, then send the offers." : open ? "" : "It can be ordered no more.");
    figures_put(out, &r);
    if (!r.count) ly_empty(out, (LyEmpty){ .title = "Nobody subscribes to the package before", .words = "Whoever has it, active, is asked here to renew.", .act = "See the subscriptions", .act_href = "/office/subscriptions", .plain = true });
    else {
        ly_panel_begin(out, (LyPanel){ .title = "School by school", .tone = LY_FLUSH });
        ly_table_begin(out, (LyTable){ .caption = "Subscribers of the package before, with its price and the next one’s", .boxed = true, .phone = true,
            LY_COLUMNS({ .text = "School" }, { .text = "Price before", .number = true }, { .text = "Price after", .number = true }, { .text = "Change", .number = true }, { .text = "State" }, { .text = "Acts", .hidden = true }) });
        for (size_t i = 0; i < r.count; i++) row_put(out, rq, rs, &r, &r.rows[i], open && may(cx, BILL));
        ly_table_end(out);
        ly_panel_end(out);
    }
    if (r.count == RENEWAL_MOST) html(out, "<p class=\"govuk-body\">Only the first %d schools are shown, and counted.</p>\n", RENEWAL_MOST);
    page_end(rs);
    return OK;
}

static Error *round_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "School", "URN", "Phase", "Pupils", "Price before", "Price after", "State", "How it is reckoned", "Purchase order" };
    Renewal r;
    Sheet sheet;
    TRY(renewal_find(cx, rq->id, &r));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < r.count; i++) {
        const RenewalRow *row = &r.rows[i];
        sheet_text(&sheet, row->organisation), sheet_text(&sheet, row->urn), sheet_text(&sheet, row->phase);
        if (row->roll < 0) sheet_text(&sheet, NULL);
        else sheet_int(&sheet, row->roll);
        sheet_pence(&sheet, row->last_pence);
        if (row->next_id || row->how == PRICED) sheet_pence(&sheet, row->next_pence);
        else sheet_text(&sheet, NULL);
        sheet_text(&sheet, state_words(row)), sheet_text(&sheet, row->why), sheet_text(&sheet, row->purchase_order);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "renewal");
}

/* ---- through all of it ---- */

typedef struct { RenewalAct act; const char *path, *title, *one, *many, *says, *button, *done_one, *done_many, *none; } Bulk;
static const Bulk to_ask = { RENEWAL_ASK, "ask", "Send the offers", "subscriber has had no offer yet", "subscribers have had no offer yet",
    "Each is offered the package at its own price, with what it pays now beside it. Its headteacher, business manager and administrators are written to.", "Send the offers", "offer is sent.", "offers are sent.", "Everybody has had an offer already." };
static const Bulk to_remind = { RENEWAL_REMIND, "remind", "Remind", "school has an offer and has not ordered", "schools have an offer and have not ordered",
    "Each is reminded that was offered it before today and has not been reminded today.", "Send the reminders", "reminder is sent.", "reminders are sent.", "Everybody was asked or reminded today already." };
static const Bulk to_confirm = { RENEWAL_CONFIRM, "confirm", "Confirm the orders", "order waits", "orders wait",
    "Each school is a member from its first day, holds what the package includes, and its price waits to be billed. All of them are written to.", "Confirm the orders", "order is confirmed.", "orders are confirmed.", "No order waits any more." };

static int64_t of_bulk(const Renewal *r, const Bulk *bulk) { return bulk->act == RENEWAL_ASK ? r->sums.silent.count : bulk->act == RENEWAL_REMIND ? r->sums.asked.count : r->sums.ordered.count + r->sums.fresh_ordered; }

static Error *bulk_show(Ctx *cx, const Request *rq, Response *rs, const Bulk *bulk)
{
    Renewal r;
    TRY(renewal_find(cx, rq->id, &r));
    const char *here = text(cx, "/office/renewals/%ld", (long)rq->id);
    int64_t n = of_bulk(&r, bulk);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = bulk->title, .frame = FRAME_OFFICE, .current = "subscriptions", .back = here });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>%s</h1>\n<p class=\"govuk-body\">%s. %s</p>\n", r.package.name, bulk->title, counted(cx, n, bulk->one, bulk->many), bulk->says);
    if (bulk->act == RENEWAL_CONFIRM && r.sums.fresh_ordered) html(out, "<p class=\"govuk-body\">With them are orders of schools that did not subscribe before: %ld.</p>\n", (long)r.sums.fresh_ordered);
    form_begin(cx, rq, rs, text(cx, "%s/%s", here, bulk->path), false);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = bulk->button, .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Not now</a></div></form></div>\n", here);
    page_end(rs);
    return OK;
}

static Error *bulk_submit(Ctx *cx, Request *rq, Response *rs, const Bulk *bulk)
{
    int64_t done;
    bool more;
    TRY(renewal_go(cx, rq->id, bulk->act, &done, &more));
    rs->flash = more ? text(cx, "%s The others follow within a minute.", counted(cx, done, bulk->done_one, bulk->done_many)) : done ? counted(cx, done, bulk->done_one, bulk->done_many) : bulk->none;
    return redirect(rs, text(cx, "/office/renewals/%ld", (long)rq->id));
}

static Error *ask_show(Ctx *cx, const Request *rq, Response *rs)     { return bulk_show(cx, rq, rs, &to_ask); }
static Error *remind_show(Ctx *cx, const Request *rq, Response *rs)  { return bulk_show(cx, rq, rs, &to_remind); }
static Error *confirm_show(Ctx *cx, const Request *rq, Response *rs) { return bulk_show(cx, rq, rs, &to_confirm); }
static Error *ask_submit(Ctx *cx, Request *rq, Response *rs)         { return bulk_submit(cx, rq, rs, &to_ask); }
static Error *remind_submit(Ctx *cx, Request *rq, Response *rs)      { return bulk_submit(cx, rq, rs, &to_remind); }
static Error *confirm_submit(Ctx *cx, Request *rq, Response *rs)     { return bulk_submit(cx, rq, rs, &to_confirm); }

static Error *one_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(renewal_ask_one(cx, rq->id, rq->id2));
    rs->flash = "The offer is sent.";
    return redirect(rs, text(cx, "/office/renewals/%ld", (long)rq->id));
}

/* ---- which package it follows ---- */

static Error *follows_show(Ctx *cx, const Request *rq, Response *rs)
{
    Package package = {0}, *list;
    size_t count, n = 0;
    TRY(package_find(cx, rq->id, &package));
    TRY(packages_all(cx, &list, &count));
    SelectItem *items = array(cx, SelectItem, count + 1);
    items[n++] = (SelectItem){ .value = "0", .text = "None: nobody is asked to renew with it" };
    for (size_t i = 0; i < count; i++)
        if (!same(list[i].state, "draft") && strcmp(list[i].starts_on, package.starts_on) < 0) items[n++] = (SelectItem){ .value = text(cx, "%ld", (long)list[i].id), .text = list[i].name };
    const char *here = text(cx, "/office/packages/%ld", (long)package.id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Which package it follows", .frame = FRAME_OFFICE, .current = "packages", .back = here });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Which package it follows</h1><p class=\"govuk-body\">Whoever subscribes to that one is asked, in a renewal round, to renew with this one. It stays as it is once somebody was asked.</p>\n", package.name);
    form_begin(cx, rq, rs, text(cx, "%s/follows", here), false);
    field_select(out, rq, (Select){ .name = "follows", .label = "It follows", .label_classes = "govuk-label--s", .items = items, .count = n, .value = text(cx, "%ld", (long)package.follows_id) });
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *follows_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t follows = form_number(rq, "follows", -1);
    if (follows < 0) return invalid(cx, "follows", "Choose the package that it follows, or none");
    TRY(renewal_follow(cx, rq->id, follows));
    rs->flash = follows ? "Its renewal round can begin." : "It follows no package.";
    return redirect(rs, text(cx, follows ? "/office/renewals/%ld" : "/office/packages/%ld", (long)rq->id));
}

ROUTES(renewal_pages,
    GET  ("/office/renewals/:id",              READ_MONEY, round_show),
    SHEET("/office/renewals/:id/schools",      READ_MONEY, round_sheet),
    FORM ("/office/renewals/:id/ask",          BILL, ask_show,     NULL, ask_submit),
    FORM ("/office/renewals/:id/remind",       BILL, remind_show,  NULL, remind_submit),
    FORM ("/office/renewals/:id/confirm",      BILL, confirm_show, NULL, confirm_submit),
    POST ("/office/renewals/:id/schools/:id",  BILL, NULL, one_submit),
    FORM ("/office/packages/:id/follows",      BILL, follows_show, NULL, follows_submit),
);
