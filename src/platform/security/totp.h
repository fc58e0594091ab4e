/*
 * Codes of six digits that change every half minute (RFC 6238), as every authenticator app makes them (liboath).
 *
 * A secret is base32 text, 160 random bits. A code of the half minute before or after is taken too, for clocks differ; whoever keeps the
 * step that a code belonged to, and takes none of that step or an earlier one again, takes each code once.
 */
#pragma once
#include "platform/base/context.h"

enum { TOTP_DIGITS = 6, TOTP_STEP_SECONDS = 30 };

void        totp_begin(void);                                                             /* once at start */
const char *totp_secret_new(Ctx *cx);                                                     /* 32 letters and digits */
const char *totp_address(Ctx *cx, const char *secret, const char *account, const char *issuer);   /* otpauth://, what the picture for the app holds */
/* Whether it is a code of this secret at this moment; *step is then the half minute it belongs to, counted from 1970. */
bool        totp_fits(const char *secret, const char *code, int64_t at, int64_t *step);
const char *totp_code(Ctx *cx, const char *secret, int64_t at);                           /* what an app shows then: for tests and the demonstration */
