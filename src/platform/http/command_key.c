/*
 * A form sent twice is carried out once. Its key belongs to whoever sent it, the address it was sent to and what it said; only a
 * success keeps it, in the transaction of the act itself.
 */
#include <string.h>

#include "platform/base/text.h"
#include "platform/db/store.h"
#include "platform/http/dispatch.h"
#include "platform/security/digest.h"
#include "platform/security/token.h"

typedef struct { const char *body_hash, *location, *flash; int64_t status; } Kept;
static const Column kept_row[] = { COLUMN(Kept, body_hash), COLUMN(Kept, location), COLUMN(Kept, flash), COLUMN(Kept, status) };

/* On PostgreSQL, where several write, it is taken before the act, so that of two that come at once the second waits for the first and then finds it.
 * SQLite's one writer looks, and writes it once when the act is done. */
SQL(command_key_take, "INSERT INTO command_key (owner, route, key, body_hash, status, location, expires_at) VALUES ($1, $2, $3, '', 0, '', 0)"
                      " ON CONFLICT (owner, route, key) DO NOTHING");
SQL2(command_key_keep, "INSERT INTO command_key (owner, route, key, status, location, flash, body_hash, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
     "UPDATE command_key SET status = $4, location = $5, flash = $6, body_hash = $7, expires_at = $8 WHERE owner = $1 AND route = $2 AND key = $3");
SQL(command_key_drop, "DELETE FROM command_key WHERE owner = $1 AND route = $2 AND key = $3");
SQL(command_key_sweep, "DELETE FROM command_key WHERE (owner, route, key) IN (SELECT owner, route, key FROM command_key WHERE expires_at <= $1 LIMIT 500)");
SQL(command_keys_over, "SELECT count(*) FROM (SELECT 1 AS one FROM command_key WHERE expires_at <= $1 LIMIT 1) first");
SQL(command_key_find, "SELECT body_hash, location, flash, status FROM command_key WHERE owner = $1 AND route = $2 AND key = $3");

enum { SWEPT_MOST = 500 };   /* in one act, as the statement says */

/* What was said, apart from the token and the key. Keyed, for it is kept beside who said it: without the store's secret nobody finds by trying
 * which of a few answers somebody gave. */
const char *body_hash(Ctx *cx, const Request *rq)
{
    Digest said = {0};
    digest_begin(&said);
    for (size_t i = 0; i < rq->form_count; i++) {
        if (one_of(rq->form[i].name, "csrf key")) continue;
        digest_add(&said, rq->form[i].name, strlen(rq->form[i].name) + 1);
        digest_add(&said, rq->form[i].value, strlen(rq->form[i].value) + 1);
    }
    for (size_t i = 0; i < rq->upload_count; i++) digest_add(&said, rq->uploads[i].bytes, rq->uploads[i].length);
    return mac(cx, "form", digest_end(cx, &said));
}

static const char *key_of(const Turn *turn) { return form_text(&turn->rq, "key"); }

static Error *answer_again(Turn *turn, const Kept *kept)
{
    if (!same(kept->body_hash, turn->body_hash))
        return conflict(&turn->cx, "You sent this form before, with other answers. Load the page again to see what was done, then send the new answers");
    turn->rs.status = (int)kept->status;
    turn->rs.location = *kept->location ? kept->location : NULL;
    turn->rs.flash = *kept->flash ? kept->flash : NULL;
    turn->replayed = true;
    return OK;
}

Error *key_find(Turn *turn, bool *found)
{
    Kept kept = {0};
    TRY(db_maybe(&turn->cx, command_key_find, kept_row, &kept, found, STR(turn->owner), STR(turn->rq.path), STR(key_of(turn))));
    return *found ? answer_again(turn, &kept) : OK;
}

Error *key_take(Turn *turn, bool *mine)
{
    Ctx *cx = &turn->cx;
    bool found;
    int64_t taken = 0;
    bool alone = !store_is_postgres(cx->store);
    if (!alone) TRY(db_run(cx, command_key_take, &taken, STR(turn->owner), STR(turn->rq.path), STR(key_of(turn))));
    *mine = taken == 1;
    if (*mine) return OK;
    TRY(key_find(turn, &found));
    *mine = alone && !found;
    return found || alone ? OK : unavailable(cx, "a key that was there is gone: its day was over");   /* sent once more, it is new */
}

Error *key_keep(Turn *turn)
{
    /* A new sign-in's cookie is a secret that is not kept, so such an act may be done again; nor is a page kept that answers without
     * an act, such as a wrong password's, nor what nobody shall be able to lay to anybody. */
    if (turn->rs.cookie || turn->rs.untraced || turn->rs.status >= 400) return db_run(&turn->cx, command_key_drop, NULL, STR(turn->owner), STR(turn->rq.path), STR(key_of(turn)));
    return db_run(&turn->cx, command_key_keep, NULL, STR(turn->owner), STR(turn->rq.path), STR(key_of(turn)),
                  INT(turn->rs.status ? turn->rs.status : 200), STR(turn->rs.location ? turn->rs.location : ""), STR(turn->rs.flash ? turn->rs.flash : ""),
                  STR(turn->body_hash), INT(turn->cx.now + KEY_HOURS * 3600));
}

static Error *sweep_act(Ctx *cx, void *swept) { return db_run(cx, command_key_sweep, swept, INT(cx->now)); }

/* On SQLite no index leads to them, for every form would write to it: a look off the writer first. */
Error *keys_sweep(Ctx *cx)
{
    int64_t over, swept = SWEPT_MOST;
    TRY(db_number(cx, command_keys_over, &over, INT(cx->now)));
    if (!over) return OK;
    while (swept == SWEPT_MOST) TRY(db_write(cx, sweep_act, &swept));
    return OK;
}
