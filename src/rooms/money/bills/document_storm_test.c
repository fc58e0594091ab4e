/* Many bill the same customers at once: what waits is billed once, and numbers have no gap. */
#include <stdatomic.h>
#include <time.h>

#include "platform/base/text.h"
#include "rooms/members/sign_in.h"
#include "rooms/money/payments/refund.h"
#include "tests/fixture_payments.h"
#include "tests/fixture_storm.h"

enum { ITEMS = 24, TRIES = 6 };
typedef struct { atomic_int issued, refused, wrong; } Sky;
static Sky sky;

static Error *bill_act(Ctx *cx, void *organisation)
{
    Issued issued = {0};
    return bills_issue(cx, *(const int64_t *)organisation, 0, "", &issued);
}

static Error *credit_act(Ctx *cx, void *invoice)
{
    int64_t id;
    return credit_note_issue(cx, *(const int64_t *)invoice, &(CreditDraft){ .whole = true, .why = "At once" }, &id);
}

static void bill_run_at(int number, void *nothing)
{
    static const int64_t organisations[] = { CEDAR, DOVE, BEECH };
    for (int i = 0; i < TRIES; i++) {
        int kind = storm_write(number, dora.id, bill_act, (void *)(uintptr_t)&organisations[(number + i) % 3]);
        atomic_fetch_add(!kind ? &sky.issued : kind == CONFLICT ? &sky.refused : &sky.wrong, 1);
    }
}

static void credit_run_at(int number, void *invoice)
{
    int kind = storm_write(number, dora.id, credit_act, invoice);
    atomic_fetch_add(!kind ? &sky.issued : kind == CONFLICT || kind == INVALID ? &sky.refused : &sky.wrong, 1);
}

TEST("many bill the same customers at once: each item is on one invoice, numbers have no gap, and who came second is refused in words")
{
    terms_by_eli(BEECH, (TermsDraft){ .way = "invoice" });
    for (int i = 0; i < ITEMS; i++) owed((Owed){ .subject = i + 1, .organisation = i % 3 == 0 ? CEDAR : i % 3 == 1 ? DOVE : BEECH, .pence = 1000 + i, .order = i % 2 ? "A" : "B" });
    storm(STORM, bill_run_at, NULL);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.issued, 3);
    EXPECT_EQUAL(sky.refused, STORM * TRIES - 3);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM document"), 6);
    EXPECT_EQUAL(fixture_number("SELECT MAX(number) FROM document"), 6);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM document_line"), ITEMS);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(DISTINCT bill_item_id) FROM document_line"), ITEMS);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("many credit one invoice whole at once: it is credited once")
{
    sky = (Sky){0};
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    int64_t invoice = billed(CEDAR);
    storm(STORM, credit_run_at, &invoice);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.issued, 1);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM document WHERE kind = 'credit note'"), 1);
    EXPECT_OK(money_check(as(&nobody)));
}

/* ---- two machines that take no turns: the rows alone keep them apart ---- */

SQL2(apart_waits, "SELECT CAST(0 AS BIGINT)",
     "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE NOT l.granted AND a.application_name = 'lyceum apart_' || current_schema()");
typedef struct { Store *store; Write write; Ctx cx; Error *error; atomic_bool done, waited; } Apart;

static void answered(Write *write, Error *error)
{
    Apart *apart = write->data;
    apart->error = error;
    apart->done = true;
}

static Error *bill_apart(Ctx *cx, void *nothing)
{
    Issued issued;
    TRY(person_who(cx, dora.id, &cx->who));
    return bills_issue(cx, CEDAR, 0, "", &issued);
}

/* dora bills, and before that is committed the other machine has read the same items. */
static Error *bill_first(Ctx *cx, void *data)
{
    Apart *apart = data;
    Issued issued;
    int64_t n = 0;
    TRY(bills_issue(cx, CEDAR, 0, "", &issued));
    store_write(apart->store, &apart->write);
    for (int tries = 0; tries < 300 && !n && !apart->done; tries++) {
        TRY(db_number(cx, apart_waits, &n, NONE));
        if (!n) nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
    }
    apart->waited = n > 0;
    return OK;
}

TEST("a second machine that has read the same items waits for the first, and is refused: no item is on two invoices")
{
    if (!same(test_store(), "postgres")) test_skip("one process writes a SQLite file");
    static Apart apart;
    apart = (Apart){ 0 };
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    apart.store = storm_apart();
    ctx_begin(&apart.cx, apart.store, ARENA_REQUEST_LIMIT);
    apart.write = (Write){ .cx = &apart.cx, .act = bill_apart, .data = &apart, .done = answered };
    Error *error = write_as(&dora, bill_first, &apart);
    store_close(apart.store);
    bool right = apart.done && apart.error && apart.error->kind == CONFLICT && apart.waited;
    ctx_end(&apart.cx);
    EXPECT_OK(error);
    EXPECT(right);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM document"), 1);
    EXPECT_EQUAL(fixture_number("SELECT next FROM document_series WHERE kind = 'invoice'"), 2);
    EXPECT_OK(money_check(as(&nobody)));
}

/* ---- two windows of one person ---- */

static Error *refund_alone(Ctx *cx, int64_t payment)
{
    int64_t id;
    bool approved;
    return refund_ask(cx, &(RefundDraft){ .from = { .payment_id = payment }, .amount = "60", .why = "Paid twice", .account_name = "Cedar Park", .sort_code = "20-00-00", .account_number = "55779911" }, &id, &approved);
}

typedef struct { Apart apart; int64_t payment; } Windows;

static Error *refund_apart(Ctx *cx, void *data)
{
    TRY(person_who(cx, rex.id, &cx->who));
    return refund_alone(cx, ((const Windows *)data)->payment);
}

static Error *refund_first(Ctx *cx, void *data)
{
    Windows *windows = data;
    int64_t n = 0;
    TRY(refund_alone(cx, windows->payment));
    store_write(windows->apart.store, &windows->apart.write);
    for (int tries = 0; tries < 300 && !n && !windows->apart.done; tries++) {
        TRY(db_number(cx, apart_waits, &n, NONE));
        if (!n) nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
    }
    return OK;
}

TEST("who pays back twice at once in two windows passes the limit no more than one after the other: the second waits for somebody else")
{
    if (!same(test_store(), "postgres")) test_skip("one process writes a SQLite file");
    static Windows windows;
    windows = (Windows){ 0 };
    invoiced(CEDAR, 100);
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "250", .keep = true }, &windows.payment));
    windows.apart.store = storm_apart();
    ctx_begin(&windows.apart.cx, windows.apart.store, ARENA_REQUEST_LIMIT);
    windows.apart.write = (Write){ .cx = &windows.apart.cx, .act = refund_apart, .data = &windows, .done = answered };
    Error *error = write_as(&rex, refund_first, &windows);
    store_close(windows.apart.store);
    bool right = windows.apart.done && !windows.apart.error;
    ctx_end(&windows.apart.cx);
    EXPECT_OK(error);
    EXPECT(right);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM refund WHERE state = 'approved'"), 1);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM refund WHERE state = 'asked'"), 1);
    EXPECT_OK(money_check(as(&nobody)));
}
