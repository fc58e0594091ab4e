#include "rooms/members/sign_in.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/security/token.h"
#include "rooms/members/permission.h"
#include "rooms/members/post.h"
#include "rooms/members/second_factor.h"

typedef struct {
    int64_t     id, sign_in_id, post_id, organisation_id;
    const char *name, *email, *role, *organisation, *kind, *factor;
} WhoRow;

static const Column who_row[] = {
    COLUMN(WhoRow, id), COLUMN(WhoRow, sign_in_id), COLUMN(WhoRow, post_id), COLUMN(WhoRow, organisation_id), COLUMN(WhoRow, name),
    COLUMN(WhoRow, email), COLUMN(WhoRow, role), COLUMN(WhoRow, organisation), COLUMN(WhoRow, kind),
    COLUMN(WhoRow, factor),
};

/* The post counts only while it is current and still theirs. */
SQL(who_by_token, "SELECT p.id, i.id AS sign_in_id, t.id AS post_id, t.organisation_id, p.name, p.email, t.role, o.name AS organisation, o.kind, f.factor"
                  "  FROM sign_in i JOIN person p ON p.id = i.person_id LEFT JOIN sign_in_factor f ON f.sign_in_id = i.id"
                  "  LEFT JOIN post t ON t.id = i.post_id AND t.person_id = p.id AND t.starts_on <= $3 AND (t.ends_on IS NULL OR t.ends_on >= $3)"
                  "  LEFT JOIN organisation o ON o.id = t.organisation_id"
                  " WHERE i.token_hash = $1 AND i.ended_at IS NULL AND i.expires_at > $2");
SQL(who_by_person, "SELECT p.id, CAST(0 AS BIGINT) AS sign_in_id, CAST(0 AS BIGINT) AS post_id, CAST(0 AS BIGINT) AS organisation_id, p.name, p.email, '' AS role, '' AS organisation, '' AS kind, '' AS factor"
                   "  FROM person p WHERE p.id = $1");

SQL(sign_in_insert, "INSERT INTO sign_in (id, token_hash, person_id, post_id, began_at, expires_at, device, address)"
                    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
SQL(person_came_in, "UPDATE person SET first_in_at = $2 WHERE id = $1 AND first_in_at IS NULL");
SQL(sign_in_close,  "UPDATE sign_in SET ended_at = $3 WHERE id = $1 AND person_id = $2 AND ended_at IS NULL");
SQL(sign_in_close_others, "UPDATE sign_in SET ended_at = $3 WHERE person_id = $1 AND id <> $2 AND ended_at IS NULL");
SQL(sign_in_put_post, "UPDATE sign_in SET post_id = $2 WHERE id = $1 AND EXISTS (SELECT 1 FROM post t WHERE t.id = $2"
                      " AND t.person_id = sign_in.person_id AND t.starts_on <= $3 AND (t.ends_on IS NULL OR t.ends_on >= $3))");
SQL(sign_ins_open, "SELECT id, began_at, expires_at, device, address FROM sign_in WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $2"
                   " ORDER BY began_at DESC, id DESC LIMIT 100");
SQL(sign_in_began, "SELECT began_at FROM sign_in WHERE id = $1");
SQL(sign_in_of_device, "SELECT count(*) FROM sign_in WHERE token_hash = $1 AND person_id = $2");

static int permissions_count(uint64_t may) { return __builtin_popcountll(may); }

/* The current post that lets its holder do most, at one organisation or (0) anywhere; the earliest of equals, so that the choice does not wander. */
static Error *best_post(Ctx *cx, int64_t person_id, int64_t organisation_id, Post *best)
{
    Post *posts;
    size_t count;
    int most = -1;
    *best = (Post){0};
    TRY(posts_current(cx, person_id, &posts, &count));
    for (size_t i = 0; i < count; i++) {
        if (organisation_id && posts[i].organisation_id != organisation_id) continue;
        int n = permissions_count(permissions_of(posts[i].role, posts[i].organisation_kind));
        if (n > most) most = n, *best = posts[i];
    }
    return OK;
}

static Error *who_make(Ctx *cx, const WhoRow *row, int64_t organisation_id, const Who **who)
{
    Who *made = new(cx, Who);
    *made = (Who){ .id = row->id, .name = row->name, .email = row->email, .sign_in_id = row->sign_in_id, .post_id = row->post_id, .post = row->role,
                   .organisation_id = row->organisation_id, .organisation = row->organisation };
    const char *kind = row->kind;
    if (!row->post_id) {
        Post post;
        TRY(best_post(cx, row->id, organisation_id, &post));
        if (post.id) {
            made->post_id = post.id, made->post = post.role, made->organisation_id = post.organisation_id, made->organisation = post.organisation;
            kind = post.organisation_kind;
        }
    }
    /* Whoever acts without a sign-in, a command or a job, has nothing to prove. */
    made->factor = row->factor, made->proven = *row->factor || !row->sign_in_id || !second_factor_is_asked(cx);
    if (made->post_id) {
        uint64_t gives = permissions_of(made->post, kind);
        made->may = made->proven ? gives : 0, made->withheld = made->proven ? 0 : gives;
        const Role *role = role_find(made->post);
        if (role) made->post = role->words;
    }
    *who = made;
    return OK;
}

Error *sign_in_who(Ctx *cx, const char *token, const Who **who)
{
    WhoRow row;
    bool found;
    *who = NULL;
    if (blank(token)) return OK;
    TRY(db_maybe(cx, who_by_token, who_row, &row, &found, STR(token_hash(cx, token)), INT(cx->now), STR(cx->today)));
    return found ? who_make(cx, &row, 0, who) : OK;
}

Error *person_who_at(Ctx *cx, int64_t person_id, int64_t organisation_id, const Who **who)
{
    WhoRow row;
    TRY(db_one(cx, who_by_person, who_row, &row, INT(person_id)));
    return who_make(cx, &row, organisation_id, who);
}

Error *person_who(Ctx *cx, int64_t person_id, const Who **who) { return person_who_at(cx, person_id, 0, who); }

Error *sign_in_begin(Ctx *cx, int64_t person_id, const char *device, const char *factor, const char **token)
{
    Post post;
    int64_t id = new_id(cx);
    TRY(best_post(cx, person_id, 0, &post));
    *token = token_new(cx);
    TRY(db_run(cx, sign_in_insert, NULL, INT(id), STR(token_hash(cx, *token)), INT(person_id), REF(post.id), INT(cx->now),
               INT(cx->now + INT64_C(86400) * SIGN_IN_DAYS), STR(device ? device : ""), STR(cx->address ? cx->address : "")));
    TRY(db_run(cx, person_came_in, NULL, INT(person_id), INT(cx->now)));
    TRY(trail_by(cx, person_id, id, "sign_in.began", person_id, NULL));
    return *factor ? sign_in_proven(cx, person_id, id, factor) : OK;
}

Error *sign_in_end(Ctx *cx, int64_t id)
{
    int64_t ended;
    TRY(db_run(cx, sign_in_close, &ended, INT(id), INT(cx->who->id), INT(cx->now)));
    if (!ended) return missing(cx, "sign_in_end: no sign-in %ld of person %ld", id, cx->who->id);
    return trail(cx, "sign_in.ended", cx->who->id, NULL);
}

Error *sign_ins_end_others(Ctx *cx, int64_t person_id, int64_t keep)
{
    int64_t ended;
    TRY(db_run(cx, sign_in_close_others, &ended, INT(person_id), INT(keep), INT(cx->now)));
    return ended ? trail(cx, "sign_in.others_ended", person_id, counted(cx, ended, "sign-in", NULL)) : OK;
}

Error *sign_in_act_in(Ctx *cx, int64_t sign_in_id, int64_t post_id)
{
    int64_t changed;
    TRY(db_run(cx, sign_in_put_post, &changed, INT(sign_in_id), INT(post_id), STR(cx->today)));
    if (!changed) return missing(cx, "sign_in_act_in: no current post %ld for sign-in %ld", post_id, sign_in_id);
    return trail(cx, "sign_in.post_chosen", post_id, NULL);
}

Error *sign_in_is_fresh(Ctx *cx, int64_t id, bool *fresh)
{
    int64_t began;
    TRY(db_number(cx, sign_in_began, &began, INT(id)));
    *fresh = began && cx->now - began < 60 * FRESH_MINUTES;
    return OK;
}

Error *sign_ins_of(Ctx *cx, int64_t person_id, SignIn **list, size_t *count)
{
    static const Column row[] = { COLUMN(SignIn, id), COLUMN(SignIn, began_at), COLUMN(SignIn, expires_at), COLUMN(SignIn, device), COLUMN(SignIn, address) };
    return db_list(cx, sign_ins_open, row, list, count, INT(person_id), INT(cx->now));
}

Error *sign_in_knows_device(Ctx *cx, int64_t person_id, const char *token, bool *knows)
{
    int64_t count = 0;
    if (!blank(token)) TRY(db_number(cx, sign_in_of_device, &count, STR(token_hash(cx, token)), INT(person_id)));
    *knows = count > 0;
    return OK;
}

/* Ended ones are kept a season, so that a browser known then is not slowed. Some at a time, for the writer has others waiting. */
#define SIGN_INS_OLD "(SELECT id FROM sign_in WHERE expires_at < $1 ORDER BY id LIMIT 500)"
SQL(factors_old,  "DELETE FROM sign_in_factor WHERE sign_in_id IN " SIGN_INS_OLD);
SQL(sign_ins_old, "DELETE FROM sign_in WHERE id IN " SIGN_INS_OLD);
SQL(links_old,    "DELETE FROM sign_in_link WHERE expires_at < $1");
SQL(attempts_old, "DELETE FROM sign_in_attempt WHERE last_at < $1");

Error *sign_ins_sweep(Ctx *cx)
{
    TRY(db_run(cx, factors_old, NULL, INT(cx->now - INT64_C(86400) * 90)));
    TRY(db_run(cx, sign_ins_old, NULL, INT(cx->now - INT64_C(86400) * 90)));
    TRY(db_run(cx, links_old, NULL, INT(cx->now - 86400)));
    return db_run(cx, attempts_old, NULL, INT(cx->now - ATTEMPTS_FORGOTTEN_AFTER));
}
