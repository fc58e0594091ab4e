/* The fields of a package, where one is published from the price laboratory and where a draft is changed. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/money/prices/package_pages.h"

const char *package_year_words(Ctx *cx, const char *starts_on, const char *ends_on) { return text(cx, "%s to %s", date_words(cx, starts_on), date_words(cx, ends_on)); }

const char *part_year_words(const PriceRule *rule)
{
    return same(rule->part_year, "months") ? "Whoever joins later pays by the month." : same(rule->part_year, "days") ? "Whoever joins later pays by the day." : "Whoever joins later pays the whole year.";
}

void package_includes(Out *out, const PackageItem *items, size_t count)
{
    html(out, "<ul class=\"govuk-list govuk-list--bullet\">");
    for (size_t i = 0; i < count; i++) html(out, "<li>%s</li>", package_item_words(out->cx, &items[i]));
    html(out, "</ul>\n");
}

static const PackageItem *item_of(const PackageItem *items, size_t count, const char *kind, const char *course_kind)
{
    for (size_t i = 0; i < count; i++)
        if (same(items[i].kind, kind) && same(items[i].course_kind, course_kind)) return &items[i];
    return NULL;
}

static void number_field(Out *out, const Request *rq, const char *name, const char *label, const char *suffix, const PackageItem *item)
{
    field_text(out, rq, (TextInput){ .name = name, .label = label, .classes = "govuk-input--width-4", .inputmode = "numeric", .suffix = suffix, .value = item && item->amount ? text(out->cx, "%ld", (long)item->amount) : "" });
}

static void includes_fields(Out *out, const Request *rq, const PackageItem *items, size_t count)
{
    const PackageItem *places = item_of(items, count, "places", "");
    html(out, "<h2 class=\"govuk-heading-m\">What it includes</h2><div class=\"ly-together\">");
    number_field(out, rq, "places", "Places", NULL, places);
    number_field(out, rq, "credits", "Credits", NULL, item_of(items, count, "credits", ""));
    number_field(out, rq, "visits", "Visits of an adviser", NULL, item_of(items, count, "visits", ""));
    number_field(out, rq, "percent", "Off what is left to pay", "%", item_of(items, count, "percent", ""));
    html(out, "</div>");
    field_checkbox(out, rq, "all_places", "Places at all courses and events, without a limit", NULL, places && !places->amount);
    field_checkbox(out, rq, "governors", "Governor training, without a limit", NULL, item_of(items, count, "places", "governor training") != NULL);
    field_checkbox(out, rq, "networks", "Network meetings, without a limit", NULL, item_of(items, count, "places", "network meeting") != NULL);
}

void package_fields(Out *out, const Request *rq, const Package *package, const PackageItem *items, size_t count, const char *name)
{
    Ctx *cx = out->cx;
    PackageYear years[PACKAGE_YEARS];
    SelectItem of[PACKAGE_YEARS];
    package_years(cx, years);
    for (size_t i = 0; i < PACKAGE_YEARS; i++) of[i] = (SelectItem){ .value = years[i].starts_on, .text = package_year_words(cx, years[i].starts_on, years[i].ends_on) };
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .label_classes = "govuk-label--s", .hint = "As schools read it, like Primary package 2027/28", .value = package ? package->name : name });
    field_select(out, rq, (Select){ .name = "starts_on", .label = "Year", .label_classes = "govuk-label--s", .items = of, .count = PACKAGE_YEARS, .value = package ? package->starts_on : years[2].starts_on });
    field_textarea(out, rq, (Textarea){ .name = "words", .label = "What schools read of it (optional)", .label_classes = "govuk-label--s", .rows = 4, .value = package ? package->words : "" });
    includes_fields(out, rq, items, count);
    field_date(out, rq, (DateField){ .name = "order_by", .legend = "Last day to order (optional)", .stored = package ? package->order_by : "" });
}

Error *package_typed(Ctx *cx, const Request *rq, PackageDraft *draft)
{
    *draft = (PackageDraft){ .name = form_text(rq, "name"), .words = form_text(rq, "words"), .starts_on = form_text(rq, "starts_on"), .order_by = "", .places = form_text(rq, "places"),
                             .credits = form_text(rq, "credits"), .visits = form_text(rq, "visits"), .percent = form_text(rq, "percent"), .all_places = form_has(rq, "all_places"),
                             .governors = form_has(rq, "governors"), .networks = form_has(rq, "networks") };
    return form_date(cx, rq, "order_by", "The last day to order", &draft->order_by);
}
