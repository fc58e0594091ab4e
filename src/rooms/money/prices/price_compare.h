/* A study's models, reckoned on its schools: what each pays by each, who pays more and who less than by another, and what would bring what is needed. */
#pragma once
#include "rooms/money/prices/price_study.h"

/* What would bring the needed sum, in the one number of the rule that can be moved: its price for a pupil, else its flat price. Of a rule with several
 * prices that is what every school would pay more, or less. */
typedef enum { BREAK_EVEN_UNSAID, BREAK_EVEN_PER_PUPIL, BREAK_EVEN_FLAT, BREAK_EVEN_EACH_MORE, BREAK_EVEN_EACH_LESS, BREAK_EVEN_NEVER } BreakEvenHow;
typedef struct { BreakEvenHow how; int64_t pence; } BreakEven;

/* more, less, much_more (over a fifth): of the `compared` schools that have a price by both. */
typedef struct { RollSum sum; BreakEven even; int64_t compared, more, less, much_more; } ModelSum;

/* What the others are held against, beside the position of a model: what each school pays a year by the package that it has today. */
enum { AGAINST_NOW = STUDY_MODELS_MOST + 1 };

typedef struct {
    const StudyModel *models;  size_t model_count;
    RollSchool       *schools; size_t school_count;      /* the most pupils first; the first `known` of them have a number */
    size_t            known;
    int64_t           pupils;
    Priced           *prices;                            /* of school i by model m: prices[i * model_count + m] */
    ModelSum          sums[STUDY_MODELS_MOST];
    int64_t          *now;                               /* what school i pays a year today, -1 where it has no package */
    int64_t           now_schools, now_pence;
    size_t            against;                           /* the model that the others are held against; AGAINST_NOW - 1: today */
} Comparison;

/* against: a model's position, or AGAINST_NOW. Anything else, and today where none of them has a package, means today where one has, else the first model. */
CHECKED Error *price_compare(Ctx *cx, const Study *study, const StudyModel *models, size_t model_count, int64_t against, Comparison *comparison);

const Priced *compared_price(const Comparison *c, size_t school, size_t model);
bool          compared_change(const Comparison *c, size_t school, size_t model, int64_t *pence);   /* false where one of the two has no price */
const char   *compared_with(Ctx *cx, const Comparison *c);           /* "model A", "today" */
int64_t       compared_against(const Comparison *c);                /* as an address says it: a position, or AGAINST_NOW */
const char   *break_even_words(Ctx *cx, const BreakEven *even);                                     /* "£3.74 a pupil"; "" where nobody said what is needed */
