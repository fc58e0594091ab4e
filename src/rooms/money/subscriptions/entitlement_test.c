/* What a package includes is drawn down and given back, exactly. */
#include "platform/base/text.h"
#include "tests/fixture_package.h"

#define DAY_OF_PHONICS "2026-12-10"

typedef struct { int64_t organisation, subject, to, pence; const char *course_kind, *on; Covered covered; bool back; } Take;

static Error *draw_act(Ctx *cx, void *data)
{
    Take *a = data;
    Pots pots;
    TRY(pots_find(cx, a->organisation, "2026-11-24", a->course_kind, &pots));
    return entitlement_draw(cx, &pots, "place", a->subject, &(CoverAsk){ a->pence, a->course_kind, a->on }, &a->covered);
}
static Error *back_act(Ctx *cx, void *data) { return entitlement_back(cx, "place", ((Take *)data)->subject, &((Take *)data)->back); }
static Error *pass_act(Ctx *cx, void *data) { return entitlement_pass(cx, "place", ((Take *)data)->subject, ((Take *)data)->to); }

static Covered draw(int64_t organisation, int64_t subject, int64_t pence, const char *course_kind, const char *on)
{
    Take a = { .organisation = organisation, .subject = subject, .pence = pence, .course_kind = course_kind, .on = on };
    EXPECT_OK(write_as(&ann, draw_act, &a));
    return a.covered;
}
static bool back(int64_t subject)
{
    Take a = { .subject = subject };
    EXPECT_OK(write_as(&ann, back_act, &a));
    return a.back;
}

TEST("a subscription grants what its package includes, once, for its own days")
{
    package_lay();
    package_lay_item("places", "", 3);
    package_lay_item("places", "governor training", POT_ENDLESS);
    package_lay_item("percent", "", 20);
    int64_t subscription = subscription_lay(ALDER, "2027-01-01", "2027-08-31");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM entitlement"), 3);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM entitlement WHERE organisation_id = 11 AND starts_on = '2027-01-01' AND ends_on = '2027-08-31' AND used = 0"), 3);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM entitlement WHERE amount IS NULL AND course_kind = 'governor training'"), 1);
    EXPECT_EQUAL(draw(ALDER, 1, 6000, "course", DAY_OF_PHONICS).pence, 6000);      /* before its first day */
    EXPECT_EQUAL(draw(ALDER, 2, 6000, "course", "2027-01-01").pence, 0);
    EXPECT_EQUAL(draw(BEECH, 3, 6000, "course", "2027-01-01").pence, 6000);        /* another school's */
    (void)subscription;
}

static Error *grant_act(Ctx *cx, void *id) { return entitlements_grant(cx, *(int64_t *)id); }

TEST("granting twice grants once, and keeps what is drawn")
{
    package_lay();
    package_lay_item("places", "", 3);
    int64_t subscription = subscription_lay(ALDER, "2026-09-01", "2027-08-31");
    EXPECT_EQUAL(draw(ALDER, 1, 6000, "course", DAY_OF_PHONICS).left, 2);
    EXPECT_OK(write_as(&dora, grant_act, &subscription));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM entitlement"), 1);
    EXPECT_EQUAL(draw(ALDER, 2, 6000, "course", DAY_OF_PHONICS).left, 1);
}

TEST("places without a limit are taken first, then those for that kind of course, then those for all, then credits; per cent come off what none of them covers")
{
    int64_t percent = pot_lay(ALDER, "percent", "", 20), better = pot_lay(ALDER, "percent", "course", 30), credits = pot_lay(ALDER, "credits", "", 3), all = pot_lay(ALDER, "places", "", 1),
            of_kind = pot_lay(ALDER, "places", "course", 1), endless = pot_lay(ALDER, "places", "governor training", POT_ENDLESS);
    fixture_run("INSERT INTO credit_price (course_kind, credits, set_at) VALUES ('course', 2, 0)");
    EXPECT_EQUAL(draw(ALDER, 1, 6000, "governor training", DAY_OF_PHONICS).entitlement_id, endless);
    EXPECT_EQUAL(draw(ALDER, 2, 6000, "course", DAY_OF_PHONICS).entitlement_id, of_kind);
    EXPECT_EQUAL(draw(ALDER, 3, 6000, "course", DAY_OF_PHONICS).entitlement_id, all);
    const Covered by_credits = draw(ALDER, 4, 6000, "course", DAY_OF_PHONICS);
    EXPECT_EQUAL(by_credits.entitlement_id, credits);
    EXPECT_EQUAL(by_credits.units, 2);
    EXPECT_EQUAL(by_credits.left, 1);
    EXPECT_EQUAL(by_credits.pence, 0);
    const Covered by_percent = draw(ALDER, 5, 9995, "course", DAY_OF_PHONICS);       /* one credit is left, and a course takes two */
    EXPECT_EQUAL(by_percent.entitlement_id, better);
    EXPECT_EQUAL(by_percent.saved_pence, 2999);      /* 2998.5, halves up */
    EXPECT_EQUAL(by_percent.pence, 6996);
    EXPECT_EQUAL(draw(ALDER, 6, 6000, "conference", DAY_OF_PHONICS).entitlement_id, credits);
    EXPECT_EQUAL(draw(ALDER, 7, 6000, "conference", DAY_OF_PHONICS).entitlement_id, percent);
    EXPECT_EQUAL(pots_unsound(), 0);
}

TEST("a place that is free takes nothing, and of two pots alike the one that ends sooner is taken")
{
    int64_t later = pot_lay(ALDER, "places", "", 5);
    package_lay_item("places", "", 5);
    fixture_run("UPDATE subscription SET state = 'lapsed'");
    (void)subscription_lay(ALDER, "2026-04-01", "2027-03-31");
    EXPECT_EQUAL(draw(ALDER, 1, 0, "course", DAY_OF_PHONICS).entitlement_id, 0);
    const Covered sooner = draw(ALDER, 2, 6000, "course", DAY_OF_PHONICS);
    EXPECT(sooner.entitlement_id && sooner.entitlement_id != later);
    EXPECT_EQUAL(draw(ALDER, 3, 6000, "course", "2027-05-01").entitlement_id, later);
}

TEST("what was drawn is given back once, however often, and can be drawn again")
{
    int64_t pot = pot_lay(ALDER, "places", "", 1);
    EXPECT_EQUAL(draw(ALDER, 1, 6000, "course", DAY_OF_PHONICS).pence, 0);
    EXPECT_EQUAL(draw(ALDER, 2, 6000, "course", DAY_OF_PHONICS).pence, 6000);
    EXPECT(back(1));
    EXPECT(!back(1));
    EXPECT(!back(2));
    EXPECT_EQUAL(pot_used(pot), 0);
    EXPECT_EQUAL(draw(ALDER, 1, 6000, "course", DAY_OF_PHONICS).pence, 0);
    EXPECT_OK(write_as(&ann, pass_act, &(Take){ .subject = 1, .to = 9 }));
    EXPECT(!back(1));
    EXPECT_EQUAL(pot_used(pot), 1);
    EXPECT(back(9));
    EXPECT_EQUAL(pots_unsound(), 0);
}

static Error *look_act(Ctx *cx, void *data)
{
    Pots pots;
    TRY(pots_find(cx, ALDER, "2026-11-24", "course", &pots));
    pots_cover(cx, &pots, &(CoverAsk){ 9500, "course", DAY_OF_PHONICS }, data, 3);
    return OK;
}

TEST("what three places would cost is said before anything is taken")
{
    Covered covers[3];
    int64_t pot = pot_lay(ALDER, "places", "", 2);
    EXPECT_OK(look_act(as(&ann), covers));
    EXPECT_EQUAL(covers[0].pence, 0);
    EXPECT_EQUAL(covers[1].left, 0);
    EXPECT_EQUAL(covers[2].pence, 9500);
    EXPECT_EQUAL(pot_used(pot), 0);
}

typedef struct { int64_t from, to; } Succession;
static Error *hand_over_act(Ctx *cx, void *data) { return entitlements_hand_over(cx, ((Succession *)data)->from, ((Succession *)data)->to); }

TEST("a school that takes over another’s subscription has what is left of its pots from that day on, and what was drawn stays drawn")
{
    package_lay();
    package_lay_item("places", "", 3);
    package_lay_item("credits", "", 1);
    package_lay_item("percent", "", 10);
    Succession s = { .from = subscription_lay(ALDER, "2026-09-01", "2027-08-31") };
    EXPECT_EQUAL(draw(ALDER, 1, 6000, "course", DAY_OF_PHONICS).pence, 0);
    fixture_run("DELETE FROM package_item");
    s.to = subscription_lay(BEECH, "2027-01-01", "2027-08-31");
    EXPECT_OK(write_as(&dora, hand_over_act, &s));
    EXPECT_EQUAL(fixture_number("SELECT amount FROM entitlement WHERE organisation_id = 12 AND kind = 'places'"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM entitlement WHERE organisation_id = 12"), 3);
    EXPECT_EQUAL(draw(ALDER, 2, 6000, "course", "2027-01-01").pence, 6000);
    EXPECT_EQUAL(draw(ALDER, 3, 6000, "course", "2026-12-31").pence, 0);
    EXPECT_EQUAL(draw(BEECH, 4, 6000, "course", "2027-01-01").pence, 0);
    EXPECT_EQUAL(pots_unsound(), 0);
}
