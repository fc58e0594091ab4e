/*
 * Bytes made from what a reading transaction read, kept beside its connection until the store changes: a list that is the same for
 * everybody, inside pages that are not. They hold for as long as the same transaction would read the same, and no longer than a minute.
 * On SQLite the store counts its commits; on PostgreSQL, where other processes write too, the count is a row that every commit moves, read
 * in the page's own snapshot: what is kept for a number may be shown exactly when the snapshot says that number.
 */
#pragma once
#include "platform/db/store.h"

enum { KEPT_BYTES_MOST = 128 << 10, KEPT_SECONDS = 60 };

bool kept_possible(const Ctx *cx);
/* Before a question whose answer is waited for anyhow: what has to be known of the store comes with it, and costs PostgreSQL no round trip. */
void kept_ahead(const Ctx *cx);
/* Good until this reading transaction ends, or the next kept_put(); and to be shown until the instant `until`. */
bool kept_find(Ctx *cx, const char *key, Bytes *bytes, int64_t *until);
/* Not after `until`, an instant; 0: there is none. What is too large is not kept. */
void kept_put(Ctx *cx, const char *key, Bytes bytes, int64_t until);
