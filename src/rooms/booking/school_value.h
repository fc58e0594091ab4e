/*
 * What the partnership was worth to a school in a year, beside what it cost. Days are the year's, both included; all sums are without VAT.
 *
 *     cost      what is on invoices and recharges, less credit notes, and what waits to be billed: each line in the year of the day on which it counts, which is a place's event and
 *               a subscription's first day. So it is the sum of those documents, to the penny, and of what they moved in the ledger
 *     places    confirmed places at events that are over. One that was left empty, by the register, is counted apart and is worth nothing
 *     value     of a place: what it would have cost without the package, which is what the package saved and what was to pay; beside it what others would have paid, who are
 *               not members and have no package, and which is its value at least. What subscribing saved is the difference to what was to pay
 *     visits    of an adviser, as the office noted them
 *     savings   of joint purchases that are charged: money/rounds/round_saving.h says how
 */
#pragma once
#include "platform/db/db.h"
#include "rooms/money/ledger/money_year.h"

enum { VALUE_PAPERS_MOST = 200, VALUE_SCHOOLS_MOST = 1000 };

typedef struct { int64_t subscription, training, charges, other; } ValueSums;      /* pence; training: places, and whatever else is taught, such as adviser days; other: joint purchases, and whatever else is billed */
int64_t value_sum(const ValueSums *sums);

/* An invoice, a credit note or a recharge, with what of it counts in the year; below 0 of a credit note. shown: the school can open it. */
typedef struct { int64_t id, shown; const char *kind, *name, *on_date; ValueSums sums; } ValuePaper;
typedef struct { int64_t places, empty, paid, covered, others, colour; const char *theme; } ValueTheme;      /* places used, and left empty; covered: what the package saved; others: what others would have paid */

typedef struct {
    int64_t     organisation_id;
    const char *organisation, *from, *to;
    ValueSums   billed, waiting;
    ValuePaper *papers; size_t paper_count, more_papers;      /* by day, VALUE_PAPERS_MOST at most; the sums are of all */
    ValueTheme *themes; size_t theme_count;                   /* of each course its first theme; the most places first */
    ValueTheme  places;                                       /* all of them; without a theme's name */
    int64_t     visits, rounds, round_pence, round_saved;     /* round_pence: what the charged ones cost, which is in the documents too */
} Value;
/* READ_MONEY any, OUR_MONEY one's own. MISSING where there is no such organisation. */
CHECKED Error *value_read(Ctx *cx, int64_t organisation_id, const char *from, const char *to, Value *value);

/* The year that is the school's own: as its budget of today says, else the package that it has today, else September for an academy and April for all others. */
CHECKED Error *value_year_kind(Ctx *cx, int64_t organisation_id, YearKind *kind);

/* READ_MONEY. Each organisation whose subscription counts in the year, who got the least for it first. renews_on: the last day of what it has, or "". */
typedef struct { int64_t organisation_id, subscription, places, empty, paid, covered, others, visits; const char *organisation, *phase, *ends_on; } ValueRow;
CHECKED Error *value_schools(Ctx *cx, const char *from, const char *to, ValueRow **list, size_t *count);      /* VALUE_SCHOOLS_MOST at most */
int64_t        value_percent(const ValueRow *row);      /* what subscribing saved, of what the subscription cost */
