#include "platform/html/govuk/parts.h"

void govuk_tag(Out *out, Tag tag)
{
    html(out, "<strong class=\"govuk-tag%s%s\"", class_gap(tag.classes), class_text(tag.classes));
    put_attributes(out, tag.attributes);
    html(out, ">%s</strong>", tag.text);
}
