/* Forecasts that were kept: side by side, each as it was, and removed. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "rooms/members/permission.h"
#include "rooms/money/budgets/forecast_pages.h"

extern const RouteList forecast_saved_pages;

static void row_put(Out *out, const ForecastKept *kept)
{
    Ctx *cx = out->cx;
    html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link\" href=\"/office/forecast/%ld\">%s</a><span class=\"ly-sub\">%s%s%s</span></span></th><td data-label=\"Assumed\">%s</td>", (long)kept->id, kept->name, date_words(cx, date_of(cx, kept->made_at)), *kept->by ? ", " : "", kept->by,
         kept->words);
    html(out, "<td class=\"ly-num\" data-label=\"Low\">%s</td><td class=\"ly-num\" data-label=\"Middle\"><b>%s</b></td><td class=\"ly-num\" data-label=\"High\">%s</td></tr>\n", money_table(cx, kept->low), money_table(cx, kept->middle), money_table(cx, kept->high));
}

static Error *saved_show(Ctx *cx, const Request *rq, Response *rs)
{
    ForecastKept *list;
    size_t n;
    TRY(forecasts_kept(cx, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Saved forecasts", .frame = FRAME_OFFICE, .current = "forecast", .wide = true, CRUMBS({ "Forecast", "/office/forecast" }, { "Saved forecasts", NULL }) });
    ly_head_begin(out, "Saved forecasts");
    ly_head_buttons(out);
    if (n) ly_sheet_buttons(out, "/office/forecast/saved.csv");
    ly_small_button(out, "A new forecast", "/office/forecast", true);
    ly_head_end(out, true);
    if (n) {
        html(out, "<p class=\"ly-small ly-quiet\">What each leaves: income less costs of twelve months, by what was assumed when it was saved.</p>\n<div class=\"ly-panel ly-panel--flush\">");
        ly_table_begin(out, (LyTable){ .caption = "Forecasts side by side, the latest first", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Forecast" }, { .text = "Assumed" }, { .text = "Low", .number = true }, { .text = "Middle", .number = true }, { .text = "High", .number = true }) });
        for (size_t i = 0; i < n; i++) row_put(out, &list[i]);
        ly_table_end(out);
        html(out, "</div>\n");
    } else ly_empty(out, (LyEmpty){ .title = "No forecast is saved yet", .words = "Work one out, give it a name, and then another: here they stand side by side.", .act = "Work one out", .act_href = "/office/forecast" });
    page_end(rs);
    return OK;
}

static Error *saved_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Forecast", "Saved on", "By", "Assumed", "Low", "Middle", "High" };
    ForecastKept *list;
    size_t n;
    Sheet sheet;
    TRY(forecasts_kept(cx, &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        sheet_text(&sheet, list[i].name), sheet_date(&sheet, date_of(cx, list[i].made_at)), sheet_text(&sheet, list[i].by), sheet_text(&sheet, list[i].words), sheet_pence(&sheet, list[i].low), sheet_pence(&sheet, list[i].middle);
        sheet_pence(&sheet, list[i].high);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "forecasts");
}

static Error *one_show(Ctx *cx, const Request *rq, Response *rs)
{
    ForecastKept kept = {0};
    Forecast forecast = {0};
    TRY(forecast_find(cx, rq->id, &kept, &forecast));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = kept.name, .frame = FRAME_OFFICE, .current = "forecast", .wide = true, CRUMBS({ "Forecast", "/office/forecast" }, { "Saved forecasts", "/office/forecast/saved" }, { kept.name, NULL }) });
    ly_head_begin(out, kept.name);
    ly_head_buttons(out);
    ly_small_button(out, "Begin another with it", text(cx, "/office/forecast?%s", kept.query), true);
    if (may(cx, BILL)) ly_small_button(out, "Remove", text(cx, "/office/forecast/%ld/remove", (long)kept.id), false);
    ly_head_end(out, true);
    html(out, "<p class=\"govuk-body\">%s. Saved on %s%s%s, from %s.</p>\n", capital(cx, kept.words), date_words(cx, date_of(cx, kept.made_at)), *kept.by ? " by " : "", kept.by, forecast_months(cx, kept.from_month, kept.to_month));
    forecast_figures(out, &forecast);
    ly_panel_begin(out, (LyPanel){ .title = "Line by line", .tone = LY_FLUSH });
    forecast_table(out, &forecast, "Those 12 months");
    ly_panel_end(out);
    page_end(rs);
    return OK;
}

static Error *remove_show(Ctx *cx, const Request *rq, Response *rs)
{
    ForecastKept kept = {0};
    Forecast forecast = {0};
    const char *back = text(cx, "/office/forecast/%ld", (long)rq->id);
    TRY(forecast_find(cx, rq->id, &kept, &forecast));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Remove %s", kept.name), .frame = FRAME_OFFICE, .current = "forecast", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Remove %s?</h1>\n<p class=\"govuk-body\">%s. It cannot be brought back; it can be worked out anew.</p>", kept.name, capital(cx, kept.words));
    form_begin(cx, rq, rs, text(cx, "%s/remove", back), false);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Remove the forecast", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Keep it</a></div></form></div>", back);
    page_end(rs);
    return OK;
}

static Error *remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(forecast_remove(cx, rq->id));
    rs->flash = "The forecast is removed";
    return redirect(rs, "/office/forecast/saved");
}

ROUTES(forecast_saved_pages,
    GET  ("/office/forecast/saved",      READ_MONEY, saved_show),
    SHEET("/office/forecast/saved",      READ_MONEY, saved_sheet),
    GET  ("/office/forecast/:id",        READ_MONEY, one_show),
    FORM ("/office/forecast/:id/remove", BILL,       remove_show, NULL, remove_submit),
);
