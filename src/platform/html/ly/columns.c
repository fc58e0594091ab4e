/* A chart of columns, two beside each other, with the sum over each. The table behind it is the caller's. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/html/ly/ly.h"

/* In the chart's own units. On a phone it keeps its size and scrolls in its region. */
enum { WIDE = 940, HIGH = 262, LEFT = 64, RIGHT = 936, TOP = 24, BOTTOM = 226, BAR_MOST = 38, GAP = 4, STEPS = 4, POUND = 100, LABEL_MOST = 24, THOUSAND = 1000 };

typedef struct { int64_t least, most, step; } Scale;

/* The least of 1, 2, 2.5 and 5 times a power of ten with which `most` is reached in so many steps. */
static int64_t step_for(int64_t most)
{
    for (int64_t power = POUND; power < INT64_MAX / 100; power *= 10)
        for (size_t i = 0; i < 4; i++) {
            int64_t step = power * (const int64_t[]){ 10, 20, 25, 50 }[i] / 10;
            if (step * STEPS >= most) return step;
        }
    return most;
}

static Scale scale_of(const LyColumnChart *chart)
{
    Scale scale = {0};
    for (size_t i = 0; i < chart->count; i++) {
        const int64_t two[] = { chart->pairs[i].first, chart->pairs[i].second };
        for (size_t j = 0; j < 2; j++) {
            if (two[j] > scale.most) scale.most = two[j];
            if (two[j] < scale.least) scale.least = two[j];
        }
    }
    scale.step = step_for(scale.most - scale.least);
    scale.most = (scale.most + scale.step - 1) / scale.step * scale.step;
    scale.least = -((-scale.least + scale.step - 1) / scale.step * scale.step);
    if (scale.most == scale.least) scale.most += scale.step;
    return scale;
}

static long down(const Scale *scale, int64_t pence) { return (long)(BOTTOM - (BOTTOM - TOP) * (pence - scale->least) / (scale->most - scale->least)); }

/* "£960", "£2.4k", "£43k": what fits over a column. The whole sum stands in the table. */
static const char *short_sum(Ctx *cx, int64_t pence)
{
    const char *sign = pence < 0 ? "−" : "";
    int64_t pounds = ((pence < 0 ? -pence : pence) + POUND / 2) / POUND;
    if (pounds < THOUSAND) return text(cx, "%s£%ld", sign, (long)pounds);
    if (pounds < 10 * THOUSAND) return text(cx, "%s£%ld.%ldk", sign, (long)(pounds / THOUSAND), (long)(pounds % THOUSAND / 100));
    return text(cx, "%s£%ldk", sign, (long)((pounds + THOUSAND / 2) / THOUSAND));
}

static void column_put(Out *out, const Scale *scale, const char *class, long x, long wide, int64_t pence)
{
    long zero = down(scale, 0), at = down(scale, pence), top = at < zero ? at : zero, high = at < zero ? zero - at : at - zero;
    if (!pence) return;
    if (high) html(out, "<rect class=\"%s\" x=\"%ld\" y=\"%ld\" width=\"%ld\" height=\"%ld\" rx=\"2\"/>", class, x, top, wide, high);
    html(out, "<text class=\"ly-val\" x=\"%ld\" y=\"%ld\" text-anchor=\"middle\">%s</text>", x + wide / 2, pence < 0 ? top + high + 13 : top - 5, short_sum(out->cx, pence));
}

static const char *label_of(Ctx *cx, const char *words)
{
    size_t n = 0, bytes = 0;
    if (letters(words) <= LABEL_MOST) return words;
    for (; words[bytes]; bytes++)
        if (((unsigned char)words[bytes] & 0xC0) != 0x80 && n++ == LABEL_MOST - 1) break;
    return text(cx, "%s…", text_copy(cx, words, bytes));
}

static void key_put(Out *out, const char *class, const char *name)
{
    html(out, "<li><svg viewBox=\"0 0 14 10\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"%s\" width=\"14\" height=\"10\" rx=\"2\"/></svg>%s</li>", class, name);
}

void ly_columns(Out *out, LyColumnChart chart)
{
    const Scale scale = scale_of(&chart);
    const long each = chart.count ? (RIGHT - LEFT) / (long)chart.count : RIGHT - LEFT, fits = (each - 3 * GAP) / 2, wide = fits < BAR_MOST ? fits : BAR_MOST;
    html(out, "<figure class=\"ly-chart ly-chart--wide\"><figcaption>%s</figcaption><ul class=\"ly-legend\">", chart.says);
    key_put(out, "ly-s1", chart.first);
    key_put(out, "ly-s0", chart.second);
    html(out, "</ul><div class=\"ly-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-title %s-desc\"><title id=\"%s-title\">%s</title><desc id=\"%s-desc\">%s</desc>", chart.title, WIDE, HIGH,
         chart.id, chart.id, chart.id, chart.title, chart.id, chart.desc);
    for (int64_t y = scale.least; y <= scale.most; y += scale.step)
        html(out, "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%ld\" y2=\"%ld\"/><text x=\"%d\" y=\"%ld\" text-anchor=\"end\">%s</text>", y ? "ly-grid" : "ly-axis", LEFT, RIGHT, down(&scale, y), down(&scale, y), LEFT - 8, down(&scale, y) + 4,
             y ? money_words(out->cx, y) : "£0");
    for (size_t i = 0; i < chart.count; i++) {
        long middle = LEFT + (long)i * each + each / 2;
        column_put(out, &scale, "ly-s1", middle - wide - GAP / 2, wide, chart.pairs[i].first);
        column_put(out, &scale, "ly-s0", middle + GAP / 2, wide, chart.pairs[i].second);
        html(out, "<text x=\"%ld\" y=\"%d\" text-anchor=\"middle\">%s</text>", middle, BOTTOM + 24, label_of(out->cx, chart.pairs[i].text));
    }
    html(out, "</svg></div></figure>\n");
}
