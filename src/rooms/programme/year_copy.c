#include <string.h>
#include "rooms/programme/year_copy.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/permission.h"

enum { PLANNED_AT_ONCE = 40, WEEKS_OF_A_YEAR = 52 };

static const Column run_columns[] = {
    COLUMN(CopyRun, id), COLUMN(CopyRun, event_id), COLUMN(CopyRun, made_by), COLUMN(CopyRun, made_at), COLUMN(CopyRun, chosen), COLUMN(CopyRun, made), COLUMN(CopyRun, refused),
    COLUMN(CopyRun, state), COLUMN(CopyRun, from_year),
};
static const Column line_columns[] = {
    COLUMN(CopyLine, id), COLUMN(CopyLine, event_id), COLUMN(CopyLine, chosen), COLUMN(CopyLine, copy_id), COLUMN(CopyLine, first_on), COLUMN(CopyLine, moved), COLUMN(CopyLine, refused),
    COLUMN(CopyLine, title), COLUMN(CopyLine, code), COLUMN(CopyLine, was_on), COLUMN(CopyLine, owner),
};
typedef struct { int64_t id, copied; const char *starts_on; } Carried;
static const Column carried_columns[] = { COLUMN(Carried, id), COLUMN(Carried, copied), COLUMN(Carried, starts_on) };

#define OF_RUN(what) "(SELECT COUNT(*) FROM copy_line l WHERE l.run_id = r.id AND " what ")"
#define RUN "SELECT r.id, r.event_id, r.made_by, r.made_at, r.state, r.from_year, " OF_RUN("l.chosen = 1") " AS chosen, " OF_RUN("l.copy_id IS NOT NULL") " AS made, " \
            OF_RUN("l.refused <> ''") " AS refused FROM copy_run r WHERE r.event_id IS NULL"
#define LINE "SELECT l.id, l.event_id, l.chosen, l.copy_id, l.first_on, l.moved, l.refused, c.title, c.code, e.starts_on AS was_on, o.name AS owner" \
             " FROM copy_line l JOIN event e ON e.id = l.event_id JOIN course c ON c.id = e.course_id JOIN organisation o ON o.id = c.owner_id WHERE l.run_id = $1"
#define HELD_THEN "e.starts_on >= $1 AND e.starts_on < $2 AND e.state IN ('draft', 'published', 'closed')"
SQL(year_runs,        RUN " ORDER BY r.id DESC LIMIT 20");
SQL(year_run_by_id,   RUN " AND r.id = $1");
SQL(year_run_insert,  "INSERT INTO copy_run (id, from_year, state, made_by, made_at) VALUES ($1, $2, 'planning', $3, $4) ON CONFLICT DO NOTHING");
SQL(year_run_state,   "UPDATE copy_run SET state = $3 WHERE id = $1 AND state = $2 AND event_id IS NULL");
SQL(year_events,      "SELECT COUNT(*) FROM event e WHERE " HELD_THEN);
SQL(year_event_last,  "SELECT MAX(event_id) AS n FROM copy_line WHERE run_id = $1");
SQL(year_events_next,
    "SELECT e.id, e.starts_on, (SELECT COUNT(*) FROM event k WHERE k.course_id = e.course_id AND k.copied_from = e.id AND k.starts_on >= $2 AND k.starts_on < $3 AND k.state IN ('draft', 'published', 'closed')) AS copied"
    " FROM event e WHERE " HELD_THEN " AND e.id > $4 ORDER BY e.id LIMIT CAST($5 AS BIGINT)");
SQL(year_line_insert, "INSERT INTO copy_line (id, run_id, event_id, first_on, moved, chosen) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(year_lines,       LINE " AND (l.first_on, l.id) > ($2, $3) ORDER BY l.first_on, l.id LIMIT CAST($4 AS BIGINT)");
SQL(year_line_by_id,  LINE " AND l.id = $2");
SQL(year_line_update, "UPDATE copy_line SET first_on = $3, chosen = $4, moved = CASE WHEN first_on = $3 THEN moved ELSE '' END WHERE id = $2 AND run_id = $1");
SQL(year_line_choose, "UPDATE copy_line SET chosen = $3 WHERE id = $2 AND run_id = $1 AND chosen <> $3");

/* ---- dates ---- */

static const char *monday_of(Ctx *cx, const char *on) { return date_add_days(cx, on, -date_weekday(on)); }

/* The term of the same place among those of the year that begins on `year`: its first, second, third. */
static const SchoolPeriod *nth_term(Ctx *cx, const SchoolCalendar *calendar, const char *year, int nth)
{
    for (size_t i = 0; i < calendar->count; i++) {
        const SchoolPeriod *term = &calendar->periods[i];
        if (same(term->kind, "term") && same(academic_year_of(cx, term->from_on), year) && nth-- == 0) return term;
    }
    return NULL;
}

static int place_of(Ctx *cx, const SchoolCalendar *calendar, const SchoolPeriod *term)
{
    int place = 0;
    for (const SchoolPeriod *other = calendar->periods; other < term; other++)
        place += same(other->kind, "term") && same(academic_year_of(cx, other->from_on), academic_year_of(cx, term->from_on));
    return place;
}

static const char *next_year(Ctx *cx, const char *year) { return academic_year_of(cx, date_add_days(cx, year, 370)); }

static const char *same_week(Ctx *cx, const SchoolCalendar *calendar, const char *on)
{
    const SchoolPeriod *term = school_term(calendar, on);
    const SchoolPeriod *then = term ? nth_term(cx, calendar, next_year(cx, academic_year_of(cx, on)), place_of(cx, calendar, term)) : NULL;
    if (!then) return date_add_days(cx, on, 7 * WEEKS_OF_A_YEAR);
    return date_add_days(cx, monday_of(cx, then->from_on), date_days_between(monday_of(cx, term->from_on), on));
}

const char *year_later_date(Ctx *cx, const SchoolCalendar *calendar, const char *on, const char **moved)
{
    enum { LOOKED_AT_MOST = 60 };
    const char *then = same_week(cx, calendar, on), *better = then;
    *moved = "";
    if (date_weekday(on) >= 5) return then;      /* whoever meets on a Saturday means it */
    for (int i = 0; i < LOOKED_AT_MOST && !school_day_usable(cx, calendar, better, false); i++) better = date_add_days(cx, better, 1);
    if (!same(better, then)) *moved = text(cx, "%s is %s", day_words(cx, then), school_day_words(cx, calendar, then));
    return better;
}

/* ---- planning ---- */

static Error *run_find(Ctx *cx, int64_t id, CopyRun *run)
{
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "a year is the office's");
    return db_one(cx, year_run_by_id, run_columns, run, INT(id));
}

/* From one state to another: the lock of whatever is done to a run, and once. */
static Error *run_pass(Ctx *cx, int64_t id, const char *from, const char *to, CopyRun *run)
{
    int64_t passed;
    TRY(run_find(cx, id, run));
    TRY(db_run(cx, year_run_state, &passed, INT(id), STR(from), STR(to)));
    return passed ? OK : conflict(cx, "This year is no longer being planned. Look at it again");
}

Error *year_copy_plan(Ctx *cx, const char *year, int64_t *run_id)
{
    int64_t events = 0, made;
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "a year is the office's");
    if (blank(year) || !date_valid(year) || !same(academic_year_of(cx, year), year)) return invalid(cx, "year", "Choose the year that is copied");
    TRY(db_number(cx, year_events, &events, STR(year), STR(next_year(cx, year))));
    if (!events) return invalid(cx, "year", "There was no event in that year that could be copied");
    *run_id = new_id(cx);
    TRY(db_run(cx, year_run_insert, &made, INT(*run_id), STR(year), INT(cx->who->id), INT(cx->now)));
    if (!made) return conflict(cx, "This year is being copied already. Look through that one, or put it away");
    TRY(job_queue(cx, "events.plan_year", *run_id, cx->now, NULL));
    return trail(cx, "programme.year_planned", *run_id, year);
}

Error *year_copy_plan_slice(Ctx *cx, int64_t run_id, bool *left)
{
    CopyRun run = {0};
    SchoolCalendar calendar;
    Carried *events;
    size_t count;
    int64_t last = 0, planning;
    bool found;
    *left = false;
    TRY(db_run(cx, year_run_state, &planning, INT(run_id), STR("planning"), STR("planning")));
    if (!planning) return OK;
    TRY(db_maybe(cx, year_run_by_id, run_columns, &run, &found, INT(run_id)));
    const char *to = next_year(cx, run.from_year);
    TRY(db_number(cx, year_event_last, &last, INT(run_id)));
    TRY(db_list(cx, year_events_next, carried_columns, &events, &count, STR(run.from_year), STR(to), STR(next_year(cx, to)), INT(last), INT(PLANNED_AT_ONCE)));
    if (!count) return db_run(cx, year_run_state, NULL, INT(run_id), STR("planning"), STR("planned"));
    TRY(school_calendar(cx, run.from_year, to, &calendar));
    for (size_t i = 0; i < count; i++) {      /* PLANNED_AT_ONCE at most */
        const char *moved, *on = year_later_date(cx, &calendar, events[i].starts_on, &moved);
        if (events[i].copied) moved = "A copy is there already";
        TRY(db_run(cx, year_line_insert, NULL, INT(new_id(cx)), INT(run_id), INT(events[i].id), STR(on), STR(moved), INT(!events[i].copied)));
    }
    *left = true;
    return OK;
}

/* ---- looking through ---- */

Error *year_copies(Ctx *cx, CopyRun **runs, size_t *count) { return db_list(cx, year_runs, run_columns, runs, count, NONE); }

Error *year_copy_lines(Ctx *cx, int64_t run_id, const char *after_on, int64_t after_id, int64_t most, CopyLine **lines, size_t *count)
{
    return db_list(cx, year_lines, line_columns, lines, count, INT(run_id), STR(after_on), INT(after_id), INT(most));
}

Error *year_copy_line(Ctx *cx, int64_t run_id, int64_t id, CopyLine *line)
{
    return db_one(cx, year_line_by_id, line_columns, line, INT(run_id), INT(id));
}

Error *year_copy_line_set(Ctx *cx, int64_t run_id, int64_t id, const char *first_on, bool chosen)
{
    CopyRun run = {0};
    CopyLine line = {0};
    TRY(run_pass(cx, run_id, "planned", "planned", &run));
    TRY(year_copy_line(cx, run_id, id, &line));
    if (blank(first_on) || !date_valid(first_on)) return invalid(cx, "first_on", "Enter the date of the first session, like 28 1 2027");
    if (date_days_between(line.was_on, first_on) < 1 || date_days_between(line.was_on, first_on) > 3 * 366) return invalid(cx, "first_on", "Enter a date after %s, and within three years of it", date_words(cx, line.was_on));
    return db_run(cx, year_line_update, NULL, INT(run_id), INT(id), STR(first_on), INT(chosen));
}

Error *year_copy_choose(Ctx *cx, int64_t run_id, const int64_t *ids, const bool *chosen, size_t n)
{
    CopyRun run = {0};
    TRY(run_pass(cx, run_id, "planned", "planned", &run));
    for (size_t i = 0; i < n; i++) TRY(db_run(cx, year_line_choose, NULL, INT(run_id), INT(ids[i]), INT(chosen[i])));      /* those of one page */
    return OK;
}

Error *year_copy_begin(Ctx *cx, int64_t run_id)
{
    CopyRun run = {0};
    TRY(run_pass(cx, run_id, "planned", "begun", &run));
    if (!run.chosen) return invalid(cx, NULL, "No event is chosen, so there is nothing to make");
    TRY(job_queue(cx, "events.copy", run_id, cx->now, NULL));
    return trail(cx, "programme.year_copied", run_id, counted(cx, run.chosen, "event", NULL));
}

Error *year_copy_drop(Ctx *cx, int64_t run_id)
{
    CopyRun run = {0};
    TRY(run_pass(cx, run_id, "planned", "dropped", &run));
    return trail(cx, "programme.year_dropped", run_id, run.from_year);
}
