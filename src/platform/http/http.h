/*
 * HTTP as a handler sees it: a request already parsed, permitted and bounded, and a response to fill.
 *
 * A route is a row, and a row without its permission does not compile:
 *
 *     GET     ("/events/:id",      PUBLIC,      event_page)
 *     SLOW    ("/events/:id/register.pdf", SIGNED_IN, register_pdf)          over 5 ms: on a worker
 *     SHEET   ("/office/venues",  RUN_PROGRAMME, venues_sheet)               two of those: venues.csv and venues.xlsx
 *     FORM    ("/events/:id/book", BOOK_PLACES, book_show, book_prepare, book_submit)
 *     POST    ("/places/:id/take", SIGNED_IN,   NULL, place_take)
 *     CALLBACK("/sign-in/oidc",                 oidc_prepare, oidc_submit)   the one GET that writes
 *
 * show     renders, with a reading connection.
 * prepare  runs off the writer with a reading connection: unpacks, hashes, sniffs files; leaves its result in rq->prepared; writes nothing.
 * submit   runs in the writer: SQL only, checks again what it depends on, 5 ms at most; touches nothing but the database and its
 *          arena, so it may run twice. Refused with 422 or 409, its savepoint is rolled back and show runs again with the typed
 *          values and rq->errors: what was typed is never lost.
 *
 * In a path ":id" is a number (rq->id, the second rq->id2) and "*" one segment of text (rq->word).
 */
#pragma once
#include "platform/html/html.h"

enum { PUBLIC = 0, SIGNED_IN = 1 };   /* the permissions that platform knows; rooms/members/permission.h names the others */

typedef struct { const char *name, *value; } Pair;

/* A file that came with a form: in memory up to 64 KiB, beyond that in an unlinked temporary file mapped for reading. */
typedef struct { const char *field, *name, *type; const char *bytes; size_t length; } Upload;

typedef struct Route Route;
typedef struct {
    const char   *method, *path;      /* path decoded once; "HEAD" arrives as "GET" */
    const char   *query_text;         /* as it came, without "?" */
    int64_t       id, id2;
    const char   *word;
    const Pair   *query;   size_t query_count;
    const Pair   *form;    size_t form_count;
    const Upload *uploads; size_t upload_count;
    const Pair   *cookies; size_t cookie_count;
    const Error  *errors;             /* why the last submit was refused */
    const Route  *route;
    const char   *csrf, *key;         /* what form_begin() writes: the token, and a fresh idempotency key */
    const char   *agent;              /* User-Agent, shortened; for the list of sign-ins */
    const char   *flash;              /* what the act before this page reports, or NULL */
    void         *prepared;           /* from prepare to submit */
    bool          posted;             /* show runs after a refused submit */
} Request;

typedef struct {
    int         status;               /* 200 unless set */
    Out         out;                  /* the page */
    const char *location;             /* redirect() */
    const char *type;                 /* of a body that is no page: "text/calendar; charset=utf-8" */
    const char *bytes; size_t length; /* that body; in the arena */
    const char *download;             /* file name: sends it as an attachment */
    bool        lasting;              /* that body never changes at its address: whoever got it keeps it for a year */
    const char *cookie;               /* new sign-in token; "" signs out */
    const char *flash;                /* shown on the next page */
    bool        untraced;             /* nothing is kept of who sent this form: what makes the act happen once is the act's own */
    int64_t     fresh_until;          /* the next instant at which something shown opens, closes or begins; 0: none */
    bool        posts;                /* the page holds a form that posts: form_begin() sets it; never cached */
    bool        private_page;         /* differs by visitor in another way: never cached */
} Response;

typedef Error *Handler(Ctx *cx, Request *rq, Response *rs);
typedef Error *Show(Ctx *cx, const Request *rq, Response *rs);

struct Route {
    enum { ROUTE_GET, ROUTE_SLOW, ROUTE_FORM, ROUTE_POST, ROUTE_CALLBACK } kind;
    const char *path;
    int         needs;
    Show       *show;
    Handler    *prepare, *submit;
    size_t      body_most;            /* bytes; 0: BODY_MOST */
};
#define GET(path, needs, show)                      { ROUTE_GET,      path, needs,  show, NULL, NULL, 0 }
#define SLOW(path, needs, show)                     { ROUTE_SLOW,     path, needs,  show, NULL, NULL, 0 }
#define SHEET(path, needs, show)                    SLOW(path ".csv", needs, show), SLOW(path ".xlsx", needs, show)   /* a list to take away: documents/sheet.h */
#define FORM(path, needs, show, prepare, submit)    { ROUTE_FORM,     path, needs,  show, prepare, submit, 0 }
#define UPLOAD(path, needs, show, prepare, submit)  { ROUTE_FORM,     path, needs,  show, prepare, submit, UPLOAD_MOST }   /* takes files */
#define POST(path, needs, prepare, submit)          { ROUTE_POST,     path, needs,  NULL, prepare, submit, 0 }
#define CALLBACK(path, prepare, submit)             { ROUTE_CALLBACK, path, PUBLIC, NULL, prepare, submit, 0 }

enum { BODY_MOST = 256 << 10, UPLOAD_MOST = 25 << 20, FIELDS_MOST = 2000 };

/* What came. Absent is "" (or the default), never NULL. Text is valid UTF-8 without control characters but newlines. */
const char *query_value(const Request *rq, const char *name);
int64_t     query_number(const Request *rq, const char *name, int64_t otherwise);
const char *form_text(const Request *rq, const char *name);
int64_t     form_number(const Request *rq, const char *name, int64_t otherwise);
bool        form_has(const Request *rq, const char *name);
bool        form_ticked(const Request *rq, const char *name, const char *value);              /* a checkbox among several of one name */
const char *const *form_list(Ctx *cx, const Request *rq, const char *name, size_t *n);        /* all values of one name, in order */
const char *form_value(const Request *rq, const char *name, const char *stored);              /* typed if it was posted, else stored */
const Upload *form_upload(const Request *rq, const char *name);                               /* NULL: none came */
const char *cookie_value(const Request *rq, const char *name);
const char *cookie_sign_in(const Request *rq);                                                /* the sign-in's token as it came, whether or not it still holds */
const char *error_for(const Request *rq, const char *field);                                  /* what to say beside an input, or NULL */

/* <form method="post"> with its CSRF token and idempotency key; the action is a path of this site. End with </form> in html(). */
void form_begin(Ctx *cx, const Request *rq, Response *rs, const char *action, bool with_files);

Error *redirect(Response *rs, const char *to);                                                /* 303, to a path of this site, an https address, or one of this machine */
Error *respond(Response *rs, const char *type, const char *bytes, size_t length);
const char *next_path(const Request *rq, const char *otherwise);                              /* where "next" asks to go on, if it is a path of this site */

/* The whole of it, without a socket: tests visit pages like this, and the server does the same. */
typedef struct { const Route *routes; size_t count; } RouteList;
#define ROUTES(name, ...)   /* a door file ends with ROUTES(programme_pages, GET(...), FORM(...), ...); app/lists.c names it */ \
    static const Route name##_rows[] = { __VA_ARGS__ }; const RouteList name = { name##_rows, COUNT(name##_rows) }
typedef struct {
    const RouteList *const *lists; size_t list_count;
    /* Who a sign-in token belongs to, with the permissions of the post they act in; leaves *who NULL when it is nobody's or over. */
    Error *(*who)(Ctx *cx, const char *token, const Who **who);
    /* The page that says what went wrong (error_page in app). */
    void (*error_page)(Ctx *cx, const Request *rq, Response *rs, const Error *error);
    /* Where whoever is signed in proves once more who they are, and then goes on to its query's "next". */
    const char *second_step;
} App;
void http_use(const App *app);                                                                /* once, at start */
const Route *route_match(const char *method, const char *path, Ctx *cx, Request *rq, int *status);   /* status 404 or 405 when NULL */
