/* What the pages of a forecast share: how one is shown. */
#pragma once
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/money/budgets/forecast.h"

void forecast_figures(Out *out, const Forecast *forecast);
void forecast_table(Out *out, const Forecast *forecast, const char *base_words);
const char *forecast_months(Ctx *cx, const char *from_month, const char *to_month);      /* "November 2025 to October 2026" */
const char *forecast_left(Ctx *cx, ForecastSum sum);                                     /* income less costs */
