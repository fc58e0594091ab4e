/*
 * Events from a file: a line for each session. Lines with the same mark in the column "Event" are the sessions of one; without it each
 * line is an event of its own. What is past comes in closed, for its registrations; what is to come as a draft, unless it says published.
 */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/imports/imports.h"
#include "rooms/members/permission.h"
#include "rooms/programme/course.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/session.h"
#include "rooms/programme/venue.h"

extern const ImportKind event_import;

enum { OFFER_HOURS = 48 };
enum { F_COURSE, F_EVENT, F_DATE, F_STARTS, F_ENDS, F_VENUE, F_LINK, F_PLACES, F_MEMBERS, F_OTHERS, F_PUBLISHED, F_END };
static const ImportField fields[F_END] = {
    [F_COURSE]    = { "course", "Course code", { "Code", "Course" }, .needed = true, .hint = "The course must be here already", .examples = { "CU-101", "CU-101" } },
    [F_EVENT]     = { "event", "Event", { "Group" }, .hint = "The same mark on each line of an event of several sessions; else empty", .examples = { "A", "A" } },
    [F_DATE]      = { "date", "Date", { "First session", "Day" }, .needed = true, .hint = "Like 28/1/2027", .examples = { "28/01/2027", "04/02/2027" } },
    [F_STARTS]    = { "starts", "Start", { "Starts", "From", "Time" }, .needed = true, .hint = "Like 9.30am or 14:00", .examples = { "9.30am", "9.30am" } },
    [F_ENDS]      = { "ends", "End", { "Ends", "Until", "To" }, .needed = true, .examples = { "12.30pm", "12.30pm" } },
    [F_VENUE]     = { "venue", "Venue", { "Where", "Place" }, .hint = "A venue’s name; empty when it is online", .examples = { "Town Hall", "Town Hall" } },
    [F_LINK]      = { "link", "Online link", { "Link" }, .hint = "Beginning with https://; only those confirmed see it", .examples = { "", "" } },
    [F_PLACES]    = { "places", "Places", { "Capacity" }, .needed = true, .examples = { "24", "24" } },
    [F_MEMBERS]   = { "member_price", "Price for members", { "Member price", "Price" }, .hint = "0 when it is empty", .examples = { "60", "60" } },
    [F_OTHERS]    = { "other_price", "Price for others", { "Other price" }, .hint = "The members’ when it is empty", .examples = { "95", "95" } },
    [F_PUBLISHED] = { "published", "Published", { "Status" }, .hint = "Yes publishes it at once; else it is a draft", .examples = { "no", "no" } },
};

SQL(import_event_courses, "SELECT id, code AS name FROM course WHERE state <> 'archived' ORDER BY id");
SQL(import_event_venues,  "SELECT id, name FROM venue WHERE retired = 0 ORDER BY id");
SQL(import_event_here,    "SELECT s.id, c.code || ' ' || CAST(s.starts_at AS TEXT) AS name FROM session s JOIN event e ON e.id = s.event_id JOIN course c ON c.id = e.course_id"
                          " WHERE e.state <> 'cancelled' ORDER BY s.id");
SQL(import_event_close,   "UPDATE event SET state = 'closed' WHERE id = $1 AND state = 'draft' AND ends_at < $2");
SQL(import_event_facilitators, "DELETE FROM facilitator WHERE event_id = $1");
SQL(import_event_sessions, "DELETE FROM session WHERE event_id = $1");
SQL(import_event_remove,  "DELETE FROM event WHERE id = $1");
SQL(import_session_remove, "DELETE FROM session WHERE id = $1");
SQL(import_session_event, "SELECT event_id FROM session WHERE id = $1");

typedef struct { Lookup *courses, *venues, *here; } Known;
typedef struct { int64_t id; const char *name; } Named;
static const Column named_columns[] = { COLUMN(Named, id), COLUMN(Named, name) };

static Error *keep(Ctx *cx, void *row, void *lookup)        { return (void)lookup_put(lookup, ((const Named *)row)->name, ((const Named *)row)->id), OK; }
static Error *keep_folded(Ctx *cx, void *row, void *lookup) { return (void)lookup_put(lookup, text_fold(cx, ((const Named *)row)->name), ((const Named *)row)->id), OK; }

static Error *places_known(Ctx *cx, Known *known)
{
    Named named;
    *known = (Known){ lookup_new(cx), lookup_new(cx), lookup_new(cx) };
    TRY(db_each(cx, import_event_courses, named_columns, &named, keep, known->courses, NONE));
    return db_each(cx, import_event_venues, named_columns, &named, keep_folded, known->venues, NONE);
}

static Error *begin(Ctx *cx, const Intake *intake, void **data)
{
    Known *known = new(cx, Known);
    Named named;
    TRY(places_known(cx, known));
    *data = known;
    return db_each(cx, import_event_here, named_columns, &named, keep, known->here, NONE);
}

static Error *drafts_of(Ctx *cx, const Known *known, const char *const *cells, EventDraft *event, SessionDraft *session)
{
    Error *errors = OK;
    bool venue = *cells[F_VENUE], online = *cells[F_LINK] || !venue || same(text_fold(cx, cells[F_VENUE]), "online");
    venue = venue && !same(text_fold(cx, cells[F_VENUE]), "online");
    *event = (EventDraft){ .offer_hours = OFFER_HOURS, .member_price = *cells[F_MEMBERS] ? cells[F_MEMBERS] : "0", .other_price = *cells[F_OTHERS] ? cells[F_OTHERS] : *cells[F_MEMBERS] ? cells[F_MEMBERS] : "0",
                           .opens_on = "", .opens_time = "", .closes_on = "", .closes_time = "", .cancel_on = "", .cancel_time = "", .joining_note = "" };
    (void)number_parse(cells[F_PLACES], 0, EVENT_PLACES_MOST + 1, &event->places);
    *session = (SessionDraft){ .on = import_date(cx, cells[F_DATE]), .starts = cells[F_STARTS], .ends = cells[F_ENDS], .which = "first", .place_kind = venue && online ? "both" : venue ? "venue" : "online",
                               .online_link = cells[F_LINK] };
    if (venue && !lookup_get(known->venues, text_fold(cx, cells[F_VENUE]), &session->venue_id)) errors_add(&errors, invalid(cx, "venue", "No venue in use is called “%s”", cells[F_VENUE]));
    return errors;
}

static Error *check(Ctx *cx, void *data, const char *const *cells, ImportVerdict *verdict)
{
    const Known *known = data;
    EventDraft event;
    SessionDraft session;
    int64_t id, starts_at = 0;
    verdict->name = text(cx, "%s, %s", cells[F_COURSE], cells[F_DATE]);
    Error *errors = drafts_of(cx, known, cells, &event, &session);
    if (!lookup_get(known->courses, cells[F_COURSE], &id)) errors_add(&errors, invalid(cx, "course", "No course in use has the code “%s”", cells[F_COURSE]));
    errors_add(&errors, event_draft_check(cx, &event));
    errors_add(&errors, session_draft_times(cx, &session, &starts_at));
    if (errors) return errors;
    verdict->key = text(cx, "%s %ld", cells[F_COURSE], (long)starts_at);
    bool past = starts_at < cx->now, published = import_yes(cx, cells[F_PUBLISHED]) || same(text_fold(cx, cells[F_PUBLISHED]), "published");
    verdict->outcome = lookup_get(known->here, verdict->key, &id) ? IMPORT_SAME : IMPORT_NEW;
    verdict->say = text(cx, "%s, %s, %s, %s", moment_words(cx, starts_at), *cells[F_VENUE] ? cells[F_VENUE] : "online", counted(cx, event.places, "place", NULL), past ? "past: closed" : published ? "published at once" : "a draft");
    return OK;
}

/* A session of an event that an earlier line of this file made, or the first of a new one. */
static Error *apply(Ctx *cx, const Intake *intake, int64_t line, const char *const *cells)
{
    Known known;
    EventDraft event;
    SessionDraft session;
    int64_t course = 0, id = 0, session_id;
    const char *mark = *cells[F_EVENT] ? text(cx, "%s %s", cells[F_COURSE], cells[F_EVENT]) : "";
    TRY(places_known(cx, &known));
    TRY(drafts_of(cx, &known, cells, &event, &session));
    if (!lookup_get(known.courses, cells[F_COURSE], &course)) return conflict(cx, "No course in use has the code “%s” any more", cells[F_COURSE]);
    if (*mark) TRY(import_made_before(cx, intake, "event", mark, &id));
    bool more = id;
    if (!more) {
        TRY(event_add(cx, course, &event, &id));
        TRY(import_made(cx, intake, line, "event", id, mark));
    }
    TRY(session_add(cx, id, &session, &session_id));
    if (more) return import_made(cx, intake, line, "session", session_id, "");
    bool published = import_yes(cx, cells[F_PUBLISHED]) || same(text_fold(cx, cells[F_PUBLISHED]), "published");
    if (strcmp(session.on, cx->today) >= 0) return published ? event_publish(cx, id) : OK;
    return db_run(cx, import_event_close, NULL, INT(id), INT(cx->now));
}

static Error *undo(Ctx *cx, const ImportMade *made)
{
    int64_t event = made->subject_id;
    if (same(made->noun, "session")) {
        TRY(db_number(cx, import_session_event, &event, INT(made->subject_id)));
        TRY(db_run(cx, import_session_remove, NULL, INT(made->subject_id)));
        return event ? event_refresh(cx, event) : OK;
    }
    TRY(db_run(cx, import_event_facilitators, NULL, INT(event)));
    TRY(db_run(cx, import_event_sessions, NULL, INT(event)));
    return db_run(cx, import_event_remove, NULL, INT(event));
}

const ImportKind event_import = {
    .kind = "events", .title = "Events and their sessions", .many = "events", .needs = RUN_PROGRAMME,
    .words = "A line for each session; lines with the same mark in the column “Event” are one event. What is past comes in closed, what is to come as a draft unless its line says that it is published.",
    .fields = fields, .field_count = F_END, .begin = begin, .check = check, .apply = apply, .undo = undo,
};
