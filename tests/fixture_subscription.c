#include "tests/fixture_subscription.h"

#include "platform/jobs/jobs.h"
#include "rooms/money/bills/bill.h"

void packages_lay(void)
{
    fixture_run("INSERT INTO price_rule (id, name, part_year, early_percent, early_by, made_at) VALUES (983, 'By the pupil', 'months', 10, '2027-02-28', 0)");
    fixture_run("INSERT INTO price_rule_line (rule_id, position, phase, per_pupil_pence, floor_pence) VALUES (983, 1, 'primary', 500, 100000)");
    fixture_run("INSERT INTO price_rule_line (rule_id, position, phase, flat_pence) VALUES (983, 2, 'secondary', 240000)");
    fixture_run("INSERT INTO price_rule (id, name, part_year, made_at) VALUES (984, 'By the pupil', 'months', 0)");
    fixture_run("INSERT INTO price_rule_line (rule_id, position, phase, per_pupil_pence, floor_pence) VALUES (984, 1, 'primary', 500, 100000)");
    fixture_run("INSERT INTO price_rule_line (rule_id, position, phase, sector, flat_pence) VALUES (984, 2, 'secondary', 'academy', 240000)");
    fixture_run("INSERT INTO price_rule_line (rule_id, position, phase, flat_pence) VALUES (984, 3, 'secondary', 180000)");
    fixture_run("INSERT INTO price_rule_line (rule_id, position, phase, sector, per_pupil_pence) VALUES (984, 4, 'primary', 'academy', 700)");
    fixture_run("INSERT INTO package (id, name, rule_id, starts_on, ends_on, state, made_at, published_at) VALUES (981, 'Learning package 2026/27', 984, '2026-04-01', '2027-03-31', 'published', 0, 0)");
    fixture_run("INSERT INTO package (id, name, rule_id, starts_on, ends_on, follows_id, order_by, state, made_at, published_at)"
                " VALUES (982, 'Learning package 2027/28', 983, '2027-04-01', '2028-03-31', 981, '2027-04-30', 'published', 0, 0)");
    fixture_run("INSERT INTO package_item (package_id, kind, amount) VALUES (981, 'places', 40)");
    fixture_run("INSERT INTO package_item (package_id, kind, course_kind) VALUES (981, 'places', 'governor training')");
    fixture_run("INSERT INTO package_item (package_id, kind, amount) VALUES (982, 'places', 40)");
}

void heads_lay(void) { fixture_run("UPDATE post SET role = 'headteacher' WHERE person_id = 101 OR person_id = 103"); }

typedef struct { int64_t organisation_id, package_id, pence, id; const char *from; } Acting;
static Error *quote_act(Ctx *cx, void *data)
{
    Acting *a = data;
    return subscription_quote(cx, a->organisation_id, a->package_id, a->from, &a->id);
}
static Error *order_act(Ctx *cx, void *data)
{
    Acting *a = data;
    const SubscriptionOrder order = { .organisation_id = a->organisation_id, .package_id = a->package_id, .pence = a->pence, .purchase_order = "PO 7" };
    return subscription_order(cx, &order, &a->id);
}
static Error *confirm_act(Ctx *cx, void *id) { return subscription_confirm(cx, *(const int64_t *)id); }

Error *quote_by(const Somebody *who, int64_t organisation_id, int64_t package_id, const char *from, int64_t *id)
{
    Acting a = { .organisation_id = organisation_id, .package_id = package_id, .from = from };
    Error *error = write_as(who, quote_act, &a);
    if (id) *id = a.id;
    return error;
}

Error *order_by(const Somebody *who, int64_t organisation_id, int64_t package_id, int64_t pence, int64_t *id)
{
    Acting a = { .organisation_id = organisation_id, .package_id = package_id, .pence = pence };
    Error *error = write_as(who, order_act, &a);
    if (id) *id = a.id;
    return error;
}

Error *confirm_by(const Somebody *who, int64_t id) { return write_as(who, confirm_act, &id); }

int64_t subscribed_from(int64_t organisation_id, int64_t package_id, const char *from)
{
    int64_t id = 0;
    EXPECT_OK(quote_by(&dora, organisation_id, package_id, from, &id));
    EXPECT_OK(order_by(&dora, organisation_id, package_id, PENCE_MOST, &id));
    EXPECT_OK(confirm_by(&dora, id));
    return id;
}

int64_t subscribed(int64_t organisation_id, int64_t package_id) { return subscribed_from(organisation_id, package_id, package_id == THIS_YEAR ? "2026-04-01" : "2027-04-01"); }

/* Whatever waits of who owes it is billed, as of the fixture's day; by invoice, also where a recharge is usual. */
typedef struct { int64_t subject; const char *kind; Issued issued; } Invoicing;
SQL(fixture_owed_by,    "SELECT organisation_id FROM bill_item WHERE kind = $1 AND subject_id = $2 AND state = 'waiting'");
SQL(fixture_by_invoice, "INSERT INTO customer_terms (organisation_id, way, changed_at) VALUES ($1, 'invoice', 0) ON CONFLICT (organisation_id) DO NOTHING");

static Error *invoice_act(Ctx *cx, void *data)
{
    Invoicing *v = data;
    int64_t organisation_id;
    TRY(db_number(cx, fixture_owed_by, &organisation_id, STR(v->kind), INT(v->subject)));
    TRY(db_run(cx, fixture_by_invoice, NULL, INT(organisation_id)));
    return bills_make(cx, organisation_id, 0, "", &v->issued);
}

void item_invoiced(const char *kind, int64_t subject_id) { EXPECT_OK(write_as(&dora, invoice_act, &(Invoicing){ .subject = subject_id, .kind = kind })); }

static Error *hourly_act(Ctx *cx, void *nothing)
{
    TRY(job_queue(cx, "offers_of_packages.lapse", 0, cx->now, NULL));
    return job_queue(cx, "subscriptions.earn", 0, cx->now, NULL);
}

void hourly_at(const char *moment)
{
    fixture_at(moment);
    EXPECT_OK(write_as(&nobody, hourly_act, NULL));
    run_jobs();
}
