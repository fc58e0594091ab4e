/*
 * Certificates: only for those who came to as much of a course as its rule asks (certificate_rule.h), every session unless it says less, and
 * answered its evaluation where it asks that. Each has a code that a stranger can check on a public page, which says the name, the course, the day, the
 * hours and until when it holds, and nothing more.
 */
#pragma once
#include "platform/db/db.h"

typedef struct {
    int64_t     id, registration_id, person_id, minutes, issued_at, withdrawn_at, in_part;   /* in_part: not at every session */
    const char *code, *name, *course, *held_on, *withdrawn_why, *expires_on;               /* expires_on: the last day that it holds, "" for good */
} Certificate;

/* Issues what is due for an event, by its course's rule, to those who have none yet, and puts right what its register no longer bears out. Fifty at a time;
 * *done says how many. Tells each by mail. Past registrations that came in from a file (booked by nobody) get none. */
CHECKED Error *certificates_issue_slice(Ctx *cx, int64_t event_id, int64_t *done);
/* One's own, or any for the office and the auditor. */
CHECKED Error *certificate_find(Ctx *cx, int64_t id, Certificate *certificate);
/* By its code, however it was typed (case, spaces and dashes do not matter). */
CHECKED Error *certificate_by_code(Ctx *cx, const char *typed, Certificate *certificate, bool *found);
/* For lyceum check: a CONFLICT for each that stands though its holder was not at as much of it as its rule asked, or that names somebody else than its registration. */
CHECKED Error *certificates_check(Ctx *cx);
bool           certificate_expired(const Ctx *cx, const Certificate *certificate);
CHECKED Error *certificate_withdraw(Ctx *cx, int64_t id, const char *why);   /* the office; refused twice */
