#include "rooms/booking/needs_share.h"

#include "platform/base/text.h"

SQL(need_share_put,
    "INSERT INTO registration_need (registration_id, event_id, shared, said_at) SELECT r.id, r.event_id, CAST($3 AS BIGINT), CAST($4 AS BIGINT) FROM registration r"
    " WHERE r.id = $1 AND r.person_id = $2 AND " REGISTRATION_LIVE("r.") " ON CONFLICT (registration_id) DO UPDATE SET shared = excluded.shared, said_at = excluded.said_at");
SQL(need_shared_of, "SELECT shared FROM registration_need WHERE registration_id = $1");
#define MY_PLACES \
    "SELECT r.id AS registration_id, c.title, e.starts_on FROM registration r JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id" \
    "  LEFT JOIN registration_need n ON n.registration_id = r.id WHERE r.person_id = $1 AND " REGISTRATION_LIVE("r.") " AND e.ends_at > $2 AND e.state <> 'cancelled'"
SQL(needs_shared_mine, MY_PLACES " AND n.shared = 1 ORDER BY e.starts_at, r.id LIMIT 100");
SQL(needs_unsaid_mine, MY_PLACES " AND n.registration_id IS NULL AND r.state = 'confirmed' AND EXISTS (SELECT 1 FROM person_need w WHERE w.person_id = r.person_id) ORDER BY e.starts_at, r.id LIMIT 5");
SQL(needs_at_event,
    "SELECT r.id AS registration_id, w.access_bits, w.dietary_bits, p.name, o.name AS organisation, w.access, w.dietary FROM registration_need n JOIN registration r ON r.id = n.registration_id"
    "  JOIN event e ON e.id = n.event_id JOIN person p ON p.id = r.person_id JOIN person_need w ON w.person_id = r.person_id LEFT JOIN organisation o ON o.id = r.organisation_id"
    " WHERE n.event_id = $1 AND n.shared = 1 AND r.state = 'confirmed' AND e.ends_at > $2 AND e.state <> 'cancelled' ORDER BY p.sort_key, r.id LIMIT 1000");

static const Column mine_columns[] = { COLUMN(NeedsShared, registration_id), COLUMN(NeedsShared, title), COLUMN(NeedsShared, starts_on) };

Error *needs_share(Ctx *cx, int64_t registration_id, bool shared)
{
    int64_t put = 0;
    TRY(db_run(cx, need_share_put, &put, INT(registration_id), INT(cx->who->id), INT(shared), INT(cx->now)));
    return put ? OK : missing(cx, "registration %ld is no live one of person %ld", (long)registration_id, (long)cx->who->id);
}

typedef struct { int64_t shared; } Said;

Error *needs_are_shared(Ctx *cx, int64_t registration_id, bool *said, bool *shared)
{
    static const Column columns[] = { COLUMN(Said, shared) };
    Said row = {0};
    TRY(db_maybe(cx, need_shared_of, columns, &row, said, INT(registration_id)));
    *shared = row.shared;
    return OK;
}

Error *needs_shared_by_me(Ctx *cx, NeedsShared **list, size_t *count) { return db_list(cx, needs_shared_mine, mine_columns, list, count, INT(cx->who->id), INT(cx->now)); }
Error *needs_unsaid(Ctx *cx, NeedsShared **list, size_t *count)       { return db_list(cx, needs_unsaid_mine, mine_columns, list, count, INT(cx->who->id), INT(cx->now)); }

Error *needs_of_event(Ctx *cx, int64_t event_id, NeedsOf **list, size_t *count)
{
    static const Column columns[] = { COLUMN(NeedsOf, registration_id), COLUMN(NeedsOf, access_bits), COLUMN(NeedsOf, dietary_bits), COLUMN(NeedsOf, name), COLUMN(NeedsOf, organisation),
                                      COLUMN(NeedsOf, access), COLUMN(NeedsOf, dietary) };
    return db_list(cx, needs_at_event, columns, list, count, INT(event_id), INT(cx->now));
}

const char *needs_of(Ctx *cx, const NeedsOf *list, size_t count, int64_t registration_id)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].registration_id == registration_id) return needs_words(cx, &(Needs){ list[i].access_bits, list[i].dietary_bits, list[i].access, list[i].dietary });
    return NULL;
}
