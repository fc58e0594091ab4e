/* The rows of the world that fixture.h describes. */
#include "tests/fixture_world.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/person.h"
#include "rooms/programme/course.h"
#include "tests/fixture.h"

const Somebody ann  = { 101, "Ann Ellery", "ann@alder.example" },   ben  = { 102, "Ben Okafor", "ben@alder.example" },
               cara = { 103, "Cara Lindqvist", "cara@beech.example" }, dora = { 104, "Dora Whitlock", "dora@office.example" },
               eli  = { 105, "Eli Marchetti", "eli@office.example" }, fay  = { 106, "Fay Adeyemi", "fay@office.example" },
               gus  = { 107, "Gus Pemberton", "gus@governors.example" }, hana = { 108, "Hana Sato", "hana@council.example" },
               ivo  = { 109, "Ivo Brandt", "ivo@audit.example" },     jo   = { 110, "Jo Tiernan", "jo@home.example" },
               kim  = { 111, "Kim Ravel", "kim@alder.example" },      lou  = { 112, "Lou Siobhán O’Neill", "lou@alder.example" },
               max  = { 113, "Max Dunmore", "max@beech.example" },    noor = { 114, "Noor Hadid", "noor@cedar.example" },
               omar = { 115, "Omar Quayle", "omar@cedar.example" },   pat  = { 116, "Pat Vaughan", "pat@dovecote.example" };
const Somebody nobody = { 0, NULL, NULL };

static const Somebody *const people[] = { &ann, &ben, &cara, &dora, &eli, &fay, &gus, &hana, &ivo, &jo, &kim, &lou, &max, &noor, &omar, &pat };

static const struct { int64_t id; const char *kind, *name, *authority; } organisations[] = {
    { ALDER, "school", "Alder Grove Primary School", "205" },   { BEECH, "school", "Beech Lane Primary School", "205" },
    { CEDAR, "school", "Cedar Park Academy", "205" },           { DOVE, "school", "Dovecote Primary School", "307" },
    { EARLY_YEARS, "department", "Early Years Service", "205" }, { OFFICE, "partnership", "Fleet and Wandle Learning Partnership", "205" },
};

static const struct { int64_t organisation; const char *urn, *type, *group, *phase; int64_t maintained, roll; } schools[] = {
    { ALDER, "900001", "Community school", "4", "primary", 1, 240 }, { BEECH, "900002", "Voluntary aided school", "4", "primary", 1, 180 },
    { CEDAR, "900003", "Academy converter", "10", "secondary", 0, 910 }, { DOVE, "900004", "Community school", "4", "primary", 1, 310 },
};

static const struct { const Somebody *who; int64_t organisation; const char *role, *title, *category; } posts[] = {
    { &ann, ALDER, "CPD lead", "Deputy head, CPD lead", NULL },   { &ben, ALDER, "teacher", "Year 1 teacher", NULL },
    { &kim, ALDER, "teacher", "Year 3 teacher", NULL },           { &lou, ALDER, "teacher", "Reception teacher", NULL },
    { &cara, BEECH, "CPD lead", "CPD lead", NULL },               { &max, BEECH, "teacher", "Year 2 teacher", NULL },
    { &noor, CEDAR, "headteacher", "Principal", NULL },           { &omar, CEDAR, "teacher", "Teacher of science", NULL },
    { &pat, DOVE, "CPD lead", "Assistant head", NULL },           { &hana, EARLY_YEARS, "officer", "Early years adviser", NULL },
    { &dora, OFFICE, "course administrator", "", NULL },          { &eli, OFFICE, "lead adviser", "", NULL },
    { &fay, OFFICE, "facilitator", "Reading consultant", NULL },  { &ivo, OFFICE, "auditor", "", NULL },
    { &gus, ALDER, "governor", "", "parent" },                    { &gus, BEECH, "governor", "", "co-opted" },
};

static const struct { const char *name, *value; } settings[] = {
    { "name", "Fleet and Wandle Learning Partnership" }, { "short_name", "Fleet and Wandle" }, { "council", "Fleet and Wandle Council" },
    { "url", "https://learning.example" }, { "home_authority", "205" }, { "email", "learning@fleetandwandle.example" }, { "telephone", "020 7946 0123" },
};

static const struct { int64_t id, owner; const char *code, *title, *summary, *outcome, *state; int64_t theme; } courses[] = {
    { COURSE_PHONICS, OFFICE, "CU-101", "Phonics in Year 1", "Teach early reading so that every child keeps up.", "More children read at the end of Year 1.",
      "published", THEME_READING },
    { COURSE_ONLINE, EARLY_YEARS, "EY-201", "Talk in the early years", "An hour on talk in Nursery and Reception.", "Children say more.", "published", THEME_EARLY_YEARS },
    { COURSE_DRAFT, OFFICE, "CU-102", "Guided reading", "", "", "draft", THEME_READING },
};

static const struct { int64_t id, course, session, places, member, other; const char *state, *day; int from, till; const char *format, *place; int64_t venue; const char *link; } events[] = {
    { PHONICS, COURSE_PHONICS, PHONICS_SESSION, 2, 6000, 9500, "published", "2026-12-10", 570, 750, "in person", "Town Hall", TOWN_HALL, "" },
    { ONLINE, COURSE_ONLINE, ONLINE_SESSION, 30, 0, 0, "published", "2026-12-15", 960, 1020, "online", "", 0, "https://meet.example/talk" },
    { DRAFT, COURSE_DRAFT, DRAFT_SESSION, 20, 6000, 9500, "draft", "2027-01-14", 570, 750, "in person", "Town Hall", TOWN_HALL, "" },
};

SQL(world_setting,      "INSERT INTO setting (name, value) VALUES ($1, $2)");
SQL(world_authority,    "INSERT INTO authority (code, name) VALUES ($1, $2)");
SQL(world_organisation, "INSERT INTO organisation (id, kind, name, name_folded, sort_key, authority_code, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)");
SQL(world_school,       "INSERT INTO school (organisation_id, urn, type_name, type_group, phase, status, maintained, independent, roll)"
                        " VALUES ($1, $2, $3, $4, $5, 'open', $6, 0, $7)");
SQL(world_membership,   "INSERT INTO membership (id, organisation_id, starts_on) VALUES ($1, $1, '2026-04-01')");
SQL(world_person,       "INSERT INTO person (id, name, name_folded, sort_key, email, email_folded, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)");
SQL(world_post,         "INSERT INTO post (id, person_id, organisation_id, role, title, starts_on, governor_category, created_at) VALUES ($1, $2, $3, $4, $5, '2024-09-01', $6, $7)");
SQL(world_theme,        "INSERT INTO theme (id, slug, name, colour, position) VALUES ($1, $2, $3, $4, $4)");
SQL(world_venue,        "INSERT INTO venue (id, name, address, postcode, access, places) VALUES ($1, 'Town Hall', '1 King Street', 'ZZ6 9JU', 'Step-free entrance and a hearing loop', 80)");
SQL(world_course,       "INSERT INTO course (id, code, title, kind, summary, outcome, owner_id, state, search_words, created_at, changed_at, published_at)"
                        " VALUES ($1, $2, $3, 'course', $4, $5, $6, $7, $8, $9, $9, CASE WHEN $7 = 'published' THEN CAST($9 AS BIGINT) END)");
SQL(world_course_theme, "INSERT INTO course_theme (course_id, theme_id, position) VALUES ($1, $2, 1)");
SQL(world_audience,     "INSERT INTO course_audience (course_id, audience) VALUES ($1, 'teachers')");
SQL(world_phase,        "INSERT INTO course_phase (course_id, phase) VALUES ($1, 'primary')");
SQL(world_event,        "INSERT INTO event (id, course_id, state, places, member_price_pence, other_price_pence, starts_at, ends_at, starts_on, session_count, minutes,"
                        " format, place, led_by, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11, $12, 'Fay Adeyemi', $13, $13)");
SQL(world_session,      "INSERT INTO session (id, event_id, position, starts_at, ends_at, place_kind, venue_id, online_link) VALUES ($1, $2, 1, $3, $4, $5, $6, $7)");
SQL(world_facilitator,  "INSERT INTO facilitator (event_id, person_id, position) VALUES ($1, 106, 1)");

static Error *members_lay(Ctx *cx)
{
    for (size_t i = 0; i < COUNT(settings); i++) TRY(db_run(cx, world_setting, NULL, STR(settings[i].name), STR(settings[i].value)));
    TRY(db_run(cx, world_authority, NULL, STR("205"), STR("Fleet and Wandle")));
    TRY(db_run(cx, world_authority, NULL, STR("307"), STR("Marlow Vale")));
    for (size_t i = 0; i < COUNT(organisations); i++)
        TRY(db_run(cx, world_organisation, NULL, INT(organisations[i].id), STR(organisations[i].kind), STR(organisations[i].name),
                   STR(text_fold(cx, organisations[i].name)), STR(text_sort_key(cx, organisations[i].name)), STR(organisations[i].authority), INT(cx->now)));
    for (size_t i = 0; i < COUNT(schools); i++)
        TRY(db_run(cx, world_school, NULL, INT(schools[i].organisation), STR(schools[i].urn), STR(schools[i].type), STR(schools[i].group), STR(schools[i].phase),
                   INT(schools[i].maintained), INT(schools[i].roll)));
    TRY(db_run(cx, world_membership, NULL, INT(ALDER)));
    TRY(db_run(cx, world_membership, NULL, INT(CEDAR)));
    for (size_t i = 0; i < COUNT(people); i++)
        TRY(db_run(cx, world_person, NULL, INT(people[i]->id), STR(people[i]->name), STR(text_fold(cx, people[i]->name)),
                   STR(person_sort_key(cx, people[i]->name)), STR(people[i]->email), STR(text_fold(cx, people[i]->email)), INT(cx->now)));
    for (size_t i = 0; i < COUNT(posts); i++)
        TRY(db_run(cx, world_post, NULL, INT(201 + (int64_t)i), INT(posts[i].who->id), INT(posts[i].organisation), STR(posts[i].role), STR(posts[i].title),
                   STR(posts[i].category), INT(cx->now)));
    return OK;
}

static Error *event_lay(Ctx *cx, size_t i)
{
    int64_t starts_at, ends_at;
    instant_of(events[i].day, events[i].from / 60, events[i].from % 60, false, &starts_at);
    instant_of(events[i].day, events[i].till / 60, events[i].till % 60, false, &ends_at);
    TRY(db_run(cx, world_event, NULL, INT(events[i].id), INT(events[i].course), STR(events[i].state), INT(events[i].places), INT(events[i].member), INT(events[i].other),
               INT(starts_at), INT(ends_at), STR(events[i].day), INT((ends_at - starts_at) / 60), STR(events[i].format), STR(events[i].place), INT(cx->now)));
    TRY(db_run(cx, world_session, NULL, INT(events[i].session), INT(events[i].id), INT(starts_at), INT(ends_at), STR(events[i].venue ? "venue" : "online"),
               REF(events[i].venue), STR(events[i].link)));
    return db_run(cx, world_facilitator, NULL, INT(events[i].id));
}

static Error *programme_lay(Ctx *cx)
{
    TRY(db_run(cx, world_theme, NULL, INT(THEME_READING), STR("reading"), STR("Reading"), INT(1)));
    TRY(db_run(cx, world_theme, NULL, INT(THEME_EARLY_YEARS), STR("early-years"), STR("Early years"), INT(2)));
    TRY(db_run(cx, world_venue, NULL, INT(TOWN_HALL)));
    for (size_t i = 0; i < COUNT(courses); i++) {
        TRY(db_run(cx, world_course, NULL, INT(courses[i].id), STR(courses[i].code), STR(courses[i].title), STR(courses[i].summary), STR(courses[i].outcome),
                   INT(courses[i].owner), STR(courses[i].state), STR(text(cx, "%s %s %s", courses[i].title, courses[i].summary, courses[i].outcome)), INT(cx->now)));
        TRY(db_run(cx, world_course_theme, NULL, INT(courses[i].id), INT(courses[i].theme)));
        TRY(db_run(cx, world_audience, NULL, INT(courses[i].id)));
        TRY(db_run(cx, world_phase, NULL, INT(courses[i].id)));
    }
    for (size_t i = 0; i < COUNT(events); i++) TRY(event_lay(cx, i));
    for (size_t i = 0; i < COUNT(courses); i++) TRY(course_refresh(cx, courses[i].id));
    return OK;
}

Error *world_lay(Ctx *cx, void *nothing)
{
    TRY(members_lay(cx));
    return programme_lay(cx);
}
