/* One's record, certificates, and the public page that verifies one. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/csv.h"
#include "platform/documents/pdf.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/members.h"
#include "rooms/members/own_mark.h"
#include "rooms/members/permission.h"
#include "rooms/record/certificate.h"
#include "rooms/record/record.h"

static const char *year_words(Ctx *cx, const char *first_day) { return text(cx, "%.4s to %.4s", first_day, date_add_days(cx, first_day, 366)); }

/* ---- the record ---- */

typedef struct { const char *name; int64_t minutes; } Sum;

/* Adds to the sum of that name; the list has room for one a row. */
static void sum_add(Sum *sums, size_t *n, const char *name, int64_t minutes)
{
    size_t i = 0;
    while (i < *n && !same(sums[i].name, name)) i++;
    if (i == *n) sums[(*n)++] = (Sum){ name, 0 };
    sums[i].minutes += minutes;
}

static void sums_show(Out *out, const char *title, const Sum *sums, size_t n)
{
    ly_panel_begin(out, (LyPanel){ .title = title });
    ly_sum_begin(out);
    for (size_t i = 0; i < n; i++) ly_sum_row(out, sums[i].name, minutes_words(out->cx, sums[i].minutes), false);
    ly_sum_end(out);
    ly_panel_end(out);
}

/* The hours large, and what is over them beside. */
static void time_figure(Out *out, const char *name, int64_t minutes)
{
    bool over = minutes >= 60 && minutes % 60;
    ly_figure(out, name, minutes_words(out->cx, over ? minutes - minutes % 60 : minutes), over ? text(out->cx, "and %s", minutes_words(out->cx, minutes % 60)) : NULL);
}

/* A certificate is its holder's, the office's and the auditor's; a school sees that there is one. */
static void record_table(Out *out, const Attended *list, size_t n, bool own)
{
    Ctx *cx = out->cx;
    bool certificates = own || may(cx, RUN_PROGRAMME) || may(cx, AUDIT);
    const char *year = "";
    for (size_t i = 0; i < n; i++) {
        const Attended *a = &list[i];
        const char *of = academic_year_of(cx, a->held_on);
        if (!same(of, year)) {
            if (*year) ly_table_end(out);
            html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">%s</h2>\n", year_words(cx, of));
            ly_table_begin(out, (LyTable){ .caption = text(cx, "What was attended from %s", year_words(cx, of)), .phone = true,
                                           LY_COLUMNS({ .text = "Course" }, { .text = "Date" }, { .text = "Certificate" }) });
            year = of;
        }
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link\" href=\"/events/%ld\">%s</a><span class=\"ly-sub\">%s%s%s</span></span></th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td>"
                  "<td data-label=\"Certificate\">", (long)a->event_id, a->title, a->theme, blank(a->theme) ? "" : ", ", minutes_words(cx, a->minutes), date_words(cx, a->held_on));
        if (a->certificate_id && !certificates) html(out, "Issued");
        else if (a->certificate_id) html(out, "<a class=\"govuk-link\" href=\"/certificates/%ld\">Open<span class=\"govuk-visually-hidden\"> the certificate for %s</span></a>", (long)a->certificate_id, a->title);
        else if (a->present < a->sessions) html(out, "<span class=\"ly-quiet\">None: not at every session</span>");
        else html(out, "<span class=\"ly-quiet\">On its way</span>");
        html(out, "</td></tr>\n");
    }
    if (*year) ly_table_end(out);
}

static Error *record_show(Ctx *cx, const Request *rq, Response *rs, const char *title, const char *back, const char *csv_href, const Attended *list, size_t n)
{
    Sum *years = array(cx, Sum, n + 1), *themes = array(cx, Sum, n + 1);
    size_t year_count = 0, theme_count = 0;
    for (size_t i = 0; i < n; i++) {
        sum_add(years, &year_count, year_words(cx, academic_year_of(cx, list[i].held_on)), list[i].minutes);
        sum_add(themes, &theme_count, blank(list[i].theme) ? "Other" : list[i].theme, list[i].minutes);
    }
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_PUBLIC, .current = "record", .back = back, .wide = true });
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">%s</h1>", title);
    if (n) {
        html(out, "<div class=\"ly-buttons\">");
        ly_small_button(out, "Download CSV", csv_href, false);
        html(out, "</div>");
    }
    html(out, "</div>\n");
    if (!n) {
        ly_empty(out, (LyEmpty){ .title = "Nothing attended yet", .words = "After a course, its facilitator keeps the register, and the course is here with its hours and certificate.", .act = "Find a course", .act_href = "/courses" });
    } else {
        int64_t minutes = 0, certificates = 0;
        for (size_t i = 0; i < n; i++) minutes += list[i].minutes, certificates += list[i].certificate_id != 0;
        const char *year = academic_year_of(cx, cx->today);
        ly_figures_begin(out);
        time_figure(out, text(cx, "Since September %.4s", year), same(years[0].name, year_words(cx, year)) ? years[0].minutes : 0);
        time_figure(out, "In all", minutes);
        ly_figure(out, "Attended", counted(cx, (int64_t)n, "event", NULL), NULL);
        ly_figure(out, "Certificates", text(cx, "%ld", (long)certificates), NULL);
        ly_figures_end(out);
        html(out, "<div class=\"ly-split ly-split--right\"><div>");
        record_table(out, list, n, same(csv_href, "/record.csv"));
        html(out, "</div><aside aria-label=\"Hours\">");
        sums_show(out, "By academic year", years, year_count);
        sums_show(out, "By theme", themes, theme_count);
        html(out, "</aside></div>");
    }
    page_end(rs);
    return OK;
}

static Error *record_page(Ctx *cx, const Request *rq, Response *rs)
{
    Attended *list;
    size_t n;
    TRY(record_of(cx, cx->who->id, 0, &list, &n));
    return record_show(cx, rq, rs, "My record", NULL, "/record.csv", list, n);
}

/* Of somebody else: the office sees all; a booker what a present colleague did for their school. */
static Error *record_of_other(Ctx *cx, int64_t person_id, const char **name, Attended **list, size_t *n)
{
    bool all = may(cx, RUN_PROGRAMME) || may(cx, AUDIT);
    if (all) {
        PersonName person = {0};
        TRY(person_name(cx, person_id, &person));
        *name = person.name;
    } else {
        Colleague colleague = {0};
        if (!may(cx, BOOK_PLACES) && !may(cx, MANAGE_PEOPLE)) return missing(cx, "the record of person %ld", (long)person_id);
        TRY(colleague_find(cx, cx->who->organisation_id, person_id, &colleague));
        *name = colleague.name;
    }
    return record_of(cx, person_id, all ? 0 : cx->who->organisation_id, list, n);
}

static Error *record_other_page(Ctx *cx, const Request *rq, Response *rs)
{
    const char *name = "";
    Attended *list = NULL;
    size_t n = 0;
    TRY(record_of_other(cx, rq->id, &name, &list, &n));
    return record_show(cx, rq, rs, text(cx, "Record of %s", name), NULL, text(cx, "/records/%ld/record.csv", (long)rq->id), list, n);
}

static Error *record_as_csv(Ctx *cx, Response *rs, const Attended *list, size_t n)
{
    CsvWriter csv;
    static const char *const heads[] = { "Course", "Date", "Theme", "Minutes", "For" };
    csv_headed(&csv, cx, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        csv_text(&csv, list[i].title), csv_text(&csv, list[i].held_on), csv_text(&csv, list[i].theme), csv_int(&csv, list[i].minutes), csv_text(&csv, list[i].organisation);
        csv_line(&csv);
    }
    rs->download = "record.csv";
    return respond(rs, "text/csv; charset=utf-8", csv.bytes, csv.length);
}

static Error *record_csv(Ctx *cx, const Request *rq, Response *rs)
{
    Attended *list;
    size_t n;
    (void)rq;
    TRY(record_of(cx, cx->who->id, 0, &list, &n));
    return record_as_csv(cx, rs, list, n);
}

static Error *record_other_csv(Ctx *cx, const Request *rq, Response *rs)
{
    const char *name;
    Attended *list = NULL;
    size_t n = 0;
    TRY(record_of_other(cx, rq->id, &name, &list, &n));
    return record_as_csv(cx, rs, list, n);
}

/* ---- certificates ---- */

static Error *certificate_page(Ctx *cx, const Request *rq, Response *rs)
{
    Certificate c = {0};
    TRY(certificate_find(cx, rq->id, &c));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Certificate", .frame = FRAME_PUBLIC, .current = "record", .back = "/record" });
    html(out, "<div class=\"ly-narrow-page\"><h1 class=\"govuk-heading-l govuk-!-margin-bottom-2\">Certificate of attendance</h1>\n<p class=\"ly-lede\">%s</p>\n", c.course);
    if (c.withdrawn_at) ly_note(out, LY_BAD, text(cx, "This certificate was withdrawn: %s", c.withdrawn_why));
    ly_panel_begin(out, (LyPanel){0});
    ly_facts_begin(out, false);
    ly_fact(out, "Name", c.name);
    ly_fact(out, "Date", day_words(cx, c.held_on));
    ly_fact(out, "Learning time", minutes_words(cx, c.minutes));
    ly_fact(out, "Code", c.code);
    ly_facts_end(out);
    ly_panel_end(out);
    html(out, "<div class=\"ly-buttons\">");
    if (!c.withdrawn_at) govuk_button(out, (Button){ .text = "Download the certificate (PDF)", .href = text(cx, "/certificates/%ld/certificate.pdf", (long)c.id) });
    html(out, "<a class=\"govuk-link\" href=\"/verify/%s\">See what others see</a></div>\n"
              "<p class=\"govuk-body ly-quiet govuk-!-margin-top-4\">Whoever you give it to can check it: the square on the certificate, and its code, lead to a public page that says it is genuine.</p></div>", c.code);
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
        .words = text(cx, "%s, %s of professional learning", date_words(cx, c.held_on), minutes_words(cx, c.minutes)), .issued = date_words(cx, date_of(cx, c.issued_at)), .code = c.code,
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
    html(out, "<div class=\"ly-narrow-page\">");
    govuk_panel(out, (Panel){ .title = "This certificate is genuine", .text = text(cx, "Issued by %s", cx->partnership->name) });
    ly_facts_begin(out, false);
    ly_fact(out, "Name", c->name);
    ly_fact(out, "Course", c->course);
    ly_fact(out, "Date", date_words(cx, c->held_on));
    ly_fact(out, "Learning time", minutes_words(cx, c->minutes));
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

ROUTES(record_pages,
    GET ("/record",                           SIGNED_IN, record_page),
    SLOW("/record.csv",                       SIGNED_IN, record_csv),
    GET ("/records/:id",                      SIGNED_IN, record_other_page),
    SLOW("/records/:id/record.csv",           SIGNED_IN, record_other_csv),
    GET ("/certificates/:id",                 SIGNED_IN, certificate_page),
    SLOW("/certificates/:id/certificate.pdf", SIGNED_IN, certificate_pdf),
    GET ("/verify",                           PUBLIC,    verify_page),
    GET ("/verify/*",                         PUBLIC,    verify_code_page),
);
