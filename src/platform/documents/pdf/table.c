/* Tables: the row of heads is repeated to the eye on each page, and tagged once. */
#include "platform/documents/pdf/flow.h"

enum { PAD = 5, BOX = 11 };

static double cell_width(const Flow *flow, size_t i) { return flow->table->columns[i].width * flow_width(flow); }
static bool   is_box(const char *cell) { return same(cell, "[ ]"); }

static Style cell_style(const Flow *flow, size_t i, bool head)
{
    return (Style){ .size = head ? 9 : 10, .bold = head, .ink = head ? QUIET : INK, .width = cell_width(flow, i) - 2 * PAD, .right = flow->table->columns[i].right };
}

static double row_height(const Flow *flow, const char *const *cells, bool head)
{
    double height = words_height(flow->drawing, "", cell_style(flow, 0, head));
    for (size_t i = 0; i < flow->table->count; i++) {
        double cell = words_height(flow->drawing, cells[i], cell_style(flow, i, head));
        if (cell > height) height = cell;
    }
    return height + 2 * PAD;
}

static void box_draw(Flow *flow, double x, double y)
{
    ink_set(flow->drawing, INK);
    cairo_set_line_width(flow->drawing->cr, 0.8);
    cairo_rectangle(flow->drawing->cr, x, y + 2, BOX, BOX);
    cairo_stroke(flow->drawing->cr);
}

static void cells_draw(Flow *flow, const char *const *cells, bool head, bool tagged)
{
    double x = MARGIN + PAD, y = flow->y + PAD;
    for (size_t i = 0; i < flow->table->count; i++) {
        const char *tag = !tagged ? NULL : head || i == 0 ? "TH" : "TD";
        words_draw(flow->drawing, tag, is_box(cells[i]) ? " " : cells[i], cell_style(flow, i, head), x, y);
        if (is_box(cells[i])) box_draw(flow, x, y);
        x += cell_width(flow, i);
    }
}

static void row_draw(Flow *flow, const char *const *cells, bool head, bool tagged)
{
    double height = row_height(flow, cells, head);
    if (tagged) cairo_tag_begin(flow->drawing->cr, "TR", NULL);
    cells_draw(flow, cells, head, tagged);
    if (tagged) cairo_tag_end(flow->drawing->cr, "TR");
    flow->y += height;
    line_draw(flow->drawing, head ? 1 : 0.5, head ? RIVER : LINE, MARGIN, MARGIN + flow_width(flow), flow->y);
}

static const char *const *heads(const Flow *flow)
{
    const char **cells = array(flow->drawing->cx, const char *, flow->table->count);
    for (size_t i = 0; i < flow->table->count; i++) cells[i] = flow->table->columns[i].head;
    return cells;
}

void flow_table_begin(Flow *flow, const Table *table)
{
    enum { CAPTION_HEADS_AND_A_ROW = 80 };
    flow->table = table;
    flow_room(flow, CAPTION_HEADS_AND_A_ROW);
    if (!blank(table->caption))
        flow->y += words_draw(flow->drawing, "P", table->caption, (Style){ .size = 10.5, .bold = true, .ink = INK, .width = flow_width(flow) }, MARGIN, flow->y) + 2;
    cairo_tag_begin(flow->drawing->cr, "Table", NULL);
    row_draw(flow, heads(flow), true, true);
}

void flow_table_row(Flow *flow, const char *const *cells)
{
    int page = flow->page;
    flow_room(flow, row_height(flow, cells, false));
    if (flow->page != page) row_draw(flow, heads(flow), true, false);
    row_draw(flow, cells, false, true);
}

void flow_table_end(Flow *flow)
{
    cairo_tag_end(flow->drawing->cr, "Table");
    flow->y += 10;
}
