/* For lyceum check: a CONFLICT for each promise of the documents' that their rows break. */
#pragma once
#include "platform/db/db.h"

/* What settled a document, in a query: credit notes set off, of either side; payments; what was given up of it, and paid back of a credit note. Whoever settles by other means adds theirs here. */
#define DOCUMENT_SETTLED(id) \
    "(SELECT CAST(COALESCE(SUM(z.pence), 0) AS BIGINT) FROM (SELECT o.pence FROM document_set_off o WHERE o.invoice_id = " id " OR o.credit_id = " id \
    " UNION ALL SELECT a.pence FROM allocation a WHERE a.document_id = " id " AND a.lifted_at IS NULL" \
    " UNION ALL SELECT w.pence FROM write_off w WHERE w.document_id = " id " AND w.state = 'approved'" \
    " UNION ALL SELECT r.pence FROM refund r WHERE r.credit_id = " id " AND (r.state = 'approved' OR r.state = 'sent')) z)"

CHECKED Error *document_check(Ctx *cx);
