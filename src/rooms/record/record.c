#include "rooms/record/record.h"

SQL(attended_by,
    "SELECT r.id AS registration_id, r.event_id, c.title, e.starts_on AS held_on, o.name AS organisation, e.session_count AS sessions, t.id AS certificate_id, t.code AS certificate_code,"
    " CAST(COALESCE((SELECT sum(CASE a.mark WHEN 'present' THEN (s.ends_at - s.starts_at) / 60 ELSE COALESCE(a.minutes, 0) END)"
    " FROM attendance a JOIN session s ON s.id = a.session_id WHERE a.registration_id = r.id), 0) AS BIGINT) AS minutes,"
    " (SELECT count(*) FROM attendance a WHERE a.registration_id = r.id AND a.mark = 'present') AS present,"
    " (SELECT h.name FROM course_theme ct JOIN theme h ON h.id = ct.theme_id WHERE ct.course_id = c.id ORDER BY ct.position LIMIT 1) AS theme,"
    " CASE WHEN k.needs_evaluation = 1 AND NOT EXISTS (SELECT 1 FROM evaluation_invitation i WHERE i.registration_id = r.id AND i.kind = 'end' AND i.answered = 1) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS awaits,"
    " COALESCE((SELECT COALESCE(w.closed_at, w.closes_at) FROM evaluation_invitation i JOIN evaluation_round w ON w.event_id = i.event_id AND w.kind = i.kind WHERE i.registration_id = r.id AND i.kind = 'end'), 0) AS answer_until,"
    " COALESCE(k.least_percent, 100) AS least_percent, t.expires_on,"
    " CASE WHEN EXISTS (SELECT 1 FROM booking b WHERE b.id = r.booking_id AND b.booked_by IS NOT NULL) THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS from_file"
    "  FROM registration r JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id LEFT JOIN organisation o ON o.id = r.organisation_id"
    "  LEFT JOIN certificate_rule k ON k.course_id = c.id LEFT JOIN certificate t ON t.registration_id = r.id AND t.withdrawn_at IS NULL"
    " WHERE r.person_id = $1 AND r.state = 'confirmed' AND (CAST($2 AS BIGINT) = 0 OR r.organisation_id = $2)"
    "   AND EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id AND a.mark IN ('present', 'part'))"
    " ORDER BY e.starts_at DESC, r.id DESC LIMIT 2000");

static const Column attended_columns[] = {
    COLUMN(Attended, registration_id), COLUMN(Attended, event_id), COLUMN(Attended, minutes), COLUMN(Attended, sessions), COLUMN(Attended, present),
    COLUMN(Attended, certificate_id), COLUMN(Attended, title), COLUMN(Attended, theme), COLUMN(Attended, held_on), COLUMN(Attended, organisation),
    COLUMN(Attended, certificate_code), COLUMN(Attended, awaits), COLUMN(Attended, answer_until), COLUMN(Attended, least_percent), COLUMN(Attended, from_file), COLUMN(Attended, expires_on),
};

Error *record_of(Ctx *cx, int64_t person_id, int64_t organisation_id, Attended **list, size_t *count)
{
    return db_list(cx, attended_by, attended_columns, list, count, INT(person_id), INT(organisation_id));
}
