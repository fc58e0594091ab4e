#include "rooms/booking/attendance.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/permission.h"

enum { WEEK = 7 * 86400 };

SQL(register_rows,
    "SELECT r.id AS registration_id, r.person_id, " REGISTRATION_NAME " AS name, p.email, o.name AS organisation, a.mark, a.minutes, a.how, a.marked_at, m.name AS marked_by,"
    " CAST(CASE WHEN w.registration_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS walked_in FROM registration r LEFT JOIN person p ON p.id = r.person_id"
    "  LEFT JOIN organisation o ON o.id = r.organisation_id LEFT JOIN attendance a ON a.registration_id = r.id AND a.session_id = $2"
    "  LEFT JOIN person m ON m.id = a.marked_by LEFT JOIN walk_in w ON w.registration_id = r.id WHERE r.event_id = $1 AND " REGISTRATION_LIVE("r.") " AND r.state = 'confirmed' ORDER BY COALESCE(p.sort_key, ''), r.id LIMIT 1000");
SQL(mark_put,
    "INSERT INTO attendance (registration_id, session_id, mark, minutes, how, marked_by, marked_at)"
    " SELECT r.id, CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($7 AS BIGINT), CAST($8 AS TEXT), CAST($4 AS BIGINT), CAST($5 AS BIGINT)"
    "  FROM registration r WHERE r.id = $1 AND r.event_id = $6 AND r.state = 'confirmed' AND r.person_id IS NOT NULL"
    " ON CONFLICT (registration_id, session_id) DO UPDATE SET mark = excluded.mark, minutes = excluded.minutes, how = excluded.how, marked_by = excluded.marked_by,"
    " marked_at = excluded.marked_at WHERE attendance.mark <> excluded.mark OR COALESCE(attendance.minutes, 0) <> COALESCE(excluded.minutes, 0)");
SQL(marks_of,
    "SELECT s.id, a.mark, a.minutes, s.ends_at - s.starts_at AS seconds FROM registration r JOIN session s ON s.event_id = r.event_id"
    "  LEFT JOIN attendance a ON a.registration_id = r.id AND a.session_id = s.id WHERE r.id = $1 ORDER BY s.position");
SQL(duties_of,
    "SELECT e.id AS event_id, s.id AS session_id, s.starts_at, s.ends_at, s.position, e.session_count, e.taken, c.title, e.place, e.format, f.answer,"
    " (SELECT count(*) FROM attendance a WHERE a.session_id = s.id) AS marked"
    "  FROM facilitator f JOIN event e ON e.id = f.event_id JOIN course c ON c.id = e.course_id JOIN session s ON s.event_id = e.id"
    " WHERE f.person_id = $1 AND f.answer <> 'declined' AND e.state IN ('published', 'closed') AND s.ends_at > $2 ORDER BY s.starts_at, s.id LIMIT 100");

static const Column register_columns[] = { COLUMN(RegisterRow, registration_id), COLUMN(RegisterRow, person_id), COLUMN(RegisterRow, name),
                                           COLUMN(RegisterRow, email), COLUMN(RegisterRow, organisation), COLUMN(RegisterRow, mark),
                                           COLUMN(RegisterRow, minutes), COLUMN(RegisterRow, how), COLUMN(RegisterRow, walked_in), COLUMN(RegisterRow, marked_at), COLUMN(RegisterRow, marked_by) };
static const Column duty_columns[] = { COLUMN(Duty, event_id), COLUMN(Duty, session_id), COLUMN(Duty, starts_at), COLUMN(Duty, ends_at), COLUMN(Duty, position),
                                       COLUMN(Duty, session_count), COLUMN(Duty, taken), COLUMN(Duty, marked), COLUMN(Duty, title), COLUMN(Duty, place), COLUMN(Duty, format),
                                       COLUMN(Duty, answer) };

bool register_is_to_read(const Ctx *cx) { return may(cx, READ_REGISTER) && !may(cx, TAKE_REGISTER); }

/* Whoever leads it has not left while they hold a post. */
Error *register_may(Ctx *cx, int64_t event_id, Event *event)
{
    bool leads = false;
    if (!cx->who) return missing(cx, "a register, and nobody is signed in");
    TRY(event_find(cx, event_id, event));
    if (may(cx, RUN_PROGRAMME) || may(cx, AUDIT)) return OK;
    if (may(cx, OWN_COURSES) && event->owner_id == cx->who->organisation_id) return OK;
    TRY(event_is_facilitated_by(cx, event_id, cx->who->id, &leads));
    return leads && cx->who->post_id ? OK : missing(cx, "event %ld is not led by person %ld", (long)event_id, (long)cx->who->id);
}

static Error *session_of(Ctx *cx, int64_t event_id, int64_t session_id, Session *session)
{
    Session *all;
    size_t n;
    TRY(event_sessions(cx, event_id, &all, &n));
    for (size_t i = 0; i < n; i++)
        if (all[i].id == session_id) {
            *session = all[i];
            return OK;
        }
    return missing(cx, "event %ld has no session %ld", (long)event_id, (long)session_id);
}

Error *register_find(Ctx *cx, int64_t event_id, int64_t session_id, AttendanceRegister *found)
{
    TRY(register_may(cx, event_id, &found->event));
    TRY(session_of(cx, event_id, session_id, &found->session));
    return db_list(cx, register_rows, register_columns, &found->rows, &found->count, INT(event_id), INT(session_id));
}

Error *register_open(Ctx *cx, int64_t event_id, int64_t session_id, Event *event, Session *session)
{
    TRY(event_hold(cx, event_id));   /* so that it is not cancelled meanwhile */
    TRY(register_may(cx, event_id, event));
    if (register_is_to_read(cx)) return forbidden(cx, "reads registers and marks nobody");
    if (same(event->state, "cancelled")) return conflict(cx, "%s has been cancelled, so nobody is marked", event->title);
    TRY(session_of(cx, event_id, session_id, session));
    const char *day = date_of(cx, session->starts_at);
    return strcmp(day, cx->today) > 0 ? conflict(cx, "The register opens on the day itself, %s", day_words(cx, day)) : OK;
}

int64_t minutes_most(const Session *session) { return (session->ends_at - session->starts_at) / 60 - 1; }

int64_t mark_said_at(const Ctx *cx, const Mark *mark) { return mark->said_at > 0 && mark->said_at < cx->now ? mark->said_at : cx->now; }

static Error *mark_check(Ctx *cx, const Session *session, const Mark *mark)
{
    if (!one_of(mark->mark, "present part absent")) return invalid(cx, NULL, "Choose present, part or absent");
    if (!same(mark->mark, "part") || mark->minutes == MINUTES_UNSAID) return OK;
    if (mark->minutes > 0 && mark->minutes <= minutes_most(session)) return OK;
    return invalid(cx, text(cx, "minutes_%ld", (long)mark->registration_id), "Enter the minutes that they were there as a number from 1 to %ld, or leave it empty", (long)minutes_most(session));
}

Error *register_mark(Ctx *cx, int64_t event_id, int64_t session_id, const Mark *marks, size_t count, int64_t *changed)
{
    Event event = {0};
    Session session = {0};
    Error *errors = OK;
    *changed = 0;
    TRY(register_open(cx, event_id, session_id, &event, &session));
    for (size_t i = 0; i < count; i++) errors_add(&errors, mark_check(cx, &session, &marks[i]));
    if (errors) return errors;
    for (size_t i = 0; i < count; i++) {
        int64_t one = 0, minutes = same(marks[i].mark, "part") ? marks[i].minutes : 0;
        TRY(db_run(cx, mark_put, &one, INT(marks[i].registration_id), INT(session_id), STR(marks[i].mark), INT(cx->who->id), INT(mark_said_at(cx, &marks[i])), INT(event_id),
                   REF(minutes), STR(marks[i].how ? marks[i].how : "tap")));
        *changed += one;
    }
    if (!*changed) return OK;
    TRY(trail(cx, "register.marked", event_id, text(cx, "%s, %s", date_words(cx, date_of(cx, session.starts_at)), counted(cx, *changed, "mark", NULL))));
    return fact(cx, "register.marked", event_id);
}

typedef struct { int64_t id, seconds, minutes; const char *mark; } SessionMark;

Error *attendance_of(Ctx *cx, int64_t registration_id, const char **sum, int64_t *minutes)
{
    static const Column columns[] = { COLUMN(SessionMark, id), COLUMN(SessionMark, seconds), COLUMN(SessionMark, minutes), COLUMN(SessionMark, mark) };
    SessionMark *marks;
    size_t n, present = 0, absent = 0, marked = 0;
    *minutes = 0;
    TRY(db_list(cx, marks_of, columns, &marks, &n, INT(registration_id)));
    for (size_t i = 0; i < n; i++) {
        marked += !blank(marks[i].mark);
        present += same(marks[i].mark, "present");
        absent += same(marks[i].mark, "absent");
        *minutes += same(marks[i].mark, "present") ? marks[i].seconds / 60 : marks[i].minutes;
    }
    *sum = !n || marked < n ? "" : present == n ? "attended" : absent == n ? "absent" : "part";
    return OK;
}

Error *duties(Ctx *cx, Duty **list, size_t *count)
{
    return db_list(cx, duties_of, duty_columns, list, count, INT(cx->who->id), INT(cx->now - WEEK));
}
