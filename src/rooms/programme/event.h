/*
 * What the programme's own rules and pages need of an event beyond programme.h.
 */
#pragma once
#include "platform/mail/mail.h"
#include "rooms/programme/programme.h"

/* Whose courses and events the person signed in may change, or as the auditor read: all, those of one organisation (its id), or none. */
enum { SCOPE_ALL = 0, SCOPE_NOTHING = -1 };
int64_t programme_scope(const Ctx *cx);

/* An Event from `event e JOIN course c`: the fields of a SELECT, and the columns that take them. */
#define EVENT_FIELDS \
    "e.id, e.course_id, c.title, c.code, c.kind, c.summary, c.outcome, c.state AS course_state, c.owner_id, e.state, e.places, e.taken, e.waiting," \
    " e.member_price_pence, e.other_price_pence, e.booking_opens_at, e.booking_closes_at, e.cancel_by, e.offer_hours, e.starts_at, e.ends_at,"     \
    " e.session_count, e.minutes, e.starts_on, e.format, e.place, e.led_by, e.joining_note, e.sequence, e.version, e.rules,"                        \
    " CASE WHEN e.rules & 128 <> 0 THEN (SELECT x.words FROM event_charge x WHERE x.id = e.id) ELSE '' END AS charges"   /* 128: RULE_CHARGES */
enum { EVENT_COLUMNS = 32, EVENT_REASON_MOST = 300 };
extern const Column event_columns[EVENT_COLUMNS];

/* The same as event_find(), but MISSING unless it is within the scope of the person signed in. */
CHECKED Error *event_find_own(Ctx *cx, int64_t id, Event *event);
/* The same to change it: held first, so that what was read of it stays true until the act is over, whoever else acts on it. */
CHECKED Error *event_hold_own(Ctx *cx, int64_t id, Event *event);

/*
 * Sends this letter, of which the name and the calendar's method alone are said, to everybody who leads the event, or to one of them. Of a draft
 * only those hear who were asked about it; nobody does of what is over. An invitation goes to who accepted, a withdrawal to who was invited.
 */
CHECKED Error *leaders_tell(Ctx *cx, int64_t event_id, int64_t person_id, Mail letter, const char *reason);

/* The same as event_mark_cancelled() of an event that the caller holds, by a rule of its own and not by anybody. */
CHECKED Error *event_mark_cancelled_by_rule(Ctx *cx, const Event *event, const char *why);

/* The instant after which nobody books any more. */
int64_t event_books_until(const Event *event);
