/* What runs down pages: each piece is kept as it is given, and laid out twice, for the first page says how many there are. */
#pragma once
#include "platform/documents/pdf/draw.h"

typedef struct { const char *caption; const PdfColumn *columns; size_t count; } Table;

typedef struct { Drawing *drawing; const char *footer; double y; int page, pages; const Table *table; } Flow;

enum { MARGIN = 50, FOOT = 40 };

static inline double flow_width(const Flow *flow) { return flow->drawing->width - 2 * MARGIN; }

/* A new page, unless this one has room of that height. */
void flow_room(Flow *flow, double height);

void flow_table_begin(Flow *flow, const Table *table);
void flow_table_row(Flow *flow, const char *const *cells);
void flow_table_end(Flow *flow);
