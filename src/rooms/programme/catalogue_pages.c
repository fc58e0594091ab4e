/* The front page of the partnership: its programme, to search, to narrow, as a list or a calendar. */
#include "rooms/programme/catalogue_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

static const Column mine_row[] = { COLUMN(Mine, event_id), COLUMN(Mine, registration_id), COLUMN(Mine, state) };

/* What is mine among what is to come, and whether my organisation is a member: one question of a signed-in page. */
SQL(mine_to_come, "SELECT event_id, id AS registration_id, state FROM registration WHERE person_id = $1 AND state IN ('requested', 'waiting', 'offered', 'confirmed')"
                  " UNION ALL SELECT 0, 0, 'member' FROM membership WHERE organisation_id = $2 AND starts_on <= $3 AND (ends_on IS NULL OR ends_on >= $3)");

static Error *page_load(Ctx *cx, CataloguePage *page)
{
    Arg who[3];
    size_t questions = 0;
    Query mine = { .sql = &mine_to_come, .columns = mine_row, .column_count = COUNT(mine_row), .out = &page->mine, .row_size = sizeof *page->mine,
                   .count = &page->mine_count, .args = who, .arg_count = 3 };
    if (cx->who) {
        who[0] = INT(cx->who->id), who[1] = INT(cx->who->organisation_id), who[2] = STR(cx->today);
        questions = 1;
    }
    TRY((page->view == VIEW_CALENDAR ? catalogue_month_of : catalogue_page_of)(cx, &page->filter, &page->catalogue, &mine, questions));
    page->member = mine_at(page->mine, page->mine_count, 0) != NULL;
    if (!page->catalogue.event_count && *page->filter.question) TRY(catalogue_likely_word(cx, page->filter.question, &page->words));
    return OK;
}

void catalogue_hero(Out *out, const CataloguePage *page)
{
    const Partnership *partnership = out->cx->partnership;
    html(out, "<div class=\"ly-hero\"><svg class=\"ly-hero__art\" viewBox=\"0 0 620 300\" preserveAspectRatio=\"xMaxYMid slice\" aria-hidden=\"true\" focusable=\"false\">"
              "<g fill=\"none\" stroke-linecap=\"round\"><path d=\"M120 -20 C 240 40, 250 150, 380 158 S 560 120, 660 150\" class=\"ly-art-1\" stroke-width=\"34\"/>"
              "<path d=\"M40 330 C 180 320, 240 200, 370 176 S 560 190, 660 176\" class=\"ly-art-2\" stroke-width=\"17\"/>"
              "<path d=\"M200 -20 C 290 60, 310 130, 400 140 S 560 100, 660 122\" class=\"ly-art-3\" stroke-width=\"5\"/>"
              "<path d=\"M120 340 C 240 310, 280 220, 390 200 S 560 214, 660 204\" class=\"ly-art-3\" stroke-width=\"5\"/></g></svg>\n"
              "<div class=\"govuk-width-container\"><div class=\"ly-hero__in\"><h1>Courses, networks and visits for every school in %s</h1>",
         partnership->short_name);
    html(out, "<p>Planned by the schools of %s and their council. Open to teachers, teaching assistants, governors and office staff, and to neighbouring boroughs.</p>\n",
         partnership->short_name);
    html(out, "<form class=\"ly-search\" role=\"search\" action=\"/courses\"><label class=\"govuk-visually-hidden\" for=\"q\">Search the programme</label>"
              "<input id=\"q\" name=\"q\" type=\"search\" maxlength=\"200\" placeholder=\"Try phonics, first aid or new governor\" value=\"%s\"><button type=\"submit\">Search</button></form>\n",
         page->filter.typed);
    html(out, "<ul class=\"ly-chips\"><li><a href=\"/courses?for=governors\">For governors</a></li><li><a href=\"/courses?show=new\">New this term</a></li>"
              "<li><a href=\"/courses?show=free\">Free to all</a></li><li><a href=\"/courses?where=online\">Online</a></li></ul></div></div></div>\n");
}

/* Why the list is empty, and three ways on: the likely word, the month after, the whole programme. */
void catalogue_empty(Out *out, const CataloguePage *page)
{
    Ctx *cx = out->cx;
    const CatalogueFilter *f = &page->filter;
    CatalogueFilter other = *f;
    other.after_id = other.before_id = 0;
    html(out, "<div class=\"ly-empty\">");
    if (!page->catalogue.counts.all && !*f->typed && !*f->month) {
        html(out, "<h2>Nothing is planned yet</h2><p>When the partnership publishes an event, it appears here.</p></div>\n");
        return;
    }
    if (*f->typed) html(out, "<h2>No event to come matches “%s”</h2>", f->typed);
    else html(out, "<h2>No event to come matches all of these filters</h2>");
    html(out, "<p>%s</p><p class=\"ly-buttons\">", page->catalogue.counts.all && !page->catalogue.counts.chosen
                ? text(cx, "Without the filters there %s.", page->catalogue.counts.all == 1 ? "is one event" : text(cx, "are %ld", page->catalogue.counts.all))
                : "Try other words, or look through the whole programme.");
    if (page->words) {
        other = *f, other.typed = page->words, other.after_id = other.before_id = 0;
        html(out, "<a class=\"govuk-button\" role=\"button\" draggable=\"false\" href=\"");
        filter_address(out, "courses", &other, page->view);
        html(out, "\">Search for “%s”</a> ", page->words);
    }
    if (*f->month) {
        other = *f, other.month = text_copy(cx, date_add_days(cx, text(cx, "%s-28", f->month), 5), 7), other.after_id = other.before_id = 0;
        html(out, "<a class=\"govuk-button govuk-button--secondary\" role=\"button\" draggable=\"false\" href=\"");
        filter_address(out, "courses", &other, page->view);
        html(out, "\">Look in %s</a> ", month_words(cx, text(cx, "%s-01", other.month)));
    }
    html(out, "<a class=\"govuk-button govuk-button--secondary\" role=\"button\" draggable=\"false\" href=\"/courses\">See the whole programme</a></p></div>\n");
}

static const char *title_of(Ctx *cx, const CataloguePage *page)
{
    if (*page->filter.typed) return text(cx, "%s: programme", page->filter.typed);
    return page->view == VIEW_CALENDAR ? text(cx, "Programme, %s", month_words(cx, text(cx, "%s-01", page->filter.month))) : "Programme";
}

static Error *catalogue_show(Ctx *cx, const Request *rq, Response *rs)
{
    CataloguePage page = {0};
    filter_read(cx, rq, &page.filter);
    page.view = same(query_value(rq, "view"), "calendar") ? VIEW_CALENDAR : VIEW_LIST;
    if (page.view == VIEW_CALENDAR && !*page.filter.month) page.filter.month = text_copy(cx, cx->today, 7);
    TRY(page_load(cx, &page));
    rs->fresh_until = page.catalogue.next_change;

    Out *out = page_begin(cx, rq, rs, (Page){ .title = title_of(cx, &page), .frame = FRAME_PUBLIC, .current = "programme", .bleed = true, .wide = true,
        .description = text(cx, "Courses, networks and visits of %s: dates, places left and prices.", cx->partnership->name),
        .alternate = "/courses.ics", .alternate_type = "text/calendar" });
    catalogue_hero(out, &page);
    html(out, "<div class=\"govuk-width-container\"><div class=\"govuk-main-wrapper\">\n<div class=\"ly-split\">\n");
    catalogue_facets(out, &page);
    html(out, "<div>\n");
    catalogue_tools(out, &page);
    if (page.view == VIEW_CALENDAR) catalogue_month(out, &page);
    else if (page.catalogue.event_count) catalogue_agenda(out, &page);
    if (!page.catalogue.event_count) catalogue_empty(out, &page);
    html(out, "</div></div>\n</div></div>\n");
    page_end(rs);
    return OK;
}

ROUTES(catalogue_pages,
    GET("/",        PUBLIC, catalogue_show),
    GET("/courses", PUBLIC, catalogue_show),
);
