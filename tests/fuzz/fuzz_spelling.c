/* A vocabulary and a question of anybody's: what is put right is words of the vocabulary and of the question, and ends. */
#include <stdint.h>
#include <string.h>

#include "platform/base/check.h"
#include "rooms/programme/spelling.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t words_of(Ctx *cx, const char *question, const char **words, size_t most)
{
    size_t count = 0;
    for (size_t length; *question && count < most; question += length + (question[length] == ' ')) {
        length = strcspn(question, " ");
        words[count++] = text_copy(cx, question, length);
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { WORDS_MOST = 8 };
    if (size > 4 << 10 || !utf8_valid((const char *)data, size)) return 0;   /* what the door lets in */
    Ctx cx = { .arena = arena_begin(ARENA_REQUEST_LIMIT) };
    Vocabulary vocabulary = {0}, again = {0};
    const char *typed = text_copy(&cx, (const char *)data, size), *line = strchr(typed, '\n'), *words[WORDS_MOST];
    const char *learnt = text_words(&cx, line ? text_copy(&cx, typed, (size_t)(line - typed)) : "");
    bool known[WORDS_MOST];
    size_t length, count = words_of(&cx, text_words(&cx, line ? line + 1 : typed), words, WORDS_MOST);
    vocabulary_learn(&cx, &vocabulary, learnt);
    const char *written = vocabulary_write(&cx, &vocabulary, &length);
    vocabulary_read(&cx, &again, written, length);
    CHECK(again.count == vocabulary.count);
    for (size_t i = 0; i < count; i++) {
        const char *meant = spelling_meant(&cx, &vocabulary, words[i]);
        CHECK(!meant || vocabulary_has(&again, meant, strlen(meant)));
        known[i] = vocabulary_has(&vocabulary, words[i], strlen(words[i]));
    }
    const char *better = spelling_better(&cx, &vocabulary, words, known, count);
    CHECK(!better || utf8_valid(better, strlen(better)));
    arena_end(cx.arena);
    return 0;
}
