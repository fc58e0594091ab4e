/* Forms are sent by themselves: to whom, when, and once more to those who have not answered. */
#include "rooms/booking/evaluation_round.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/mail/mail.h"
#include "rooms/booking/booking.h"

enum { DAY = 86400, LATE_DAYS = 7, LONGEST_DAYS = 380, REMIND_AFTER_DAYS = 5, REMIND_BEFORE_DAYS = 2 };

/* Marked, and at no session there. */
#define WAS_AWAY "(EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id) AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id AND a.mark <> 'absent'))"
/* Somebody booked it: a past registration that came in from a file is asked nothing. */
#define WAS_BOOKED "EXISTS (SELECT 1 FROM booking b WHERE b.id = r.booking_id AND b.booked_by IS NOT NULL)"
#define TO_ASK "r.state = 'confirmed' AND " WAS_BOOKED " AND NOT EXISTS (SELECT 1 FROM evaluation_invitation i WHERE i.registration_id = r.id AND i.kind = "
SQL(evaluation_rounds_due,
    "SELECT e.id AS event_id, f.id AS form_id, f.open_days, f.kind FROM event e JOIN evaluation_form f ON e.ends_at <= $1 - f.after_days * 86400 AND e.ends_at > $1 - f.after_days * 86400 - $2"
    "  LEFT JOIN evaluation_of_course u ON u.course_id = e.course_id AND u.kind = f.kind"
    " WHERE e.ends_at > $3 AND e.state <> 'draft' AND e.state <> 'cancelled' AND e.taken > 0 AND f.retired = 0"
    "   AND ((u.course_id IS NULL AND f.standard = 1) OR u.form_id = f.id)"
    "   AND EXISTS (SELECT 1 FROM evaluation_form_question q WHERE q.form_id = f.id)"
    "   AND EXISTS (SELECT 1 FROM registration r WHERE r.event_id = e.id AND " REGISTRATION_LIVE("r.") " AND r.state = 'confirmed' AND " WAS_BOOKED ")"
    "   AND NOT EXISTS (SELECT 1 FROM evaluation_round w WHERE w.event_id = e.id AND w.kind = f.kind) ORDER BY e.ends_at, e.id LIMIT 50");
SQL(evaluation_rounds_to_ask,
    "SELECT w.event_id, w.form_id, CAST(0 AS BIGINT) AS open_days, w.kind FROM evaluation_round w WHERE w.closed_at IS NULL AND w.closes_at > $1"
    " AND EXISTS (SELECT 1 FROM registration r JOIN person p ON p.id = r.person_id WHERE r.event_id = w.event_id AND " TO_ASK "w.kind) AND NOT " WAS_AWAY ") ORDER BY w.closes_at LIMIT 50");
SQL(evaluation_rounds_to_remind,
    "SELECT w.event_id, w.form_id, CAST(0 AS BIGINT) AS open_days, w.kind FROM evaluation_round w WHERE w.closed_at IS NULL AND w.closes_at > $1 AND w.opened_at <= $2"
    " AND EXISTS (SELECT 1 FROM evaluation_invitation i WHERE i.event_id = w.event_id AND i.kind = w.kind AND i.answered = 0 AND i.reminded = 0) ORDER BY w.closes_at LIMIT 50");
SQL(evaluation_round_insert, "INSERT INTO evaluation_round (event_id, kind, form_id, opened_at, closes_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (event_id, kind) DO NOTHING");
SQL(evaluation_round_closes, "SELECT closes_at FROM evaluation_round WHERE event_id = $1 AND kind = $2");
SQL(evaluation_people_to_ask,
    "SELECT r.id AS registration_id, r.person_id, p.name, p.email FROM registration r JOIN person p ON p.id = r.person_id"
    " WHERE r.event_id = $1 AND " TO_ASK "$2) AND NOT " WAS_AWAY " ORDER BY r.id LIMIT CAST($3 AS BIGINT)");
SQL(evaluation_people_to_remind,
    "SELECT r.id AS registration_id, r.person_id, p.name, p.email FROM evaluation_invitation i JOIN registration r ON r.id = i.registration_id JOIN person p ON p.id = r.person_id"
    " WHERE i.event_id = $1 AND i.kind = $2 AND i.answered = 0 AND i.reminded = 0 ORDER BY r.id LIMIT CAST($3 AS BIGINT)");
SQL(evaluation_invite, "INSERT INTO evaluation_invitation (registration_id, kind, event_id) VALUES ($1, $2, $3) ON CONFLICT (registration_id, kind) DO NOTHING");
SQL(evaluation_reminded, "UPDATE evaluation_invitation SET reminded = 1 WHERE registration_id = $1 AND kind = $2");

static const Column due_columns[] = { COLUMN(RoundDue, event_id), COLUMN(RoundDue, form_id), COLUMN(RoundDue, open_days), COLUMN(RoundDue, kind) };

typedef struct { int64_t registration_id, person_id; const char *name, *email; } Asked;
static const Column asked_columns[] = { COLUMN(Asked, registration_id), COLUMN(Asked, person_id), COLUMN(Asked, name), COLUMN(Asked, email) };

Error *rounds_due(Ctx *cx, RoundDue **list, size_t *count)
{
    return db_list(cx, evaluation_rounds_due, due_columns, list, count, INT(cx->now), INT(LATE_DAYS * DAY), INT(cx->now - (int64_t)LONGEST_DAYS * DAY));
}

Error *rounds_to_ask(Ctx *cx, RoundDue **list, size_t *count) { return db_list(cx, evaluation_rounds_to_ask, due_columns, list, count, INT(cx->now)); }

Error *rounds_to_remind(Ctx *cx, RoundDue **list, size_t *count)
{
    return db_list(cx, evaluation_rounds_to_remind, due_columns, list, count, INT(cx->now + REMIND_BEFORE_DAYS * DAY), INT(cx->now - REMIND_AFTER_DAYS * DAY));
}

/* It closes at the end of a day. */
static int64_t closing(Ctx *cx, int64_t open_days)
{
    int64_t at = cx->now + open_days * DAY;
    instant_of(date_add_days(cx, cx->today, open_days + 1), 0, 0, false, &at);
    return at;
}

Error *round_open(Ctx *cx, const RoundDue *due)
{
    return db_run(cx, evaluation_round_insert, NULL, INT(due->event_id), STR(due->kind), INT(due->form_id), INT(cx->now), INT(closing(cx, due->open_days)));
}

static Error *letter(Ctx *cx, const Event *event, const Asked *to, const char *kind, Mail mail, int64_t closes_at)
{
    const MailValue values[] = { { "name", to->name }, { "event", event->title }, { "when", date_words(cx, event->starts_on) }, { "until", day_words(cx, date_of(cx, closes_at - 1)) },
                                 { "link", text(cx, "%s/evaluate/%s", cx->partnership->url, evaluation_token(cx, to->registration_id, kind)) } };
    mail.unhurried = true, mail.about_id = event->id, mail.person_id = to->person_id, mail.to_name = to->name, mail.to_email = to->email;
    mail.values = values, mail.value_count = COUNT(values);
    return mail_queue(cx, &mail);
}

Error *round_ask_slice(Ctx *cx, int64_t event_id, const char *kind, int64_t *done)
{
    Event event = {0};
    Asked *people;
    size_t n;
    int64_t closes_at = 0;
    *done = 0;
    TRY(event_find(cx, event_id, &event));
    if (same(event.state, "cancelled")) return OK;
    TRY(db_number(cx, evaluation_round_closes, &closes_at, INT(event_id), STR(kind)));
    TRY(db_list(cx, evaluation_people_to_ask, asked_columns, &people, &n, INT(event_id), STR(kind), INT(SLICE)));
    *done = (int64_t)n;
    for (size_t i = 0; i < n; i++) {
        int64_t asked = 0;
        TRY(db_run(cx, evaluation_invite, &asked, INT(people[i].registration_id), STR(kind), INT(event_id)));
        if (asked) TRY(letter(cx, &event, &people[i], kind, (Mail){ .letter = (same(kind, "end")) ? "evaluation-asked" : "follow-up-asked" }, closes_at));
    }
    return OK;
}

Error *round_remind_slice(Ctx *cx, int64_t event_id, const char *kind, int64_t *done)
{
    Event event = {0};
    Asked *people;
    size_t n;
    int64_t closes_at = 0;
    TRY(event_find(cx, event_id, &event));
    TRY(db_number(cx, evaluation_round_closes, &closes_at, INT(event_id), STR(kind)));
    TRY(db_list(cx, evaluation_people_to_remind, asked_columns, &people, &n, INT(event_id), STR(kind), INT(SLICE)));
    *done = (int64_t)n;
    for (size_t i = 0; i < n; i++) {
        TRY(db_run(cx, evaluation_reminded, NULL, INT(people[i].registration_id), STR(kind)));
        TRY(letter(cx, &event, &people[i], kind, (Mail){ .letter = "evaluation-reminder" }, closes_at));
    }
    return OK;
}
