#include "platform/html/govuk/parts.h"

void govuk_details_begin(Out *out, Details details)
{
    html(out, "<details ");
    if (details.id) html(out, "id=\"%s\" ", details.id);
    html(out, "class=\"govuk-details%s%s\"", class_gap(details.classes), class_text(details.classes));
    put_attributes(out, details.attributes);
    html_attr(out, "open", details.open);
    html(out, "><summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">%s</span></summary><div class=\"govuk-details__text\">",
         details.summary);
}

void govuk_details_end(Out *out) { html(out, "</div></details>\n"); }
