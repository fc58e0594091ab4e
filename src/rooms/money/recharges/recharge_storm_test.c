/* Many make, export and end recharges at once: nothing goes to finance twice, and the ledger keeps up. */
#include <stdatomic.h>

#include "rooms/money/recharges/ledger_export.h"
#include "rooms/money/recharges/recharge.h"
#include "tests/fixture_bills.h"
#include "tests/fixture_storm.h"

enum { ITEMS = 24, ROUNDS = 6 };
typedef struct { atomic_int made, exported, too_late, acknowledged, wrong; } Sky;
static Sky sky;
static _Atomic int64_t batch_id;

static Error *make_act(Ctx *cx, void *nothing)
{
    RechargeReady ready = {0};
    int64_t id;
    TRY(recharge_ready(cx, "2026-11-24", &ready));
    TRY(recharge_make(cx, "2026-11-24", &ready, &id));
    atomic_store(&batch_id, id);
    return OK;
}
static Error *export_act(Ctx *cx, void *exporting) { return recharge_export(cx, exporting); }
static Error *acknowledge_act(Ctx *cx, void *id) { return recharge_acknowledge(cx, *(const int64_t *)id, "2026-11-24", ""); }
static Error *refuse_act(Ctx *cx, void *id) { return recharge_refuse(cx, *(const int64_t *)id, &(RefusalDraft){ .all = true, .why = "x", .became = "waiting" }); }

static void count(int kind, atomic_int *done) { atomic_fetch_add(!kind ? done : kind == CONFLICT ? &sky.too_late : &sky.wrong, 1); }

static void make(int number, void *nothing) { count(storm_write(number, dora.id, make_act, NULL), &sky.made); }
static void export(int number, void *exportings) { count(storm_write(number, dora.id, export_act, &((RechargeExporting *)exportings)[number]), &sky.exported); }

static void end(int number, void *nothing)
{
    int64_t id = atomic_load(&batch_id);
    count(storm_write(number, rex.id, number % 2 ? acknowledge_act : refuse_act, &id), &sky.acknowledged);
}

static void laid(void)
{
    rex_lay();
    sky = (Sky){0};
    terms_by_eli(ALDER, (TermsDraft){ .cost_code = "SC0411" });
    for (int64_t i = 1; i <= ITEMS; i++) owed((Owed){ .subject = i, .organisation = ALDER, .pence = 1000 + i });
}

TEST("many who make a batch of the same at once: one takes each item, and the others are told that nothing waits")
{
    laid();
    storm(STORM, make, NULL);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.made, 1);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM recharge_line"), ITEMS);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(DISTINCT bill_item_id) FROM recharge_line"), ITEMS);
    EXPECT_EQUAL(fixture_number("SELECT next FROM recharge_series"), 2);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("many who export a batch at once: one file goes out, and nobody else's is kept")
{
    RechargeExporting exportings[STORM] = {{0}};
    laid();
    EXPECT_OK(write_as(&dora, make_act, NULL));
    for (int i = 0; i < STORM; i++) EXPECT_OK(recharge_export_stage(as(i % 2 ? &eli : &dora), atomic_load(&batch_id), &exportings[i]));
    storm(STORM, export, exportings);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.exported, 1);
    EXPECT_EQUAL(sky.too_late, STORM - 1);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM stored_file WHERE linked = 1"), 1);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("acknowledged and refused at once: one of the two holds, and nothing is left under way that should not be")
{
    RechargeExporting exporting = {0};
    laid();
    for (int i = 0; i < ROUNDS; i++) {
        EXPECT_OK(write_as(&dora, make_act, NULL));
        EXPECT_OK(recharge_export_stage(as(&dora), atomic_load(&batch_id), &exporting));
        EXPECT_OK(write_as(&dora, export_act, &exporting));
        storm(STORM, end, NULL);
        if (fixture_number("SELECT COUNT(*) FROM recharge WHERE state = 'acknowledged'")) break;
    }
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.acknowledged, fixture_number("SELECT COUNT(*) FROM recharge WHERE state = 'acknowledged' OR state = 'refused'"));
    EXPECT_OK(money_check(as(&nobody)));
}

/* ---- the ledger ---- */

static LedgerExporting batches[STORM];
static Error *batch_act(Ctx *cx, void *x) { int64_t id; return ledger_export_make(cx, x, &id); }
static void batch(int number, void *nothing) { count(storm_write(number, rex.id, batch_act, &batches[number]), &sky.exported); }

TEST("many who export the same months of the ledger at once: each row goes out once")
{
    rex_lay();
    sky = (Sky){0};
    noted("2026-09-14", GRANTS, BANK, "1,000");
    noted("2026-10-05", BANK, VENUES, "118.50");
    EXPECT_OK(close_by_rex("2026-10"));
    for (int i = 0; i < STORM; i++) EXPECT_OK(ledger_export_stage(as(&rex), i % 2 ? "2026-09" : "2026-10", &batches[i]));
    for (int i = 0; i < STORM; i++) batches[i].after = "", batches[i].through = i % 2 ? "2026-09" : "2026-10";      /* beyond the arena of each look */
    storm(STORM, batch, NULL);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.exported, 1);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM stored_file WHERE linked = 1"), 1);
    EXPECT_OK(money_check(as(&nobody)));
}
