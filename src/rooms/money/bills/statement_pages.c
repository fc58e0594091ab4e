/* A customer's statement: as a page, as PDF on the letterhead, and to take away. The office has everybody's; a school and a person their own. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/pdf.h"
#include "platform/documents/sheet.h"
#include "rooms/members/own_mark.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/bill_sender.h"
#include "rooms/money/bills/document_pages.h"
#include "rooms/money/bills/statement.h"
#include "rooms/money/ledger/money_year.h"

extern const RouteList statement_pages;

/* Whose, and where the page stands. */
typedef struct { int64_t organisation_id, person_id; const char *path, *documents; bool office; } Whose;

static Whose organisation(Ctx *cx, const Request *rq) { return (Whose){ rq->id, 0, text(cx, "/office/statements/organisations/%ld", (long)rq->id), "/office/invoices", true }; }
static Whose person(Ctx *cx, const Request *rq)       { return (Whose){ 0, rq->id, text(cx, "/office/statements/people/%ld", (long)rq->id), "/office/invoices", true }; }
static Whose own(Ctx *cx, const Request *rq)
{
    bool school = may(cx, BUY_TOGETHER) && cx->who->organisation_id;
    (void)rq;
    return (Whose){ school ? cx->who->organisation_id : 0, school ? 0 : cx->who->id, "/invoices/statement", "/invoices", false };
}

/* Of this financial year to today, unless other days are asked for. */
static Error *find(Ctx *cx, const Request *rq, const Whose *whose, Statement *s)
{
    const char *from = query_value(rq, "from"), *to = query_value(rq, "to");
    if (!date_valid(from)) from = money_year(cx, YEAR_FINANCIAL, money_year_first(YEAR_FINANCIAL, cx->today)).from;
    if (!date_valid(to)) to = cx->today;
    if (strcmp(to, from) < 0) to = from;
    return statement_read(cx, whose->organisation_id, whose->person_id, from, to, s);
}

static const char *query(Ctx *cx, const Statement *s) { return text(cx, "from=%s&to=%s", s->from, s->to); }
static const char *what_words(Ctx *cx, const StatementEntry *e) { return text(cx, "%s %s", same(e->kind, "invoice") || same(e->kind, "credit note") ? document_kind_words(e->kind) : capital(cx, e->kind), e->name); }

static void entries_show(Out *out, const Statement *s, const Whose *whose)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = text(cx, "%s to %s", date_words(cx, s->from), date_words(cx, s->to)), .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "What came and went", .boxed = true, .phone = true, LY_COLUMNS({ .text = "What" }, { .text = "Date" }, { .text = "Charged", .number = true }, { .text = "Paid or taken off", .number = true }, { .text = "Owed then", .number = true }) });
    html(out, "<tr><th scope=\"row\">Owed before</th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td class=\"ly-num\" data-label=\"Charged\"></td><td class=\"ly-num\" data-label=\"Paid or taken off\"></td><td class=\"ly-num\" data-label=\"Owed then\">%s</td></tr>\n", date_words(cx, s->from), money_table(cx, s->opening_pence));
    for (size_t i = 0; i < s->count; i++) {
        const StatementEntry *e = &s->entries[i];
        html(out, "<tr><th scope=\"row\"><span>");
        if (e->document_id) html(out, "<a class=\"govuk-link\" href=\"%s\">%s</a>", text(cx, "%s/%ld", whose->documents, (long)e->document_id), what_words(cx, e));
        else html(out, "%s", what_words(cx, e));
        if (*e->words) html(out, "<span class=\"ly-sub\">%s</span>", e->words);
        html(out, "</span></th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td class=\"ly-num\" data-label=\"Charged\">%s</td><td class=\"ly-num\" data-label=\"Paid or taken off\">%s</td><td class=\"ly-num\" data-label=\"Owed then\">%s</td></tr>\n", date_words(cx, e->on_date),
             e->pence > 0 ? money_table(cx, e->pence) : "", e->pence < 0 ? money_table(cx, -e->pence) : "", money_table(cx, e->balance_pence));
    }
    ly_table_foot_begin(out);
    html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td></td><td></td><td class=\"ly-num\" data-label=\"Owed then\"><b>%s</b></td></tr>\n", s->closing_pence < 0 ? "To your credit" : "Owed", date_words(cx, s->to), money_table(cx, s->closing_pence < 0 ? -s->closing_pence : s->closing_pence));
    ly_table_foot_end(out);
    ly_panel_end(out);
    if (s->more) html(out, "<p class=\"ly-small\">Only the first %d are here, and what is owed counts all of them. Choose fewer days.</p>\n", STATEMENT_ENTRIES_MOST);
}

static Error *page_show(Ctx *cx, const Request *rq, Response *rs, const Whose *whose)
{
    Statement s;
    TRY(find(cx, rq, whose, &s));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Statement, %s", s.payer.name), .frame = whose->office ? FRAME_OFFICE : FRAME_PUBLIC, .current = "invoices", .wide = true, .back = whose->documents });
    ly_head_begin(out, "Statement");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", s.payer.name);
    ly_head_buttons(out);
    ly_small_button(out, "PDF", text(cx, "%s/statement.pdf?%s", whose->path, query(cx, &s)), true);
    ly_head_end(out, true);
    ly_filterbar_begin(out, whose->path);
    ly_filter_text(out, "from", "From", "date", s.from);
    ly_filter_text(out, "to", "To", "date", s.to);
    ly_filterbar_end_sheets(out, text(cx, "%s/statement.csv?%s", whose->path, query(cx, &s)));
    entries_show(out, &s, whose);
    page_end(rs);
    return OK;
}

static Error *sheet_show(Ctx *cx, const Request *rq, Response *rs, const Whose *whose)
{
    static const char *const heads[] = { "Date", "What", "Number", "Words", "Charged", "Paid or taken off", "Owed then" };
    Statement s;
    Sheet sheet;
    TRY(find(cx, rq, whose, &s));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    sheet_date(&sheet, s.from), sheet_text(&sheet, "Owed before"), sheet_text(&sheet, ""), sheet_text(&sheet, ""), sheet_text(&sheet, ""), sheet_text(&sheet, ""), sheet_pence(&sheet, s.opening_pence);
    sheet_line(&sheet);
    for (size_t i = 0; i < s.count; i++) {
        const StatementEntry *e = &s.entries[i];
        sheet_date(&sheet, e->on_date), sheet_text(&sheet, capital(cx, e->kind)), sheet_text(&sheet, e->name), sheet_text(&sheet, e->words), sheet_pence(&sheet, e->pence > 0 ? e->pence : 0);
        sheet_pence(&sheet, e->pence < 0 ? -e->pence : 0), sheet_pence(&sheet, e->balance_pence);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "statement");
}

static Error *pdf_show(Ctx *cx, const Request *rq, Response *rs, const Whose *whose)
{
    static const PdfColumn columns[] = { { "What", 0.36, false }, { "Date", 0.19, false }, { "Charged", 0.15, true }, { "Paid or off", 0.15, true }, { "Owed then", 0.15, true } };
    Statement s;
    Sender sender = {0};
    MarkPicture mark;
    const char *bytes;
    size_t length;
    TRY(find(cx, rq, whose, &s));
    TRY(sender_read(cx, &sender));
    TRY(own_mark_find(cx, &mark));
    PdfBillRow *rows = array(cx, PdfBillRow, s.count + 1);
    for (size_t i = 0; i < s.count; i++) {
        const StatementEntry *e = &s.entries[i];
        const char **cells = array(cx, const char *, COUNT(columns));
        cells[0] = what_words(cx, e), cells[1] = date_words(cx, e->on_date), cells[2] = e->pence > 0 ? money_table(cx, e->pence) : "", cells[3] = e->pence < 0 ? money_table(cx, -e->pence) : "", cells[4] = money_table(cx, e->balance_pence);
        rows[i] = (PdfBillRow){ .cells = cells, .note = e->words };
    }
    const Picture picture = { mark.type, mark.bytes.bytes, mark.bytes.length, mark.width, mark.height };
    const PdfFact facts[] = { { "From", date_words(cx, s.from) }, { "To", date_words(cx, s.to) }, { s.closing_pence < 0 ? "To your credit" : "Owed", money_table(cx, s.closing_pence < 0 ? -s.closing_pence : s.closing_pence) } };
    const PdfFact sums[] = { { "Owed before", money_table(cx, s.opening_pence) }, { s.closing_pence < 0 ? "To your credit" : "Owed", money_table(cx, s.closing_pence < 0 ? -s.closing_pence : s.closing_pence) } };
    const char *account = sender_account_words(cx, &sender);
    const PdfBillPart parts[] = { { "By bank transfer", *account ? text(cx, "%s\nReference: the invoice’s number", account) : "Ask us for the account." }, { "Questions", text(cx, "%s\n%s", cx->partnership->email, cx->partnership->telephone) } };
    TRY(pdf_bill(cx, &(PdfBill){ .partnership = cx->partnership->name, .title = "Statement", .number = text(cx, "%s to %s", date_words(cx, s.from), date_words(cx, s.to)), .sender = text(cx, "%s\n%s", sender.name, sender.address), .customer = s.payer.name,
                                 .address = s.payer.address, .facts = facts, .fact_count = COUNT(facts), .words = s.more ? text(cx, "Only the first %d are listed; what is owed counts all of them.", STATEMENT_ENTRIES_MOST) : s.count ? "" : "Nothing came or went in these days.", .caption = "What came and went", .columns = columns, .column_count = COUNT(columns),
                                 .rows = rows, .row_count = s.count, .sums = sums, .sum_count = COUNT(sums), .pay = "How to pay", .parts = parts, .part_count = COUNT(parts), .foot = "", .brand = cx->partnership->brand, .mark = mark.id ? &picture : NULL },
                 &bytes, &length));
    rs->download = text(cx, "statement-%s.pdf", s.to);
    return respond(rs, "application/pdf", bytes, length);
}

#define DOORS(name, whose)                                                                                                                       \
    static Error *name##_page(Ctx *cx, const Request *rq, Response *rs)  { Whose it = whose(cx, rq); return page_show(cx, rq, rs, &it); }         \
    static Error *name##_sheet(Ctx *cx, const Request *rq, Response *rs) { Whose it = whose(cx, rq); return sheet_show(cx, rq, rs, &it); }        \
    static Error *name##_pdf(Ctx *cx, const Request *rq, Response *rs)   { Whose it = whose(cx, rq); return pdf_show(cx, rq, rs, &it); }
DOORS(organisations, organisation)
DOORS(people, person)
DOORS(ours, own)

ROUTES(statement_pages,
    GET  ("/office/statements/organisations/:id",               READ_MONEY, organisations_page),
    SHEET("/office/statements/organisations/:id/statement",               READ_MONEY, organisations_sheet),
    SLOW ("/office/statements/organisations/:id/statement.pdf", READ_MONEY, organisations_pdf),
    GET  ("/office/statements/people/:id",                      READ_MONEY, people_page),
    SHEET("/office/statements/people/:id/statement",                      READ_MONEY, people_sheet),
    SLOW ("/office/statements/people/:id/statement.pdf",        READ_MONEY, people_pdf),
    GET  ("/invoices/statement",                                SIGNED_IN,  ours_page),
    SHEET("/invoices/statement/statement",                                SIGNED_IN,  ours_sheet),
    SLOW ("/invoices/statement/statement.pdf",                  SIGNED_IN,  ours_pdf),
);
