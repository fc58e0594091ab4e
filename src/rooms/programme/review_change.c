#include "rooms/programme/review_change.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "platform/mail/mail.h"
#include "rooms/members/permission.h"
#include "rooms/programme/course.h"
#include "rooms/programme/event.h"

#define CHANGE \
    "SELECT g.id, g.course_id, g.event_id, c.owner_id, g.changed_by, g.changed_at, g.returned_at, g.said, g.looked, g.changes, g.words, c.title, o.name AS owner," \
    " p.name AS changer, p.email AS changer_email, e.starts_on, CASE WHEN g.event_id IS NULL THEN c.state ELSE e.state END AS state" \
    "  FROM review_change g JOIN course c ON c.id = g.course_id JOIN organisation o ON o.id = c.owner_id LEFT JOIN event e ON e.id = g.event_id LEFT JOIN person p ON p.id = g.changed_by"
#define WITHIN(scope) "(CAST(" scope " AS BIGINT) = 0 OR c.owner_id = " scope ")"
SQL(change_by_id,    CHANGE " WHERE g.id = $1");
SQL(change_theirs,   CHANGE " WHERE g.id = $1 AND g.changes <> '' AND " WITHIN("$2"));
SQL(change_of,       CHANGE " WHERE g.course_id = $1 AND COALESCE(g.event_id, 0) = $2");
SQL(changes_listed,  CHANGE " WHERE g.changes <> '' AND " REVIEW_CHANGE_SEEN("$2") " AND " WITHIN("$1") " ORDER BY g.changed_at, g.id LIMIT 200");
SQL(change_add,      "INSERT INTO review_change (id, course_id, event_id, said, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING");
SQL(change_touch,    "UPDATE review_change SET changed_by = $2, changed_at = $3 WHERE id = $1");
SQL(change_found,    "UPDATE review_change SET changes = $2, looked = $3, returned_at = NULL, words = '' WHERE id = $1");
SQL(change_returned, "UPDATE review_change SET returned_at = $2, words = $3 WHERE id = $1");
SQL(change_over,     "DELETE FROM review_change WHERE id = $1");
SQL(change_course_hold, "UPDATE course SET version = version + 1 WHERE id = $1");

static const Column change_columns[] = {
    COLUMN(ReviewChange, id), COLUMN(ReviewChange, course_id), COLUMN(ReviewChange, event_id), COLUMN(ReviewChange, owner_id), COLUMN(ReviewChange, changed_by), COLUMN(ReviewChange, changed_at),
    COLUMN(ReviewChange, returned_at), COLUMN(ReviewChange, said), COLUMN(ReviewChange, looked), COLUMN(ReviewChange, changes), COLUMN(ReviewChange, words), COLUMN(ReviewChange, title),
    COLUMN(ReviewChange, owner), COLUMN(ReviewChange, changer), COLUMN(ReviewChange, changer_email), COLUMN(ReviewChange, starts_on), COLUMN(ReviewChange, state),
};

static int64_t subject(const ReviewChange *change) { return change->event_id ? change->event_id : change->course_id; }

Error *review_changes_open(Ctx *cx, ReviewChange **list, size_t *count) { return db_list(cx, changes_listed, change_columns, list, count, INT(programme_scope(cx)), INT(cx->now)); }

Error *review_change_find(Ctx *cx, int64_t id, ReviewChange *change) { return db_one(cx, change_theirs, change_columns, change, INT(id), INT(programme_scope(cx))); }

Error *review_change_of(Ctx *cx, int64_t course_id, int64_t event_id, ReviewChange *change, bool *found)
{
    TRY(db_maybe(cx, change_of, change_columns, change, found, INT(course_id), INT(event_id)));
    *found = *found && !blank(change->changes);
    return OK;
}

Error *review_change_look(Ctx *cx, const ReviewChange *change, ReviewLook *look) { return review_look_since(cx, change->course_id, change->event_id, change->said, look); }

/* ---- noticing ---- */

Error *review_change_begins(Ctx *cx, const char *state, int64_t course_id, int64_t event_id)
{
    ReviewChange change = {0};
    const char *said;
    bool alone, there;
    if (!cx->who || may(cx, RUN_PROGRAMME) || !one_of(state, "published closed")) return OK;
    TRY(departments_publish_alone(cx, &alone));
    if (alone) return OK;
    if (!event_id) TRY(db_run(cx, change_course_hold, NULL, INT(course_id)));      /* an event is held already */
    TRY(db_maybe(cx, change_of, change_columns, &change, &there, INT(course_id), INT(event_id)));
    if (!there) {
        change.id = new_id(cx);
        TRY(review_said(cx, course_id, event_id, &said));
        TRY(db_run(cx, change_add, NULL, INT(change.id), INT(course_id), REF(event_id), STR(said), INT(cx->who->id), INT(cx->now)));
    } else TRY(db_run(cx, change_touch, NULL, INT(change.id), INT(cx->who->id), INT(cx->now)));
    return job_queue(cx, "review_change.compare", change.id, cx->now, NULL);
}

/* Nobody else has it in hand from here on. */
static Error *hold(Ctx *cx, const ReviewChange *change)
{
    return change->event_id ? event_hold(cx, change->event_id) : db_run(cx, change_course_hold, NULL, INT(change->course_id));
}

Error *review_change_compare(Ctx *cx, int64_t id)
{
    ReviewChange change = {0};
    ReviewLook look;
    const char *now;
    bool there;
    TRY(db_maybe(cx, change_by_id, change_columns, &change, &there, INT(id)));
    if (!there) return OK;
    TRY(hold(cx, &change));
    TRY(db_maybe(cx, change_by_id, change_columns, &change, &there, INT(id)));
    if (!there) return OK;      /* accepted meanwhile */
    TRY(review_said(cx, change.course_id, change.event_id, &now));
    if (same(now, change.said) || !one_of(change.state, "published closed")) return db_run(cx, change_over, NULL, INT(id));
    if (same(now, change.looked)) return OK;
    TRY(review_change_look(cx, &change, &look));
    return db_run(cx, change_found, NULL, INT(id), STR(review_changes(cx, &look)), STR(now));
}

/* ---- deciding ---- */

static Error *take_in_hand(Ctx *cx, int64_t id, ReviewChange *change)
{
    if (!may(cx, RUN_PROGRAMME)) return missing(cx, "change %ld is not theirs to decide", (long)id);
    TRY(review_change_find(cx, id, change));
    TRY(hold(cx, change));
    return review_change_find(cx, id, change);      /* as it stands now */
}

Error *review_change_accept(Ctx *cx, int64_t id, const char *seen)
{
    ReviewChange change = {0};
    ReviewLook look;
    TRY(take_in_hand(cx, id, &change));
    TRY(review_change_look(cx, &change, &look));
    if (!same(look.seen, seen)) return conflict(cx, "It says something else than when you opened this page. Look at it again");
    TRY(db_run(cx, change_over, NULL, INT(id)));
    return trail(cx, change.event_id ? "event.change_accepted" : "course.change_accepted", subject(&change), review_changes(cx, &look));
}

static Error *tell(Ctx *cx, const ReviewChange *change, const char *words)
{
    const char *what = change->event_id && *change->starts_on ? text(cx, "%s, %s", change->title, day_words(cx, change->starts_on)) : text(cx, "%s (the course)", change->title);
    if (blank(change->changer_email)) return OK;      /* erased since */
    const MailValue values[] = { { "name", change->changer }, { "what", what }, { "changes", change->changes },
                                 { "link", text(cx, "%s/office/%s/%ld", cx->partnership->url, change->event_id ? "events" : "courses", (long)subject(change)) }, { "words", words } };
    return mail_queue(cx, &(Mail){ .letter = "change-returned", .about_id = subject(change), .person_id = change->changed_by, .to_name = change->changer, .to_email = change->changer_email,
                                   .values = values, .value_count = COUNT(values) });
}

Error *review_change_return(Ctx *cx, int64_t id, const char *words)
{
    ReviewChange change = {0};
    const char *plain = text_trim(cx, words);
    TRY(take_in_hand(cx, id, &change));
    if (blank(plain)) return invalid(cx, "words", "Say what is to be put right: %s reads it", change.owner);
    if (letters(plain) > REVIEW_NOTE_MOST) return invalid(cx, "words", "Use %d characters or fewer", REVIEW_NOTE_MOST);
    if (change.returned_at) return conflict(cx, "%s is asked already, and has not changed it since", change.owner);
    TRY(db_run(cx, change_returned, NULL, INT(id), INT(cx->now), STR(plain)));
    TRY(trail(cx, change.event_id ? "event.change_returned" : "course.change_returned", subject(&change), NULL));
    return tell(cx, &change, plain);
}
