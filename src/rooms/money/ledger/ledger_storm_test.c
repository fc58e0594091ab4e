/* A month is closed while many post into it and after it: nothing lands in it once it is closed, and nothing is lost. */
#include <stdatomic.h>

#include "rooms/money/ledger/ledger_close.h"
#include "tests/fixture_money.h"
#include "tests/fixture_storm.h"

enum { NOTES = 12, CLOSER = 3 };
typedef struct { atomic_int posted, refused, closed, wrong; } Sky;
static Sky sky;

static Error *note_act(Ctx *cx, void *on)
{
    int64_t id;
    return ledger_note(cx, &(NoteDraft){ .on = on, .amount = "10", .words = "Hall", .from = BANK, .to = VENUES, .cost_centre_id = COST_CENTRE_OWN, .fund_id = FUND_GRANTS }, &id);
}

static Error *close_act(Ctx *cx, void *month) { return ledger_close(cx, month, ""); }

static void run(int number, void *nothing)
{
    for (int i = 0; i < NOTES; i++) {
        if (number == CLOSER && i == NOTES / 3) atomic_fetch_add(storm_write(number, rex.id, close_act, (void *)(uintptr_t)"2026-10") ? &sky.wrong : &sky.closed, 1);
        int kind = storm_write(number, rex.id, note_act, (void *)(uintptr_t)(i % 2 ? "2026-10-31" : "2026-11-01"));
        atomic_fetch_add(!kind ? &sky.posted : kind == CONFLICT && i % 2 ? &sky.refused : &sky.wrong, 1);
    }
}

TEST("closing a month while many post: what is refused is refused in words, and nothing lands in a closed month")
{
    rex_lay();
    storm(STORM, run, NULL);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.closed, 1);
    EXPECT_EQUAL(sky.posted + sky.refused, STORM * NOTES);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM posting"), sky.posted);
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(pence) AS BIGINT) FROM posting_row"), 1000 * sky.posted);
    EXPECT_REFUSED(note_by_rex((NoteDraft){ .on = "2026-10-31", .from = BANK, .to = VENUES, .amount = "5" }, NULL), CONFLICT, "October 2026 is closed");
    EXPECT_OK(money_check(as(&nobody)));
}
