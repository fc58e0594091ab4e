/* Invoices and their like: A4 with a letterhead, a table over as many pages as it needs, sums, and how to pay. Laid out twice, for each page says how many there are. */
#include <string.h>

#include "platform/base/colour.h"
#include "platform/documents/pdf/draw.h"

enum { LEFT = 50, RIGHT = A4_SHORT - 50, WIDTH = RIGHT - LEFT, HALF_AT = 318, END = 786, FOOT_AT = 802, GAP = 4, CELL = 6, PART_PAD = 16, PARTS_MOST = 3 };
enum { MARK_AT = 48, MARK_SIDE = 30, MARK_WIDTH = 170, MARK_HEIGHT = 48 };

typedef struct { Drawing *drawing; const PdfBill *of; Ink brand, accent; double y; int page, pages; } Sheet;

static const Ink CHALK = { 0.976, 0.968, 0.953 };

/* Line by line, each under its own tag, for what is read aloud has no lines. */
static double words(const Sheet *sheet, const char *tag, const char *said, Style style, double x, double y)
{
    const double from = y, between = style.size * 0.3;
    for (const char *at = said; !blank(at); at += strcspn(at, "\n"), at += *at == '\n') {
        if (at != said) y += between;
        y += words_draw(sheet->drawing, tag, text_copy(sheet->drawing->cx, at, strcspn(at, "\n")), style, x, y);
    }
    return y - from;
}

static void tag_begin(const Sheet *sheet, const char *tag) { cairo_tag_begin(sheet->drawing->cr, tag, NULL); }
static void tag_end(const Sheet *sheet, const char *tag)   { cairo_tag_end(sheet->drawing->cr, tag); }

/* ---- pages ---- */

static void foot_draw(const Sheet *sheet)
{
    const char *said = text(sheet->drawing->cx, "%s %s. Page %d of %d", sheet->of->title, sheet->of->number, sheet->page, sheet->pages);
    words_draw(sheet->drawing, NULL, said, (Style){ .size = 8, .ink = QUIET, .width = WIDTH, .lines = 1 }, LEFT, FOOT_AT);
}

static bool room(Sheet *sheet, double height)
{
    enum { TOP = 56 };
    if (sheet->y + height <= END) return false;
    foot_draw(sheet);
    cairo_show_page(sheet->drawing->cr);
    box_fill(sheet->drawing, sheet->brand, 0, 0, A4_SHORT, 6);
    sheet->page++;
    sheet->y = TOP;
    return true;
}

/* ---- the head ---- */

static void letterhead_draw(Sheet *sheet)
{
    const PdfBill *b = sheet->of;
    Drawing *d = sheet->drawing;
    box_fill(d, sheet->brand, 0, 0, A4_SHORT, 6);
    box_fill(d, sheet->accent, 0, 6, A4_SHORT, 1.5);
    double name_at = LEFT;
    if (b->mark) picture_draw(d, b->mark, LEFT + MARK_WIDTH, MARK_AT, MARK_WIDTH, MARK_HEIGHT), sheet->y = MARK_AT + MARK_HEIGHT + 8;
    else house_mark_draw(d, LEFT, MARK_AT, MARK_SIDE), name_at += MARK_SIDE + 10, sheet->y = MARK_AT + 3;
    double end = sheet->y + words(sheet, "P", b->partnership, (Style){ .size = 10.5, .bold = true, .ink = INK, .width = HALF_AT - name_at - 20 }, name_at, sheet->y);
    double side = MARK_AT + words(sheet, "P", b->sender, (Style){ .size = 9.5, .ink = INK, .width = RIGHT - HALF_AT - 20, .right = false }, HALF_AT + 20, MARK_AT);
    if (end < MARK_AT + MARK_SIDE) end = MARK_AT + MARK_SIDE;
    sheet->y = (end > side ? end : side) + 34;
}

static double fact_draw(const Sheet *sheet, const PdfFact *fact, bool last, double y)
{
    enum { NAME = 112 };
    const double x = HALF_AT, width = RIGHT - HALF_AT;
    const double size = last ? 11.5 : 9.5;
    if (last) line_draw(sheet->drawing, 1.2, sheet->brand, x, RIGHT, y), y += 7;
    double left = words(sheet, "P", fact->name, (Style){ .size = size, .bold = last, .ink = last ? INK : QUIET, .width = NAME }, x, y);
    double right = words(sheet, "P", fact->value, (Style){ .size = size, .bold = last, .ink = INK, .width = width - NAME, .right = true }, x + NAME, y);
    return y + (left > right ? left : right) + (last ? 0 : 5);
}

static void head_draw(Sheet *sheet)
{
    const PdfBill *b = sheet->of;
    double y = sheet->y, facts = sheet->y + 7;
    y += words(sheet, "H1", b->title, (Style){ .size = 25, .bold = true, .ink = sheet->brand, .width = HALF_AT - LEFT - 24 }, LEFT, y);
    y += words(sheet, "P", b->number, (Style){ .size = 12.5, .ink = QUIET, .width = HALF_AT - LEFT - 24 }, LEFT, y + 2) + 16;
    y += words(sheet, "P", b->customer, (Style){ .size = 10.5, .bold = true, .ink = INK, .width = HALF_AT - LEFT - 24 }, LEFT, y);
    y += words(sheet, "P", b->address, (Style){ .size = 10.5, .ink = INK, .width = HALF_AT - LEFT - 24 }, LEFT, y + 3);
    for (size_t i = 0; i < b->fact_count; i++)
        if (!blank(b->facts[i].value)) facts = fact_draw(sheet, &b->facts[i], i + 1 == b->fact_count, facts);
    sheet->y = (y > facts ? y : facts) + 28;
    if (blank(b->words)) return;
    sheet->y += words(sheet, "P", b->words, (Style){ .size = 10, .ink = INK, .width = WIDTH }, LEFT, sheet->y) + 14;
}

/* ---- the table ---- */

static double column_width(const Sheet *sheet, size_t i) { return sheet->of->columns[i].width * WIDTH; }
static Style  cell_style(const Sheet *sheet, size_t i, bool head)
{
    return (Style){ .size = head ? 8.5 : 10, .bold = head || i == 0, .ink = head ? QUIET : INK, .width = column_width(sheet, i) - (i ? 0 : 10), .right = sheet->of->columns[i].right };
}
static Style note_style(const Sheet *sheet) { return (Style){ .size = 8.5, .ink = QUIET, .width = column_width(sheet, 0) - 10 }; }

static double row_height(const Sheet *sheet, const PdfBillRow *row)
{
    double height = 0;
    for (size_t i = 0; i < sheet->of->column_count; i++) {
        double cell = words_height(sheet->drawing, row->cells[i], cell_style(sheet, i, false));
        if (!i && !blank(row->note)) cell += 1 + words_height(sheet->drawing, row->note, note_style(sheet));
        if (cell > height) height = cell;
    }
    return height + 2 * CELL;
}

/* A page that goes on with the table has its heads to the eye; they are tagged once. */
static void heads_draw(Sheet *sheet, bool tagged)
{
    double x = LEFT, height = 0;
    if (tagged) tag_begin(sheet, "TR");
    for (size_t i = 0; i < sheet->of->column_count; i++) {
        double cell = words_draw(sheet->drawing, tagged ? "TH" : NULL, sheet->of->columns[i].head, cell_style(sheet, i, true), x, sheet->y);
        x += column_width(sheet, i);
        if (cell > height) height = cell;
    }
    if (tagged) tag_end(sheet, "TR");
    sheet->y += height + 5;
    line_draw(sheet->drawing, 1, QUIET, LEFT, RIGHT, sheet->y);
}

static void row_draw(Sheet *sheet, const PdfBillRow *row)
{
    double height = row_height(sheet, row), x = LEFT, y;
    if (room(sheet, height)) heads_draw(sheet, false);
    y = sheet->y + CELL;
    tag_begin(sheet, "TR");
    for (size_t i = 0; i < sheet->of->column_count; i++) {
        tag_begin(sheet, i ? "TD" : "TH");
        const char *apart = !i && !blank(row->note) ? "P" : NULL;
        double cell = words_draw(sheet->drawing, apart, blank(row->cells[i]) ? " " : row->cells[i], cell_style(sheet, i, false), x, y);
        if (apart) words_draw(sheet->drawing, apart, row->note, note_style(sheet), x, y + cell + 1);
        tag_end(sheet, i ? "TD" : "TH");
        x += column_width(sheet, i);
    }
    tag_end(sheet, "TR");
    sheet->y += height;
    line_draw(sheet->drawing, 0.5, LINE, LEFT, RIGHT, sheet->y);
}

static void table_draw(Sheet *sheet)
{
    enum { HEADS_AND_A_ROW = 60 };
    if (!sheet->of->row_count) return;
    room(sheet, HEADS_AND_A_ROW);
    tag_begin(sheet, "Table");
    heads_draw(sheet, true);
    for (size_t i = 0; i < sheet->of->row_count; i++) row_draw(sheet, &sheet->of->rows[i]);
    tag_end(sheet, "Table");
    sheet->y += 12;
}

/* ---- sums, and how to pay ---- */

static void sums_draw(Sheet *sheet)
{
    enum { SUM = 22 };
    room(sheet, (double)(sheet->of->sum_count * SUM + 10));
    for (size_t i = 0; i < sheet->of->sum_count; i++) {
        bool total = i + 1 == sheet->of->sum_count;
        sheet->y = fact_draw(sheet, &sheet->of->sums[i], total, sheet->y + (total ? 2 : 0));
    }
    sheet->y += 26;
}

static void pay_draw(Sheet *sheet)
{
    const PdfBill *b = sheet->of;
    const double width = (double)(WIDTH - 2 * PART_PAD) / PARTS_MOST;
    double height = 0, y;
    if (!b->part_count) return;
    for (size_t i = 0; i < b->part_count; i++) {
        double part = words_height(sheet->drawing, b->parts[i].words, (Style){ .size = 8.8, .width = width - GAP * 3 }) + GAP;
        if (part > height) height = part;
    }
    height += 2 * PART_PAD + 40;
    room(sheet, height);
    box_fill(sheet->drawing, CHALK, LEFT, sheet->y, WIDTH, height);
    box_fill(sheet->drawing, sheet->accent, LEFT, sheet->y, 3, height);
    y = sheet->y + PART_PAD;
    y += words(sheet, "H2", b->pay, (Style){ .size = 12, .bold = true, .ink = sheet->brand, .width = WIDTH - 2 * PART_PAD }, LEFT + PART_PAD, y) + 6;
    for (size_t i = 0; i < b->part_count && i < PARTS_MOST; i++) {
        double x = LEFT + PART_PAD + (double)i * width;
        double title = words(sheet, "P", b->parts[i].title, (Style){ .size = 8.8, .bold = true, .ink = INK, .width = width - GAP * 3 }, x, y);
        words(sheet, "P", b->parts[i].words, (Style){ .size = 8.8, .ink = INK, .width = width - GAP * 3 }, x, y + title + 1);
    }
    sheet->y += height + 16;
}

static void end_draw(Sheet *sheet)
{
    Style style = { .size = 8.5, .ink = QUIET, .width = WIDTH };
    if (blank(sheet->of->foot)) return;
    room(sheet, words_height(sheet->drawing, sheet->of->foot, style));
    sheet->y += words(sheet, "P", sheet->of->foot, style, LEFT, sheet->y);
}

static Error *lay(Ctx *cx, const PdfBill *bill, int *pages, const char **bytes, size_t *length)
{
    const Brand brand = brand_of(&(Partnership){ .brand = bill->brand });
    const PdfPage page = { .title = text(cx, "%s %s", bill->title, bill->number), .author = bill->partnership };
    Sheet sheet = { .drawing = drawing_begin(cx, &page), .of = bill, .brand = ink_of(brand.band), .accent = ink_of(brand.accent), .page = 1, .pages = *pages };
    letterhead_draw(&sheet);
    head_draw(&sheet);
    table_draw(&sheet);
    sums_draw(&sheet);
    pay_draw(&sheet);
    end_draw(&sheet);
    foot_draw(&sheet);
    *pages = sheet.page;
    return drawing_end(sheet.drawing, bytes, length);
}

Error *pdf_bill(Ctx *cx, const PdfBill *bill, const char **bytes, size_t *length)
{
    int pages = 1;
    TRY(lay(cx, bill, &pages, bytes, length));
    return pages > 1 ? lay(cx, bill, &pages, bytes, length) : OK;
}
