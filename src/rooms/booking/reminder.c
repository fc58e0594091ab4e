#include "rooms/booking/reminder.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/booking/booking_letters.h"
#include "rooms/members/settings.h"
#include "rooms/programme/event.h"

enum { EVENTS_AT_ONCE = 50, DAY = 86400, JUST_BOOKED = DAY / 2 };

/* $1 the days before, $2 in seconds with what counts as just booked. A reminder that goes later than another of fewer days would say nothing new. */
#define TO_REMIND \
    "r.event_id = e.id AND " REGISTRATION_LIVE("r.") " AND r.state = 'confirmed' AND r.person_id IS NOT NULL AND COALESCE(r.decided_at, r.asked_at) < e.starts_at - CAST($2 AS BIGINT)" \
    " AND NOT EXISTS (SELECT 1 FROM reminder m WHERE m.registration_id = r.id AND m.starts_on = e.starts_on AND m.days <= $1)"
#define LEADERS_TO_REMIND \
    "f.event_id = e.id AND f.answer <> 'declined' AND NOT EXISTS (SELECT 1 FROM leading_reminder l WHERE l.event_id = e.id AND l.person_id = f.person_id AND l.starts_on = e.starts_on AND l.days <= $1)"
SQL(reminder_events,
    "SELECT e.id FROM event e WHERE e.state IN ('published', 'closed') AND e.starts_at > $3 AND e.starts_at < $4 AND (EXISTS (SELECT 1 FROM registration r WHERE " TO_REMIND ")"
    " OR EXISTS (SELECT 1 FROM facilitator f WHERE " LEADERS_TO_REMIND "))"
    " ORDER BY e.starts_at, e.id LIMIT CAST($5 AS BIGINT)");
SQL(reminder_people,
    "SELECT r.id AS registration_id, p.id AS person_id, p.name, p.email FROM event e JOIN registration r ON " TO_REMIND " JOIN person p ON p.id = r.person_id"
    " WHERE e.id = $3 ORDER BY r.id LIMIT CAST($4 AS BIGINT)");
SQL(reminder_add, "INSERT INTO reminder (registration_id, starts_on, days, sent_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");

SQL(reminder_leaders,
    "SELECT CAST(0 AS BIGINT) AS registration_id, p.id AS person_id, p.name, p.email FROM event e JOIN facilitator f ON " LEADERS_TO_REMIND " JOIN person p ON p.id = f.person_id WHERE e.id = $2 ORDER BY p.id LIMIT 12");
SQL(leading_reminder_add, "INSERT INTO leading_reminder (event_id, person_id, starts_on, days, sent_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING");

static const Column addressee_columns[] = { COLUMN(Addressee, registration_id), COLUMN(Addressee, person_id), COLUMN(Addressee, name), COLUMN(Addressee, email) };

static int64_t seconds_before(int64_t days) { return days * DAY + JUST_BOOKED; }

/* The fewest days first: what begins within them is theirs, and the next round begins where they end. */
Error *reminder_rounds(Ctx *cx, ReminderRound rounds[REMINDER_ROUNDS], size_t *count)
{
    Settings settings;
    int64_t days[REMIND_MOST], from = cx->now;
    size_t n = 0;
    _Static_assert((int)REMIND_MOST == (int)REMINDER_ROUNDS, "one for each of the settings' days");
    TRY(settings_load(cx, &settings));
    if (!remind_days(cx, settings.remind_days, days, &n)) return broken(cx, "remind_days is %s", settings.remind_days);
    *count = n;
    for (size_t i = 0; i < n; i++) {
        int64_t to = 0;
        instant_of(date_add_days(cx, cx->today, days[i] + 1), 0, 0, false, &to);
        rounds[i] = (ReminderRound){ days[i], from, to };
        from = to - 1;
    }
    return OK;
}

typedef struct { int64_t id; } Id;

Error *reminders_due(Ctx *cx, const ReminderRound *round, int64_t **event_ids, size_t *count)
{
    static const Column columns[] = { COLUMN(Id, id) };
    Id *rows;
    TRY(db_list(cx, reminder_events, columns, &rows, count, INT(round->days), INT(seconds_before(round->days)), INT(round->from), INT(round->to), INT(EVENTS_AT_ONCE)));
    *event_ids = array(cx, int64_t, *count);
    for (size_t i = 0; i < *count; i++) (*event_ids)[i] = rows[i].id;
    return OK;
}

static Error *leaders_remind(Ctx *cx, const Event *event, int64_t days)
{
    Addressee *leaders;
    size_t n;
    TRY(db_list(cx, reminder_leaders, addressee_columns, &leaders, &n, INT(days), INT(event->id)));
    for (size_t i = 0; i < n; i++) {
        int64_t added = 0;
        TRY(db_run(cx, leading_reminder_add, &added, INT(event->id), INT(leaders[i].person_id), STR(event->starts_on), INT(days), INT(cx->now)));
        if (added) TRY(letter_leading_reminder(cx, event, &leaders[i]));
    }
    return OK;
}

Error *reminders_send_slice(Ctx *cx, int64_t event_id, int64_t days, int64_t *done)
{
    Event event = {0};
    Addressee *people;
    size_t n;
    *done = 0;
    TRY(event_hold(cx, event_id));
    TRY(event_find(cx, event_id, &event));
    if (!one_of(event.state, "published closed") || event.starts_at <= cx->now) return OK;
    TRY(leaders_remind(cx, &event, days));
    TRY(db_list(cx, reminder_people, addressee_columns, &people, &n, INT(days), INT(seconds_before(days)), INT(event_id), INT(SLICE)));
    *done = (int64_t)n;
    for (size_t i = 0; i < n; i++) {
        int64_t added = 0;
        TRY(db_run(cx, reminder_add, &added, INT(people[i].registration_id), STR(event.starts_on), INT(days), INT(cx->now)));
        if (added) TRY(letter_reminder(cx, &event, &people[i]));
    }
    return OK;
}
