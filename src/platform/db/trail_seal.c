/*
 * The trail's seals. A seal is over the seal before it, the rows since, and a hash of their addresses made with a salt of its own.
 * When the addresses are forgotten the salt goes with them: the hash stays and says nothing, and the seal holds as before.
 */
#include <stdio.h>
#include <string.h>

#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/db/inside.h"
#include "platform/db/trail.h"
#include "platform/security/token.h"

/* An act makes its ids before it commits, so the newest minute may still get rows; it is left for the next seal. */
enum { SETTLED_SECONDS = 60, SEAL_ROWS_MOST = 1000, SLICE = 100, FORGET_ROWS_MOST = 1000 };

typedef struct { int64_t id, happened_at, person_id, sign_in_id, subject_id; const char *what, *detail, *address, *request_id; } TrailRow;
static const Column trail_row[] = {
    COLUMN(TrailRow, id), COLUMN(TrailRow, happened_at), COLUMN(TrailRow, person_id), COLUMN(TrailRow, sign_in_id), COLUMN(TrailRow, subject_id),
    COLUMN(TrailRow, what), COLUMN(TrailRow, detail), COLUMN(TrailRow, address), COLUMN(TrailRow, request_id),
};

/* address_hash "": sealed by the first release, whose hash was over the addresses themselves. first_hash: that hash, once it is sealed anew. */
typedef struct { int64_t id, from_id, to_id, rows; const char *hash, *address_hash, *address_salt, *first_hash; } Seal;
static const Column seal_row[] = { COLUMN(Seal, id), COLUMN(Seal, from_id), COLUMN(Seal, to_id), COLUMN(Seal, rows), COLUMN(Seal, hash), COLUMN(Seal, address_hash),
                                   COLUMN(Seal, address_salt), COLUMN(Seal, first_hash) };
static const Seal no_seal = { .hash = "", .address_hash = "", .address_salt = "", .first_hash = "" };
#define SEAL "SELECT id, from_id, to_id, rows, hash, address_hash, address_salt, first_hash FROM trail_seal"

SQL(trail_between, "SELECT id, happened_at, person_id, sign_in_id, subject_id, what, detail, address, request_id FROM trail"
                   " WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3");
SQL(trail_since,   "SELECT count(*) FROM trail WHERE id > $1");
SQL(seal_last,     SEAL " ORDER BY id DESC LIMIT 1");
SQL(seals_after,   SEAL " WHERE id > $1 ORDER BY id LIMIT 500");
SQL(seals_first,   SEAL " WHERE address_hash = '' AND id > $1 ORDER BY id LIMIT CAST($2 AS BIGINT)");
SQL(seal_before,   SEAL " WHERE id < $1 ORDER BY id DESC LIMIT 1");
SQL(seals_to_forget, SEAL " WHERE address_salt <> '' AND to_id < $1 ORDER BY id LIMIT CAST($2 AS BIGINT)");
SQL(seal_add,      "INSERT INTO trail_seal (id, from_id, to_id, rows, sealed_at, hash, address_hash, address_salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
SQL(seal_anew,     "UPDATE trail_seal SET first_hash = hash, hash = $2, address_hash = $3, address_salt = $4 WHERE id = $1 AND address_hash = ''");
SQL(addresses_forget, "UPDATE trail SET address = '' WHERE id > $1 AND id <= $2 AND address <> ''");
SQL(salts_forget,  "UPDATE trail_seal SET address_salt = '' WHERE id >= $1 AND id <= $2");

/* ---- reckoning ---- */

/* A chain of hashes, each over the one before and one row. It keeps its own memory, so that a long trail needs no more than a short one. */
typedef struct { Ctx scratch; bool first; int64_t rows, last_id, addressed; char hash[65], addresses[65]; } Chain;

static Error *chain_row(Ctx *cx, void *row_, void *chain_)
{
    const TrailRow *row = row_;
    Chain *chain = chain_;
    Ctx *scratch = &chain->scratch;
    /* Lengths before texts: two different rows never read the same. */
    const char *from = text(scratch, " %zu:%s", strlen(row->address), row->address);
    const char *line = text(scratch, "%s %ld %ld %ld %ld %ld %zu:%s %zu:%s%s %zu:%s", chain->hash, row->id, row->happened_at, row->person_id, row->sign_in_id,
                            row->subject_id, strlen(row->what), row->what, strlen(row->detail), row->detail, chain->first ? from : "",
                            strlen(row->request_id), row->request_id);
    snprintf(chain->hash, sizeof chain->hash, "%s", token_hash(scratch, line));
    snprintf(chain->addresses, sizeof chain->addresses, "%s", token_hash(scratch, text(scratch, "%s %ld%s", chain->addresses, row->id, from)));
    arena_reset(scratch->arena);
    chain->rows++;
    chain->last_id = row->id;
    chain->addressed += *row->address != '\0';
    return OK;
}

/* Over the rows that a seal is of, from the hash before it; as the first release did, or with `salt`. */
static Error *chain_reckon(Ctx *cx, Chain *chain, const char *before, bool first, const char *salt, int64_t from_id, int64_t to_id, int64_t most)
{
    TrailRow row;
    *chain = (Chain){ .scratch = *cx, .first = first };
    chain->scratch.arena = arena_begin(1 << 20);
    snprintf(chain->hash, sizeof chain->hash, "%s", before);
    snprintf(chain->addresses, sizeof chain->addresses, "%s", salt);
    Error *error = db_each(cx, trail_between, trail_row, &row, chain_row, chain, INT(from_id), INT(to_id), INT(most));
    arena_end(chain->scratch.arena);
    return error;
}

static const char *sealed_hash(Ctx *cx, const Chain *chain, const char *address_hash) { return token_hash(cx, text(cx, "%s %s", chain->hash, address_hash)); }
static bool is_first(const Seal *seal) { return !*seal->address_hash; }
static const char *first_hash_of(const Seal *seal) { return is_first(seal) ? seal->hash : seal->first_hash; }

/* The rows under one seal, against what it says. */
static Error *seal_verify(Ctx *cx, const Seal *before, const Seal *seal, int64_t *rows, bool *whole)
{
    Chain chain;
    bool first = is_first(seal), forgotten = !first && !*seal->address_salt;
    TRY(chain_reckon(cx, &chain, first ? first_hash_of(before) : before->hash, first, seal->address_salt, seal->from_id, seal->to_id, INT64_MAX));
    *rows += chain.rows;
    if (seal->from_id != before->to_id || chain.rows != seal->rows) *whole = false;
    if (!same(first ? chain.hash : sealed_hash(cx, &chain, seal->address_hash), seal->hash)) *whole = false;
    if (!first && (forgotten ? chain.addressed > 0 : !same(chain.addresses, seal->address_hash))) *whole = false;
    return OK;
}

/* ---- sealing ---- */

/* Only on top of the seal that it was reckoned from: two workers may have read the same rows. */
static Error *seal_act(Ctx *cx, void *seal_)
{
    Seal *seal = seal_, last = no_seal;
    bool found;
    TRY(db_maybe(cx, seal_last, seal_row, &last, &found, NONE));
    if (last.to_id != seal->from_id) return conflict(cx, "The trail was sealed meanwhile");
    seal->id = new_id(cx);
    return db_run(cx, seal_add, NULL, INT(seal->id), INT(seal->from_id), INT(seal->to_id), INT(seal->rows), INT(cx->now), STR(seal->hash), STR(seal->address_hash), STR(seal->address_salt));
}

typedef struct { Seal *list; size_t count; } Anew;

static Error *anew_act(Ctx *cx, void *data)
{
    const Anew *anew = data;
    for (size_t i = 0; i < anew->count; i++) {
        const Seal *seal = &anew->list[i];
        int64_t changed = 0;
        TRY(db_run(cx, seal_anew, &changed, INT(seal->id), STR(seal->hash), STR(seal->address_hash), STR(seal->address_salt)));
        if (!changed) return conflict(cx, "The trail was sealed anew meanwhile");
    }
    return OK;
}

static Error *anew_reckon(Ctx *cx, const Seal *before, Seal *seal)
{
    Chain chain;
    int64_t rows = 0;
    bool whole = true;
    TRY(seal_verify(cx, before, seal, &rows, &whole));
    if (!whole) return conflict(cx, "The trail does not match its seals, so it is not sealed anew");
    seal->address_salt = token_new(cx);
    TRY(chain_reckon(cx, &chain, before->hash, false, seal->address_salt, seal->from_id, seal->to_id, INT64_MAX));
    seal->first_hash = seal->hash;
    seal->address_hash = text(cx, "%s", chain.addresses);
    seal->hash = sealed_hash(cx, &chain, seal->address_hash);
    return OK;
}

/* What the first release sealed, in slices from the oldest on: each is checked as it was made before it gets the hash that outlives the addresses. */
static Error *first_seals_anew(Ctx *cx, bool *any)
{
    Seal before = no_seal;
    bool found;
    *any = false;
    for (Anew anew;; *any = true) {
        TRY(db_list(cx, seals_first, seal_row, &anew.list, &anew.count, INT(before.id), INT(SLICE)));
        if (!anew.count) return OK;
        if (!*any) TRY(db_maybe(cx, seal_before, seal_row, &before, &found, INT(anew.list[0].id)));
        for (size_t i = 0; i < anew.count; before = anew.list[i++]) TRY(anew_reckon(cx, &before, &anew.list[i]));
        TRY(db_write(cx, anew_act, &anew));
        log_info(cx, "trail.sealed", "anew, without addresses, up to %ld: %s, which was %s", (long)before.to_id, before.hash, before.first_hash);
    }
}

/* The rows are settled, so they are read and reckoned off the writer; it gets one row for each seal. */
Error *trail_seal(Ctx *cx)
{
    Seal before = no_seal;
    Chain chain;
    bool found, anew;
    TRY(first_seals_anew(cx, &anew));
    if (anew) return OK;   /* what this connection reads is from before that; the next minute seals the rest */
    TRY(db_maybe(cx, seal_last, seal_row, &before, &found, NONE));
    for (;;) {
        const char *salt = token_new(cx);
        TRY(chain_reckon(cx, &chain, before.hash, false, salt, before.to_id, id_at(cx->now - SETTLED_SECONDS), SEAL_ROWS_MOST));
        if (!chain.rows) return OK;
        Seal seal = { .from_id = before.to_id, .to_id = chain.last_id, .rows = chain.rows, .address_salt = salt, .address_hash = text(cx, "%s", chain.addresses), .first_hash = "" };
        seal.hash = sealed_hash(cx, &chain, seal.address_hash);
        TRY(db_write(cx, seal_act, &seal));
        /* In the log, which is kept elsewhere, so that whoever can write the store cannot cut the end of its trail unseen. */
        log_info(cx, "trail.sealed", "%ld rows up to %ld: %s", (long)seal.rows, (long)seal.to_id, seal.hash);
        before = seal;
    }
}

/* ---- forgetting ---- */

typedef struct { int64_t before; bool more; } Forget;

static Error *forget_some(Ctx *cx, void *data)
{
    Forget *forget = data;
    Seal *seals;
    size_t n, some = 0;
    int64_t rows = 0;
    TRY(db_list(cx, seals_to_forget, seal_row, &seals, &n, INT(id_at(forget->before)), INT(SLICE)));
    forget->more = n > 0;
    if (!n) return OK;
    do rows += seals[some++].rows;
    while (some < n && rows + seals[some].rows <= FORGET_ROWS_MOST);
    TRY(db_run(cx, addresses_forget, NULL, INT(seals[0].from_id), INT(seals[some - 1].to_id)));
    return db_run(cx, salts_forget, NULL, INT(seals[0].id), INT(seals[some - 1].id));
}

Error *trail_forget(Ctx *cx, int64_t before)
{
    Forget forget = { .before = before };
    do TRY(db_write(cx, forget_some, &forget));
    while (forget.more);
    return OK;
}

/* ---- verifying ---- */

Error *trail_verify(Ctx *cx, TrailState *state)
{
    Seal before = no_seal, *seals;
    size_t n;
    *state = (TrailState){ .whole = true };
    do {
        TRY(db_list(cx, seals_after, seal_row, &seals, &n, INT(before.id)));
        for (size_t i = 0; i < n && state->whole; i++) {
            TRY(seal_verify(cx, &before, &seals[i], &state->sealed, &state->whole));
            before = seals[i];
        }
    } while (n && state->whole);
    state->last_hash = before.hash;
    return db_number(cx, trail_since, &state->waiting, INT(before.to_id));
}
