#include "rooms/programme/review.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/mail/mail.h"
#include "rooms/members/permission.h"
#include "rooms/members/settings.h"
#include "rooms/programme/course.h"
#include "rooms/programme/event_change.h"

#define REVIEW \
    "SELECT v.id, v.course_id, v.event_id, c.owner_id, v.asked_by, v.asked_at, v.decided_at, v.outcome, v.note, v.words, v.said, v.changes, c.title, c.code," \
    " o.name AS owner, p.name AS asker, p.email AS asker_email, d.name AS decider, e.starts_on" \
    "  FROM review v JOIN course c ON c.id = v.course_id JOIN organisation o ON o.id = c.owner_id LEFT JOIN event e ON e.id = v.event_id" \
    "  LEFT JOIN person p ON p.id = v.asked_by LEFT JOIN person d ON d.id = v.decided_by"
#define WITHIN(scope) "(CAST(" scope " AS BIGINT) = 0 OR c.owner_id = " scope ")"
SQL(review_by_id,     REVIEW " WHERE v.id = $1 AND " WITHIN("$2"));
SQL(review_last,      REVIEW " WHERE v.course_id = $1 AND COALESCE(v.event_id, 0) = $2 ORDER BY v.id DESC LIMIT 1");
SQL(reviews_waiting,  REVIEW " WHERE v.decided_at IS NULL AND " WITHIN("$1") " ORDER BY v.asked_at, v.id LIMIT 200");
SQL(reviews_over,     REVIEW " WHERE v.decided_at IS NOT NULL AND v.outcome <> 'withdrawn' AND " WITHIN("$1") " ORDER BY v.decided_at DESC, v.id DESC LIMIT 20");
SQL(review_add,       "INSERT INTO review (id, course_id, event_id, asked_by, asked_at, note, said, changes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING");
/* Whoever comes second finds it decided. */
SQL(review_decide,    "UPDATE review SET decided_at = $2, decided_by = $3, outcome = $4, words = $5 WHERE id = $1 AND decided_at IS NULL");
SQL(review_course_hold, "UPDATE course SET version = version + 1 WHERE id = $1");

static const Column review_columns[] = {
    COLUMN(Review, id), COLUMN(Review, course_id), COLUMN(Review, event_id), COLUMN(Review, owner_id), COLUMN(Review, asked_by), COLUMN(Review, asked_at), COLUMN(Review, decided_at),
    COLUMN(Review, outcome), COLUMN(Review, note), COLUMN(Review, words), COLUMN(Review, said), COLUMN(Review, changes), COLUMN(Review, title), COLUMN(Review, code), COLUMN(Review, owner),
    COLUMN(Review, asker), COLUMN(Review, asker_email), COLUMN(Review, decider), COLUMN(Review, starts_on),
};

/* ---- finding ---- */

Error *review_find(Ctx *cx, int64_t id, Review *review) { return db_one(cx, review_by_id, review_columns, review, INT(id), INT(programme_scope(cx))); }

Error *review_latest(Ctx *cx, int64_t course_id, int64_t event_id, Review *review, bool *found)
{
    return db_maybe(cx, review_last, review_columns, review, found, INT(course_id), INT(event_id));
}

Error *reviews_open(Ctx *cx, Review **list, size_t *count)    { return db_list(cx, reviews_waiting, review_columns, list, count, INT(programme_scope(cx))); }
Error *reviews_decided(Ctx *cx, Review **list, size_t *count) { return db_list(cx, reviews_over, review_columns, list, count, INT(programme_scope(cx))); }

static int64_t subject(const Review *review) { return review->event_id ? review->event_id : review->course_id; }

/* ---- whether ---- */

Error *departments_publish_alone(Ctx *cx, bool *alone)
{
    Settings settings = {0};
    TRY(settings_load(cx, &settings));
    *alone = same(settings.departments_publish, "alone");
    return OK;
}

Error *review_needed(Ctx *cx)
{
    bool alone;
    if (may(cx, RUN_PROGRAMME)) return OK;
    TRY(departments_publish_alone(cx, &alone));
    return alone ? OK : conflict(cx, "%s looks at it before everybody sees it. Send it for review", cx->partnership->name);
}

/* ---- asking ---- */

static Error *ask(Ctx *cx, int64_t course_id, int64_t event_id, const char *note)
{
    ReviewLook look;
    const char *said, *plain = text_trim(cx, note);
    int64_t added;
    if (letters(plain) > REVIEW_NOTE_MOST) return invalid(cx, "note", "Use %d characters or fewer for the note", REVIEW_NOTE_MOST);
    TRY(review_said(cx, course_id, event_id, &said));
    TRY(review_look(cx, course_id, event_id, &look));
    TRY(db_run(cx, review_add, &added, INT(new_id(cx)), INT(course_id), REF(event_id), INT(cx->who->id), INT(cx->now), STR(plain), STR(said), STR(review_changes(cx, &look))));
    if (!added) return conflict(cx, "It is with the office already");
    return trail(cx, event_id ? "event.review_asked" : "course.review_asked", event_id ? event_id : course_id, NULL);
}

/* A course that is with the office as well will be published before its event is. */
static Error *course_is_on_its_way(Ctx *cx, int64_t course_id, bool *is)
{
    Review review = {0};
    bool found;
    TRY(review_latest(cx, course_id, 0, &review, &found));
    *is = found && !review.decided_at;
    return OK;
}

Error *review_ask_event(Ctx *cx, int64_t event_id, const char *note)
{
    Event event = {0};
    bool sent;
    TRY(event_hold_own(cx, event_id, &event));
    if (!same(event.state, "draft")) return conflict(cx, "This event is %s, so there is nothing to look at", event.state);
    TRY(course_is_on_its_way(cx, event.course_id, &sent));
    if (sent) event.course_state = "published";
    TRY(event_lacks(cx, &event));
    return ask(cx, event.course_id, event_id, note);
}

Error *review_ask_course(Ctx *cx, int64_t course_id, const char *note)
{
    Course course = {0};
    ThemeLabel *themes;
    size_t count;
    TRY(course_find_own(cx, course_id, &course));
    TRY(db_run(cx, review_course_hold, NULL, INT(course_id)));
    TRY(course_find_own(cx, course_id, &course));      /* as it stands now that nobody else publishes it */
    if (same(course.state, "published")) return conflict(cx, "This course is published, so there is nothing to look at");
    TRY(course_themes(cx, course_id, &themes, &count));
    TRY(course_lacks(cx, &course, count));
    return ask(cx, course_id, 0, note);
}

/* ---- deciding ---- */

/* That it was sent back, with words, or published, without. */
static Error *tell(Ctx *cx, const Review *review, const char *words)
{
    const char *what = review->event_id ? *review->starts_on ? text(cx, "%s, %s", review->title, day_words(cx, review->starts_on)) : review->title : text(cx, "%s (the course)", review->title);
    if (blank(review->asker_email)) return OK;      /* erased since */
    const MailValue values[] = { { "name", review->asker }, { "what", what },
                                 { "link", text(cx, "%s/office/%s/%ld", cx->partnership->url, review->event_id ? "events" : "courses", (long)subject(review)) }, { "words", words } };
    return mail_queue(cx, &(Mail){ .letter = words ? "review-returned" : "review-published", .about_id = subject(review), .person_id = review->asked_by, .to_name = review->asker, .to_email = review->asker_email,
                                   .values = values, .value_count = words ? COUNT(values) : COUNT(values) - 1 });
}

static Error *decide(Ctx *cx, const Review *review, const char *outcome, const char *words)
{
    int64_t decided;
    TRY(db_run(cx, review_decide, &decided, INT(review->id), INT(cx->now), INT(cx->who->id), STR(outcome), STR(words)));
    return decided ? OK : conflict(cx, "This was decided or taken back meanwhile");
}

Error *review_withdraw(Ctx *cx, int64_t id)
{
    Review review = {0};
    TRY(review_find(cx, id, &review));
    if (programme_scope(cx) != review.owner_id) return missing(cx, "review %ld is not theirs to take back", (long)id);
    TRY(decide(cx, &review, "withdrawn", ""));
    return trail(cx, review.event_id ? "event.review_withdrawn" : "course.review_withdrawn", subject(&review), NULL);
}

Error *review_return(Ctx *cx, int64_t id, const char *words)
{
    Review review = {0};
    const char *plain = text_trim(cx, words);
    TRY(review_find(cx, id, &review));
    if (!may(cx, RUN_PROGRAMME)) return missing(cx, "review %ld is not theirs to decide", (long)id);
    if (blank(plain)) return invalid(cx, "words", "Say what is to be changed: %s reads it", review.owner);
    if (letters(plain) > REVIEW_NOTE_MOST) return invalid(cx, "words", "Use %d characters or fewer", REVIEW_NOTE_MOST);
    TRY(decide(cx, &review, "returned", plain));
    TRY(trail(cx, review.event_id ? "event.review_returned" : "course.review_returned", subject(&review), NULL));
    return tell(cx, &review, plain);
}

Error *review_publish(Ctx *cx, int64_t id, const char *seen)
{
    Review review = {0};
    ReviewLook look;
    TRY(review_find(cx, id, &review));
    if (!may(cx, RUN_PROGRAMME)) return missing(cx, "review %ld is not theirs to decide", (long)id);
    TRY(review.event_id ? event_hold(cx, review.event_id) : db_run(cx, review_course_hold, NULL, INT(review.course_id)));
    TRY(review_find(cx, id, &review));
    if (review.decided_at) return conflict(cx, "This was decided or taken back meanwhile");
    TRY(review_look(cx, review.course_id, review.event_id, &look));
    if (!same(look.seen, seen)) return conflict(cx, "It says something else than when you opened this page. Look at it again");
    return review.event_id ? event_publish(cx, review.event_id) : course_publish(cx, review.course_id);
}

Error *review_published(Ctx *cx, int64_t course_id, int64_t event_id)
{
    Review review = {0};
    bool found;
    TRY(review_latest(cx, course_id, event_id, &review, &found));
    if (!found || review.decided_at) return OK;
    TRY(decide(cx, &review, "published", ""));
    return tell(cx, &review, NULL);
}
