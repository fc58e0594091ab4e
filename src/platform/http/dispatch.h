/*
 * One request, from its first line to its answer, without a socket. The server takes these steps on the threads they belong to;
 * dispatch() takes them one after the other, for tests and whoever else has no socket.
 *
 *     turn_open     matches the route, so that the size of what follows can be limited
 *     turn_read     on a thread that may read: who asks, permission, then a page's show, or a form's CSRF, replay and prepare
 *     turn_write    the Act of a submit, in the writer
 *     turn_settle   after it, on a thread that may read: a refused form is shown again
 *     notes         what must outlive a refusal, written by turn_notes in the writer
 *     turn_answer   status, headers and bytes
 */
#pragma once
#include "platform/db/store.h"
#include "platform/db/trail.h"
#include "platform/http/http.h"

/* As it came. Absent headers are "". */
typedef struct {
    const char *method, *target;
    const char *cookies, *content_type, *host, *origin, *fetch_site, *agent, *address;
    const char *body;
    size_t      body_length;
} Incoming;

typedef enum { TURN_READ, TURN_WRITE, TURN_SETTLE, TURN_NOTES, TURN_ANSWER } TurnStep;

typedef struct {
    Ctx          cx;               /* arena, store, now, today, partnership are the caller's to fill */
    Incoming     in;
    Request      rq;
    Response     rs;
    const Route *route;            /* NULL: none */
    Error       *error;            /* of turn_open, or of the submit */
    int          status;           /* where an Error's own kind would not do: 400, 405 */
    const char  *token, *visitor;  /* whose CSRF token it is: the sign-in's, or the anonymous cookie */
    bool         visitor_new;
    const char  *owner, *body_hash;
    bool         replayed;         /* answered from the key of an earlier success */
    TurnStep     next;
} Turn;

/* What goes out. `headers` are beside Content-Length and Date. */
enum { ANSWER_HEADERS_MOST = 24, COOKIE_SECONDS = 30 * 86400, FLASH_SECONDS = 60, KEY_HOURS = 24 };
typedef struct {
    int         status;
    const char *bytes;
    size_t      length;
    Pair        headers[ANSWER_HEADERS_MOST];
    size_t      header_count;
    bool        keep;              /* a page for anybody: the server may send it again until the store changes */
} Answer;

void   turn_open(Turn *turn);
size_t turn_body_most(const Turn *turn);              /* 0: no body is taken */
bool   turn_is_slow(const Turn *turn);                /* SLOW, or with a prepare: not in the thread of a connection */
void   turn_read(Turn *turn);
Error *turn_write(Ctx *cx, void *turn);
void   turn_written(Turn *turn, Error *error);        /* quick: what comes next after the writer */
void   turn_settle(Turn *turn);
Error *turn_notes(Ctx *cx, void *turn);
void   turn_too_large(Turn *turn);                    /* the body is more than turn_body_most(): answer so, without reading it */
void   turn_answer(Turn *turn, Answer *answer);

/* The whole of it. The answer lives as long as cx's arena; cx has arena, store, now, today and partnership. */
void dispatch(const Ctx *cx, const Incoming *in, Turn *turn, Answer *answer);

const char *answer_header(const Answer *answer, const char *name);   /* the first of that name, or "" */

/* Browsers keep Secure cookies from http://127.0.0.1 too, so there is one name for each, everywhere. */
#define COOKIE_SIGN_IN "__Host-lyceum"
#define COOKIE_VISITOR "__Host-visitor"
#define COOKIE_FLASH   "__Host-flash"

/* Cookies and CSRF tokens: csrf.c. `secret` is a sign-in token or the value of the visitor cookie. */
const char *cookie_line(Ctx *cx, const char *name, const char *value, int64_t seconds);   /* of Set-Cookie; 0 seconds: forget it */
const char *csrf_token(Ctx *cx, const char *secret);
CHECKED Error *csrf_check(Turn *turn);
const char *flash_seal(Ctx *cx, const char *words);
const char *flash_open(Ctx *cx, const char *sealed);   /* NULL: none, forged or too old */

/* Idempotency keys: command_key.c */
const char *body_hash(Ctx *cx, const Request *rq);
CHECKED Error *key_take(Turn *turn, bool *mine);       /* in the writer; *mine false: turn->rs holds the answer of the first time */
CHECKED Error *key_keep(Turn *turn);                   /* after a success */
CHECKED Error *key_find(Turn *turn, bool *found);      /* before a costly prepare */

CHECKED Error *keys_sweep(Ctx *cx);                    /* a job: forgets those whose day is over, some at a time, through the writer */

const App *http_app(void);
