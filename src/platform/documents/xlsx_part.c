#include "platform/documents/xlsx_part.h"

#include <libxml/xpath.h>
#include <math.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/documents/table_file.h"

/* XML packs well, and a file of zeros far better: what unpacks to more than RATIO_FROM may not be RATIO_MOST times what it was. */
enum { RATIO_FROM = 16 << 20, RATIO_MOST = 200 };

static Error *damaged(Ctx *cx) { return invalid(cx, NULL, "This workbook cannot be read. Open it, save it as an Excel workbook (.xlsx) and send that"); }

static void zip_end(void *zip) { zip_discard(zip); }

Error *book_open(Ctx *cx, const char *bytes, size_t length, Book *book)
{
    zip_error_t error;
    *book = (Book){ .cx = cx, .packed = length };
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, length, 0, &error);
    if (source) book->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (source && !book->zip) zip_source_free(source);
    zip_error_fini(&error);
    if (!book->zip) return damaged(cx);
    arena_defer(cx->arena, zip_end, book->zip);
    return OK;
}

static void part_close(void *data)
{
    Part *part = data;
    if (part->xml) xmlFreeTextReader(part->xml);
    if (part->file) zip_fclose(part->file);
    part->xml = NULL, part->file = NULL;
}

static int part_bytes(void *data, char *buffer, int room)
{
    const Part *part = data;
    Book *book = part->book;
    zip_int64_t n = zip_fread(part->file, buffer, (zip_uint64_t)room);
    if (n < 0) return -1;
    book->unpacked += n;
    if (book->unpacked > XLSX_UNPACKED_MOST || (book->unpacked > RATIO_FROM && (uint64_t)book->unpacked / book->packed > RATIO_MOST)) {
        book->error = invalid(book->cx, NULL, "This workbook unpacks to more than can be read. Split it, or save the sheet as CSV and send that");
        return -1;
    }
    return (int)n;
}

/* What is wrong with a file is said to whoever sent it, not on the server's own output. */
static void say_nothing(void *data, const char *message, xmlParserSeverities severity, xmlTextReaderLocatorPtr where) { }

bool part_open(Book *book, const char *name, Part *part)
{
    Part *kept = new(book->cx, Part);      /* the reader calls back with its address */
    if (book->error) return false;
    zip_int64_t at = zip_name_locate(book->zip, *name == '/' ? name + 1 : name, ZIP_FL_NOCASE);
    if (at < 0) return false;
    *kept = (Part){ .book = book, .file = zip_fopen_index(book->zip, (zip_uint64_t)at, 0) };
    arena_defer(book->cx->arena, part_close, kept);
    if (kept->file) kept->xml = xmlReaderForIO(part_bytes, NULL, kept, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
    if (kept->xml) xmlTextReaderSetErrorHandler(kept->xml, say_nothing, NULL);
    else book->error = damaged(book->cx);
    *part = *kept;
    return kept->xml;
}

bool part_next(Part *part)
{
    Book *book = part->book;
    if (book->error) return false;
    int more = xmlTextReaderRead(part->xml);
    int type = more == 1 ? xmlTextReaderNodeType(part->xml) : 0;
    /* A workbook declares nothing: whatever does is made to do harm. */
    bool odd = type == XML_READER_TYPE_DOCUMENT_TYPE || type == XML_READER_TYPE_ENTITY_REFERENCE || type == XML_READER_TYPE_ENTITY;
    if ((more < 0 || odd) && !book->error) book->error = damaged(book->cx);
    return more == 1 && !book->error;
}

static bool named(const Part *part, const char *element) { return same((const char *)xmlTextReaderConstLocalName(part->xml), element); }

bool part_begins(const Part *part, const char *element) { return xmlTextReaderNodeType(part->xml) == XML_READER_TYPE_ELEMENT && named(part, element); }
bool part_ends(const Part *part, const char *element) { return xmlTextReaderNodeType(part->xml) == XML_READER_TYPE_END_ELEMENT && named(part, element); }
bool part_is_empty(const Part *part) { return xmlTextReaderIsEmptyElement(part->xml) == 1; }

const char *part_attribute(Ctx *cx, const Part *part, const char *name)
{
    xmlChar *value = xmlTextReaderGetAttribute(part->xml, (const xmlChar *)name);
    const char *copy = value ? text_copy(cx, (const char *)value, strlen((const char *)value)) : "";
    if (value) xmlFree(value);
    return copy;
}

const char *part_text(const Part *part)
{
    int type = xmlTextReaderNodeType(part->xml);
    if (type != XML_READER_TYPE_TEXT && type != XML_READER_TYPE_CDATA && type != XML_READER_TYPE_SIGNIFICANT_WHITESPACE && type != XML_READER_TYPE_WHITESPACE) return NULL;
    return (const char *)xmlTextReaderConstValue(part->xml);
}

bool xlsx_number(const char *words, double *number)
{
    *number = xmlXPathCastStringToNumber((const xmlChar *)words);
    return isfinite(*number) && fabs(*number) < 1e15;
}
