/* The invitations that go along with letters about a place, and to those who lead. Built by the job that sends them, so that they say what holds then. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/documents/calendar.h"
#include "rooms/booking/booking_letters.h"
#include "rooms/programme/event_charges.h"

typedef struct { int64_t event_id, person_id, decided_at, leads; const char *name, *email; } Invited;      /* leads: to lead it, not to a place */
static const Column invited_row[] = { COLUMN(Invited, event_id), COLUMN(Invited, person_id), COLUMN(Invited, decided_at), COLUMN(Invited, leads), COLUMN(Invited, name), COLUMN(Invited, email) };

SQL(registration_invited, "SELECT r.event_id, r.person_id, CASE r.state WHEN 'confirmed' THEN r.decided_at ELSE r.asked_at END AS decided_at, CAST(0 AS BIGINT) AS leads, p.name, p.email"
                          " FROM registration r " WHO_HEARS " WHERE r.id = $1");
SQL(leading_invited_to, "SELECT i.event_id, i.person_id, i.made_at AS decided_at, CAST(1 AS BIGINT) AS leads, p.name, p.email FROM leading_invitation i JOIN person p ON p.id = i.person_id WHERE i.id = $1");

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

/* Only those confirmed and those who lead are invited, so the link to join may stand here. */
static const char *description(Ctx *cx, const Event *event, const Session *session, bool leads, const char *link)
{
    const char *join = blank(session->online_link) ? "" : text(cx, "Join online: %s\n", session->online_link), *charges = event_charge_words(cx, event);
    if (leads) return text(cx, "%sYou lead it. Who comes, and what to do if you cannot: %s", join, link);
    return text(cx, "%sYour place, and what to do if you cannot come: %s%s%s", join, link, *charges ? "\nIf you cancel: " : "", charges);
}

static const char *session_title(Ctx *cx, const Event *event, size_t i, size_t count)
{
    return count > 1 ? text(cx, "%s (session %zu of %zu)", event->title, i + 1, count) : event->title;
}

typedef struct { int64_t id, sequence; Invited invited; Event event; } Invitation;

static const char *link_of(Ctx *cx, const Invitation *invitation)
{
    const Invited *invited = &invitation->invited;
    return text(cx, invited->leads ? "%s/facilitating/events/%ld" : "%s/registrations/%ld", cx->partnership->url, (long)(invited->leads ? invited->event_id : invitation->id));
}

static Error *calendar_of(Ctx *cx, const Invitation *invitation, const char *method, const Session *session, CalendarEntry entry, const char **ics)
{
    size_t length;
    entry.uid = text(cx, "%s-%ld-%ld@%s", invitation->invited.leads ? "leading" : "registration", (long)invitation->id, (long)session->id, host_of(cx));
    entry.sequence = invitation->sequence, entry.starts_at = session->starts_at, entry.ends_at = session->ends_at, entry.changed_at = cx->now;
    entry.url = link_of(cx, invitation);
    return calendar_write(cx, &(Calendar){ .method = method, .organiser_name = cx->partnership->name, .organiser_email = cx->partnership->email,
                                           .attendee_name = invitation->invited.name, .attendee_email = invitation->invited.email, .entries = &entry, .count = 1 }, ics, &length);
}

Error *registration_calendars(Ctx *cx, const char *method, int64_t id, int64_t sequence, MailCalendars *calendars)
{
    Invitation invitation = { .id = id, .sequence = sequence };
    const Event *event = &invitation.event;
    Session *sessions, *removed;
    size_t count, removed_count;
    bool found;
    TRY(db_maybe(cx, registration_invited, invited_row, &invitation.invited, &found, INT(id)));
    if (!found) TRY(db_one(cx, leading_invited_to, invited_row, &invitation.invited, INT(id)));
    *calendars = (MailCalendars){0};
    if (!invitation.invited.person_id) return OK;
    TRY(event_find(cx, invitation.invited.event_id, &invitation.event));
    TRY(event_sessions(cx, event->id, &sessions, &count));
    TRY(event_sessions_removed(cx, event->id, invitation.invited.decided_at, &removed, &removed_count));

    const char **ics = array(cx, const char *, count + removed_count), **methods = array(cx, const char *, count + removed_count);
    for (size_t i = 0; i < count; i++) {
        const char *link = link_of(cx, &invitation);
        methods[i] = method;
        TRY(calendar_of(cx, &invitation, method, &sessions[i], (CalendarEntry){ .title = session_title(cx, event, i, count), .description = description(cx, event, &sessions[i], invitation.invited.leads, link),
                                                                                .place = place_words(cx, &sessions[i]) }, &ics[i]));
    }
    for (size_t i = 0; i < removed_count; i++) {   /* what they were invited to once is withdrawn */
        methods[count + i] = "CANCEL";
        TRY(calendar_of(cx, &invitation, "CANCEL", &removed[i], (CalendarEntry){ .title = event->title }, &ics[count + i]));
    }
    *calendars = (MailCalendars){ ics, methods, count + removed_count };
    return OK;
}
