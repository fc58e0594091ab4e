#include "platform/html/govuk/textarea.h"

void put_textarea(Out *out, const Textarea *textarea, const char *id, const char *described_by, const char *more_classes)
{
    html(out, "<textarea class=\"govuk-textarea%s%s%s%s%s\" id=\"%s\" name=\"%s\" rows=\"%d\"", textarea->error ? " govuk-textarea--error" : "",
         class_gap(more_classes), class_text(more_classes), class_gap(textarea->classes), class_text(textarea->classes), id, textarea->name, textarea->rows ? textarea->rows : 5);
    if (textarea->spellcheck) html(out, " spellcheck=\"%s\"", textarea->spellcheck == YES ? "true" : "false");
    html_attr(out, "disabled", textarea->disabled);
    put_attribute(out, "aria-describedby", described_by);
    put_attribute(out, "autocomplete", textarea->autocomplete);
    put_attributes(out, textarea->attributes);
    /* Browsers drop a line end right after the tag: what begins with one needs another. */
    html(out, ">%s%s</textarea>", textarea->value && *textarea->value == '\n' ? "\n" : "", textarea->value);
}

void govuk_textarea(Out *out, Textarea textarea)
{
    const char *id = textarea.id ? textarea.id : textarea.name;
    Group group = { id, textarea.hint, textarea.error, textarea.group_classes, textarea.described_by };

    form_group_begin(out, &group);
    html(out, ">");
    govuk_label(out, (Label){ .text = textarea.label, .classes = textarea.label_classes, .for_id = id, .page_heading = textarea.page_heading });
    form_group_notes(out, &group);
    put_textarea(out, &textarea, id, form_group_described_by(out->cx, &group), NULL);
    form_group_end(out);
}
