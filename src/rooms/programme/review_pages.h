/* Where a draft stands with the office, as the pages of courses and events say it. */
#pragma once
#include "platform/html/layout.h"
#include "rooms/programme/review.h"

/* A note above a draft of one's own: with the office, or sent back with words. Nothing where neither. */
CHECKED Error *review_note(Out *out, int64_t course_id, int64_t event_id);
/* What it says, thing by thing, beside what it said. */
void review_lines_put(Out *out, const ReviewLook *look);
