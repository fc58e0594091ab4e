/* What the page of the account and the second step of signing in show of passkeys. */
#pragma once
#include "platform/http/http.h"
#include "rooms/members/own_passkey.h"
#include "rooms/members/second_factor.h"

void passkeys_words(Ctx *cx, Out *out, const SecondFactor *has, const OwnPasskey *list, size_t count);     /* on the page of the account */

/* A form of its own for "/sign-in/second"; nothing where there is no passkey. Without script it says that a code does the same. */
void passkey_form(Ctx *cx, const Request *rq, Response *rs, const OwnPasskey *list, size_t count);
/* In prepare, where that form came (passkey_came): holds what the browser said against its key. It is left in rq->prepared. */
bool           passkey_came(const Request *rq);
CHECKED Error *passkey_hold(Ctx *cx, Request *rq);
/* In submit: takes it, or answers why not and says so. */
CHECKED Error *passkey_lacking(Ctx *cx, Request *rq, Response *rs, Show *show, bool *lacking);
