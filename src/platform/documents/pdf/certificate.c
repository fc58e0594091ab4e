/* The certificate: one page, A4 landscape, to hang on a wall. */
#include "platform/documents/pdf/draw.h"
#include "platform/base/colour.h"
#include "platform/documents/qr.h"

enum { LEFT = 193, TEXT_WIDTH = 580, BAND = 136, SIGNED_AT = 486, FOOT_AT = 536, QR_SIDE = 78, QR_AT = 438, QR_RIGHT = 62, QUIET_ZONE = 4, MARK_AT = 44, MARK_WIDTH = 150, MARK_HEIGHT = 56,
       HOUSE_MARK_AT = 58, HOUSE_MARK_SIDE = 38, HOUSE_MARK_GAP = 12 };

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

static Ink ink_of(const char *colour)
{
    return (Ink){ colour_part(colour, 0) / 255.0, colour_part(colour, 1) / 255.0, colour_part(colour, 2) / 255.0 };
}

static Ink ink_lighter(Ink ink, double share) { return (Ink){ ink.red + (1 - ink.red) * share, ink.green + (1 - ink.green) * share, ink.blue + (1 - ink.blue) * share }; }

/* The band at the side carries no meaning: the river that runs through every page. */
static void band_draw(Drawing *drawing, const Brand *brand)
{
    const Ink band = ink_of(brand->band), teal = ink_lighter(ink_of(brand->link), 0.1), pale = ink_lighter(ink_of(brand->link), 0.4), marigold = ink_of(brand->accent);
    cairo_save(drawing->cr);
    cairo_rectangle(drawing->cr, 0, 0, BAND, A4_SHORT);
    cairo_clip(drawing->cr);
    ink_set(drawing, band);
    cairo_paint(drawing->cr);
    river_draw(drawing, 22, teal, (River){ 21, 23, 150, 90, 195, 84, 52, 72 });
    river_draw(drawing, 11, marigold, (River){ 200, 150, 130, 78, 230, 87, 70, 84 });
    river_draw(drawing, 3, pale, (River){ 52, 55, 128, 112, 188, 100, 82, 100 });
    cairo_restore(drawing->cr);
}

/* The house's mark, for a partnership without one of its own, as the band of every page has it: on a square of 40. */
static void house_mark_draw(Drawing *drawing)
{
    static const struct { const char *colour; double line[8]; bool on; } strokes[] = {
        { "#0a5f73", { 6, 11, 14, 11, 15, 19.5, 23, 19.5 }, true }, { "#e8a23a", { 6, 29.5, 13.5, 29.5, 15.5, 22.5, 23, 20.3 }, false },
        { "#0d3b45", { 24, 25.5, 28, 25.5, 30, 24.5, 34, 24.5 }, false },
    };
    enum { SQUARE = 40, CORNER = 9 };
    const double quarter = 1.5707963267948966;
    cairo_t *cr = drawing->cr;
    cairo_save(cr);
    cairo_translate(cr, LEFT, HOUSE_MARK_AT);
    cairo_scale(cr, (double)HOUSE_MARK_SIDE / SQUARE, (double)HOUSE_MARK_SIDE / SQUARE);
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

/* Whose certificate it is, beside the house's mark or across from the partnership's own; gives where it ends. */
static double head_draw(Drawing *drawing, const PdfCertificate *certificate)
{
    double left = LEFT, beside = certificate->mark ? MARK_WIDTH + 12 : 0;
    if (certificate->mark) picture_draw(drawing, certificate->mark, LEFT + TEXT_WIDTH, MARK_AT, MARK_WIDTH, MARK_HEIGHT);
    else house_mark_draw(drawing), left += HOUSE_MARK_SIDE + HOUSE_MARK_GAP, beside = left - LEFT;
    words_draw(drawing, "P", certificate->partnership, (Style){ .size = 11, .bold = true, .ink = INK, .lines = 1, .width = TEXT_WIDTH - beside }, left, 62);
    return 80 + words_draw(drawing, "P", certificate->title, (Style){ .size = 11, .ink = QUIET, .lines = 1, .width = TEXT_WIDTH - beside }, left, 80);
}

/* A block at the left margin; gives where it ends. */
static double block(Drawing *drawing, const char *tag, const char *words, Style style, double y)
{
    style.width = TEXT_WIDTH;
    return blank(words) ? y : y + words_draw(drawing, tag, words, style, LEFT, y);
}

/* A long name or title is set smaller rather than cut: two lines, or more only where letters would be too small to read. */
static double title(Drawing *drawing, const char *tag, const char *words, Ink ink, double size, double y)
{
    enum { SIZE_LEAST = 12 };
    Style style = { .size = size, .bold = true, .ink = ink, .width = TEXT_WIDTH };
    while (style.size > SIZE_LEAST && words_height(drawing, words, style) > 2 * words_height(drawing, "", style) + 1) style.size -= 2;
    return block(drawing, tag, words, style, y);
}

static void square_draw(Drawing *drawing, const Qr *qr)
{
    double module = (double)QR_SIDE / (qr->size + 2 * QUIET_ZONE), x0 = A4_LONG - QR_RIGHT - QR_SIDE + QUIET_ZONE * module, y0 = QR_AT + QUIET_ZONE * module;
    ink_set(drawing, INK);
    for (int y = 0; y < qr->size; y++)
        for (int x = 0; x < qr->size; x++)
            if (qr->dark[y * qr->size + x]) cairo_rectangle(drawing->cr, x0 + x * module, y0 + y * module, module, module);
    cairo_fill(drawing->cr);
}

static void signature_draw(Drawing *drawing, const PdfCertificate *certificate)
{
    line_draw(drawing, 0.6, QUIET, LEFT, LEFT + 222, SIGNED_AT);
    double y = block(drawing, "P", certificate->signatory, (Style){ .size = 9.5, .bold = true, .ink = INK, .lines = 1 }, SIGNED_AT + 6);
    block(drawing, "P", certificate->signatory_role, (Style){ .size = 9.5, .ink = INK, .lines = 1 }, y);
}

/* The outcome is what a long certificate can spare: as many lines of it as the space above the signature holds. */
static void outcome_draw(Drawing *drawing, const char *outcome, double y)
{
    Style style = { .size = 12, .ink = QUIET };
    style.lines = (int)((SIGNED_AT - 24 - y) / words_height(drawing, "", style));
    if (style.lines > 0) block(drawing, "P", outcome, style, y);
}

Error *pdf_certificate(Ctx *cx, const PdfCertificate *certificate, const char **bytes, size_t *length)
{
    Qr qr;
    TRY(qr_make(cx, certificate->verify_url, &qr));
    const PdfPage page = { .title = text(cx, "%s: %s", certificate->title, certificate->course), .author = certificate->partnership, .landscape = true };
    Drawing *drawing = drawing_begin(cx, &page);
    const Brand brand = brand_of(&(Partnership){ .brand = certificate->brand });
    const Ink band = ink_of(brand.band);
    band_draw(drawing, &brand);
    double y = head_draw(drawing, certificate);
    y = title(drawing, "H1", certificate->name, band, 38, y + 24);
    y = block(drawing, "P", "has completed", (Style){ .size = 12.5, .ink = INK }, y + 2);
    y = title(drawing, "H2", certificate->course, band, 23, y + 8);
    y = block(drawing, "P", certificate->words, (Style){ .size = 12.5, .ink = INK }, y + 12);
    outcome_draw(drawing, certificate->outcome, y + 10);
    signature_draw(drawing, certificate);
    square_draw(drawing, &qr);
    const char *check = text(cx, "Certificate %s, given on %s.\nCheck it at %s", certificate->code, certificate->issued, certificate->verify_url);
    block(drawing, "P", check, (Style){ .size = 9, .ink = QUIET }, FOOT_AT);
    return drawing_end(drawing, bytes, length);
}
