/* The forecast: what is assumed as a plain form, to which script adds sliders, and beside it what comes of it. */
#include "rooms/money/budgets/forecast_pages.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/part.h"
#include "rooms/members/permission.h"

extern const RouteList forecast_pages;

/* ---- shown ---- */

const char *forecast_months(Ctx *cx, const char *from_month, const char *to_month) { return text(cx, "%s to %s", month_words(cx, text(cx, "%s-01", from_month)), month_words(cx, text(cx, "%s-01", to_month))); }
const char *forecast_left(Ctx *cx, ForecastSum sum) { return money_table(cx, sum.income - sum.cost); }

void forecast_figures(Out *out, const Forecast *f)
{
    Ctx *cx = out->cx;
    ly_figures_begin(out);
    ly_figure(out, f->low.income < f->low.cost ? "Low: short" : "Low: left", forecast_left(cx, f->low), text(cx, "%s less %s", money_table(cx, f->low.income), money_table(cx, f->low.cost)));
    ly_figure(out, f->middle.income < f->middle.cost ? "Middle: short" : "Middle: left", forecast_left(cx, f->middle), text(cx, "%s less %s", money_table(cx, f->middle.income), money_table(cx, f->middle.cost)));
    ly_figure(out, f->high.income < f->high.cost ? "High: short" : "High: left", forecast_left(cx, f->high), text(cx, "%s less %s", money_table(cx, f->high.income), money_table(cx, f->high.cost)));
    ly_figures_end(out);
}

static void cells(Out *out, const char *base_words, int64_t base, int64_t low, int64_t middle, int64_t high, bool strong)
{
    Ctx *cx = out->cx;
    html(out, "<td class=\"ly-num ly-nowrap ly-quiet\" data-label=\"%s\">%s</td><td class=\"ly-num ly-nowrap\" data-label=\"Low\">%s</td>", base_words, money_table(cx, base), money_table(cx, low));
    if (strong) html(out, "<td class=\"ly-num ly-nowrap\" data-label=\"Middle\"><b>%s</b></td>", money_table(cx, middle));
    else html(out, "<td class=\"ly-num ly-nowrap\" data-label=\"Middle\">%s</td>", money_table(cx, middle));
    html(out, "<td class=\"ly-num ly-nowrap\" data-label=\"High\">%s</td></tr>\n", money_table(cx, high));
}

static void kind_rows(Out *out, const Forecast *f, const char *kind, const char *base_words)
{
    for (size_t i = 0; i < f->count; i++) {
        const ForecastLine *line = &f->lines[i];
        if (!same(line->kind, kind) || (!line->base && !line->low && !line->middle && !line->high)) continue;
        html(out, "<tr><th scope=\"row\">%s</th>", line->name);
        cells(out, base_words, line->base, line->low, line->middle, line->high, false);
    }
}

void forecast_table(Out *out, const Forecast *f, const char *base_words)
{
    const LyColumn columns[] = { { .text = "What" }, { .text = base_words, .number = true }, { .text = "Low", .number = true }, { .text = "Middle", .number = true }, { .text = "High", .number = true } };
    ly_table_begin(out, (LyTable){ .caption = "The forecast line by line", .boxed = true, .phone = true, .columns = columns, .count = COUNT(columns) });
    kind_rows(out, f, "income", base_words);
    html(out, "<tr><th scope=\"row\">Income together</th>");
    cells(out, base_words, f->base.income, f->low.income, f->middle.income, f->high.income, true);
    kind_rows(out, f, "cost", base_words);
    html(out, "<tr><th scope=\"row\">Costs together</th>");
    cells(out, base_words, f->base.cost, f->low.cost, f->middle.cost, f->high.cost, true);
    ly_table_foot_begin(out);
    html(out, "<tr><th scope=\"row\">Income less costs</th>");
    cells(out, base_words, f->base.income - f->base.cost, f->low.income - f->low.cost, f->middle.income - f->middle.cost, f->high.income - f->high.cost, true);
    ly_table_foot_end(out);
}

/* ---- worked out ---- */

typedef struct { ForecastBase base; Assumptions assumptions; Forecast forecast; Error *errors; } Look;

static const char *typed_text(const void *from, const char *name)
{
    const Request *rq = from;
    return rq->posted ? form_text(rq, name) : query_value(rq, name);
}
static const char *posted_text(const void *from, const char *name) { return form_text(from, name); }

static Error *look_at(Ctx *cx, const Request *rq, Look *look)
{
    TRY(forecast_base(cx, &look->base));
    look->errors = assumptions_parse(cx, &look->base, typed_text, rq, &look->assumptions);
    forecast_reckon(cx, &look->base, &look->assumptions, &look->forecast);
    return OK;
}

/* A number, and what script makes a slider of: its least and its most. */
static void dial(Out *out, const Request *rq, const Look *look, size_t at)
{
    Ctx *cx = out->cx;
    const AssumedField *field = &assumed_fields[at];
    const char *typed = typed_text(rq, field->name), *value = *typed ? typed : text(cx, "%ld", (long)look->assumptions.of[at]), *error = error_for(rq, field->name);
    html(out, "<div class=\"ly-dial\"><label class=\"govuk-label\" id=\"%s-label\" for=\"%s\">%s</label>", field->name, field->name, field->label);
    if (field->hint) html(out, "<div class=\"govuk-hint\" id=\"%s-hint\">%s</div>", field->name, field->hint);
    if (error) html(out, "<p class=\"govuk-error-message\" id=\"%s-error\"><span class=\"govuk-visually-hidden\">Error:</span> %s</p>", field->name, error);
    html(out, "<div class=\"ly-dial__row\"><div class=\"govuk-input__wrapper\"><input class=\"govuk-input govuk-input--width-3%s\" id=\"%s\" name=\"%s\" type=\"text\" inputmode=\"numeric\" value=\"%s\" data-ly-least=\"%ld\" data-ly-most=\"%ld\"", error ? " govuk-input--error" : "",
         field->name, field->name, value, (long)field->least, (long)field->most);
    if (error) html(out, " aria-describedby=\"%s-error\"", field->name);
    else if (field->hint) html(out, " aria-describedby=\"%s-hint\"", field->name);
    html(out, ">");
    if (field->unit) html(out, "<div class=\"govuk-input__suffix\" aria-hidden=\"true\">%s</div>", field->unit);
    html(out, "</div></div></div>\n");
}

static void assumptions_form(Out *out, const Request *rq, const Look *look)
{
    ly_panel_begin(out, (LyPanel){ .title = "What is assumed" });
    html(out, "<form action=\"/office/forecast\" method=\"get\" data-ly-dials>");
    for (size_t i = 0; i < FORECAST_FIELDS; i++) dial(out, rq, look, i);
    govuk_button(out, (Button){ .text = "Work it out" });
    html(out, "</form>\n");
    ly_panel_end(out);
}

static void even_panel(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    const Forecast *f = &look->forecast;
    if (!look->base.schools) {
        ly_note(out, LY_INFO, "Nobody subscribes to a package today, so new schools bring nothing here: there is no price to go by.");
        return;
    }
    ly_panel_begin(out, (LyPanel){ .title = "What just pays the year", .tone = LY_TINT, .small = true });
    ly_facts_begin(out, false);
    ly_fact(out, "In the middle one", text(cx, "%s subscribe, at %s on average", counted(cx, f->schools, "school", NULL), money_table(cx, f->average_pence)));
    ly_fact(out, "As many schools", f->even_pence ? text(cx, "each paying %s on average", money_table(cx, f->even_pence)) : "nothing has to be paid: other income pays for it all");
    ly_fact(out, "At that price", f->even_schools ? text(cx, "%s", counted(cx, f->even_schools, "school", NULL)) : "–");
    ly_facts_end(out);
    ly_panel_end(out);
}

static void results(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    const char *base_words = "Last 12 months";
    html(out, "<div data-ly-dial-results>");
    html(out, "<p class=\"govuk-body\" role=\"status\">%s: <b>%s</b> in the middle, between %s and %s.</p>\n", capital(cx, assumptions_words(cx, &look->assumptions)), forecast_left(cx, look->forecast.middle), forecast_left(cx, look->forecast.low),
         forecast_left(cx, look->forecast.high));
    forecast_figures(out, &look->forecast);
    ly_panel_begin(out, (LyPanel){ .title = "Line by line", .tone = LY_FLUSH, .end_text = "Download CSV", .end_href = text(cx, "/office/forecast.csv?%s", assumptions_query(cx, &look->assumptions)) });
    forecast_table(out, &look->forecast, base_words);
    ly_panel_end(out);
    even_panel(out, look);
    html(out, "</div>\n");
}

static void method(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    govuk_details_begin(out, (Details){ .summary = "How it is worked out" });
    html(out, "<p>It begins with what came in and was spent from %s, as the ledger has it, and with the %s that subscribe today.</p><p>Subscriptions: what came in of them, times how many renew, times the change of price. A new school pays the average of its phase, or of all where none of its"
              " phase subscribes. Every other source and every cost takes its own change. Joint purchases pay for themselves, and are left out.</p><p>The low forecast takes all of it worse at once: renewal and grants by as many points as you are unsure, sales and sponsorship by twice as many,"
              " costs by half as many, and half of the new schools. The high one takes all of it better by the same. Both are unlikely: what happens lies between.</p>",
         forecast_months(cx, look->base.from_month, look->base.to_month), counted(cx, look->base.schools, "school", NULL));
    govuk_details_end(out);
}

/* What was typed goes with it; what was not is the usual. */
static void save_form(Out *out, const Request *rq, Response *rs)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Keep it" });
    form_begin(cx, rq, rs, "/office/forecast/save", false);
    html(out, "<div data-ly-dial-kept>");
    for (size_t i = 0; i < FORECAST_FIELDS; i++) html(out, "<input type=\"hidden\" name=\"%s\" value=\"%s\">", assumed_fields[i].name, typed_text(rq, assumed_fields[i].name));
    html(out, "</div>");
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .hint = "Such as: Ten more secondary schools" });
    govuk_button(out, (Button){ .text = "Save the forecast", .prevent_double_click = YES });
    html(out, "</form>");
    ly_panel_end(out);
}

/* Of the same numbers the same page: what they are, as they were typed. */
static const char *key_of(Ctx *cx, const Request *rq)
{
    Draft key = { .cx = cx };
    draft_add(&key, "forecast");
    for (size_t i = 0; i < FORECAST_FIELDS; i++) draft_add(&key, " %s", text_trim(cx, typed_text(rq, assumed_fields[i].name)));
    return draft_text(&key);
}

static void worked_out(Out *out, const Request *rq, const Look *look)
{
    html(out, "<div class=\"ly-split ly-split--dials\"><div>");
    assumptions_form(out, rq, look);
    html(out, "</div><div>");
    results(out, look);
    method(out, look);
}

static Error *forecast_show(Ctx *cx, const Request *rq, Response *rs)
{
    Look look = {0};
    Request shown = *rq;
    const char *key = key_of(cx, rq);
    int64_t until = 0;
    look.errors = assumptions_parse(cx, &look.base, typed_text, rq, &look.assumptions);
    if (!shown.errors) shown.errors = look.errors;
    bool keeps = !shown.errors, again;
    Out *out = page_begin(cx, &shown, rs, (Page){ .title = "Forecast", .frame = FRAME_OFFICE, .current = "forecast", .wide = true });
    ly_head_begin(out, "Forecast of the next twelve months");
    ly_head_buttons(out);
    ly_small_button(out, "Saved forecasts", "/office/forecast/saved", false);
    ly_head_end(out, true);
    again = keeps && part_again(out, key, NULL, NULL, &until);
    if (!again) TRY(look_at(cx, rq, &look));
    if (!again && !look.base.account_count)
        ly_empty(out, (LyEmpty){ .title = "There is nothing to begin with yet", .words = "A forecast begins with the twelve months that are over. Once something is in the ledger for them, it can be worked out.", .act = "See the ledger", .act_href = "/office/ledger", .plain = true });
    else {
        if (!again) {
            Part part = part_begin(out);
            worked_out(out, &shown, &look);
            if (keeps) part_end(&part, key, 0);
        }
        if (may(cx, BILL)) save_form(out, &shown, rs);
        html(out, "</div></div>\n");
    }
    page_end(rs);
    return OK;
}

static Error *save_submit(Ctx *cx, Request *rq, Response *rs)
{
    ForecastBase base = {0};
    Assumptions assumptions;
    int64_t id;
    TRY(forecast_base(cx, &base));
    TRY(assumptions_parse(cx, &base, posted_text, rq, &assumptions));
    TRY(forecast_save(cx, form_text(rq, "name"), &assumptions, &id));
    rs->flash = "The forecast is saved";
    return redirect(rs, text(cx, "/office/forecast/%ld", (long)id));
}

static Error *forecast_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Kind", "What", "Last 12 months", "Low", "Middle", "High" };
    Look look = {0};
    Sheet sheet;
    TRY(look_at(cx, rq, &look));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < look.forecast.count; i++) {
        const ForecastLine *line = &look.forecast.lines[i];
        sheet_text(&sheet, line->kind), sheet_text(&sheet, line->name), sheet_pence(&sheet, line->base), sheet_pence(&sheet, line->low), sheet_pence(&sheet, line->middle), sheet_pence(&sheet, line->high);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "forecast");
}

ROUTES(forecast_pages,
    GET  ("/office/forecast",      READ_MONEY, forecast_show),
    SHEET("/office/forecast",      READ_MONEY, forecast_sheet),
    FORM ("/office/forecast/save", BILL,       forecast_show, NULL, save_submit),
);
