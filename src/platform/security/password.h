/* Passwords: Argon2id, 19 MiB, two passes, in at most max(1, cores - 1) at a time. Call from prepare, never from the writer. */
#pragma once
#include "platform/base/context.h"

enum { PASSWORD_LEAST = 10, PASSWORD_MOST = 256 };   /* characters */

/* Refuses, in words for the person, what is too short, too long, common, or made of `about` (name, address, school). */
CHECKED Error *password_check(Ctx *cx, const char *field, const char *password, const char *about);
CHECKED Error *password_hash(Ctx *cx, const char *password, const char **hash);
/* *right is whether it matches; hash "" (nobody, or no password set) takes as long and is never right. */
CHECKED Error *password_verify(Ctx *cx, const char *hash, const char *password, bool *right);
