#include "platform/html/govuk/parts.h"

void govuk_panel(Out *out, Panel panel)
{
    int level = panel.level ? panel.level : 1;
    html(out, "<div class=\"govuk-panel govuk-panel--confirmation%s%s\"", class_gap(panel.classes), class_text(panel.classes));
    put_attributes(out, panel.attributes);
    html(out, "><h%d class=\"govuk-panel__title\">%s</h%d>", level, panel.title, level);
    if (panel.text) html(out, "<div class=\"govuk-panel__body\">%s</div>", panel.text);
    html(out, "</div>\n");
}
