/* What the room's pages share: the office's filter bars and pagers, the fields of a post, the preview of an import. */
#pragma once
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/members/import.h"
#include "rooms/members/organisation.h"
#include "rooms/members/post.h"

/* One select of a filter bar; `words` end with NULL, and the first option takes all. */
void filter_select(Out *out, const char *name, const char *label, const char *all, const char *const *words, const char *chosen);
void filter_search(Out *out, const char *label, const char *typed);
const char *organisation_sort(Ctx *cx, const char *phase, const char *type, const char *kind);   /* "Primary"; an independent school has no phase, and is its type */

/* The fields of a post at an organisation of this kind, as post_typed() reads and checks them: every mistake at once, each field's first. */
void post_fields(Ctx *cx, Out *out, const Request *rq, const char *organisation_kind, const Post *post);
CHECKED Error *post_typed(Ctx *cx, const Request *rq, const char *organisation_kind, Post *post);

/* Who works there now, with a link for each to base/ID; and what was done, in words. */
void people_table(Ctx *cx, Out *out, const char *caption, const char *base, const Post *posts, size_t count);
void history_list(Ctx *cx, Out *out, const HistoryEntry *list, size_t count);

/* A preview by outcome, as tabs with counts; base is "/office/register/123". Returns the outcome that is shown. */
const char *import_tabs(Ctx *cx, Out *out, const Request *rq, const char *base, const ImportCount *counts, size_t count);
int64_t     import_count(const ImportCount *counts, size_t n, const char *outcome);

/* Begins a sign-in, and leads on to `next`: by way of the second factor, where the post shows other people's data and `factor` is "". */
CHECKED Error *sign_in_answer(Ctx *cx, const Request *rq, Response *rs, int64_t person_id, const char *factor, const char *next);

/* A refusal that is an answer: what was counted stays counted, and the form is shown again beside the words. */
Error *answer_again(Ctx *cx, Request *rq, Response *rs, Show *show, Error *error);
const char *wait_words(Ctx *cx, int64_t seconds);       /* "40 seconds", "3 minutes" */
