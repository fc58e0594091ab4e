/*
 * Whoever changes their address, password or authenticator app proves again who they are: by the password they have, or by having signed in
 * just now. Guesses are counted by the browser they are made in, so that nobody else's slow its owner.
 */
#pragma once
#include "platform/http/http.h"
#include "rooms/members/person.h"
#include "rooms/members/second_factor.h"
#include "rooms/members/sign_in.h"

typedef struct { Person person; Guesser guesser; int64_t wait; bool right, fresh; const char *hash; } Proof;

void ask_proof(Out *out, const Request *rq, const Person *person, const char *why);      /* the field "current", of somebody with a password */
/* In prepare. Somebody without a password who signed in too long ago is refused, about `field`. It is left in rq->prepared. */
CHECKED Error *prove(Ctx *cx, Request *rq, const char *field, Proof **made);
/* In submit: answers for it where the proof does not stand, and says so; the mistake is counted. */
CHECKED Error *proof_lacking(Ctx *cx, Request *rq, Response *rs, Show *show, bool *lacking);

/* In submit: takes the field "code", of the app or a recovery code, and says which it was. Guesses are counted by person, for nobody comes
 * here without the password or the mailbox: a stranger slows nobody. */
CHECKED Error *code_lacking(Ctx *cx, Request *rq, Response *rs, Show *show, CodeIs *is, bool *lacking);
