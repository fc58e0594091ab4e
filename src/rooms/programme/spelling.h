/*
 * The words that a catalogue is written in, and which of them somebody meant who typed another: in C and over bytes, so that both stores
 * give the same answer. Nothing here asks a store. Words are as text_words() leaves them: folded, letters and digits.
 */
#pragma once
#include "platform/base/text.h"

enum {
    SPELLING_WORDS_MOST   = 8192,    /* of a vocabulary; what comes later is not learnt */
    SPELLING_LETTERS_LEAST = 3,      /* of a word that is learnt, in bytes */
    SPELLING_LETTERS_MOST = 31,      /* a longer word is neither learnt nor put right */
    SPELLING_RIGHT_MOST   = 4,       /* words of one question that are put right; with more unknown ones it is left alone */
};

typedef struct { const char *word; size_t length; int64_t texts, last_text; } Spelling;   /* texts: in how many it stands */
typedef struct { Spelling *words; size_t count; uint16_t *places; int64_t texts; } Vocabulary;   /* zero-initialised; texts: learnt so far */

/* Learns the words of one more text; those with another sign in them ("begi-") are not words. */
void        vocabulary_learn(Ctx *cx, Vocabulary *vocabulary, const char *words);
bool        vocabulary_has(const Vocabulary *vocabulary, const char *word, size_t length);
/* All of it as text, to be kept, and that read again. */
const char *vocabulary_write(Ctx *cx, const Vocabulary *vocabulary, size_t *length);
void        vocabulary_read(Ctx *cx, Vocabulary *vocabulary, const char *bytes, size_t length);

/*
 * The word of the vocabulary that was meant by one that nothing has: another number of it (child, children); what it begins; or what is
 * one slip away, two from six letters, three from nine, a slip being a letter too many, too few, wrong, or two swapped. Of several the nearest,
 * then what begins alike, then what stands in most texts. NULL: none.
 */
const char *spelling_meant(Ctx *cx, const Vocabulary *vocabulary, const char *word);

/*
 * The same question with what is unknown put right: known[i] says of its i-th word whether it finds anything. Two words that
 * are one, and one that is two, are joined and parted. NULL: nothing can be bettered, or too much would have to be.
 */
const char *spelling_better(Ctx *cx, const Vocabulary *vocabulary, const char *const *words, const bool *known, size_t count);
