/*
 * What a file is, by its content and never by its name (libmagic), held against the list of what may be kept. An office document that carries
 * macros is none of them.
 */
#pragma once
#include "platform/base/context.h"

/* Sets of kinds, for `allowed`. */
enum {
    FILES_TEXT    = 1,    /* PDF, Word, OpenDocument text, plain text */
    FILES_SLIDES  = 2,    /* PowerPoint, OpenDocument presentation */
    FILES_SHEETS  = 4,    /* Excel, OpenDocument spreadsheet, CSV */
    FILES_PICTURE = 8,    /* PNG, JPEG */
};

typedef struct { int set; const char *type, *ending, *words; } FileKind;   /* "application/pdf", "pdf", "PDF" */

void file_kind_begin(void);                                   /* before the sandbox, which has no files to read libmagic's rules from; else the first check does it */

/* INVALID beside `field` when it is empty, over `most` bytes, or none of `allowed`. From a prepare: it may take some milliseconds. */
CHECKED Error *file_kind_check(Ctx *cx, const char *field, const char *bytes, size_t length, int allowed, size_t most, const FileKind **kind);
/* "PDF, Word, PowerPoint, PNG or JPEG, 5 MB or less": the hint beside such a field. */
const char *file_kind_words(Ctx *cx, int allowed, size_t most);
const char *file_kind_accept(Ctx *cx, int allowed);           /* ".pdf,.docx": FileUpload.accept */
const char *file_kind_name(const char *type);                 /* "PDF" of "application/pdf"; "" of what is none of them */
const char *file_size_words(Ctx *cx, int64_t length);         /* "340 KB", "2.1 MB" */
