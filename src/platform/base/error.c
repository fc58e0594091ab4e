#include "platform/base/error.h"

#include <stdarg.h>
#include <stdio.h>

#include "platform/base/context.h"
#include "platform/base/text.h"

static const char *words(Ctx *cx, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
static const char *words(Ctx *cx, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    size_t size = length < 0 ? 1 : (size_t)length + 1;
    char *s = arena_new(cx->arena, size);
    vsnprintf(s, size, format, args);
    return s;
}

static Error *fail(Ctx *cx, ErrorKind kind, const char *field, const char *say, const char *log)
{
    Error *error = new(cx, Error);
    *error = (Error){ .kind = kind, .field = field, .say = say, .log = log };
    return error;
}

#define WORDS(into, cx, format)        \
    va_list args_;                     \
    va_start(args_, format);           \
    const char *into = words(cx, format, args_); \
    va_end(args_)

Error *invalid(Ctx *cx, const char *field, const char *say, ...)
{
    WORDS(said, cx, say);
    return fail(cx, INVALID, field, said, NULL);
}

Error *further(Ctx *cx, const char *field)
{
    Error *error = fail(cx, INVALID, field, "Answer what is asked next", NULL);
    error->further = true;
    return error;
}

Error *conflict(Ctx *cx, const char *say, ...)
{
    WORDS(said, cx, say);
    return fail(cx, CONFLICT, NULL, said, NULL);
}

Error *too_many(Ctx *cx, const char *say, ...)
{
    WORDS(said, cx, say);
    return fail(cx, TOO_MANY, NULL, said, NULL);
}

Error *unproven(Ctx *cx, const char *log, ...)
{
    WORDS(logged, cx, log);
    return fail(cx, REFUSED_SIGN_IN, NULL, "Confirm first that it is you", logged);
}

Error *forbidden(Ctx *cx, const char *log, ...)
{
    WORDS(logged, cx, log);
    return fail(cx, FORBIDDEN, NULL, "You do not have permission to do this", logged);
}

Error *missing(Ctx *cx, const char *log, ...)
{
    WORDS(logged, cx, log);
    return fail(cx, MISSING, NULL, "Page not found", logged);
}

Error *broken(Ctx *cx, const char *log, ...)
{
    WORDS(logged, cx, log);
    return fail(cx, BROKEN, NULL, "Something went wrong, and it is our fault", logged);
}

Error *unavailable(Ctx *cx, const char *log, ...)
{
    WORDS(logged, cx, log);
    return fail(cx, UNAVAILABLE, NULL, "This cannot be done right now. Try again in a few minutes", logged);
}

Error *uncertain(Ctx *cx, const char *log, ...)
{
    WORDS(logged, cx, log);
    Error *error = fail(cx, UNAVAILABLE, NULL, "We cannot tell whether this was done. See whether it was before you do it again", logged);
    error->unknown = true;
    return error;
}

void errors_add(Error **errors, Error *more)
{
    while (*errors) errors = &(*errors)->next;
    *errors = more;
}
