/* Payments as they are looked at: one, many, and who pays. */
#include "platform/base/text.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/payment.h"

#define FIELDS \
    "SELECT m.id, m.organisation_id, m.person_id, m.pence, m.left_pence, m.bank_line_id, m.card_payment_id, m.reversed_at, m.made_at, m.way, m.on_date, m.reference," \
    " COALESCE(o.name, p.name) AS customer, m.reversed_why, r.name AS reversed_by, y.name AS by" \
    "  FROM payment m LEFT JOIN organisation o ON o.id = m.organisation_id LEFT JOIN person p ON p.id = m.person_id LEFT JOIN person r ON r.id = m.reversed_by LEFT JOIN person y ON y.id = m.made_by"
/* $1 state, $2 way, $3 folded words, $4 and $5 days, $6 organisation, $7 person */
#define FITTING \
    " WHERE (CAST($1 AS TEXT) = '' OR ($1 = 'left' AND m.left_pence > 0) OR ($1 = 'reversed' AND m.reversed_at IS NOT NULL)) AND (CAST($2 AS TEXT) = '' OR m.way = $2)" \
    " AND (CAST($3 AS TEXT) = '' OR lower(m.reference) LIKE '%' || $3 || '%' OR lower(o.name) LIKE '%' || $3 || '%' OR lower(p.name) LIKE '%' || $3 || '%')" \
    " AND (CAST($4 AS TEXT) = '' OR m.on_date >= $4) AND (CAST($5 AS TEXT) = '' OR m.on_date <= $5)" \
    " AND (CAST($6 AS BIGINT) = 0 OR m.organisation_id = $6) AND (CAST($7 AS BIGINT) = 0 OR m.person_id = $7)"
SQL(payment_one, FIELDS " WHERE m.id = $1");
SQL(payments_newest,
    FIELDS FITTING " AND (CAST($8 AS BIGINT) = 0 OR (m.on_date, m.id) < (SELECT b.on_date, b.id FROM payment b WHERE b.id = $8)) ORDER BY m.on_date DESC, m.id DESC LIMIT CAST($9 AS BIGINT)");
SQL(payments_summed,
    "SELECT COUNT(*) AS count, CAST(COALESCE(SUM(m.pence), 0) AS BIGINT) AS pence, CAST(COALESCE(SUM(m.left_pence), 0) AS BIGINT) AS left_pence"
    "  FROM payment m LEFT JOIN organisation o ON o.id = m.organisation_id LEFT JOIN person p ON p.id = m.person_id" FITTING " AND (m.reversed_at IS NULL OR CAST($1 AS TEXT) = 'reversed')");
SQL(who_pays_all,
    "SELECT d.organisation_id, d.person_id, COALESCE(o.name, p.name) AS name, CAST(SUM(m.open_pence) AS BIGINT) AS open_pence"
    "  FROM document d JOIN document_open m ON m.document_id = d.id LEFT JOIN organisation o ON o.id = d.organisation_id LEFT JOIN person p ON p.id = d.person_id"
    " WHERE d.kind = 'invoice' AND (CAST($1 AS TEXT) = '' OR lower(COALESCE(o.name, p.name)) LIKE '%' || $1 || '%')"
    " GROUP BY d.organisation_id, d.person_id, COALESCE(o.name, p.name) ORDER BY COALESCE(o.name, p.name), d.organisation_id, d.person_id LIMIT 300");

static const Column payment_columns[] = {
    COLUMN(Payment, id), COLUMN(Payment, organisation_id), COLUMN(Payment, person_id), COLUMN(Payment, pence), COLUMN(Payment, left_pence), COLUMN(Payment, bank_line_id), COLUMN(Payment, card_payment_id),
    COLUMN(Payment, reversed_at), COLUMN(Payment, made_at), COLUMN(Payment, way), COLUMN(Payment, on_date), COLUMN(Payment, reference), COLUMN(Payment, customer), COLUMN(Payment, reversed_why),
    COLUMN(Payment, reversed_by), COLUMN(Payment, by),
};

static bool is_theirs(const Ctx *cx, int64_t organisation_id, int64_t person_id)
{
    if (!cx->who) return false;
    return organisation_id ? may(cx, BUY_TOGETHER) && organisation_id == cx->who->organisation_id : person_id && person_id == cx->who->id;
}

Error *payment_read(Ctx *cx, int64_t id, Payment *payment) { return db_one(cx, payment_one, payment_columns, payment, INT(id)); }

Error *payment_find(Ctx *cx, int64_t id, Payment *payment)
{
    TRY(payment_read(cx, id, payment));
    return may(cx, READ_MONEY) || is_theirs(cx, payment->organisation_id, payment->person_id) ? OK : missing(cx, "payment %ld is somebody else's", (long)id);
}

static Error *may_list(Ctx *cx, const PaymentFilter *f)
{
    return may(cx, READ_MONEY) || is_theirs(cx, f->organisation_id, f->person_id) ? OK : forbidden(cx, "payments of customer %ld, %ld", (long)f->organisation_id, (long)f->person_id);
}

#define ASKED(cx, f) STR((f)->state), STR((f)->way), STR(text_fold((cx), (f)->words)), STR((f)->from), STR((f)->to), INT((f)->organisation_id), INT((f)->person_id)

Error *payments_list(Ctx *cx, const PaymentFilter *f, int64_t most, Payment **list, size_t *count)
{
    TRY(may_list(cx, f));
    return db_list(cx, payments_newest, payment_columns, list, count, ASKED(cx, f), INT(f->before_id), INT(most));
}

Error *payments_sums(Ctx *cx, const PaymentFilter *f, PaymentSums *sums)
{
    static const Column columns[] = { COLUMN(PaymentSums, count), COLUMN(PaymentSums, pence), COLUMN(PaymentSums, left_pence) };
    TRY(may_list(cx, f));
    return db_one(cx, payments_summed, columns, sums, ASKED(cx, f));
}

Error *who_pays(Ctx *cx, const char *words, WhoPays **list, size_t *count)
{
    static const Column columns[] = { COLUMN(WhoPays, organisation_id), COLUMN(WhoPays, person_id), COLUMN(WhoPays, name), COLUMN(WhoPays, open_pence) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "who pays");
    return db_list(cx, who_pays_all, columns, list, count, STR(text_fold(cx, words)));
}
