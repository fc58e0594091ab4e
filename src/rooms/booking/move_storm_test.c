/* Places that move between two dates at once, both ways, while others book, cancel and take what comes free. */
#include "platform/base/money.h"
#include "rooms/booking/move.h"
#include "tests/fixture_wishes.h"

enum { EACH = 4, TURNS = 10 };

SQL(move_own, "SELECT id FROM registration WHERE event_id = $1 AND person_id = $2 AND state = 'confirmed'");

static Error *move_from(Ctx *cx, void *event)
{
    const int64_t from = *(int64_t *)event;
    int64_t id = 0, made;
    TRY(db_number(cx, move_own, &id, INT(from), INT(cx->who->id)));
    if (!id) return conflict(cx, "Nothing here is theirs");
    return registration_move_to(cx, id, &(Move){ .event_id = from == PHONICS ? ONLINE : PHONICS, .price_pence = PENCE_MOST }, &made);
}

static void moving_run(int number, void *nothing)
{
    uint64_t dice = (uint64_t)number;
    for (int i = 0; i < TURNS; i++) {
        int64_t who = 1001 + number * EACH + storm_dice(&dice, EACH), event = storm_dice(&dice, 2) ? PHONICS : ONLINE;
        const Wish wish = { .event_id = event };
        switch (storm_dice(&dice, 5)) {
        case 0:  storm_write(number, who, wish_cancel, (void *)&wish); break;
        case 1:  storm_write(number, who, wish_accept, (void *)&wish); break;
        case 2:  storm_write(number, who, wish_book, (void *)&wish); break;
        default: storm_write(number, who, wish_book, (void *)&wish), storm_write(number, who, move_from, &event);
        }
    }
}

TEST("places that move crosswise between two dates, as they fill and empty, are never lost, doubled or oversold")
{
    storm_people(STORM * EACH);
    fixture_run("UPDATE event SET course_id = 51, places = 12 WHERE id = 2");
    fixture_run("UPDATE event SET places = 12 WHERE id = 1");
    storm(STORM, moving_run, NULL);
    EXPECT(fixture_number("SELECT count(*) FROM registration WHERE moved_from IS NOT NULL") > 3);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration n JOIN registration o ON o.id = n.moved_from WHERE o.state <> 'cancelled' OR o.person_id <> n.person_id OR o.event_id = n.event_id"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(moved_from) - count(DISTINCT moved_from) FROM registration"), 0);
    EXPECT_EQUAL(fixture_number("SELECT (SELECT count(*) FROM trail WHERE what = 'registration.moved') - (SELECT count(*) FROM mail WHERE letter = 'place-moved')"), 0);
    EXPECT_EQUAL(fixture_number("SELECT (SELECT count(*) FROM trail WHERE what = 'registration.moved') - (SELECT count(moved_from) FROM registration)"), 0);
    EXPECT_EQUAL(events_unsound(), 0);
    EXPECT_EQUAL(events_idle(), 0);
    EXPECT_OK(booking_check(as(&nobody)));
}
