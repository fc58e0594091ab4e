/* Files are known by what is in them. The office documents are as small as they come: a ZIP with the parts that make them what they are. */
#include "platform/documents/file_kind.h"

#include <stdio.h>

#include "platform/base/text.h"
#include "tests/data.h"
#include "tests/test.h"

enum { MOST = 1 << 20 };

static const FileKind *kind_of(Bytes file, int allowed)
{
    const FileKind *kind = NULL;
    EXPECT_OK(file_kind_check(test_cx(), "file", file.bytes, file.length, allowed, MOST, &kind));
    return kind;
}

static Error *refused(const char *bytes, size_t length, int allowed)
{
    const FileKind *kind = NULL;
    return file_kind_check(test_cx(), "file", bytes, length, allowed, MOST, &kind);
}

/* A ZIP of empty parts with these names, as any program may lay them out. */
static Bytes zip_of(const char *names)
{
    const char *path = text(test_cx(), "%s/a.zip", test_folder());
    (void)test_told(text(test_cx(), "python3 -c 'import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], \"w\") as z:\n for n in sys.argv[2:]: z.writestr(n, \"application/vnd.oasis.opendocument.text\" if n == \"mimetype\" else \"\")'"
                         " %s %s", path, names));
    FILE *file = fopen(path, "rb");
    EXPECT(file);
    char *bytes = arena_new(test_cx()->arena, 65536);
    size_t length = fread(bytes, 1, 65536, file);
    fclose(file);
    return (Bytes){ bytes, length };
}

#define TEXT_BYTES(s) (Bytes){ s, sizeof s - 1 }

TEST("a file is what its content says: a document, slides, a sheet, a picture")
{
    EXPECT_SAME(kind_of(TEXT_BYTES("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"), FILES_TEXT)->ending, "pdf");
    EXPECT_SAME(kind_of(TEXT_BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x40\0\0\0\x40\x08\x02\0\0\0"), FILES_PICTURE)->ending, "png");
    EXPECT_SAME(kind_of(TEXT_BYTES("\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"), FILES_PICTURE)->type, "image/jpeg");
    EXPECT_SAME(kind_of(TEXT_BYTES("Notes of the day\nWhat we tried in Year 1.\n"), FILES_TEXT)->words, "plain text");
    EXPECT_SAME(kind_of(zip_of("docProps/app.xml '[Content_Types].xml' word/document.xml"), FILES_TEXT)->ending, "docx");
    EXPECT_SAME(kind_of(zip_of("'[Content_Types].xml' _rels/.rels ppt/presentation.xml"), FILES_SLIDES)->ending, "pptx");
    EXPECT_SAME(kind_of(zip_of("a.xml '[Content_Types].xml' xl/workbook.xml"), FILES_SHEETS)->ending, "xlsx");
    EXPECT_SAME(kind_of(zip_of("mimetype content.xml"), FILES_TEXT)->ending, "odt");
}

TEST("a program is refused whatever it is called, and so are a page, a script, an archive, macros, and what another field would take")
{
    static const char elf[] = "\x7f" "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0", page[] = "<!DOCTYPE html><html><script>alert(1)</script></html>", script[] = "#!/bin/sh\nrm -rf /\n";
    enum { ALL = FILES_TEXT | FILES_SLIDES | FILES_SHEETS | FILES_PICTURE };
    EXPECT_REFUSED(refused(elf, sizeof elf - 1, ALL), INVALID, "By its content the file is none of these");
    EXPECT_REFUSED(refused(page, sizeof page - 1, ALL), INVALID, "none of these");
    EXPECT_REFUSED(refused(script, sizeof script - 1, ALL), INVALID, "none of these");
    Bytes archive = zip_of("a.exe"), macros = zip_of("'[Content_Types].xml' word/document.xml word/vbaProject.bin"), sheet = zip_of("'[Content_Types].xml' xl/workbook.xml");
    EXPECT_REFUSED(refused(archive.bytes, archive.length, ALL), INVALID, "none of these");
    EXPECT_REFUSED(refused(macros.bytes, macros.length, ALL), INVALID, "holds macros");
    EXPECT_REFUSED(refused(sheet.bytes, sheet.length, FILES_TEXT | FILES_PICTURE), INVALID, "Choose one that is PDF, Word, OpenDocument, PNG, JPEG or plain text");
}

TEST("an empty file is refused, and one that is too large, with both sizes")
{
    static const char large[MOST + 60000] = "%PDF-1.7\n";
    EXPECT_REFUSED(refused("", 0, FILES_TEXT), INVALID, "empty");
    EXPECT_REFUSED(refused(large, sizeof large, FILES_TEXT), INVALID, "The file is 1.1 MB. Choose one of 1 MB or less");
    EXPECT_SAME(file_kind_words(test_cx(), FILES_PICTURE | FILES_SLIDES, 5000000), "PowerPoint, OpenDocument, PNG or JPEG, 5 MB or less");
    EXPECT_SAME(file_kind_accept(test_cx(), FILES_PICTURE), ".png,.jpg,.jpeg");
    EXPECT_SAME(file_size_words(test_cx(), 340499), "340 KB");
}
