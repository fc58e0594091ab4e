#include "platform/html/ly/ly.h"

static void column_put(Out *out, const LyColumn *column)
{
    if (column->hidden) {   /* over boxes to tick: no header, for each box says itself what it chooses */
        html(out, "<td class=\"ly-pickcell\"><span class=\"govuk-visually-hidden\">%s</span></td>", column->text);
        return;
    }
    html(out, "<th scope=\"col\"");
    if (column->number || column->href) html(out, " class=\"%s%s\"", column->number ? "ly-num" : "", column->href ? " ly-sorts" : "");
    if (column->sorted == LY_ASCENDING) html(out, " aria-sort=\"ascending\"");
    if (column->sorted == LY_DESCENDING) html(out, " aria-sort=\"descending\"");
    html(out, ">");
    const char *arrow = column->sorted == LY_ASCENDING ? " ↑" : column->sorted == LY_DESCENDING ? " ↓" : "";
    if (column->href) html(out, "<a href=\"%s\">%s%s</a>", column->href, column->text, arrow);
    else html(out, "%s", column->text);
    html(out, "</th>");
}

static bool sorts(const LyTable *table)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->columns[i].href) return true;
    return false;
}

void ly_table_begin(Out *out, LyTable table)
{
    html(out, "<div class=\"ly-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"ly-table%s%s%s\">", table.caption,
         table.boxed ? " ly-table--boxed" : "", table.phone ? " ly-table--phone" : "", sorts(&table) ? " ly-table--sorts" : "");
    if (table.show_caption) html(out, "<caption>%s</caption>", table.caption);
    else html(out, "<caption class=\"govuk-visually-hidden\">%s</caption>", table.caption);
    if (table.count) html(out, "<thead><tr>");
    for (size_t i = 0; i < table.count; i++) column_put(out, &table.columns[i]);
    if (table.count) html(out, "</tr></thead>");
    html(out, "<tbody>\n");
}

void ly_table_end(Out *out)        { html(out, "</tbody></table></div>\n"); }
void ly_table_foot_begin(Out *out) { html(out, "</tbody><tfoot>\n"); }
void ly_table_foot_end(Out *out)   { html(out, "</tfoot></table></div>\n"); }

void ly_parts(Out *out, LyParts parts)
{
    if (!parts.first && !parts.before && !parts.after) return;
    html(out, "<nav class=\"govuk-body ly-row govuk-!-margin-top-4\" aria-label=\"Pages of the list\">");
    if (parts.first) html(out, "<a class=\"govuk-link\" href=\"%s\">Back to the first page</a>", parts.first);
    if (parts.before) html(out, "<a class=\"govuk-link\" rel=\"prev\" href=\"%s\">%s</a>", parts.before, parts.before_text ? parts.before_text : "The ones before");
    if (parts.after) html(out, "<a class=\"govuk-link\" rel=\"next\" href=\"%s\">%s</a>", parts.after, parts.after_text);
    html(out, "</nav>\n");
}

void ly_choose_cell(Out *out, const char *name, int64_t value, const char *label, bool chosen)
{
    html(out, "<td><span class=\"ly-check\"><input type=\"checkbox\" id=\"%s-%ld\" name=\"%s\" value=\"%ld\" aria-label=\"Choose %s\"", name, value, name, value, label);
    html_attr(out, "checked", chosen);
    html(out, "></span></td>");
}

void ly_bulk(Out *out, const char *label, const LyAct *acts, size_t count)
{
    html(out, "<div class=\"ly-bulk\" role=\"group\" aria-label=\"%s\"><b data-ly-chosen>With those chosen</b>", label);
    for (size_t i = 0; i < count; i++) html(out, "<button type=\"submit\" name=\"%s\" value=\"%s\">%s</button>", acts[i].name, acts[i].value, acts[i].text);
    html(out, "</div>\n");
}
