/* One partnership's colours, from the four that it chose: the rest are lighter and darker ones of the same. */
#include "platform/base/colour.h"
#include "platform/base/text.h"
#include "platform/html/layout.h"

static void property(Draft *sheet, const char *name, const char *colour) { draft_add(sheet, "%s:%s;", name, colour); }

const char *brand_sheet(Ctx *cx)
{
    static const char white[] = "#ffffff", black[] = "#000000";
    const Brand brand = brand_of(cx->partnership);
    Draft sheet = { .cx = cx };
    draft_add(&sheet, ":root{");
    property(&sheet, "--ly-river", brand.band);
    property(&sheet, "--ly-river-soft", colour_mix(cx, brand.band, white, 14));
    property(&sheet, "--ly-art-1", colour_mix(cx, brand.link, white, 10));
    property(&sheet, "--ly-art-2", colour_mix(cx, brand.link, white, 40));
    property(&sheet, "--ly-mist", colour_mix(cx, brand.band, white, 91));
    property(&sheet, "--ly-teal", brand.link);
    property(&sheet, "--ly-leaf", brand.button);
    property(&sheet, "--ly-leaf-dark", colour_mix(cx, brand.button, black, 36));
    property(&sheet, "--ly-marigold", brand.accent);
    property(&sheet, "--govuk-brand-colour", brand.band);
    property(&sheet, "--govuk-link-colour", brand.link);
    property(&sheet, "--govuk-link-hover-colour", colour_mix(cx, brand.link, black, 36));
    draft_add(&sheet, "}\n");
    return draft_text(&sheet);
}
