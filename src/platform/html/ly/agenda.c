#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/ly/ly.h"

static bool same_start(const char *a, const char *b, size_t length) { return a && strncmp(a, b, length) == 0; }

static void day_begin(Out *out, const char *date)
{
    static const char *const weekdays[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    int64_t day = 1;
    number_parse(text_copy(out->cx, date + 8, 2), 1, 31, &day);
    html(out, "<section class=\"ly-day\"><h3 class=\"ly-day__date\">%s <b>%ld</b><span class=\"govuk-visually-hidden\"> %s</span></h3><ul class=\"ly-day__list\">\n",
         weekdays[date_weekday(date)], day, month_words(out->cx, date));
}

void ly_agenda_end(Out *out, LyAgenda *agenda)
{
    if (agenda->date) html(out, "</ul></section>\n");
    agenda->date = NULL;
}

static void fact(Out *out, Icon drawing, const char *words)
{
    if (blank(words)) return;
    html(out, "<span>");
    icon(out, drawing);
    html(out, "%s</span>", words);
}

void ly_agenda_event(Out *out, LyAgenda *agenda, LyEvent event)
{
    const char *before = agenda->date;
    if (!same_start(before, event.date, 10)) {
        ly_agenda_end(out, agenda);
        if (!same_start(before, event.date, 7)) html(out, "<h2 class=\"ly-month\">%s</h2>\n", month_words(out->cx, event.date));
        day_begin(out, event.date);
        agenda->date = event.date;
    }
    html(out, "<li class=\"ly-event\"><div><h4 class=\"ly-event__title\"><a class=\"govuk-link govuk-link--no-visited-state\" href=\"%s\">%s</a></h4>"
              "<p class=\"ly-event__meta\">", event.href, event.title);
    fact(out, ICON_CLOCK, event.when);
    fact(out, event.online ? ICON_ONLINE : ICON_PLACE, event.where);
    if (!blank(event.theme)) ly_theme(out, event.theme, event.theme_colour);
    if (!blank(event.note)) html(out, "<span>%s</span>", event.note);
    html(out, "</p></div><div class=\"ly-event__side\">");
    if (event.status) ly_status(out, event.meaning, event.status);
    else ly_places(out, event.places);
    if (!blank(event.price)) html(out, "<span class=\"ly-event__price\">%s</span>", event.price);
    html(out, "</div></li>\n");
}
