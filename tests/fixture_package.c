#include "tests/fixture_package.h"

#include "platform/base/text.h"

SQL(lay_subscription,
    "INSERT INTO subscription (id, organisation_id, package_id, state, starts_on, ends_on, pence, full_pence, price_why, quoted_at, began_at)"
    " VALUES ($1, $2, $3, 'active', $4, $5, 0, 0, 'Laid', 0, 0)");
SQL(lay_item, "INSERT INTO package_item (package_id, kind, course_kind, amount) VALUES ($1, $2, $3, $4)");
SQL(lay_pot,
    "INSERT INTO entitlement (id, subscription_id, organisation_id, kind, course_kind, amount, starts_on, ends_on) VALUES ($1, $2, $3, $4, $5, $6, '2026-09-01', '2027-08-31')");
SQL(subscription_of, "SELECT MAX(id) FROM subscription WHERE organisation_id = $1 AND package_id = $2 AND state = 'active'");
SQL(used_of, "SELECT used FROM entitlement WHERE id = $1");

typedef struct { int64_t id, organisation, amount; const char *kind, *course_kind, *starts_on, *ends_on; } Laying;

static Arg amount_arg(int64_t amount) { return amount == POT_ENDLESS ? STR(NULL) : INT(amount); }

static Error *item_act(Ctx *cx, void *data)
{
    const Laying *l = data;
    return db_run(cx, lay_item, NULL, INT(PACKAGE_LAID), STR(l->kind), STR(l->course_kind), amount_arg(l->amount));
}

static Error *subscription_act(Ctx *cx, void *data)
{
    Laying *l = data;
    l->id = new_id(cx);
    TRY(db_run(cx, lay_subscription, NULL, INT(l->id), INT(l->organisation), INT(PACKAGE_LAID), STR(l->starts_on), STR(l->ends_on)));
    return entitlements_grant(cx, l->id);
}

static Error *pot_act(Ctx *cx, void *data)
{
    Laying *l = data;
    int64_t subscription = 0;
    TRY(db_number(cx, subscription_of, &subscription, INT(l->organisation), INT(PACKAGE_LAID)));
    l->id = new_id(cx);
    return db_run(cx, lay_pot, NULL, INT(l->id), INT(subscription), INT(l->organisation), STR(l->kind), STR(l->course_kind), amount_arg(l->amount));
}

void package_lay(void)
{
    fixture_run("INSERT INTO price_rule (id, name, part_year, made_at) VALUES (982, 'Flat', 'whole', 0)");
    fixture_run("INSERT INTO package (id, name, rule_id, starts_on, ends_on, state, made_at) VALUES (981, 'Primary package 2026/27', 982, '2026-09-01', '2027-08-31', 'published', 0)");
}

void package_lay_item(const char *kind, const char *course_kind, int64_t amount)
{
    EXPECT_OK(write_as(&nobody, item_act, &(Laying){ .kind = kind, .course_kind = course_kind, .amount = amount }));
}

int64_t subscription_lay(int64_t organisation, const char *starts_on, const char *ends_on)
{
    Laying l = { .organisation = organisation, .starts_on = starts_on, .ends_on = ends_on };
    EXPECT_OK(write_as(&nobody, subscription_act, &l));
    return l.id;
}

int64_t pot_lay(int64_t organisation, const char *kind, const char *course_kind, int64_t amount)
{
    Laying l = { .organisation = organisation, .kind = kind, .course_kind = course_kind, .amount = amount };
    int64_t there = 0;
    if (!fixture_number("SELECT count(*) FROM package WHERE id = 981")) package_lay();
    EXPECT_OK(db_number(as(&nobody), subscription_of, &there, INT(organisation), INT(PACKAGE_LAID)));
    if (!there) (void)subscription_lay(organisation, "2026-09-01", "2027-08-31");
    EXPECT_OK(write_as(&nobody, pot_act, &l));
    return l.id;
}

int64_t pot_used(int64_t id)
{
    int64_t used = 0;
    EXPECT_OK(db_number(as(&nobody), used_of, &used, INT(id)));
    return used;
}

int64_t pots_unsound(void)
{
    return fixture_number("SELECT count(*) FROM entitlement e WHERE e.used <> (SELECT COALESCE(SUM(d.units), 0) FROM entitlement_draw d WHERE d.entitlement_id = e.id AND d.back_at IS NULL)");
}
