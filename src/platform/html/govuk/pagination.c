#include "platform/base/text.h"
#include "platform/html/govuk/parts.h"

static void arrow_previous(Out *out)
{
    html(out, "<svg class=\"govuk-pagination__icon govuk-pagination__icon--prev\" xmlns=\"http://www.w3.org/2000/svg\" height=\"13\" width=\"15\" aria-hidden=\"true\" "
              "focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\"m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984"
              "l4.2931-4.293-1.414-1.414z\"></path></svg>");
}

static void arrow_next(Out *out)
{
    html(out, "<svg class=\"govuk-pagination__icon govuk-pagination__icon--next\" xmlns=\"http://www.w3.org/2000/svg\" height=\"13\" width=\"15\" aria-hidden=\"true\" "
              "focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\"m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 "
              "6.7441-6.4062-6.7246-6.7266z\"></path></svg>");
}

static void link_put(Out *out, const PageLink *link, bool next, bool block)
{
    html(out, "<div class=\"govuk-pagination__%s\"><a class=\"govuk-link govuk-pagination__link\" href=\"%s\" rel=\"%s\"", next ? "next" : "prev", link->href,
         next ? "next" : "prev");
    put_attributes(out, link->attributes);
    html(out, ">");
    if (!next) arrow_previous(out);
    else if (block) arrow_next(out);
    html(out, "<span class=\"govuk-pagination__link-title%s\">", block && !link->label ? " govuk-pagination__link-title--decorated" : "");
    if (link->text) html(out, "%s", link->text);
    else html(out, "%s<span class=\"govuk-visually-hidden\"> page</span>", next ? "Next" : "Previous");
    html(out, "</span>");
    if (link->label && block) html(out, "<span class=\"govuk-visually-hidden\">:</span> <span class=\"govuk-pagination__link-label\">%s</span>", link->label);
    if (next && !block) arrow_next(out);
    html(out, "</a></div>\n");
}

static void number_put(Out *out, const PageNumber *item)
{
    html(out, "<li class=\"govuk-pagination__item%s%s\">", item->current ? " govuk-pagination__item--current" : "", item->ellipsis ? " govuk-pagination__item--ellipsis" : "");
    if (item->ellipsis) { html(out, "&ctdot;</li>"); return; }
    html(out, "<a class=\"govuk-link govuk-pagination__link\" href=\"%s\" aria-label=\"%s\"", item->href ? item->href : "",
         item->hidden ? item->hidden : text(out->cx, "Page %s", item->number));
    if (item->current) html(out, " aria-current=\"page\"");
    put_attributes(out, item->attributes);
    html(out, ">%s</a></li>", item->number);
}

void govuk_pagination(Out *out, Pagination pagination)
{
    bool block = !pagination.items && (pagination.next.href || pagination.previous.href);
    html(out, "<nav class=\"govuk-pagination%s%s%s\" aria-label=\"%s\"", block ? " govuk-pagination--block" : "", class_gap(pagination.classes),
         class_text(pagination.classes), pagination.landmark ? pagination.landmark : "Pagination");
    put_attributes(out, pagination.attributes);
    html(out, ">\n");
    if (pagination.previous.href) link_put(out, &pagination.previous, false, block);
    if (pagination.items) {
        html(out, "<ul class=\"govuk-pagination__list\">");
        for (size_t i = 0; i < pagination.count; i++) number_put(out, &pagination.items[i]);
        html(out, "</ul>");
    }
    if (pagination.next.href) link_put(out, &pagination.next, true, block);
    html(out, "</nav>\n");
}
