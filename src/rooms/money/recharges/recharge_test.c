/* Recharges: what maintained schools and departments owe is moved inside the council, each item once, and the ledger knows where it is. */
#include "platform/base/text.h"
#include "rooms/money/recharges/recharge.h"
#include "tests/fixture_bills.h"

#define COUNT_OF(table) "SELECT COUNT(*) FROM " table

/* ALDER and BEECH are maintained by the home authority; CEDAR is an academy, and is invoiced. */
static void laid(void)
{
    rex_lay();
    fixture_run("UPDATE post SET role = 'school business manager' WHERE person_id = 101");
    terms_by_eli(ALDER, (TermsDraft){ .cost_code = "SC0411" });
    terms_by_eli(BEECH, (TermsDraft){ .cost_code = "SC0412" });
    owed((Owed){ .subject = 1, .organisation = ALDER, .pence = 6000, .order = "PO 7" });
    owed((Owed){ .subject = 2, .organisation = ALDER, .pence = 2550, .account = ACCOUNT_CHARGES, .kind = "charge" });
    owed((Owed){ .subject = 3, .organisation = BEECH, .pence = 9500 });
    owed((Owed){ .subject = 4, .organisation = CEDAR, .pence = 6000 });
    owed((Owed){ .subject = 5, .organisation = ALDER, .pence = 8000, .on = "2026-12-10" });
}

typedef struct { const char *through; RechargeReady seen; int64_t id; } Making;
static Error *make_act(Ctx *cx, void *data) { Making *m = data; return recharge_make(cx, m->through, &m->seen, &m->id); }
static Error *export_act(Ctx *cx, void *exporting) { return recharge_export(cx, exporting); }

static int64_t made(const char *through)
{
    Making making = { .through = through };
    EXPECT_OK(recharge_ready(as(&dora), through, &making.seen));
    EXPECT_OK(write_as(&dora, make_act, &making));
    return making.id;
}
static const char *path(int64_t id, const char *rest) { return text(test_cx(), "/office/recharges/%ld%s", (long)id, rest); }
static Visit post(const Somebody *who, int64_t id, const char *rest, const char *const *form) { return visit(who, "POST", path(id, rest), form); }
static Visit get(const Somebody *who, int64_t id, const char *rest) { return visit(who, "GET", path(id, rest), NULL); }
static int64_t exported(const char *through)
{
    int64_t id = made(through);
    EXPECT_EQUAL(post(&dora, id, "/export", FORM_OF("x", "")).status, 303);
    return id;
}
static const char *bytes_of(Visit v) { return text_copy(test_cx(), v.body, v.length); }
static int64_t held(int64_t account) { return fixture_number(text(test_cx(), "SELECT CAST(COALESCE(SUM(came_in - went_out), 0) AS BIGINT) FROM ledger_month WHERE account_id = %ld", (long)account)); }
static const char *item(int64_t subject) { return fixture_text(text(test_cx(), "SELECT state AS text FROM bill_item WHERE subject_id = %ld AND reverses IS NULL", (long)subject)); }
#define ACKNOWLEDGED FORM_OF("on-day", "24", "on-month", "11", "on-year", "2026", "journal", "J/4711")

TEST("a batch takes what counts by a day of those who are recharged, and leaves who is invoiced and who has no cost code")
{
    RechargeReady ready = {0};
    laid();
    fixture_run("UPDATE customer_terms SET cost_code = '' WHERE organisation_id = 12");
    const char *page = visit(&ivo, "GET", "/office/recharges", NULL).body;
    EXPECT_HAS(page, "Alder Grove Primary School");
    EXPECT_HAS(page, "1 school or department is left out, for it has no cost code yet");
    EXPECT_LACKS(page, "Cedar Park");
    EXPECT_LACKS(page, "Make the batch");
    EXPECT_HAS(visit(&ivo, "GET", "/office/recharges/waiting.csv?through=2026-12-31", NULL).body, "Alder Grove Primary School,3,2026-11-10,2026-12-10,SC0411,165.50");
    EXPECT_OK(recharge_ready(as(&dora), "2026-11-24", &ready));
    EXPECT_EQUAL(ready.items, 2);
    EXPECT_EQUAL(ready.pence, 8550);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/recharges/codes/12", FORM_OF("cost_code", "")).status, 422);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/recharges/codes/12", FORM_OF("cost_code", "SC0412")).status, 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/recharges", NULL).body, "Make the batch");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/recharges/new", FORM_OF("through", "2026-11-24", "items", "3", "customers", "2", "pence", "18050")).status, 303);
    EXPECT_SAME(item(1), "billed");
    EXPECT_SAME(item(3), "billed");
    EXPECT_SAME(item(4), "waiting");
    EXPECT_SAME(item(5), "waiting");
    EXPECT_EQUAL(held(ACCOUNT_RECHARGING), 18050);
    EXPECT_EQUAL(held(ACCOUNT_PLACES), -15500);
    EXPECT_EQUAL(held(ACCOUNT_CHARGES), -2550);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("who makes a batch gets what they were shown, or nothing; numbers have no gap")
{
    Making making = { .through = "2026-11-24" };
    laid();
    EXPECT_OK(recharge_ready(as(&dora), "2026-11-24", &making.seen));
    owed((Owed){ .subject = 6, .organisation = ALDER, .pence = 100 });
    EXPECT_REFUSED(write_as(&dora, make_act, &making), CONFLICT, "What waits is not what you were shown any more");
    EXPECT_SAME(item(1), "waiting");
    making.through = "soon";
    EXPECT_REFUSED(write_as(&dora, make_act, &making), INVALID, "Enter the day up to which to recharge");
    made("2026-11-24");
    making = (Making){ .through = "2026-11-24" };
    EXPECT_REFUSED(write_as(&dora, make_act, &making), CONFLICT, "Nothing waits to be recharged that counts by 24 November 2026");
    made("2026-12-31");
    EXPECT_EQUAL(fixture_number("SELECT MAX(number) FROM recharge"), 2);
    EXPECT_EQUAL(fixture_number("SELECT next FROM recharge_series"), 3);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("the file debits each cost code and credits our accounts, to the penny what the ledger says")
{
    laid();
    int64_t id = exported("2026-11-24");
    EXPECT_SAME(bytes_of(get(&ivo, id, "/file")),
                "Journal,Date,Cost centre,Code,Debit,Credit,VAT,Text,Reference\r\n"
                "RCH-000001,24/11/2026,,SC0411,60.00,,O,\"Alder Grove Primary School Phonics in Year 1, number 1\",RCH-000001/1\r\n"
                "RCH-000001,24/11/2026,,SC0411,25.50,,O,\"Alder Grove Primary School Phonics in Year 1, number 2\",RCH-000001/2\r\n"
                "RCH-000001,24/11/2026,,SC0412,95.00,,O,\"Beech Lane Primary School Phonics in Year 1, number 3\",RCH-000001/3\r\n"
                "RCH-000001,24/11/2026,LP,4200,,155.00,O,Recharges RCH-000001,RCH-000001\r\n"
                "RCH-000001,24/11/2026,LP,4300,,25.50,O,Recharges RCH-000001,RCH-000001\r\n");
}

TEST("what is owed no more after it was recharged goes back with the next batch, the other way round")
{
    laid();
    int64_t first = exported("2026-11-24");
    owed_no_more("place", 1);
    int64_t second = exported("2026-11-24");
    const char *file = bytes_of(get(&ivo, second, "/file"));
    EXPECT_HAS(file, "RCH-000002,24/11/2026,,SC0411,,60.00,O,");
    EXPECT_HAS(file, "RCH-000002,24/11/2026,LP,4200,60.00,,O,");
    EXPECT_EQUAL(held(ACCOUNT_RECHARGING), 12050);
    EXPECT_EQUAL(post(&rex, first, "/acknowledge", ACKNOWLEDGED).status, 303);
    EXPECT_EQUAL(post(&rex, second, "/acknowledge", ACKNOWLEDGED).status, 303);
    EXPECT_EQUAL(held(ACCOUNT_RECHARGING), 0);
    EXPECT_EQUAL(held(ACCOUNT_COUNCIL), 12050);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("a subscription that is recharged is to come until its months have passed, as on an invoice")
{
    rex_lay();
    terms_by_eli(ALDER, (TermsDraft){ .cost_code = "SC0411" });
    owed((Owed){ .subject = 9, .organisation = ALDER, .pence = 120000, .account = ACCOUNT_SUBSCRIPTIONS, .supply = "subscription", .kind = "fee" });
    made("2026-11-24");
    EXPECT_EQUAL(held(ACCOUNT_DEFERRED), -120000);
    EXPECT_EQUAL(held(ACCOUNT_SUBSCRIPTIONS), 0);
}

TEST("a batch is exported once, its file is taken once, and copies are the same bytes for ever")
{
    laid();
    int64_t id = made("2026-11-24");
    EXPECT_EQUAL(get(&ivo, id, "/file").status, 404);
    EXPECT_EQUAL(post(&rex, id, "/acknowledge", ACKNOWLEDGED).status, 409);
    EXPECT_EQUAL(post(&dora, id, "/export", FORM_OF("x", "")).status, 303);
    Visit again = post(&dora, id, "/export", FORM_OF("x", ""));
    EXPECT_EQUAL(again.status, 409);
    EXPECT_HAS(again.body, "RCH-000001 is exported already");
    EXPECT_HAS(get(&dora, id, "").body, "Download RCH-000001.csv");
    EXPECT_EQUAL(post(&dora, id, "/take", FORM_OF("x", "")).status, 303);
    const char *original = bytes_of(get(&dora, id, "/file"));
    EXPECT_HAS(post(&dora, id, "/take", FORM_OF("x", "")).body, "RCH-000001 was taken already");
    EXPECT_HAS(get(&ivo, id, "").body, "RCH-000001-copy.csv");
    fixture_run("UPDATE export_layout SET headed = 0, version = 2 WHERE kind = 'recharge'");
    fixture_run("UPDATE customer_terms SET cost_code = 'OTHER'");
    EXPECT_SAME(bytes_of(get(&ivo, id, "/file")), original);
    EXPECT_EQUAL(fixture_number(COUNT_OF("stored_file WHERE linked = 1")), 1);
}

TEST("a file is called as it is for whoever takes it, and a copy for everybody else and later")
{
    laid();
    const ExportTaken taken = { "RCH-000001", fixture_cx()->now, dora.id };
    EXPECT_SAME(export_file_name(as(&dora), &taken), "RCH-000001.csv");
    EXPECT_SAME(export_file_name(as(&ivo), &taken), "RCH-000001-copy.csv");
    EXPECT_SAME(export_file_name(as(&dora), &(ExportTaken){ "RCH-000001", 0, 0 }), "RCH-000001-copy.csv");
    fixture_at("2026-11-24T09:11");
    EXPECT_SAME(export_file_name(as(&dora), &taken), "RCH-000001-copy.csv");
}

TEST("an export that was cut off exported nothing, and is begun again; a layout that changed meanwhile lets none through")
{
    RechargeExporting cut = {0}, late = {0};
    laid();
    int64_t id = made("2026-11-24");
    EXPECT_OK(recharge_export_stage(as(&dora), id, &cut));
    EXPECT_SAME(fixture_text("SELECT state AS text FROM recharge"), "made");
    EXPECT_EQUAL(fixture_number(COUNT_OF("stored_file WHERE linked = 1")), 0);
    fixture_run("UPDATE export_layout SET version = 2 WHERE kind = 'recharge'");
    EXPECT_REFUSED(write_as(&dora, export_act, &cut), CONFLICT, "The layout of the file was changed meanwhile");
    EXPECT_OK(recharge_export_stage(as(&dora), id, &cut));
    EXPECT_OK(recharge_export_stage(as(&eli), id, &late));
    EXPECT_OK(write_as(&dora, export_act, &cut));
    EXPECT_REFUSED(write_as(&eli, export_act, &late), CONFLICT, "RCH-000001 is exported already");
    EXPECT_EQUAL(fixture_number("SELECT file_id FROM recharge"), cut.file_id);
    EXPECT_EQUAL(fixture_number(COUNT_OF("stored_file WHERE linked = 1")), 1);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("who bills exports, who keeps the ledger says what finance did; an auditor looks, and a school sees its own alone")
{
    laid();
    int64_t id = made("2026-11-24");
    EXPECT_EQUAL(post(&ivo, id, "/export", FORM_OF("x", "")).status, 403);
    EXPECT_EQUAL(post(&dora, id, "/acknowledge", ACKNOWLEDGED).status, 403);
    EXPECT_EQUAL(post(&dora, id, "/refuse", FORM_OF("all", "1", "why", "x", "became", "waiting")).status, 403);
    EXPECT_EQUAL(visit(&ann, "GET", text(test_cx(), "/recharges/%ld", (long)id), NULL).status, 404);      /* it may still be dropped */
    EXPECT_EQUAL(post(&dora, id, "/export", FORM_OF("x", "")).status, 303);
    const char *page = visit(&ann, "GET", text(test_cx(), "/recharges/%ld", (long)id), NULL).body;
    EXPECT_HAS(page, "£85.50");
    EXPECT_HAS(page, "PO 7");
    EXPECT_LACKS(page, "Beech");
    EXPECT_LACKS(page, "95.00");
    EXPECT_HAS(visit(&ann, "GET", "/recharges", NULL).body, "RCH-000001");
    EXPECT_HAS(visit(&ann, "GET", text(test_cx(), "/recharges/%ld/lines.csv", (long)id), NULL).body, "RCH-000001,\"Phonics in Year 1, number 1\",2026-11-10,PO 7,SC0411,60.00,");
    EXPECT_EQUAL(visit(&noor, "GET", text(test_cx(), "/recharges/%ld", (long)id), NULL).status, 404);
    EXPECT_HAS(visit(&noor, "GET", "/recharges", NULL).body, "Nothing was recharged yet");
    EXPECT_EQUAL(visit(&ben, "GET", "/recharges", NULL).status, 403);
    EXPECT_EQUAL(get(&ann, id, "").status, 403);
    EXPECT_HAS(get(&ivo, id, "/lines.csv").body, "1,Alder Grove Primary School,SC0411,");
}

TEST("each school is written to once when its recharge goes to finance")
{
    laid();
    exported("2026-11-24");
    run_jobs();
    EXPECT_EQUAL((int64_t)mail_to(ann.email, "recharge"), 1);
    fixture_run("INSERT INTO job (id, kind, subject_id, detail, run_at) SELECT 990001, 'recharges.tell', id, '', 0 FROM recharge");
    run_jobs();
    EXPECT_EQUAL((int64_t)mail_to(ann.email, "recharge"), 1);
}

TEST("finance acknowledges on a day, with its own number; what is acknowledged stays")
{
    laid();
    int64_t id = exported("2026-11-24");
    EXPECT_HAS(post(&rex, id, "/acknowledge", FORM_OF("on-day", "25", "on-month", "11", "on-year", "2026", "journal", "J/1")).body, "The day must be today or earlier");
    EXPECT_HAS(post(&rex, id, "/acknowledge", FORM_OF("on-day", "23", "on-month", "11", "on-year", "2026", "journal", "J/1")).body, "on which it was made, or later");
    EXPECT_EQUAL(post(&rex, id, "/acknowledge", ACKNOWLEDGED).status, 303);
    EXPECT_HAS(get(&ivo, id, "").body, "J/4711");
    EXPECT_EQUAL(held(ACCOUNT_RECHARGING), 0);
    EXPECT_EQUAL(held(ACCOUNT_COUNCIL), 18050);
    EXPECT_HAS(post(&rex, id, "/acknowledge", ACKNOWLEDGED).body, "RCH-000001 is acknowledged already");
    EXPECT_EQUAL(post(&rex, id, "/refuse", FORM_OF("all", "1", "why", "x", "became", "waiting")).status, 409);
    EXPECT_HAS(visit(&ivo, "GET", "/office/recharges.csv", NULL).body, "RCH-000001,2026-11-24,2026-11-24,Acknowledged,3,2,180.50,0.00,");
}

TEST("a line that finance refuses waits again or is owed no more, with its reason, and the rest is acknowledged")
{
    laid();
    int64_t id = exported("2026-11-24");
    Visit refused = post(&rex, id, "/refuse", FORM_OF("why", ""));
    EXPECT_HAS(refused.body, "Choose which lines finance refused");
    EXPECT_HAS(refused.body, "Say why");
    EXPECT_HAS(refused.body, "Choose what becomes of it");
    EXPECT_EQUAL(post(&rex, id, "/refuse", FORM_OF("line", "3", "why", "Code closed", "became", "waiting")).status, 303);
    EXPECT_EQUAL(post(&rex, id, "/refuse", FORM_OF("line", "3", "why", "Code closed", "became", "waiting")).status, 409);
    EXPECT_EQUAL(post(&rex, id, "/refuse", FORM_OF("line", "2", "why", "A mistake", "became", "withdrawn")).status, 303);
    EXPECT_SAME(item(3), "waiting");
    EXPECT_SAME(item(2), "withdrawn");
    EXPECT_SAME(item(1), "billed");
    EXPECT_EQUAL(held(ACCOUNT_RECHARGING), 6000);
    EXPECT_HAS(get(&dora, id, "").body, "Code closed");
    EXPECT_OK(money_check(as(&nobody)));
    EXPECT_EQUAL(post(&rex, id, "/acknowledge", ACKNOWLEDGED).status, 303);
    EXPECT_EQUAL(held(ACCOUNT_COUNCIL), 6000);
    EXPECT_HAS(visit(&ann, "GET", text(test_cx(), "/recharges/%ld", (long)id), NULL).body, "Taken back: it is owed no more");
    int64_t next = made("2026-11-24");
    EXPECT_EQUAL(fixture_number(text(test_cx(), "SELECT pence FROM recharge WHERE id = %ld", (long)next)), 9500);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("a whole batch is refused, or dropped before it goes, and all of it waits again")
{
    laid();
    int64_t id = exported("2026-11-24");
    EXPECT_EQUAL(post(&rex, id, "/refuse", FORM_OF("all", "1", "why", "The wrong period", "became", "waiting")).status, 303);
    EXPECT_SAME(fixture_text("SELECT state AS text FROM recharge"), "refused");
    EXPECT_EQUAL(held(ACCOUNT_RECHARGING), 0);
    int64_t second = made("2026-11-24");
    EXPECT_EQUAL(post(&dora, second, "/drop", FORM_OF("why", "")).status, 422);
    EXPECT_EQUAL(post(&dora, second, "/drop", FORM_OF("why", "Too early")).status, 303);
    EXPECT_EQUAL(post(&dora, second, "/export", FORM_OF("x", "")).status, 409);
    EXPECT_SAME(item(1), "waiting");
    EXPECT_EQUAL(held(ACCOUNT_RECHARGING), 0);
    EXPECT_EQUAL(fixture_number("SELECT MAX(number) FROM recharge"), 2);
    exported("2026-11-24");
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("what was taken back meanwhile and then refused is nothing together, and nothing of it is billed twice")
{
    laid();
    int64_t id = exported("2026-11-24");
    owed_no_more("place", 1);                        /* its credit waits */
    EXPECT_EQUAL(post(&rex, id, "/refuse", FORM_OF("line", "1", "why", "Code closed", "became", "waiting")).status, 303);
    EXPECT_EQUAL(fixture_number(COUNT_OF("bill_item WHERE subject_id = 1 AND state = 'withdrawn'")), 2);
    owed_no_more("place", 3);
    int64_t second = exported("2026-11-24");         /* the credit of 3 alone */
    EXPECT_EQUAL(post(&rex, id, "/refuse", FORM_OF("line", "3", "why", "x", "became", "withdrawn")).status, 422);
    EXPECT_EQUAL(post(&rex, id, "/refuse", FORM_OF("line", "3", "why", "x", "became", "waiting")).status, 303);
    owed_no_more("place", 3);                        /* said again: the two together settle it */
    EXPECT_SAME(item(3), "waiting");
    EXPECT_EQUAL(post(&rex, second, "/refuse", FORM_OF("all", "1", "why", "x", "became", "waiting")).status, 303);
    EXPECT_EQUAL(fixture_number(COUNT_OF("bill_item WHERE subject_id = 3 AND state = 'withdrawn'")), 2);
    EXPECT_EQUAL(held(ACCOUNT_RECHARGING), 2550);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("check finds a recharge that is not its lines or not the ledger's, and what went out is never changed")
{
    laid();
    exported("2026-11-24");
    fixture_run("UPDATE bill_item SET billed_id = billed_id + 1 WHERE subject_id = 3");
    EXPECT_HAS(money_check(as(&nobody))->say, "is said to be in a recharge, and is not");
    fixture_run("UPDATE bill_item SET billed_id = billed_id - 1 WHERE subject_id = 3");
    fixture_run("INSERT INTO recharge (id, number, through_on, on_date, state, lines, customers, pence, made_at) VALUES (9, 3, '2026-11-24', '2026-11-24', 'made', 1, 1, 500, 0)");
    EXPECT_HAS(money_check(as(&nobody))->say, "Recharge 3 is of 1 lines and 500 pence, and its lines are 0 of 0");
    EXPECT_HAS(money_check(as(&nobody))->next->say, "Recharge 3 is of 500 pence, and the ledger has 0");
    EXPECT_HAS(money_check(as(&nobody))->next->next->say, "There are 2 recharges, and the next number is 2");
}

static Error *spoil(Ctx *cx, void *sql);

TEST("an item is in one batch at most, whatever asks, and neither lines nor file are exchanged")
{
    laid();
    exported("2026-11-24");
    static const char *const wrong[] = {
        "UPDATE recharge_line SET pence = pence + 1", "DELETE FROM recharge_line", "UPDATE recharge SET file_id = NULL, exported_at = NULL, state = 'made'", "DELETE FROM recharge",
        ("INSERT INTO recharge_line (recharge_id, position, bill_item_id, organisation_id, customer_name, cost_code, words, on_date, purchase_order, pence, account_id, cost_centre_id)"
        " SELECT recharge_id, 99, bill_item_id, organisation_id, '', 'X', '', '', '', pence, account_id, cost_centre_id FROM recharge_line WHERE position = 1"),
        "UPDATE recharge_series SET next = 1",
    };
    for (size_t i = 0; i < COUNT(wrong); i++) EXPECT(write_as(&dora, spoil, (void *)(uintptr_t)wrong[i]) != OK);
}

static Error *spoil(Ctx *cx, void *sql)
{
    const Sql statement = { "spoiled", sql, sql, __FILE__ };
    return db_run_(cx, &statement, &(int64_t){0}, NULL, 0);
}
