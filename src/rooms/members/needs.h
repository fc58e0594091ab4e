/*
 * Access and dietary needs: kept once by the person, as choices that an organiser can count and as words of their own. They are health data: nobody but the
 * person reads them here, and no log or trail says what they are. For one event they are shared by booking/needs_share.h, until it ends.
 */
#pragma once
#include "platform/db/db.h"

enum { NEED_WORDS_MOST = 300 };

/* By their bits: the first is bit 0. New ones are added at the end. */
extern const char *const needs_access[], *const needs_dietary[];
extern const size_t needs_access_count, needs_dietary_count;

typedef struct { int64_t access_bits, dietary_bits; const char *access, *dietary; } Needs;

bool           needs_none(const Needs *needs);
const char    *needs_words(Ctx *cx, const Needs *needs);      /* "Step-free access, a lift if there are stairs. Vegetarian"; "" for none */
/* Of the person signed in; none where they have said nothing. */
CHECKED Error *needs_find(Ctx *cx, Needs *needs);
/* Says them anew; saying none deletes them. Refused about "access_words" and "dietary_words". */
CHECKED Error *needs_set(Ctx *cx, const Needs *needs);
