/* A search that found nothing as it was typed: what was taken instead, or why the list is empty and the ways on. */
#include "rooms/programme/catalogue_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

static CatalogueFilter first_page(const CataloguePage *page)
{
    CatalogueFilter filter = page->filter;
    filter.after_id = filter.before_id = 0;
    return filter;
}

static void link_to(Out *out, const CataloguePage *page, const CatalogueFilter *filter, const char *class, const char *words)
{
    html(out, "<a class=\"%s\" href=\"", class);
    filter_address(out, "courses", filter, page->view);
    html(out, "\">%s</a>", words);
}

void catalogue_forgiven(Out *out, const CataloguePage *page)
{
    CatalogueFilter itself = first_page(page);
    if (!page->typed) return;
    itself.typed = page->typed, itself.exact = true;
    ly_note_begin(out, LY_INFO);
    html(out, "Shown for <strong>%s</strong>. ", page->filter.typed);
    link_to(out, page, &itself, "govuk-link", text(out->cx, "Search for “%s” itself", page->typed));
    ly_note_end(out);
}

static void title_put(Out *out, const CataloguePage *page)
{
    if (*page->filter.typed) html(out, "<h2>No event to come matches “%s”</h2>", page->filter.typed);
    else html(out, "<h2>No event to come matches all of these filters</h2>");
}

static void why_put(Out *out, const CataloguePage *page)
{
    Ctx *cx = out->cx;
    const SearchForgiven *f = &page->forgiven;
    bool more = f->alone_count || page->dateless_count || (f->better && page->filter.exact);
    html(out, "<p>");
    if (page->catalogue.counts.all && !page->catalogue.counts.chosen)
        html(out, "Without the filters there %s.", page->catalogue.counts.all == 1 ? "is one event" : text(cx, "are %ld", page->catalogue.counts.all));
    else if (f->alone_count && !page->dateless_count) html(out, "No event has all of these words. Try one at a time.");
    else if (!more) html(out, "Try fewer or other words, or look through the whole programme.");
    for (size_t i = 0; i < page->dateless_count; i++)
        html(out, "%s<a class=\"govuk-link\" href=\"/courses/%ld\">%s</a>%s", i ? ", " : "No date is planned at the moment for ", page->dateless[i].id, page->dateless[i].title,
             i + 1 == page->dateless_count ? "." : "");
    html(out, "</p>");
}

static void search_for(Out *out, const CataloguePage *page, const char *words, bool first)
{
    CatalogueFilter other = first_page(page);
    other.typed = words, other.exact = false;
    link_to(out, page, &other, first ? "govuk-button" : "govuk-button govuk-button--secondary", text(out->cx, "Search for “%s”", words));
    html(out, " ");
}

static void ways_on(Out *out, const CataloguePage *page)
{
    static const char secondary[] = "govuk-button govuk-button--secondary";
    Ctx *cx = out->cx;
    const SearchForgiven *f = &page->forgiven;
    html(out, "<p class=\"ly-buttons\">");
    if (f->better && page->filter.exact) search_for(out, page, f->better, true);
    for (size_t i = 0; i < f->alone_count && !page->dateless_count; i++) search_for(out, page, f->alone[i], false);
    if (*page->filter.month) {
        CatalogueFilter after = first_page(page);
        after.month = text_copy(cx, date_add_days(cx, text(cx, "%s-28", after.month), 5), 7);
        link_to(out, page, &after, secondary, text(cx, "Look in %s", month_words(cx, text(cx, "%s-01", after.month))));
        html(out, " ");
    }
    html(out, "<a class=\"%s\" href=\"/courses\">See the whole programme</a></p>", secondary);
}

void catalogue_empty(Out *out, const CataloguePage *page)
{
    const CatalogueFilter *f = &page->filter;
    html(out, "<div class=\"ly-empty\">");
    if (!page->catalogue.counts.all && !*f->typed && !*f->month) {
        html(out, "<h2>Nothing is planned yet</h2><p>When the partnership publishes an event, it appears here.</p></div>\n");
        return;
    }
    title_put(out, page);
    why_put(out, page);
    ways_on(out, page);
    html(out, "</div>\n");
}
