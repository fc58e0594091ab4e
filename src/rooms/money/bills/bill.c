#include "rooms/money/bills/bill.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/credit_note.h"
#include "rooms/money/bills/document_letter.h"
#include "rooms/money/bills/document_put.h"

/* An item below 0 that takes none back lowers a price: it is credited of the latest invoice with a line like it; not while what it lowers waits, too, for then one bill is for both. */
#define LOWERS_WAITING "(i.kind = 'subscription.rest' AND EXISTS (SELECT 1 FROM bill_item n WHERE n.kind = 'subscription' AND n.subject_id = i.subject_id AND n.state = 'waiting'))"
#define LATEST_LIKE \
    "(SELECT MAX(d.id) FROM document d JOIN document_line x ON x.document_id = d.id WHERE d.kind = 'invoice' AND (d.organisation_id = i.organisation_id OR d.person_id = i.person_id)" \
    " AND x.supply = i.supply AND x.account_id = i.account_id AND x.pence >= -i.pence)"
#define ITEM \
    "SELECT i.id, i.pence, i.supply, i.on_date, i.words, i.purchase_order, i.why, i.account_id, i.cost_centre_id, i.fund_id, COALESCE(w.order_required, 0) AS order_required," \
    " CAST(COALESCE(l.document_id, CASE WHEN i.pence < 0 AND i.reverses IS NULL AND NOT " LOWERS_WAITING " THEN " LATEST_LIKE " END, 0) AS BIGINT) AS credits_id, CAST(COALESCE(l.position, 0) AS BIGINT) AS credits_position" \
    "  FROM bill_item i LEFT JOIN bill_item r ON r.id = i.reverses LEFT JOIN document_line l ON l.bill_item_id = i.reverses" PAYER_JOINS("i.") \
    " WHERE i.state = 'waiting' AND " BILL_WAY " = 'invoice'"
SQL(bill_items_organisation, ITEM " AND i.organisation_id = $1 AND (CAST($2 AS TEXT) = '' OR i.on_date <= $2) ORDER BY i.on_date, i.id LIMIT CAST($3 AS BIGINT)");
SQL(bill_items_person,       ITEM " AND i.person_id = $1 AND (CAST($2 AS TEXT) = '' OR i.on_date <= $2) ORDER BY i.on_date, i.id LIMIT CAST($3 AS BIGINT)");
SQL(bill_line_like,
    "SELECT MIN(position) FROM document_line WHERE document_id = $1 AND supply = $2 AND account_id = $3 AND pence >= CAST($4 AS BIGINT)");

typedef struct {
    int64_t id, pence, account_id, cost_centre_id, fund_id, order_required, credits_id, credits_position;
    const char *supply, *on_date, *words, *purchase_order, *why;
} Item;

/* ---- lines ---- */

/* Taxed by the rule of the day on which it counts, or of today where that is to come. */
static Error *line_of(Ctx *cx, const VatRule *rules, size_t rule_count, const Item *item, DocumentLine *line)
{
    const VatRule *rule;
    TRY(vat_rule_among(cx, rules, rule_count, item->supply, strcmp(item->on_date, cx->today) > 0 ? cx->today : item->on_date, &rule));
    *line = (DocumentLine){ .bill_item_id = item->id, .pence = item->pence, .rate_bp = rule->rate_bp, .account_id = item->account_id, .cost_centre_id = item->cost_centre_id, .fund_id = item->fund_id,
                            .words = item->words, .on_date = item->on_date, .supply = item->supply, .treatment = rule->treatment, .vat_words = rule->words };
    return OK;
}

static Bill *bill_new(Ctx *cx, const Payer *payer, const char *kind, Bill *list, size_t *count)
{
    Bill *bill = &list[(*count)++];
    *bill = (Bill){ .document = { .kind = kind, .issued_on = cx->today, .due_on = cx->today, .purchase_order = "", .words = "" }, .lines = array(cx, DocumentLine, DOCUMENT_LINES_MOST), .hindered = "" };
    document_to(&bill->document, payer);
    return bill;
}

/* The invoice for this purchase order and this side of VAT's scope that has room. */
static Bill *invoice_for(Ctx *cx, const Payer *payer, const Item *item, const DocumentLine *line, Bill *list, size_t *count)
{
    bool outside = same(line->treatment, "outside");
    for (size_t i = 0; i < *count; i++) {
        const Bill *b = &list[i];
        if (same(b->document.kind, "invoice") && same(b->document.purchase_order, item->purchase_order) && b->line_count < DOCUMENT_LINES_MOST && same(b->lines[0].treatment, "outside") == outside) return &list[i];
    }
    Bill *bill = bill_new(cx, payer, "invoice", list, count);
    bill->document.purchase_order = item->purchase_order, bill->document.due_on = date_add_days(cx, cx->today, payer->pay_days);
    if (item->order_required && !*item->purchase_order) bill->hindered = "order";
    return bill;
}

static Error *credit_add(Ctx *cx, const Payer *payer, const Item *item, Bill *list, size_t *count)
{
    Bill *bill = NULL;
    int64_t position = item->credits_position;
    for (size_t i = 0; i < *count && !bill; i++)
        if (same(list[i].document.kind, "credit note") && list[i].document.credits_id == item->credits_id && list[i].line_count < DOCUMENT_LINES_MOST) bill = &list[i];
    if (!bill) bill = bill_new(cx, payer, "credit note", list, count), bill->document.credits_id = item->credits_id, bill->document.words = item->why;
    if (!position) TRY(db_number(cx, bill_line_like, &position, INT(item->credits_id), STR(item->supply), INT(item->account_id), INT(-item->pence)));
    bill->lines[bill->line_count++] = (DocumentLine){ .bill_item_id = item->id, .credits_position = position, .pence = -item->pence, .words = item->words, .on_date = item->on_date, .supply = item->supply };
    if (*item->why && !strstr(bill->document.words, item->why) && strlen(bill->document.words) + strlen(item->why) < CREDIT_WHY_MOST) bill->document.words = text(cx, "%s; %s", bill->document.words, item->why);
    return OK;
}

/* ---- sums ---- */

/* As the invoice's line was taxed; where it has less left, a person has to look at it. */
static Error *credit_finish(Ctx *cx, Bill *bill)
{
    Document invoice = {0};
    CreditableLine *left;
    size_t count;
    int64_t most = 0;
    TRY(document_read(cx, bill->document.credits_id, &invoice));
    TRY(credit_left(cx, invoice.id, &left, &count));
    TRY(credit_most(cx, invoice.id, &most));
    bill->document.credits_name = invoice.name, bill->document.purchase_order = invoice.purchase_order;
    for (size_t i = 0; i < bill->line_count; i++) {
        DocumentLine *line = &bill->lines[i];
        CreditableLine *of = NULL;
        for (size_t j = 0; j < count; j++)
            if (left[j].line.position == line->credits_position) of = &left[j];
        if (!of || of->left_pence < line->pence) { bill->hindered = "credit"; line->treatment = "exempt", line->vat_words = "-"; continue; }
        of->left_pence -= line->pence;
        line->treatment = of->line.treatment, line->rate_bp = of->line.rate_bp, line->vat_words = of->line.vat_words, line->words = of->line.words;
    }
    TRY(document_sum(cx, &bill->document, bill->lines, bill->line_count, &bill->vats, &bill->vat_count));
    if (bill->document.total_pence > most) bill->hindered = "credit";
    return OK;
}

/* What would be below 0 under one rate of VAT is no invoice. */
static Error *invoice_finish(Ctx *cx, Bill *bill)
{
    TRY(document_sum(cx, &bill->document, bill->lines, bill->line_count, &bill->vats, &bill->vat_count));
    for (size_t i = 0; i < bill->vat_count; i++)
        if (bill->vats[i].taxable_pence < 0) bill->hindered = "credit";
    if (bill->document.total_pence < 1) bill->hindered = "credit";
    return OK;
}

static Error *drafts(Ctx *cx, const Payer *payer, const char *through, Bill **bills, size_t *count)
{
    static const Column columns[] = { COLUMN(Item, id), COLUMN(Item, pence), COLUMN(Item, account_id), COLUMN(Item, cost_centre_id), COLUMN(Item, fund_id), COLUMN(Item, order_required), COLUMN(Item, credits_id),
                                      COLUMN(Item, credits_position), COLUMN(Item, supply), COLUMN(Item, on_date), COLUMN(Item, words), COLUMN(Item, purchase_order), COLUMN(Item, why) };
    Item *items;
    VatRule *rules;
    size_t n, rule_count;
    *count = 0;
    TRY(vat_rules_of(cx, payer->class, &rules, &rule_count));
    if (payer->organisation_id) TRY(db_list(cx, bill_items_organisation, columns, &items, &n, INT(payer->organisation_id), STR(through), INT(BILL_ITEMS_MOST)));
    else TRY(db_list(cx, bill_items_person, columns, &items, &n, INT(payer->person_id), STR(through), INT(BILL_ITEMS_MOST)));
    Bill *list = array(cx, Bill, n + 1);
    for (size_t i = 0; i < n; i++) {
        DocumentLine line;
        if (items[i].credits_id) { TRY(credit_add(cx, payer, &items[i], list, count)); continue; }
        TRY(line_of(cx, rules, rule_count, &items[i], &line));
        Bill *bill = invoice_for(cx, payer, &items[i], &line, list, count);
        bill->lines[bill->line_count++] = line;
    }
    for (size_t i = 0; i < *count; i++) TRY(same(list[i].document.kind, "invoice") ? invoice_finish(cx, &list[i]) : credit_finish(cx, &list[i]));
    *bills = list;
    return OK;
}

Error *bills_of(Ctx *cx, const Payer *payer, const char *through, Bill **bills, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "bills of customer %ld, %ld", (long)payer->organisation_id, (long)payer->person_id);
    return drafts(cx, payer, through, bills, count);
}

/* ---- issued ---- */

static Error *items_take(Ctx *cx, const Bill *bill, int64_t document_id)
{
    for (size_t i = 0; i < bill->line_count; i++) {
        bool taken;
        TRY(bill_item_take(cx, bill->lines[i].bill_item_id, BILLED_BY_DOCUMENT, document_id, &taken));
        if (!taken) return conflict(cx, "Somebody else billed %s meanwhile. Look at it once more", bill->document.customer_name);
    }
    return OK;
}

/* Its items are taken first: whoever comes second is refused, and their number goes back. */
static Error *bill_issue(Ctx *cx, Bill *bill, Issued *issued)
{
    Document *d = &bill->document;
    if (same(d->kind, "invoice")) {
        d->id = new_id(cx);
        TRY(items_take(cx, bill, d->id));
        TRY(document_put(cx, d, bill->lines, bill->line_count, NULL, 0));
        issued->invoices++, issued->pence += d->total_pence;
        TRY(letter_document(cx, d->id));
    } else {
        CreditLine *lines = array(cx, CreditLine, bill->line_count);
        for (size_t i = 0; i < bill->line_count; i++) lines[i] = (CreditLine){ bill->lines[i].credits_position, bill->lines[i].pence, bill->lines[i].bill_item_id };
        TRY(credit_note_make(cx, d->credits_id, lines, bill->line_count, blank(d->words) ? "It is owed no more" : d->words, &d->id));
        TRY(items_take(cx, bill, d->id));
        TRY(document_read(cx, d->id, d));
        issued->credit_notes++, issued->pence -= d->total_pence;
    }
    issued->last_id = d->id;
    return OK;
}

Error *bills_make(Ctx *cx, int64_t organisation_id, int64_t person_id, const char *through, Issued *issued)
{
    Payer payer = {0};
    Bill *bills;
    size_t count;
    *issued = (Issued){0};
    TRY(payer_read(cx, organisation_id, person_id, &payer));
    TRY(drafts(cx, &payer, through, &bills, &count));
    for (size_t i = 0; i < count; i++) {
        if (*bills[i].hindered) issued->hindered++;
        else TRY(bill_issue(cx, &bills[i], issued));
    }
    return OK;
}

Error *bills_issue(Ctx *cx, int64_t organisation_id, int64_t person_id, const char *through, Issued *issued)
{
    if (!may(cx, BILL)) return forbidden(cx, "billing customer %ld, %ld", (long)organisation_id, (long)person_id);
    TRY(bills_make(cx, organisation_id, person_id, through, issued));
    if (issued->invoices || issued->credit_notes) return OK;
    return issued->hindered ? conflict(cx, "Nothing of this can be billed yet: see what hinders it") : conflict(cx, "Nothing of this customer waits to be billed any more");
}
