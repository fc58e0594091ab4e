#include <string.h>
#include "rooms/programme/spelling.h"

enum { PLACES = 2 * SPELLING_WORDS_MOST, NEVER = 1000 };

/* ---- the vocabulary: words by hash; a place holds the number of its word, from 1 ---- */

static size_t place_of(const Vocabulary *vocabulary, const char *word, size_t length)
{
    uint32_t hash = 0x811c9dc5u;
    for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)word[i]) * 0x01000193u;
    size_t place = (hash ^ hash >> 15) % PLACES;
    for (; vocabulary->places[place]; place = (place + 1) % PLACES) {
        const Spelling *known = &vocabulary->words[vocabulary->places[place] - 1];
        if (known->length == length && !memcmp(known->word, word, length)) break;
    }
    return place;
}

static void vocabulary_begin(Ctx *cx, Vocabulary *vocabulary)
{
    if (vocabulary->places) return;
    vocabulary->places = array(cx, uint16_t, PLACES);
    vocabulary->words  = array(cx, Spelling, SPELLING_WORDS_MOST);
}

static Spelling *learnt(Ctx *cx, Vocabulary *vocabulary, const char *word, size_t length)
{
    size_t place = place_of(vocabulary, word, length);
    if (!vocabulary->places[place]) {
        if (vocabulary->count == SPELLING_WORDS_MOST) return NULL;
        vocabulary->words[vocabulary->count++] = (Spelling){ .word = text_copy(cx, word, length), .length = length };
        vocabulary->places[place] = (uint16_t)vocabulary->count;
    }
    return &vocabulary->words[vocabulary->places[place] - 1];
}

/* A number is no word, and no word has signs in it. */
static bool to_learn(const char *word, size_t length)
{
    if (length < SPELLING_LETTERS_LEAST || length > SPELLING_LETTERS_MOST || memchr(word, '-', length)) return false;
    return strspn(word, "0123456789") < length;
}

void vocabulary_learn(Ctx *cx, Vocabulary *vocabulary, const char *words)
{
    vocabulary_begin(cx, vocabulary);
    vocabulary->texts++;
    for (size_t length; *words; words += length + (words[length] == ' ')) {
        length = strcspn(words, " ");
        Spelling *word = to_learn(words, length) ? learnt(cx, vocabulary, words, length) : NULL;
        if (word && word->last_text != vocabulary->texts) word->texts++, word->last_text = vocabulary->texts;
    }
}

bool vocabulary_has(const Vocabulary *vocabulary, const char *word, size_t length)
{
    return vocabulary->places && vocabulary->places[place_of(vocabulary, word, length)];
}

/* "phonics 12 reading 40 " */
const char *vocabulary_write(Ctx *cx, const Vocabulary *vocabulary, size_t *length)
{
    Draft all = { .cx = cx };
    for (size_t i = 0; i < vocabulary->count; i++)
        draft_add(&all, "%.*s %lld ", (int)vocabulary->words[i].length, vocabulary->words[i].word, (long long)vocabulary->words[i].texts);
    *length = all.length;
    return draft_text(&all);
}

void vocabulary_read(Ctx *cx, Vocabulary *vocabulary, const char *bytes, size_t length)
{
    const char *all = text_copy(cx, bytes, length);   /* what is kept ends without a NUL, and may go before the page does */
    vocabulary_begin(cx, vocabulary);
    for (size_t size, digits; *all; all += size + digits + 2) {
        size = strcspn(all, " ");
        digits = strcspn(all + size + 1, " ");
        Spelling *word = learnt(cx, vocabulary, all, size);
        if (!word || !number_parse(text_copy(cx, all + size + 1, digits), 1, INT64_MAX, &word->texts)) return;
    }
}

/* ---- slips ---- */

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

static size_t slips_allowed(size_t length) { return length < 4 ? 0 : length < 6 ? 1 : length < 9 ? 2 : 3; }

/* The slips that make `a` the whole of `b` (*whole) and its beginning (*begun); NEVER where more than `most`. Both are short enough to be learnt. */
static void slips_count(const char *a, size_t n, const char *b, size_t m, size_t most, size_t *whole, size_t *begun)
{
    size_t rows[3][SPELLING_LETTERS_MOST + 1] = {{0}};
    *whole = *begun = NEVER;
    if (m > n + most + 1) m = n + most + 1;   /* what is beyond cannot be reached; one more letter says that it is not the whole */
    for (size_t j = 0; j <= m; j++) rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3], nearest = i;
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = least(last[j - 1] + (a[i - 1] != b[j - 1]), least(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = least(best, before[j - 2] + 1);
            now[j] = best;
            nearest = least(nearest, best);
        }
        if (nearest > most) return;
    }
    const size_t *end = rows[n % 3];
    if (end[m] <= most) *whole = end[m];
    for (size_t j = 0; j <= m; j++) if (end[j] <= most) *begun = least(*begun, end[j]);
}

/* How far a typed word is from one that is known: 0 the same, 2 a slip, and one more for the beginning of it. */
static size_t distance(const char *typed, size_t length, const Spelling *known)
{
    enum { BEGUN_LEAST = 3, LETTERS_FOR_A_SLIP = 5, SHORT = 6 };   /* of what is only begun less is known: a slip for each five letters */
    size_t most = slips_allowed(length), whole, begun;
    if (length < SHORT && *typed != *known->word) return NEVER;   /* a short word is soon another one */
    if (known->length + most < length) return NEVER;
    slips_count(typed, length, known->word, known->length, most, &whole, &begun);
    bool begins_it = length >= BEGUN_LEAST && begun <= length / LETTERS_FOR_A_SLIP;
    return least(2 * whole, begins_it ? 2 * begun + 1 : NEVER);
}

/* ---- which word was meant ---- */

static const char *other_number(const Vocabulary *vocabulary, const char *word)
{
    static const char *const pairs[][2] = {
        { "child", "children" }, { "person", "people" }, { "man", "men" }, { "woman", "women" }, { "curriculum", "curricula" }, { "syllabus", "syllabi" },
        { "criterion", "criteria" }, { "medium", "media" }, { "analysis", "analyses" }, { "crisis", "crises" }, { "life", "lives" }, { "half", "halves" },
    };
    for (size_t i = 0; i < COUNT(pairs); i++)
        for (size_t k = 0; k < 2; k++)
            if (same(word, pairs[i][k]) && vocabulary_has(vocabulary, pairs[i][1 - k], strlen(pairs[i][1 - k]))) return pairs[i][1 - k];
    return NULL;
}

static bool better_of_two(const Spelling *a, const Spelling *b, char first)
{
    bool a_first = *a->word == first, b_first = *b->word == first;
    if (a_first != b_first) return a_first;
    if (a->texts != b->texts) return a->texts > b->texts;
    int order = memcmp(a->word, b->word, least(a->length, b->length));
    return order ? order < 0 : a->length < b->length;
}

const char *spelling_meant(Ctx *cx, const Vocabulary *vocabulary, const char *word)
{
    size_t length = strlen(word), nearest = NEVER;
    const Spelling *best = NULL;
    const char *other = other_number(vocabulary, word);
    if (other) return other;
    if (length < SPELLING_LETTERS_LEAST || length > SPELLING_LETTERS_MOST || strspn(word, "0123456789") == length) return NULL;
    for (size_t i = 0; i < vocabulary->count; i++) {
        const Spelling *known = &vocabulary->words[i];
        size_t far = distance(word, length, known);
        if (far >= NEVER || far > nearest || (far == nearest && !better_of_two(known, best, *word))) continue;
        nearest = far, best = known;
    }
    return best ? text_copy(cx, best->word, best->length) : NULL;
}

/* "firstaid" is "first aid" where both are words. */
static const char *parted(Ctx *cx, const Vocabulary *vocabulary, const char *word)
{
    size_t length = strlen(word);
    for (size_t i = SPELLING_LETTERS_LEAST; i + SPELLING_LETTERS_LEAST <= length; i++)
        if (vocabulary_has(vocabulary, word, i) && vocabulary_has(vocabulary, word + i, length - i)) return text(cx, "%.*s %s", (int)i, word, word + i);
    return NULL;
}

static const char *right_of(Ctx *cx, const Vocabulary *vocabulary, const char *word)
{
    const char *two = parted(cx, vocabulary, word);
    return two ? two : spelling_meant(cx, vocabulary, word);
}

const char *spelling_better(Ctx *cx, const Vocabulary *vocabulary, const char *const *words, const bool *known, size_t count)
{
    Draft better = { .cx = cx };
    size_t unknown = 0, changed = 0;
    for (size_t i = 0; i < count; i++) unknown += !known[i];
    if (unknown > SPELLING_RIGHT_MOST || !vocabulary->places) return NULL;
    for (size_t i = 0; i < count; i++) {
        const char *joined = i + 1 < count ? text(cx, "%s%s", words[i], words[i + 1]) : "";
        bool one = *joined && vocabulary_has(vocabulary, joined, strlen(joined));
        const char *right = one ? joined : known[i] ? NULL : right_of(cx, vocabulary, words[i]);
        draft_add(&better, "%s%s", i ? " " : "", right ? right : words[i]);
        changed += right != NULL;
        i += one;
    }
    return changed ? draft_text(&better) : NULL;
}
