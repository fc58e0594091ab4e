#include "platform/base/text.h"
#include "platform/html/govuk/input.h"

void govuk_password_input(Out *out, PasswordInput input)
{
    const char *id = input.id ? input.id : input.name;
    Group group = { id, input.hint, input.error,
                    input.group_classes ? text(out->cx, "govuk-password-input %s", input.group_classes) : "govuk-password-input", input.described_by };
    TextInput element = {
        .name = input.name, .type = "password", .value = input.value, .error = input.error, .spellcheck = NO, .disabled = input.disabled,
        .classes = text(out->cx, "govuk-password-input__input govuk-js-password-input-input%s%s", class_gap(input.classes), class_text(input.classes)),
        .autocomplete = input.autocomplete ? input.autocomplete : "current-password", .autocapitalize = "none", .attributes = input.attributes,
    };

    form_group_begin(out, &group);
    html(out, " data-module=\"govuk-password-input\">");
    govuk_label(out, (Label){ .text = input.label, .classes = input.label_classes, .for_id = id, .page_heading = input.page_heading });
    form_group_notes(out, &group);
    html(out, "<div class=\"govuk-input__wrapper govuk-password-input__wrapper\">");
    put_input(out, &element, id, form_group_described_by(out->cx, &group));
    html(out, "<button type=\"button\" class=\"govuk-button govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle\" "
              "data-module=\"govuk-button\" aria-controls=\"%s\" aria-label=\"Show password\" hidden>Show</button></div>", id);
    form_group_end(out);
}
