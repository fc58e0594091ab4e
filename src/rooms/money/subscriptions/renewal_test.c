/* A renewal round: looked through, asked, reminded, ordered, confirmed, lapsed. */
#include "platform/base/text.h"
#include "tests/fixture_subscription.h"

typedef struct { RenewalAct act; int64_t package, follows, done; bool more; } Going;
static Error *go_act(Ctx *cx, void *data)
{
    Going *g = data;
    return renewal_go(cx, g->package ? g->package : NEXT_YEAR, g->act, &g->done, &g->more);
}
static Error *follow_act(Ctx *cx, void *data) { return renewal_follow(cx, ((Going *)data)->package, ((Going *)data)->follows); }

static int64_t go(RenewalAct act)
{
    Going g = { .act = act };
    EXPECT_OK(write_as(&dora, go_act, &g));
    return g.done;
}
static Error *follow(int64_t package, int64_t follows) { return write_as(&dora, follow_act, &(Going){ .package = package, .follows = follows }); }

static Renewal round_now(void)
{
    Renewal r;
    EXPECT_OK(renewal_find(as(&ivo), NEXT_YEAR, &r));
    return r;
}

static void three_subscribe(void)
{
    packages_lay();
    heads_lay();
    subscribed(ALDER, THIS_YEAR), subscribed(BEECH, THIS_YEAR), subscribed(CEDAR, THIS_YEAR);
}

TEST("last year’s subscribers are looked through with last year’s price and next year’s, and asked once each")
{
    three_subscribe();
    Renewal r = round_now();
    EXPECT_EQUAL(r.count, 3);
    EXPECT_SAME(r.rows[0].organisation, "Alder Grove Primary School");
    EXPECT_EQUAL(r.rows[0].last_pence, 120000);
    EXPECT_EQUAL(r.rows[0].next_pence, 120000);
    EXPECT_EQUAL(r.sums.silent.count, 3);
    EXPECT_EQUAL(r.sums.last.pence, 460000);
    EXPECT_EQUAL(go(RENEWAL_ASK), 3);
    EXPECT_EQUAL(go(RENEWAL_ASK), 0);
    EXPECT_EQUAL(mail_to(ann.email, "subscription-offer"), 1);
    EXPECT_EQUAL(mail_to(noor.email, "subscription-offer"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM subscription WHERE state = 'quoted' AND package_id = 982 AND starts_on = '2027-04-01' AND follows_id IS NOT NULL"), 3);
    EXPECT_EQUAL(round_now().sums.asked.count, 3);
}

TEST("whoever has not ordered is reminded once a day; who declined is asked no more; all that ordered are confirmed at once")
{
    int64_t id;
    three_subscribe();
    go(RENEWAL_ASK);
    EXPECT_EQUAL(go(RENEWAL_REMIND), 0);                                      /* asked today */
    fixture_at("2027-01-11T09:00");
    EXPECT_OK(order_by(&ann, ALDER, NEXT_YEAR, 108000, &id));
    EXPECT_EQUAL(go(RENEWAL_REMIND), 2);
    EXPECT_EQUAL(go(RENEWAL_REMIND), 0);
    EXPECT_EQUAL(mail_to(ann.email, "subscription-reminder"), 0);
    EXPECT_EQUAL(mail_to(noor.email, "subscription-reminder"), 1);
    fixture_run("UPDATE subscription SET state = 'declined', ended_at = 0 WHERE package_id = 982 AND organisation_id = 13");
    EXPECT_EQUAL(go(RENEWAL_ASK), 0);
    fixture_at("2027-01-12T09:00");
    EXPECT_EQUAL(go(RENEWAL_REMIND), 1);
    EXPECT_OK(order_by(&dora, DOVE, NEXT_YEAR, PENCE_MOST, NULL));            /* did not subscribe last year */
    Renewal r = round_now();
    EXPECT_EQUAL(r.sums.asked.count, 1);
    EXPECT_EQUAL(r.sums.ordered.count, 1);
    EXPECT_EQUAL(r.sums.declined.count, 1);
    EXPECT_EQUAL(r.sums.fresh.count, 1);
    EXPECT_EQUAL(go(RENEWAL_CONFIRM), 2);
    EXPECT_EQUAL(go(RENEWAL_CONFIRM), 0);
    r = round_now();
    EXPECT_EQUAL(r.sums.confirmed.count, 1);
    EXPECT_EQUAL(r.sums.confirmed.pence, 120000);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM bill_item WHERE on_date = '2027-04-01'"), 2);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("an offer lapses after the last day to order, and an order does not")
{
    three_subscribe();
    go(RENEWAL_ASK);
    EXPECT_OK(order_by(&ann, ALDER, NEXT_YEAR, 108000, NULL));
    hourly_at("2027-04-30T09:00");
    EXPECT_EQUAL(round_now().sums.asked.count, 2);
    hourly_at("2027-05-01T09:00");
    EXPECT_EQUAL(round_now().sums.lapsed.count, 2);
    EXPECT_EQUAL(round_now().sums.ordered.count, 1);
    EXPECT_EQUAL(mail_to(noor.email, "subscription-lapsed"), 1);
    Going late = { .act = RENEWAL_ASK };
    EXPECT_REFUSED(write_as(&dora, go_act, &late), CONFLICT, "The last day to order Learning package 2027/28 was 30 April 2027");
}

TEST("a renewal ordered after the year has begun costs the whole year, for the school never left")
{
    int64_t id;
    three_subscribe();
    fixture_at("2027-04-20T09:00");
    EXPECT_OK(order_by(&ann, ALDER, NEXT_YEAR, 120000, &id));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM subscription WHERE package_id = 982 AND starts_on = '2027-04-01' AND pence = 120000 AND follows_id IS NOT NULL"), 1);
    EXPECT_OK(order_by(&dora, DOVE, NEXT_YEAR, PENCE_MOST, NULL));            /* joins */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM subscription WHERE package_id = 982 AND starts_on = '2027-04-20'"), 1);
}

TEST("a package follows one of an earlier year, until somebody is asked; a round is of April or of September alike")
{
    three_subscribe();
    EXPECT_REFUSED(follow(NEXT_YEAR, NEXT_YEAR), INVALID, "Choose a package of an earlier year that was published");
    EXPECT_REFUSED(follow(THIS_YEAR, NEXT_YEAR), INVALID, "Choose a package of an earlier year");
    EXPECT_OK(follow(NEXT_YEAR, 0));
    Renewal r;
    EXPECT_REFUSED(renewal_find(as(&ivo), NEXT_YEAR, &r), CONFLICT, "follows no other package");
    EXPECT_REFUSED(renewal_find(as(&ann), NEXT_YEAR, &r), FORBIDDEN, "");
    EXPECT_OK(follow(NEXT_YEAR, THIS_YEAR));
    go(RENEWAL_ASK);
    EXPECT_REFUSED(follow(NEXT_YEAR, 0), CONFLICT, "Schools are asked already to renew");
    fixture_run("INSERT INTO package (id, name, rule_id, starts_on, ends_on, state, made_at, published_at) VALUES (985, 'Academies 2026/27', 984, '2026-09-01', '2027-08-31', 'published', 0, 0)");
    fixture_run("INSERT INTO package (id, name, rule_id, starts_on, ends_on, follows_id, state, made_at, published_at) VALUES (986, 'Academies 2027/28', 984, '2027-09-01', '2028-08-31', 985, 'published', 0, 0)");
    subscribed_from(CEDAR, 985, "2026-09-01");
    Going september = { .act = RENEWAL_ASK, .package = 986 };
    EXPECT_OK(write_as(&dora, go_act, &september));
    EXPECT_EQUAL(september.done, 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM subscription WHERE package_id = 986 AND starts_on = '2027-09-01' AND ends_on = '2028-08-31'"), 1);
}

TEST("a round of more schools than a slice holds goes on by itself, and nobody is asked twice")
{
    packages_lay();
    fixture_run("WITH RECURSIVE n (i) AS (SELECT CAST(1000 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 1119)"
                " INSERT INTO organisation (id, kind, name, name_folded, sort_key, authority_code, created_at, changed_at) SELECT i, 'school', 'School ' || i, 'school ' || i, '', '205', 0, 0 FROM n");
    fixture_run("INSERT INTO school (organisation_id, urn, type_name, type_group, phase, status, maintained, independent, roll) SELECT id, CAST(id AS TEXT), 'Community school', '4', 'primary', 'open', 1, 0, 200 FROM organisation WHERE id >= 1000");
    fixture_run("INSERT INTO subscription (id, organisation_id, package_id, state, starts_on, ends_on, pence, full_pence, price_why, quoted_at, began_at) SELECT id, id, 981, 'active', '2026-04-01', '2027-03-31', 0, 0, '', 0, 0 FROM organisation WHERE id >= 1000");
    EXPECT_EQUAL(go(RENEWAL_ASK), RENEWAL_SLICE);
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM subscription WHERE state = 'quoted'"), 120);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'subscription.quoted'"), 120);
    fixture_run("UPDATE subscription SET state = 'ordered' WHERE state = 'quoted'");
    EXPECT_EQUAL(go(RENEWAL_CONFIRM), RENEWAL_SLICE);
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM bill_item"), 120);
}
