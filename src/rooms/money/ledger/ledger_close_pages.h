/* What the page that closes the books shows beside its form. */
#pragma once
#include "rooms/money/ledger/accrual.h"
#include "rooms/money/ledger/ledger_pages.h"

#define YEAR_END "-03"      /* the month with which a financial year ends */

void accruals_panel(Out *out, const Accruals *accruals);                                       /* nothing where there is none */
CHECKED Error *year_panel(Out *out, const char *month, const Accruals *accruals);              /* the year that ends with the month: its result, and what to look at before it is closed */
