/* Who is told of what: everybody whom an act concerns, once, and nobody else. */
#include "platform/base/text.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/session.h"
#include "tests/fixture_bookings.h"

#define LETTERS(letter) fixture_number("SELECT count(*) FROM mail WHERE letter = '" letter "'")

TEST("whoever cancels for themself is told, and so is the colleague who booked them")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&kim, full.kim));
    EXPECT_EQUAL(mail_to(kim.email, "place-cancelled"), 1);
    EXPECT_EQUAL(mail_to(ann.email, "colleague-cancelled"), 1);
    EXPECT_OK(cancel_by(&ann, full.ben));                       /* she did it herself */
    EXPECT_EQUAL(LETTERS("place-cancelled"), 2);
    EXPECT_EQUAL(LETTERS("colleague-cancelled"), 1);
}

TEST("a booker who has left the school is not told what its people do")
{
    Full full = phonics_full();
    fixture_run("UPDATE post SET ends_on = '2026-11-23' WHERE person_id = 101");
    EXPECT_OK(cancel_by(&kim, full.kim));
    EXPECT_EQUAL(mail_to(ann.email, "colleague-cancelled"), 0);
}

TEST("leaving the list and letting an offer go have a letter of their own, with nothing for the calendar")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.lou));
    EXPECT_EQUAL(mail_to(lou.email, "waiting-list-left"), 1);
    EXPECT_OK(cancel_by(&ann, full.ben));
    EXPECT_OK(decline_by(&cara, full.max));
    EXPECT_EQUAL(mail_to(max.email, "waiting-list-left"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'waiting-list-left' AND calendar_method <> ''"), 0);
    EXPECT_EQUAL(LETTERS("place-cancelled"), 1);
}

TEST("what is held at a venue and online is said to be both, in the letter and on the page of who comes")
{
    fixture_store();
    fixture_run("UPDATE session SET place_kind = 'both', online_link = 'https://meet.example/1' WHERE event_id = 1");
    fixture_run("UPDATE event SET format = 'both' WHERE id = 1");
    booked_as(&cara, PHONICS, BEECH, &max);
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'place-confirmed'"), "Town Hall and online");
    EXPECT_HAS(visit(&max, "GET", "/my", NULL).body, "Town Hall and online");
    EXPECT_HAS(visit(&nobody, "GET", "/events/1", NULL).body, "Town Hall, or online. The link is sent to those with a place.");
    EXPECT_LACKS(visit(&nobody, "GET", "/events/1", NULL).body, "meet.example");
}

TEST("a late cancellation says what is to pay, and one in time does not")
{
    Full full = phonics_full();
    fixture_run("UPDATE event SET cancel_by = 1795000000 WHERE id = 1");      /* 18 November */
    EXPECT_OK(cancel_by(&ann, full.ben));
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'place-cancelled'"), "£60, for cancelling was free until");
    fixture_run("DELETE FROM mail");
    fixture_run("UPDATE event SET cancel_by = 1796000000 WHERE id = 1");      /* 30 November */
    EXPECT_OK(cancel_by(&ann, full.kim));
    EXPECT_LACKS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'place-cancelled'"), "£60");
}

TEST("of a cancelled event, everybody on it is told, who booked them once for each booking, and who was to lead it")
{
    phonics_full();                                             /* ann booked twice, cara once */
    EXPECT_OK(event_cancel_by(&dora, PHONICS, "The hall has a burst pipe"));
    EXPECT_EQUAL(mail_to(fay.email, "leading-cancelled"), 1);
    run_jobs();
    run_jobs();
    EXPECT_EQUAL(LETTERS("event-cancelled"), 4);
    EXPECT_EQUAL(mail_to(ann.email, "booking-cancelled"), 2);
    EXPECT_EQUAL(mail_to(cara.email, "booking-cancelled"), 1);
    EXPECT_EQUAL(LETTERS("booking-cancelled"), 3);
    EXPECT_EQUAL(LETTERS("leading-cancelled"), 1);
}

TEST("a booker who had a place is told of the cancelled event by the letter about that place alone")
{
    EXPECT_OK(book(&ann, PHONICS, ALDER, (Invitee[]){ { .person_id = ann.id }, { .person_id = ben.id } }, 2, NULL));
    EXPECT_OK(event_cancel_by(&dora, PHONICS, "The hall has a burst pipe"));
    run_jobs();
    EXPECT_EQUAL(mail_to(ann.email, "event-cancelled"), 1);
    EXPECT_EQUAL(LETTERS("booking-cancelled"), 0);
}

static Error *move_act(Ctx *cx, void *nothing)
{
    return session_change(cx, PHONICS, PHONICS_SESSION, &(SessionDraft){ .on = "2026-12-11", .starts = "1pm", .ends = "4pm", .which = "", .place_kind = "venue", .venue_id = TOWN_HALL, .online_link = "" });
}

TEST("whoever takes an offered place of an event that has moved is not told of the move once more")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.ben));
    EXPECT_OK(write_as(&dora, move_act, NULL));
    EXPECT_OK(accept_by(&max, full.max));                       /* before the job comes round to him */
    run_jobs();
    EXPECT_EQUAL(mail_to(max.email, "place-confirmed"), 1);
    EXPECT_EQUAL(mail_to(max.email, "event-changed"), 0);
    EXPECT_EQUAL(mail_to(kim.email, "event-changed"), 1);
}

typedef struct { int64_t event, person; } Leads;
static Error *lead_act(Ctx *cx, void *leads)       { return facilitator_add(cx, ((Leads *)leads)->event, ((Leads *)leads)->person); }
static Error *lead_no_more_act(Ctx *cx, void *leads) { return facilitator_remove(cx, ((Leads *)leads)->event, ((Leads *)leads)->person); }

TEST("whoever leads a published event is told so, and told when they no longer do; of a draft nobody is")
{
    EXPECT_OK(write_as(&dora, lead_act, &(Leads){ PHONICS, hana.id }));
    EXPECT_OK(write_as(&dora, lead_act, &(Leads){ PHONICS, hana.id }));
    EXPECT_EQUAL(mail_to(hana.email, "leading"), 1);
    EXPECT_EQUAL(mail_to(fay.email, "leading"), 0);
    EXPECT_OK(write_as(&dora, lead_no_more_act, &(Leads){ PHONICS, hana.id }));
    EXPECT_OK(write_as(&dora, lead_no_more_act, &(Leads){ PHONICS, hana.id }));
    EXPECT_EQUAL(mail_to(hana.email, "leading-ended"), 1);
    EXPECT_OK(write_as(&dora, lead_act, &(Leads){ DRAFT, hana.id }));
    EXPECT_EQUAL(LETTERS("leading"), 1);
}
