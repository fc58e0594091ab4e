/*
 * The second factor: what proves again who somebody is, beside the password or the mailbox, before they see anybody else's data.
 *
 * Whose post gives any permission, and whoever leads an event, is asked for it once in each sign-in: a code of their authenticator app, a
 * passkey (own_passkey.h), or one of ten recovery codes. Until then the post's permissions are withheld (Who.withheld) and only what is their own is shown. The
 * setting second_factor_from says from which day; before it, whoever wants to may set theirs up.
 */
#pragma once
#include "platform/db/db.h"

enum { RECOVERY_CODES = 10, GIVEN_CODE_SECONDS = 86400, SECOND_FACTOR_SETTING_DAYS = 366 };

/* What a person has to prove themself by. `given`: codes of the operator's that are still good. */
typedef struct { int64_t app_set_at, passkeys, codes_left, given; } SecondFactor;
CHECKED Error *second_factor_of(Ctx *cx, int64_t person_id, SecondFactor *has);      /* without an app, app_set_at is 0 */
bool           second_factor_is_set(const SecondFactor *has);                        /* an app or a passkey: from then on it opens what follows */

/* Codes that nobody knows yet, for a page to show before they are kept: "7KQMX-4XRTB". */
const char *const *recovery_codes_new(Ctx *cx);                                      /* RECOVERY_CODES of them */

/* Sets up an app by its secret (platform/security/totp.h) and a code that it shows, with recovery codes; what was set up before works no
 * more. A code that does not fit is refused, about the field "code". The person is written to. */
CHECKED Error *second_factor_set(Ctx *cx, int64_t person_id, const char *secret, const char *code, const char *const *recovery);
/* Those before work no more. `_keep` without a word in the trail, where it is part of setting something up. */
CHECKED Error *recovery_codes_keep(Ctx *cx, int64_t person_id, const char *const *codes);
CHECKED Error *recovery_codes_drop(Ctx *cx, int64_t person_id);                      /* their own; what they were given for a day still holds */
CHECKED Error *recovery_codes_set(Ctx *cx, int64_t person_id, const char *const *codes);
/* The office takes it all away, for somebody whose phone and codes are gone, passkeys too: their sign-ins are proven no more, and they are written to. */
CHECKED Error *second_factor_reset(Ctx *cx, int64_t person_id);
/* A code that the operator of the program hands to somebody: it works once, within a day. */
CHECKED Error *second_factor_give(Ctx *cx, int64_t person_id, const char **code);

/* Takes a code of the app or a recovery code, however it is spaced and cased. Each is taken once. */
typedef enum { CODE_WRONG, CODE_USED, CODE_OF_APP, CODE_OF_RECOVERY } CodeIs;
CHECKED Error *second_factor_take(Ctx *cx, int64_t person_id, const char *typed, CodeIs *is);

/* From here on this sign-in is proven, by "totp", "recovery", "passkey" or "provider". */
CHECKED Error *sign_in_proven(Ctx *cx, int64_t person_id, int64_t sign_in_id, const char *factor);
bool           second_factor_is_asked(const Ctx *cx);                                /* today, of whoever sees other people's data */
