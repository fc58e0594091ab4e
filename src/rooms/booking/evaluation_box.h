/* How a person's answers lie in the box: packed into one text, which is sealed. For evaluation_answer.c, which puts them in, and evaluation_mix.c, which takes them out. */
#pragma once
#include "rooms/booking/evaluation_round.h"

#define BOX_PURPOSE "evaluation"

int64_t     id_of_chance(void);            /* positive, 53 bits: tells neither order nor moment */
const char *answers_packed(Ctx *cx, const EvaluationAnswer *answers, size_t count);
bool        answers_unpacked(Ctx *cx, const char *packed, EvaluationAnswer **answers, size_t *count);   /* false: not packed so */
