#include "rooms/programme/session.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/programme/course.h"
#include "rooms/programme/leading.h"

static const Column facilitator_columns[] = {
    COLUMN(Facilitator, person_id), COLUMN(Facilitator, name), COLUMN(Facilitator, post), COLUMN(Facilitator, organisation), COLUMN(Facilitator, asked_at), COLUMN(Facilitator, answered_at),
    COLUMN(Facilitator, answer), COLUMN(Facilitator, answer_note),
};

/* A person's current post, the newest of several: what is shown under the name. */
#define CURRENT_POST "(SELECT MAX(po.id) FROM post po WHERE po.person_id = p.id AND po.starts_on <= $2 AND (po.ends_on IS NULL OR po.ends_on >= $2))"
#define FACILITATOR_FIELDS "SELECT p.id AS person_id, p.name, CASE WHEN po.title <> '' THEN po.title ELSE po.role END AS post, o.name AS organisation"
#define FACILITATOR_POST   " LEFT JOIN post po ON po.id = " CURRENT_POST " LEFT JOIN organisation o ON o.id = po.organisation_id"

SQL(facilitators_of, FACILITATOR_FIELDS ", f.asked_at, f.answered_at, f.answer, f.answer_note FROM facilitator f JOIN person p ON p.id = f.person_id" FACILITATOR_POST
                     " WHERE f.event_id = $1 AND (CAST($3 AS BIGINT) = 1 OR f.answer <> 'declined') ORDER BY f.position, f.person_id");

SQL(candidates,      FACILITATOR_FIELDS ", CAST(NULL AS BIGINT) AS asked_at, CAST(NULL AS BIGINT) AS answered_at, '' AS answer, '' AS answer_note FROM person p" FACILITATOR_POST
                     " WHERE p.name_folded LIKE $1 OR p.email_folded LIKE $1 ORDER BY p.sort_key, p.id LIMIT 20");

SQL(facilitator_put, "INSERT INTO facilitator (event_id, person_id, position, answer, asked_by, answered_at)"
                     " SELECT CAST($1 AS BIGINT), id, (SELECT COUNT(*) + 1 FROM facilitator WHERE event_id = $1), CASE WHEN id = $3 THEN 'accepted' ELSE 'asked' END, CAST($3 AS BIGINT),"
                     " CASE WHEN id = $3 THEN CAST($4 AS BIGINT) END FROM person WHERE id = $2 ON CONFLICT DO NOTHING");
SQL(agreement_off,   "DELETE FROM facilitator_agreement WHERE event_id = $1 AND person_id = $2 AND agreed_at IS NULL");
SQL(facilitator_off, "DELETE FROM facilitator WHERE event_id = $1 AND person_id = $2");

Error *event_facilitators(Ctx *cx, int64_t event_id, Facilitator **facilitators, size_t *count)
{
    return db_list(cx, facilitators_of, facilitator_columns, facilitators, count, INT(event_id), STR(cx->today), INT(0));
}

Error *facilitators_named(Ctx *cx, int64_t event_id, Facilitator **facilitators, size_t *count)
{
    return db_list(cx, facilitators_of, facilitator_columns, facilitators, count, INT(event_id), STR(cx->today), INT(1));
}

Error *facilitator_candidates(Ctx *cx, const char *words, Facilitator **people, size_t *count)
{
    Draft pattern = { .cx = cx };
    for (const char *at = text_fold(cx, text_trim(cx, words)); *at; at++)
        if (*at != '%' && *at != '_' && *at != '\\') draft_bytes(&pattern, at, 1);
    return db_list(cx, candidates, facilitator_columns, people, count, STR(text(cx, "%%%s%%", draft_text(&pattern))), STR(cx->today));
}

Error *leaders_changed(Ctx *cx, const Event *event, const char *what, int64_t person_id)
{
    TRY(event_refresh(cx, event->id));
    TRY(course_refresh(cx, event->course_id));
    return trail(cx, what, event->id, text(cx, "person %ld", person_id));
}

Error *facilitator_add(Ctx *cx, int64_t event_id, int64_t person_id)
{
    Event event = {0};
    Facilitator *leaders;
    size_t count;
    int64_t added;
    TRY(event_hold_own(cx, event_id, &event));
    TRY(facilitators_named(cx, event_id, &leaders, &count));
    for (size_t i = 0; i < count; i++)
        if (leaders[i].person_id == person_id) return same(leaders[i].answer, "declined") ? leading_ask(cx, event_id, person_id) : OK;
    if (count >= FACILITATORS_MOST) return invalid(cx, "person", "An event has %d facilitators at most", FACILITATORS_MOST);
    TRY(db_run(cx, facilitator_put, &added, INT(event_id), INT(person_id), INT(cx->who->id), INT(cx->now)));
    if (!added) return OK;
    if (one_of(event.state, "published closed")) TRY(leaders_ask(cx, &event, person_id));
    return leaders_changed(cx, &event, "facilitator.added", person_id);
}

Error *facilitator_remove(Ctx *cx, int64_t event_id, int64_t person_id)
{
    Event event = {0};
    int64_t removed;
    TRY(event_hold_own(cx, event_id, &event));
    TRY(leaders_tell(cx, event_id, person_id, (Mail){ .letter = "leading-ended", .calendar_method = "CANCEL" }, NULL));   /* while it still says who they are */
    TRY(db_run(cx, agreement_off, NULL, INT(event_id), INT(person_id)));
    TRY(db_run(cx, facilitator_off, &removed, INT(event_id), INT(person_id)));
    return removed ? leaders_changed(cx, &event, "facilitator.removed", person_id) : OK;
}
