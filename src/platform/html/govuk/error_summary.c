#include "platform/html/govuk/parts.h"

void govuk_error_summary(Out *out, ErrorSummary summary)
{
    html(out, "<div class=\"govuk-error-summary%s%s\"", class_gap(summary.classes), class_text(summary.classes));
    if (summary.disable_focus) html(out, " data-disable-auto-focus=\"%s\"", summary.disable_focus == YES ? "true" : "false");
    put_attributes(out, summary.attributes);
    html(out, " data-module=\"govuk-error-summary\"><div role=\"alert\"><h2 class=\"govuk-error-summary__title\">%s</h2>"
              "<div class=\"govuk-error-summary__body\">", summary.title ? summary.title : "There is a problem");
    if (summary.description) html(out, "<p>%s</p>", summary.description);
    if (summary.count) html(out, "<ul class=\"govuk-list govuk-error-summary__list\">");
    for (size_t i = 0; i < summary.count; i++) {
        const Anchor *error = &summary.errors[i];
        if (!error->href) { html(out, "<li>%s</li>", error->text); continue; }
        html(out, "<li><a href=\"%s\"", error->href);
        put_attributes(out, error->attributes);
        html(out, ">%s</a></li>", error->text);
    }
    if (summary.count) html(out, "</ul>");
    html(out, "</div></div></div>\n");
}
