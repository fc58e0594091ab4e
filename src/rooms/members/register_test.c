/* The schools register: read, compared, held for a person, applied; and told twice, it changes nothing. */
#include <string.h>

#include "platform/base/text.h"
#include "rooms/members/organisation.h"
#include "rooms/members/post.h"
#include "rooms/members/register_import.h"
#include "tests/data.h"
#include "tests/fixture.h"

static Error *staged(Ctx *cx, void *import)       { return import_staged(cx, ((Import *)import)->id, ((Import *)import)->rows, ((Import *)import)->same); }
static Error *accept_all(Ctx *cx, void *import)   { return import_accept_all(cx, ((Import *)import)->id); }
static Error *apply_begin(Ctx *cx, void *import)  { return import_apply_begin(cx, ((Import *)import)->id); }
static Error *drop(Ctx *cx, void *import)         { return import_drop(cx, ((Import *)import)->id); }

static Import stage(Bytes file, Bytes links, const char *authorities)
{
    Import import = {0};
    RegisterFile reg = { .file_name = "register.csv", .authorities = authorities, .bytes = file.bytes, .length = file.length, .links = links.bytes, .links_length = links.length };
    EXPECT_OK(register_stage(as(&dora), &reg, &import));
    EXPECT_OK(write_as(&dora, staged, &import));
    return import;
}

static void apply(Import *import)
{
    EXPECT_OK(write_as(&dora, apply_begin, import));
    run_jobs();
}

static int64_t outcome(const Import *import, const char *wanted)
{
    ImportCount *counts;
    size_t count;
    EXPECT_OK(import_counts(as(&dora), import->id, &counts, &count));
    for (size_t i = 0; i < count; i++)
        if (same(counts[i].outcome, wanted)) return counts[i].count;
    return 0;
}

static const char *said(const Import *import, const char *which, const char *urn)
{
    ImportRow *rows;
    size_t count;
    EXPECT_OK(import_rows(as(&dora), import->id, which, 0, &rows, &count));
    for (size_t i = 0; i < count; i++)
        if (same(rows[i].key, urn)) return rows[i].say;
    return "";
}

static Organisation school(const char *urn)
{
    Organisation found = {0};
    bool is = false;
    EXPECT_OK(organisation_by_urn(as(&dora), urn, &found, &is));
    EXPECT(is);
    return found;
}

static const Bytes no_links = {0};

static void september(void)
{
    Import import = stage(data_file("register-september.csv"), no_links, "");
    apply(&import);
}

TEST("a first import brings every school, its codes in our words")
{
    Import import = stage(data_file("register-september.csv"), no_links, "");
    EXPECT_EQUAL(import.rows, 8);
    EXPECT_EQUAL(outcome(&import, "new"), 8);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM school WHERE urn LIKE '91%'"), 0);      /* nothing is written before somebody says so */
    apply(&import);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM school WHERE urn LIKE '91%'"), 8);
    Organisation special = school("910005"), towers = school("910006");
    EXPECT_SAME(special.phase, "special");
    EXPECT(special.maintained && !special.independent);
    EXPECT_SAME(towers.phase, "not applicable");
    EXPECT(towers.independent && !towers.maintained);
    EXPECT_SAME(special.ward, "Ferry Ward");
}

TEST("a Windows-1252 apostrophe and a comma inside quotes arrive as they were meant")
{
    september();
    EXPECT_SAME(school("910001").name, "St Brigid’s Primary School");
    EXPECT_SAME(school("910002").name, "Oakfield, Willow and Ash Infant School");
}

TEST("the same file a second time changes nothing")
{
    september();
    int64_t before = fixture_number("SELECT max(changed_at) FROM organisation") + fixture_number("SELECT count(*) FROM trail WHERE what LIKE 'school%'");
    fixture_at("2026-11-25T09:00");
    Import again = stage(data_file("register-september.csv"), no_links, "");
    EXPECT_EQUAL(again.same, 8);
    EXPECT_EQUAL(outcome(&again, "changed") + outcome(&again, "new"), 0);
    EXPECT_LACKS(visit(&dora, "GET", "/office", NULL).body, "read and not written yet");   /* nobody need look through it */
    apply(&again);
    EXPECT_EQUAL(fixture_number("SELECT max(changed_at) FROM organisation") + fixture_number("SELECT count(*) FROM trail WHERE what LIKE 'school%'"), before);
}

TEST("a later file is told field by field, and a change of status waits for a person")
{
    september();
    Import import = stage(data_file("register-november.csv"), data_file("register-links.csv"), "");
    EXPECT_EQUAL(outcome(&import, "new"), 2);
    EXPECT_EQUAL(outcome(&import, "changed"), 1);
    EXPECT_EQUAL(outcome(&import, "succeeded"), 3);
    EXPECT_EQUAL(outcome(&import, "closed"), 1);
    EXPECT_EQUAL(outcome(&import, "held"), 1);
    EXPECT_HAS(said(&import, "changed", "910001"), "Pupils on roll: 210, now 214");
    EXPECT_HAS(said(&import, "changed", "910001"), "Telephone: “02079460101”, now “02079460199”");
    EXPECT_HAS(said(&import, "held", "910006"), "Was open, now proposed to close");
    EXPECT_HAS(said(&import, "succeeded", "910004"), "Continued by Hightower Lane Academy (URN 910011)");
    EXPECT_HAS(said(&import, "closed", "910008"), "Closed on 31 October 2026. Nothing continues it");
    apply(&import);
    EXPECT_EQUAL(school("910001").roll, 214);
    EXPECT_SAME(school("910004").status, "open");
    EXPECT_SAME(school("910006").status, "open");
    EXPECT_SAME(school("910011").status, "open");
}

static Error *give_post(Ctx *cx, void *data)
{
    Post post = { .person_id = jo.id, .organisation_id = *(int64_t *)data, .role = "headteacher", .title = "Head", .starts_on = "2024-09-01" };
    TRY(post_add(cx, &post));
    return membership_add(cx, *(int64_t *)data, "2026-09-01", "2027-08-31");
}

TEST("an academy conversion that is accepted closes the old school and moves its people and membership to the new")
{
    september();
    int64_t old = school("910004").id;
    EXPECT_OK(write_as(&dora, give_post, &old));
    Import import = stage(data_file("register-november.csv"), data_file("register-links.csv"), "");
    EXPECT_OK(write_as(&dora, accept_all, &import));
    apply(&import);

    Post *posts;
    size_t count;
    Organisation academy = school("910011");
    EXPECT_SAME(school("910004").status, "closed");
    EXPECT_OK(posts_of(as(&dora), jo.id, 0, &posts, &count));
    EXPECT_EQUAL((int64_t)count, 2);
    EXPECT_EQUAL(posts[0].organisation_id, academy.id);
    EXPECT_SAME(posts[0].starts_on, "2026-11-01");
    EXPECT_SAME(posts[1].ends_on, "2026-10-31");
    Membership *memberships;
    EXPECT_OK(memberships_of(as(&dora), academy.id, &memberships, &count));
    EXPECT_EQUAL((int64_t)count, 1);
    EXPECT_SAME(memberships[0].ends_on, "2027-08-31");
}

TEST("a merger keeps both histories: two schools are continued by one")
{
    september();
    Import import = stage(data_file("register-november.csv"), data_file("register-links.csv"), "");
    EXPECT_OK(write_as(&dora, accept_all, &import));
    apply(&import);
    SchoolLink *links;
    size_t count;
    EXPECT_OK(school_links(as(&dora), "910010", &links, &count));
    EXPECT_EQUAL((int64_t)count, 2);
    EXPECT_SAME(links[0].kind, "merger");
    EXPECT(!links[0].forward);
}

TEST("without the file of links, a successor is guessed by address and date, and said to be a guess")
{
    september();
    Import import = stage(data_file("register-november.csv"), no_links, "");
    EXPECT_HAS(said(&import, "succeeded", "910004"), "By address and date it looks continued by Hightower Lane Academy");
    EXPECT_EQUAL(outcome(&import, "closed"), 3);
}

TEST("only the authorities asked for are taken")
{
    Import import = stage(data_file("register-september.csv"), no_links, "307, 212");
    EXPECT_EQUAL(import.rows, 1);
}

TEST("a file without a needed column is refused by the column's name, and one without schools says so")
{
    Import import;
    Bytes file = data_file("register-without-status.csv");
    EXPECT_REFUSED(register_stage(as(&dora), &(RegisterFile){ .file_name = "x", .authorities = "", .bytes = file.bytes, .length = file.length }, &import), INVALID, "EstablishmentStatus (code)");
    file = data_file("register-september.csv");
    EXPECT_REFUSED(register_stage(as(&dora), &(RegisterFile){ .file_name = "x", .authorities = "999", .bytes = file.bytes, .length = file.length }, &import), INVALID, "no schools of authority 999");
}

TEST("a dropped file writes nothing, and cannot be applied afterwards")
{
    Import import = stage(data_file("register-september.csv"), no_links, "");
    EXPECT_OK(write_as(&dora, drop, &import));
    EXPECT_REFUSED(write_as(&dora, apply_begin, &import), CONFLICT, "applied or dropped already");
}

TEST("the office sees the preview by outcome, ticks what is held, and has it written")
{
    september();
    Import import = stage(data_file("register-november.csv"), data_file("register-links.csv"), "");
    const char *here = text(test_cx(), "/office/register/%ld", import.id);
    Visit held = visit(&dora, "GET", text(test_cx(), "%s?outcome=held", here), NULL);
    EXPECT_EQUAL(held.status, 200);
    EXPECT_HAS(held.body, "Was open, now proposed to close");
    EXPECT_HAS(held.body, "Accept the change of The Towers School");
    const char *line = fixture_text("SELECT CAST(line AS TEXT) AS text FROM import_row WHERE outcome = 'held'");
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/accept", here), FORM_OF("outcome", "held", "shown", line, "accept", line)).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/apply", here), FORM_OF("go", "1")).status, 303);
    run_jobs();
    EXPECT_SAME(school("910006").status, "proposed to close");
    EXPECT_SAME(school("910008").status, "open");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what LIKE 'school.%' AND (person_id IS NULL OR person_id <> 104)"), 0);
    EXPECT_HAS(visit(&dora, "GET", here, NULL).body, "written");
    EXPECT_LACKS(visit(&dora, "GET", "/office/trail?what=school", NULL).body, "The system");
    EXPECT_EQUAL(visit(&ann, "GET", here, NULL).status, 403);
}

TEST("the real extract gives 612 establishments and 25 open maintained primaries with 6,948 pupils for authority 205")
{
    Bytes file = data_real("gias-extract.csv");
    SchoolCount all, primaries;
    fixture_run("DELETE FROM school");
    Import import = stage(file, no_links, "");
    EXPECT_EQUAL(import.rows, 612);
    apply(&import);
    EXPECT_OK(schools_count(as(&dora), &(SchoolCountFilter){ .authority = "", .phase = "" }, &all));
    EXPECT_OK(schools_count(as(&dora), &(SchoolCountFilter){ .authority = "205", .phase = "primary", .maintained = true, .open = true }, &primaries));
    EXPECT_EQUAL(all.schools, 612);
    EXPECT_EQUAL(primaries.schools, 25);
    EXPECT_EQUAL(primaries.pupils, 6948);
}
