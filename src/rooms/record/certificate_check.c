/* What certificates promise, whatever has happened to the store: for lyceum check. */
#include "platform/db/backup.h"
#include "rooms/record/certificate.h"

#define ID(column) "CAST(" column " AS TEXT)"

/* Where a mark was put right a moment ago, the job that is due withdraws the certificate. */
#define OF_IT(what) "(SELECT " what " FROM attendance a JOIN session s ON s.id = a.session_id WHERE a.registration_id = c.registration_id)"
#define CAME   "COALESCE(" OF_IT("sum(CASE a.mark WHEN 'present' THEN (s.ends_at - s.starts_at) / 60 ELSE COALESCE(a.minutes, 0) END)") ", 0)"
#define MARKED "COALESCE(" OF_IT("sum((s.ends_at - s.starts_at) / 60)") ", 0)"
SQL(certificates_of_absent,
    "SELECT 'Certificate ' || " ID("c.id") " || ' stands, and its registration ' || " ID("r.id") " || ' at event ' || " ID("r.event_id") " || ' is not marked present at ' ||"
    " CASE WHEN c.least_percent = 100 THEN 'every session' ELSE " ID("c.least_percent") " || ' percent of it' END AS say"
    "  FROM certificate c JOIN registration r ON r.id = c.registration_id"
    " WHERE c.withdrawn_at IS NULL AND (" CAME " = 0 OR (c.least_percent = 100 AND EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id AND a.mark <> 'present'))"
    "    OR (c.least_percent < 100 AND " CAME " * 100 < c.least_percent * " MARKED "))"
    "   AND NOT EXISTS (SELECT 1 FROM job j WHERE j.kind = 'certificates.issue' AND j.subject_id = r.event_id AND j.state = 'due') ORDER BY c.id LIMIT 20");
SQL(certificates_of_others,
    "SELECT 'Certificate ' || " ID("c.id") " || ' is of person ' || " ID("c.person_id") " || ', and its registration ' || " ID("r.id") " || ' of person ' || " ID("r.person_id") " AS say"
    "  FROM certificate c JOIN registration r ON r.id = c.registration_id WHERE r.person_id <> c.person_id ORDER BY c.id LIMIT 20");

Error *certificates_check(Ctx *cx)
{
    static const Sql *const promises[] = { &certificates_of_absent, &certificates_of_others };
    return store_promises(cx, promises, COUNT(promises));
}
