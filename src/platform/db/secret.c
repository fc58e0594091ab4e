/* The store's own secret: what CSRF tokens and keyed hashes are made with, on every node and after every restart. */
#include "platform/db/store.h"
#include "platform/security/token.h"

typedef struct { const char *value; } State;
static const Column state_row[] = { COLUMN(State, value) };

SQL(secret_find, "SELECT value FROM store_state WHERE name = 'secret'");
SQL(secret_keep, "INSERT INTO store_state (name, value) VALUES ('secret', $1) ON CONFLICT (name) DO NOTHING");

static Error *secret_make(Ctx *cx, void *data)
{
    return db_run(cx, secret_keep, NULL, STR(token_new(cx)));
}

static Error *secret_read(Ctx *cx, State *state, bool *found)
{
    TRY(store_read_begin(cx));
    Error *error = db_maybe(cx, secret_find, state_row, state, found, NONE);
    store_read_end(cx);
    return error;
}

Error *store_secret(Ctx *cx, bool make, const char **secret)
{
    State state = { "" };
    bool found;

    TRY(secret_read(cx, &state, &found));
    if (!found && make) {
        TRY(db_write(cx, secret_make, NULL));
        TRY(secret_read(cx, &state, &found));      /* not what we made: another node may have been first */
    }
    *secret = state.value;
    return OK;
}
