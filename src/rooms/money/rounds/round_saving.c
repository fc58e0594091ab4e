#include "rooms/money/rounds/round_saving.h"

#include "platform/base/money.h"
#include "platform/base/text.h"

/* Everything that counts: committed to, in a round that was not called off, and not taken back. */
#define DAY "COALESCE(r.counts_on, r.commit_until)"
#define OF " FROM round r JOIN round_commitment c ON c.round_id = r.id JOIN organisation o ON o.id = c.organisation_id LEFT JOIN organisation s ON s.id = r.supplier_id" \
    " WHERE c.quantity > 0 AND r.state <> 'called off' AND " DAY " BETWEEN $1 AND $2 AND (CAST($3 AS BIGINT) = 0 OR c.organisation_id = $3)"
#define CHARGED "r.state = 'charged' AND c.lifted_at IS NULL"
SQL(savings_list,
    "SELECT r.id AS round_id, c.organisation_id, r.local, c.quantity, c.allotted, c.alone_pence, c.estimate_pence, c.pence, c.saved_pence, c.lifted_at, r.title, COALESCE(s.name, r.supplier) AS supplier, r.unit, r.units,"
    " r.state, c.alone_why, " DAY " AS \"on\", o.name AS organisation" OF " ORDER BY o.sort_key, o.id, " DAY " DESC, r.id DESC LIMIT CAST($4 AS BIGINT)");
#define SUM(what, when) "CAST(COALESCE(SUM(CASE WHEN " when " THEN " what " ELSE 0 END), 0) AS BIGINT)"
SQL(savings_sums,
    "SELECT o.id AS organisation_id, o.name AS organisation, COUNT(*) AS rounds, " SUM("c.pence", CHARGED) " AS pence, " SUM("c.saved_pence", CHARGED) " AS saved_pence, "
    SUM("c.estimate_pence", "r.state <> 'charged'") " AS expected_pence, " SUM("c.pence", CHARGED " AND r.local = 1") " AS local_pence" OF " GROUP BY o.id, o.name, o.sort_key ORDER BY o.sort_key, o.id LIMIT 1000");
SQL(savings_suppliers,
    "SELECT COALESCE(s.name, r.supplier) AS supplier, r.local, COUNT(DISTINCT r.id) AS rounds, CAST(SUM(c.pence) AS BIGINT) AS pence" OF " AND " CHARGED
    " GROUP BY COALESCE(s.name, r.supplier), r.local ORDER BY SUM(c.pence) DESC, 1 LIMIT 200");

Error *savings(Ctx *cx, const SavingFilter *f, int64_t most, Saving **list, size_t *count)
{
    static const Column columns[] = {
        COLUMN(Saving, round_id), COLUMN(Saving, organisation_id), COLUMN(Saving, local), COLUMN(Saving, quantity), COLUMN(Saving, allotted), COLUMN(Saving, alone_pence), COLUMN(Saving, estimate_pence), COLUMN(Saving, pence),
        COLUMN(Saving, saved_pence), COLUMN(Saving, lifted_at), COLUMN(Saving, title), COLUMN(Saving, supplier), COLUMN(Saving, unit), COLUMN(Saving, units), COLUMN(Saving, state), COLUMN(Saving, alone_why), COLUMN(Saving, on),
        COLUMN(Saving, organisation),
    };
    return db_list(cx, savings_list, columns, list, count, STR(f->from), STR(f->to), INT(f->organisation_id), INT(most));
}

Error *savings_by_organisation(Ctx *cx, const SavingFilter *f, SavingSum **list, size_t *count)
{
    static const Column columns[] = { COLUMN(SavingSum, organisation_id), COLUMN(SavingSum, organisation), COLUMN(SavingSum, rounds), COLUMN(SavingSum, pence), COLUMN(SavingSum, saved_pence), COLUMN(SavingSum, expected_pence), COLUMN(SavingSum, local_pence) };
    return db_list(cx, savings_sums, columns, list, count, STR(f->from), STR(f->to), INT(f->organisation_id));
}

Error *savings_by_supplier(Ctx *cx, const SavingFilter *f, SupplierSum **list, size_t *count)
{
    static const Column columns[] = { COLUMN(SupplierSum, supplier), COLUMN(SupplierSum, local), COLUMN(SupplierSum, rounds), COLUMN(SupplierSum, pence) };
    return db_list(cx, savings_suppliers, columns, list, count, STR(f->from), STR(f->to), INT(f->organisation_id));
}

const char *saving_against_words(const char *alone_why)
{
    if (same(alone_why, "list")) return "list price";
    return same(alone_why, "own") ? "own last price" : "price quoted alone";
}

const char *saved_words(Ctx *cx, int64_t pence) { return pence < 0 ? text(cx, "%s more than alone", money_table(cx, -pence)) : money_table(cx, pence); }
