/* The register to take away: on paper to sign, and as a list. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/pdf.h"
#include "platform/documents/sheet.h"
#include "rooms/booking/register_pages.h"

static Error *register_pdf(Ctx *cx, const Request *rq, Response *rs)
{
    AttendanceRegister found = {0};
    const char *bytes;
    size_t length;
    TRY(register_find(cx, rq->id, rq->id2, &found));
    const char *day = date_of(cx, found.session.starts_at);
    Pdf *pdf = pdf_begin(cx, (PdfPage){ .title = text(cx, "Register: %s", found.event.title), .author = cx->partnership->name, .footer = cx->partnership->name });
    pdf_heading(pdf, 1, found.event.title);
    pdf_text(pdf, text(cx, "%s, %s, %s. Led by %s.", day_words(cx, day), clock_range(cx, found.session.starts_at, found.session.ends_at), session_where(cx, &found.session),
                       blank(found.event.led_by) ? "a facilitator to be named" : found.event.led_by));
    static const PdfColumn columns[] = { { "Name", 0.26, false }, { "For", 0.36, false }, { "Here", 0.08, false }, { "Signature", 0.3, false } };
    pdf_table(pdf, "Everybody booked", columns, COUNT(columns));
    for (size_t i = 0; i < found.count; i++) pdf_row(pdf, (const char *const[]){ found.rows[i].person_id ? found.rows[i].name : "No name yet", found.rows[i].organisation, "[ ]", "" });
    for (int i = 0; i < 4; i++) pdf_row(pdf, (const char *const[]){ " ", "", "[ ]", "" });   /* for whoever comes unbooked */
    pdf_table_end(pdf);
    TRY(pdf_end(pdf, &bytes, &length));
    rs->download = text(cx, "register-%s.pdf", found.event.starts_on);
    return respond(rs, "application/pdf", bytes, length);
}

static Error *register_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Name", "Email", "For", "Mark", "Minutes of a part", "Came unbooked", "Needs" };
    AttendanceRegister found = {0};
    Sheet sheet;
    TRY(register_find(cx, rq->id, rq->id2, &found));
    TRY(register_needs(cx, &found));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < found.count; i++) {
        const RegisterRow *row = &found.rows[i];
        sheet_text(&sheet, row->person_id ? row->name : text(cx, "%s, no name yet", row->name)), sheet_text(&sheet, row->email), sheet_text(&sheet, row->organisation), sheet_text(&sheet, row->mark);
        if (row->minutes) sheet_int(&sheet, row->minutes);
        else sheet_text(&sheet, "");
        sheet_text(&sheet, row->walked_in ? "yes" : "");
        sheet_text(&sheet, row->need ? row->need : "");
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, text(cx, "register-%s", found.event.starts_on));
}

ROUTES(register_paper_pages,
    SLOW("/events/:id/register/:id/register.pdf", SIGNED_IN, register_pdf),
    SHEET("/events/:id/register/:id/register", SIGNED_IN, register_sheet),
);
