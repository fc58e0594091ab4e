#include <string.h>
#include "rooms/programme/clash.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/course.h"
#include "rooms/programme/event.h"
#include "rooms/programme/venue_rooms.h"

/* A session of another event that has a leader, the venue or the people in common with ours. Twice where two of our leaders lead it. */
typedef struct { int64_t event_id, starts_at, ends_at, venue_id, room_id, same_people, leader_id, told; const char *title, *leader; } Busy;
typedef struct { int64_t venue_id, room_id, from_at, till_at; const char *why; } Blocked;
typedef struct { int64_t venue_id, weekday, opens, closes; } Open;
typedef struct { int64_t session_id, seats; } Seats;
typedef struct { const char *name, *from_on, *till_on; } LeaderAway;

struct ClashBook {
    const Event   *event;
    const Session *sessions; size_t session_count;
    Busy    *busy;    size_t busy_count;
    Blocked *blocked; size_t blocked_count;
    Open    *open;    size_t open_count;
    Seats   *seats;   size_t seats_count;
    LeaderAway *away; size_t away_count;
    SchoolCalendar calendar;
};

enum { DAY = 86400, ON_THE_WAY = 1800 };      /* from one place to another in half an hour */

static const Column busy_columns[] = {
    COLUMN(Busy, event_id), COLUMN(Busy, starts_at), COLUMN(Busy, ends_at), COLUMN(Busy, venue_id), COLUMN(Busy, room_id), COLUMN(Busy, same_people), COLUMN(Busy, leader_id), COLUMN(Busy, told),
    COLUMN(Busy, title), COLUMN(Busy, leader),
};
static const Column blocked_columns[] = { COLUMN(Blocked, venue_id), COLUMN(Blocked, room_id), COLUMN(Blocked, from_at), COLUMN(Blocked, till_at), COLUMN(Blocked, why) };
static const Column open_columns[] = { COLUMN(Open, venue_id), COLUMN(Open, weekday), COLUMN(Open, opens), COLUMN(Open, closes) };
static const Column away_columns[] = { COLUMN(LeaderAway, name), COLUMN(LeaderAway, from_on), COLUMN(LeaderAway, till_on) };
static const Column seats_columns[] = { COLUMN(Seats, session_id), COLUMN(Seats, seats) };

#define OWN_VENUES "(SELECT o.venue_id FROM session o WHERE o.event_id = $1)"
#define SAME_PEOPLE "e.state = 'published' AND (e.audience_bits & me.audience_bits & CAST($4 AS BIGINT)) <> 0 AND ((e.phase_bits & me.phase_bits) <> 0 OR e.phase_bits = 0 OR me.phase_bits = 0)"
#define TOLD "(e.state <> 'draft' OR CAST($5 AS BIGINT) = 0 OR c.owner_id = $5)"
SQL(clash_busy,
    "SELECT s.event_id, s.starts_at, s.ends_at, s.venue_id, s.room_id, CAST(CASE WHEN " SAME_PEOPLE " THEN 1 ELSE 0 END AS BIGINT) AS same_people, f.person_id AS leader_id, p.name AS leader,"
    " CAST(CASE WHEN " TOLD " THEN 1 ELSE 0 END AS BIGINT) AS told, CASE WHEN " TOLD " THEN c.title ELSE 'a draft of another department' END AS title"
    " FROM event me JOIN session s ON s.starts_at > $2 AND s.starts_at < $3 JOIN event e ON e.id = s.event_id JOIN course c ON c.id = e.course_id"
    " LEFT JOIN facilitator f ON f.event_id = e.id AND f.answer <> 'declined' AND f.person_id IN (SELECT m.person_id FROM facilitator m WHERE m.event_id = $1 AND m.answer <> 'declined') LEFT JOIN person p ON p.id = f.person_id"
    " WHERE me.id = $1 AND e.id <> $1 AND e.state IN ('draft', 'published', 'closed') AND (f.person_id IS NOT NULL OR s.venue_id IN " OWN_VENUES " OR (" SAME_PEOPLE "))"
    " ORDER BY s.starts_at, s.id, f.person_id LIMIT 3000");
SQL(clash_blocked, "SELECT venue_id, room_id, from_at, till_at, why FROM venue_block WHERE venue_id IN " OWN_VENUES " AND till_at > $2 AND from_at < $3 ORDER BY from_at, id LIMIT 500");
SQL(clash_open,    "SELECT venue_id, weekday, opens, closes FROM venue_hours WHERE venue_id IN " OWN_VENUES " ORDER BY venue_id, weekday LIMIT 300");
SQL(clash_away,
    "SELECT p.name, a.from_on, a.till_on FROM facilitator f JOIN facilitator_away a ON a.person_id = f.person_id JOIN person p ON p.id = f.person_id"
    " WHERE f.event_id = $1 AND f.answer <> 'declined' AND a.till_on >= $2 AND a.from_on <= $3 ORDER BY a.from_on, a.id LIMIT 500");
SQL(clash_seats,
    "SELECT s.id AS session_id, CASE WHEN r.id IS NULL THEN v.places ELSE r.places END AS seats FROM session s JOIN venue v ON v.id = s.venue_id LEFT JOIN venue_room r ON r.id = s.room_id"
    " WHERE s.event_id = $1 AND s.place_kind = 'venue' ORDER BY s.id LIMIT 100");

/* Everyone is asked to nearly everything on its own: that is no clash. */
static int64_t audiences_told_apart(void)
{
    int64_t bits = 0;
    for (size_t i = 0; i < course_audience_count; i++)
        if (!same(course_audiences[i].word, "everyone")) bits |= (int64_t)1 << i;
    return bits;
}

Error *clash_book(Ctx *cx, const Event *event, const Session *sessions, size_t count, const char *from_on, const char *till_on, ClashBook **book)
{
    ClashBook *b = *book = new(cx, ClashBook);
    int64_t from_at = 0, till_at = 0;
    *b = (ClashBook){ .event = event, .sessions = sessions, .session_count = count };
    instant_of(from_on, 0, 0, false, &from_at);
    instant_of(date_add_days(cx, till_on, 1), 0, 0, false, &till_at);
    TRY(school_calendar(cx, from_on, till_on, &b->calendar));
    Query queries[] = {
        QUERY_LIST(clash_busy, busy_columns, &b->busy, &b->busy_count, INT(event->id), INT(from_at - DAY), INT(till_at), INT(audiences_told_apart()), INT(programme_scope(cx))),
        QUERY_LIST(clash_blocked, blocked_columns, &b->blocked, &b->blocked_count, INT(event->id), INT(from_at), INT(till_at)),
        QUERY_LIST(clash_open, open_columns, &b->open, &b->open_count, INT(event->id)),
        QUERY_LIST(clash_away, away_columns, &b->away, &b->away_count, INT(event->id), STR(from_on), STR(till_on)),
        QUERY_LIST(clash_seats, seats_columns, &b->seats, &b->seats_count, INT(event->id)),
    };
    return db_all(cx, queries, COUNT(queries));
}

const SchoolCalendar *clash_calendar(const ClashBook *book) { return &book->calendar; }

/* ---- one date ---- */

typedef struct { Ctx *cx; const ClashBook *book; Clash *list; size_t count; } Finding;
typedef struct { const Session *session; const char *on; int64_t starts_at, ends_at; } Meeting;   /* a session as it would be */

static void found(Finding *finding, ClashKind kind, const Meeting *meeting, int64_t event_id, const char *words)
{
    for (size_t i = 0; i < finding->count; i++)
        if (same(finding->list[i].words, words)) return;
    if (finding->count < CLASHES_MOST) finding->list[finding->count++] = (Clash){ .kind = kind, .on = meeting->on, .words = words, .event_id = event_id };
}

static const char *when_words(Ctx *cx, const Busy *busy)
{
    return text(cx, "%s, %s", day_words(cx, date_of(cx, busy->starts_at)), clock_range(cx, busy->starts_at, busy->ends_at));
}

static bool one_room(const Session *session, int64_t venue_id, int64_t room_id)
{
    return session->venue_id && session->venue_id == venue_id && (!session->room_id || !room_id || session->room_id == room_id);
}

static void busy_find(Finding *finding, const Meeting *meeting)
{
    Ctx *cx = finding->cx;
    for (size_t i = 0; i < finding->book->busy_count; i++) {
        const Busy *busy = &finding->book->busy[i];
        if (busy->starts_at >= meeting->ends_at + ON_THE_WAY || busy->ends_at + ON_THE_WAY <= meeting->starts_at) continue;
        bool at_once = busy->starts_at < meeting->ends_at && busy->ends_at > meeting->starts_at;
        int64_t event_id = busy->told ? busy->event_id : 0;
        if (busy->leader_id && at_once)
            found(finding, CLASH_LEADER, meeting, event_id, text(cx, "%s leads %s then: %s", busy->leader, busy->title, when_words(cx, busy)));
        if (at_once && one_room(meeting->session, busy->venue_id, busy->room_id))
            found(finding, CLASH_ROOM, meeting, event_id, text(cx, "%s is taken by %s: %s", meeting->session->venue, busy->title, when_words(cx, busy)));
        if (busy->same_people)
            found(finding, CLASH_AUDIENCE, meeting, event_id, text(cx, "%s is for the same people: %s", busy->title, when_words(cx, busy)));
    }
}

static void away_find(Finding *finding, const Meeting *meeting)
{
    for (size_t i = 0; i < finding->book->away_count; i++) {
        const LeaderAway *away = &finding->book->away[i];
        if (strcmp(away->from_on, meeting->on) <= 0 && strcmp(away->till_on, meeting->on) >= 0)
            found(finding, CLASH_AWAY, meeting, 0, text(finding->cx, "%s is away on %s", away->name, day_words(finding->cx, meeting->on)));
    }
}

static void venue_find_out(Finding *finding, const Meeting *meeting)
{
    Ctx *cx = finding->cx;
    const ClashBook *book = finding->book;
    const Session *session = meeting->session;
    bool known = false, open = false;
    for (size_t i = 0; i < book->blocked_count; i++) {
        const Blocked *blocked = &book->blocked[i];
        if (blocked->from_at < meeting->ends_at && blocked->till_at > meeting->starts_at && one_room(session, blocked->venue_id, blocked->room_id))
            found(finding, CLASH_CLOSED, meeting, 0, text(cx, "%s is not available on %s: %s", session->venue, day_words(cx, meeting->on), blocked->why));
    }
    for (size_t i = 0; i < book->open_count; i++) {
        const Open *hours = &book->open[i];
        if (hours->venue_id != session->venue_id) continue;
        known = true;
        open |= hours->weekday == date_weekday(meeting->on) && minutes_into(cx, meeting->on, meeting->starts_at) >= hours->opens && minutes_into(cx, meeting->on, meeting->ends_at) <= hours->closes;
    }
    if (known && !open) found(finding, CLASH_CLOSED, meeting, 0, text(cx, "%s is closed on %s, %s", session->venue_name, day_words(cx, meeting->on), clock_range(cx, meeting->starts_at, meeting->ends_at)));
    for (size_t i = 0; i < book->seats_count; i++)
        if (book->seats[i].session_id == session->id && book->seats[i].seats && book->seats[i].seats < book->event->places)
            found(finding, CLASH_SEATS, meeting, 0, text(cx, "%s seats %ld, and the event has %s", session->venue, book->seats[i].seats, counted(cx, book->event->places, "place", NULL)));
}

/* A copy of the event beside the event itself. */
static void itself_find(Finding *finding, const Meeting *meeting)
{
    Ctx *cx = finding->cx;
    for (size_t i = 0; i < finding->book->session_count; i++) {
        const Session *own = &finding->book->sessions[i];
        if (own->starts_at < meeting->ends_at && own->ends_at > meeting->starts_at && one_room(meeting->session, own->venue_id, own->room_id))
            found(finding, CLASH_ROOM, meeting, 0, text(cx, "%s has a session of this event itself on %s, %s", own->venue, day_words(cx, meeting->on), clock_range(cx, own->starts_at, own->ends_at)));
    }
}

static void calendar_find(Finding *finding, const Meeting *meeting)
{
    Ctx *cx = finding->cx;
    const SchoolCalendar *calendar = &finding->book->calendar;
    SchoolDay day = school_day(cx, calendar, meeting->on, NULL);
    if (day == DAY_BANK_HOLIDAY || day == DAY_HOLIDAY || day == DAY_HALF_TERM || day == DAY_INSET)
        found(finding, day == DAY_INSET ? CLASH_INSET : CLASH_HOLIDAY, meeting, 0, text(cx, "%s is %s", day_words(cx, meeting->on), school_day_words(cx, calendar, meeting->on)));
    const char *insets = school_insets_words(cx, calendar, meeting->on);
    if (*insets) found(finding, CLASH_SCHOOL_INSET, meeting, 0, text(cx, "%s is an INSET day at %s", day_words(cx, meeting->on), insets));
}

size_t clashes_on(Ctx *cx, const ClashBook *book, int64_t days, Clash *list)
{
    Finding finding = { .cx = cx, .book = book, .list = list };
    for (size_t i = 0; i < book->session_count; i++) {
        Meeting meeting = { .session = &book->sessions[i] };
        if (instant_days_later(cx, meeting.session->starts_at, days, &meeting.starts_at) == CLOCK_NEVER) continue;
        if (instant_days_later(cx, meeting.session->ends_at, days, &meeting.ends_at) == CLOCK_NEVER) continue;
        meeting.on = date_of(cx, meeting.starts_at);
        busy_find(&finding, &meeting);
        away_find(&finding, &meeting);
        if (days) itself_find(&finding, &meeting);
        venue_find_out(&finding, &meeting);
        calendar_find(&finding, &meeting);
    }
    return finding.count;
}

Error *clashes_of(Ctx *cx, const Event *event, const Session *sessions, size_t count, Clash **list, size_t *clash_count)
{
    ClashBook *book;
    *list = array(cx, Clash, CLASHES_MOST);
    *clash_count = 0;
    if (!count) return OK;
    int64_t last = 0;
    for (size_t i = 0; i < count; i++) if (sessions[i].ends_at > last) last = sessions[i].ends_at;
    TRY(clash_book(cx, event, sessions, count, event->starts_on, date_of(cx, last), &book));
    *clash_count = clashes_on(cx, book, 0, *list);
    return OK;
}
