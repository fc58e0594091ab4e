/* What speaks for some courses: the marks that they meet, what they rest on, the teachers' standards that they serve; and a framework of the partnership's own. */
#include "app/demo/demo.h"
#include "platform/base/text.h"

SQL(demo_framework_add, "INSERT INTO framework (id, name, folded, position) VALUES ($1, $2, $3, 3)");
SQL(demo_point_add,     "INSERT INTO framework_point (id, framework_id, code, name, position) VALUES ($1, $2, $3, $4, $5)");
SQL(demo_met,
    "INSERT INTO course_point (course_id, point_id, words) SELECT c.id, CAST($2 AS BIGINT), CAST($3 AS TEXT) FROM course c WHERE c.code = $1 AND NOT EXISTS (SELECT 1 FROM course_point p WHERE p.course_id = c.id AND p.point_id = $2)");
SQL(demo_serves,
    "INSERT INTO course_point (course_id, point_id) SELECT DISTINCT ct.course_id, CAST($2 AS BIGINT) FROM course_theme ct JOIN theme t ON t.id = ct.theme_id WHERE t.name = $1"
    " AND NOT EXISTS (SELECT 1 FROM course_point p WHERE p.course_id = ct.course_id AND p.point_id = $2)");
SQL(demo_rests_on,
    "INSERT INTO course_quality (course_id, evidence_link, evidence_words, revised_at) SELECT id, CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS BIGINT) FROM course WHERE code = $1");

static const struct { const char *code; int64_t mark; const char *words; } met[] = {
    { "CU-101", 1, "Begins and ends with three children whose reading you know." },
    { "CU-101", 2, "Led by a reading consultant, on what trials of catch-up teaching have shown." },
    { "CU-101", 3, "You listen to children read, and bring to the second afternoon what you heard." },
    { "CU-101", 4, "Two afternoons, two weeks apart, and a call after half a term." },
    { "CU-101", 5, "Heads agree beforehand who takes over for a ten-minute check each day." },
    { "CU-116", 1, "Three children’s writing is followed from the first afternoon to the last." },
    { "CU-116", 3, "Each sequence is taught between the sessions and taken apart in threes." },
    { "CU-116", 4, "Three afternoons over a term." },
    { "CU-113", 2, "What research says of fluency comes first, the games after it." },
    { "LE-207", 3, "Practice in threes, with somebody who has had that conversation." },
    { "LE-207", 4, "Two days with a task in your own school between them." },
};

static const struct { const char *theme; int64_t point; } serves[] = {
    { "Curriculum", 13 }, { "Curriculum", 14 }, { "SEND", 15 }, { "Leadership", 18 }, { "Safeguarding", 17 }, { "Wellbeing", 18 }, { "Early years", 12 }, { "Science", 13 },
};

static Error *quality_lay(Ctx *cx, void *data)
{
    static const char *const own[] = { "Lower what we burn", "Be ready for heat and floods", "Learn outdoors and about the climate" };
    enum { REVISED_DAYS = 20, DAY = 86400 };
    Demo *demo = data;
    int64_t climate = demo_id(demo), point = 0;
    TRY(demo_put(cx, demo, demo_framework_add, INT(climate), STR("Climate action plan"), STR(text_fold(cx, "Climate action plan"))));
    for (size_t i = 0; i < COUNT(own); i++)
        TRY(demo_put(cx, demo, demo_point_add, INT(point = demo_id(demo)), INT(climate), STR(text(cx, "C%zu", i + 1)), STR(own[i]), INT((int64_t)i + 1)));
    TRY(demo_put(cx, demo, demo_serves, STR("Climate"), INT(point)));
    for (size_t i = 0; i < COUNT(met); i++) TRY(demo_put(cx, demo, demo_met, STR(met[i].code), INT(met[i].mark), STR(met[i].words)));
    for (size_t i = 0; i < COUNT(serves); i++) TRY(demo_put(cx, demo, demo_serves, STR(serves[i].theme), INT(serves[i].point)));
    TRY(demo_put(cx, demo, demo_rests_on, STR("CU-101"), STR("https://evidence.example/phonics-catch-up"), STR("Review of catch-up programmes in early reading, 2024"), INT(demo->now - REVISED_DAYS * DAY)));
    return demo_put(cx, demo, demo_rests_on, STR("CU-113"), STR(""), STR("Two trials of short daily practice in Year 4"), REF(0));
}

Error *demo_quality(Ctx *cx, Demo *demo) { return demo_slice(cx, demo, quality_lay, demo); }
