/* A value statement as PDF, on the partnership's letterhead: for governors. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/pdf.h"
#include "rooms/booking/school_value_pages.h"
#include "rooms/members/own_mark.h"
#include "rooms/money/bills/bill_sender.h"
#include "rooms/money/bills/payer.h"
#include "rooms/money/rounds/round_saving.h"

enum { PAPERS_NAMED = 14 };

/* The documents, a line each; of many the rest as one sum. */
static const char *papers_words(Ctx *cx, const Value *v)
{
    Draft draft = { .cx = cx };
    size_t named = v->paper_count > PAPERS_NAMED ? PAPERS_NAMED - 1 : v->paper_count;
    int64_t rest = value_sum(&v->billed);
    for (size_t i = 0; i < named; i++) draft_add(&draft, "%s%s: %s", i ? "\n" : "", v->papers[i].name, money_table(cx, value_sum(&v->papers[i].sums))), rest -= value_sum(&v->papers[i].sums);
    if (named < v->paper_count) draft_add(&draft, "\nAll others: %s", money_table(cx, rest));
    if (value_sum(&v->waiting)) draft_add(&draft, "%sNot billed yet: %s", v->paper_count ? "\n" : "", money_table(cx, value_sum(&v->waiting)));
    return v->paper_count || value_sum(&v->waiting) ? draft_text(&draft) : "None in this year.";
}

static PdfBillRow theme_row(Ctx *cx, const char *name, const ValueTheme *t)
{
    const char **cells = array(cx, const char *, 6);
    cells[0] = name, cells[1] = number_words(cx, t->places), cells[2] = money_table(cx, t->paid), cells[3] = money_table(cx, t->covered), cells[4] = money_table(cx, value_of(t)), cells[5] = money_table(cx, t->others);
    return (PdfBillRow){ .cells = cells, .note = t->empty ? text(cx, "and %s left empty", counted(cx, t->empty, "place", NULL)) : "" };
}

Error *value_pdf(Ctx *cx, const ValueView *view, Response *rs)
{
    static const PdfColumn columns[] = { { "Theme", 0.29, false }, { "Places used", 0.13, true }, { "To pay", 0.13, true }, { "Package saved", 0.15, true }, { "Value", 0.13, true }, { "Others would pay", 0.17, true } };
    const Value *v = &view->value;
    const ValueSums *b = &v->billed, *w = &v->waiting;
    Payer payer = {0};
    Sender sender = {0};
    MarkPicture mark;
    const char *bytes;
    size_t length;
    TRY(payer_find(cx, v->organisation_id, 0, &payer));
    TRY(sender_read(cx, &sender));
    TRY(own_mark_find(cx, &mark));
    PdfBillRow *rows = array(cx, PdfBillRow, v->theme_count + 1);
    for (size_t i = 0; i < v->theme_count; i++) rows[i] = theme_row(cx, v->themes[i].theme, &v->themes[i]);
    if (v->theme_count) rows[v->theme_count] = theme_row(cx, "All places", &v->places);
    const Picture picture = { mark.type, mark.bytes.bytes, mark.bytes.length, mark.width, mark.height };
    const PdfFact facts[] = {
        { "From", date_words(cx, v->from) }, { "To", date_words(cx, v->to) }, { "Subscription", money_table(cx, b->subscription + w->subscription) }, { "Visits of advisers", number_words(cx, v->visits) },
        { "Saved by buying together", saved_words(cx, v->round_saved) }, { "Value of places", money_table(cx, value_of(&v->places)) }, { "Others would pay", money_table(cx, v->places.others) },
    };
    const PdfFact sums[] = {
        { "Subscription", money_table(cx, b->subscription + w->subscription) }, { "Training", money_table(cx, b->training + w->training) }, { "Charges", money_table(cx, b->charges + w->charges) },
        { "Joint and other", money_table(cx, b->other + w->other) }, { "Cost, without VAT", money_table(cx, value_sum(b) + value_sum(w)) },
    };
    const PdfBillPart parts[] = { { "What of each counts in this year", papers_words(cx, v) }, { "Questions", text(cx, "%s\n%s", cx->partnership->email, cx->partnership->telephone) } };
    TRY(pdf_bill(cx, &(PdfBill){ .partnership = cx->partnership->name, .title = "Value statement", .number = text(cx, "%s %s", money_year_name(view->year.kind), view->year.words), .sender = text(cx, "%s\n%s", sender.name, sender.address),
                                 .customer = v->organisation, .address = payer.address, .facts = facts, .fact_count = COUNT(facts), .words = value_sentence(cx, v), .caption = "Places used by theme", .columns = columns,
                                 .column_count = COUNT(columns), .rows = rows, .row_count = v->theme_count ? v->theme_count + 1 : 0, .sums = sums, .sum_count = COUNT(sums), .pay = "On which documents", .parts = parts, .part_count = COUNT(parts),
                                 .foot = text(cx, "%s\n%s\n%s", value_of_place, value_of_costs, value_of_savings), .brand = cx->partnership->brand, .mark = mark.id ? &picture : NULL }, &bytes, &length));
    rs->download = text(cx, "value-%s.pdf", v->to);
    return respond(rs, "application/pdf", bytes, length);
}
