/* What the ledger's pages share: which year is looked at, in which of its three kinds, and of whose money. */
#pragma once
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/money/ledger/ledger_list.h"
#include "rooms/money/ledger/money_year.h"

typedef struct { MoneyYear year, before; LedgerFilter filter; } LedgerView;

/* ?year=financial&of=2026&fund=2&centre=1; today's financial year where nothing is asked, or what no year is. */
LedgerView  ledger_view(Ctx *cx, const Request *rq);
/* The same as a query, in another kind of year or another year of it. */
const char *ledger_query(Ctx *cx, const LedgerView *view, YearKind kind, int64_t first);
/* The three kinds as tabs over `path`: each leads to the year that holds the middle of this one, or today. */
void        ledger_tabs(Out *out, const char *path, const LedgerView *view);
/* Years, funds and cost centres to choose from, and the list to take away (NULL: none). */
CHECKED Error *ledger_filters(Out *out, const char *path, const LedgerView *view, const char *csv_path);
const char *account_kind_words(const char *kind);          /* "Income", "Costs", "What we hold", "What we owe" */
