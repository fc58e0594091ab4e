/* What recharges promise, whatever has happened to the store: for lyceum check. */
#include "rooms/money/recharges/recharge_check.h"

#include "platform/db/backup.h"

#define ID(column) "CAST(" column " AS TEXT)"
#define IN_LEDGER(kind, subject) \
    "COALESCE((SELECT SUM(CASE WHEN r.to_account = 3 THEN r.pence WHEN r.from_account = 3 THEN -r.pence ELSE 0 END) FROM posting p JOIN posting_row r ON r.posting_id = p.id WHERE p.kind = '" kind "' AND p.subject_id = " subject "), 0)"

SQL(recharges_unlike_lines,
    "SELECT 'Recharge ' || " ID("b.number") " || ' is of ' || " ID("b.lines") " || ' lines and ' || " ID("b.pence") " || ' pence, and its lines are ' || " ID("COUNT(l.position)") " || ' of ' || " ID("COALESCE(SUM(l.pence), 0)") " AS say"
    "  FROM recharge b LEFT JOIN recharge_line l ON l.recharge_id = b.id GROUP BY b.id, b.number, b.lines, b.pence HAVING COUNT(l.position) <> b.lines OR COALESCE(SUM(l.pence), 0) <> b.pence ORDER BY b.number LIMIT 20");
SQL(recharges_unlike_ledger,
    "SELECT 'Recharge ' || " ID("b.number") " || ' is of ' || " ID("b.pence") " || ' pence, and the ledger has ' || " ID(IN_LEDGER("recharge", "b.id")) " AS say FROM recharge b WHERE " IN_LEDGER("recharge", "b.id") " <> b.pence"
    " ORDER BY b.number LIMIT 20");
SQL(refusals_unlike_ledger,
    "SELECT 'What was refused of recharge ' || " ID("b.number") " || ' is ' || " ID("f.pence") " || ' pence, and the ledger or its lines say otherwise' AS say FROM recharge_refusal f JOIN recharge b ON b.id = f.recharge_id"
    " WHERE " IN_LEDGER("recharge.refused", "f.id") " <> -f.pence OR f.pence <> (SELECT COALESCE(SUM(l.pence), 0) FROM recharge_line l WHERE l.refusal_id = f.id)"
    "   OR f.lines <> (SELECT COUNT(*) FROM recharge_line l WHERE l.refusal_id = f.id AND l.recharge_id = f.recharge_id) ORDER BY f.id LIMIT 20");
/* Nothing of one that has ended is still under way. */
SQL(ended_under_way,
    "SELECT 'Recharge ' || " ID("b.number") " || ' has ended, and of it ' || " ID("b.pence - (SELECT COALESCE(SUM(f.pence), 0) FROM recharge_refusal f WHERE f.recharge_id = b.id) + " IN_LEDGER("recharge.acknowledged", "b.id"))
    " || ' pence are still under way' AS say FROM recharge b WHERE b.ended_at IS NOT NULL"
    " AND b.pence - (SELECT COALESCE(SUM(f.pence), 0) FROM recharge_refusal f WHERE f.recharge_id = b.id) + " IN_LEDGER("recharge.acknowledged", "b.id") " <> 0 ORDER BY b.number LIMIT 20");
SQL(recharges_with_gaps,
    "SELECT 'There are ' || " ID("COUNT(b.id)") " || ' recharges, and the next number is ' || " ID("s.next") " AS say FROM recharge_series s LEFT JOIN recharge b ON b.number > 0 GROUP BY s.next"
    " HAVING COUNT(b.id) <> s.next - 1 OR COALESCE(MAX(b.number), 0) <> s.next - 1");
SQL(items_recharged_astray,
    "SELECT 'What is owed, ' || " ID("i.id") " || ', is said to be in a recharge, and is not' AS say FROM bill_item i WHERE i.billed_by = 'recharge'"
    " AND NOT EXISTS (SELECT 1 FROM recharge_line l WHERE l.recharge_id = i.billed_id AND l.bill_item_id = i.id AND l.refusal_id IS NULL) ORDER BY i.id LIMIT 20");
SQL(lines_of_others,
    "SELECT 'Line ' || " ID("l.position") " || ' of recharge ' || " ID("b.number") " || ' is of something that is not in it' AS say FROM recharge_line l JOIN recharge b ON b.id = l.recharge_id JOIN bill_item i ON i.id = l.bill_item_id"
    " WHERE l.refusal_id IS NULL AND (i.billed_by <> 'recharge' OR i.billed_id <> b.id OR i.pence <> l.pence) ORDER BY b.number, l.position LIMIT 20");
SQL(recharges_without_file,
    "SELECT 'The file of recharge ' || " ID("b.number") " || ' is not kept' AS say FROM recharge b WHERE b.file_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stored_file f WHERE f.id = b.file_id AND f.linked = 1)"
    " ORDER BY b.number LIMIT 20");

Error *recharge_check(Ctx *cx)
{
    static const Sql *const promises[] = { &recharges_unlike_lines, &recharges_unlike_ledger, &refusals_unlike_ledger, &ended_under_way, &recharges_with_gaps, &items_recharged_astray, &lines_of_others,
                                           &recharges_without_file };
    return store_promises(cx, promises, COUNT(promises));
}
