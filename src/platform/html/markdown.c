/*
 * Prose written by people, as Markdown. cmark reads it; the page is written by html(), so nothing that cmark lets through can reach
 * the page unescaped: raw HTML has no case below, links pass the same check as every other, and pictures leave only their words.
 */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <pthread.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/html/html.h"

typedef struct {
    Out *out;
    int  level;                  /* of the page's heading above this prose */
    const uint8_t *alignments;   /* of the table being written */
    int  column;
    bool head;                   /* in that table's first row */
} Writer;

static void extensions_register(void) { cmark_gfm_core_extensions_ensure_registered(); }

static cmark_node *markdown_read(const char *markdown)
{
    /* No task lists: cmark writes their boxes without a label. */
    static const char *const names[] = { "table", "autolink", "strikethrough" };
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, extensions_register);

    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    for (size_t i = 0; i < COUNT(names); i++) cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
    cmark_parser_feed(parser, markdown, strlen(markdown));
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return document;
}

static void heading(Writer *writer, cmark_node *node, bool enter)
{
    int level = writer->level + cmark_node_get_heading_level(node);
    if (enter) html(writer->out, "<h%d class=\"govuk-heading-%s\">", level, level <= 2 ? "m" : "s");
    else html(writer->out, "</h%d>\n", level);
}

static void list(Writer *writer, cmark_node *node, bool enter)
{
    bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    if (!enter && ordered) html(writer->out, "</ol>\n");
    else if (!enter) html(writer->out, "</ul>\n");
    else if (!ordered) html(writer->out, "<ul class=\"govuk-list govuk-list--bullet\">\n");
    else html(writer->out, "<ol class=\"govuk-list govuk-list--number\" start=\"%d\">\n", cmark_node_get_list_start(node));
}

/* In a tight list an item's paragraph is only its words. */
static bool tight(cmark_node *node)
{
    cmark_node *item = cmark_node_parent(node), *parent = item ? cmark_node_parent(item) : NULL;
    return parent && cmark_node_get_type(parent) == CMARK_NODE_LIST && cmark_node_get_list_tight(parent);
}

static void table(Writer *writer, cmark_node *node, bool enter)
{
    if (enter) {
        writer->alignments = cmark_gfm_extensions_get_table_alignments(node);
        html(writer->out, "<div class=\"ly-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table class=\"govuk-table\">\n");
    } else {
        html(writer->out, "</tbody></table></div>\n");
    }
}

static void table_row(Writer *writer, cmark_node *node, bool enter)
{
    bool head = cmark_gfm_extensions_get_table_row_is_header(node);
    if (enter) {
        writer->head = head;
        writer->column = 0;
        if (head) html(writer->out, "<thead class=\"govuk-table__head\">");
        html(writer->out, "<tr class=\"govuk-table__row\">");
    } else {
        html(writer->out, "</tr>");
        if (head) html(writer->out, "</thead><tbody class=\"govuk-table__body\">");
        html(writer->out, "\n");
    }
}

static void table_cell(Writer *writer, bool enter)
{
    if (!enter) {
        if (writer->head) html(writer->out, "</th>"); else html(writer->out, "</td>");
        return;
    }
    bool numeric = writer->alignments && writer->alignments[writer->column++] == 'r';
    if (writer->head) html(writer->out, "<th scope=\"col\" class=\"govuk-table__header%s\">", numeric ? " govuk-table__header--numeric" : "");
    else html(writer->out, "<td class=\"govuk-table__cell%s\">", numeric ? " govuk-table__cell--numeric" : "");
}

static void block(Writer *writer, cmark_node *node, bool enter)
{
    Out *out = writer->out;
    cmark_node_type type = cmark_node_get_type(node);
    const char *name = cmark_node_get_type_string(node);   /* an extension's kinds have no public number */

    if (type == CMARK_NODE_HEADING) heading(writer, node, enter);
    else if (type == CMARK_NODE_LIST) list(writer, node, enter);
    else if (type == CMARK_NODE_ITEM) { if (enter) html(out, "<li>"); else html(out, "</li>\n"); }
    else if (type == CMARK_NODE_PARAGRAPH && !tight(node)) { if (enter) html(out, "<p class=\"govuk-body\">"); else html(out, "</p>\n"); }
    else if (type == CMARK_NODE_BLOCK_QUOTE) { if (enter) html(out, "<blockquote class=\"govuk-inset-text\">"); else html(out, "</blockquote>\n"); }
    else if (type == CMARK_NODE_THEMATIC_BREAK) html(out, "<hr class=\"govuk-section-break govuk-section-break--m govuk-section-break--visible\">\n");
    else if (type == CMARK_NODE_CODE_BLOCK) html(out, "<pre class=\"ly-scroll\" tabindex=\"0\"><code>%s</code></pre>\n", cmark_node_get_literal(node));
    else if (same(name, "table")) table(writer, node, enter);
    else if (same(name, "table_row") || same(name, "table_header")) table_row(writer, node, enter);
    else if (same(name, "table_cell")) table_cell(writer, enter);
}

static void inline_(Writer *writer, cmark_node *node, bool enter)
{
    Out *out = writer->out;
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_TEXT) html(out, "%s", cmark_node_get_literal(node));
    else if (type == CMARK_NODE_SOFTBREAK) html(out, "\n");
    else if (type == CMARK_NODE_LINEBREAK) html(out, "<br>\n");
    else if (type == CMARK_NODE_CODE) html(out, "<code>%s</code>", cmark_node_get_literal(node));
    else if (type == CMARK_NODE_EMPH) { if (enter) html(out, "<em>"); else html(out, "</em>"); }
    else if (type == CMARK_NODE_STRONG) { if (enter) html(out, "<strong>"); else html(out, "</strong>"); }
    else if (same(cmark_node_get_type_string(node), "strikethrough")) { if (enter) html(out, "<del>"); else html(out, "</del>"); }
    else if (type == CMARK_NODE_LINK) {
        if (enter) html(out, "<a class=\"govuk-link\" href=\"%s\">", cmark_node_get_url(node));
        else html(out, "</a>");
    }
}

void html_markdown(Out *out, const char *markdown, int level)
{
    if (!markdown) return;
    Writer writer = { .out = out, .level = level };
    cmark_node *document = markdown_read(markdown);
    cmark_iter *walk = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(walk)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(walk);
        if ((cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE) inline_(&writer, node, event == CMARK_EVENT_ENTER);
        else block(&writer, node, event == CMARK_EVENT_ENTER);
    }
    cmark_iter_free(walk);
    cmark_node_free(document);
}
