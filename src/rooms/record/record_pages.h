/* Whose record a page or a file is about, and how much of it whoever asks may see. */
#pragma once
#include "platform/http/http.h"
#include "rooms/record/learning.h"

typedef struct {
    bool        own;
    int64_t     person_id, organisation_id;     /* organisation_id: only its time; 0: all */
    const char *name, *base;                    /* base: "/record" or "/records/12/record", before ".csv" */
    Learning   *list;
    size_t      count;
} Record;

/* /record is one's own; /records/:id another's: the office's and the auditor's to read, and of a school that is or was theirs, its time. Else MISSING. */
CHECKED Error *record_find(Ctx *cx, const Request *rq, Record *record);

typedef struct { const char *name; int64_t minutes; } Sum;
/* Minutes by academic year (the latest first) or by theme; room for one a row. */
size_t      sums_by_year(Ctx *cx, const Record *record, Sum *sums);
size_t      sums_by_theme(const Record *record, Sum *sums);
const char *year_words(Ctx *cx, const char *first_day);              /* "2026 to 2027" */
const char *learning_words(Ctx *cx, const Learning *learning);       /* "Attended", "Presented elsewhere" */
