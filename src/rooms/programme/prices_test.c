/* What a place costs whom: by what they are, for booking early, for many at once, and under a hardship waiver. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/money/prices/waiver.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/event_discount.h"
#include "rooms/programme/event_price.h"
#include "rooms/programme/list_price.h"
#include "tests/fixture.h"

static ClassPricesDraft academies_and_neighbours(void)
{
    ClassPricesDraft draft = { .typed = { "", "", "", "", "", "", "", "" } };
    draft.typed[2] = "80", draft.typed[3] = "120.50";      /* academies, neighbours */
    return draft;
}

static Error *prices_act(Ctx *cx, void *draft)
{
    Event event = {0};
    TRY(event_hold_own(cx, PHONICS, &event));
    return event_prices_set(cx, &event, draft);
}

static Error *discount_act(Ctx *cx, void *draft)
{
    Event event = {0};
    TRY(event_hold_own(cx, PHONICS, &event));
    return event_discount_set(cx, &event, draft);
}

static void prices_lay(void)
{
    ClassPricesDraft draft = academies_and_neighbours();
    EXPECT_OK(write_as(&dora, prices_act, &draft));
}

static ListPrice price_for(int64_t organisation_id)
{
    Event event = {0};
    ListPrice price = {0};
    Ctx *cx = as(&dora);
    EXPECT_OK(event_find(cx, PHONICS, &event));
    EXPECT_OK(event_price_today(cx, &event, organisation_id, &price, NULL));
    return price;
}

static ListPrice price_of_many(int64_t places)
{
    Event event = {0};
    ListPrice price = {0};
    Ctx *cx = as(&dora);
    EXPECT_OK(event_find(cx, PHONICS, &event));
    EXPECT_OK(event_list_price(cx, &event, &(PriceAsk){ .organisation_id = BEECH, .places = places }, &price));
    return price;
}

TEST("an academy and a neighbour pay the price for what they are, a member the members’, and everybody else that of others")
{
    prices_lay();
    EXPECT_EQUAL(price_for(DOVE).pence, 12050);
    EXPECT_SAME(price_for(DOVE).words, "£120.50, the price for schools of another authority");
    EXPECT_EQUAL(price_for(BEECH).pence, 9500);
    EXPECT_SAME(price_for(BEECH).words, "");
    EXPECT_EQUAL(price_for(0).pence, 9500);
    EXPECT_EQUAL(price_for(CEDAR).pence, 6000);                 /* an academy, and a member */
    fixture_run("DELETE FROM membership WHERE organisation_id = 13");
    EXPECT_EQUAL(price_for(CEDAR).pence, 8000);
    EXPECT_SAME(price_for(CEDAR).words, "£80, the price for academies and colleges");
}

TEST("a class can come free, and says so")
{
    ClassPricesDraft draft = { .typed = { "", "", "", "0", "", "", "", "" } };
    EXPECT_OK(write_as(&dora, prices_act, &draft));
    EXPECT_EQUAL(price_for(DOVE).pence, 0);
    EXPECT_SAME(price_for(DOVE).words, "Free, the price for schools of another authority");
}

TEST("prices taken away again leave no rule, and what is no sum is refused beside its field")
{
    ClassPricesDraft none = { .typed = { "", "", "", "", "", "", "", "" } }, odd = { .typed = { "1,00", "-5", "1e9", "5£", "", "", "", "" } };
    prices_lay();
    EXPECT_EQUAL(fixture_number("SELECT rules & 2048 FROM event WHERE id = 1"), 2048);
    EXPECT_OK(write_as(&dora, prices_act, &none));
    EXPECT_EQUAL(fixture_number("SELECT rules & 2048 FROM event WHERE id = 1"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event_price"), 0);
    Error *error = write_as(&dora, prices_act, &odd);
    const char *fields = "";
    for (const Error *each = error; each; each = each->next) fields = text(test_cx(), "%s %s", fields, each->field);
    EXPECT_SAME(fields, " price_maintained price_other_phase price_academy price_neighbour");
    EXPECT_REFUSED(error, INVALID, "in pounds, like 60 or 60.50");
}

#define TEN_EARLY { .early_percent = "10", .early_days = "", .early_on = "2026-12-01", .group_percent = "", .group_from = "" }

TEST("booking early costs less up to the day that is said, that day included, and not after it")
{
    DiscountDraft draft = TEN_EARLY;
    EXPECT_OK(write_as(&dora, discount_act, &draft));
    EXPECT_EQUAL(price_for(ALDER).pence, 5400);
    EXPECT_SAME(price_for(ALDER).words, "£60, the price for members; 10% less for booking by 1 December 2026");
    fixture_at("2026-12-01T23:50");
    EXPECT_EQUAL(price_for(ALDER).pence, 5400);
    fixture_at("2026-12-02T00:10");
    EXPECT_EQUAL(price_for(ALDER).pence, 6000);
    EXPECT_SAME(price_for(ALDER).words, "");
}

TEST("so many days before the first session move with it")
{
    DiscountDraft draft = { .early_percent = "10%", .early_days = "14", .early_on = "", .group_percent = "", .group_from = "" };
    EXPECT_OK(write_as(&dora, discount_act, &draft));
    fixture_at("2026-11-26T12:00");                              /* a fortnight before 10 December */
    EXPECT_EQUAL(price_for(BEECH).pence, 8550);
    fixture_at("2026-11-27T12:00");
    EXPECT_EQUAL(price_for(BEECH).pence, 9500);
}

TEST("many places of one booking cost less from the number that is said, and each discount is taken off what the one before leaves")
{
    DiscountDraft draft = { .early_percent = "10", .early_days = "", .early_on = "2026-12-01", .group_percent = "15", .group_from = "3" };
    EXPECT_OK(write_as(&dora, discount_act, &draft));
    EXPECT_EQUAL(price_of_many(2).pence, 8550);
    EXPECT_EQUAL(price_of_many(3).pence, 7268);                  /* 85.50 less 15 per cent, to the penny */
    EXPECT_SAME(price_of_many(3).words, "£95, the price for others; 10% less for booking by 1 December 2026; 15% less for 3 places booked together");
}

static Error *discount_error(const char *percent, const char *days, const char *on, const char *group, const char *from)
{
    DiscountDraft draft = { percent, days, on, group, from };
    return write_as(&dora, discount_act, &draft);
}

TEST("a discount that says half of it, twice, or too much is refused")
{
    EXPECT_REFUSED(discount_error("10", "", "", "", ""), INVALID, "until when booking is early");
    EXPECT_REFUSED(discount_error("10", "5", "2026-12-01", "", ""), INVALID, "One of the two");
    EXPECT_REFUSED(discount_error("", "5", "", "", ""), INVALID, "from 1 to 100 per cent");
    EXPECT_REFUSED(discount_error("101", "5", "", "", ""), INVALID, "from 1 to 100 per cent");
    EXPECT_REFUSED(discount_error("£5", "5", "", "", ""), INVALID, "from 1 to 100 per cent");
    EXPECT_REFUSED(discount_error("", "", "", "10", "1"), INVALID, "from 2 to 40");
    EXPECT_REFUSED(discount_error("", "", "", "", "4"), INVALID, "a place of a group");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event_discount"), 0);
}

static Error *copy_act(Ctx *cx, void *id) { return event_copy(cx, PHONICS, "2027-01-10", id); }

TEST("a copy of an event keeps its prices and discounts, and an early day moves as far as the event does")
{
    int64_t copy;
    DiscountDraft draft = TEN_EARLY;
    prices_lay();
    EXPECT_OK(write_as(&dora, discount_act, &draft));
    EXPECT_OK(write_as(&dora, copy_act, &copy));
    EXPECT_EQUAL(fixture_number("SELECT rules & (2048 + 4096) FROM event WHERE id = (SELECT max(id) FROM event)"), 2048 + 4096);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM event_price WHERE class = 'academy' AND event_id = (SELECT max(id) FROM event)"), 8000);
    EXPECT_SAME(fixture_text("SELECT early_on AS text FROM event_discount WHERE event_id = (SELECT max(id) FROM event)"), "2027-01-01");
}

/* ---- waivers ---- */

static Error *waiver_act(Ctx *cx, void *draft)
{
    int64_t id;
    return waiver_add(cx, draft, &id);
}

static Error *give(const char *organisation, const char *percent, const char *from, const char *to, const char *reason)
{
    WaiverDraft draft = { organisation, percent, from, to, reason };
    return write_as(&dora, waiver_act, &draft);
}
static Error *end_act(Ctx *cx, void *nothing)
{
    (void)nothing;
    return waiver_end(cx, fixture_number("SELECT max(id) FROM waiver"));
}

TEST("under a hardship waiver a school pays less while it holds, and the price says so without saying why it was given")
{
    EXPECT_OK(give("Beech Lane Primary School", "20", "2026-11-24", "2026-11-30", "The roof fell in"));
    EXPECT_EQUAL(price_for(BEECH).pence, 7600);
    EXPECT_SAME(price_for(BEECH).words, "£95, the price for others; 20% less under the hardship waiver");
    EXPECT_EQUAL(price_for(ALDER).pence, 6000);
    fixture_at("2026-12-01T09:00");
    EXPECT_EQUAL(price_for(BEECH).pence, 9500);
}

TEST("a school is found by its URN, two waivers never hold on one day, and one that is ended holds no more from that day on")
{
    EXPECT_OK(give("900002", "20", "2026-11-24", "2027-08-31", "The roof fell in"));
    EXPECT_REFUSED(give("900002", "50", "2027-08-31", "2027-09-30", "Again"), INVALID, "some of these days already");
    fixture_at("2027-01-10T09:00");
    EXPECT_OK(write_as(&dora, end_act, NULL));
    EXPECT_REFUSED(write_as(&dora, end_act, NULL), CONFLICT, "over already");
    EXPECT_OK(give("900002", "50", "2027-01-10", "2027-09-30", "Worse than we thought"));
}

TEST("a waiver without a reason, a known school, days or a share is refused; and nobody but who bills gives one")
{
    EXPECT_REFUSED(give("900002", "20", "2026-11-24", "2027-08-31", " "), INVALID, "only the office reads it");
    EXPECT_REFUSED(give("Nowhere School", "20", "2026-11-24", "2027-08-31", "Flood"), INVALID, "We know no organisation");
    EXPECT_REFUSED(give("900002", "0", "2026-11-24", "2027-08-31", "Flood"), INVALID, "from 1 to 100 per cent");
    EXPECT_REFUSED(give("900002", "20", "2026-11-24", "2026-11-23", "Flood"), INVALID, "has passed");
    EXPECT_REFUSED(give("900002", "20", "2027-11-24", "2027-11-23", "Flood"), INVALID, "the first day or later");
    EXPECT_REFUSED(give("900002", "20", "2026-11-24", "2036-11-24", "Flood"), INVALID, "three years at most");
    WaiverDraft draft = { "900002", "20", "2026-11-24", "2027-08-31", "Flood" };
    EXPECT_REFUSED(write_as(&cara, waiver_act, &draft), FORBIDDEN, "");
    EXPECT_REFUSED(write_as(&ivo, waiver_act, &draft), FORBIDDEN, "");
}

/* ---- the catalogue ---- */

TEST("the catalogue says to each their own price, and to strangers from how much to how much")
{
    prices_lay();
    for (int twice = 0; twice < 2; twice++) {      /* made, and then as it was kept */
        EXPECT_HAS(visit(&nobody, "GET", "/courses", NULL).body, "£60 to £120.50");
        EXPECT_HAS(visit(&ann, "GET", "/courses", NULL).body, "<span class=\"ly-event__price\">£60</span>");
        EXPECT_HAS(visit(&cara, "GET", "/courses", NULL).body, "<span class=\"ly-event__price\">£95</span>");
        EXPECT_HAS(visit(&pat, "GET", "/courses", NULL).body, "<span class=\"ly-event__price\">£120.50</span>");
        EXPECT_HAS(visit(&jo, "GET", "/courses", NULL).body, "<span class=\"ly-event__price\">£95</span>");
    }
    EXPECT_OK(give("900004", "50", "2026-11-24", "2027-08-31", "Flood"));
    EXPECT_HAS(visit(&pat, "GET", "/courses", NULL).body, "<span class=\"ly-event__price\">£60.25</span>");
    DiscountDraft early = TEN_EARLY;
    EXPECT_OK(write_as(&dora, discount_act, &early));
    EXPECT_HAS(visit(&ann, "GET", "/courses", NULL).body, "<span class=\"ly-event__price\">£54</span>");
    EXPECT_HAS(visit(&pat, "GET", "/courses", NULL).body, "<span class=\"ly-event__price\">£54.23</span>");
    fixture_at("2026-12-02T09:00");
    EXPECT_HAS(visit(&ann, "GET", "/courses", NULL).body, "<span class=\"ly-event__price\">£60</span>");
}

TEST("an event’s page says whose price it is, what the others pay, and what booking early or together takes off")
{
    DiscountDraft draft = { .early_percent = "10", .early_days = "", .early_on = "2026-12-01", .group_percent = "15", .group_from = "3" };
    prices_lay();
    EXPECT_OK(write_as(&dora, discount_act, &draft));
    const char *stranger = visit(&nobody, "GET", "/events/1", NULL).body, *neighbour = visit(&pat, "GET", "/events/1", NULL).body;
    EXPECT_HAS(stranger, "£60 to £120.50");
    EXPECT_HAS(stranger, "15% less from 3 places of one booking");
    EXPECT_HAS(neighbour, "£108.45 a place");
    EXPECT_HAS(neighbour, "£120.50, the price for schools of another authority; 10% less for booking by 1 December 2026.");
    fixture_at("2026-12-02T09:00");
    EXPECT_LACKS(visit(&nobody, "GET", "/events/1", NULL).body, "for booking by");
}

TEST("programs and sheets read the prices of each class")
{
    prices_lay();
    EXPECT_HAS(visit(&nobody, "GET", "/courses.json", NULL).body, "\"prices_pence\":{\"academy\":8000,\"neighbour\":12050}");
    EXPECT_HAS(visit(&nobody, "GET", "/events/1.json", NULL).body, "\"prices_pence\":{\"academy\":8000,\"neighbour\":12050}");
    const char *sheet = visit(&nobody, "GET", "/courses.csv", NULL).body;
    EXPECT_HAS(sheet, "Price for academies and colleges");
    EXPECT_HAS(sheet, "60.00,95.00,95.00,95.00,80.00,120.50,95.00");
}

TEST("lyceum check finds an event that says it has prices or discounts of its own and has none, and the other way round")
{
    EXPECT_OK(events_check(as(&dora)));
    fixture_run("UPDATE event SET rules = rules + 2048 WHERE id = 1");
    EXPECT_REFUSED(events_check(as(&dora)), CONFLICT, "keeps otherwise than the rules say whether it has prices of its own");
    fixture_run("UPDATE event SET rules = rules - 2048 WHERE id = 1");
    fixture_run("INSERT INTO event_discount (event_id, group_percent, group_from) VALUES (2, 10, 4)");
    EXPECT_REFUSED(events_check(as(&dora)), CONFLICT, "whether it has discounts of its own");
}

/* ---- in the office ---- */

#define TERMS_WITHOUT_PRICES "places", "40", "offer_hours", "24", "joining_note", ""

TEST("a new event begins with what is usual for its kind of course, and keeps it whatever becomes of that later")
{
    Visit saved = visit(&dora, "POST", "/office/prices/kinds/1", FORM_OF("price_member", "50", "price_other", "90", "price_academy", "70", "early_percent", "10", "early_days", "21"));
    EXPECT_EQUAL(saved.status, 303);
    EXPECT_HAS(visit(&ivo, "GET", "/office/prices", NULL).body, "£50 for members, £90 for others, £70 for academies and colleges, 10% less for booking up to 21 days before");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/new", FORM_OF("course", "51", TERMS_WITHOUT_PRICES)).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT member_price_pence FROM event WHERE id = (SELECT max(id) FROM event)"), 5000);
    EXPECT_EQUAL(fixture_number("SELECT other_price_pence FROM event WHERE id = (SELECT max(id) FROM event)"), 9000);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/prices/kinds/1", FORM_OF("price_member", "", "early_percent", "")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM usual_price") + fixture_number("SELECT count(*) FROM usual_discount"), 0);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM event_price WHERE event_id = (SELECT max(id) FROM event)"), 7000);
    EXPECT_EQUAL(fixture_number("SELECT early_days FROM event_discount WHERE event_id = (SELECT max(id) FROM event)"), 21);
    Visit without = visit(&dora, "POST", "/office/events/new", FORM_OF("course", "51", TERMS_WITHOUT_PRICES));
    EXPECT_EQUAL(without.status, 422);      /* nothing is usual any more */
    EXPECT_HAS(without.body, "Enter the price for members, or 0 when it is free");
}

TEST("whoever owns an event sets its prices and discounts on a page of it, and its rules say them")
{
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/prices", FORM_OF("price_academy", "80", "price_department", "0", "group_percent", "10", "group_from", "4")).status, 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, "£80 for academies and colleges, free for council departments, 10% less from 4 places of one booking");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/prices", NULL).body, "name=\"price_academy\" type=\"text\" value=\"80.00\"");
    EXPECT_EQUAL(visit(&hana, "POST", "/office/events/1/prices", FORM_OF("price_academy", "1")).status, 404);      /* another's */
    EXPECT_EQUAL(visit(&ben, "GET", "/office/events/1/prices", NULL).status, 403);
    Visit odd = visit(&dora, "POST", "/office/events/1/prices", FORM_OF("price_academy", "1,00", "group_percent", "10"));
    EXPECT_EQUAL(odd.status, 422);
    EXPECT_HAS(odd.body, "id=\"price_academy-error\"");
    EXPECT_HAS(odd.body, "id=\"group_from-error\"");
    EXPECT_EQUAL(fixture_number("SELECT pence FROM event_price WHERE class = 'academy'"), 8000);
}

TEST("the office reads who has a waiver and why, takes the list away, and ends one; a school reads none of it")
{
    EXPECT_EQUAL(visit(&dora, "POST", "/office/waivers/new", FORM_OF("organisation", "Dovecote Primary School", "percent", "25", "starts_on-day", "24", "starts_on-month", "11", "starts_on-year", "2026",
                                                                     "ends_on-day", "31", "ends_on-month", "8", "ends_on-year", "2027", "reason", "A burst boiler")).status, 303);
    EXPECT_HAS(visit(&ivo, "GET", "/office/waivers", NULL).body, "A burst boiler");
    EXPECT_LACKS(visit(&ivo, "GET", "/office/waivers", NULL).body, "/end\"");
    EXPECT_HAS(visit(&dora, "GET", "/office/waivers.csv", NULL).body, "Dovecote Primary School,25,2026-11-24,2027-08-31,A burst boiler,Dora Whitlock");
    EXPECT_EQUAL(visit(&pat, "GET", "/office/waivers", NULL).status, 403);
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "/office/waivers/%ld/end", (long)fixture_number("SELECT id FROM waiver")), FORM_OF("sure", "1")).status, 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/waivers", NULL).body, "No waiver holds");
    EXPECT_HAS(visit(&dora, "GET", "/office/waivers?state=over", NULL).body, "Ended on 24 November 2026 by Dora Whitlock");
}
