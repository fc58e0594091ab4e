/*
 * A search that found nothing, looked at again: what was probably meant, put right by the words of the published courses (spelling.h).
 * The words are gathered once for each change of the store and connection (db/kept.h); both stores forgive alike.
 */
#pragma once
#include "rooms/programme/course.h"

enum { SEARCH_WORDS_MOST = 8, SEARCH_ALONE_MOST = 3 };

typedef struct {
    const char *better;                       /* the question to ask instead, or NULL */
    const char *alone[SEARCH_ALONE_MOST];     /* of several words those that find something by themselves, put right */
    size_t      alone_count;
} SearchForgiven;

/* `question` is search_question()'s, and found nothing. */
CHECKED Error *search_forgive(Ctx *cx, const char *question, SearchForgiven *forgiven);
