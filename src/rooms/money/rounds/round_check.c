#include "rooms/money/rounds/round_check.h"

#include "platform/db/backup.h"

#define NUMBER(column) "CAST(" column " AS TEXT)"

SQL(rounds_uneven,
    "SELECT r.title || ': ' || " NUMBER("r.quantity") " || ' are said to be committed by ' || " NUMBER("r.takers") " || ', and it is ' || " NUMBER("COALESCE(SUM(c.quantity), 0)") " || ' by ' ||"
    " " NUMBER("SUM(CASE WHEN c.quantity > 0 THEN 1 ELSE 0 END)") " AS say FROM round r LEFT JOIN round_commitment c ON c.round_id = r.id GROUP BY r.id, r.title, r.quantity, r.takers"
    " HAVING COALESCE(SUM(c.quantity), 0) <> r.quantity OR SUM(CASE WHEN c.quantity > 0 THEN 1 ELSE 0 END) <> r.takers ORDER BY r.id LIMIT 20");
SQL(rounds_mispriced,
    "SELECT r.title || ': one costs ' || " NUMBER("r.price_pence") " || 'p, and its steps say ' || " NUMBER("t.pence") " || 'p' AS say FROM round r JOIN (SELECT q.id, COALESCE((SELECT MIN(s.pence) FROM round_tier s"
    " WHERE s.round_id = q.id AND s.from_quantity <= q.quantity AND (q.supply IS NULL OR s.from_quantity <= q.supply)), 0) AS pence FROM round q) t ON t.id = r.id"
    " WHERE r.price_pence <> t.pence ORDER BY r.id LIMIT 20");
SQL(rounds_misallotted,
    "SELECT r.title || ': ' || " NUMBER("SUM(c.allotted)") " || ' are allotted of ' || " NUMBER("r.quantity") " AS say FROM round r JOIN round_commitment c ON c.round_id = r.id AND c.quantity > 0"
    " WHERE r.state = 'allotted' OR r.state = 'charged' GROUP BY r.id, r.title, r.quantity, r.supply"
    " HAVING COALESCE(SUM(c.allotted), -1) <> CASE WHEN r.supply < r.quantity THEN r.supply ELSE r.quantity END ORDER BY r.id LIMIT 20");
SQL(commitments_misreckoned,
    "SELECT r.title || ': commitment ' || " NUMBER("c.id") " || ' pays or saved another sum than its number at its price' AS say FROM round r JOIN round_commitment c ON c.round_id = r.id AND c.allotted IS NOT NULL"
    " WHERE c.pence <> c.allotted * r.price_pence OR (r.state = 'charged' AND c.allotted > 0 AND c.lifted_at IS NULL AND (c.saved_pence IS NULL OR c.saved_pence <> c.alone_pence * c.allotted - c.pence)) ORDER BY c.id LIMIT 20");
SQL(commitments_misbilled,
    "SELECT r.title || ': commitment ' || " NUMBER("c.id") " || ' and its bill item do not agree' AS say FROM round r JOIN round_commitment c ON c.round_id = r.id AND c.billed_at IS NOT NULL"
    "  LEFT JOIN bill_item b ON b.kind = 'round' AND b.subject_id = c.id AND b.reverses IS NULL"
    " WHERE b.id IS NULL OR b.pence <> c.pence OR b.organisation_id <> c.organisation_id OR (b.state = 'withdrawn' AND c.lifted_at IS NULL) ORDER BY c.id LIMIT 20");
SQL(rounds_uncosted,
    "SELECT r.title || ': the ledger does not say what the supplier asks' AS say FROM round r WHERE r.state = 'charged' AND NOT EXISTS (SELECT 1 FROM posting p JOIN posting_row w ON w.posting_id = p.id"
    " WHERE p.kind = 'round' AND p.subject_id = r.id AND w.pence = r.cost_pence) ORDER BY r.id LIMIT 20");
SQL(changes_astray,
    "SELECT r.title || ': commitment ' || " NUMBER("c.id") " || ' says ' || " NUMBER("c.quantity") " || ', and its changes do not add up to that' AS say FROM round r JOIN round_commitment c ON c.round_id = r.id"
    " WHERE c.quantity <> (SELECT COALESCE(SUM(h.quantity - h.was), 0) FROM round_change h WHERE h.commitment_id = c.id) ORDER BY c.id LIMIT 20");

Error *rounds_check(Ctx *cx)
{
    static const Sql *const promises[] = { &rounds_uneven, &rounds_mispriced, &rounds_misallotted, &commitments_misreckoned, &commitments_misbilled, &rounds_uncosted, &changes_astray };
    return store_promises(cx, promises, COUNT(promises));
}
