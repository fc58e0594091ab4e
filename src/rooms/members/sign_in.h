/*
 * Signing in: who a token belongs to, how it begins and ends, links by mail, and how guessing is slowed.
 *
 * A *sign-in* is a random token, stored hashed, that a browser keeps in a cookie. It acts in one of the person's posts; when that post
 * ends it falls back to another current one by itself, and without any to the person's own record alone.
 */
#pragma once
#include "platform/db/db.h"

enum { SIGN_IN_DAYS = 30, LINK_HOURS = 1, INVITATION_DAYS = 14, FRESH_MINUTES = 15 };

/* Who a token belongs to, with the permissions of the post they act in; *who is NULL when it is nobody's or over. On every page's path. */
CHECKED Error *sign_in_who(Ctx *cx, const char *token, const Who **who);
/* The same for a person without a sign-in: commands, jobs and tests that act as somebody. */
CHECKED Error *person_who(Ctx *cx, int64_t person_id, const Who **who);
/* As they act for one organisation: with what their post there gives, or nothing where they hold none today. 0: in the post that gives most. */
CHECKED Error *person_who_at(Ctx *cx, int64_t person_id, int64_t organisation_id, const Who **who);

/* Begins a sign-in; *token goes into the cookie. It acts in the current post with the most permissions. `factor`: what it was proven by
 * already, as sign_in_proven() says; "" by nothing yet. */
CHECKED Error *sign_in_begin(Ctx *cx, int64_t person_id, const char *device, const char *factor, const char **token);
CHECKED Error *sign_in_end(Ctx *cx, int64_t id);                              /* one of the signed-in person's own; anybody else's is missing */
CHECKED Error *sign_ins_end_others(Ctx *cx, int64_t person_id, int64_t keep);
CHECKED Error *sign_in_act_in(Ctx *cx, int64_t sign_in_id, int64_t post_id);  /* a current post of their own */
CHECKED Error *sign_in_is_fresh(Ctx *cx, int64_t id, bool *fresh);            /* began within FRESH_MINUTES */

typedef struct { int64_t id, began_at, expires_at; const char *device, *address; } SignIn;
CHECKED Error *sign_ins_of(Ctx *cx, int64_t person_id, SignIn **list, size_t *count);    /* those that still hold, the latest first */
/* Whether this browser's old cookie was this person's: such a device is not slowed by others' failures, and is counted by itself. */
CHECKED Error *sign_in_knows_device(Ctx *cx, int64_t person_id, const char *token, bool *knows);

/* Forgets sign-ins that ended long ago, links that were too old, and failures that no longer slow anybody. For a job. */
CHECKED Error *sign_ins_sweep(Ctx *cx);

/* Links by mail, each used once, by the button on the page it opens. */
typedef struct { int64_t person_id; const char *purpose, *name, *email; int64_t has_password; } Link;
CHECKED Error *link_make(Ctx *cx, int64_t person_id, const char *purpose, int64_t seconds, const char **token);
CHECKED Error *link_find(Ctx *cx, const char *token, Link *link, bool *found);    /* not used, not too old */
CHECKED Error *link_use(Ctx *cx, const char *token, Link *link);                  /* spends it, or CONFLICT in words */
CHECKED Error *links_void(Ctx *cx, int64_t person_id);                             /* those not used yet open nothing any more */
/* Asks for a link to be mailed to an address, whether or not anybody has it: the same words, and the same work in the request. */
CHECKED Error *link_ask(Ctx *cx, const char *email, const char *purpose);
CHECKED Error *invitation_send(Ctx *cx, int64_t person_id, const char *organisation);

/*
 * Slowing. Failures are counted by account and by network, both as keyed hashes. After a few, each further try waits longer, up to
 * ATTEMPT_WAIT_MOST; nothing is ever locked, and an emailed link always works. attempt_wait gives the seconds still to wait.
 */
enum { ATTEMPTS_FREE = 5, ATTEMPT_WAIT_MOST = 900, ATTEMPTS_FORGOTTEN_AFTER = 86400, NETWORK_ATTEMPTS_FREE = 50 };
typedef struct { const char *email, *device; } Guesser;      /* device: the cookie of a browser that is known to be this person's; "" of another */
CHECKED Error *attempt_wait(Ctx *cx, const Guesser *guesser, int64_t *seconds);
CHECKED Error *attempt_failed(Ctx *cx, const Guesser *guesser);
CHECKED Error *attempt_succeeded(Ctx *cx, const Guesser *guesser);
