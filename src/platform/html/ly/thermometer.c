/* Steps that a number climbs, the highest at the top: each with what it brings in words, and beside them a tube filled so far. */
#include "platform/html/ly/ly.h"

enum { FULL = 100 };

static int64_t filled(int64_t number, int64_t below, int64_t from)
{
    if (number <= below || from <= below) return 0;
    return number >= from ? FULL : (number - below) * FULL / (from - below);
}

void ly_thermometer(Out *out, LyThermometer t)
{
    html(out, "<p class=\"govuk-visually-hidden\">%s:</p><ol class=\"ly-thermo\">", t.label);
    for (size_t left = t.count; left > 0; left--) {
        const LyStep *step = &t.steps[left - 1];
        const int64_t below = left > 1 ? t.steps[left - 2].from : 0, full = filled(t.number, below, step->from);
        const bool reached = t.number >= step->from, now = reached && (left == t.count || t.number < t.steps[left].from);
        html(out, "<li class=\"ly-thermo__step%s%s\"><svg class=\"ly-thermo__tube\" viewBox=\"0 0 10 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">"
                  "<rect class=\"ly-thermo__track\" width=\"10\" height=\"100\"/><rect class=\"ly-thermo__fill\" y=\"%ld\" width=\"10\" height=\"%ld\"/></svg>",
             reached ? " ly-thermo__step--reached" : "", now ? " ly-thermo__step--now" : "", (long)(FULL - full), (long)full);
        html(out, "<span class=\"ly-thermo__words\">%s", step->name);
        if (now) {
            html(out, " ");
            ly_status_tiny(out, LY_GOOD, "Now");
        }
        if (step->note && *step->note) html(out, "<span class=\"ly-sub\">%s</span>", step->note);
        html(out, "</span><b class=\"ly-thermo__brings\">%s</b></li>", step->brings);
    }
    html(out, "</ol>\n");
}
