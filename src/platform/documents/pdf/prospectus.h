/* The prospectus while it is laid out: twice, for the contents say on which page each chapter begins. Of this folder only. */
#pragma once
#include "platform/documents/pdf/draw.h"

enum { SIDE = 50, TOP = 54, BOTTOM = 800, FOOT_AT = 812, COLUMN_GAP = 26, CHAPTERS_MOST = 104 };

typedef struct {
    Drawing             *drawing;
    const PdfProspectus *of;
    Brand                brand;
    double               y;
    int                  page, pages;                      /* pages: as the first laying found, 0 while it is under way */
    int                  chapters[CHAPTERS_MOST];          /* the page on which each begins; the last is that of all dates */
} Booklet;

double booklet_width(const Booklet *booklet);
void   page_turn(Booklet *booklet);                        /* the foot of this one, and the next */
void   page_room(Booklet *booklet, double height);         /* a new one, unless this has room */
void   booklet_foot(const Booklet *booklet);
void   bookmark(Booklet *booklet, const char *name, const char *dest);
/* Words that lead somewhere: `to` is "dest" or "uri". */
double link_draw(Booklet *booklet, const char *tag, const char *to, const char *where, const char *words, Style style, double x, double y);
Ink    theme_ink(int64_t colour);

void           cover_draw(Booklet *booklet, const Qr *qr);
void           contents_draw(Booklet *booklet);
CHECKED Error *chapters_draw(Booklet *booklet);
void           days_draw(Booklet *booklet);
