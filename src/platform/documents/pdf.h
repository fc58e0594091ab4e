/*
 * PDF by cairo and pango, finished by qpdf: tagged, language set, title shown, fonts embedded (Open Sans). The HTML page stays the
 * accessible original. Text wraps; a table breaks across pages with its header row repeated to the eye and tagged once. What is given
 * is laid out by pdf_end(), so it lives until then.
 */
#pragma once
#include "platform/base/context.h"
#include "platform/documents/picture.h"

typedef struct Pdf Pdf;
typedef struct {
    const char *title, *author;
    bool        landscape;      /* A4 either way */
    const char *footer;         /* small, on every page, before "Page 1 of 3"; NULL: no footer */
} PdfPage;

Pdf *pdf_begin(Ctx *cx, PdfPage page);
void pdf_heading(Pdf *pdf, int level, const char *heading);            /* 1 to 3 */
void pdf_text(Pdf *pdf, const char *paragraph);
void pdf_small(Pdf *pdf, const char *paragraph);
void pdf_space(Pdf *pdf, double points);
typedef struct { const char *head; double width; bool right; } PdfColumn;   /* width: share of the line */
enum { PDF_COLUMNS_MOST = 16 };
void pdf_table(Pdf *pdf, const char *caption, const PdfColumn *columns, size_t n);
void pdf_row(Pdf *pdf, const char *const *cells);                      /* first cell is the row's header; "[ ]" draws an empty box */
void pdf_table_end(Pdf *pdf);
CHECKED Error *pdf_end(Pdf *pdf, const char **bytes, size_t *length);

/* One page, A4 landscape, to hang on a wall. */
typedef struct {
    const char *partnership, *title /* "Certificate of attendance" */, *name, *course, *words /* dates, hours, facilitator */, *issued, *code, *verify_url;
    const char *signatory, *signatory_role;
    const char *outcome;
    Brand brand;
    const Picture *mark;        /* the partnership's own, beside its name; NULL: none */
} PdfCertificate;
CHECKED Error *pdf_certificate(Ctx *cx, const PdfCertificate *certificate, const char **bytes, size_t *length);

/*
 * The programme on paper, A4: a cover, contents, a chapter for each theme, its courses with their dates and a square that leads to their page, then all
 * dates in order. Whoever reads it on a screen follows its links and bookmarks. Texts are plain; "" where there is none.
 */
typedef struct { const char *when, *where; } PdfDate;                 /* "Thu 28 January 2027, 9.30am", "Town Hall. £60, members free" */
typedef struct { const char *title, *url, *facts, *summary, *outcome; const PdfDate *dates; size_t date_count; const char *more; } PdfCourse;   /* facts: kind, for whom; more: "and 4 more dates" */
typedef struct { const char *name, *words; int64_t colour; const char *figures; const PdfCourse *courses; size_t count; } PdfTheme;            /* colour: 1 to 6, of its square */
typedef struct { const char *month /* where it changes, else NULL */, *day, *title, *where; size_t theme; } PdfDay;                            /* day: "Thu 28"; theme: its place among themes */
typedef struct {
    const char *partnership, *title /* "Programme" */, *period, *words /* what it was narrowed to */, *promise, *figures, *url, *address /* as printed */;
    const PdfTheme *themes; size_t theme_count;
    const PdfDay   *days;   size_t day_count;
    const char *const *how; size_t how_count;                         /* how to book: a paragraph each */
    Brand brand;
    const Picture *mark;
} PdfProspectus;
CHECKED Error *pdf_prospectus(Ctx *cx, const PdfProspectus *prospectus, const char **bytes, size_t *length);

/*
 * What an office sends about money, A4: an invoice, a credit note, a quote, a statement. Letterhead, to whom, a few facts, a table that goes on over as many pages as it
 * needs, its sums, and how to pay. Texts are plain; addresses are lines; "" where there is none.
 */
typedef struct { const char *name, *value; } PdfFact;
typedef struct { const char *const *cells; const char *note; } PdfBillRow;        /* a cell for each column; note: small, under the first */
typedef struct { const char *title, *words; } PdfBillPart;                        /* words: lines */
typedef struct {
    const char *partnership, *title /* "Invoice" */, *number, *sender, *customer, *address;
    const PdfFact *facts; size_t fact_count;                                      /* the last is the one that matters: larger */
    const char *words;                                                            /* over the table: why it was credited */
    const char *caption;                                                          /* of the table: for whoever hears it */
    const PdfColumn *columns; size_t column_count;
    const PdfBillRow *rows; size_t row_count;
    const PdfFact *sums; size_t sum_count;                                        /* the last is the total */
    const char *pay;                                                              /* "How to pay": the title over its parts */
    const PdfBillPart *parts; size_t part_count;                                  /* 3 at most */
    const char *foot;                                                             /* small, at the end */
    Brand brand;
    const Picture *mark;
} PdfBill;
CHECKED Error *pdf_bill(Ctx *cx, const PdfBill *bill, const char **bytes, size_t *length);
