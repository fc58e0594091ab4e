/* Many bill the same customers at once: what waits is billed once, and numbers have no gap. */
#include <stdatomic.h>

#include "platform/base/text.h"
#include "tests/fixture_bills.h"
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
