/*
 * The guard at the door: what the HTTP library lets through though two readers could read it differently. Each header goes by it
 * once, and what the dispatcher needs of them is picked up on the way.
 */
#pragma once
#include "platform/http/dispatch.h"

enum { HEADERS_MOST = 64 };

typedef struct {
    Incoming    in;                 /* the named headers; absent ones are "" */
    const char *accept_encoding, *if_none_match, *forwarded_for;
    int64_t     content_length;     /* -1: none said */
    bool        chunked;
    size_t      count, hosts;
    const char *why;                /* the first thing wrong, for the log; NULL: nothing */
} Guard;

void guard_begin(Guard *guard, const char *method, const char *version);
void guard_header(Guard *guard, const char *name, size_t name_length, const char *value, size_t value_length);
bool guard_end(Guard *guard);       /* false: refuse, and close the connection */
