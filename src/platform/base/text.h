/* Text: UTF-8, NUL-terminated, in the arena; never NULL unless a promise says so. */
#pragma once
#include "platform/base/context.h"

const char *text(Ctx *cx, const char *format, ...) __attribute__((format(printf, 2, 3)));   /* formatted into the arena */
const char *text_copy(Ctx *cx, const char *bytes, size_t length);
const char *text_trim(Ctx *cx, const char *s);             /* no white space at the ends, runs of it inside made one space */
bool        same(const char *a, const char *b);            /* NULL equals only NULL */
bool        blank(const char *s);                          /* NULL, empty or only white space */
bool        begins(const char *s, const char *with);
bool        ends(const char *s, const char *with);
bool        one_of(const char *word, const char *words);   /* one_of("draft", "draft published closed") */
size_t      letters(const char *s);                        /* characters, not bytes */

bool        utf8_valid(const char *bytes, size_t length);  /* well formed, and no NUL */
/* UTF-8 of Windows-1252, *length with it; the five bytes it leaves empty become the replacement character. */
const char *text_from_windows(Ctx *cx, const char *bytes, size_t *length);
bool        text_is_line(const char *s);                   /* valid, and without control characters */

/* Folded for searching and for comparing addresses: NFKC, case folded, accents removed: "Siobhán" -> "siobhan". */
const char *text_fold(Ctx *cx, const char *s);
/* The folded words of it, letters and digits only, one space between: what full text keeps and what it is asked. "" when there are none. */
const char *text_words(Ctx *cx, const char *s);
/* A key whose byte order is the reading order of British English names, alike on both stores (ICU en_GB, as hex). */
const char *text_sort_key(Ctx *cx, const char *s);

/* The whole of s as a number within the range, or false. The only way that text becomes a number. */
bool        number_parse(const char *s, int64_t least, int64_t most, int64_t *number);

/* Percent-encoded, for a value in the query of an address that is made before html() writes it. */
const char *text_url(Ctx *cx, const char *s);

/* "proposed to close" -> "Proposed to close": what a table keeps as a word, at the beginning of a line. */
const char *capital(Ctx *cx, const char *words);

/* "7", "1,543" */
const char *number_words(Ctx *cx, int64_t n);
/* "1 place", "3 places", "1,543 places"; plural NULL adds an s. */
const char *counted(Ctx *cx, int64_t n, const char *one, const char *many);
/* "45 minutes", "1 hour", "2 hours 45 minutes" */
const char *minutes_words(Ctx *cx, int64_t minutes);
/* "Ann", "Ann and Ben", "Ann, Ben and Cara" */
const char *text_list(Ctx *cx, const char *const *items, size_t count);
/* "first", "second", "third" ... "tenth", then "11th" */
const char *ordinal(Ctx *cx, int64_t n);

/* Text that grows. Zero-initialise with its cx. */
typedef struct { Ctx *cx; char *bytes; size_t length, room; } Draft;
void        draft_add(Draft *draft, const char *format, ...) __attribute__((format(printf, 2, 3)));
void        draft_bytes(Draft *draft, const char *bytes, size_t length);
const char *draft_text(Draft *draft);
