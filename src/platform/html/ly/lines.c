/* A chart of amounts by a number: a line and a mark of its own for each series, its name at the line's end. The table behind it is the caller's. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/html/ly/ly.h"

/* In the chart's own units. On a phone it keeps its size and scrolls in its region, for at a third of it nothing could be read. */
enum { WIDE = 940, HIGH = 290, LEFT = 64, RIGHT = 842, TOP = 20, BOTTOM = 244, LABEL_AT = 852, LABEL_HIGH = 15, LINES_MOST = 6, Y_STEPS = 5, X_STEPS = 6 };

typedef struct { int64_t x_most, x_step, y_least, y_most, y_step; } Scale;

/* The least of 1, 2, 2.5 and 5 times a power of ten with which `most` is reached in so many steps, and no less than `least`. */
static int64_t step_for(int64_t most, int64_t least, int64_t steps)
{
    for (int64_t power = 1; power < INT64_MAX / 100; power *= 10)
        for (size_t i = 0; i < 4; i++) {
            int64_t step = power * (const int64_t[]){ 10, 20, 25, 50 }[i] / 10;
            if (step >= least && step * steps >= most) return step;
        }
    return most;
}

static void reach(Scale *scale, const LyDot *dots, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (dots[i].x > scale->x_most) scale->x_most = dots[i].x;
        if (dots[i].y > scale->y_most) scale->y_most = dots[i].y;
        if (dots[i].y < scale->y_least) scale->y_least = dots[i].y;
    }
}

static Scale scale_of(const LyLines *lines)
{
    enum { POUND = 100 };
    Scale scale = {0};
    for (size_t i = 0; i < lines->count; i++) {
        reach(&scale, lines->lines[i].dots, lines->lines[i].dot_count);
        reach(&scale, lines->lines[i].line, lines->lines[i].line_count);
    }
    scale.x_step = step_for(scale.x_most, 1, X_STEPS);
    scale.x_most = scale.x_most > 0 ? (scale.x_most + scale.x_step - 1) / scale.x_step * scale.x_step : scale.x_step;
    scale.y_step = step_for(scale.y_most - scale.y_least, POUND, Y_STEPS);
    scale.y_most = (scale.y_most + scale.y_step - 1) / scale.y_step * scale.y_step;
    scale.y_least = -((-scale.y_least + scale.y_step - 1) / scale.y_step * scale.y_step);
    if (scale.y_most == scale.y_least) scale.y_most += scale.y_step;
    return scale;
}

static long across(const Scale *scale, int64_t x) { return (long)(LEFT + (RIGHT - LEFT) * x / scale->x_most); }
static long down(const Scale *scale, int64_t y)   { return (long)(BOTTOM - (BOTTOM - TOP) * (y - scale->y_least) / (scale->y_most - scale->y_least)); }

static void grid_put(Out *out, const LyLines *lines, const Scale *scale)
{
    Ctx *cx = out->cx;
    for (int64_t y = scale->y_least; y <= scale->y_most; y += scale->y_step) {
        long at = down(scale, y);
        html(out, "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%ld\" y2=\"%ld\"/><text x=\"%d\" y=\"%ld\" text-anchor=\"end\">%s</text>", y ? "ly-grid" : "ly-axis", LEFT, RIGHT, at, at, LEFT - 8, at + 4,
             y ? money_words(cx, y) : "£0");
    }
    for (int64_t x = 0; x <= scale->x_most; x += scale->x_step)
        html(out, "<text x=\"%ld\" y=\"%d\" text-anchor=\"middle\">%s</text>", across(scale, x), BOTTOM + 20, number_words(cx, x));
    html(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>", (LEFT + RIGHT) / 2, BOTTOM + 40, lines->along);
    if (lines->above) html(out, "<text x=\"%d\" y=\"%d\">%s</text>", LEFT + 8, TOP + 13, lines->above);
    if (lines->below) html(out, "<text x=\"%d\" y=\"%d\">%s</text>", LEFT + 8, BOTTOM - 7, lines->below);
}

/* One path for all marks of a series; a place that has one already gets no second. */
static const char *marks_of(Ctx *cx, const Scale *scale, const LyLine *line)
{
    static const char *const shapes[] = { "h.01", "h.01", "m0,-5l5,5l-5,5l-5,-5z", "m0,-5l5,9h-10z" };
    Draft path = { .cx = cx };
    long last_x = -1, last_y = -1;
    for (size_t i = 0; i < line->dot_count; i++) {
        long x = across(scale, line->dots[i].x), y = down(scale, line->dots[i].y);
        if (x != last_x || y != last_y) draft_add(&path, "M%ld,%ld%s", x, y, shapes[(line->colour - 1) % 4]);
        last_x = x, last_y = y;
    }
    return draft_text(&path);
}

static void line_put(Out *out, const Scale *scale, const LyLine *line)
{
    Draft points = { .cx = out->cx };
    for (size_t i = 0; i < line->line_count; i++) draft_add(&points, "%s%ld,%ld", i ? " " : "", across(scale, line->line[i].x), down(scale, line->line[i].y));
    if (line->line_count) html(out, "<polyline class=\"ly-line-%d\" points=\"%s\"/>", line->colour, draft_text(&points));
    if (line->dot_count) html(out, "<path class=\"ly-dots-%d\" d=\"%s\"/>", line->colour, marks_of(out->cx, scale, line));
}

/* Names stand where their series ends at the right, and no two on top of each other. */
static void names_put(Out *out, const LyLines *lines, const Scale *scale)
{
    struct { long y; const char *name; } names[LINES_MOST];
    size_t n = 0;
    for (size_t i = 0; i < lines->count && n < LINES_MOST; i++) {
        const LyLine *line = &lines->lines[i];
        const LyDot *last = line->line_count ? &line->line[line->line_count - 1] : NULL;
        for (size_t d = 0; d < line->dot_count && !line->line_count; d++)
            if (!last || line->dots[d].x > last->x) last = &line->dots[d];
        if (!last) continue;
        size_t at = n++;
        long y = down(scale, last->y) + 4;
        for (; at > 0 && names[at - 1].y > y; at--) names[at] = names[at - 1];
        names[at].y = y, names[at].name = line->name;
    }
    for (size_t i = 1; i < n; i++)
        if (names[i].y < names[i - 1].y + LABEL_HIGH) names[i].y = names[i - 1].y + LABEL_HIGH;
    for (size_t i = 0; i < n; i++) html(out, "<text class=\"ly-val\" x=\"%d\" y=\"%ld\">%s</text>", LABEL_AT, names[i].y, names[i].name);
}

void ly_lines(Out *out, LyLines lines)
{
    const Scale scale = scale_of(&lines);
    html(out, "<figure class=\"ly-chart ly-chart--wide\"><figcaption>%s</figcaption><div class=\"ly-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">", lines.says, lines.title);
    html(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-title %s-desc\"><title id=\"%s-title\">%s</title><desc id=\"%s-desc\">%s</desc>", WIDE, HIGH, lines.id, lines.id, lines.id,
         lines.title, lines.id, lines.desc);
    grid_put(out, &lines, &scale);
    for (size_t i = 0; i < lines.count; i++) line_put(out, &scale, &lines.lines[i]);
    names_put(out, &lines, &scale);
    html(out, "</svg></div></figure>\n");
}

void ly_line_key(Out *out, int colour)
{
    static const char *const marks[] = { "M17,7h.01", "M17,7h.01", "M17,2l5,5l-5,5l-5,-5z", "M17,2l5,9h-10z" };
    html(out, "<svg class=\"ly-line-key\" viewBox=\"0 0 34 14\" aria-hidden=\"true\" focusable=\"false\"><polyline class=\"ly-line-%d\" points=\"0,7 34,7\"/><path class=\"ly-dots-%d\" d=\"%s\"/></svg>", colour, colour,
         marks[(colour - 1) % 4]);
}
