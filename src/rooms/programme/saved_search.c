#include "rooms/programme/saved_search.h"
#include <string.h>
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/security/token.h"

enum { MAC = 32 };

#define FIELDS "SELECT id, tells, made_at, name, query FROM saved_search"
SQL(saved_list,    FIELDS " WHERE person_id = $1 ORDER BY name, id LIMIT 20");
SQL(saved_find,    FIELDS " WHERE id = $1 AND person_id = $2");
SQL(saved_by_id,   FIELDS " WHERE id = $1");
SQL(saved_slots,   "SELECT slot, name, query FROM saved_search WHERE person_id = $1 ORDER BY slot LIMIT 20");
SQL(saved_insert,  "INSERT INTO saved_search (id, person_id, slot, name, query, made_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING");
SQL(saved_update,  "UPDATE saved_search SET name = $3, tells = $4 WHERE id = $1 AND person_id = $2");
SQL(saved_untold,  "DELETE FROM saved_search_told WHERE search_id = (SELECT id FROM saved_search WHERE id = $1 AND person_id = $2)");
SQL(saved_delete,  "DELETE FROM saved_search WHERE id = $1 AND person_id = $2");
SQL(saved_stopped, "UPDATE saved_search SET tells = 0 WHERE id = $1 AND tells = 1");

static const Column columns[] = { COLUMN(SavedSearch, id), COLUMN(SavedSearch, tells), COLUMN(SavedSearch, made_at), COLUMN(SavedSearch, name), COLUMN(SavedSearch, query) };

typedef struct { int64_t slot; const char *name, *query; } Slot;
static const Column slot_columns[] = { COLUMN(Slot, slot), COLUMN(Slot, name), COLUMN(Slot, query) };

Error *saved_searches(Ctx *cx, SavedSearch **searches, size_t *count)
{
    return db_list(cx, saved_list, columns, searches, count, INT(cx->who->id));
}

Error *saved_search_find(Ctx *cx, int64_t id, SavedSearch *search)
{
    return db_one(cx, saved_find, columns, search, INT(id), INT(cx->who->id));
}

static Error *name_check(Ctx *cx, const char *name)
{
    if (blank(name)) return invalid(cx, "name", "Enter a name by which you know the search again");
    return letters(name) > SAVED_NAME_MOST ? invalid(cx, "name", "Use %d characters or fewer for the name", SAVED_NAME_MOST) : OK;
}

/* The first that is free, or 0. */
static int64_t free_slot(const Slot *taken, size_t count)
{
    int64_t slot = 1;
    for (size_t i = 0; i < count && taken[i].slot == slot; i++) slot++;
    return slot <= SAVED_SEARCHES_MOST ? slot : 0;
}

Error *saved_search_add(Ctx *cx, const char *name, const char *query)
{
    Slot *taken;
    size_t count;
    int64_t added = 0, id = new_id(cx);
    name = text_trim(cx, name);
    TRY(name_check(cx, name));
    if (strlen(query) > SAVED_QUERY_MOST) return invalid(cx, "name", "This search is too long to be saved. Take some of its filters off");
    TRY(db_list(cx, saved_slots, slot_columns, &taken, &count, INT(cx->who->id)));
    for (size_t i = 0; i < count; i++)
        if (same(taken[i].query, query)) return conflict(cx, "You have saved this search already, as “%s”", taken[i].name);
    int64_t slot = free_slot(taken, count);
    if (!slot) return conflict(cx, "You have saved %d searches, and there is room for no more. Delete one first", SAVED_SEARCHES_MOST);
    TRY(db_run(cx, saved_insert, &added, INT(id), INT(cx->who->id), INT(slot), STR(name), STR(query), INT(cx->now)));
    if (!added) return conflict(cx, "You were saving another search at the same time. Save this one again");
    return trail(cx, "search.saved", id, NULL);
}

Error *saved_search_change(Ctx *cx, int64_t id, const char *name, bool tells)
{
    int64_t changed = 0;
    name = text_trim(cx, name);
    TRY(name_check(cx, name));
    TRY(db_run(cx, saved_update, &changed, INT(id), INT(cx->who->id), STR(name), INT(tells)));
    return changed ? trail(cx, "search.changed", id, NULL) : missing(cx, "search %ld is not theirs", (long)id);
}

Error *saved_search_remove(Ctx *cx, int64_t id)
{
    int64_t removed = 0;
    TRY(db_run(cx, saved_untold, NULL, INT(id), INT(cx->who->id)));
    TRY(db_run(cx, saved_delete, &removed, INT(id), INT(cx->who->id)));
    return removed ? trail(cx, "search.deleted", id, NULL) : missing(cx, "search %ld is not theirs", (long)id);
}

/* ---- by the link of a letter ---- */

static const char *signature(Ctx *cx, const char *id) { return text_copy(cx, mac(cx, "saved search stop", id), MAC); }

const char *saved_search_stop_path(Ctx *cx, int64_t id)
{
    const char *which = text(cx, "%ld", (long)id);
    return text(cx, "/searches/stop/%s-%s", which, signature(cx, which));
}

Error *saved_search_of_stop(Ctx *cx, const char *token, SavedSearch *search)
{
    const char *dash = strchr(token, '-');
    int64_t id;
    const char *which = dash ? text_copy(cx, token, (size_t)(dash - token)) : "";
    if (!number_parse(which, 1, INT64_MAX, &id) || !secret_same(dash + 1, signature(cx, which))) return missing(cx, "no search is signed so");
    return db_one(cx, saved_by_id, columns, search, INT(id));
}

Error *saved_search_stop(Ctx *cx, const char *token)
{
    SavedSearch search = {0};
    int64_t stopped = 0;
    TRY(saved_search_of_stop(cx, token, &search));
    TRY(db_run(cx, saved_stopped, &stopped, INT(search.id)));
    return stopped ? trail(cx, "search.stopped", search.id, NULL) : OK;   /* it is stopped: what was wanted holds */
}
