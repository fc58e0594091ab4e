#include "platform/html/govuk/parts.h"

void govuk_inset_text(Out *out, InsetText inset)
{
    html(out, "<div ");
    if (inset.id) html(out, "id=\"%s\" ", inset.id);
    html(out, "class=\"govuk-inset-text%s%s\"", class_gap(inset.classes), class_text(inset.classes));
    put_attributes(out, inset.attributes);
    html(out, ">%s</div>\n", inset.text);
}
