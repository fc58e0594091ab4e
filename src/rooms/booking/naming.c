#include "rooms/booking/naming.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/booking/place_price.h"
#include "rooms/booking/registration_acts.h"
#include "rooms/booking/waiting_list.h"
#include "rooms/booking/ways_in.h"
#include "rooms/members/permission.h"
#include "rooms/programme/name_by.h"

enum { DAY = 86400, REMIND_BEFORE = 14 * DAY, LEFT_ALONE = 2 * DAY, EVENTS_MOST = 200, SHOWN_MOST = 20 };

#define UNNAMED(of) of "person_id IS NULL AND " REGISTRATION_LIVE(of)

/* Nobody who is on the event already: its event is held, so none comes on it meanwhile. */
SQL(place_name_put,
    "UPDATE registration SET person_id = $2, event_sequence = $3, calendar_sequence = calendar_sequence + 1 WHERE id = $1 AND " UNNAMED("")
    " AND NOT EXISTS (SELECT 1 FROM registration o WHERE o.event_id = $4 AND o.person_id = $2 AND " REGISTRATION_LIVE("o.") ")");
SQL(unnamed_of_ours,
    "SELECT r.event_id, MIN(r.id) AS first_id, COUNT(*) AS places, e.starts_at, e.ends_at, e.session_count, COALESCE(n.days, 0) AS until, c.title, e.starts_on"
    "  FROM registration r JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id LEFT JOIN event_name_by n ON n.event_id = e.id"
    " WHERE r.organisation_id = $1 AND " UNNAMED("r.") " AND e.starts_at > $2 AND e.state <> 'cancelled'"
    " GROUP BY r.event_id, e.starts_at, e.ends_at, e.session_count, n.days, c.title, e.starts_on ORDER BY e.starts_at, r.event_id LIMIT CAST($3 AS BIGINT)");
/* The last day for naming may be longer or shorter by an hour; which events are over to the minute is for London's clock to say. */
SQL(unnamed_events,
    "SELECT n.event_id AS id FROM event_name_by n JOIN event e ON e.id = n.event_id WHERE e.starts_at > $1 AND e.starts_at <= $1 + n.days * 86400 + 3600 AND e.state <> 'cancelled'"
    " AND EXISTS (SELECT 1 FROM registration r WHERE r.event_id = e.id AND " UNNAMED("r.") ") ORDER BY e.starts_at, e.id LIMIT CAST($2 AS BIGINT)");
SQL(unnamed_of_event,
    "SELECT r.id, r.booking_id, r.state, p.id AS person_id, p.name, p.email FROM registration r LEFT JOIN booking b ON b.id = r.booking_id LEFT JOIN person p ON p.id = b.booked_by"
    " WHERE r.event_id = $1 AND " UNNAMED("r.") " ORDER BY r.booking_id, r.id LIMIT CAST($2 AS BIGINT)");
SQL(unnamed_release,
    "UPDATE registration SET state = 'cancelled', decided_at = $2, cancel_reason = 'Nobody was named for it in time', calendar_sequence = calendar_sequence + 1 WHERE id = $1 AND " UNNAMED(""));
/* Once for each booking, and not of what was booked only just now. */
SQL(unnamed_to_remind,
    "SELECT b.id AS booking_id, b.event_id, COUNT(*) AS places, p.id AS person_id, p.name, p.email FROM event e JOIN registration r ON r.event_id = e.id AND " UNNAMED("r.")
    "  JOIN booking b ON b.id = r.booking_id JOIN person p ON p.id = b.booked_by LEFT JOIN event_name_by n ON n.event_id = e.id"
    " WHERE e.starts_at > $1 AND e.starts_at <= $1 + $2 + COALESCE(n.days, 0) * 86400 AND e.state <> 'cancelled' AND b.booked_at <= $1 - $3"
    "   AND NOT EXISTS (SELECT 1 FROM names_wanted w WHERE w.booking_id = b.id)"
    " GROUP BY b.id, b.event_id, p.id, p.name, p.email ORDER BY b.id LIMIT CAST($4 AS BIGINT)");
SQL(names_wanted_put, "INSERT INTO names_wanted (booking_id, told_at) VALUES ($1, $2) ON CONFLICT (booking_id) DO NOTHING");

static const Column unnamed_columns[] = {
    COLUMN(Unnamed, event_id), COLUMN(Unnamed, first_id), COLUMN(Unnamed, places), COLUMN(Unnamed, starts_at), COLUMN(Unnamed, ends_at), COLUMN(Unnamed, session_count),
    COLUMN(Unnamed, until), COLUMN(Unnamed, title), COLUMN(Unnamed, starts_on) };

Error *unnamed_check(Ctx *cx, const Event *event)
{
    int64_t until;
    if (event->rules & RULE_BALLOT) return invalid(cx, "unnamed", "The places of this event are drawn for people: say who should come");
    if (event->rules & RULE_OFFICE_APPROVES) return invalid(cx, "unnamed", "Each place on this event is approved for somebody: say who should come");
    TRY(name_by_find(cx, event, &until));
    return until && until <= cx->now ? invalid(cx, "unnamed", "Since %s this event keeps no place without a name: say who should come", date_words(cx, date_of(cx, until))) : OK;
}

/* ---- naming ---- */

static Error *named_tell(Ctx *cx, const Event *event, const Registration *place, const Addressee *comes)
{
    if (same(place->state, "offered")) return letter_offered(cx, event, comes, place->offer_ends_at, 1);
    return same(place->state, "waiting") ? letter_waiting(cx, event, comes) : letter_confirmed(cx, event, comes);
}

Error *place_name(Ctx *cx, int64_t id, const Invitee *colleague)
{
    Registration place = {0};
    Event event = {0};
    Addressee comes = {0};
    int64_t named = 0;
    TRY(registration_take_in_hand(cx, id, &place, &event));
    if (!registration_is_to_hand_on(cx, &place)) return missing(cx, "registration %ld is not theirs to name", (long)id);
    if (same(event.state, "cancelled")) return conflict(cx, "%s has been cancelled, and with it all its places", event.title);
    if (place.person_id) return conflict(cx, "%s is named for this place already", place.name);
    if (!one_of(place.state, "waiting offered confirmed")) return conflict(cx, "This place is %s, so nobody can be named for it", place.state);
    if (event.starts_at <= cx->now) return conflict(cx, "%s has begun. Tell the facilitator who came", event.title);
    TRY(colleague_resolve(cx, &place, colleague, &comes));
    comes.registration_id = id, comes.sequence = place.calendar_sequence + 1;
    TRY(way_in_check_one(cx, WAY_NAMED, &event, place.organisation_id, (BookedPlace){ id, comes.person_id, comes.name, comes.email, place.state }));
    TRY(db_run(cx, place_name_put, &named, INT(id), INT(comes.person_id), INT(event.sequence), INT(event.id)));
    if (!named) return invalid(cx, colleague->person_id ? "person" : "email", "%s is already on this event or its waiting list", comes.name);
    TRY(trail(cx, "registration.named", id, NULL));
    return named_tell(cx, &event, &place, &comes);
}

Error *unnamed_of_school(Ctx *cx, Unnamed **list, size_t *count)
{
    int64_t organisation = may(cx, BOOK_PLACES) && cx->who->organisation_id ? cx->who->organisation_id : -1;
    TRY(db_list(cx, unnamed_of_ours, unnamed_columns, list, count, INT(organisation), INT(cx->now), INT(SHOWN_MOST)));
    for (size_t i = 0; i < *count; i++) (*list)[i].until = name_by_until(cx, (*list)[i].starts_on, (*list)[i].until);   /* from its days */
    return OK;
}

/* ---- given back ---- */

typedef struct { int64_t id; } Id;

Error *unnamed_over(Ctx *cx, int64_t **event_ids, size_t *count)
{
    static const Column columns[] = { COLUMN(Id, id) };
    Id *rows;
    TRY(db_list(cx, unnamed_events, columns, &rows, count, INT(cx->now), INT(EVENTS_MOST)));
    *event_ids = array(cx, int64_t, *count);
    for (size_t i = 0; i < *count; i++) (*event_ids)[i] = rows[i].id;
    return OK;
}

typedef struct { int64_t id, booking_id, person_id; const char *state, *name, *email; } Held;

/* One letter for all of a booking that the slice gave back. */
static Error *release_tell(Ctx *cx, const Event *event, const Held *held, size_t n)
{
    for (size_t i = 0, first = 0; i < n; i++) {
        if (i + 1 < n && held[i + 1].booking_id == held[i].booking_id) continue;
        const Addressee to = { held[i].id, held[i].person_id, held[i].name, held[i].email, 0 };
        if (to.person_id) TRY(letter_unnamed_released(cx, event, &to, held[i].booking_id, (int64_t)(i + 1 - first)));
        first = i + 1;
    }
    return OK;
}

static Error *release_all(Ctx *cx, const Event *event, const Held *held, size_t n)
{
    int64_t places = 0, waiting = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t gone = 0;
        TRY(db_run(cx, unnamed_release, &gone, INT(held[i].id), INT(cx->now)));
        if (!gone) continue;
        TRY(place_over(cx, held[i].id));
        TRY(trail(cx, "registration.released", held[i].id, NULL));
        places += one_of(held[i].state, "confirmed offered"), waiting += same(held[i].state, "waiting");
    }
    if (waiting) TRY(event_waiting_changed(cx, event->id, -waiting));
    if (places) TRY(event_give_back(cx, event->id, places));
    return waiting_list_pass_on(cx, event);
}

Error *unnamed_release_slice(Ctx *cx, int64_t event_id, int64_t *done)
{
    static const Column columns[] = { COLUMN(Held, id), COLUMN(Held, booking_id), COLUMN(Held, person_id), COLUMN(Held, state), COLUMN(Held, name), COLUMN(Held, email) };
    Event event = {0};
    Held *held;
    size_t n;
    int64_t until;
    *done = 0;
    TRY(event_hold(cx, event_id));
    TRY(event_find(cx, event_id, &event));
    TRY(name_by_find(cx, &event, &until));
    if (!until || until > cx->now || event.starts_at <= cx->now || same(event.state, "cancelled")) return OK;
    TRY(db_list(cx, unnamed_of_event, columns, &held, &n, INT(event_id), INT(SLICE)));
    if (!n) return OK;
    *done = (int64_t)n;
    TRY(release_all(cx, &event, held, n));
    return release_tell(cx, &event, held, n);
}

/* ---- reminded ---- */

typedef struct { int64_t booking_id, event_id, places, person_id; const char *name, *email; } Reminded;

static Error *remind(Ctx *cx, const Reminded *of)
{
    Event event = {0};
    int64_t told = 0, until;
    const Addressee to = { .person_id = of->person_id, .name = of->name, .email = of->email };
    TRY(db_run(cx, names_wanted_put, &told, INT(of->booking_id), INT(cx->now)));
    if (!told) return OK;
    TRY(event_find(cx, of->event_id, &event));
    TRY(name_by_find(cx, &event, &until));
    return letter_names_wanted(cx, &event, &to, of->booking_id, of->places, until > cx->now ? name_by_words(cx, until) : "");
}

Error *unnamed_remind_slice(Ctx *cx, int64_t *done)
{
    static const Column columns[] = { COLUMN(Reminded, booking_id), COLUMN(Reminded, event_id), COLUMN(Reminded, places), COLUMN(Reminded, person_id), COLUMN(Reminded, name), COLUMN(Reminded, email) };
    enum { AT_ONCE = 10 };   /* each finds its event */
    Reminded *list;
    size_t n;
    TRY(db_list(cx, unnamed_to_remind, columns, &list, &n, INT(cx->now), INT(REMIND_BEFORE), INT(LEFT_ALONE), INT(AT_ONCE)));
    *done = (int64_t)n;
    for (size_t i = 0; i < n; i++) TRY(remind(cx, &list[i]));
    return OK;
}
