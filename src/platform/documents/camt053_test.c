/* A bank's statement in XML, as a table: what is booked, which way, and by whom; and what is refused. */
#include "platform/documents/camt053.h"

#include "platform/base/text.h"
#include "platform/documents/table_file.h"
#include "tests/test.h"

static Error *row_words(Ctx *cx, const CsvRow *row, void *data)
{
    (void)cx;
    Draft *words = data;
    for (size_t i = 0; i < row->column_count; i++) draft_add(words, "%s%s", i ? "|" : "", row->cells[i]);
    draft_add(words, "\n");
    return OK;
}

static Error *read_statement(const char *inside, const char **words)
{
    Draft draft = { .cx = test_cx() };
    const char *file = text(test_cx(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>"
                                       "<Stmt><Id>S1</Id><Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></Acct>%s</Stmt></BkToCstmrStmt></Document>", inside);
    Error *error = table_read(test_cx(), file, strlen(file), row_words, &draft);
    *words = draft_text(&draft);
    return error;
}

#define BALANCE(code, amount) "<Bal><Tp><CdOrPrtry><Cd>" code "</Cd></CdOrPrtry></Tp><Amt Ccy=\"GBP\">" amount "</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>"
#define ENTRY(amount, sign, status, rest) "<Ntry><Amt Ccy=\"GBP\">" amount "</Amt><CdtDbtInd>" sign "</CdtDbtInd>" status "<BookgDt><Dt>2026-11-20</Dt></BookgDt>" rest "</Ntry>"
#define BOOKED "<Sts>BOOK</Sts>"
#define TX(inside) "<NtryDtls><TxDtls>" inside "</TxDtls></NtryDtls>"

TEST("money that came says from whom, how much, on which day and for what")
{
    const char *words;
    EXPECT_OK(read_statement(ENTRY("60.50", "CRDT", BOOKED, "<AcctSvcrRef>B-1</AcctSvcrRef>" TX("<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><Dbtr><Nm>Beech Lane &amp; Sons</Nm></Dbtr><Cdtr><Nm>Us</Nm></Cdtr></RltdPties>"
                                                                                                "<RmtInf><Ustrd>INV-000012</Ustrd><Ustrd>phonics</Ustrd></RmtInf>")), &words));
    EXPECT_SAME(words, "2026-11-20|60.50|INV-000012 phonics|Beech Lane & Sons|B-1|||GB33BUKB20201555555555\n");
}

TEST("money that went is below nothing, what came back is marked, and a later version says the same")
{
    const char *words;
    EXPECT_OK(read_statement(ENTRY("60", "DBIT", "<RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts>", TX("<RltdPties><Cdtr><Pty><Nm>Beech Lane</Nm></Pty></Cdtr></RltdPties><RmtInf><Strd><CdtrRefInf><Ref>INV-000012</Ref></CdtrRefInf></Strd></RmtInf>")), &words));
    EXPECT_SAME(words, "2026-11-20|-60.00|INV-000012|Beech Lane|||yes|GB33BUKB20201555555555\n");
}

TEST("what is not booked yet is passed over")
{
    const char *words;
    EXPECT_OK(read_statement(ENTRY("60", "CRDT", "<Sts>PDNG</Sts>", "") ENTRY("5", "CRDT", BOOKED, "<AddtlNtryInf>Interest</AddtlNtryInf>"), &words));
    EXPECT_SAME(words, "2026-11-20|5.00|Interest|||Interest||GB33BUKB20201555555555\n");
}

TEST("an entry of several payments is a row for each of them, where their sums make up its own")
{
    const char *words;
    EXPECT_OK(read_statement(ENTRY("30", "CRDT", BOOKED, "<NtryDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy=\"GBP\">10</Amt></TxAmt></AmtDtls><RmtInf><Ustrd>one</Ustrd></RmtInf></TxDtls>"
                                                         "<TxDtls><Amt Ccy=\"GBP\">20.00</Amt><RmtInf><Ustrd>two</Ustrd></RmtInf></TxDtls></NtryDtls>"), &words));
    EXPECT_SAME(words, "2026-11-20|10.00|one|||||GB33BUKB20201555555555\n2026-11-20|20.00|two|||||GB33BUKB20201555555555\n");
    EXPECT_OK(read_statement(ENTRY("31", "CRDT", BOOKED, "<NtryDtls><TxDtls><Amt Ccy=\"GBP\">10</Amt><RmtInf><Ustrd>one</Ustrd></RmtInf></TxDtls><TxDtls><Amt Ccy=\"GBP\">20</Amt></TxDtls></NtryDtls>"), &words));
    EXPECT_SAME(words, "2026-11-20|31.00|one|||||GB33BUKB20201555555555\n");
}

TEST("a statement whose entries do not make its balance has been cut, and is refused; a whole one is read")
{
    const char *words;
    EXPECT_OK(read_statement(BALANCE("OPBD", "100.00") BALANCE("CLBD", "160.50") ENTRY("60.50", "CRDT", BOOKED, ""), &words));
    EXPECT_REFUSED(read_statement(BALANCE("OPBD", "100.00") BALANCE("CLBD", "170.50") ENTRY("60.50", "CRDT", BOOKED, ""), &words), INVALID, "something is missing");
}

TEST("what is no such statement is refused in words: other money, odd sums, other XML, entities, half a file")
{
    const char *words;
    EXPECT_REFUSED(read_statement("<Ntry><Amt Ccy=\"EUR\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>", &words), INVALID, "in EUR");
    EXPECT_REFUSED(read_statement(ENTRY("1,00", "CRDT", BOOKED, ""), &words), INVALID, "a sum that cannot be read");
    EXPECT_REFUSED(read_statement(ENTRY("0.005", "CRDT", BOOKED, ""), &words), INVALID, "a sum that cannot be read");
    EXPECT_REFUSED(read_statement(ENTRY("1", "UP", BOOKED, ""), &words), INVALID, "a sum that cannot be read");
    EXPECT_REFUSED(read_statement("<Ntry><Amt Ccy=\"GBP\">5</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>", &words), INVALID, "says no day");
    EXPECT_REFUSED(read_statement("<Ntry>", &words), INVALID, "cannot be read");
    for (const char *const *odd = (const char *const[]){ "<html><body>Sign in</body></html>", "<!DOCTYPE d [<!ENTITY a \"b\">]><Document><BkToCstmrStmt><Stmt>&a;</Stmt></BkToCstmrStmt></Document>", "<?xml", NULL }; *odd; odd++)
        EXPECT(table_read(test_cx(), *odd, strlen(*odd), row_words, &(Draft){ .cx = test_cx() }) != OK);
}

static Error *stop(Ctx *cx, const CsvRow *row, void *data) { return row->line == 2 ? invalid(cx, "date", "No more") : row_words(cx, row, data); }

TEST("whoever reads may stop at any row")
{
    const char *file = "<Document><BkToCstmrStmt><Stmt>" ENTRY("1", "CRDT", BOOKED, "") ENTRY("2", "CRDT", BOOKED, "") ENTRY("3", "CRDT", BOOKED, "") "</Stmt></BkToCstmrStmt></Document>";
    Draft draft = { .cx = test_cx() };
    EXPECT_REFUSED(table_read(test_cx(), file, strlen(file), stop, &draft), INVALID, "No more");
    EXPECT_SAME(draft_text(&draft), "2026-11-20|1.00||||||\n");
}
