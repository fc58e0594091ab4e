/*
 * Cut-off: income counts in the month in which it is earned, whenever it is invoiced. At a month's end
 *
 *     earned, not invoiced     what somebody owes that counts by then and is on no bill of that month or an earlier one; of a subscription its share of the months so far
 *     invoiced, not earned     what is on such a bill and counts later
 *
 * is posted with the month's close, and taken back on the first day of the next month, in which the bill or the day comes: so each is counted once, on its day.
 */
#pragma once
#include "rooms/money/ledger/ledger.h"

/* To be counted in the month, by account, cost centre and fund: above 0 earned and not invoiced, below 0 invoiced and not earned. items: how many it is made of. */
typedef struct { int64_t account_id, cost_centre_id, fund_id, pence, items; const char *account, *centre, *fund; } Accrual;
typedef struct { Accrual *list; size_t count; int64_t earned_pence, ahead_pence; bool made; } Accruals;      /* made: it is in the ledger already, and what is listed is not posted again */
/* READ_MONEY. month: "2027-03", one that is over. */
CHECKED Error *accruals_find(Ctx *cx, const char *month, Accruals *accruals);
/* KEEP_LEDGER. Posts them on the month's last day, and takes them back on the day after. Nothing where there is none, or where it is done. CONFLICT where the month is closed. */
CHECKED Error *accruals_post(Ctx *cx, const char *month);
