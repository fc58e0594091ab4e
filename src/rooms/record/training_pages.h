/* What the pages of training share: a requirement's state in words, and the list of what one person is due. */
#pragma once
#include "platform/html/ly/ly.h"
#include "rooms/record/requirement_due.h"

LyMeaning   due_meaning(const Due *due);
const char *due_words(Ctx *cx, const Due *due);           /* "until 3 January 2027", "due 3 January 2027", "overdue since ...", "done" */
void        due_status(Out *out, const Due *due);         /* the same as a tag, in a table */
