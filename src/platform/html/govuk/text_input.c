#include "platform/html/govuk/input.h"

void put_input(Out *out, const TextInput *input, const char *id, const char *described_by)
{
    html(out, "<input class=\"govuk-input%s%s%s\" id=\"%s\" name=\"%s\" type=\"%s\"", class_gap(input->classes), class_text(input->classes),
         input->error ? " govuk-input--error" : "", id, input->name, input->type ? input->type : "text");
    if (input->spellcheck) html(out, " spellcheck=\"%s\"", input->spellcheck == YES ? "true" : "false");
    put_attribute(out, "value", input->value);
    html_attr(out, "disabled", input->disabled);
    put_attribute(out, "aria-describedby", described_by);
    put_attribute(out, "autocomplete", input->autocomplete);
    put_attribute(out, "autocapitalize", input->autocapitalize);
    put_attribute(out, "pattern", input->pattern);
    put_attribute(out, "inputmode", input->inputmode);
    put_attributes(out, input->attributes);
    html(out, ">");
}

void govuk_text_input(Out *out, TextInput input)
{
    const char *id = input.id ? input.id : input.name;
    Group group = { id, input.hint, input.error, input.group_classes, input.described_by };
    const char *described_by = form_group_described_by(out->cx, &group);

    form_group_begin(out, &group);
    html(out, ">");
    govuk_label(out, (Label){ .text = input.label, .classes = input.label_classes, .for_id = id, .page_heading = input.page_heading });
    form_group_notes(out, &group);
    bool wrapped = input.prefix || input.suffix;
    if (wrapped) html(out, "<div class=\"govuk-input__wrapper\">");
    if (input.prefix) html(out, "<div class=\"govuk-input__prefix%s%s\" aria-hidden=\"true\">%s</div>", class_gap(input.prefix_classes), class_text(input.prefix_classes), input.prefix);
    put_input(out, &input, id, described_by);
    if (input.suffix) html(out, "<div class=\"govuk-input__suffix%s%s\" aria-hidden=\"true\">%s</div>", class_gap(input.suffix_classes), class_text(input.suffix_classes), input.suffix);
    if (wrapped) html(out, "</div>");
    form_group_end(out);
}
