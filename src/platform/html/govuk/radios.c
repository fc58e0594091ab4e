#include "platform/base/text.h"
#include "platform/html/govuk/parts.h"

static void item_put(Out *out, const Radios *radios, const Option *item, const char *id)
{
    if (item->divider) { html(out, "<div class=\"govuk-radios__divider\">%s</div>", item->divider); return; }
    bool match = radios->value && *radios->value && same(item->value, radios->value);
    bool checked = item->checked == YES || (item->checked == DEFAULT && match);
    const char *hint_id = item->hint ? text(out->cx, "%s-item-hint", id) : NULL;

    html(out, "<div class=\"govuk-radios__item\"><input class=\"govuk-radios__input\" id=\"%s\" name=\"%s\" type=\"radio\" value=\"%s\"", id, radios->name, item->value);
    html_attr(out, "checked", checked);
    html_attr(out, "disabled", item->disabled);
    if (item->reveal) html(out, " data-aria-controls=\"conditional-%s\"", id);
    put_attribute(out, "aria-describedby", hint_id);
    put_attributes(out, item->attributes);
    html(out, ">");
    govuk_label(out, (Label){ .text = item->text, .for_id = id,
                              .classes = item->label_classes ? text(out->cx, "govuk-radios__label %s", item->label_classes) : "govuk-radios__label" });
    if (hint_id) govuk_hint(out, (Hint){ .text = item->hint, .id = hint_id, .classes = "govuk-radios__hint" });
    html(out, "</div>\n");
    if (!item->reveal) return;
    html(out, "<div class=\"govuk-radios__conditional%s\" id=\"conditional-%s\">", checked ? "" : " govuk-radios__conditional--hidden", id);
    item->reveal(out, item->data);
    html(out, "</div>\n");
}

void govuk_radios(Out *out, Radios radios)
{
    const char *prefix = radios.id_prefix ? radios.id_prefix : radios.name;
    Group group = { prefix, radios.hint, radios.error, radios.group_classes, radios.described_by };

    form_group_begin(out, &group);
    html(out, ">");
    if (radios.legend)
        govuk_fieldset_begin(out, (Fieldset){ .legend = radios.legend, .legend_classes = radios.legend_classes, .classes = radios.fieldset_classes,
                                              .page_heading = radios.page_heading, .described_by = form_group_described_by(out->cx, &group) });
    form_group_notes(out, &group);
    html(out, "<div class=\"govuk-radios%s%s\"", class_gap(radios.classes), class_text(radios.classes));
    put_attributes(out, radios.attributes);
    html(out, " data-module=\"govuk-radios\">\n");
    for (size_t i = 0; i < radios.count; i++) {
        const Option *item = &radios.items[i];
        item_put(out, &radios, item, item->id ? item->id : i ? text(out->cx, "%s-%zu", prefix, i + 1) : prefix);
    }
    html(out, "</div>");
    if (radios.legend) govuk_fieldset_end(out);
    form_group_end(out);
}
