/* The office's side of a second date: which waiting lists ask for one, and choosing its day. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/booking_pages.h"
#include "rooms/booking/second_date.h"
#include "rooms/booking/waiting_list.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event.h"

static Error *list_page(Ctx *cx, const Request *rq, Response *rs)
{
    SecondDate *list;
    size_t n;
    TRY(second_dates(cx, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Second dates", .frame = FRAME_OFFICE, .current = "office-today", .back = "/office", .wide = true });
    ly_head_begin(out, "Second dates");
    html(out, "<span class=\"ly-quiet ly-small\">Waiting lists that have grown to what the event’s rules say. Choose a day, and those who wait are offered its places in their order</span>");
    if (n) {
        ly_head_buttons(out);
        ly_sheet_buttons(out, "/office/second-dates.csv");
    }
    ly_head_end(out, n > 0);
    if (!n) ly_empty(out, (LyEmpty){ .title = "No waiting list asks for a second date", .words = "An event’s rules say how many must wait before one is proposed. It then stands here until you decide.", .act = "See the programme", .act_href = "/office/programme?list=full" });
    else {
        html(out, "<div class=\"ly-panel ly-panel--flush\">");
        ly_table_begin(out, (LyTable){ .caption = "Events whose waiting list asks for a second date", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Event" }, { .text = "Date" }, { .text = "Waiting", .number = true }, { .text = "Places", .number = true }, { .text = "Since" }) });
        for (size_t i = 0; i < n; i++)
            html(out, "<tr><th scope=\"row\"><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/events/%ld/second-date\">%s</a></th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td class=\"ly-num\" data-label=\"Waiting\">%ld</td>"
                      "<td class=\"ly-num\" data-label=\"Places\">%ld</td><td class=\"ly-nowrap\" data-label=\"Since\">%s</td></tr>\n", (long)list[i].event_id, list[i].title, date_words(cx, list[i].starts_on), (long)list[i].waiting,
                 (long)list[i].places, date_words(cx, date_of(cx, list[i].asked_at)));
        ly_table_end(out);
        html(out, "</div>\n");
    }
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Event", "First session", "Waiting", "Places", "Since" };
    SecondDate *list;
    size_t n;
    Sheet sheet;
    TRY(second_dates(cx, &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        sheet_text(&sheet, list[i].title), sheet_date(&sheet, list[i].starts_on), sheet_int(&sheet, list[i].waiting), sheet_int(&sheet, list[i].places), sheet_date(&sheet, date_of(cx, list[i].asked_at));
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "second-dates");
}

static void choose(Out *out, const Request *rq, Response *rs, const Event *event, bool open)
{
    Ctx *cx = out->cx;
    html(out, "<p class=\"govuk-body\">%s. The second date is a copy: %s, %s, with the same %stimes, price and facilitators. It is published at once, and its places are "
              "offered to those who wait, in their order. They keep their place on this list until they take one there.</p>\n",
         event->waiting == 1 ? "One person waits" : text(cx, "%ld people wait", (long)event->waiting), counted(cx, event->places, "place", NULL), counted(cx, event->session_count, "session", NULL), event->session_count > 1 ? "days between them, " : "");
    form_begin(cx, rq, rs, text(cx, "/office/events/%ld/second-date", (long)rq->id), false);
    field_date(out, rq, (DateField){ .name = "first_on", .legend = "First session on", .hint = text(cx, "The first date is %s", day_words(cx, event->starts_on)), .stored = "" });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Make the second date", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/events/%ld\">Not now</a></div></form>\n", (long)rq->id);
    if (!open) return;
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-top-6 govuk-!-margin-bottom-2\">No second date?</h2>\n<p class=\"govuk-body\">It is then not proposed again. Who waits stays on the list.</p>\n");
    form_begin(cx, rq, rs, text(cx, "/office/events/%ld/second-date/decline", (long)rq->id), false);
    govuk_button(out, (Button){ .text = "Decide against it", .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(out, "</form>\n");
}

static Error *second_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    int64_t made = 0;
    bool open;
    TRY(event_find_own(cx, rq->id, &event));
    TRY(second_date_of(cx, rq->id, &made, &open));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Second date: %s", event.title), .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "/office/events/%ld", (long)rq->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>A second date</h1>\n", event.title, day_words(cx, event.starts_on));
    if (made) ly_empty(out, (LyEmpty){ .title = "There is a second date", .words = "Its places are offered to those who wait, in their order.", .act = "See the second date", .act_href = text(cx, "/office/events/%ld", (long)made), .plain = true });
    else if (!event.waiting) ly_empty(out, (LyEmpty){ .title = "Nobody waits for this event", .words = "When people wait, you can make a second date here and offer them its places.", .act = "See the event", .act_href = text(cx, "/office/events/%ld", (long)rq->id), .plain = true });
    else choose(out, rq, rs, &event, open);
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *second_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *first_on;
    int64_t made;
    TRY(form_date(cx, rq, "first_on", "The day of the first session", &first_on));
    TRY(second_date_make(cx, rq->id, first_on, &made));
    rs->flash = "This is the second date: it is published, and its places are offered to those who wait.";
    return redirect(rs, text(cx, "/office/events/%ld", (long)made));
}

static Error *decline_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(second_date_decline(cx, rq->id));
    rs->flash = "There is no second date. Who waits stays on the list.";
    return redirect(rs, text(cx, "/office/events/%ld", (long)rq->id));
}

ROUTES(second_date_pages,
    GET ("/office/second-dates",                   OWN_COURSES, list_page),
    SHEET("/office/second-dates",                  OWN_COURSES, list_sheet),
    FORM("/office/events/:id/second-date",         OWN_COURSES, second_show, NULL, second_submit),
    POST("/office/events/:id/second-date/decline", OWN_COURSES, NULL, decline_submit),
);
