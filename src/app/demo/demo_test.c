/* The demonstration is what the committee report counted, whatever day it is laid around, and is true to its own rules. */
#include "app/demo/demo.h"
#include "platform/base/log.h"
#include "platform/base/text.h"
#include "rooms/booking/booking.h"
#include "rooms/booking/school_value.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"
#include "rooms/members/person.h"
#include "rooms/money/ledger/ledger.h"
#include "rooms/record/certificate.h"
#include "tests/fixture.h"

/* Confirmed places of an organisation o at events that are over, unless somebody was marked and nobody came. */
#define DEMO_USED \
    "FROM registration r JOIN event e ON e.id = r.event_id WHERE r.organisation_id = o.id AND r.state = 'confirmed' AND e.cancelled_at IS NULL AND e.state <> 'cancelled' AND e.ends_at <= $1" \
    " AND COALESCE((SELECT MIN(CASE WHEN a.mark = 'absent' THEN 1 ELSE 0 END) FROM attendance a WHERE a.registration_id = r.id), 0) = 0"
SQL(demo_value_of_schools,
    "SELECT o.id, CAST(COALESCE((SELECT SUM(CASE WHEN d.kind = 'invoice' THEN d.net_pence ELSE -d.net_pence END) FROM document d WHERE d.organisation_id = o.id AND d.kind <> 'quote'), 0) AS BIGINT) AS documents,"
    " CAST(COALESCE((SELECT SUM(l.pence) FROM recharge_line l WHERE l.organisation_id = o.id AND l.refusal_id IS NULL), 0) AS BIGINT) AS recharged,"
    " CAST(COALESCE((SELECT SUM(i.pence) FROM bill_item i WHERE i.organisation_id = o.id AND i.state = 'waiting'), 0) AS BIGINT) AS waiting,"
    " (SELECT COUNT(*) " DEMO_USED ") AS places,"
    " CAST(COALESCE((SELECT SUM(r.price_pence) " DEMO_USED "), 0) + COALESCE((SELECT SUM(w.saved_pence) FROM entitlement_draw w WHERE w.kind = 'place' AND w.back_at IS NULL AND w.subject_id IN (SELECT r.id " DEMO_USED ")), 0) AS BIGINT) AS worth"
    "  FROM organisation o ORDER BY o.id");

static void lay_times(int64_t scale, const char *today)
{
    Demo *demo;
    log_level(LOG_ERROR);      /* a slice lays a whole event, which is more than one act should do while people wait */
    fixture_empty_store();
    EXPECT_OK(demo_make(fixture_cx(), scale, today, &demo));
    EXPECT_EQUAL(demo->bar.done, demo->bar.total);
    fixture_at(text(test_cx(), "%sT08:00", today));
}

static void lay(const char *today) { lay_times(1, today); }

static int64_t registrations(const char *from, const char *to)
{
    int64_t count = -1;
    EXPECT_OK(registrations_counted(as(&nobody), from, to, &count));
    return count;
}

static void expect_the_report(void)
{
    SchoolCount primaries;
    int64_t governors = -1, people = 0;
    EXPECT_EQUAL(registrations("2021-01-01", "2021-12-31"), 1543);
    EXPECT_EQUAL(registrations("2022-09-01", "2022-10-31"), 412);
    EXPECT_OK(governors_counted(as(&nobody), "2022-09-01", "2023-08-31", &governors));
    EXPECT_EQUAL(governors, 98);
    EXPECT_OK(schools_count(as(&nobody), &(SchoolCountFilter){ .authority = "299", .phase = "primary", .maintained = true, .open = true }, &primaries));
    EXPECT_EQUAL(primaries.schools, 25);
    EXPECT_OK(people_count(as(&nobody), &people));
    EXPECT(people > 1900 && people < 2100);
}

/* What the rules would never have allowed is nowhere in it. */
static void expect_the_rules(void)
{
    EXPECT_OK(events_check(as(&nobody)));
    EXPECT_OK(booking_check(as(&nobody)));
    EXPECT_OK(certificates_check(as(&nobody)));
    EXPECT_OK(money_check(as(&nobody)));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE waiting > 0 AND taken < places"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration r JOIN event e ON e.id = r.event_id WHERE r.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM post p WHERE p.person_id = r.person_id"
                                " AND p.organisation_id = r.organisation_id AND p.starts_on <= e.starts_on AND (p.ends_on IS NULL OR p.ends_on >= e.starts_on))"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration w JOIN registration c ON c.event_id = w.event_id"
                                " WHERE w.state IN ('waiting', 'offered') AND c.state = 'confirmed' AND c.asked_at > w.asked_at"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM session a JOIN session b ON a.venue_id = b.venue_id AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM session s JOIN venue v ON v.id = s.venue_id JOIN event e ON e.id = s.event_id WHERE e.places > v.places"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate c JOIN event e ON e.id = (SELECT r.event_id FROM registration r WHERE r.id = c.registration_id)"
                                " WHERE e.session_count <> (SELECT count(*) FROM attendance a WHERE a.registration_id = c.registration_id AND a.mark = 'present')"), 0);
}

/* Nobody of the year's governors comes twice before all have come, cancelled or not: else some miss the year at a large scale. */
static void expect_each_governor_in_turn(void)
{
    EXPECT_EQUAL(fixture_number("SELECT max(n) - min(n) FROM (SELECT sum(CASE WHEN r.state = 'confirmed' THEN 1 ELSE 0 END) AS n FROM registration r JOIN event e ON e.id = r.event_id"
                                " WHERE e.starts_on BETWEEN '2022-09-01' AND '2023-08-31' AND EXISTS (SELECT 1 FROM post g WHERE g.person_id = r.person_id AND g.role = 'governor')"
                                " GROUP BY r.person_id) t"), 1);
}

/* Marks and certificates are of what is over; places on offer, waiting lists and registers to keep are of now. */
static void expect_to_be_of(const char *today)
{
    Ctx *cx = as(&nobody);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE waiting > 0 AND state <> 'published'"), 0);
    EXPECT(fixture_number("SELECT count(*) FROM event WHERE waiting > 0") > 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'offered'"), 2);
    EXPECT(fixture_number("SELECT count(*) FROM approval a JOIN registration r ON r.id = a.registration_id WHERE a.step = 'school' AND r.state = 'requested'") > 0);
    EXPECT(fixture_number("SELECT count(*) FROM approval a JOIN registration r ON r.id = a.registration_id WHERE a.step = 'office' AND r.state = 'requested'") > 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration r JOIN person p ON p.id = r.person_id JOIN organisation o ON o.id = r.organisation_id"
                                " WHERE r.state = 'offered' AND o.name = 'Kiln Meadow Primary School'"), 1);
    int64_t last_mark = fixture_number("SELECT max(s.ends_at) FROM attendance a JOIN session s ON s.id = a.session_id"), last_issued = fixture_number("SELECT max(issued_at) FROM certificate");
    EXPECT(last_mark < cx->now && last_mark > cx->now - 60 * 86400);
    EXPECT(last_issued < cx->now);
    EXPECT(fixture_number("SELECT count(*) FROM no_show WHERE reason <> ''") > 0);
    EXPECT(fixture_number("SELECT count(*) FROM walk_in") > 0);
    EXPECT(fixture_number("SELECT count(*) FROM charge WHERE waived_at IS NOT NULL") > 0);
    EXPECT(fixture_number("SELECT count(*) FROM registration r JOIN event e ON e.id = r.event_id JOIN event o ON o.course_id = e.course_id AND o.id <> e.id AND o.state = 'published' AND o.taken < o.places"
                          " WHERE r.state = 'confirmed' AND e.starts_at > o.created_at AND o.starts_at > e.starts_at AND o.copied_from = e.id") > 0);
    EXPECT(fixture_number("SELECT count(DISTINCT kind) FROM charge WHERE waived_at IS NULL AND lifted_at IS NULL") == 2);
    EXPECT(fixture_number("SELECT count(*) FROM charge c JOIN organisation o ON o.id = c.organisation_id WHERE o.name = 'Kiln Meadow Primary School'") > 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE person_id IS NULL"), 2);
    EXPECT(fixture_number("SELECT count(*) FROM booking_answer") > 5);
    EXPECT(fixture_number("SELECT count(*) FROM registration_need") > 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event e JOIN course c ON c.id = e.course_id WHERE c.code = 'CU-101' AND e.state = 'published'"), 1);
    /* A few more and a joint purchase costs everybody less; another is charged, and a school proposes one. */
    EXPECT_EQUAL(fixture_number("SELECT (SELECT MIN(t.from_quantity) FROM round_tier t WHERE t.round_id = r.id AND t.from_quantity > r.quantity) - r.quantity FROM round r WHERE r.state = 'commitment'"), 3);
    EXPECT(fixture_number("SELECT count(*) FROM bill_item WHERE kind = 'round'") > 8);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM round WHERE state = 'proposed' OR state = 'interest'"), 2);
    /* Most bills are paid; one in part, one over, one whose money came back; some are overdue and written about, and a statement waits. */
    EXPECT(fixture_number("SELECT count(*) FROM payment") > 20);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM payment WHERE reversed_at IS NOT NULL"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM payment WHERE left_pence > 0"), 1);
    EXPECT(fixture_number("SELECT count(*) FROM document_open m JOIN document d ON d.id = m.document_id WHERE d.kind = 'invoice' AND m.open_pence > 0 AND m.open_pence + m.credited_pence < m.total_pence") > 0);
    EXPECT(fixture_number("SELECT count(*) FROM overdue_letter WHERE state = 'proposed'") > 0);
    EXPECT(fixture_number("SELECT count(*) FROM bank_line WHERE state = 'waiting'") > 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM refund WHERE state = 'asked'"), 1);
    EXPECT_SAME(cx->today, today);
    /* The books of the financial year before are closed, and something was earned and spent in both. */
    EXPECT_SAME(fixture_text("SELECT substr(through, 5) AS text FROM ledger_closed"), "-03");
    EXPECT(fixture_number("SELECT count(*) FROM posting WHERE month <= (SELECT through FROM ledger_closed)") > 60);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM forecast"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM budget"), 4);
    EXPECT_EQUAL(fixture_number("SELECT count(DISTINCT kind) FROM posting_row r JOIN account a ON a.id = r.from_account OR a.id = r.to_account WHERE r.month > (SELECT through FROM ledger_closed)"), 4);
}

/* Whoever is a member subscribes, and next year's round is on its way. */
static void expect_the_round(void)
{
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM membership m JOIN school c ON c.organisation_id = m.organisation_id WHERE m.ends_on IS NULL"
                                " AND NOT EXISTS (SELECT 1 FROM subscription s JOIN package k ON k.id = s.package_id WHERE s.organisation_id = m.organisation_id AND s.state = 'active' AND k.state = 'published' AND k.order_by IS NULL)"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(DISTINCT s.state) FROM subscription s JOIN package k ON k.id = s.package_id WHERE k.order_by IS NOT NULL AND s.state <> 'cancelled' AND s.state <> 'lapsed'"), 4);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM subscription WHERE state = 'declined'"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM entitlement WHERE amount = 40 AND course_kind = ''"), fixture_number("SELECT count(*) FROM subscription s JOIN package k ON k.id = s.package_id WHERE s.state = 'active' AND k.state = 'published' AND k.order_by IS NULL"));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM subscription s JOIN organisation o ON o.id = s.organisation_id WHERE o.name = 'Copper Wharf Primary School' AND s.state = 'quoted'"), 1);
}

/* What packages have covered costs nothing, and is no more than they have. */
static void expect_the_packages(void)
{
    EXPECT(fixture_number("SELECT count(*) FROM entitlement_draw WHERE kind = 'place'") > 20);
    EXPECT(fixture_number("SELECT count(*) FROM entitlement_draw WHERE kind = 'visit'") > 3);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM entitlement e WHERE e.used <> (SELECT count(*) FROM entitlement_draw d WHERE d.entitlement_id = e.id)"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM entitlement_draw d JOIN registration r ON r.id = d.subject_id WHERE d.kind = 'place' AND r.price_pence <> 0"), 0);
}

/* What was recharged in the year before is moved, and of this year a batch is with finance while more waits. */
static void expect_recharges(void)
{
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM recharge WHERE state = 'exported'"), 1);
    EXPECT(fixture_number("SELECT count(*) FROM recharge WHERE state = 'acknowledged' AND substr(on_date, 1, 7) <= (SELECT through FROM ledger_closed)") == 3);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM recharge_refusal"), 1);
    EXPECT(fixture_number("SELECT count(*) FROM bill_item WHERE kind = 'adviser-day' AND state = 'waiting'") > 5);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM ledger_export WHERE through = (SELECT through FROM ledger_closed)"), 1);
    EXPECT_EQUAL(fixture_number("SELECT CAST(sum(came_in - went_out) AS BIGINT) FROM ledger_month WHERE account_id = 3"), fixture_number("SELECT pence FROM recharge WHERE state = 'exported'"));
}

#define OF_ACCOUNT(id) "(SELECT COALESCE(CAST(sum(came_in - went_out) AS BIGINT), 0) FROM ledger_month WHERE account_id = " #id ")"
#define OF_CLOSED(id) "(SELECT COALESCE(CAST(sum(went_out - came_in) AS BIGINT), 0) FROM ledger_month WHERE account_id = " #id " AND month <= (SELECT through FROM ledger_closed))"

/* Each figure of the ledger is what the bills, recharges, payments and subscriptions behind it come to, and the year that is closed has earned all that was subscribed for it. */
static void expect_two_years_that_add_up(void)
{
    EXPECT_EQUAL(fixture_number("SELECT CAST(sum(came_in - went_out) AS BIGINT) FROM ledger_month"), 0);
    EXPECT_EQUAL(fixture_number("SELECT " OF_ACCOUNT(1)), fixture_number("SELECT CAST((SELECT sum(open_pence) FROM document_open) - (SELECT sum(left_pence) FROM payment WHERE reversed_at IS NULL) AS BIGINT)"));
    EXPECT_EQUAL(fixture_number("SELECT -" OF_ACCOUNT(11)), fixture_number("SELECT CAST(sum(CASE kind WHEN 'invoice' THEN vat_pence ELSE -vat_pence END) AS BIGINT) FROM document WHERE kind = 'invoice' OR kind = 'credit note'"));
    EXPECT_EQUAL(fixture_number("SELECT -" OF_ACCOUNT(13)), fixture_number("SELECT CAST((SELECT sum(pence) FROM bill_item WHERE account_id = 13 AND state = 'billed') - (SELECT sum(pence) FROM subscription_earned) AS BIGINT)"));
    EXPECT_EQUAL(fixture_number("SELECT " OF_CLOSED(21)), fixture_number("SELECT CAST(sum(s.pence) AS BIGINT) FROM subscription s WHERE s.began_at IS NOT NULL AND substr(s.ends_on, 1, 7) <= (SELECT through FROM ledger_closed)"));
    EXPECT(fixture_number("SELECT " OF_CLOSED(21)) > 3000000);
    EXPECT(fixture_number("SELECT " OF_ACCOUNT(2)) > 0);
}

/* Each school's value statements, of all its years together, are its documents and recharges to the penny; all of them together what those moved in the ledger; and its places are those of the registers. */
static void expect_the_value(void)
{
    typedef struct { int64_t id, documents, recharged, waiting, places, worth; } School;
    static const Column columns[] = { COLUMN(School, id), COLUMN(School, documents), COLUMN(School, recharged), COLUMN(School, waiting), COLUMN(School, places), COLUMN(School, worth) };
    enum { FIRST = 2019, LAST = 2030 };
    Ctx *cx = as(&nobody);
    School *schools;
    size_t n;
    int64_t all = 0, billed_schools = 0;
    cx->who = &(Who){ .name = "Auditor", .may = UINT64_C(1) << READ_MONEY };
    EXPECT_OK(db_list(cx, demo_value_of_schools, columns, &schools, &n, INT(cx->now)));
    for (size_t i = 0; i < n; i++) {
        int64_t billed = 0, waiting = 0, places = 0, worth = 0;
        for (int64_t first = FIRST; first <= LAST; first++) {
            MoneyYear year = money_year(cx, (YearKind)(i % YEAR_KINDS), first);
            Value v = {0};
            int64_t papers = 0;
            EXPECT_OK(value_read(cx, schools[i].id, year.from, year.to, &v));
            for (size_t p = 0; p < v.paper_count; p++) papers += value_sum(&v.papers[p].sums);
            if (!v.more_papers) EXPECT_EQUAL(papers, value_sum(&v.billed));
            billed += value_sum(&v.billed), waiting += value_sum(&v.waiting), places += v.places.places, worth += v.places.paid + v.places.covered;
        }
        EXPECT_EQUAL(billed, schools[i].documents + schools[i].recharged);
        EXPECT_EQUAL(waiting, schools[i].waiting);
        EXPECT_EQUAL(places, schools[i].places);
        EXPECT_EQUAL(worth, schools[i].worth);
        all += billed, billed_schools += billed != 0;
    }
    EXPECT(billed_schools > 10);
    EXPECT_EQUAL(all, fixture_number("SELECT CAST(SUM(CASE WHEN r.to_account = 1 OR r.to_account = 3 THEN r.pence ELSE -r.pence END) AS BIGINT) FROM posting p JOIN posting_row r ON r.posting_id = p.id LEFT JOIN document d ON d.id = p.subject_id"
                                     " AND (p.kind = 'invoice' OR p.kind = 'credit note') WHERE r.from_account <> 11 AND r.to_account <> 11 AND (d.organisation_id IS NOT NULL OR p.kind = 'recharge' OR p.kind = 'recharge.refused')"));
}

static const char *rows_of_it(void)
{
    return fixture_text("SELECT (SELECT CAST(sum(id) AS TEXT) || min(email) || max(email) FROM person) || ' ' || (SELECT CAST(sum(id) AS TEXT) || min(starts_on) FROM post)"
                        " || ' ' || (SELECT CAST(sum(id) AS TEXT) || CAST(sum(starts_at) AS TEXT) FROM event) || ' ' || (SELECT CAST(sum(person_id) AS TEXT) || CAST(sum(asked_at) AS TEXT) FROM registration)"
                        " || ' ' || (SELECT CAST(count(*) AS TEXT) FROM attendance WHERE mark = 'present') || ' ' || (SELECT min(code) || max(code) FROM certificate) AS text");
}

TEST("laid around a day in term, it has the report's figures and keeps the partnership's rules; laid again, it is the same rows")
{
    lay("2026-11-30");
    expect_the_report();
    expect_the_rules();
    expect_recharges();
    expect_two_years_that_add_up();
    expect_to_be_of("2026-11-30");
    expect_the_round();
    expect_the_packages();
    expect_the_value();
    expect_each_governor_in_turn();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE starts_on = '2026-11-30'"), 1);
    const char *first = rows_of_it();
    lay("2026-11-30");
    EXPECT_SAME(rows_of_it(), first);
    EXPECT(fixture_number("SELECT count(*) FROM event_cost_posted WHERE paid_id IS NULL") > 0);
}

TEST("laid around a day in the summer holidays, it has the same figures, and nothing is held in August")
{
    lay("2028-08-15");
    expect_the_report();
    expect_the_rules();
    expect_to_be_of("2028-08-15");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE starts_on LIKE '%-08-%'"), 0);
}

TEST("laid around the night on which the clocks go forward, half past nine stays half past nine")
{
    lay("2027-03-28");
    expect_the_report();
    expect_the_rules();
    expect_to_be_of("2027-03-28");
    expect_the_round();
    expect_the_packages();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM session s JOIN event e ON e.id = s.event_id JOIN course c ON c.id = e.course_id WHERE c.code = 'WB-610'"
                                " AND e.starts_on > '2027-04-01' AND e.starts_on < '2027-10-01' AND s.starts_at % 86400 <> 30600"), 0);
}

TEST("laid three times over, it is three times as much, of governors too, and keeps the same promises")
{
    int64_t governors = -1;
    lay_times(3, "2026-11-30");
    EXPECT_EQUAL(registrations("2021-01-01", "2021-12-31"), 3 * 1543);
    EXPECT_EQUAL(registrations("2022-09-01", "2022-10-31"), 3 * 412);
    EXPECT_OK(governors_counted(as(&nobody), "2022-09-01", "2023-08-31", &governors));
    EXPECT_EQUAL(governors, 3 * 98);
    EXPECT_OK(events_check(as(&nobody)));
    EXPECT_OK(booking_check(as(&nobody)));
    EXPECT_OK(certificates_check(as(&nobody)));
}

TEST("the day must be a real one after the fixed history")
{
    Demo *demo;
    fixture_empty_store();
    EXPECT_REFUSED(demo_make(fixture_cx(), 1, "2027-02-29", &demo), INVALID, "--today is a day like");
    EXPECT_REFUSED(demo_make(fixture_cx(), 1, "2023-09-30", &demo), INVALID, "--today is a day like");
}

TEST("a store that holds people already is left alone")
{
    Demo *demo;
    EXPECT_REFUSED(demo_make(fixture_cx(), 1, "2026-11-28", &demo), CONFLICT, "already holds people");
}

TEST("schools teach on working days of term, by the rules of any year")
{
    static const char *const off[] = { "2026-11-28", "2026-12-25", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2022-09-19", "2024-04-01",
                                       "2026-10-26", "2027-02-15", "2028-02-14", "2025-04-21", "2026-04-03" };
    static const char *const on[] = { "2026-11-30", "2026-12-18", "2027-01-04", "2027-05-04", "2027-07-21", "2027-09-03", "2028-02-29", "2025-04-22", "2026-10-23", "2026-11-02" };
    for (size_t i = 0; i < COUNT(off); i++) EXPECT(!demo_teaches_on(test_cx(), off[i]));
    for (size_t i = 0; i < COUNT(on); i++) EXPECT(demo_teaches_on(test_cx(), on[i]));
    EXPECT_SAME(demo_session_after(test_cx(), "2026-10-19"), "2026-11-02");
    EXPECT_SAME(demo_session_after(test_cx(), "2026-12-15"), "2027-01-04");
    EXPECT_SAME(demo_session_after(test_cx(), "2027-07-15"), "2027-07-16");
}
