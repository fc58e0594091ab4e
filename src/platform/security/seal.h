/*
 * Text that the program can read and no query can: sealed with a key made of the store's own secret and the purpose (libsodium's
 * secretbox). Whoever has the whole store and the program can open it; who can only ask the database cannot.
 */
#pragma once
#include "platform/base/context.h"

enum { SEAL_STEP = 4096 };   /* bytes: a sealed text tells how long it is only to so many */

const char *seal(Ctx *cx, const char *purpose, const char *plain);          /* base64; never the same twice */
const char *seal_open(Ctx *cx, const char *purpose, const char *sealed);    /* NULL: sealed for another purpose, by another store, or touched */
