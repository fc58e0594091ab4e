#include "rooms/booking/event_margin.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/booking/charge.h"
#include "rooms/members/permission.h"
#include "rooms/programme/cost_posting.h"

#define HELD "(e.state = 'published' OR e.state = 'closed' OR (e.state = 'archived' AND e.cancelled_at IS NULL AND e.taken > 0))"
#define TAKEN "r.event_id = e.id AND " REGISTRATION_LIVE("r.") " AND (r.state = 'confirmed' OR r.state = 'offered')"
/* Each event once: $1 and $2 its days as instants, $3 a kind, $4 whose, $5 words. */
#define EVENTS \
    "(SELECT e.id, e.course_id, e.starts_at, e.starts_on, c.title, c.kind, o.name AS owner, e.taken AS people," \
    " CAST(COALESCE((SELECT SUM(r.price_pence) FROM registration r WHERE " TAKEN " AND NOT " MISSED_AND_CHARGED("r.") "), 0) AS BIGINT)" \
    " + CAST(COALESCE((SELECT SUM(h.pence) FROM charge h WHERE h.event_id = e.id AND h.waived_at IS NULL AND h.lifted_at IS NULL), 0) AS BIGINT) AS income," \
    " CAST(COALESCE((SELECT SUM(d.saved_pence) FROM registration r JOIN entitlement_draw d ON d.kind = 'place' AND d.subject_id = r.id AND d.back_at IS NULL WHERE " TAKEN "), 0) AS BIGINT) AS covered," \
    " CAST(COALESCE(w.pence, 0) AS BIGINT) AS cost" \
    "  FROM event e JOIN course c ON c.id = e.course_id LEFT JOIN organisation o ON o.id = c.owner_id" \
    "  LEFT JOIN (SELECT n.event_id, SUM(n.pence) AS pence FROM " COST_LINES " n GROUP BY n.event_id) w ON w.event_id = e.id" \
    " WHERE " HELD " AND e.starts_at >= $1 AND e.starts_at < $2 AND (CAST($3 AS TEXT) = '' OR c.kind = $3) AND (CAST($4 AS BIGINT) = 0 OR c.owner_id = $4)" \
    "   AND (CAST($5 AS TEXT) = '' OR lower(c.title) LIKE '%' || lower($5) || '%')) m"
#define SORTED(date, people) \
    " ORDER BY CAST($7 AS BIGINT) * CASE CAST($6 AS BIGINT) WHEN 0 THEN " date " WHEN 1 THEN " people
SQL(margins_by_event,
    "SELECT m.id, m.course_id, CAST(1 AS BIGINT) AS events, m.people, m.income, m.covered, m.cost, m.title, m.starts_on, m.kind, m.owner FROM " EVENTS
    SORTED("m.starts_at", "m.people") " WHEN 2 THEN m.income WHEN 3 THEN m.covered WHEN 4 THEN m.cost ELSE m.income - m.cost END, m.id LIMIT CAST($8 AS BIGINT)");
SQL(margins_by_course,
    "SELECT CAST(0 AS BIGINT) AS id, g.* FROM (SELECT m.course_id, COUNT(*) AS events, CAST(SUM(m.people) AS BIGINT) AS people, CAST(SUM(m.income) AS BIGINT) AS income, CAST(SUM(m.covered) AS BIGINT) AS covered,"
    " CAST(SUM(m.cost) AS BIGINT) AS cost, m.title, MAX(m.starts_on) AS starts_on, MAX(m.starts_at) AS starts_at, m.kind, m.owner FROM " EVENTS " GROUP BY m.course_id, m.title, m.kind, m.owner) g"
    SORTED("g.starts_at", "g.people") " WHEN 2 THEN g.income WHEN 3 THEN g.covered WHEN 4 THEN g.cost ELSE g.income - g.cost END, g.course_id LIMIT CAST($8 AS BIGINT)");
/* The instants at which the first day begins, and the day after the last. */
typedef struct { int64_t begins_at, ends_at; } Span;

static Span span_of(Ctx *cx, const char *from, const char *to)
{
    Span span = {0};
    instant_of(from, 0, 0, false, &span.begins_at);
    instant_of(date_add_days(cx, to, 1), 0, 0, false, &span.ends_at);
    return span;
}

Error *margins(Ctx *cx, const MarginFilter *f, int64_t most, Margin **list, size_t *count)
{
    static const Column columns[] = { COLUMN(Margin, id), COLUMN(Margin, course_id), COLUMN(Margin, events), COLUMN(Margin, people), COLUMN(Margin, income), COLUMN(Margin, covered), COLUMN(Margin, cost), COLUMN(Margin, title),
                                      COLUMN(Margin, starts_on), COLUMN(Margin, kind), COLUMN(Margin, owner) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what events bring in and cost");
    const Span span = span_of(cx, f->from, f->to);
    return db_list_(cx, f->by_course ? &margins_by_course : &margins_by_event, columns, COUNT(columns), (void *)list, sizeof **list, count,
                    ARGS(INT(span.begins_at), INT(span.ends_at), STR(f->kind), INT(f->owner_id), STR(f->words), INT(f->sort), INT(f->ascending ? 1 : -1), INT(most)));
}
