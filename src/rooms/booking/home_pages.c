/* What somebody signed in sees first: what needs them, what is coming up, and the ways on. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/layout.h"
#include "rooms/booking/attendance.h"
#include "rooms/booking/booking_pages.h"
#include "rooms/booking/home_pages.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event.h"
#include "rooms/record/record.h"

/* In the order in which they stand, before the offers and what begins soon. */
extern const HomeNeed check_in_need;
extern const HomeNeed evaluation_need;
extern const HomeNeed naming_need;
extern const HomeNeed leading_need;
extern const HomeNeed go_ahead_need;
extern const HomeNeed needs_need;
extern const HomeNeed answers_need;
extern const HomeNeed round_need;
static const HomeNeed *const others[] = {
    &leading_need,
    &check_in_need,
    &evaluation_need,
    &home_need_requests,
    &naming_need,
    &go_ahead_need,
    &answers_need,
    &needs_need,
    &round_need,
    NULL,
};
enum { OTHERS = COUNT(others) };

enum { COMING = 60, EVENTS_SHOWN = 6, DUTIES_SHOWN = 4, SOON = 36 * 3600, WEEK = 7 * 86400 };

typedef struct {
    int64_t id, event_id, person_id, starts_at, ends_at, offer_ends_at, session_count, cancel_by;
    const char *state, *title, *starts_on, *place, *format, *name;
} Coming;
static const Column coming_columns[] = {
    COLUMN(Coming, id), COLUMN(Coming, event_id), COLUMN(Coming, person_id), COLUMN(Coming, starts_at), COLUMN(Coming, ends_at), COLUMN(Coming, offer_ends_at), COLUMN(Coming, session_count),
    COLUMN(Coming, cancel_by), COLUMN(Coming, state), COLUMN(Coming, title), COLUMN(Coming, starts_on), COLUMN(Coming, place), COLUMN(Coming, format), COLUMN(Coming, name),
};
/* 128: RULE_CHARGES. Until when cancelling is free then, the registration’s own page says. */
#define COMING_FIELDS \
    "SELECT r.id, r.event_id, r.person_id, e.starts_at, e.ends_at, r.offer_ends_at, e.session_count, CASE WHEN e.rules & 128 = 0 THEN e.cancel_by END AS cancel_by, r.state, c.title, e.starts_on, e.place, e.format, " REGISTRATION_NAME " AS name" \
    "  FROM registration r JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id LEFT JOIN person p ON p.id = r.person_id LEFT JOIN organisation o ON o.id = r.organisation_id"
#define LIVE REGISTRATION_LIVE("r.") " AND e.ends_at > $2 AND e.state <> 'cancelled'"

SQL(coming_for_me, COMING_FIELDS " WHERE r.person_id = $1 AND " LIVE " ORDER BY e.starts_at, r.id LIMIT CAST($3 AS BIGINT)");
/* Offers first, for they run out; then event by event, so that those who go together stand together. */
SQL(coming_for_us, COMING_FIELDS " WHERE r.organisation_id = $1 AND (r.person_id IS NULL OR r.person_id <> $4) AND " LIVE
                                 " ORDER BY CASE r.state WHEN 'offered' THEN 0 ELSE 1 END, e.starts_at, r.event_id, COALESCE(p.sort_key, ''), r.id LIMIT CAST($3 AS BIGINT)");

/* Of the programme, or of one department's part of it. */
typedef struct { int64_t soon, waiting, drafts; } Office;
static const Column office_columns[] = { COLUMN(Office, soon), COLUMN(Office, waiting), COLUMN(Office, drafts) };
SQL(office_now,
    "SELECT CAST(COALESCE(sum(CASE WHEN e.state = 'published' AND e.starts_at <= $2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS soon,"
    " CAST(COALESCE(sum(CASE WHEN e.state IN ('published', 'closed') THEN e.waiting ELSE 0 END), 0) AS BIGINT) AS waiting,"
    " CAST(COALESCE(sum(CASE WHEN e.state = 'draft' THEN 1 ELSE 0 END), 0) AS BIGINT) AS drafts"
    "  FROM event e JOIN course c ON c.id = e.course_id WHERE (e.starts_at > $1 OR e.state = 'draft') AND (CAST($3 AS BIGINT) = 0 OR c.owner_id = $3)");

typedef struct {
    Coming *mine, *ours;
    size_t  mine_count, our_count;
    Duty   *duties;
    size_t  duty_count;
    int64_t minutes, courses;      /* attended since September */
    bool    books, office;
    Office  programme;
    void   *other_rows[OTHERS];
    size_t  other_counts[OTHERS];
} Home;

static Error *home_load(Ctx *cx, Home *home)
{
    Attended *attended;
    size_t n;
    home->books = may(cx, BOOK_PLACES) && cx->who->organisation_id;
    TRY(db_list(cx, coming_for_me, coming_columns, &home->mine, &home->mine_count, INT(cx->who->id), INT(cx->now), INT(COMING)));
    if (home->books)
        TRY(db_list(cx, coming_for_us, coming_columns, &home->ours, &home->our_count, INT(cx->who->organisation_id), INT(cx->now), INT(COMING), INT(cx->who->id)));
    TRY(duties(cx, &home->duties, &home->duty_count));
    home->office = may(cx, READ_PROGRAMME);
    if (home->office)
        TRY(db_one(cx, office_now, office_columns, &home->programme, INT(cx->now), INT(cx->now + WEEK), INT(programme_scope(cx))));
    for (size_t i = 0; others[i]; i++)
        if (others[i]->permission == SIGNED_IN || may(cx, others[i]->permission)) TRY(others[i]->find(cx, &home->other_rows[i], &home->other_counts[i]));
    TRY(record_of(cx, cx->who->id, 0, &attended, &n));
    const char *year = academic_year_of(cx, cx->today);
    for (size_t i = 0; i < n; i++)
        if (strcmp(attended[i].held_on, year) >= 0) home->minutes += attended[i].minutes, home->courses++;
    return OK;
}

/* ---- what needs this person ---- */

static bool register_waits(const Ctx *cx, const Duty *duty) { return duty->starts_at <= cx->now && duty->taken && duty->marked < duty->taken; }
static bool is_soon(const Ctx *cx, const Coming *r)         { return same(r->state, "confirmed") && r->starts_at < cx->now + SOON; }

static size_t needs_count(const Ctx *cx, const Home *home)
{
    size_t n = 0;
    for (size_t i = 0; i < home->mine_count; i++) n += same(home->mine[i].state, "offered") || is_soon(cx, &home->mine[i]);
    for (size_t i = 0; i < home->our_count; i++)  n += same(home->ours[i].state, "offered");
    for (size_t i = 0; i < home->duty_count; i++) n += register_waits(cx, &home->duties[i]);
    for (size_t i = 0; others[i]; i++)            n += home->other_counts[i];
    return n;
}

static void offer(Out *out, const Request *rq, Response *rs, const Coming *r, bool mine)
{
    Ctx *cx = out->cx;
    ly_need_begin(out, text(cx, "A place for %s is kept until %s", mine ? "you" : r->name, soon_words(cx, r->offer_ends_at)),
                  text(cx, "%s, %s. After that it goes to the next on the waiting list.", r->title, held_words(cx, r->starts_on, r->starts_at, r->ends_at, r->session_count)));
    form_begin(cx, rq, rs, text(cx, "/registrations/%ld/accept", (long)r->id), false);
    govuk_button(out, (Button){ .text = "Take the place", .classes = "ly-small-button", .prevent_double_click = YES });
    html(out, "</form>");
    ly_small_button(out, "Let it go", text(cx, "/registrations/%ld", (long)r->id), false);
    ly_need_end(out);
}

static void soon(Out *out, const Coming *r)
{
    Ctx *cx = out->cx;
    bool begun = r->starts_at <= cx->now;
    ly_need(out, begun ? text(cx, "%s is on now", r->title) : text(cx, "%s begins at %s", r->title, soon_words(cx, r->starts_at)), held_where(cx, r->format, r->place),
            same(r->format, "online") ? "How to join" : "When and where", text(cx, "/registrations/%ld", (long)r->id));
}

static void register_to_take(Out *out, const Duty *duty)
{
    Ctx *cx = out->cx;
    const char *day = date_of(cx, duty->starts_at);
    ly_need_begin(out, text(cx, "The register of %s", duty->title),
                  text(cx, "%s, %s. %ld of %ld marked.", same(day, cx->today) ? "Today" : day_words(cx, day), clock_range(cx, duty->starts_at, duty->ends_at), (long)duty->marked, (long)duty->taken));
    ly_small_button(out, "Take the register", text(cx, "/events/%ld/register/%ld", (long)duty->event_id, (long)duty->session_id), true);
    ly_need_end(out);
}

static void needs(Out *out, const Request *rq, Response *rs, const Home *home, size_t n)
{
    Ctx *cx = out->cx;
    html(out, "<section class=\"ly-panel\"><div class=\"ly-panel__head\"><h2 class=\"ly-h\">Needs you</h2>");
    ly_status(out, LY_WARN, counted(cx, (int64_t)n, "thing", NULL));
    html(out, "</div>");
    ly_needs_begin(out);
    for (size_t i = 0; i < home->duty_count; i++)
        if (register_waits(cx, &home->duties[i])) register_to_take(out, &home->duties[i]);
    for (size_t i = 0; others[i]; i++)
        if (home->other_counts[i]) others[i]->show(out, rq, rs, home->other_rows[i], home->other_counts[i]);
    for (size_t i = 0; i < home->mine_count; i++) {
        if (same(home->mine[i].state, "offered")) offer(out, rq, rs, &home->mine[i], true);
        if (is_soon(cx, &home->mine[i])) soon(out, &home->mine[i]);
    }
    for (size_t i = 0; i < home->our_count; i++)
        if (same(home->ours[i].state, "offered")) offer(out, rq, rs, &home->ours[i], false);
    ly_needs_end(out);
    ly_panel_end(out);
}

/* ---- coming up ---- */

static void when_where(Out *out, const Coming *r)
{
    Ctx *cx = out->cx;
    html(out, "%s, %s", r->session_count > 1 ? text(cx, "%s, the first of %ld sessions", clock_words(cx, r->starts_at), (long)r->session_count) : clock_range(cx, r->starts_at, r->ends_at),
         held_where(cx, r->format, r->place));
}

static void coming_for_you(Out *out, const Home *home)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Coming up for you" });
    ly_sessions_begin(out);
    for (size_t i = 0; i < home->mine_count; i++) {
        const Coming *r = &home->mine[i];
        ly_session_begin(out, r->starts_on);
        html(out, "<div class=\"ly-row ly-row--apart\"><b><a class=\"govuk-link\" href=\"/registrations/%ld\">%s</a></b>", (long)r->id, r->title);
        registration_status(out, r->state);
        html(out, "</div>");
        when_where(out, r);
        if (same(r->state, "confirmed") && r->cancel_by > cx->now)
            html(out, "<br><span class=\"ly-quiet\">Cancel free until %s</span>", soon_words(cx, event_cancel_until(r->cancel_by, r->starts_at)));
        ly_session_end(out);
    }
    ly_sessions_end(out);
    ly_panel_end(out);
}

static const char *unnamed_words(Ctx *cx, int64_t places)
{
    return places == 1 ? text(cx, "A place for %s", cx->who->organisation) : text(cx, "%ld places for %s", (long)places, cx->who->organisation);
}

/* One event of the school's, with everybody who goes or waits. Returns the index after them. */
static size_t event_of_ours(Out *out, const Home *home, size_t at)
{
    Ctx *cx = out->cx;
    const Coming *first = &home->ours[at];
    const char **going = array(cx, const char *, home->our_count + 1), **waiting = array(cx, const char *, home->our_count + 1), **asking = array(cx, const char *, home->our_count);
    size_t go = 0, wait = 0, ask = 0, i = at;
    int64_t unnamed = 0, unnamed_waiting = 0;
    for (; i < home->our_count && home->ours[i].event_id == first->event_id; i++) {
        const Coming *r = &home->ours[i];
        if (!r->person_id) ++*(same(r->state, "confirmed") ? &unnamed : &unnamed_waiting);
        else if (same(r->state, "confirmed")) going[go++] = r->name;
        else if (same(r->state, "requested")) asking[ask++] = r->name;
        else waiting[wait++] = r->name;
    }
    if (unnamed) going[go++] = unnamed_words(cx, unnamed);
    if (unnamed_waiting) waiting[wait++] = unnamed_words(cx, unnamed_waiting);
    ly_session_begin(out, first->starts_on);
    if (go + wait + ask == 1) html(out, "<b><a class=\"govuk-link\" href=\"/registrations/%ld\">%s</a></b><br>", (long)first->id, first->title);
    else html(out, "<b><a class=\"govuk-link\" href=\"/bookings?event=%ld\">%s</a></b><br>", (long)first->event_id, first->title);
    if (go) html(out, "%s", names_joined(cx, going, go));
    if (wait) html(out, "%s%s waiting", go ? "; " : "", names_joined(cx, waiting, wait));
    if (ask) html(out, "%sasked for by %s", go || wait ? "; " : "", names_joined(cx, asking, ask));
    html(out, "<br><span class=\"ly-quiet\">");
    when_where(out, first);
    html(out, "</span>");
    ly_session_end(out);
    return i;
}

static void coming_for_school(Out *out, const Home *home)
{
    Ctx *cx = out->cx;
    size_t shown = 0, at = 0;
    while (at < home->our_count && same(home->ours[at].state, "offered")) at++;   /* those stand above */
    ly_panel_begin(out, (LyPanel){ .title = text(cx, "Coming up at %s", cx->who->organisation), .end_text = "All bookings", .end_href = "/bookings?when=coming&order=date" });
    if (at == home->our_count)
        html(out, "<p class=\"ly-small\">No other colleague is booked on anything yet. Open an event in <a class=\"govuk-link\" href=\"/courses\">the programme</a> and choose who should go.</p>");
    else {
        ly_sessions_begin(out);
        while (at < home->our_count && shown++ < EVENTS_SHOWN) at = event_of_ours(out, home, at);
        ly_sessions_end(out);
    }
    ly_panel_end(out);
}

static void to_lead(Out *out, const Home *home)
{
    Ctx *cx = out->cx;
    size_t shown = 0;
    ly_panel_begin(out, (LyPanel){ .title = "You lead", .end_text = "All your events", .end_href = "/facilitating" });
    ly_sessions_begin(out);
    for (size_t i = 0; i < home->duty_count && shown < DUTIES_SHOWN; i++) {
        const Duty *d = &home->duties[i];
        if (d->ends_at <= cx->now) continue;
        shown++;
        ly_session_begin(out, date_of(cx, d->starts_at));
        html(out, "<b><a class=\"govuk-link\" href=\"%s\">%s</a></b><br>%s, %s<br><span class=\"ly-quiet\">%s booked</span>",
             cx->who->post_id ? text(cx, "/events/%ld/register/%ld", (long)d->event_id, (long)d->session_id) : text(cx, "/facilitating/events/%ld", (long)d->event_id), d->title,
             clock_range(cx, d->starts_at, d->ends_at), held_where(cx, d->format, d->place), counted(cx, d->taken, "person", "people"));
        ly_session_end(out);
    }
    ly_sessions_end(out);
    if (!shown) html(out, "<p class=\"ly-small\">Nothing that you lead is still to come.</p>");
    ly_panel_end(out);
}

static void programme_now(Out *out, const Home *home)
{
    Ctx *cx = out->cx;
    const Office *now = &home->programme;
    ly_panel_begin(out, (LyPanel){ .title = may(cx, AUDIT) ? "The programme" : text(cx, "The programme of %s", cx->who->organisation) });
    html(out, "<p class=\"ly-small govuk-!-margin-top-0\">%s in the next seven days, %s, and %s not published yet.</p>\n", counted(cx, now->soon, "event begins", "events begin"),
         counted(cx, now->waiting, "person waits for a place", "people wait for a place"), counted(cx, now->drafts, "event is", "events are"));
    html(out, "<div class=\"ly-buttons\">");
    ly_small_button(out, "Go to the office", "/office/programme", true);
    html(out, "</div>");
    ly_panel_end(out);
}

/* ---- beside it ---- */

static void record_panel(Out *out, const Home *home)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "My record", .tone = LY_MIST });
    if (home->courses)
        html(out, "<p class=\"ly-price\">%s</p><p class=\"ly-small govuk-!-margin-top-0\">at %s since September</p>",
             minutes_words(cx, home->minutes), counted(cx, home->courses, "event", NULL));
    else
        html(out, "<p class=\"ly-small govuk-!-margin-top-0\">What you attend is kept here, with its hours and certificates. There is nothing yet since September.</p>");
    html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\"><a class=\"govuk-link\" href=\"/record\">My record and certificates</a></p>");
    ly_panel_end(out);
}

static void ways(Out *out, const Home *home)
{
    Ctx *cx = out->cx;
    bool people = may(cx, MANAGE_PEOPLE);
    html(out, "<aside aria-label=\"Ways on\">");
    if (home->books || people) {
        ly_panel_begin(out, (LyPanel){ .title = cx->who->organisation });
        if (home->books) {
            html(out, "<p class=\"ly-small govuk-!-margin-top-0\">Choose an event, then tick everybody who should go.</p>");
            govuk_button(out, (Button){ .text = "Book for colleagues", .href = "/courses", .classes = "ly-small-button" });
        }
        html(out, "<ul class=\"ly-plain ly-small govuk-!-margin-top-3\">");
        if (home->books) html(out, "<li><a class=\"govuk-link\" href=\"/bookings\">Bookings of your school</a></li>");
        if (people) html(out, "<li><a class=\"govuk-link\" href=\"/people\">Our people</a></li>");
        html(out, "</ul>");
        ly_panel_end(out);
    }
    record_panel(out, home);
    html(out, "</aside>");
}

/* ---- the page ---- */

static const char *greeting(Ctx *cx)
{
    int64_t noon = 0, six = 0;
    instant_of(cx->today, 12, 0, false, &noon), instant_of(cx->today, 18, 0, false, &six);
    return text(cx, "Good %s, %s", cx->now < noon ? "morning" : cx->now < six ? "afternoon" : "evening", first_name(cx, cx->who->name));
}

/* What the post gives is not shown yet, so that its absence is not taken for an empty page. */
static void withheld_note(Ctx *cx, Out *out)
{
    ly_note_begin(out, LY_INFO);
    html(out, "This is only what is your own. <a class=\"govuk-link\" href=\"/sign-in/second\">Confirm that it is you</a> to see what you see as %s.", cx->who->post);
    ly_note_end(out);
}

static Error *home_page(Ctx *cx, const Request *rq, Response *rs)
{
    Home home = {0};
    TRY(home_load(cx, &home));
    size_t n = needs_count(cx, &home);
    const char *where = cx->who->post_id ? text(cx, ". %s, %s", cx->who->post, cx->who->organisation) : "";

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Home", .frame = FRAME_PUBLIC, .current = "home", .wide = true });
    html(out, "<h1 class=\"govuk-heading-l govuk-!-margin-bottom-1\">%s</h1>\n<p class=\"ly-quiet govuk-!-margin-top-0 govuk-!-margin-bottom-6\">%s%s</p>\n", greeting(cx), day_words(cx, cx->today), where);
    html(out, "<div class=\"govuk-!-margin-bottom-6\">");
    ly_search(out, (LySearch){ .action = "/courses", .name = "q", .label = "Find a course", .placeholder = "Find a course", .line = true });
    html(out, "</div><div class=\"ly-split ly-split--right\"><div>");
    if (cx->who->withheld) withheld_note(cx, out);
    if (n) needs(out, rq, rs, &home, n);
    if (home.office) programme_now(out, &home);
    if (home.duty_count) to_lead(out, &home);
    if (home.mine_count) coming_for_you(out, &home);
    else if (!home.duty_count && !home.office)
        ly_empty(out, (LyEmpty){ .title = "Nothing is booked for you", .words = "When you or a colleague books a place for you, it is here with everything you need on the day.", .act = "Find a course", .act_href = "/courses", .plain = true });
    if (home.books) coming_for_school(out, &home);
    html(out, "</div>");
    ways(out, &home);
    html(out, "</div>");
    page_end(rs);
    return OK;
}

ROUTES(home_pages,
    GET("/my", SIGNED_IN, home_page),
);
