#include "rooms/programme/course_quality.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/programme/course.h"
#include "rooms/programme/review_change.h"

static const Column point_columns[] = { COLUMN(CoursePoint, id), COLUMN(CoursePoint, framework_id), COLUMN(CoursePoint, framework), COLUMN(CoursePoint, code), COLUMN(CoursePoint, name), COLUMN(CoursePoint, words) };
static const Column quality_columns[] = { COLUMN(CourseQuality, evidence_link), COLUMN(CourseQuality, evidence_words), COLUMN(CourseQuality, revised_at) };
SQL(course_points,
    "SELECT p.id, p.framework_id, f.name AS framework, p.code, p.name, cp.words FROM course_point cp JOIN framework_point p ON p.id = cp.point_id JOIN framework f ON f.id = p.framework_id"
    " WHERE cp.course_id = $1 AND p.retired = 0 AND f.retired = 0 ORDER BY f.position, f.id, p.position, p.id LIMIT 200");
SQL(course_quality_one, "SELECT evidence_link, evidence_words, revised_at FROM course_quality WHERE course_id = $1");
/* What is retired is not offered, so nobody has unticked it. */
SQL(course_points_clear, "DELETE FROM course_point WHERE course_id = $1 AND point_id IN (SELECT p.id FROM framework_point p JOIN framework f ON f.id = p.framework_id WHERE p.retired = 0 AND f.retired = 0)");
SQL(course_point_add,    "INSERT INTO course_point (course_id, point_id, words) SELECT CAST($1 AS BIGINT), p.id, CASE WHEN p.framework_id = 1 THEN CAST($3 AS TEXT) ELSE '' END FROM framework_point p"
                         " JOIN framework f ON f.id = p.framework_id WHERE p.id = $2 AND p.retired = 0 AND f.retired = 0 AND (p.framework_id <> 1 OR CAST($3 AS TEXT) <> '') ON CONFLICT DO NOTHING");
SQL(course_quality_put,
    "INSERT INTO course_quality (course_id, evidence_link, evidence_words, revised_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (course_id) DO UPDATE SET evidence_link = excluded.evidence_link, evidence_words = excluded.evidence_words, revised_at = COALESCE(excluded.revised_at, course_quality.revised_at)");
SQL(course_hold, "UPDATE course SET version = version + 1 WHERE id = $1");

Error *course_quality_find(Ctx *cx, int64_t course_id, CourseQuality *quality)
{
    bool found;
    *quality = (CourseQuality){ .evidence_link = "", .evidence_words = "" };
    TRY(db_maybe(cx, course_quality_one, quality_columns, quality, &found, INT(course_id)));
    TRY(db_list(cx, course_points, point_columns, &quality->points, &quality->count, INT(course_id)));
    for (size_t i = 0; i < quality->count; i++) quality->marks += quality->points[i].framework_id == FRAMEWORK_MARKS;
    return OK;
}

static bool link_valid(const char *link)
{
    return begins(link, "https://") && link[strlen("https://")] && !strpbrk(link, " \t\r\n\"<>") && strlen(link) <= EVIDENCE_LINK_MOST;
}

static Error *draft_check(Ctx *cx, const QualityDraft *draft)
{
    Error *errors = OK;
    if (!blank(draft->evidence_link) && !link_valid(draft->evidence_link)) errors_add(&errors, invalid(cx, "evidence_link", "Enter the whole link, beginning with https://, and nothing else"));
    if (letters(draft->evidence_words) > EVIDENCE_WORDS_MOST) errors_add(&errors, invalid(cx, "evidence_words", "Use %d characters or fewer", EVIDENCE_WORDS_MOST));
    if (!blank(draft->evidence_link) && blank(draft->evidence_words)) errors_add(&errors, invalid(cx, "evidence_words", "Say what the link leads to: people read that before they follow it"));
    for (size_t i = 0; i < draft->count; i++)
        if (letters(draft->points[i].words) > MARK_WORDS_MOST) errors_add(&errors, invalid(cx, text(cx, "mark_%ld", (long)draft->points[i].point_id), "Use %d characters or fewer", MARK_WORDS_MOST));
    if (draft->count > COURSE_POINTS_MOST) errors_add(&errors, invalid(cx, NULL, "Choose %d points or fewer", COURSE_POINTS_MOST));
    return errors;
}

Error *course_quality_set(Ctx *cx, int64_t course_id, const QualityDraft *draft)
{
    Course course = {0};
    TRY(course_find_own(cx, course_id, &course));
    TRY(draft_check(cx, draft));
    TRY(review_change_begins(cx, course.state, course_id, 0));
    TRY(db_run(cx, course_hold, NULL, INT(course_id)));
    TRY(db_run(cx, course_points_clear, NULL, INT(course_id)));
    for (size_t i = 0; i < draft->count; i++)      /* COURSE_POINTS_MOST at most */
        TRY(db_run(cx, course_point_add, NULL, INT(course_id), INT(draft->points[i].point_id), STR(text_trim(cx, draft->points[i].words))));
    TRY(db_run(cx, course_quality_put, NULL, INT(course_id), STR(text_trim(cx, draft->evidence_link)), STR(text_trim(cx, draft->evidence_words)), REF(draft->revised ? cx->now : 0)));
    return trail(cx, "course.quality_set", course_id, NULL);
}
