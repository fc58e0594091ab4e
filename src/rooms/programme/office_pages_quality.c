/* What speaks for a course, kept by whoever may change it: the marks of professional development, points of frameworks, evidence. */
#include "rooms/programme/office_pages.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/programme/course.h"
#include "rooms/programme/course_quality.h"

extern const RouteList office_quality_pages;

static const CoursePoint *tagged(const CourseQuality *q, int64_t point_id)
{
    for (size_t i = 0; i < q->count; i++) if (q->points[i].id == point_id) return &q->points[i];
    return NULL;
}

static void marks_fields(Out *out, const Request *rq, const CourseQuality *q, const FrameworkPoint *points, size_t n)
{
    Ctx *cx = out->cx;
    bool begun = false;
    for (size_t i = 0; i < n; i++) {
        const CoursePoint *met = tagged(q, points[i].id);
        if (points[i].framework_id != FRAMEWORK_MARKS) continue;
        if (!begun) html(out, "<h2 class=\"govuk-heading-m\">%s</h2><p class=\"govuk-body\">Say in a sentence how the course meets each. What stays empty it is not said to meet.</p>\n", points[i].framework);
        begun = true;
        field_textarea(out, rq, (Textarea){ .name = text(cx, "mark_%ld", (long)points[i].id), .label = text(cx, "%s. %s", points[i].code, points[i].name), .label_classes = "govuk-label--s", .rows = 2, .value = met ? met->words : "" });
    }
}

static void frameworks_fields(Out *out, const Request *rq, const CourseQuality *q, const FrameworkPoint *points, size_t n)
{
    Ctx *cx = out->cx;
    Option *items = array(cx, Option, n + 1);
    for (size_t i = 0, count = 0; i < n; i++) {
        if (points[i].framework_id == FRAMEWORK_MARKS) continue;
        items[count++] = (Option){ .value = text(cx, "%ld", (long)points[i].id), .text = text(cx, "%s %s", points[i].code, points[i].name), .checked = tagged(q, points[i].id) ? YES : NO };
        if (i + 1 < n && points[i + 1].framework_id == points[i].framework_id) continue;
        field_checkboxes(out, rq, (Checkboxes){ .name = "point", .id_prefix = text(cx, "point-%ld", (long)points[i].framework_id), .legend = points[i].framework, .legend_classes = "govuk-fieldset__legend--m", .classes = "govuk-checkboxes--small", .items = items, .count = count });
        items = array(cx, Option, n + 1), count = 0;
    }
}

static Error *quality_show(Ctx *cx, const Request *rq, Response *rs)
{
    Course course = {0};
    CourseQuality q;
    FrameworkPoint *points;
    size_t n;
    TRY(course_find_own(cx, rq->id, &course));
    TRY(course_quality_find(cx, rq->id, &q));
    TRY(framework_points(cx, 0, &points, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "What speaks for %s", course.title), .frame = FRAME_OFFICE, .current = "office-courses", .back = text(cx, "/office/courses/%ld", (long)rq->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>What speaks for it</h1>\n", course.title);
    form_begin(cx, rq, rs, text(cx, "/office/courses/%ld/quality", (long)rq->id), false);
    marks_fields(out, rq, &q, points, n);
    html(out, "<h2 class=\"govuk-heading-m\">Evidence</h2>\n");
    field_text(out, rq, (TextInput){ .name = "evidence_words", .label = "What it rests on (optional)", .label_classes = "govuk-label--s", .value = q.evidence_words, .hint = "For example, the guidance report on early language, 2024" });
    field_text(out, rq, (TextInput){ .name = "evidence_link", .label = "Link to it (optional)", .label_classes = "govuk-label--s", .value = q.evidence_link, .hint = "Beginning with https://" });
    frameworks_fields(out, rq, &q, points, n);
    field_checkbox(out, rq, "revised", "It was revised this term", q.revised_at ? text(cx, "Its page says so until the term is over. Said last on %s", day_words(cx, date_of(cx, q.revised_at))) : "Its page says so until the term is over", false);
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *quality_submit(Ctx *cx, Request *rq, Response *rs)
{
    size_t n, ticked;
    FrameworkPoint *points;
    const char *const *typed = form_list(cx, rq, "point", &ticked);
    TRY(framework_points(cx, FRAMEWORK_MARKS, &points, &n));
    PointTyped *chosen = array(cx, PointTyped, n + ticked + 1);
    QualityDraft draft = { .points = chosen, .evidence_link = text_trim(cx, form_text(rq, "evidence_link")), .evidence_words = form_text(rq, "evidence_words"), .revised = form_has(rq, "revised") };
    for (size_t i = 0; i < n; i++) {
        const char *words = form_text(rq, text(cx, "mark_%ld", (long)points[i].id));
        if (!blank(words)) chosen[draft.count++] = (PointTyped){ points[i].id, words };
    }
    for (size_t i = 0; i < ticked; i++) {
        int64_t id;
        if (number_parse(typed[i], 1, INT64_MAX, &id)) chosen[draft.count++] = (PointTyped){ id, "" };
    }
    TRY(course_quality_set(cx, rq->id, &draft));
    rs->flash = "It is saved, and stands on the course’s page.";
    return redirect(rs, text(cx, "/office/courses/%ld", (long)rq->id));
}

ROUTES(office_quality_pages,
    FORM("/office/courses/:id/quality", OWN_COURSES, quality_show, NULL, quality_submit),
);
