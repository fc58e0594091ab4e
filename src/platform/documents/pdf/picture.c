/* Pictures: PNG by cairo, JPEG by its own marks, for cairo hands that on to a PDF as it is. */
#include "platform/documents/picture.h"

#include <string.h>

#include "platform/documents/pdf/draw.h"

enum { FILE_MOST = 500 << 10, SIDE_LEAST = 16, SIDE_MOST = 4000, KEPT_WIDTH = 720, KEPT_HEIGHT = 240 };

static const unsigned char png_begin[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R' };

static Error *sides_check(Ctx *cx, const char *field, int64_t width, int64_t height)
{
    if (width < SIDE_LEAST || height < SIDE_LEAST) return invalid(cx, field, "The picture is %ld by %ld pixels. Choose one of %d by %d or more", (long)width, (long)height, SIDE_LEAST, SIDE_LEAST);
    if (width > SIDE_MOST || height > SIDE_MOST) return invalid(cx, field, "The picture is %ld by %ld pixels. Choose one of %d by %d or fewer", (long)width, (long)height, SIDE_MOST, SIDE_MOST);
    return OK;
}

/* ---- PNG ---- */

typedef struct { const char *bytes; size_t left; } Source;

static cairo_status_t take(void *source_, unsigned char *into, unsigned int length)
{
    Source *source = source_;
    if (length > source->left) return CAIRO_STATUS_READ_ERROR;
    memcpy(into, source->bytes, length);
    source->bytes += length, source->left -= length;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t put(void *draft, const unsigned char *bytes, unsigned int length)
{
    draft_bytes(draft, (const char *)bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *smaller(cairo_surface_t *from, int64_t width, int64_t height)
{
    cairo_surface_t *to = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)width, (int)height);
    cairo_t *cr = cairo_create(to);
    cairo_scale(cr, (double)width / cairo_image_surface_get_width(from), (double)height / cairo_image_surface_get_height(from));
    cairo_set_source_surface(cr, from, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_BEST);
    cairo_paint(cr);
    cairo_destroy(cr);
    return to;
}

static Error *png_read(Ctx *cx, const char *field, const char *bytes, size_t length, Picture *picture)
{
    Source source = { bytes, length };
    Draft written = { .cx = cx };
    cairo_surface_t *drawn = cairo_image_surface_create_from_png_stream(take, &source);
    int64_t width = cairo_image_surface_get_width(drawn), height = cairo_image_surface_get_height(drawn);
    if (cairo_surface_status(drawn) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(drawn);
        return invalid(cx, field, "The PNG cannot be read. Save it anew and choose it again");
    }
    double fits = 1;
    if (width > KEPT_WIDTH) fits = (double)KEPT_WIDTH / (double)width;
    if ((double)height * fits > KEPT_HEIGHT) fits = (double)KEPT_HEIGHT / (double)height;
    picture->width = fits < 1 ? (int64_t)((double)width * fits + 0.5) : width, picture->height = fits < 1 ? (int64_t)((double)height * fits + 0.5) : height;
    if (picture->width < 1) picture->width = 1;
    if (picture->height < 1) picture->height = 1;
    cairo_surface_t *kept = smaller(drawn, picture->width, picture->height);
    cairo_status_t status = cairo_surface_write_to_png_stream(kept, put, &written);
    cairo_surface_destroy(kept);
    cairo_surface_destroy(drawn);
    if (status != CAIRO_STATUS_SUCCESS) return broken(cx, "cairo: %s", cairo_status_to_string(status));
    picture->type = "image/png", picture->bytes = written.bytes, picture->length = written.length;
    return OK;
}

/* ---- JPEG ---- */

static int64_t two(const unsigned char *at) { return at[0] << 8 | at[1]; }

static bool is_note(unsigned char mark) { return mark == 0xFE || (mark > 0xE0 && mark <= 0xEF && mark != 0xEE); }   /* 0xEE says how the colours are meant */
static bool is_frame(unsigned char mark) { return mark >= 0xC0 && mark <= 0xC2; }                                   /* baseline, extended, progressive: what browsers show */

/* Segment by segment up to the picture itself, which ends the file. */
static Error *jpeg_read(Ctx *cx, const char *field, const char *bytes, size_t length, Picture *picture)
{
    const unsigned char *file = (const unsigned char *)bytes;
    Draft written = { .cx = cx };
    bool framed = false;
    draft_bytes(&written, bytes, 2);
    for (size_t at = 2; at + 4 <= length && file[at] == 0xFF; ) {
        unsigned char mark = file[at + 1];
        size_t size = 2 + (size_t)two(file + at + 2);
        if (mark < 0xC0 || (mark >= 0xD0 && mark <= 0xD9) || size < 4 || size > length - at) break;
        if (is_frame(mark)) {
            if (framed || size < 10 || file[at + 4] != 8 || (file[at + 9] != 1 && file[at + 9] != 3)) break;
            framed = true;
            picture->height = two(file + at + 5), picture->width = two(file + at + 7);
        }
        if (mark == 0xDA) {
            if (!framed || file[length - 2] != 0xFF || file[length - 1] != 0xD9) break;
            draft_bytes(&written, bytes + at, length - at);
            picture->type = "image/jpeg", picture->bytes = written.bytes, picture->length = written.length;
            return sides_check(cx, field, picture->width, picture->height);
        }
        if (!is_note(mark)) draft_bytes(&written, bytes + at, size);
        at += size;
    }
    return invalid(cx, field, "The JPEG cannot be read. Save it anew, in colours of the screen, and choose it again");
}

/* ---- both ---- */

Error *picture_read(Ctx *cx, const char *field, const char *bytes, size_t length, Picture *picture)
{
    *picture = (Picture){0};
    bool png = length > 33 && !memcmp(bytes, png_begin, sizeof png_begin), jpeg = length > 4 && !memcmp(bytes, "\xFF\xD8\xFF", 3);
    if (!png && !jpeg) return invalid(cx, field, "The file is neither a PNG nor a JPEG. Choose one that is");
    if (length > FILE_MOST) return invalid(cx, field, "The picture is larger than %d KB. Save it smaller, 240 pixels high", FILE_MOST >> 10);
    if (jpeg) return jpeg_read(cx, field, bytes, length, picture);
    const unsigned char *sides = (const unsigned char *)bytes + sizeof png_begin;
    TRY(sides_check(cx, field, two(sides) << 16 | two(sides + 2), two(sides + 4) << 16 | two(sides + 6)));
    return png_read(cx, field, bytes, length, picture);
}

static cairo_surface_t *surface_of(const Picture *picture)
{
    Source source = { picture->bytes, picture->length };
    if (!strcmp(picture->type, "image/png")) return cairo_image_surface_create_from_png_stream(take, &source);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)picture->width, (int)picture->height);
    /* Its bytes live in the request's arena, and the surface ends before that. */
    (void)cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, (const unsigned char *)picture->bytes, picture->length, NULL, NULL);
    return surface;
}

void picture_draw(Drawing *drawing, const Picture *picture, double right, double y, double width, double height)
{
    double fits = width / (double)picture->width;
    if ((double)picture->height * fits > height) fits = height / (double)picture->height;
    cairo_surface_t *surface = surface_of(picture);
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {   /* a picture that cannot be drawn keeps nobody from their certificate */
        cairo_save(drawing->cr);
        cairo_translate(drawing->cr, right - (double)picture->width * fits, y);
        cairo_scale(drawing->cr, fits, fits);
        cairo_set_source_surface(drawing->cr, surface, 0, 0);
        cairo_paint(drawing->cr);
        cairo_restore(drawing->cr);
    }
    cairo_surface_destroy(surface);
}
