/* The register: on a phone in the room, and printed; and the events that a facilitator leads. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/pdf.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/attendance.h"
#include "rooms/members/permission.h"

static const char *where_words(const Session *session) { return same(session->place_kind, "online") ? "Online" : blank(session->venue) ? "Place to be announced" : session->venue; }

static void marks_count(const AttendanceRegister *found, int64_t *present, int64_t *absent)
{
    *present = *absent = 0;
    for (size_t i = 0; i < found->count; i++) {
        *present += one_of(found->rows[i].mark, "present part");
        *absent += same(found->rows[i].mark, "absent");
    }
}

static Error *register_show(Ctx *cx, const Request *rq, Response *rs)
{
    AttendanceRegister found = {0};
    int64_t present, absent;
    TRY(register_find(cx, rq->id, rq->id2, &found));
    marks_count(&found, &present, &absent);
    const char *day = date_of(cx, found.session.starts_at);
    bool begun = strcmp(day, cx->today) <= 0, open = begun && !(may(cx, AUDIT) && !may(cx, RUN_PROGRAMME));
    const char *which = found.event.session_count > 1 ? text(cx, "Session %ld of %ld, ", (long)found.session.position, (long)found.event.session_count) : "";

    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Register: %s", found.event.title), .frame = FRAME_TASK,
                                              .back = may(cx, AUDIT) ? text(cx, "/office/events/%ld", (long)rq->id) : "/facilitating" });
    html(out, "<h1 class=\"govuk-heading-m govuk-!-margin-bottom-1\">%s</h1>\n<p class=\"ly-quiet govuk-!-margin-top-0\">%s%s, %s, %s</p>\n", found.event.title, which, day_words(cx, day),
         clock_range(cx, found.session.starts_at, found.session.ends_at), where_words(&found.session));
    html(out, "<p class=\"govuk-body\"><b>%ld of %ld</b> marked present, %ld absent. <a class=\"govuk-link\" href=\"/events/%ld/register/%ld/register.pdf\">Print the register</a></p>\n", present,
         (long)found.count, absent, (long)rq->id, (long)rq->id2);
    if (!found.count) {
        ly_empty(out, (LyEmpty){ .title = "Nobody is booked", .words = "When somebody books a place, their name is here.", .act = "Look at the event",
                                 .act_href = event_visible(cx, &found.event) ? text(cx, "/events/%ld", (long)rq->id) : NULL });
    } else if (!open) {
        if (!begun) ly_note(out, LY_INFO, text(cx, "The register opens on the day itself. Until then, these %ld people are booked.", (long)found.count));
        html(out, "<ul class=\"ly-plain\">");
        for (size_t i = 0; i < found.count; i++) {
            html(out, "<li class=\"ly-row\">");
            ly_person(out, found.rows[i].name, found.rows[i].organisation);
            html(out, " %s</li>", found.rows[i].mark);
        }
        html(out, "</ul>");
    } else {
        form_begin(cx, rq, rs, text(cx, "/events/%ld/register/%ld", (long)rq->id, (long)rq->id2), false);
        ly_register_begin(out);
        for (size_t i = 0; i < found.count; i++) {
            const RegisterRow *row = &found.rows[i];
            const char *name = text(cx, "mark_%ld", (long)row->registration_id);
            ly_mark(out, (LyMark){ .id = name, .name = name, .person = row->name, .organisation = row->organisation, .mark = form_value(rq, name, row->mark) });
        }
        ly_register_end(out);
        html(out, "<div class=\"ly-stickybar ly-buttons\">");
        govuk_button(out, (Button){ .text = "Keep the register", .prevent_double_click = YES });
        govuk_button(out, (Button){ .text = "All present", .name = "all", .value = "present", .classes = "govuk-button--secondary" });
        html(out, "</div></form>\n");
    }
    page_end(rs);
    return OK;
}

static Error *register_submit(Ctx *cx, Request *rq, Response *rs)
{
    AttendanceRegister found = {0};
    int64_t changed;
    size_t n = 0;
    TRY(register_find(cx, rq->id, rq->id2, &found));
    Mark *marks = array(cx, Mark, found.count + 1);
    bool all = same(form_text(rq, "all"), "present");
    for (size_t i = 0; i < found.count; i++) {
        const char *mark = form_text(rq, text(cx, "mark_%ld", (long)found.rows[i].registration_id));
        if (all && blank(mark)) mark = "present";   /* whoever is marked absent already stays so */
        if (!blank(mark)) marks[n++] = (Mark){ found.rows[i].registration_id, mark };
    }
    TRY(register_mark(cx, rq->id, rq->id2, marks, n, &changed));
    rs->flash = changed ? text(cx, "The register is kept: %s", counted(cx, changed, "mark is new", "marks are new")) : "The register is kept as it was";
    return redirect(rs, text(cx, "/events/%ld/register/%ld", (long)rq->id, (long)rq->id2));
}

static Error *register_pdf(Ctx *cx, const Request *rq, Response *rs)
{
    AttendanceRegister found = {0};
    const char *bytes;
    size_t length;
    TRY(register_find(cx, rq->id, rq->id2, &found));
    const char *day = date_of(cx, found.session.starts_at);
    Pdf *pdf = pdf_begin(cx, (PdfPage){ .title = text(cx, "Register: %s", found.event.title), .author = cx->partnership->name, .footer = cx->partnership->name });
    pdf_heading(pdf, 1, found.event.title);
    pdf_text(pdf, text(cx, "%s, %s, %s. Led by %s.", day_words(cx, day), clock_range(cx, found.session.starts_at, found.session.ends_at), where_words(&found.session),
                       blank(found.event.led_by) ? "a facilitator to be named" : found.event.led_by));
    static const PdfColumn columns[] = { { "Name", 0.3, false }, { "For", 0.32, false }, { "Here", 0.08, false }, { "Signature", 0.3, false } };
    pdf_table(pdf, "Everybody booked", columns, COUNT(columns));
    for (size_t i = 0; i < found.count; i++) pdf_row(pdf, (const char *const[]){ found.rows[i].name, found.rows[i].organisation, "[ ]", "" });
    for (int i = 0; i < 4; i++) pdf_row(pdf, (const char *const[]){ " ", "", "[ ]", "" });   /* for whoever comes unbooked */
    pdf_table_end(pdf);
    TRY(pdf_end(pdf, &bytes, &length));
    rs->download = text(cx, "register-%s.pdf", found.event.starts_on);
    return respond(rs, "application/pdf", bytes, length);
}

static Error *facilitating_page(Ctx *cx, const Request *rq, Response *rs)
{
    Duty *list;
    size_t n;
    TRY(duties(cx, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "My events", .frame = FRAME_PUBLIC, .current = "facilitating" });
    html(out, "<h1 class=\"govuk-heading-l\">My events</h1>\n");
    if (!n) ly_empty(out, (LyEmpty){ .title = "You lead nothing in the coming weeks", .words = "When the office asks you to lead an event, its register is here.", .act = "See the programme", .act_href = "/courses" });
    else ly_sessions_begin(out);
    for (size_t i = 0; i < n; i++) {
        const Duty *d = &list[i];
        ly_session_begin(out, date_of(cx, d->starts_at));
        html(out, "<b><a class=\"govuk-link\" href=\"/events/%ld/register/%ld\">%s</a></b><br>%s, %s<br>", (long)d->event_id, (long)d->session_id, d->title, clock_range(cx, d->starts_at, d->ends_at),
             same(d->format, "online") ? "Online" : d->place);
        html(out, "<span class=\"ly-quiet\">%s%s</span>", d->session_count > 1 ? text(cx, "Session %ld of %ld. ", (long)d->position, (long)d->session_count) : "",
             d->marked ? text(cx, "%ld of %ld marked", (long)d->marked, (long)d->taken) : text(cx, "%s booked", counted(cx, d->taken, "person", "people")));
        ly_session_end(out);
    }
    if (n) ly_sessions_end(out);
    page_end(rs);
    return OK;
}

ROUTES(register_pages,
    FORM("/events/:id/register/:id", TAKE_REGISTER, register_show, NULL, register_submit),
    SLOW("/events/:id/register/:id/register.pdf", TAKE_REGISTER, register_pdf),
    GET ("/facilitating", SIGNED_IN, facilitating_page),
);
