#include "rooms/booking/evaluation_box.h"

#include <stdlib.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/security/token.h"

int64_t id_of_chance(void)
{
    uint64_t bits = 0;
    random_bytes(&bits, sizeof bits);
    return (int64_t)(bits >> 11) + 1;
}

/* "QUESTION CHOICES LENGTH:words", one after the other. */
const char *answers_packed(Ctx *cx, const EvaluationAnswer *answers, size_t count)
{
    Draft packed = { .cx = cx };
    for (size_t i = 0; i < count; i++)
        draft_add(&packed, "%ld %ld %zu:%s", (long)answers[i].question_id, (long)answers[i].choices, strlen(answers[i].words), answers[i].words);
    return draft_text(&packed);
}

static bool number_read(Ctx *cx, const char **at, char end, int64_t *number)
{
    const char *stop = strchr(*at, end);
    if (!stop || !number_parse(text_copy(cx, *at, (size_t)(stop - *at)), 0, INT64_MAX, number)) return false;
    *at = stop + 1;
    return true;
}

bool answers_unpacked(Ctx *cx, const char *packed, EvaluationAnswer **answers, size_t *count)
{
    *answers = array(cx, EvaluationAnswer, EVALUATION_FORM_MOST), *count = 0;
    while (*packed) {
        EvaluationAnswer answer = {0};
        int64_t length = 0;
        if (*count == EVALUATION_FORM_MOST || !number_read(cx, &packed, ' ', &answer.question_id) || !number_read(cx, &packed, ' ', &answer.choices) || !number_read(cx, &packed, ':', &length)) return false;
        if (length > (int64_t)strlen(packed)) return false;
        answer.words = text_copy(cx, packed, (size_t)length);
        packed += length;
        (*answers)[(*count)++] = answer;
    }
    return true;
}
