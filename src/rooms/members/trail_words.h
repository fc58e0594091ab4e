/* The trail in words: what a row says was done, for the histories of every room and for the page of the whole trail. */
#pragma once
#include "platform/base/context.h"

/* "event.cancelled" -> "Event cancelled". What nobody has put into words comes as it is. */
const char *trail_words(const char *what);

/* What the trail is filtered by: the part before the dot, and its name. Ends with NULL. */
typedef struct { const char *part, *name; } TrailPart;
extern const TrailPart trail_parts[];
