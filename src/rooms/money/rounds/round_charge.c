#include "rooms/money/rounds/round_charge.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/bill_item.h"
#include "rooms/money/rounds/round_allot.h"
#include "rooms/money/rounds/round_told.h"

enum { SLICE = 20 };

SQL(round_allots,     "UPDATE round SET state = 'allotted', version = version + 1 WHERE id = $1 AND state = 'closed'");
SQL(commitments_full, "UPDATE round_commitment SET allotted = quantity, pence = quantity * $2 WHERE round_id = $1 AND quantity > 0");
SQL(commitment_given, "UPDATE round_commitment SET allotted = $2, pence = $3 WHERE id = $1");
SQL(round_charges,
    "UPDATE round SET state = 'charged', counts_on = $2, cost_pence = $3, ended_at = $4, version = version + 1 WHERE id = $1 AND state = 'allotted'");
SQL(commitments_save, "UPDATE round_commitment SET saved_pence = alone_pence * allotted - pence WHERE round_id = $1 AND allotted > 0");
SQL(round_sum_to_pay, "SELECT CAST(COALESCE(SUM(pence), 0) AS BIGINT) FROM round_commitment WHERE round_id = $1 AND lifted_at IS NULL");
typedef struct { int64_t id, organisation_id, allotted, pence; const char *purchase_order; } ToBill;
SQL(commitments_to_bill,
    "SELECT id, organisation_id, allotted, pence, purchase_order FROM round_commitment WHERE round_id = $1 AND allotted > 0 AND billed_at IS NULL ORDER BY id LIMIT CAST($2 AS BIGINT)");
SQL(commitment_billed, "UPDATE round_commitment SET billed_at = $2 WHERE id = $1 AND billed_at IS NULL");
SQL(commitment_lift,
    "UPDATE round_commitment SET lifted_at = $3, lifted_why = $4, saved_pence = 0 WHERE id = $1 AND round_id = $2 AND billed_at IS NOT NULL AND lifted_at IS NULL");

static Error *no_more(Ctx *cx, int64_t id)
{
    Round round = {0};
    TRY(round_find(cx, id, &round));
    return conflict(cx, "%s stands at “%s”, so this cannot be done any more", round.title, round_state_words(&round));
}

/* ---- allotted ---- */

Error *round_allotment(Ctx *cx, const Round *round, const Commitment *list, size_t count, int64_t **given)
{
    int64_t *wanted = array(cx, int64_t, count + 1);
    *given = array(cx, int64_t, count + 1);
    for (size_t i = 0; i < count; i++) wanted[i] = list[i].quantity;
    round_allot(cx, same(round->share, "even") ? ROUND_EVEN : ROUND_PRO_RATA, round->supply, wanted, *given, count);
    return OK;
}

Error *round_allot_all(Ctx *cx, int64_t id)
{
    Round round = {0};
    Commitment *list;
    int64_t turned = 0, *given;
    size_t n;
    if (!may(cx, BILL)) return forbidden(cx, "allotting round %ld", (long)id);
    TRY(db_run(cx, round_allots, &turned, INT(id)));
    if (!turned) return no_more(cx, id);
    TRY(round_find(cx, id, &round));
    if (!round.supply || round.quantity <= round.supply) TRY(db_run(cx, commitments_full, NULL, INT(id), INT(round.price_pence)));
    else {
        TRY(round_commitments(cx, id, &list, &n));
        TRY(round_allotment(cx, &round, list, n, &given));
        for (size_t i = 0; i < n && list[i].quantity; i++)      /* ROUND_TAKERS_MOST at most, the withdrawn last */
            TRY(db_run(cx, commitment_given, NULL, INT(list[i].id), INT(given[i]), INT(given[i] * round.price_pence)));
    }
    TRY(round_tell_later(cx, id));
    return trail(cx, "round.allotted", id, NULL);
}

/* ---- charged ---- */

Error *round_to_pay(Ctx *cx, int64_t id, int64_t *pence) { return db_number(cx, round_sum_to_pay, pence, INT(id)); }

static Error *charge_read(Ctx *cx, const char *on, const char *cost, int64_t *pence)
{
    Error *errors = OK;
    if (blank(on) || strcmp(on, cx->today) > 0) errors_add(&errors, invalid(cx, "on", "Enter the day on which it was delivered, today or earlier"));
    if (!money_parse(cost, pence) || !*pence) errors_add(&errors, invalid(cx, "cost", "Enter what the supplier asks in pounds and pence, like 1,180 or 942.50"));
    return errors;
}

Error *round_charge(Ctx *cx, int64_t id, const char *on, const char *cost)
{
    Round round = {0};
    PostingRow row = { ACCOUNT_UNPAID_COSTS, ACCOUNT_JOINT_BOUGHT, 0, 0, 0 };
    int64_t charged = 0, posting;
    bool again;
    if (!may(cx, BILL)) return forbidden(cx, "charging round %ld", (long)id);
    TRY(charge_read(cx, on, cost, &row.pence));
    TRY(db_run(cx, round_charges, &charged, INT(id), STR(on), INT(row.pence), INT(cx->now)));
    if (!charged) return no_more(cx, id);
    TRY(round_find(cx, id, &round));
    TRY(db_run(cx, commitments_save, NULL, INT(id)));
    row.cost_centre_id = round.cost_centre_id, row.fund_id = round.fund_id;
    TRY(ledger_post(cx, &(Posting){ .kind = "round", .subject_id = id, .on = on, .words = text(cx, "%s, bought together from %s", round.title, round.supplier), .rows = &row, .count = 1 }, &posting, &again));
    TRY(job_queue(cx, "rounds.bill", id, cx->now, ""));
    return trail(cx, "round.charged", id, money_table(cx, row.pence));
}

Error *round_bill_slice(Ctx *cx, int64_t id, int64_t *done)
{
    static const Column columns[] = { COLUMN(ToBill, id), COLUMN(ToBill, organisation_id), COLUMN(ToBill, allotted), COLUMN(ToBill, pence), COLUMN(ToBill, purchase_order) };
    Round round = {0};
    ToBill *list;
    size_t n;
    *done = 0;
    TRY(round_find(cx, id, &round));
    if (!same(round.state, "charged")) return OK;
    TRY(db_list(cx, commitments_to_bill, columns, &list, &n, INT(id), INT(SLICE)));
    for (size_t i = 0; i < n; i++) {      /* SLICE at most */
        int64_t item;
        bool again;
        TRY(bill_item_add(cx, &(BillItem){ .kind = "round", .subject_id = list[i].id, .organisation_id = list[i].organisation_id, .pence = list[i].pence, .supply = "goods", .on = round.counts_on,
                                           .words = text(cx, "%s: %s at %s", round.title, round_count_words(cx, &round, list[i].allotted), money_words(cx, round.price_pence)), .purchase_order = list[i].purchase_order,
                                           .account_id = ACCOUNT_JOINT, .cost_centre_id = round.cost_centre_id, .fund_id = round.fund_id }, &item, &again));
        TRY(db_run(cx, commitment_billed, NULL, INT(list[i].id), INT(cx->now)));
    }
    *done = (int64_t)n;
    return OK;
}

Error *round_lift(Ctx *cx, int64_t round_id, int64_t commitment_id, const char *why)
{
    const char *said = text_trim(cx, why);
    int64_t lifted = 0;
    if (!may(cx, BILL)) return forbidden(cx, "taking back a charge of round %ld", (long)round_id);
    if (blank(said) || letters(said) > ROUND_WHY_MOST) return invalid(cx, "why", "Say why in %d characters or fewer: it stands on the credit note", ROUND_WHY_MOST);
    TRY(db_run(cx, commitment_lift, &lifted, INT(commitment_id), INT(round_id), INT(cx->now), STR(said)));
    if (!lifted) return conflict(cx, "It is not charged, or was taken back already");
    TRY(bill_item_lift(cx, "round", commitment_id, said));
    return trail(cx, "round.charge_lifted", round_id, NULL);
}
