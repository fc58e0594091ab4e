/*
 * By which rule a course gives its certificates: how much of it somebody has to have come to, whether they have to have answered its evaluation, how
 * long the certificate holds and by which courses it is renewed. Without a rule: every session, for good.
 */
#pragma once
#include "platform/db/db.h"

typedef struct {
    int64_t course_id, least_percent;      /* of the time of its sessions; 100: every session */
    int64_t needs_evaluation, valid_months, remind_days, renewing_course_id;   /* 0: no, for good, not told, only the course itself */
} CertificateRule;

CHECKED Error *certificate_rule_find(Ctx *cx, int64_t course_id, CertificateRule *rule);   /* the ordinary one where none is set */
/* Of a course that is the office's or one's own department's. What was given stays as it is; events of the last 90 days are looked at again. */
CHECKED Error *certificate_rule_save(Ctx *cx, const CertificateRule *rule);

/* Certificates that come to their end. */
typedef enum { EXPIRING, EXPIRED, RENEWED, EXPIRY_STATES } ExpiryState;
enum { EXPIRY_PAGE = 100 };
typedef struct { int64_t id, person_id, renewed; const char *name, *organisation, *course, *held_on, *expires_on; } ExpiryRow;
/* By the day of expiry, after that certificate of that day (0 and "": from the start). Expiring: within `days`, the next first; the others the latest first. */
typedef struct { ExpiryState state; int64_t days, after; const char *after_on; } ExpiryFilter;
CHECKED Error *certificates_expiring(Ctx *cx, const ExpiryFilter *filter, int64_t most, ExpiryRow **list, size_t *count);

/* Tells holders that a certificate comes to its end, and that it has; once each, and not where it has been renewed. For a job, off the writer. */
CHECKED Error *certificates_remind(Ctx *cx);
