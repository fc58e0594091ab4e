#include "rooms/programme/course_said_pages.h"

#include "platform/base/text.h"
#include "rooms/booking/evaluation_results.h"

static int64_t percent(int64_t part, int64_t whole) { return whole > 0 ? (200 * part + whole) / (2 * whole) : 0; }

/* "71% do something differently", the bar, and of how many. */
static void later_put(Out *out, int64_t yes, int64_t people, const char *words)
{
    if (people < FEWEST) return;
    html(out, "<p class=\"govuk-!-margin-top-2 govuk-!-margin-bottom-1\"><b>%ld%%</b> %s</p>", (long)percent(yes, people), words);
    ly_meter(out, yes, people, true);
}

void course_said(Out *out, const CourseRating *r, bool microdata)
{
    Ctx *cx = out->cx;
    bool rated = r->scale_answers >= FEWEST && r->people >= FEWEST, later = r->practice_people >= FEWEST || r->pupils_people >= FEWEST;
    if (!rated && !later) return;
    html(out, "<section class=\"govuk-!-margin-bottom-6\"><h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">What people said</h2>\n<div class=\"ly-panel ly-panel--tint\">");
    if (rated) {
        const char *mean = tenths_words(cx, scale_tenths(r->scale_sum, r->scale_answers));
        if (microdata)
            html(out, "<div itemprop=\"aggregateRating\" itemscope itemtype=\"https://schema.org/AggregateRating\"><meta itemprop=\"ratingValue\" content=\"%s\"><meta itemprop=\"bestRating\" content=\"%d\">"
                      "<meta itemprop=\"ratingCount\" content=\"%ld\"></div>", mean, SCALE, (long)r->people);
        html(out, "<p class=\"ly-price\">%s out of %d</p><p class=\"ly-small govuk-!-margin-top-0 govuk-!-margin-bottom-2\">from %s at %s</p>\n", mean, SCALE, counted(cx, r->people, "person", "people"), counted(cx, r->events, "event", NULL));
    }
    if (later) {
        html(out, "<div class=\"ly-small\"><p class=\"ly-quiet govuk-!-margin-top-2 govuk-!-margin-bottom-0\">Some weeks later, by %s:</p>", counted(cx, r->later_people, "person", "people"));
        later_put(out, r->practice_yes, r->practice_people, "do something differently");
        later_put(out, r->pupils_yes, r->pupils_people, "see what pupils have gained");
        html(out, "</div>");
    }
    html(out, "</div></section>\n");
}
