/* The office's programme: every event by what it needs, to filter and to take away. */
#include <string.h>
#include "rooms/programme/office_pages.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event_list.h"

static const struct { const char *slug, *name, *empty; } kinds[EVENTS_KINDS] = {
    [EVENTS_UPCOMING] = { "upcoming", "All upcoming",    "Nothing is planned from today on" },
    [EVENTS_FULL]     = { "full",     "Full or waiting", "No event is full, and nobody waits" },
    [EVENTS_FEW]      = { "few",      "Too few booked",  "Every event of the next four weeks has enough people" },
    [EVENTS_DRAFT]    = { "drafts",   "Drafts",          "No event waits to be published" },
    [EVENTS_PAST]     = { "past",     "Past",            "Nothing has been held yet" },
};

static const Column theme_row[] = { COLUMN(ThemeLabel, id), COLUMN(ThemeLabel, slug), COLUMN(ThemeLabel, name), COLUMN(ThemeLabel, colour) };
SQL(office_themes, "SELECT id, slug, name, colour FROM theme WHERE retired = 0 ORDER BY position, id");

Error *office_themes_all(Ctx *cx, ThemeLabel **themes, size_t *count)
{
    return db_list(cx, office_themes, theme_row, themes, count, NONE);
}

void events_filter_read(const Request *rq, EventsFilter *filter)
{
    *filter = (EventsFilter){ .words = query_value(rq, "q"), .theme_id = query_number(rq, "theme", 0), .owner_id = query_number(rq, "owner", 0), .from = query_value(rq, "from"),
                              .turned = same(query_value(rq, "order"), "turned"), .after_at = query_number(rq, "after_at", 0), .after_id = query_number(rq, "after_id", 0) };
    for (size_t i = 0; i < EVENTS_KINDS; i++) if (same(query_value(rq, "list"), kinds[i].slug)) filter->kind = (EventsKind)i;
    if (strlen(filter->words) > 100) filter->words = "";
    if (!date_valid(filter->from)) filter->from = "";
}

const char *course_page_path(Ctx *cx, int64_t course_id) { return text(cx, "%s/courses/%ld", may(cx, OWN_COURSES) ? "/office" : "", course_id); }

LyMeaning event_meaning(const char *state, int64_t places, int64_t taken, const char **words)
{
    bool full = taken >= places && one_of(state, "published closed");
    *words = full ? "Full" : same(state, "published") ? "Published" : same(state, "closed") ? "Closed" : same(state, "cancelled") ? "Cancelled" : same(state, "archived") ? "Archived" : "Draft";
    if (full || same(state, "cancelled")) return LY_BAD;
    return same(state, "published") ? LY_GOOD : same(state, "closed") ? LY_INFO : LY_QUIET;
}

static void event_line(Out *out, const EventsRow *event, bool acting)
{
    Ctx *cx = out->cx;
    const char *status, *page, *next = events_next(cx, event, &page);
    LyMeaning meaning = event_meaning(event->state, event->places, event->taken, &status);
    html(out, "<tr>");
    if (acting) ly_choose_cell(out, "event", event->id, event->title, false);
    html(out, "<th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/events/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th>", event->id, event->title, event->code);
    if (!event->session_count) html(out, "<td data-label=\"When\" class=\"ly-quiet\">No date yet</td><td data-label=\"Status\">");
    else html(out, "<td data-label=\"When\" class=\"ly-nowrap\"><span>%s, %s<span class=\"ly-sub\">%s</span></span></td><td data-label=\"Status\">", day_short(cx, event->starts_on), clock_words(cx, event->starts_at), where_shown(cx, event->format, event->place));
    ly_status_tiny(out, meaning, status);
    html(out, "</td><td data-label=\"Places\">");
    ly_fill(out, (LyPlaces){ event->places, event->taken, event->waiting });
    html(out, "</td><td data-label=\"Led by\">%s</td><td data-label=\"Next\">", *event->led_by ? event->led_by : "to be named");
    if (next && may(cx, OWN_COURSES)) html(out, "<a class=\"govuk-link\" href=\"%s\">%s<span class=\"govuk-visually-hidden\">: %s</span></a>", text(cx, "/office/events/%ld%s", event->id, page), next, event->title);
    else html(out, "%s", next ? next : "–");
    html(out, "</td></tr>\n");
}

static void tabs(Out *out, EventsKind current, const EventsCounts *counts)
{
    const int64_t numbers[EVENTS_KINDS] = { counts->upcoming, counts->full, counts->few, counts->draft, 0 };
    LyTab entries[EVENTS_KINDS];
    for (size_t i = 0; i < EVENTS_KINDS; i++)
        entries[i] = (LyTab){ kinds[i].name, text(out->cx, "/office/programme?list=%s", kinds[i].slug), numbers[i], i == current };
    ly_tabs(out, "Saved filters", entries, EVENTS_KINDS);
}

/* The filters as they stand, for a form that goes on with them. */
static void filter_hidden(Out *out, const EventsFilter *f)
{
    html(out, "<input type=\"hidden\" name=\"list\" value=\"%s\"><input type=\"hidden\" name=\"q\" value=\"%s\"><input type=\"hidden\" name=\"theme\" value=\"%ld\">"
              "<input type=\"hidden\" name=\"owner\" value=\"%ld\"><input type=\"hidden\" name=\"from\" value=\"%s\"><input type=\"hidden\" name=\"order\" value=\"%s\">"
              "<input type=\"hidden\" name=\"after_at\" value=\"%ld\"><input type=\"hidden\" name=\"after_id\" value=\"%ld\">",
         kinds[f->kind].slug, f->words, f->theme_id, f->owner_id, f->from, f->turned ? "turned" : "", f->after_at, f->after_id);
}

void filter_theme(Out *out, const ThemeLabel *themes, size_t count, int64_t chosen)
{
    SelectItem *items = array(out->cx, SelectItem, count + 1);
    items[0] = (SelectItem){ .value = "0", .text = "All themes" };
    for (size_t i = 0; i < count; i++) items[i + 1] = (SelectItem){ .value = text(out->cx, "%ld", themes[i].id), .text = themes[i].name };
    ly_filter_select(out, "theme", "Theme", items, count + 1, text(out->cx, "%ld", chosen));
}

void filter_owner(Out *out, const CourseOwner *owners, size_t count, int64_t chosen)
{
    SelectItem *items = array(out->cx, SelectItem, count + 1);
    items[0] = (SelectItem){ .value = "0", .text = "All owners" };
    for (size_t i = 0; i < count; i++) items[i + 1] = (SelectItem){ .value = text(out->cx, "%ld", owners[i].id), .text = owners[i].name };
    ly_filter_select(out, "owner", "Owner", items, count + 1, text(out->cx, "%ld", chosen));
}

static void filter_bar(Out *out, const EventsFilter *filter, const ThemeLabel *themes, size_t theme_count, const CourseOwner *owners, size_t owner_count)
{
    Ctx *cx = out->cx;
    ly_filterbar_begin(out, "/office/programme");
    html(out, "<input type=\"hidden\" name=\"list\" value=\"%s\">", kinds[filter->kind].slug);
    ly_filter_text(out, "q", "Words, code or facilitator", "search", filter->words);
    filter_theme(out, themes, theme_count, filter->theme_id);
    if (owner_count) filter_owner(out, owners, owner_count, filter->owner_id);
    ly_filter_text(out, "from", "From", "date", filter->from);
    ly_filterbar_end_sheets(out, text(cx, "/office/programme.csv?list=%s&q=%s&theme=%ld&owner=%ld&from=%s", kinds[filter->kind].slug, text_url(cx, filter->words), filter->theme_id, filter->owner_id, text_url(cx, filter->from)));
}

static void pager(Out *out, const EventsFilter *f, const EventsRow *events, size_t count, size_t shown)
{
    const char *order = f->turned ? "turned" : "";
    html(out, "<p class=\"ly-small ly-quiet\">");
    if (f->after_id) html(out, "<a class=\"govuk-link\" href=\"/office/programme?list=%s&amp;q=%s&amp;theme=%ld&amp;owner=%ld&amp;from=%s&amp;order=%s\">First page</a> ", kinds[f->kind].slug, f->words, f->theme_id, f->owner_id, f->from, order);
    if (count > shown)
        html(out, "<a class=\"govuk-link\" rel=\"next\" href=\"/office/programme?list=%s&amp;q=%s&amp;theme=%ld&amp;owner=%ld&amp;from=%s&amp;order=%s&amp;after_at=%ld&amp;after_id=%ld\">%s events</a>",
             kinds[f->kind].slug, f->words, f->theme_id, f->owner_id, f->from, order, events[shown - 1].starts_at, events[shown - 1].id, (f->kind == EVENTS_PAST) == f->turned ? "Later" : "Earlier");
    html(out, "</p>\n");
}

static void events_table(Out *out, const EventsFilter *filter, const EventsRow *events, size_t count)
{
    static const LyAct acts[] = { { "act", "publish", "Publish" }, { "act", "close", "Close booking" }, { "act", "archive", "Archive" } };
    Ctx *cx = out->cx;
    size_t shown = count > OFFICE_PAGE ? OFFICE_PAGE : count;
    bool acting = may(cx, OWN_COURSES), down = (filter->kind == EVENTS_PAST) != filter->turned;
    const char *turn = text(cx, "/office/programme?list=%s&theme=%ld&owner=%ld&from=%s&order=%s", kinds[filter->kind].slug, filter->theme_id, filter->owner_id, filter->from, filter->turned ? "" : "turned");
    const LyColumn columns[] = { { .text = "Choose", .hidden = true }, { .text = "Event" }, { .text = "When", .href = turn, .sorted = down ? LY_DESCENDING : LY_ASCENDING }, { .text = "Status" }, { .text = "Places" },
                                 { .text = "Led by" }, { .text = "Next" } };
    if (acting) {
        html(out, "<form action=\"/office/programme/chosen\" method=\"get\" data-ly-bulk>");
        filter_hidden(out, filter);
        ly_bulk(out, "What to do with those chosen", acts, COUNT(acts));
    }
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = kinds[filter->kind].name, .boxed = true, .phone = true, .columns = columns + !acting, .count = COUNT(columns) - !acting });
    for (size_t i = 0; i < shown; i++) event_line(out, &events[i], acting);
    ly_table_end(out);
    html(out, "</div>\n");
    if (acting) html(out, "</form>\n");
    pager(out, filter, events, count, shown);
}

static Error *programme_show(Ctx *cx, const Request *rq, Response *rs)
{
    EventsFilter filter;
    EventsRow *events;
    EventsCounts counts = {0};
    ThemeLabel *themes;
    CourseOwner *owners = NULL;
    size_t count, theme_count, owner_count = 0;
    events_filter_read(rq, &filter);
    TRY(events_list(cx, &filter, OFFICE_PAGE + 1, &events, &count));
    TRY(events_count(cx, &counts));
    TRY(office_themes_all(cx, &themes, &theme_count));
    if (may(cx, AUDIT)) TRY(event_owners(cx, &owners, &owner_count));

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Programme", .frame = FRAME_OFFICE, .current = "office-programme", .wide = true });
    ly_head_begin(out, "Programme");
    html(out, "<span class=\"ly-quiet ly-small\">%s to come</span>", counted(cx, counts.upcoming, "event", NULL));
    ly_head_buttons(out);
    ly_small_button(out, "Year planner", "/office/planner", false);
    if (may(cx, OWN_COURSES)) {
        ly_small_button(out, "Templates", "/office/templates", false);
        if (may(cx, RUN_PROGRAMME)) ly_small_button(out, "Copy a year", "/office/programme/year", false);
        ly_small_button(out, "New course", "/office/courses/new", false);
        ly_small_button(out, "New event", "/office/events/new", true);
    }
    ly_head_end(out, true);
    tabs(out, filter.kind, &counts);
    filter_bar(out, &filter, themes, theme_count, owners, owner_count);
    if (count) events_table(out, &filter, events, count);
    else ly_empty(out, (LyEmpty){ .title = *filter.words || *filter.from || filter.theme_id || filter.owner_id ? "No event matches this filter" : kinds[filter.kind].empty,
                                  .words = "Events appear here when a course is given a date.", .act = may(cx, OWN_COURSES) ? "New event" : NULL, .act_href = "/office/events/new", .plain = true });
    page_end(rs);
    return OK;
}

static Error *programme_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Code", "Title", "First session", "Time", "Sessions", "Status", "Places", "Taken", "Waiting", "Price for members", "Price for others", "Led by", "Where", "Offered by" };
    EventsFilter filter;
    EventsRow *events;
    size_t count;
    Sheet sheet;
    events_filter_read(rq, &filter);
    TRY(events_list(cx, &filter, EXPORT_MOST, &events, &count));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < count; i++) {
        const EventsRow *event = &events[i];
        sheet_text(&sheet, event->code), sheet_text(&sheet, event->title), sheet_date(&sheet, event->starts_on);
        sheet_text(&sheet, event->session_count ? clock_words(cx, event->starts_at) : ""), sheet_int(&sheet, event->session_count), sheet_text(&sheet, event->state);
        sheet_int(&sheet, event->places), sheet_int(&sheet, event->taken), sheet_int(&sheet, event->waiting);
        sheet_pence(&sheet, event->member_price_pence), sheet_pence(&sheet, event->other_price_pence);
        sheet_text(&sheet, event->led_by), sheet_text(&sheet, where_shown(cx, event->format, event->place)), sheet_text(&sheet, event->owner);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, text(cx, "programme-%s", kinds[filter.kind].slug));
}

ROUTES(office_pages,
    GET ("/office/programme",     READ_PROGRAMME, programme_show),
    SHEET("/office/programme", READ_PROGRAMME, programme_sheet),
);
