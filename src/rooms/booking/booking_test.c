#include "platform/base/text.h"
#include "tests/fixture_bookings.h"

TEST("a CPD lead books colleagues at their school's price, and everybody is told")
{
    Booked booked;
    EXPECT_OK(book(&ann, PHONICS, ALDER, (Invitee[]){ { .person_id = ben.id }, { .person_id = kim.id } }, 2, &booked));
    EXPECT_EQUAL(booked.confirmed, 2);
    EXPECT_EQUAL(booked.price_pence, 6000);
    EXPECT_EQUAL(mail_to(ben.email, "place-confirmed"), 1);
    EXPECT_EQUAL(mail_to(ann.email, "booking-summary"), 1);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'registration.confirmed'"), 2);
}

TEST("a school that is no member pays the other price")
{
    Booked booked;
    EXPECT_OK(book_one(&cara, PHONICS, BEECH, &max, &booked));
    EXPECT_EQUAL(booked.price_pence, 9500);
}

TEST("a colleague who is not known yet is invited, and has the place at once")
{
    Booked booked;
    EXPECT_OK(book(&ann, PHONICS, ALDER, &(Invitee){ .name = "Siobhán O'Neill", .email = "siobhan.oneill@alder.example" }, 1, &booked));
    EXPECT_EQUAL(booked.confirmed, 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM post t JOIN person p ON p.id = t.person_id WHERE p.email = 'siobhan.oneill@alder.example' AND t.organisation_id = 11"), 1);
    EXPECT_EQUAL(mail_to("siobhan.oneill@alder.example", "place-confirmed"), 1);
}

TEST("where fewer places are free than asked for, the first in the list get them and the others wait")
{
    Booked booked;
    EXPECT_OK(book(&ann, PHONICS, ALDER, (Invitee[]){ { .person_id = lou.id }, { .person_id = ben.id }, { .person_id = kim.id } }, 3, &booked));
    EXPECT_EQUAL(booked.confirmed, 2);
    EXPECT_SAME(booked.places[0].state, "confirmed");
    EXPECT_SAME(booked.places[2].state, "waiting");
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 1);
}

TEST("nobody is on an event twice, and a refused booking takes no place")
{
    EXPECT_OK(book_one(&ann, PHONICS, ALDER, &ben, NULL));
    EXPECT_REFUSED(book(&ann, PHONICS, ALDER, (Invitee[]){ { .person_id = kim.id }, { .person_id = ben.id } }, 2, NULL), CONFLICT, "already on this event");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
    EXPECT_EQUAL(mail_to(kim.email, NULL), 0);
    EXPECT_REFUSED(book(&ann, ONLINE, ALDER, (Invitee[]){ { .person_id = kim.id }, { .person_id = kim.id } }, 2, NULL), INVALID, "twice");
}

TEST("each books whom they may: themself, their own colleagues, or as the office anybody")
{
    EXPECT_OK(book_one(&ben, PHONICS, ALDER, &ben, NULL));
    EXPECT_REFUSED(book_one(&ben, PHONICS, ALDER, &kim, NULL), FORBIDDEN, "permission");
    EXPECT_REFUSED(book_one(&ann, PHONICS, BEECH, &max, NULL), FORBIDDEN, "permission");
    EXPECT_REFUSED(book_one(&ann, PHONICS, ALDER, &max, NULL), INVALID, "no longer works at your school");
    EXPECT_OK(book_one(&dora, PHONICS, BEECH, &max, NULL));
}

TEST("an event that has begun, is a draft, or is cancelled cannot be booked")
{
    as(&ann);
    fixture_at("2026-12-10T09:31");
    EXPECT_REFUSED(book_one(&ann, PHONICS, ALDER, &ben, NULL), CONFLICT, "begun");
    fixture_at("2026-11-24T09:00");
    EXPECT_REFUSED(book_one(&ann, DRAFT, ALDER, &ben, NULL), MISSING, "not found");
    EXPECT_REFUSED(book_one(&dora, DRAFT, ALDER, &ben, NULL), CONFLICT, "not published");
    EXPECT_OK(event_cancel_by(&dora, PHONICS, "The facilitator is ill"));
    EXPECT_REFUSED(book_one(&ann, PHONICS, ALDER, &ben, NULL), CONFLICT, "cancelled");
}

TEST("cancelling twice frees one place")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.ben));
    EXPECT_REFUSED(cancel_by(&ann, full.ben), CONFLICT, "already cancelled");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
}

TEST("somebody else's registration is missing")
{
    Full full = phonics_full();
    Registration registration;
    EXPECT_REFUSED(registration_find(as(&cara), full.ben, &registration), MISSING, "not found");
    EXPECT_REFUSED(registration_find(as(&kim), full.ben, &registration), MISSING, "not found");
    EXPECT_REFUSED(registration_find(as(&nobody), full.ben, &registration), MISSING, "not found");
    EXPECT_REFUSED(cancel_by(&cara, full.ben), MISSING, "not found");
    EXPECT_REFUSED(cancel_by(&ivo, full.ben), FORBIDDEN, "permission");
    EXPECT_OK(registration_find(as(&ben), full.ben, &registration));
    EXPECT_OK(registration_find(as(&ivo), full.ben, &registration));
}

TEST("a colleague takes over a place, and the calendars of both are put right")
{
    Full full = phonics_full();
    int64_t made = 0;
    EXPECT_OK(substitute_by(&ann, full.ben, (Invitee){ .person_id = ann.id }, &made));
    EXPECT_SAME(registration_of(full.ben).state, "cancelled");
    EXPECT_SAME(registration_of(made).state, "confirmed");
    EXPECT_EQUAL(registration_of(made).substituted_for, full.ben);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'place-given-up' AND calendar_method = 'CANCEL'"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'place-taken-over' AND calendar_method = 'REQUEST'"), 1);
    EXPECT_REFUSED(substitute_by(&ann, full.kim, (Invitee){ .person_id = max.id }, NULL), INVALID, "colleague from the list");
}

TEST("a place is handed on by whoever books for the school, not by its holder, who may work elsewhere by now")
{
    Full full = phonics_full();
    const char *page = text(test_cx(), "/registrations/%ld/substitute", (long)full.ben);
    const Invitee friend = { .name = "A Friend", .email = "friend@home.example" };
    EXPECT_REFUSED(substitute_by(&ben, full.ben, friend, NULL), MISSING, "not found");
    fixture_run("UPDATE post SET ends_on = '2026-11-23' WHERE person_id = 102");
    EXPECT_REFUSED(substitute_by(&ben, full.ben, friend, NULL), MISSING, "not found");
    EXPECT_EQUAL(visit(&ben, "GET", page, NULL).status, 404);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM person WHERE email = 'friend@home.example'"), 0);
    EXPECT_EQUAL(visit(&ann, "GET", page, NULL).status, 200);
    EXPECT_OK(substitute_by(&dora, full.ben, (Invitee){ .person_id = ann.id }, NULL));
}

TEST("a cancelled event frees everybody, tells them why, and counts nobody")
{
    phonics_full();
    EXPECT_OK(event_cancel_by(&dora, PHONICS, "The facilitator is ill"));
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id = 1 AND state = 'cancelled'"), 4);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'event-cancelled'"), 4);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'event-cancelled' AND calendar_method = 'CANCEL'"), 2);
    EXPECT_EQUAL(fixture_number("SELECT taken + waiting FROM event WHERE id = 1"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'registration.cancelled' AND person_id = 104"), 4);
    Visit page = visit(&dora, "GET", "/office/events/1", NULL);
    EXPECT_HAS(page.body, "it is cancelled");
    EXPECT_LACKS(page.body, "Add a session");
    int64_t count = -1;
    EXPECT_OK(registrations_counted(as(&dora), "2026-01-01", "2026-12-31", &count));
    EXPECT_EQUAL(count, 0);
    EXPECT_REFUSED(event_cancel_by(&ann, ONLINE, "No"), MISSING, "not found");
}

TEST("what is counted is a place on its event's first day; a governor of two schools counts once")
{
    int64_t registrations = -1, governors = -1;
    phonics_full();
    EXPECT_OK(book_one(&gus, ONLINE, ALDER, &gus, NULL));
    EXPECT_OK(registrations_counted(as(&dora), "2026-12-10", "2026-12-10", &registrations));
    EXPECT_EQUAL(registrations, 2);
    EXPECT_OK(registrations_counted(as(&dora), "2026-12-11", "2026-12-31", &registrations));
    EXPECT_EQUAL(registrations, 1);
    EXPECT_OK(governors_counted(as(&dora), "2026-09-01", "2027-08-31", &governors));
    EXPECT_EQUAL(governors, 1);
}

/* ---- the form ---- */

TEST("the form books those ticked and those typed in, and the page after it says who has a place")
{
    Visit shown = visit(&ann, "GET", "/events/1/book", NULL);
    EXPECT_EQUAL(shown.status, 200);
    EXPECT_HAS(shown.body, "Ben Okafor");
    EXPECT_HAS(shown.body, "£60.00");
    EXPECT_LACKS(shown.body, "Max Dunmore");
    Visit sent = visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102", "name_1", "Siobhán O'Neill", "email_1", "siobhan.oneill@alder.example", "purchase_order", "PO 7"));
    EXPECT_EQUAL(sent.status, 303);
    Visit booked = visit(&ann, "GET", sent.location, NULL);
    EXPECT_HAS(booked.body, "2 places are booked");
    EXPECT_HAS(booked.body, "PO 7");
    EXPECT_HAS(booked.body, "£120.00");
}

TEST("a form sent twice books once, and both are answered alike")
{
    Visit first = visit_again(&ann, "/events/1/book", FORM_OF("person", "102"), "one-key"), second = visit_again(&ann, "/events/1/book", FORM_OF("person", "102"), "one-key");
    EXPECT_EQUAL(first.status, 303);
    EXPECT_EQUAL(second.status, 303);
    EXPECT_SAME(first.location, second.location);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration"), 1);
    EXPECT_EQUAL(mail_to(ben.email, "place-confirmed"), 1);
}

TEST("what was typed is kept beside what is wrong with it")
{
    Visit sent = visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102", "name_1", "Hana Boateng", "email_1", "h.boateng"));
    EXPECT_EQUAL(sent.status, 422);
    EXPECT_HAS(sent.body, "There is a problem");
    EXPECT_HAS(sent.body, "value=\"h.boateng\"");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration"), 0);
    EXPECT_EQUAL(visit(&ann, "POST", "/events/1/book", NULL).status, 422);
}

TEST("by their addresses, too, bookings and registrations are their own people's")
{
    Visit sent = visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102", "person", "111"));
    const char *registration = text(test_cx(), "/registrations/%ld", (long)fixture_number("SELECT id FROM registration WHERE person_id = 102"));
    EXPECT_EQUAL(visit(&ben, "GET", registration, NULL).status, 200);
    EXPECT_EQUAL(visit(&cara, "GET", registration, NULL).status, 404);
    EXPECT_EQUAL(visit(&kim, "GET", registration, NULL).status, 404);
    EXPECT_EQUAL(visit(&cara, "GET", sent.location, NULL).status, 404);
    EXPECT_EQUAL(visit(&cara, "POST", text(test_cx(), "%s/cancel", registration), FORM_OF("reason", "")).status, 404);
    EXPECT_EQUAL(visit(&ben, "POST", text(test_cx(), "%s/cancel", registration), FORM_OF("reason", "")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'confirmed'"), 1);
}

TEST("a place may be held with nobody named for it: it is shown as the school's, and whoever booked it is written to")
{
    fixture_run("UPDATE event SET taken = 1 WHERE id = 1");
    fixture_run("INSERT INTO booking (id, event_id, organisation_id, booked_by, price_pence, booked_at) VALUES (71, 1, 11, 101, 6000, 1790000000)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, organisation_id, state, price_pence, asked_at) VALUES (81, 71, 1, 11, 'confirmed', 6000, 1790000000)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, organisation_id, state, price_pence, asked_at) VALUES (82, 71, 1, 11, 'cancelled', 6000, 1790000000)");
    EXPECT_HAS(visit(&ann, "GET", "/bookings", NULL).body, "A place for Alder Grove Primary School");
    EXPECT_HAS(visit(&ann, "GET", "/my", NULL).body, "A place for Alder Grove Primary School");
    EXPECT_HAS(visit(&dora, "GET", "/office/bookings", NULL).body, "A place for Alder Grove Primary School");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/registrations", NULL).body, "A place for Alder Grove Primary School");
    EXPECT_EQUAL(visit(&ben, "GET", "/registrations/81", NULL).status, 404);
    EXPECT_OK(event_cancel_by(&dora, PHONICS, "The hall has a burst pipe"));
    run_jobs();
    EXPECT_EQUAL(mail_to(ann.email, "event-cancelled"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE to_email = ''"), 0);
}
