#include "rooms/money/payments/payment.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/bank_line.h"
#include "rooms/money/payments/payment_post.h"

enum { YEARS_BACK = 5, YEAR_DAYS = 366 };

SQL(payment_insert,
    "INSERT INTO payment (id, organisation_id, person_id, way, on_date, pence, left_pence, reference, bank_line_id, card_payment_id, made_at, made_by)"
    " VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11)");
SQL(payment_reversed, "UPDATE payment SET left_pence = 0, reversed_at = $2, reversed_why = $3, reversed_by = $4 WHERE id = $1 AND reversed_at IS NULL AND left_pence = pence");
SQL(payment_line_used, "SELECT COUNT(*) FROM payment WHERE bank_line_id = $1 AND reversed_at IS NULL");

const char *payment_way_words(const char *way)
{
    static const char *const words[][2] = { { "bank", "Bank transfer" }, { "card", "Card" }, { "cheque", "Cheque" }, { "cash", "Cash" } };
    for (size_t i = 0; i < COUNT(words); i++)
        if (same(way, words[i][0])) return words[i][1];
    return way;
}

/* ---- taken ---- */

static Error *settle(Ctx *cx, const PaymentTaken *taken, int64_t id)
{
    for (size_t i = 0; i < taken->count; i++) TRY(allocation_put(cx, id, taken->settles[i].document_id, taken->settles[i].pence));
    return taken->keep || taken->count ? OK : allocation_oldest(cx, id);
}

Error *payment_take(Ctx *cx, const PaymentTaken *taken, int64_t *id)
{
    if (taken->pence < 1 || !taken->organisation_id == !taken->person_id) return broken(cx, "a payment of %ld pence by nobody, or by two", (long)taken->pence);
    if (taken->count > ALLOCATIONS_MOST) return broken(cx, "a payment that settles %zu", taken->count);
    *id = new_id(cx);
    TRY(db_run(cx, payment_insert, NULL, INT(*id), REF(taken->organisation_id), REF(taken->person_id), STR(taken->way), STR(taken->on), INT(taken->pence), STR(taken->reference), REF(taken->bank_line_id),
               REF(taken->card_payment_id), INT(cx->now), REF(cx->who ? cx->who->id : 0)));
    TRY(one_row_post(cx, &(OneRow){ .kind = "payment", .subject_id = *id, .on = taken->on, .words = blank(taken->reference) ? payment_way_words(taken->way) : text(cx, "%s: %s", payment_way_words(taken->way), taken->reference),
                                    .from = ACCOUNT_OWED, .to = ACCOUNT_BANK, .pence = taken->pence }));
    TRY(settle(cx, taken, *id));
    return trail(cx, "payment.taken", *id, money_table(cx, taken->pence));
}

/* ---- by hand ---- */

static Error *day_sound(Ctx *cx, const char *on, const char *absent)
{
    if (blank(on)) return invalid(cx, "on", "%s", absent);
    if (strcmp(on, cx->today) > 0) return invalid(cx, "on", "The day must be today or earlier");
    return strcmp(on, date_add_days(cx, cx->today, -YEARS_BACK * YEAR_DAYS)) < 0 ? invalid(cx, "on", "The day must be within the last %d years", YEARS_BACK) : OK;
}

Error *payment_record(Ctx *cx, const PaymentDraft *draft, int64_t *id)
{
    PaymentTaken taken = { .organisation_id = draft->organisation_id, .person_id = draft->person_id, .way = draft->way, .on = draft->on, .reference = text_trim(cx, draft->reference), .keep = draft->keep };
    Document invoice = {0};
    Settles first = { draft->document_id, 0 };
    Error *errors = OK;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "recording a payment");
    if (!draft->organisation_id == !draft->person_id) errors_add(&errors, invalid(cx, "customer", "Choose who paid"));
    if (!one_of(draft->way, "bank cheque cash card")) errors_add(&errors, invalid(cx, "way", "Choose how it was paid"));
    errors_add(&errors, day_sound(cx, draft->on, "Enter the day on which it came"));
    if (blank(draft->amount)) errors_add(&errors, invalid(cx, "amount", "Enter how much was paid"));
    else if (!money_parse(draft->amount, &taken.pence) || !taken.pence) errors_add(&errors, invalid(cx, "amount", "Enter the sum in pounds and pence, like 180, 42.50 or 1,200"));
    if (letters(draft->reference) > PAYMENT_WORDS_MOST) errors_add(&errors, invalid(cx, "reference", "Use %d characters or fewer", PAYMENT_WORDS_MOST));
    if (errors) return errors;
    if (draft->document_id) {
        TRY(document_read(cx, draft->document_id, &invoice));
        first.pence = taken.pence < invoice.open_pence ? taken.pence : invoice.open_pence;
        if (first.pence) taken.settles = &first, taken.count = 1;
    }
    return payment_take(cx, &taken, id);
}

/* ---- reversed ---- */

static Error *line_waits(Ctx *cx, int64_t bank_line_id)
{
    int64_t used;
    if (!bank_line_id) return OK;
    TRY(db_number(cx, payment_line_used, &used, INT(bank_line_id)));
    return used ? OK : bank_line_wait(cx, bank_line_id);
}

Error *payment_reverse(Ctx *cx, int64_t id, const char *on, const char *why, bool mistake)
{
    Payment payment = {0};
    int64_t changed = 0;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "reversing payment %ld", (long)id);
    TRY(payment_read(cx, id, &payment));
    Error *errors = day_sound(cx, on, "Enter the day on which it counts");
    if (!errors && strcmp(on, payment.on_date) < 0) errors = invalid(cx, "on", "The day must be %s or later, on which it came", date_words(cx, payment.on_date));
    if (blank(why)) errors_add(&errors, invalid(cx, "why", "Say why it is reversed"));
    else if (letters(why) > PAYMENT_WORDS_MOST) errors_add(&errors, invalid(cx, "why", "Use %d characters or fewer", PAYMENT_WORDS_MOST));
    if (errors) return errors;
    if (payment.reversed_at) return conflict(cx, "This payment was reversed already");
    TRY(allocations_lift_all(cx, id));
    TRY(db_run(cx, payment_reversed, &changed, INT(id), INT(cx->now), STR(text_trim(cx, why)), INT(cx->who->id)));
    if (!changed) return conflict(cx, "Some of this payment was paid back, so it cannot be reversed as a whole. Note the rest in the ledger");
    TRY(one_row_back(cx, "payment", id, "payment back", on, text(cx, "%s: %s", mistake ? "A mistake" : "It bounced", text_trim(cx, why))));
    if (mistake) TRY(line_waits(cx, payment.bank_line_id));
    return trail(cx, "payment.reversed", id, mistake ? "a mistake" : "bounced");
}
