/* What payments promise, whatever has happened to the store: for lyceum check. That what is open of an invoice is what nothing settled, document_check.c holds. */
#include "rooms/money/payments/payment_check.h"

#include "platform/db/backup.h"

#define ID(column) "CAST(" column " AS TEXT)"
#define SUM(what) "(SELECT COALESCE(SUM(" what
#define POSTED(kind, id) "(SELECT CAST(COALESCE(SUM(r.pence), 0) AS BIGINT) FROM posting p JOIN posting_row r ON r.posting_id = p.id WHERE p.kind = '" kind "' AND p.subject_id = " id ")"

SQL(payments_astray,
    "SELECT x.say || ' is of ' || " ID("x.pence") " || ' pence, and what is left, settled and paid back of it is ' || " ID("x.used") " AS say FROM ("
    "  SELECT 'Payment ' || " ID("m.id") " AS say, m.id, m.reversed_at, m.pence, m.left_pence"
    "    + " SUM("a.pence") "), 0) FROM allocation a WHERE a.payment_id = m.id AND a.lifted_at IS NULL)"
    "    + " SUM("b.pence") "), 0) FROM refund b WHERE b.payment_id = m.id AND (b.state = 'approved' OR b.state = 'sent')) AS used FROM payment m) x"
    " WHERE x.used <> CASE WHEN x.reversed_at IS NULL THEN x.pence ELSE 0 END ORDER BY x.id LIMIT 20");
SQL(payments_unlike_ledger,
    "SELECT 'Payment ' || " ID("m.id") " || ' is of ' || " ID("m.pence") " || ' pence, and the ledger does not say so' AS say FROM payment m"
    " WHERE " POSTED("payment", "m.id") " <> m.pence OR " POSTED("payment back", "m.id") " <> CASE WHEN m.reversed_at IS NULL THEN 0 ELSE m.pence END ORDER BY m.id LIMIT 20");
SQL(refunds_unlike_ledger,
    "SELECT 'Refund ' || " ID("b.id") " || ' is ' || b.state || ', and the ledger does not say so' AS say FROM refund b"
    " WHERE " POSTED("refund", "b.id") " - " POSTED("refund back", "b.id") " <> CASE WHEN b.state = 'approved' OR b.state = 'sent' THEN b.pence ELSE 0 END ORDER BY b.id LIMIT 20");
SQL(write_offs_unlike_ledger,
    "SELECT 'What was given up, ' || " ID("w.id") " || ', is ' || w.state || ', and the ledger does not say so' AS say FROM write_off w"
    " WHERE " POSTED("write-off", "w.id") " <> CASE WHEN w.state = 'approved' THEN w.pence ELSE 0 END ORDER BY w.id LIMIT 20");
SQL(decided_alone,
    "SELECT x.what || " ID("x.id") " || ' of ' || " ID("x.pence") " || ' pence was asked and approved by one person' AS say FROM (SELECT 'Refund ' AS what, id, pence, state, asked_by, decided_by, decided_at, asked_at FROM refund"
    "   UNION ALL SELECT 'What was given up, ', id, pence, state, asked_by, decided_by, decided_at, asked_at FROM write_off) x"
    " WHERE x.asked_by = x.decided_by AND x.decided_at <> x.asked_at AND (x.state = 'approved' OR x.state = 'sent') ORDER BY x.id LIMIT 20");
SQL(lines_astray,
    "SELECT 'Line ' || " ID("l.id") " || ' of the bank is of ' || " ID("l.pence") " || ' pence, and payments of ' || " ID("COALESCE(SUM(CASE WHEN m.reversed_at IS NULL THEN m.pence ELSE 0 END), 0)") " || ' are made of it' AS say"
    "  FROM bank_line l LEFT JOIN payment m ON m.bank_line_id = l.id WHERE l.pence > 0 GROUP BY l.id, l.pence, l.state"
    " HAVING (l.state = 'matched' AND COALESCE(SUM(m.pence), 0) < l.pence) OR COALESCE(SUM(CASE WHEN m.reversed_at IS NULL THEN m.pence ELSE 0 END), 0) > CASE WHEN l.state = 'matched' THEN l.pence ELSE 0 END"
    " ORDER BY l.id LIMIT 20");
SQL(cards_unpaid,
    "SELECT 'Payment by card ' || " ID("c.id") " || ' was taken, and is no payment here' AS say FROM card_payment c WHERE c.state = 'paid' AND NOT EXISTS (SELECT 1 FROM payment m WHERE m.card_payment_id = c.id) ORDER BY c.id LIMIT 20");

Error *payment_check(Ctx *cx)
{
    static const Sql *const promises[] = { &payments_astray, &payments_unlike_ledger, &refunds_unlike_ledger, &write_offs_unlike_ledger, &decided_alone, &lines_astray, &cards_unpaid };
    return store_promises(cx, promises, COUNT(promises));
}
