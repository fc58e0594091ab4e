#include "platform/html/govuk/parts.h"

#include "platform/base/text.h"

void put_attributes(Out *out, const Attribute *attributes)
{
    for (; attributes && attributes->name; attributes++) html_attribute(out, attributes->name, attributes->value);
}

void put_attribute(Out *out, const char *name, const char *value) { if (value) html_attribute(out, name, value); }

const char *class_text(const char *classes)  { return classes ? classes : ""; }
const char *class_gap(const char *classes) { return classes && *classes ? " " : ""; }

void govuk_label(Out *out, Label label)
{
    if (!label.text) return;
    if (label.page_heading) html(out, "<h1 class=\"govuk-label-wrapper\">");
    html(out, "<label class=\"govuk-label%s%s\"", class_gap(label.classes), class_text(label.classes));
    put_attribute(out, "id", label.id);
    put_attribute(out, "for", label.for_id);
    html(out, ">%s</label>", label.text);
    if (label.page_heading) html(out, "</h1>");
}

void govuk_hint(Out *out, Hint hint)
{
    html(out, "<div ");
    if (hint.id) html(out, "id=\"%s\" ", hint.id);
    html(out, "class=\"govuk-hint%s%s\">%s</div>", class_gap(hint.classes), class_text(hint.classes), hint.text);
}

void govuk_error_message(Out *out, ErrorMessage message)
{
    const char *prefix = message.prefix ? message.prefix : "Error";
    html(out, "<p ");
    if (message.id) html(out, "id=\"%s\" ", message.id);
    html(out, "class=\"govuk-error-message%s%s\">", class_gap(message.classes), class_text(message.classes));
    if (*prefix) html(out, "<span class=\"govuk-visually-hidden\">%s:</span> ", prefix);
    html(out, "%s</p>", message.text);
}

void govuk_fieldset_begin(Out *out, Fieldset fieldset)
{
    html(out, "<fieldset class=\"govuk-fieldset%s%s\"", class_gap(fieldset.classes), class_text(fieldset.classes));
    put_attribute(out, "role", fieldset.role);
    put_attribute(out, "aria-describedby", fieldset.described_by);
    html(out, ">");
    if (!fieldset.legend) return;
    html(out, "<legend class=\"govuk-fieldset__legend%s%s\">", class_gap(fieldset.legend_classes), class_text(fieldset.legend_classes));
    if (fieldset.page_heading) html(out, "<h1 class=\"govuk-fieldset__heading\">%s</h1>", fieldset.legend);
    else html(out, "%s", fieldset.legend);
    html(out, "</legend>");
}

void govuk_fieldset_end(Out *out) { html(out, "</fieldset>"); }

/* ---- the group ---- */

const char *form_group_described_by(Ctx *cx, const Group *group)
{
    Draft draft = { .cx = cx };
    if (!blank(group->described_by)) draft_add(&draft, "%s", group->described_by);
    if (group->hint)  draft_add(&draft, "%s%s-hint", draft.length ? " " : "", group->id);
    if (group->error) draft_add(&draft, "%s%s-error", draft.length ? " " : "", group->id);
    return draft.length ? draft_text(&draft) : NULL;
}

void form_group_begin(Out *out, const Group *group)
{
    html(out, "<div class=\"govuk-form-group%s%s%s\"", group->error ? " govuk-form-group--error" : "", class_gap(group->classes), class_text(group->classes));
}

void form_group_notes(Out *out, const Group *group)
{
    if (group->hint)  govuk_hint(out, (Hint){ .text = group->hint, .id = text(out->cx, "%s-hint", group->id) });
    if (group->error) govuk_error_message(out, (ErrorMessage){ .text = group->error, .id = text(out->cx, "%s-error", group->id) });
}

void form_group_end(Out *out) { html(out, "</div>\n"); }
