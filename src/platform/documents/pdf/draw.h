/* Words, boxes and tags on pages. Of this folder only. */
#pragma once
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "platform/base/text.h"
#include "platform/documents/pdf.h"
#include "platform/documents/picture.h"
#include "platform/documents/qr.h"

typedef struct { double red, green, blue; } Ink;
extern const Ink INK, QUIET, RIVER, LINE;

enum { A4_SHORT = 595, A4_LONG = 842 };   /* points */

typedef struct {
    Ctx             *cx;
    cairo_surface_t *surface;
    cairo_t         *cr;
    PangoContext    *letters;
    double           width, height;
    Draft            bytes;
} Drawing;

/* `lines` is the most there may be, after which the words end in an ellipsis; 0: as many as they need. */
typedef struct { double size; bool bold; Ink ink; double width; bool right; int lines; } Style;

Drawing       *drawing_begin(Ctx *cx, const PdfPage *page);
CHECKED Error *drawing_end(Drawing *drawing, const char **bytes, size_t *length);

double words_height(Drawing *drawing, const char *words, Style style);
/* Draws them with their top left at x and y, under a tag or, with NULL, to the eye alone; gives their height. */
double words_draw(Drawing *drawing, const char *tag, const char *words, Style style, double x, double y);
void   ink_set(Drawing *drawing, Ink ink);
void   line_draw(Drawing *drawing, double thickness, Ink ink, double from, double to, double y);
/* As large as fits, its right edge and top there. To the eye alone: what it stands beside says it in words. */
void   picture_draw(Drawing *drawing, const Picture *picture, double right, double y, double width, double height);

/* brand.c */
enum { BAND_WIDTH = 136 };
Ink    ink_of(const char *colour);                   /* "#0d3b45" */
Ink    ink_lighter(Ink ink, double share);
void   box_fill(Drawing *drawing, Ink ink, double x, double y, double width, double height);
void   band_draw(Drawing *drawing, const Brand *brand, double x, double width, double height);   /* from the top; to the eye alone */
void   house_mark_draw(Drawing *drawing, double x, double y, double side);
void   qr_draw(Drawing *drawing, const Qr *qr, double x, double y, double side);                  /* side: with its quiet zone */

/* qpdf's part: language, title shown, scope of heads. */
CHECKED Error *pdf_finish(Ctx *cx, const char *drawn, size_t drawn_length, const char **bytes, size_t *length);
