/* The ledger on its way to the council's finance program: closed months, each row once, the file as it went out. */
#include "platform/base/text.h"
#include "rooms/money/recharges/ledger_export.h"
#include "tests/fixture_bills.h"

#define COUNT_OF(table) "SELECT COUNT(*) FROM " table

static void laid(void)
{
    rex_lay();
    noted("2026-09-14", GRANTS, BANK, "1,000");
    noted("2026-10-05", BANK, VENUES, "118.50");
    noted("2026-10-06", UNPAID, FACILITATORS, "30");
    noted("2026-11-02", BANK, VENUES, "7");
    EXPECT_OK(close_by_rex("2026-10"));
}

static Visit export(const char *through) { return visit(&rex, "POST", "/office/exports/new", FORM_OF("through", through)); }
static const char *path(const char *rest) { return text(test_cx(), "/office/exports/%ld%s", (long)fixture_number("SELECT MAX(id) FROM ledger_export"), rest); }
static const char *bytes_of(Visit v) { return text_copy(test_cx(), v.body, v.length); }

TEST("closed months go out as debits and credits that are the ledger’s to the penny, and each row goes out once")
{
    laid();
    EXPECT_HAS(visit(&ivo, "GET", "/office/exports", NULL).body, "2 closed months to export");
    EXPECT_EQUAL(export("2026-09").status, 303);
    EXPECT_EQUAL(export("2026-10").status, 303);
    const char *file = bytes_of(visit(&ivo, "GET", path("/file"), NULL));
    EXPECT_HAS(file, "Batch,Date,Cost centre,Account,Fund,VAT,Debit,Credit,Text,Posting\r\n");
    EXPECT_HAS(file, "LEX-000002,05/10/2026,LP,5200,SUB,,118.50,,As it happened,");
    EXPECT_HAS(file, "LEX-000002,05/10/2026,LP,1200,SUB,,,118.50,As it happened,");
    EXPECT_LACKS(file, "14/09/2026");
    EXPECT_LACKS(file, "7.00");
    EXPECT_EQUAL(fixture_number("SELECT pence FROM ledger_export WHERE number = 2"), 14850);
    EXPECT_EQUAL(fixture_number("SELECT rows FROM ledger_export WHERE number = 2"), 2);
    EXPECT_OK(ledger_export_check(as(&nobody)));
}

TEST("a row of a bill has its VAT code where all of it is taxed alike, and so has the VAT itself")
{
    rex_lay();
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 6000 });
    owed((Owed){ .subject = 2, .organisation = CEDAR, .pence = 10000, .supply = "goods", .account = ACCOUNT_JOINT });
    owed((Owed){ .subject = 3, .organisation = CEDAR, .pence = 700, .supply = "goods", .account = ACCOUNT_CHARGES });
    owed((Owed){ .subject = 4, .organisation = CEDAR, .pence = 300, .account = ACCOUNT_CHARGES });
    billed(CEDAR);
    noted("2026-11-20", BANK, VENUES, "5");
    fixture_at("2026-12-03T09:00");
    EXPECT_OK(close_by_rex("2026-11"));
    EXPECT_EQUAL(export("2026-11").status, 303);
    const char *file = bytes_of(visit(&ivo, "GET", path("/file"), NULL));
    EXPECT_HAS(file, ",LP,4200,EXT,E,,60.00,");          /* training: exempt */
    EXPECT_HAS(file, ",LP,4600,EXT,S,,100.00,");         /* goods: taxed */
    EXPECT_HAS(file, ",LP,4300,EXT,,,10.00,");           /* both in one row: no one code */
    EXPECT_HAS(file, ",LP,2100,,S,,21.40,");             /* the VAT */
    EXPECT_HAS(file, ",LP,5200,SUB,,5.00,,");            /* no bill */
    EXPECT_OK(ledger_export_check(as(&nobody)));
}

TEST("what is not closed, or went out already, is refused in words; nothing waits then")
{
    laid();
    Visit refused = export("2026-11");
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "November 2026 is not closed");
    EXPECT_HAS(export("2026-13").body, "Choose the month");
    EXPECT_EQUAL(export("2026-10").status, 303);
    EXPECT_HAS(export("2026-09").body, "September 2026 went out already");
    EXPECT_HAS(visit(&ivo, "GET", "/office/exports", NULL).body, "Every closed month went out");
    EXPECT_HAS(visit(&ivo, "GET", "/office/exports.csv", NULL).body, "LEX-000001,2026-10,3,3,1148.50,");
    EXPECT_EQUAL(fixture_number(COUNT_OF("ledger_export")), 1);
}

TEST("a file is taken once; after that there are copies of the same bytes, whatever the layout says by then")
{
    laid();
    EXPECT_EQUAL(export("2026-10").status, 303);
    EXPECT_HAS(visit(&rex, "GET", path(""), NULL).body, "Download LEX-000001.csv");
    EXPECT_LACKS(visit(&ivo, "GET", path(""), NULL).body, "Download LEX-000001.csv");
    EXPECT_EQUAL(visit(&ivo, "POST", path("/take"), FORM_OF("x", "")).status, 403);
    EXPECT_EQUAL(visit(&rex, "POST", path("/take"), FORM_OF("x", "")).status, 303);
    const char *original = bytes_of(visit(&rex, "GET", path("/file"), NULL));
    Visit second = visit(&rex, "POST", path("/take"), FORM_OF("x", ""));
    EXPECT_EQUAL(second.status, 409);
    EXPECT_HAS(second.body, "was taken already");
    fixture_run("UPDATE export_layout SET shape = 'pairs', version = 2 WHERE kind = 'ledger'");
    fixture_run("DELETE FROM export_column WHERE kind = 'ledger' AND position > 2");
    EXPECT_SAME(bytes_of(visit(&ivo, "GET", path("/file"), NULL)), original);
    EXPECT_HAS(visit(&ivo, "GET", path(""), NULL).body, "LEX-000001-copy.csv");
}

typedef struct { LedgerExporting exporting; int64_t id; } Making;
static Error *make_act(Ctx *cx, void *data) { Making *making = data; return ledger_export_make(cx, &making->exporting, &making->id); }

TEST("a batch begun and never ended exports nothing, and what was changed meanwhile lets none through")
{
    laid();
    Making first = {0}, second = {0};
    EXPECT_OK(ledger_export_stage(as(&rex), "2026-10", &first.exporting));      /* as before a crash: the file lies there, and is nobody's */
    EXPECT_EQUAL(fixture_number(COUNT_OF("ledger_export")), 0);
    EXPECT_HAS(visit(&ivo, "GET", "/office/exports", NULL).body, "2 closed months to export");
    fixture_run("UPDATE export_layout SET version = version + 1 WHERE kind = 'ledger'");
    EXPECT_REFUSED(write_as(&rex, make_act, &first), CONFLICT, "The layout of the file was changed meanwhile");
    EXPECT_OK(ledger_export_stage(as(&rex), "2026-10", &first.exporting));
    EXPECT_OK(ledger_export_stage(as(&rex), "2026-09", &second.exporting));
    EXPECT_OK(write_as(&rex, make_act, &second));
    EXPECT_REFUSED(write_as(&rex, make_act, &first), CONFLICT, "Somebody else exported these months meanwhile");
    EXPECT_EQUAL(fixture_number(COUNT_OF("ledger_export")), 1);
    EXPECT_OK(ledger_export_check(as(&nobody)));
}

TEST("check finds a batch that is not its months’ rows, and what went out is never changed or taken out")
{
    laid();
    EXPECT_EQUAL(export("2026-10").status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/exports/new", FORM_OF("through", "2026-10")).status, 403);
    EXPECT_EQUAL(visit(&noor, "GET", "/office/exports", NULL).status, 403);
    fixture_run("INSERT INTO stored_file (id, name, type, length, digest, linked, made_at) VALUES (7, 'x.csv', 'text/csv', 0, '', 1, 0)");
    fixture_run("INSERT INTO ledger_export (id, number, after, through, postings, rows, pence, file_id, made_at) SELECT 9, 2, '2026-10', '2026-11', 1, 2, 700, 7, 0 FROM ledger_export");
    EXPECT_HAS(ledger_export_check(as(&nobody))->say, "Batch 2 of the ledger has 2 rows of 700 pence, and its months have 1 of 700");
}
