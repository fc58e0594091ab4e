/* Everything a store holds, in an open format: what a partnership takes with it when it leaves. */
#pragma once
#include "platform/db/store.h"

typedef struct { const char *table; int64_t rows; const char *sha256; } ExportedTable;

/*
 * Writes a folder (made here; one that exists is refused) with a file of JSON lines for each table, one object a row, alike from
 * both stores: ids as text (they are longer than a script's numbers), bytes as hex; contents.json says what there is, and SHA256SUMS
 * lets `sha256sum -c` prove it. All of one moment. Columns whose names end in _hash are fingerprints of secrets, useless elsewhere and
 * dangerous there, and are left out; so are the tables of the running system itself.
 */
CHECKED Error *store_export(Ctx *cx, const char *folder, const ExportedTable **tables, size_t *count);
