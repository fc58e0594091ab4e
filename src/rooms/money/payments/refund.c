#include "rooms/money/payments/refund.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "platform/security/seal.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/payment_post.h"
#include "rooms/money/payments/payment_terms.h"

enum { SORT_CODE = 6, ACCOUNT_NUMBER = 8 };
static const char sealed_for[] = "refund";

SQL(refund_insert,
    "INSERT INTO refund (id, payment_id, credit_id, pence, why, way, account_name, account, state, asked_at, asked_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'asked', $9, $10)");
SQL(refund_alone,   "UPDATE refund SET state = 'approved', decided_at = $2, decided_by = $3 WHERE id = $1 AND state = 'asked'");
SQL(refund_by_two,  "UPDATE refund SET state = 'approved', decided_at = $2, decided_by = $3 WHERE id = $1 AND state = 'asked' AND asked_by <> $3");
SQL(refund_alone_before,
    "SELECT CAST(COALESCE(SUM(pence), 0) AS BIGINT) FROM refund WHERE (payment_id = $1 OR credit_id = $2) AND asked_by = decided_by AND (state = 'approved' OR state = 'sent')");
SQL(refund_refused, "UPDATE refund SET state = 'declined', decided_at = $2, decided_by = $3, decided_why = $4 WHERE id = $1 AND state = 'asked'");
SQL(refund_went,    "UPDATE refund SET state = 'sent', sent_at = $2 WHERE id = $1 AND state = 'approved'");
SQL(refund_stayed,  "UPDATE refund SET state = 'failed', decided_why = $2 WHERE id = $1 AND state = 'approved'");
SQL(card_refund_one,
    "SELECT r.id, r.pence, p.pence AS paid_pence, c.provider_id, CAST(COALESCE((SELECT SUM(b.pence) FROM refund b WHERE b.payment_id = p.id AND b.state = 'sent'), 0) AS BIGINT) AS sent_before"
    "  FROM refund r JOIN payment p ON p.id = r.payment_id JOIN card_payment c ON c.id = p.card_payment_id WHERE r.id = $1 AND r.state = 'approved' AND r.way = 'card'");

/* ---- asked ---- */

static const char *digits_of(Ctx *cx, const char *typed)
{
    Draft digits = { .cx = cx };
    for (const char *at = typed; *at; at++)
        if (!strchr(" -", *at)) draft_bytes(&digits, at, 1);
    return digits.length ? draft_text(&digits) : "";
}

static bool so_many_digits(const char *s, size_t n) { return strlen(s) == n && strspn(s, "0123456789") == n; }

static Error *account_sound(Ctx *cx, const RefundDraft *draft)
{
    Error *errors = OK;
    const char *name = text_trim(cx, draft->account_name);
    if (blank(name) || letters(name) > ACCOUNT_NAME_MOST || !text_is_line(name)) errors_add(&errors, invalid(cx, "account_name", "Enter the name on the account, %d characters or fewer", ACCOUNT_NAME_MOST));
    if (!so_many_digits(digits_of(cx, draft->sort_code), SORT_CODE)) errors_add(&errors, invalid(cx, "sort_code", "Enter the sort code, six digits like 20-00-00"));
    if (!so_many_digits(digits_of(cx, draft->account_number), ACCOUNT_NUMBER)) errors_add(&errors, invalid(cx, "account_number", "Enter the account number, eight digits"));
    return errors;
}

static Error *asked_sound(Ctx *cx, const RefundDraft *draft, const Left *left, bool card, int64_t *pence)
{
    Error *errors = OK;
    *pence = left->left_pence;
    if (!blank(draft->amount) && (!money_parse(draft->amount, pence) || !*pence)) errors_add(&errors, invalid(cx, "amount", "Enter the sum in pounds and pence, like 180, 42.50 or 1,200"));
    else if (*pence > left->left_pence) errors_add(&errors, invalid(cx, "amount", "%s is on account, and no more can be paid back", money_table(cx, left->left_pence)));
    if (blank(draft->why)) errors_add(&errors, invalid(cx, "why", "Say why it is paid back"));
    else if (letters(draft->why) > REFUND_WHY_MOST) errors_add(&errors, invalid(cx, "why", "Use %d characters or fewer", REFUND_WHY_MOST));
    if (!card) errors_add(&errors, account_sound(cx, draft));
    return errors;
}

static Error *is_card(Ctx *cx, const OnAccount *from, bool *card)
{
    Payment payment = {0};
    *card = false;
    if (!from->payment_id) return OK;
    TRY(payment_read(cx, from->payment_id, &payment));
    *card = payment.card_payment_id != 0;
    return OK;
}

/* ---- approved ---- */

/* In the act that made it approved: the money leaves the account. */
static Error *goes(Ctx *cx, int64_t id)
{
    Refund refund = {0};
    Left left = {0};
    bool taken;
    TRY(refund_read(cx, id, &refund));
    const OnAccount from = { refund.payment_id, refund.credit_id };
    TRY(left_of(cx, &from, &left));
    TRY(left_take(cx, &from, refund.pence, &taken));
    if (!taken) return conflict(cx, "%s has %s left, less than the %s to pay back", left.words, money_table(cx, left.left_pence), money_table(cx, refund.pence));
    TRY(one_row_post(cx, &(OneRow){ .kind = "refund", .subject_id = id, .on = cx->today, .words = text(cx, "Paid back to %s: %s", refund.customer, refund.why), .from = ACCOUNT_BANK, .to = ACCOUNT_OWED, .pence = refund.pence }));
    if (same(refund.way, "card")) TRY(job_queue(cx, "refunds.card", id, cx->now, NULL));
    return trail(cx, "refund.approved", id, money_table(cx, refund.pence));
}

Error *refund_ask(Ctx *cx, const RefundDraft *draft, int64_t *id, bool *approved)
{
    PaymentTerms terms = {0};
    Left left = {0};
    int64_t pence, before, changed = 0;
    bool card;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "asking for a refund");
    TRY(left_hold(cx, &draft->from));      /* so that what went alone before is all of it */
    TRY(left_of(cx, &draft->from, &left));
    if (!left.left_pence) return conflict(cx, "Nothing of it is on account");
    TRY(is_card(cx, &draft->from, &card));
    TRY(asked_sound(cx, draft, &left, card, &pence));
    TRY(payment_terms(cx, &terms));
    TRY(db_number(cx, refund_alone_before, &before, REF(draft->from.payment_id), REF(draft->from.credit_id)));
    *id = new_id(cx), *approved = pence + before <= terms.two_people_pence;
    const char *account = card ? "" : seal(cx, sealed_for, text(cx, "%s %s", digits_of(cx, draft->sort_code), digits_of(cx, draft->account_number)));
    TRY(db_run(cx, refund_insert, NULL, INT(*id), REF(draft->from.payment_id), REF(draft->from.credit_id), INT(pence), STR(text_trim(cx, draft->why)), STR(card ? "card" : "bank"),
               STR(card ? "" : text_trim(cx, draft->account_name)), STR(account), INT(cx->now), INT(cx->who->id)));
    TRY(trail(cx, "refund.asked", *id, money_table(cx, pence)));
    if (!*approved) return OK;
    TRY(db_run(cx, refund_alone, &changed, INT(*id), INT(cx->now), INT(cx->who->id)));
    return changed ? goes(cx, *id) : broken(cx, "refund %ld was decided before it was asked", (long)*id);
}

Error *refund_approve(Ctx *cx, int64_t id)
{
    Refund refund = {0};
    int64_t changed = 0;
    if (!may(cx, BILL)) return forbidden(cx, "approving refund %ld", (long)id);
    TRY(refund_read(cx, id, &refund));
    TRY(db_run(cx, refund_by_two, &changed, INT(id), INT(cx->now), INT(cx->who->id)));
    if (changed) return goes(cx, id);
    return refund.asked_by_id == cx->who->id && same(refund.state, "asked") ? conflict(cx, "You asked for this yourself. Somebody else has to approve it") : conflict(cx, "This was decided already");
}

Error *refund_decline(Ctx *cx, int64_t id, const char *why)
{
    Refund refund = {0};
    int64_t changed = 0;
    if (!may(cx, BILL)) return forbidden(cx, "declining refund %ld", (long)id);
    TRY(refund_read(cx, id, &refund));
    if (blank(why)) return invalid(cx, "why", "Say why it is declined");
    if (letters(why) > REFUND_WHY_MOST) return invalid(cx, "why", "Use %d characters or fewer", REFUND_WHY_MOST);
    TRY(db_run(cx, refund_refused, &changed, INT(id), INT(cx->now), INT(cx->who->id), STR(text_trim(cx, why))));
    return changed ? trail(cx, "refund.declined", id, money_table(cx, refund.pence)) : conflict(cx, "This was decided already");
}

/* ---- to the card ---- */

Error *card_refund_next(Ctx *cx, int64_t id, CardRefund *refund, bool *found)
{
    static const Column columns[] = { COLUMN(CardRefund, id), COLUMN(CardRefund, pence), COLUMN(CardRefund, paid_pence), COLUMN(CardRefund, provider_id), COLUMN(CardRefund, sent_before) };
    return db_maybe(cx, card_refund_one, columns, refund, found, INT(id));
}

Error *refund_sent(Ctx *cx, int64_t id)
{
    int64_t changed = 0;
    TRY(db_run(cx, refund_went, &changed, INT(id), INT(cx->now)));
    return changed ? trail(cx, "refund.sent", id, NULL) : OK;
}

Error *refund_failed(Ctx *cx, int64_t id, const char *why)
{
    Refund refund = {0};
    int64_t changed = 0;
    TRY(refund_read(cx, id, &refund));
    TRY(db_run(cx, refund_stayed, &changed, INT(id), STR(why)));
    if (!changed) return OK;
    TRY(left_give(cx, &(OnAccount){ refund.payment_id, refund.credit_id }, refund.pence));
    TRY(one_row_back(cx, "refund", id, "refund back", cx->today, text(cx, "Not paid back: %s", why)));
    return trail(cx, "refund.failed", id, NULL);
}
