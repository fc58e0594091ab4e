/* Requests of a school's staff: what needs deciding, each with what it costs and who is out that day. */
#include "rooms/booking/approval_pages.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/booking/booking_pages.h"
#include "rooms/booking/booking_price.h"
#include "rooms/booking/budget.h"
#include "rooms/booking/busy.h"
#include "rooms/booking/home_pages.h"
#include "rooms/booking/place_price.h"
#include "rooms/booking/substitute.h"
#include "rooms/members/permission.h"

const char *asked_when(Ctx *cx, const Asked *asked) { return held_words(cx, asked->starts_on, asked->starts_at, asked->ends_at, asked->session_count); }

const char *asked_free(Ctx *cx, const Asked *asked)
{
    int64_t left = asked->waiting ? 0 : asked->places - asked->taken;
    return left > 0 ? counted(cx, left, "place is free", "places are free") : "The event is full: whoever is approved joins the waiting list";
}

void our_tabs(Out *out, const char *current, size_t requests)
{
    const LyTab tabs[] = { { "Bookings", "/bookings", 0, same(current, "bookings") }, { "Requests", "/approvals", (int64_t)requests, same(current, "requests") },
                           { "Charges", "/charges", 0, same(current, "charges") }, { "Our package", "/package/use", 0, same(current, "package") }, { "Booking rules", "/our-school/rules", 0, same(current, "rules") } };
    ly_tabs(out, "Bookings of your school", tabs, COUNT(tabs));
}

/* ---- who is out ---- */

void cover_panel(Out *out, const Cover *cover, const Standing *standing, const char *school, bool priced)
{
    Ctx *cx = out->cx;
    if (!cover->day_count) return;
    ly_panel_begin(out, (LyPanel){ .title = cover->day_count > 1 ? "Out of school on these days" : "Out of school that day", .small = true });
    html(out, "<ul class=\"ly-plain ly-small\">");
    for (size_t d = 0; d < cover->day_count; d++) {
        const char **names = array(cx, const char *, cover->people_count + 1);
        size_t n = 0;
        for (size_t i = 0; i < cover->people_count; i++)
            if (same(cover->people[i].on, cover->days[d].on)) names[n++] = cover->people[i].event_id == cover->event_id ? cover->people[i].name : text(cx, "%s (%s)", cover->people[i].name, cover->people[i].title);
        html(out, "<li><b>%s</b>: %s</li>", day_words(cx, cover->days[d].on), n ? names_joined(cx, names, n) : "nobody yet");
    }
    html(out, "</ul>");
    if (standing->out_limit != OUT_LIMIT_NONE) html(out, "<p class=\"ly-small\">%s has a limit of %s out on one day.</p>", school, counted(cx, standing->out_limit, "colleague", NULL));
    if (priced && standing->cover_day_pence) html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\">Cover for one place costs about <b>%s</b>.</p>", money_words(cx, cover_pence(cover, standing->cover_day_pence)));
    ly_panel_end(out);
}

/* ---- a registration that is asked for ---- */

static const char *step_words(Ctx *cx, const ApprovalStep *step, const char *school)
{
    const char *who = same(step->step, "school") ? school : cx->partnership->name;
    if (!step->decided_at) return text(cx, "%s decides. Asked %s", who, day_words(cx, date_of(cx, step->asked_at)));
    return text(cx, "%s at %s, by %s", step->approved ? "Approved" : "Refused", moment_words(cx, step->decided_at), step->decider);
}

Error *request_part(Out *out, const Registration *r)
{
    Ctx *cx = out->cx;
    ApprovalStep *steps;
    size_t n;
    Addressee holder = {0};
    bool mine = r->person_id == cx->who->id, asked = same(r->state, "requested"), instead = false;
    TRY(approval_steps(cx, r->id, &steps, &n));
    html(out, "<h1 class=\"govuk-heading-xl govuk-!-margin-bottom-2\">%s</h1>\n", !asked ? "This place was not approved" : mine ? "You have asked for a place" : text(cx, "%s asks for a place", r->name));
    html(out, "<p class=\"ly-lede\"><a class=\"govuk-link\" href=\"/events/%ld\">%s</a>, %s.</p>\n", (long)r->event_id, r->title, held_words(cx, r->starts_on, r->starts_at, r->ends_at, r->session_count));
    if (!asked && !blank(r->cancel_reason)) html(out, "<p class=\"govuk-body\">%s.</p>\n", r->cancel_reason);
    bool open = n && !steps[n - 1].decided_at;      /* else it is drawn by ballot, of which its own part says the rest */
    if (n) html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">%s</h2><ul class=\"govuk-list govuk-list--bullet\">", open ? "Who decides" : "Who decided");
    for (size_t i = 0; i < n; i++) html(out, "<li>%s.</li>", step_words(cx, &steps[i], blank(r->organisation) ? "Your school" : r->organisation));
    if (n) html(out, "</ul>\n");
    if (asked && open) TRY(substitute_holder(cx, r->id, &holder, &instead));
    if (instead) html(out, "<p class=\"govuk-body\">%s keeps the place meanwhile. Once it is approved it is %s. We write as soon as it is decided.</p>\n", holder.name, mine ? "yours" : text(cx, "%s’s", first_name(cx, r->name)));
    else if (asked && open) html(out, "<p class=\"govuk-body\">No place is kept meanwhile. Once it is approved %s a place, or where none is free a place on the waiting list as of when it was asked for. We write as soon as it is decided.</p>\n",
                    mine ? "you have" : text(cx, "%s has", first_name(cx, r->name)));
    else if (!asked) html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/events/%ld\">Look at the event</a> or <a class=\"govuk-link\" href=\"/courses\">at the programme</a>.</p>\n", (long)r->event_id);
    Asked theirs = {0};
    if (!open || approval_find(cx, r->id, &theirs)) return OK;      /* not theirs to decide */
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Look and decide", .href = same(theirs.step, "school") ? text(cx, "/approvals/%ld", (long)r->id) : text(cx, "/office/approvals?event=%ld", (long)r->event_id) });
    html(out, "</div>\n");
    return OK;
}

/* ---- all requests of a school ---- */

static Error *requests_page(Ctx *cx, const Request *rq, Response *rs)
{
    Asked *list;
    size_t n;
    TRY(approvals_of_school(cx, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Requests", .frame = FRAME_PUBLIC, .current = "bookings", .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">Requests</h1><span class=\"ly-quiet\">%s</span></div>\n", cx->who->organisation);
    our_tabs(out, "requests", n);
    if (!n) {
        ly_empty(out, (LyEmpty){ .title = "Nobody asks for a place", .words = "When a colleague asks for a place that your school wants approved first, it is here with its price and who else is out that day. Your booking rules say which are.",
                                 .act = "See the booking rules", .act_href = "/our-school/rules", .plain = true });
        page_end(rs);
        return OK;
    }
    ly_table_begin(out, (LyTable){ .caption = "Requests, the oldest first", .phone = true,
        LY_COLUMNS({ .text = "Who asks" }, { .text = "Event" }, { .text = "Asked" }, { .text = "Price", .number = true }, { .text = "Acts", .hidden = true }) });
    for (size_t i = 0; i < n; i++) {
        const Asked *a = &list[i];
        html(out, "<tr><th scope=\"row\">%s</th><td data-label=\"Event\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td class=\"ly-nowrap\" data-label=\"Asked\">%s</td>"
                  "<td class=\"ly-num\" data-label=\"Price\">%s</td><td><a class=\"govuk-link\" href=\"/approvals/%ld\">Decide<span class=\"govuk-visually-hidden\"> for %s</span></a></td></tr>\n",
             a->name, a->title, asked_when(cx, a), day_short(cx, date_of(cx, a->asked_at)), a->price_pence ? money_table(cx, a->price_pence) : place_price_words(cx, 0, a->saved_pence), (long)a->registration_id, a->name);
    }
    ly_table_end(out);
    page_end(rs);
    return OK;
}

/* ---- one of them ---- */

typedef struct { Asked asked; Event event; Standing standing; Cover cover; Busy *busy; size_t busy_count; const char *price_why; Drawn drawn; bool draws; SchoolBudget budget; Committed committed; bool budgeted; } Look;

static Error *look_read(Ctx *cx, int64_t id, Look *look)
{
    TRY(approval_find(cx, id, &look->asked));
    if (!same(look->asked.step, "school")) return missing(cx, "request %ld is the office's to decide", (long)id);
    TRY(event_find(cx, look->asked.event_id, &look->event));
    TRY(standing_find(cx, look->asked.organisation_id, &look->standing));
    TRY(cover_find(cx, look->asked.organisation_id, &look->event, &look->cover));
    TRY(booking_price_words_of(cx, look->asked.registration_id, &look->price_why));
    TRY(school_budget_on(cx, look->asked.organisation_id, look->event.starts_on, &look->budget, &look->budgeted));
    if (look->budgeted) TRY(budget_committed(cx, look->asked.organisation_id, &look->budget, &look->committed));
    if (look->asked.saved_pence) TRY(entitlement_drawn(cx, "place", id, &look->drawn, &look->draws));
    return person_busy(cx, look->asked.person_id, &look->event, &look->busy, &look->busy_count);
}

/* What the place leaves of the budget of the year that its event lies in. */
static void budget_row(Out *out, const Look *look)
{
    int64_t left = budget_left(&look->budget, &look->committed) - look->asked.price_pence;
    if (look->budgeted) ly_sum_row(out, left < 0 ? "Over the budget by then" : "Left of the budget after it", money_table(out->cx, left < 0 ? -left : left), false);
}

static void costs(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    int64_t cover = cover_pence(&look->cover, look->standing.cover_day_pence);
    ly_panel_begin(out, (LyPanel){ .title = "What it costs", .tone = LY_MIST });
    ly_sum_begin(out);
    ly_sum_row(out, look->standing.member && !*look->price_why ? "The place, at the members’ price" : "The place", look->asked.price_pence + look->asked.saved_pence ? money_table(cx, look->asked.price_pence + look->asked.saved_pence) : "Free", false);
    if (look->asked.saved_pence) ly_sum_row(out, "Covered by your package", text(cx, "−%s", money_table(cx, look->asked.saved_pence)), false);
    if (cover) ly_sum_row(out, "Cover, about", money_table(cx, cover), false);
    ly_sum_row(out, "Together", look->asked.price_pence + cover ? money_table(cx, look->asked.price_pence + cover) : "Nothing", true);
    budget_row(out, look);
    ly_sum_end(out);
    if (*look->price_why) html(out, "<p class=\"ly-small\">%s.</p>", look->price_why);
    if (look->draws) html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\">%s</p>", drawn_words(cx, &look->drawn));
    if (!look->standing.cover_day_pence && look->cover.day_count)
        html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\">Say in the <a class=\"govuk-link\" href=\"/our-school/rules\">booking rules</a> what a day’s cover costs, and it is added here.</p>");
    ly_panel_end(out);
}

static Error *decide_show(Ctx *cx, const Request *rq, Response *rs)
{
    Look look = {0};
    TRY(look_read(cx, rq->id, &look));
    const Asked *a = &look.asked;
    const Busy *elsewhere = busy_elsewhere(look.busy, look.busy_count, a->person_id);
    const char *over = look.standing.out_limit == OUT_LIMIT_NONE ? NULL : cover_over(cx, &look.cover, look.standing.out_limit, &(BookedPlace){ .person_id = a->person_id }, 1, &(int64_t){ 0 });
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "%s asks for a place", a->name), .frame = FRAME_PUBLIC, .current = "bookings", .back = "/approvals", .wide = true });
    html(out, "<div class=\"ly-split ly-split--right\"><div>");
    html(out, "<h1 class=\"govuk-heading-l govuk-!-margin-bottom-2\">%s asks for a place</h1>\n<p class=\"ly-lede\"><a class=\"govuk-link\" href=\"/events/%ld\">%s</a>, %s, %s.</p>\n", a->name, (long)a->event_id, a->title,
         asked_when(cx, a), held_where(cx, a->format, a->place));
    html(out, "<p class=\"govuk-body\">%s.</p>\n", asked_free(cx, a));
    if (elsewhere) ly_note(out, LY_WARN, text(cx, "%s for %s.", busy_words(cx, elsewhere), first_name(cx, a->name)));
    cover_panel(out, &look.cover, &look.standing, cx->who->organisation, false);   /* what it costs stands beside the price */
    form_begin(cx, rq, rs, text(cx, "/approvals/%ld", (long)rq->id), false);
    if (over) field_checkbox(out, rq, "out", text(cx, "Approve though more colleagues are out on %s than our limit", over), NULL, false);
    field_textarea(out, rq, (Textarea){ .name = "note", .label = text(cx, "What should %s know?", first_name(cx, a->name)), .label_classes = "govuk-label--s", .hint = "Needed when you refuse. Do not write about health.", .rows = 2 });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Approve", .name = "decision", .value = "yes", .prevent_double_click = YES });
    govuk_button(out, (Button){ .text = "Refuse", .name = "decision", .value = "no", .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/approvals\">Decide later</a></div></form></div><aside aria-label=\"What it costs\">");
    costs(out, &look);
    html(out, "</aside></div>");
    page_end(rs);
    return OK;
}

static Error *decide_submit(Ctx *cx, Request *rq, Response *rs)
{
    Asked asked = {0};
    const char *state, *decision = form_text(rq, "decision");
    TRY(approval_find(cx, rq->id, &asked));
    if (!same(asked.step, "school")) return missing(cx, "request %ld is the office's to decide", (long)rq->id);
    if (!one_of(decision, "yes no")) return invalid(cx, NULL, "Choose whether to approve or to refuse");
    TRY(approval_decide(cx, rq->id, &(Decision){ same(decision, "yes"), form_has(rq, "out"), form_text(rq, "note") }, &state));
    rs->flash = same(state, "confirmed") ? text(cx, "%s has a place, and is told by email.", asked.name) : same(state, "waiting") ? text(cx, "Approved. The event is full, so %s is on the waiting list.", asked.name)
              : same(state, "requested") ? "Approved. It is not settled yet: the page of the request says what follows." : text(cx, "Refused. %s is told why by email.", asked.name);
    return redirect(rs, "/approvals");
}

ROUTES(approval_pages,
    GET ("/approvals",     BOOK_PLACES, requests_page),
    FORM("/approvals/:id", BOOK_PLACES, decide_show, NULL, decide_submit),
);

/* ---- on the home page ---- */

static Error *need_find(Ctx *cx, void **rows, size_t *count) { return approvals_of_school(cx, (Asked **)rows, count); }

static void need_show(Out *out, const Request *rq, Response *rs, const void *rows, size_t count)
{
    const Asked *list = rows;
    (void)rq, (void)rs;
    for (size_t i = 0; i < count && i < 3; i++)
        ly_need(out, text(out->cx, "%s asks for a place", list[i].name), text(out->cx, "%s, %s", list[i].title, asked_when(out->cx, &list[i])), "Look and decide", text(out->cx, "/approvals/%ld", (long)list[i].registration_id));
    if (count > 3) ly_need(out, counted(out->cx, (int64_t)count - 3, "more colleague asks", "more colleagues ask"), "Requests wait for you to decide.", "See all requests", "/approvals");
}

const HomeNeed home_need_requests = { BOOK_PLACES, need_find, need_show };
