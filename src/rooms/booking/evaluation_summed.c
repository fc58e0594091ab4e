/* What was said, summed over the events of a course, of a facilitator or of a term. */
#include "platform/base/text.h"
#include "rooms/booking/evaluation_results.h"
#include "rooms/programme/event.h"

#define ABOUT(about, what) "(SELECT COALESCE(sum(" what "), 0) FROM evaluation_sum s JOIN evaluation_question q ON q.id = s.question_id WHERE s.event_id = e.id AND s.kind = 'end' AND s.choice > 0" \
                           " AND q.kind = 'scale' AND q.about = '" about "' AND " ENOUGH_ANSWERED("s") ")"
#define LATER(choice) "(SELECT COALESCE(sum(s.answers), 0) FROM evaluation_sum s JOIN evaluation_round l ON l.event_id = s.event_id AND l.kind = s.kind WHERE s.event_id = e.id AND s.kind = 'follow-up'" \
                      " AND s.choice = " choice " AND " ENOUGH_ANSWERED("s") " AND s.question_id = (SELECT i.question_id FROM evaluation_form_question i JOIN evaluation_question q ON q.id = i.question_id"                       \
                      " WHERE i.form_id = l.form_id AND q.about = 'practice' AND q.kind <> 'text' ORDER BY i.position LIMIT 1))"
/* An event with something said at its end or some weeks later, and what was; of the days and of the part of the programme that were asked for. */
#define SAID \
    "WITH said AS (SELECT e.id, e.course_id, e.starts_on, COALESCE(w.answers, 0) AS people, " ABOUT("course", "s.answers") " AS scale_answers, " ABOUT("course", "s.answers * s.choice") " AS scale_sum, " \
    ABOUT("facilitator", "s.answers") " AS led_answers, " ABOUT("facilitator", "s.answers * s.choice") " AS led_sum,"                                                                           \
    " COALESCE((SELECT l.answers FROM evaluation_round l WHERE l.event_id = e.id AND l.kind = 'follow-up'), 0) AS later_people, " LATER("0") " AS practice_people, " LATER("-1") " AS practice_yes" \
    "  FROM event e JOIN course c ON c.id = e.course_id LEFT JOIN evaluation_round w ON w.event_id = e.id AND w.kind = 'end'"                                                                   \
    " WHERE e.id IN (SELECT a.event_id FROM evaluation_round a WHERE a.answers > 0) AND (CAST($1 AS BIGINT) = 0 OR c.owner_id = $1) AND (CAST($2 AS TEXT) = '' OR e.starts_on >= $2) AND (CAST($3 AS TEXT) = '' OR e.starts_on <= $3)) "
#define SUMS \
    "count(*) AS events, CAST(sum(d.people) AS BIGINT) AS people, CAST(sum(d.scale_answers) AS BIGINT) AS scale_answers, CAST(sum(d.scale_sum) AS BIGINT) AS scale_sum," \
    " CAST(sum(d.led_answers) AS BIGINT) AS led_answers, CAST(sum(d.led_sum) AS BIGINT) AS led_sum, CAST(sum(d.later_people) AS BIGINT) AS later_people,"             \
    " CAST(sum(d.practice_people) AS BIGINT) AS practice_people, CAST(sum(d.practice_yes) AS BIGINT) AS practice_yes"

SQL(results_by_course, SAID "SELECT c.id, c.title AS label, c.code AS note, " SUMS " FROM said d JOIN course c ON c.id = d.course_id GROUP BY c.id, c.title, c.code ORDER BY sum(d.people) DESC, c.id LIMIT 500");
SQL(results_by_facilitator,
    SAID "SELECT p.id, p.name AS label, '' AS note, " SUMS " FROM said d JOIN facilitator f ON f.event_id = d.id AND f.answer <> 'declined' JOIN person p ON p.id = f.person_id GROUP BY p.id, p.name ORDER BY sum(d.people) DESC, p.id LIMIT 500");
/* A term's number: its academic year's first, and 1 to 3. */
#define TERM "(CASE WHEN substr(d.starts_on, 6, 2) >= '09' THEN CAST(substr(d.starts_on, 1, 4) AS BIGINT) * 10 + 1" \
             " WHEN substr(d.starts_on, 6, 5) < '04-10' THEN CAST(substr(d.starts_on, 1, 4) AS BIGINT) * 10 - 8 ELSE CAST(substr(d.starts_on, 1, 4) AS BIGINT) * 10 - 7 END)"
SQL(results_by_term, SAID "SELECT d.term AS id, '' AS label, '' AS note, " SUMS " FROM (SELECT d.*, " TERM " AS term FROM said d) d GROUP BY d.term ORDER BY d.term DESC LIMIT 500");
SQL(results_events_of,
    SAID "SELECT d.id AS event_id, d.people, CAST(d.scale_answers AS BIGINT) AS scale_answers, CAST(d.scale_sum AS BIGINT) AS scale_sum, CAST(d.led_answers AS BIGINT) AS led_answers, CAST(d.led_sum AS BIGINT) AS led_sum, c.title, d.starts_on, e.led_by FROM said d JOIN event e ON e.id = d.id"
         "  JOIN course c ON c.id = d.course_id WHERE (CAST($4 AS BIGINT) = 0 OR d.course_id = $4) AND (CAST($5 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM facilitator f WHERE f.event_id = d.id AND f.person_id = $5 AND f.answer <> 'declined'))"
         " ORDER BY d.starts_on DESC, d.id DESC LIMIT CAST($6 AS BIGINT)");

static const Column row_columns[] = {
    COLUMN(ResultsRow, id), COLUMN(ResultsRow, events), COLUMN(ResultsRow, people), COLUMN(ResultsRow, scale_answers), COLUMN(ResultsRow, scale_sum), COLUMN(ResultsRow, led_answers),
    COLUMN(ResultsRow, led_sum), COLUMN(ResultsRow, later_people), COLUMN(ResultsRow, practice_people), COLUMN(ResultsRow, practice_yes), COLUMN(ResultsRow, label), COLUMN(ResultsRow, note),
};
static const Column event_row_columns[] = { COLUMN(ResultsEvent, event_id), COLUMN(ResultsEvent, people), COLUMN(ResultsEvent, scale_answers), COLUMN(ResultsEvent, scale_sum), COLUMN(ResultsEvent, led_answers), COLUMN(ResultsEvent, led_sum),
                                            COLUMN(ResultsEvent, title), COLUMN(ResultsEvent, starts_on), COLUMN(ResultsEvent, led_by) };

enum { EVENTS_MOST = 200, MINE_MOST = 30 };

Error *results_summed(Ctx *cx, ResultsBy by, const char *from, const char *to, ResultsRow **rows, size_t *count)
{
    static const Sql *const statements[] = { &results_by_course, &results_by_facilitator, &results_by_term };
    static const char *const terms[] = { "", "Autumn", "Spring", "Summer" };
    TRY(db_list(cx, *statements[by], row_columns, rows, count, INT(programme_scope(cx)), STR(from), STR(to)));
    for (size_t i = 0; by == BY_TERM && i < *count; i++) {
        ResultsRow *row = &(*rows)[i];
        row->label = text(cx, "%s term", terms[row->id % 10]);
        row->note = text(cx, "%ld to %ld", (long)(row->id / 10), (long)(row->id / 10 + 1));
    }
    return OK;
}

Error *results_events(Ctx *cx, int64_t course_id, int64_t person_id, const char *from, const char *to, ResultsEvent **rows, size_t *count)
{
    return db_list(cx, results_events_of, event_row_columns, rows, count, INT(programme_scope(cx)), STR(from), STR(to), INT(course_id), INT(person_id), INT(EVENTS_MOST));
}

Error *results_of_mine(Ctx *cx, ResultsEvent **rows, size_t *count)
{
    return db_list(cx, results_events_of, event_row_columns, rows, count, INT(SCOPE_ALL), STR(""), STR(""), INT(0), INT(cx->who->id), INT(MINE_MOST));
}
