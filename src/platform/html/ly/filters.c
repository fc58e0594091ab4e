#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/html/ly/ly.h"

void ly_filterbar_begin(Out *out, const char *action) { html(out, "<form class=\"ly-filterbar\" action=\"%s\" method=\"get\">", action); }

void ly_filter_text(Out *out, const char *name, const char *label, const char *type, const char *value)
{
    html(out, "<div class=\"ly-field\"><label for=\"filter-%s\">%s</label><input id=\"filter-%s\" name=\"%s\" type=\"%s\" value=\"%s\"></div>", name, label, name, name,
         type, value);
}

void ly_filter_select(Out *out, const char *name, const char *label, const SelectItem *items, size_t count, const char *value)
{
    html(out, "<div class=\"ly-field\"><label for=\"filter-%s\">%s</label><select id=\"filter-%s\" name=\"%s\">", name, label, name, name);
    for (size_t i = 0; i < count; i++) {
        const char *own = items[i].value ? items[i].value : items[i].text;
        html(out, "<option value=\"%s\"", own);
        html_attr(out, "selected", items[i].selected || (value && same(own, value)));
        html(out, ">%s</option>", items[i].text);
    }
    html(out, "</select></div>");
}

void ly_filterbar_end(Out *out, const char *button)
{
    govuk_button(out, (Button){ .text = button, .classes = "govuk-button--secondary ly-small-button" });
    html(out, "</form>\n");
}

/* "/office/people.csv?q=ann" -> "/office/people.xlsx?q=ann" */
static const char *workbook_href(Ctx *cx, const char *csv_href)
{
    const char *at = strstr(csv_href, ".csv");
    CHECK(at);
    return text(cx, "%.*s.xlsx%s", (int)(at - csv_href), csv_href, at + strlen(".csv"));
}

void ly_sheet_links(Out *out, const char *csv_href)
{
    html(out, "<span class=\"ly-end-link\"><a class=\"govuk-link\" href=\"%s\">Download CSV</a> or <a class=\"govuk-link\" href=\"%s\"><span class=\"govuk-visually-hidden\">download </span>Excel</a></span>",
         csv_href, workbook_href(out->cx, csv_href));
}

void ly_sheet_buttons(Out *out, const char *csv_href)
{
    ly_small_button(out, "Download CSV", csv_href, false);
    ly_small_button(out, "Excel", workbook_href(out->cx, csv_href), false);
}

void ly_filterbar_end_sheets(Out *out, const char *csv_href)
{
    govuk_button(out, (Button){ .text = "Filter", .classes = "govuk-button--secondary ly-small-button" });
    ly_sheet_links(out, csv_href);
    html(out, "</form>\n");
}

void ly_facets_begin(Out *out, const char *action, const char *label, size_t chosen)
{
    html(out, "<form action=\"%s\" method=\"get\" aria-label=\"%s\"><details class=\"ly-facets\"><summary>%s", action, label, label);
    if (chosen) html(out, " (%ld chosen)", (long)chosen);
    html(out, "</summary><div class=\"ly-facets__in\">\n");
}

static void facet_put(Out *out, const char *name, const LyFacet *facet, size_t n)
{
    const char *id = text(out->cx, "%s-%zu", name, n);
    html(out, "<div class=\"govuk-checkboxes__item\"><input class=\"govuk-checkboxes__input\" id=\"%s\" name=\"%s\" type=\"checkbox\" value=\"%s\"", id, name, facet->value);
    html_attr(out, "checked", facet->checked);
    html(out, "><label class=\"govuk-label govuk-checkboxes__label\" for=\"%s\"><span>%s</span><span class=\"ly-count\">%ld<span class=\"govuk-visually-hidden\"> %s</span>"
              "</span></label></div>\n", id, facet->text, facet->count, facet->count == 1 ? "event" : "events");
}

void ly_facet(Out *out, const char *legend, const char *name, const LyFacet *facets, size_t count)
{
    if (!count) return;
    html(out, "<fieldset class=\"ly-facet\"><legend>%s</legend><div class=\"govuk-checkboxes govuk-checkboxes--small\" data-module=\"govuk-checkboxes\">\n", legend);
    for (size_t i = 0; i < count; i++) facet_put(out, name, &facets[i], i + 1);
    html(out, "</div></fieldset>\n");
}

void ly_facets_end(Out *out, const char *button)
{
    govuk_button(out, (Button){ .text = button, .classes = "govuk-button--secondary" });
    html(out, "</div></details></form>\n");
}
