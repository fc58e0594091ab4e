#include "rooms/programme/search_forgive.h"
#include <string.h>
#include "platform/db/kept.h"
#include "rooms/programme/spelling.h"

/* What stands in a course: title, code and kind come first, its themes and leaders last; of a long text between only the beginning is learnt from.
 * Where it is cut, the hyphens say of the halves beside them that they are no words. */
#define LEARNT(tail) "SELECT CASE WHEN length(search_words) <= 1800 THEN search_words ELSE substr(search_words, 1, 1500) || '- -' || " tail " END AS words" \
                     " FROM course WHERE state = 'published' ORDER BY id LIMIT 2000"
SQL2(words_learnt, LEARNT("substr(search_words, -300)"), LEARNT("right(search_words, 300)"));

/* Whether a word finds anything at all: the whole word, and as the last of a question also what begins with it. */
#define FINDS "SELECT COUNT(*) AS n FROM course c WHERE c.state = 'published' AND "
SQL2(word_finds, FINDS "c.id IN (SELECT rowid FROM course_search WHERE course_search MATCH '\"' || $1 || '\"')", FINDS "c.search_vector @@ to_tsquery('course_words', $1)");
SQL2(last_finds, FINDS COURSE_MATCHES_SQLITE("$1"), FINDS COURSE_MATCHES_POSTGRES("$1"));

static const char vocabulary_key[] = "vocabulary";

typedef struct { const char *words; } Text;
static const Column text_row[] = { COLUMN(Text, words) };

static Error *learn(Ctx *cx, void *row, void *data)
{
    const Text *course = row;
    vocabulary_learn(cx, data, course->words);
    return OK;
}

static Error *vocabulary_of(Ctx *cx, Vocabulary *vocabulary)
{
    Bytes kept;
    int64_t until;
    if (kept_find(cx, vocabulary_key, &kept, &until)) {
        vocabulary_read(cx, vocabulary, kept.bytes, kept.length);
        return OK;
    }
    Text row = {0};
    TRY(db_each(cx, words_learnt, text_row, &row, learn, vocabulary, NONE));
    size_t length;
    const char *bytes = vocabulary_write(cx, vocabulary, &length);
    kept_put(cx, vocabulary_key, (Bytes){ bytes, length }, 0);
    return OK;
}

static size_t words_of(Ctx *cx, const char *question, const char **words)
{
    size_t count = 0;
    for (size_t length; *question && count < SEARCH_WORDS_MOST; question += length + (question[length] == ' ')) {
        length = strcspn(question, " ");
        words[count++] = text_copy(cx, question, length);
    }
    return count;
}

static Error *known_of(Ctx *cx, const char *const *words, size_t count, bool *known)
{
    Query queries[SEARCH_WORDS_MOST];
    Arg args[SEARCH_WORDS_MOST];
    int64_t found[SEARCH_WORDS_MOST] = {0};
    for (size_t i = 0; i < count; i++) {
        args[i] = STR(words[i]);
        queries[i] = (Query){ .sql = i + 1 < count ? &word_finds : &last_finds, .number = &found[i], .args = &args[i], .arg_count = 1 };
    }
    TRY(db_all(cx, queries, count));
    for (size_t i = 0; i < count; i++) known[i] = found[i] > 0;
    return OK;
}

Error *search_forgive(Ctx *cx, const char *question, SearchForgiven *forgiven)
{
    Vocabulary vocabulary = {0};
    enum { ALONE_LEAST = 4 };   /* "for" and "the" are not what anybody looks for */
    const char *words[SEARCH_WORDS_MOST];
    bool known[SEARCH_WORDS_MOST];
    size_t count = words_of(cx, question, words);
    *forgiven = (SearchForgiven){0};
    if (!count) return OK;
    TRY(known_of(cx, words, count, known));
    TRY(vocabulary_of(cx, &vocabulary));
    forgiven->better = spelling_better(cx, &vocabulary, words, known, count);
    for (size_t i = 0; count > 1 && i < count && forgiven->alone_count < SEARCH_ALONE_MOST; i++) {
        const char *alone = known[i] ? words[i] : spelling_meant(cx, &vocabulary, words[i]);
        if (alone && strlen(alone) >= ALONE_LEAST) forgiven->alone[forgiven->alone_count++] = alone;
    }
    return OK;
}
