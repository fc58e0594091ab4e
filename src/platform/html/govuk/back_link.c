#include "platform/html/govuk/parts.h"

void govuk_back_link(Out *out, BackLink link)
{
    html(out, "<a href=\"%s\" class=\"govuk-back-link%s%s\"", link.href ? link.href : "#", class_gap(link.classes), class_text(link.classes));
    put_attributes(out, link.attributes);
    html(out, ">%s</a>", link.text ? link.text : "Back");
}

void govuk_skip_link(Out *out, BackLink link)
{
    html(out, "<a href=\"%s\" class=\"govuk-skip-link%s%s\"", link.href ? link.href : "#content", class_gap(link.classes), class_text(link.classes));
    put_attributes(out, link.attributes);
    html(out, " data-module=\"govuk-skip-link\">%s</a>\n", link.text);
}
