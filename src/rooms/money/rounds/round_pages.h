/* Parts that pages of joint purchases share. */
#pragma once
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/money/ledger/money_year.h"
#include "rooms/money/rounds/round_charge.h"
#include "rooms/money/rounds/round_saving.h"

void        round_status(Out *out, const Round *round, bool tiny);
void        round_thermometer(Out *out, const Round *round);      /* the price steps, or that they are not known yet */
void        round_terms(Out *out, const Round *round);            /* facts: supplier, days, smallest order, how a saving is reckoned */
void        round_questions_put(Out *out, const Round *round, const Question *list, size_t count, bool office);
const char *round_until_words(Ctx *cx, const Round *round);       /* "Commit by 11 December 2026"; "" */
const char *round_sum_words(Ctx *cx, const Round *round);         /* "52 class sets, 9 organisations" */
const char *round_together_words(Ctx *cx, const Round *round);    /* how many are committed to, and the price that makes, as a sentence */
CHECKED Error *round_takers_put(Out *out, const Round *round);    /* who takes how many, where names are shown */

/* Savings of a year, as the query says. */
typedef struct { MoneyYear year; SavingFilter filter; } SavingView;
SavingView  saving_view(Ctx *cx, const Request *rq, int64_t organisation_id);
const char *saving_query(Ctx *cx, const SavingView *view);
void        saving_years(Out *out, const char *path, const SavingView *view, const char *csv_path);
void        saving_suppliers(Out *out, const SupplierSum *list, size_t count);
void        saving_method(Out *out);                              /* how it is reckoned, in words */
