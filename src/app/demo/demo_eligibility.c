/* Courses that are not for everybody, by rule, and somebody whom the office lets in all the same. */
#include "app/demo/demo.h"
#include "rooms/programme/course.h"

SQL(demo_eligible_post,    "INSERT INTO eligibility (id, course_id, kind, word) SELECT CAST($1 AS BIGINT), id, 'post', CAST($3 AS TEXT) FROM course WHERE code = $2");
SQL(demo_eligible_earlier, "INSERT INTO eligibility (id, course_id, kind, earlier_id) SELECT CAST($1 AS BIGINT), c.id, 'earlier', f.id FROM course c JOIN course f ON f.code = $3 WHERE c.code = $2");
SQL(demo_ruled_courses,    "SELECT DISTINCT course_id AS id FROM eligibility ORDER BY id LIMIT 20");
/* The CPD lead of one school, at the next date for designated leads. */
SQL(demo_let_in_add,
    "INSERT INTO let_in (event_id, person_id, why, let_in_by, let_in_at) SELECT e.id, t.person_id, CAST($1 AS TEXT), CAST($2 AS BIGINT), CAST($3 AS BIGINT)"
    "  FROM event e JOIN course c ON c.id = e.course_id, post t WHERE c.code = 'SG-404' AND e.state = 'published' AND e.starts_at > $3"
    "   AND t.role = 'CPD lead' AND t.ends_on IS NULL ORDER BY e.starts_at, e.id, t.id LIMIT 1");

enum { DAY = 86400 };

typedef struct { int64_t id; } Ruled;
static const struct { const char *code, *kind, *word; } rules[] = {
    { "SG-404", "post", "designated safeguarding lead" }, { "SG-404", "post", "headteacher" }, { "SG-404", "earlier", "SG-401" },
    { "GO-919", "post", "governor" }, { "GO-919", "earlier", "GO-901" },
};

static Error *rules_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    for (size_t i = 0; i < COUNT(rules); i++)
        TRY(demo_put(cx, demo, *(*rules[i].kind == 'p' ? &demo_eligible_post : &demo_eligible_earlier), INT(demo_id(demo)), STR(rules[i].code), STR(rules[i].word)));
    return demo_put(cx, demo, demo_let_in_add, STR("Takes over as designated lead in the new term"), INT(demo->administrator_id), INT(demo->now - 2 * DAY));
}

/* In a slice of its own: it reads what the one before has written. */
static Error *events_told(Ctx *cx, void *nothing)
{
    static const Column columns[] = { COLUMN(Ruled, id) };
    Ruled *courses;
    size_t count;
    (void)nothing;
    TRY(db_list(cx, demo_ruled_courses, columns, &courses, &count, NONE));
    for (size_t i = 0; i < count; i++) TRY(course_refresh(cx, courses[i].id));
    return OK;
}

Error *demo_eligibility(Ctx *cx, Demo *demo)
{
    TRY(demo_slice(cx, demo, rules_lay, demo));
    return demo_slice(cx, demo, events_told, NULL);
}
