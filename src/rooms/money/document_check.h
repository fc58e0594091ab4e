/* For lyceum check: a CONFLICT for each promise of the documents' that their rows break. */
#pragma once
#include "platform/db/db.h"

/* What settled a document, in a query: credit notes set off, of either side. Whoever settles by other means adds theirs here. */
#define DOCUMENT_SETTLED(id) \
    "(SELECT CAST(COALESCE(SUM(o.pence), 0) AS BIGINT) FROM document_set_off o WHERE o.invoice_id = " id " OR o.credit_id = " id ")"

CHECKED Error *document_check(Ctx *cx);
