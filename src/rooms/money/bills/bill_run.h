/* A bill run: everything that waits and that nothing hinders is billed, one customer after the other, by a job. */
#pragma once
#include "rooms/money/bills/bill.h"

typedef struct { int64_t id, to_issue, issued, credited, pence, passed, made_at, ended_at; const char *through_on, *by; } BillRun;
/* BILL. Of what counts by that day. CONFLICT while another one is under way, and where nothing waits. */
CHECKED Error *bill_run_begin(Ctx *cx, const char *through, int64_t *id);
CHECKED Error *bill_run_find(Ctx *cx, int64_t id, BillRun *run);          /* READ_MONEY */
CHECKED Error *bill_runs(Ctx *cx, BillRun **list, size_t *count);         /* READ_MONEY: the latest 12 */

/* The job's: the next customer after *organisation_id and *person_id, which then are theirs; *done when there is none, and the run is ended. In the writer. */
CHECKED Error *bill_run_step(Ctx *cx, int64_t id, int64_t *organisation_id, int64_t *person_id, bool *done);
/* The same, but that customer is left for a person to look at. */
CHECKED Error *bill_run_pass(Ctx *cx, int64_t id, int64_t *organisation_id, int64_t *person_id, bool *done);
