/* The invitations that go along with letters about a place. Built by the job that sends them, so that they say what holds then. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/documents/calendar.h"
#include "rooms/booking/booking_letters.h"

typedef struct { int64_t event_id; const char *name, *email; } Invited;
static const Column invited_row[] = { COLUMN(Invited, event_id), COLUMN(Invited, name), COLUMN(Invited, email) };

SQL(registration_invited, "SELECT r.event_id, p.name, p.email FROM registration r JOIN person p ON p.id = r.person_id WHERE r.id = $1");

static const char *host_of(Ctx *cx)
{
    const char *url = cx->partnership->url, *slashes = strstr(url, "://");
    return slashes ? slashes + 3 : url;
}

static const char *place_words(Ctx *cx, const Session *session)
{
    if (same(session->place_kind, "online")) return "Online";
    const char *venue = text(cx, "%s%s%s%s%s", session->venue, blank(session->address) ? "" : ", ", session->address, blank(session->postcode) ? "" : ", ", session->postcode);
    return same(session->place_kind, "both") ? text(cx, "%s, and online", venue) : venue;
}

/* Only those confirmed are invited, so the link to join may stand here. */
static const char *description(Ctx *cx, const Session *session, const char *link)
{
    const char *join = blank(session->online_link) ? "" : text(cx, "Join online: %s\n", session->online_link);
    return text(cx, "%sYour place, and what to do if you cannot come: %s", join, link);
}

static const char *session_title(Ctx *cx, const Event *event, size_t i, size_t count)
{
    return count > 1 ? text(cx, "%s (session %zu of %zu)", event->title, i + 1, count) : event->title;
}

Error *registration_calendars(Ctx *cx, const char *method, int64_t id, int64_t sequence, MailCalendars *calendars)
{
    Invited invited = {0};
    Event event = {0};
    Session *sessions;
    size_t count, length;
    TRY(db_one(cx, registration_invited, invited_row, &invited, INT(id)));
    TRY(event_find(cx, invited.event_id, &event));
    TRY(event_sessions(cx, event.id, &sessions, &count));

    const char *link = text(cx, "%s/registrations/%ld", cx->partnership->url, (long)id), **ics = array(cx, const char *, count);
    for (size_t i = 0; i < count; i++) {
        const CalendarEntry entry = { .uid = text(cx, "registration-%ld-%ld@%s", (long)id, (long)sessions[i].id, host_of(cx)), .sequence = sequence,
            .starts_at = sessions[i].starts_at, .ends_at = sessions[i].ends_at, .title = session_title(cx, &event, i, count), .url = link,
            .description = description(cx, &sessions[i], link), .place = place_words(cx, &sessions[i]), .changed_at = cx->now };
        TRY(calendar_write(cx, &(Calendar){ .method = method, .organiser_name = cx->partnership->name, .organiser_email = cx->partnership->email,
                                            .attendee_name = invited.name, .attendee_email = invited.email, .entries = &entry, .count = 1 }, &ics[i], &length));
    }
    *calendars = (MailCalendars){ ics, count };
    return OK;
}
