#include "platform/base/text.h"
#include "platform/html/govuk/parts.h"

static void item_put(Out *out, const Select *select, const SelectItem *item)
{
    const char *value = item->value ? item->value : item->text;
    bool chosen = select->value && *select->value && same(value, select->value);
    if (item->value) html(out, "<option value=\"%s\"", item->value);
    else html(out, "<option ");
    html_attr(out, "selected", item->selected || chosen);
    html_attr(out, "disabled", item->disabled);
    put_attributes(out, item->attributes);
    html(out, ">%s</option>\n", item->text);
}

void govuk_select(Out *out, Select select)
{
    const char *id = select.id ? select.id : select.name;
    Group group = { id, select.hint, select.error, select.group_classes, select.described_by };

    form_group_begin(out, &group);
    html(out, ">");
    govuk_label(out, (Label){ .text = select.label, .classes = select.label_classes, .for_id = id, .page_heading = select.page_heading });
    form_group_notes(out, &group);
    html(out, "<select class=\"govuk-select%s%s%s\" id=\"%s\" name=\"%s\"", class_gap(select.classes), class_text(select.classes), select.error ? " govuk-select--error" : "",
         id, select.name);
    html_attr(out, "disabled", select.disabled);
    put_attribute(out, "aria-describedby", form_group_described_by(out->cx, &group));
    put_attributes(out, select.attributes);
    html(out, ">");
    for (size_t i = 0; i < select.count; i++) item_put(out, &select, &select.items[i]);
    html(out, "</select>");
    form_group_end(out);
}
