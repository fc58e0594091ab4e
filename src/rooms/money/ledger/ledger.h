/*
 * The ledger. Money moves from one account to another, in whole pence; a posting is one thing that happened, with all its rows, and stays as it is.
 * What is wrong is reversed. A posting is found by its kind and subject: an act that is sent twice posts once. The day on which it counts lies in a
 * month, months are what every year is summed of, and a month that is closed takes nothing more.
 *
 * Money's own rules post; rooms above call what they mean.
 */
#pragma once
#include "platform/db/db.h"

enum { POSTING_ROWS_MOST = 200, COST_CENTRE_OWN = 1 };
/* Accounts that the schema lays, by what happens on them. */
enum {
    ACCOUNT_OWED = 1, ACCOUNT_BANK = 2, ACCOUNT_RECHARGING = 3, ACCOUNT_COUNCIL = 4, ACCOUNT_EARNED = 5, ACCOUNT_PAID_AHEAD = 6,
    ACCOUNT_VAT = 11, ACCOUNT_INVOICED_AHEAD = 12, ACCOUNT_DEFERRED = 13, ACCOUNT_UNPAID_COSTS = 14, ACCOUNT_FUNDS_UNSPENT = 15,
    ACCOUNT_SUBSCRIPTIONS = 21, ACCOUNT_PLACES = 22, ACCOUNT_CHARGES = 23, ACCOUNT_GRANTS = 24, ACCOUNT_SPONSORSHIP = 25, ACCOUNT_JOINT = 26,
    ACCOUNT_FACILITATORS = 31, ACCOUNT_JOINT_BOUGHT = 36, ACCOUNT_WRITTEN_OFF = 37,
};
enum { FUND_SUBSCRIPTIONS = 1, FUND_IMPROVEMENT = 2, FUND_DE_DELEGATION = 3, FUND_GRANTS = 4, FUND_EXTERNAL_SALES = 5, FUND_SPONSORSHIP = 6 };

typedef struct { int64_t from, to, pence, cost_centre_id, fund_id; } PostingRow;      /* fund_id 0: none */
typedef struct {
    const char *kind;
    int64_t     subject_id;
    const char *on, *words;              /* on: YYYY-MM-DD, the day on which it counts */
    const PostingRow *rows; size_t count;
    int64_t     reverses;                /* the posting that it takes back; 0: none */
} Posting;

/* Posts it, or finds that it stands already: then *again, *id is that one's, and nothing is written. CONFLICT in words where its month is closed; BROKEN for
 * what no form can ask: no rows or too many, a sum below a penny, one account at both ends. */
CHECKED Error *ledger_post(Ctx *cx, const Posting *posting, int64_t *id, bool *again);

/* Takes a posting back by rule: every row the other way round, on a day that is not before its own. *again: it was taken back already. */
CHECKED Error *ledger_take_back(Ctx *cx, int64_t posting_id, const char *on, const char *words, int64_t *id, bool *again);
/* That day, or the first of the first open month where that day's is closed: for what is posted by rule and cannot ask for another day. */
CHECKED Error *ledger_open_day(Ctx *cx, const char *day, const char **open);

/* Through which month the books are closed, "2026-03"; "": none is. */
CHECKED Error *ledger_closed_through(Ctx *cx, const char **month);
const char *month_of(Ctx *cx, const char *day);           /* "2026-12" */
const char *month_next(Ctx *cx, const char *month);       /* the day after that month: "2027-01-01" */

typedef struct { int64_t id; const char *code, *name, *kind; } Account;               /* kind: "asset", "liability", "income", "cost" */
typedef struct { int64_t id; const char *code, *name; } Named;
/* All of them, by code; funds as they were made. */
CHECKED Error *accounts_all(Ctx *cx, Account **list, size_t *count);
CHECKED Error *cost_centres_all(Ctx *cx, Named **list, size_t *count);
CHECKED Error *funds_all(Ctx *cx, Named **list, size_t *count);
/* Whose events cost what is of that cost centre: the department's own, or the partnership's where it has none. Names a column or a parameter. */
#define COST_CENTRE_OF(organisation) "COALESCE((SELECT k.id FROM cost_centre k WHERE k.organisation_id = " organisation "), 1)"
bool account_of_year(const Account *account);             /* income or a cost: it counts in a year, the others for ever */

/* For lyceum check: a CONFLICT for each promise of the ledger's that its rows break. */
CHECKED Error *money_check(Ctx *cx);
