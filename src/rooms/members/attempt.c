/* Slows guessing without letting a stranger lock anybody out: see sign_in.h. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/security/token.h"
#include "rooms/members/sign_in.h"

typedef struct { int64_t failures, last_at; } Attempt;
static const Column attempt_row[] = { COLUMN(Attempt, failures), COLUMN(Attempt, last_at) };

SQL(attempt_by_key, "SELECT failures, last_at FROM sign_in_attempt WHERE key = $1 AND last_at > $2");
SQL(attempt_count, "INSERT INTO sign_in_attempt (key, failures, last_at) VALUES ($1, 1, $2) ON CONFLICT (key) DO UPDATE"
                   " SET failures = CASE WHEN sign_in_attempt.last_at > $3 THEN sign_in_attempt.failures + 1 ELSE 1 END, last_at = excluded.last_at");
SQL(attempt_forget, "DELETE FROM sign_in_attempt WHERE key = $1 OR last_at < $2");

static const char *account_key(Ctx *cx, const char *email)
{
    return mac(cx, "attempt-account", text_fold(cx, text_trim(cx, email)));
}

/* A household or a school shares its /24, or its /64: guessing from a whole network is one guesser. */
static const char *network_key(Ctx *cx)
{
    const char *address = cx->address ? cx->address : "", *end = strrchr(address, '.');
    if (!end && strchr(address, ':')) {
        int groups = 0;
        for (end = address; *end && groups < 4; end++) groups += *end == ':';
    }
    return mac(cx, "attempt-network", end ? text_copy(cx, address, (size_t)(end - address)) : address);
}

/* 2, 4, 8 seconds ... after the free ones, up to a quarter of an hour, counted from the last failure. */
static int64_t wait_left(const Ctx *cx, const Attempt *attempt, int64_t free_tries)
{
    int64_t over = attempt->failures - free_tries;
    if (over < 0) return 0;
    int64_t wait = over >= 9 ? ATTEMPT_WAIT_MOST : INT64_C(2) << over;
    if (wait > ATTEMPT_WAIT_MOST) wait = ATTEMPT_WAIT_MOST;
    int64_t left = attempt->last_at + wait - cx->now;
    return left > 0 ? left : 0;
}

static Error *wait_of(Ctx *cx, const char *key, int64_t free_tries, int64_t *seconds)
{
    Attempt attempt;
    bool found;
    TRY(db_maybe(cx, attempt_by_key, attempt_row, &attempt, &found, STR(key), INT(cx->now - ATTEMPTS_FORGOTTEN_AFTER)));
    *seconds = found ? wait_left(cx, &attempt, free_tries) : 0;
    return OK;
}

static const char *device_key(Ctx *cx, const char *device) { return mac(cx, "attempt-device", device); }

Error *attempt_wait(Ctx *cx, const Guesser *guesser, int64_t *seconds)
{
    int64_t account, network = 0;
    if (!blank(guesser->device)) return wait_of(cx, device_key(cx, guesser->device), ATTEMPTS_FREE, seconds);
    TRY(wait_of(cx, account_key(cx, guesser->email), ATTEMPTS_FREE, &account));
    if (!blank(cx->address)) TRY(wait_of(cx, network_key(cx), NETWORK_ATTEMPTS_FREE, &network));
    *seconds = account > network ? account : network;
    return OK;
}

Error *attempt_failed(Ctx *cx, const Guesser *guesser)
{
    int64_t forgotten = cx->now - ATTEMPTS_FORGOTTEN_AFTER;
    bool known = !blank(guesser->device);
    const char *key = known ? device_key(cx, guesser->device) : account_key(cx, guesser->email);
    TRY(db_run(cx, attempt_count, NULL, STR(key), INT(cx->now), INT(forgotten)));
    if (known) return OK;
    return blank(cx->address) ? OK : db_run(cx, attempt_count, NULL, STR(network_key(cx)), INT(cx->now), INT(forgotten));
}

/* The network keeps its count: one good password there says nothing about the other guesses. */
Error *attempt_succeeded(Ctx *cx, const Guesser *guesser)
{
    if (!blank(guesser->device)) TRY(db_run(cx, attempt_forget, NULL, STR(device_key(cx, guesser->device)), INT(cx->now - ATTEMPTS_FORGOTTEN_AFTER)));
    return db_run(cx, attempt_forget, NULL, STR(account_key(cx, guesser->email)), INT(cx->now - ATTEMPTS_FORGOTTEN_AFTER));
}
