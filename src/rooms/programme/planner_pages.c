/* The year planner: weeks and days, holidays shaded; an event is moved by its form, or dragged to a day, which opens the form. */
#include <string.h>
#include "rooms/programme/office_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/programme/clash_pages.h"
#include "rooms/programme/event_shift.h"
#include "rooms/programme/planner.h"

enum { MONTHS_SHOWN = 4, WEEK = 7 };

typedef struct { const char *from, *till; SchoolCalendar calendar; PlannerEntry *entries; size_t count, at; } Plan;

/* The first day of a month, so many months later. */
static const char *month_moved(Ctx *cx, const char *first, int months)
{
    for (; months > 0; months--) first = text(cx, "%.7s-01", date_add_days(cx, first, 31));
    for (; months < 0; months++) first = text(cx, "%.7s-01", date_add_days(cx, first, -1));
    return first;
}

/* ---- the grid ---- */

/* Whoever leads it leads another then: the list is in order of time, and a session lasts a day at most. */
static bool leads_two(const Plan *plan, size_t at)
{
    const PlannerEntry *entry = &plan->entries[at];
    for (size_t i = 0; *entry->led_by && i < plan->count && plan->entries[i].starts_at < entry->ends_at; i++) {
        const PlannerEntry *other = &plan->entries[i];
        if (other->event_id != entry->event_id && other->ends_at > entry->starts_at && same(other->led_by, entry->led_by)) return true;
    }
    return false;
}

static void entry_put(Out *out, const Plan *plan, const PlannerEntry *entry)
{
    Ctx *cx = out->cx;
    int64_t scope = programme_scope(cx);
    bool own = scope == SCOPE_ALL || scope == entry->owner_id;
    bool movable = own && may(cx, OWN_COURSES) && entry->first && (same(entry->state, "draft") || entry->starts_at > cx->now);
    html(out, "<li class=\"%s\"", same(entry->state, "draft") ? "is-draft" : "");
    if (movable) html(out, " draggable=\"true\" data-ly-move=\"%s\"", text(cx, "/office/events/%ld/move", entry->event_id));
    html(out, "><a class=\"govuk-link govuk-link--no-visited-state\" draggable=\"false\" href=\"%s\">%s</a><br>%s", text(cx, own ? "/office/events/%ld" : "/events/%ld", entry->event_id), entry->title, clock_words(cx, entry->starts_at));
    if (same(entry->state, "draft")) html(out, ", draft");
    else html(out, ", %ld of %ld", entry->taken, entry->places);
    if (leads_two(plan, (size_t)(entry - plan->entries))) html(out, "<br><b>%s leads two at once</b>", entry->led_by);
    if (movable) html(out, " <a class=\"govuk-link\" draggable=\"false\" href=\"%s\">Move<span class=\"govuk-visually-hidden\"> %s</span></a>", text(cx, "/office/events/%ld/move", entry->event_id), entry->title);
    html(out, "</li>");
}

static void day_put(Out *out, Plan *plan, const char *on)
{
    Ctx *cx = out->cx;
    const char *name;
    SchoolDay day = school_day(cx, &plan->calendar, on, &name);
    bool closed = day != DAY_TEACHES && day != DAY_UNKNOWN, begun = false;
    html(out, "<td class=\"%s\" data-ly-day=\"%s\"><span class=\"ly-planner__day\">%s", closed ? "is-closed" : "", on, day_short(cx, on) + strlen("Mon "));
    if (closed && day != DAY_WEEKEND) html(out, "<span class=\"ly-planner__why\">%s</span>", *name ? name : "School holidays");
    html(out, "</span>");
    for (; plan->at < plan->count && same(date_of(cx, plan->entries[plan->at].starts_at), on); plan->at++) {
        if (!begun) html(out, "<ul>");
        begun = true;
        entry_put(out, plan, &plan->entries[plan->at]);
    }
    if (begun) html(out, "</ul>");
    html(out, "</td>");
}

static void grid_put(Out *out, Plan *plan)
{
    static const char *const days[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Sat", "Sun" };
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush ly-scroll\" role=\"region\" aria-label=\"Planner\" tabindex=\"0\"><table class=\"ly-planner\" data-ly-planner><caption class=\"govuk-visually-hidden\">Sessions by week and day</caption><thead><tr><th scope=\"col\">Week</th>");
    for (size_t i = 0; i < COUNT(days); i++) html(out, "<th scope=\"col\">%s</th>", days[i]);
    html(out, "</tr></thead><tbody>\n");
    for (const char *monday = plan->from; strcmp(monday, plan->till) <= 0; monday = date_add_days(cx, monday, WEEK)) {
        const SchoolPeriod *term = school_term(&plan->calendar, date_add_days(cx, monday, 4));
        html(out, "<tr><th scope=\"row\">%s", day_short(cx, monday) + strlen("Mon "));
        if (term) html(out, "<span class=\"ly-sub\">%s</span>", term->name);
        html(out, "</th>");
        for (int i = 0; i < WEEK; i++) day_put(out, plan, date_add_days(cx, monday, i));
        html(out, "</tr>\n");
    }
    html(out, "</tbody></table></div>\n");
}

static Error *planner_show(Ctx *cx, const Request *rq, Response *rs)
{
    Plan plan = {0};
    const char *asked = text(cx, "%s-01", query_value(rq, "from")), *first = date_valid(asked) ? asked : text(cx, "%.7s-01", cx->today);
    const char *last = date_add_days(cx, month_moved(cx, first, MONTHS_SHOWN), -1);
    plan.from = date_add_days(cx, first, -date_weekday(first)), plan.till = date_add_days(cx, last, 6 - date_weekday(last));
    TRY(school_calendar(cx, plan.from, plan.till, &plan.calendar));
    TRY(planner_entries(cx, plan.from, plan.till, &plan.entries, &plan.count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Year planner", .frame = FRAME_OFFICE, .current = "office-programme", .wide = true, CRUMBS({ "Programme", "/office/programme" }) });
    ly_head_begin(out, "Year planner");
    html(out, "<span class=\"ly-quiet ly-small\">%s to %s</span>", month_words(cx, first), month_words(cx, last));
    ly_head_buttons(out);
    ly_small_button(out, month_words(cx, month_moved(cx, first, -MONTHS_SHOWN)), text(cx, "/office/planner?from=%.7s", month_moved(cx, first, -MONTHS_SHOWN)), false);
    ly_small_button(out, month_words(cx, month_moved(cx, first, MONTHS_SHOWN)), text(cx, "/office/planner?from=%.7s", month_moved(cx, first, MONTHS_SHOWN)), false);
    ly_head_end(out, true);
    if (plan.count == PLANNER_MOST) ly_note(out, LY_WARN, text(cx, "Only the first %d sessions of these months are shown.", PLANNER_MOST));
    if (may(cx, OWN_COURSES)) html(out, "<p class=\"govuk-body-s\">Drag an event to another day, or choose Move. You are asked before anything changes.</p>\n");
    grid_put(out, &plan);
    page_end(rs);
    return OK;
}

/* ---- moving ---- */

static Error *move_clashes(Ctx *cx, const Event *event, const char *to, Clash *list, size_t *n)
{
    Session *sessions;
    size_t count;
    ClashBook *book;
    *n = 0;
    TRY(event_sessions(cx, event->id, &sessions, &count));
    if (!count || !*to) return OK;
    TRY(clash_book(cx, event, sessions, count, to, date_add_days(cx, to, date_days_between(event->starts_on, date_of(cx, event->ends_at))), &book));
    *n = clashes_on(cx, book, date_days_between(event->starts_on, to), list);
    return OK;
}

static Error *move_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Clash *clashes = array(cx, Clash, CLASHES_MOST);
    size_t n;
    const char *to = date_valid(query_value(rq, "to")) ? query_value(rq, "to") : "", *path = text(cx, "/office/events/%ld/move", rq->id);
    TRY(event_find_own(cx, rq->id, &event));
    TRY(move_clashes(cx, &event, event.session_count ? to : "", clashes, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Move the event", .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "/office/events/%ld", rq->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Move it to another date</h1>\n", event.title);
    if (event.session_count) html(out, "<p class=\"govuk-body\">It is on %s. %s the days between them, hours and rooms.</p>\n", day_words(cx, event.starts_on), event.session_count == 1 ? "Its session keeps" : "Its sessions keep");
    if (event.taken && !same(event.state, "draft")) ly_note(out, LY_WARN, text(cx, "%s told of the new date by email, and their calendars change by themselves.", counted(cx, event.taken, "person with a place is", "people with a place are")));
    clash_panel(out, clashes, n);
    form_begin(cx, rq, rs, path, false);
    field_date(out, rq, (DateField){ .name = "first_on", .legend = "First session on", .hint = "For example, 28 1 2027", .stored = to });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Move the event", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/planner\">Leave it where it is</a></div></form></div>\n");
    page_end(rs);
    return OK;
}

static Error *move_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *first_on;
    TRY(form_date(cx, rq, "first_on", "The date of the first session", &first_on));
    TRY(event_shift(cx, rq->id, first_on));
    rs->flash = text(cx, "The event is on %s.", day_words(cx, first_on));
    return redirect(rs, text(cx, "/office/planner?from=%.7s", first_on));
}

ROUTES(planner_pages,
    GET ("/office/planner",         READ_PROGRAMME, planner_show),
    FORM("/office/events/:id/move", OWN_COURSES,    move_show, NULL, move_submit),
);
