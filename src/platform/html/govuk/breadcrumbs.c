#include "platform/html/govuk/parts.h"

void govuk_breadcrumbs(Out *out, Breadcrumbs breadcrumbs)
{
    html(out, "<nav class=\"govuk-breadcrumbs%s%s%s\"", class_gap(breadcrumbs.classes), class_text(breadcrumbs.classes),
         breadcrumbs.collapse_on_mobile ? " govuk-breadcrumbs--collapse-on-mobile" : "");
    put_attributes(out, breadcrumbs.attributes);
    html(out, " aria-label=\"%s\"><ol class=\"govuk-breadcrumbs__list\">", breadcrumbs.label ? breadcrumbs.label : "Breadcrumb");
    for (size_t i = 0; i < breadcrumbs.count; i++) {
        const Anchor *item = &breadcrumbs.items[i];
        if (!item->href) { html(out, "<li class=\"govuk-breadcrumbs__list-item\" aria-current=\"page\">%s</li>", item->text); continue; }
        html(out, "<li class=\"govuk-breadcrumbs__list-item\"><a class=\"govuk-breadcrumbs__link\" href=\"%s\"", item->href);
        put_attributes(out, item->attributes);
        html(out, ">%s</a></li>", item->text);
    }
    html(out, "</ol></nav>\n");
}
