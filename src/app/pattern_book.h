/* The pattern book's halves: what a form is made of, and the parts of our own look. Both show every state. */
#pragma once
#include "platform/http/http.h"

void pattern_book_forms(Ctx *cx, const Request *rq, Out *out);
void pattern_book_parts(Out *out);

/* A framed example under a small heading; then html(), then the end. */
void pattern_begin(Out *out, const char *title);
void pattern_end(Out *out);
