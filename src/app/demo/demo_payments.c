/*
 * What came for the bills: most are paid within their days by bank, as the statement says; one in part, one twice over, one that nobody pays and was written about, one
 * whose money bounced. The last days' statement waits to be matched. Money's own rules take the payments, each on its day, so that the ledger is right.
 */
#include <string.h>

#include "app/demo/demo.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/security/digest.h"
#include "rooms/members/sign_in.h"
#include "rooms/money/ledger/money_year.h"
#include "rooms/money/payments/overdue.h"
#include "rooms/money/payments/payment.h"
#include "rooms/money/payments/refund.h"

enum { SLICE = 40, HOUR = 9, SPECIAL = 4, LATE_DAYS = 9, LINES_WAITING = 4, PAID_AGAIN = 40, FRESH_DAYS = 30, LETTER_DAYS = 8, AGAIN_DAYS = 21 };

SQL(demo_invoices,
    "SELECT d.id, d.organisation_id, d.person_id, m.open_pence, d.name, d.customer_name, d.issued_on, d.due_on FROM document d JOIN document_open m ON m.document_id = d.id"
    " WHERE d.kind = 'invoice' AND m.open_pence > 0 ORDER BY d.issued_on, d.id LIMIT 2000");
SQL(demo_bank_line,
    "INSERT INTO bank_line (id, intake_id, on_date, pence, reference, name, bank_reference, details, account, came_back, digest, occurrence, state, settled_at, made_at)"
    " VALUES ($1, 0, $2, $3, $4, $5, $6, $7, '', $8, $9, 1, $10, $11, $12)");
SQL(demo_letter_sent, "INSERT INTO overdue_letter (document_id, step, state, proposed_at, decided_at, decided_by) VALUES ($1, 1, 'sent', $2, $3, $4)");
SQL(demo_keeper,      "SELECT COALESCE(MIN(person_id), 0) FROM post WHERE role = 'finance officer'");

typedef struct { int64_t id, organisation_id, person_id, open_pence; const char *name, *customer_name, *issued_on, *due_on; } Bill;
typedef struct { Demo *demo; Bill *list; size_t count, from, unpaid[SPECIAL], unpaid_count, over, bounced; const char *open_from; } Paying;

static const char *kept(Demo *demo, const char *s)
{
    Ctx keeping = { .arena = demo->keep };
    return text_copy(&keeping, s, strlen(s));
}

static Error *read_bills(Ctx *cx, void *data)
{
    static const Column columns[] = { COLUMN(Bill, id), COLUMN(Bill, organisation_id), COLUMN(Bill, person_id), COLUMN(Bill, open_pence), COLUMN(Bill, name), COLUMN(Bill, customer_name), COLUMN(Bill, issued_on), COLUMN(Bill, due_on) };
    Paying *p = data;
    Bill *list;
    TRY(db_list(cx, demo_invoices, columns, &list, &p->count, NONE));
    p->list = arena_new(p->demo->keep, sizeof *list * (p->count + 1));
    for (size_t i = 0; i < p->count; i++)
        p->list[i] = (Bill){ list[i].id, list[i].organisation_id, list[i].person_id, list[i].open_pence, kept(p->demo, list[i].name), kept(p->demo, list[i].customer_name), kept(p->demo, list[i].issued_on), kept(p->demo, list[i].due_on) };
    return OK;
}

static bool stays_open(const Paying *p, size_t i)
{
    for (size_t k = 0; k < p->unpaid_count; k++)
        if (p->unpaid[k] == i) return true;
    return false;
}

/* The latest that are overdue for more than a week stay so, each of another customer; one of last year's was paid twice over, another one bounced first. */
static void choose(Ctx *cx, Paying *p)
{
    const char *late = date_add_days(cx, p->demo->today, -LATE_DAYS);
    for (size_t i = p->count; i-- > 0 && p->unpaid_count < SPECIAL;) {
        bool fresh = strcmp(p->list[i].due_on, late) <= 0;
        for (size_t k = 0; k < p->unpaid_count; k++) fresh = fresh && p->list[p->unpaid[k]].organisation_id != p->list[i].organisation_id;
        if (fresh) p->unpaid[p->unpaid_count++] = i;
    }
    p->over = p->count / 2, p->bounced = p->count;
    for (size_t i = 0; i < p->count; i++)      /* of this financial year, whose books are open when it bounces */
        if (p->bounced == p->count && i != p->over && !stays_open(p, i) && strcmp(p->list[i].issued_on, p->open_from) >= 0 && strcmp(date_add_days(cx, p->list[i].issued_on, PAID_AGAIN), p->demo->today) < 0) p->bounced = i;
}

/* Of the last weeks: nobody's money was recorded yet. */
static bool is_fresh(Ctx *cx, const Paying *p, size_t i) { return strcmp(p->list[i].issued_on, date_add_days(cx, p->demo->today, -FRESH_DAYS)) >= 0; }

static Error *line_put(Ctx *cx, Demo *demo, const char *on, int64_t pence, const char *reference, const char *name, const char *details, bool matched, int64_t *id)
{
    *id = new_id(cx);
    return db_run(cx, demo_bank_line, NULL, INT(*id), STR(on), INT(pence), STR(reference), STR(name), STR(text(cx, "FW%ld", (long)(demo->next_id++ % 1000000))), STR(details), INT(pence < 0 && matched),
                    STR(digest_of(cx, text(cx, "%ld %s", (long)*id, on))), STR(matched ? "matched" : "waiting"), matched ? INT(cx->now) : STR(NULL), INT(cx->now));
}

/* As the bank says it: shouted, and cut off. */
static const char *shouted(Ctx *cx, const char *name)
{
    Draft words = { .cx = cx };
    for (const char *at = name; *at && words.length < 18; at++) draft_add(&words, "%c", *at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at);
    return draft_text(&words);
}

static Error *take(Ctx *cx, Paying *p, const Bill *bill, int64_t pence, const char *on, int64_t *id)
{
    const Settles settles = { bill->id, pence < bill->open_pence ? pence : bill->open_pence };
    int64_t line;
    cx->today = on;
    instant_of(on, HOUR, 0, false, &cx->now);
    TRY(line_put(cx, p->demo, on, pence, bill->name, shouted(cx, bill->customer_name), "BGC", true, &line));
    return payment_take(cx, &(PaymentTaken){ .organisation_id = bill->organisation_id, .person_id = bill->person_id, .pence = pence, .way = "bank", .on = on, .reference = bill->name, .bank_line_id = line,
                                             .settles = &settles, .count = 1, .keep = true }, id);
}

static Error *as_keeper(Ctx *cx, const Who **who)
{
    int64_t id = 0;
    *who = NULL;
    TRY(db_number(cx, demo_keeper, &id, NONE));
    return id ? person_who(cx, id, who) : OK;
}

static Error *pay_slice(Ctx *cx, void *data)
{
    Paying *p = data;
    for (size_t i = p->from; i < p->count && i < p->from + SLICE; i++) {
        const Bill *bill = &p->list[i];
        const char *on = date_add_days(cx, bill->issued_on, 9 + (int64_t)(i * 7 % 20));
        int64_t id;
        if (i == p->bounced || stays_open(p, i) || is_fresh(cx, p, i) || strcmp(on, p->demo->today) >= 0) continue;
        TRY(take(cx, p, bill, i == p->over ? bill->open_pence + 18000 : bill->open_pence, on, &id));
    }
    cx->today = p->demo->today, cx->now = p->demo->now;
    return OK;
}

/* A transfer that the school's bank called back; they paid again a week later. */
static Error *bounce_lay(Ctx *cx, void *data)
{
    Paying *p = data;
    const Who *who;
    int64_t id, line;
    TRY(as_keeper(cx, &who));
    if (!who || p->bounced >= p->count) return OK;
    const Bill *bill = &p->list[p->bounced];
    const char *on = date_add_days(cx, bill->issued_on, 12), *back = date_add_days(cx, on, 2);
    TRY(take(cx, p, bill, bill->open_pence, on, &id));
    cx->who = who, cx->today = back;
    instant_of(back, HOUR, 0, false, &cx->now);
    TRY(line_put(cx, p->demo, back, -bill->open_pence, text(cx, "RETURNED %s", bill->name), shouted(cx, bill->customer_name), "RTD", true, &line));
    TRY(payment_reverse(cx, id, back, "Called back by the school’s bank", false));
    cx->who = NULL;
    return take(cx, p, bill, bill->open_pence, date_add_days(cx, on, 9), &id);
}

/* Four that are overdue: one paid in part; those that are for long were written to, and for all the next letter is proposed. */
static Error *overdue_lay(Ctx *cx, void *data)
{
    Paying *p = data;
    const Who *who;
    int64_t id, proposed;
    TRY(as_keeper(cx, &who));
    if (p->unpaid_count > 1) TRY(take(cx, p, &p->list[p->unpaid[1]], p->list[p->unpaid[1]].open_pence * 2 / 5, date_add_days(cx, p->demo->today, -4), &id));
    cx->today = p->demo->today, cx->now = p->demo->now;
    for (size_t k = 0; who && k < p->unpaid_count; k++) {
        const Bill *bill = &p->list[p->unpaid[k]];
        int64_t sent;
        if (k > 1 && date_days_between(bill->due_on, p->demo->today) < AGAIN_DAYS) continue;
        instant_of(date_add_days(cx, bill->due_on, LETTER_DAYS), HOUR, 0, false, &sent);
        TRY(db_run(cx, demo_letter_sent, NULL, INT(bill->id), INT(sent), INT(sent), INT(who->id)));
    }
    TRY(overdue_propose(cx, &proposed));
    return OK;
}

/* What was paid over is asked back, and waits for a second person. */
static Error *refund_lay(Ctx *cx, void *data)
{
    Paying *p = data;
    const Who *who;
    Payment *list;
    size_t n;
    int64_t id;
    bool approved;
    TRY(as_keeper(cx, &who));
    if (!who) return OK;
    cx->who = who, cx->today = p->demo->today, cx->now = p->demo->now;
    TRY(payments_list(cx, &(PaymentFilter){ .state = "left", .way = "", .words = "", .from = "", .to = "" }, 1, &list, &n));
    if (n) TRY(refund_ask(cx, &(RefundDraft){ .from = { .payment_id = list[0].id }, .amount = "", .why = "Paid with the invoice before, and again with this one", .account_name = text_copy(cx, list[0].customer, strcspn(list[0].customer, ",")),
                                              .sort_code = "00-00-00", .account_number = "00000000" }, &id, &approved));
    cx->who = NULL;
    return OK;
}

/* The statement of the last days: by number and sum, by number alone, by name, a line that nobody is named in, and the bank's own charges. */
static Error *statement_lay(Ctx *cx, void *data)
{
    Paying *p = data;
    size_t found = 0;
    int64_t id;
    cx->today = p->demo->today, cx->now = p->demo->now;
    for (size_t i = p->count; i-- > 0 && found < LINES_WAITING;) {
        const Bill *bill = &p->list[i];
        if (!is_fresh(cx, p, i)) continue;
        const char *on = date_add_days(cx, p->demo->today, -1 - (int64_t)found);
        if (strcmp(on, bill->issued_on) < 0) continue;
        TRY(line_put(cx, p->demo, on, found == 2 ? bill->open_pence - 500 : bill->open_pence, found == 3 ? "TRAINING" : bill->name, shouted(cx, bill->customer_name), "BGC", false, &id));
        found++;
    }
    TRY(line_put(cx, p->demo, date_add_days(cx, p->demo->today, -2), 4500, "CASH PAID IN", "", "CSH", false, &id));
    return line_put(cx, p->demo, date_add_days(cx, p->demo->today, -1), -1250, "ACCOUNT CHARGES", "", "CHG", false, &id);
}

/* What came before the books are closed, and, once somebody keeps them, what is under way. */
Error *demo_payments(Ctx *cx, Demo *demo)
{
    const MoneyYear year = money_year(cx, YEAR_FINANCIAL, money_year_first(YEAR_FINANCIAL, demo->today));
    Paying *p = demo->paying = arena_new(demo->keep, sizeof *p);
    *p = (Paying){ .demo = demo, .open_from = kept(demo, year.from) };
    TRY(demo_slice(cx, demo, read_bills, p));
    choose(cx, p);
    for (p->from = 0; p->from < p->count; p->from += SLICE) TRY(demo_slice(cx, demo, pay_slice, p));
    return OK;
}

Error *demo_payments_now(Ctx *cx, Demo *demo)
{
    static Act *const acts[] = { bounce_lay, overdue_lay, refund_lay, statement_lay };
    for (size_t i = 0; i < COUNT(acts); i++) TRY(demo_slice(cx, demo, acts[i], demo->paying));
    return OK;
}
