/* What a reader of the PDF sees, asked of tools that others wrote: pdfinfo, pdffonts, pdftotext, qpdf, zbarimg. */
#include <stdio.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/documents/pdf.h"
#include "tests/test.h"

static const char *written(const char *bytes, size_t length)
{
    const char *path = text(test_cx(), "%s/a.pdf", test_folder());
    FILE *file = fopen(path, "wb");
    EXPECT(file && fwrite(bytes, 1, length, file) == length && fclose(file) == 0);
    return path;
}

#define TOLD(...) test_told(text(test_cx(), __VA_ARGS__))

static const char *certificate(const char *name)
{
    const char *bytes;
    size_t length;
    EXPECT_OK(pdf_certificate(test_cx(), &(PdfCertificate){ .partnership = "Fleet and Wandle Learning Partnership", .title = "Certificate of attendance", .name = name,
        .course = "Phonics that sticks: catching up in Years 2 and 3", .words = "28 January 2027, 5 hours of professional learning", .issued = "29 January 2027", .code = "7KQ2-M9FD-XT4B-H3WP",
        .verify_url = "https://learning.fleetandwandle.example/verify/7KQ2-M9FD-XT4B-H3WP", .signatory = "Ruth Adeyemi", .signatory_role = "Lead adviser" }, &bytes, &length));
    return written(bytes, length);
}

TEST("a certificate is tagged, in British English, with its title shown and its fonts inside")
{
    const char *path = certificate("Siobhán O’Dowd");
    const char *info = TOLD("pdfinfo %s", path), *fonts = TOLD("pdffonts %s | tail -n +3", path), *tree = TOLD("pdfinfo -struct-text %s", path);
    const char *catalogue = TOLD("qpdf --qdf --object-streams=disable %s - | grep -a -E '/Lang|/DisplayDocTitle'", path);
    EXPECT_HAS(info, "Tagged:          yes");
    EXPECT_HAS(info, "Certificate of attendance: Phonics that sticks");
    EXPECT_HAS(info, "842 x 595 pts (A4)");
    EXPECT_HAS(catalogue, "/DisplayDocTitle true");
    EXPECT_HAS(catalogue, "/Lang (en-GB)");
    EXPECT_HAS(fonts, "OpenSans");
    EXPECT_LACKS(fonts, "DejaVu");
    EXPECT_LACKS(fonts, " no ");
    EXPECT_HAS(TOLD("qpdf --check %s", path), "No syntax or stream encoding errors");
    EXPECT_HAS(tree, "H1 (block)\n    \"Siobhán O’Dowd\"");
    EXPECT_HAS(TOLD("pdftotext %s -", path), "Siobhán O’Dowd");
}

TEST("its square is read as the address under it")
{
    const char *path = certificate("Ann Example");
    EXPECT_HAS(TOLD("pdftoppm -r 200 -png %s %s/page && zbarimg -q %s/page-1.png", path, test_folder(), test_folder()), "/verify/7KQ2-M9FD-XT4B-H3WP");
}

TEST("a name of 300 letters, or in Arabic, still makes one page")
{
    Draft name = { .cx = test_cx() };
    for (int i = 0; i < 60; i++) draft_add(&name, "Anna ");
    EXPECT_HAS(TOLD("pdfinfo %s", certificate(draft_text(&name))), "Pages:           1");
    EXPECT_HAS(TOLD("pdfinfo %s", certificate("محمد عبد الله")), "Pages:           1");
}

static const char *register_of(int people)
{
    static const PdfColumn columns[] = { { "Name", 0.4, false }, { "School", 0.4, false }, { "Here", 0.2, false } };
    const char *bytes;
    size_t length;
    Pdf *pdf = pdf_begin(test_cx(), (PdfPage){ .title = "Register", .footer = "Fleet and Wandle" });
    pdf_heading(pdf, 1, "Phonics that sticks");
    pdf_table(pdf, "Everybody booked", columns, COUNT(columns));
    for (int i = 1; i <= people; i++) pdf_row(pdf, (const char *const[]){ text(test_cx(), "Person %d of many", i), "Kiln Meadow Primary School", "[ ]" });
    pdf_table_end(pdf);
    EXPECT_OK(pdf_end(pdf, &bytes, &length));
    return written(bytes, length);
}

TEST("a long register goes over pages, with its heads and the number of pages on each, and every name once")
{
    const char *path = register_of(80), *words = TOLD("pdftotext -layout %s -", path), *second = TOLD("pdftotext -layout -f 2 -l 2 %s -", path);
    const char *tree = TOLD("pdfinfo -struct-text %s", path);
    EXPECT_HAS(words, "Person 1 of many");
    EXPECT_HAS(words, "Person 80 of many");
    EXPECT_HAS(words, "Page 1 of 3");
    EXPECT_HAS(words, "Page 3 of 3");
    EXPECT_HAS(second, "School");
    EXPECT_SAME(TOLD("qpdf --qdf --object-streams=disable %s - | grep -a -c 'Scope /Row'", path), "80\n");
    EXPECT_SAME(TOLD("qpdf --qdf --object-streams=disable %s - | grep -a -c 'Scope /Column'", path), "3\n");
    EXPECT_LACKS(tree, "Page 1 of 3");
}

TEST("a register of nobody, and one that nearly fills its page, have one page")
{
    EXPECT_HAS(TOLD("pdfinfo %s", register_of(0)), "Pages:           1");
    EXPECT_HAS(TOLD("pdfinfo %s", register_of(20)), "Pages:           1");
}
