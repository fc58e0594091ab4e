#include "rooms/members/own_passkey.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/mail/mail.h"
#include "rooms/members/second_factor.h"

#define PASSKEY_FIELDS "id, algorithm, counter, made_at, used_at, credential, public_key, name"
static const Column passkey_row[] = { COLUMN(OwnPasskey, id), COLUMN(OwnPasskey, algorithm), COLUMN(OwnPasskey, counter), COLUMN(OwnPasskey, made_at), COLUMN(OwnPasskey, used_at),
                                      COLUMN(OwnPasskey, credential), COLUMN(OwnPasskey, public_key), COLUMN(OwnPasskey, name) };

SQL(passkeys_list,       "SELECT " PASSKEY_FIELDS " FROM passkey WHERE person_id = $1 ORDER BY name, id LIMIT 20");
SQL(passkeys_count,      "SELECT count(*) FROM passkey WHERE person_id = $1");
SQL(passkeys_hold,       "UPDATE person SET changed_at = changed_at WHERE id = $1");      /* whoever adds one waits for whoever does already: they are counted */
SQL(passkey_own,         "SELECT " PASSKEY_FIELDS " FROM passkey WHERE id = $1 AND person_id = $2");
SQL(passkey_called,      "SELECT " PASSKEY_FIELDS " FROM passkey WHERE credential = $1 AND person_id = $2");
SQL(passkey_insert,      "INSERT INTO passkey (id, person_id, credential, public_key, algorithm, counter, name, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (credential) DO NOTHING");
SQL(passkey_count_on,    "UPDATE passkey SET counter = $3, used_at = $4 WHERE id = $1 AND person_id = $2 AND (counter < $3 OR (counter = 0 AND CAST($3 AS BIGINT) = 0))");
SQL(passkey_delete,      "DELETE FROM passkey WHERE id = $1 AND person_id = $2");
SQL(challenge_spend,     "INSERT INTO passkey_spent (challenge_hash, taken_at) VALUES ($1, $2) ON CONFLICT (challenge_hash) DO NOTHING");
SQL(challenges_old,      "DELETE FROM passkey_spent WHERE taken_at <= $1");

Error *passkeys_of(Ctx *cx, int64_t person_id, OwnPasskey **list, size_t *count) { return db_list(cx, passkeys_list, passkey_row, list, count, INT(person_id)); }

Error *passkey_find(Ctx *cx, int64_t id, OwnPasskey *passkey) { return db_one(cx, passkey_own, passkey_row, passkey, INT(id), INT(cx->who->id)); }

Error *passkey_by_credential(Ctx *cx, const char *credential, OwnPasskey *passkey, bool *found)
{
    return db_maybe(cx, passkey_called, passkey_row, passkey, found, STR(credential), INT(cx->who->id));
}

static const char *purpose(Ctx *cx, const char *what) { return text(cx, "%s %ld %ld", what, cx->who->id, cx->who->sign_in_id); }

const char *passkey_to_add(Ctx *cx) { return purpose(cx, "add"); }
const char *passkey_to_use(Ctx *cx) { return purpose(cx, "use"); }

static Error *spend(Ctx *cx, const char *spent)
{
    int64_t first;
    TRY(db_run(cx, challenge_spend, &first, STR(spent), INT(cx->now)));
    return first ? OK : invalid(cx, "passkey", "That was sent already. Try once more");
}

static Error *owner_tell(Ctx *cx, Mail mail, const char *name)
{
    const Mail filled = { .letter = mail.letter, .person_id = cx->who->id, .to_name = cx->who->name, .to_email = cx->who->email,
        MAIL_VALUES({ "name", cx->who->name }, { "partnership", cx->partnership->name }, { "office", cx->partnership->email }, { "passkey", name },
                    { "link", text(cx, "%s/account", cx->partnership->url) }) };
    return mail_queue(cx, &filled);
}

Error *passkey_add(Ctx *cx, const char *name, const Passkey *made, const char *spent)
{
    int64_t there, added;
    TRY(spend(cx, spent));
    TRY(db_run(cx, passkeys_hold, NULL, INT(cx->who->id)));
    TRY(db_number(cx, passkeys_count, &there, INT(cx->who->id)));
    if (there >= PASSKEYS_MOST) return invalid(cx, "passkey", "You have %d passkeys already. Remove one that you use no more", PASSKEYS_MOST);
    TRY(db_run(cx, passkey_insert, &added, INT(new_id(cx)), INT(cx->who->id), STR(made->id), STR(made->key), INT(made->algorithm), INT(made->counter), STR(name), INT(cx->now)));
    if (!added) return invalid(cx, "passkey", "That passkey is here already. Use another key, phone or computer");
    TRY(owner_tell(cx, (Mail){ .letter = "passkey-added" }, name));
    return trail(cx, "passkey.added", cx->who->id, name);
}

Error *passkey_take(Ctx *cx, const OwnPasskey *passkey, int64_t counter, const char *spent)
{
    int64_t taken;
    TRY(spend(cx, spent));
    TRY(db_run(cx, passkey_count_on, &taken, INT(passkey->id), INT(cx->who->id), INT(counter), INT(cx->now)));
    return taken ? OK : invalid(cx, "passkey", "That passkey was used elsewhere at this moment, or is removed. Try once more");
}

Error *passkey_remove(Ctx *cx, int64_t id)
{
    OwnPasskey passkey;
    SecondFactor has;
    TRY(passkey_find(cx, id, &passkey));
    TRY(db_run(cx, passkey_delete, NULL, INT(id), INT(cx->who->id)));
    TRY(second_factor_of(cx, cx->who->id, &has));
    if (!second_factor_is_set(&has)) TRY(recovery_codes_drop(cx, cx->who->id));
    TRY(owner_tell(cx, (Mail){ .letter = "passkey-removed" }, passkey.name));
    return trail(cx, "passkey.removed", cx->who->id, passkey.name);
}

Error *passkeys_sweep(Ctx *cx) { return db_run(cx, challenges_old, NULL, INT(cx->now - PASSKEY_SECONDS)); }
