/* What saved searches tell: events published since they were last looked through, each once. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/notice.h"
#include "rooms/programme/saved_search.h"

enum { NAMED_MOST = 3, FORGOTTEN_AT_ONCE = 500 };

SQL(news_add,      "INSERT INTO search_news (event_id, noted_at) VALUES ($1, $2) ON CONFLICT DO NOTHING");
SQL(news_done,     "DELETE FROM search_news WHERE noted_at <= $1");
SQL(news_left,     "SELECT COUNT(*) AS n FROM search_news");
SQL(searches_next, "SELECT id, person_id, name, query FROM saved_search WHERE tells = 1 AND id > $1 ORDER BY id LIMIT CAST($2 AS BIGINT)");
SQL(told_add,      "INSERT INTO saved_search_told (search_id, event_id) SELECT s.id, CAST($2 AS BIGINT) FROM saved_search s WHERE s.id = $1 AND s.tells = 1 ON CONFLICT DO NOTHING");
SQL(told_forget,   "DELETE FROM saved_search_told WHERE event_id IN (SELECT t.event_id FROM saved_search_told t LEFT JOIN event e ON e.id = t.event_id"
                   " WHERE e.id IS NULL OR e.ends_at < $1 LIMIT CAST($2 AS BIGINT))");

static const Column telling_columns[] = { COLUMN(SearchTelling, id), COLUMN(SearchTelling, person_id), COLUMN(SearchTelling, name), COLUMN(SearchTelling, query) };

Error *search_news_put(Ctx *cx, int64_t event_id) { return db_run(cx, news_add, NULL, INT(event_id), INT(cx->now)); }

Error *searches_telling(Ctx *cx, int64_t after, SearchTelling **searches, size_t *count)
{
    return db_list(cx, searches_next, telling_columns, searches, count, INT(after), INT(SEARCHES_AT_ONCE));
}

static const char *event_words(Ctx *cx, const CatalogueEvent *event) { return text(cx, "%s, %s", event->title, day_words(cx, event->starts_on)); }

static const char *events_words(Ctx *cx, const CatalogueEvent *const *events, size_t count)
{
    Draft words = { .cx = cx };
    for (size_t i = 0; i < count && i < NAMED_MOST; i++) draft_add(&words, "%s%s", i ? "; " : "", event_words(cx, events[i]));
    if (count > NAMED_MOST) draft_add(&words, "; and %s more", number_words(cx, (int64_t)(count - NAMED_MOST)));
    draft_add(&words, ".");
    return draft_text(&words);
}

Error *search_tell(Ctx *cx, const SearchTelling *search, const CatalogueEvent *events, size_t count)
{
    const CatalogueEvent *fresh[TOLD_AT_ONCE];
    size_t n = 0;
    for (size_t i = 0; i < count && n < TOLD_AT_ONCE; i++) {
        int64_t added = 0;
        TRY(db_run(cx, told_add, &added, INT(search->id), INT(events[i].id)));
        if (added) fresh[n++] = &events[i];
    }
    if (!n) return OK;
    return notice_put(cx, &(Notice){ .person_id = search->person_id, .kind = "saved search",
        .subject = n == 1 ? text(cx, "A new event for your search “%s”", search->name) : text(cx, "%s new events for your search “%s”", number_words(cx, (int64_t)n), search->name),
        .words = events_words(cx, fresh, n), .link = text(cx, "/courses%s%s", *search->query ? "?" : "", search->query), .stop = saved_search_stop_path(cx, search->id) });
}

Error *search_news_done(Ctx *cx, int64_t until, int64_t *left)
{
    TRY(db_run(cx, news_done, NULL, INT(until)));
    TRY(db_run(cx, told_forget, NULL, INT(cx->now), INT(FORGOTTEN_AT_ONCE)));
    return db_number(cx, news_left, left, NONE);
}
