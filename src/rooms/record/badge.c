#include "rooms/record/badge.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/store.h"
#include "platform/db/trail.h"
#include "platform/security/digest.h"
#include "platform/security/jwt.h"
#include "platform/security/seal.h"
#include "platform/security/token.h"

#define SEALED_FOR "badge signing key"

SQL(badge_about, "SELECT c.id AS course_id, c.outcome, p.email FROM registration r JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id JOIN person p ON p.id = r.person_id WHERE r.id = $1");
SQL(key_now,     "SELECT kid, private_sealed, public_jwk FROM signing_key WHERE retired_at IS NULL ORDER BY id DESC LIMIT 1");
SQL(keys_all,    "SELECT kid, public_jwk FROM signing_key ORDER BY id DESC LIMIT 20");
SQL(key_add,
    "INSERT INTO signing_key (id, kid, private_sealed, public_jwk, made_at) SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS BIGINT)"
    " WHERE NOT EXISTS (SELECT 1 FROM signing_key WHERE retired_at IS NULL)");
SQL(withdrawn_all, "SELECT code, withdrawn_why AS why FROM certificate WHERE withdrawn_at IS NOT NULL ORDER BY withdrawn_at DESC, id DESC LIMIT 5000");
SQL(course_badged,
    "SELECT c.id, c.title, c.summary, c.outcome FROM course c WHERE c.id = $1 AND EXISTS (SELECT 1 FROM certificate t JOIN registration r ON r.id = t.registration_id"
    "  JOIN event e ON e.id = r.event_id WHERE e.course_id = c.id)");

typedef struct { int64_t course_id; const char *outcome, *email; } About;
typedef struct { const char *kid, *private_sealed, *public_jwk; } KeyRow;

/* A verifier who is told the address can make sure whose badge it is; nobody can read the address out of it. */
static const char *identity_of(Ctx *cx, const char *email, const char *salt)
{
    Digest digest = {0};
    digest_begin(&digest);
    digest_add(&digest, email, strlen(email));
    digest_add(&digest, salt, strlen(salt));
    return text(cx, "sha256$%s", digest_end(cx, &digest));
}

Error *badge_find(Ctx *cx, int64_t certificate_id, Badge *badge)
{
    static const Column columns[] = { COLUMN(About, course_id), COLUMN(About, outcome), COLUMN(About, email) };
    About about = {0};
    TRY(certificate_find(cx, certificate_id, &badge->certificate));
    if (badge->certificate.withdrawn_at) return missing(cx, "certificate %ld is withdrawn", (long)certificate_id);
    TRY(db_one(cx, badge_about, columns, &about, INT(badge->certificate.registration_id)));
    badge->course_id = about.course_id, badge->outcome = about.outcome;
    badge->identity = identity_of(cx, text_fold(cx, about.email), badge->certificate.code);
    return OK;
}

/* ---- keys ---- */

Error *signing_key_find(Ctx *cx, SigningKey *key, bool *found)
{
    static const Column columns[] = { COLUMN(KeyRow, kid), COLUMN(KeyRow, private_sealed), COLUMN(KeyRow, public_jwk) };
    KeyRow row;
    TRY(db_maybe(cx, key_now, columns, &row, found, NONE));
    if (!*found) return OK;
    *key = (SigningKey){ row.kid, seal_open(cx, SEALED_FOR, row.private_sealed), row.public_jwk };
    return key->private_jwk ? OK : broken(cx, "the signing key %s was sealed by another store", row.kid);
}

Error *published_keys(Ctx *cx, PublishedKey **keys, size_t *count)
{
    static const Column columns[] = { COLUMN(PublishedKey, kid), COLUMN(PublishedKey, public_jwk) };
    return db_list(cx, keys_all, columns, keys, count, NONE);
}

static Error *key_put(Ctx *cx, void *data)
{
    const KeyRow *row = data;
    int64_t added = 0, id = new_id(cx);
    TRY(db_run(cx, key_add, &added, INT(id), STR(row->kid), STR(row->private_sealed), STR(row->public_jwk), INT(cx->now)));
    return added ? trail(cx, "badge.key_made", id, row->kid) : OK;
}

Error *signing_key_make(Ctx *cx)
{
    SigningKey there;
    KeyRow row = {0};
    const char *private_jwk = NULL;
    bool found = false;
    TRY(signing_key_find(cx, &there, &found));
    if (found) return OK;
    row.kid = token_short(cx, 12);
    TRY(jwt_key_make(cx, row.kid, &private_jwk, &row.public_jwk));
    row.private_sealed = seal(cx, SEALED_FOR, private_jwk);
    return db_write(cx, key_put, &row);
}

/* ---- what is public ---- */

Error *certificates_withdrawn_list(Ctx *cx, Withdrawn **list, size_t *count)
{
    static const Column columns[] = { COLUMN(Withdrawn, code), COLUMN(Withdrawn, why) };
    return db_list(cx, withdrawn_all, columns, list, count, NONE);
}

Error *badge_course(Ctx *cx, int64_t course_id, BadgeCourse *course)
{
    static const Column columns[] = { COLUMN(BadgeCourse, id), COLUMN(BadgeCourse, title), COLUMN(BadgeCourse, summary), COLUMN(BadgeCourse, outcome) };
    return db_one(cx, course_badged, columns, course, INT(course_id));
}
