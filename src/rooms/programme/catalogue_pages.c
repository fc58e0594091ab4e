/* The front page of the partnership: its programme, to search, to narrow, as a list or a calendar. */
#include <string.h>
#include "rooms/booking/booking.h"
#include "rooms/members/members.h"
#include "rooms/money/prices/waiver.h"
#include "rooms/programme/catalogue_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

static const Column mine_row[] = { COLUMN(Mine, event_id), COLUMN(Mine, registration_id), COLUMN(Mine, state) };

/* What is mine among what is to come, and as what my organisation pays: one question of a signed-in page. */
SQL(mine_to_come, "SELECT event_id, id AS registration_id, state FROM registration WHERE person_id = $1 AND " REGISTRATION_LIVE("")
                  " UNION ALL SELECT 0, " WAIVED_ON("o.id", "$3") ", CASE WHEN " MEMBER_ON("o.id", "$3") " THEN 'member' ELSE " CUSTOMER_CLASS("o", "s", "$4") " END"
                  "  FROM organisation o LEFT JOIN school s ON s.organisation_id = o.id WHERE o.id = $2");

#define NEXT_AFTER(instant) "(SELECT min(starts_at) FROM event WHERE state = 'published' AND starts_at > " instant ")"
SQL(starts_next, "SELECT coalesce(" NEXT_AFTER("$2") ", " NEXT_AFTER("$1") ", 0)");

enum { MONTH_ENDS_DAYS = 5 };

#define MINE_ARGS(cx) INT((cx)->who->id), INT((cx)->who->organisation_id), STR((cx)->today), STR((cx)->partnership->authority)

static void pays_as(CataloguePage *page)
{
    const Mine *own = mine_at(page->mine, page->mine_count, 0);
    page->pays = own ? (Pays){ own->state, own->registration_id } : (Pays){ "person", 0 };
}

static Error *mine_load(Ctx *cx, CataloguePage *page)
{
    TRY(db_list(cx, mine_to_come, mine_row, &page->mine, &page->mine_count, MINE_ARGS(cx)));
    pays_as(page);
    return OK;
}

static Error *events_load(Ctx *cx, CataloguePage *page, const Query *more, size_t more_count)
{
    page->catalogue = (Catalogue){0};
    return (page->view == VIEW_CALENDAR ? catalogue_month_of : catalogue_page_of)(cx, &page->filter, &page->catalogue, more, more_count);
}

/* Nothing was found: what was probably meant is, unless the words are meant as they are. */
static Error *forgive(Ctx *cx, CataloguePage *page)
{
    CatalogueFilter *f = &page->filter;
    const char *typed = f->typed, *question = f->question;
    TRY(search_forgive(cx, question, &page->forgiven));
    if (page->forgiven.better && !f->exact) {
        page->typed = typed, f->typed = f->question = page->forgiven.better;
        TRY(events_load(cx, page, NULL, 0));
        if (page->catalogue.counts.all) return OK;
    }
    TRY(catalogue_courses_without_date(cx, f->question, &page->dateless, &page->dateless_count));
    if (!page->dateless_count) page->typed = NULL, f->typed = typed, f->question = question;   /* that is nowhere either */
    return OK;
}

/* With what is mine, unless that is known already: in one go. */
static Error *page_load(Ctx *cx, CataloguePage *page, bool and_mine)
{
    Arg who[4] = {0};
    Query mine = { .sql = &mine_to_come, .columns = mine_row, .column_count = COUNT(mine_row), .out = &page->mine, .row_size = sizeof *page->mine,
                   .count = &page->mine_count, .args = who, .arg_count = COUNT(who) };
    if (and_mine) memcpy(who, (const Arg[]){ MINE_ARGS(cx) }, sizeof who);
    TRY(events_load(cx, page, &mine, and_mine));
    pays_as(page);
    if (page->view == VIEW_LIST) TRY(course_ratings(cx, &page->ratings, &page->rating_count));
    return !page->catalogue.counts.all && *page->filter.question ? forgive(cx, page) : OK;
}

static void hero(Out *out, const CataloguePage *page)
{
    static const Anchor chips[] = {
        { "For governors", "/courses?for=governors" }, { "New this term", "/courses?show=new" }, { "Free for members", "/courses?show=free" }, { "Online", "/courses?where=online" },
    };
    const char *name = out->cx->partnership->short_name;
    ly_hero_begin(out, text(out->cx, "Courses, networks and visits for every school in %s", name),
                  text(out->cx, "Planned by the schools of %s and their council. Open to teachers, teaching assistants, governors and office staff, and to neighbouring boroughs.", name), *page->filter.typed || filters_chosen(&page->filter));
    ly_search(out, (LySearch){ .action = "/courses", .name = "q", .label = "Search the programme", .placeholder = "Try phonics, first aid or new governor", .value = page->typed ? page->typed : page->filter.typed });
    ly_chips(out, chips, COUNT(chips));
    ly_hero_content(out);
}

static const char *title_of(Ctx *cx, const CataloguePage *page)
{
    if (*page->filter.typed) return text(cx, "%s: programme", page->filter.typed);
    return page->view == VIEW_CALENDAR ? text(cx, "Programme, %s", month_words(cx, text(cx, "%s-01", page->filter.month))) : "Programme";
}

static Out *catalogue_begin(Ctx *cx, const Request *rq, Response *rs, const CataloguePage *page)
{
    return page_begin(cx, rq, rs, (Page){ .title = title_of(cx, page), .frame = FRAME_PUBLIC, .current = "programme", .bleed = true, .wide = true,
        .description = text(cx, "Courses, networks and visits of %s: dates, places left and prices.", cx->partnership->name),
        .alternate = "/courses.ics", .alternate_type = "text/calendar" });
}

static void catalogue_body(Out *out, CataloguePage *page)
{
    hero(out, page);
    bool found = page->catalogue.counts.all || !*page->filter.typed;   /* nothing can be narrowed in nothing */
    if (found) html(out, "<div class=\"ly-split\">\n");
    if (found) catalogue_facets(out, page);
    html(out, "<div>\n");
    catalogue_forgiven(out, page);
    catalogue_tools(out, page);
    if (page->view == VIEW_CALENDAR) catalogue_month(out, page);
    else if (page->catalogue.event_count) catalogue_agenda(out, page);
    if (!page->catalogue.event_count) catalogue_empty(out, page);
    html(out, "</div>\n");
    if (found) html(out, "</div>\n");
    ly_hero_end(out);
}

/* The list is everybody's but for prices, which are alike for all who pay as the same, and what one has booked. */
static Error *list_show(Ctx *cx, const Request *rq, Response *rs, CataloguePage *page)
{
    kept_ahead(cx);
    if (cx->who) TRY(mine_load(cx, page));
    const char *key = text(cx, "catalogue %s %ld %s", cx->who ? page->pays.as : "anybody", (long)page->pays.waived, rq->query_text);
    Out *out = catalogue_begin(cx, rq, rs, page);
    if (!part_again(out, key, mine_show, page, &rs->fresh_until)) {
        TRY(page_load(cx, page, false));
        rs->fresh_until = page->catalogue.next_change;
        page->part = part_begin(out);
        catalogue_body(out, page);
        part_end(&page->part, key, page->catalogue.next_change);
    }
    page_end(rs);
    return OK;
}

/* The month of the next event that is some days away: a month's last days leave its calendar empty. */
static Error *month_next(Ctx *cx, const char **month)
{
    int64_t starts_at;
    TRY(db_number(cx, starts_next, &starts_at, INT(cx->now), INT(cx->now + MONTH_ENDS_DAYS * 86400)));
    *month = text_copy(cx, starts_at ? date_of(cx, starts_at) : cx->today, 7);
    return OK;
}

static Error *catalogue_show(Ctx *cx, const Request *rq, Response *rs)
{
    CataloguePage page = {0};
    filter_read(cx, rq, &page.filter);
    page.view = same(query_value(rq, "view"), "calendar") ? VIEW_CALENDAR : VIEW_LIST;
    if (page.view == VIEW_CALENDAR && !*page.filter.month) TRY(month_next(cx, &page.filter.month));
    if (page.view == VIEW_LIST) return list_show(cx, rq, rs, &page);

    TRY(page_load(cx, &page, cx->who != NULL));
    rs->fresh_until = page.catalogue.next_change;
    Out *out = catalogue_begin(cx, rq, rs, &page);
    page.part = part_begin(out);
    catalogue_body(out, &page);
    page_end(rs);
    return OK;
}

ROUTES(catalogue_pages,
    GET("/",        PUBLIC, catalogue_show),
    GET("/courses", PUBLIC, catalogue_show),
);
