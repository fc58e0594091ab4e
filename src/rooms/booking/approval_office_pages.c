/* Places that the office, or the department whose event it is, approves first. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/booking/approval_pages.h"
#include "rooms/members/permission.h"

enum { BULK_MOST = 25 };

static void requests_table(Out *out, const Request *rq, const Asked *list, size_t n)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Places asked for, the oldest first", .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "Choose", .hidden = true }, { .text = "Who asks" }, { .text = "Event" }, { .text = "Free" }, { .text = "Asked" }, { .text = "Price", .number = true }) });
    for (size_t i = 0; i < n; i++) {
        const Asked *a = &list[i];
        html(out, "<tr>");
        ly_choose_cell(out, "registration", a->registration_id, a->name, form_ticked(rq, "registration", text(cx, "%ld", a->registration_id)));
        html(out, "<th scope=\"row\"><span>%s<span class=\"ly-sub\">%s</span></span></th><td data-label=\"Event\"><span><a class=\"govuk-link\" href=\"/office/events/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></td>"
                  "<td data-label=\"Free\">%s</td><td data-label=\"Asked\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td data-label=\"Price\" class=\"ly-num\">%s</td></tr>\n",
             a->name, blank(a->organisation) ? a->email : a->organisation, a->event_id, a->title, asked_when(cx, a), *a->instead_of ? text(cx, "The place of %s", a->instead_of) : a->waiting || a->taken >= a->places ? "Full" : text(cx, "%ld of %ld", a->places - a->taken, a->places),
             day_short(cx, date_of(cx, a->asked_at)), same(a->booker, a->name) ? "" : text(cx, "by %s", a->booker), !a->price_pence && a->saved_pence ? "Covered" : money_table(cx, a->price_pence));
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *office_show(Ctx *cx, const Request *rq, Response *rs)
{
    Asked *list;
    size_t n;
    int64_t event = query_number(rq, "event", 0);
    TRY(approvals_of_office(cx, event, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Places to approve", .frame = FRAME_OFFICE, .current = "approvals", .wide = true });
    ly_head_begin(out, "Places to approve");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", n ? counted(cx, (int64_t)n, "request", NULL) : "");
    if (n) {
        ly_head_buttons(out);
        ly_sheet_buttons(out, event ? text(cx, "/office/approvals.csv?event=%ld", (long)event) : "/office/approvals.csv");
    }
    ly_head_end(out, n > 0);
    if (event && n) html(out, "<p class=\"govuk-body\">Only <b>%s</b>. <a class=\"govuk-link\" href=\"/office/approvals\">Show all</a></p>\n", list[0].title);
    if (!n) {
        ly_empty(out, (LyEmpty){ .title = "Nothing is to be approved", .words = "An event whose rules say so has each place asked for first. Requests stand here until they are decided, or until an hour before the event begins.",
                                 .act = event ? "Show all" : "See the programme", .act_href = event ? "/office/approvals" : "/office/programme", .plain = true });
        page_end(rs);
        return OK;
    }
    form_begin(cx, rq, rs, "/office/approvals", false);
    requests_table(out, rq, list, n);
    html(out, "<div class=\"ly-read\">");
    field_text(out, rq, (TextInput){ .name = "note", .label = "What should they know?", .label_classes = "govuk-label--s", .hint = "Needed when you refuse, for example: One place for each school this time" });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Approve those chosen", .name = "decision", .value = "yes", .prevent_double_click = YES });
    govuk_button(out, (Button){ .text = "Refuse those chosen", .name = "decision", .value = "no", .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(out, "</div></div></form>\n");
    page_end(rs);
    return OK;
}

static Error *office_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Name", "Email", "Organisation", "Event", "First session", "Asked on", "Booked by", "Instead of", "Price", "Places", "Taken", "Waiting" };
    Asked *list;
    size_t n;
    Sheet sheet;
    TRY(approvals_of_office(cx, query_number(rq, "event", 0), &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const Asked *a = &list[i];
        sheet_text(&sheet, a->name), sheet_text(&sheet, a->email), sheet_text(&sheet, a->organisation), sheet_text(&sheet, a->title), sheet_date(&sheet, a->starts_on);
        sheet_date(&sheet, date_of(cx, a->asked_at)), sheet_text(&sheet, a->booker), sheet_text(&sheet, a->instead_of), sheet_pence(&sheet, a->price_pence), sheet_int(&sheet, a->places), sheet_int(&sheet, a->taken), sheet_int(&sheet, a->waiting);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "places-to-approve");
}

/* All of them or none: what one of them is refused for is said, and the others stay to be decided. */
static Error *office_submit(Ctx *cx, Request *rq, Response *rs)
{
    size_t n, placed = 0, waiting = 0;
    const char *const *ids = form_list(cx, rq, "registration", &n), *decision = form_text(rq, "decision");
    if (!one_of(decision, "yes no")) return invalid(cx, NULL, "Choose whether to approve or to refuse");
    if (!n) return invalid(cx, NULL, "Choose whose places to decide");
    if (n > BULK_MOST) return invalid(cx, NULL, "Choose %d people at most in one go", BULK_MOST);
    for (size_t i = 0; i < n; i++) {
        int64_t id;
        Asked asked = {0};
        const char *state;
        if (!number_parse(ids[i], 1, INT64_MAX, &id)) return invalid(cx, NULL, "Choose people from the list");
        TRY(approval_find(cx, id, &asked));
        if (!same(asked.step, "office")) return missing(cx, "request %ld is the school's to decide", (long)id);
        TRY(approval_decide(cx, id, &(Decision){ .approved = same(decision, "yes"), .note = form_text(rq, "note") }, &state));
        placed += same(state, "confirmed"), waiting += same(state, "waiting");
    }
    if (same(decision, "no")) rs->flash = text(cx, "%s refused, and told why by email.", counted(cx, (int64_t)n, "request is", "requests are"));
    else rs->flash = text(cx, "%s%s%s.", placed ? counted(cx, (int64_t)placed, "person has a place", "people have a place") : "", placed && waiting ? ", and " : "",
                          waiting ? counted(cx, (int64_t)waiting, "person joins the waiting list", "people join the waiting list") : "");
    return redirect(rs, "/office/approvals");
}

ROUTES(approval_office_pages,
    FORM ("/office/approvals", OWN_COURSES, office_show, NULL, office_submit),
    SHEET("/office/approvals", OWN_COURSES, office_sheet),
);
