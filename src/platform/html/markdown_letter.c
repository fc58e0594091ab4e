/* Prose as letters have it: cmark reads, html() writes, and the same walk makes the plain twin. */
#include <cmark-gfm.h>
#include <string.h>

#include "platform/base/colour.h"
#include "platform/base/text.h"
#include "platform/html/html.h"

#define FONT  "font-family:Inter,'Segoe UI',Helvetica,Arial,sans-serif;color:#16262b;"
#define WORDS FONT "font-size:17px;line-height:26px;"

typedef void Visit(void *writer, cmark_node *node, bool enter);

static void walk(const char *markdown, Visit *visit, void *writer)
{
    cmark_node *document = cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) visit(writer, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
    cmark_iter_free(iter);
    cmark_node_free(document);
}

static bool is(cmark_node *node, cmark_node_type type) { return node && cmark_node_get_type(node) == type; }

/* A link and nothing else: the one thing that the reader is asked to do. */
static bool is_button(cmark_node *paragraph)
{
    cmark_node *only = cmark_node_first_child(paragraph);
    return is(paragraph, CMARK_NODE_PARAGRAPH) && is(only, CMARK_NODE_LINK) && !cmark_node_next(only) && !is(cmark_node_parent(paragraph), CMARK_NODE_ITEM);
}

static bool in_item(cmark_node *paragraph) { return is(cmark_node_parent(paragraph), CMARK_NODE_ITEM); }

/* ---- as a page ---- */

static void paragraph(Out *out, cmark_node *node, bool enter)
{
    if (!enter) html(out, "</p>\n");
    else if (in_item(node)) html_styled(out, "p", "margin:0;");
    else html_styled(out, "p", WORDS "margin:0 0 20px;");
}

static void button(Out *out, cmark_node *link, bool enter)
{
    if (enter) {
        html(out, "<a href=\"%s\" ", cmark_node_get_url(link));
        const char *colour = brand_of(out->cx->partnership).button;
        html_style_(out, text(out->cx, FONT "display:inline-block;padding:10px 18px;background:%s;border-bottom:2px solid %s;border-radius:3px;color:#ffffff;"
                         "font-size:17px;line-height:24px;font-weight:600;text-decoration:none;", colour, colour_mix(out->cx, colour, "#000000", 36)));
        html(out, ">");
    } else html(out, "</a>");
}

static void link_(Out *out, cmark_node *link, bool enter)
{
    if (is_button(cmark_node_parent(link))) { button(out, link, enter); return; }
    if (enter) {
        html(out, "<a href=\"%s\" ", cmark_node_get_url(link));
        html_style_(out, text(out->cx, "color:%s;text-decoration:underline;", brand_of(out->cx->partnership).link));
        html(out, ">");
    } else html(out, "</a>");
}

static void list(Out *out, cmark_node *node, bool enter)
{
    bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    if (enter && ordered) html_styled(out, "ol", WORDS "margin:0 0 20px;padding:0 0 0 22px;");
    else if (enter) html_styled(out, "ul", WORDS "margin:0 0 24px;padding:0;list-style:none;border-bottom:1px solid #d3dadd;");
    else if (ordered) html(out, "</ol>\n");
    else html(out, "</ul>\n");
}

static void write_page(void *writer, cmark_node *node, bool enter)
{
    Out *out = writer;
    switch ((unsigned)cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH: paragraph(out, node, enter); break;
    case CMARK_NODE_HEADING:   if (enter) html_styled(out, "h2", FONT "font-size:20px;line-height:26px;margin:0 0 10px;"); else html(out, "</h2>\n"); break;
    case CMARK_NODE_LIST:      list(out, node, enter); break;
    case CMARK_NODE_ITEM:      if (enter) html_styled(out, "li", "margin:0;padding:10px 0;border-top:1px solid #d3dadd;"); else html(out, "</li>\n"); break;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:      html(out, "%s", cmark_node_get_literal(node)); break;
    case CMARK_NODE_SOFTBREAK: html(out, "\n"); break;
    case CMARK_NODE_LINEBREAK: html(out, "<br>\n"); break;
    case CMARK_NODE_EMPH:      if (enter) html(out, "<em>"); else html(out, "</em>"); break;
    case CMARK_NODE_STRONG:    if (enter) html(out, "<strong>"); else html(out, "</strong>"); break;
    case CMARK_NODE_LINK:      link_(out, node, enter); break;
    default: break;            /* raw HTML, pictures and rules have no place in a letter */
    }
}

void html_markdown_letter(Out *out, const char *markdown) { walk(markdown, write_page, out); }

/* ---- as text ---- */

static void write_plain(void *writer, cmark_node *node, bool enter)
{
    Draft *draft = writer;
    switch ((unsigned)cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH: if (!enter) draft_add(draft, in_item(node) ? "\n" : "\n\n"); break;
    case CMARK_NODE_HEADING:   if (!enter) draft_add(draft, "\n\n"); break;
    case CMARK_NODE_LIST:      if (!enter) draft_add(draft, "\n"); break;
    case CMARK_NODE_ITEM:      if (enter) draft_add(draft, "- "); break;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:      draft_add(draft, "%s", cmark_node_get_literal(node)); break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK: draft_add(draft, "\n"); break;
    case CMARK_NODE_LINK:      if (!enter && html_link_is_safe(cmark_node_get_url(node))) draft_add(draft, ": %s", cmark_node_get_url(node)); break;
    default: break;
    }
}

const char *markdown_plain(Ctx *cx, const char *markdown)
{
    Draft draft = { .cx = cx };
    walk(markdown, write_plain, &draft);
    return draft_text(&draft);
}
