#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/party.h"
#include "tests/fixture_bookings.h"

typedef struct { BookingRequest request; Booked booked; } Try;

static Error *book_act(Ctx *cx, void *data)
{
    Try *try = data;
    return booking_make(cx, &try->request, &try->booked);
}

static Error *book_together(const Somebody *by, int64_t organisation, const Invitee *people, size_t count, Booked *booked)
{
    Try try = { .request = { .event_id = PHONICS, .organisation_id = organisation, .people = people, .count = count, .purchase_order = "", .together = true } };
    Error *error = write_as(by, book_act, &try);
    *booked = try.booked;
    return error;
}

static const Invitee ann_ben_kim[] = { { .person_id = 101 }, { .person_id = 102 }, { .person_id = 111 } };

static bool all_are(const Booked *booked, const char *state)
{
    for (size_t i = 0; i < booked->count; i++)
        if (!same(registration_of(booked->places[i].registration_id).state, state)) return false;
    return true;
}

/* PHONICS has three places: max of Beech Lane has one, and ann, ben and kim of Alder Grove wait together for three. */
static Booked party_waits(int64_t *first)
{
    Booked party;
    fixture_store();
    fixture_run("UPDATE event SET places = 3 WHERE id = 1");
    *first = booked_as(&cara, PHONICS, BEECH, &max);
    fixture_at("2026-11-24T09:01");
    EXPECT_OK(book_together(&ann, ALDER, ann_ben_kim, 3, &party));
    EXPECT(all_are(&party, "waiting"));
    fixture_at("2026-11-24T09:02");
    return party;
}

TEST("people who come together or not at all get places for all of them, or wait, and no place is kept back for them")
{
    int64_t first;
    party_waits(&first);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 3);
}

TEST("a party too large for what is free is passed over by whoever fits, and keeps its order")
{
    int64_t first;
    Booked party = party_waits(&first);
    int64_t newcomer = booked_as(&pat, PHONICS, DOVE, &pat);
    EXPECT_SAME(registration_of(newcomer).state, "offered");
    EXPECT(all_are(&party, "waiting"));
    Waiting waiting;
    bool found;
    EXPECT_OK(waiting_position(as(&dora), PHONICS, party.places[2].registration_id, &waiting, &found));
    EXPECT_EQUAL(waiting.position, 3);
    EXPECT_HAS(waiting_words(as(&dora), &waiting), "These are 3 who come together: while fewer places than that are free");
    EXPECT_OK(cancel_by(&max, first));
    EXPECT_OK(decline_by(&pat, newcomer));
    EXPECT(all_are(&party, "offered"));
}

TEST("an offer to a party is answered for all of it at once, by whoever booked and by nobody else in it")
{
    int64_t first;
    Booked party = party_waits(&first);
    EXPECT_OK(cancel_by(&max, first));
    EXPECT(all_are(&party, "offered"));
    EXPECT_EQUAL(mail_to(ben.email, "place-offered"), 1);
    EXPECT_REFUSED(accept_by(&ben, party.places[1].registration_id), CONFLICT, "asked for these places together, and answers for all of you");
    EXPECT_HAS(visit(&ann, "GET", text(test_cx(), "/registrations/%ld", (long)party.places[1].registration_id), NULL).body, "Take the 3 places");
    Visit bens = visit(&ben, "GET", text(test_cx(), "/registrations/%ld", (long)party.places[1].registration_id), NULL);
    EXPECT_HAS(bens.body, "asked for them, and answers for all of you");
    EXPECT_LACKS(bens.body, "Take the");
    EXPECT_OK(accept_by(&ann, party.places[2].registration_id));
    EXPECT(all_are(&party, "confirmed"));
    EXPECT_EQUAL(mail_to(ben.email, "place-confirmed"), 1);
}

TEST("an offer to a party that nobody answers is over for all of it at once, and its places go on together")
{
    int64_t first;
    Booked party = party_waits(&first), other;
    static const Invitee cara_and_max[] = { { .person_id = 103 }, { .person_id = 113 } };
    EXPECT_OK(cancel_by(&max, first));
    EXPECT_OK(book_together(&cara, BEECH, cara_and_max, 2, &other));
    fixture_at("2026-11-26T09:04");
    EXPECT_OK(lapse_by(&dora, party.places[1].registration_id));
    EXPECT(all_are(&party, "lapsed"));
    EXPECT(all_are(&other, "offered"));
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
    EXPECT_OK(lapse_by(&dora, party.places[0].registration_id));                /* the minute's job comes to the others of it too */
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
}

TEST("a party that somebody leaves is smaller, and is offered what it now fits in")
{
    int64_t first;
    Booked party = party_waits(&first);
    EXPECT_OK(cancel_by(&kim, party.places[2].registration_id));
    EXPECT_SAME(registration_of(party.places[0].registration_id).state, "offered");
    EXPECT_SAME(registration_of(party.places[1].registration_id).state, "offered");
    EXPECT_OK(decline_by(&ben, party.places[1].registration_id));
    EXPECT_OK(accept_by(&ann, party.places[0].registration_id));
}

TEST("the booking form asks whether they come together, and a booking without it is filled one by one as before")
{
    fixture_store();
    EXPECT_HAS(visit(&ann, "GET", "/events/1/book", NULL).body, "Only if there is a place for each of them");
    EXPECT_LACKS(visit(&ben, "GET", "/events/1/book", NULL).body, "Only if there is a place for each of them");
    fixture_run("UPDATE event SET rules = 1 WHERE id = 1");       /* the office decides of each alone */
    EXPECT_LACKS(visit(&ann, "GET", "/events/1/book", NULL).body, "Only if there is a place for each of them");
    fixture_run("UPDATE event SET rules = 0 WHERE id = 1");
    Visit sent = visit(&ann, "POST", "/events/1/book", FORM_OF("person", "101", "person", "102", "person", "111", "together", "1"));
    EXPECT_EQUAL(sent.status, 303);
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 3);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM party"), 1);
    Booked booked;
    EXPECT_OK(book(&cara, PHONICS, BEECH, (const Invitee[]){ { .person_id = 103 }, { .person_id = 113 } }, 2, &booked));
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);      /* offered to those who fit */
}
