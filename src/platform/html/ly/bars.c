/* A chart of bars with the numbers behind it. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/html/ly/ly.h"

/* In the chart's own units: as wide as a phone's column, so that its type is that of the page there and a little larger on a desk. */
enum { WIDE = 320, LONGEST = 240, ROW = 38, LABEL_AT = 12, BAR_AT = 18, BAR_HIGH = 12, VALUE_AT = 28, GAP = 6, LABEL_MOST = 46 };

static int64_t share(int64_t part, int64_t whole) { return whole > 0 ? (200 * part + whole) / (2 * whole) : 0; }

/* What does not fit over its bar stands whole in the table. */
static const char *label_of(Ctx *cx, const char *words)
{
    if (letters(words) <= LABEL_MOST) return words;
    size_t n = 0, bytes = 0;
    for (; words[bytes]; bytes++) {
        bool begins_letter = ((unsigned char)words[bytes] & 0xC0) != 0x80;
        if (begins_letter && n++ == LABEL_MOST - 1) break;
    }
    return text(cx, "%s…", text_copy(cx, words, bytes));
}

static void bar_put(Out *out, const LyBar *bar, size_t i, int64_t highest, int64_t of)
{
    Ctx *cx = out->cx;
    long top = (long)(i * ROW), width = highest > 0 ? (long)(bar->count * LONGEST / highest) : 0;
    html(out, "<text x=\"0\" y=\"%ld\">%s</text>", top + LABEL_AT, label_of(cx, bar->text));
    if (width) html(out, "<rect class=\"%s\" x=\"0\" y=\"%ld\" width=\"%ld\" height=\"%d\" rx=\"2\"/>", bar->yes ? "ly-s1" : "ly-s0", top + BAR_AT, width, BAR_HIGH);
    html(out, "<text class=\"ly-val\" x=\"%ld\" y=\"%ld\">%ld, %ld%%</text>", width + GAP, top + VALUE_AT, (long)bar->count, (long)share(bar->count, of));
}

static void table_put(Out *out, const LyBars *bars)
{
    govuk_details_begin(out, (Details){ .summary = "The numbers behind this chart", .classes = "govuk-!-margin-bottom-0" });
    ly_table_begin(out, (LyTable){ .caption = bars->title, LY_COLUMNS({ .text = bars->head }, { .text = "People", .number = true }, { .text = "Share", .number = true }) });
    for (size_t i = 0; i < bars->count; i++)
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-num\">%ld</td><td class=\"ly-num\">%ld%%</td></tr>\n", bars->bars[i].text, (long)bars->bars[i].count, (long)share(bars->bars[i].count, bars->of));
    ly_table_foot_begin(out);
    html(out, "<tr><th scope=\"row\">Answered</th><td class=\"ly-num\">%ld</td><td class=\"ly-num\"></td></tr>\n", (long)bars->of);
    ly_table_foot_end(out);
    govuk_details_end(out);
}

void ly_bars(Out *out, LyBars bars)
{
    int64_t highest = 0;
    for (size_t i = 0; i < bars.count; i++) highest = bars.bars[i].count > highest ? bars.bars[i].count : highest;
    html(out, "<figure class=\"ly-chart\"><figcaption>%s</figcaption>", bars.says);
    html(out, "<svg viewBox=\"0 0 %d %ld\" role=\"img\" aria-labelledby=\"%s-title %s-desc\"><title id=\"%s-title\">%s</title><desc id=\"%s-desc\">%s</desc>", WIDE, (long)(bars.count * ROW),
         bars.id, bars.id, bars.id, bars.title, bars.id, bars.says);
    for (size_t i = 0; i < bars.count; i++) bar_put(out, &bars.bars[i], i, highest, bars.of);
    html(out, "</svg>\n");
    table_put(out, &bars);
    html(out, "</figure>\n");
}
