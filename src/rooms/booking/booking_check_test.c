/* What lyceum check says of a store whose rows were broken by hand. */
#include "tests/fixture_bookings.h"

/* One broken row is one thing said, in these words. */
static void expect_said(const char *words)
{
    const Error *error = booking_check(as(&nobody));
    EXPECT(error && !error->next);
    EXPECT_EQUAL(error->kind, CONFLICT);
    EXPECT_SAME(error->say, words);
}

TEST("a store in which people booked, waited, were offered a place and gave it back has nothing wrong with it")
{
    Full full = phonics_full();
    EXPECT_OK(booking_check(as(&nobody)));
    EXPECT_OK(cancel_by(&ann, full.ben));
    EXPECT_OK(booking_check(as(&nobody)));
    EXPECT_OK(accept_by(&max, full.max));
    EXPECT_OK(event_cancel_by(&dora, PHONICS, "The trainer is unwell"));
    EXPECT_OK(booking_check(as(&nobody)));   /* before its registrations follow, and after */
    run_jobs();
    EXPECT_OK(booking_check(as(&nobody)));
    EXPECT_OK(events_check(as(&nobody)));
}

TEST("an event that counts other places or people waiting than its registrations is named, with both numbers")
{
    phonics_full();
    fixture_run("UPDATE event SET taken = 1 WHERE id = 1");
    expect_said("Event 1 counts 1 taken and 2 waiting; its registrations are 2 and 2");
    fixture_run("UPDATE event SET taken = 2, waiting = 0 WHERE id = 1");
    expect_said("Event 1 counts 2 taken and 0 waiting; its registrations are 2 and 2");
    fixture_run("UPDATE event SET waiting = 2 WHERE id = 1");
    fixture_run("UPDATE event SET taken = 1 WHERE id = 2");
    expect_said("Event 2 counts 1 taken and 0 waiting; its registrations are 0 and 0");
}

TEST("an oversold event is named even though its own count agrees")
{
    phonics_full();
    fixture_run("UPDATE event SET places = 1 WHERE id = 1");
    expect_said("Event 1 has places for 1, and 2 registrations hold one");
}

TEST("a registration at another event than its booking, and an offer that never ends, are named")
{
    Full full = phonics_full();
    fixture_run("UPDATE registration SET event_id = 2 WHERE state = 'waiting' AND person_id = 112");
    fixture_run("UPDATE event SET waiting = 1 WHERE id IN (1, 2)");
    const Error *error = booking_check(as(&nobody));
    EXPECT(error && !error->next);
    EXPECT_HAS(error->say, " is at event 2, and its booking ");
    EXPECT_HAS(error->say, " is of event 1");
    EXPECT_OK(cancel_by(&ann, full.ben));
    fixture_run("UPDATE registration SET event_id = 1 WHERE event_id = 2");
    fixture_run("UPDATE event SET waiting = CASE WHEN id = 1 THEN 1 ELSE 0 END WHERE id IN (1, 2)");
    EXPECT_OK(booking_check(as(&nobody)));
    fixture_run("UPDATE registration SET offer_ends_at = NULL WHERE state = 'offered'");
    EXPECT_HAS(booking_check(as(&nobody))->say, "is offered a place without a time until which it is kept");
}

TEST("a mark in a session of another event, and a place taken over from another event, are named")
{
    phonics_full();
    fixture_run("INSERT INTO attendance (registration_id, session_id, mark, marked_at) SELECT min(id), 62, 'present', 0 FROM registration");
    EXPECT_HAS(booking_check(as(&nobody))->say, " at event 1 is marked in session 62 of event 2");
    fixture_run("DELETE FROM attendance");
    EXPECT(booked_as(&cara, ONLINE, BEECH, &max));
    EXPECT_OK(booking_check(as(&nobody)));
    fixture_run("UPDATE registration SET substituted_for = (SELECT max(id) FROM registration WHERE event_id = 1) WHERE event_id = 2");
    EXPECT_HAS(booking_check(as(&nobody))->say, " at event 2 took the place of registration ");
}

TEST("an evaluation that shows what fewer than five said, or counts more answers than people, is named")
{
    fixture_run("INSERT INTO evaluation_round (event_id, kind, form_id, opened_at, closes_at, answers) VALUES (1, 'end', 1, 0, 1, 5)");
    EXPECT_OK(booking_check(as(&nobody)));
    fixture_run("INSERT INTO evaluation_sum (event_id, kind, question_id, choice, answers) VALUES (1, 'end', 1, 0, 6)");
    EXPECT_SAME(booking_check(as(&nobody))->say, "Event 1 counts 6 answers to question 1, and only 5 people said something");
    fixture_run("UPDATE evaluation_sum SET answers = 4");
    fixture_run("UPDATE evaluation_round SET answers = 4");
    EXPECT_SAME(booking_check(as(&nobody))->say, "Event 1 shows what 4 people said, which is too few");
}

TEST("an event that keeps another time than its sessions have, or is published of a draft, is named")
{
    EXPECT_OK(events_check(as(&nobody)));
    fixture_run("UPDATE session SET ends_at = ends_at + 60 WHERE id = 61");
    EXPECT_SAME(events_check(as(&nobody))->say, "Event 1 keeps another number, beginning or end of its sessions than they have");
    fixture_run("UPDATE session SET ends_at = ends_at - 60 WHERE id = 61");
    fixture_run("UPDATE course SET state = 'draft' WHERE id = 52");
    EXPECT_SAME(events_check(as(&nobody))->say, "Event 2 is published, and its course 52 is a draft");
}

TEST("at most twenty of a kind are said")
{
    fixture_run("WITH RECURSIVE n (i) AS (SELECT 5001 UNION ALL SELECT i + 1 FROM n WHERE i < 5030)"
                " INSERT INTO event (id, course_id, places, taken, created_at, changed_at) SELECT i, 51, 10, 1, 0, 0 FROM n");
    int said = 0;
    for (const Error *error = booking_check(as(&nobody)); error; error = error->next) said++;
    EXPECT_EQUAL(said, 20);
}
