/* The programme on paper: its cover and its contents. The chapters are in prospectus_chapter.c. */
#include "platform/documents/pdf/prospectus.h"

#include <string.h>

#include "platform/base/colour.h"

static const Ink PAPER = { 1, 1, 1 }, CHALK = { 0.957, 0.945, 0.918 };

double booklet_width(const Booklet *booklet) { return booklet->drawing->width - 2 * SIDE; }

/* ---- pages ---- */

/* To the eye alone, as in every document here. */
void booklet_foot(const Booklet *booklet)
{
    if (booklet->page == 1) return;
    Style style = { .size = 8, .ink = QUIET, .width = booklet_width(booklet), .lines = 1 };
    words_draw(booklet->drawing, NULL, text(booklet->drawing->cx, "%s, %s. %s", booklet->of->partnership, booklet->of->period, booklet->of->address), style, SIDE, FOOT_AT);
    style.right = true, style.bold = true;
    words_draw(booklet->drawing, NULL, text(booklet->drawing->cx, "%d", booklet->page), style, SIDE, FOOT_AT);
}

void page_turn(Booklet *booklet)
{
    booklet_foot(booklet);
    cairo_show_page(booklet->drawing->cr);
    booklet->page++;
    booklet->y = TOP;
}

void page_room(Booklet *booklet, double height)
{
    if (booklet->y + height > BOTTOM && booklet->y > TOP) page_turn(booklet);
}

/* ---- links ---- */

/* Neither an address of ours nor a place in here holds one of these; what did would end the attribute. */
static bool attribute_whole(const char *value) { return !strpbrk(value, "'\\"); }

void bookmark(Booklet *booklet, const char *name, const char *dest)
{
    Drawing *drawing = booklet->drawing;
    cairo_tag_begin(drawing->cr, CAIRO_TAG_DEST, text(drawing->cx, "name='%s' x=%d y=%d", dest, SIDE, (int)booklet->y - 10));
    cairo_tag_end(drawing->cr, CAIRO_TAG_DEST);
    cairo_pdf_surface_add_outline(drawing->surface, CAIRO_PDF_OUTLINE_ROOT, name, text(drawing->cx, "dest='%s'", dest), CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

double link_draw(Booklet *booklet, const char *tag, const char *to, const char *where, const char *words, Style style, double x, double y)
{
    Drawing *drawing = booklet->drawing;
    if (!attribute_whole(where)) return words_draw(drawing, tag, words, style, x, y);
    cairo_tag_begin(drawing->cr, tag, NULL);
    cairo_tag_begin(drawing->cr, CAIRO_TAG_LINK, text(drawing->cx, "%s='%s'", to, where));
    double height = words_draw(drawing, NULL, words, style, x, y);
    cairo_tag_end(drawing->cr, CAIRO_TAG_LINK);
    cairo_tag_end(drawing->cr, tag);
    return height;
}

/* The house's series, as on every page. */
Ink theme_ink(int64_t colour)
{
    static const char *const series[] = { "#0a5f73", "#b97a12", "#7a4f8f", "#4f8a5b", "#c65d3b", "#75898f" };
    return ink_of(series[colour >= 1 && colour <= (int64_t)COUNT(series) ? colour - 1 : 0]);
}

/* ---- the cover ---- */

enum { RIVER_AT = 372, COVER_WIDTH = 318, MARK_SIDE = 46, OWN_WIDTH = 170, OWN_HEIGHT = 64, PANEL_TALL = 128, PANEL_AT = 842 - 54 - PANEL_TALL, COVER_QR = 104, PANEL_WIDE = 330 };

static void whose(Booklet *booklet)
{
    const PdfProspectus *of = booklet->of;
    Style style = { .size = 14, .bold = true, .ink = PAPER, .width = COVER_WIDTH - MARK_SIDE - 14, .lines = 2 };
    if (!of->mark) {
        house_mark_draw(booklet->drawing, SIDE, SIDE, MARK_SIDE);
        double height = words_height(booklet->drawing, of->partnership, style);
        words_draw(booklet->drawing, "P", of->partnership, style, SIDE + MARK_SIDE + 14, SIDE + (MARK_SIDE - height) / 2);
        return;
    }
    box_fill(booklet->drawing, PAPER, SIDE, SIDE, OWN_WIDTH + 20, OWN_HEIGHT + 20);
    picture_draw(booklet->drawing, of->mark, SIDE + 10 + OWN_WIDTH, SIDE + 10, OWN_WIDTH, OWN_HEIGHT);
    style.width = COVER_WIDTH;
    words_draw(booklet->drawing, "P", of->partnership, style, SIDE, SIDE + OWN_HEIGHT + 34);
}

void cover_draw(Booklet *booklet, const Qr *qr)
{
    Drawing *drawing = booklet->drawing;
    const PdfProspectus *of = booklet->of;
    double y = 258;
    /* Not the whole page at once: cairo takes what covers it for its beginning, and forgets the tag that was opened before. */
    box_fill(drawing, ink_of(booklet->brand.band), 0, 0, RIVER_AT + 1, drawing->height);
    band_draw(drawing, &booklet->brand, RIVER_AT, drawing->width - RIVER_AT, drawing->height);
    whose(booklet);
    y += words_draw(drawing, "H1", of->title, (Style){ .size = 50, .bold = true, .ink = PAPER, .width = COVER_WIDTH }, SIDE, y) + 4;
    box_fill(drawing, ink_of(booklet->brand.accent), SIDE, y, 72, 5);
    y += 24;
    y += words_draw(drawing, "P", of->period, (Style){ .size = 21, .bold = true, .ink = CHALK, .width = COVER_WIDTH }, SIDE, y) + 10;
    if (!blank(of->words)) y += words_draw(drawing, "P", of->words, (Style){ .size = 14, .ink = CHALK, .width = COVER_WIDTH, .lines = 4 }, SIDE, y) + 10;
    y += words_draw(drawing, "P", of->promise, (Style){ .size = 14, .ink = CHALK, .width = COVER_WIDTH, .lines = 4 }, SIDE, y) + 10;
    words_draw(drawing, "P", of->figures, (Style){ .size = 11, .ink = CHALK, .width = COVER_WIDTH, .lines = 2 }, SIDE, y);

    box_fill(drawing, PAPER, SIDE, PANEL_AT, PANEL_WIDE, PANEL_TALL);
    qr_draw(drawing, qr, SIDE + 12, PANEL_AT + (PANEL_TALL - COVER_QR) / 2.0, COVER_QR);
    double x = SIDE + 12 + COVER_QR + 14, width = PANEL_WIDE - 12 - COVER_QR - 14 - 14, at = PANEL_AT + 24;
    at += words_draw(drawing, "P", "See what is free, and book", (Style){ .size = 13, .bold = true, .ink = ink_of(booklet->brand.band), .width = width }, x, at) + 4;
    link_draw(booklet, "P", "uri", of->url, of->address, (Style){ .size = 10.5, .ink = ink_of(booklet->brand.link), .width = width, .lines = 3 }, x, at);
}

/* ---- contents ---- */

/* A line that leads to a chapter: its square, its name, what is in it, its page. */
static void content_row(Booklet *booklet, size_t chapter, const char *name, const char *figures, const Ink *square)
{
    enum { SQUARE = 11, INDENT = 22, NUMBER = 40, ROW = 34 };
    Drawing *drawing = booklet->drawing;
    double width = booklet_width(booklet) - NUMBER - 190;
    page_room(booklet, ROW);
    if (square) box_fill(drawing, *square, SIDE, booklet->y + 11, SQUARE, SQUARE);
    link_draw(booklet, "P", "dest", text(drawing->cx, "chapter-%zu", chapter), name, (Style){ .size = 12.5, .bold = true, .ink = ink_of(booklet->brand.band), .width = width, .lines = 1 }, SIDE + INDENT, booklet->y + 7);
    if (!blank(figures)) words_draw(drawing, "P", figures, (Style){ .size = 9.5, .ink = QUIET, .width = 180, .right = true, .lines = 1 }, SIDE + booklet_width(booklet) - NUMBER - 180, booklet->y + 9);
    words_draw(drawing, "P", text(drawing->cx, "%d", booklet->chapters[chapter]), (Style){ .size = 12.5, .bold = true, .ink = INK, .width = NUMBER, .right = true, .lines = 1 }, SIDE + booklet_width(booklet) - NUMBER, booklet->y + 7);
    booklet->y += ROW;
    line_draw(drawing, 0.6, LINE, SIDE, SIDE + booklet_width(booklet), booklet->y);
}

static void how_draw(Booklet *booklet)
{
    enum { PAD = 18 };
    Drawing *drawing = booklet->drawing;
    const PdfProspectus *of = booklet->of;
    Style words = { .size = 10.5, .ink = INK, .width = booklet_width(booklet) - 2 * PAD }, head = { .size = 14, .bold = true, .ink = ink_of(booklet->brand.band), .width = words.width };
    double height = 2 * PAD + words_height(drawing, "How to book", head);
    for (size_t i = 0; i < of->how_count; i++) height += 6 + words_height(drawing, of->how[i], words);
    booklet->y += 24;
    page_room(booklet, height);
    box_fill(drawing, ink_lighter(CHALK, 0.4), SIDE, booklet->y, booklet_width(booklet), height);
    double y = booklet->y + PAD;
    y += words_draw(drawing, "H2", "How to book", head, SIDE + PAD, y);
    for (size_t i = 0; i < of->how_count; i++) y += 6 + words_draw(drawing, "P", of->how[i], words, SIDE + PAD, y + 6);
    booklet->y += height;
}

void contents_draw(Booklet *booklet)
{
    const PdfProspectus *of = booklet->of;
    bookmark(booklet, "Contents", "contents");
    booklet->y += words_draw(booklet->drawing, "H2", "Contents", (Style){ .size = 26, .bold = true, .ink = ink_of(booklet->brand.band), .width = booklet_width(booklet) }, SIDE, booklet->y) + 10;
    for (size_t i = 0; i < of->theme_count; i++) {
        const Ink square = theme_ink(of->themes[i].colour);
        content_row(booklet, i, of->themes[i].name, of->themes[i].figures, &square);
    }
    content_row(booklet, of->theme_count, "All dates in order", "", NULL);
    how_draw(booklet);
}

/* ---- the whole ---- */

static Error *lay(Ctx *cx, const PdfProspectus *of, const Qr *qr, Booklet *booklet, const char **bytes, size_t *length)
{
    booklet->drawing = drawing_begin(cx, &(PdfPage){ .title = text(cx, "%s, %s", of->title, of->period), .author = of->partnership });
    booklet->page = 1;
    cover_draw(booklet, qr);
    page_turn(booklet);
    contents_draw(booklet);
    Error *error = chapters_draw(booklet);
    days_draw(booklet);
    booklet_foot(booklet);
    booklet->pages = booklet->page;
    Error *ended = drawing_end(booklet->drawing, bytes, length);
    return error ? error : ended;
}

Error *pdf_prospectus(Ctx *cx, const PdfProspectus *of, const char **bytes, size_t *length)
{
    Qr qr;
    Booklet booklet = { .of = of, .brand = brand_of(&(Partnership){ .brand = of->brand }) };
    if (of->theme_count >= CHAPTERS_MOST) return broken(cx, "a prospectus of %zu themes", of->theme_count);
    TRY(qr_make(cx, of->url, &qr));
    TRY(lay(cx, of, &qr, &booklet, bytes, length));
    return lay(cx, of, &qr, &booklet, bytes, length);
}
