/* The register: on a phone in the room, and printed; and the events that a facilitator leads. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/pdf.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/attendance.h"
#include "rooms/members/permission.h"

static const char *where_words(const Session *session) { return same(session->place_kind, "online") ? "Online" : blank(session->venue) ? "Place to be announced" : session->venue; }

typedef struct { int64_t present, absent, left, unnamed; } Marks;

static Marks marks_count(const AttendanceRegister *found)
{
    Marks marks = {0};
    for (size_t i = 0; i < found->count; i++) {
        const RegisterRow *row = &found->rows[i];
        marks.present += one_of(row->mark, "present part");
        marks.absent += same(row->mark, "absent");
        marks.left += row->person_id && blank(row->mark);
        marks.unnamed += !row->person_id;
    }
    return marks;
}

static bool unmarked_only(const Request *rq) { return same(query_value(rq, "show"), "unmarked"); }

/* Each row sends a mark and minutes: where a form cannot hold both for everybody, it asks for marks alone. */
static bool asks_minutes(const AttendanceRegister *found) { return 2 * found->count + 10 < FIELDS_MOST; }

static const char *row_note(Ctx *cx, const RegisterRow *row)
{
    return row->walked_in ? text(cx, "%s%scame unbooked", row->organisation, *row->organisation ? ", " : "") : row->organisation;
}

static void row_put(Out *out, const Request *rq, const RegisterRow *row, bool minutes)
{
    Ctx *cx = out->cx;
    const char *name = text(cx, "mark_%ld", (long)row->registration_id), *minutes_name = minutes ? text(cx, "minutes_%ld", (long)row->registration_id) : NULL;
    ly_mark(out, (LyMark){ .id = name, .name = name, .person = row->name, .organisation = row_note(cx, row), .mark = form_value(rq, name, row->mark), .minutes_name = minutes_name,
                           .minutes = minutes ? form_value(rq, minutes_name, row->minutes ? text(cx, "%ld", (long)row->minutes) : "") : NULL,
                           .error = minutes ? error_for(rq, minutes_name) : NULL });
}

/* "16 of 24 here, 1 absent, 7 to mark" */
static void marks_words(Out *out, const AttendanceRegister *found, Marks marks)
{
    html(out, "<p class=\"govuk-body\"><b>%ld of %ld here</b>", (long)marks.present, (long)found->count);
    if (marks.absent) html(out, ", %ld absent", (long)marks.absent);
    if (marks.unnamed) html(out, ", %s not named yet", counted(out->cx, marks.unnamed, "place", NULL));
    html(out, ", %s</p>\n", marks.left ? text(out->cx, "%ld to mark", (long)marks.left) : "all marked");
}

/* A place that their school has not named anybody for: whoever comes for it is put down like a walk-in. */
static void unnamed_put(Out *out, const char *here, const RegisterRow *row)
{
    html(out, "<li><div><b>%s</b><div class=\"ly-small ly-quiet\">Nobody is named yet</div></div><a class=\"govuk-link ly-small\" href=\"%s/walk-in?instead_of=%ld\">Say who came</a></li>\n",
         row->name, here, (long)row->registration_id);
}

static void marks_form(Out *out, const Request *rq, Response *rs, const AttendanceRegister *found, Marks marks)
{
    Ctx *cx = out->cx;
    const char *here = text(cx, "/events/%ld/register/%ld", (long)rq->id, (long)rq->id2);
    int64_t left = marks.left;
    bool fresh = !marks.present && !marks.absent, few = unmarked_only(rq) && left;
    if (few) html(out, "<p class=\"ly-small\">Only those still to mark. <a class=\"govuk-link\" href=\"%s\">Show everybody</a></p>\n", here);
    else if (left && !fresh) html(out, "<p class=\"ly-small\"><a class=\"govuk-link\" href=\"%s?show=unmarked\">Show only those to mark</a></p>\n", here);
    form_begin(cx, rq, rs, here, false);
    ly_find(out, "Find a name or school");
    ly_register_begin(out);
    for (size_t i = 0; i < found->count; i++) {
        const RegisterRow *row = &found->rows[i];
        if (few && !blank(row->mark)) continue;
        if (row->person_id) row_put(out, rq, row, asks_minutes(found));
        else unnamed_put(out, here, row);
    }
    ly_register_end(out);
    html(out, "<div class=\"ly-stickybar ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save the register", .prevent_double_click = YES });
    if (left) govuk_button(out, (Button){ .text = fresh ? "All are here" : "The rest are here", .name = "all", .value = "present", .classes = "govuk-button--secondary" });
    govuk_button(out, (Button){ .text = "Walk-in", .href = text(cx, "%s/walk-in", here), .classes = "govuk-button--secondary" });
    html(out, "</div></form>\n");
}

/* To read: before the day, or for those who mark nobody. */
static void booked_list(Out *out, const AttendanceRegister *found, bool begun)
{
    Ctx *cx = out->cx;
    if (!begun) ly_note(out, LY_INFO, text(cx, "The register opens on the day itself, %s.", day_words(cx, date_of(cx, found->session.starts_at))));
    ly_panel_begin(out, (LyPanel){ .title = counted(cx, (int64_t)found->count, "person is booked", "people are booked") });
    html(out, "<ul class=\"ly-plain\">");
    for (size_t i = 0; i < found->count; i++) {
        html(out, "<li class=\"ly-row\">");
        ly_person(out, found->rows[i].name, row_note(cx, &found->rows[i]));
        html(out, " %s</li>", found->rows[i].minutes ? text(cx, "%s, %s", found->rows[i].mark, minutes_words(cx, found->rows[i].minutes)) : found->rows[i].mark);
    }
    html(out, "</ul>");
    ly_panel_end(out);
}

static void beside(Out *out, const Request *rq, const AttendanceRegister *found, const Session *sessions, size_t n)
{
    Ctx *cx = out->cx;
    const Session *session = &found->session;
    html(out, "<aside aria-label=\"About this session\">");
    if (!register_is_to_read(cx) && session->ends_at > cx->now) {
        ly_panel_begin(out, (LyPanel){ .title = "By phone", .tone = LY_TINT });
        html(out, "<p class=\"ly-small govuk-!-margin-top-0\">Scan the code on each person’s phone with your camera, or show one in the room by which they check themselves in.</p>");
        ly_small_button(out, "Code for the room", text(cx, "/events/%ld/register/%ld/room", (long)rq->id, (long)rq->id2), false);
        ly_panel_end(out);
    }
    ly_panel_begin(out, (LyPanel){ .title = "On paper", .tone = LY_TINT });
    html(out, "<p class=\"ly-small govuk-!-margin-top-0\">A sheet to sign, with lines for whoever comes unbooked.</p>");
    const char *file = text(cx, "/events/%ld/register/%ld/register", (long)rq->id, (long)rq->id2);
    ly_small_button(out, "Print the register (PDF)", text(cx, "%s.pdf", file), false);
    html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\">As a list: <a class=\"govuk-link\" href=\"%s.csv\">CSV</a> or <a class=\"govuk-link\" href=\"%s.xlsx\">Excel</a></p>", file, file);
    ly_panel_end(out);
    ly_panel_begin(out, (LyPanel){ .title = "Where" });
    html(out, "<p class=\"ly-small govuk-!-margin-top-0 govuk-!-margin-bottom-0\">%s", where_words(session));
    if (*session->address) html(out, "<br>%s, %s", session->address, session->postcode);
    if (!blank(session->online_link)) html(out, "<br><a class=\"govuk-link\" href=\"%s\">Join online</a>", session->online_link);
    html(out, "</p>");
    ly_panel_end(out);
    if (n > 1) {
        ly_panel_begin(out, (LyPanel){ .title = "Its sessions" });
        html(out, "<ul class=\"ly-plain ly-small\">");
        for (size_t i = 0; i < n; i++) {
            const char *words = text(cx, "%s, %s", day_words(cx, date_of(cx, sessions[i].starts_at)), clock_words(cx, sessions[i].starts_at));
            if (sessions[i].id == session->id) html(out, "<li><b>%s</b> (this one)</li>", words);
            else html(out, "<li><a class=\"govuk-link\" href=\"/events/%ld/register/%ld\">%s</a></li>", (long)rq->id, (long)sessions[i].id, words);
        }
        html(out, "</ul>");
        ly_panel_end(out);
    }
    html(out, "</aside>");
}

static Error *register_show(Ctx *cx, const Request *rq, Response *rs)
{
    AttendanceRegister found = {0};
    Session *sessions;
    size_t n;
    TRY(register_find(cx, rq->id, rq->id2, &found));
    TRY(event_sessions(cx, rq->id, &sessions, &n));
    Marks marks = marks_count(&found);
    const char *day = date_of(cx, found.session.starts_at);
    bool begun = strcmp(day, cx->today) <= 0, open = begun && !register_is_to_read(cx);
    const char *which = found.event.session_count > 1 ? text(cx, "Session %ld of %ld, ", (long)found.session.position, (long)found.event.session_count) : "";

    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Register: %s", found.event.title), .frame = FRAME_TASK, .wide = true,
                                              .back = may(cx, READ_PROGRAMME) ? text(cx, "/office/events/%ld", (long)rq->id) : "/facilitating" });
    html(out, "<div class=\"ly-split ly-split--right\"><div>\n<h1 class=\"govuk-heading-l govuk-!-margin-bottom-1\">%s</h1>\n<p class=\"ly-quiet govuk-!-margin-top-0 govuk-!-margin-bottom-4\">%s%s, %s, %s</p>\n", found.event.title,
         which, same(day, cx->today) ? "today" : day_words(cx, day), clock_range(cx, found.session.starts_at, found.session.ends_at), where_words(&found.session));
    if (!found.count && open)
        ly_empty(out, (LyEmpty){ .title = "Nobody is booked", .words = "Whoever comes all the same can be put on the register here.", .act = "Somebody came without booking",
                                 .act_href = text(cx, "/events/%ld/register/%ld/walk-in", (long)rq->id, (long)rq->id2) });
    else if (!found.count)
        ly_empty(out, (LyEmpty){ .title = "Nobody is booked", .words = "When somebody books a place, their name is here.", .act = "Look at the event",
                                 .act_href = event_visible(cx, &found.event) ? text(cx, "/events/%ld", (long)rq->id) : NULL });
    else if (!open) {
        if (marks.present + marks.absent) marks_words(out, &found, marks);
        booked_list(out, &found, begun);
    } else {
        marks_words(out, &found, marks);
        marks_form(out, rq, rs, &found, marks);
    }
    html(out, "</div>");
    beside(out, rq, &found, sessions, n);
    html(out, "</div>");
    page_end(rs);
    return OK;
}

/* Empty: nobody said how long. What is no number is refused where the session's length is known. */
static int64_t minutes_typed(Ctx *cx, const Request *rq, const RegisterRow *row)
{
    const char *name = text(cx, "minutes_%ld", (long)row->registration_id), *typed = text_trim(cx, form_text(rq, name));
    int64_t minutes = MINUTES_UNSAID;
    if (!form_has(rq, name)) return row->minutes;
    return !*typed || number_parse(typed, 1, INT32_MAX, &minutes) ? minutes : -1;
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
        int64_t id = found.rows[i].registration_id;
        const char *mark = form_text(rq, text(cx, "mark_%ld", (long)id));
        if (!found.rows[i].person_id) continue;
        if (all && blank(mark)) mark = "present";   /* whoever is marked absent already stays so */
        if (!blank(mark)) marks[n++] = (Mark){ .registration_id = id, .mark = mark, .minutes = minutes_typed(cx, rq, &found.rows[i]) };
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
    static const PdfColumn columns[] = { { "Name", 0.26, false }, { "For", 0.36, false }, { "Here", 0.08, false }, { "Signature", 0.3, false } };
    pdf_table(pdf, "Everybody booked", columns, COUNT(columns));
    for (size_t i = 0; i < found.count; i++) pdf_row(pdf, (const char *const[]){ found.rows[i].name, found.rows[i].organisation, "[ ]", "" });
    for (int i = 0; i < 4; i++) pdf_row(pdf, (const char *const[]){ " ", "", "[ ]", "" });   /* for whoever comes unbooked */
    pdf_table_end(pdf);
    TRY(pdf_end(pdf, &bytes, &length));
    rs->download = text(cx, "register-%s.pdf", found.event.starts_on);
    return respond(rs, "application/pdf", bytes, length);
}

static Error *register_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Name", "Email", "For", "Mark", "Minutes of a part", "Came unbooked" };
    AttendanceRegister found = {0};
    Sheet sheet;
    TRY(register_find(cx, rq->id, rq->id2, &found));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < found.count; i++) {
        const RegisterRow *row = &found.rows[i];
        sheet_text(&sheet, row->name), sheet_text(&sheet, row->email), sheet_text(&sheet, row->organisation), sheet_text(&sheet, row->mark);
        if (row->minutes) sheet_int(&sheet, row->minutes);
        else sheet_text(&sheet, "");
        sheet_text(&sheet, row->walked_in ? "yes" : "");
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, text(cx, "register-%s", found.event.starts_on));
}

/* ---- what somebody leads ---- */

typedef enum { TO_TAKE, TO_COME, TAKEN } DutyKind;

static DutyKind duty_kind(Ctx *cx, const Duty *duty)
{
    if (strcmp(date_of(cx, duty->starts_at), cx->today) > 0) return TO_COME;
    return duty->taken && duty->marked < duty->taken ? TO_TAKE : TAKEN;
}

static void duty_row(Out *out, const Duty *d, DutyKind kind)
{
    Ctx *cx = out->cx;
    const char *href = text(cx, "/events/%ld/register/%ld", (long)d->event_id, (long)d->session_id);
    ly_session_begin(out, date_of(cx, d->starts_at));
    html(out, "<div class=\"ly-row ly-row--apart\"><span><b><a class=\"govuk-link\" href=\"%s\">%s</a></b><br>%s, %s<br><span class=\"ly-quiet\">%s%s</span></span>", href, d->title,
         clock_range(cx, d->starts_at, d->ends_at), same(d->format, "online") ? "Online" : d->place,
         d->session_count > 1 ? text(cx, "Session %ld of %ld. ", (long)d->position, (long)d->session_count) : "",
         d->marked ? text(cx, "%ld of %ld marked", (long)d->marked, (long)d->taken) : text(cx, "%s booked", counted(cx, d->taken, "person", "people")));
    if (kind == TO_TAKE) ly_small_button(out, "Take the register", href, true);
    html(out, "</div>");
    ly_session_end(out);
}

static void duties_panel(Out *out, const char *title, const Duty *list, size_t n, DutyKind kind)
{
    bool begun = false;
    for (size_t i = 0; i < n; i++) {
        if (duty_kind(out->cx, &list[i]) != kind) continue;
        if (!begun) {
            ly_panel_begin(out, (LyPanel){ .title = title });
            ly_sessions_begin(out);
        }
        begun = true;
        duty_row(out, &list[i], kind);
    }
    if (!begun) return;
    ly_sessions_end(out);
    ly_panel_end(out);
}

static Error *facilitating_page(Ctx *cx, const Request *rq, Response *rs)
{
    Duty *list;
    size_t n;
    TRY(duties(cx, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "My events", .frame = FRAME_PUBLIC, .current = "facilitating", .wide = true });
    html(out, "<div class=\"ly-narrow-page\"><h1 class=\"govuk-heading-l\">My events</h1>\n");
    if (!n) ly_empty(out, (LyEmpty){ .title = "You lead nothing in the coming weeks", .words = "When the office asks you to lead an event, its register is here.", .act = "See the programme", .act_href = "/courses" });
    duties_panel(out, "Registers to take", list, n, TO_TAKE);
    duties_panel(out, "To come", list, n, TO_COME);
    duties_panel(out, "Taken in the last week", list, n, TAKEN);
    html(out, "</div>");
    page_end(rs);
    return OK;
}

ROUTES(register_pages,
    FORM("/events/:id/register/:id", SIGNED_IN, register_show, NULL, register_submit),
    SLOW("/events/:id/register/:id/register.pdf", SIGNED_IN, register_pdf),
    SHEET("/events/:id/register/:id/register", SIGNED_IN, register_sheet),
    GET ("/facilitating", SIGNED_IN, facilitating_page),
);
