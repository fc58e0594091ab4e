/* A certificate as its holder sees it, as a PDF, and the public page that verifies one. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/pdf.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/own_mark.h"
#include "rooms/record/certificate.h"

/* Somebody who was not at all of it has what they were at, and it says so. */
static const char *time_words(Ctx *cx, const Certificate *c) { return text(cx, "%s%s", minutes_words(cx, c->minutes), c->in_part ? ", attended in part" : ""); }
static const char *until_words(Ctx *cx, const Certificate *c) { return *c->expires_on ? date_words(cx, c->expires_on) : ""; }

static Error *certificate_page(Ctx *cx, const Request *rq, Response *rs)
{
    Certificate c = {0};
    TRY(certificate_find(cx, rq->id, &c));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Certificate", .frame = FRAME_PUBLIC, .current = "record", .back = "/record" });
    html(out, "<div class=\"ly-narrow-page\"><h1 class=\"govuk-heading-l govuk-!-margin-bottom-2\">Certificate of attendance</h1>\n<p class=\"ly-lede\">%s</p>\n", c.course);
    if (c.withdrawn_at) ly_note(out, LY_BAD, text(cx, "This certificate was withdrawn: %s", c.withdrawn_why));
    else if (certificate_expired(cx, &c)) ly_note(out, LY_WARN, text(cx, "This certificate expired on %s. To renew it, come to the course or its refresher", date_words(cx, c.expires_on)));
    ly_panel_begin(out, (LyPanel){0});
    ly_facts_begin(out, false);
    ly_fact(out, "Name", c.name);
    ly_fact(out, "Date", day_words(cx, c.held_on));
    ly_fact(out, "Learning time", time_words(cx, &c));
    ly_fact(out, "Valid until", until_words(cx, &c));
    ly_fact(out, "Code", c.code);
    ly_facts_end(out);
    ly_panel_end(out);
    html(out, "<div class=\"ly-buttons\">");
    if (!c.withdrawn_at) govuk_button(out, (Button){ .text = "Download the certificate (PDF)", .href = text(cx, "/certificates/%ld/certificate.pdf", (long)c.id) });
    if (!c.withdrawn_at) govuk_button(out, (Button){ .text = "As an Open Badge", .href = text(cx, "/certificates/%ld/badge.jwt", (long)c.id), .classes = "govuk-button--secondary" });
    html(out, "<a class=\"govuk-link\" href=\"/verify/%s\">See what others see</a></div>\n"
              "<p class=\"govuk-body ly-quiet govuk-!-margin-top-4\">Whoever you give it to can check it: the square on the certificate, and its code, lead to a public page that says it is genuine. An Open Badge is the same as a signed file, for a wallet or a profile of badges.</p></div>", c.code);
    page_end(rs);
    return OK;
}

typedef struct { const char *outcome, *led_by; } CourseSaid;
SQL(course_of_certificate, "SELECT c.outcome, e.led_by FROM registration r JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id WHERE r.id = $1");

static Error *certificate_pdf(Ctx *cx, const Request *rq, Response *rs)
{
    static const Column said_columns[] = { COLUMN(CourseSaid, outcome), COLUMN(CourseSaid, led_by) };
    CourseSaid said = {0};
    Certificate c = {0};
    MarkPicture mark;
    const char *bytes;
    size_t length;
    TRY(certificate_find(cx, rq->id, &c));
    if (c.withdrawn_at) return missing(cx, "certificate %ld is withdrawn", (long)c.id);
    TRY(db_one(cx, course_of_certificate, said_columns, &said, INT(c.registration_id)));
    TRY(own_mark_find(cx, &mark));
    bool led = !blank(said.led_by);
    const Picture picture = { mark.type, mark.bytes.bytes, mark.bytes.length, mark.width, mark.height };
    TRY(pdf_certificate(cx, &(PdfCertificate){ .partnership = cx->partnership->name, .title = "Certificate of attendance", .name = c.name, .course = c.course,
        .words = text(cx, "%s, %s of professional learning%s%s%s", date_words(cx, c.held_on), minutes_words(cx, c.minutes), c.in_part ? ", attended in part" : "", *c.expires_on ? ". Valid until " : "", until_words(cx, &c)), .issued = date_words(cx, date_of(cx, c.issued_at)), .code = c.code,
        .verify_url = text(cx, "%s/verify/%s", cx->partnership->url, c.code), .signatory = led ? said.led_by : cx->partnership->name, .signatory_role = led ? text(cx, "For %s", cx->partnership->name) : cx->partnership->council,
        .outcome = blank(said.outcome) ? "" : text(cx, "What it is meant to bring about: %s", said.outcome), .brand = cx->partnership->brand, .mark = mark.id ? &picture : NULL }, &bytes, &length));
    rs->download = text(cx, "certificate-%s.pdf", c.code);
    return respond(rs, "application/pdf", bytes, length);
}

static void verified(Ctx *cx, Out *out, const Certificate *c)
{
    if (c->withdrawn_at) {
        html(out, "<h1 class=\"govuk-heading-l\">This certificate was withdrawn</h1>\n<p class=\"govuk-body\">It no longer shows that anybody attended. %s.</p>", c->withdrawn_why);
        return;
    }
    if (certificate_expired(cx, c)) {
        html(out, "<h1 class=\"govuk-heading-l\">This certificate has expired</h1>\n<p class=\"govuk-body\">It was genuine, and held until %s. Ask for a newer one.</p>", date_words(cx, c->expires_on));
        return;
    }
    html(out, "<div class=\"ly-narrow-page\">");
    govuk_panel(out, (Panel){ .title = "This certificate is genuine", .text = text(cx, "Issued by %s", cx->partnership->name) });
    ly_facts_begin(out, false);
    ly_fact(out, "Name", c->name);
    ly_fact(out, "Course", c->course);
    ly_fact(out, "Date", date_words(cx, c->held_on));
    ly_fact(out, "Learning time", time_words(cx, c));
    ly_fact(out, "Valid until", until_words(cx, c));
    ly_fact(out, "Issued", date_words(cx, date_of(cx, c->issued_at)));
    ly_fact(out, "Code", c->code);
    ly_facts_end(out);
    html(out, "<p class=\"govuk-body ly-quiet govuk-!-margin-top-4\">Compare the name and the date with the certificate you were shown. <a class=\"govuk-link\" href=\"/verify\">Check another</a></p></div>");
}

static Error *verify(Ctx *cx, const Request *rq, Response *rs, const char *typed)
{
    Certificate c = {0};
    bool found = false;
    Request asked = *rq;
    if (!blank(typed)) TRY(certificate_by_code(cx, typed, &c, &found));
    if (!blank(typed) && !found)
        asked.errors = invalid(cx, "code", "There is no certificate with this code. Look at it again: it has 16 letters and figures, and none of 0, O, 1, I, L or U");
    Out *out = page_begin(cx, &asked, rs, (Page){ .title = "Check a certificate", .frame = FRAME_PUBLIC });
    if (found) verified(cx, out, &c);
    else {
        html(out, "<h1 class=\"govuk-heading-l\">Check a certificate</h1>\n<p class=\"govuk-body\">Anybody may check that a certificate of %s is genuine. Point a phone at the square on it, or enter its code here.</p>\n",
             cx->partnership->name);
        html(out, "<form action=\"/verify\" method=\"get\">");
        field_text(out, &asked, (TextInput){ .name = "code", .label = "The code at the foot of the certificate", .hint = "For example, 7KQ2-M9FD-XT4B-H3WP", .value = typed, .classes = "govuk-input--width-20", .autocomplete = "off", .spellcheck = NO });
        govuk_button(out, (Button){ .text = "Check" });
        html(out, "</form>");
    }
    page_end(rs);
    return OK;
}

static Error *verify_page(Ctx *cx, const Request *rq, Response *rs) { return verify(cx, rq, rs, query_value(rq, "code")); }
static Error *verify_code_page(Ctx *cx, const Request *rq, Response *rs) { return verify(cx, rq, rs, rq->word); }

ROUTES(certificate_pages,
    GET ("/certificates/:id",                 SIGNED_IN, certificate_page),
    SLOW("/certificates/:id/certificate.pdf", SIGNED_IN, certificate_pdf),
    GET ("/verify",                           PUBLIC,    verify_page),
    GET ("/verify/*",                         PUBLIC,    verify_code_page),
);
