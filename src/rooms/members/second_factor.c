#include "rooms/members/second_factor.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/mail/mail.h"
#include "platform/security/seal.h"
#include "platform/security/token.h"
#include "platform/security/totp.h"
#include "rooms/members/members.h"

enum { HALF = 5 };      /* a recovery code is two of these: just under 50 bits */

static const char sealed_for[] = "totp";

typedef struct { const char *secret; int64_t last_step; } App;
static const Column app_row[] = { COLUMN(App, secret), COLUMN(App, last_step) };
static const Column has_row[] = { COLUMN(SecondFactor, app_set_at), COLUMN(SecondFactor, passkeys), COLUMN(SecondFactor, codes_left), COLUMN(SecondFactor, given) };

SQL(factor_has, "SELECT (SELECT set_at FROM totp WHERE person_id = $1) AS app_set_at,"
                " (SELECT count(*) FROM passkey WHERE person_id = $1) AS passkeys,"
                " (SELECT count(*) FROM recovery_code WHERE person_id = $1 AND used_at IS NULL AND expires_at IS NULL) AS codes_left,"
                " (SELECT count(*) FROM recovery_code WHERE person_id = $1 AND used_at IS NULL AND expires_at > $2) AS given");
SQL(app_of,     "SELECT secret, last_step FROM totp WHERE person_id = $1");
SQL(app_put,    "INSERT INTO totp (person_id, secret, set_at, last_step) VALUES ($1, $2, $3, $4) ON CONFLICT (person_id) DO UPDATE"
                " SET secret = excluded.secret, set_at = excluded.set_at, last_step = excluded.last_step");
SQL(app_step,   "UPDATE totp SET last_step = $2 WHERE person_id = $1 AND last_step < $2");
SQL(app_drop,   "DELETE FROM totp WHERE person_id = $1");
SQL(code_put,   "INSERT INTO recovery_code (person_id, code_hash, made_at, expires_at) VALUES ($1, $2, $3, $4)");
SQL(code_use,   "UPDATE recovery_code SET used_at = $3 WHERE person_id = $1 AND code_hash = $2 AND used_at IS NULL AND (expires_at IS NULL OR expires_at > $3)");
SQL(code_used,  "SELECT count(*) FROM recovery_code WHERE person_id = $1 AND code_hash = $2 AND used_at IS NOT NULL");
SQL(codes_drop, "DELETE FROM recovery_code WHERE person_id = $1 AND (CAST($2 AS BIGINT) = 1 OR expires_at IS NULL)");
SQL(passkeys_drop, "DELETE FROM passkey WHERE person_id = $1");
SQL(proven_put, "INSERT INTO sign_in_factor (sign_in_id, factor, proven_at) VALUES ($1, $2, $3) ON CONFLICT (sign_in_id) DO NOTHING");
SQL(proven_drop, "DELETE FROM sign_in_factor WHERE sign_in_id IN (SELECT id FROM sign_in WHERE person_id = $1)");

bool second_factor_is_asked(const Ctx *cx)
{
    const char *from = cx->partnership->second_factor_from;
    return blank(from) || strcmp(from, cx->today) <= 0;
}

Error *second_factor_of(Ctx *cx, int64_t person_id, SecondFactor *has)
{
    return db_one(cx, factor_has, has_row, has, INT(person_id), INT(cx->now));
}

bool second_factor_is_set(const SecondFactor *has) { return has->app_set_at || has->passkeys; }

/* ---- codes ---- */

static const char *code_new(Ctx *cx) { return text(cx, "%s-%s", token_short(cx, HALF), token_short(cx, HALF)); }

const char *const *recovery_codes_new(Ctx *cx)
{
    const char **codes = array(cx, const char *, RECOVERY_CODES);
    for (int i = 0; i < RECOVERY_CODES; i++) codes[i] = code_new(cx);
    return codes;
}

/* Letters and digits alone, in capitals: people leave out the hyphen, and phones put in spaces. */
static const char *code_plain(Ctx *cx, const char *typed)
{
    Draft plain = { .cx = cx };
    for (; *typed; typed++) {
        char c = *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 'a' + 'A') : *typed;
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) draft_bytes(&plain, &c, 1);
    }
    return draft_text(&plain);
}

static const char *code_hash(Ctx *cx, int64_t person_id, const char *code) { return mac(cx, "recovery-code", text(cx, "%ld %s", person_id, code_plain(cx, code))); }

static Error *code_keep(Ctx *cx, int64_t person_id, const char *code, int64_t until)
{
    return db_run(cx, code_put, NULL, INT(person_id), STR(code_hash(cx, person_id, code)), INT(cx->now), REF(until));
}

Error *recovery_codes_drop(Ctx *cx, int64_t person_id) { return db_run(cx, codes_drop, NULL, INT(person_id), INT(0)); }

Error *recovery_codes_keep(Ctx *cx, int64_t person_id, const char *const *codes)
{
    TRY(recovery_codes_drop(cx, person_id));
    for (int i = 0; i < RECOVERY_CODES; i++) TRY(code_keep(cx, person_id, codes[i], 0));
    return OK;
}

/* ---- setting up ---- */

static Error *owner_tell(Ctx *cx, int64_t person_id, Mail mail)
{
    PersonName person;
    TRY(person_name(cx, person_id, &person));
    const Mail filled = { .letter = mail.letter, .person_id = person_id, .to_name = person.name, .to_email = person.email,
        MAIL_VALUES({ "name", person.name }, { "partnership", cx->partnership->name }, { "office", cx->partnership->email },
                    { "link", text(cx, "%s/account", cx->partnership->url) }) };
    return mail_queue(cx, &filled);
}

Error *second_factor_set(Ctx *cx, int64_t person_id, const char *secret, const char *code, const char *const *recovery)
{
    int64_t step;
    if (!totp_fits(secret, code_plain(cx, code), cx->now, &step))
        return invalid(cx, "code", "That is not the code of this moment. Enter the six digits that the app shows for %s now", cx->partnership->short_name);
    TRY(db_run(cx, app_put, NULL, INT(person_id), STR(seal(cx, sealed_for, secret)), INT(cx->now), INT(step)));
    TRY(recovery_codes_keep(cx, person_id, recovery));
    TRY(owner_tell(cx, person_id, (Mail){ .letter = "second-factor-set" }));
    return trail(cx, "second_factor.set", person_id, NULL);
}

Error *recovery_codes_set(Ctx *cx, int64_t person_id, const char *const *codes)
{
    TRY(recovery_codes_keep(cx, person_id, codes));
    return trail(cx, "second_factor.codes_made", person_id, NULL);
}

Error *second_factor_reset(Ctx *cx, int64_t person_id)
{
    SecondFactor has;
    TRY(second_factor_of(cx, person_id, &has));
    if (!second_factor_is_set(&has) && !has.codes_left && !has.given) return conflict(cx, "Nothing is set up, so there is nothing to take away");
    TRY(db_run(cx, app_drop, NULL, INT(person_id)));
    TRY(db_run(cx, passkeys_drop, NULL, INT(person_id)));
    TRY(db_run(cx, codes_drop, NULL, INT(person_id), INT(1)));
    TRY(db_run(cx, proven_drop, NULL, INT(person_id)));
    TRY(owner_tell(cx, person_id, (Mail){ .letter = "second-factor-reset" }));
    return trail(cx, "second_factor.reset", person_id, NULL);
}

Error *second_factor_give(Ctx *cx, int64_t person_id, const char **code)
{
    *code = code_new(cx);
    TRY(code_keep(cx, person_id, *code, cx->now + GIVEN_CODE_SECONDS));
    return trail(cx, "second_factor.code_given", person_id, NULL);
}

/* ---- taking a code ---- */

static Error *app_take(Ctx *cx, int64_t person_id, const char *code, CodeIs *is)
{
    App app;
    bool found;
    int64_t step, taken;
    TRY(db_maybe(cx, app_of, app_row, &app, &found, INT(person_id)));
    if (!found) return OK;
    const char *secret = seal_open(cx, sealed_for, app.secret);
    if (!secret) return broken(cx, "the authenticator app of person %ld was sealed with another secret than this store's", person_id);
    if (!totp_fits(secret, code, cx->now, &step)) return OK;
    TRY(db_run(cx, app_step, &taken, INT(person_id), INT(step)));      /* of two at once, one */
    *is = taken ? CODE_OF_APP : CODE_USED;
    return OK;
}

static Error *recovery_take(Ctx *cx, int64_t person_id, const char *code, CodeIs *is)
{
    int64_t taken, used;
    const char *hash = code_hash(cx, person_id, code);
    TRY(db_run(cx, code_use, &taken, INT(person_id), STR(hash), INT(cx->now)));
    if (taken) *is = CODE_OF_RECOVERY;
    if (taken) return OK;
    TRY(db_number(cx, code_used, &used, INT(person_id), STR(hash)));
    if (used) *is = CODE_USED;
    return OK;
}

Error *second_factor_take(Ctx *cx, int64_t person_id, const char *typed, CodeIs *is)
{
    const char *code = code_plain(cx, typed);
    *is = CODE_WRONG;
    return strlen(code) == TOTP_DIGITS ? app_take(cx, person_id, code, is) : recovery_take(cx, person_id, code, is);
}

Error *sign_in_proven(Ctx *cx, int64_t person_id, int64_t sign_in_id, const char *factor)
{
    TRY(db_run(cx, proven_put, NULL, INT(sign_in_id), STR(factor), INT(cx->now)));
    const char *by = same(factor, "totp") ? "by the app" : same(factor, "recovery") ? "by a recovery code" : same(factor, "passkey") ? "by a passkey" : "by another account";
    return trail_by(cx, person_id, sign_in_id, "second_factor.given", person_id, by);
}
