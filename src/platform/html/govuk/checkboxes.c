#include "platform/base/text.h"
#include "platform/html/govuk/parts.h"

static bool listed(const char *const *values, const char *value)
{
    for (; values && *values; values++) if (same(*values, value)) return true;
    return false;
}

/* What describes one box: the group's notes where no fieldset carries them, and its own hint. */
static const char *described_by(Ctx *cx, const char *group, const char *hint_id)
{
    return group && hint_id ? text(cx, "%s %s", group, hint_id) : group ? group : hint_id;
}

static void item_put(Out *out, const Checkboxes *boxes, const Option *item, const char *id, const char *group)
{
    if (item->divider) { html(out, "<div class=\"govuk-checkboxes__divider\">%s</div>", item->divider); return; }
    bool checked = item->checked == YES || (item->checked == DEFAULT && listed(boxes->values, item->value));
    const char *hint_id = item->hint ? text(out->cx, "%s-item-hint", id) : NULL;

    html(out, "<div class=\"govuk-checkboxes__item\"><input class=\"govuk-checkboxes__input\" id=\"%s\" name=\"%s\" type=\"checkbox\" value=\"%s\"", id,
         item->name ? item->name : boxes->name, item->value);
    html_attr(out, "checked", checked);
    html_attr(out, "disabled", item->disabled);
    if (item->reveal) html(out, " data-aria-controls=\"conditional-%s\"", id);
    put_attribute(out, "data-behaviour", item->behaviour);
    put_attribute(out, "aria-describedby", described_by(out->cx, group, hint_id));
    put_attributes(out, item->attributes);
    html(out, ">");
    govuk_label(out, (Label){ .text = item->text, .for_id = id,
                              .classes = item->label_classes ? text(out->cx, "govuk-checkboxes__label %s", item->label_classes) : "govuk-checkboxes__label" });
    if (hint_id) govuk_hint(out, (Hint){ .text = item->hint, .id = hint_id, .classes = "govuk-checkboxes__hint" });
    html(out, "</div>\n");
    if (!item->reveal) return;
    html(out, "<div class=\"govuk-checkboxes__conditional%s\" id=\"conditional-%s\">", checked ? "" : " govuk-checkboxes__conditional--hidden", id);
    item->reveal(out, item->data);
    html(out, "</div>\n");
}

void govuk_checkboxes(Out *out, Checkboxes boxes)
{
    const char *prefix = boxes.id_prefix ? boxes.id_prefix : boxes.name;
    Group group = { prefix, boxes.hint, boxes.error, boxes.group_classes, boxes.described_by };
    const char *notes = form_group_described_by(out->cx, &group);

    form_group_begin(out, &group);
    html(out, ">");
    if (boxes.legend)
        govuk_fieldset_begin(out, (Fieldset){ .legend = boxes.legend, .legend_classes = boxes.legend_classes, .classes = boxes.fieldset_classes,
                                              .page_heading = boxes.page_heading, .described_by = notes });
    form_group_notes(out, &group);
    html(out, "<div class=\"govuk-checkboxes%s%s\"", class_gap(boxes.classes), class_text(boxes.classes));
    put_attributes(out, boxes.attributes);
    html(out, " data-module=\"govuk-checkboxes\">\n");
    for (size_t i = 0; i < boxes.count; i++) {
        const Option *item = &boxes.items[i];
        item_put(out, &boxes, item, item->id ? item->id : i ? text(out->cx, "%s-%zu", prefix, i + 1) : prefix, boxes.legend ? NULL : notes);
    }
    html(out, "</div>");
    if (boxes.legend) govuk_fieldset_end(out);
    form_group_end(out);
}
