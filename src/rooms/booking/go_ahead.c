#include "rooms/booking/go_ahead.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/booking/deciders.h"

enum { DUE_MOST = 50, LOOK_BACK_DAYS = 366, DAY = 86400 };

#define OPEN_EVENT "e.state IN ('published', 'closed') AND e.starts_at > "
SQL(go_aheads_asked,
    "SELECT g.event_id, m.people, e.taken, e.places, m.cancels, e.starts_at, c.title, e.starts_on, g.decide_on, g.asked_on FROM go_ahead g"
    "  JOIN event_minimum m ON m.event_id = g.event_id AND m.decide_on = g.decide_on JOIN event e ON e.id = g.event_id JOIN course c ON c.id = e.course_id"
    " WHERE g.decided = '' AND " OPEN_EVENT "$1 AND (CAST($2 AS BIGINT) = 0 OR c.owner_id = $2) ORDER BY e.starts_at, g.event_id LIMIT 100");
SQL(go_ahead_for_day,
    "SELECT g.asked_on, CASE g.decided WHEN 'later' THEN '' ELSE g.decided END AS decided, COALESCE(g.decided_at, 0) AS decided_at, COALESCE(p.name, '') AS decider FROM go_ahead g LEFT JOIN person p ON p.id = g.decided_by"
    " WHERE g.event_id = $1 AND g.decide_on = $2");
/* One row for a day of the rule: whoever comes first decides, and the others change nothing. Once put off, a day that the rule comes back to is open again. */
SQL(go_ahead_settle,
    "INSERT INTO go_ahead (event_id, decide_on, decided, decided_at, decided_by) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (event_id, decide_on) DO UPDATE SET decided = excluded.decided, decided_at = excluded.decided_at, decided_by = excluded.decided_by"
    " WHERE go_ahead.decided = '' OR go_ahead.decided = 'later'");
SQL(go_ahead_asked,
    "INSERT INTO go_ahead (event_id, decide_on, asked_on) VALUES ($1, $2, $3)"
    " ON CONFLICT (event_id, decide_on) DO UPDATE SET asked_on = excluded.asked_on, decided = '' WHERE (go_ahead.decided = '' OR go_ahead.decided = 'later') AND go_ahead.asked_on < excluded.asked_on");
/* A day that a moved session has left behind its event is due the day before the event. */
SQL(go_aheads_to_ask,
    "SELECT m.event_id AS id FROM event_minimum m JOIN event e ON e.id = m.event_id LEFT JOIN go_ahead g ON g.event_id = m.event_id AND g.decide_on = m.decide_on"
    " WHERE m.decide_on > $1 AND (m.decide_on <= $2 OR e.starts_at < $4) AND " OPEN_EVENT "$3 AND COALESCE(g.decided, '') <> 'ahead' AND COALESCE(g.decided, '') <> 'off'"
    "   AND (COALESCE(g.asked_on, '') < $2 OR e.taken >= m.people) ORDER BY m.decide_on, m.event_id LIMIT CAST($5 AS BIGINT)");

Error *go_aheads_open(Ctx *cx, GoAhead **list, size_t *count)
{
    static const Column columns[] = { COLUMN(GoAhead, event_id), COLUMN(GoAhead, people), COLUMN(GoAhead, taken), COLUMN(GoAhead, places), COLUMN(GoAhead, cancels), COLUMN(GoAhead, starts_at),
                                      COLUMN(GoAhead, title), COLUMN(GoAhead, starts_on), COLUMN(GoAhead, decide_on), COLUMN(GoAhead, asked_on) };
    return db_list(cx, go_aheads_asked, columns, list, count, INT(cx->now), INT(programme_scope(cx)));
}

Error *go_ahead_answer(Ctx *cx, int64_t event_id, const MinimumRule *rule, GoAheadAnswer *answer)
{
    static const Column columns[] = { COLUMN(GoAheadAnswer, asked_on), COLUMN(GoAheadAnswer, decided), COLUMN(GoAheadAnswer, decided_at), COLUMN(GoAheadAnswer, decider) };
    bool found;
    *answer = (GoAheadAnswer){ .asked_on = "", .decided = "", .decider = "" };
    return db_maybe(cx, go_ahead_for_day, columns, answer, &found, INT(event_id), STR(rule->decide_on));
}

Error *go_ahead_is(Ctx *cx, int64_t event_id, const MinimumRule *rule, bool *ahead)
{
    GoAheadAnswer answer = {0};
    TRY(go_ahead_answer(cx, event_id, rule, &answer));
    *ahead = same(answer.decided, "ahead");
    return OK;
}

/* ---- answering ---- */

static bool is_open(const Ctx *cx, const Event *event) { return one_of(event->state, "published closed") && event->starts_at > cx->now; }

static Error *held_to_answer(Ctx *cx, int64_t event_id, const char *day, Event *event, MinimumRule *rule)
{
    TRY(event_hold_own(cx, event_id, event));
    if (!is_open(cx, event)) return conflict(cx, "This event is %s, so there is nothing to decide", one_of(event->state, "published closed") ? "under way" : event->state);
    TRY(minimum_rule_find(cx, event_id, rule));
    if (!rule->people) return conflict(cx, "This event goes ahead with any number of people. Its rules say how many it needs");
    return same(rule->decide_on, day) ? OK : conflict(cx, "This was decided meanwhile: it is looked at again on %s", date_words(cx, rule->decide_on));
}

static Error *settle(Ctx *cx, int64_t event_id, const MinimumRule *rule, const char *decided, bool *settled)
{
    int64_t changed = 0;
    TRY(db_run(cx, go_ahead_settle, &changed, INT(event_id), STR(rule->decide_on), STR(decided), INT(cx->now), REF(cx->who ? cx->who->id : 0)));
    *settled = changed > 0;
    return OK;
}

static Error *answered(Ctx *cx, int64_t event_id, const MinimumRule *rule, const char *decided)
{
    bool settled;
    TRY(settle(cx, event_id, rule, decided, &settled));
    return settled ? OK : conflict(cx, "This was decided meanwhile");
}

Error *go_ahead_decide(Ctx *cx, int64_t event_id, const char *day)
{
    Event event = {0};
    MinimumRule rule = {0};
    TRY(held_to_answer(cx, event_id, day, &event, &rule));
    TRY(answered(cx, event_id, &rule, "ahead"));
    return trail(cx, "event.goes_ahead", event_id, text(cx, "%ld of %ld needed", (long)event.taken, (long)rule.people));
}

Error *go_ahead_call_off(Ctx *cx, int64_t event_id, const char *day, const char *why)
{
    Event event = {0};
    MinimumRule rule = {0};
    TRY(held_to_answer(cx, event_id, day, &event, &rule));
    TRY(answered(cx, event_id, &rule, "off"));
    return booking_cancel_event(cx, event_id, why);
}

Error *go_ahead_put_off(Ctx *cx, int64_t event_id, const char *day, const char *decide_on)
{
    Event event = {0};
    MinimumRule rule = {0};
    TRY(held_to_answer(cx, event_id, day, &event, &rule));
    if (same(day, decide_on)) return invalid(cx, "decide_on", "It is decided on that day already. Enter another");
    TRY(minimum_rule_put_off(cx, &event, decide_on));
    TRY(answered(cx, event_id, &rule, "later"));
    return trail(cx, "event.decided_later", event_id, text(cx, "on %s", date_words(cx, decide_on)));
}

/* ---- by itself ---- */

typedef struct { int64_t id; } Id;

Error *go_aheads_due(Ctx *cx, int64_t **event_ids, size_t *count)
{
    static const Column columns[] = { COLUMN(Id, id) };
    Id *rows;
    TRY(db_list(cx, go_aheads_to_ask, columns, &rows, count, STR(date_add_days(cx, cx->today, -LOOK_BACK_DAYS)), STR(cx->today), INT(cx->now), INT(cx->now + DAY), INT(DUE_MOST)));
    *event_ids = array(cx, int64_t, *count);
    for (size_t i = 0; i < *count; i++) (*event_ids)[i] = rows[i].id;
    return OK;
}

static Error *ask(Ctx *cx, const Event *event, const MinimumRule *rule)
{
    Addressee deciders[DECIDERS_MOST];
    size_t n;
    int64_t changed = 0;
    TRY(db_run(cx, go_ahead_asked, &changed, INT(event->id), STR(rule->decide_on), STR(cx->today)));
    if (!changed) return OK;
    TRY(trail(cx, "event.asked_to_decide", event->id, text(cx, "%ld of %ld needed", (long)event->taken, (long)rule->people)));
    TRY(deciders_of(cx, event, deciders, &n));
    for (size_t i = 0; i < n; i++) TRY(letter_go_ahead_asked(cx, event, &deciders[i], rule->people, rule->cancels));
    return OK;
}

static Error *cancel_by_rule(Ctx *cx, const Event *event, const MinimumRule *rule)
{
    bool settled;
    TRY(settle(cx, event->id, rule, "off", &settled));
    if (!settled) return OK;
    return booking_cancel_event_by_rule(cx, event, text(cx, "Too few people could come: it needed %ld", (long)rule->people));
}

Error *go_ahead_step(Ctx *cx, int64_t event_id)
{
    Event event = {0};
    MinimumRule rule = {0};
    GoAheadAnswer answer = {0};
    bool settled;
    TRY(event_hold(cx, event_id));
    TRY(event_find(cx, event_id, &event));
    TRY(minimum_rule_find(cx, event_id, &rule));
    if (!rule.people || !is_open(cx, &event) || (strcmp(rule.decide_on, cx->today) > 0 && event.starts_at >= cx->now + DAY)) return OK;   /* put off meanwhile */
    TRY(go_ahead_answer(cx, event_id, &rule, &answer));
    if (*answer.decided) return OK;
    if (event.taken >= rule.people) {
        TRY(settle(cx, event_id, &rule, "ahead", &settled));
        return settled ? trail(cx, "event.goes_ahead", event_id, text(cx, "%ld of %ld needed", (long)event.taken, (long)rule.people)) : OK;
    }
    bool asked_before = *answer.asked_on && strcmp(answer.asked_on, cx->today) < 0;
    return rule.cancels && asked_before ? cancel_by_rule(cx, &event, &rule) : ask(cx, &event, &rule);
}
