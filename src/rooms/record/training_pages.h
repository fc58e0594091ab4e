/* What the pages of training share: whose it is, and a requirement's state in words. */
#pragma once
#include "platform/html/ly/ly.h"
#include "platform/http/http.h"
#include "rooms/record/requirement_due.h"

/* The same pages for a school itself and for the office, which has them under each school's address. id: what else stands in the address. */
typedef struct { bool office; int64_t organisation_id, id; const char *name, *base; TrainingScope scope; TrainingGroup group; } TrainingPlace;
CHECKED Error *training_place(Ctx *cx, const Request *rq, TrainingPlace *place);      /* MISSING where nothing of it may be seen */
Out           *training_place_page(Ctx *cx, const Request *rq, Response *rs, const TrainingPlace *place, const char *title, const char *back);

LyMeaning   due_meaning(const Due *due);
const char *due_words(Ctx *cx, const Due *due);           /* "Until 3 January 2027", "Due 3 January 2027", "Overdue since ...", "Done" */
void        due_status(Out *out, const Due *due);         /* the same as a tag, in a table */
