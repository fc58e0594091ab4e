/* What documents promise, whatever has happened to the store: for lyceum check. */
#include "platform/db/backup.h"
#include "rooms/money/bills/document_check.h"

#define ID(column) "CAST(" column " AS TEXT)"

SQL(documents_unlike_lines,
    "SELECT d.name || ' is of ' || " ID("d.net_pence") " || ' pence without VAT, and its ' || " ID("d.lines") " || ' lines are ' || " ID("COALESCE(SUM(l.pence), 0)") " AS say"
    "  FROM document d LEFT JOIN document_line l ON l.document_id = d.id GROUP BY d.id, d.name, d.net_pence, d.lines"
    " HAVING COALESCE(SUM(l.pence), 0) <> d.net_pence OR COUNT(l.position) <> d.lines ORDER BY d.id LIMIT 20");
SQL(documents_unlike_vat,
    "SELECT d.name || ' has ' || " ID("d.vat_pence") " || ' pence of VAT, and its treatments have ' || " ID("COALESCE(SUM(v.vat_pence), 0)") " AS say"
    "  FROM document d LEFT JOIN document_vat v ON v.document_id = d.id GROUP BY d.id, d.name, d.vat_pence, d.net_pence"
    " HAVING COALESCE(SUM(v.vat_pence), 0) <> d.vat_pence OR COALESCE(SUM(v.taxable_pence), 0) <> d.net_pence ORDER BY d.id LIMIT 20");
/* What it moved on the account of what is owed: in by an invoice, out by a credit note. */
SQL(documents_unlike_ledger,
    "SELECT d.name || ' is of ' || " ID("d.total_pence") " || ' pence, and the ledger has ' || " ID("COALESCE(SUM(CASE WHEN (r.to_account = 1) = (d.kind = 'invoice') THEN r.pence ELSE -r.pence END), 0)") " AS say"
    "  FROM document d LEFT JOIN posting p ON p.kind = d.kind AND p.subject_id = d.id LEFT JOIN posting_row r ON r.posting_id = p.id AND (r.to_account = 1 OR r.from_account = 1)"
    " WHERE d.kind <> 'quote' GROUP BY d.id, d.name, d.total_pence"
    " HAVING COALESCE(SUM(CASE WHEN (r.to_account = 1) = (d.kind = 'invoice') THEN r.pence ELSE -r.pence END), 0) <> d.total_pence ORDER BY d.id LIMIT 20");
SQL(documents_with_gaps,
    "SELECT 'The ' || s.kind || 's are ' || " ID("COUNT(d.id)") " || ', and the next number is ' || " ID("s.next") " AS say FROM document_series s LEFT JOIN document d ON d.kind = s.kind"
    " GROUP BY s.kind, s.next HAVING COUNT(d.id) <> s.next - 1 OR COALESCE(MAX(d.number), 0) <> s.next - 1 LIMIT 20");
SQL(documents_open_astray,
    "SELECT d.name || ' is open for ' || " ID("m.open_pence") " || ' pence of ' || " ID("d.total_pence") " || ', and what settled it says otherwise' AS say FROM document d JOIN document_open m ON m.document_id = d.id"
    " WHERE m.total_pence <> d.total_pence OR m.open_pence <> d.total_pence - " DOCUMENT_SETTLED("d.id") " ORDER BY d.id LIMIT 20");
SQL(documents_over_credited,
    "SELECT d.name || ' was credited ' || " ID("m.credited_pence") " || ' pence, and its credit notes are ' || " ID("COALESCE(SUM(c.total_pence), 0)") " AS say FROM document d JOIN document_open m ON m.document_id = d.id"
    "  LEFT JOIN document c ON c.credits_id = d.id GROUP BY d.id, d.name, m.credited_pence HAVING COALESCE(SUM(c.total_pence), 0) <> m.credited_pence ORDER BY d.id LIMIT 20");
SQL(items_billed_astray,
    "SELECT 'What is owed, ' || " ID("i.id") " || ', is said to be on document ' || " ID("i.billed_id") " || ', and is not' AS say FROM bill_item i WHERE i.billed_by = 'document'"
    " AND NOT EXISTS (SELECT 1 FROM document_line l WHERE l.document_id = i.billed_id AND l.bill_item_id = i.id) ORDER BY i.id LIMIT 20");

Error *document_check(Ctx *cx)
{
    static const Sql *const promises[] = { &documents_unlike_lines, &documents_unlike_vat, &documents_unlike_ledger, &documents_with_gaps, &documents_open_astray, &documents_over_credited, &items_billed_astray };
    return store_promises(cx, promises, COUNT(promises));
}
