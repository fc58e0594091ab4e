/* The sources of the house, read once, for tests that judge them. */
#pragma once
#include "tests/test.h"

typedef struct {
    const char *path;      /* from the root: "src/rooms/booking/booking.c" */
    const char *bytes;     /* as written */
    const char *code;      /* the same length, comments and what stands between quotes turned to spaces */
    const char *literals;  /* the same length, only what stands between quotes kept; pieces of one literal run together */
} Source;

/* Every .c, .h and .sql file under src/, in order of path. */
const Source *sources_all(size_t *count);

/* A line for the list of what breaks a rule: "src/x.c:12: why". */
void        breaks(const Source *source, const char *at, const char *why, ...) __attribute__((format(printf, 3, 4)));
const char *breaks_found(void);      /* all of them, and forgets them; "" when the rule holds */

/* Calls `each` with each place where `word` stands alone (no letter, digit or _ before it; after it neither, unless it ends with "_"). */
void word_each(const Source *source, const char *text, const char *word, void (*each)(const Source *source, const char *at, const char *word));
const char *line_end(const char *at);
