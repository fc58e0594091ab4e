#include "rooms/money/recharges/export_layout.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

SQL(layout_one,
    "SELECT l.kind, l.shape, l.dates, l.headed, l.marked, l.vat_standard, l.vat_zero, l.vat_exempt, l.vat_outside, l.version, l.changed_at, y.name AS by"
    "  FROM export_layout l LEFT JOIN person y ON y.id = l.changed_by WHERE l.kind = $1");
SQL(layout_columns, "SELECT heading, holds, words FROM export_column WHERE kind = $1 ORDER BY position LIMIT 24");
SQL(layout_put,
    "UPDATE export_layout SET shape = $2, dates = $3, headed = $4, marked = $5, vat_standard = $6, vat_zero = $7, vat_exempt = $8, vat_outside = $9, version = version + 1, changed_at = $10, changed_by = $11"
    " WHERE kind = $1");
SQL(layout_columns_clear, "DELETE FROM export_column WHERE kind = $1");
SQL(layout_column_put,    "INSERT INTO export_column (kind, position, heading, holds, words) VALUES ($1, $2, $3, $4, $5)");

const LayoutPart layout_parts[] = {
    { "debit",         "Debit amount",                        "entries", "", true },
    { "credit",        "Credit amount",                       "entries", "", true },
    { "amount",        "Amount, a credit below 0",            "entries", "", true },
    { "sum",           "Amount, always above 0",              "",        "", true },
    { "side",          "D or C",                              "entries", "", false },
    { "code",          "Code: cost code or account",          "entries", "", false },
    { "name",          "What the code is",                    "entries", "", false },
    { "centre",        "Cost centre",                         "entries", "", false },
    { "debit_code",    "Code to debit",                       "pairs",   "", false },
    { "debit_name",    "What the code to debit is",           "pairs",   "", false },
    { "debit_centre",  "Cost centre to debit",                "pairs",   "", false },
    { "credit_code",   "Code to credit",                      "pairs",   "", false },
    { "credit_name",   "What the code to credit is",          "pairs",   "", false },
    { "credit_centre", "Cost centre to credit",               "pairs",   "", false },
    { "fund",          "Fund’s code",                         "", "",         false },
    { "vat",           "VAT code",                            "", "",         false },
    { "date",          "Date",                                "", "",         false },
    { "month",         "Month, like 2026-12",                 "", "",         false },
    { "period",        "Period of the financial year, 01 to 12", "", "",      false },
    { "year",          "Financial year, like 2026/27",        "", "",         false },
    { "words",         "What it is for",                      "", "",         false },
    { "number",        "Number of the batch",                 "", "",         false },
    { "reference",     "Reference of the line",               "", "",         false },
    { "customer",      "School or department",                "", "recharge", false },
    { "order",         "Their purchase order",                "", "recharge", false },
    { NULL, NULL, NULL, NULL, false },
};

const LayoutPart *layout_part(const char *name)
{
    for (const LayoutPart *part = layout_parts; part->name; part++)
        if (same(part->name, name)) return part;
    return NULL;
}

bool layout_has(const Layout *layout, const LayoutPart *part) { return (!*part->shape || same(part->shape, layout->shape)) && (!*part->kind || same(part->kind, layout->kind)); }
const char *layout_kind_words(const char *kind) { return same(kind, "recharge") ? "Recharges" : "The ledger"; }
bool layout_kind_is(const char *kind) { return same(kind, "recharge") || same(kind, "ledger"); }

Error *layout_read(Ctx *cx, const char *kind, Layout *layout)
{
    static const Column columns[] = { COLUMN(Layout, kind), COLUMN(Layout, shape), COLUMN(Layout, dates), COLUMN(Layout, headed), COLUMN(Layout, marked), COLUMN(Layout, vat_standard), COLUMN(Layout, vat_zero),
                                      COLUMN(Layout, vat_exempt), COLUMN(Layout, vat_outside), COLUMN(Layout, version), COLUMN(Layout, changed_at), COLUMN(Layout, by) };
    static const Column column_columns[] = { COLUMN(LayoutColumn, heading), COLUMN(LayoutColumn, holds), COLUMN(LayoutColumn, words) };
    TRY(db_one(cx, layout_one, columns, layout, STR(kind)));
    return db_list(cx, layout_columns, column_columns, &layout->columns, &layout->count, STR(kind));
}

/* ---- text with {{names}} ---- */

bool layout_piece(Ctx *cx, const char **at, LayoutPiece *piece)
{
    const char *open = strstr(*at, "{{");
    if (!open) {
        *piece = (LayoutPiece){ *at, NULL };
        return false;
    }
    const char *close = strstr(open, "}}");
    piece->before = text_copy(cx, *at, (size_t)(open - *at));
    piece->name = close ? text_trim(cx, text_copy(cx, open + 2, (size_t)(close - open) - 2)) : "";
    *at = close ? close + 2 : open + strlen(open);
    return true;
}

static Error *words_check(Ctx *cx, const Layout *layout, const char *words, const char *field)
{
    LayoutPiece piece;
    if (letters(words) > LAYOUT_WORDS_MOST || !text_is_line(words)) return invalid(cx, field, "Use %d characters or fewer, on one line", LAYOUT_WORDS_MOST);
    for (const char *at = words; layout_piece(cx, &at, &piece);) {
        const LayoutPart *part = layout_part(piece.name);
        if (!*piece.name) return invalid(cx, field, "After {{ the name of a part and }} are missing, like {{number}}");
        if (!part) return invalid(cx, field, "There is no {{%s}}. The names are in the list below", piece.name);
        if (!layout_has(layout, part)) return invalid(cx, field, "{{%s}} is not in a file of this kind", piece.name);
    }
    return OK;
}

/* ---- what is typed ---- */

static Error *column_check(Ctx *cx, const Layout *layout, const LayoutColumn *column, size_t n)
{
    Error *errors = OK;
    const LayoutPart *part = layout_part(column->holds);
    const char *heading = text(cx, "heading_%zu", n), *holds = text(cx, "holds_%zu", n);
    if (!*column->heading && layout->headed) errors_add(&errors, invalid(cx, heading, "Enter the column’s name"));
    if (letters(column->heading) > LAYOUT_HEADING_MOST || !text_is_line(column->heading)) errors_add(&errors, invalid(cx, heading, "Use %d characters or fewer, on one line", LAYOUT_HEADING_MOST));
    if (same(column->holds, "text")) errors_add(&errors, words_check(cx, layout, column->words, text(cx, "words_%zu", n)));
    else if (!part) errors_add(&errors, invalid(cx, holds, "Choose what the column holds"));
    else if (!layout_has(layout, part))
        errors_add(&errors, *part->shape ? invalid(cx, holds, "“%s” is not in a file with %s", part->words, same(layout->shape, "pairs") ? "debit and credit on one line" : "a line for each debit and credit")
                                         : invalid(cx, holds, "“%s” is not in a file of this kind", part->words));
    return errors;
}

static bool holds(const Layout *layout, const char *part)
{
    for (size_t i = 0; i < layout->count; i++)
        if (same(layout->columns[i].holds, part)) return true;
    return false;
}

/* A file that nobody could book: without amounts, or without saying where they go. */
static Error *whole_check(Ctx *cx, const Layout *layout)
{
    bool pairs = same(layout->shape, "pairs");
    if (!layout->count) return invalid(cx, "columns", "Add a column");
    if (pairs && !holds(layout, "sum")) return invalid(cx, "columns", "No column holds the amount. Add “Amount, always above 0”");
    if (!pairs && holds(layout, "debit") != holds(layout, "credit") && !holds(layout, "amount"))
        return invalid(cx, "columns", "A column holds the %s amount, and none the other. Add “%s”", holds(layout, "debit") ? "debit" : "credit", holds(layout, "debit") ? "Credit amount" : "Debit amount");
    if (!pairs && !holds(layout, "amount") && !holds(layout, "debit") && !(holds(layout, "sum") && holds(layout, "side")))
        return invalid(cx, "columns", "No column holds the amount. Add “Debit amount” and “Credit amount”, or “Amount, a credit below 0”, or “Amount, always above 0” with “D or C”");
    if (!pairs && !holds(layout, "code")) return invalid(cx, "columns", "No column says where the money goes. Add “Code: cost code or account”");
    if (pairs && (!holds(layout, "debit_code") || !holds(layout, "credit_code"))) return invalid(cx, "columns", "No column says where the money goes. Add “Code to debit” and “Code to credit”");
    return OK;
}

static Error *headings_check(Ctx *cx, const Layout *layout, const size_t *typed)
{
    for (size_t i = 0; layout->headed && i < layout->count; i++)
        for (size_t j = 0; j < i; j++)
            if (*layout->columns[i].heading && same(layout->columns[i].heading, layout->columns[j].heading)) return invalid(cx, text(cx, "heading_%zu", typed[i]), "Another column is called “%s”, too", layout->columns[i].heading);
    return OK;
}

static Error *vat_check(Ctx *cx, const char *field, const char *code)
{
    return letters(code) > LAYOUT_VAT_MOST || !text_is_line(code) ? invalid(cx, field, "Use %d characters or fewer", LAYOUT_VAT_MOST) : OK;
}

static const char *trimmed(Ctx *cx, const char *typed) { return text_trim(cx, typed ? typed : ""); }

static bool is_none(const LayoutColumnDraft *column) { return blank(column->heading) && blank(column->holds) && blank(column->words); }

/* Those that are there, by the order that is typed; of one order as they stand. `typed`: which row of the form each was. */
static Error *columns_read(Ctx *cx, const LayoutDraft *draft, Layout *layout, size_t *typed)
{
    Error *errors = OK;
    int64_t *orders = array(cx, int64_t, draft->count + 1);
    layout->columns = array(cx, LayoutColumn, draft->count + 1);
    for (size_t i = 0; i < draft->count; i++) {
        const LayoutColumnDraft *column = &draft->columns[i];
        int64_t order = (int64_t)i + 1;
        if (is_none(column)) continue;
        if (!blank(column->order) && !number_parse(trimmed(cx, column->order), 0, 99, &order)) errors_add(&errors, invalid(cx, text(cx, "order_%zu", i + 1), "Enter a number from 0 to 99"));
        size_t at = layout->count++;
        for (; at && orders[at - 1] > order; at--) layout->columns[at] = layout->columns[at - 1], orders[at] = orders[at - 1], typed[at] = typed[at - 1];
        layout->columns[at] = (LayoutColumn){ trimmed(cx, column->heading), trimmed(cx, column->holds), same(column->holds, "text") ? trimmed(cx, column->words) : "" };
        orders[at] = order, typed[at] = i + 1;
    }
    return errors;
}

Error *layout_of(Ctx *cx, const char *kind, const LayoutDraft *draft, Layout *layout)
{
    Error *errors = OK;
    size_t *typed = array(cx, size_t, draft->count + 1);
    *layout = (Layout){ .kind = kind, .shape = draft->shape, .dates = draft->dates, .headed = draft->headed, .marked = draft->marked, .vat_standard = trimmed(cx, draft->vat_standard),
                        .vat_zero = trimmed(cx, draft->vat_zero), .vat_exempt = trimmed(cx, draft->vat_exempt), .vat_outside = trimmed(cx, draft->vat_outside), .by = "" };
    if (draft->count > LAYOUT_COLUMNS_MOST) return invalid(cx, "columns", "There are %d columns at most", LAYOUT_COLUMNS_MOST);
    if (!one_of(draft->shape, "entries pairs")) return invalid(cx, "shape", "Choose what one line is");
    if (!one_of(draft->dates, "iso slashes named digits")) errors_add(&errors, invalid(cx, "dates", "Choose how a date is written"));
    errors_add(&errors, columns_read(cx, draft, layout, typed));
    for (size_t i = 0; i < layout->count; i++) errors_add(&errors, column_check(cx, layout, &layout->columns[i], typed[i]));
    errors_add(&errors, headings_check(cx, layout, typed));
    if (!errors) errors_add(&errors, whole_check(cx, layout));
    errors_add(&errors, vat_check(cx, "vat_standard", layout->vat_standard));
    errors_add(&errors, vat_check(cx, "vat_zero", layout->vat_zero));
    errors_add(&errors, vat_check(cx, "vat_exempt", layout->vat_exempt));
    errors_add(&errors, vat_check(cx, "vat_outside", layout->vat_outside));
    return errors;
}

Error *layout_save(Ctx *cx, const char *kind, const LayoutDraft *draft)
{
    Layout layout;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "the layout of %s", kind);
    TRY(layout_of(cx, kind, draft, &layout));
    TRY(db_run(cx, layout_put, NULL, STR(kind), STR(layout.shape), STR(layout.dates), INT(layout.headed), INT(layout.marked), STR(layout.vat_standard), STR(layout.vat_zero), STR(layout.vat_exempt),
               STR(layout.vat_outside), INT(cx->now), INT(cx->who->id)));
    TRY(db_run(cx, layout_columns_clear, NULL, STR(kind)));
    for (size_t i = 0; i < layout.count; i++)
        TRY(db_run(cx, layout_column_put, NULL, STR(kind), INT((int64_t)i + 1), STR(layout.columns[i].heading), STR(layout.columns[i].holds), STR(layout.columns[i].words)));
    return trail(cx, "export.layout_set", 0, kind);
}
