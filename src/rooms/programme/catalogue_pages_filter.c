/* The filter of the catalogue: read from an address, written into one, shown as boxes with counts and as chips to take off. */
#include <string.h>
#include "rooms/programme/catalogue_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/http/parse.h"

enum { THEMES_CHOSEN_MOST = 10, POINTS_CHOSEN_MOST = 20, TYPED_MOST = 200 };

/* ---- read ---- */

static bool slug_valid(const char *slug)
{
    size_t n = strlen(slug);
    return n && n <= 40 && strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static bool month_valid(Ctx *cx, const char *month)
{
    return strlen(month) == 7 && date_valid(text(cx, "%s-01", month));
}

static void label_read(const CourseLabel *labels, size_t count, const char *slug, int64_t *bits)
{
    const CourseLabel *label = course_label(labels, count, slug);
    if (label) *bits |= (int64_t)1 << (label - labels);
}

/* "1801234567-987": the instant and the id of an event, as a page's end says them. */
static void key_read(Ctx *cx, const char *typed, int64_t *at, int64_t *id)
{
    const char *dash = strchr(typed, '-');
    int64_t first, second;
    if (!dash || !number_parse(text_copy(cx, typed, (size_t)(dash - typed)), 1, INT64_MAX, &first) || !number_parse(dash + 1, 1, INT64_MAX, &second)) return;
    *at = first, *id = second;
}

static void filter_of_pairs(Ctx *cx, const Pair *pairs, size_t count, CatalogueFilter *filter)
{
    Draft themes = { .cx = cx }, points = { .cx = cx };
    size_t theme_count = 0, point_count = 0;
    int64_t id;
    *filter = (CatalogueFilter){ .typed = "", .question = "", .theme_slugs = "", .month = "" };
    for (size_t i = 0; i < count; i++) {
        const char *name = pairs[i].name, *value = pairs[i].value;
        if (same(name, "q") && strlen(value) <= TYPED_MOST)       filter->typed = text_trim(cx, value);
        else if (same(name, "for"))                               label_read(course_audiences, course_audience_count, value, &filter->audience_bits);
        else if (same(name, "phase"))                             label_read(course_phases, course_phase_count, value, &filter->phase_bits);
        else if (same(name, "where"))                             filter->in_person |= same(value, "in-person"), filter->online |= same(value, "online");
        else if (same(name, "show"))                              filter->with_places |= same(value, "places"), filter->new_this_term |= same(value, "new"),
                                                                  filter->free_to_members |= same(value, "free"), filter->all_marks |= same(value, "marks");
        else if ((same(name, "standard") || begins(name, "standard-")) && number_parse(value, 1, INT64_MAX, &id) && point_count++ < POINTS_CHOSEN_MOST) draft_add(&points, "%s%ld ", point_count == 1 ? " " : "", (long)id);
        else if (same(name, "month") && month_valid(cx, value))   filter->month = value;
        else if (same(name, "exact"))                             filter->exact = true;
        else if (same(name, "after"))                             key_read(cx, value, &filter->after_at, &filter->after_id);
        else if (same(name, "before"))                            key_read(cx, value, &filter->before_at, &filter->before_id);
        else if (same(name, "theme") && slug_valid(value) && theme_count++ < THEMES_CHOSEN_MOST) draft_add(&themes, "%s%s ", theme_count == 1 ? " " : "", value);
    }
    filter->theme_slugs = draft_text(&themes), filter->points = draft_text(&points);
    filter->question = search_question(cx, filter->typed);
    if (filter->after_id) filter->before_at = filter->before_id = 0;
}

void filter_read(Ctx *cx, const Request *rq, CatalogueFilter *filter) { filter_of_pairs(cx, rq->query, rq->query_count, filter); }

Error *filter_of_query(Ctx *cx, const char *query, CatalogueFilter *filter)
{
    const Pair *pairs;
    size_t count;
    TRY(urlencoded_parse(cx, query, strlen(query), &pairs, &count));
    filter_of_pairs(cx, pairs, count, filter);
    return OK;
}

/* ---- write ---- */

enum { PAIRS_MOST = 64 };

typedef struct { Pair pairs[PAIRS_MOST]; size_t count; } Pairs;

static void pair_add(Pairs *to, const char *name, const char *value)
{
    if (to->count < PAIRS_MOST) to->pairs[to->count++] = (Pair){ name, value };
}

static void labels_add(Pairs *to, const char *name, const CourseLabel *labels, size_t count, int64_t bits)
{
    for (size_t i = 0; i < count; i++) if (bits >> i & 1) pair_add(to, name, labels[i].slug);
}

/* What is asked for; which page of it is not. */
static void filter_pairs(Ctx *cx, const CatalogueFilter *filter, Pairs *to)
{
    if (*filter->typed) pair_add(to, "q", filter->typed);
    labels_add(to, "for", course_audiences, course_audience_count, filter->audience_bits);
    labels_add(to, "phase", course_phases, course_phase_count, filter->phase_bits);
    for (const char *at = filter->theme_slugs; *at && at[1]; at += 1 + strcspn(at + 1, " "))
        pair_add(to, "theme", text_copy(cx, at + 1, strcspn(at + 1, " ")));
    if (filter->in_person)       pair_add(to, "where", "in-person");
    if (filter->online)          pair_add(to, "where", "online");
    if (filter->with_places)     pair_add(to, "show", "places");
    if (filter->new_this_term)   pair_add(to, "show", "new");
    if (filter->free_to_members) pair_add(to, "show", "free");
    if (filter->all_marks)       pair_add(to, "show", "marks");
    for (const char *at = filter->points ? filter->points : ""; *at && at[1]; at += 1 + strcspn(at + 1, " ")) pair_add(to, "standard", text_copy(cx, at + 1, strcspn(at + 1, " ")));
    if (*filter->month)          pair_add(to, "month", filter->month);
    if (filter->exact)           pair_add(to, "exact", "1");
}

static void pairs_write(Out *out, const Pairs *all)
{
    for (size_t i = 0; i < all->count; i++) {
        if (i) html(out, "&amp;%s=%s", all->pairs[i].name, all->pairs[i].value);
        else html(out, "?%s=%s", all->pairs[i].name, all->pairs[i].value);
    }
}

void filter_address(Out *out, const char *path, const CatalogueFilter *filter, CatalogueView view)
{
    Pairs all = {0};
    filter_pairs(out->cx, filter, &all);
    if (filter->after_id)      pair_add(&all, "after", text(out->cx, "%ld-%ld", filter->after_at, filter->after_id));
    if (filter->before_id)     pair_add(&all, "before", text(out->cx, "%ld-%ld", filter->before_at, filter->before_id));
    if (view == VIEW_CALENDAR) pair_add(&all, "view", "calendar");
    html(out, "/%s", path);
    pairs_write(out, &all);
}

const char *filter_query(Ctx *cx, const CatalogueFilter *filter)
{
    Pairs all = {0};
    Draft query = { .cx = cx };
    filter_pairs(cx, filter, &all);
    for (size_t i = 0; i < all.count; i++) draft_add(&query, "%s%s=%s", i ? "&" : "", all.pairs[i].name, text_url(cx, all.pairs[i].value));
    return draft_text(&query);
}

/* ---- in words ---- */

static bool theme_chosen(Ctx *cx, const CatalogueFilter *filter, const char *slug)
{
    return *filter->theme_slugs && strstr(filter->theme_slugs, text(cx, " %s ", slug));
}

static void word_add(Draft *words, const char *word) { draft_add(words, "%s%s", words->length ? ", " : "", word); }

static void labels_say(Draft *words, const CourseLabel *labels, size_t count, int64_t bits)
{
    for (size_t i = 0; i < count; i++) if (bits >> i & 1) word_add(words, labels[i].name);
}

const char *filter_words(Ctx *cx, const CatalogueFilter *filter, const ThemeLabel *themes, size_t theme_count)
{
    Draft words = { .cx = cx };
    if (*filter->typed) word_add(&words, filter->typed);
    labels_say(&words, course_audiences, course_audience_count, filter->audience_bits);
    for (size_t t = 0; t < theme_count; t++) if (theme_chosen(cx, filter, themes[t].slug)) word_add(&words, themes[t].name);
    labels_say(&words, course_phases, course_phase_count, filter->phase_bits);
    if (filter->in_person)       word_add(&words, "In person");
    if (filter->online)          word_add(&words, "Online");
    if (filter->with_places)     word_add(&words, "With places left");
    if (filter->new_this_term)   word_add(&words, "New this term");
    if (filter->free_to_members) word_add(&words, "Free for members");
    if (filter->all_marks)       word_add(&words, "Meets all five marks");
    if (filter->points && *filter->points) word_add(&words, "By standard");
    if (*filter->month)          word_add(&words, text(cx, "From %s", month_words(cx, text(cx, "%s-01", filter->month))));
    return words.length ? draft_text(&words) : "The whole programme";
}

/* ---- boxes with counts ---- */

/* A box that would find nothing is left out, unless it is chosen. */
static void labels_facet(Out *out, const char *legend, const char *name, const CourseLabel *labels, size_t count, const int64_t *counts, int64_t chosen)
{
    LyFacet facets[16];
    size_t n = 0;
    for (size_t i = 0; i < count && n < COUNT(facets); i++) {
        bool checked = chosen >> i & 1;
        if (counts[i] || checked) facets[n++] = (LyFacet){ labels[i].slug, labels[i].name, counts[i], checked };
    }
    ly_facet(out, legend, name, facets, n);
}

static void themes_facet(Out *out, const CataloguePage *page)
{
    const Catalogue *catalogue = &page->catalogue;
    LyFacet facets[THEMES_MOST];
    size_t n = 0;
    for (size_t t = 0; t < catalogue->theme_count; t++) {
        const ThemeLabel *theme = &catalogue->themes[t];
        bool chosen = theme_chosen(out->cx, &page->filter, theme->slug);
        if (catalogue->counts.theme[t] || chosen) facets[n++] = (LyFacet){ theme->slug, theme->name, catalogue->counts.theme[t], chosen };
    }
    ly_facet(out, "Theme", "theme", facets, n);
}

int filters_chosen(const CatalogueFilter *f)
{
    int n = __builtin_popcountl((unsigned long)f->audience_bits) + __builtin_popcountl((unsigned long)f->phase_bits);
    n += f->in_person + f->online + f->with_places + f->new_this_term + f->free_to_members + f->all_marks;
    for (const char *at = f->points ? f->points : ""; *at && at[1]; at += 1 + strcspn(at + 1, " ")) n++;
    for (const char *at = f->theme_slugs; *at && at[1]; at += 1 + strcspn(at + 1, " ")) n++;
    return n;
}

void catalogue_facets(Out *out, const CataloguePage *page)
{
    const CatalogueFilter *f = &page->filter;
    const CatalogueCounts *counts = &page->catalogue.counts;
    ly_facets_begin(out, "/courses", "Narrow the list", filters_chosen(f));
    if (*f->typed) html(out, "<input type=\"hidden\" name=\"q\" value=\"%s\">", f->typed);
    if (*f->month) html(out, "<input type=\"hidden\" name=\"month\" value=\"%s\">", f->month);
    if (page->view == VIEW_CALENDAR) html(out, "<input type=\"hidden\" name=\"view\" value=\"calendar\">");
    labels_facet(out, "For", "for", course_audiences, course_audience_count, counts->audience, f->audience_bits);
    themes_facet(out, page);
    labels_facet(out, "Phase", "phase", course_phases, course_phase_count, counts->phase, f->phase_bits);
    ly_facet(out, "Where", "where", (LyFacet[]){ { "in-person", "In person", counts->in_person, f->in_person }, { "online", "Online", counts->online, f->online } }, 2);
    ly_facet(out, "Show only", "show", (LyFacet[]){ { "places", "With places left", counts->with_places, f->with_places },
        { "new", "New this term", counts->new_this_term, f->new_this_term }, { "free", "Free for members", counts->free_to_members, f->free_to_members },
        { "marks", "Meets all five marks", counts->all_marks, f->all_marks } }, counts->all_marks || f->all_marks ? 4 : 3);
    points_facets(out, page);
    ly_facets_end(out, "Update the list");
}

/* ---- chips: each is the list without its filter ---- */

static void chip(Out *out, const CataloguePage *page, const CatalogueFilter *without, const char *words)
{
    html(out, "<li><a href=\"");
    filter_address(out, "courses", without, page->view);
    html(out, "\"><span class=\"govuk-visually-hidden\">Remove: </span>%s ", words);
    icon(out, ICON_CROSS);
    html(out, "</a></li>");
}

static void label_chips(Out *out, const CataloguePage *page, const CatalogueFilter *f, const CourseLabel *labels, size_t count, int64_t bits, bool audience)
{
    for (size_t i = 0; i < count; i++) {
        int64_t bit = (int64_t)1 << i;
        if (!(bits & bit)) continue;
        CatalogueFilter without = *f;
        if (audience) without.audience_bits &= ~bit;
        else without.phase_bits &= ~bit;
        chip(out, page, &without, labels[i].name);
    }
}

static void theme_chips(Out *out, const CataloguePage *page, const CatalogueFilter *f)
{
    for (size_t t = 0; t < page->catalogue.theme_count; t++) {
        const ThemeLabel *theme = &page->catalogue.themes[t];
        if (!theme_chosen(out->cx, f, theme->slug)) continue;
        CatalogueFilter without = *f;
        const char *at = strstr(f->theme_slugs, text(out->cx, " %s ", theme->slug));
        const char *rest = at + 1 + strlen(theme->slug);
        without.theme_slugs = text(out->cx, "%.*s%s", (int)(at - f->theme_slugs), f->theme_slugs, rest[1] || at > f->theme_slugs ? rest : "");
        chip(out, page, &without, theme->name);
    }
}

static void point_chips(Out *out, const CataloguePage *page, const CatalogueFilter *f)
{
    size_t from = 0;
    for (const CataloguePoint *p; (p = point_chosen(out->cx, page, &from)); ) {
        CatalogueFilter without = *f;
        without.points = points_without(out->cx, f->points, p->id);
        chip(out, page, &without, text(out->cx, "%s: %s", p->framework, p->name));
    }
}

static void chips(Out *out, const CataloguePage *page)
{
    CatalogueFilter f = page->filter, without;
    f.after_id = f.before_id = 0;
    if (!filters_chosen(&f) && !*f.typed && !(*f.month && page->view == VIEW_LIST)) return;
    html(out, "<ul class=\"ly-chips ly-chips--on\">");
    if (*f.typed) without = f, without.typed = "", without.exact = false, chip(out, page, &without, text(out->cx, "“%s”", f.typed));
    label_chips(out, page, &f, course_audiences, course_audience_count, f.audience_bits, true);
    theme_chips(out, page, &f);
    label_chips(out, page, &f, course_phases, course_phase_count, f.phase_bits, false);
    if (f.in_person)     without = f, without.in_person = false,     chip(out, page, &without, "In person");
    if (f.online)        without = f, without.online = false,        chip(out, page, &without, "Online");
    if (f.with_places)   without = f, without.with_places = false,   chip(out, page, &without, "With places left");
    if (f.new_this_term) without = f, without.new_this_term = false, chip(out, page, &without, "New this term");
    if (f.free_to_members)   without = f, without.free_to_members = false,   chip(out, page, &without, "Free for members");
    if (f.all_marks)     without = f, without.all_marks = false,     chip(out, page, &without, "Meets all five marks");
    point_chips(out, page, &f);
    if (*f.month && page->view == VIEW_LIST)
        without = f, without.month = "", chip(out, page, &without, text(out->cx, "From %s", month_words(out->cx, text(out->cx, "%s-01", f.month))));
    html(out, "</ul>");
}

/* ---- the line above the list ---- */

static const char *found_words(Ctx *cx, const CataloguePage *page)
{
    const CatalogueCounts *counts = &page->catalogue.counts;
    if (counts->chosen == counts->all) return counted(cx, counts->all, "event", NULL);
    return text(cx, "%ld of %s", counts->chosen, counted(cx, counts->all, "event", NULL));
}

/* In the list that all signed in see alike; a stranger's has none. */
static void save_link(Out *out, const CatalogueFilter *whole)
{
    Pairs all = {0};
    filter_pairs(out->cx, whole, &all);
    html(out, " <a class=\"govuk-link\" href=\"/account/searches/new");
    pairs_write(out, &all);
    html(out, "\">Save this search</a>");
}

void catalogue_tools(Out *out, const CataloguePage *page)
{
    CatalogueFilter whole = page->filter;
    whole.after_id = whole.before_id = 0;
    html(out, "<div class=\"ly-tools\"><h2>%s</h2>", found_words(out->cx, page));
    chips(out, page);
    html(out, "<div class=\"ly-tools__end\"><a class=\"govuk-link\" href=\"");
    filter_address(out, "courses.ics", &whole, VIEW_LIST);
    html(out, "\">Add to my calendar</a> <a class=\"govuk-link\" href=\"");
    filter_address(out, "prospectus", &whole, VIEW_LIST);
    html(out, "\">Prospectus<span class=\"govuk-visually-hidden\"> of these events, to print</span></a> <a class=\"govuk-link\" href=\"");
    filter_address(out, "courses.xlsx", &whole, VIEW_LIST);
    html(out, "\">Excel<span class=\"govuk-visually-hidden\"> list of these events</span></a> <a class=\"govuk-link\" href=\"");
    filter_address(out, "courses.csv", &whole, VIEW_LIST);
    html(out, "\">CSV<span class=\"govuk-visually-hidden\"> list of these events</span></a>");
    if (out->cx->who) save_link(out, &whole);
    html(out, "<div class=\"ly-seg\">");
    if (page->view == VIEW_LIST) html(out, "<strong>List</strong>");
    html(out, "<a href=\"");
    filter_address(out, "courses", &whole, page->view == VIEW_LIST ? VIEW_CALENDAR : VIEW_LIST);
    if (page->view == VIEW_LIST) html(out, "\">Calendar</a></div></div></div>\n");
    else html(out, "\">List</a><strong>Calendar</strong></div></div></div>\n");
}
