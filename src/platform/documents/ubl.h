/*
 * UBL 2.1 by libxml2's writer: an invoice or a credit note as EN 16931 wants it in the core, in the order of elements that the schema demands. It writes what it is
 * given and reckons nothing: whoever issues a document sees to its sums.
 */
#pragma once
#include "platform/base/context.h"

typedef struct { const char *name, *street, *town, *postcode, *vat_number, *email, *reference; } UblParty;      /* reference: the buyer's, "" none */
typedef struct { const char *id, *words; int64_t pence, rate_bp; const char *category, *on; } UblLine;           /* category: S, Z, E, O; on: the day of the supply */
typedef struct { const char *category, *reason; int64_t rate_bp, taxable_pence, vat_pence; } UblTax;             /* reason: why nothing is taxed, of E and O */
typedef struct {
    bool        credit_note;
    const char *number, *issued_on, *due_on, *note, *buyer_reference, *order, *credits, *credits_on;            /* credits: the invoice, of a credit note */
    UblParty    seller, buyer;
    const char *account_name, *sort_code, *account_number;                                                      /* "" where there is none */
    int64_t     net_pence, vat_pence, total_pence, prepaid_pence;
    const UblTax *taxes; size_t tax_count;
    const UblLine *lines; size_t line_count;
} Ubl;
CHECKED Error *ubl_write(Ctx *cx, const Ubl *ubl, const char **bytes, size_t *length);
