/* What the pages of documents share: the document as a page, as PDF and as UBL, its state, and what lists of them look like. */
#pragma once
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/money/bills/document.h"

/* A document that whoever asks may see, with all of it. */
typedef struct { Document document; DocumentLine *lines; DocumentVat *vats; Document *credits; size_t line_count, vat_count, credit_count; } Paper;
CHECKED Error *paper_find(Ctx *cx, int64_t id, Paper *paper);

void document_state_put(Out *out, const Document *document, bool tiny);
const char *days_words(Ctx *cx, const char *first, const char *last);                        /* "10 to 24 November 2026" */
const char *document_supplied_words(Ctx *cx, const DocumentLine *lines, size_t count);       /* "10 November 2026", "10 to 24 November 2026" */
/* Its facts, lines, VAT and total, and how to pay: the accessible original. base: "/invoices" or "/office/invoices", for links to other documents. */
void paper_show(Out *out, const Paper *paper, const char *base);
/* The downloads, as small buttons. */
void paper_downloads(Out *out, const Document *document, const char *base);

/* The document with the id of the address, for whoever may see it. */
Error *paper_pdf_show(Ctx *cx, const Request *rq, Response *rs);
Error *paper_ubl_show(Ctx *cx, const Request *rq, Response *rs);

/* A list of them: filter, table, parts. */
typedef struct { const char *path, *title; bool office; DocumentFilter filter; } DocumentList;
DocumentFilter document_filter(Ctx *cx, const Request *rq);
void           document_filters(Out *out, const DocumentList *list);
void           document_table(Out *out, const DocumentList *list, const Document *rows, size_t count);
const char    *document_list_address(Ctx *cx, const char *path, const DocumentFilter *filter);
CHECKED Error *document_sheet(Ctx *cx, const Request *rq, Response *rs, const DocumentFilter *filter);
