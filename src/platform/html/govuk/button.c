#include "platform/html/govuk/parts.h"

static void rest(Out *out, const Button *button)
{
    html(out, " class=\"govuk-button%s%s%s\" data-module=\"govuk-button\"", class_gap(button->classes), class_text(button->classes), button->start ? " govuk-button--start" : "");
    put_attributes(out, button->attributes);
    put_attribute(out, "id", button->id);
    html(out, ">%s", button->text);
    if (button->start)
        html(out, "<svg class=\"govuk-button__start-icon\" xmlns=\"http://www.w3.org/2000/svg\" width=\"17.5\" height=\"19\" viewBox=\"0 0 33 40\" "
                  "aria-hidden=\"true\" focusable=\"false\"><path fill=\"currentColor\" d=\"M0 0h13l20 20-20 20H0l20-20z\"/></svg>");
}

void govuk_button(Out *out, Button button)
{
    if (button.href) {
        html(out, "<a href=\"%s\" role=\"button\" draggable=\"false\"", button.href);
        rest(out, &button);
        html(out, "</a>\n");
        return;
    }
    html(out, "<button type=\"%s\"", button.type ? button.type : "submit");
    put_attribute(out, "value", button.value);
    put_attribute(out, "name", button.name);
    if (button.disabled) html(out, " disabled aria-disabled=\"true\"");
    if (button.prevent_double_click) html(out, " data-prevent-double-click=\"%s\"", button.prevent_double_click == YES ? "true" : "false");
    rest(out, &button);
    html(out, "</button>\n");
}
