/*
 * Ctx: who asks, on what day, in which partnership, with which memory and database.
 *
 * Every rule takes one as its first argument and needs nothing else from the world. A page, a command, a job and a
 * test differ only in how they fill it.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/base/arena.h"
#include "platform/base/error.h"

typedef struct Db Db;         /* platform/db: this thread's connection, inside a transaction */
typedef struct Store Store;   /* platform/db: one partnership's data */

/* The person signed in, acting in one of their posts. Permissions come from that post, never from the person. */
typedef struct {
    int64_t     id;                /* person */
    const char *name;
    const char *email;
    int64_t     sign_in_id;        /* 0 for a command, a job or a test */
    int64_t     post_id;           /* 0: no current post, only their own record */
    const char *post;              /* "CPD lead" */
    int64_t     organisation_id;   /* of that post; 0 without one */
    const char *organisation;      /* "Kiln Meadow Primary School" */
    uint64_t    may;               /* bit n: permission n, see may() */
    uint64_t    withheld;          /* permissions of that post which wait until they are proven */
    const char *factor;            /* what this sign-in was proven by, beside the password or the mailbox: "totp"; "" not yet */
    bool        proven;            /* it was, or nobody asks yet; without it nothing of anybody else's is shown */
} Who;

/* Four colours, "#0d3b45": of the band, of links, of buttons, and the warm accent that is never text. NULL or "": the house's (brand_of). */
typedef struct { const char *band, *link, *button, *accent; } Brand;

/* The partnership's own picture, at /mark/ID; id 0: it has none, and the house's is shown. */
typedef struct { int64_t id, width, height; const char *words; } OwnMark;

/* One partnership, as its settings say. Never NULL in a Ctx. */
typedef struct {
    const char *name;         /* "Fleet and Wandle Learning Partnership" */
    const char *short_name;   /* "Fleet and Wandle" */
    const char *url;          /* "https://learning.fleetandwandle.example", without a slash at the end */
    const char *email;        /* letters come from here */
    const char *telephone;
    const char *authority;    /* home authority's code, "205" */
    const char *council;      /* "Fleet and Wandle Council" */
    const char *second_factor_from;   /* the day from which whoever sees other people's data is asked for a second factor; "": always */
    Brand       brand;
    OwnMark     mark;
} Partnership;

struct Ctx {
    Arena             *arena;
    Store             *store;
    Db                *db;
    const Who         *who;           /* NULL: nobody is signed in */
    const Partnership *partnership;
    int64_t            now;           /* the instant this act happens, seconds since 1970 */
    const char        *today;         /* the same in Europe/London, YYYY-MM-DD */
    const char        *request_id;    /* in the log, and shown with an apology */
    const char        *address;       /* where the request came from; "" for a command or a job */
    struct Note       *notes;         /* see note() in platform/db/trail.h */
};

/* Memory of this request. new(cx, T) is a zeroed T; array(cx, T, n) are n of them. */
#define new(cx, T)      ((T *)arena_new((cx)->arena, sizeof(T)))
#define array(cx, T, n) ((T *)arena_new((cx)->arena, sizeof(T) * (size_t)(n)))
#define COUNT(a)        (sizeof(a) / sizeof *(a))

/* Whether the person signed in holds a permission (rooms/members/permission.h names them). */
static inline bool may(const Ctx *cx, int permission)
{
    return cx->who && (cx->who->may >> permission & 1);
}
