#include "rooms/booking/attendance.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/permission.h"

enum { WEEK = 7 * 86400 };

SQL(register_rows,
    "SELECT r.id AS registration_id, r.person_id, " REGISTRATION_NAME " AS name, p.email, o.name AS organisation, a.mark FROM registration r LEFT JOIN person p ON p.id = r.person_id"
    "  LEFT JOIN organisation o ON o.id = r.organisation_id LEFT JOIN attendance a ON a.registration_id = r.id AND a.session_id = $2"
    " WHERE r.event_id = $1 AND " REGISTRATION_LIVE("r.") " AND r.state = 'confirmed' ORDER BY COALESCE(p.sort_key, ''), r.id LIMIT 1000");
SQL(mark_put,
    "INSERT INTO attendance (registration_id, session_id, mark, marked_by, marked_at) SELECT r.id, CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS BIGINT), CAST($5 AS BIGINT)"
    "  FROM registration r WHERE r.id = $1 AND r.event_id = $6 AND r.state = 'confirmed'"
    " ON CONFLICT (registration_id, session_id) DO UPDATE SET mark = excluded.mark, marked_by = excluded.marked_by, marked_at = excluded.marked_at WHERE attendance.mark <> excluded.mark");
SQL(marks_of,
    "SELECT s.id, a.mark, s.ends_at - s.starts_at AS seconds FROM registration r JOIN session s ON s.event_id = r.event_id"
    "  LEFT JOIN attendance a ON a.registration_id = r.id AND a.session_id = s.id WHERE r.id = $1 ORDER BY s.position");
SQL(duties_of,
    "SELECT e.id AS event_id, s.id AS session_id, s.starts_at, s.ends_at, s.position, e.session_count, e.taken, c.title, e.place, e.format,"
    " (SELECT count(*) FROM attendance a WHERE a.session_id = s.id) AS marked"
    "  FROM facilitator f JOIN event e ON e.id = f.event_id JOIN course c ON c.id = e.course_id JOIN session s ON s.event_id = e.id"
    " WHERE f.person_id = $1 AND e.state IN ('published', 'closed') AND s.ends_at > $2 ORDER BY s.starts_at, s.id LIMIT 100");

static const Column register_columns[] = { COLUMN(RegisterRow, registration_id), COLUMN(RegisterRow, person_id), COLUMN(RegisterRow, name),
                                           COLUMN(RegisterRow, email), COLUMN(RegisterRow, organisation), COLUMN(RegisterRow, mark) };
static const Column duty_columns[] = { COLUMN(Duty, event_id), COLUMN(Duty, session_id), COLUMN(Duty, starts_at), COLUMN(Duty, ends_at), COLUMN(Duty, position),
                                       COLUMN(Duty, session_count), COLUMN(Duty, taken), COLUMN(Duty, marked), COLUMN(Duty, title), COLUMN(Duty, place), COLUMN(Duty, format) };

bool register_is_to_read(const Ctx *cx) { return may(cx, READ_REGISTER) && !may(cx, TAKE_REGISTER); }

/* Theirs: the office's, the auditor's to read, a department's own, or that of whoever leads it and has not left. */
static Error *event_for_register(Ctx *cx, int64_t event_id, Event *event)
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
    TRY(event_for_register(cx, event_id, &found->event));
    TRY(session_of(cx, event_id, session_id, &found->session));
    return db_list(cx, register_rows, register_columns, &found->rows, &found->count, INT(event_id), INT(session_id));
}

Error *register_mark(Ctx *cx, int64_t event_id, int64_t session_id, const Mark *marks, size_t count, int64_t *changed)
{
    Event event = {0};
    Session session = {0};
    *changed = 0;
    TRY(event_hold(cx, event_id));   /* so that it is not cancelled meanwhile */
    TRY(event_for_register(cx, event_id, &event));
    if (register_is_to_read(cx)) return forbidden(cx, "reads registers and marks nobody");
    if (same(event.state, "cancelled")) return conflict(cx, "%s has been cancelled, so nobody is marked", event.title);
    TRY(session_of(cx, event_id, session_id, &session));
    if (strcmp(date_of(cx, session.starts_at), cx->today) > 0)
        return conflict(cx, "The register opens on the day itself, %s", day_words(cx, date_of(cx, session.starts_at)));
    for (size_t i = 0; i < count; i++) {
        int64_t one = 0;
        if (!one_of(marks[i].mark, "present part absent")) return invalid(cx, NULL, "Choose present, part or absent");
        TRY(db_run(cx, mark_put, &one, INT(marks[i].registration_id), INT(session_id), STR(marks[i].mark), INT(cx->who->id), INT(cx->now), INT(event_id)));
        *changed += one;
    }
    if (!*changed) return OK;
    TRY(trail(cx, "register.marked", event_id, text(cx, "%s, %s", date_words(cx, date_of(cx, session.starts_at)), counted(cx, *changed, "mark", NULL))));
    return fact(cx, "register.marked", event_id);
}

typedef struct { int64_t id, seconds; const char *mark; } SessionMark;

Error *attendance_of(Ctx *cx, int64_t registration_id, const char **sum, int64_t *minutes)
{
    static const Column columns[] = { COLUMN(SessionMark, id), COLUMN(SessionMark, seconds), COLUMN(SessionMark, mark) };
    SessionMark *marks;
    size_t n, present = 0, absent = 0, marked = 0;
    int64_t seconds = 0;
    TRY(db_list(cx, marks_of, columns, &marks, &n, INT(registration_id)));
    for (size_t i = 0; i < n; i++) {
        marked += !blank(marks[i].mark);
        present += same(marks[i].mark, "present");
        absent += same(marks[i].mark, "absent");
        if (same(marks[i].mark, "present")) seconds += marks[i].seconds;
    }
    *minutes = seconds / 60;
    *sum = !n || marked < n ? "" : present == n ? "attended" : absent == n ? "absent" : "part";
    return OK;
}

Error *duties(Ctx *cx, Duty **list, size_t *count)
{
    return db_list(cx, duties_of, duty_columns, list, count, INT(cx->who->id), INT(cx->now - WEEK));
}
