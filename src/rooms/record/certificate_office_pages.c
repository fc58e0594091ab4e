/* The office's side of certificates: by which rule a course gives them, and which come to their end. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/permission.h"
#include "rooms/programme/course_list.h"
#include "rooms/record/certificate_rule.h"

enum { COURSES_SHOWN = 500, SOON_DAYS = 90, SHEET_MOST = 5000 };

/* ---- the rule ---- */

static void validity_field(Out *out, const Request *rq, const CertificateRule *rule)
{
    static const SelectItem items[] = { { .value = "0", .text = "For good" }, { .value = "6", .text = "6 months" }, { .value = "12", .text = "1 year" }, { .value = "18", .text = "18 months" },
                                        { .value = "24", .text = "2 years" }, { .value = "36", .text = "3 years" }, { .value = "48", .text = "4 years" }, { .value = "60", .text = "5 years" } };
    field_select(out, rq, (Select){ .name = "valid_months", .label = "It holds", .label_classes = "govuk-label--s", .items = items, .count = COUNT(items), .value = text(out->cx, "%ld", (long)rule->valid_months) });
}

static Error *renewing_field(Out *out, const Request *rq, const CertificateRule *rule)
{
    Ctx *cx = out->cx;
    CoursesRow *courses;
    size_t n, count = 1;
    TRY(courses_list(cx, &(CoursesFilter){ .words = "", .state = "", .kind = "" }, COURSES_SHOWN, &courses, &n));
    SelectItem *items = array(cx, SelectItem, n + 1);
    items[0] = (SelectItem){ .value = "", .text = "This course itself" };
    for (size_t i = 0; i < n; i++)
        if (courses[i].id != rule->course_id) items[count++] = (SelectItem){ .value = text(cx, "%ld", (long)courses[i].id), .text = text(cx, "%s, %s", courses[i].code, courses[i].title) };
    field_select(out, rq, (Select){ .name = "renewing", .label = "It is also renewed by", .label_classes = "govuk-label--s", .items = items, .count = count,
        .value = rule->renewing_course_id ? text(cx, "%ld", (long)rule->renewing_course_id) : "" });
    return OK;
}

static Error *rule_show(Ctx *cx, const Request *rq, Response *rs)
{
    Course course = {0};
    CertificateRule rule;
    TRY(course_find_own(cx, rq->id, &course));
    TRY(certificate_rule_find(cx, rq->id, &rule));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Certificates of %s", course.title), .frame = FRAME_OFFICE, .current = "office-courses", .back = text(cx, "/office/courses/%ld", (long)rq->id) });
    html(out, "<h1 class=\"govuk-heading-l govuk-!-margin-bottom-2\">Certificates</h1>\n<p class=\"ly-lede\">%s</p>\n<div class=\"ly-read\">", course.title);
    form_begin(cx, rq, rs, text(cx, "/office/courses/%ld/certificate", (long)rq->id), false);
    field_text(out, rq, (TextInput){ .name = "least_percent", .label = "How much of it somebody has to have come to", .label_classes = "govuk-label--s", .classes = "govuk-input--width-3", .inputmode = "numeric", .suffix = "%",
        .hint = "100 is every session. With less, the certificate says how long they were there", .value = text(cx, "%ld", (long)rule.least_percent) });
    field_checkbox(out, rq, "needs_evaluation", "Only after they have answered the evaluation", "The certificate says nothing of what they answered, and nobody can find out", rule.needs_evaluation);
    validity_field(out, rq, &rule);
    TRY(renewing_field(out, rq, &rule));
    field_text(out, rq, (TextInput){ .name = "remind_days", .label = "Days before it ends, on which its holder is told", .label_classes = "govuk-label--s", .classes = "govuk-input--width-3", .inputmode = "numeric", .hint = "0 tells nobody",
        .value = text(cx, "%ld", (long)rule.remind_days) });
    govuk_button(out, (Button){ .text = "Save the rule", .prevent_double_click = YES });
    html(out, "</form><p class=\"govuk-body ly-quiet\">What was given stays as it is. Whoever now has a right to a certificate of the last 90 days gets it.</p></div>\n");
    page_end(rs);
    return OK;
}

static int64_t number_typed(Ctx *cx, const Request *rq, const char *name)
{
    int64_t number;
    return number_parse(text_trim(cx, form_text(rq, name)), 0, 100000, &number) ? number : -1;
}

static Error *rule_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(certificate_rule_save(cx, &(CertificateRule){ .course_id = rq->id, .least_percent = number_typed(cx, rq, "least_percent"), .needs_evaluation = form_has(rq, "needs_evaluation"),
        .valid_months = number_typed(cx, rq, "valid_months"), .remind_days = number_typed(cx, rq, "remind_days"), .renewing_course_id = form_number(rq, "renewing", 0) }));
    rs->flash = "The rule is saved";
    return redirect(rs, text(cx, "/office/courses/%ld", (long)rq->id));
}

/* ---- what comes to its end ---- */

static const struct { const char *slug, *words; } states[EXPIRY_STATES] = { [EXPIRING] = { "expiring", "Ending within 90 days" }, [EXPIRED] = { "expired", "Ended, not renewed" }, [RENEWED] = { "renewed", "Renewed" } };

static ExpiryFilter filter_of(const Request *rq)
{
    ExpiryFilter f = { .state = EXPIRING, .days = SOON_DAYS, .after = query_number(rq, "after", 0), .after_on = query_value(rq, "on") };
    for (size_t i = 0; i < EXPIRY_STATES; i++)
        if (same(states[i].slug, query_value(rq, "state"))) f.state = (ExpiryState)i;
    return f;
}

static void rows(Out *out, const ExpiryFilter *f, const ExpiryRow *list, size_t n)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = states[f->state].words, .boxed = true, .phone = true, LY_COLUMNS({ .text = "Holder" }, { .text = "Course" }, { .text = "Held on" }, { .text = "Until" }) });
    for (size_t i = 0; i < n; i++) {
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/certificates/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"Course\">%s</td>"
                  "<td class=\"ly-nowrap\" data-label=\"Held on\">%s</td><td class=\"ly-nowrap\" data-label=\"Until\">", (long)list[i].id, list[i].name, list[i].organisation, list[i].course, date_words(cx, list[i].held_on));
        if (f->state == RENEWED) html(out, "%s", date_words(cx, list[i].expires_on));
        else ly_status_tiny(out, f->state == EXPIRED ? LY_BAD : LY_WARN, date_words(cx, list[i].expires_on));
        html(out, "</td></tr>\n");
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *certificates_page(Ctx *cx, const Request *rq, Response *rs)
{
    ExpiryRow *list;
    size_t n;
    LyTab tabs[EXPIRY_STATES];
    ExpiryFilter f = filter_of(rq);
    TRY(certificates_expiring(cx, &f, EXPIRY_PAGE + 1, &list, &n));
    bool more = n > EXPIRY_PAGE;
    if (more) n = EXPIRY_PAGE;
    for (size_t i = 0; i < EXPIRY_STATES; i++) tabs[i] = (LyTab){ states[i].words, text(cx, "/office/certificates?state=%s", states[i].slug), 0, i == f.state };
    const char *here = text(cx, "/office/certificates?state=%s", states[f.state].slug);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Certificates", .frame = FRAME_OFFICE, .current = "certificates", .wide = true });
    ly_head_begin(out, "Certificates");
    ly_head_buttons(out);
    if (n) ly_sheet_buttons(out, text(cx, "/office/certificates.csv?state=%s", states[f.state].slug));
    ly_head_end(out, true);
    ly_tabs(out, "Which certificates", tabs, EXPIRY_STATES);
    if (n) rows(out, &f, list, n);
    else ly_empty(out, (LyEmpty){ .title = "No certificate is here", .words = "A certificate ends where its course says how long it holds. That is set at the course, under Certificates.", .act = may(cx, OWN_COURSES) ? "See the courses" : NULL, .act_href = may(cx, OWN_COURSES) ? "/office/courses" : NULL, .plain = true });
    ly_parts(out, (LyParts){ .first = f.after ? here : NULL, .after = more ? text(cx, "%s&on=%s&after=%ld", here, list[n - 1].expires_on, (long)list[n - 1].id) : NULL, .after_text = "More certificates" });
    page_end(rs);
    return OK;
}

static Error *certificates_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Holder", "For", "Course", "Held on", "Until", "Renewed" };
    ExpiryRow *list;
    size_t n;
    Sheet sheet;
    ExpiryFilter f = filter_of(rq);
    TRY(certificates_expiring(cx, &f, SHEET_MOST, &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        sheet_text(&sheet, list[i].name), sheet_text(&sheet, list[i].organisation), sheet_text(&sheet, list[i].course), sheet_date(&sheet, list[i].held_on), sheet_date(&sheet, list[i].expires_on);
        sheet_text(&sheet, list[i].renewed ? "yes" : "no");
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "certificates");
}

ROUTES(certificate_office_pages,
    GET  ("/office/certificates",            AUDIT,       certificates_page),
    SHEET("/office/certificates",            AUDIT,       certificates_sheet),
    FORM ("/office/courses/:id/certificate", OWN_COURSES, rule_show, NULL, rule_submit),
);
