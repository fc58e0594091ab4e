#include "rooms/programme/course_quality_pages.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/school_calendar.h"

static void marks_put(Out *out, const CourseQuality *q)
{
    Ctx *cx = out->cx;
    if (!q->marks) return;
    html(out, "<p class=\"govuk-!-margin-top-0 govuk-!-margin-bottom-1\"><b>%s</b></p>\n<ul class=\"ly-plain ly-small\">",
         q->marks == MARK_LAST - MARK_FIRST + 1 ? "Meets all five marks of professional development" : text(cx, "Meets %ld of the five marks of professional development", (long)q->marks));
    for (size_t i = 0; i < q->count; i++) {
        if (q->points[i].framework_id != FRAMEWORK_MARKS) continue;
        html(out, "<li>");
        icon(out, ICON_TICK);
        html(out, " <b>%s.</b> %s</li>\n", q->points[i].name, q->points[i].words);
    }
    html(out, "</ul>\n");
}

static void evidence_put(Out *out, const CourseQuality *q)
{
    if (!*q->evidence_words) return;
    html(out, "<p class=\"ly-small govuk-!-margin-bottom-1\"><b>What it rests on.</b> ");
    if (*q->evidence_link) html(out, "<a class=\"govuk-link\" rel=\"noopener noreferrer\" href=\"%s\">%s</a>", q->evidence_link, q->evidence_words);
    else html(out, "%s", q->evidence_words);
    html(out, "</p>\n");
}

/* A line for each framework; each point leads to the other courses that serve it. */
static void points_put(Out *out, const CourseQuality *q)
{
    int64_t framework_id = 0;
    for (size_t i = 0; i < q->count; i++) {
        const CoursePoint *p = &q->points[i];
        if (p->framework_id == FRAMEWORK_MARKS) continue;
        if (p->framework_id == framework_id) html(out, "; ");
        else if (framework_id) html(out, "</p>\n");
        if (p->framework_id != framework_id) html(out, "<p class=\"ly-small govuk-!-margin-bottom-1\"><b>%s.</b> ", p->framework);
        html(out, "<a class=\"govuk-link\" href=\"/courses?standard=%ld\">%s %s</a>", (long)p->id, p->code, p->name);
        framework_id = p->framework_id;
    }
    if (framework_id) html(out, "</p>\n");
}

void course_quality_show(Out *out, const CourseQuality *q, int64_t published_at, int64_t term_start)
{
    bool fresh = published_at && published_at >= term_start, revised = q->revised_at >= term_start && q->revised_at > 0 && !fresh;
    if (!q->count && !*q->evidence_words && !fresh && !revised) return;
    html(out, "<section class=\"govuk-!-margin-bottom-6\"><h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Why this course</h2>\n");
    if (fresh || revised) {
        html(out, "<p class=\"govuk-!-margin-top-0 govuk-!-margin-bottom-3\">");
        ly_status(out, LY_INFO, fresh ? "New this term" : "Revised this term");
        html(out, "</p>\n");
    }
    if (q->count || *q->evidence_words) {
        html(out, "<div class=\"ly-panel ly-panel--tint\">");
        marks_put(out, q);
        evidence_put(out, q);
        points_put(out, q);
        html(out, "</div>");
    }
    html(out, "</section>\n");
}

Error *term_start_find(Ctx *cx, int64_t *instant)
{
    TermStart term = {0};
    bool found = false;
    Query query = school_term_query(cx, cx->today, &term, &found);
    TRY(db_all(cx, &query, 1));
    instant_of(school_term_start(cx, cx->today, term.from_on), 0, 0, false, instant);
    return OK;
}
