#include "rooms/programme/leading.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/mail/mail.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/programme/session.h"

enum { DAY = 86400, TOLD_MOST = 3 };

static const Column leading_columns[] = {
    COLUMN(Leading, event_id), COLUMN(Leading, starts_at), COLUMN(Leading, ends_at), COLUMN(Leading, session_count), COLUMN(Leading, asked_at), COLUMN(Leading, answered_at), COLUMN(Leading, title),
    COLUMN(Leading, state), COLUMN(Leading, starts_on), COLUMN(Leading, place), COLUMN(Leading, format), COLUMN(Leading, answer), COLUMN(Leading, answer_note), COLUMN(Leading, asker), COLUMN(Leading, agreement),
};
#define LEADING \
    "SELECT f.event_id, e.starts_at, e.ends_at, e.session_count, f.asked_at, f.answered_at, c.title, e.state, e.starts_on, e.place, e.format, f.answer, f.answer_note, b.name AS asker," \
    " CASE WHEN g.agreed_at IS NOT NULL THEN 'agreed' WHEN g.offered_at IS NOT NULL THEN 'offered' ELSE '' END AS agreement" \
    "  FROM facilitator f JOIN event e ON e.id = f.event_id JOIN course c ON c.id = e.course_id LEFT JOIN person b ON b.id = f.asked_by" \
    "  LEFT JOIN facilitator_agreement g ON g.event_id = f.event_id AND g.person_id = f.person_id"
SQL(leading_one,   LEADING " WHERE f.event_id = $1 AND f.person_id = $2 AND (e.state <> 'draft' OR f.asked_at IS NOT NULL)");
SQL(leading_asked, LEADING " WHERE f.person_id = $1 AND e.ends_at > $2 AND e.state IN ('draft', 'published', 'closed')"
                           " AND ((f.answer = 'asked' AND f.asked_at IS NOT NULL) OR (f.answer = 'accepted' AND g.offered_at IS NOT NULL AND g.agreed_at IS NULL)) ORDER BY CASE f.answer WHEN 'asked' THEN 0 ELSE 1 END, e.starts_at, e.id LIMIT 50");

static const Column open_columns[] = {
    COLUMN(LeadingOpen, event_id), COLUMN(LeadingOpen, person_id), COLUMN(LeadingOpen, starts_at), COLUMN(LeadingOpen, asked_at), COLUMN(LeadingOpen, answered_at), COLUMN(LeadingOpen, title),
    COLUMN(LeadingOpen, starts_on), COLUMN(LeadingOpen, name), COLUMN(LeadingOpen, answer), COLUMN(LeadingOpen, answer_note),
};
SQL(leading_open,
    "SELECT f.event_id, f.person_id, e.starts_at, f.asked_at, f.answered_at, c.title, e.starts_on, p.name, f.answer, f.answer_note"
    "  FROM facilitator f JOIN event e ON e.id = f.event_id JOIN course c ON c.id = e.course_id JOIN person p ON p.id = f.person_id"
    " WHERE f.answer <> 'accepted' AND (f.answer = 'declined' OR f.asked_at IS NOT NULL) AND e.starts_at > $1 AND e.state IN ('draft', 'published', 'closed') AND (CAST($2 AS BIGINT) = 0 OR c.owner_id = $2)"
    " ORDER BY CASE f.answer WHEN 'declined' THEN 0 ELSE 1 END, e.starts_at, e.id, p.sort_key LIMIT 200");

SQL(leading_answered, "UPDATE facilitator SET answer = $3, answered_at = $4, answer_note = $5 WHERE event_id = $1 AND person_id = $2");
SQL(leading_again,    "UPDATE facilitator SET answer = 'asked', asked_at = $3, asked_by = $4, answered_at = NULL, answer_note = '' WHERE event_id = $1 AND person_id = $2 AND answer <> 'accepted'");
SQL(leaders_asked,    "UPDATE facilitator SET asked_at = $3 WHERE event_id = $1 AND (CAST($2 AS BIGINT) = 0 OR person_id = $2) AND answer = 'asked' AND asked_at IS NULL");
SQL(leading_invited,  "SELECT COUNT(*) FROM leading_invitation WHERE event_id = $1 AND person_id = $2");
SQL(agreement_void,   "DELETE FROM facilitator_agreement WHERE event_id = $1 AND person_id = $2 AND agreed_at IS NULL");

typedef struct { int64_t id; const char *name, *email; } Asker;
static const Column asker_columns[] = { COLUMN(Asker, id), COLUMN(Asker, name), COLUMN(Asker, email) };
SQL(leading_asker, "SELECT p.id, p.name, p.email FROM facilitator f JOIN person p ON p.id = f.asked_by WHERE f.event_id = $1 AND f.person_id = $2");

/* ---- what somebody is asked ---- */

Error *leading_find(Ctx *cx, int64_t event_id, Leading *leading)
{
    return cx->who ? db_one(cx, leading_one, leading_columns, leading, INT(event_id), INT(cx->who->id)) : missing(cx, "what somebody leads, and nobody is signed in");
}

Error *leadings_asked(Ctx *cx, Leading **list, size_t *count)
{
    return db_list(cx, leading_asked, leading_columns, list, count, INT(cx->who->id), INT(cx->now));
}

static Error *answer_tell(Ctx *cx, const Event *event, const Asker *to, bool yes, const char *note)
{
    return mail_queue(cx, &(Mail){ .letter = "leading-answered", .about_id = event->id, .person_id = to->id, .to_name = to->name, .to_email = to->email,
        MAIL_VALUES({ "name", to->name }, { "event", event->title }, { "when", event_when_words(cx, event) }, { "who", cx->who->name }, { "answer", yes ? "leads it" : "cannot lead it" },
                    { "note", blank(note) ? "There is no note with it." : text(cx, "“%s”", note) }, { "link", text(cx, "%s/office/events/%ld", cx->partnership->url, event->id) }) });
}

/* Whoever asked; where nobody is kept, those who plan the owner's courses. */
static Error *asker_tell(Ctx *cx, const Event *event, bool yes, const char *note)
{
    Asker asker = {0};
    OrganisationName owner = {0};
    Colleague *people;
    size_t n, told = 0;
    bool found;
    TRY(db_maybe(cx, leading_asker, asker_columns, &asker, &found, INT(event->id), INT(cx->who->id)));
    if (found) return asker.id == cx->who->id ? OK : answer_tell(cx, event, &asker, yes, note);
    TRY(organisation_name(cx, event->owner_id, &owner));
    TRY(colleagues(cx, event->owner_id, "", &people, &n));
    for (size_t i = 0; i < n && told < TOLD_MOST; i++) {
        if (!(permissions_of(people[i].role, owner.kind) >> OWN_COURSES & 1)) continue;
        TRY(answer_tell(cx, event, &(Asker){ people[i].id, people[i].name, people[i].email }, yes, note));
        told++;
    }
    return OK;
}

static Error *answer_check(Ctx *cx, const Leading *leading, bool yes, const char *note)
{
    if (!one_of(leading->state, "draft published closed")) return conflict(cx, "%s is %s", leading->title, leading->state);
    if (leading->ends_at && leading->ends_at <= cx->now) return conflict(cx, "%s is over", leading->title);
    if (!yes && leading->starts_at && leading->starts_at <= cx->now) return conflict(cx, "%s has begun. Telephone the office, so that somebody else comes", leading->title);
    if (yes && same(leading->answer, "declined")) return conflict(cx, "You have said no to %s. Write to the office if you can lead it after all, and you are asked again", leading->title);
    if (letters(note) > ANSWER_NOTE_MOST) return invalid(cx, "note", "Use %d characters or fewer", ANSWER_NOTE_MOST);
    return OK;
}

Error *leading_answer(Ctx *cx, int64_t event_id, bool yes, const char *note)
{
    Leading leading = {0};
    Event event = {0};
    int64_t invited = 0;
    const char *answer = yes ? "accepted" : "declined";
    TRY(event_hold(cx, event_id));
    TRY(leading_find(cx, event_id, &leading));
    TRY(answer_check(cx, &leading, yes, note));
    if (same(leading.answer, answer)) return OK;
    TRY(event_find(cx, event_id, &event));
    TRY(db_number(cx, leading_invited, &invited, INT(event_id), INT(cx->who->id)));
    if (!yes && invited) TRY(leaders_tell(cx, event_id, cx->who->id, (Mail){ .letter = "leading-ended", .calendar_method = "CANCEL" }, NULL));
    TRY(db_run(cx, leading_answered, NULL, INT(event_id), INT(cx->who->id), STR(answer), INT(cx->now), STR(text_trim(cx, note))));
    if (yes) TRY(leaders_tell(cx, event_id, cx->who->id, (Mail){ .letter = "leading-agreed", .calendar_method = "REQUEST" }, NULL));
    else TRY(db_run(cx, agreement_void, NULL, INT(event_id), INT(cx->who->id)));
    TRY(asker_tell(cx, &event, yes, text_trim(cx, note)));
    return leaders_changed(cx, &event, yes ? "facilitator.accepted" : "facilitator.declined", cx->who->id);
}

/* ---- who asks ---- */

Error *leaders_ask(Ctx *cx, const Event *event, int64_t person_id)
{
    int64_t asked;
    TRY(db_run(cx, leaders_asked, &asked, INT(event->id), INT(person_id), INT(cx->now)));
    return asked ? leaders_tell(cx, event->id, person_id, (Mail){ .letter = "leading" }, NULL) : OK;
}

Error *leading_ask(Ctx *cx, int64_t event_id, int64_t person_id)
{
    Event event = {0};
    int64_t again;
    TRY(event_hold_own(cx, event_id, &event));
    if (!one_of(event.state, "draft published closed")) return conflict(cx, "This event is %s, so nobody is asked to lead it", event.state);
    if (!event.session_count) return conflict(cx, "Add a session first: they are asked about a date");
    if (event.ends_at <= cx->now) return conflict(cx, "This event is over, so nobody is asked to lead it");
    TRY(db_run(cx, leading_again, &again, INT(event_id), INT(person_id), INT(cx->now), INT(cx->who->id)));
    if (!again) return conflict(cx, "They are not named for this event, or have accepted already");
    TRY(leaders_tell(cx, event_id, person_id, (Mail){ .letter = "leading" }, NULL));
    return leaders_changed(cx, &event, "facilitator.asked", person_id);
}

Error *leadings_open(Ctx *cx, LeadingOpen **list, size_t *count)
{
    return db_list(cx, leading_open, open_columns, list, count, INT(cx->now), INT(programme_scope(cx)));
}
