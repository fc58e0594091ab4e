/*
 * Who subscribes: the member schools in the financial year before and in this one, some since September and one no more; and next year's renewal round, in which
 * some have ordered, some are asked, two are confirmed and one has declined.
 */
#include "app/demo/demo.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/money/ledger/ledger.h"
#include "rooms/money/ledger/money_year.h"
#include "rooms/money/prices/package.h"
#include "rooms/money/prices/price_roll.h"
#include "rooms/money/subscriptions/entitlement.h"

enum { DAY = 86400, WEEK = 7 * DAY, HOUR = 10, SINCE_SEPTEMBER = 4, KINDS = 9 };

SQL(demo_year_rule_put,    "INSERT INTO price_rule (id, name, part_year, made_at, made_by) VALUES ($1, 'One price for each phase', 'months', $2, $3)");
SQL(demo_year_line_put,    "INSERT INTO price_rule_line (rule_id, position, phase, flat_pence) VALUES ($1, $2, $3, $4)");
SQL(demo_year_package_put, "INSERT INTO package (id, name, words, rule_id, starts_on, ends_on, follows_id, state, made_at, made_by, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9)");
SQL(demo_year_item_put,    "INSERT INTO package_item (package_id, kind, course_kind, amount) VALUES ($1, $2, $3, $4)");
SQL(demo_round_begun,      "UPDATE package SET follows_id = $2 WHERE id = $1");
SQL(demo_subscription_put,
    "INSERT INTO subscription (id, organisation_id, package_id, state, starts_on, ends_on, pence, full_pence, price_why, purchase_order, follows_id, quoted_at, quoted_by, reminded_at, ordered_at, ordered_by, began_at, ended_at, ended_why)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)");
SQL(demo_basis_put, "INSERT INTO subscription_basis (subscription_id, phase, sector, roll) VALUES ($1, $2, $3, $4)");
SQL(demo_price_put,
    "INSERT INTO bill_item (id, kind, subject_id, organisation_id, pence, supply, on_date, words, purchase_order, account_id, cost_centre_id, fund_id, state, made_at, made_by)"
    " VALUES ($1, 'subscription', $2, $3, $4, 'subscription', $5, $6, $7, $8, $9, $10, 'waiting', $11, $12)");
SQL(demo_left_put,  "INSERT INTO membership (id, organisation_id, starts_on, ends_on) VALUES ($1, $2, $3, $4)");

/* By phase, and how much dearer the later year is, in hundredths. */
static const struct { const char *phase; int64_t pence; } prices[] = { { "primary", 115000 }, { "secondary", 225000 }, { "all-through", 225000 }, { "nursery", 65000 }, { "special", 65000 }, { "", 90000 } };

typedef struct { Package package; PriceRule rule; } Year;
typedef struct { const DemoOrganisation *at; RollSchool school; int64_t number, last_id, this_id; bool left; } School;
typedef struct { Demo *demo; Year years[3]; School *schools; size_t count; } Laying;
typedef struct { Laying *laying; School *school; } One;

/* ---- the packages of two years ---- */

static Error *package_lay(Ctx *cx, Laying *laying, size_t which, int64_t first, int64_t more, const char *state)
{
    static const struct { const char *kind, *course_kind; int64_t amount; } items[] = { { "places", "", 40 }, { "places", "governor training", 0 }, { "places", "network meeting", 0 }, { "visits", "", 1 } };
    Demo *demo = laying->demo;
    const MoneyYear year = money_year(cx, YEAR_FINANCIAL, first);
    int64_t id = demo_id(demo), rule_id = demo_id(demo), at;
    instant_of(date_from_parts(cx, first, 1, 20), HOUR, 0, false, &at);
    TRY(demo_put(cx, demo, demo_year_rule_put, INT(rule_id), INT(at), INT(demo->administrator_id)));
    for (size_t i = 0; i < COUNT(prices); i++) TRY(demo_put(cx, demo, demo_year_line_put, INT(rule_id), INT((int64_t)i + 1), STR(prices[i].phase), INT(prices[i].pence * more / 100)));
    TRY(demo_put(cx, demo, demo_year_package_put, INT(id), STR(text(cx, "Learning package %s", year.words)), STR("Places at courses and conferences for everybody at your school, your governors’ training, and every network."),
                 INT(rule_id), STR(year.from), STR(year.to), REF(which ? laying->years[which - 1].package.id : 0), STR(state), INT(at), INT(demo->administrator_id)));
    for (size_t i = 0; i < COUNT(items); i++) TRY(demo_put(cx, demo, demo_year_item_put, INT(id), STR(items[i].kind), STR(items[i].course_kind), REF(items[i].amount)));
    laying->years[which].package.id = id;
    return OK;
}

static Error *packages_lay(Ctx *cx, void *data)
{
    Laying *laying = data;
    int64_t first = money_year_first(YEAR_FINANCIAL, laying->demo->today);
    TRY(package_lay(cx, laying, 0, first - 1, 100, "closed"));
    TRY(package_lay(cx, laying, 1, first, 105, "published"));
    laying->years[2].package.id = laying->demo->package_id;
    return demo_put(cx, laying->demo, demo_round_begun, INT(laying->demo->package_id), INT(laying->years[1].package.id));
}

/* ---- who subscribes ---- */

static Error *schools_read(Ctx *cx, Laying *laying)
{
    Demo *demo = laying->demo;
    const RollFilter any = { .authority = "", .phase = "", .sector = "" };
    RollSchool *rolls;
    size_t count;
    bool left = false;
    for (size_t i = 0; i < COUNT(laying->years); i++) {
        int64_t id = laying->years[i].package.id;
        TRY(package_find(cx, id, &laying->years[i].package));
        TRY(price_rule_find(cx, laying->years[i].package.rule_id, &laying->years[i].rule));
    }
    TRY(roll_list(cx, &any, &rolls, &count));
    laying->schools = array(cx, School, demo->organisation_count + 1);
    for (size_t i = 0; i < demo->organisation_count; i++) {
        const DemoOrganisation *at = &demo->organisations[i];
        if (!at->school || (!at->member && (left || !at->home))) continue;
        School *school = &laying->schools[laying->count];
        *school = (School){ .at = at, .number = (int64_t)laying->count, .left = !at->member };
        for (size_t r = 0; r < count; r++)
            if (rolls[r].id == at->id) school->school = rolls[r], laying->count++, left |= school->left;
    }
    return OK;
}

static int64_t head_of(const Demo *demo, const DemoOrganisation *at)
{
    for (size_t i = 0; i < at->person_count; i++)
        if (same(demo->people[at->first_person + i].role, "headteacher")) return demo->people[at->first_person + i].id;
    return 0;
}

/* ---- one of them ---- */

typedef struct { int64_t id, follows_id, quoted_at, reminded_at, ordered_at, began_at, ended_at; size_t year; const char *state, *from, *ended_why; } Laid;

static Error *subscription_lay(Ctx *cx, Laying *laying, const School *school, const Laid *laid)
{
    Demo *demo = laying->demo;
    const Year *year = &laying->years[laid->year];
    const PricedSchool is = roll_priced(&school->school);
    const char *ordered_on = date_of(cx, laid->ordered_at ? laid->ordered_at : laid->quoted_at), *order = laid->ordered_at ? text(cx, "PO %ld", (long)(4100 + 37 * school->number + (int64_t)laid->year)) : "";
    const Priced priced = price_rule_for(cx, &year->rule, &is, year->package.starts_on, year->package.ends_on, laid->from, ordered_on);
    TRY(demo_put(cx, demo, demo_subscription_put, INT(laid->id), INT(school->school.id), INT(year->package.id), STR(laid->state), STR(laid->from), STR(year->package.ends_on), INT(priced.pence), INT(priced.full_pence),
                 STR(priced.why), STR(order), REF(laid->follows_id), INT(laid->quoted_at), INT(demo->administrator_id), REF(laid->reminded_at), REF(laid->ordered_at), REF(laid->ordered_at ? head_of(demo, school->at) : 0),
                 REF(laid->began_at), REF(laid->ended_at), STR(laid->ended_why ? laid->ended_why : "")));
    TRY(demo_put(cx, demo, demo_basis_put, INT(laid->id), STR(school->school.phase), STR(school->school.sector), school->school.roll < 0 ? STR(NULL) : INT(school->school.roll)));
    if (!laid->began_at) return OK;
    return demo_put(cx, demo, demo_price_put, INT(demo_id(demo)), INT(laid->id), INT(school->school.id), INT(priced.pence), STR(laid->from),
                    STR(text(cx, "%s, %s to %s", year->package.name, date_words(cx, laid->from), date_words(cx, year->package.ends_on))), STR(order), INT(ACCOUNT_DEFERRED), INT(COST_CENTRE_OWN), INT(FUND_SUBSCRIPTIONS),
                    INT(laid->began_at), INT(demo->administrator_id));
}

/* Offered some weeks before it begins, ordered a few days after, confirmed a week later. */
static Error *past_lay(Ctx *cx, Laying *laying, const School *school, size_t year, const char *from, int64_t id, int64_t follows_id)
{
    int64_t begins;
    instant_of(from, HOUR, 0, false, &begins);
    int64_t quoted_at = begins - 6 * WEEK + school->number % 5 * DAY, ordered_at = quoted_at + (2 + school->number % 11) * DAY;
    return subscription_lay(cx, laying, school, &(Laid){ .id = id, .follows_id = follows_id, .year = year, .state = "active", .from = from, .quoted_at = quoted_at, .ordered_at = ordered_at, .began_at = ordered_at + WEEK });
}

/* Next year's: the round began three weeks ago. */
static Error *next_lay(Ctx *cx, Laying *laying, const School *school)
{
    const Demo *demo = laying->demo;
    int64_t kind = school->number % KINDS, asked_at = demo->now - 18 * DAY;
    Laid laid = { .id = demo_id(laying->demo), .follows_id = school->this_id, .year = 2, .state = "quoted", .from = laying->years[2].package.starts_on, .quoted_at = asked_at };
    if (kind == 0 || kind == 5) laid.state = "ordered", laid.ordered_at = asked_at + (3 + school->number % 9) * DAY;
    if (kind == 2 || kind == 6) laid.reminded_at = demo->now - 4 * DAY;
    if (kind == 3 && school->number < 2 * KINDS) laid.state = "active", laid.ordered_at = asked_at + 2 * DAY, laid.began_at = asked_at + 9 * DAY;
    if (school->number == 7) laid.state = "declined", laid.ended_at = asked_at + 6 * DAY, laid.ended_why = "We share a trust’s own training next year";
    return subscription_lay(cx, laying, school, &laid);
}

static Error *school_lay(Ctx *cx, void *data)
{
    Laying *laying = ((One *)data)->laying;
    School *school = ((One *)data)->school;
    Demo *demo = laying->demo;
    const Package *last = &laying->years[0].package, *now = &laying->years[1].package;
    const char *september = text(cx, "%.4s-09-01", now->starts_on);
    bool late = school->number % KINDS == SINCE_SEPTEMBER && strcmp(september, demo->today) <= 0;
    if (!late) school->last_id = demo_id(demo);
    if (!late) TRY(past_lay(cx, laying, school, 0, last->starts_on, school->last_id, 0));
    if (school->left) return demo_put(cx, demo, demo_left_put, INT(demo_id(demo)), INT(school->school.id), STR(last->starts_on), STR(last->ends_on));
    school->this_id = demo_id(demo);
    TRY(past_lay(cx, laying, school, 1, late ? september : now->starts_on, school->this_id, school->last_id));
    return next_lay(cx, laying, school);
}

/* What this year's includes, of those whose rows are there by now. */
static Error *pots_lay(Ctx *cx, void *data)
{
    const School *school = ((One *)data)->school;
    return school->this_id ? entitlements_grant(cx, school->this_id) : OK;
}

Error *demo_subscriptions(Ctx *cx, Demo *demo)
{
    Laying laying = { .demo = demo };
    TRY(demo_slice(cx, demo, packages_lay, &laying));
    TRY(store_read_begin(cx));
    Error *error = schools_read(cx, &laying);
    store_read_end(cx);
    TRY(error);
    One *each = array(cx, One, laying.count + 1);
    for (size_t i = 0; i < laying.count; i++) {
        each[i] = (One){ &laying, &laying.schools[i] };
        TRY(demo_slice(cx, demo, school_lay, &each[i]));
        TRY(demo_slice(cx, demo, pots_lay, &each[i]));
    }
    return OK;
}
