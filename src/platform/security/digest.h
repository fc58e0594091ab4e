/* SHA-256 of bytes that come in portions: what sha256sum says of the same file (libsodium). */
#pragma once
#include "platform/base/context.h"

typedef struct { _Alignas(16) unsigned char state[128]; } Digest;

void        digest_begin(Digest *digest);
void        digest_add(Digest *digest, const char *bytes, size_t length);
const char *digest_end(Ctx *cx, Digest *digest);   /* 64 characters of hex */
const char *digest_of(Ctx *cx, const char *words);       /* the same of one text */
