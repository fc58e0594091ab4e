/* Proposals for lines of the bank: by number, by name, by sum. */
#include "rooms/money/payments/payment_match.h"

#include <string.h>

#include "platform/base/lookup.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"

enum { PREFIX_MOST = 12, BOUNCE_DAYS = 120, WORD_LEAST = 3 };

SQL(open_invoices_all,
    "SELECT d.id, d.organisation_id, d.person_id, m.open_pence, d.name, d.customer_name AS customer, d.due_on FROM document_open m JOIN document d ON d.id = m.document_id"
    " WHERE m.open_pence > 0 AND d.kind = 'invoice' ORDER BY d.due_on, d.id LIMIT 10000");
SQL(payments_fitting,
    "SELECT m.id, m.pence, m.on_date, COALESCE(o.name, p.name) AS customer, m.reference FROM payment m LEFT JOIN organisation o ON o.id = m.organisation_id LEFT JOIN person p ON p.id = m.person_id"
    " WHERE m.pence = $1 AND m.reversed_at IS NULL AND m.on_date >= $2 AND m.on_date <= $3 ORDER BY m.on_date DESC, m.id DESC LIMIT 10");

/* Customers by the place of their first invoice in the list, with those words of their name that tell them from others. */
typedef struct { const char *words; size_t first; } Known;
struct OpenIndex { const OpenInvoice *list; size_t count; Lookup *numbers; Known *customers; size_t customer_count; };

Error *open_invoices(Ctx *cx, OpenInvoice **list, size_t *count)
{
    static const Column columns[] = { COLUMN(OpenInvoice, id), COLUMN(OpenInvoice, organisation_id), COLUMN(OpenInvoice, person_id), COLUMN(OpenInvoice, open_pence), COLUMN(OpenInvoice, name),
                                      COLUMN(OpenInvoice, customer), COLUMN(OpenInvoice, due_on) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "open invoices");
    return db_list(cx, open_invoices_all, columns, list, count, NONE);
}

Error *payments_that_fit(Ctx *cx, const BankLine *line, CameBack **list, size_t *count)
{
    static const Column columns[] = { COLUMN(CameBack, id), COLUMN(CameBack, pence), COLUMN(CameBack, on_date), COLUMN(CameBack, customer), COLUMN(CameBack, reference) };
    return db_list(cx, payments_fitting, columns, list, count, INT(-line->pence), STR(date_add_days(cx, line->on_date, -BOUNCE_DAYS)), STR(line->on_date));
}

/* ---- names ---- */

/* "Beech Lane Primary School" is known by "beech lane": the rest is what many are called. "" where nothing tells it apart. */
static const char *telling_words(Ctx *cx, const char *name)
{
    Draft told = { .cx = cx };
    for (const char *at = text_words(cx, name); *at;) {
        size_t length = strcspn(at, " ");
        const char *word = text_copy(cx, at, length);
        if (length >= WORD_LEAST && !one_of(word, "the and school primary secondary infant junior nursery academy college high church catholic england trust for ltd limited")) draft_add(&told, "%s%s", told.length ? " " : "", word);
        at += length + (at[length] == ' ');
    }
    return told.length ? draft_text(&told) : "";
}

/* Whether each of the words stands in `said`, whose words are apart by spaces and which begins and ends with one. */
static bool all_said(Ctx *cx, const char *words, const char *said)
{
    for (const char *at = words; *at;) {
        size_t length = strcspn(at, " ");
        if (!strstr(said, text(cx, " %s ", text_copy(cx, at, length)))) return false;
        at += length + (at[length] == ' ');
    }
    return *words;
}

static bool one_customer(const OpenInvoice *a, const OpenInvoice *b) { return a->organisation_id == b->organisation_id && a->person_id == b->person_id; }

OpenIndex *open_index(Ctx *cx, const OpenInvoice *list, size_t count)
{
    OpenIndex *index = new(cx, OpenIndex);
    Lookup *customers = lookup_new(cx);
    *index = (OpenIndex){ .list = list, .count = count, .numbers = lookup_new(cx), .customers = array(cx, Known, count + 1) };
    for (size_t i = 0; i < count; i++) {
        (void)lookup_put(index->numbers, text_words(cx, list[i].name), (int64_t)i);
        if (lookup_put(customers, text(cx, "%ld %ld", (long)list[i].organisation_id, (long)list[i].person_id), (int64_t)i))
            index->customers[index->customer_count++] = (Known){ telling_words(cx, list[i].customer), i };
    }
    return index;
}

/* ---- numbers ---- */

static void put(Match *match, const OpenInvoice *invoice)
{
    for (size_t i = 0; i < match->count; i++)
        if (match->invoices[i] == invoice) return;
    if (match->count < MATCH_MOST) match->invoices[match->count++] = invoice;
}

/* "INV-000012" is said as "inv 000012", "inv000012" or "INV 12": letters, then digits, of which leading noughts are nothing. */
static const OpenInvoice *numbered(Ctx *cx, const OpenIndex *index, const char *prefix, const char *digits)
{
    int64_t at, number;
    if (!number_parse(digits, 1, 999999999, &number)) return NULL;
    return lookup_get(index->numbers, text(cx, "%s %06ld", prefix, (long)number), &at) ? &index->list[at] : NULL;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

static void numbers_in(Ctx *cx, const OpenIndex *index, const char *said, Match *match)
{
    for (const char *at = said; *at; at++) {
        size_t letters_there = 0, digits = 0, apart;
        if (at > said && (is_letter(at[-1]) || is_digit(at[-1]))) continue;      /* in the middle of a word */
        while (is_letter(at[letters_there])) letters_there++;
        if (!letters_there || letters_there > PREFIX_MOST) continue;
        apart = at[letters_there] == ' ' ? 1 : 0;
        while (is_digit(at[letters_there + apart + digits])) digits++;
        if (!digits || is_letter(at[letters_there + apart + digits])) continue;
        const OpenInvoice *invoice = numbered(cx, index, text_copy(cx, at, letters_there), text_copy(cx, at + letters_there + apart, digits));
        if (invoice) put(match, invoice);
    }
}

/* ---- sums ---- */

static int64_t sum_of(const Match *match)
{
    int64_t pence = 0;
    for (size_t i = 0; i < match->count; i++) pence += match->invoices[i]->open_pence;
    return pence;
}

static bool of_one(const Match *match)
{
    for (size_t i = 1; i < match->count; i++)
        if (!one_customer(match->invoices[0], match->invoices[i])) return false;
    return match->count > 0;
}

/* Of one customer: an invoice of just that sum, else the oldest so many that make it up, else two that do. */
static bool of_customer(const OpenIndex *index, size_t first, int64_t pence, Match *match)
{
    const OpenInvoice *own[MATCH_MOST];
    size_t n = 0;
    int64_t sum = 0;
    for (size_t i = first; i < index->count && n < MATCH_MOST; i++)
        if (one_customer(&index->list[first], &index->list[i])) own[n++] = &index->list[i];
    for (size_t i = 0; i < n; i++)
        if (own[i]->open_pence == pence) return put(match, own[i]), true;
    for (size_t i = 0; i < n; i++) {
        sum += own[i]->open_pence;
        if (sum != pence) continue;
        for (size_t k = 0; k <= i; k++) put(match, own[k]);
        return true;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++)
            if (own[i]->open_pence + own[k]->open_pence == pence) return put(match, own[i]), put(match, own[k]), true;
    return false;
}

/* The one customer that the line names; NULL where there is none, or several. */
static const Known *named(Ctx *cx, const OpenIndex *index, const char *said)
{
    const Known *found = NULL;
    for (size_t i = 0; i < index->customer_count; i++) {
        if (!all_said(cx, index->customers[i].words, said)) continue;
        if (found && strlen(index->customers[i].words) == strlen(found->words)) return NULL;
        if (!found || strlen(index->customers[i].words) > strlen(found->words)) found = &index->customers[i];
    }
    return found;
}

static void by_sum(const OpenIndex *index, int64_t pence, Match *match)
{
    const OpenInvoice *only = NULL;
    for (size_t i = 0; i < index->count; i++) {
        if (index->list[i].open_pence != pence) continue;
        if (only) return;
        only = &index->list[i];
    }
    if (only) put(match, only), match->kind = MATCH_SUM, match->why = "Only the sum fits";
}

static void by_name(Ctx *cx, const OpenIndex *index, const BankLine *line, const char *said, Match *match)
{
    const Known *customer = named(cx, index, said);
    if (!customer) {
        by_sum(index, line->pence, match);
        return;
    }
    const OpenInvoice *first = &index->list[customer->first];
    bool sum = of_customer(index, customer->first, line->pence, match);
    match->kind = sum ? MATCH_NAME : MATCH_CUSTOMER, match->why = sum ? match->count > 1 ? "Name and sum of these fit" : "Name and sum fit" : "Only the name fits";
    match->organisation_id = first->organisation_id, match->person_id = first->person_id, match->customer = first->customer;
}

void payment_match(Ctx *cx, const OpenIndex *index, const BankLine *line, Match *match)
{
    *match = (Match){ .customer = "", .why = "" };
    if (line->pence <= 0) return;
    const char *said = text(cx, " %s ", text_words(cx, text(cx, "%s %s %s", line->reference, line->details, line->name)));
    numbers_in(cx, index, said, match);
    if (!match->count) by_name(cx, index, line, said, match);
    else {
        bool sure = sum_of(match) == line->pence && of_one(match) && match->count < MATCH_MOST;
        match->kind = sure ? MATCH_SURE : MATCH_NUMBER;
        match->why = sure ? "Number and sum fit" : sum_of(match) > line->pence ? text(cx, "%s would stay to pay", money_table(cx, sum_of(match) - line->pence))
                          : sum_of(match) < line->pence ? text(cx, "%s would be over", money_table(cx, line->pence - sum_of(match))) : "Of several customers";
    }
    if (match->count && !match->organisation_id && !match->person_id)
        match->organisation_id = match->invoices[0]->organisation_id, match->person_id = match->invoices[0]->person_id, match->customer = match->invoices[0]->customer;
}
