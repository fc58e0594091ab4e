#include "rooms/record/certificate.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/mail/mail.h"
#include "platform/security/token.h"
#include "rooms/booking/booking.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/record/requirement_clock.h"

enum { ISSUED_SLICE = 50, GROUPS = 4, GROUP = 4, CODE = GROUPS * GROUP + GROUPS - 1, WHY_MOST = 300 };

#define CORRECTED "The register was corrected"

/* How much somebody came to: minutes, those of the sessions they are marked at, and whether at each. Of a registration whose id is `of`. */
#define CAME_MINUTES(of) "COALESCE((SELECT sum(CASE a.mark WHEN 'present' THEN (s.ends_at - s.starts_at) / 60 ELSE COALESCE(a.minutes, 0) END)" \
                         " FROM attendance a JOIN session s ON s.id = a.session_id WHERE a.registration_id = " of "), 0)"
#define MARKED_MINUTES(of) "COALESCE((SELECT sum((s.ends_at - s.starts_at) / 60) FROM attendance a JOIN session s ON s.id = a.session_id WHERE a.registration_id = " of "), 0)"
#define SESSIONS(of, which) "(SELECT count(*) FROM attendance a WHERE a.registration_id = " of which ")"
#define EVERY_SESSION "e.session_count = " SESSIONS("r.id", " AND a.mark = 'present'")

SQL(certificates_due,
    "SELECT r.id AS registration_id, r.person_id, p.name, p.email, c.title AS course, e.starts_on AS held_on, e.ends_at, CAST(" CAME_MINUTES("r.id") " AS BIGINT) AS minutes,"
    " CASE WHEN " EVERY_SESSION " THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS in_part, COALESCE(k.least_percent, 100) AS least_percent, COALESCE(k.valid_months, 0) AS valid_months"
    "  FROM registration r JOIN person p ON p.id = r.person_id JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id LEFT JOIN certificate_rule k ON k.course_id = c.id"
    " WHERE r.event_id = $1 AND " REGISTRATION_LIVE("r.") " AND r.state = 'confirmed' AND e.session_count > 0"
    "   AND (" EVERY_SESSION " OR (k.least_percent < 100 AND e.session_count = " SESSIONS("r.id", "") " AND " CAME_MINUTES("r.id") " * 100 >= k.least_percent * " MARKED_MINUTES("r.id") "))"
    "   AND (COALESCE(k.needs_evaluation, 0) = 0 OR EXISTS (SELECT 1 FROM evaluation_invitation i WHERE i.registration_id = r.id AND i.kind = 'end' AND i.answered = 1))"
    "   AND EXISTS (SELECT 1 FROM booking b WHERE b.id = r.booking_id AND b.booked_by IS NOT NULL)"      /* none by what came in from a file */
    "   AND NOT EXISTS (SELECT 1 FROM certificate t WHERE t.registration_id = r.id) ORDER BY r.id LIMIT CAST($2 AS BIGINT)");
SQL(certificate_add,
    "INSERT INTO certificate (id, code, registration_id, person_id, name, course, held_on, minutes, issued_at, in_part, least_percent, expires_on)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING");
#define FIELDS "SELECT id, registration_id, person_id, minutes, issued_at, withdrawn_at, in_part, code, name, course, held_on, withdrawn_why, expires_on FROM certificate"
SQL(certificate_by_id,      FIELDS " WHERE id = $1 AND (person_id = $2 OR CAST($3 AS BIGINT) = 1)");
SQL(certificate_with_code,  FIELDS " WHERE code = $1");
SQL(certificate_withdrawn,  "UPDATE certificate SET withdrawn_at = $2, withdrawn_why = $3 WHERE id = $1 AND withdrawn_at IS NULL");
/* Of an event, those whose holder is marked away after all, and those withdrawn for that whose holder was there after all. */
#define OF_EVENT "SELECT t.id, t.person_id, t.name, p.email, t.course, t.held_on, t.registration_id FROM certificate t JOIN registration r ON r.id = t.registration_id" \
                 " JOIN person p ON p.id = t.person_id WHERE r.id IN " REGISTRATIONS_AT("$1")
#define MARKED_AWAY "((t.least_percent = 100 AND " SESSIONS("t.registration_id", " AND a.mark <> 'present'") " > 0)" \
                    " OR (t.least_percent < 100 AND " CAME_MINUTES("t.registration_id") " * 100 < t.least_percent * " MARKED_MINUTES("t.registration_id") "))"
SQL(certificates_of_the_away, OF_EVENT " AND t.withdrawn_at IS NULL AND " MARKED_AWAY " ORDER BY t.id LIMIT CAST($2 AS BIGINT)");
SQL(certificates_of_the_back, OF_EVENT " AND t.withdrawn_why = '" CORRECTED "' AND NOT " MARKED_AWAY " ORDER BY t.id LIMIT CAST($2 AS BIGINT)");
SQL(certificate_given_back,  "UPDATE certificate SET withdrawn_at = NULL, withdrawn_why = '' WHERE id = $1 AND withdrawn_why = '" CORRECTED "'");

typedef struct { int64_t id, registration_id, person_id, minutes, ends_at, in_part, least_percent, valid_months; const char *name, *email, *course, *held_on; } Due;   /* id: of one issued already */
static const Column issued_columns[] = { COLUMN(Due, id), COLUMN(Due, registration_id), COLUMN(Due, person_id), COLUMN(Due, name), COLUMN(Due, email),
                                         COLUMN(Due, course), COLUMN(Due, held_on) };
static const Column due_columns[] = { COLUMN(Due, registration_id), COLUMN(Due, person_id), COLUMN(Due, minutes), COLUMN(Due, name), COLUMN(Due, email),
                                      COLUMN(Due, course), COLUMN(Due, held_on), COLUMN(Due, ends_at), COLUMN(Due, in_part), COLUMN(Due, least_percent), COLUMN(Due, valid_months) };
static const Column certificate_columns[] = {
    COLUMN(Certificate, id), COLUMN(Certificate, registration_id), COLUMN(Certificate, person_id), COLUMN(Certificate, minutes), COLUMN(Certificate, issued_at),
    COLUMN(Certificate, withdrawn_at), COLUMN(Certificate, code), COLUMN(Certificate, name), COLUMN(Certificate, course), COLUMN(Certificate, held_on),
    COLUMN(Certificate, withdrawn_why), COLUMN(Certificate, in_part), COLUMN(Certificate, expires_on),
};

static const char *grouped(Ctx *cx, const char *code)
{
    Draft draft = { .cx = cx };
    for (int i = 0; code[i]; i++) draft_add(&draft, "%s%c", i && i % GROUP == 0 ? "-" : "", code[i]);
    return draft_text(&draft);
}

static Error *ready_tell(Ctx *cx, int64_t id, const Due *due)
{
    return mail_queue(cx, &(Mail){ .letter = "certificate-ready", .person_id = due->person_id, .to_name = due->name, .to_email = due->email,
        MAIL_VALUES({ "name", due->name }, { "event", due->course }, { "when", date_words(cx, due->held_on) },
                    { "link", text(cx, "%s/certificates/%ld", cx->partnership->url, (long)id) }) });
}

static Error *withdrawn_tell(Ctx *cx, int64_t id, const Due *due, const char *why)
{
    return mail_queue(cx, &(Mail){ .letter = "certificate-withdrawn", .person_id = due->person_id, .to_name = due->name, .to_email = due->email,
        MAIL_VALUES({ "name", due->name }, { "event", due->course }, { "when", date_words(cx, due->held_on) },
                    { "link", text(cx, "%s/certificates/%ld", cx->partnership->url, (long)id) }, { "reason", why }) });
}

/* A register that is put right puts right what was issued by it; *done: how many certificates. */
static Error *certificates_correct(Ctx *cx, int64_t event_id, int64_t *done)
{
    Due *away, *back;
    size_t away_count, back_count;
    TRY(db_list(cx, certificates_of_the_away, issued_columns, &away, &away_count, INT(event_id), INT(ISSUED_SLICE)));
    TRY(db_list(cx, certificates_of_the_back, issued_columns, &back, &back_count, INT(event_id), INT(ISSUED_SLICE)));
    for (size_t i = 0; i < away_count; i++) {
        TRY(db_run(cx, certificate_withdrawn, NULL, INT(away[i].id), INT(cx->now), STR(CORRECTED)));
        TRY(trail(cx, "certificate.withdrawn", away[i].id, "register corrected"));
        TRY(withdrawn_tell(cx, away[i].id, &away[i], CORRECTED));
    }
    for (size_t i = 0; i < back_count; i++) {
        TRY(db_run(cx, certificate_given_back, NULL, INT(back[i].id)));
        TRY(trail(cx, "certificate.issued", back[i].id, "register corrected"));
        TRY(ready_tell(cx, back[i].id, &back[i]));
    }
    *done = (int64_t)(away_count + back_count);
    return OK;
}

Error *certificates_issue_slice(Ctx *cx, int64_t event_id, int64_t *done)
{
    Due *due;
    size_t n;
    TRY(certificates_correct(cx, event_id, done));
    TRY(db_list(cx, certificates_due, due_columns, &due, &n, INT(event_id), INT(ISSUED_SLICE)));
    *done += (int64_t)n;
    for (size_t i = 0; i < n; i++) {
        int64_t id = new_id(cx), added = 0;
        const char *code = grouped(cx, token_short(cx, GROUPS * GROUP));
        TRY(db_run(cx, certificate_add, &added, INT(id), STR(code), INT(due[i].registration_id), INT(due[i].person_id), STR(due[i].name), STR(due[i].course),
                   STR(due[i].held_on), INT(due[i].minutes), INT(cx->now), INT(due[i].in_part), INT(due[i].least_percent),
                   STR(due[i].valid_months ? date_add_months(cx, date_of(cx, due[i].ends_at), due[i].valid_months) : NULL)));
        if (!added) continue;
        TRY(trail(cx, "certificate.issued", id, NULL));
        TRY(ready_tell(cx, id, &due[i]));
    }
    return OK;
}

Error *certificate_find(Ctx *cx, int64_t id, Certificate *certificate)
{
    if (!cx->who) return missing(cx, "certificate %ld, and nobody is signed in", (long)id);
    return db_one(cx, certificate_by_id, certificate_columns, certificate, INT(id), INT(cx->who->id), INT(may(cx, RUN_PROGRAMME) || may(cx, AUDIT)));
}

Error *certificate_by_code(Ctx *cx, const char *typed, Certificate *certificate, bool *found)
{
    char plain[CODE + 1];
    size_t n = 0;
    *found = false;
    for (; *typed; typed++) {
        if (*typed == ' ' || *typed == '-') continue;
        if (n >= GROUPS * GROUP) return OK;   /* too long to be one */
        plain[n++] = (char)(*typed >= 'a' && *typed <= 'z' ? *typed - 32 : *typed);
    }
    plain[n] = '\0';
    return n == GROUPS * GROUP && utf8_valid(plain, n) ? db_maybe(cx, certificate_with_code, certificate_columns, certificate, found, STR(grouped(cx, plain))) : OK;
}

bool certificate_expired(const Ctx *cx, const Certificate *certificate) { return *certificate->expires_on && strcmp(certificate->expires_on, cx->today) < 0; }

Error *certificate_withdraw(Ctx *cx, int64_t id, const char *why)
{
    Certificate certificate = {0};
    int64_t changed = 0;
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "withdrawing certificate %ld", (long)id);
    TRY(certificate_find(cx, id, &certificate));
    if (blank(why) || letters(why) > WHY_MOST) return invalid(cx, "why", "Say why in %d characters or fewer: whoever checks the certificate reads it", WHY_MOST);
    TRY(db_run(cx, certificate_withdrawn, &changed, INT(id), INT(cx->now), STR(text_trim(cx, why))));
    if (!changed) return conflict(cx, "This certificate is withdrawn already");
    TRY(trail(cx, "certificate.withdrawn", id, NULL));
    PersonName holder = {0};
    TRY(person_name(cx, certificate.person_id, &holder));
    const Due due = { .person_id = holder.id, .name = holder.name, .email = holder.email, .course = certificate.course, .held_on = certificate.held_on };
    return withdrawn_tell(cx, id, &due, text_trim(cx, why));
}
