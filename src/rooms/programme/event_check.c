/* What events keep of their sessions and their course, whatever has happened to the store: for lyceum check. */
#include "platform/db/backup.h"
#include "rooms/programme/programme.h"

#define ID(column) "CAST(" column " AS TEXT)"

SQL(events_mistimed,
    "SELECT 'Event ' || " ID("e.id") " || ' keeps another number, beginning or end of its sessions than they have' AS say"
    "  FROM event e LEFT JOIN (SELECT event_id, count(*) AS sessions, min(starts_at) AS starts_at, max(ends_at) AS ends_at FROM session GROUP BY event_id) s ON s.event_id = e.id"
    " WHERE e.session_count <> coalesce(s.sessions, 0) OR e.starts_at <> coalesce(s.starts_at, 0) OR e.ends_at <> coalesce(s.ends_at, 0) ORDER BY e.id LIMIT 20");
SQL(events_without_course,
    "SELECT 'Event ' || " ID("e.id") " || ' is published, and its course ' || " ID("c.id") " || ' is a draft' AS say"
    "  FROM event e JOIN course c ON c.id = e.course_id WHERE e.state = 'published' AND c.state = 'draft' ORDER BY e.id LIMIT 20");

SQL(events_without_charges,
    "SELECT 'Event ' || " ID("e.id") " || CASE WHEN x.id IS NULL THEN ' charges for places given up late, and has no rule for it' ELSE ' has a rule for charges that does not hold' END AS say"
    "  FROM event e LEFT JOIN event_charge x ON x.event_id = e.id WHERE (e.rules & 128 <> 0 AND x.id IS NULL) OR (e.rules & 128 = 0 AND x.id IS NOT NULL) ORDER BY e.id LIMIT 20");

#define MISPRICED(bit, table, what) \
    "SELECT 'Event ' || " ID("e.id") " || ' keeps otherwise than the rules say whether it has " what " of its own' AS say FROM event e" \
    " WHERE (e.rules & " bit " <> 0) <> EXISTS (SELECT 1 FROM " table " x WHERE x.event_id = e.id) ORDER BY e.id LIMIT 20"
SQL(events_mispriced,     MISPRICED("2048", "event_price", "prices"));
SQL(events_misdiscounted, MISPRICED("4096", "event_discount", "discounts"));

/* Whoever may come: its own rules where it has some, else its course's. */
SQL(events_misruled,
    "SELECT 'Event ' || " ID("e.id") " || ' keeps otherwise than the rules say whether everybody may come' AS say FROM event e"
    " WHERE (e.rules & 256 <> 0) <> EXISTS (SELECT 1 FROM eligibility y WHERE y.course_id = e.course_id AND COALESCE(y.event_id, 0) = CASE WHEN e.rules & 512 <> 0 THEN e.id ELSE 0 END)"
    " ORDER BY e.id LIMIT 20");

Error *events_check(Ctx *cx)
{
    static const Sql *const promises[] = { &events_mistimed, &events_without_course, &events_without_charges, &events_misruled, &events_mispriced, &events_misdiscounted };
    return store_promises(cx, promises, COUNT(promises));
}
