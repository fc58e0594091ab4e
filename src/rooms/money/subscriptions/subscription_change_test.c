/* A school that changes while it subscribes: another phase or sector, and another school that continues it. */
#include "platform/base/text.h"
#include "rooms/money/subscriptions/entitlement.h"
#include "rooms/money/subscriptions/subscription_change.h"
#include "tests/fixture_subscription.h"

typedef struct { int64_t id; const char *from; } Deciding;
static Error *apply_act(Ctx *cx, void *data) { return change_apply(cx, ((Deciding *)data)->id, ((Deciding *)data)->from); }
static Error *keep_act(Ctx *cx, void *data)  { return change_keep(cx, ((Deciding *)data)->id); }
static Error *apply(int64_t id, const char *from) { return write_as(&dora, apply_act, &(Deciding){ id, from }); }
static Error *keep(int64_t id)                    { return write_as(&dora, keep_act, &(Deciding){ id, "" }); }

static size_t waiting(void)
{
    SubscriptionChange *list;
    size_t n;
    EXPECT_OK(changes_waiting(as(&ivo), &list, &n));
    return n;
}

/* Beech becomes an academy: £7 a pupil instead of £5, at least £1,000. */
static int64_t beech_converts(void)
{
    packages_lay();
    heads_lay();
    int64_t id = subscribed(BEECH, THIS_YEAR);
    EXPECT_EQUAL(waiting(), 0);
    fixture_run("UPDATE school SET maintained = 0, type_group = '10', roll = 999 WHERE organisation_id = 12");
    return id;
}

TEST("a school of another sector is shown to the office with its new price, and the difference for what is left of the year is billed")
{
    SubscriptionChange c = {0};
    int64_t id = beech_converts();
    EXPECT_EQUAL(waiting(), 1);
    EXPECT_OK(change_find(as(&ivo), id, "2027-01-01", &c));
    EXPECT_SAME(change_words(as(&ivo), &c), "Primary, maintained; now primary, academy");
    EXPECT_EQUAL(c.full_pence, 100000);
    EXPECT_EQUAL(c.is_pence, 126000);                                         /* of the 180 pupils that it had when it ordered */
    EXPECT_EQUAL(c.difference, 6500);                                         /* three of twelve months of £260 */
    EXPECT_REFUSED(apply(id, "2027-04-01"), INVALID, "Enter a day from 1 April 2026 to 31 March 2027");
    EXPECT_OK(apply(id, "2027-01-01"));
    EXPECT_REFUSED(apply(id, "2027-01-01"), MISSING, "");
    EXPECT_EQUAL(fixture_number("SELECT pence FROM bill_item WHERE kind = 'subscription.change' AND organisation_id = 12 AND on_date = '2027-01-01' AND account_id = 13"), 6500);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM subscription"), 100000);    /* what was ordered stays as it was */
    EXPECT_EQUAL(fixture_number("SELECT full_pence FROM subscription_price WHERE from_on = '2027-01-01'"), 126000);
    EXPECT_EQUAL(mail_to(cara.email, "subscription-changed"), 1);
    EXPECT_EQUAL(waiting(), 0);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("the office may keep the price, and is not asked again until the school changes once more")
{
    int64_t id = beech_converts();
    EXPECT_OK(keep(id));
    EXPECT_EQUAL(waiting(), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM bill_item WHERE kind = 'subscription.change'"), 0);
    fixture_run("UPDATE school SET phase = 'nursery' WHERE organisation_id = 12");
    EXPECT_EQUAL(waiting(), 1);
    EXPECT_REFUSED(apply(id, ""), CONFLICT, "has no price for it: this package is not for schools of this phase");
}

static Error *draw_act(Ctx *cx, void *nothing)
{
    Pots pots;
    Covered covered;
    TRY(pots_find(cx, BEECH, cx->today, "course", &pots));
    return entitlement_draw(cx, &pots, "place", 700, &(CoverAsk){ 6000, "course", "2026-11-30" }, &covered);
}

/* Beech closes at the end of the year, and an academy with another number, 15, goes on in its place. */
static int64_t beech_closes(void)
{
    packages_lay();
    heads_lay();
    int64_t id = subscribed(BEECH, THIS_YEAR);
    EXPECT_OK(write_as(&cara, draw_act, NULL));
    fixture_run("INSERT INTO organisation (id, kind, name, name_folded, sort_key, authority_code, created_at, changed_at) VALUES (21, 'school', 'Beech Lane Academy', 'beech lane academy', 'zz', '205', 0, 0)");
    fixture_run("INSERT INTO school (organisation_id, urn, type_name, type_group, phase, status, maintained, independent, roll) VALUES (21, '900021', 'Academy converter', '10', 'primary', 'open', 0, 0, 400)");
    fixture_run("INSERT INTO school_link (urn, linked_urn, kind, established_on) VALUES ('900002', '900021', 'successor', '2027-01-01')");
    fixture_run("UPDATE school SET status = 'closed', closed_on = '2026-12-31' WHERE organisation_id = 12");
    return id;
}

TEST("the school that continues another has what is left of its days and of its package, and pays the difference; both keep their history")
{
    SubscriptionChange c = {0};
    int64_t id = beech_closes(), next;
    EXPECT_OK(change_find(as(&ivo), id, "", &c));
    EXPECT_SAME(c.from_on, "2027-01-01");
    EXPECT_SAME(c.successor, "Beech Lane Academy");
    EXPECT_EQUAL(c.difference, 6500);
    EXPECT_REFUSED(keep(id), CONFLICT, "is closed. Pass its subscription on, or cancel it");
    EXPECT_OK(apply(id, ""));
    next = fixture_number("SELECT id FROM subscription WHERE organisation_id = 21 AND state = 'active' AND starts_on = '2027-01-01' AND ends_on = '2027-03-31' AND pence = 0 AND full_pence = 126000");
    EXPECT(next > 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM subscription WHERE organisation_id = 12 AND state = 'active' AND ends_on = '2026-12-31' AND pence = 100000"), 1);
    EXPECT_EQUAL(fixture_number("SELECT amount FROM entitlement WHERE organisation_id = 21 AND course_kind = ''"), 39);      /* one of 40 was used */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM entitlement WHERE organisation_id = 12 AND ends_on = '2026-12-31'"), 2);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM bill_item WHERE organisation_id = 21"), 6500);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM membership WHERE organisation_id = 21 AND starts_on = '2027-01-01' AND ends_on = '2027-03-31'"), 1);
    EXPECT_EQUAL(waiting(), 0);
    EXPECT_OK(money_check(as(&nobody)));
    /* What was paid is earned until the last day of the school that goes on. */
    item_invoiced("subscription", id);
    hourly_at("2027-01-02T09:00");
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(pence) AS BIGINT) FROM subscription_earned"), 75000);
}

TEST("a school that nobody continues, or whose successor has the package already, is cancelled instead")
{
    int64_t id = beech_closes();
    subscribed(ALDER, THIS_YEAR);
    fixture_run("UPDATE school_link SET linked_urn = '900001'");
    EXPECT_REFUSED(apply(id, ""), CONFLICT, "Alder Grove Primary School has Learning package 2026/27 already. Cancel the subscription of Beech Lane Primary School instead");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM subscription WHERE organisation_id = 12 AND ends_on = '2027-03-31'"), 1);
    fixture_run("DELETE FROM school_link WHERE urn = '900002'");
    EXPECT_REFUSED(apply(id, ""), CONFLICT, "Nobody continues Beech Lane Primary School");
}
