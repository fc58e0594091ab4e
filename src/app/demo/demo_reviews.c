/* Departments' drafts on their way: one that the office has to look at, one that came back with words; and what one changed of an event that everybody sees. */
#include "app/demo/demo.h"
#include "rooms/programme/course.h"
#include "rooms/programme/review.h"

enum { DAY = 86400, HOUR = 3600 };

#define OFFICER "(SELECT t.person_id FROM post t WHERE t.organisation_id = o.id AND t.role = 'officer' AND t.ends_on IS NULL ORDER BY t.id LIMIT 1) AS person_id"
SQL(demo_department,  "SELECT o.id, CAST(0 AS BIGINT) AS course_id, " OFFICER " FROM organisation o WHERE o.kind = 'department' AND o.name = $1");
SQL(demo_department_draft,
    "SELECT e.id, e.course_id, " OFFICER " FROM event e JOIN course c ON c.id = e.course_id JOIN organisation o ON o.id = c.owner_id"
    " WHERE o.kind = 'department' AND e.state = 'draft' AND e.starts_at > $1 ORDER BY e.starts_at, e.id LIMIT 1");
SQL(demo_new_course,  "INSERT INTO course (id, code, title, kind, summary, description, outcome, owner_id, created_at, changed_at) VALUES ($1, 'SE-331', $2, 'course', $3, $4, $5, $6, $7, $7)");
SQL(demo_new_labels,  "INSERT INTO course_audience (course_id, audience) VALUES ($1, 'SENCOs'), ($1, 'teachers')");
SQL(demo_new_theme,   "INSERT INTO course_theme (course_id, theme_id, position) SELECT CAST($1 AS BIGINT), id, 1 FROM theme WHERE name = 'SEND'");
SQL(demo_review_add,
    "INSERT INTO review (id, course_id, event_id, asked_by, asked_at, note, said, changes, decided_at, decided_by, outcome, words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");

SQL(demo_department_event,
    "SELECT e.id, e.course_id, " OFFICER " FROM event e JOIN course c ON c.id = e.course_id JOIN organisation o ON o.id = c.owner_id"
    " WHERE o.kind = 'department' AND e.state = 'published' AND e.starts_at > $1 ORDER BY e.starts_at, e.id LIMIT 1");
SQL(demo_note_put,    "UPDATE event SET joining_note = $2 WHERE id = $1");
SQL(demo_change_add,  "INSERT INTO review_change (id, course_id, event_id, said, looked, changes, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");

typedef struct { int64_t id, course_id, person_id; } Planned;      /* id: of the event, 0 for a course; first of all of the department */
static const Column planned_columns[] = { COLUMN(Planned, id), COLUMN(Planned, course_id), COLUMN(Planned, person_id) };

/* words: with which it came back; "" where it is with the office. */
static Error *sent(Ctx *cx, Demo *demo, const Planned *draft, const char *note, int64_t asked_at, const char *words)
{
    ReviewLook look;
    const char *said;
    TRY(review_said(cx, draft->course_id, draft->id, &said));
    TRY(review_look(cx, draft->course_id, draft->id, &look));
    return demo_put(cx, demo, demo_review_add, INT(demo_id(demo)), INT(draft->course_id), REF(draft->id), REF(draft->person_id), INT(asked_at), STR(note), STR(said), STR(review_changes(cx, &look)),
                    REF(*words ? asked_at + 5 * HOUR : 0), REF(*words ? demo->administrator_id : 0), STR(*words ? "returned" : ""), STR(words));
}

typedef struct { Demo *demo; Planned course; } Laying;

static Error *course_lay(Ctx *cx, void *data)
{
    Laying *laying = data;
    Demo *demo = laying->demo;
    TRY(db_one(cx, demo_department, planned_columns, &laying->course, STR("SEND and inclusion service")));
    laying->course.course_id = demo_id(demo);
    TRY(demo_put(cx, demo, demo_new_course, INT(laying->course.course_id), STR("Working memory: lessons that do not overload"), STR("What working memory is, how to see that it is full, and what to change in a lesson."),
                 STR("- an hour on the evidence\n- your own lesson, taken apart and put together again"), STR("Pupils who lose the thread are given one they can hold."), INT(laying->course.id), INT(demo->now - 4 * DAY)));
    TRY(demo_put(cx, demo, demo_new_labels, INT(laying->course.course_id)));
    return demo_put(cx, demo, demo_new_theme, INT(laying->course.course_id));
}

static Error *reviews_lay(Ctx *cx, void *data)
{
    Laying *laying = data;
    Planned event = {0};
    bool found;
    laying->course.id = 0;
    TRY(course_refresh(cx, laying->course.course_id));
    TRY(sent(cx, laying->demo, &laying->course, "Asked for at the SENCO network. We could begin in March.", laying->demo->now - 30 * HOUR, ""));
    TRY(db_maybe(cx, demo_department_draft, planned_columns, &event, &found, INT(laying->demo->now)));
    return found ? sent(cx, laying->demo, &event, "", laying->demo->now - 3 * DAY, "Another course for the same people is on that day. Can it be a week later?") : OK;
}

static Error *change_lay(Ctx *cx, void *data)
{
    Demo *demo = ((Laying *)data)->demo;
    Planned event = {0};
    const char *said;
    bool found;
    TRY(db_maybe(cx, demo_department_event, planned_columns, &event, &found, INT(demo->now)));
    if (!found) return OK;
    TRY(review_said(cx, event.course_id, event.id, &said));
    TRY(demo_put(cx, demo, demo_change_add, INT(demo_id(demo)), INT(event.course_id), INT(event.id), STR(said), STR(""), STR("Joining note"), REF(event.person_id), INT(demo->now - 5 * HOUR)));
    return demo_put(cx, demo, demo_note_put, INT(event.id), STR("Bring one piece of work by a pupil whom you wonder about, without the name."));
}

/* The course in a slice of its own: what it says is read for the other. */
Error *demo_reviews(Ctx *cx, Demo *demo)
{
    Laying laying = { .demo = demo };
    TRY(demo_slice(cx, demo, course_lay, &laying));
    TRY(demo_slice(cx, demo, reviews_lay, &laying));
    return demo_slice(cx, demo, change_lay, &laying);
}
