/* How finance wants its files: columns chosen and ordered, refused in words where nobody could book the file, shown before it is saved. */
#include "platform/base/text.h"
#include "rooms/money/recharges/export_file.h"
#include "tests/fixture_money.h"

static const ExportRow sold = { 6050, "SC11", "Alder Grove Primary School", "", "4200", "Places and events", "LP", "EXT", "outside", "2026-11-24", "Leading phonics, one place", "RCH-000012", "RCH-000012/3",
                                "Alder Grove Primary School", "PO 7" };

static LayoutDraft draft(const char *shape, const LayoutColumnDraft *columns, size_t count)
{
    return (LayoutDraft){ .shape = shape, .dates = "slashes", .vat_standard = "S", .vat_zero = "Z", .vat_exempt = "E", .vat_outside = "O", .headed = true, .columns = columns, .count = count };
}
#define DRAFT(shape, ...) draft(shape, (const LayoutColumnDraft[]){ __VA_ARGS__ }, COUNT(((const LayoutColumnDraft[]){ __VA_ARGS__ })))

static const char *file_of(const LayoutDraft *draft, const ExportRow *row)
{
    Layout layout;
    ExportFile file;
    const char *bytes;
    size_t length;
    EXPECT_OK(layout_of(test_cx(), "recharge", draft, &layout));
    export_begin(&file, test_cx(), &layout);
    export_row(&file, row);
    EXPECT_OK(export_end(&file, &bytes, &length));
    return text_copy(test_cx(), bytes, length);
}

TEST("a line for each debit and credit, in the columns that finance chose and in their order")
{
    const LayoutDraft d = DRAFT("entries", { "3", "Code", "code", "" }, { "1", "Type", "text", "JNL" }, { "2", "Date", "date", "" }, { "4", "Debit", "debit", "" }, { "5", "Credit", "credit", "" },
                                { "6", "Text", "text", "Learning {{number}}: {{words}} ({{customer}})" }, { "7", "VAT", "vat", "" }, { "8", "Spare", "text", "" });
    EXPECT_SAME(file_of(&d, &sold), "Type,Date,Code,Debit,Credit,Text,VAT,Spare\r\n"
                                    "JNL,24/11/2026,SC11,60.50,,\"Learning RCH-000012: Leading phonics, one place (Alder Grove Primary School)\",O,\r\n"
                                    "JNL,24/11/2026,4200,,60.50,\"Learning RCH-000012: Leading phonics, one place (Alder Grove Primary School)\",O,\r\n");
}

TEST("a debit and its credit on one line; a signed amount; periods and years as finance counts them; no line of names")
{
    LayoutDraft d = DRAFT("pairs", { "", "", "debit_code", "" }, { "", "", "credit_centre", "" }, { "", "", "credit_code", "" }, { "", "", "sum", "" }, { "", "", "date", "" }, { "", "", "period", "" }, { "", "", "year", "" });
    d.headed = false, d.dates = "named";
    EXPECT_SAME(file_of(&d, &sold), "SC11,LP,4200,60.50,24-NOV-2026,08,2026/27\r\n");
    LayoutDraft e = DRAFT("entries", { "", "A", "code", "" }, { "", "B", "amount", "" }, { "", "C", "side", "" }, { "", "D", "month", "" });
    e.dates = "digits", e.marked = true;
    EXPECT_SAME(file_of(&e, &sold), "\xEF\xBB\xBF" "A,B,C,D\r\nSC11,60.50,D,2026-11\r\n4200,-60.50,C,2026-11\r\n");
    ExportRow march = sold;
    march.on_date = "2027-03-31";
    const LayoutDraft f = DRAFT("entries", { "", "A", "code", "" }, { "", "B", "amount", "" }, { "", "C", "text", "{{period}} of {{year}}" });
    EXPECT_HAS(file_of(&f, &march), "SC11,60.50,12 of 2026/27");
}

TEST("what begins like a formula is text to a spreadsheet, whoever typed it")
{
    ExportRow bad = sold;
    bad.words = "=cmd|' /C calc'!A0", bad.debit_code = "+44";
    const LayoutDraft d = DRAFT("entries", { "", "Code", "code", "" }, { "", "Amount", "amount", "" }, { "", "Text", "words", "" }, { "", "Both", "text", "{{words}}" });
    const char *file = file_of(&d, &bad);
    EXPECT_HAS(file, "'+44,60.50,'=cmd|' /C calc'!A0,'=cmd|' /C calc'!A0\r\n");
    EXPECT_HAS(file, "4200,-60.50,");
}

static Error *refused(const LayoutDraft *d) { Layout layout; return layout_of(test_cx(), "ledger", d, &layout); }

TEST("a layout that nobody could book is refused in words: no amount, one side alone, no code, parts that are not there")
{
    LayoutDraft d = DRAFT("entries", { "", "Code", "code", "" });
    EXPECT_REFUSED(refused(&d), INVALID, "No column holds the amount");
    d = DRAFT("entries", { "", "Code", "code", "" }, { "", "Debit", "debit", "" });
    EXPECT_REFUSED(refused(&d), INVALID, "A column holds the debit amount, and none the other");
    d = DRAFT("entries", { "", "Code", "code", "" }, { "", "Sum", "sum", "" });
    EXPECT_REFUSED(refused(&d), INVALID, "with “D or C”");
    d = DRAFT("entries", { "", "Sum", "amount", "" });
    EXPECT_REFUSED(refused(&d), INVALID, "No column says where the money goes");
    d = DRAFT("pairs", { "", "Sum", "sum", "" }, { "", "From", "credit_code", "" });
    EXPECT_REFUSED(refused(&d), INVALID, "Add “Code to debit” and “Code to credit”");
    d = DRAFT("pairs", { "", "Sum", "sum", "" }, { "", "Debit", "debit", "" });
    EXPECT_REFUSED(refused(&d), INVALID, "“Debit amount” is not in a file with debit and credit on one line");
    d = DRAFT("entries", { "", "Code", "code", "" }, { "", "Sum", "amount", "" }, { "", "Text", "text", "{{invoice}}" });
    EXPECT_REFUSED(refused(&d), INVALID, "There is no {{invoice}}");
    EXPECT_SAME(refused(&d)->field, "words_3");
    d = DRAFT("entries", { "", "Code", "code", "" }, { "", "Sum", "amount", "" }, { "", "Text", "text", "for {{words" });
    EXPECT_REFUSED(refused(&d), INVALID, "After {{ the name of a part and }} are missing");
    d = DRAFT("entries", { "", "Code", "code", "" }, { "", "Sum", "amount", "" }, { "", "Whose", "customer", "" });
    EXPECT_REFUSED(refused(&d), INVALID, "“School or department” is not in a file of this kind");
    d = DRAFT("entries", { "", "Code", "code", "" }, { "", "Sum", "nonsense", "" });
    EXPECT_REFUSED(refused(&d), INVALID, "Choose what the column holds");
    d = DRAFT("entries", { "", "", "code", "" }, { "x", "Sum", "amount", "" });
    EXPECT_REFUSED(refused(&d), INVALID, "Enter a number from 0 to 99");
    EXPECT_HAS(refused(&d)->next->say, "Enter the column’s name");
    d = DRAFT("entries", { "", "Code", "code", "" }, { "", "Code", "amount", "" });
    EXPECT_REFUSED(refused(&d), INVALID, "Another column is called “Code”, too");
    d = DRAFT("entries", { "", "", "", "" });
    EXPECT_REFUSED(refused(&d), INVALID, "Add a column");
    d = DRAFT("", { "", "Code", "code", "" });
    EXPECT_REFUSED(refused(&d), INVALID, "Choose what one line is");
}

TEST("the layout is changed by the finance officer alone, shown on real rows before it is saved, and what was typed is kept")
{
    rex_lay();
    noted("2026-11-02", BANK, VENUES, "118.50");
    EXPECT_HAS(visit(&ivo, "GET", "/office/exports/layouts/ledger", NULL).body, "What the file would say");
    EXPECT_LACKS(visit(&ivo, "GET", "/office/exports/layouts/ledger", NULL).body, "/change");
    EXPECT_EQUAL(visit(&ivo, "GET", "/office/exports/layouts/ledger/change", NULL).status, 403);
    EXPECT_EQUAL(visit(&rex, "GET", "/office/exports/layouts/other", NULL).status, 404);
#define TYPED "shape", "entries", "dates", "iso", "headed", "1", "rows", "3", "order_1", "1", "heading_1", "Konto", "holds_1", "code", "order_2", "2", "heading_2", "Betrag", "holds_2", "amount"
    Visit shown = visit(&rex, "POST", "/office/exports/layouts/ledger/change", FORM_OF(TYPED, "preview", "1"));
    EXPECT_EQUAL(shown.status, 422);
    EXPECT_LACKS(shown.body, "There is a problem");
    EXPECT_HAS(shown.body, "Konto");
    EXPECT_HAS(shown.body, "<td class=\"ly-num\">-118.50</td>");
    EXPECT_EQUAL(fixture_number("SELECT version FROM export_layout WHERE kind = 'ledger'"), 1);
    shown = visit(&rex, "POST", "/office/exports/layouts/ledger/change", FORM_OF(TYPED, "more", "1"));
    EXPECT_HAS(shown.body, "name=\"heading_4\"");
    EXPECT_HAS(shown.body, "value=\"Betrag\"");
    shown = visit(&rex, "POST", "/office/exports/layouts/ledger/change", FORM_OF(TYPED, "heading_3", "Text", "holds_3", "text", "words_3", "{{what}}"));
    EXPECT_EQUAL(shown.status, 422);
    EXPECT_HAS(shown.body, "There is no {{what}}");
    EXPECT_HAS(shown.body, "value=\"{{what}}\"");
    EXPECT_EQUAL(visit(&rex, "POST", "/office/exports/layouts/ledger/change", FORM_OF(TYPED)).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT version FROM export_layout WHERE kind = 'ledger'"), 2);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM export_column WHERE kind = 'ledger'"), 2);
    EXPECT_HAS(visit(&ivo, "GET", "/office/exports/layouts/ledger", NULL).body, "Rex Calloway");
}
