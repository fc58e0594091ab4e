#include "rooms/booking/event_people.h"
#include "rooms/members/trail_words.h"

SQL(people_of_event,
    "SELECT (SELECT COUNT(DISTINCT r.organisation_id) FROM registration r WHERE r.event_id = $1 AND " REGISTRATION_LIVE("r.") " AND r.state IN ('confirmed', 'offered')) AS organisations,"
    "       (SELECT COUNT(*) FROM registration r WHERE r.event_id = $1 AND " REGISTRATION_LIVE("r.") " AND r.state = 'offered') AS offered,"
    "       (SELECT COUNT(*) FROM approval a JOIN registration r ON r.id = a.registration_id WHERE a.decided_at IS NULL AND a.step = 'office' AND r.event_id = $1 AND r.state = 'requested') AS requested");
SQL(session_unmarked,
    "SELECT s.id AS unmarked_id, s.starts_at AS unmarked_at FROM session s WHERE s.event_id = $1 AND s.starts_at <= $2"
    "   AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = s.id) ORDER BY s.starts_at, s.id LIMIT 1");
SQL(happened_at_event,
    "SELECT t.happened_at, t.what, " TRAIL_DETAIL ", w.name AS doer, t.person_id AS doer_id, p.name AS person FROM trail t LEFT JOIN person w ON w.id = t.person_id"
    "  LEFT JOIN registration r ON r.id = t.subject_id AND t.what LIKE 'registration.%' LEFT JOIN person p ON p.id = COALESCE(r.person_id, " TRAIL_LEADER ")"
    " WHERE (t.subject_id = $1 OR t.subject_id IN " REGISTRATIONS_AT("$1") ") ORDER BY t.id DESC LIMIT CAST($2 AS BIGINT)");

Error *event_people(Ctx *cx, int64_t event_id, EventPeople *people)
{
    static const Column counts[] = { COLUMN(EventPeople, organisations), COLUMN(EventPeople, offered), COLUMN(EventPeople, requested) };
    static const Column session[] = { COLUMN(EventPeople, unmarked_id), COLUMN(EventPeople, unmarked_at) };
    bool found;
    *people = (EventPeople){0};
    TRY(db_one(cx, people_of_event, counts, people, INT(event_id)));
    return db_maybe(cx, session_unmarked, session, people, &found, INT(event_id), INT(cx->now));
}

Error *event_happened(Ctx *cx, int64_t event_id, int64_t most, EventHappened **rows, size_t *count)
{
    static const Column row[] = { COLUMN(EventHappened, happened_at), COLUMN(EventHappened, what), COLUMN(EventHappened, detail), COLUMN(EventHappened, doer), COLUMN(EventHappened, doer_id), COLUMN(EventHappened, person) };
    return db_list(cx, happened_at_event, row, rows, count, INT(event_id), INT(most));
}
