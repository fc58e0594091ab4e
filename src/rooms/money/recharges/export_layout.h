/*
 * How the council's finance program wants a file that it reads: which columns, in which order, what each holds. Finance keeps it as data, one layout
 * for recharges and one for the ledger; nobody has to change the program. What is missing in one is refused in words.
 */
#pragma once
#include "platform/db/db.h"

enum { LAYOUT_COLUMNS_MOST = 24, LAYOUT_HEADING_MOST = 40, LAYOUT_WORDS_MOST = 120, LAYOUT_VAT_MOST = 10 };

typedef struct { const char *heading, *holds, *words; } LayoutColumn;      /* holds: a name of layout_parts, or "text": words, where {{name}} stands for what that part holds */
typedef struct {
    int64_t     headed, marked, version, changed_at;
    const char *kind;                               /* "recharge", "ledger" */
    const char *shape;                              /* "entries": a line for each debit and each credit; "pairs": both on one line */
    const char *dates;                              /* "iso", "slashes", "named", "digits" */
    const char *vat_standard, *vat_zero, *vat_exempt, *vat_outside, *by;
    LayoutColumn *columns; size_t count;
} Layout;

/* What a column can hold, in the order in which it is offered; ends with a name of NULL. */
typedef struct { const char *name, *words, *shape, *kind; bool money; } LayoutPart;      /* shape, kind: the one that has it; "" both */
extern const LayoutPart layout_parts[];
const LayoutPart *layout_part(const char *name);    /* NULL: no such */
bool layout_has(const Layout *layout, const LayoutPart *part);      /* whether a layout of this kind and shape can hold it */
const char *layout_kind_words(const char *kind);    /* "Recharges", "The ledger" */
bool layout_kind_is(const char *kind);

/* For rules; pages ask READ_MONEY by their routes. BROKEN for another kind. */
CHECKED Error *layout_read(Ctx *cx, const char *kind, Layout *layout);

/* As typed. A column without heading, part and text is none; order "" comes where it stands. */
typedef struct { const char *order, *heading, *holds, *words; } LayoutColumnDraft;
typedef struct { const char *shape, *dates, *vat_standard, *vat_zero, *vat_exempt, *vat_outside; bool headed, marked; const LayoutColumnDraft *columns; size_t count; } LayoutDraft;
/* What it would be: refused about "shape", "dates", "columns", "vat_standard" ..., "order_1", "heading_1", "holds_1", "words_1" ... *layout is whole where it is not refused. */
CHECKED Error *layout_of(Ctx *cx, const char *kind, const LayoutDraft *draft, Layout *layout);
/* KEEP_LEDGER. */
CHECKED Error *layout_save(Ctx *cx, const char *kind, const LayoutDraft *draft);

/* The next {{name}} of a text from *at on: what stands before it, and its name; false at the end, with the rest before it. An open one that is never closed has the name "". */
typedef struct { const char *before, *name; } LayoutPiece;
bool layout_piece(Ctx *cx, const char **at, LayoutPiece *piece);
