#include "platform/documents/pdf/flow.h"

#include <string.h>

#include "platform/base/check.h"

typedef struct Piece Piece;
typedef void Lay(Flow *flow, const Piece *piece);

struct Piece {
    Lay               *lay;
    const char        *tag, *words;
    Style              style;
    double             after;      /* points below it */
    Table              table;
    const char *const *cells;
    Piece             *next;
};

struct Pdf { Ctx *cx; PdfPage page; Piece *first, **last; size_t columns; };

Pdf *pdf_begin(Ctx *cx, PdfPage page)
{
    Pdf *pdf = new(cx, Pdf);
    *pdf = (Pdf){ .cx = cx, .page = page, .last = &pdf->first };
    return pdf;
}

static void piece_add(Pdf *pdf, Piece piece)
{
    Piece *kept = new(pdf->cx, Piece);
    *kept = piece;
    *pdf->last = kept;
    pdf->last = &kept->next;
}

/* ---- laying out ---- */

/* The foot is for the eye: a reader is told the page by its own program. Tagged it would stand in the middle of a table. */
static void foot_draw(Flow *flow)
{
    if (blank(flow->footer)) return;
    const char *words = text(flow->drawing->cx, "%s. Page %d of %d", flow->footer, flow->page, flow->pages);
    words_draw(flow->drawing, NULL, words, (Style){ .size = 8, .ink = QUIET, .width = flow_width(flow), .lines = 1 }, MARGIN, flow->drawing->height - FOOT);
}

void flow_room(Flow *flow, double height)
{
    enum { ABOVE_FOOT = 12 };
    if (flow->y + height <= flow->drawing->height - FOOT - ABOVE_FOOT || flow->y <= MARGIN) return;
    foot_draw(flow);
    cairo_show_page(flow->drawing->cr);
    flow->page++;
    flow->y = MARGIN;
}

static void lay_words(Flow *flow, const Piece *piece)
{
    Style style = piece->style;
    style.width = flow_width(flow);
    flow_room(flow, words_height(flow->drawing, piece->words, style));
    flow->y += words_draw(flow->drawing, piece->tag, piece->words, style, MARGIN, flow->y) + piece->after;
}

static void lay_space(Flow *flow, const Piece *piece) { flow->y += piece->after; }
static void lay_table(Flow *flow, const Piece *piece) { flow_table_begin(flow, &piece->table); }
static void lay_row(Flow *flow, const Piece *piece) { flow_table_row(flow, piece->cells); }
static void lay_table_end(Flow *flow, const Piece *piece) { flow_table_end(flow); }

static Error *lay_all(const Pdf *pdf, int *pages, const char **bytes, size_t *length)
{
    Flow flow = { .drawing = drawing_begin(pdf->cx, &pdf->page), .footer = pdf->page.footer, .y = MARGIN, .page = 1, .pages = *pages };
    for (const Piece *piece = pdf->first; piece; piece = piece->next) piece->lay(&flow, piece);
    foot_draw(&flow);
    *pages = flow.page;
    return drawing_end(flow.drawing, bytes, length);
}

Error *pdf_end(Pdf *pdf, const char **bytes, size_t *length)
{
    int pages = 1;
    CHECK(!pdf->columns);
    TRY(lay_all(pdf, &pages, bytes, length));
    return pages > 1 && !blank(pdf->page.footer) ? lay_all(pdf, &pages, bytes, length) : OK;
}

/* ---- pieces ---- */

void pdf_heading(Pdf *pdf, int level, const char *heading)
{
    static const struct { const char *tag; double size; } levels[] = { { "H1", 20 }, { "H2", 15 }, { "H3", 12 } };
    CHECK(level >= 1 && level <= (int)COUNT(levels));
    piece_add(pdf, (Piece){ .lay = lay_words, .tag = levels[level - 1].tag, .words = heading, .after = 6,
                            .style = { .size = levels[level - 1].size, .bold = true, .ink = RIVER } });
}

void pdf_text(Pdf *pdf, const char *paragraph)
{
    piece_add(pdf, (Piece){ .lay = lay_words, .tag = "P", .words = paragraph, .after = 8, .style = { .size = 10.5, .ink = INK } });
}

void pdf_small(Pdf *pdf, const char *paragraph)
{
    piece_add(pdf, (Piece){ .lay = lay_words, .tag = "P", .words = paragraph, .after = 6, .style = { .size = 8.5, .ink = QUIET } });
}

void pdf_space(Pdf *pdf, double points)
{
    piece_add(pdf, (Piece){ .lay = lay_space, .after = points });
}

void pdf_table(Pdf *pdf, const char *caption, const PdfColumn *columns, size_t n)
{
    CHECK(!pdf->columns && n >= 1 && n <= PDF_COLUMNS_MOST);
    PdfColumn *kept = array(pdf->cx, PdfColumn, n);
    memcpy(kept, columns, n * sizeof *columns);
    pdf->columns = n;
    piece_add(pdf, (Piece){ .lay = lay_table, .table = { caption, kept, n } });
}

void pdf_row(Pdf *pdf, const char *const *cells)
{
    CHECK(pdf->columns);
    const char **kept = array(pdf->cx, const char *, pdf->columns);
    memcpy(kept, cells, pdf->columns * sizeof *cells);
    piece_add(pdf, (Piece){ .lay = lay_row, .cells = kept });
}

void pdf_table_end(Pdf *pdf)
{
    CHECK(pdf->columns);
    pdf->columns = 0;
    piece_add(pdf, (Piece){ .lay = lay_table_end });
}
