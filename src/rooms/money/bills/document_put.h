/* A document written, whole: for money's own rules, which have asked who may. */
#pragma once
#include "rooms/money/bills/document_sum.h"

/*
 * The document's kind, customer, dates, order and words are the caller's, and its lines; sender, number, sums, posting and what is open are made here. document->id, where it
 * is set, is kept. Nothing is written of what does not keep the rules of document_sound(). CONFLICT where its month is closed.
 *
 * vats NULL: reckoned from the lines; else as the caller says, whose sums are then in the document.
 */
CHECKED Error *document_put(Ctx *cx, Document *document, const DocumentLine *lines, size_t count, const DocumentVat *vats, size_t vat_count);
/* Who it is to, as they are called now. */
void document_to(Document *document, const Payer *payer);
