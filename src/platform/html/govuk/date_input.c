#include <string.h>

#include "platform/base/text.h"
#include "platform/html/govuk/input.h"

static bool wrong(const DatePart *part) { return part->wrong == YES || (part->classes && strstr(part->classes, "govuk-input--error")); }

static const char *classes_of(Ctx *cx, const DatePart *part, bool marked)
{
    bool has_error = part->classes && strstr(part->classes, "govuk-input--error"), has_width = part->classes && strstr(part->classes, "govuk-input--width-");
    const char *width = has_width ? "" : same(part->name, "year") ? " govuk-input--width-4" : " govuk-input--width-2";
    return text(cx, "govuk-date-input__input%s%s%s%s", marked && !has_error ? " govuk-input--error" : "", width, class_gap(part->classes), class_text(part->classes));
}

static const char *label_of(Ctx *cx, const DatePart *part)
{
    if (part->label) return part->label;
    char *label = array(cx, char, strlen(part->name) + 1);
    memcpy(label, part->name, strlen(part->name));
    if (*label >= 'a' && *label <= 'z') *label = (char)(*label - 32);
    return label;
}

static void part_put(Out *out, const DateInput *date, const DatePart *part, bool marked)
{
    Ctx *cx = out->cx;
    const char *id = part->id ? part->id : text(cx, "%s-%s", date->id, part->name);
    TextInput input = {
        .name = date->name_prefix ? text(cx, "%s-%s", date->name_prefix, part->name) : part->name, .value = part->value,
        .classes = classes_of(cx, part, marked), .inputmode = part->inputmode ? part->inputmode : "numeric", .pattern = part->pattern,
        .autocomplete = part->autocomplete,
    };
    html(out, "<div class=\"govuk-date-input__item\"><div class=\"govuk-form-group\">");
    govuk_label(out, (Label){ .text = label_of(cx, part), .classes = "govuk-date-input__label", .for_id = id });
    put_input(out, &input, id, NULL);
    html(out, "</div></div>\n");
}

void govuk_date_input(Out *out, DateInput date)
{
    const DatePart usual[] = { { .name = "day", .value = date.day }, { .name = "month", .value = date.month }, { .name = "year", .value = date.year } };
    const DatePart *parts = date.parts ? date.parts : usual;
    size_t count = date.parts ? date.count : COUNT(usual);
    bool any_wrong = false;
    for (size_t i = 0; i < count; i++) any_wrong |= wrong(&parts[i]);
    Group group = { date.id, date.hint, date.error, date.group_classes, date.described_by };

    form_group_begin(out, &group);
    html(out, ">");
    if (date.legend)
        govuk_fieldset_begin(out, (Fieldset){ .legend = date.legend, .legend_classes = date.legend_classes, .classes = date.fieldset_classes, .role = "group",
                                              .page_heading = date.page_heading, .described_by = form_group_described_by(out->cx, &group) });
    form_group_notes(out, &group);
    html(out, "<div class=\"govuk-date-input%s%s\"", class_gap(date.classes), class_text(date.classes));
    put_attributes(out, date.attributes);
    html(out, " id=\"%s\">\n", date.id);
    for (size_t i = 0; i < count; i++)   /* which part is wrong is marked; where nothing says which, all are */
        part_put(out, &date, &parts[i], wrong(&parts[i]) || (date.error && !any_wrong && parts[i].wrong != NO));
    html(out, "</div>");
    if (date.legend) govuk_fieldset_end(out);
    form_group_end(out);
}
