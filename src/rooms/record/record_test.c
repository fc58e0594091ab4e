/* The register, and what follows from it: certificates for those who came to all of it, a page that verifies them, the record with its hours. */
#include "app/lists.h"
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/attendance.h"
#include "rooms/programme/session.h"
#include "rooms/record/certificate.h"
#include "rooms/record/record.h"
#include "tests/fixture_bookings.h"
#include "tests/fixture_storm.h"

/* PHONICS has a second session, in the week after the first; both mornings last three hours. */
enum { SECOND_SESSION = 9061 };

static void two_sessions(void)
{
    fixture_run("INSERT INTO session (id, event_id, position, starts_at, ends_at, place_kind, venue_id) VALUES (9061, 1, 2, 1797499800, 1797510600, 'venue', 31)");
    fixture_run("UPDATE event SET session_count = 2, minutes = 360, ends_at = 1797510600 WHERE id = 1");
}

typedef struct { int64_t session; Mark mark; } Marked;

static Error *mark_act(Ctx *cx, void *data)
{
    const Marked *marked = data;
    int64_t changed;
    return register_mark(cx, PHONICS, marked->session, &marked->mark, 1, &changed);
}

static Error *mark_by(const Somebody *who, int64_t session, int64_t registration, const char *mark)
{
    return write_as(who, mark_act, &(Marked){ session, { registration, mark } });
}

static void came(int64_t registration, const char *first, const char *second)
{
    EXPECT_OK(mark_by(&fay, PHONICS_SESSION, registration, first));
    EXPECT_OK(mark_by(&fay, SECOND_SESSION, registration, second));
}

/* It is the day after; ben came to both sessions, kim to the first and part of the second. */
static Full held(void)
{
    Full full = phonics_full();
    two_sessions();
    fixture_at("2026-12-18T09:00");
    came(full.ben, "present", "present");
    came(full.kim, "present", "part");
    run_jobs();
    return full;
}

TEST("the register is for each session, opens on its day, and is its facilitator's and the office's")
{
    Full full = phonics_full();
    two_sessions();
    fixture_at("2026-12-09T23:00");
    EXPECT_REFUSED(mark_by(&fay, PHONICS_SESSION, full.ben, "present"), CONFLICT, "opens on the day itself");
    fixture_at("2026-12-10T09:00");
    EXPECT_OK(mark_by(&fay, PHONICS_SESSION, full.ben, "present"));
    EXPECT_REFUSED(mark_by(&fay, SECOND_SESSION, full.ben, "present"), CONFLICT, "Thursday 17 December 2026");
    EXPECT_REFUSED(mark_by(&ann, PHONICS_SESSION, full.ben, "absent"), MISSING, "not found");
    EXPECT_REFUSED(mark_by(&hana, PHONICS_SESSION, full.ben, "absent"), MISSING, "not found");
    EXPECT_REFUSED(mark_by(&ivo, PHONICS_SESSION, full.ben, "absent"), FORBIDDEN, "permission");
    EXPECT_REFUSED(mark_by(&fay, PHONICS_SESSION, full.ben, "late"), INVALID, "present, part or absent");
    EXPECT_OK(mark_by(&dora, PHONICS_SESSION, full.ben, "absent"));
    EXPECT_OK(mark_by(&fay, PHONICS_SESSION, full.lou, "present"));       /* she waits: there is no place to mark */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM attendance"), 1);
}

TEST("the auditor reads a register and has no events of their own")
{
    phonics_full();
    two_sessions();
    fixture_at("2026-12-10T09:00");
    const char *page = text(test_cx(), "/events/%d/register/%d", PHONICS, PHONICS_SESSION);
    layout_navigation(navigation, navigation_count);
    EXPECT_HAS(visit(&fay, "GET", page, NULL).body, "Save the register");
    EXPECT_HAS(visit(&fay, "GET", "/my", NULL).body, "My events");
    EXPECT_HAS(visit(&ivo, "GET", page, NULL).body, "Ben Okafor");
    EXPECT_LACKS(visit(&ivo, "GET", page, NULL).body, "Save the register");
    EXPECT_LACKS(visit(&ivo, "GET", "/my", NULL).body, "My events");
    layout_navigation(NULL, 0);
}

TEST("whoever leads an event takes its register, also a teacher, for as long as they hold a post")
{
    Full full = phonics_full();
    const char *page = text(test_cx(), "/events/%d/register/%d", PHONICS, PHONICS_SESSION);
    fixture_run("INSERT INTO facilitator (event_id, person_id, position) VALUES (1, 103, 2)");
    fixture_at("2026-12-10T09:35");
    EXPECT_HAS(visit(&cara, "GET", "/my", NULL).body, "The register of Phonics in Year 1");
    EXPECT_EQUAL(visit(&cara, "GET", page, NULL).status, 200);
    EXPECT_OK(mark_by(&cara, PHONICS_SESSION, full.ben, "present"));
    EXPECT_EQUAL(visit(&max, "GET", page, NULL).status, 404);
    fixture_run("UPDATE post SET ends_on = '2026-12-09' WHERE person_id = 103");
    EXPECT_EQUAL(visit(&cara, "GET", page, NULL).status, 404);
    EXPECT_REFUSED(mark_by(&cara, PHONICS_SESSION, full.ben, "absent"), MISSING, "not found");
}

TEST("sessions sum to attended, part or absent, and to minutes")
{
    const char *sum;
    int64_t minutes;
    Full full = held();
    EXPECT_OK(attendance_of(as(&dora), full.ben, &sum, &minutes));
    EXPECT_SAME(sum, "attended");
    EXPECT_EQUAL(minutes, 360);
    EXPECT_OK(attendance_of(as(&dora), full.kim, &sum, &minutes));
    EXPECT_SAME(sum, "part");
    EXPECT_EQUAL(minutes, 180);
    came(full.kim, "absent", "absent");
    EXPECT_OK(attendance_of(as(&dora), full.kim, &sum, &minutes));
    EXPECT_SAME(sum, "absent");
}

TEST("a certificate is for those who came to every session, once, and they are told")
{
    held();
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate"), 1);
    EXPECT_EQUAL(fixture_number("SELECT minutes FROM certificate WHERE person_id = 102"), 360);
    EXPECT_EQUAL(mail_to(ben.email, "certificate-ready"), 1);
    EXPECT_EQUAL(mail_to(kim.email, "certificate-ready"), 0);
}

TEST("a register that is put right withdraws what it gave, gives back what it took, and each is told")
{
    Full full = held();
    EXPECT_OK(mark_by(&dora, SECOND_SESSION, full.ben, "absent"));
    EXPECT_OK(mark_by(&dora, SECOND_SESSION, full.kim, "present"));
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate WHERE person_id = 102 AND withdrawn_at > 0"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate WHERE person_id = 111 AND withdrawn_at IS NULL"), 1);
    EXPECT_EQUAL(mail_to(ben.email, "certificate-withdrawn"), 1);
    const char *code = fixture_text("SELECT code AS text FROM certificate WHERE person_id = 102");
    EXPECT_HAS(visit(&nobody, "GET", text(test_cx(), "/verify/%s", code), NULL).body, "This certificate was withdrawn");

    EXPECT_OK(mark_by(&dora, SECOND_SESSION, full.ben, "present"));
    run_jobs();
    run_jobs();
    EXPECT_HAS(visit(&nobody, "GET", text(test_cx(), "/verify/%s", code), NULL).body, "This certificate is genuine");
    EXPECT_EQUAL(mail_to(ben.email, "certificate-ready"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate"), 2);
}

static Error *issue_act(Ctx *cx, void *nothing) { return job_queue(cx, "certificates.issue", PHONICS, cx->now, NULL); }

TEST("a register that is put right for many puts all their certificates right at once")
{
    fixture_store();
    storm_people(60);
    fixture_run("INSERT INTO booking (id, event_id, booked_by, price_pence, booked_at) VALUES (900, 1, 104, 0, 1790000000)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, state, price_pence, asked_at) SELECT id + 5000, 900, 1, id, 'confirmed', 0, 1 FROM person WHERE id > 1000");
    fixture_run("INSERT INTO attendance (registration_id, session_id, mark, marked_at) SELECT r.id, s.id, 'absent', 1 FROM registration r JOIN session s ON s.event_id = r.event_id");
    fixture_run("INSERT INTO certificate (id, code, registration_id, person_id, name, course, held_on, minutes, issued_at) SELECT id, 'C' || id, id, person_id, 'N', 'Phonics', '2026-12-10', 180, 1 FROM registration");
    EXPECT_OK(write_as(&nobody, issue_act, NULL));
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate WHERE withdrawn_at IS NULL"), 0);
}

TEST("a certificate that stands though its holder was away, or that names somebody else, is named by lyceum check")
{
    Full full = held();
    run_jobs();
    EXPECT_OK(certificates_check(as(&nobody)));
    EXPECT_OK(mark_by(&dora, SECOND_SESSION, full.ben, "absent"));
    EXPECT_OK(certificates_check(as(&nobody)));            /* the job that withdraws it is due */
    run_jobs();
    EXPECT_OK(certificates_check(as(&nobody)));
    fixture_run("UPDATE certificate SET withdrawn_at = NULL");
    EXPECT_HAS(certificates_check(as(&nobody))->say, " at event 1 is not marked present at every session");
    fixture_run("DELETE FROM attendance");
    EXPECT_HAS(certificates_check(as(&nobody))->say, " at event 1 is not marked present at every session");
    fixture_run("UPDATE certificate SET withdrawn_at = 1, person_id = 111");
    EXPECT_HAS(certificates_check(as(&nobody))->say, " is of person 111, and its registration ");
}

static Error *withdraw_act(Ctx *cx, void *id) { return certificate_withdraw(cx, *(int64_t *)id, "Issued in the wrong name"); }

TEST("what the office withdraws stays withdrawn, whatever the register says after")
{
    Full full = held();
    int64_t id = fixture_number("SELECT id FROM certificate");
    EXPECT_REFUSED(write_as(&ann, withdraw_act, &id), FORBIDDEN, "permission");
    EXPECT_OK(write_as(&dora, withdraw_act, &id));
    EXPECT_EQUAL(mail_to(ben.email, "certificate-withdrawn"), 1);
    EXPECT_OK(mark_by(&dora, SECOND_SESSION, full.ben, "absent"));
    run_jobs();
    EXPECT_OK(mark_by(&dora, SECOND_SESSION, full.ben, "present"));
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate WHERE withdrawn_why = 'Issued in the wrong name'"), 1);
    EXPECT_EQUAL(mail_to(ben.email, "certificate-withdrawn"), 1);
}

TEST("a stranger who has the code sees the name, the course, the day and the hours, and nothing else of that person")
{
    held();
    const char *code = fixture_text("SELECT lower(replace(code, '-', ' ')) AS text FROM certificate"), *typed = text(test_cx(), "/verify?code=%s", "");
    Draft path = { .cx = test_cx() };
    draft_add(&path, "%s", typed);
    for (; *code; code++) draft_add(&path, "%c", *code == ' ' ? '+' : *code);
    Visit shown = visit(&nobody, "GET", draft_text(&path), NULL);
    EXPECT_EQUAL(shown.status, 200);
    EXPECT_HAS(shown.body, "Ben Okafor");
    EXPECT_HAS(shown.body, "Phonics in Year 1");
    EXPECT_HAS(shown.body, "10 December 2026");
    EXPECT_HAS(shown.body, "6 hours");
    EXPECT_LACKS(shown.body, "ben@alder.example");
    EXPECT_LACKS(shown.body, "Alder Grove");
    Visit none = visit(&nobody, "GET", "/verify/2222-2222-2222-2222", NULL);
    EXPECT_HAS(none.body, "There is no certificate with this code");
    EXPECT_HAS(none.body, "<title>Error: ");
    EXPECT_HAS(none.body, "href=\"#code\"");
    EXPECT_HAS(none.body, "value=\"2222-2222-2222-2222\"");
}

TEST("a certificate is its holder's, the office's and the auditor's to open, and nobody else's")
{
    held();
    const char *page = text(test_cx(), "/certificates/%ld", (long)fixture_number("SELECT id FROM certificate")), *pdf = text(test_cx(), "%s/certificate.pdf", page);
    EXPECT_EQUAL(visit(&ben, "GET", page, NULL).status, 200);
    EXPECT_SAME(visit(&ben, "GET", pdf, NULL).type, "application/pdf");
    EXPECT_EQUAL(visit(&dora, "GET", page, NULL).status, 200);
    EXPECT_EQUAL(visit(&ivo, "GET", page, NULL).status, 200);
    EXPECT_EQUAL(visit(&kim, "GET", page, NULL).status, 404);
    EXPECT_EQUAL(visit(&ann, "GET", pdf, NULL).status, 404);
}

TEST("the record has what one attended, with hours by year and theme; a booker sees what colleagues did for their school")
{
    Attended *list;
    size_t n;
    held();
    EXPECT_OK(record_of(as(&kim), kim.id, 0, &list, &n));
    EXPECT_EQUAL((int64_t)n, 1);
    EXPECT_EQUAL(list[0].minutes, 180);
    EXPECT_EQUAL(list[0].certificate_id, 0);
    Visit own = visit(&ben, "GET", "/record", NULL);
    EXPECT_HAS(own.body, "2026 to 2027");
    EXPECT_HAS(own.body, "6 hours");
    EXPECT_HAS(own.body, "Reading");
    EXPECT_EQUAL(visit(&ann, "GET", "/records/102", NULL).status, 200);
    EXPECT_EQUAL(visit(&cara, "GET", "/records/102", NULL).status, 404);
    EXPECT_EQUAL(visit(&kim, "GET", "/records/102", NULL).status, 404);
    EXPECT_HAS(visit(&ben, "GET", "/record.csv", NULL).body, "Phonics in Year 1,2026-12-10,");
}

TEST("an event whose register has been taken is not cancelled any more")
{
    Full full = held();
    EXPECT_REFUSED(event_cancel_by(&dora, PHONICS, "By mistake"), CONFLICT, "register");
    EXPECT_SAME(registration_of(full.ben).state, "confirmed");
}

TEST("nobody is marked at an event that is cancelled, even before everybody has been told")
{
    Full full = phonics_full();
    fixture_at("2026-12-10T09:00");
    EXPECT_OK(event_cancel_by(&dora, PHONICS, "Snow"));
    EXPECT_REFUSED(mark_by(&fay, PHONICS_SESSION, full.ben, "present"), CONFLICT, "cancelled");
}

static Error *remove_act(Ctx *cx, void *nothing) { return session_remove(cx, PHONICS, SECOND_SESSION); }

TEST("when the last session is called off, whoever came to the others has the certificate")
{
    Full full = phonics_full();
    two_sessions();
    fixture_at("2026-12-10T13:00");
    EXPECT_OK(mark_by(&fay, PHONICS_SESSION, full.ben, "present"));
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate"), 0);
    EXPECT_OK(write_as(&dora, remove_act, NULL));
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT minutes FROM certificate WHERE person_id = 102"), 180);
}
