/* The catalogue's filter by points of frameworks: boxes with counts, and chips to take off. */
#include <string.h>
#include "rooms/programme/catalogue_pages.h"
#include "platform/base/text.h"
#include "rooms/themes/framework.h"

enum { SHOWN_MOST = 60 };

static bool chosen(Ctx *cx, const CatalogueFilter *filter, int64_t id)
{
    return filter->points && *filter->points && strstr(filter->points, text(cx, " %ld ", (long)id));
}

/* A group for each framework that a course to come is tagged with; the marks stand together under "Show only". */
void points_facets(Out *out, const CataloguePage *page)
{
    Ctx *cx = out->cx;
    const CataloguePoints *points = &page->catalogue.points;
    LyFacet facets[SHOWN_MOST];
    for (size_t i = 0, n = 0; i < points->count; i++) {
        const CataloguePoint *p = &points->list[i];
        bool is = chosen(cx, &page->filter, p->id), last = i + 1 == points->count || points->list[i + 1].framework_id != p->framework_id;
        if (p->framework_id != FRAMEWORK_MARKS && n < SHOWN_MOST && (points->counts[i] || is))
            facets[n++] = (LyFacet){ text(cx, "%ld", (long)p->id), text(cx, "%s %s", p->code, p->name), points->counts[i], is };
        if (!last || !n) continue;
        ly_facet(out, p->framework, text(cx, "standard-%ld", (long)p->framework_id), facets, n);      /* a name each, so that its boxes have ids of their own */
        n = 0;
    }
}

const char *points_without(Ctx *cx, const char *points, int64_t id)
{
    const char *word = text(cx, " %ld ", (long)id), *at = strstr(points, word);
    if (!at) return points;
    const char *rest = at + strlen(word) - 1;
    return text(cx, "%.*s%s", (int)(at - points), points, rest[1] || at > points ? rest : "");
}

const CataloguePoint *point_chosen(Ctx *cx, const CataloguePage *page, size_t *from)
{
    const CataloguePoints *points = &page->catalogue.points;
    while (*from < points->count) {
        const CataloguePoint *p = &points->list[(*from)++];
        if (chosen(cx, &page->filter, p->id)) return p;
    }
    return NULL;
}
