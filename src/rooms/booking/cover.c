#include "rooms/booking/cover.h"

#include "platform/base/text.h"
#include "platform/base/time.h"

enum { MINUTE = 60, SCHOOL_BEGINS = (8 * 60 + 30) * MINUTE, SCHOOL_ENDS = (15 * 60 + 30) * MINUTE, FRIDAY = 4, HALF_A_DAY = 210, AWAY_MOST = 500 };

/* Sessions that may be of the same day; which are, is for London's calendar to say. */
SQL(away_around,
    "SELECT COALESCE(r.person_id, r.id) AS who, r.event_id, b.starts_at, b.ends_at, " REGISTRATION_NAME " AS name, c.title FROM session a"
    "  JOIN session b ON b.starts_at > a.starts_at - 86400 AND b.starts_at < a.starts_at + 86400 JOIN event e ON e.id = b.event_id JOIN course c ON c.id = e.course_id"
    "  JOIN registration r ON r.event_id = b.event_id AND " REGISTRATION_LIVE("r.") " LEFT JOIN person p ON p.id = r.person_id LEFT JOIN organisation o ON o.id = r.organisation_id"
    " WHERE a.event_id = $1 AND r.organisation_id = $2 AND (r.state = 'confirmed' OR r.state = 'offered') AND e.state <> 'cancelled'"
    " GROUP BY r.id, b.id, r.person_id, r.event_id, b.starts_at, b.ends_at, p.name, o.name, c.title ORDER BY b.starts_at, r.id LIMIT CAST($3 AS BIGINT)");

static const Column away_columns[] = { COLUMN(Away, who), COLUMN(Away, event_id), COLUMN(Away, starts_at), COLUMN(Away, ends_at), COLUMN(Away, name), COLUMN(Away, title) };

/* Minutes of school hours that a session takes. */
static int64_t school_minutes(Ctx *cx, int64_t starts_at, int64_t ends_at)
{
    int64_t from = time_of_day(starts_at), till = from + (ends_at - starts_at);
    if (date_weekday(date_of(cx, starts_at)) > FRIDAY) return 0;
    if (from < SCHOOL_BEGINS) from = SCHOOL_BEGINS;
    if (till > SCHOOL_ENDS) till = SCHOOL_ENDS;
    return till > from ? (till - from) / MINUTE : 0;
}

static DayOut *day_of(Cover *cover, const char *on)
{
    for (size_t i = 0; i < cover->day_count; i++)
        if (same(cover->days[i].on, on)) return &cover->days[i];
    return NULL;
}

Error *cover_find(Ctx *cx, int64_t organisation_id, const Event *event, Cover *cover)
{
    Session *sessions;
    Away *around;
    size_t session_count, count;
    *cover = (Cover){ .event_id = event->id };
    TRY(event_sessions(cx, event->id, &sessions, &session_count));
    cover->days = array(cx, DayOut, session_count + 1);
    for (size_t i = 0; i < session_count; i++) {
        int64_t minutes = school_minutes(cx, sessions[i].starts_at, sessions[i].ends_at);
        const char *on = date_of(cx, sessions[i].starts_at);
        DayOut *day = day_of(cover, on);
        if (!minutes) continue;
        if (day) day->minutes += minutes;
        else cover->days[cover->day_count++] = (DayOut){ on, minutes };
    }
    if (!cover->day_count) return OK;
    TRY(db_list(cx, away_around, away_columns, &around, &count, INT(event->id), INT(organisation_id), INT(AWAY_MOST)));
    cover->people = array(cx, Away, count + 1);
    for (size_t i = 0; i < count; i++) {
        around[i].on = date_of(cx, around[i].starts_at);
        if (day_of(cover, around[i].on) && school_minutes(cx, around[i].starts_at, around[i].ends_at)) cover->people[cover->people_count++] = around[i];
    }
    return OK;
}

int64_t cover_pence(const Cover *cover, int64_t day_pence)
{
    int64_t halves = 0;
    for (size_t i = 0; i < cover->day_count; i++) halves += cover->days[i].minutes > HALF_A_DAY ? 2 : 1;
    return halves * day_pence / 2;
}

static bool is_among(const BookedPlace *people, size_t count, int64_t who)
{
    for (size_t i = 0; i < count; i++)
        if (people[i].person_id == who) return true;
    return false;
}

/* Somebody at two things on one day is out once. */
static bool counted_before(const Cover *cover, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (cover->people[i].who == cover->people[at].who && same(cover->people[i].on, cover->people[at].on)) return true;
    return false;
}

static int64_t out_on(const Cover *cover, const char *on, const BookedPlace *people, size_t count)
{
    int64_t out = (int64_t)count;
    for (size_t i = 0; i < cover->people_count; i++)
        if (same(cover->people[i].on, on) && !is_among(people, count, cover->people[i].who) && !counted_before(cover, i)) out++;
    return out;
}

const char *cover_over(Ctx *cx, const Cover *cover, int64_t limit, const BookedPlace *people, size_t count, int64_t *out)
{
    const char **days = array(cx, const char *, cover->day_count + 1);
    size_t over = 0;
    *out = 0;
    for (size_t d = 0; d < cover->day_count; d++) {
        int64_t there = out_on(cover, cover->days[d].on, people, count);
        if (there > limit) days[over++] = day_words(cx, cover->days[d].on);
        if (there > limit && there > *out) *out = there;
    }
    return over ? text_list(cx, days, over) : NULL;
}
