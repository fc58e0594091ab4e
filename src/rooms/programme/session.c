#include <string.h>
#include "rooms/programme/session.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/programme/course.h"
#include "rooms/programme/venue_diary.h"

enum { LINK_MOST = 500 };

SQL(session_insert, "INSERT INTO session (id, event_id, position, starts_at, ends_at, place_kind, venue_id, online_link, room_id) VALUES ($1, $2, 0, $3, $4, $5, $6, $7, $8)");
SQL(session_update, "UPDATE session SET starts_at = $3, ends_at = $4, place_kind = $5, venue_id = $6, online_link = $7, room_id = $8 WHERE id = $1 AND event_id = $2"
                    " AND (starts_at <> $3 OR ends_at <> $4 OR place_kind <> $5 OR venue_id IS DISTINCT FROM $6 OR online_link <> $7 OR room_id IS DISTINCT FROM $8)");
SQL(session_kept,   "INSERT INTO session_removed (id, event_id, starts_at, ends_at, removed_at) SELECT id, event_id, starts_at, ends_at, CAST($2 AS BIGINT) FROM session WHERE id = $1");
SQL(sessions_gone,  "SELECT id, starts_at, ends_at FROM session_removed WHERE event_id = $1 AND removed_at >= $2 ORDER BY starts_at, id LIMIT 40");
SQL(session_delete, "DELETE FROM session WHERE id = $1 AND event_id = $2");
SQL(session_starts, "SELECT starts_at FROM session WHERE id = $1 AND event_id = $2");
/* One whose place and hours stay is not asked about them again: the venue may have grown smaller since. */
SQL(session_there,  "SELECT COUNT(*) FROM session WHERE id = $1 AND venue_id = $2 AND COALESCE(room_id, 0) = $3 AND starts_at = $4 AND ends_at = $5 AND (place_kind = 'venue' OR $6 <> 'venue')");

SQL(sessions_order, "UPDATE session SET position = (SELECT COUNT(*) FROM session o WHERE o.event_id = session.event_id"
                    " AND (o.starts_at < session.starts_at OR (o.starts_at = session.starts_at AND o.id <= session.id))) WHERE event_id = $1");
SQL(event_keep,     "UPDATE event SET starts_at = $2, ends_at = $3, starts_on = $4, session_count = $5, minutes = $6, format = $7, place = $8,"
                    " led_by = $9, changed_at = $10 WHERE id = $1");
SQL(event_moved,    "UPDATE event SET sequence = sequence + 1, version = version + 1, changed_at = $2 WHERE id = $1");

static Error *clocks_skip(Ctx *cx, const char *field, const char *on, const char *typed)
{
    return invalid(cx, field, "The clocks go forward on %s, so %s does not happen that night. Enter a time before 1am or from 2am", day_words(cx, on), typed);
}

static Error *clocks_repeat(Ctx *cx, const char *on, const char *typed)
{
    return invalid(cx, "which", "The clocks go back on %s, so %s happens twice. Say which of the two you mean", day_words(cx, on), typed);
}

Error *session_instant(Ctx *cx, const char *on, const char *typed, const char *which, const char *field, const char *name, int64_t *instant)
{
    int hour, minute;
    bool later = same(which, "second");
    if (blank(typed)) return invalid(cx, field, "Enter the %s, like 9.30am", name);
    if (!clock_parse(typed, &hour, &minute)) return invalid(cx, field, "Enter the %s as a time, like 9.30am or 14:00", name);
    switch (instant_of(on, hour, minute, later, instant)) {
    case CLOCK_NEVER: return clocks_skip(cx, field, on, typed);
    case CLOCK_TWICE: return same(which, "first") || later ? OK : clocks_repeat(cx, on, typed);
    case CLOCK_ONCE:  break;
    }
    return OK;
}

Error *instant_moved(Ctx *cx, int64_t instant, int64_t days, int64_t *moved)
{
    if (instant_days_later(cx, instant, days, moved) != CLOCK_NEVER) return OK;
    return invalid(cx, "first_on", "The clocks go forward on %s, so %s does not happen that night. Choose another date", day_words(cx, date_add_days(cx, date_of(cx, instant), days)), clock_words(cx, instant));
}

Error *session_venues_hold(Ctx *cx, const Session *sessions, size_t count)
{
    for (int64_t held = 0, next; ; held = next) {
        next = 0;
        for (size_t i = 0; i < count; i++)
            if (sessions[i].venue_id > held && (!next || sessions[i].venue_id < next)) next = sessions[i].venue_id;
        if (!next) return OK;
        TRY(venue_hold(cx, next));
    }
}

static void hour_check(Ctx *cx, Error **errors, const char *typed, const char *field, const char *name)
{
    int hour, minute;
    int64_t unasked;
    if (blank(typed) || !clock_parse(typed, &hour, &minute)) errors_add(errors, session_instant(cx, cx->today, typed, "", field, name, &unasked));
}

static Error *times_check(Ctx *cx, const SessionDraft *draft, int64_t *starts_at, int64_t *ends_at)
{
    Error *errors = OK;
    if (blank(draft->on) || !date_valid(draft->on)) {
        errors_add(&errors, invalid(cx, "on", "Enter the date of the session, like 28 1 2027"));
        hour_check(cx, &errors, draft->starts, "starts", "start");
        hour_check(cx, &errors, draft->ends, "ends", "end");
        return errors;
    }
    errors_add(&errors, session_instant(cx, draft->on, draft->starts, draft->which, "starts", "start", starts_at));
    Error *end = session_instant(cx, draft->on, draft->ends, draft->which, "ends", "end", ends_at);
    if (!errors || !end || !same(errors->field, end->field)) errors_add(&errors, end);   /* one question about the repeated hour is enough */
    if (errors) return errors;
    if (*ends_at <= *starts_at) return invalid(cx, "ends", "The end must be after the start");
    return OK;
}

Error *session_draft_times(Ctx *cx, const SessionDraft *draft, int64_t *starts_at)
{
    int64_t ends_at;
    return times_check(cx, draft, starts_at, &ends_at);
}

static Error *place_check(Ctx *cx, const SessionDraft *draft)
{
    Error *errors = OK;
    bool here = one_of(draft->place_kind, "venue both"), online = one_of(draft->place_kind, "online both");
    if (!here && !online) return invalid(cx, "place_kind", "Say whether people meet at a venue, online, or both");
    if (here && !draft->venue_id) errors_add(&errors, invalid(cx, "venue", "Choose the venue"));
    if (here && draft->venue_id) {
        Venue venue = {0};
        bool found;
        TRY(venue_maybe(cx, draft->venue_id, &venue, &found));
        if (!found) errors_add(&errors, invalid(cx, "venue", "Choose a venue from the list"));
    }
    bool link = online && !blank(draft->online_link);
    if (link && (!begins(draft->online_link, "https://") || strpbrk(draft->online_link, " \t\r\n\"<>") || strlen(draft->online_link) > LINK_MOST))
        errors_add(&errors, invalid(cx, "online_link", "Enter the whole link, beginning with https://, and nothing else"));
    return errors;
}

Error *sessions_changeable(Ctx *cx, const Event *event)
{
    if (same(event->state, "cancelled")) return conflict(cx, "This event is cancelled, so its sessions stay as they are");
    if (same(event->state, "archived"))  return conflict(cx, "This event is archived, so its sessions stay as they are");
    return OK;
}

Error *sessions_changed(Ctx *cx, const Event *before, const char *what)
{
    TRY(db_run(cx, sessions_order, NULL, INT(before->id)));
    TRY(event_refresh(cx, before->id));
    TRY(trail(cx, what, before->id, NULL));
    TRY(leaders_tell(cx, before->id, 0, (Mail){ .letter = "leading-changed", .calendar_method = "REQUEST" }, NULL));
    if (!one_of(before->state, "published closed")) return OK;
    TRY(db_run(cx, event_moved, NULL, INT(before->id), INT(cx->now)));
    return before->ends_at > cx->now || before->taken ? fact(cx, "event.changed", before->id) : OK;
}

static const char *link_of(const SessionDraft *draft)
{
    return one_of(draft->place_kind, "online both") && draft->online_link ? draft->online_link : "";
}

static int64_t venue_of(const SessionDraft *draft)
{
    return one_of(draft->place_kind, "venue both") ? draft->venue_id : 0;
}

static int64_t room_of(const SessionDraft *draft)
{
    return venue_of(draft) ? draft->room_id : 0;
}

/* The venue has it then: the last of what is asked, for it holds the venue until the act is over. */
static Error *venue_has(Ctx *cx, const Event *event, int64_t id, const SessionDraft *draft, int64_t starts_at, int64_t ends_at)
{
    int64_t there = 0, venue_id = venue_of(draft);
    if (!venue_id) return OK;
    if (id) TRY(db_number(cx, session_there, &there, INT(id), INT(venue_id), INT(room_of(draft)), INT(starts_at), INT(ends_at), STR(draft->place_kind)));
    if (there) return OK;
    return venue_use_check(cx, &(VenueUse){ .venue_id = venue_id, .room_id = room_of(draft), .starts_at = starts_at, .ends_at = ends_at, .session_id = id,
                                            .places = same(draft->place_kind, "venue") ? event->places : 0 }, "venue");
}

static Error *draft_check(Ctx *cx, const Event *event, int64_t id, const SessionDraft *draft, int64_t *starts_at, int64_t *ends_at)
{
    Error *errors = times_check(cx, draft, starts_at, ends_at);
    errors_add(&errors, place_check(cx, draft));
    return errors ? errors : venue_has(cx, event, id, draft, *starts_at, *ends_at);
}

Error *session_add(Ctx *cx, int64_t event_id, const SessionDraft *draft, int64_t *id)
{
    Event event = {0};
    int64_t starts_at = 0, ends_at = 0;
    TRY(event_hold_own(cx, event_id, &event));
    TRY(sessions_changeable(cx, &event));
    if (event.session_count >= SESSIONS_MOST) return invalid(cx, NULL, "An event has %d sessions at most. Make a second event for the others", SESSIONS_MOST);
    TRY(draft_check(cx, &event, 0, draft, &starts_at, &ends_at));
    *id = new_id(cx);
    TRY(db_run(cx, session_insert, NULL, INT(*id), INT(event_id), INT(starts_at), INT(ends_at), STR(draft->place_kind), REF(venue_of(draft)),
               STR(link_of(draft)), REF(room_of(draft))));
    return sessions_changed(cx, &event, "session.added");
}

Error *session_change(Ctx *cx, int64_t event_id, int64_t id, const SessionDraft *draft)
{
    Event event = {0};
    int64_t starts_at = 0, ends_at = 0, begins = 0, changed;
    TRY(event_hold_own(cx, event_id, &event));
    TRY(sessions_changeable(cx, &event));
    TRY(db_number(cx, session_starts, &begins, INT(id), INT(event_id)));
    if (!begins) return missing(cx, "session %ld is not of event %ld", id, event_id);
    TRY(draft_check(cx, &event, id, draft, &starts_at, &ends_at));
    TRY(db_run(cx, session_update, &changed, INT(id), INT(event_id), INT(starts_at), INT(ends_at), STR(draft->place_kind), REF(venue_of(draft)),
               STR(link_of(draft)), REF(room_of(draft))));
    return changed ? sessions_changed(cx, &event, "session.changed") : OK;
}

Error *session_remove(Ctx *cx, int64_t event_id, int64_t id)
{
    Event event = {0};
    int64_t begins = 0;
    TRY(event_hold_own(cx, event_id, &event));
    TRY(sessions_changeable(cx, &event));
    TRY(db_number(cx, session_starts, &begins, INT(id), INT(event_id)));
    if (!begins) return missing(cx, "session %ld is not of event %ld", id, event_id);
    if (!same(event.state, "draft")) {
        if (event.session_count == 1) return conflict(cx, "This is the only session of a published event. Change it, or cancel the event");
        if (strcmp(date_of(cx, begins), cx->today) <= 0) return conflict(cx, "This session’s day has come, so it stays: its register says who was there");
        TRY(db_run(cx, session_kept, NULL, INT(id), INT(cx->now)));
    }
    TRY(db_run(cx, session_delete, NULL, INT(id), INT(event_id)));
    return sessions_changed(cx, &event, "session.removed");
}

Error *event_sessions_removed(Ctx *cx, int64_t event_id, int64_t since, Session **sessions, size_t *count)
{
    static const Column row[] = { COLUMN(Session, id), COLUMN(Session, starts_at), COLUMN(Session, ends_at) };
    return db_list(cx, sessions_gone, row, sessions, count, INT(event_id), INT(since));
}

/* "Fleet Bridge Learning Centre", or "Fleet Bridge Learning Centre and others". */
static const char *place_words(Ctx *cx, const Session *sessions, size_t count)
{
    const char *first = "";
    for (size_t i = 0; i < count; i++) {
        if (!*sessions[i].venue_name || same(sessions[i].venue_name, first)) continue;
        if (*first) return text(cx, "%s and others", first);
        first = sessions[i].venue_name;
    }
    return first;
}

static const char *leaders_words(Ctx *cx, const Facilitator *leaders, size_t count)
{
    const char **names = array(cx, const char *, count + 1);
    for (size_t i = 0; i < count; i++) names[i] = leaders[i].name;
    return text_list(cx, names, count);
}

Error *event_refresh(Ctx *cx, int64_t event_id)
{
    Session *sessions;
    Facilitator *leaders;
    size_t count, leader_count, online = 0, here = 0;
    int64_t starts_at = 0, ends_at = 0, seconds = 0;
    TRY(event_sessions(cx, event_id, &sessions, &count));
    TRY(event_facilitators(cx, event_id, &leaders, &leader_count));
    for (size_t i = 0; i < count; i++) {
        const Session *s = &sessions[i];
        if (!i || s->starts_at < starts_at) starts_at = s->starts_at;
        if (s->ends_at > ends_at) ends_at = s->ends_at;
        seconds += s->ends_at - s->starts_at;
        online += !same(s->place_kind, "venue");
        here   += !same(s->place_kind, "online");
    }
    return db_run(cx, event_keep, NULL, INT(event_id), INT(starts_at), INT(ends_at), STR(count ? date_of(cx, starts_at) : ""), INT((int64_t)count),
                  INT(seconds / 60), STR(online && here ? "both" : online ? "online" : "in person"), STR(place_words(cx, sessions, count)),
                  STR(leaders_words(cx, leaders, leader_count)), INT(cx->now));
}
