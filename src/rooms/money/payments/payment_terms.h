/* What the partnership says of payments: above which sum a second person is asked, when customers are reminded, and who takes payments by card. */
#pragma once
#include "platform/cards/card_provider.h"
#include "platform/db/db.h"

typedef struct { int64_t two_people_pence, remind_days, again_days, card_on; const char *card_url, *card_key; } PaymentTerms;     /* card_url "": the provider's own; card_key is sealed */
CHECKED Error *payment_terms(Ctx *cx, PaymentTerms *terms);

/* As typed. SET_UP. card_key "": the one there is stays. Refused about "two_people", "remind_days", "again_days", "card_url", "card_key". */
typedef struct { const char *two_people, *remind_days, *again_days, *card_url, *card_key; bool card_on; } PaymentTermsDraft;
CHECKED Error *payment_terms_set(Ctx *cx, const PaymentTermsDraft *draft);

/* Who takes payments by card, and how they are reached; *provider NULL: nobody does. With `also_off` whoever did, for payments that are under way or paid back. */
CHECKED Error *card_access(Ctx *cx, bool also_off, const CardProvider **provider, CardAccess *access);
