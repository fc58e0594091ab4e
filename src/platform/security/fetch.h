/*
 * Asks another server, over HTTPS (libcurl): the one way out besides mail. In a prepare or a job only, for it waits, FETCH_SECONDS at most.
 *
 * It follows no redirect, takes FETCH_MOST bytes and goes by no proxy. Without encryption it speaks to this machine alone, where
 * nothing passes by on the way: for tests, and for trying things out.
 */
#pragma once
#include "platform/base/context.h"

enum { FETCH_SECONDS = 5, FETCH_MOST = 256 << 10 };

typedef struct { long status; const char *bytes; size_t length; } Fetched;

bool fetch_allows(const char *url);                                       /* https://, or http:// of this machine */
/* `form`: an urlencoded body to post; NULL asks with GET. UNAVAILABLE when nobody answers in time; any status is an answer. */
CHECKED Error *fetch(Ctx *cx, const char *url, const char *form, Fetched *fetched);
/* The same of a programming interface: `json` is a body to post, or NULL; `bearer` is the key that says who asks, one line, and is never logged. */
typedef struct { const char *url, *json, *bearer; } FetchAsk;
CHECKED Error *fetch_asked(Ctx *cx, const FetchAsk *ask, Fetched *fetched);
