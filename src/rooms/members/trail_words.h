/* The trail in words: what a row says was done, for the histories of every room and for the page of the whole trail. */
#pragma once
#include "platform/base/context.h"

/* "event.cancelled" -> "Event cancelled". What nobody has put into words comes as it is. */
const char *trail_words(const char *what);

/* Who did it, by the row's person and their name as it is now, "" when there is none. */
const char *trail_who(const char *what, int64_t person_id, const char *name);

/* Of a row `t`: its detail as people read it, and the person who was made to lead an event or leads it no more, whom it names by id alone. */
#define TRAIL_DETAIL "CASE WHEN t.what LIKE 'facilitator.%' THEN '' ELSE t.detail END AS detail"
#define TRAIL_LEADER "CASE WHEN t.what LIKE 'facilitator.%' THEN CAST(substr(t.detail, 8) AS BIGINT) END"   /* after "person " */

/* What the trail is filtered by: the part before the dot, and its name. Ends with NULL. */
typedef struct { const char *part, *name; } TrailPart;
extern const TrailPart trail_parts[];
