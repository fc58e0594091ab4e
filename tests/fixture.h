/*
 * A small partnership that every room's tests share, on a fresh store: a copy of a SQLite file that is laid out, or a PostgreSQL schema that is
 * emptied before the test. It is 9am on Tuesday 24 November 2026 until fixture_at() says otherwise.
 *
 * The world (fixture_world.c has all of it):
 *
 *     school A  ALDER    Alder Grove Primary School, member, maintained       ann CPD lead, ben teacher, kim teacher, lou teacher, gus governor
 *     school B  BEECH    Beech Lane Primary School, maintained, no member     cara CPD lead, max teacher, gus governor
 *     school C  CEDAR    Cedar Park Academy, secondary, member                noor headteacher, omar teacher
 *     school D  DOVE     Dovecote Primary School, of the neighbour 307        pat CPD lead
 *     EARLY_YEARS        department                                           hana officer
 *     OFFICE             the partnership's own                                dora course administrator, eli lead adviser, fay facilitator, ivo auditor
 *                                                                             jo: nobody's post
 *     event PHONICS      2 places, £60 members, £95 others, Thursday 10 December 2026, 9.30am to 12.30pm at the Town Hall, led by fay
 *     event ONLINE       30 places, free, Tuesday 15 December 2026, 4pm to 5pm, online, of the early years department
 *     event DRAFT        not published
 */
#pragma once
#include "platform/db/store.h"
#include "platform/http/http.h"
#include "tests/test.h"

enum {
    ALDER = 11, BEECH, CEDAR, DOVE, EARLY_YEARS, OFFICE,
    TOWN_HALL = 31,
    THEME_READING = 41, THEME_EARLY_YEARS,
    COURSE_PHONICS = 51, COURSE_ONLINE, COURSE_DRAFT,
    PHONICS = 1, ONLINE = 2, DRAFT = 3,
    PHONICS_SESSION = 61, ONLINE_SESSION, DRAFT_SESSION,
};

typedef struct { int64_t id; const char *name, *email; } Somebody;
extern const Somebody ann, ben, cara, dora, eli, fay, gus, hana, ivo, jo, kim, lou, max, noor, omar, pat;
extern const Somebody nobody;      /* not signed in */

Store *fixture_store(void);                       /* made at its first use in a test; as(), write_as(), visit() call it */
Store *fixture_empty_store(void);                 /* the schema with nothing in it, in place of the world; another one with each call */
void   fixture_at(const char *moment);            /* "2026-11-24T09:00", London's clock */

Ctx   *fixture_cx(void);                          /* nobody's, with no transaction: for what opens its own */

/* A Ctx of this person, in a fresh reading transaction; the one before ends. Signed in as their post with the most permissions. */
Ctx   *as(const Somebody *who);
/* Runs `act` in the writer as this person. */
Error *write_as(const Somebody *who, Act *act, void *data);
/* The number that a query gives: fixture_number("SELECT count(*) FROM mail"). Test files only; literals only. */
int64_t     fixture_number(const char *sql);
const char *fixture_text(const char *sql);        /* the query names its column `text` */
void        fixture_run(const char *sql);

/*
 * Asks for a page as this person, through the dispatcher, without a socket. A form is pairs ending with NULL:
 *     visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102", "purchase_order", "PO 7"))
 * The CSRF token and a fresh idempotency key are filled in; the sign-in's cookie is kept by person until the test ends.
 */
typedef struct { int status; const char *location, *body, *type; size_t length; } Visit;
#define FORM_OF(...) (const char *const[]){ __VA_ARGS__, NULL }
Visit visit(const Somebody *who, const char *method, const char *path, const char *const *form);
/* The same with the key said, to send a form twice. */
Visit visit_again(const Somebody *who, const char *path, const char *const *form, const char *key);
/* What this person's browser sends, for tests that make requests of their own: its cookies, and the token of its forms. */
const char *cookies_of(const Somebody *who);
const char *visitor_of(const Somebody *who);      /* of them the one that it keeps whoever is signed in */
const char *csrf_of(const Somebody *who);

/* Letters queued to an address, newest last; `letter` NULL: any. */
size_t mail_to(const char *email, const char *letter);
void   run_jobs(void);                            /* everything due now */
