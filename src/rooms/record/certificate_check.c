/* What certificates promise, whatever has happened to the store: for lyceum check. */
#include "platform/db/backup.h"
#include "rooms/record/certificate.h"

#define ID(column) "CAST(" column " AS TEXT)"

/* Where a mark was put right a moment ago, the job that is due withdraws the certificate. */
SQL(certificates_of_absent,
    "SELECT 'Certificate ' || " ID("c.id") " || ' stands, and its registration ' || " ID("r.id") " || ' at event ' || " ID("r.event_id") " || ' is not marked present at every session' AS say"
    "  FROM certificate c JOIN registration r ON r.id = c.registration_id"
    " WHERE c.withdrawn_at IS NULL AND (NOT EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id AND a.mark = 'present')"
    "    OR EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id AND a.mark <> 'present'))"
    "   AND NOT EXISTS (SELECT 1 FROM job j WHERE j.kind = 'certificates.issue' AND j.subject_id = r.event_id AND j.state = 'due') ORDER BY c.id LIMIT 20");
SQL(certificates_of_others,
    "SELECT 'Certificate ' || " ID("c.id") " || ' is of person ' || " ID("c.person_id") " || ', and its registration ' || " ID("r.id") " || ' of person ' || " ID("r.person_id") " AS say"
    "  FROM certificate c JOIN registration r ON r.id = c.registration_id WHERE r.person_id <> c.person_id ORDER BY c.id LIMIT 20");

Error *certificates_check(Ctx *cx)
{
    static const Sql *const promises[] = { &certificates_of_absent, &certificates_of_others };
    return store_promises(cx, promises, COUNT(promises));
}
