#include "platform/html/layout.h"

#include <string.h>

#include "platform/base/colour.h"
#include "platform/base/text.h"
#include "platform/html/asset.h"
#include "platform/html/govuk/govuk.h"
#include "platform/html/icon.h"
#include "platform/html/ly/ly.h"

static const NavEntry *navigation;
static size_t          navigation_count;
static Error        *(*navigation_waits)(Ctx *cx, NavWaits *waits);

void layout_navigation(const NavEntry *entries, size_t n)
{
    navigation = entries;
    navigation_count = n;
}

void layout_waits(Error *(*waits)(Ctx *cx, NavWaits *waits)) { navigation_waits = waits; }

static bool entry_shown(const Ctx *cx, const NavEntry *entry, Frame frame)
{
    if (entry->frame != frame || (entry->unless && cx->who && may(cx, entry->unless))) return false;
    return entry->needs == PUBLIC || (cx->who && (entry->needs == SIGNED_IN || may(cx, entry->needs)));
}

/* The next entry of a frame that this person sees, from *at on; NULL: no more. */
static const NavEntry *entry_next(const Ctx *cx, Frame frame, size_t *at)
{
    while (*at < navigation_count) {
        const NavEntry *entry = &navigation[(*at)++];
        if (entry_shown(cx, entry, frame)) return entry;
    }
    return NULL;
}

/* The key of the entry that is lit for a page: its own, or that of the entry which its tab lies behind. */
static const char *lit(const Ctx *cx, const char *current)
{
    size_t at = 0;
    for (const NavEntry *entry; current && (entry = entry_next(cx, FRAME_LOCAL, &at));)
        if (same(entry->key, current)) return entry->group;
    return current;
}

/* Where the office begins for this person: the first entry of the rail that they see; NULL for everybody else. */
static const char *office_home(const Ctx *cx)
{
    size_t at = 0;
    const NavEntry *entry = entry_next(cx, FRAME_OFFICE, &at);
    return entry ? entry->href : NULL;
}

/* Of what a form was shown again for: how much of it is wrong. */
static size_t mistakes(const Error *errors)
{
    size_t count = 0;
    for (const Error *error = errors; error; error = error->next) count += !error->further;
    return count;
}

/* ---- head ---- */

static void head(Out *out, const Request *rq, const Page *page)
{
    html(out, "<!DOCTYPE html>\n<html lang=\"en-GB\" class=\"govuk-template\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s%s – %s</title>\n",
         mistakes(rq->errors) ? "Error: " : "", page->title, out->cx->partnership->name);
    html(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\n<meta name=\"theme-color\" content=\"%s\">\n", brand_of(out->cx->partnership).band);
    if (page->description) html(out, "<meta name=\"description\" content=\"%s\">\n", page->description);
    if (page->alternate) html(out, "<link rel=\"alternate\" type=\"%s\" href=\"%s\">\n", page->alternate_type, page->alternate);
    html(out, "<link rel=\"icon\" href=\"%s\" type=\"image/svg+xml\">\n", asset("mark.svg"));
    html(out, "<link rel=\"stylesheet\" href=\"%s\">\n", asset("lyceum.css"));
    if (!brand_is_house(out->cx->partnership)) html(out, "<link rel=\"stylesheet\" href=\"%s\">\n", BRAND_SHEET);
    html(out, "</head>\n<body class=\"govuk-template__body\">\n");
    html(out, "<script src=\"%s\"></script>\n", asset("enhanced.js"));   /* first in the body, whose classes it sets before anything is drawn */
    govuk_skip_link(out, (BackLink){ .text = "Skip to main content", .href = "#main" });
}

/* ---- band ---- */

/* As high as the house's, and no wider than leaves room for the name. */
static void own_mark(Out *out, const OwnMark *mark)
{
    int64_t height = 40, width = mark->width * height / mark->height;
    if (width > 120) width = 120, height = mark->height * width / mark->width;
    html(out, "<img src=\"/mark/%ld\" alt=\"%s\" width=\"%ld\" height=\"%ld\">", mark->id, mark->words, width ? width : 1, height ? height : 1);
}

static void mark(Out *out)
{
    if (out->cx->partnership->mark.id) {
        own_mark(out, &out->cx->partnership->mark);
        return;
    }
    html(out, "<svg viewBox=\"0 0 40 40\" aria-hidden=\"true\" focusable=\"false\"><rect width=\"40\" height=\"40\" rx=\"9\" fill=\"#f4f1ea\"/>"
              "<g fill=\"none\" stroke-width=\"4.2\" stroke-linecap=\"round\">"
              "<path d=\"M6 11c8 0 9 8.5 17 8.5 5 0 7-1.5 11-1.5\" stroke=\"#0a5f73\"/>"
              "<path d=\"M6 29.5c7.5 0 9.5-7 17-9.2\" stroke=\"#e8a23a\"/><path d=\"M24 25.5c4 0 6-1 10-1\" stroke=\"#0d3b45\"/></g></svg>");
}

/* "Fleet and Wandle" in bold and "Learning Partnership" below it; a name that does not begin with the short one stands alone. */
static void brand(Out *out, const char *href)
{
    const Partnership *partnership = out->cx->partnership;
    bool split = !blank(partnership->short_name) && begins(partnership->name, partnership->short_name);
    const char *rest = split ? text_trim(out->cx, partnership->name + strlen(partnership->short_name)) : "";

    html(out, "<a class=\"ly-brand\" href=\"%s\">", href);
    mark(out);
    html(out, "<span><span class=\"ly-brand__name\">%s</span>", split ? partnership->short_name : partnership->name);
    if (*rest) html(out, "<span class=\"ly-brand__sub\">%s</span>", rest);
    html(out, "</span></a>");
}

static void account(Out *out, const Request *rq, Response *rs)
{
    const Who *who = out->cx->who;
    html(out, "<a class=\"ly-account\" href=\"/posts\"><b>%s</b><span>", who->name);
    if (who->post_id) html(out, "%s, %s", who->post, who->organisation);
    else html(out, "No current post");
    html(out, "</span><span class=\"govuk-visually-hidden\"> (change post)</span></a>");
    form_begin(out->cx, rq, rs, "/sign-out", false);
    html(out, "<button type=\"submit\" class=\"ly-linklike\">Sign out</button></form>");
}

static void band_end(Out *out, const Request *rq, Response *rs, const Page *page)
{
    html(out, "<div class=\"ly-band__end\">");
    if (page->frame == FRAME_OFFICE) html(out, "<a href=\"/\">View public site</a>");
    if (out->cx->who) account(out, rq, rs);
    else html(out, "<a href=\"/help\">Help</a><a class=\"ly-signin\" href=\"/sign-in\">Sign in</a>");
    html(out, "</div>");
}

static void find_box(Out *out, const Request *rq)
{
    size_t at = 0;
    const NavEntry *entry = entry_next(out->cx, FRAME_FIND, &at);
    if (!entry) return;
    html(out, "<form class=\"ly-search\" role=\"search\" action=\"%s\" method=\"get\"><label class=\"govuk-visually-hidden\" for=\"find\">%s</label>"
              "<input id=\"find\" name=\"q\" type=\"search\" maxlength=\"100\" placeholder=\"%s\" value=\"%s\"><button type=\"submit\">Find</button></form>",
         entry->href, entry->text, entry->text, same(rq->path, entry->href) ? query_value(rq, "q") : "");
}

static void band(Out *out, const Request *rq, Response *rs, const Page *page)
{
    bool office = page->frame == FRAME_OFFICE;
    html(out, "<header class=\"ly-band%s\">", page->frame == FRAME_TASK ? " ly-band--tight" : "");
    if (!office) html(out, "<div class=\"govuk-width-container\">");
    html(out, "<div class=\"ly-band__in\">");
    brand(out, office && office_home(out->cx) ? office_home(out->cx) : "/");
    if (office) find_box(out, rq);
    band_end(out, rq, rs, page);
    html(out, "</div>");
    if (!office) html(out, "</div>");
    html(out, "</header>\n");
}

/* ---- navigation ---- */

/* A section's own page is the current page; a page inside it only lights the section. */
static const char *current_kind(const Request *rq, const NavEntry *entry) { return same(entry->href, rq->path) ? "page" : "true"; }

static void service_navigation(Out *out, const Request *rq, const Page *page)
{
    html(out, "<div class=\"govuk-service-navigation\" data-module=\"govuk-service-navigation\"><div class=\"govuk-width-container\">"
              "<div class=\"govuk-service-navigation__container\"><nav aria-label=\"Menu\" class=\"govuk-service-navigation__wrapper\">"
              "<button type=\"button\" class=\"govuk-service-navigation__toggle govuk-js-service-navigation-toggle\" aria-controls=\"navigation\" hidden "
              "aria-hidden=\"true\">Menu</button><ul class=\"govuk-service-navigation__list\" id=\"navigation\">\n");
    const char *current = lit(out->cx, page->current);
    size_t at = 0;
    for (const NavEntry *entry; (entry = entry_next(out->cx, FRAME_PUBLIC, &at));) {
        if (current && same(entry->key, current))
            html(out, "<li class=\"govuk-service-navigation__item govuk-service-navigation__item--active\"><a class=\"govuk-service-navigation__link\" href=\"%s\" "
                      "aria-current=\"%s\"><strong class=\"govuk-service-navigation__active-fallback\">%s</strong></a></li>\n",
                 entry->href, current_kind(rq, entry), entry->text);
        else
            html(out, "<li class=\"govuk-service-navigation__item\"><a class=\"govuk-service-navigation__link\" href=\"%s\">%s</a></li>\n", entry->href, entry->text);
    }
    const char *office = office_home(out->cx);
    if (office)
        html(out, "<li class=\"govuk-service-navigation__item govuk-service-navigation__item--end\"><a class=\"govuk-service-navigation__link\" href=\"%s\">Office</a></li>\n",
             office);
    html(out, "</ul></nav></div></div></div>\n");
}

void page_tabs(Out *out, const char *current)
{
    const char *section = lit(out->cx, current), *label = "";
    LyTab *tabs = array(out->cx, LyTab, navigation_count + 1);
    size_t n = 0, at = 0;
    for (const NavEntry *entry; (entry = entry_next(out->cx, FRAME_PUBLIC, &at));)
        if (same(entry->key, section)) label = entry->text;
    at = 0;
    for (const NavEntry *entry; (entry = entry_next(out->cx, FRAME_LOCAL, &at));)
        if (same(entry->group, section)) tabs[n++] = (LyTab){ entry->text, entry->href, 0, same(entry->key, current) };
    if (n) ly_tabs(out, label, tabs, n);
}

static void rail_pip(Out *out, const NavWaits *waits, const NavEntry *entry)
{
    for (size_t i = 0; i < waits->count; i++)
        if (waits->list[i].count && same(waits->list[i].key, entry->key))
            html(out, "<span class=\"ly-pip\">%ld<span class=\"govuk-visually-hidden\"> %s</span></span>", waits->list[i].count, waits->list[i].words);
}

static void rail(Out *out, const Request *rq, const Page *page)
{
    bool open = false;
    size_t at = 0;
    NavWaits waits = {0};
    if (navigation_waits && navigation_waits(out->cx, &waits)) out->broken = "what waits behind the rail cannot be read";
    html(out, "<nav class=\"ly-rail\" aria-label=\"Office\"><details><summary>Menu</summary>\n");
    for (const NavEntry *entry, *before = NULL; (entry = entry_next(out->cx, FRAME_OFFICE, &at)); before = entry) {
        bool heads = entry->group && !(before && before->group && same(entry->group, before->group));
        if (open && heads) html(out, "</ul>\n");
        if (heads) html(out, "<h2>%s</h2>", entry->group);
        if (heads || !open) html(out, "<ul>");
        open = true;
        if (page->current && same(entry->key, page->current)) html(out, "<li><a href=\"%s\" aria-current=\"%s\">%s", entry->href, current_kind(rq, entry), entry->text);
        else html(out, "<li><a href=\"%s\">%s", entry->href, entry->text);
        rail_pip(out, &waits, entry);
        html(out, "</a></li>");
    }
    if (open) html(out, "</ul>\n");
    html(out, "<ul class=\"ly-rail__public\"><li><a href=\"/\">View public site</a></li></ul></details></nav>\n");   /* on a phone, where the band has no room for it */
}

/* ---- above the page's own content ---- */

static void way_back(Out *out, const Page *page)
{
    if (page->back) {
        html(out, "<nav aria-label=\"Back\">");
        govuk_back_link(out, (BackLink){ .href = page->back });
        html(out, "</nav>\n");
        return;
    }
    if (!page->crumb_count) return;
    Anchor *items = array(out->cx, Anchor, page->crumb_count);
    for (size_t i = 0; i < page->crumb_count; i++) items[i] = (Anchor){ page->crumbs[i].text, page->crumbs[i].href, NULL };
    govuk_breadcrumbs(out, (Breadcrumbs){ .items = items, .count = page->crumb_count,
                                          .classes = page->frame == FRAME_OFFICE ? "govuk-!-margin-top-0 govuk-!-margin-bottom-2" : NULL });
}

static void flash(Out *out, const char *what)
{
    html(out, "<div class=\"ly-note ly-note--good\" role=\"status\">");
    icon(out, ICON_TICK);
    html(out, "<p>%s</p></div>\n", what);
}

static void error_summary(Out *out, const Error *errors)
{
    size_t count = mistakes(errors), n = 0;
    Anchor *links = array(out->cx, Anchor, count);
    for (const Error *error = errors; error; error = error->next)
        if (!error->further) links[n++] = (Anchor){ error->say, error->field ? text(out->cx, "#%s", error->field) : NULL, NULL };
    govuk_error_summary(out, (ErrorSummary){ .errors = links, .count = count });
}

static void reports(Out *out, const Request *rq)
{
    if (mistakes(rq->errors)) error_summary(out, rq->errors);
    else if (!blank(rq->flash)) flash(out, rq->flash);
}

static void main_begin(Out *out, const Request *rq, const Page *page)
{
    if (page->frame == FRAME_OFFICE) {
        html(out, "<main class=\"ly-page\" id=\"main\">\n");
        way_back(out, page);
        reports(out, rq);
        return;
    }
    if (page->bleed) {
        html(out, "<main id=\"main\">\n");
        if (!mistakes(rq->errors) && blank(rq->flash)) return;
        html(out, "<div class=\"govuk-width-container ly-above\">");
        reports(out, rq);
        html(out, "</div>\n");
        return;
    }
    html(out, "<div class=\"govuk-width-container\">\n");
    way_back(out, page);
    html(out, "<main class=\"govuk-main-wrapper%s\" id=\"main\">\n", page->wide ? "" : " ly-read");
    reports(out, rq);
}

Out *page_begin(Ctx *cx, const Request *rq, Response *rs, Page page)
{
    Out *out = &rs->out;
    html_begin(out, cx);
    Page *frame = new(cx, Page);
    *frame = page;
    out->frame = frame;

    head(out, rq, frame);
    if (page.frame == FRAME_OFFICE) html(out, "<div class=\"ly-office\">\n");
    band(out, rq, rs, frame);
    if (page.frame == FRAME_PUBLIC) service_navigation(out, rq, frame);
    if (page.frame == FRAME_OFFICE) rail(out, rq, frame);
    main_begin(out, rq, frame);
    return out;
}

/* ---- foot ---- */

static void foot(Out *out)
{
    const Partnership *partnership = out->cx->partnership;
    html(out, "<footer class=\"govuk-footer\"><div class=\"govuk-width-container\"><div class=\"govuk-footer__meta\">"
              "<div class=\"govuk-footer__meta-item govuk-footer__meta-item--grow\">");
    bool open = false;
    size_t at = 0;
    for (const NavEntry *entry; (entry = entry_next(out->cx, FRAME_FOOT, &at)); open = true) {
        if (!open) html(out, "<h2 class=\"govuk-visually-hidden\">Support links</h2><ul class=\"govuk-footer__inline-list\">\n");
        html(out, "<li class=\"govuk-footer__inline-list-item\"><a class=\"govuk-footer__link\" href=\"%s\">%s</a></li>\n", entry->href, entry->text);
    }
    if (open) html(out, "</ul>");
    html(out, "<div class=\"govuk-footer__meta-custom\">");
    if (!blank(partnership->short_name) && !blank(partnership->council))
        html(out, "The schools of %s, with %s and partners. ", partnership->short_name, partnership->council);
    if (!blank(partnership->email)) html(out, "Write to <a class=\"govuk-footer__link\" href=\"mailto:%s\">%s</a>. ", partnership->email, partnership->email);
    if (!blank(partnership->telephone)) html(out, "Telephone %s.", partnership->telephone);
    html(out, "</div></div></div></div></footer>\n");
}

void page_end(Response *rs)
{
    Out *out = &rs->out;
    const Page *page = out->frame;
    html(out, "</main>\n");
    if (page->frame == FRAME_OFFICE || !page->bleed) html(out, "</div>\n");
    if (page->frame != FRAME_OFFICE) foot(out);
    html(out, "<script type=\"module\" src=\"%s\"></script>\n</body>\n</html>\n", asset("lyceum.js"));
}
