#include "rooms/money/prices/customer_class.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/members.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"

const CustomerClass customer_classes[CUSTOMER_CLASSES] = {
    { "maintained",  "Maintained school of ours",      "maintained schools of ours" },
    { "other phase", "Maintained, of another phase",   "maintained schools of another phase" },
    { "academy",     "Academy or college",             "academies and colleges" },
    { "neighbour",   "School of another authority",    "schools of another authority" },
    { "independent", "Independent school",             "independent schools" },
    { "partner",     "Partner or other organisation",  "partners and other organisations" },
    { "department",  "Council department",             "council departments" },
    { "person",      "Somebody for themself",          "people who come for themselves" },
};

SQL(customer_find,
    "SELECT " CUSTOMER_CLASS("o", "s", "$3") " AS class, CAST(CASE WHEN " MEMBER_ON("o.id", "$2") " THEN 1 ELSE 0 END AS BIGINT) AS member"
    "  FROM organisation o LEFT JOIN school s ON s.organisation_id = o.id WHERE o.id = $1");
SQL(own_phases_list,  "SELECT phase FROM own_phase ORDER BY phase");
SQL(own_phases_clear, "DELETE FROM own_phase");
SQL(own_phase_add,    "INSERT INTO own_phase (phase) VALUES ($1) ON CONFLICT (phase) DO NOTHING");

typedef struct { const char *phase; } PhaseRow;
static const Column customer_columns[] = { COLUMN(Customer, class), COLUMN(Customer, member) }, phase_columns[] = { COLUMN(PhaseRow, phase) };

static bool is_phase(const char *word)
{
    for (size_t i = 0; school_phases[i]; i++)
        if (same(school_phases[i], word)) return true;
    return false;
}

const CustomerClass *customer_class_named(const char *class)
{
    for (size_t i = 0; i < CUSTOMER_CLASSES; i++)
        if (same(customer_classes[i].class, class)) return &customer_classes[i];
    return NULL;
}

const char *customer_class_many(const char *class)
{
    const CustomerClass *named = customer_class_named(class);
    return named ? named->many : "members";
}

Error *customer_of(Ctx *cx, int64_t organisation_id, const char *on, Customer *customer)
{
    *customer = (Customer){ .class = "person" };
    return organisation_id ? db_one(cx, customer_find, customer_columns, customer, INT(organisation_id), STR(on), STR(cx->partnership->authority)) : OK;
}

Error *customer_class_of(Ctx *cx, int64_t organisation_id, const char *on, const char **class)
{
    Customer customer;
    TRY(customer_of(cx, organisation_id, on, &customer));
    *class = customer.class;
    return OK;
}

Error *own_phases(Ctx *cx, const char *const **phases, size_t *count)
{
    PhaseRow *rows;
    TRY(db_list(cx, own_phases_list, phase_columns, &rows, count, NONE));
    const char **list = array(cx, const char *, *count + 1);
    for (size_t i = 0; i < *count; i++) list[i] = rows[i].phase;
    *phases = list;
    return OK;
}

Error *own_phases_set(Ctx *cx, const char *const *phases, size_t count)
{
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "which phases are the partnership’s own");
    if (!count) return invalid(cx, "phase", "Choose the phases of our own schools, one at least");
    for (size_t i = 0; i < count; i++)
        if (!is_phase(phases[i])) return invalid(cx, "phase", "Choose phases from the list");
    TRY(db_run(cx, own_phases_clear, NULL, NONE));
    for (size_t i = 0; i < count; i++) TRY(db_run(cx, own_phase_add, NULL, STR(phases[i])));
    return trail(cx, "prices.own_phases", 0, NULL);
}
