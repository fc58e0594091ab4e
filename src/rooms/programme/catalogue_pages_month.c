/* The catalogue as a calendar: a month's weeks as a grid that becomes a list of days on a phone. */
#include <string.h>
#include "rooms/programme/catalogue_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

static void month_link(Out *out, const CataloguePage *page, const char *month, const char *rel)
{
    CatalogueFilter filter = page->filter;
    filter.month = text_copy(out->cx, month, 7);
    html(out, "<a class=\"govuk-link\" rel=\"%s\" href=\"", rel);
    filter_address(out, "courses", &filter, VIEW_CALENDAR);
    html(out, "\">%s</a>", month_words(out->cx, month));
}

/* Within a sentence: "9.30am, full, 5 waiting". */
static const char *lowered(Ctx *cx, const char *words)
{
    return *words >= 'A' && *words <= 'Z' ? text(cx, "%c%s", *words - 'A' + 'a', words + 1) : words;
}

/* Its events are in order of time, so each day takes the next few. */
static size_t day_cell(Out *out, const CataloguePage *page, const char *day, size_t at)
{
    const Catalogue *catalogue = &page->catalogue;
    Ctx *cx = out->cx;
    bool begun = false;
    html(out, "<td><span class=\"ly-calendar__day\"><span class=\"ly-calendar__weekday\">%s </span>%ld</span>",
         text_copy(cx, day_short(cx, day), 3), (long)(10 * (day[8] - '0') + day[9] - '0'));
    for (; at < catalogue->event_count && same(catalogue->events[at].starts_on, day); at++) {
        const CatalogueEvent *event = &catalogue->events[at];
        const ThemeLabel *theme = catalogue_theme(catalogue, event->theme_slugs);
        const Mine *mine = mine_at(page->mine, page->mine_count, event->id);
        if (!begun) html(out, "<ul>");
        begun = true;
        html(out, "<li class=\"ly-theme--%ld\"><a href=\"/events/%ld\">%s</a><span>%s, %s</span></li>", theme ? theme->colour : 6, event->id, event->title,
             clock_words(cx, event->starts_at), lowered(cx, mine ? mine_words(mine) : places_words(cx, event)));
    }
    if (begun) html(out, "</ul>");
    html(out, "</td>");
    return at;
}

static const char *first_of(Ctx *cx, const char *month) { return text(cx, "%.7s-01", month); }

void catalogue_month(Out *out, const CataloguePage *page)
{
    static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
    Ctx *cx = out->cx;
    const char *first = first_of(cx, page->filter.month), *next = first_of(cx, date_add_days(cx, first, 31));
    const char *before = first_of(cx, date_add_days(cx, first, -1));
    size_t at = 0;

    html(out, "<div class=\"ly-calendar__head\"><h2 class=\"ly-month\">%s</h2><p>", month_words(cx, first));
    if (strncmp(before, cx->today, 7) >= 0) month_link(out, page, before, "prev");
    month_link(out, page, next, "next");
    html(out, "</p></div>\n<table class=\"ly-calendar\"><caption class=\"govuk-visually-hidden\">Events in %s</caption><thead><tr>", month_words(cx, first));
    for (size_t i = 0; i < COUNT(weekdays); i++) html(out, "<th scope=\"col\">%s</th>", weekdays[i]);
    html(out, "</tr></thead><tbody>\n");
    for (const char *day = date_add_days(cx, first, -date_weekday(first)); strcmp(day, next) < 0; ) {
        html(out, "<tr>");
        for (int i = 0; i < 7; i++, day = date_add_days(cx, day, 1)) {
            if (strncmp(day, first, 7) != 0) html(out, "<td class=\"ly-calendar__other\"></td>");
            else at = day_cell(out, page, day, at);
        }
        html(out, "</tr>\n");
    }
    html(out, "</tbody></table>\n");
}
