/*
 * The sums of a document, and the rules that they keep: those of EN 16931 for the totals (BR-CO-10 to BR-CO-17), reckoned anew from the lines. VAT is reckoned
 * once for each treatment and rate, of all their lines together.
 */
#pragma once
#include "rooms/money/bills/document.h"

/* Its net, VAT and total, and the VAT by treatment and rate: exempt and outside before what is taxed. */
CHECKED Error *document_sum(Ctx *cx, Document *document, const DocumentLine *lines, size_t count, DocumentVat **vats, size_t *vat_count);
/* OK, or BROKEN with the rule that does not hold. A credit note's VAT may be a penny beside the rate: what all of them take back is the invoice's. */
CHECKED Error *document_sound(Ctx *cx, const Document *document, const DocumentLine *lines, size_t count, const DocumentVat *vats, size_t vat_count);
