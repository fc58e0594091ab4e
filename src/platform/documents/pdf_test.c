/* What a reader of the PDF sees, asked of tools that others wrote: pdfinfo, pdffonts, pdftotext, qpdf, zbarimg. */
#include <stdio.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/documents/pdf.h"
#include "platform/documents/picture.h"
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

/* ---- pictures that people send ---- */

/* 20 by 16 pixels, with a comment that would run in a page; and one much too wide to keep. */
static const char png[] =
    "\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x14\x00\x00\x00\x10\x08\x02\x00\x00\x00\x99z\xc8L\x00\x00\x00\x10tEXtComment\x00<script>\xdd\xcf\x10"
    "\x09\x00\x00\x00\x18IDATx\xda\x63\xe0\x8a/&\x1b\x31\x8cj\x1e\xd5<\xaay0i\x06\x00\xd7\x35\x13\x10\xe4(\x80 \x00\x00\x00\x00IEND\xae\x42`\x82";
static const char wide_png[] =
    "\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x07\xd0\x00\x00\x00\x10\x08\x02\x00\x00\x00\xc1\x15s\x14\x00\x00\x00\x94IDATx\xda\xed\xd8\x31\x0d\x00\x00\x08\x04\xb1\x9f\x31\x89\x08\xfc'\x88`"
    "\xa4I\x15\xdcx\xa9\x1e\x00\x00\x00\x00\x00\xe0(\x12\x00\x00\x00\x00\x00\x80\xe1\x0e\x00\x00\x00\x00\x00\x86;\x00\x00\x00\x00\x00\x18\xee\x00\x00\x00\x00\x00\x80\xe1\x0e\x00\x00\x00\x00\x00\x86;\x00\x00\x00\x00\x00\x18\xee\x00"
    "\x00\x00\x00\x00`\xb8\x03\x00\x00\x00\x00\x00\x86;\x00\x00\x00\x00\x00\x18\xee\x00\x00\x00\x00\x00`\xb8\x03\x00\x00\x00\x00\x80\xe1\x0e\x00\x00\x00\x00\x00\x18\xee\x00\x00\x00\x00\x00`\xb8\x03\x00\x00\x00\x00\x80\xe1\x0e\x00\x00"
    "\x00\x00\x00\x3f,2\xb0rFa\xfb,\x8c\x00\x00\x00\x00IEND\xae\x42`\x82";
/* 40 by 20 pixels, with a note of where it was taken. */
static const char jpeg[] =
    "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xe1\x00\x0e\x45xif\x00\x00London\xff\xc0\x00\x0b\x08\x00\x14\x00(\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12"
    "4\xff\xd9";
#define READ_PICTURE(bytes, picture) picture_read(test_cx(), "file", bytes, sizeof bytes - 1, picture)

static bool holds(const Picture *picture, const char *words) { return memmem(picture->bytes, picture->length, words, strlen(words)) != NULL; }

TEST("a picture is known by its content, written anew without what was written into it, and made smaller where it is large")
{
    Picture picture;
    EXPECT_OK(READ_PICTURE(png, &picture));
    EXPECT_SAME(picture.type, "image/png");
    EXPECT(picture.width == 20 && picture.height == 16 && !holds(&picture, "script"));
    EXPECT_OK(READ_PICTURE(wide_png, &picture));
    EXPECT(picture.width == 720 && picture.height == 6);
    EXPECT_OK(READ_PICTURE(jpeg, &picture));
    EXPECT_SAME(picture.type, "image/jpeg");
    EXPECT(picture.width == 40 && picture.height == 20 && !holds(&picture, "London") && holds(&picture, "JFIF"));
}

TEST("what is no picture, or cannot be read as one, is refused in words")
{
    Picture picture;
    EXPECT_REFUSED(READ_PICTURE("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", &picture), INVALID, "neither a PNG nor a JPEG");
    EXPECT_REFUSED(picture_read(test_cx(), "file", png, sizeof png - 20, &picture), INVALID, "The PNG cannot be read");
    EXPECT_REFUSED(picture_read(test_cx(), "file", jpeg, sizeof jpeg - 2, &picture), INVALID, "The JPEG cannot be read");
    char large[sizeof png];
    memcpy(large, png, sizeof png);
    large[18] = 0x7f;      /* 32,532 pixels wide, it says */
    EXPECT_REFUSED(READ_PICTURE(large, &picture), INVALID, "4000 by 4000 or fewer");
    char *heavy = arena_new(test_cx()->arena, 600 << 10);
    memcpy(heavy, png, sizeof png);
    EXPECT_REFUSED(picture_read(test_cx(), "file", heavy, 600 << 10, &picture), INVALID, "larger than 500 KB");
}

static void spoil(const char *bytes, size_t length)
{
    char *spoilt = arena_new(test_cx()->arena, length);
    Picture picture;
    for (size_t at = 0; at < length; at++)
        for (int bit = 0; bit < 8; bit++) {
            memcpy(spoilt, bytes, length);
            spoilt[at] ^= (char)(1 << bit);
            Error *error = picture_read(test_cx(), "file", spoilt, length - at % 3, &picture);
            EXPECT(error ? error->kind == INVALID : picture.width > 0 && picture.height > 0 && picture.length > 0);
        }
}

TEST("whichever bit of a picture is wrong, it is read or refused")
{
    spoil(png, sizeof png - 1);
    spoil(jpeg, sizeof jpeg - 1);
}

TEST("the partnership's own mark stands on its certificates")
{
    Picture picture;
    PdfCertificate certificate = { .partnership = "Fleet and Wandle Learning Partnership", .title = "Certificate of attendance", .name = "Ann Ellery", .course = "Phonics", .words = "a morning",
        .issued = "1 December 2026", .code = "ABCD", .verify_url = "https://learning.example/verify/ABCD" };
    const char *with, *without;
    size_t with_length, without_length;
    EXPECT_OK(pdf_certificate(test_cx(), &certificate, &without, &without_length));
    certificate.mark = &picture;
    EXPECT_OK(READ_PICTURE(jpeg, &picture));
    EXPECT_OK(pdf_certificate(test_cx(), &certificate, &with, &with_length));
    EXPECT(memmem(with, with_length, "/DCTDecode", 10) && !memmem(without, without_length, "/DCTDecode", 10));
    EXPECT_OK(READ_PICTURE(png, &picture));
    EXPECT_OK(pdf_certificate(test_cx(), &certificate, &with, &with_length));
    EXPECT(memmem(with, with_length, "/Subtype /Image", 15) && !memmem(without, without_length, "/Subtype /Image", 15));
}

static const PdfDate prospectus_dates[] = { { "Thu 28 Jan 2027, 9.30am", "Town Hall, 2 sessions. £60, members free" }, { "Thu 11 Mar 2027, 9.30am", "Online. £60, members free" } };
static const PdfCourse prospectus_courses[] = {
    { "Phonics that sticks", "https://learning.example/courses/51", "Course PH-201. For teachers. Primary", "Catching up in Years 2 and 3.", "What pupils gain: they read for pleasure.", prospectus_dates, 2, "" },
};

static const char *prospectus(size_t courses, const char *words)
{
    const char *bytes;
    size_t length;
    PdfCourse *list = array(test_cx(), PdfCourse, courses);
    PdfDay *days = array(test_cx(), PdfDay, courses);
    for (size_t i = 0; i < courses; i++) list[i] = prospectus_courses[0], days[i] = (PdfDay){ i % 20 ? NULL : "January 2027", "Thu 28", "Phonics that sticks", "9.30am, Town Hall", i % 2 };
    const PdfTheme themes[] = { { "Reading", "From first sounds to whole books.", 1, "2 courses, 4 dates", list, courses }, { "Wellbeing", "", 4, "1 course, 2 dates", list, 1 } };
    EXPECT_OK(pdf_prospectus(test_cx(), &(PdfProspectus){ .partnership = "Fleet and Wandle Learning Partnership", .title = "Programme", .period = "January to March 2027", .words = words, .promise = "Courses for every school.",
        .figures = "3 courses, 6 dates, 2 themes", .url = "https://learning.example/courses?for=governors", .address = "learning.example", .themes = themes, .theme_count = 2, .days = days, .day_count = courses,
        .how = (const char *const[]){ "Point a phone at the square." }, .how_count = 1 }, &bytes, &length));
    return written(bytes, length);
}

TEST("a prospectus has a cover, contents with pages that lead to its chapters, each course with its square, and all dates in order; it is tagged")
{
    const char *path = prospectus(2, "For governors"), *info = TOLD("pdfinfo %s", path), *tree = TOLD("pdfinfo -struct-text %s", path), *contents = TOLD("pdftotext -layout -f 2 -l 2 %s -", path);
    EXPECT_HAS(info, "Tagged:          yes");
    EXPECT_HAS(info, "Programme, January to March 2027");
    EXPECT_HAS(info, "Pages:           4");
    EXPECT_HAS(tree, "H1 (block)\n    \"Programme\"");
    EXPECT_HAS(tree, "H2 (block)\n    \"Reading\"");
    EXPECT_HAS(TOLD("pdftotext -f 1 -l 1 %s -", path), "For governors");
    EXPECT_HAS(contents, "2 courses, 4 dates");
    EXPECT_HAS(TOLD("pdftotext -layout -f 3 -l 3 %s -", path), "£60, members free");
    EXPECT_HAS(TOLD("pdftotext -layout -f 4 -l 4 %s -", path), "January 2027");
    EXPECT_HAS(TOLD("qpdf --qdf --object-streams=disable %s - | grep -a -c -E '/Title|/URI [(]'", path), "9");   /* its own, and four bookmarks; one link on the cover, and one of each of three courses */
    EXPECT_HAS(TOLD("qpdf --check %s", path), "No syntax or stream encoding errors");
    EXPECT_LACKS(TOLD("pdffonts %s | tail -n +3", path), " no ");
    EXPECT_HAS(TOLD("pdftoppm -r 150 -f 3 -l 3 -png %s %s/prospectus && zbarimg -q %s/prospectus-3.png", path, test_folder(), test_folder()), "https://learning.example/courses/51");
}

TEST("a long prospectus keeps each course on one page, and its contents know where a chapter begins")
{
    const char *path = prospectus(60, ""), *contents = TOLD("pdftotext -layout -f 2 -l 2 %s -", path);
    const char *at = strstr(contents, "Wellbeing");
    EXPECT(at && strstr(at, "1 course, 2 dates"));
    int64_t page = 0;
    const char *line = text_copy(test_cx(), at, strcspn(at, "\n")), *last = strrchr(line, ' ');
    EXPECT(last && number_parse(last + 1, 4, 40, &page));
    EXPECT_HAS(TOLD("pdftotext -f %d -l %d %s -", (int)page, (int)page, path), "Wellbeing");
    EXPECT_HAS(TOLD("qpdf --check %s", path), "No syntax or stream encoding errors");
}

/* ---- bills ---- */

static const char *bill(size_t lines, const char *customer)
{
    static const PdfColumn columns[] = { { "Description", 0.6, false }, { "Net", 0.4, true } };
    static const PdfFact facts[] = { { "Date of invoice", "11 January 2027" }, { "Your purchase order", "" }, { "Pay by", "10 February 2027" } }, sums[] = { { "Exempt from VAT", "£330.00" }, { "To pay", "£330.00" } };
    static const PdfBillPart parts[] = { { "By bank transfer", "Fleet and Wandle Council\nSort code 30-94-57" }, { "Questions", "020 7946 0123" } };
    const char *bytes, **cells = array(test_cx(), const char *, 2 * lines);
    PdfBillRow *rows = array(test_cx(), PdfBillRow, lines + 1);
    size_t length;
    for (size_t i = 0; i < lines; i++) cells[2 * i] = text(test_cx(), "Line %zu", i + 1), cells[2 * i + 1] = "£3.30", rows[i] = (PdfBillRow){ cells + 2 * i, i % 2 ? "" : "For Ailsa Drummond" };
    EXPECT_OK(pdf_bill(test_cx(), &(PdfBill){ .partnership = "Fleet and Wandle Learning Partnership", .title = "Invoice", .number = "INV-000091", .sender = "Fleet and Wandle Council\n14 Sluice Lane", .customer = customer, .address = "2 Thornwick Rise\nRV1 4ZZ",
        .facts = facts, .fact_count = COUNT(facts), .words = "", .caption = "What is charged", .columns = columns, .column_count = COUNT(columns), .rows = rows, .row_count = lines, .sums = sums, .sum_count = COUNT(sums), .pay = "How to pay",
        .parts = parts, .part_count = COUNT(parts), .foot = "" }, &bytes, &length));
    return written(bytes, length);
}

TEST("an invoice is one tagged page with its title, its table and how to pay; a fact without a value is left out")
{
    const char *path = bill(3, "Thornwick House School"), *tree = TOLD("pdfinfo -struct-text %s", path), *info = TOLD("pdfinfo %s", path), *said = TOLD("pdftotext -layout %s -", path);
    EXPECT_HAS(info, "Tagged:          yes");
    EXPECT_HAS(info, "Invoice INV-000091");
    EXPECT_HAS(info, "Pages:           1");
    EXPECT_HAS(tree, "H1 (block)\n    \"Invoice\"");
    EXPECT_HAS(tree, "Table");
    EXPECT_HAS(tree, "\"Line 1\"\n        P (block)\n          \"For Ailsa Drummond\"");
    EXPECT_HAS(tree, "\"Fleet and Wandle Council\"\n  P (block)\n    \"14 Sluice Lane\"");      /* read aloud, each line is one */
    EXPECT_HAS(said, "Sort code 30-94-57");
    EXPECT_HAS(said, "Page 1 of 1");
    EXPECT_LACKS(said, "Your purchase order");
    EXPECT_HAS(TOLD("qpdf --check %s", path), "No syntax or stream encoding errors");
}

TEST("a hundred lines go on over as many pages as they need, none lost, with the heads over each and the sum at the end")
{
    const char *path = bill(100, "Thornwick House School"), *said = TOLD("pdftotext -layout %s -", path);
    for (int i = 1; i <= 100; i++) EXPECT_HAS(said, text(test_cx(), "Line %d ", i));
    EXPECT_HAS(said, "Page 2 of");
    EXPECT_HAS(TOLD("pdftotext -f 2 -l 2 -layout %s -", path), "Description");
    EXPECT_HAS(TOLD("pdfinfo -struct-text %s | grep -c 'Description'", path), "1");
}

TEST("a customer's name of 300 letters stays beside the facts, and nothing is drawn over another")
{
    Draft name = { .cx = test_cx() };
    for (int i = 0; i < 60; i++) draft_add(&name, "Anna ");
    EXPECT_HAS(TOLD("pdfinfo %s", bill(2, draft_text(&name))), "Pages:           1");
}
