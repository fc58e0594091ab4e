/* The chapters of a prospectus: a theme's courses, each kept on one page, and all dates in order in two columns. */
#include "platform/documents/pdf/prospectus.h"

enum { LEFT_WIDE = 284, DATES_AT = 302, DATES_WIDE = 128, QR_AT = 439, QR_SIDE = 56, BLOCK_PAD = 12 };

static Style style_of(double size, bool bold, Ink ink, double width) { return (Style){ .size = size, .bold = bold, .ink = ink, .width = width }; }

/* ---- a course ---- */

static double said_height(Drawing *drawing, const PdfCourse *course)
{
    double height = words_height(drawing, course->title, style_of(12, true, INK, LEFT_WIDE)) + words_height(drawing, course->facts, style_of(8.5, false, QUIET, LEFT_WIDE)) + 2;
    if (!blank(course->summary)) height += 4 + words_height(drawing, course->summary, style_of(10, false, INK, LEFT_WIDE));
    if (!blank(course->outcome)) height += 4 + words_height(drawing, course->outcome, style_of(9.5, false, QUIET, LEFT_WIDE));
    return height;
}

static double dates_height(Drawing *drawing, const PdfCourse *course)
{
    double height = 0;
    for (size_t i = 0; i < course->date_count; i++)
        height += 5 + words_height(drawing, course->dates[i].when, style_of(9, true, INK, DATES_WIDE)) + words_height(drawing, course->dates[i].where, style_of(8.5, false, QUIET, DATES_WIDE));
    return blank(course->more) ? height : height + words_height(drawing, course->more, style_of(8.5, false, QUIET, DATES_WIDE));
}

static double course_height(Drawing *drawing, const PdfCourse *course)
{
    double said = said_height(drawing, course), dates = dates_height(drawing, course), height = said > dates ? said : dates;
    return 2 * BLOCK_PAD + (height > QR_SIDE ? height : QR_SIDE);
}

static void said_draw(Booklet *booklet, const PdfCourse *course, double y)
{
    Drawing *drawing = booklet->drawing;
    y += link_draw(booklet, "H3", "uri", course->url, course->title, style_of(12, true, ink_of(booklet->brand.link), LEFT_WIDE), SIDE, y);
    y += words_draw(drawing, "P", course->facts, style_of(8.5, false, QUIET, LEFT_WIDE), SIDE, y) + 2;
    if (!blank(course->summary)) y += 4 + words_draw(drawing, "P", course->summary, style_of(10, false, INK, LEFT_WIDE), SIDE, y + 4);
    if (!blank(course->outcome)) words_draw(drawing, "P", course->outcome, style_of(9.5, false, QUIET, LEFT_WIDE), SIDE, y + 4);
}

static void dates_draw(Drawing *drawing, const PdfCourse *course, double y)
{
    for (size_t i = 0; i < course->date_count; i++) {
        y += words_draw(drawing, "P", course->dates[i].when, style_of(9, true, INK, DATES_WIDE), SIDE + DATES_AT, y);
        y += words_draw(drawing, "P", course->dates[i].where, style_of(8.5, false, QUIET, DATES_WIDE), SIDE + DATES_AT, y) + 5;
    }
    if (!blank(course->more)) words_draw(drawing, "P", course->more, style_of(8.5, false, QUIET, DATES_WIDE), SIDE + DATES_AT, y);
}

static Error *course_draw(Booklet *booklet, const PdfCourse *course)
{
    Qr qr;
    double height = course_height(booklet->drawing, course);
    TRY(qr_make(booklet->drawing->cx, course->url, &qr));
    page_room(booklet, height);
    said_draw(booklet, course, booklet->y + BLOCK_PAD);
    dates_draw(booklet->drawing, course, booklet->y + BLOCK_PAD);
    qr_draw(booklet->drawing, &qr, SIDE + QR_AT, booklet->y + BLOCK_PAD, QR_SIDE);
    booklet->y += height;
    line_draw(booklet->drawing, 0.6, LINE, SIDE, SIDE + booklet_width(booklet), booklet->y);
    return OK;
}

/* ---- a theme ---- */

static void chapter_begin(Booklet *booklet, size_t chapter, const char *name, const char *words, Ink ink, double with)
{
    enum { SQUARE = 16, INDENT = 26 };
    Drawing *drawing = booklet->drawing;
    Style head = style_of(22, true, ink_of(booklet->brand.band), booklet_width(booklet) - INDENT), under = style_of(10.5, false, QUIET, booklet_width(booklet));
    double height = words_height(drawing, name, head) + (blank(words) ? 0 : words_height(drawing, words, under)) + 14;
    if (booklet->y > TOP) booklet->y += 26;
    page_room(booklet, height + with);
    booklet->chapters[chapter] = booklet->page;
    bookmark(booklet, name, text(drawing->cx, "chapter-%zu", chapter));
    box_fill(drawing, ink, SIDE, booklet->y + 9, SQUARE, SQUARE);
    booklet->y += words_draw(drawing, "H2", name, head, SIDE + INDENT, booklet->y) + 4;
    if (!blank(words)) booklet->y += words_draw(drawing, "P", words, under, SIDE, booklet->y) + 4;
    box_fill(drawing, ink, SIDE, booklet->y, booklet_width(booklet), 2.5);
    booklet->y += 3;
}

Error *chapters_draw(Booklet *booklet)
{
    const PdfProspectus *of = booklet->of;
    page_turn(booklet);
    for (size_t i = 0; i < of->theme_count; i++) {
        const PdfTheme *theme = &of->themes[i];
        chapter_begin(booklet, i, theme->name, theme->words, theme_ink(theme->colour), theme->count ? course_height(booklet->drawing, &theme->courses[0]) : 0);
        for (size_t c = 0; c < theme->count; c++) TRY(course_draw(booklet, &theme->courses[c]));
    }
    return OK;
}

/* ---- all dates ---- */

enum { DAY_WIDE = 46, MONTH_TALL = 34 };

/* The next column, or the first of the next page. */
static void column_turn(Booklet *booklet, int *column, double *top)
{
    if (*column == 0) *column = 1;
    else {
        page_turn(booklet);
        *column = 0, *top = TOP;
    }
    booklet->y = *top;
}

void days_draw(Booklet *booklet)
{
    Drawing *drawing = booklet->drawing;
    const PdfProspectus *of = booklet->of;
    double wide = (booklet_width(booklet) - COLUMN_GAP) / 2, top;
    int column = 0;
    page_turn(booklet);
    chapter_begin(booklet, of->theme_count, "All dates in order", "", ink_of(booklet->brand.accent), 0);
    top = booklet->y += 8;
    for (size_t i = 0; i < of->day_count; i++) {
        const PdfDay *day = &of->days[i];
        Style what = style_of(9.5, true, INK, wide - DAY_WIDE - 14), where = style_of(8.5, false, QUIET, what.width);
        double height = words_height(drawing, day->title, what) + words_height(drawing, day->where, where) + 8;
        if (booklet->y + height + (day->month ? MONTH_TALL : 0) > BOTTOM) column_turn(booklet, &column, &top);
        double x = SIDE + column * (wide + COLUMN_GAP);
        if (day->month) {
            words_draw(drawing, "H3", day->month, style_of(13, true, ink_of(booklet->brand.band), wide), x, booklet->y + 8);
            booklet->y += MONTH_TALL;
        }
        words_draw(drawing, "P", day->day, style_of(9.5, false, INK, DAY_WIDE), x, booklet->y);
        box_fill(drawing, theme_ink(of->themes[day->theme].colour), x + DAY_WIDE, booklet->y + 4, 7, 7);
        booklet->y += words_draw(drawing, "P", day->title, what, x + DAY_WIDE + 14, booklet->y);
        booklet->y += words_draw(drawing, "P", day->where, where, x + DAY_WIDE + 14, booklet->y) + 8;
    }
}
