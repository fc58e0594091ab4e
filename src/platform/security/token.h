/* Secrets: random tokens, what is stored of them, and comparisons in constant time (libsodium). */
#pragma once
#include "platform/base/context.h"

void        security_begin(void);                                   /* once at start */
const char *token_new(Ctx *cx);                                     /* 256 random bits, 43 characters of base64url */
const char *token_short(Ctx *cx, size_t characters);                /* for people to read: no 0, O, 1, I, L, U; just under 5 bits each */
const char *token_hash(Ctx *cx, const char *token);                 /* what the store keeps: BLAKE2b-256 as hex */
const char *mac(Ctx *cx, const char *purpose, const char *message); /* keyed by the store's own secret, hex */
void        mac_key(const void *key, size_t length);                /* once at start */
bool        secret_same(const char *a, const char *b);              /* constant time for equal lengths */
void        random_bytes(void *into, size_t length);
