/* The borough's schools, departments, partners and their people. */
#include <string.h>

#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/person.h"
#include "rooms/members/post.h"

SQL(demo_setting_add, "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
SQL(demo_authority_add, "INSERT INTO authority (code, name) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING");
SQL(demo_theme_add, "INSERT INTO theme (id, slug, name, description, colour, position) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(demo_organisation_add,
    "INSERT INTO organisation (id, kind, name, name_folded, sort_key, authority_code, street, town, postcode, ward, website, created_at, changed_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, 'Fleet and Wandle', $8, $9, $10, $11, $11)");
SQL(demo_school_add,
    "INSERT INTO school (organisation_id, urn, establishment_number, type_code, type_name, type_group, phase, status, maintained, independent, opened_on, roll)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9, '1998-09-01', $10)");
SQL(demo_membership_add, "INSERT INTO membership (id, organisation_id, starts_on, ends_on) VALUES ($1, $2, $3, NULL)");
SQL(demo_person_add,
    "INSERT INTO person (id, name, name_folded, sort_key, email, email_folded, first_in_at, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $7)");
SQL(demo_post_add,
    "INSERT INTO post (id, person_id, organisation_id, role, title, starts_on, ends_on, governor_category, governor_office, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");

enum { LAUNCH = 1609459200 /* 1 January 2021 */, PEOPLE_MOST_AT_ONE = 80, TERM_DAYS = 200 };

static const struct { const char *slug, *name, *description; int64_t colour; } themes[] = {
    { "curriculum",   "Curriculum",   "What is taught, and how it is taught well.",        2 },
    { "send",         "SEND",         "Special educational needs and disabilities.",       3 },
    { "leadership",   "Leadership",   "Leading a school, a phase, a subject or an office.", 1 },
    { "safeguarding", "Safeguarding", "Keeping children safe.",                            5 },
    { "early-years",  "Early years",  "Birth to five.",                                    4 },
    { "wellbeing",    "Wellbeing",    "Of pupils and of those who work with them.",        4 },
    { "climate",      "Climate",      "Climate, nature and the schools’ own footprint.",   4 },
    { "science",      "Science",      "",                                                  2 },
    { "art",          "Art",          "",                                                  3 },
    { "music",        "Music",        "",                                                  3 },
    { "theatre",      "Theatre",      "",                                                  5 },
    { "dance",        "Dance",        "",                                                  5 },
    { "governance",   "Governance",   "For governors, trustees and their clerks.",         6 },
    { "enrichment",   "Enrichment",   "Visits, visitors and events for pupils.",           1 },
};

static const struct { const char *name, *value; } settings[] = {
    { "name", "Fleet and Wandle Learning Partnership" }, { "short_name", "Fleet and Wandle" }, { "email", "learning@fleetandwandle.example" },
    { "telephone", "020 7946 0150" }, { "home_authority", "299" }, { "address", "Fleet Bridge Learning Centre, Weir Street, Fleet and Wandle FW1 2LP" }, { "council", "Fleet and Wandle Council" },
};

static Error *frame_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    for (size_t i = 0; i < COUNT(settings); i++) TRY(demo_put(cx, demo, demo_setting_add, STR(settings[i].name), STR(settings[i].value)));
    TRY(demo_put(cx, demo, demo_authority_add, STR("299"), STR("Fleet and Wandle")));
    TRY(demo_put(cx, demo, demo_authority_add, STR("298"), STR("Northmere")));
    TRY(demo_put(cx, demo, demo_authority_add, STR("297"), STR("Kingsbourne")));
    for (size_t i = 0; i < COUNT(themes); i++)
        TRY(demo_put(cx, demo, demo_theme_add, INT(demo_id(demo)), STR(themes[i].slug), STR(themes[i].name), STR(themes[i].description),
                   INT(themes[i].colour), INT((int64_t)i + 1)));
    return OK;
}

/* "St Osric's Church of England Primary School" -> "stosrics"; the second school of a neighbourhood is "heronpark-school". */
static const char *site_of(Ctx *cx, const Demo *demo, const char *name, int64_t copy)
{
    Draft site = { .cx = cx };
    int words = 0;
    for (const char *c = text_fold(cx, name); *c && !(*c == ' ' && ++words >= 2 && site.length >= 7); c++)
        if (*c >= 'a' && *c <= 'z') draft_bytes(&site, c, 1);
    if (copy) draft_add(&site, "%ld", copy);
    for (size_t i = 0; i < demo->organisation_count; i++)
        if (same(demo->organisations[i].site, draft_text(&site))) return text(cx, "%s-school", draft_text(&site));
    return draft_text(&site);
}

typedef struct { const char *role, *title; int count; } Staff;
typedef struct { const char *role, *title, *from, *to, *category, *office; } DemoPost;

/* Who works in a school of this kind; teachers and assistants grow with the roll. */
static size_t staff_of(const DemoSchool *school, size_t index, Staff *staff)
{
    int64_t roll = school->roll;
    bool large = roll > 600, neighbour = !same(school->authority, "299");
    size_t n = 0;
    staff[n++] = (Staff){ "headteacher", "", 1 };
    staff[n++] = (Staff){ "CPD lead", "Deputy headteacher, professional development", 1 };
    if (neighbour) {
        staff[n++] = (Staff){ "teacher", "", 4 };
        return n;
    }
    staff[n++] = (Staff){ "SENCO", "", 1 };
    staff[n++] = (Staff){ "designated safeguarding lead", "", 1 };
    staff[n++] = (Staff){ "school business manager", "", 1 };
    staff[n++] = (Staff){ "office staff", "", large ? 3 : 2 };
    staff[n++] = (Staff){ "phase leader", "", large ? 4 : 2 };
    staff[n++] = (Staff){ "mental health lead", "", 1 };
    staff[n++] = (Staff){ "subject leader", "", large ? 6 : 2 };
    staff[n++] = (Staff){ "teacher", "", large ? 20 : (int)(roll / 32) + 3 };
    staff[n++] = (Staff){ "early career teacher", "", large ? 4 : 1 };
    staff[n++] = (Staff){ "teaching assistant", "", large ? 8 : (int)(roll / 40) + 4 };
    staff[n++] = (Staff){ "governor", "", same(school->phase, "not applicable") ? 3 : 8 };
    if (index % 3 != 0) staff[n++] = (Staff){ "clerk to governors", "", 1 };   /* else the next school's clerk is theirs, too */
    return n;
}

/* As the school says it; the role where there is no other word. */
static const char *title_of(Ctx *cx, const DemoSchool *school, const char *role, int which)
{
    static const char *const subjects[] = { "English lead", "Mathematics lead", "Science lead", "Computing lead", "Humanities lead", "Arts lead" };
    static const char *const departments[] = { "English", "Mathematics", "Science", "History", "Geography", "Modern languages", "Art and design", "Music", "Physical education", "Computing" };
    static const char *const office[] = { "Office manager", "Admissions and attendance officer", "Receptionist" };
    static const char *const phases[] = { "Early years leader", "Key Stage 1 leader", "Lower Key Stage 2 leader", "Upper Key Stage 2 leader" };
    static const char *const years[] = { "Head of Year 7", "Head of Year 8", "Head of Year 9", "Head of Key Stage 4" };
    bool primary = one_of(school->phase, "primary nursery"), secondary = one_of(school->phase, "secondary all-through");
    if (same(role, "subject leader")) return subjects[which % (int)COUNT(subjects)];
    if (same(role, "office staff"))   return office[which % (int)COUNT(office)];
    if (same(role, "phase leader"))   return primary ? phases[which % (int)COUNT(phases)] : secondary ? years[which % (int)COUNT(years)] : "";
    if (same(role, "teacher") && same(school->phase, "primary")) return which % 8 == 0 ? "Reception teacher" : which % 8 == 7 ? "Cover teacher" : text(cx, "Year %d teacher", which % 8);
    if (same(role, "teacher") && secondary) return text(cx, "Teacher of %s", departments[which % (int)COUNT(departments)]);
    return "";
}

/* Two people of one name at one school: the second has a number, as in life. */
static const char *address_of(Ctx *cx, const Demo *demo, const DemoOrganisation *at, const char *first, const char *family)
{
    Draft local = { .cx = cx };
    for (const char *c = text_fold(cx, text(cx, "%s.%s", first, family)); *c; c++)
        if ((*c >= 'a' && *c <= 'z') || *c == '.' || *c == '-') draft_bytes(&local, c, 1);
    const char *email = text(cx, "%s@%s.example", draft_text(&local), at->site);
    for (size_t i = at->first_person, twin = 2; i < demo->people_count; i++)
        if (same(demo->people[i].email, email)) email = text(cx, "%s%zu@%s.example", draft_text(&local), twin++, at->site), i = at->first_person - 1;
    return email;
}

static Error *post_lay(Ctx *cx, Demo *demo, int64_t person_id, int64_t organisation_id, const DemoPost *post)
{
    return demo_put(cx, demo, demo_post_add, INT(demo_id(demo)), INT(person_id), INT(organisation_id), STR(post->role), STR(post->title ? post->title : ""), STR(post->from),
                  STR(post->to), STR(post->category), STR(post->office), INT(LAUNCH));
}

static int year_of(const char *date) { return (date[0] - '0') * 1000 + (date[1] - '0') * 100 + (date[2] - '0') * 10 + date[3] - '0'; }

/* A governor's terms of four years, one after the other, until one holds for the whole of the term around today. */
static Error *terms_lay(Ctx *cx, Demo *demo, const DemoPerson *person, int which)
{
    static const char *const categories[] = { "parent", "parent", "staff", "co-opted", "local authority", "foundation", "co-opted", "co-opted" };
    DemoPost post = { .role = "governor", .from = person->since, .category = categories[which % (int)COUNT(categories)], .office = which == 0 ? "chair" : which == 1 ? "vice-chair" : NULL };
    do {
        const char *next = text(cx, "%d%s", year_of(post.from) + GOVERNOR_TERM_YEARS, post.from + 4);
        if (!date_valid(next)) next = text(cx, "%.4s-03-01", next);   /* from a 29 February */
        post.to = date_add_days(cx, next, -1);
        TRY(post_lay(cx, demo, person->id, demo->organisations[person->organisation].id, &post));
        post.from = next;
    } while (date_days_between(demo->today, post.to) < TERM_DAYS);
    return OK;
}

static Error *person_lay(Ctx *cx, Demo *demo, size_t organisation, const char *role, const char *title, int which)
{
    const DemoOrganisation *at = &demo->organisations[organisation];
    const char *first = demo_first_names[demo_random(demo, demo_first_name_count)];
    const char *family = demo_family_names[demo_random(demo, demo_family_name_count)];
    const char *name = text(cx, "%s %s", first, family), *email = address_of(cx, demo, at, first, family);
    bool governor = same(role, "governor"), leads = one_of(role, "headteacher SENCO governor") || same(role, "CPD lead") || !at->school;
    const char *since = date_add_days(cx, governor ? "2018-09-03" : "2016-09-01", (int64_t)demo_random(demo, 1400)), *until = "";
    if (!leads && demo_random(demo, 9) == 0) since = date_add_days(cx, "2021-09-01", (int64_t)demo_random(demo, 360));
    if (!leads && which && demo_random(demo, 14) == 0) until = "2023-08-31";   /* left at the end of a school year */

    Ctx keep = *cx;
    keep.arena = demo->keep;
    DemoPerson *person = &demo->people[demo->people_count++];
    *person = (DemoPerson){ .id = demo_id(demo), .name = text_copy(&keep, name, strlen(name)), .email = text_copy(&keep, email, strlen(email)), .role = role,
                            .organisation = organisation, .governor = governor, .since = text_copy(&keep, since, strlen(since)), .until = until };

    int64_t first_in = demo->people_count % 7 == 3 ? 0 : LAUNCH + (int64_t)(demo->people_count % 41) * 86400 + 30600;   /* some never came */
    TRY(demo_put(cx, demo, demo_person_add, INT(person->id), STR(name), STR(text_fold(cx, name)), STR(person_sort_key(cx, name)),
               STR(email), REF(first_in), INT(LAUNCH)));
    if (governor) return terms_lay(cx, demo, person, which);
    return post_lay(cx, demo, person->id, at->id, &(DemoPost){ .role = role, .title = title, .from = since, .to = *until ? until : NULL });
}

typedef struct { Demo *demo; const DemoSchool *school; const DemoBody *body; size_t index; int64_t copy; } Laying;

static DemoOrganisation *organisation_add(Ctx *cx, Laying *lay, const char *name, const char *phase, const char *site, bool school, bool member, bool home)
{
    Demo *demo = lay->demo;
    Ctx keep = *cx;
    keep.arena = demo->keep;
    DemoOrganisation *organisation = &demo->organisations[demo->organisation_count++];
    *organisation = (DemoOrganisation){ .id = demo_id(demo), .name = text_copy(&keep, name, strlen(name)), .phase = phase, .site = text_copy(&keep, site, strlen(site)),
        .school = school, .member = member, .home = home, .first_person = demo->people_count };
    return organisation;
}

static Error *school_lay(Ctx *cx, void *data)
{
    static const char *const streets[] = { "High Street", "Station Road", "Church Lane", "Mill Road", "Park Avenue", "Victoria Road", "Green Lane", "Canal Street" };
    Laying *lay = data;
    Demo *demo = lay->demo;
    const DemoSchool *school = lay->school;
    bool home = same(school->authority, "299");
    const char *name = school->name;
    if (lay->copy) name = text(cx, "%s, %s %ld", name, demo_districts[(size_t)lay->copy % demo_district_count], lay->copy);
    const char *site = site_of(cx, demo, school->name, lay->copy);
    DemoOrganisation *organisation = organisation_add(cx, lay, name, school->phase, site, true, school->member, home);

    TRY(demo_put(cx, demo, demo_organisation_add, INT(organisation->id), STR("school"), STR(name), STR(text_fold(cx, name)), STR(text_sort_key(cx, name)),
               STR(school->authority), STR(text(cx, "%ld %s", (long)(2 + 3 * lay->index), streets[lay->index % COUNT(streets)])),
               STR(text(cx, "FW%zu %zu%c%c", 1 + lay->index % 7, 1 + lay->index % 9, (char)('A' + lay->index % 20), (char)('B' + lay->index % 18))), STR(school->ward),
               STR(text(cx, "https://%s.example", site)), INT(LAUNCH)));
    bool maintained = same(school->type_group, "4") || same(school->type_code, "07");
    TRY(demo_put(cx, demo, demo_school_add, INT(organisation->id), STR(text(cx, "%ld", 900001 + (long)lay->index + lay->copy * 100)), STR(text(cx, "%zu", 2000 + lay->index)),
               STR(school->type_code), STR(school->type_name), STR(school->type_group), STR(school->phase), INT(maintained), INT(same(school->type_group, "3")), INT(school->roll)));
    if (school->member) TRY(demo_put(cx, demo, demo_membership_add, INT(demo_id(demo)), INT(organisation->id), STR(same(school->phase, "primary") ? "2020-09-01" : "2022-04-01")));

    Staff staff[16];
    size_t n = staff_of(school, lay->index, staff);
    size_t where = (size_t)(organisation - demo->organisations);
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < staff[i].count; k++)
            TRY(person_lay(cx, demo, where, staff[i].role, *staff[i].title ? staff[i].title : title_of(cx, school, staff[i].role, k), k));
    organisation->person_count = demo->people_count - organisation->first_person;
    if (!home || lay->index % 3 != 1) return OK;

    /* Clerks serve several boards: this school's also clerks for the one before it. */
    const DemoPerson *clerk = &demo->people[demo->people_count - 1];
    return post_lay(cx, demo, clerk->id, organisation[-1].id, &(DemoPost){ .role = clerk->role, .from = clerk->since });
}

static Error *body_lay(Ctx *cx, void *data)
{
    Laying *lay = data;
    Demo *demo = lay->demo;
    const DemoBody *body = lay->body;
    DemoOrganisation *organisation = organisation_add(cx, lay, body->name, "", body->site, false, true, true);
    size_t where = (size_t)(organisation - demo->organisations);

    /* The council's departments share one site; their people are found from the first of them on, so that no address is given twice. */
    for (size_t i = 0; i < where; i++)
        if (same(demo->organisations[i].site, body->site)) { organisation->first_person = demo->organisations[i].first_person; break; }
    size_t before = demo->people_count;
    TRY(demo_put(cx, demo, demo_organisation_add, INT(organisation->id), STR(body->kind), STR(body->name), STR(text_fold(cx, body->name)), STR(text_sort_key(cx, body->name)),
               STR("299"), STR(body->street), STR(body->postcode), STR("Fleet Bridge"), STR(text(cx, "https://%s.example", body->site)), INT(LAUNCH)));
    if (same(body->kind, "partnership")) {
        demo->office_id = organisation->id;
        TRY(person_lay(cx, demo, where, "course administrator", "Course administrator", 0));
        demo->administrator_id = demo->people[demo->people_count - 1].id;
        TRY(person_lay(cx, demo, where, "course administrator", "Course administrator", 1));
        TRY(person_lay(cx, demo, where, "lead adviser", "Lead adviser", 0));
        TRY(person_lay(cx, demo, where, "auditor", "Internal audit", 0));
        for (int i = 0; i < 6; i++) TRY(person_lay(cx, demo, where, "facilitator", "Associate facilitator", i));
    } else if (same(body->kind, "department")) {
        static const char *const officers[] = { "Team manager", "Adviser", "Support officer" };
        for (int i = 0; i < 3; i++) TRY(person_lay(cx, demo, where, "officer", officers[i], i));
        TRY(person_lay(cx, demo, where, "facilitator", "Consultant", 0));
    } else {
        TRY(person_lay(cx, demo, where, same(body->kind, "partner") ? "partner contact" : "contact", "Learning manager", 0));
        TRY(person_lay(cx, demo, where, "facilitator", "Tutor", 0));
    }
    organisation->first_person = before;
    organisation->person_count = demo->people_count - before;
    return OK;
}

Error *demo_members(Ctx *cx, Demo *demo)
{
    size_t organisations = demo_school_count * (size_t)demo->scale + demo_body_count;
    Ctx keep = *cx;
    keep.arena = demo->keep;
    demo->organisations = array(&keep, DemoOrganisation, organisations);
    demo->people = array(&keep, DemoPerson, organisations * PEOPLE_MOST_AT_ONE);

    TRY(demo_slice(cx, demo, frame_lay, demo));
    Laying *bodies = array(&keep, Laying, demo_body_count), *schools = array(&keep, Laying, demo_school_count * (size_t)demo->scale);
    size_t n = 0;
    for (size_t i = 0; i < demo_body_count; i++) bodies[i] = (Laying){ .demo = demo, .body = &demo_bodies[i], .index = i };
    for (int64_t copy = 0; copy < demo->scale; copy++)
        for (size_t i = 0; i < demo_school_count; i++) schools[n++] = (Laying){ .demo = demo, .school = &demo_schools[i], .index = i, .copy = copy };
    TRY(demo_each(cx, demo, body_lay, bodies, sizeof *bodies, demo_body_count));
    return demo_each(cx, demo, school_lay, schools, sizeof *schools, n);
}
