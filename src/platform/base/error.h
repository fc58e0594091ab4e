/*
 * Errors are values with one reader for each part.
 *
 * A function that can fail returns NULL (OK) or an Error. `kind` is the HTTP status, and decides the exit code of
 * a command. `say` is plain English, always fit to show to the person. `field` is the name of the input it is about.
 * `log` is for the operator and never leaves the log. `next` chains several at once (a form with three mistakes).
 */
#pragma once
#include <stdbool.h>

typedef struct Ctx Ctx;

typedef enum {
    REFUSED_SIGN_IN = 401,   /* whoever is signed in has to prove once more who they are: the dispatcher leads them there */
    FORBIDDEN       = 403,
    MISSING         = 404,   /* absent and somebody else's look the same */
    CONFLICT        = 409,   /* true a moment ago, no longer: the event filled meanwhile */
    TOO_LARGE       = 413,
    INVALID         = 422,   /* what was typed cannot be used */
    TOO_MANY        = 429,
    BROKEN          = 500,   /* our fault */
    UNAVAILABLE     = 503,   /* ours too, but worth trying again: the disk is full, the database is away */
} ErrorKind;

typedef struct Error Error;
struct Error {
    ErrorKind   kind;
    const char *say;
    const char *field;   /* NULL: about the whole */
    const char *log;     /* NULL: nothing to add */
    bool        unknown; /* nobody can say whether it was done */
    bool        further; /* nothing is wrong: the form has more to ask, and asks it now */
    Error      *next;
};

#define OK        ((Error *)0)
#define CHECKED   __attribute__((warn_unused_result))
#define TRY(call) do { Error *error_ = (call); if (error_) return error_; } while (0)

/* Each makes an Error in cx's arena. The first three speak to the person, the rest to the operator. */
Error *invalid(Ctx *cx, const char *field, const char *say, ...)  __attribute__((format(printf, 3, 4)));   /* field may be NULL */
Error *further(Ctx *cx, const char *field);      /* the form is shown again with what it asks next, about that field, and without a mistake */
Error *conflict(Ctx *cx, const char *say, ...)                    __attribute__((format(printf, 2, 3)));
Error *too_many(Ctx *cx, const char *say, ...)                    __attribute__((format(printf, 2, 3)));
Error *unproven(Ctx *cx, const char *log, ...)                    __attribute__((format(printf, 2, 3)));   /* REFUSED_SIGN_IN */
Error *forbidden(Ctx *cx, const char *log, ...)                   __attribute__((format(printf, 2, 3)));
Error *missing(Ctx *cx, const char *log, ...)                     __attribute__((format(printf, 2, 3)));
Error *broken(Ctx *cx, const char *log, ...)                      __attribute__((format(printf, 2, 3)));
Error *unavailable(Ctx *cx, const char *log, ...)                 __attribute__((format(printf, 2, 3)));
Error *uncertain(Ctx *cx, const char *log, ...)                   __attribute__((format(printf, 2, 3)));   /* UNAVAILABLE, and perhaps it was done */

/* Collects mistakes: adds `more` (may be OK) to the end of *errors. A form checks every field, then returns the lot. */
void errors_add(Error **errors, Error *more);
