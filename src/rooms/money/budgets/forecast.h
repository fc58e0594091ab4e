/*
 * A forecast of the next twelve months. It begins with the twelve months that are over, as the ledger has them, and with who subscribes today, and takes what is assumed:
 *
 *     subscriptions   what came in of them x how many renew x the change of price; and new schools of a phase at the average price of those who subscribe of it, or of all
 *     the rest        each source and each kind of cost x its own change. Joint purchases pay for themselves, and are left out
 *
 * The low one takes every assumption worse at once, by how unsure one is (`spread`, in points): renewal and grants by as much, other sales and sponsorship by twice it, costs by half of it,
 * and half of the new schools; the high one takes them all better by the same. So both are unlikely, and what happens lies between.
 */
#pragma once
#include "rooms/money/ledger/ledger.h"

enum { FORECAST_FIELDS = 11, FORECAST_PHASES = 4, FORECAST_LINES_MOST = 40, FORECAST_NAME_MOST = 80, FORECASTS_MOST = 100 };
/* What is assumed: percents, points, numbers of schools. */
typedef enum { ASSUME_RENEWAL, ASSUME_PRICE, ASSUME_NEW, ASSUME_SALES = ASSUME_NEW + FORECAST_PHASES, ASSUME_GRANTS, ASSUME_SPONSORS, ASSUME_COSTS, ASSUME_SPREAD } Assumed;
typedef struct { const char *name, *label, *hint, *unit; int64_t least, most; } AssumedField;
extern const AssumedField assumed_fields[FORECAST_FIELDS];
typedef struct { int64_t of[FORECAST_FIELDS]; } Assumptions;

typedef struct { int64_t account_id, pence; const char *kind, *name; } ForecastAccount;
typedef struct { int64_t schools, pence; } ForecastPhase;
typedef struct {
    const char *from_month, *to_month;                    /* the twelve months */
    ForecastAccount *accounts; size_t account_count;
    ForecastPhase phases[FORECAST_PHASES];                /* primary, secondary, special, other: who subscribes today, and what for */
    int64_t schools, pence;                               /* of all */
    int64_t ended, renewed;                               /* subscriptions that came to their end in those months, and those renewed */
} ForecastBase;
CHECKED Error *forecast_base(Ctx *cx, ForecastBase *base);                               /* READ_MONEY */
Assumptions forecast_usual(const ForecastBase *base);                                    /* renewal as it was, costs 3% more, all else as it is */
/* As typed, "" the usual; refused about each field that is no whole number within its range, and then it is the usual. */
typedef const char *AssumedText(const void *from, const char *name);
CHECKED Error *assumptions_parse(Ctx *cx, const ForecastBase *base, AssumedText *typed, const void *from, Assumptions *assumptions);
const char *assumptions_query(Ctx *cx, const Assumptions *assumptions);                  /* "renewal=90&price=5..." */
const char *assumptions_words(Ctx *cx, const Assumptions *assumptions);                  /* "90% renew; price up 5%; 3 new secondary schools; costs up 3%" */

typedef struct { const char *kind, *name; int64_t base, low, middle, high; } ForecastLine;
typedef struct { int64_t income, cost; } ForecastSum;
typedef struct {
    ForecastLine *lines; size_t count;
    ForecastSum base, low, middle, high;
    int64_t schools, average_pence;                       /* who subscribes in the middle one, and what each pays on average */
    int64_t even_pence, even_schools;                     /* what each would pay, or how many would have to, so that the middle one just pays its costs; 0 none */
} Forecast;
void forecast_reckon(Ctx *cx, const ForecastBase *base, const Assumptions *assumptions, Forecast *forecast);
void forecast_sum(Forecast *forecast);                    /* the sums of lines that were kept */

/* BILL. Refused about "name"; CONFLICT where there are FORECASTS_MOST. */
CHECKED Error *forecast_save(Ctx *cx, const char *name, const Assumptions *assumptions, int64_t *id);
CHECKED Error *forecast_remove(Ctx *cx, int64_t id);
typedef struct { int64_t id, made_at, low, middle, high; const char *name, *from_month, *to_month, *query, *words, *by; } ForecastKept;      /* low, middle, high: income less costs */
/* READ_MONEY. The latest first; and one with its lines. */
CHECKED Error *forecasts_kept(Ctx *cx, ForecastKept **list, size_t *count);
CHECKED Error *forecast_find(Ctx *cx, int64_t id, ForecastKept *kept, Forecast *forecast);
