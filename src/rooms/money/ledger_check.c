/* What the ledger promises, whatever has happened to the store: for lyceum check. */
#include "platform/db/backup.h"
#include "rooms/money/ledger.h"

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

Error *money_check(Ctx *cx)
{
    static const Sql *const promises[] = { &postings_in_part, &rows_of_other_months, &reversals_unlike, &posted_when_closed, &closed_astray };
    return store_promises(cx, promises, COUNT(promises));
}
