/* A part of a workbook, as XML read node by node: for xlsx_read.c, xlsx_styles.c and xlsx_part.c alone. */
#pragma once
#include <libxml/xmlreader.h>
#include <zip.h>

#include "platform/documents/csv.h"

typedef struct {
    Ctx     *cx;
    zip_t   *zip;
    size_t   packed;         /* bytes of the file */
    int64_t  unpacked;       /* of all its parts so far */
    Error   *error;          /* the first; whoever loops asks */
} Book;

typedef struct { Book *book; zip_file_t *file; xmlTextReader *xml; } Part;

CHECKED Error *book_open(Ctx *cx, const char *bytes, size_t length, Book *book);
/* False where there is no such part, or book->error says why not. Ends with the arena. */
bool        part_open(Book *book, const char *name, Part *part);
/* The next node; false at the end or where book->error says what is wrong. */
bool        part_next(Part *part);
bool        part_begins(const Part *part, const char *element);    /* <element ...> or <element/> */
bool        part_ends(const Part *part, const char *element);
bool        part_is_empty(const Part *part);                       /* <element/>: no end will come */
const char *part_attribute(Ctx *cx, const Part *part, const char *name);   /* in this cx's arena; "" when absent */
const char *part_text(const Part *part);                           /* of a node that is text, until the next; NULL of any other */
/* A number as the format writes it, "46206.5" or "1.2E-3". */
bool        xlsx_number(const char *words, double *number);

/* Which of the formats that cells refer to by number are dates; the arena's. */
CHECKED Error *xlsx_dates(Book *book, const bool **dates, size_t *count);
