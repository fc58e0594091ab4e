/* Letters to those who lead an event, and how every room's letters say when and where it is. Called in the transaction of the act. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/event.h"

typedef struct { int64_t id, invitation_id, sequence; const char *name, *email, *answer; } Leader;
static const Column leader_row[] = { COLUMN(Leader, id), COLUMN(Leader, invitation_id), COLUMN(Leader, sequence), COLUMN(Leader, name), COLUMN(Leader, email), COLUMN(Leader, answer) };

/* $3: of a draft, those who were asked. $4: those who are asked now. */
SQL(leaders_to_tell,
    "SELECT p.id, p.name, p.email, f.answer, i.id AS invitation_id, i.sequence FROM facilitator f JOIN person p ON p.id = f.person_id"
    "  LEFT JOIN leading_invitation i ON i.event_id = f.event_id AND i.person_id = f.person_id"
    " WHERE f.event_id = $1 AND (CAST($2 AS BIGINT) = 0 OR p.id = $2) AND f.answer <> 'declined' AND (CAST($3 AS BIGINT) = 0 OR f.asked_at IS NOT NULL)"
    " AND (CAST($4 AS BIGINT) = 0 OR (f.answer = 'asked' AND f.asked_at = $4)) ORDER BY f.position, p.id LIMIT 12");
SQL(leader_invite,   "INSERT INTO leading_invitation (id, event_id, person_id, made_at) VALUES ($1, $2, $3, $4)");
SQL(leader_sequence, "UPDATE leading_invitation SET sequence = sequence + 1 WHERE id = $1");

const char *event_when_words(Ctx *cx, const Event *event)
{
    if (!event->session_count) return "";
    const char *first = moment_words(cx, event->starts_at);
    return event->session_count > 1 ? text(cx, "%s, the first of %ld sessions", first, (long)event->session_count) : first;
}

const char *where_shown(Ctx *cx, const char *format, const char *place)
{
    if (same(format, "online")) return "Online";
    return same(format, "both") ? text(cx, "%s and online", place) : place;
}

const char *event_where_words(Ctx *cx, const Event *event)
{
    return !same(event->format, "online") && blank(event->place) ? "The place will be announced" : where_shown(cx, event->format, event->place);
}

/* An invitation for who accepted, a withdrawal for who was invited; each with a higher sequence than the one before. */
static Error *invitation_add(Ctx *cx, int64_t event_id, Leader *leader, Mail *letter)
{
    const char *method = letter->calendar_method;
    letter->calendar_method = NULL;
    if (!method || (same(method, "REQUEST") ? !same(leader->answer, "accepted") : !leader->invitation_id)) return OK;
    if (leader->invitation_id) {
        leader->sequence++;
        TRY(db_run(cx, leader_sequence, NULL, INT(leader->invitation_id)));
    } else {
        leader->invitation_id = new_id(cx);
        TRY(db_run(cx, leader_invite, NULL, INT(leader->invitation_id), INT(event_id), INT(leader->id), INT(cx->now)));
    }
    letter->calendar_method = method, letter->calendar_id = leader->invitation_id, letter->calendar_sequence = leader->sequence;
    return OK;
}

Error *leaders_tell(Ctx *cx, int64_t event_id, int64_t person_id, Mail letter, const char *reason)
{
    Event event = {0};
    Leader *leaders;
    size_t n;
    bool gone = one_of(letter.letter, "leading-ended leading-cancelled");
    TRY(event_find(cx, event_id, &event));
    if (!one_of(event.state, "draft published closed cancelled") || event.ends_at <= cx->now) return OK;
    TRY(db_list(cx, leaders_to_tell, leader_row, &leaders, &n, INT(event_id), INT(person_id), INT(same(event.state, "draft")), INT(same(letter.letter, "leading") ? cx->now : 0)));
    for (size_t i = 0; i < n; i++) {
        const MailValue values[] = { { "name", leaders[i].name }, { "event", event.title }, { "when", event_when_words(cx, &event) }, { "where", event_where_words(cx, &event) },
                                     { "link", gone ? text(cx, "%s/facilitating", cx->partnership->url) : text(cx, "%s/facilitating/events/%ld", cx->partnership->url, event_id) }, { "reason", reason } };
        Mail mail = letter;
        if (same(letter.letter, "leading-changed") && same(leaders[i].answer, "asked")) mail.letter = "leading";      /* asked anew, with what holds now */
        mail.about_id = event_id, mail.person_id = leaders[i].id, mail.to_name = leaders[i].name, mail.to_email = leaders[i].email;
        mail.values = values, mail.value_count = reason ? COUNT(values) : COUNT(values) - 1;
        TRY(invitation_add(cx, event_id, &leaders[i], &mail));
        TRY(mail_queue(cx, &mail));
    }
    return OK;
}
