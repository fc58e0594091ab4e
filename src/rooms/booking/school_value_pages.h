/* What the pages of a school's value statement share: whose and of which year, as the address says, and how a year is chosen. */
#pragma once
#include "platform/http/http.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/school_value.h"

typedef struct { MoneyYear year; const char *path; bool office; Value value; } ValueView;      /* path: of the page, without an ending */

/* ?year=financial&of=2026, else the present one of the kind that `usual` says. */
MoneyYear      value_year(Ctx *cx, const Request *rq, YearKind usual);
const char    *value_query(Ctx *cx, const MoneyYear *year);
void           value_years(Out *out, const char *path, const MoneyYear *year);                       /* the three kinds, one click apart */
void           value_year_filter(Out *out, const char *path, const MoneyYear *year, const char *csv_path);
/* The statement of the school that the person acts for, or with office of rq->id. */
CHECKED Error *value_view(Ctx *cx, const Request *rq, bool office, ValueView *view);
CHECKED Error *value_pdf(Ctx *cx, const ValueView *view, Response *rs);

const char    *value_paper_words(Ctx *cx, const ValuePaper *paper);                                  /* "Invoice INV-000012" */
const char    *value_sentence(Ctx *cx, const Value *value);                                          /* what it comes to */
int64_t        value_of(const ValueTheme *theme);                                                    /* of its places, without the package */
extern const char value_of_place[], value_of_costs[], value_of_savings[];                            /* how each is reckoned */
