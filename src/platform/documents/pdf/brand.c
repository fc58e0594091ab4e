/* What is drawn in a partnership's colours: its band with the river that runs through every page, the house's mark, a square for cameras. */
#include "platform/base/colour.h"
#include "platform/documents/pdf/draw.h"

Ink ink_of(const char *colour) { return (Ink){ colour_part(colour, 0) / 255.0, colour_part(colour, 1) / 255.0, colour_part(colour, 2) / 255.0 }; }

Ink ink_lighter(Ink ink, double share) { return (Ink){ ink.red + (1 - ink.red) * share, ink.green + (1 - ink.green) * share, ink.blue + (1 - ink.blue) * share }; }

/* Two curves that meet halfway down without a corner. */
typedef struct { double from_x, x1, y1, x2, y2, half_x, x3, to_x; } River;

static void river_draw(Drawing *drawing, double width, Ink ink, River at)
{
    enum { HALF = 330, BEYOND = 20 };
    const double on = 0.8;
    ink_set(drawing, ink);
    cairo_set_line_width(drawing->cr, width);
    cairo_move_to(drawing->cr, at.from_x, -BEYOND);
    cairo_curve_to(drawing->cr, at.x1, at.y1, at.x2, at.y2, at.half_x, HALF);
    cairo_curve_to(drawing->cr, at.half_x + on * (at.half_x - at.x2), HALF + on * (HALF - at.y2), at.x3, 500, at.to_x, A4_SHORT + BEYOND);
    cairo_stroke(drawing->cr);
}

void box_fill(Drawing *drawing, Ink ink, double x, double y, double width, double height)
{
    ink_set(drawing, ink);
    cairo_rectangle(drawing->cr, x, y, width, height);
    cairo_fill(drawing->cr);
}

/* It carries no meaning. The river was drawn for a band of BAND_WIDTH by A4_SHORT. */
void band_draw(Drawing *drawing, const Brand *brand, double x, double width, double height)
{
    const Ink band = ink_of(brand->band), teal = ink_lighter(ink_of(brand->link), 0.1), pale = ink_lighter(ink_of(brand->link), 0.4), marigold = ink_of(brand->accent);
    cairo_save(drawing->cr);
    cairo_rectangle(drawing->cr, x, 0, width, height);
    cairo_clip(drawing->cr);
    ink_set(drawing, band);
    cairo_paint(drawing->cr);
    cairo_translate(drawing->cr, x, 0);
    cairo_scale(drawing->cr, width / BAND_WIDTH, height / A4_SHORT);
    river_draw(drawing, 22, teal, (River){ 21, 23, 150, 90, 195, 84, 52, 72 });
    river_draw(drawing, 11, marigold, (River){ 200, 150, 130, 78, 230, 87, 70, 84 });
    river_draw(drawing, 3, pale, (River){ 52, 55, 128, 112, 188, 100, 82, 100 });
    cairo_restore(drawing->cr);
}

/* For a partnership without a mark of its own, as the band of every page has it: on a square of 40. */
void house_mark_draw(Drawing *drawing, double x, double y, double side)
{
    static const struct { const char *colour; double line[8]; bool on; } strokes[] = {
        { "#0a5f73", { 6, 11, 14, 11, 15, 19.5, 23, 19.5 }, true }, { "#e8a23a", { 6, 29.5, 13.5, 29.5, 15.5, 22.5, 23, 20.3 }, false },
        { "#0d3b45", { 24, 25.5, 28, 25.5, 30, 24.5, 34, 24.5 }, false },
    };
    enum { SQUARE = 40, CORNER = 9 };
    const double quarter = 1.5707963267948966;
    cairo_t *cr = drawing->cr;
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, side / SQUARE, side / SQUARE);
    for (int i = 0; i < 4; i++) {
        static const double corners[][2] = { { SQUARE - CORNER, CORNER }, { SQUARE - CORNER, SQUARE - CORNER }, { CORNER, SQUARE - CORNER }, { CORNER, CORNER } };
        cairo_arc(cr, corners[i][0], corners[i][1], CORNER, (i - 1) * quarter, i * quarter);
    }
    cairo_close_path(cr);
    ink_set(drawing, ink_of("#f4f1ea"));
    cairo_fill(cr);
    cairo_set_line_width(cr, 4.2);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    for (size_t i = 0; i < COUNT(strokes); i++) {
        const double *at = strokes[i].line;
        cairo_move_to(cr, at[0], at[1]);
        cairo_curve_to(cr, at[2], at[3], at[4], at[5], at[6], at[7]);
        if (strokes[i].on) cairo_curve_to(cr, 28, 19.5, 30, 18, 34, 18);
        ink_set(drawing, ink_of(strokes[i].colour));
        cairo_stroke(cr);
    }
    cairo_restore(cr);
}

void qr_draw(Drawing *drawing, const Qr *qr, double x, double y, double side)
{
    enum { QUIET_ZONE = 4 };
    double module = side / (qr->size + 2 * QUIET_ZONE), x0 = x + QUIET_ZONE * module, y0 = y + QUIET_ZONE * module;
    ink_set(drawing, INK);
    for (int row = 0; row < qr->size; row++)
        for (int column = 0; column < qr->size; column++)
            if (qr->dark[row * qr->size + column]) cairo_rectangle(drawing->cr, x0 + column * module, y0 + row * module, module, module);
    cairo_fill(drawing->cr);
}
