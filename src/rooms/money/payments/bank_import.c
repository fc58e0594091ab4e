/*
 * A bank's statement from a file: CSV or a workbook as banks give them, or camt.053, which comes as a table like them. A line that is here already, the same in
 * every word, adds nothing; of several that are the same in one file each counts.
 */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/imports/imports.h"
#include "platform/security/digest.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/bank_line.h"

extern const ImportKind bank_import;

enum { YEARS_BACK = 10, YEAR_DAYS = 366, ALIKE_MOST = 200 };

enum { F_DATE, F_AMOUNT, F_IN, F_OUT, F_REFERENCE, F_NAME, F_BANK_REFERENCE, F_DETAILS, F_BACK, F_BALANCE, F_ACCOUNT, F_END };
static const ImportField fields[F_END] = {
    [F_DATE]           = { "on_date", "Date", { "Transaction date", "Booking date", "Date posted" }, .needed = true, .hint = "Like 1/9/2026", .examples = { "20/11/2026", "20/11/2026" } },
    [F_AMOUNT]         = { "amount", "Amount", { "Value", "Amount (GBP)", "Transaction amount" }, .hint = "What went is below 0. Or two columns, one of what came and one of what went", .examples = { "60.50", "-12.00" } },
    [F_IN]             = { "paid_in", "Paid in", { "Money in", "Credit", "Credit amount" }, .hint = "What came, where it has a column of its own", .examples = { "", "" } },
    [F_OUT]            = { "paid_out", "Paid out", { "Money out", "Debit", "Debit amount" }, .hint = "What went, where it has a column of its own", .examples = { "", "" } },
    [F_REFERENCE]      = { "reference", "Reference", { "Description", "Transaction description", "Memo", "Narrative" }, .examples = { "INV-000012", "Charges" } },
    [F_NAME]           = { "name", "Name", { "Counter party", "Payee", "Counterparty", "Other party" }, .examples = { "Alder Grove Primary", "Our bank" } },
    [F_BANK_REFERENCE] = { "bank_reference", "Bank reference", { "Transaction ID", "Transaction reference", "Bank ref" }, .hint = "The bank’s own number of it", .examples = { "", "" } },
    [F_DETAILS]        = { "details", "Details", { "Type", "Transaction type", "Notes" }, .examples = { "BGC", "CHG" } },
    [F_BACK]           = { "came_back", "Reversal", { "Returned" }, .hint = "“yes” where it takes an earlier one back", .examples = { "", "" } },
    [F_BALANCE]        = { "balance", "Balance", { "Balance (GBP)", "Running balance" }, .hint = "After this line: it tells two lines apart that are otherwise the same", .examples = { "160.50", "148.50" } },
    [F_ACCOUNT]        = { "account", "Account", { "Account number", "Account name" }, .examples = { "", "" } },
};

SQL(bank_digests_known, "SELECT digest, COUNT(*) AS count FROM bank_line WHERE on_date >= $1 GROUP BY digest");
SQL(bank_digest_count,  "SELECT COUNT(*) FROM bank_line WHERE digest = $1");
/* Ids rise with time: a line that is younger than the file it is compared with came after that was judged. */
SQL(bank_digest_since,  "SELECT COUNT(*) FROM bank_line WHERE digest = $1 AND intake_id <> $2 AND id > $2");
SQL(bank_line_insert,
    "INSERT INTO bank_line (id, intake_id, on_date, pence, reference, name, bank_reference, details, account, came_back, digest, occurrence, state, made_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', $13)");
SQL(bank_line_remove, "DELETE FROM bank_line WHERE id = $1 AND state = 'waiting'");

/* ---- a line ---- */

typedef struct { const char *on; int64_t pence; const char *digest; } Read;

/* "60.50", "-60.50", "£60", "-£1,200.00", "60.50-" as one bank writes it, "(60.50)" as another. */
static bool sum_typed(Ctx *cx, const char *typed, int64_t *pence)
{
    const char *sum = text_trim(cx, typed);
    size_t length = strlen(sum);
    bool below = false;
    if (length > 1 && (*sum == '-' || *sum == '+')) below = *sum == '-', sum = text_trim(cx, sum + 1);
    else if (length > 2 && *sum == '(' && sum[length - 1] == ')') below = true, sum = text_copy(cx, sum + 1, length - 2);
    else if (length > 1 && sum[length - 1] == '-') below = true, sum = text_copy(cx, sum, length - 1);
    if (!money_parse(sum, pence)) return false;
    if (below) *pence = -*pence;
    return true;
}

static Error *sum_column(Ctx *cx, const char *typed, const char *field, int64_t *pence)
{
    *pence = 0;
    if (blank(typed) || sum_typed(cx, typed, pence)) return OK;
    return invalid(cx, field, "“%s” is no sum in pounds and pence, like 60.50", typed);
}

static Error *sum_read(Ctx *cx, const char *const *cells, int64_t *pence)
{
    int64_t in, out;
    Error *errors = sum_column(cx, cells[F_AMOUNT], "amount", pence);
    errors_add(&errors, sum_column(cx, cells[F_IN], "paid_in", &in));
    errors_add(&errors, sum_column(cx, cells[F_OUT], "paid_out", &out));
    if (errors) return errors;
    if (out > 0) out = -out;
    if (!*pence) *pence = in + out;
    else if ((in || out) && *pence != in + out) return invalid(cx, "amount", "The columns say two different sums: %s, and %s", money_table(cx, *pence), money_table(cx, in + out));
    return *pence ? OK : invalid(cx, "amount", "This line has no sum");
}

static Error *words_fit(Ctx *cx, const char *const *cells)
{
    static const int texts[] = { F_REFERENCE, F_NAME, F_BANK_REFERENCE, F_DETAILS, F_ACCOUNT, F_BALANCE };
    for (size_t i = 0; i < COUNT(texts); i++)
        if (letters(cells[texts[i]]) > BANK_WORDS_MOST) return invalid(cx, fields[texts[i]].name, "“%s” is longer than %d characters", fields[texts[i]].label, BANK_WORDS_MOST);
    return OK;
}

static Error *line_read(Ctx *cx, const char *const *cells, Read *line)
{
    Error *errors = OK;
    line->on = import_date(cx, cells[F_DATE]);
    if (!date_valid(line->on)) errors_add(&errors, invalid(cx, "on_date", blank(cells[F_DATE]) ? "This line has no day" : "“%s” is no day like 1/9/2026", cells[F_DATE]));
    else if (strcmp(line->on, cx->today) > 0) errors_add(&errors, invalid(cx, "on_date", "%s is still to come", date_words(cx, line->on)));
    else if (strcmp(line->on, date_add_days(cx, cx->today, -YEARS_BACK * YEAR_DAYS)) < 0) errors_add(&errors, invalid(cx, "on_date", "%s is more than %d years ago", date_words(cx, line->on), YEARS_BACK));
    errors_add(&errors, sum_read(cx, cells, &line->pence));
    errors_add(&errors, words_fit(cx, cells));
    if (errors) return errors;
    line->digest = digest_of(cx, text(cx, "%s\x1f%ld\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s\x1f%d", line->on, (long)line->pence, cells[F_REFERENCE], cells[F_NAME], cells[F_BANK_REFERENCE], cells[F_DETAILS], cells[F_ACCOUNT],
                                      cells[F_BALANCE], import_yes(cx, cells[F_BACK])));
    return OK;
}

/* ---- judged ---- */

/* How often each line is here, and how often it came in this file so far. */
typedef struct { Lookup *here, *came; } Known;
typedef struct { const char *digest; int64_t count; } Here;

static Error *keep_here(Ctx *cx, void *row, void *data)
{
    const Here *here = row;
    (void)cx;
    (void)lookup_put(((const Known *)data)->here, here->digest, here->count);
    return OK;
}

static Error *begin(Ctx *cx, const Intake *intake, void **data)
{
    static const Column columns[] = { COLUMN(Here, digest), COLUMN(Here, count) };
    Known *known = new(cx, Known);
    Here here;
    (void)intake;
    *known = (Known){ lookup_new(cx), lookup_new(cx) };
    TRY(db_each(cx, bank_digests_known, columns, &here, keep_here, known, STR(date_add_days(cx, cx->today, -YEARS_BACK * YEAR_DAYS))));
    *data = known;
    return OK;
}

/* How manieth of its kind this line of the file is: the first 1, and 0 past ALIKE_MOST. */
static int64_t occurrence_of(Ctx *cx, const Known *known, const char *digest)
{
    for (int64_t n = 1; n <= ALIKE_MOST; n++)
        if (lookup_put(known->came, text(cx, "%s %ld", digest, (long)n), n)) return n;
    return 0;
}

static Error *check(Ctx *cx, void *data, const char *const *cells, ImportVerdict *verdict)
{
    const Known *known = data;
    Read line = { .on = "" };
    int64_t here = 0;
    verdict->name = blank(cells[F_NAME]) ? cells[F_REFERENCE] : cells[F_NAME];
    TRY(line_read(cx, cells, &line));
    int64_t occurrence = occurrence_of(cx, known, line.digest);
    if (!occurrence) return invalid(cx, "reference", "More than %d lines of this file are the same in every word. A column with the balance or the bank’s own number tells them apart", ALIKE_MOST);
    verdict->outcome = lookup_get(known->here, line.digest, &here) && occurrence <= here ? IMPORT_SAME : IMPORT_NEW;
    verdict->key = text(cx, "%s %ld", line.digest, (long)occurrence);
    verdict->say = text(cx, "%s %s on %s%s%s", money_table(cx, line.pence < 0 ? -line.pence : line.pence), line.pence < 0 ? "went" : "came", date_words(cx, line.on), blank(cells[F_REFERENCE]) ? "" : ": ", cells[F_REFERENCE]);
    return OK;
}

/* ---- written, and taken back ---- */

static Error *apply(Ctx *cx, const Intake *intake, int64_t row, const char *const *cells)
{
    Read line = { .on = "" };
    int64_t since, count, id = new_id(cx);
    TRY(line_read(cx, cells, &line));
    TRY(db_number(cx, bank_digest_since, &since, STR(line.digest), INT(intake->id)));
    if (since) return conflict(cx, "The same line came with another file meanwhile. Send this one again: what is here already adds nothing");
    TRY(db_number(cx, bank_digest_count, &count, STR(line.digest)));
    TRY(db_run(cx, bank_line_insert, NULL, INT(id), INT(intake->id), STR(line.on), INT(line.pence), STR(cells[F_REFERENCE]), STR(cells[F_NAME]), STR(cells[F_BANK_REFERENCE]), STR(cells[F_DETAILS]), STR(cells[F_ACCOUNT]),
               INT(import_yes(cx, cells[F_BACK])), STR(line.digest), INT(count + 1), INT(cx->now)));
    return import_made(cx, intake, row, "bank line", id, "");
}

static Error *undo(Ctx *cx, const ImportMade *made)
{
    int64_t removed;
    TRY(db_run(cx, bank_line_remove, &removed, INT(made->subject_id)));
    return removed ? OK : conflict(cx, "This line is matched or set aside since, so it stays");
}

const ImportKind bank_import = {
    .kind = "bank", .title = "Bank statement", .many = "lines of a bank statement", .needs = KEEP_LEDGER,
    .words = "CSV or Excel as your bank gives it, or camt.053 (XML). A line that is here already adds nothing, so statements may overlap. What came is then matched with invoices on the page Bank.",
    .fields = fields, .field_count = F_END, .begin = begin, .check = check, .apply = apply, .undo = undo,
};
