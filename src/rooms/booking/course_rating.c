#include "rooms/booking/course_rating.h"

#include "rooms/booking/evaluation_round.h"

/* The first question of a round's form that is about this and not answered in words. */
#define FIRST_ABOUT(about) "s.question_id = (SELECT i.question_id FROM evaluation_form_question i JOIN evaluation_question q ON q.id = i.question_id" \
                           " WHERE i.form_id = w.form_id AND q.about = '" about "' AND q.kind <> 'text' ORDER BY i.position LIMIT 1)"
#define OF_COURSE "FROM evaluation_sum s JOIN event e ON e.id = s.event_id JOIN evaluation_round w ON w.event_id = s.event_id AND w.kind = s.kind WHERE e.course_id = $1"
#define LATER(about, choice) "COALESCE((SELECT sum(s.answers) " OF_COURSE " AND s.kind = 'follow-up' AND s.choice = " choice " AND " ENOUGH_ANSWERED("s") " AND " FIRST_ABOUT(about) "), 0)"
#define SCALE_OF_COURSE "FROM evaluation_sum s JOIN event e ON e.id = s.event_id JOIN evaluation_question q ON q.id = s.question_id" \
                        " WHERE e.course_id = $1 AND s.kind = 'end' AND q.kind = 'scale' AND q.about = 'course' AND s.choice > 0 AND " ENOUGH_ANSWERED("s")
#define ROUNDS(what, kind) "COALESCE((SELECT " what " FROM evaluation_round w JOIN event e ON e.id = w.event_id WHERE e.course_id = $1 AND w.answers > 0 AND w.kind = '" kind "'), 0)"

SQL(course_rating_put,
    "INSERT INTO course_rating (course_id, people, events, scale_answers, scale_sum, later_people, practice_people, practice_yes, pupils_people, pupils_yes)"
    " SELECT CAST($1 AS BIGINT), " ROUNDS("sum(w.answers)", "end") ", " ROUNDS("count(*)", "end") ", COALESCE((SELECT sum(s.answers) " SCALE_OF_COURSE "), 0),"
    " COALESCE((SELECT sum(s.answers * s.choice) " SCALE_OF_COURSE "), 0), " ROUNDS("sum(w.answers)", "follow-up") ", " LATER("practice", "0") ", " LATER("practice", "-1") ", "
    LATER("pupils", "0") ", " LATER("pupils", "-1") " WHERE 1 = 1"
    " ON CONFLICT (course_id) DO UPDATE SET people = excluded.people, events = excluded.events, scale_answers = excluded.scale_answers, scale_sum = excluded.scale_sum,"
    " later_people = excluded.later_people, practice_people = excluded.practice_people, practice_yes = excluded.practice_yes, pupils_people = excluded.pupils_people, pupils_yes = excluded.pupils_yes");
SQL(course_rating_of,
    "SELECT course_id, people, events, scale_answers, scale_sum, later_people, practice_people, practice_yes, pupils_people, pupils_yes FROM course_rating WHERE course_id = $1");

SQL(course_ratings_all, "SELECT course_id, scale_answers, scale_sum FROM course_rating WHERE people >= $1 AND scale_answers >= $1 ORDER BY course_id LIMIT 2000");

static const Column columns[] = {
    COLUMN(CourseRating, course_id), COLUMN(CourseRating, people), COLUMN(CourseRating, events), COLUMN(CourseRating, scale_answers), COLUMN(CourseRating, scale_sum),
    COLUMN(CourseRating, later_people), COLUMN(CourseRating, practice_people), COLUMN(CourseRating, practice_yes), COLUMN(CourseRating, pupils_people), COLUMN(CourseRating, pupils_yes),
};

Error *course_rating_refresh(Ctx *cx, int64_t course_id) { return db_run(cx, course_rating_put, NULL, INT(course_id)); }

Error *course_rating_find(Ctx *cx, int64_t course_id, CourseRating *rating)
{
    bool found;
    *rating = (CourseRating){ .course_id = course_id };
    return db_maybe(cx, course_rating_of, columns, rating, &found, INT(course_id));
}

Error *course_ratings(Ctx *cx, CourseRating **list, size_t *count)
{
    static const Column few[] = { COLUMN(CourseRating, course_id), COLUMN(CourseRating, scale_answers), COLUMN(CourseRating, scale_sum) };
    return db_list(cx, course_ratings_all, few, list, count, INT(FEWEST));
}
