#include "platform/documents/pdf/draw.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <pthread.h>

#include "platform/base/check.h"

const Ink INK = { 0.086, 0.149, 0.169 }, QUIET = { 0.302, 0.373, 0.4 }, RIVER = { 0.051, 0.231, 0.271 }, LINE = { 0.827, 0.855, 0.867 };

/*
 * These and no others, so that a certificate looks alike on every machine. DejaVu stands in for letters that Open Sans lacks. File by
 * file, for fontconfig wants to write a cache of a folder, and has nowhere to.
 */
static const char *const font_files[] = {
    "/usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf", "/usr/share/fonts/truetype/open-sans/OpenSans-Bold.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",          "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
};
enum { FONTS_NEEDED = 2 };

static FcConfig *fonts;       /* read once, then only asked */
static bool      fonts_found;

static void fonts_read(void)
{
    fonts = FcConfigCreate();
    CHECK(fonts);
    fonts_found = true;
    for (size_t i = 0; i < COUNT(font_files); i++)
        if (!FcConfigAppFontAddFile(fonts, (const FcChar8 *)font_files[i]) && i < FONTS_NEEDED) fonts_found = false;
}

/* A map is for one thread at a time, so each drawing has its own. */
static PangoContext *letters_of_our_fonts(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    CHECK(pthread_once(&once, fonts_read) == 0);
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), fonts);
    PangoContext *letters = pango_font_map_create_context(map);
    g_object_unref(map);
    return letters;
}

/* ---- words ---- */

static PangoLayout *layout_new(Drawing *drawing, const char *words, Style style)
{
    PangoLayout *layout = pango_layout_new(drawing->letters);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, "Open Sans");
    pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(layout, (int)(style.width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    if (style.right) pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
    if (style.lines) {
        pango_layout_set_height(layout, -style.lines);
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
    pango_layout_set_line_spacing(layout, 1.25F);
    pango_layout_set_text(layout, words ? words : "", -1);
    return layout;
}

static double layout_height(PangoLayout *layout)
{
    int height;
    pango_layout_get_size(layout, NULL, &height);
    return (double)height / PANGO_SCALE;
}

double words_height(Drawing *drawing, const char *words, Style style)
{
    PangoLayout *layout = layout_new(drawing, words, style);
    double height = layout_height(layout);
    g_object_unref(layout);
    return height;
}

double words_draw(Drawing *drawing, const char *tag, const char *words, Style style, double x, double y)
{
    PangoLayout *layout = layout_new(drawing, words, style);
    double height = layout_height(layout);
    if (tag) cairo_tag_begin(drawing->cr, tag, NULL);
    ink_set(drawing, style.ink);
    cairo_move_to(drawing->cr, x, y);
    pango_cairo_show_layout(drawing->cr, layout);
    if (tag) cairo_tag_end(drawing->cr, tag);
    g_object_unref(layout);
    return height;
}

void ink_set(Drawing *drawing, Ink ink) { cairo_set_source_rgb(drawing->cr, ink.red, ink.green, ink.blue); }

void line_draw(Drawing *drawing, double thickness, Ink ink, double from, double to, double y)
{
    ink_set(drawing, ink);
    cairo_set_line_width(drawing->cr, thickness);
    cairo_move_to(drawing->cr, from, y);
    cairo_line_to(drawing->cr, to, y);
    cairo_stroke(drawing->cr);
}

/* ---- a document ---- */

static cairo_status_t keep(void *data, const unsigned char *bytes, unsigned int length)
{
    draft_bytes(data, (const char *)bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

Drawing *drawing_begin(Ctx *cx, const PdfPage *page)
{
    Drawing *drawing = new(cx, Drawing);
    *drawing = (Drawing){ .cx = cx, .letters = letters_of_our_fonts(), .bytes = { .cx = cx },
                          .width = page->landscape ? A4_LONG : A4_SHORT, .height = page->landscape ? A4_SHORT : A4_LONG };
    drawing->surface = cairo_pdf_surface_create_for_stream(keep, &drawing->bytes, drawing->width, drawing->height);
    cairo_pdf_surface_set_metadata(drawing->surface, CAIRO_PDF_METADATA_TITLE, page->title);
    if (page->author) cairo_pdf_surface_set_metadata(drawing->surface, CAIRO_PDF_METADATA_AUTHOR, page->author);
    drawing->cr = cairo_create(drawing->surface);
    pango_cairo_update_context(drawing->cr, drawing->letters);
    cairo_tag_begin(drawing->cr, "Document", NULL);
    return drawing;
}

Error *drawing_end(Drawing *drawing, const char **bytes, size_t *length)
{
    cairo_tag_end(drawing->cr, "Document");
    cairo_status_t status = cairo_status(drawing->cr);
    cairo_destroy(drawing->cr);
    cairo_surface_finish(drawing->surface);
    if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(drawing->surface);
    cairo_surface_destroy(drawing->surface);
    g_object_unref(drawing->letters);
    if (!fonts_found) return broken(drawing->cx, "%s or its bold is not there: install fonts-open-sans", font_files[0]);
    if (status != CAIRO_STATUS_SUCCESS) return broken(drawing->cx, "cairo: %s", cairo_status_to_string(status));
    return pdf_finish(drawing->cx, drawing->bytes.bytes, drawing->bytes.length, bytes, length);
}
