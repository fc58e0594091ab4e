/* Certificates by rule: how much of it, after the evaluation, for how long; told before the end and at it, and renewed by coming again. */
#include "rooms/record/certificate_rule.h"

#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/attendance.h"
#include "rooms/booking/evaluation_round.h"
#include "rooms/record/certificate.h"
#include "tests/fixture_bookings.h"

enum { SECOND_SESSION = 9061 };

static Error *rule_act(Ctx *cx, void *rule) { return certificate_rule_save(cx, rule); }

static void ruled(CertificateRule rule)
{
    rule.course_id = COURSE_PHONICS;
    EXPECT_OK(write_as(&dora, rule_act, &rule));
}

/* PHONICS has a second session of three hours, in the week after the first; it is the day after that. */
static Full two_sessions(void)
{
    Full full = phonics_full();
    fixture_run("INSERT INTO session (id, event_id, position, starts_at, ends_at, place_kind, venue_id) VALUES (9061, 1, 2, 1797499800, 1797510600, 'venue', 31)");
    fixture_run("UPDATE event SET session_count = 2, minutes = 360, ends_at = 1797510600 WHERE id = 1");
    fixture_at("2026-12-18T09:00");
    return full;
}

typedef struct { int64_t session; Mark mark; } Marked;

static Error *mark_act(Ctx *cx, void *data)
{
    const Marked *marked = data;
    int64_t changed;
    return register_mark(cx, PHONICS, marked->session, &marked->mark, 1, &changed);
}

static void marked(int64_t session, int64_t registration, const char *mark, int64_t minutes)
{
    EXPECT_OK(write_as(&fay, mark_act, &(Marked){ session, { .registration_id = registration, .mark = mark, .minutes = minutes } }));
    run_jobs();
}

TEST("where a course asks for half of the time, whoever was there so long has a certificate that says how long")
{
    Full full = two_sessions();
    ruled((CertificateRule){ .least_percent = 75 });
    marked(PHONICS_SESSION, full.ben, "present", 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate"), 0);      /* the second session is not marked yet */
    marked(SECOND_SESSION, full.ben, "part", 90);
    marked(PHONICS_SESSION, full.kim, "present", 0);
    marked(SECOND_SESSION, full.kim, "part", 89);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate"), 1);
    EXPECT_EQUAL(fixture_number("SELECT minutes FROM certificate WHERE person_id = 102 AND in_part = 1"), 270);
    EXPECT_HAS(visit(&nobody, "GET", text(test_cx(), "/verify/%s", fixture_text("SELECT code AS text FROM certificate")), NULL).body, "4 hours 30 minutes, attended in part");
    EXPECT_OK(certificates_check(as(&nobody)));
    marked(SECOND_SESSION, full.ben, "part", 60);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate WHERE withdrawn_at > 0"), 1);
    marked(SECOND_SESSION, full.ben, "part", 120);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate WHERE withdrawn_at IS NULL"), 1);
}

TEST("a rule that is tightened later takes back nothing that was given, and lyceum check agrees")
{
    Full full = two_sessions();
    ruled((CertificateRule){ .least_percent = 50 });
    marked(PHONICS_SESSION, full.ben, "present", 0);
    marked(SECOND_SESSION, full.ben, "absent", 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate WHERE withdrawn_at IS NULL"), 1);
    ruled((CertificateRule){ .least_percent = 100 });
    marked(SECOND_SESSION, full.kim, "absent", 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate WHERE withdrawn_at IS NULL"), 1);
    EXPECT_OK(certificates_check(as(&nobody)));
}

static Error *answered_act(Ctx *cx, void *nothing) { return fact(cx, "evaluation.answered", PHONICS); }

TEST("where a course asks for its evaluation, the certificate comes once that is answered")
{
    Full full = two_sessions();
    ruled((CertificateRule){ .least_percent = 100, .needs_evaluation = 1 });
    marked(PHONICS_SESSION, full.ben, "present", 0);
    marked(SECOND_SESSION, full.ben, "present", 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate"), 0);
    EXPECT_HAS(visit(&ben, "GET", "/record", NULL).body, "After the evaluation, which comes by email");
    fixture_run("INSERT INTO evaluation_round (event_id, kind, form_id, opened_at, closes_at) VALUES (1, 'end', 1, 1, 1798761600)");      /* the end of 31 December */
    fixture_run("INSERT INTO evaluation_invitation (registration_id, kind, event_id, answered) SELECT id, 'end', 1, 0 FROM registration WHERE person_id = 102");
    const char *link = text(test_cx(), "href=\"/evaluate/%s\">Answer the evaluation", evaluation_token(as(&nobody), fixture_number("SELECT id FROM registration WHERE person_id = 102"), "end"));
    EXPECT_HAS(visit(&ben, "GET", "/record", NULL).body, link);
    EXPECT_LACKS(visit(&ann, "GET", "/records/102", NULL).body, "evaluation");      /* nobody else's to know */
    EXPECT_HAS(visit(&ann, "GET", "/records/102", NULL).body, "None yet");
    fixture_at("2027-01-01T09:00");
    EXPECT_HAS(visit(&ben, "GET", "/record", NULL).body, "None: the evaluation was not answered by 31 December 2026");
    fixture_run("UPDATE evaluation_invitation SET answered = 1");
    EXPECT_OK(write_as(&nobody, answered_act, NULL));
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate WHERE person_id = 102 AND in_part = 0"), 1);
}

TEST("a certificate that ends is told of before and at its end, once each, and shows a stranger that it has ended")
{
    Full full = two_sessions();
    ruled((CertificateRule){ .least_percent = 100, .valid_months = 24, .remind_days = 60 });
    marked(PHONICS_SESSION, full.ben, "present", 0);
    marked(SECOND_SESSION, full.ben, "present", 0);
    EXPECT_SAME(fixture_text("SELECT expires_on AS text FROM certificate"), "2028-12-17");
    const char *check = text(test_cx(), "/verify/%s", fixture_text("SELECT code AS text FROM certificate"));
    fixture_at("2028-10-17T09:00");
    EXPECT_OK(certificates_remind(as(&nobody)));
    EXPECT_EQUAL(mail_to(ben.email, "certificate-expiring"), 0);      /* 61 days */
    fixture_at("2028-10-18T09:00");
    EXPECT_OK(certificates_remind(as(&nobody)));
    EXPECT_OK(certificates_remind(as(&nobody)));
    EXPECT_EQUAL(mail_to(ben.email, "certificate-expiring"), 1);
    fixture_at("2028-12-17T09:00");
    EXPECT_HAS(visit(&nobody, "GET", check, NULL).body, "This certificate is genuine");
    EXPECT_HAS(visit(&ben, "GET", "/record", NULL).body, "Until 17 December 2028");
    EXPECT_HAS(visit(&ivo, "GET", "/office/certificates", NULL).body, "17 December 2028");
    fixture_at("2028-12-18T09:00");
    EXPECT_OK(certificates_remind(as(&nobody)));
    EXPECT_OK(certificates_remind(as(&nobody)));
    EXPECT_EQUAL(mail_to(ben.email, "certificate-expired"), 1);
    EXPECT_HAS(visit(&nobody, "GET", check, NULL).body, "This certificate has expired");
    EXPECT_HAS(visit(&ben, "GET", "/record", NULL).body, "Ended 17 December 2028");
    EXPECT_HAS(visit(&ivo, "GET", "/office/certificates.csv?state=expired", NULL).body, "Ben Okafor,Alder Grove Primary School,Phonics in Year 1,2026-12-10,2028-12-17,no");
}

static void until(int64_t id, const char *name, const char *expires_on, int64_t registration)
{
    fixture_run(text(test_cx(), "INSERT INTO certificate (id, code, registration_id, person_id, name, course, held_on, minutes, issued_at, expires_on)"
                                " SELECT %ld, '%ld', id, person_id, '%s', 'Phonics', '2026-12-10', 60, 0, '%s' FROM registration WHERE id = %ld", (long)id, (long)id, name, expires_on, (long)registration));
}

TEST("of certificates that come to their end the next is first, of those that ended the latest, and the list goes on behind the one that was last")
{
    Full full = two_sessions();
    until(1, "Earlier", "2026-12-18", full.ben);
    until(2, "Later", "2026-12-19", full.kim);
    EXPECT_HAS(visit(&ivo, "GET", "/office/certificates.csv", NULL).body, "2026-12-18,no\r\nLater,");
    EXPECT_LACKS(visit(&ivo, "GET", "/office/certificates?on=2026-12-18&after=1", NULL).body, "Earlier");
    fixture_at("2026-12-20T09:00");
    EXPECT_HAS(visit(&ivo, "GET", "/office/certificates.csv?state=expired", NULL).body, "2026-12-19,no\r\nEarlier,");
    Visit rest = visit(&ivo, "GET", "/office/certificates?state=expired&on=2026-12-19&after=2", NULL);
    EXPECT_HAS(rest.body, "Earlier");
    EXPECT_LACKS(rest.body, ">Later<");
}

TEST("whoever came again, or to the refresher, has renewed it and is told of nothing")
{
    (void)booked_as(&ann, ONLINE, ALDER, &ben);
    Full full = two_sessions();
    ruled((CertificateRule){ .least_percent = 100, .valid_months = 12, .remind_days = 60, .renewing_course_id = COURSE_ONLINE });
    marked(PHONICS_SESSION, full.ben, "present", 0);
    marked(SECOND_SESSION, full.ben, "present", 0);
    fixture_run("INSERT INTO certificate (id, code, registration_id, person_id, name, course, held_on, minutes, issued_at) SELECT 1, 'X', id, 102, 'Ben Okafor', 'Talk', '2027-11-01', 60, 0 FROM registration WHERE event_id = 2");
    fixture_at("2027-12-20T09:00");
    EXPECT_OK(certificates_remind(as(&nobody)));
    EXPECT_EQUAL(mail_to(ben.email, "certificate-expired"), 0);
    EXPECT_HAS(visit(&ivo, "GET", "/office/certificates?state=renewed", NULL).body, "Ben Okafor");
    EXPECT_LACKS(visit(&ivo, "GET", "/office/certificates?state=expired", NULL).body, "Ben Okafor");
    fixture_run("UPDATE certificate SET withdrawn_at = 1 WHERE id = 1");
    EXPECT_OK(certificates_remind(as(&nobody)));
    EXPECT_EQUAL(mail_to(ben.email, "certificate-expired"), 1);
}

TEST("the rule is the office's and the department's own to set, and what is typed wrong stays in the form")
{
    CertificateRule rule = { .course_id = COURSE_PHONICS, .least_percent = 60 };
    EXPECT_REFUSED(write_as(&hana, rule_act, &rule), MISSING, "not found");
    EXPECT_REFUSED(write_as(&ann, rule_act, &rule), MISSING, "not found");
    Visit refused = visit(&dora, "POST", "/office/courses/51/certificate", FORM_OF("least_percent", "140", "valid_months", "24", "remind_days", "30", "renewing", ""));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "value=\"140\"");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/courses/51/certificate", FORM_OF("least_percent", "60", "valid_months", "24", "remind_days", "30", "renewing", "52")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT renewing_course_id FROM certificate_rule"), COURSE_ONLINE);
    EXPECT_EQUAL(visit(&hana, "POST", "/office/courses/52/certificate", FORM_OF("least_percent", "80", "valid_months", "0", "remind_days", "0", "renewing", "")).status, 303);
}
