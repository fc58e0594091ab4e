/* How a requirement comes to be met: by a course that was attended whole, or because somebody who may says so. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/booking/booking.h"
#include "rooms/members/permission.h"
#include "rooms/record/requirement_due.h"

enum { MET_SLICE = 50 };

#define CAME_TO_ALL REGISTRATION_LIVE("r.") " AND r.state = 'confirmed' AND r.person_id IS NOT NULL AND e.session_count > 0" \
                    " AND e.session_count = (SELECT count(*) FROM attendance a WHERE a.registration_id = r.id AND a.mark = 'present')"
#define NOT_SAID "NOT EXISTS (SELECT 1 FROM requirement_met m WHERE m.registration_id = r.id AND m.requirement_id = rc.requirement_id AND m.withdrawn_at IS NULL)"
#define MEETING "SELECT rc.requirement_id, r.id AS registration_id, r.person_id, e.ends_at FROM registration r JOIN event e ON e.id = r.event_id JOIN requirement_course rc ON rc.course_id = e.course_id"

SQL(meeting_by_event,       MEETING " WHERE r.event_id = $1 AND " CAME_TO_ALL " AND " NOT_SAID " ORDER BY r.id, rc.requirement_id LIMIT CAST($2 AS BIGINT)");
SQL(meeting_by_requirement, MEETING " WHERE rc.requirement_id = $1 AND " CAME_TO_ALL " AND " NOT_SAID " ORDER BY r.id LIMIT CAST($2 AS BIGINT)");
SQL(met_by_course,
    "INSERT INTO requirement_met (id, requirement_id, person_id, met_on, how, registration_id, recorded_at) VALUES ($1, $2, $3, $4, 'course', $5, $6)"
    " ON CONFLICT (registration_id, requirement_id) WHERE registration_id IS NOT NULL DO UPDATE SET withdrawn_at = NULL");
SQL(met_away,
    "UPDATE requirement_met SET withdrawn_at = $2 WHERE withdrawn_at IS NULL AND registration_id IN " REGISTRATIONS_AT("$1")
    " AND EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = requirement_met.registration_id AND a.mark <> 'present')");
SQL(met_said,
    "INSERT INTO requirement_met (id, requirement_id, person_id, met_on, how, organisation_id, words, recorded_by, recorded_at)"
    " SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), n.id, CAST($3 AS TEXT), 'said', CAST($4 AS BIGINT), CAST($5 AS TEXT), CAST($6 AS BIGINT), CAST($7 AS BIGINT) FROM person n"
    "  WHERE n.id = $8 AND EXISTS (SELECT 1 FROM post p WHERE p.person_id = n.id AND p.organisation_id = $4 AND p.starts_on <= $9 AND (p.ends_on IS NULL OR p.ends_on >= $9)"
    "    AND (CAST($10 AS BIGINT) = 1 OR p.role IN ('governor', 'clerk to governors')))"
    "    AND NOT EXISTS (SELECT 1 FROM requirement_met m WHERE m.person_id = n.id AND m.requirement_id = $2 AND m.met_on = $3 AND m.withdrawn_at IS NULL)");
SQL(met_withdrawn, "UPDATE requirement_met SET withdrawn_at = $3 WHERE id = $1 AND organisation_id = $2 AND how = 'said' AND withdrawn_at IS NULL");

/* ---- by a course ---- */

typedef struct { int64_t requirement_id, registration_id, person_id, ends_at; } Meeting;
static const Column meeting_columns[] = { COLUMN(Meeting, requirement_id), COLUMN(Meeting, registration_id), COLUMN(Meeting, person_id), COLUMN(Meeting, ends_at) };

static Error *meetings_put(Ctx *cx, const Meeting *meetings, size_t n)
{
    for (size_t i = 0; i < n; i++)
        TRY(db_run(cx, met_by_course, NULL, INT(new_id(cx)), INT(meetings[i].requirement_id), INT(meetings[i].person_id), STR(date_of(cx, meetings[i].ends_at)),
                   INT(meetings[i].registration_id), INT(cx->now)));
    return OK;
}

Error *requirements_meet_slice(Ctx *cx, int64_t event_id, int64_t *done)
{
    Meeting *meetings;
    size_t n;
    TRY(db_run(cx, met_away, NULL, INT(event_id), INT(cx->now)));
    TRY(db_list(cx, meeting_by_event, meeting_columns, &meetings, &n, INT(event_id), INT(MET_SLICE)));
    *done = (int64_t)n;
    return meetings_put(cx, meetings, n);
}

Error *requirements_look_back_slice(Ctx *cx, int64_t requirement_id, int64_t *done)
{
    Meeting *meetings;
    size_t n;
    TRY(db_list(cx, meeting_by_requirement, meeting_columns, &meetings, &n, INT(requirement_id), INT(MET_SLICE)));
    *done = (int64_t)n;
    return meetings_put(cx, meetings, n);
}

/* ---- because somebody says so ---- */

static Error *recording_check(Ctx *cx, const Recording *r, const Requirement *requirement)
{
    Error *errors = OK;
    if (requirement->retired) errors_add(&errors, invalid(cx, "requirement", "This requirement is retired. Choose another"));
    if (blank(r->met_on)) errors_add(&errors, invalid(cx, "met_on", "Enter the day on which it was met"));
    else if (strcmp(r->met_on, cx->today) > 0) errors_add(&errors, invalid(cx, "met_on", "The day must be today or earlier"));
    else if (strcmp(r->met_on, "1990-01-01") < 0) errors_add(&errors, invalid(cx, "met_on", "The day must be after 1990"));
    if (letters(r->words) > RECORD_WORDS_MOST) errors_add(&errors, invalid(cx, "words", "Use %d characters or fewer", RECORD_WORDS_MOST));
    if (!r->person_count) errors_add(&errors, invalid(cx, "people", "Choose who met it"));
    if (r->person_count > RECORD_PEOPLE_MOST) errors_add(&errors, invalid(cx, "people", "Choose %d people or fewer at a time", RECORD_PEOPLE_MOST));
    return errors;
}

Error *requirement_record(Ctx *cx, const Recording *r, int64_t *recorded)
{
    TrainingScope scope;
    Requirement requirement = {0};
    *recorded = 0;
    TRY(training_scope(cx, r->organisation_id, &scope));
    if (!scope.records) return missing(cx, "recording training at organisation %ld", (long)r->organisation_id);
    if (!r->requirement_id) return invalid(cx, "requirement", "Choose what was met");
    TRY(requirement_find(cx, r->requirement_id, &requirement));
    TRY(recording_check(cx, r, &requirement));
    for (size_t i = 0; i < r->person_count; i++) {
        int64_t one = 0;
        TRY(db_run(cx, met_said, &one, INT(new_id(cx)), INT(r->requirement_id), STR(r->met_on), INT(r->organisation_id), STR(text_trim(cx, r->words)), INT(cx->who->id), INT(cx->now),
                   INT(r->person_ids[i]), STR(cx->today), INT(scope.staff)));
        *recorded += one;
    }
    if (!*recorded) return conflict(cx, "That is recorded already of everybody chosen who has a post here");
    return trail(cx, "requirement.met", r->requirement_id, text(cx, "%s, by hand for %s", r->met_on, counted(cx, *recorded, "person", "people")));
}

Error *requirement_met_withdraw(Ctx *cx, int64_t organisation_id, int64_t id)
{
    TrainingScope scope;
    int64_t changed = 0;
    TRY(training_scope(cx, organisation_id, &scope));
    if (!scope.records) return missing(cx, "recording training at organisation %ld", (long)organisation_id);
    TRY(db_run(cx, met_withdrawn, &changed, INT(id), INT(organisation_id), INT(cx->now)));
    return changed ? trail(cx, "requirement.withdrawn", id, NULL) : missing(cx, "nothing recorded by hand here has the id %ld", (long)id);
}
