/* Two who take one register, and one whose phone was without a connection: nothing is entered twice, and the later word stands. */
#include "platform/base/text.h"
#include "rooms/booking/register_merge.h"
#include "tests/fixture_bookings.h"

#define REGISTER "/events/1/register/61"

static Full full;
static const char *mark_ben, *mark_kim;

/* ben and kim are booked; it is 9.40am on the day, and nobody is marked. */
static void morning(void)
{
    full = phonics_full();
    mark_ben = text(test_cx(), "mark_%ld", (long)full.ben), mark_kim = text(test_cx(), "mark_%ld", (long)full.kim);
    fixture_at("2026-12-10T09:40");
}

static const char *said_at(const char *clock)
{
    fixture_at(text(test_cx(), "2026-12-10T%s", clock));
    return text(test_cx(), "%ld:%ld", (long)full.ben, (long)as(&nobody)->now);
}

static const char *entry(int64_t id, const char *mark, int64_t minutes, int64_t at) { return text(test_cx(), "%ld:%s:%ld:%ld", (long)id, mark, (long)minutes, (long)at); }
static const char *unmarked(void) { return text(test_cx(), "%s %s", entry(full.ben, "", 0, 0), entry(full.kim, "", 0, 0)); }
static const char *mark_of_ben(void) { return fixture_text("SELECT a.mark AS text FROM attendance a JOIN registration r ON r.id = a.registration_id WHERE r.person_id = 102"); }

static const char *told(const Somebody *who, const char *const *form)
{
    EXPECT_EQUAL(visit(who, "POST", REGISTER, form).status, 303);
    return visit(who, "GET", REGISTER, NULL).body;
}

TEST("a page that only repeats what it showed undoes nothing that somebody else said meanwhile")
{
    morning();
    told(&fay, FORM_OF("seen", unmarked(), mark_ben, "present"));
    int64_t at = fixture_number("SELECT marked_at FROM attendance");
    fixture_at("2026-12-10T09:50");
    told(&dora, FORM_OF("seen", entry(full.ben, "present", 0, at), mark_ben, "absent"));
    fixture_at("2026-12-10T10:00");      /* fay's page has shown ben as present since 9.40, and she marks kim */
    const char *page = told(&fay, FORM_OF("seen", text(test_cx(), "%s %s", entry(full.ben, "present", 0, at), entry(full.kim, "", 0, 0)), mark_ben, "present", mark_kim, "present"));
    EXPECT_HAS(page, "The register is kept: 1 mark is new");
    EXPECT_SAME(mark_of_ben(), "absent");
}

TEST("what was said earlier on a phone without a connection gives way to what was said since, and both are told")
{
    morning();
    const char *said = said_at("09:45"), *seen = unmarked();
    fixture_at("2026-12-10T09:52");
    told(&dora, FORM_OF("seen", seen, mark_ben, "absent"));
    fixture_at("2026-12-10T10:30");
    const char *page = told(&fay, FORM_OF("seen", seen, "said", said, mark_ben, "present"));
    EXPECT_HAS(page, "Ben Okafor: you said present at 9.45am, Dora ");
    EXPECT_HAS(page, " said absent at 9.52am. Their absent stands");
    EXPECT_SAME(mark_of_ben(), "absent");
}

TEST("what was said later on a phone without a connection stands, with the time at which it was said")
{
    morning();
    const char *seen = unmarked();
    fixture_at("2026-12-10T09:50");
    told(&dora, FORM_OF("seen", seen, mark_ben, "absent"));
    const char *said = said_at("10:10");
    fixture_at("2026-12-10T10:30");
    const char *page = told(&fay, FORM_OF("seen", seen, "said", said, mark_ben, "present"));
    EXPECT_HAS(page, " said absent at 9.50am, before you. Your present stands");
    EXPECT_SAME(mark_of_ben(), "present");
    EXPECT_EQUAL(fixture_number("SELECT marked_at FROM attendance"), 1796897400);      /* 10.10am */
}

TEST("marks sent twice are entered once, a phone whose clock is fast gains nothing, and two who agree are not told of it")
{
    morning();
    const char *seen = unmarked(), *said = said_at("11:00");
    fixture_at("2026-12-10T10:30");
    const char *const *form = FORM_OF("seen", seen, "said", said, mark_ben, "present");
    EXPECT_HAS(told(&fay, form), "1 mark is new");
    EXPECT_EQUAL(fixture_number("SELECT marked_at FROM attendance"), 1796898600);      /* when it came: 10.30am */
    EXPECT_HAS(told(&fay, form), "The register is kept as it was");
    EXPECT_LACKS(told(&dora, FORM_OF("seen", seen, mark_ben, "present")), "stands");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM attendance"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'register.marked'"), 1);
}

TEST("what a phone keeps is names and marks, while the register is open, for whoever takes it")
{
    morning();
    told(&fay, FORM_OF("seen", unmarked(), mark_ben, "absent"));
    const char *kept = visit(&fay, "GET", REGISTER "?kept=1", NULL).body;
    EXPECT_HAS(kept, "Ben Okafor");
    EXPECT_HAS(kept, "value=\"absent\" checked");
    EXPECT_LACKS(kept, "Alder Grove");
    EXPECT_LACKS(kept, "ben@alder.example");
    EXPECT_LACKS(kept, "1 King Street");
    EXPECT_LACKS(kept, "/walk-in");
    EXPECT_EQUAL(visit(&ivo, "GET", REGISTER "?kept=1", NULL).status, 404);
    fixture_at("2026-12-09T10:00");
    EXPECT_EQUAL(visit(&fay, "GET", REGISTER "?kept=1", NULL).status, 404);
    EXPECT_SAME(visit(&nobody, "GET", "/register-worker.js", NULL).type, "text/javascript; charset=utf-8");
}
