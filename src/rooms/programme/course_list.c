/* The office's list of courses: one filter for the page, its count and its download. */
#include "rooms/programme/course_list.h"
#include "platform/base/text.h"
#include "rooms/programme/event.h"

static const Column course_row[] = {
    COLUMN(CoursesRow, id), COLUMN(CoursesRow, to_come), COLUMN(CoursesRow, code), COLUMN(CoursesRow, title), COLUMN(CoursesRow, kind),
    COLUMN(CoursesRow, state), COLUMN(CoursesRow, owner),
};

/* $1 the owner, $2 now, $3 and $4 words, $5 state, $6 kind, $7 theme; then $8 the course before, $9 how many. */
#define TO_COME(c) "(SELECT COUNT(*) FROM event e WHERE e.course_id = " c ".id AND e.state = 'published' AND e.starts_at > CAST($2 AS BIGINT))"
#define FROM(matches)                                                                                                                           \
    "  FROM course c JOIN organisation o ON o.id = c.owner_id WHERE (CAST($1 AS BIGINT) = 0 OR c.owner_id = $1) AND CAST($2 AS BIGINT) > 0"     \
    "   AND (CAST($3 AS TEXT) = '' OR lower(c.title) LIKE $3 OR lower(c.code) LIKE $3 OR " matches ")"                                          \
    "   AND (CAST($5 AS TEXT) = 'all' OR c.state = $5 OR ($5 = '' AND c.state <> 'archived')) AND (CAST($6 AS TEXT) = '' OR c.kind = $6)"       \
    "   AND (CAST($7 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM course_theme t WHERE t.course_id = c.id AND t.theme_id = $7))"
#define PAGE(matches, c_order, a_order)                                                                                                         \
    "SELECT c.id, c.code, c.title, c.kind, c.state, o.name AS owner, " TO_COME("c") " AS to_come" FROM(matches)                                 \
    "   AND (CAST($8 AS BIGINT) = 0 OR (" c_order ", c.title, c.id) > (SELECT " a_order ", a.title, a.id FROM course a JOIN organisation b ON b.id = a.owner_id WHERE a.id = $8))" \
    " ORDER BY " c_order ", c.title, c.id LIMIT $9"
/* Words that are signs alone leave no question: SQLite then finds nothing, PostgreSQL would refuse it. */
#define SQLITE   COURSE_MATCHES_SQLITE("$4")
#define POSTGRES COURSE_MATCHES_POSTGRES("NULLIF($4, '')")
#define BOTH(id, c_order, a_order) SQL2(id, PAGE(SQLITE, c_order, a_order), PAGE(POSTGRES, c_order, a_order))
BOTH(courses_by_title, "c.title", "a.title");
BOTH(courses_by_kind,  "c.kind", "a.kind");
BOTH(courses_by_owner, "o.sort_key", "b.sort_key");
BOTH(courses_by_dates, "-" TO_COME("c"), "-" TO_COME("a"));
SQL2(courses_counted, "SELECT COUNT(*)" FROM(SQLITE), "SELECT COUNT(*)" FROM(POSTGRES));
static const Sql *const orders[COURSES_ORDERS] = { &courses_by_title, &courses_by_kind, &courses_by_owner, &courses_by_dates };

static int64_t owner_of(Ctx *cx, const CoursesFilter *filter)
{
    int64_t scope = programme_scope(cx);
    return scope == SCOPE_ALL ? filter->owner_id : scope;
}

#define FILTER INT(owner_of(cx, f)), INT(cx->now), STR(search_pattern(cx, f->words)), STR(search_question(cx, f->words)), STR(f->state), STR(f->kind), INT(f->theme_id)

Error *courses_list(Ctx *cx, const CoursesFilter *f, int64_t most, CoursesRow **courses, size_t *count)
{
    return db_list_(cx, orders[f->order], course_row, COUNT(course_row), courses, sizeof **courses, count, ARGS(FILTER, INT(f->after), INT(most)));
}

Error *courses_count(Ctx *cx, const CoursesFilter *f, int64_t *count)
{
    return db_number(cx, courses_counted, count, FILTER);
}
