/* GOV.UK Pay, by its published interface (docs.payments.service.gov.uk): JSON over HTTPS, sums in pence, the key as a bearer's. */
#include <string.h>

#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/cards/card_provider.h"
#include "platform/documents/json.h"
#include "platform/security/fetch.h"

enum { ID_MOST = 40, WORDS_MOST = 255, STATUS_OK = 200, STATUS_CREATED = 201, STATUS_ACCEPTED = 202, STATUS_REFUSED = 400, STATUS_FAULT = 500, STATUS_TOO_OFTEN = 429, STATUS_TIMED_OUT = 408 };

/* Their number of a payment, as it may stand in an address. */
static bool id_sound(const char *id)
{
    size_t n = strlen(id);
    return n > 0 && n <= ID_MOST && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789") == n;
}

static CardOutcome outcome_of(const char *state)
{
    if (same(state, "success")) return CARD_PAID;
    return one_of(state, "failed cancelled error") ? CARD_NOT_PAID : CARD_UNDER_WAY;      /* created, started, submitted, capturable, and what they may think of later */
}

/* Refused for good, or only for now: theirs to be away, to be asked too often. */
static Error *not_done(Ctx *cx, const char *what, const Fetched *answer)
{
    Json *json = NULL;
    const char *code = "";
    if (json_read(cx, answer->bytes, answer->length, &json) == OK && json) code = json_get_text(json, "code");
    log_warning(cx, "cards", "%s: %ld %s", what, answer->status, code);
    bool later = answer->status >= STATUS_FAULT || answer->status == STATUS_TOO_OFTEN || answer->status == STATUS_TIMED_OUT || answer->status < STATUS_REFUSED;
    return later ? unavailable(cx, "GOV.UK Pay, %s: %ld", what, answer->status) : conflict(cx, "GOV.UK Pay said no (%ld %s)", answer->status, code);
}

static Error *said_read(Ctx *cx, const Fetched *answer, CardSaid *said)
{
    Json *json = NULL;
    if (json_read(cx, answer->bytes, answer->length, &json) || !json) return unavailable(cx, "GOV.UK Pay answers with what is no JSON");
    const Json *state = json_get(json, "state"), *next = json_get(json_get(json, "_links"), "next_url"), *refunds = json_get(json, "refund_summary");
    *said = (CardSaid){ .provider_id = json_get_text(json, "payment_id"), .state = json_get_text(state, "status"), .pence = json_get_int(json, "amount", -1),
                        .reference = json_get_text(json, "reference"), .next_url = json_get_text(next, "href"), .refunded_pence = json_get_int(refunds, "amount_submitted", 0) };
    if (!id_sound(said->provider_id) || blank(said->state) || said->pence < 0) return unavailable(cx, "GOV.UK Pay answers with no payment");
    if (*said->next_url && !fetch_allows(said->next_url)) return unavailable(cx, "GOV.UK Pay sends on to an address without encryption");
    said->outcome = outcome_of(said->state);
    return OK;
}

static const char *shortened(Ctx *cx, const char *words)
{
    size_t length = strlen(words) > WORDS_MOST ? WORDS_MOST : strlen(words);
    while (length && ((unsigned char)words[length] & 0xC0) == 0x80) length--;
    return text_copy(cx, words, length);
}

static Error *pay_create(Ctx *cx, const CardAccess *access, const CardAsk *ask, CardSaid *said)
{
    Json *json = json_object_new(cx);
    Fetched answer = {0};
    json_put_int(json, "amount", ask->pence);
    json_put_text(json, "reference", shortened(cx, ask->reference));
    json_put_text(json, "description", shortened(cx, ask->description));
    json_put_text(json, "return_url", ask->return_url);
    TRY(fetch_asked(cx, &(FetchAsk){ text(cx, "%s/v1/payments", access->url), json_write(cx, json), access->key }, &answer));
    if (answer.status != STATUS_CREATED) return not_done(cx, "beginning a payment", &answer);
    TRY(said_read(cx, &answer, said));
    if (said->pence != ask->pence || !*said->next_url) return unavailable(cx, "GOV.UK Pay began another payment than was asked for: %ld pence", (long)said->pence);
    return OK;
}

static Error *pay_find(Ctx *cx, const CardAccess *access, const char *provider_id, CardSaid *said)
{
    Fetched answer = {0};
    if (!id_sound(provider_id)) return broken(cx, "no payment of GOV.UK Pay: %s", provider_id);
    TRY(fetch_asked(cx, &(FetchAsk){ text(cx, "%s/v1/payments/%s", access->url, provider_id), NULL, access->key }, &answer));
    if (answer.status != STATUS_OK) return not_done(cx, "asking for a payment", &answer);
    TRY(said_read(cx, &answer, said));
    return same(said->provider_id, provider_id) ? OK : unavailable(cx, "GOV.UK Pay answers about another payment");
}

static Error *pay_refund(Ctx *cx, const CardAccess *access, const char *provider_id, int64_t pence, int64_t left)
{
    Json *json = json_object_new(cx);
    Fetched answer = {0};
    if (!id_sound(provider_id)) return broken(cx, "no payment of GOV.UK Pay: %s", provider_id);
    json_put_int(json, "amount", pence);
    json_put_int(json, "refund_amount_available", left);
    TRY(fetch_asked(cx, &(FetchAsk){ text(cx, "%s/v1/payments/%s/refunds", access->url, provider_id), json_write(cx, json), access->key }, &answer));
    return answer.status == STATUS_ACCEPTED || answer.status == STATUS_OK || answer.status == STATUS_CREATED ? OK : not_done(cx, "paying back", &answer);
}

enum { PENCE_A_PAYMENT = 10000000 };
const CardProvider govuk_pay = { "GOV.UK Pay", "https://publicapi.payments.service.gov.uk", PENCE_A_PAYMENT, pay_create, pay_find, pay_refund };
