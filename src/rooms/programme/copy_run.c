#include "rooms/programme/copy_run.h"
#include "platform/base/text.h"
#include "platform/db/store.h"
#include "rooms/members/sign_in.h"
#include "rooms/programme/event_change.h"

static const Column run_columns[] = {
    COLUMN(CopyRun, id), COLUMN(CopyRun, event_id), COLUMN(CopyRun, made_by), COLUMN(CopyRun, made_at), COLUMN(CopyRun, chosen), COLUMN(CopyRun, made), COLUMN(CopyRun, refused),
    COLUMN(CopyRun, state), COLUMN(CopyRun, from_year),
};
static const Column line_columns[] = {
    COLUMN(CopyLine, id), COLUMN(CopyLine, event_id), COLUMN(CopyLine, chosen), COLUMN(CopyLine, copy_id), COLUMN(CopyLine, first_on), COLUMN(CopyLine, moved), COLUMN(CopyLine, refused),
    COLUMN(CopyLine, title), COLUMN(CopyLine, code), COLUMN(CopyLine, was_on), COLUMN(CopyLine, owner),
};

#define OF_RUN(what) "(SELECT COUNT(*) FROM copy_line l WHERE l.run_id = r.id AND " what ")"
SQL(copy_run_by_id,
    "SELECT r.id, r.event_id, r.made_by, r.made_at, r.state, r.from_year, " OF_RUN("l.chosen = 1") " AS chosen, " OF_RUN("l.copy_id IS NOT NULL") " AS made, "
    OF_RUN("l.refused <> ''") " AS refused FROM copy_run r WHERE r.id = $1");
SQL(copy_lines_of,
    "SELECT l.id, l.event_id, l.chosen, l.copy_id, l.first_on, l.moved, l.refused, c.title, c.code, e.starts_on AS was_on, o.name AS owner"
    " FROM copy_line l JOIN event e ON e.id = l.event_id JOIN course c ON c.id = e.course_id JOIN organisation o ON o.id = c.owner_id"
    " WHERE l.run_id = $1 AND l.id > $2 AND (CAST($4 AS BIGINT) = 0 OR c.owner_id = $4) ORDER BY l.id LIMIT CAST($3 AS BIGINT)");
SQL(copy_line_next,
    "SELECT l.id, l.event_id, l.chosen, l.copy_id, l.first_on, l.moved, l.refused, '' AS title, '' AS code, '' AS was_on, '' AS owner FROM copy_line l"
    " WHERE l.run_id = $1 AND l.chosen = 1 AND l.copy_id IS NULL AND l.refused = '' ORDER BY l.id LIMIT 1");
SQL(copy_line_made,    "UPDATE copy_line SET copy_id = $2 WHERE id = $1");
SQL(copy_line_refused, "UPDATE copy_line SET refused = $2 WHERE id = $1 AND copy_id IS NULL");
SQL(copy_run_done,     "UPDATE copy_run SET state = 'done', done_at = $2 WHERE id = $1 AND state = 'begun'");
/* Whoever makes a line holds its run: two workers at once do not make it twice. */
SQL(copy_run_hold,     "UPDATE copy_run SET state = state WHERE id = $1 AND state = 'begun'");

Error *copy_run_find(Ctx *cx, int64_t id, CopyRun *run)
{
    Event event = {0};
    TRY(db_one(cx, copy_run_by_id, run_columns, run, INT(id)));
    if (run->event_id) return event_find_own(cx, run->event_id, &event);
    return programme_scope(cx) == SCOPE_NOTHING ? missing(cx, "run %ld is the office's", id) : OK;
}

Error *copy_lines(Ctx *cx, int64_t run_id, int64_t after_id, int64_t most, CopyLine **lines, size_t *count)
{
    return db_list(cx, copy_lines_of, line_columns, lines, count, INT(run_id), INT(after_id), INT(most), INT(programme_scope(cx)));
}

/* ---- the job's ---- */

typedef struct { int64_t run_id, line_id; bool left; const char *why; } Making;

static Error *run_end(Ctx *cx, const CopyRun *run)
{
    return db_run(cx, copy_run_done, NULL, INT(run->id), INT(cx->now));
}

/* Finds the line in the act itself: what the job read before may be older than the last line's. */
static Error *line_make(Ctx *cx, void *data)
{
    Making *making = data;
    CopyRun run = {0};
    CopyLine line = {0};
    int64_t held, copy_id;
    bool waits;
    making->left = false;
    TRY(db_run(cx, copy_run_hold, &held, INT(making->run_id)));
    if (!held) return OK;
    TRY(db_one(cx, copy_run_by_id, run_columns, &run, INT(making->run_id)));
    TRY(db_maybe(cx, copy_line_next, line_columns, &line, &waits, INT(making->run_id)));
    if (!waits) return run_end(cx, &run);
    making->left = true;
    making->line_id = line.id;
    TRY(person_who(cx, run.made_by, &cx->who));
    TRY(event_copy(cx, line.event_id, line.first_on, &copy_id));
    return db_run(cx, copy_line_made, NULL, INT(line.id), INT(copy_id));
}

static Error *line_refuse(Ctx *cx, void *data)
{
    const Making *making = data;
    return db_run(cx, copy_line_refused, NULL, INT(making->line_id), STR(making->why));
}

Error *copy_run_step(Ctx *cx, int64_t run_id, bool *left)
{
    Making making = { .run_id = run_id };
    Error *error = db_write(cx, line_make, &making);
    *left = making.left;
    if (!error || error->kind == BROKEN || error->kind == UNAVAILABLE) return error;
    making.why = error->kind == MISSING ? "Whoever began it may no longer change this event" : error->say;
    return db_write(cx, line_refuse, &making);
}
