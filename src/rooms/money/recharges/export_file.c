#include "rooms/money/recharges/export_file.h"

#include <stdlib.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/money/ledger/money_year.h"

static const char *pounds(Ctx *cx, int64_t pence) { return text(cx, "%s%ld.%02ld", pence < 0 ? "-" : "", labs((long)pence) / 100, labs((long)pence) % 100); }

static const char *date_said(Ctx *cx, const char *dates, const char *date)
{
    static const char *const months[] = { "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };
    if (!date_valid(date)) return date;
    const char *year = text_copy(cx, date, 4), *month = text_copy(cx, date + 5, 2), *day = date + 8;
    if (same(dates, "slashes")) return text(cx, "%s/%s/%s", day, month, year);
    if (same(dates, "digits")) return text(cx, "%s%s%s", year, month, day);
    if (same(dates, "named")) return text(cx, "%s-%s-%s", day, months[(month[0] - '0') * 10 + month[1] - '1'], year);
    return date;
}

/* April is the first. */
static const char *period_of(Ctx *cx, const char *date)
{
    int64_t month = (date[5] - '0') * 10 + date[6] - '0';
    return text(cx, "%02ld", (long)((month + 8) % 12 + 1));
}

static const char *vat_code(const Layout *layout, const char *treatment)
{
    if (same(treatment, "standard")) return layout->vat_standard;
    if (same(treatment, "zero")) return layout->vat_zero;
    if (same(treatment, "exempt")) return layout->vat_exempt;
    return same(treatment, "outside") ? layout->vat_outside : "";
}

static bool is_year_part(const char *part) { return same(part, "period") || same(part, "year") || same(part, "month"); }

static const char *year_part(Ctx *cx, const char *part, const char *date)
{
    if (!date_valid(date)) return "";
    if (same(part, "period")) return period_of(cx, date);
    return same(part, "month") ? text_copy(cx, date, 7) : money_year(cx, YEAR_FINANCIAL, money_year_first(YEAR_FINANCIAL, date)).words;
}

/* What one part holds, of this side of the row. */
static const char *part_said(Ctx *cx, const Layout *layout, const char *part, const ExportRow *r, ExportSide side)
{
    bool debit = side == EXPORT_DEBIT;
    const struct { const char *part, *said; } parts[] = {
        { "code", debit ? r->debit_code : r->credit_code }, { "name", debit ? r->debit_name : r->credit_name }, { "centre", debit ? r->debit_centre : r->credit_centre }, { "side", debit ? "D" : "C" },
        { "debit_code", r->debit_code }, { "debit_name", r->debit_name }, { "debit_centre", r->debit_centre }, { "credit_code", r->credit_code }, { "credit_name", r->credit_name },
        { "credit_centre", r->credit_centre }, { "fund", r->fund }, { "words", r->words }, { "number", r->number }, { "reference", r->reference }, { "customer", r->customer }, { "order", r->order },
        { "vat", vat_code(layout, r->treatment) }, { "sum", pounds(cx, r->pence) }, { "amount", pounds(cx, debit ? r->pence : -r->pence) }, { "debit", debit ? pounds(cx, r->pence) : "" },
        { "credit", debit ? "" : pounds(cx, r->pence) }, { "date", date_said(cx, layout->dates, r->on_date) },
    };
    if (is_year_part(part)) return year_part(cx, part, r->on_date);
    for (size_t i = 0; i < COUNT(parts); i++)
        if (same(parts[i].part, part)) return parts[i].said ? parts[i].said : "";
    return "";
}

const char *export_cell(Ctx *cx, const Layout *layout, const LayoutColumn *column, const ExportRow *row, ExportSide side)
{
    LayoutPiece piece;
    if (!same(column->holds, "text")) return part_said(cx, layout, column->holds, row, side);
    Draft said = { .cx = cx };
    const char *at = column->words;
    while (layout_piece(cx, &at, &piece)) draft_add(&said, "%s%s", piece.before, part_said(cx, layout, piece.name, row, side));
    draft_add(&said, "%s", piece.before);
    return text_trim(cx, draft_text(&said));
}

/* ---- the file ---- */

void export_begin(ExportFile *file, Ctx *cx, const Layout *layout)
{
    *file = (ExportFile){ .cx = cx, .layout = layout };
    csv_begin(&file->csv, cx);
    if (!layout->headed) return;
    for (size_t i = 0; i < layout->count; i++) csv_text(&file->csv, layout->columns[i].heading);
    csv_line(&file->csv);
}

/* An amount is a number, which may begin with a minus sign; the side that has none is left empty. */
static void cell_put(ExportFile *file, const LayoutColumn *column, const ExportRow *row, ExportSide side)
{
    const LayoutPart *part = layout_part(column->holds);
    bool debit = side == EXPORT_DEBIT;
    if (!part || !part->money || (same(part->name, "debit") && !debit) || (same(part->name, "credit") && debit)) csv_text(&file->csv, export_cell(file->cx, file->layout, column, row, side));
    else csv_pence(&file->csv, same(part->name, "amount") && !debit ? -row->pence : row->pence);
}

static void line_put(ExportFile *file, const ExportRow *row, ExportSide side)
{
    for (size_t i = 0; i < file->layout->count; i++) cell_put(file, &file->layout->columns[i], row, side);
    csv_line(&file->csv);
    file->lines++;
}

void export_entry(ExportFile *file, const ExportRow *row, ExportSide side)
{
    if (side == EXPORT_DEBIT) file->debit_pence += row->pence;
    else file->credit_pence += row->pence;
    line_put(file, row, side);
}

void export_row(ExportFile *file, const ExportRow *row)
{
    if (same(file->layout->shape, "entries")) {
        export_entry(file, row, EXPORT_DEBIT);
        export_entry(file, row, EXPORT_CREDIT);
        return;
    }
    file->debit_pence += row->pence, file->credit_pence += row->pence;
    line_put(file, row, EXPORT_DEBIT);
}

enum { MARK = 3 /* bytes of the mark that csv_begin() writes */, TAKEN_SECONDS = 600 };

Error *export_end(ExportFile *file, const char **bytes, size_t *length)
{
    size_t skipped = file->layout->marked ? 0 : MARK;
    if (file->debit_pence != file->credit_pence) return broken(file->cx, "%ld pence are debited, and %ld credited", (long)file->debit_pence, (long)file->credit_pence);
    *bytes = file->csv.bytes + skipped, *length = file->csv.length - skipped;
    return OK;
}

const char *export_copy_name(Ctx *cx, const char *name) { return text(cx, "%s-copy.csv", name); }

const char *export_file_name(Ctx *cx, const ExportTaken *taken)
{
    bool theirs = cx->who && taken->taken_at && taken->taken_by == cx->who->id && cx->now - taken->taken_at < TAKEN_SECONDS;
    return theirs ? text(cx, "%s.csv", taken->name) : export_copy_name(cx, taken->name);
}
