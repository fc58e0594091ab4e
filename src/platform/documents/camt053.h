/*
 * A bank's statement as ISO 20022 writes it (camt.053, BankToCustomerStatement, any version), read as a table for table_file.h: a row for each entry
 * that is booked, and for each payment of one that says what it is made of. It is read by libxml2, without entities and without the network.
 *
 * Columns: Date, Amount (below 0: paid out), Reference, Name (the other party), Bank reference, Details, Reversal ("yes"), Account. A statement whose
 * entries do not make its closing balance of its opening one has been cut, and is refused.
 */
#pragma once
#include "platform/documents/csv.h"

enum { CAMT_ENTRIES_MOST = 20000, CAMT_PARTS_MOST = 500 };

bool camt053_looks(const char *bytes, size_t length);      /* XML, by its first sign */
CHECKED Error *camt053_read(Ctx *cx, const char *bytes, size_t length, Error *(*each)(Ctx *cx, const CsvRow *row, void *data), void *data);
