#include "platform/db/trail.h"

#include <stdio.h>
#include <string.h>

#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/db/inside.h"
#include "platform/security/token.h"

/* ---- writing ---- */

SQL(trail_add, "INSERT INTO trail (id, happened_at, person_id, sign_in_id, what, subject_id, detail, address, request_id)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");

Error *trail(Ctx *cx, const char *what, int64_t subject_id, const char *detail)
{
    return db_run(cx, trail_add, NULL, INT(new_id(cx)), INT(cx->now), REF(cx->who ? cx->who->id : 0), REF(cx->who ? cx->who->sign_in_id : 0),
                  STR(what), REF(subject_id), STR(detail ? detail : ""), STR(cx->address ? cx->address : ""), STR(cx->request_id ? cx->request_id : ""));
}

void note(Ctx *cx, const char *what, int64_t subject_id, const char *detail)
{
    Note **last = &cx->notes;
    while (*last) last = &(*last)->next;
    *last = new(cx, Note);
    **last = (Note){ .what = what, .subject_id = subject_id, .detail = detail };
}

Error *notes_write(Ctx *cx)
{
    for (const Note *note = cx->notes; note; note = note->next) TRY(trail(cx, note->what, note->subject_id, note->detail));
    return OK;
}

/* ---- sealing ---- */

/* An act makes its ids before it commits, so the newest minute may still get rows; it is left for the next seal. */
enum { SETTLED_SECONDS = 60, SEAL_ROWS_MOST = 10000 };

typedef struct { int64_t id, happened_at, person_id, sign_in_id, subject_id; const char *what, *detail, *address, *request_id; } TrailRow;
static const Column trail_row[] = {
    COLUMN(TrailRow, id), COLUMN(TrailRow, happened_at), COLUMN(TrailRow, person_id), COLUMN(TrailRow, sign_in_id), COLUMN(TrailRow, subject_id),
    COLUMN(TrailRow, what), COLUMN(TrailRow, detail), COLUMN(TrailRow, address), COLUMN(TrailRow, request_id),
};

typedef struct { int64_t id, from_id, to_id, rows; const char *hash; } Seal;
static const Column seal_row[] = { COLUMN(Seal, id), COLUMN(Seal, from_id), COLUMN(Seal, to_id), COLUMN(Seal, rows), COLUMN(Seal, hash) };

SQL(trail_between, "SELECT id, happened_at, person_id, sign_in_id, subject_id, what, detail, address, request_id FROM trail"
                   " WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3");
SQL(seal_last,     "SELECT id, from_id, to_id, rows, hash FROM trail_seal ORDER BY id DESC LIMIT 1");
SQL(seal_add,      "INSERT INTO trail_seal (id, from_id, to_id, rows, sealed_at, hash) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(trail_since,   "SELECT count(*) FROM trail WHERE id > $1");
SQL(seals_after,   "SELECT id, from_id, to_id, rows, hash FROM trail_seal WHERE id > $1 ORDER BY id LIMIT 500");

/* A chain of hashes, each over the one before and one row. It keeps its own memory, so that a long trail needs no more than a short one. */
typedef struct { Ctx scratch; int64_t rows, last_id; char hash[65]; } Chain;

static void chain_begin(Chain *chain, const Ctx *cx, const char *before)
{
    chain->rows = 0;
    chain->scratch = *cx;
    chain->scratch.arena = arena_begin(1 << 20);
    snprintf(chain->hash, sizeof chain->hash, "%s", before);
}

static void chain_end(Chain *chain) { arena_end(chain->scratch.arena); }

static Error *chain_row(Ctx *cx, void *row_, void *chain_)
{
    const TrailRow *row = row_;
    Chain *chain = chain_;
    /* Lengths before texts: two different rows never read the same. */
    const char *line = text(&chain->scratch, "%s %ld %ld %ld %ld %ld %zu:%s %zu:%s %zu:%s %zu:%s", chain->hash, row->id, row->happened_at, row->person_id,
                            row->sign_in_id, row->subject_id, strlen(row->what), row->what, strlen(row->detail), row->detail,
                            strlen(row->address), row->address, strlen(row->request_id), row->request_id);
    snprintf(chain->hash, sizeof chain->hash, "%s", token_hash(&chain->scratch, line));
    arena_reset(chain->scratch.arena);
    chain->rows++;
    chain->last_id = row->id;
    return OK;
}

/* Only on top of the seal that it was reckoned from: two workers may have read the same rows. */
static Error *seal_act(Ctx *cx, void *seal_)
{
    Seal *seal = seal_, last = { .hash = "" };
    bool found;
    TRY(db_maybe(cx, seal_last, seal_row, &last, &found, NONE));
    if (last.to_id != seal->from_id) return conflict(cx, "The trail was sealed meanwhile");
    seal->id = new_id(cx);
    return db_run(cx, seal_add, NULL, INT(seal->id), INT(seal->from_id), INT(seal->to_id), INT(seal->rows), INT(cx->now), STR(seal->hash));
}

/* The rows are settled, so they are read and reckoned off the writer; it gets one row for each seal. */
Error *trail_seal(Ctx *cx)
{
    Seal before = { .hash = "" };
    Chain chain;
    TrailRow row;
    bool found;
    TRY(db_maybe(cx, seal_last, seal_row, &before, &found, NONE));
    for (;;) {
        chain_begin(&chain, cx, before.hash);
        Error *error = db_each(cx, trail_between, trail_row, &row, chain_row, &chain, INT(before.to_id), INT(id_at(cx->now - SETTLED_SECONDS)), INT(SEAL_ROWS_MOST));
        chain_end(&chain);
        TRY(error);
        if (!chain.rows) return OK;
        Seal seal = { .from_id = before.to_id, .to_id = chain.last_id, .rows = chain.rows, .hash = text(cx, "%s", chain.hash) };
        TRY(db_write(cx, seal_act, &seal));
        /* In the log, which is kept elsewhere, so that whoever can write the store cannot cut the end of its trail unseen. */
        log_info(cx, "trail.sealed", "%ld rows up to %ld: %s", (long)seal.rows, (long)seal.to_id, seal.hash);
        before = seal;
    }
}

/* The rows under one seal, against what it says. */
static Error *seal_verify(Ctx *cx, const Seal *before, const Seal *seal, int64_t *rows, bool *whole)
{
    Chain chain;
    TrailRow row;
    chain_begin(&chain, cx, before->hash);
    Error *error = db_each(cx, trail_between, trail_row, &row, chain_row, &chain, INT(seal->from_id), INT(seal->to_id), INT(INT64_MAX));
    chain_end(&chain);
    TRY(error);
    *rows += chain.rows;
    if (seal->from_id != before->to_id || chain.rows != seal->rows || !same(chain.hash, seal->hash)) *whole = false;
    return OK;
}

Error *trail_verify(Ctx *cx, TrailState *state)
{
    Seal before = { .hash = "" }, *seals;
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
