/*
 * Past registrations from a file: who was at which event, so that records and reports reach back. The people and the events are here already.
 * Nobody is written to, and no certificate is issued: what was given out then is no act of this program.
 */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/imports/imports.h"
#include "rooms/booking/booking.h"
#include "rooms/members/permission.h"

extern const ImportKind registration_import;

enum { F_EMAIL, F_COURSE, F_DATE, F_SCHOOL, F_ATTENDED, F_PRICE, F_END };
static const ImportField fields[F_END] = {
    [F_EMAIL]    = { "email", "Email", { "Email address", "E-mail" }, .needed = true, .hint = "Of a person who is here already", .examples = { "ann@school.example", "ben@school.example" } },
    [F_COURSE]   = { "course", "Course code", { "Code", "Course" }, .needed = true, .examples = { "CU-101", "CU-101" } },
    [F_DATE]     = { "date", "Date", { "First session", "Day" }, .needed = true, .hint = "The day of the event’s first session", .examples = { "28/01/2025", "28/01/2025" } },
    [F_SCHOOL]   = { "school", "School", { "URN", "Organisation" }, .hint = "For which they came, by URN or whole name; for themselves when it is empty", .examples = { "100001", "" } },
    [F_ATTENDED] = { "attended", "Attended", { "Present", "Attendance" }, .hint = "Yes, part or no; nothing is marked when it is empty", .examples = { "yes", "no" } },
    [F_PRICE]    = { "price", "Price", { "Paid" }, .hint = "In pounds; 0 when it is empty", .examples = { "60", "60" } },
};

SQL(import_reg_people, "SELECT id, email_folded AS name FROM person ORDER BY id");
SQL(import_reg_events, "SELECT e.id, c.code || ' ' || e.starts_on AS name FROM event e JOIN course c ON c.id = e.course_id WHERE e.starts_on < $1 AND e.session_count > 0 AND e.state <> 'cancelled' ORDER BY e.id");
SQL(import_reg_places, "SELECT o.id, o.name_folded AS name FROM organisation o ORDER BY o.id");
SQL(import_reg_urns,   "SELECT s.organisation_id AS id, s.urn AS name FROM school s ORDER BY s.organisation_id");
SQL(import_reg_here,   "SELECT r.id, CAST(r.event_id AS TEXT) || ' ' || CAST(r.person_id AS TEXT) AS name FROM registration r JOIN event e ON e.id = r.event_id"
                       " WHERE e.starts_on < $1 AND r.person_id IS NOT NULL AND " REGISTRATION_LIVE("r.") " ORDER BY r.id");
SQL(import_reg_person, "SELECT id FROM person WHERE email_folded = $1");
SQL(import_reg_event,  "SELECT e.id FROM event e JOIN course c ON c.id = e.course_id WHERE c.code = $1 AND e.starts_on = $2 AND e.starts_on < $3 AND e.session_count > 0 AND e.state <> 'cancelled' ORDER BY e.id LIMIT 1");
SQL(import_reg_place,  "SELECT COALESCE((SELECT s.organisation_id FROM school s WHERE s.urn = $1), (SELECT min(o.id) FROM organisation o WHERE o.name_folded = $2), 0)");
SQL(import_reg_booking, "INSERT INTO booking (id, event_id, organisation_id, booked_by, purchase_order, price_pence, booked_at) VALUES ($1, $2, $3, NULL, '', $4, $5)");
SQL(import_reg_add,    "INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, decided_at)"
                       " VALUES ($1, $2, $3, $4, $5, 'confirmed', $6, $7, $7) ON CONFLICT (event_id, person_id) WHERE " REGISTRATION_LIVE("") " DO NOTHING");
SQL(import_reg_starts, "SELECT starts_at FROM event WHERE id = $1");
SQL(import_reg_mark,   "INSERT INTO attendance (registration_id, session_id, mark, marked_by, marked_at) SELECT CAST($1 AS BIGINT), s.id, CAST($3 AS TEXT), CAST($4 AS BIGINT), CAST($5 AS BIGINT) FROM session s WHERE s.event_id = $2");
SQL(import_reg_of,     "SELECT booking_id FROM registration WHERE id = $1");
SQL(import_reg_event_of, "SELECT event_id FROM registration WHERE id = $1");
SQL(import_reg_unmark, "DELETE FROM attendance WHERE registration_id = $1");
SQL(import_reg_remove, "DELETE FROM registration WHERE id = $1");
SQL(import_reg_booking_remove, "DELETE FROM booking WHERE id = $1 AND booked_by IS NULL");

typedef struct { Lookup *people, *events, *places, *urns, *here; } Known;
typedef struct { int64_t id; const char *name; } Named;
static const Column named_columns[] = { COLUMN(Named, id), COLUMN(Named, name) };

static Error *keep(Ctx *cx, void *row, void *lookup) { return (void)lookup_put(lookup, ((const Named *)row)->name, ((const Named *)row)->id), OK; }

static Error *begin(Ctx *cx, const Intake *intake, void **data)
{
    Known *known = new(cx, Known);
    Named named;
    *known = (Known){ lookup_new(cx), lookup_new(cx), lookup_new(cx), lookup_new(cx), lookup_new(cx) };
    TRY(db_each(cx, import_reg_people, named_columns, &named, keep, known->people, NONE));
    TRY(db_each(cx, import_reg_events, named_columns, &named, keep, known->events, STR(cx->today)));
    TRY(db_each(cx, import_reg_places, named_columns, &named, keep, known->places, NONE));
    TRY(db_each(cx, import_reg_urns, named_columns, &named, keep, known->urns, NONE));
    TRY(db_each(cx, import_reg_here, named_columns, &named, keep, known->here, STR(cx->today)));
    *data = known;
    return OK;
}

/* "present", "part", "absent", "" for nothing said, NULL for what is none of them. */
static const char *mark_typed(Ctx *cx, const char *typed)
{
    const char *folded = text_fold(cx, typed);
    if (import_yes(cx, typed) || one_of(folded, "present attended")) return "present";
    if (one_of(folded, "part partly")) return "part";
    if (one_of(folded, "no n absent false 0")) return "absent";
    return *folded ? NULL : "";
}

static Error *check(Ctx *cx, void *data, const char *const *cells, ImportVerdict *verdict)
{
    const Known *known = data;
    Error *errors = OK;
    int64_t person = 0, event = 0, there, pence = 0;
    const char *date = import_date(cx, cells[F_DATE]), *mark = mark_typed(cx, cells[F_ATTENDED]);
    verdict->name = cells[F_EMAIL];
    if (!lookup_get(known->people, text_fold(cx, cells[F_EMAIL]), &person)) errors_add(&errors, invalid(cx, "email", "Nobody here has the address “%s”. Import the people first", cells[F_EMAIL]));
    if (!date_valid(date)) errors_add(&errors, invalid(cx, "date", "Enter the day of the first session, like 28/1/2025"));
    else if (strcmp(date, cx->today) >= 0) errors_add(&errors, invalid(cx, "date", "Only what is past comes in from a file. Book people on what is to come"));
    else if (!lookup_get(known->events, text(cx, "%s %s", cells[F_COURSE], date), &event)) errors_add(&errors, invalid(cx, "course", "No event of “%s” began on %s. Import the events first", cells[F_COURSE], date_words(cx, date)));
    if (*cells[F_SCHOOL] && !lookup_get(known->urns, cells[F_SCHOOL], &there) && !lookup_get(known->places, text_fold(cx, cells[F_SCHOOL]), &there))
        errors_add(&errors, invalid(cx, "school", "No school or organisation is “%s”", cells[F_SCHOOL]));
    if (!mark) errors_add(&errors, invalid(cx, "attended", "Say yes, part or no for “%s”", cells[F_ATTENDED]));
    if (*cells[F_PRICE] && !money_parse(cells[F_PRICE], &pence)) errors_add(&errors, invalid(cx, "price", "Enter the price in pounds, like 60 or 60.50"));
    if (errors) return errors;
    verdict->key = text(cx, "%ld %ld", (long)event, (long)person);
    verdict->outcome = lookup_get(known->here, verdict->key, &there) ? IMPORT_SAME : IMPORT_NEW;
    verdict->say = text(cx, "%s, %s%s", cells[F_COURSE], date_words(cx, date), same(mark, "present") ? ", attended" : same(mark, "part") ? ", for part of it" : same(mark, "absent") ? ", did not come" : "");
    return OK;
}

static Error *apply(Ctx *cx, const Intake *intake, int64_t line, const char *const *cells)
{
    int64_t person = 0, event = 0, place = 0, pence = 0, starts_at = 0, added = 0, booking = new_id(cx), id = new_id(cx);
    const char *mark = mark_typed(cx, cells[F_ATTENDED]);
    bool taken;
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "past registrations are the office's");
    TRY(db_number(cx, import_reg_person, &person, STR(text_fold(cx, cells[F_EMAIL]))));
    TRY(db_number(cx, import_reg_event, &event, STR(cells[F_COURSE]), STR(import_date(cx, cells[F_DATE])), STR(cx->today)));
    if (*cells[F_SCHOOL]) TRY(db_number(cx, import_reg_place, &place, STR(cells[F_SCHOOL]), STR(text_fold(cx, cells[F_SCHOOL]))));
    if (!person || !event) return conflict(cx, "The person or the event is gone");
    if (*cells[F_PRICE]) (void)money_parse(cells[F_PRICE], &pence);
    TRY(event_hold(cx, event));
    TRY(event_take_for_waiting(cx, event, &taken));   /* it is over: who still waits for it waits for nothing */
    if (!taken) return conflict(cx, "The event has fewer places than people. Give it more");
    TRY(db_number(cx, import_reg_starts, &starts_at, INT(event)));
    TRY(db_run(cx, import_reg_booking, NULL, INT(booking), INT(event), REF(place), INT(pence), INT(starts_at)));
    TRY(db_run(cx, import_reg_add, &added, INT(id), INT(booking), INT(event), INT(person), REF(place), INT(pence), INT(starts_at)));
    if (!added) return conflict(cx, "They are registered there already");
    if (mark && *mark) TRY(db_run(cx, import_reg_mark, NULL, INT(id), INT(event), STR(mark), REF(cx->who ? cx->who->id : 0), INT(cx->now)));
    return import_made(cx, intake, line, "registration", id, "");
}

static Error *undo(Ctx *cx, const ImportMade *made)
{
    int64_t event = 0, booking = 0, gone = 0;
    TRY(db_number(cx, import_reg_event_of, &event, INT(made->subject_id)));
    TRY(db_number(cx, import_reg_of, &booking, INT(made->subject_id)));
    TRY(db_run(cx, import_reg_unmark, NULL, INT(made->subject_id)));
    TRY(db_run(cx, import_reg_remove, &gone, INT(made->subject_id)));
    if (!gone) return OK;
    TRY(db_run(cx, import_reg_booking_remove, NULL, INT(booking)));
    return event_give_back(cx, event, 1);
}

const ImportKind registration_import = {
    .kind = "registrations", .title = "Past registrations", .many = "past registrations", .needs = RUN_PROGRAMME,
    .words = "A line for each person at each event that is over. People and events come in first. Nobody is written to, and no certificates are issued.",
    .fields = fields, .field_count = F_END, .begin = begin, .check = check, .apply = apply, .undo = undo,
};
