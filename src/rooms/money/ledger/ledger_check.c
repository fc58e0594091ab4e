/* What the ledger promises, whatever has happened to the store: for lyceum check. */
#include "platform/db/backup.h"
#include "rooms/money/bills/document_check.h"
#include "rooms/money/subscriptions/entitlement.h"
#include "rooms/money/ledger/ledger.h"
#include "rooms/money/recharges/ledger_export.h"
#include "rooms/money/recharges/recharge_check.h"
#include "rooms/money/payments/payment_check.h"
#include "rooms/money/rounds/round_check.h"
#include "rooms/money/subscriptions/subscription_check.h"

#define ID(column) "CAST(" column " AS TEXT)"

SQL(postings_in_part,
    "SELECT 'Posting ' || " ID("p.id") " || ' has ' || " ID("p.rows") " || ' rows, and ' || " ID("COUNT(r.position)") " || ' are there' AS say"
    "  FROM posting p LEFT JOIN posting_row r ON r.posting_id = p.id GROUP BY p.id, p.rows HAVING COUNT(r.position) <> p.rows ORDER BY p.id LIMIT 20");
SQL(rows_of_other_months,
    "SELECT 'Posting ' || " ID("p.id") " || ' counts in ' || p.month || ', and row ' || " ID("r.position") " || ' of it in ' || r.month AS say"
    "  FROM posting_row r JOIN posting p ON p.id = r.posting_id WHERE r.month <> p.month ORDER BY p.id, r.position LIMIT 20");
SQL(reversals_unlike,
    "SELECT 'Posting ' || " ID("b.id") " || ' takes posting ' || " ID("b.reverses") " || ' back, and is not its opposite' AS say FROM posting b"
    " WHERE b.reverses IS NOT NULL AND (b.rows <> (SELECT p.rows FROM posting p WHERE p.id = b.reverses)"
    "   OR EXISTS (SELECT 1 FROM posting_row r WHERE r.posting_id = b.reverses AND NOT EXISTS (SELECT 1 FROM posting_row o WHERE o.posting_id = b.id AND o.position = r.position"
    "     AND o.from_account = r.to_account AND o.to_account = r.from_account AND o.pence = r.pence AND o.cost_centre_id = r.cost_centre_id"
    "     AND COALESCE(o.fund_id, 0) = COALESCE(r.fund_id, 0)))) ORDER BY b.id LIMIT 20");
/* Who posts and who closes read the clock before they wait for each other. */
SQL(posted_when_closed,
    "SELECT 'Posting ' || " ID("p.id") " || ' counts in ' || p.month || ', and was written after that month was closed' AS say FROM posting p"
    " WHERE EXISTS (SELECT 1 FROM period_close c WHERE c.month >= p.month AND c.closed_at + 60 < p.made_at) ORDER BY p.id LIMIT 20");
SQL(closed_astray,
    "SELECT 'The ledger is closed through ' || l.through || ', and nobody closed it' AS say FROM ledger_closed l WHERE l.through <> '' AND l.through <> COALESCE((SELECT MAX(month) FROM period_close), '')");
/* What is read of a year is the sums, so they are held against the rows that they are of. */
SQL(months_astray,
    "SELECT 'The sums of ' || m.month || ' say ' || " ID("SUM(m.said)") " || 'p of account ' || a.code || ', and its rows say ' || " ID("SUM(m.found)") " || 'p' AS say"
    "  FROM (SELECT account_id, month, cost_centre_id, fund_id, came_in AS said, 0 AS found, 1 AS way FROM ledger_month UNION ALL SELECT account_id, month, cost_centre_id, fund_id, went_out, 0, 2 FROM ledger_month"
    "    UNION ALL SELECT to_account, month, cost_centre_id, COALESCE(fund_id, 0), 0, pence, 1 FROM posting_row UNION ALL SELECT from_account, month, cost_centre_id, COALESCE(fund_id, 0), 0, pence, 2 FROM posting_row) m"
    "  JOIN account a ON a.id = m.account_id GROUP BY a.code, m.month, m.cost_centre_id, m.fund_id, m.way HAVING SUM(m.said) <> SUM(m.found) ORDER BY m.month, a.code LIMIT 20");

Error *money_check(Ctx *cx)
{
    static const Sql *const promises[] = { &postings_in_part, &rows_of_other_months, &reversals_unlike, &posted_when_closed, &closed_astray, &months_astray };
    Error *broken_ones = store_promises(cx, promises, COUNT(promises));
    errors_add(&broken_ones, entitlement_check(cx));
    errors_add(&broken_ones, rounds_check(cx));
    errors_add(&broken_ones, subscription_check(cx));
    errors_add(&broken_ones, document_check(cx));
    errors_add(&broken_ones, recharge_check(cx));
    errors_add(&broken_ones, ledger_export_check(cx));
    errors_add(&broken_ones, payment_check(cx));
    return broken_ones;
}
