/*
 * Notices: what somebody may like to hear and that is not about a place of theirs, such as new dates that a saved search has found. Each person
 * chooses whether they come at once, once a day or once a week in one letter; whoever chose nothing hears at once. What is about a place of
 * theirs is a letter of its own, goes at once, and is nobody's to switch off.
 */
#pragma once
#include "platform/db/db.h"

enum { NOTICE_SUBJECT_MOST = 120, NOTICE_WORDS_MOST = 400, NOTICE_HOUR = 7, NOTICE_DAYS_KEPT = 90 };

typedef struct {
    int64_t     person_id;
    const char *kind;         /* "saved search": a few plain words, the same for all of its kind */
    const char *subject;      /* one line, the letter's subject where it goes alone: "2 new dates for phonics" */
    const char *words;        /* a sentence or two of plain text; may be "" */
    const char *link;         /* where it is seen, a path of this site: "/courses?q=phonics" */
    const char *stop;         /* a signed path whose button ends what tells of it, without signing in; NULL or "": it has none */
} Notice;

/* Puts it in the transaction of what caused it. Whoever puts it sees to it that it is put once; longer texts are cut. */
CHECKED Error *notice_put(Ctx *cx, const Notice *notice);

/* "at once", "daily" or "weekly", of the person signed in. */
CHECKED Error *notice_pace(Ctx *cx, const char **pace);
CHECKED Error *notice_pace_set(Ctx *cx, const char *pace);      /* refused about "pace" */

/* What the person signed in was told, or will be, the latest first; letter 0: it waits. */
typedef struct { int64_t id, made_at, letter; const char *subject, *words, *link, *stop; } NoticeKept;
CHECKED Error *notices_mine(Ctx *cx, int64_t most, NoticeKept **notices, size_t *count);

/* People whose notices are to go now, 100 at most, after that person. */
typedef struct { int64_t person_id; } NoticeReader;
CHECKED Error *notice_readers(Ctx *cx, int64_t after, NoticeReader **readers, size_t *count);
/* One letter with all that waits for a person; an act of the writer, and nothing where nothing waits. */
CHECKED Error *notices_send(Ctx *cx, int64_t person_id);
/* The next that were sent NOTICE_DAYS_KEPT days ago are forgotten; *done: how many. */
CHECKED Error *notices_forget_slice(Ctx *cx, int64_t *done);
