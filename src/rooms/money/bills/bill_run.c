#include "rooms/money/bills/bill_run.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/permission.h"

#define RUN "SELECT b.id, b.through_on, b.to_issue, b.issued, b.credited, b.pence, b.passed, b.made_at, b.ended_at, y.name AS by FROM bill_run b LEFT JOIN person y ON y.id = b.made_by"
SQL(run_one,       RUN " WHERE b.id = $1");
SQL(runs_latest,   RUN " ORDER BY b.id DESC LIMIT 12");
SQL(run_under_way, "SELECT COUNT(*) FROM bill_run WHERE ended_at IS NULL");
SQL(run_put,       "INSERT INTO bill_run (id, through_on, to_issue, made_at, made_by) VALUES ($1, $2, $3, $4, $5)");
SQL(run_customers, "SELECT COUNT(*) FROM (SELECT DISTINCT organisation_id, person_id FROM bill_item WHERE state = 'waiting' AND on_date <= $1) q");
SQL(run_next,
    "SELECT q.organisation_id, q.person_id FROM (SELECT DISTINCT COALESCE(organisation_id, 0) AS organisation_id, COALESCE(person_id, 0) AS person_id FROM bill_item WHERE state = 'waiting' AND on_date <= $1) q"
    " WHERE (q.organisation_id, q.person_id) > (CAST($2 AS BIGINT), CAST($3 AS BIGINT)) ORDER BY q.organisation_id, q.person_id LIMIT 1");
SQL(run_count,     "UPDATE bill_run SET issued = issued + CAST($2 AS BIGINT), credited = credited + CAST($3 AS BIGINT), pence = pence + CAST($4 AS BIGINT), passed = passed + CAST($5 AS BIGINT) WHERE id = $1");
SQL(run_end,       "UPDATE bill_run SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL");

static const Column run_columns[] = { COLUMN(BillRun, id), COLUMN(BillRun, through_on), COLUMN(BillRun, to_issue), COLUMN(BillRun, issued), COLUMN(BillRun, credited), COLUMN(BillRun, pence),
                                      COLUMN(BillRun, passed), COLUMN(BillRun, made_at), COLUMN(BillRun, ended_at), COLUMN(BillRun, by) };

Error *bill_run_find(Ctx *cx, int64_t id, BillRun *run)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "bill run %ld", (long)id);
    return db_one(cx, run_one, run_columns, run, INT(id));
}

Error *bill_runs(Ctx *cx, BillRun **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "bill runs");
    return db_list(cx, runs_latest, run_columns, list, count, NONE);
}

Error *bill_run_begin(Ctx *cx, const char *through, int64_t *id)
{
    int64_t under_way = 0, customers = 0;
    if (!may(cx, BILL)) return forbidden(cx, "beginning a bill run");
    if (!date_valid(through)) return invalid(cx, "through", "Enter the day up to which to bill");
    TRY(db_number(cx, run_under_way, &under_way, NONE));
    if (under_way) return conflict(cx, "A bill run is under way already. Wait until it has ended");
    TRY(db_number(cx, run_customers, &customers, STR(through)));
    if (!customers) return conflict(cx, "Nothing waits that counts by %s", date_words(cx, through));
    *id = new_id(cx);
    TRY(db_run(cx, run_put, NULL, INT(*id), STR(through), INT(customers), INT(cx->now), INT(cx->who->id)));
    TRY(job_queue(cx, "bills.run", *id, cx->now, NULL));
    return trail(cx, "bill.run_begun", *id, NULL);
}

typedef struct { int64_t organisation_id, person_id; } Next;

static Error *step(Ctx *cx, int64_t id, Next *next, bool *done, bool bill)
{
    static const Column columns[] = { COLUMN(Next, organisation_id), COLUMN(Next, person_id) };
    BillRun run = {0};
    Issued issued = { .hindered = 1 };
    bool found;
    TRY(db_one(cx, run_one, run_columns, &run, INT(id)));
    *done = run.ended_at != 0;
    if (*done) return OK;
    TRY(db_maybe(cx, run_next, columns, next, &found, STR(run.through_on), INT(next->organisation_id), INT(next->person_id)));
    if (!found) {
        *done = true;
        return db_run(cx, run_end, NULL, INT(id), INT(cx->now));
    }
    if (bill) TRY(bills_make(cx, next->organisation_id, next->person_id, run.through_on, &issued));
    return db_run(cx, run_count, NULL, INT(id), INT(issued.invoices), INT(issued.credit_notes), INT(issued.pence), INT(issued.hindered ? 1 : 0));
}

static Error *stepped(Ctx *cx, int64_t id, int64_t *organisation_id, int64_t *person_id, bool *done, bool bill)
{
    Next next = { *organisation_id, *person_id };
    TRY(step(cx, id, &next, done, bill));
    *organisation_id = next.organisation_id, *person_id = next.person_id;
    return OK;
}

Error *bill_run_step(Ctx *cx, int64_t id, int64_t *organisation_id, int64_t *person_id, bool *done) { return stepped(cx, id, organisation_id, person_id, done, true); }
Error *bill_run_pass(Ctx *cx, int64_t id, int64_t *organisation_id, int64_t *person_id, bool *done) { return stepped(cx, id, organisation_id, person_id, done, false); }
