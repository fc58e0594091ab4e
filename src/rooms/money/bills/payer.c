#include "rooms/money/bills/payer.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/mail/mail.h"
#include "rooms/members/permission.h"

/* Whoever looks after the money of an organisation: the business manager, else the school's administrator, else the headteacher, else an officer or contact. */
#define LOOKS_AFTER \
    "(SELECT q.email FROM post t JOIN person q ON q.id = t.person_id WHERE t.organisation_id = o.id AND t.starts_on <= $3 AND (t.ends_on IS NULL OR t.ends_on >= $3)" \
    " AND (t.role = 'school business manager' OR t.role = 'school administrator' OR t.role = 'headteacher' OR t.role = 'executive headteacher' OR t.role = 'head of service' OR t.role = 'officer'" \
    " OR t.role = 'contact' OR t.role = 'partner contact')" \
    " ORDER BY CASE t.role WHEN 'school business manager' THEN 1 WHEN 'school administrator' THEN 2 WHEN 'head of service' THEN 2 WHEN 'headteacher' THEN 3 ELSE 4 END, t.id LIMIT 1)"
#define LINES_OF "o.street || CASE WHEN o.town = '' THEN '' ELSE CAST($4 AS TEXT) || o.town END || CASE WHEN o.postcode = '' THEN '' ELSE CAST($4 AS TEXT) || o.postcode END"
SQL(payer_one,
    "SELECT c.organisation_id, c.person_id, COALESCE(o.name, p.name) AS name, COALESCE(o.kind, 'person') AS kind, " PAYER_CLASS " AS class, " PAYER_WAY " AS way, COALESCE(w.way, '') AS way_set,"
    " COALESCE(w.order_required, 0) AS order_required, COALESCE(w.pay_days, 30) AS pay_days, COALESCE(w.cost_code, '') AS cost_code, COALESCE(w.bill_address, '') AS bill_address,"
    " COALESCE(w.bill_email, '') AS bill_email, CASE WHEN o.id IS NULL THEN '' WHEN COALESCE(w.bill_address, '') <> '' THEN w.bill_address ELSE " LINES_OF " END AS address,"
    " CASE WHEN o.id IS NULL THEN p.email WHEN COALESCE(w.bill_email, '') <> '' THEN w.bill_email ELSE COALESCE(" LOOKS_AFTER ", '') END AS email"
    "  FROM (SELECT CAST($1 AS BIGINT) AS organisation_id, CAST($2 AS BIGINT) AS person_id) c" PAYER_JOINS("c.") " WHERE o.id IS NOT NULL OR p.id IS NOT NULL");
SQL(terms_put,
    "INSERT INTO customer_terms (organisation_id, way, order_required, cost_code, bill_address, bill_email, pay_days, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    " ON CONFLICT (organisation_id) DO UPDATE SET way = excluded.way, order_required = excluded.order_required, cost_code = excluded.cost_code, bill_address = excluded.bill_address,"
    " bill_email = excluded.bill_email, pay_days = excluded.pay_days, changed_at = excluded.changed_at, changed_by = excluded.changed_by");

Error *payer_read(Ctx *cx, int64_t organisation_id, int64_t person_id, Payer *payer)
{
    static const Column columns[] = {
        COLUMN(Payer, organisation_id), COLUMN(Payer, person_id), COLUMN(Payer, order_required), COLUMN(Payer, pay_days), COLUMN(Payer, name), COLUMN(Payer, kind), COLUMN(Payer, class),
        COLUMN(Payer, address), COLUMN(Payer, email), COLUMN(Payer, way), COLUMN(Payer, way_set), COLUMN(Payer, cost_code), COLUMN(Payer, bill_address), COLUMN(Payer, bill_email),
    };
    return db_one(cx, payer_one, columns, payer, REF(organisation_id), REF(person_id), STR(cx->today), STR("\n"));
}

Error *payer_find(Ctx *cx, int64_t organisation_id, int64_t person_id, Payer *payer)
{
    bool ours = may(cx, BUY_TOGETHER) && organisation_id && organisation_id == cx->who->organisation_id, oneself = cx->who && person_id == cx->who->id && !organisation_id;
    if (!may(cx, READ_MONEY) && !ours && !oneself) return missing(cx, "customer %ld, %ld", (long)organisation_id, (long)person_id);
    return payer_read(cx, organisation_id, person_id, payer);
}

static Error *terms_check(Ctx *cx, const TermsDraft *draft, int64_t *pay_days)
{
    Error *errors = OK;
    if (*draft->way && !one_of(draft->way, "invoice recharge")) errors_add(&errors, invalid(cx, "way", "Choose how it is billed"));
    if (letters(draft->cost_code) > COST_CODE_MOST || !text_is_line(draft->cost_code)) errors_add(&errors, invalid(cx, "cost_code", "Use %d characters or fewer, on one line", COST_CODE_MOST));
    if (letters(draft->address) > BILL_ADDRESS_MOST) errors_add(&errors, invalid(cx, "address", "Use %d characters or fewer", BILL_ADDRESS_MOST));
    if (!blank(draft->email) && !email_valid(text_trim(cx, draft->email))) errors_add(&errors, invalid(cx, "email", "Enter an email address in the correct format, like finance@school.example"));
    if (!number_parse(text_trim(cx, draft->pay_days), 0, PAY_DAYS_MOST, pay_days)) errors_add(&errors, invalid(cx, "pay_days", "Enter how many days there are to pay, from 0 to %d", PAY_DAYS_MOST));
    return errors;
}

static Error *terms_keep(Ctx *cx, int64_t organisation_id, const TermsDraft *draft)
{
    int64_t pay_days = PAY_DAYS_USUAL;
    TRY(terms_check(cx, draft, &pay_days));
    TRY(db_run(cx, terms_put, NULL, INT(organisation_id), STR(draft->way), INT(draft->order_required), STR(text_trim(cx, draft->cost_code)), STR(blank(draft->address) ? "" : draft->address),
               STR(text_trim(cx, draft->email)), INT(pay_days), INT(cx->now), INT(cx->who->id)));
    return trail(cx, "customer.terms_set", organisation_id, NULL);
}

Error *payer_terms_set(Ctx *cx, int64_t organisation_id, const TermsDraft *draft)
{
    Payer payer = {0};
    if (!may(cx, BILL)) return forbidden(cx, "terms of organisation %ld", (long)organisation_id);
    TRY(payer_read(cx, organisation_id, 0, &payer));
    return terms_keep(cx, organisation_id, draft);
}

Error *payer_terms_ours(Ctx *cx, const TermsDraft *draft)
{
    Payer payer = {0};
    if (!may(cx, BUY_TOGETHER)) return forbidden(cx, "terms of one's own organisation");
    TRY(payer_read(cx, cx->who->organisation_id, 0, &payer));
    TermsDraft ours = *draft;
    ours.way = payer.way_set, ours.cost_code = payer.cost_code, ours.pay_days = text(cx, "%ld", (long)payer.pay_days);
    return terms_keep(cx, payer.organisation_id, &ours);
}
