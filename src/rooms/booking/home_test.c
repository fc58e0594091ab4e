#include <string.h>

#include "platform/base/text.h"
#include "tests/fixture_bookings.h"

TEST("whoever signs in sees first what needs them: an offer with its end, and the act beside it")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&kim, full.kim));                     /* lou's school has ben there, so the place is offered to max */
    Visit home = visit(&max, "GET", "/my", NULL);
    EXPECT_HAS(home.body, "Needs you");
    EXPECT_HAS(home.body, "A place for you is kept until");
    EXPECT_HAS(home.body, text(test_cx(), "/registrations/%ld/accept", (long)full.max));
    EXPECT_HAS(visit(&cara, "GET", "/my", NULL).body, "A place for Max Dunmore is kept until");   /* who books for the school */
    EXPECT_LACKS(visit(&lou, "GET", "/my", NULL).body, "Needs you");
}

TEST("a CPD lead sees who goes together, and nobody of another school")
{
    EXPECT_OK(book(&ann, ONLINE, ALDER, (Invitee[]){ { .person_id = ben.id }, { .person_id = kim.id } }, 2, NULL));
    Visit home = visit(&ann, "GET", "/my", NULL);
    EXPECT_HAS(home.body, "Coming up at Alder Grove Primary School");
    EXPECT_HAS(home.body, "Ben Okafor and Kim Ravel");
    EXPECT_LACKS(visit(&cara, "GET", "/my", NULL).body, "Ben Okafor");
}

TEST("a register that waits needs its facilitator until everybody is marked")
{
    phonics_full();
    EXPECT_LACKS(visit(&fay, "GET", "/my", NULL).body, "Take the register");
    fixture_at("2026-12-10T13:00");
    EXPECT_HAS(visit(&fay, "GET", "/my", NULL).body, "Take the register");
    EXPECT_EQUAL(visit(&fay, "POST", "/events/1/register/61", FORM_OF("all", "present")).status, 303);
    EXPECT_LACKS(visit(&fay, "GET", "/my", NULL).body, "Take the register");
    EXPECT_HAS(visit(&fay, "GET", "/facilitating", NULL).body, "Taken in the last week");
}

TEST("whoever books after the day until which cancelling is free is told so before they book")
{
    fixture_run("UPDATE event SET cancel_by = starts_at - 3 * 86400 WHERE id = 1");
    EXPECT_HAS(visit(&ann, "GET", "/events/1/book", NULL).body, "Cancel free until");
    fixture_at("2026-12-08T09:00");
    Visit form = visit(&ann, "GET", "/events/1/book", NULL);
    EXPECT_LACKS(form.body, "Cancel free until");
    EXPECT_HAS(form.body, "Cancelling was free until");
    EXPECT_HAS(visit(&ann, "GET", "/events/1", NULL).body, "Cancelling was free until");
}

TEST("the form puts those first whose work it is, and says who has a place or is elsewhere then")
{
    EXPECT_OK(book_one(&ann, PHONICS, ALDER, &ben, NULL));
    Visit form = visit(&ann, "GET", "/events/1/book", NULL);
    EXPECT_HAS(form.body, "whose work this is for come first");          /* the course is for teachers, and gus a governor */
    EXPECT_HAS(form.body, "Show one more person at Alder Grove Primary School");
    EXPECT_HAS(form.body, "Has a place");
    fixture_run("UPDATE session SET starts_at = (SELECT starts_at FROM session WHERE id = 61) + 600, ends_at = (SELECT ends_at FROM session WHERE id = 61) WHERE id = 62");
    fixture_run("UPDATE event SET starts_at = (SELECT starts_at FROM session WHERE id = 62), ends_at = (SELECT ends_at FROM session WHERE id = 62) WHERE id = 2");
    EXPECT_HAS(visit(&ann, "GET", "/events/2/book", NULL).body, "At the same time on Phonics in Year 1");
    EXPECT_LACKS(visit(&cara, "GET", "/events/2/book", NULL).body, "At the same time");
}

TEST("a price says whose it is")
{
    EXPECT_HAS(visit(&ann, "GET", "/events/1", NULL).body, "Because Alder Grove Primary School is a member school. Others pay £95.");
    EXPECT_HAS(visit(&cara, "GET", "/events/1/book", NULL).body, "Beech Lane Primary School is not a member school. Members pay £60.");
}

TEST("a school's bookings are found, narrowed, sorted, linked to and taken away, and are its own alone")
{
    EXPECT_OK(book_one(&ann, PHONICS, ALDER, &ben, NULL));
    EXPECT_OK(book_one(&ann, ONLINE, ALDER, &kim, NULL));
    EXPECT_OK(book_one(&cara, ONLINE, BEECH, &max, NULL));
    Visit all = visit(&ann, "GET", "/bookings", NULL);
    EXPECT_HAS(all.body, "Ben Okafor");
    EXPECT_HAS(all.body, "Kim Ravel");
    EXPECT_LACKS(all.body, "Max Dunmore");
    EXPECT_LACKS(visit(&ann, "GET", "/bookings?q=okafor", NULL).body, "Kim Ravel");
    EXPECT_LACKS(visit(&ann, "GET", "/bookings?event=2", NULL).body, "Ben Okafor");
    EXPECT_HAS(visit(&ann, "GET", "/bookings?when=past", NULL).body, "No booking fits");
    Visit by_date = visit(&ann, "GET", "/bookings?order=date&when=coming", NULL);
    EXPECT(strstr(by_date.body, "Ben Okafor") < strstr(by_date.body, "Kim Ravel"));      /* 10 December before 15 December */
    Visit file = visit(&ann, "GET", "/bookings.csv?q=phonics", NULL);
    EXPECT_HAS(file.body, "Ben Okafor,Phonics in Year 1,2026-12-10,Town Hall,Booked,60.00");
    EXPECT_LACKS(file.body, "Kim Ravel");
}

TEST("a school's bookings open with what is to come, nearest first; what was held is one choice away, newest asked first")
{
    EXPECT_OK(book_one(&ann, ONLINE, ALDER, &kim, NULL));
    fixture_at("2026-12-07T09:00");
    EXPECT_OK(book_one(&ann, PHONICS, ALDER, &ben, NULL));
    Visit opened = visit(&ann, "GET", "/bookings", NULL), all = visit(&ann, "GET", "/bookings?when=all", NULL);
    EXPECT_HAS(opened.body, "Bookings, by date of the event");
    EXPECT(strstr(opened.body, "Ben Okafor") < strstr(opened.body, "Kim Ravel"));
    EXPECT_HAS(all.body, "Bookings, newest first");
    fixture_at("2026-12-11T09:00");
    opened = visit(&ann, "GET", "/bookings", NULL);
    EXPECT_HAS(opened.body, "Kim Ravel");
    EXPECT_LACKS(opened.body, "Ben Okafor");
    EXPECT_HAS(visit(&ann, "GET", "/bookings?when=past", NULL).body, "Ben Okafor");
    EXPECT_HAS(visit(&ann, "GET", "/bookings?q=okafor", NULL).body, "Ben Okafor");
    EXPECT_HAS(visit(&ann, "GET", "/bookings.csv", NULL).body, "Ben Okafor");
    fixture_at("2026-12-20T09:00");
    EXPECT_HAS(visit(&ann, "GET", "/bookings", NULL).body, "Nobody is booked on anything to come");
}

TEST("all bookings of a school stand by when they were asked for, not by when they were written")
{
    EXPECT_OK(book_one(&ann, PHONICS, ALDER, &ben, NULL));
    EXPECT_OK(book_one(&ann, ONLINE, ALDER, &kim, NULL));
    fixture_run("UPDATE registration SET asked_at = asked_at - 86400 WHERE event_id = 2");
    Visit all = visit(&ann, "GET", "/bookings?when=all", NULL);
    EXPECT(strstr(all.body, "Ben Okafor") < strstr(all.body, "Kim Ravel"));
}

TEST("what was booked says who is invited to join, and after its day that cancelling is free no more and what is due")
{
    Booked booked;
    fixture_run("UPDATE event SET cancel_by = starts_at - 3 * 86400 WHERE id = 1");
    EXPECT_OK(book(&ann, PHONICS, ALDER, (Invitee[]){ { .name = "Hana Boateng", .email = "hana@alder.example" } }, 1, &booked));
    const char *page = text(test_cx(), "/bookings/%ld", (long)booked.id);
    Visit shown = visit(&ann, "GET", page, NULL);
    EXPECT_HAS(shown.body, "Invited at hana@alder.example");
    EXPECT_HAS(shown.body, "We have invited Hana Boateng to join");
    EXPECT_HAS(shown.body, "a place can be cancelled free");
    fixture_at("2026-12-08T09:00");
    shown = visit(&ann, "GET", page, NULL);
    EXPECT_LACKS(shown.body, "a place can be cancelled free");
    EXPECT_HAS(shown.body, "Cancelling was free until");
    EXPECT_LACKS(shown.body, "Given up late");

    const char *cancel = text(test_cx(), "/registrations/%ld/cancel", (long)booked.places[0].registration_id);
    EXPECT_HAS(visit(&ann, "GET", cancel, NULL).body, "To pay: £60, for cancelling was free until");
    EXPECT_EQUAL(visit(&ann, "POST", cancel, FORM_OF("reason", "", "agreed", "6000")).status, 303);
    EXPECT_HAS(visit(&ann, "GET", page, NULL).body, "Given up late");
}

TEST("the office's home says what the programme holds, and a department's only its own part")
{
    EXPECT_HAS(visit(&dora, "GET", "/my", NULL).body, "0 events begin in the next seven days");
    fixture_at("2026-12-07T09:00");
    EXPECT_HAS(visit(&dora, "GET", "/my", NULL).body, "1 event begins in the next seven days, 0 people wait for a place, and 1 event is not published yet.");
    fixture_at("2026-12-09T09:00");
    EXPECT_HAS(visit(&dora, "GET", "/my", NULL).body, "2 events begin in the next seven days");
    EXPECT_HAS(visit(&hana, "GET", "/my", NULL).body, "1 event begins in the next seven days, 0 people wait for a place, and 0 events are not published yet.");
    EXPECT_LACKS(visit(&ann, "GET", "/my", NULL).body, "in the next seven days");
}

TEST("the office's bookings stand by when they were asked for, not by when they were written, go on where the page ended, and turn round")
{
    fixture_run("INSERT INTO person (id, name, name_folded, sort_key, email, email_folded, created_at, changed_at) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)"
                " SELECT 5000 + i, 'Person ' || (100 + i), 'person ' || (100 + i), '00' || (100 + i), 'p' || i || '@cedar.example', 'p' || i || '@cedar.example', 1, 1 FROM n");
    fixture_run("INSERT INTO booking (id, event_id, organisation_id, price_pence, booked_at) VALUES (700, 2, 13, 0, 1)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at)"
                " SELECT id + 1000, 700, 2, id, 13, 'cancelled', 0, 2000000 - id / 2 FROM person WHERE id > 5000");   /* the one written last asked first, two in each second */
    Visit first = visit(&dora, "GET", "/office/bookings", NULL);
    EXPECT(strstr(first.body, "Person 101<") < strstr(first.body, "Person 103<"));
    EXPECT_HAS(first.body, "Person 151<");
    EXPECT_LACKS(first.body, "Person 150<");   /* of the same second */
    EXPECT_HAS(first.body, "after_at=1997475&amp;after_id=6051");
    Visit next = visit(&dora, "GET", "/office/bookings?after_at=1997475&after_id=6051", NULL);
    EXPECT_LACKS(next.body, "Person 151<");
    EXPECT_HAS(next.body, "Person 150<");
    EXPECT_HAS(next.body, "Person 160<");
    Visit oldest = visit(&dora, "GET", "/office/bookings?order=oldest", NULL);
    EXPECT(strstr(oldest.body, "Person 160<") < strstr(oldest.body, "Person 112<"));
    EXPECT_LACKS(oldest.body, "Person 109<");
    EXPECT_HAS(oldest.body, "aria-sort=\"ascending\"");
    Visit file = visit(&dora, "GET", "/office/bookings.csv?list=over&order=oldest", NULL);
    EXPECT(strstr(file.body, "Person 160,") < strstr(file.body, "Person 101,"));
}
