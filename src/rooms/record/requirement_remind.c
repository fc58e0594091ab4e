/* Telling people what comes due. Reading and working out is done off the writer; what is told is written person by person, and never twice for one due date. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/store.h"
#include "platform/jobs/jobs.h"
#include "platform/mail/mail.h"
#include "rooms/record/requirement_due.h"

enum { ROWS = 1500 };

SQL(remindable,
    "SELECT p.person_id, n.name, n.email, q.id AS requirement_id, min(p.starts_on) AS since,"
    " COALESCE((SELECT max(m.met_on) FROM requirement_met m WHERE m.person_id = p.person_id AND m.requirement_id = q.id AND m.withdrawn_at IS NULL), '') AS met_on,"
    " COALESCE((SELECT max(t.due_on) FROM requirement_told t WHERE t.requirement_id = q.id AND t.person_id = p.person_id), '') AS told_of"
    "  FROM post p JOIN person n ON n.id = p.person_id JOIN requirement_role rr ON rr.role = p.role JOIN requirement q ON q.id = rr.requirement_id"
    " WHERE p.person_id > $1 AND p.starts_on <= $2 AND (p.ends_on IS NULL OR p.ends_on >= $2) AND q.retired = 0 AND q.remind_days > 0"
    " GROUP BY p.person_id, n.name, n.email, q.id, q.position ORDER BY p.person_id, q.position, q.id LIMIT CAST($3 AS BIGINT)");
SQL(told_add, "INSERT INTO requirement_told (requirement_id, person_id, due_on, told_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");

typedef struct { int64_t person_id, requirement_id; const char *name, *email, *since, *met_on, *told_of; } Remindable;   /* told_of: the last due date that they were told of */
static const Column remindable_columns[] = { COLUMN(Remindable, person_id), COLUMN(Remindable, requirement_id), COLUMN(Remindable, name), COLUMN(Remindable, email),
                                             COLUMN(Remindable, since), COLUMN(Remindable, met_on), COLUMN(Remindable, told_of) };

typedef struct { int64_t requirement_id; const char *name, *due_on; DueState state; } Item;
typedef struct { const Remindable *person; Item items[REQUIREMENTS_MOST]; size_t count; } Telling;

static Error *tell_act(Ctx *cx, void *data)
{
    const Telling *telling = data;
    Draft lines = { .cx = cx };
    for (size_t i = 0; i < telling->count; i++) {
        const Item *item = &telling->items[i];
        int64_t new_one = 0;
        TRY(db_run(cx, told_add, &new_one, INT(item->requirement_id), INT(telling->person->person_id), STR(item->due_on), INT(cx->now)));
        if (new_one) draft_add(&lines, "%s%s: %s %s", lines.length ? "; " : "", item->name, item->state == OVERDUE ? "was due" : "due", date_words(cx, item->due_on));
    }
    if (!lines.length) return OK;
    return mail_queue(cx, &(Mail){ .letter = "requirement-due", .unhurried = true, .person_id = telling->person->person_id, .to_name = telling->person->name, .to_email = telling->person->email,
        MAIL_VALUES({ "name", telling->person->name }, { "due", draft_text(&lines) }, { "link", text(cx, "%s/record/due", cx->partnership->url) }) });
}

static void item_add(Ctx *cx, Telling *telling, const Requirement *requirement, const Remindable *row)
{
    const char *due_on = requirement_due_on(cx, requirement, row->since, row->met_on);
    DueState state = requirement_state(cx, requirement, due_on);
    if (same(due_on, row->told_of)) return;      /* what is long overdue costs no act each day */
    if (state != IN_DATE && telling->count < REQUIREMENTS_MOST) telling->items[telling->count++] = (Item){ requirement->id, requirement->name, due_on, state };
}

static Error *tell_some(Ctx *cx, const Requirement *requirements, size_t requirement_count, const Remindable *rows, size_t n)
{
    for (size_t i = 0; i < n;) {
        Telling telling = { .person = &rows[i] };
        for (; i < n && rows[i].person_id == telling.person->person_id; i++)
            for (size_t q = 0; q < requirement_count; q++)
                if (requirements[q].id == rows[i].requirement_id) item_add(cx, &telling, &requirements[q], &rows[i]);
        if (telling.count) TRY(db_write(cx, tell_act, &telling));
    }
    return OK;
}

Error *requirements_remind(Ctx *cx)
{
    Requirement *requirements;
    Remindable *rows;
    size_t requirement_count, n;
    int64_t after = 0;
    TRY(requirements_in_use(cx, &requirements, &requirement_count));
    do {
        TRY(db_list(cx, remindable, remindable_columns, &rows, &n, INT(after), STR(cx->today), INT(ROWS)));
        size_t whole = n;      /* the last person's may go on in the next part */
        if (n == ROWS) while (whole && rows[whole - 1].person_id == rows[n - 1].person_id) whole--;
        TRY(tell_some(cx, requirements, requirement_count, rows, whole));
        if (whole) after = rows[whole - 1].person_id;
    } while (n == ROWS && !jobs_stopping());
    return OK;
}
