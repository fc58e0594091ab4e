/* What a department changed of what everybody sees, as other pages of the office say it. */
#pragma once
#include "platform/html/layout.h"
#include "rooms/programme/review_change.h"

/* A note above a course or an event: what is different, or to be put right. Nothing where neither. */
CHECKED Error *review_change_note(Out *out, int64_t course_id, int64_t event_id);
/* The list with its heading; nothing where it is empty. */
CHECKED Error *review_changes_put(Out *out);
