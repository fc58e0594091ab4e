/* The office changes an event while everybody books it: nobody is dropped silently, and nobody is booked on what is no more. */
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/jobs/jobs.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/session.h"
#include "tests/fixture_wishes.h"

enum { PEOPLE = 60, WISHES = 50, PLACES_MOST = 12 };

static Error *places_act(Ctx *cx, void *places)
{
    return event_change(cx, PHONICS, &(EventDraft){ .places = *(const int64_t *)places, .offer_hours = 48, .member_price = "60", .other_price = "95", .opens_on = "",
                                                    .opens_time = "", .closes_on = "", .closes_time = "", .cancel_on = "", .cancel_time = "", .joining_note = "" });
}

static Error *cancel_event_act(Ctx *cx, void *nothing) { return booking_cancel_event(cx, PHONICS, "The venue is flooded"); }

typedef struct { atomic_int under_way, wrong, done, booked, left, changed, refused, broken; } Sky;
static Sky sky;

static void jobs_do(int number)
{
    size_t ran;
    if (jobs_drain(storm_store(number), &ran)) atomic_fetch_add(&sky.broken, 1);
}

static void wish(int number, uint64_t *dice)
{
    const char *which;
    int kind = wish_any(number, dice, PHONICS, PEOPLE, &which);
    if (kind && kind != CONFLICT) atomic_fetch_add(&sky.broken, 1);
    if (!kind && same(which, "book")) atomic_fetch_add(&sky.booked, 1);
    if (!kind && one_of(which, "cancel decline")) atomic_fetch_add(&sky.left, 1);
    atomic_fetch_add(&sky.done, 1);
}

/* ---- more and fewer places ---- */

/* Two of the office, one on each machine, who cannot agree. */
static void office_run(int number)
{
    uint64_t dice = (uint64_t)number;
    while (atomic_load(&sky.under_way)) {
        int64_t places = 1 + storm_dice(&dice, PLACES_MOST);
        int kind = storm_write(number, dora.id, places_act, &places);
        atomic_fetch_add(kind == 0 ? &sky.changed : kind == INVALID ? &sky.refused : &sky.broken, 1);
        jobs_do(number);
        atomic_fetch_add(&sky.wrong, (int)events_wrong(number, false));
    }
}

static void places_run(int number, void *nothing)
{
    if (number < 2) {
        office_run(number);
        return;
    }
    uint64_t dice = (uint64_t)number;
    for (int i = 0; i < WISHES; i++) wish(number, &dice);
    atomic_fetch_sub(&sky.under_way, 1);
}

TEST("places added and taken away while people book: fewer than are taken is refused, added ones go to those who wait, and nobody is dropped")
{
    storm_people(PEOPLE);
    sky = (Sky){ .under_way = STORM - 2 };
    storm(STORM, places_run, NULL);
    run_jobs();
    EXPECT_EQUAL(sky.broken, 0);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT(sky.changed > 0 && sky.refused > 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration"), sky.booked);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'cancelled'"), sky.left);
    EXPECT_EQUAL(events_unsound() + events_idle() + letters_wrong(), 0);
}

/* ---- cancelled ---- */

static void cancelled_run(int number, void *nothing)
{
    uint64_t dice = (uint64_t)number;
    for (int i = 0; i < WISHES; i++) {
        if (number < 2 && i == WISHES / 2) {      /* both of the office: one is first */
            int kind = storm_write(number, dora.id, cancel_event_act, NULL);
            atomic_fetch_add(kind == 0 ? &sky.changed : kind == CONFLICT ? &sky.refused : &sky.broken, 1);
        }
        if (number < 2 && i >= WISHES / 2) jobs_do(number);
        wish(number, &dice);
    }
}

TEST("an event cancelled while people book: once its job has run nobody is registered, no place is taken, and each was told once")
{
    storm_people(PEOPLE);
    sky = (Sky){ 0 };
    storm(STORM, cancelled_run, NULL);
    run_jobs();
    EXPECT_EQUAL(sky.broken, 0);
    EXPECT_EQUAL(sky.changed, 1);
    EXPECT_EQUAL(sky.refused, 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE " REGISTRATION_LIVE("")), 0);
    EXPECT_EQUAL(fixture_number("SELECT taken + waiting FROM event WHERE id = 1"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration"), sky.booked);
    EXPECT(fixture_number("SELECT count(*) FROM registration WHERE cancel_reason = 'The event was cancelled'") > 0);
    EXPECT_EQUAL(letters_wrong(), 0);
}

/* ---- one who comes just after another, and waits for them on the event's row ---- */

enum { STANDS_MS = 300 };

typedef struct { int number; const Somebody *who; Act *act; void *data; int kind; } Late;
typedef struct { Act *act; void *data; Late late; pthread_t thread; bool begun; } Early;

static void *late_run(void *late_)
{
    Late *late = late_;
    late->kind = storm_write(late->number, late->who->id, late->act, late->data);
    return NULL;
}

/* The early one does its work and stands still before it is kept, until the late one has read what it can and waits. It may run twice. */
static Error *early_act(Ctx *cx, void *early_)
{
    Early *early = early_;
    TRY(early->act(cx, early->data));
    if (early->begun) return OK;
    early->begun = true;
    CHECK(pthread_create(&early->thread, NULL, late_run, &early->late) == 0);
    nanosleep(&(struct timespec){ .tv_nsec = STANDS_MS * 1000000L }, NULL);
    return OK;
}

static Early early;

static void early_run(int number, void *who)
{
    if (storm_write(number, ((const Somebody *)who)->id, early_act, &early)) atomic_fetch_add(&sky.broken, 1);
    if (early.begun) pthread_join(early.thread, NULL);
}

/* The kind of the late one's refusal, or 0. */
static int one_after_another(const Somebody *who, Act *act, void *data, const Somebody *late, Act *late_act, void *late_data)
{
    sky = (Sky){ 0 };
    early = (Early){ .act = act, .data = data, .late = { 1, late, late_act, late_data, -1 } };
    storm(1, early_run, (void *)(uintptr_t)who);
    EXPECT_EQUAL(sky.broken, 0);
    EXPECT(early.begun);
    return early.late.kind;
}

static Wish phonics = { .event_id = PHONICS };

TEST("whoever books while the event is being cancelled is refused, not put on the list of an event that is no more")
{
    EXPECT_EQUAL(one_after_another(&dora, cancel_event_act, NULL, &jo, wish_book, &phonics), CONFLICT);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration"), 0);
}

static Error *close_act(Ctx *cx, void *nothing) { return event_close(cx, PHONICS); }

TEST("whoever books while booking is being closed is refused")
{
    EXPECT_EQUAL(one_after_another(&dora, close_act, NULL, &jo, wish_book, &phonics), CONFLICT);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 0);
}

static Error *move_act(Ctx *cx, void *nothing)
{
    return session_change(cx, PHONICS, PHONICS_SESSION, &(SessionDraft){ .on = "2026-12-11", .starts = "2pm", .ends = "4pm", .which = "", .place_kind = "venue", .venue_id = TOWN_HALL, .online_link = "" });
}

TEST("whoever books while the event is being moved is told the new time")
{
    EXPECT_EQUAL(one_after_another(&dora, move_act, NULL, &jo, wish_book, &phonics), 0);
    EXPECT_EQUAL(fixture_number("SELECT e.sequence - r.event_sequence FROM registration r JOIN event e ON e.id = r.event_id"), 0);
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'place-confirmed'"), "11 December");
}

TEST("a place added just as somebody joins the waiting list is offered to them")
{
    int64_t three = 3;
    EXPECT_OK(write_as(&ann, wish_book, &phonics));
    EXPECT_OK(write_as(&ben, wish_book, &phonics));
    EXPECT_EQUAL(one_after_another(&jo, wish_book, &phonics, &dora, places_act, &three), 0);
    run_jobs();
    EXPECT_EQUAL(mail_to(jo.email, "place-offered"), 1);
    EXPECT_EQUAL(events_unsound() + events_idle(), 0);
}

static Error *session_off_act(Ctx *cx, void *id) { return session_remove(cx, PHONICS, *(const int64_t *)id); }

static Error *second_session_act(Ctx *cx, void *id)
{
    return session_add(cx, PHONICS, &(SessionDraft){ .on = "2026-12-17", .starts = "2pm", .ends = "4pm", .which = "", .place_kind = "venue", .venue_id = TOWN_HALL, .online_link = "" }, id);
}

TEST("of an event's two sessions, removed by two people at once, one stays")
{
    int64_t first = PHONICS_SESSION, second = 0;
    EXPECT_OK(write_as(&dora, second_session_act, &second));
    EXPECT_EQUAL(one_after_another(&dora, session_off_act, &first, &eli, session_off_act, &second), CONFLICT);
    EXPECT_EQUAL(fixture_number("SELECT session_count FROM event WHERE id = 1"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM session WHERE event_id = 1"), 1);
}
