#include "rooms/members/import.h"

#include "platform/base/text.h"
#include "platform/db/store.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/register_import.h"
#include "rooms/members/sign_in.h"

enum { DAYS_KEPT = 14 };

static const Column import_columns[] = {
    COLUMN(Import, id), COLUMN(Import, kind), COLUMN(Import, file_name), COLUMN(Import, state), COLUMN(Import, person_id),
    COLUMN(Import, organisation_id), COLUMN(Import, rows), COLUMN(Import, same), COLUMN(Import, last_line),
    COLUMN(Import, made_at), COLUMN(Import, applied_at),
};
static const Column row_columns[] = {
    COLUMN(ImportRow, line), COLUMN(ImportRow, key), COLUMN(ImportRow, name), COLUMN(ImportRow, outcome), COLUMN(ImportRow, say), COLUMN(ImportRow, accepted),
};
#define IMPORT_SELECT "SELECT id, kind, file_name, state, person_id, organisation_id, rows, same, last_line, made_at, applied_at FROM import"

SQL(import_insert, "INSERT INTO import (id, kind, file_name, state, person_id, organisation_id, made_at) VALUES ($1, $2, $3, 'staging', $4, $5, $6)");
SQL(import_row_insert, "INSERT INTO import_row (import_id, line, key, name, outcome, say, accepted) VALUES ($1, $2, $3, $4, $5, $6, $7)");
SQL(import_put_staged, "UPDATE import SET state = 'staged', rows = $2, same = $3 WHERE id = $1 AND state = 'staging'");
SQL(import_by_id,  IMPORT_SELECT " WHERE id = $1 AND kind = $2 AND state <> 'staging' AND (CAST($3 AS BIGINT) = 0 OR organisation_id = $3)");
SQL(import_any,    IMPORT_SELECT " WHERE id = $1");
SQL(imports_by_kind, IMPORT_SELECT " WHERE kind = $1 AND state IN ('staged', 'applying', 'applied') AND (CAST($2 AS BIGINT) = 0 OR organisation_id = $2)"
                     " ORDER BY id DESC LIMIT 10");
SQL(import_tally,  "SELECT outcome, count(*) AS count, CAST(sum(accepted) AS BIGINT) AS accepted FROM import_row WHERE import_id = $1 GROUP BY outcome ORDER BY outcome");
SQL(import_page,   "SELECT line, key, name, outcome, say, accepted FROM import_row WHERE import_id = $1 AND outcome = $2 AND line > $3 ORDER BY line LIMIT $4");
SQL(import_put_accepted, "UPDATE import_row SET accepted = $3 WHERE import_id = $1 AND line = $2 AND outcome IN ('closed', 'succeeded', 'held')"
                         " AND EXISTS (SELECT 1 FROM import i WHERE i.id = $1 AND i.state = 'staged')");
SQL(import_put_all_accepted, "UPDATE import_row SET accepted = 1 WHERE import_id = $1 AND outcome IN ('closed', 'succeeded', 'held')");
SQL(import_put_state, "UPDATE import SET state = $3 WHERE id = $1 AND state = $2");
SQL(import_put_line, "UPDATE import SET last_line = $2 WHERE id = $1");
SQL(import_finish, "UPDATE import SET state = 'applied', applied_at = $2 WHERE id = $1 AND state = 'applying'");
SQL(import_slice_end, "SELECT max(line) FROM (SELECT line FROM import_row WHERE import_id = $1 AND line > $2 ORDER BY line LIMIT $3) AS slice");

/* What is swept: stagings that nobody finished, and what is over and old; some lines at a time, for a register has 65,000. */
#define SWEPT "SELECT i.id FROM import i WHERE (i.state = 'staging' AND i.made_at < $1) OR (i.state <> 'applying' AND i.made_at < $2)"
SQL(sweep_next,    "SELECT r.import_id, min(r.line) + 500 AS line FROM import_row r WHERE r.import_id IN (" SWEPT ") GROUP BY r.import_id ORDER BY r.import_id LIMIT 1");
SQL(sweep_schools, "DELETE FROM import_school WHERE import_id = $1 AND line < $2");
SQL(sweep_people,  "DELETE FROM import_person WHERE import_id = $1 AND line < $2");
SQL(sweep_rows,    "DELETE FROM import_row WHERE import_id = $1 AND line < $2");
SQL(sweep_links,   "DELETE FROM import_link WHERE import_id IN (" SWEPT ")");
SQL(sweep_imports, "UPDATE import SET state = 'dropped' WHERE state IN ('staging', 'staged') AND id IN (" SWEPT ")");

Error *import_begin(Ctx *cx, Import *import)
{
    import->id = new_id(cx), import->state = "staging";
    return db_run(cx, import_insert, NULL, INT(import->id), STR(import->kind), STR(import->file_name), REF(import->person_id),
                  REF(import->organisation_id), INT(cx->now));
}

Error *import_row_add(Ctx *cx, int64_t id, const ImportRow *row)
{
    return db_run(cx, import_row_insert, NULL, INT(id), INT(row->line), STR(row->key), STR(row->name), STR(row->outcome), STR(row->say), INT(row->accepted));
}

Error *import_staged(Ctx *cx, int64_t id, int64_t rows, int64_t same_rows)
{
    return db_run(cx, import_put_staged, NULL, INT(id), INT(rows), INT(same_rows));
}

Error *import_find(Ctx *cx, int64_t id, const char *kind, int64_t organisation_id, Import *import)
{
    return db_one(cx, import_by_id, import_columns, import, INT(id), STR(kind), INT(organisation_id));
}

Error *import_counts(Ctx *cx, int64_t id, ImportCount **counts, size_t *count)
{
    static const Column row[] = { COLUMN(ImportCount, outcome), COLUMN(ImportCount, count), COLUMN(ImportCount, accepted) };
    return db_list(cx, import_tally, row, counts, count, INT(id));
}

Error *import_rows(Ctx *cx, int64_t id, const char *outcome, int64_t after_line, ImportRow **rows, size_t *count)
{
    return db_list(cx, import_page, row_columns, rows, count, INT(id), STR(outcome), INT(after_line), INT(IMPORT_PAGE));
}

Error *imports_latest(Ctx *cx, const char *kind, int64_t organisation_id, Import **imports, size_t *count)
{
    return db_list(cx, imports_by_kind, import_columns, imports, count, STR(kind), INT(organisation_id));
}

Error *import_accept(Ctx *cx, int64_t id, int64_t line, bool accepted)
{
    return db_run(cx, import_put_accepted, NULL, INT(id), INT(line), INT(accepted));
}

Error *import_accept_all(Ctx *cx, int64_t id)
{
    return db_run(cx, import_put_all_accepted, NULL, INT(id));
}

static Error *move(Ctx *cx, int64_t id, const char *from, const char *to)
{
    int64_t moved;
    TRY(db_run(cx, import_put_state, &moved, INT(id), STR(from), STR(to)));
    return moved ? OK : conflict(cx, "This file has been applied or dropped already");
}

Error *import_drop(Ctx *cx, int64_t id)
{
    TRY(move(cx, id, "staged", "dropped"));
    return trail(cx, "import.dropped", id, NULL);
}

Error *import_apply_begin(Ctx *cx, int64_t id)
{
    TRY(move(cx, id, "staged", "applying"));
    TRY(trail(cx, "import.applied", id, NULL));
    return job_queue(cx, "import.apply", id, cx->now, "");
}

/* One slice in one transaction, which also says how far it came: whoever dies in between goes on from there. */
typedef struct { int64_t id, line; bool more; } Slice;

static Error *apply_slice(Ctx *cx, void *data)
{
    Slice *slice = data;
    Import import;
    int64_t end;

    slice->more = false;
    TRY(db_one(cx, import_any, import_columns, &import, INT(slice->id)));
    if (!same(import.state, "applying")) return OK;
    if (!cx->who && import.person_id) TRY(person_who(cx, import.person_id, &cx->who));   /* a job goes on with what they began: the trail says that it was they */
    TRY(db_number(cx, import_slice_end, &end, INT(import.id), INT(import.last_line), INT(IMPORT_SLICE)));
    if (end) {
        TRY(register_apply_slice(cx, &import, end));
        slice->more = true, slice->line = end;
        return db_run(cx, import_put_line, NULL, INT(import.id), INT(end));
    }
    TRY(register_apply_end(cx, &import));
    TRY(db_run(cx, import_finish, NULL, INT(import.id), INT(cx->now)));
    return fact(cx, "register.applied", import.id);
}

static Error *apply_later(Ctx *cx, void *slice) { return job_queue(cx, "import.apply", ((const Slice *)slice)->id, cx->now, ""); }

Error *import_apply(Ctx *cx, int64_t id, void (*tell)(void *, int64_t), void *data)
{
    Slice slice = { .id = id };
    do {
        if (jobs_stopping()) {
            TRY(db_write(cx, apply_later, &slice));
            return tell ? unavailable(cx, "the server stops; it writes the rest of the file when it runs again") : OK;
        }
        TRY(db_write(cx, apply_slice, &slice));
        if (tell && slice.more) tell(data, slice.line);
    } while (slice.more);
    return OK;
}

static Error *sweep_some(Ctx *cx, void *data)
{
    typedef struct { int64_t import_id, line; } Lines;
    static const Column row[] = { COLUMN(Lines, import_id), COLUMN(Lines, line) };
    Arg unfinished = INT(cx->now - 86400), old = INT(cx->now - INT64_C(86400) * DAYS_KEPT);
    bool *more = data;
    Lines lines;

    TRY(db_maybe(cx, sweep_next, row, &lines, more, unfinished, old));
    if (*more) {
        TRY(db_run(cx, sweep_schools, NULL, INT(lines.import_id), INT(lines.line)));
        TRY(db_run(cx, sweep_people, NULL, INT(lines.import_id), INT(lines.line)));
        return db_run(cx, sweep_rows, NULL, INT(lines.import_id), INT(lines.line));
    }
    TRY(db_run(cx, sweep_links, NULL, unfinished, old));
    return db_run(cx, sweep_imports, NULL, unfinished, old);
}

Error *imports_sweep(Ctx *cx)
{
    bool more;
    do TRY(db_write(cx, sweep_some, &more));
    while (more);
    return OK;
}
