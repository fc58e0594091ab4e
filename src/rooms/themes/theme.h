/* Themes: the strands of the offer, which a partnership edits, orders and retires. */
#pragma once
#include "platform/db/db.h"

enum { THEMES_MOST = 60, THEME_COLOURS = 6 };

typedef struct { int64_t id; const char *slug, *name, *description; int64_t colour, position, retired; } Theme;

CHECKED Error *themes_in_use(Ctx *cx, Theme **themes, size_t *count);       /* not retired, in the partnership's order */
CHECKED Error *themes_all(Ctx *cx, Theme **themes, size_t *count);          /* retired ones last */
CHECKED Error *theme_find(Ctx *cx, int64_t id, Theme *theme);
CHECKED Error *theme_by_slug(Ctx *cx, const char *slug, Theme *theme, bool *found);

/* Adds one at the end of the order; id, slug and, unless chosen, colour are set. A name that another theme has is refused. */
CHECKED Error *theme_add(Ctx *cx, Theme *theme);
/* Changes name, description and colour. The slug stays, for addresses out there use it. */
CHECKED Error *theme_change(Ctx *cx, const Theme *theme);
CHECKED Error *theme_move(Ctx *cx, int64_t id, bool up);                    /* one step among those in use; at the end nothing changes */
CHECKED Error *theme_retire(Ctx *cx, int64_t id, bool retired);             /* courses keep it; new ones cannot choose it */

const char *colour_words(int64_t colour);                                   /* "teal": of its square, never without its name */
