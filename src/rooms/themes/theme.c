#include "rooms/themes/theme.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"

enum { NAME_MOST = 60, DESCRIPTION_MOST = 300 };

static const Column theme_row[] = {
    COLUMN(Theme, id), COLUMN(Theme, slug), COLUMN(Theme, name), COLUMN(Theme, description), COLUMN(Theme, colour), COLUMN(Theme, position),
    COLUMN(Theme, retired),
};
#define THEME_SELECT "SELECT id, slug, name, description, colour, position, retired FROM theme"

SQL(themes_used,     THEME_SELECT " WHERE retired = 0 ORDER BY position, id LIMIT 100");
SQL(themes_ordered,  THEME_SELECT " ORDER BY retired, position, id LIMIT 200");
SQL(theme_by_id,     THEME_SELECT " WHERE id = $1");
SQL(theme_of_slug,   THEME_SELECT " WHERE slug = $1");
SQL(theme_count,     "SELECT count(*) FROM theme");
SQL(theme_last,      "SELECT COALESCE(max(position), 0) FROM theme");
SQL(theme_insert,    "INSERT INTO theme (id, slug, name, description, colour, position) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (slug) DO NOTHING");
SQL(theme_same_name, "SELECT count(*) FROM theme WHERE lower(name) = lower($1) AND id <> $2");
SQL(theme_update,    "UPDATE theme SET name = $2, description = $3, colour = $4 WHERE id = $1");
SQL(theme_put_position, "UPDATE theme SET position = $2 WHERE id = $1");
SQL(theme_put_retired,  "UPDATE theme SET retired = $2 WHERE id = $1");

Error *themes_in_use(Ctx *cx, Theme **themes, size_t *count) { return db_list(cx, themes_used, theme_row, themes, count, NONE); }
Error *themes_all(Ctx *cx, Theme **themes, size_t *count)    { return db_list(cx, themes_ordered, theme_row, themes, count, NONE); }
Error *theme_find(Ctx *cx, int64_t id, Theme *theme)         { return db_one(cx, theme_by_id, theme_row, theme, INT(id)); }

Error *theme_by_slug(Ctx *cx, const char *slug, Theme *theme, bool *found)
{
    return db_maybe(cx, theme_of_slug, theme_row, theme, found, STR(slug));
}

const char *colour_words(int64_t colour)
{
    static const char *const words[THEME_COLOURS] = { "teal", "amber", "plum", "green", "brick", "slate" };
    return colour >= 1 && colour <= THEME_COLOURS ? words[colour - 1] : "";
}

/* "Early years" -> "early-years". A name without a Latin letter or digit gets its id. */
static const char *slug_of(Ctx *cx, const char *name, int64_t id)
{
    const char *folded = text_fold(cx, name);
    Draft slug = { .cx = cx };
    for (bool gap = false; *folded; folded++) {
        bool word = (*folded >= 'a' && *folded <= 'z') || (*folded >= '0' && *folded <= '9');
        if (word && gap && slug.length) draft_bytes(&slug, "-", 1);
        if (word) draft_bytes(&slug, folded, 1);
        gap = !word;
    }
    return slug.length ? draft_text(&slug) : text(cx, "theme-%ld", id);
}

static Error *theme_check(Ctx *cx, const Theme *theme)
{
    Error *errors = OK;
    int64_t twice = 0;
    if (blank(theme->name)) errors_add(&errors, invalid(cx, "name", "Enter the theme’s name"));
    else if (letters(theme->name) > NAME_MOST || !text_is_line(theme->name))
        errors_add(&errors, invalid(cx, "name", "Enter the name on one line, %d letters or fewer", NAME_MOST));
    if (letters(theme->description) > DESCRIPTION_MOST)
        errors_add(&errors, invalid(cx, "description", "Shorten the description to %d letters or fewer", DESCRIPTION_MOST));
    if (theme->colour < 1 || theme->colour > THEME_COLOURS) errors_add(&errors, invalid(cx, "colour", "Choose a colour"));
    if (errors) return errors;
    TRY(db_number(cx, theme_same_name, &twice, STR(text_trim(cx, theme->name)), INT(theme->id)));
    return twice ? invalid(cx, "name", "There is a theme of this name already") : OK;
}

Error *theme_add(Ctx *cx, Theme *theme)
{
    int64_t last, count, added;
    TRY(db_number(cx, theme_count, &count, NONE));
    if (count >= THEMES_MOST) return invalid(cx, "name", "There are %d themes already. Rename one instead", THEMES_MOST);
    if (!theme->colour) theme->colour = count % THEME_COLOURS + 1;
    theme->id = new_id(cx);
    if (!theme->description) theme->description = "";
    TRY(theme_check(cx, theme));
    TRY(db_number(cx, theme_last, &last, NONE));
    theme->name = text_trim(cx, theme->name), theme->slug = slug_of(cx, theme->name, theme->id), theme->position = last + 1;
    TRY(db_run(cx, theme_insert, &added, INT(theme->id), STR(theme->slug), STR(theme->name), STR(theme->description), INT(theme->colour), INT(theme->position)));
    if (!added) return invalid(cx, "name", "There is a theme of this name already");
    return trail(cx, "theme.added", theme->id, theme->name);
}

Error *theme_change(Ctx *cx, const Theme *theme)
{
    int64_t changed;
    TRY(theme_check(cx, theme));
    TRY(db_run(cx, theme_update, &changed, INT(theme->id), STR(text_trim(cx, theme->name)), STR(theme->description), INT(theme->colour)));
    if (!changed) return missing(cx, "theme_change: no theme %ld", theme->id);
    return trail(cx, "theme.changed", theme->id, theme->name);
}

Error *theme_move(Ctx *cx, int64_t id, bool up)
{
    Theme *themes;
    size_t count, at = 0;
    TRY(themes_in_use(cx, &themes, &count));
    while (at < count && themes[at].id != id) at++;
    if (at == count) return missing(cx, "theme_move: no theme %ld in use", id);
    if (up ? at == 0 : at + 1 == count) return OK;
    const Theme *mine = &themes[at], *other = up ? mine - 1 : mine + 1;
    TRY(db_run(cx, theme_put_position, NULL, INT(mine->id), INT(other->position)));
    TRY(db_run(cx, theme_put_position, NULL, INT(other->id), INT(mine->position)));
    return trail(cx, "theme.moved", id, up ? "up" : "down");
}

Error *theme_retire(Ctx *cx, int64_t id, bool retired)
{
    int64_t changed;
    TRY(db_run(cx, theme_put_retired, &changed, INT(id), INT(retired)));
    if (!changed) return missing(cx, "theme_retire: no theme %ld", id);
    return trail(cx, retired ? "theme.retired" : "theme.brought_back", id, NULL);
}
