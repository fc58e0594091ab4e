/* The certificate: one page, A4 landscape, to hang on a wall. */
#include "platform/documents/pdf/draw.h"
#include "platform/base/colour.h"

enum { LEFT = 193, TEXT_WIDTH = 580, SIGNED_AT = 486, FOOT_AT = 536, QR_SIDE = 78, QR_AT = 438, QR_RIGHT = 62, MARK_AT = 44, MARK_WIDTH = 150, MARK_HEIGHT = 56,
       HOUSE_MARK_AT = 58, HOUSE_MARK_SIDE = 38, HOUSE_MARK_GAP = 12 };

/* Whose certificate it is, beside the house's mark or across from the partnership's own; gives where it ends. */
static double head_draw(Drawing *drawing, const PdfCertificate *certificate)
{
    double left = LEFT, beside = certificate->mark ? MARK_WIDTH + 12 : 0;
    if (certificate->mark) picture_draw(drawing, certificate->mark, LEFT + TEXT_WIDTH, MARK_AT, MARK_WIDTH, MARK_HEIGHT);
    else house_mark_draw(drawing, LEFT, HOUSE_MARK_AT, HOUSE_MARK_SIDE), left += HOUSE_MARK_SIDE + HOUSE_MARK_GAP, beside = left - LEFT;
    words_draw(drawing, "P", certificate->partnership, (Style){ .size = 11, .bold = true, .ink = INK, .lines = 1, .width = TEXT_WIDTH - beside }, left, 62);
    return 80 + words_draw(drawing, "P", certificate->title, (Style){ .size = 11, .ink = QUIET, .lines = 1, .width = TEXT_WIDTH - beside }, left, 80);
}

/* A block at the left margin; gives where it ends. */
static double block(Drawing *drawing, const char *tag, const char *words, Style style, double y)
{
    style.width = TEXT_WIDTH;
    return blank(words) ? y : y + words_draw(drawing, tag, words, style, LEFT, y);
}

/* A long name or title is set smaller rather than cut: two lines, or more only where letters would be too small to read. */
static double title(Drawing *drawing, const char *tag, const char *words, Ink ink, double size, double y)
{
    enum { SIZE_LEAST = 12 };
    Style style = { .size = size, .bold = true, .ink = ink, .width = TEXT_WIDTH };
    while (style.size > SIZE_LEAST && words_height(drawing, words, style) > 2 * words_height(drawing, "", style) + 1) style.size -= 2;
    return block(drawing, tag, words, style, y);
}

static void signature_draw(Drawing *drawing, const PdfCertificate *certificate)
{
    line_draw(drawing, 0.6, QUIET, LEFT, LEFT + 222, SIGNED_AT);
    double y = block(drawing, "P", certificate->signatory, (Style){ .size = 9.5, .bold = true, .ink = INK, .lines = 1 }, SIGNED_AT + 6);
    block(drawing, "P", certificate->signatory_role, (Style){ .size = 9.5, .ink = INK, .lines = 1 }, y);
}

/* The outcome is what a long certificate can spare: as many lines of it as the space above the signature holds. */
static void outcome_draw(Drawing *drawing, const char *outcome, double y)
{
    Style style = { .size = 12, .ink = QUIET };
    style.lines = (int)((SIGNED_AT - 24 - y) / words_height(drawing, "", style));
    if (style.lines > 0) block(drawing, "P", outcome, style, y);
}

Error *pdf_certificate(Ctx *cx, const PdfCertificate *certificate, const char **bytes, size_t *length)
{
    Qr qr;
    TRY(qr_make(cx, certificate->verify_url, &qr));
    const PdfPage page = { .title = text(cx, "%s: %s", certificate->title, certificate->course), .author = certificate->partnership, .landscape = true };
    Drawing *drawing = drawing_begin(cx, &page);
    const Brand brand = brand_of(&(Partnership){ .brand = certificate->brand });
    const Ink band = ink_of(brand.band);
    band_draw(drawing, &brand, 0, BAND_WIDTH, A4_SHORT);
    double y = head_draw(drawing, certificate);
    y = title(drawing, "H1", certificate->name, band, 38, y + 24);
    y = block(drawing, "P", "has completed", (Style){ .size = 12.5, .ink = INK }, y + 2);
    y = title(drawing, "H2", certificate->course, band, 23, y + 8);
    y = block(drawing, "P", certificate->words, (Style){ .size = 12.5, .ink = INK }, y + 12);
    outcome_draw(drawing, certificate->outcome, y + 10);
    signature_draw(drawing, certificate);
    qr_draw(drawing, &qr, A4_LONG - QR_RIGHT - QR_SIDE, QR_AT, QR_SIDE);
    const char *check = text(cx, "Certificate %s, given on %s.\nCheck it at %s", certificate->code, certificate->issued, certificate->verify_url);
    block(drawing, "P", check, (Style){ .size = 9, .ink = QUIET }, FOOT_AT);
    return drawing_end(drawing, bytes, length);
}
