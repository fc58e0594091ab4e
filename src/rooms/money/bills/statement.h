/* A customer's account: what was owed before, what came and went, and what is owed after. Read from the documents, and from whatever else moves what is owed. */
#pragma once
#include "rooms/money/bills/document.h"

enum { STATEMENT_ENTRIES_MOST = 1000 };

/* What moved what a customer owes, in a query: on_date, kind, document_id, name, words, pence (above 0: more is owed), organisation_id, person_id. Whoever adds another kind of move adds it here. */
#define STATEMENT_MOVES \
    "SELECT d.issued_on AS on_date, d.kind, d.id AS document_id, d.name, CASE WHEN d.kind = 'invoice' THEN d.purchase_order ELSE d.words END AS words," \
    " CASE WHEN d.kind = 'invoice' THEN d.total_pence ELSE -d.total_pence END AS pence, d.organisation_id, d.person_id FROM document d WHERE d.kind <> 'quote'" \
    " UNION ALL SELECT y.on_date, 'payment', 0, '', y.reference, -y.pence, y.organisation_id, y.person_id FROM payment y" \
    " UNION ALL SELECT g.on_date, 'payment taken back', 0, '', y.reversed_why, y.pence, y.organisation_id, y.person_id FROM payment y JOIN posting g ON g.kind = 'payment back' AND g.subject_id = y.id" \
    " UNION ALL SELECT g.on_date, 'paid back', 0, '', r.why, r.pence, COALESCE(y.organisation_id, c.organisation_id), COALESCE(y.person_id, c.person_id)" \
    "   FROM refund r JOIN posting g ON g.kind = 'refund' AND g.subject_id = r.id LEFT JOIN payment y ON y.id = r.payment_id LEFT JOIN document c ON c.id = r.credit_id WHERE r.state = 'approved' OR r.state = 'sent'" \
    " UNION ALL SELECT g.on_date, 'given up', w.document_id, d.name, '', -w.pence, d.organisation_id, d.person_id FROM write_off w JOIN document d ON d.id = w.document_id" \
    "   JOIN posting g ON g.kind = 'write-off' AND g.subject_id = w.id"

typedef struct { int64_t document_id, pence, balance_pence; const char *on_date, *kind, *name, *words; } StatementEntry;
typedef struct {
    Payer       payer;
    const char *from, *to;
    int64_t     opening_pence, closing_pence, more;      /* more: there are more entries than are shown */
    StatementEntry *entries; size_t count;
} Statement;
/* Any for READ_MONEY, one's own otherwise. from "": from the beginning. */
CHECKED Error *statement_read(Ctx *cx, int64_t organisation_id, int64_t person_id, const char *from, const char *to, Statement *statement);
