#include "platform/html/govuk/parts.h"

void govuk_warning_text(Out *out, WarningText warning)
{
    html(out, "<div class=\"govuk-warning-text%s%s\"", class_gap(warning.classes), class_text(warning.classes));
    put_attributes(out, warning.attributes);
    html(out, "><span class=\"govuk-warning-text__icon\" aria-hidden=\"true\">!</span><strong class=\"govuk-warning-text__text\">"
              "<span class=\"govuk-visually-hidden\">%s</span> %s</strong></div>\n", warning.icon_text ? warning.icon_text : "Warning", warning.text);
}
