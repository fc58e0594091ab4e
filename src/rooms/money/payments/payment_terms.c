#include "rooms/money/payments/payment_terms.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/security/fetch.h"
#include "platform/security/seal.h"
#include "rooms/members/permission.h"

enum { DAYS_MOST = 365, FIELD_MOST = 300 };
static const char sealed_for[] = "card provider";

SQL(payment_terms_one, "SELECT two_people_pence, remind_days, again_days, card_on, card_url, card_key FROM payment_terms WHERE id = 0");
SQL(payment_terms_put, "UPDATE payment_terms SET two_people_pence = $1, remind_days = $2, again_days = $3, card_on = $4, card_url = $5, card_key = $6 WHERE id = 0");

Error *payment_terms(Ctx *cx, PaymentTerms *terms)
{
    static const Column columns[] = { COLUMN(PaymentTerms, two_people_pence), COLUMN(PaymentTerms, remind_days), COLUMN(PaymentTerms, again_days), COLUMN(PaymentTerms, card_on), COLUMN(PaymentTerms, card_url),
                                      COLUMN(PaymentTerms, card_key) };
    return db_one(cx, payment_terms_one, columns, terms, NONE);
}

static Error *days_typed(Ctx *cx, const char *field, const char *typed, int64_t *days)
{
    *days = 0;
    return blank(typed) || number_parse(text_trim(cx, typed), 0, DAYS_MOST, days) ? OK : invalid(cx, field, "Enter a number of days up to %d, or leave it empty", DAYS_MOST);
}

static Error *card_sound(Ctx *cx, const PaymentTermsDraft *draft, const PaymentTerms *was)
{
    Error *errors = OK;
    const char *url = text_trim(cx, draft->card_url), *key = text_trim(cx, draft->card_key);
    if (*url && (!fetch_allows(url) || ends(url, "/") || letters(url) > FIELD_MOST || strpbrk(url, " ?#<>\"")))
        errors_add(&errors, invalid(cx, "card_url", "Enter an address that begins with https:// and has no slash at the end, or leave it empty"));
    if (letters(key) > FIELD_MOST || strpbrk(key, " \"") || !text_is_line(key)) errors_add(&errors, invalid(cx, "card_key", "That is no key: copy it from GOV.UK Pay once more"));
    if (draft->card_on && !*key && !*was->card_key) errors_add(&errors, invalid(cx, "card_key", "Enter the key that GOV.UK Pay gave you"));
    return errors;
}

Error *payment_terms_set(Ctx *cx, const PaymentTermsDraft *draft)
{
    PaymentTerms was = {0}, now = { .card_on = draft->card_on, .card_url = text_trim(cx, draft->card_url) };
    Error *errors = OK;
    if (!may(cx, SET_UP)) return forbidden(cx, "what is said of payments");
    TRY(payment_terms(cx, &was));
    if (!money_parse(draft->two_people, &now.two_people_pence)) errors_add(&errors, invalid(cx, "two_people", "Enter a sum in pounds and pence, like 100; 0 asks a second person always"));
    errors_add(&errors, days_typed(cx, "remind_days", draft->remind_days, &now.remind_days));
    errors_add(&errors, days_typed(cx, "again_days", draft->again_days, &now.again_days));
    if (!errors && now.again_days && now.again_days <= now.remind_days) errors_add(&errors, invalid(cx, "again_days", "The second letter comes after the first: more than %ld days", (long)now.remind_days));
    if (!errors && now.again_days && !now.remind_days) errors_add(&errors, invalid(cx, "remind_days", "Enter the days for the first letter, too"));
    errors_add(&errors, card_sound(cx, draft, &was));
    if (errors) return errors;
    const char *key = text_trim(cx, draft->card_key);
    now.card_key = *key ? seal(cx, sealed_for, key) : was.card_key;
    TRY(db_run(cx, payment_terms_put, NULL, INT(now.two_people_pence), INT(now.remind_days), INT(now.again_days), INT(now.card_on), STR(now.card_url), STR(now.card_key)));
    return trail(cx, "settings.payments", 0, text(cx, "second person above %s, card payments %s%s", money_table(cx, now.two_people_pence), now.card_on ? "on" : "off", *key ? ", a new key" : ""));
}

Error *card_access(Ctx *cx, bool also_off, const CardProvider **provider, CardAccess *access)
{
    PaymentTerms terms = {0};
    *provider = NULL;
    TRY(payment_terms(cx, &terms));
    if (!*terms.card_key || (!terms.card_on && !also_off)) return OK;
    const char *key = seal_open(cx, sealed_for, terms.card_key);
    if (!key) return broken(cx, "the key of the card provider was sealed with another secret than this store's");
    *provider = &govuk_pay;
    *access = (CardAccess){ *terms.card_url ? terms.card_url : govuk_pay.url, key };
    return OK;
}
