/*
 * A letter as an officer wrote it (content/letters/README.md), filled. Values are text: whatever they hold, they add no element, no link
 * and no line. A line whose placeholders are all empty is left out.
 */
#pragma once
#include "platform/mail/mail.h"

typedef struct { const char *subject, *plain, *page; } Letter;   /* the twin for readers of text, and the page */

/* Fills the letter of that name. What content/ lacks, or wrote wrongly, is BROKEN. */
CHECKED Error *letter_write(Ctx *cx, const char *name, const MailValue *values, size_t count, Letter *letter);
/* The same for words that are at hand. */
CHECKED Error *letter_fill(Ctx *cx, const char *written, const MailValue *values, size_t count, Letter *letter);

/* That a room fills just the placeholders which the letter lists: a mistake shows when a letter is queued, not when it is sent. */
CHECKED Error *letter_takes(Ctx *cx, const char *name, const MailValue *values, size_t count);

enum { LETTER_WORDS_MOST = 48 };
/* The words that a letter lists: LETTER_WORDS_MOST of them at most. */
CHECKED Error *letter_words(Ctx *cx, const char *name, const char **words, size_t *count);
