/* Searches that a teacher and a CPD lead have saved, and what one of them told. */
#include "app/demo/demo.h"
#include "platform/base/text.h"

SQL(demo_search_add, "INSERT INTO saved_search (id, person_id, slot, name, query, tells, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)");
SQL(demo_search_told,
    "INSERT INTO notice (id, person_id, kind, subject, words, link, made_at, letter)"
    " SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), 'saved search', CAST($3 AS TEXT), c.title || '.', CAST($4 AS TEXT), CAST($5 AS BIGINT), CAST($1 AS BIGINT)"
    "  FROM event e JOIN course c ON c.id = e.course_id WHERE e.state = 'published' AND e.starts_at > $5 AND e.theme_slugs LIKE ' safeguarding %' ORDER BY e.starts_at DESC, e.id LIMIT 1");

enum { DAY = 86400 };

/* The first of that role at the first school, as whom a visitor signs in. */
static const DemoPerson *somebody(const Demo *demo, const char *role)
{
    const DemoOrganisation *at = &demo->organisations[demo_body_count];
    for (size_t i = 0; i < at->person_count; i++) {
        const DemoPerson *person = &demo->people[at->first_person + i];
        if (same(person->role, role) && !*person->until) return person;
    }
    return NULL;
}

static Error *saved(Ctx *cx, Demo *demo, const char *role, int64_t slot, const char *name, const char *query, bool tells)
{
    const DemoPerson *person = somebody(demo, role);
    if (!person) return OK;
    return demo_put(cx, demo, demo_search_add, INT(demo_id(demo)), INT(person->id), INT(slot), STR(name), STR(query), INT(tells), INT(demo->now - (30 - slot) * DAY));
}

static Error *searches_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    const DemoPerson *lead = somebody(demo, "CPD lead");
    TRY(saved(cx, demo, "teacher", 1, "Reading, online", "q=reading&where=online", true));
    TRY(saved(cx, demo, "teacher", 2, "Free for us", "show=free", false));
    TRY(saved(cx, demo, "CPD lead", 1, "Safeguarding", "theme=safeguarding", true));
    if (!lead) return OK;
    return demo_put(cx, demo, demo_search_told, INT(demo_id(demo)), INT(lead->id), STR("A new event for your search “Safeguarding”"), STR("/courses?theme=safeguarding"), INT(demo->now - 2 * DAY));
}

Error *demo_searches(Ctx *cx, Demo *demo) { return demo_slice(cx, demo, searches_lay, demo); }
