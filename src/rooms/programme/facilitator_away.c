/* Days on which somebody cannot lead anything, as they say themself. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/leading.h"

SQL(away_list,  "SELECT id, from_on, till_on FROM facilitator_away WHERE person_id = $1 AND till_on >= $2 ORDER BY from_on, id LIMIT 200");
SQL(away_count, "SELECT COUNT(*) FROM facilitator_away WHERE person_id = $1 AND till_on >= $2");
SQL(away_put,   "INSERT INTO facilitator_away (id, person_id, from_on, till_on) VALUES ($1, $2, $3, $4)");
SQL(away_drop,  "DELETE FROM facilitator_away WHERE id = $1 AND person_id = $2");
SQL(away_old,   "DELETE FROM facilitator_away WHERE person_id = $1 AND till_on < $2");

/* A session of this event, and another's that they lead in the same hour. */
typedef struct { int64_t starts_at, ends_at; const char *title; } Elsewhere;
static const Column elsewhere_columns[] = { COLUMN(Elsewhere, starts_at), COLUMN(Elsewhere, ends_at), COLUMN(Elsewhere, title) };
SQL(leads_elsewhere,
    "SELECT o.starts_at, o.ends_at, c.title FROM facilitator f JOIN event e ON e.id = f.event_id JOIN course c ON c.id = e.course_id JOIN session o ON o.event_id = e.id"
    " WHERE f.person_id = $2 AND f.answer = 'accepted' AND f.event_id <> $1 AND e.state IN ('draft', 'published', 'closed')"
    " AND EXISTS (SELECT 1 FROM session s WHERE s.event_id = $1 AND s.starts_at < o.ends_at AND s.ends_at > o.starts_at) ORDER BY o.starts_at LIMIT 1");

Error *aways(Ctx *cx, Away **list, size_t *count)
{
    static const Column columns[] = { COLUMN(Away, id), COLUMN(Away, from_on), COLUMN(Away, till_on) };
    return db_list(cx, away_list, columns, list, count, INT(cx->who->id), STR(cx->today));
}

Error *away_add(Ctx *cx, const char *from_on, const char *till_on, int64_t *id)
{
    int64_t there = 0;
    if (blank(from_on)) return invalid(cx, "from_on", "Enter the first day on which you are away");
    if (blank(till_on)) till_on = from_on;
    if (strcmp(till_on, from_on) < 0) return invalid(cx, "till_on", "The last day must be the first or later");
    if (strcmp(till_on, cx->today) < 0) return invalid(cx, "till_on", "These days are over");
    if (date_days_between(from_on, till_on) >= AWAY_DAYS_MOST) return invalid(cx, "till_on", "Enter a year at most at a time");
    TRY(db_run(cx, away_old, NULL, INT(cx->who->id), STR(cx->today)));
    TRY(db_number(cx, away_count, &there, INT(cx->who->id), STR(cx->today)));
    if (there >= AWAYS_MOST) return conflict(cx, "You have entered %d times already. Remove one first", AWAYS_MOST);
    *id = new_id(cx);
    return db_run(cx, away_put, NULL, INT(*id), INT(cx->who->id), STR(from_on), STR(till_on));
}

Error *away_remove(Ctx *cx, int64_t id)
{
    int64_t removed;
    TRY(db_run(cx, away_drop, &removed, INT(id), INT(cx->who->id)));
    return removed ? OK : missing(cx, "days away %ld are not of person %ld", id, cx->who->id);
}

Error *leading_clash(Ctx *cx, int64_t event_id, const char **words)
{
    Elsewhere elsewhere = {0};
    Away *away;
    Session *sessions;
    size_t n, session_count;
    bool found;
    *words = NULL;
    TRY(db_maybe(cx, leads_elsewhere, elsewhere_columns, &elsewhere, &found, INT(event_id), INT(cx->who->id)));
    if (found) {
        *words = text(cx, "You lead %s then: %s, %s.", elsewhere.title, day_words(cx, date_of(cx, elsewhere.starts_at)), clock_range(cx, elsewhere.starts_at, elsewhere.ends_at));
        return OK;
    }
    TRY(aways(cx, &away, &n));
    TRY(event_sessions(cx, event_id, &sessions, &session_count));
    for (size_t i = 0; i < session_count; i++)
        for (size_t j = 0; j < n; j++) {
            const char *on = date_of(cx, sessions[i].starts_at);
            if (strcmp(away[j].from_on, on) <= 0 && strcmp(away[j].till_on, on) >= 0) *words = text(cx, "You have said that you are away on %s.", day_words(cx, on));
        }
    return OK;
}
