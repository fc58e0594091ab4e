/* The catalogue as an agenda: months, days, events with their time, place, places left and price. */
#include <string.h>
#include "rooms/programme/catalogue_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/booking/evaluation_results.h"

const Mine *mine_at(const Mine *mine, size_t count, int64_t event_id)
{
    for (size_t i = 0; i < count; i++) if (mine[i].event_id == event_id) return &mine[i];
    return NULL;
}

const char *mine_words(const Mine *mine)
{
    if (same(mine->state, "confirmed")) return "You are booked";
    if (same(mine->state, "waiting"))   return "You are on the waiting list";
    if (same(mine->state, "offered"))   return "A place is kept for you";
    if (same(mine->state, "requested")) return "You have asked for a place";
    return "You have asked for a place";
}

/* Nobody takes a free place while others wait for it. */
static bool is_full(const CatalogueEvent *event) { return event->taken >= event->places || event->waiting; }

static const char *not_open(Ctx *cx, const CatalogueEvent *event)
{
    if (event->booking_opens_at > cx->now) return text(cx, "Booking opens on %s", date_words(cx, date_of(cx, event->booking_opens_at)));
    return event->booking_closes_at && event->booking_closes_at <= cx->now ? "Booking has closed" : NULL;
}

const char *places_words(Ctx *cx, const CatalogueEvent *event)
{
    const char *why_not = not_open(cx, event);
    if (why_not) return why_not;
    if (!is_full(event)) return counted(cx, event->places - event->taken, "place left", "places left");
    return event->waiting ? text(cx, "Full, %ld waiting", event->waiting) : "Full";
}

void places_show(Out *out, const CatalogueEvent *event)
{
    const char *why_not = not_open(out->cx, event);
    if (why_not) html(out, "<span class=\"ly-places\">%s</span>", why_not);
    else ly_places(out, (LyPlaces){ .places = is_full(event) ? event->taken : event->places, .taken = event->taken, .waiting = event->waiting });
}

/* For those who read pages with a program: schema.org's words as microdata, since no script stands in a page. */
static void microdata(Out *out, const CatalogueEvent *event)
{
    Ctx *cx = out->cx;
    html(out, "<meta itemprop=\"startDate\" content=\"%s\"><meta itemprop=\"endDate\" content=\"%s\">", instant_iso(cx, event->starts_at), instant_iso(cx, event->ends_at));
    if (same(event->format, "online")) html(out, "<meta itemprop=\"eventAttendanceMode\" content=\"https://schema.org/OnlineEventAttendanceMode\">");
    else html(out, "<meta itemprop=\"eventAttendanceMode\" content=\"https://schema.org/%s\">", same(event->format, "both") ? "MixedEventAttendanceMode" : "OfflineEventAttendanceMode");
}

/* What people said of the course, on the scale of five; 0: nothing yet. */
static int64_t rating_of(const CataloguePage *page, int64_t course_id)
{
    size_t from = 0, to = page->rating_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const CourseRating *r = &page->ratings[middle];
        if (r->course_id == course_id) return scale_tenths(r->scale_sum, r->scale_answers);
        if (r->course_id < course_id) from = middle + 1;
        else to = middle;
    }
    return 0;
}

static void event_meta(Out *out, const CataloguePage *page, const CatalogueEvent *event)
{
    Ctx *cx = out->cx;
    const ThemeLabel *theme = catalogue_theme(&page->catalogue, event->theme_slugs);
    html(out, "<p class=\"ly-event__meta\"><span>");
    icon(out, ICON_CLOCK);
    int64_t until = event->session_count > 1 ? 0 : event->ends_at;
    html(out, "%s", until ? clock_range(cx, event->starts_at, until) : text(cx, "%s, %s", clock_words(cx, event->starts_at), counted(cx, event->session_count, "session", NULL)));
    html(out, "</span><span>");
    icon(out, same(event->format, "online") ? ICON_ONLINE : ICON_PLACE);
    html(out, "%s</span>", where_shown(cx, event->format, event->place));
    if (theme) ly_theme(out, theme->name, theme->colour);
    if (event->course_since >= page->catalogue.term_start) html(out, "<span>New this term</span>");
    int64_t rating = rating_of(page, event->course_id);
    if (rating) html(out, "<span>Rated %s of %d</span>", tenths_words(cx, rating), SCALE);
    if (catalogue_all_marks(&page->catalogue.points, event->course_id)) html(out, "<span>Meets all five marks</span>");
    html(out, "</p>");
}

void mine_show(Out *out, int64_t event_id, void *page_)
{
    const CataloguePage *page = page_;
    const Mine *mine = mine_at(page->mine, page->mine_count, event_id);
    if (mine) ly_status(out, same(mine->state, "confirmed") ? LY_GOOD : LY_INFO, mine_words(mine));
}

static void event_item(Out *out, CataloguePage *page, const CatalogueEvent *event)
{
    html(out, "<li class=\"ly-event\" itemscope itemtype=\"https://schema.org/EducationEvent\">\n<div><h4 class=\"ly-event__title\">"
              "<a class=\"govuk-link govuk-link--no-visited-state\" itemprop=\"url\" href=\"/events/%ld\"><span itemprop=\"name\">%s</span></a></h4>", event->id, event->title);
    microdata(out, event);
    event_meta(out, page, event);
    html(out, "</div>\n<div class=\"ly-event__side\">");
    part_gap(&page->part, event->id, mine_show, page);
    places_show(out, event);
    html(out, "<span class=\"ly-event__price\">%s</span></div>\n</li>\n", price_shown(out->cx, event, &page->pays));
}

static void day_begin(Out *out, const char *day)
{
    Ctx *cx = out->cx;
    const char *words = day_short(cx, day);   /* "Thu 28 Jan" */
    html(out, "<section class=\"ly-day\"><h3 class=\"ly-day__date\">%s <b>%ld</b><span class=\"govuk-visually-hidden\"> %s</span></h3><ul class=\"ly-day__list\">",
         text_copy(cx, words, 3), (long)(10 * (day[8] - '0') + day[9] - '0'), month_words(cx, day));
}

static void page_link(Out *out, const CataloguePage *page, const CatalogueEvent *key, bool later)
{
    CatalogueFilter filter = page->filter;
    filter.after_at  = later ? key->starts_at : 0, filter.after_id  = later ? key->id : 0;
    filter.before_at = later ? 0 : key->starts_at, filter.before_id = later ? 0 : key->id;
    if (later) html(out, "<div class=\"govuk-pagination__next\"><a class=\"govuk-link govuk-pagination__link\" rel=\"next\" href=\"");
    else html(out, "<div class=\"govuk-pagination__prev\"><a class=\"govuk-link govuk-pagination__link\" rel=\"prev\" href=\"");
    filter_address(out, "courses", &filter, VIEW_LIST);
    html(out, "\"><span class=\"govuk-pagination__link-title\">%s %s</span></a></div>", later ? "Later: after" : "Earlier: before", date_words(out->cx, key->starts_on));
}

void catalogue_agenda(Out *out, CataloguePage *page)
{
    const Catalogue *catalogue = &page->catalogue;
    const char *day = "";
    for (size_t i = 0; i < catalogue->event_count; i++) {
        const CatalogueEvent *event = &catalogue->events[i];
        bool new_day = !same(event->starts_on, day);
        if (new_day && *day) html(out, "</ul></section>\n");
        if (strncmp(event->starts_on, day, 7) != 0) html(out, "<h2 class=\"ly-month\">%s</h2>\n", month_words(out->cx, event->starts_on));
        if (new_day) day_begin(out, event->starts_on);
        event_item(out, page, event);
        day = event->starts_on;
    }
    if (*day) html(out, "</ul></section>\n");
    if (!catalogue->event_count || !(catalogue->earlier || catalogue->later)) return;
    html(out, "<nav class=\"govuk-pagination\" aria-label=\"Pages of the list\">");
    if (catalogue->earlier) page_link(out, page, &catalogue->events[0], false);
    if (catalogue->later) page_link(out, page, &catalogue->events[catalogue->event_count - 1], true);
    html(out, "</nav>\n");
}
