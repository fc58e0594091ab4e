#include "rooms/record/certificate_rule.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/store.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "platform/mail/mail.h"
#include "rooms/programme/course.h"

enum { LOOK_BACK = 90 * 86400, REMINDABLE = 200, REMIND_MOST = 365 };

static const Column rule_columns[] = { COLUMN(CertificateRule, course_id), COLUMN(CertificateRule, least_percent), COLUMN(CertificateRule, needs_evaluation), COLUMN(CertificateRule, valid_months),
                                       COLUMN(CertificateRule, remind_days), COLUMN(CertificateRule, renewing_course_id) };
SQL(rule_by_course, "SELECT course_id, least_percent, needs_evaluation, valid_months, remind_days, renewing_course_id FROM certificate_rule WHERE course_id = $1");
SQL(rule_put,
    "INSERT INTO certificate_rule (course_id, least_percent, needs_evaluation, valid_months, remind_days, renewing_course_id) VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (course_id) DO UPDATE SET least_percent = excluded.least_percent, needs_evaluation = excluded.needs_evaluation, valid_months = excluded.valid_months,"
    " remind_days = excluded.remind_days, renewing_course_id = excluded.renewing_course_id");
SQL(rule_events, "SELECT id FROM event WHERE course_id = $1 AND ends_at > $2 AND starts_at < $3 ORDER BY id LIMIT 50");

/* A later certificate of the same course, or of the one that renews it. */
#define RENEWAL "EXISTS (SELECT 1 FROM certificate n JOIN registration nr ON nr.id = n.registration_id JOIN event ne ON ne.id = nr.event_id WHERE n.person_id = t.person_id" \
                " AND n.withdrawn_at IS NULL AND n.held_on > t.held_on AND (ne.course_id = e.course_id OR ne.course_id = k.renewing_course_id))"
#define EXPIRY_FROM " FROM certificate t JOIN registration r ON r.id = t.registration_id JOIN event e ON e.id = r.event_id LEFT JOIN certificate_rule k ON k.course_id = e.course_id"
#define EXPIRY_ROWS(beyond, order) \
    "SELECT t.id, t.person_id, t.name, o.name AS organisation, t.course, t.held_on, t.expires_on, CASE WHEN " RENEWAL " THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS renewed" EXPIRY_FROM \
    "  LEFT JOIN organisation o ON o.id = r.organisation_id WHERE t.expires_on IS NOT NULL AND t.withdrawn_at IS NULL AND t.expires_on >= $1 AND t.expires_on <= $2" \
    "   AND CASE WHEN " RENEWAL " THEN 1 ELSE 0 END = CAST($3 AS BIGINT) AND (t.expires_on " beyond " $4 OR (t.expires_on = $4 AND t.id " beyond " $5)) ORDER BY t.expires_on " order ", t.id " order " LIMIT CAST($6 AS BIGINT)"
SQL(expiry_rows,      EXPIRY_ROWS(">", "ASC"));
SQL(expiry_rows_back, EXPIRY_ROWS("<", "DESC"));
SQL(expiry_remindable,
    "SELECT t.id, t.person_id, t.told, t.course, t.expires_on, p.name, p.email, COALESCE(k.remind_days, 0) AS remind_days, COALESCE(k.renewing_course_id, e.course_id) AS course_id" EXPIRY_FROM
    "  JOIN person p ON p.id = t.person_id WHERE t.expires_on IS NOT NULL AND t.expires_on <= $1 AND t.told < 2 AND t.withdrawn_at IS NULL AND t.id > $2 AND NOT " RENEWAL
    " ORDER BY t.id LIMIT CAST($3 AS BIGINT)");
SQL(expiry_told, "UPDATE certificate SET told = $2 WHERE id = $1 AND told < $2");

/* ---- the rule ---- */

Error *certificate_rule_find(Ctx *cx, int64_t course_id, CertificateRule *rule)
{
    bool found;
    TRY(db_maybe(cx, rule_by_course, rule_columns, rule, &found, INT(course_id)));
    if (!found) *rule = (CertificateRule){ .course_id = course_id, .least_percent = 100 };
    return OK;
}

static Error *rule_check(Ctx *cx, const CertificateRule *rule)
{
    Error *errors = OK;
    if (rule->least_percent < 1 || rule->least_percent > 100) errors_add(&errors, invalid(cx, "least_percent", "Enter a share from 1 to 100"));
    if (rule->valid_months < 0 || rule->valid_months > 120) errors_add(&errors, invalid(cx, "valid_months", "Choose how long it holds"));
    if (rule->remind_days < 0 || rule->remind_days > REMIND_MOST) errors_add(&errors, invalid(cx, "remind_days", "Enter a number of days from 0 to %d", REMIND_MOST));
    return errors;
}

typedef struct { int64_t id; } EventId;

Error *certificate_rule_save(Ctx *cx, const CertificateRule *rule)
{
    static const Column columns[] = { COLUMN(EventId, id) };
    EventId *events;
    size_t n;
    Course course = {0}, renewing = {0};
    TRY(course_find_own(cx, rule->course_id, &course));
    TRY(rule_check(cx, rule));
    if (rule->renewing_course_id) TRY(course_find(cx, rule->renewing_course_id, &renewing));
    TRY(db_run(cx, rule_put, NULL, INT(rule->course_id), INT(rule->least_percent), INT(rule->needs_evaluation), INT(rule->valid_months), INT(rule->remind_days), REF(rule->renewing_course_id)));
    TRY(db_list(cx, rule_events, columns, &events, &n, INT(rule->course_id), INT(cx->now - LOOK_BACK), INT(cx->now)));
    for (size_t i = 0; i < n; i++) TRY(job_queue(cx, "certificates.issue", events[i].id, cx->now, NULL));
    return trail(cx, "certificate.rule", rule->course_id, text(cx, "%ld%% of the time%s, %s", (long)rule->least_percent, rule->needs_evaluation ? ", evaluated" : "",
                                                               rule->valid_months ? text(cx, "for %ld months", (long)rule->valid_months) : "for good"));
}

/* ---- coming to an end ---- */

Error *certificates_expiring(Ctx *cx, const ExpiryFilter *f, int64_t most, ExpiryRow **list, size_t *count)
{
    static const Column columns[] = { COLUMN(ExpiryRow, id), COLUMN(ExpiryRow, person_id), COLUMN(ExpiryRow, renewed), COLUMN(ExpiryRow, name), COLUMN(ExpiryRow, organisation), COLUMN(ExpiryRow, course),
                                      COLUMN(ExpiryRow, held_on), COLUMN(ExpiryRow, expires_on) };
    const char *from = f->state == EXPIRING ? cx->today : "0000", *till = f->state == EXPIRING ? date_add_days(cx, cx->today, f->days) : f->state == EXPIRED ? date_add_days(cx, cx->today, -1) : "9999";
    if (f->state == EXPIRING) return db_list(cx, expiry_rows, columns, list, count, STR(from), STR(till), INT(0), STR(f->after_on), INT(f->after), INT(most));
    return db_list(cx, expiry_rows_back, columns, list, count, STR(from), STR(till), INT(f->state == RENEWED), STR(*f->after_on ? f->after_on : "9999"), INT(f->after), INT(most));
}

typedef struct { int64_t id, person_id, told, remind_days, course_id; const char *course, *expires_on, *name, *email; } Ending;

static Error *ending_tell(Ctx *cx, void *data)
{
    const Ending *e = data;
    int64_t changed = 0;
    bool over = strcmp(e->expires_on, cx->today) < 0;
    TRY(db_run(cx, expiry_told, &changed, INT(e->id), INT(over ? 2 : 1)));
    if (!changed) return OK;
    return mail_queue(cx, &(Mail){ .letter = over ? "certificate-expired" : "certificate-expiring", .person_id = e->person_id, .to_name = e->name, .to_email = e->email,
        MAIL_VALUES({ "name", e->name }, { "event", e->course }, { "when", date_words(cx, e->expires_on) }, { "link", text(cx, "%s/courses/%ld", cx->partnership->url, (long)e->course_id) }) });
}

static bool to_tell(const Ctx *cx, const Ending *e)
{
    int64_t left = date_days_between(cx->today, e->expires_on);
    return left < 0 ? e->told < 2 : e->told < 1 && e->remind_days && left <= e->remind_days;
}

Error *certificates_remind(Ctx *cx)
{
    static const Column columns[] = { COLUMN(Ending, id), COLUMN(Ending, person_id), COLUMN(Ending, told), COLUMN(Ending, remind_days), COLUMN(Ending, course_id), COLUMN(Ending, course), COLUMN(Ending, expires_on),
                                      COLUMN(Ending, name), COLUMN(Ending, email) };
    Ending *list;
    size_t n;
    int64_t after = 0;
    do {
        TRY(db_list(cx, expiry_remindable, columns, &list, &n, STR(date_add_days(cx, cx->today, REMIND_MOST)), INT(after), INT(REMINDABLE)));
        for (size_t i = 0; i < n; i++) if (to_tell(cx, &list[i])) TRY(db_write(cx, ending_tell, &list[i]));
        if (n) after = list[n - 1].id;
    } while (n == REMINDABLE && !jobs_stopping());
    return OK;
}
