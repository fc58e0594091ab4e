/* The price laboratory: a model written, changed, removed. Its prices are rows of a form, and another row is a button that asks for one. */
#include <string.h>

#include "platform/base/text.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"
#include "rooms/money/prices/laboratory_pages.h"

extern const RouteList laboratory_model_pages;

/* ---- the form ---- */

static const char *pounds(Ctx *cx, int64_t pence) { return pence ? money_table(cx, pence) + strlen("£") : ""; }

/* How many rows were shown, and one more where that was asked for. */
static size_t rows_of(const Request *rq, size_t stored)
{
    if (!rq->posted) return stored ? stored : 1;
    int64_t rows = form_number(rq, "rows", 1) + form_has(rq, "more");
    return rows < 1 ? 1 : rows > PRICE_LINES_MOST ? PRICE_LINES_MOST : (size_t)rows;
}

static void amount_field(Out *out, const Request *rq, const char *name, size_t n, const char *label, const char *value)
{
    field_text(out, rq, (TextInput){ .name = text(out->cx, "%s_%zu", name, n), .label = label, .prefix = "£", .classes = "govuk-input--width-5", .inputmode = "decimal", .value = value });
}

static void line_fields(Out *out, const Request *rq, size_t n, const PriceLine *line)
{
    static const SelectItem sectors[] = { { .value = "", .text = "Any" }, { .value = "maintained", .text = "Maintained" }, { .value = "academy", .text = "Academy" }, { .value = "independent", .text = "Independent" } };
    Ctx *cx = out->cx;
    SelectItem phases[16] = { { .value = "", .text = "Any" } };
    size_t count = 1;
    for (const char *const *phase = school_phases; *phase && count < COUNT(phases); phase++) phases[count++] = (SelectItem){ .value = *phase, .text = capital(cx, *phase) };
    const bool nothing = line->phase && !line->flat_pence && !line->per_pupil_pence;     /* a price of nothing, and not a row that is still empty */

    govuk_fieldset_begin(out, (Fieldset){ .legend = text(cx, "Price %zu", n), .legend_classes = "govuk-fieldset__legend--s", .classes = "ly-price-row" });
    html(out, "<div class=\"ly-together\">");
    field_select(out, rq, (Select){ .name = text(cx, "phase_%zu", n), .label = "Phase", .items = phases, .count = count, .value = line->phase ? line->phase : "" });
    field_select(out, rq, (Select){ .name = text(cx, "sector_%zu", n), .label = "Sector", .items = sectors, .count = COUNT(sectors), .value = line->sector ? line->sector : "" });
    field_text(out, rq, (TextInput){ .name = text(cx, "from_roll_%zu", n), .label = "From pupils", .classes = "govuk-input--width-4", .inputmode = "numeric", .value = line->from_roll ? text(cx, "%ld", (long)line->from_roll) : "" });
    amount_field(out, rq, "flat", n, "Flat", nothing ? "0.00" : pounds(cx, line->flat_pence));
    amount_field(out, rq, "per_pupil", n, "For a pupil", pounds(cx, line->per_pupil_pence));
    amount_field(out, rq, "floor", n, "At least", pounds(cx, line->floor_pence));
    amount_field(out, rq, "ceiling", n, "At most", pounds(cx, line->ceiling_pence));
    html(out, "</div>");
    govuk_fieldset_end(out);
}

static void model_form(Ctx *cx, const Request *rq, Response *rs, const PriceRule *rule, const char *action)
{
    static const PriceLine empty = { .phase = NULL };
    Out *out = &rs->out;
    size_t rows = rows_of(rq, rule->count);
    form_begin(cx, rq, rs, action, false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .hint = "Like By the pupil, with a floor", .value = rule->name });
    html(out, "<p class=\"govuk-body\">A school pays the price that names its phase and sector; of several the one that begins at the most pupils it reaches. Leave empty what does not apply.</p>"
              "<input type=\"hidden\" name=\"rows\" value=\"%ld\">", (long)rows);
    for (size_t i = 0; i < rows; i++) line_fields(out, rq, i + 1, i < rule->count ? &rule->lines[i] : &empty);
    field_radios(out, rq, (Radios){ .name = "part_year", .legend = "Whoever joins later in the year pays", .legend_classes = "govuk-fieldset__legend--s", .value = rule->part_year,
        OPTIONS({ .value = "months", .text = "By the month", .hint = "From September of a year that begins in April: seven twelfths" }, { .value = "days", .text = "By the day" }, { .value = "whole", .text = "The whole year" }) });
    html(out, "<div class=\"ly-together\">");
    field_text(out, rq, (TextInput){ .name = "early_percent", .label = "Less for an early order (optional)", .label_classes = "govuk-label--s", .suffix = "%", .classes = "govuk-input--width-3", .inputmode = "numeric",
        .value = rule->early_percent ? text(cx, "%ld", (long)rule->early_percent) : "" });
    field_date(out, rq, (DateField){ .name = "early_by", .legend = "Ordered by", .stored = rule->early_by });
    html(out, "</div><div class=\"govuk-button-group\">");
    govuk_button(out, (Button){ .text = "Save the model", .prevent_double_click = YES });
    if (rows < PRICE_LINES_MOST) govuk_button(out, (Button){ .text = "Add another price", .name = "more", .value = "1", .classes = "govuk-button--secondary" });
    html(out, "</div></form>\n");
}

/* ---- what came back ---- */

static Error *model_typed(Ctx *cx, const Request *rq, PriceRuleDraft *draft)
{
    PriceLineDraft *lines = array(cx, PriceLineDraft, PRICE_LINES_MOST);
    *draft = (PriceRuleDraft){ .name = form_text(rq, "name"), .part_year = form_text(rq, "part_year"), .early_percent = form_text(rq, "early_percent"), .early_by = "", .lines = lines };
    int64_t rows = form_number(rq, "rows", 1);
    draft->count = rows < 1 ? 1 : rows > PRICE_LINES_MOST ? PRICE_LINES_MOST : (size_t)rows;
    if (form_has(rq, "more")) return further(cx, text(cx, "flat_%zu", draft->count + 1));
    for (size_t n = 1; n <= draft->count; n++)
        lines[n - 1] = (PriceLineDraft){ .phase = form_text(rq, text(cx, "phase_%zu", n)), .sector = form_text(rq, text(cx, "sector_%zu", n)), .from_roll = form_text(rq, text(cx, "from_roll_%zu", n)),
                                         .flat = form_text(rq, text(cx, "flat_%zu", n)), .per_pupil = form_text(rq, text(cx, "per_pupil_%zu", n)), .floor = form_text(rq, text(cx, "floor_%zu", n)),
                                         .ceiling = form_text(rq, text(cx, "ceiling_%zu", n)) };
    PriceRule rule = {0};
    Error *errors = form_date(cx, rq, "early_by", "The day of an early order", &draft->early_by);
    if (errors) errors_add(&errors, price_rule_read(cx, draft, &rule));   /* all mistakes at once, not a second round of them */
    return errors;
}

static Error *model_saved(Ctx *cx, Request *rq, Response *rs, int64_t position)
{
    PriceRuleDraft draft;
    TRY(model_typed(cx, rq, &draft));
    TRY(study_model_save(cx, rq->id, &position, &draft));
    rs->flash = text(cx, "Model %s is saved.", study_letter(position));
    return redirect(rs, text(cx, "/office/laboratory/%ld", (long)rq->id));
}

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    const PriceRule fresh = { .name = "", .part_year = "months", .early_by = "" };
    Study study = {0};
    TRY(study_find(cx, rq->id, &study));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a model", .frame = FRAME_OFFICE, .current = "laboratory", .wide = true, .back = text(cx, "/office/laboratory/%ld", (long)study.id) });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Add a model</h1>\n", study.name);
    model_form(cx, rq, rs, &fresh, text(cx, "/office/laboratory/%ld/models/new", (long)study.id));
    page_end(rs);
    return OK;
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs) { return model_saved(cx, rq, rs, 0); }

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    Study study = {0};
    StudyModel model = {0};
    TRY(study_find(cx, rq->id, &study));
    TRY(study_model(cx, rq->id, rq->id2, &model));
    const char *here = text(cx, "/office/laboratory/%ld/models/%ld", (long)study.id, (long)model.position), *letter = study_letter(model.position);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Change model %s", letter), .frame = FRAME_OFFICE, .current = "laboratory", .wide = true, .back = text(cx, "/office/laboratory/%ld", (long)study.id) });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Change model %s</h1>\n", study.name, letter);
    model_form(cx, rq, rs, &model.rule, here);
    html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"%s\">Remove model %s</a></p>\n", text(cx, "%s/remove", here), letter);
    page_end(rs);
    return OK;
}

static Error *change_submit(Ctx *cx, Request *rq, Response *rs) { return model_saved(cx, rq, rs, rq->id2); }

/* ---- removed ---- */

static Error *remove_show(Ctx *cx, const Request *rq, Response *rs)
{
    StudyModel model = {0};
    TRY(study_model(cx, rq->id, rq->id2, &model));
    const char *here = text(cx, "/office/laboratory/%ld/models/%ld", (long)rq->id, (long)model.position), *letter = study_letter(model.position);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Remove model %s", letter), .frame = FRAME_OFFICE, .current = "laboratory", .back = here });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Remove model %s?</h1><p class=\"govuk-body\">%s: %s. Nobody can bring it back, but anybody can write it again.</p>\n", letter, model.rule.name,
         price_rule_words(cx, &model.rule));
    form_begin(cx, rq, rs, text(cx, "%s/remove", here), false);
    govuk_button(out, (Button){ .text = "Remove the model", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(study_model_remove(cx, rq->id, rq->id2));
    rs->flash = text(cx, "Model %s is removed.", study_letter(rq->id2));
    return redirect(rs, text(cx, "/office/laboratory/%ld", (long)rq->id));
}

ROUTES(laboratory_model_pages,
    FORM("/office/laboratory/:id/models/new",        BILL, new_show,    NULL, new_submit),
    FORM("/office/laboratory/:id/models/:id",        BILL, change_show, NULL, change_submit),
    FORM("/office/laboratory/:id/models/:id/remove", BILL, remove_show, NULL, remove_submit),
);
