#include "platform/base/text.h"
#include "rooms/booking/booking_letters.h"
#include "rooms/booking/waiting_list.h"
#include "tests/fixture.h"

/* A booking as a test says it: who, by whom, for which school. */
typedef struct { BookingRequest request; Booked booked; } Try;

static Error *book_act(Ctx *cx, void *data)
{
    Try *try = data;
    return booking_make(cx, &try->request, &try->booked);
}

static Error *book(const Somebody *by, int64_t event, int64_t organisation, const Invitee *people, size_t n, Booked *booked)
{
    static Try try;
    try = (Try){ .request = { .event_id = event, .organisation_id = organisation, .people = people, .count = n, .purchase_order = "" } };
    Error *error = write_as(by, book_act, &try);
    if (booked) *booked = try.booked;
    return error;
}

static Error *book_one(const Somebody *by, int64_t event, int64_t organisation, const Somebody *who, Booked *booked)
{
    return book(by, event, organisation, &(Invitee){ .person_id = who->id }, 1, booked);
}

typedef struct { int64_t id, made; const char *reason; Invitee colleague; } On;

static Error *cancel_act(Ctx *cx, void *data)     { On *on = data; return registration_cancel(cx, on->id, on->reason ? on->reason : ""); }
static Error *accept_act(Ctx *cx, void *data)     { On *on = data; return offer_accept(cx, on->id); }
static Error *decline_act(Ctx *cx, void *data)    { On *on = data; return offer_decline(cx, on->id); }
static Error *substitute_act(Ctx *cx, void *data) { On *on = data; return registration_substitute(cx, on->id, &on->colleague, &on->made); }
static Error *lapse_act(Ctx *cx, void *data)      { On *on = data; return offer_lapse(cx, on->id); }
static Error *cancel_event_act(Ctx *cx, void *data) { On *on = data; return booking_cancel_event(cx, on->id, on->reason); }

static Registration registration_of(const Somebody *office, int64_t id)
{
    Registration registration = {0};
    EXPECT_OK(registration_find(as(office), id, &registration));
    return registration;
}

/* PHONICS has two places: ben and kim of Alder Grove take them, max of Beech Lane and lou of Alder Grove wait, in the order lou, max. */
typedef struct { int64_t ben, kim, lou, max; } Full;
static Full fill(void)
{
    Booked booked;
    Full full;
    EXPECT_OK(book(&ann, PHONICS, ALDER, (Invitee[]){ { .person_id = ben.id }, { .person_id = kim.id } }, 2, &booked));
    full.ben = booked.places[0].registration_id, full.kim = booked.places[1].registration_id;
    fixture_at("2026-11-24T09:01");
    EXPECT_OK(book_one(&ann, PHONICS, ALDER, &lou, &booked));
    full.lou = booked.places[0].registration_id;
    fixture_at("2026-11-24T09:02");
    EXPECT_OK(book_one(&cara, PHONICS, BEECH, &max, &booked));
    full.max = booked.places[0].registration_id;
    fixture_at("2026-11-24T09:03");
    return full;
}

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
    EXPECT_REFUSED(book_one(&ann, DRAFT, ALDER, &ben, NULL), CONFLICT, "not published");
    EXPECT_OK(write_as(&dora, cancel_event_act, &(On){ .id = PHONICS, .reason = "The facilitator is ill" }));
    EXPECT_REFUSED(book_one(&ann, PHONICS, ALDER, &ben, NULL), CONFLICT, "cancelled");
}

TEST("a freed place is offered to a school that has nobody on the event, before one that has")
{
    Full full = fill();
    EXPECT_OK(write_as(&ann, cancel_act, &(On){ .id = full.ben }));
    EXPECT_SAME(registration_of(&dora, full.max).state, "offered");
    EXPECT_SAME(registration_of(&dora, full.lou).state, "waiting");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 1);
    EXPECT_EQUAL(mail_to(max.email, "place-offered"), 1);
    EXPECT_EQUAL(mail_to(ben.email, "place-cancelled"), 1);
}

TEST("an offer that is accepted is a place; one that lapses passes on; and each is told")
{
    Full full = fill();
    EXPECT_OK(write_as(&ann, cancel_act, &(On){ .id = full.ben }));
    EXPECT_OK(write_as(&max, accept_act, &(On){ .id = full.max }));
    EXPECT_SAME(registration_of(&dora, full.max).state, "confirmed");
    EXPECT_REFUSED(write_as(&max, accept_act, &(On){ .id = full.max }), CONFLICT, "already");

    EXPECT_OK(write_as(&kim, cancel_act, &(On){ .id = full.kim }));
    EXPECT_SAME(registration_of(&dora, full.lou).state, "offered");
    fixture_at("2026-11-26T09:04");
    EXPECT_REFUSED(write_as(&lou, accept_act, &(On){ .id = full.lou }), CONFLICT, "over");
    EXPECT_OK(write_as(&dora, lapse_act, &(On){ .id = full.lou }));
    EXPECT_SAME(registration_of(&dora, full.lou).state, "lapsed");
    EXPECT_EQUAL(mail_to(lou.email, "offer-lapsed"), 1);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
}

TEST("whoever declines an offer gives it to the next")
{
    Full full = fill();
    EXPECT_OK(write_as(&ann, cancel_act, &(On){ .id = full.ben }));
    EXPECT_OK(write_as(&max, decline_act, &(On){ .id = full.max }));
    EXPECT_SAME(registration_of(&dora, full.lou).state, "offered");
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 0);
}

TEST("a newcomer does not pass those who wait, even while a place is free for a moment")
{
    fill();
    fixture_run("UPDATE event SET places = 3 WHERE id = 1");
    Booked booked;
    EXPECT_OK(book_one(&pat, PHONICS, DOVE, &pat, &booked));
    EXPECT_SAME(booked.places[0].state, "waiting");
}

TEST("where one stands is said in words, with the reason")
{
    Full full = fill();
    Waiting waiting;
    bool found;
    Ctx *cx = as(&dora);
    EXPECT_OK(waiting_position(cx, PHONICS, full.max, &waiting, &found));
    EXPECT(found);
    EXPECT_EQUAL(waiting.position, 1);
    EXPECT_HAS(waiting_words(cx, &waiting), "has nobody on the event yet");
    EXPECT_OK(waiting_position(cx, PHONICS, full.lou, &waiting, &found));
    EXPECT_EQUAL(waiting.position, 2);
}

TEST("cancelling twice frees one place")
{
    Full full = fill();
    EXPECT_OK(write_as(&ann, cancel_act, &(On){ .id = full.ben }));
    EXPECT_REFUSED(write_as(&ann, cancel_act, &(On){ .id = full.ben }), CONFLICT, "already cancelled");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
}

TEST("somebody else's registration is missing")
{
    Full full = fill();
    Registration registration;
    EXPECT_REFUSED(registration_find(as(&cara), full.ben, &registration), MISSING, "not found");
    EXPECT_REFUSED(registration_find(as(&kim), full.ben, &registration), MISSING, "not found");
    EXPECT_REFUSED(registration_find(as(&nobody), full.ben, &registration), MISSING, "not found");
    EXPECT_REFUSED(write_as(&cara, cancel_act, &(On){ .id = full.ben }), MISSING, "not found");
    EXPECT_REFUSED(write_as(&ivo, cancel_act, &(On){ .id = full.ben }), FORBIDDEN, "permission");
    EXPECT_OK(registration_find(as(&ben), full.ben, &registration));
    EXPECT_OK(registration_find(as(&ivo), full.ben, &registration));
}

TEST("a colleague takes over a place, and the calendars of both are put right")
{
    Full full = fill();
    On on = { .id = full.ben, .colleague = { .person_id = ann.id } };
    EXPECT_OK(write_as(&ann, substitute_act, &on));
    EXPECT_SAME(registration_of(&dora, full.ben).state, "cancelled");
    EXPECT_SAME(registration_of(&dora, on.made).state, "confirmed");
    EXPECT_EQUAL(registration_of(&dora, on.made).substituted_for, full.ben);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'place-given-up' AND calendar_method = 'CANCEL'"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'place-taken-over' AND calendar_method = 'REQUEST'"), 1);
    EXPECT_REFUSED(write_as(&ann, substitute_act, &(On){ .id = full.kim, .colleague = { .person_id = max.id } }), INVALID, "colleague from the list");
}

TEST("whoever has a place is invited to each session, with the link to join, and the withdrawal is of the same entries")
{
    Full full = fill();
    MailCalendars sent, withdrawn;
    fixture_run("INSERT INTO session (id, event_id, position, starts_at, ends_at, place_kind, online_link)"
                " VALUES (9061, 1, 2, 1797498000, 1797508800, 'online', 'https://meet.example/phonics')");
    EXPECT_OK(registration_calendars(as(&nobody), "REQUEST", full.ben, 0, &sent));
    EXPECT_OK(registration_calendars(as(&nobody), "CANCEL", full.ben, 1, &withdrawn));
    EXPECT_EQUAL(sent.count, 2);
    EXPECT_EQUAL(withdrawn.count, 2);
    EXPECT_HAS(sent.ics[0], "SUMMARY:Phonics in Year 1 (session 1 of 2)");
    EXPECT_HAS(sent.ics[0], "DTSTART;TZID=Europe/London:20261210T093000");
    EXPECT_HAS(sent.ics[0], "Town Hall");
    EXPECT_HAS(sent.ics[1], "Join online: https://meet.example/phonics");
    for (size_t i = 0; i < sent.count; i++) {
        const char *uid = strstr(sent.ics[i], "UID:");
        EXPECT(uid && !strstr(uid + 4, "UID:"));
        EXPECT_HAS(withdrawn.ics[i], text(as(&nobody), "%.*s", (int)strcspn(uid, "\r"), uid));
        EXPECT_HAS(withdrawn.ics[i], "METHOD:CANCEL");
        EXPECT_HAS(withdrawn.ics[i], "SEQUENCE:1");
    }
    EXPECT_REFUSED(registration_calendars(as(&nobody), "REQUEST", 404, 0, &sent), MISSING, "not found");
}

TEST("a cancelled event frees everybody, tells them why, and counts nobody")
{
    fill();
    EXPECT_OK(write_as(&dora, cancel_event_act, &(On){ .id = PHONICS, .reason = "The facilitator is ill" }));
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id = 1 AND state = 'cancelled'"), 4);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'event-cancelled'"), 4);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'event-cancelled' AND calendar_method = 'CANCEL'"), 2);
    EXPECT_EQUAL(fixture_number("SELECT taken + waiting FROM event WHERE id = 1"), 0);
    int64_t count = -1;
    EXPECT_OK(registrations_counted(as(&dora), "2026-01-01", "2026-12-31", &count));
    EXPECT_EQUAL(count, 0);
    EXPECT_REFUSED(write_as(&ann, cancel_event_act, &(On){ .id = ONLINE, .reason = "No" }), MISSING, "not found");
}

TEST("what is counted is a place on its event's first day; a governor of two schools counts once")
{
    int64_t registrations = -1, governors = -1;
    fill();
    EXPECT_OK(book_one(&gus, ONLINE, ALDER, &gus, NULL));
    EXPECT_OK(registrations_counted(as(&dora), "2026-12-10", "2026-12-10", &registrations));
    EXPECT_EQUAL(registrations, 2);
    EXPECT_OK(registrations_counted(as(&dora), "2026-12-11", "2026-12-31", &registrations));
    EXPECT_EQUAL(registrations, 1);
    EXPECT_OK(governors_counted(as(&dora), "2026-09-01", "2027-08-31", &governors));
    EXPECT_EQUAL(governors, 1);
}
