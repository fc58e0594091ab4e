/* People, posts and organisations: what the office and a school's own administrator may do, and to whom. */
#include <string.h>

#include "platform/base/text.h"
#include "rooms/members/members.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"
#include "rooms/members/person.h"
#include "rooms/members/post.h"
#include "rooms/members/own_mark.h"
#include "rooms/members/settings.h"
#include "tests/fixture.h"

typedef struct { const char *name, *email; int64_t organisation_id, person_id; } Invited;

static Error *invite(Ctx *cx, void *data)
{
    Invited *i = data;
    return person_invite(cx, i->name, i->email, i->organisation_id, "teacher", &i->person_id);
}
static Error *add_post(Ctx *cx, void *post)     { return post_add(cx, post); }
static Error *add_person(Ctx *cx, void *person) { return person_add(cx, person); }

TEST("permissions follow the role and the kind of its organisation")
{
    EXPECT(permissions_of("headteacher", "school") >> MANAGE_PEOPLE & 1);
    EXPECT_EQUAL((int64_t)permissions_of("course administrator", "school"), 0);
    EXPECT_EQUAL((int64_t)permissions_of("teacher", "school"), 0);
    EXPECT_EQUAL((int64_t)permissions_of("emperor", "partnership"), 0);
    EXPECT_SAME(permission_name(RUN_MEMBERS), "RUN_MEMBERS");
}

TEST("who bills does not keep the ledger, who keeps it runs no programme, and the auditor does neither")
{
    const uint64_t office = permissions_of("lead adviser", "partnership") | permissions_of("course administrator", "partnership"), finance = permissions_of("finance officer", "partnership"),
                   auditor = permissions_of("auditor", "partnership");
    EXPECT(office >> BILL & 1 && !(office >> KEEP_LEDGER & 1));
    EXPECT(finance >> KEEP_LEDGER & 1 && finance >> READ_MONEY & 1 && !(finance >> RUN_PROGRAMME & 1) && !(finance >> AUDIT & 1));
    EXPECT(auditor >> READ_MONEY & 1 && !(auditor >> BILL & 1) && !(auditor >> KEEP_LEDGER & 1));
}

TEST("colleagues are those with a post at the organisation today, by family name")
{
    Colleague *people, one;
    size_t count;
    EXPECT_OK(colleagues(as(&ann), ALDER, "", &people, &count));
    EXPECT_EQUAL((int64_t)count, 5);
    EXPECT_SAME(people[0].name, "Ann Ellery");
    EXPECT_OK(colleagues(as(&ann), ALDER, "siobhan", &people, &count));       /* accents need not be typed */
    EXPECT_EQUAL((int64_t)count, 1);
    EXPECT_OK(colleague_find(as(&ann), ALDER, ben.id, &one));
    EXPECT_REFUSED(colleague_find(as(&ann), ALDER, max.id, &one), MISSING, "");
}

TEST("a colleague who is not known yet is made, given a post and invited; one who is known is neither made nor invited again")
{
    Invited zoe = { "Zoe Quill", "zoe@alder.example", ALDER, 0 }, known = { "B. Okafor", "Ben@ALDER.example", ALDER, 0 }, elsewhere = { "Max", "max@beech.example", ALDER, 0 };
    EXPECT_OK(write_as(&ann, invite, &zoe));
    EXPECT_EQUAL((int64_t)mail_to("zoe@alder.example", "invitation"), 1);
    EXPECT_OK(write_as(&ann, invite, &known));
    EXPECT_EQUAL(known.person_id, ben.id);
    EXPECT_EQUAL((int64_t)mail_to("ben@alder.example", NULL), 0);
    EXPECT_OK(write_as(&ann, invite, &elsewhere));
    EXPECT_EQUAL(elsewhere.person_id, max.id);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM post WHERE person_id = 113"), 2);
}

TEST("a governor's post lasts four years unless it says otherwise, and ex officio has no end")
{
    Post parent = { .person_id = jo.id, .organisation_id = ALDER, .role = "governor", .title = "", .starts_on = "2026-09-01", .governor_category = "parent" };
    Post office = { .person_id = noor.id, .organisation_id = CEDAR, .role = "governor", .title = "", .starts_on = "2026-09-01", .governor_category = "ex officio" };
    EXPECT_OK(write_as(&dora, add_post, &parent));
    EXPECT_SAME(parent.ends_on, "2030-08-31");
    EXPECT_OK(write_as(&dora, add_post, &office));
    EXPECT(blank(office.ends_on));
    EXPECT_SAME(post_words(as(&dora), &parent), "Parent governor");
}

TEST("the same post twice at once is refused")
{
    Post again = { .person_id = ben.id, .organisation_id = ALDER, .role = "teacher", .title = "", .starts_on = "2026-11-24" };
    EXPECT_REFUSED(write_as(&dora, add_post, &again), INVALID, "already have this post");
}

TEST("a name of 300 letters, an address with a line break and an empty form are refused in words")
{
    char long_name[301];
    memset(long_name, 'n', 300), long_name[300] = '\0';
    Person person = { .name = long_name, .email = "n@alder.example" };
    EXPECT_REFUSED(write_as(&dora, add_person, &person), INVALID, "Shorten the name");
    person = (Person){ .name = "Ann", .email = "ann@alder.example\nBcc: all@alder.example" };
    EXPECT_REFUSED(write_as(&dora, add_person, &person), INVALID, "");
    Visit empty = visit(&noor, "POST", "/people/new", FORM_OF("name", "", "email", ""));
    EXPECT_EQUAL(empty.status, 422);
    EXPECT_HAS(empty.body, "Enter the first name and family name");
    EXPECT_HAS(empty.body, "Choose what they do here");
    EXPECT_HAS(empty.body, "govuk-error-summary");
    Visit wrong = visit(&noor, "POST", "/people/new", FORM_OF("name", "", "email", "ida", "starts_on-day", "31", "starts_on-month", "2", "starts_on-year", "2027"));
    EXPECT_HAS(wrong.body, "Enter the first name and family name");            /* a date that is none hides no other mistake */
    EXPECT_HAS(wrong.body, "Choose what they do here");
    EXPECT_HAS(wrong.body, "The first day must be a real date");
    EXPECT_LACKS(wrong.body, "Enter the first day of the post");
}

TEST("a name in Arabic is a name")
{
    Person person = { .name = "نور الهدى", .email = "noor.alhuda@alder.example" };
    EXPECT_OK(write_as(&dora, add_person, &person));
    EXPECT_HAS(visit(&dora, "GET", text(test_cx(), "/office/people/%ld", person.id), NULL).body, "نور الهدى");
}

TEST("a headteacher adds, finds and ends the posts of their own people")
{
    Visit added = visit(&noor, "POST", "/people/new", FORM_OF("name", "Ida Bloom", "email", "ida@cedar.example", "role", "teacher", "title", "Music", "starts_on-day", "1",
                                                              "starts_on-month", "9", "starts_on-year", "2026", "invite", "1"));
    EXPECT_EQUAL(added.status, 303);
    EXPECT_EQUAL((int64_t)mail_to("ida@cedar.example", "invitation"), 1);
    EXPECT_HAS(visit(&noor, "GET", "/people", NULL).body, "Ida Bloom");
    EXPECT_HAS(visit(&noor, "GET", added.location, NULL).body, "Music");
    int64_t post = fixture_number("SELECT t.id FROM post t JOIN person p ON p.id = t.person_id WHERE p.email_folded = 'ida@cedar.example'");
    const char *end = text(test_cx(), "/people/posts/%ld/end", post);
    EXPECT_HAS(visit(&noor, "GET", end, NULL).body, "End the post of Ida Bloom");
    EXPECT_EQUAL(visit(&noor, "POST", end, FORM_OF("ends_on-day", "24", "ends_on-month", "11", "ends_on-year", "2026")).status, 303);
    fixture_at("2026-11-25T09:00");
    EXPECT_LACKS(visit(&noor, "GET", "/people", NULL).body, "Ida Bloom");
}

TEST("another school's person and post are missing to a headteacher, and the office's pages are closed")
{
    int64_t post = fixture_number("SELECT id FROM post WHERE person_id = 102");
    EXPECT_EQUAL(visit(&noor, "GET", "/people/102", NULL).status, 404);
    EXPECT_EQUAL(visit(&noor, "GET", text(test_cx(), "/people/posts/%ld/end", post), NULL).status, 404);
    EXPECT_EQUAL(visit(&noor, "POST", text(test_cx(), "/people/posts/%ld/end", post), FORM_OF("ends_on-day", "24", "ends_on-month", "11", "ends_on-year", "2026")).status, 404);
    EXPECT_EQUAL(visit(&noor, "GET", "/office/schools", NULL).status, 403);
    EXPECT_EQUAL(visit(&ben, "GET", "/people", NULL).status, 403);
}

TEST("the office finds schools by words, phase, authority and membership, pages by key and takes the list as CSV")
{
    OrganisationFilter members = { .words = "", .kind = "", .phase = "", .authority = "205", .status = "open", .member = "yes" };
    int64_t count;
    EXPECT_OK(organisations_count(as(&dora), &members, &count));
    EXPECT_EQUAL(count, 2);
    Visit list = visit(&dora, "GET", "/office/schools?q=alder", NULL), csv = visit(&dora, "GET", "/office/schools.csv?phase=primary", NULL);
    EXPECT_HAS(list.body, "Alder Grove Primary School");
    EXPECT_LACKS(list.body, "Beech Lane");
    EXPECT_HAS(csv.body, "Beech Lane Primary School");
    EXPECT_LACKS(csv.body, "Cedar Park");
    EXPECT_HAS(visit(&dora, "GET", "/office/schools?q=zebra", NULL).body, "No organisation fits");
    fixture_run("UPDATE school SET roll = 1240, phase = 'not applicable' WHERE urn = '900001'");
    EXPECT_HAS(visit(&dora, "GET", "/office/schools?phase=not+applicable", NULL).body, ">1,240<");
    EXPECT_LACKS(visit(&dora, "GET", "/office/schools?phase=not+applicable", NULL).body, "Not applicable");
}

TEST("a school's people are found, told apart by whether they have come and gone, and taken away as a file")
{
    Visit all = visit(&noor, "GET", "/people", NULL);
    EXPECT_HAS(all.body, "Noor Hadid");
    EXPECT_HAS(all.body, "Omar Quayle");
    EXPECT_LACKS(all.body, "Ann Ellery");                                           /* of another school */
    Visit found = visit(&noor, "GET", "/people?q=omar&role=teacher", NULL);
    EXPECT_HAS(found.body, "Omar Quayle");
    EXPECT_LACKS(found.body, "Principal");
    fixture_run("UPDATE post SET ends_on = '2026-11-01' WHERE person_id = 115");
    EXPECT_LACKS(visit(&noor, "GET", "/people", NULL).body, "Omar Quayle");
    EXPECT_HAS(visit(&noor, "GET", "/people?group=left", NULL).body, "Omar Quayle");
    fixture_run("UPDATE post SET starts_on = '2027-01-01', ends_on = NULL WHERE person_id = 115");
    EXPECT_HAS(visit(&noor, "GET", "/people?group=to-come&order=newest", NULL).body, "Omar Quayle");
    Visit file = visit(&noor, "GET", "/people.csv?group=to-come", NULL);
    EXPECT_HAS(file.body, "Omar Quayle,omar@cedar.example,teacher");
    EXPECT_LACKS(file.body, "Noor Hadid");
}

TEST("a long list of people goes on where its page ended, by name and by first day")
{
    fixture_run("INSERT INTO person (id, name, name_folded, sort_key, email, email_folded, created_at, changed_at) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)"
                " SELECT 5000 + i, 'Person ' || (100 + i), 'person ' || (100 + i), '00' || (100 + i), 'p' || i || '@cedar.example', 'p' || i || '@cedar.example', 1, 1 FROM n");
    fixture_run("INSERT INTO post (id, person_id, organisation_id, role, title, starts_on, created_at) SELECT id + 1000, id, 13, 'teacher', '', '2026-09-01', 1 FROM person WHERE id > 5000");
    Visit first = visit(&noor, "GET", "/people", NULL);
    EXPECT_HAS(first.body, "Person 150");
    EXPECT_LACKS(first.body, "Person 151");
    EXPECT_HAS(first.body, "after=6050");
    Visit next = visit(&noor, "GET", "/people?after=6050", NULL);
    EXPECT_HAS(next.body, "Person 151");
    EXPECT_LACKS(next.body, "Person 150");
    EXPECT_HAS(next.body, "Omar Quayle");
    Visit newest = visit(&noor, "GET", "/people?order=newest&after=6011", NULL);
    EXPECT_HAS(newest.body, "Person 110");
    EXPECT_LACKS(newest.body, "Person 111");
}

TEST("the office's schools stand by pupils on roll, the most first, and go on where the page ended, forwards and back")
{
    fixture_run("UPDATE school SET roll = 990 WHERE organisation_id = 12");
    fixture_run("UPDATE school SET roll = NULL WHERE organisation_id = 11");
    Visit page = visit(&dora, "GET", "/office/schools?kind=school&order=pupils", NULL);
    EXPECT_HAS(page.body, "<th scope=\"col\" class=\"ly-num ly-sorts\" aria-sort=\"descending\">");
    EXPECT(strstr(page.body, "Beech Lane") < strstr(page.body, "Cedar Park"));
    EXPECT(strstr(page.body, "Cedar Park") < strstr(page.body, "Alder Grove Primary"));
    Visit rest = visit(&dora, "GET", "/office/schools?kind=school&order=pupils&after=13", NULL), back = visit(&dora, "GET", "/office/schools?kind=school&order=pupils&before=11", NULL);
    EXPECT_LACKS(rest.body, "Beech Lane");
    EXPECT_HAS(rest.body, "Alder Grove Primary");
    EXPECT(strstr(back.body, "Beech Lane") < strstr(back.body, "Cedar Park"));
    EXPECT_LACKS(back.body, "href=\"/office/schools/11\"");
    Visit file = visit(&dora, "GET", "/office/schools.csv?kind=school&order=pupils", NULL);
    EXPECT(strstr(file.body, "Beech Lane") < strstr(file.body, "Cedar Park"));
}

TEST("the office's people stand by the day they first signed in, and who never did comes last by name")
{
    fixture_run("UPDATE person SET first_in_at = NULL");
    fixture_run("UPDATE person SET first_in_at = 1700000000 WHERE id = 112");
    fixture_run("UPDATE person SET first_in_at = 1600000000 WHERE id = 106");
    Visit page = visit(&dora, "GET", "/office/people?order=first-in", NULL), rest = visit(&dora, "GET", "/office/people?order=first-in&after=106", NULL);
    EXPECT(strstr(page.body, "href=\"/office/people/112\"") < strstr(page.body, "href=\"/office/people/106\""));
    EXPECT(strstr(page.body, "href=\"/office/people/106\"") < strstr(page.body, "Ben Okafor"));
    EXPECT_LACKS(rest.body, "href=\"/office/people/112\"");
    EXPECT(strstr(rest.body, "Noor Hadid") < strstr(rest.body, "Ben Okafor"));
    Visit back = visit(&dora, "GET", text(test_cx(), "/office/people?order=first-in&before=%ld", ben.id), NULL);
    EXPECT(strstr(back.body, "href=\"/office/people/112\"") < strstr(back.body, "Noor Hadid"));
    EXPECT_LACKS(back.body, "Ben Okafor");
    Visit file = visit(&dora, "GET", "/office/people.csv?order=first-in", NULL);
    EXPECT(strstr(file.body, "Fay Adeyemi") < strstr(file.body, "Ben Okafor"));
}

TEST("a person's page says what each post lets them do, once and in words, and leads to their record and their bookings")
{
    Visit lead = visit(&dora, "GET", text(test_cx(), "/office/people/%ld", ann.id), NULL);
    EXPECT_HAS(lead.body, "Book places for colleagues");
    EXPECT_HAS(lead.body, text(test_cx(), "href=\"/records/%ld\"", ann.id));
    EXPECT_HAS(lead.body, "href=\"/office/bookings?q=ann");
    EXPECT_HAS(visit(&dora, "GET", text(test_cx(), "/office/people/%ld", ben.id), NULL).body, "Book for themselves");
    Visit administrator = visit(&dora, "GET", text(test_cx(), "/office/people/%ld", dora.id), NULL);
    EXPECT_HAS(administrator.body, "Run the whole programme, its bookings and its registers");
    EXPECT_LACKS(administrator.body, "Plan and publish their department");
    EXPECT_HAS(visit(&dora, "GET", text(test_cx(), "/office/people/%ld", hana.id), NULL).body, "Plan and publish their department");
}

TEST("a school's page shows its facts, people, membership and history")
{
    Visit page = visit(&dora, "GET", "/office/schools/11", NULL);
    EXPECT_HAS(page.body, "URN");
    EXPECT_HAS(page.body, "Ben Okafor");
    EXPECT_HAS(page.body, "Membership");
    EXPECT_HAS(page.body, "History");
    EXPECT_EQUAL(visit(&dora, "GET", "/office/schools/999999", NULL).status, 404);
}

TEST("membership is given by dates that do not overlap, and ended on a day")
{
    EXPECT_EQUAL(visit(&dora, "POST", "/office/schools/12/memberships/new", FORM_OF("starts_on-day", "1", "starts_on-month", "9", "starts_on-year", "2026")).status, 303);
    Visit twice = visit(&dora, "POST", "/office/schools/12/memberships/new", FORM_OF("starts_on-day", "1", "starts_on-month", "1", "starts_on-year", "2027"));
    EXPECT_EQUAL(twice.status, 422);
    EXPECT_HAS(twice.body, "member on some of these days already");
    const char *end = text(test_cx(), "/office/schools/12/memberships/%ld/end", fixture_number("SELECT id FROM membership WHERE organisation_id = 12"));
    EXPECT_HAS(visit(&dora, "GET", end, NULL).body, "Beech Lane");
    EXPECT_EQUAL(visit(&dora, "POST", end, FORM_OF("ends_on-day", "31", "ends_on-month", "12", "ends_on-year", "2026")).status, 303);
}

TEST("the office adds a department, changes it, and finds a person in its list")
{
    Visit added = visit(&dora, "POST", "/office/organisations/new", FORM_OF("kind", "department", "name", "Music & Arts Service", "website", ""));
    EXPECT_EQUAL(added.status, 303);
    EXPECT_HAS(visit(&dora, "GET", added.location, NULL).body, "Music &amp; Arts Service");
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/change", added.location), FORM_OF("name", "Music Service", "website", "javascript:alert(1)")).status, 422);
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/change", added.location), FORM_OF("name", "Music Service")).status, 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/people?q=okafor", NULL).body, "Ben Okafor");
    EXPECT_HAS(visit(&dora, "GET", "/office/people?role=headteacher", NULL).body, "Noor Hadid");
    EXPECT_LACKS(visit(&dora, "GET", "/office/people?role=headteacher", NULL).body, "Ben Okafor");
}

TEST("settings are the lead adviser's, refused together, and reach every page")
{
    EXPECT_EQUAL(visit(&dora, "GET", "/office/settings", NULL).status, 403);
    Visit wrong = visit(&eli, "POST", "/office/settings", FORM_OF("name", "", "short_name", "FW", "url", "learning.example", "email", "nobody"));
    EXPECT_EQUAL(wrong.status, 422);
    EXPECT_HAS(wrong.body, "Enter the partnership’s name");
    EXPECT_HAS(wrong.body, "Enter an email address with an @");
    EXPECT_HAS(wrong.body, "Enter a number of days from 1 to 730");
    EXPECT_EQUAL(visit(&eli, "POST", "/office/settings", FORM_OF("name", "River Partnership", "short_name", "River", "council", "", "url", "https://river.example", "home_authority", "205",
                                                                 "email", "office@river.example", "telephone", "", "address", "1 Quay\nLondon", "terms", "", "address_days", "30")).status, 303);
    EXPECT_HAS(visit(&eli, "GET", "/office/settings", NULL).body, "River Partnership</title>");   /* at once, for whoever saved them */
    run_jobs();
    EXPECT_HAS(visit(&dora, "GET", "/office/people", NULL).body, "River Partnership</title>");
    EXPECT_SAME(fixture_text("SELECT name AS text FROM organisation WHERE kind = 'partnership'"), "River Partnership");
}

static Error *own_act(Ctx *cx, void *organisation) { return organisation_own(cx, organisation); }

TEST("a new store has no organisation; the partnership's own is made once, where its first person gets a post")
{
    Organisation own = {0}, again = {0};
    fixture_run("DELETE FROM post WHERE organisation_id IN (SELECT id FROM organisation WHERE kind = 'partnership')");
    fixture_run("UPDATE course SET owner_id = 15");
    fixture_run("DELETE FROM organisation WHERE kind = 'partnership'");
    EXPECT_OK(write_as(&nobody, own_act, &own));
    EXPECT_OK(write_as(&nobody, own_act, &again));
    EXPECT_EQUAL(own.id, again.id);
    EXPECT_SAME(own.kind, "partnership");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM organisation WHERE kind = 'partnership'"), 1);
}

TEST("a school mends the name and address of its own newcomers, and of nobody who has a post at another school")
{
    /* noor leads a school of her own; she adds cara, who leads bookings at another and has never signed in. */
    EXPECT_EQUAL(visit(&noor, "POST", "/people/new", FORM_OF("name", "Cara", "email", cara.email, "role", "teacher", "starts_on-day", "24", "starts_on-month", "11", "starts_on-year", "2026")).status, 303);
    const char *path = text(test_cx(), "/people/%ld", cara.id), *change = text(test_cx(), "%s/change", path);
    EXPECT_LACKS(visit(&noor, "GET", path, NULL).body, "Change the name or address");
    EXPECT_EQUAL(visit(&noor, "GET", change, NULL).status, 404);
    EXPECT_EQUAL(visit(&noor, "POST", change, FORM_OF("name", "Cara", "email", "noor.again@cedar.example")).status, 404);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM person WHERE email = 'noor.again@cedar.example'"), 0);

    fixture_run("UPDATE person SET first_in_at = NULL WHERE email = 'omar@cedar.example'");
    change = text(test_cx(), "/people/%ld/change", omar.id);
    EXPECT_EQUAL(visit(&noor, "POST", change, FORM_OF("name", "Omar Haddad", "email", "omar.haddad@cedar.example")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM person WHERE email = 'omar.haddad@cedar.example'"), 1);
}

TEST("a partnership's own colours are one small style sheet, and one that people could not read is refused")
{
    EXPECT_LACKS(visit(&nobody, "GET", "/courses", NULL).body, "/brand.css");
    const char *const pale[] = { "name", "River Partnership", "short_name", "River", "council", "", "url", "https://river.example", "home_authority", "205", "email", "office@river.example", "telephone", "",
        "address", "", "terms", "", "address_days", "90", "brand_band", "#f0c0c0", "brand_link", "#4a1d3d", "brand_button", "#1d4f8a", "brand_accent", "#7fc4a0", NULL };
    Visit refused = visit(&eli, "POST", "/office/settings", pale);
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "The colour of the band, #f0c0c0, cannot be read under white words");
    EXPECT_HAS(refused.body, "value=\"#f0c0c0\"");
    EXPECT_EQUAL(visit(&eli, "POST", "/office/settings", FORM_OF("name", "River Partnership", "short_name", "River", "council", "", "url", "https://river.example", "home_authority", "205",
        "email", "office@river.example", "telephone", "", "address", "", "terms", "", "address_days", "90", "brand_band", "#4a1d3d", "brand_link", "#7a2a66", "brand_button", "#1d4f8a", "brand_accent", "#7fc4a0")).status, 303);
    run_jobs();
    EXPECT_HAS(visit(&nobody, "GET", "/courses", NULL).body, "href=\"/brand.css\"");
    EXPECT_HAS(visit(&nobody, "GET", "/brand.css", NULL).body, "--ly-river:#4a1d3d;");
}

static Error *mark_act(Ctx *cx, void *mark) { return own_mark_set(cx, mark); }

TEST("the partnership's own mark stands beside its name, is a file that runs nothing, and is taken away by one button")
{
    EXPECT_HAS(visit(&nobody, "GET", "/courses", NULL).body, "<a class=\"ly-brand\" href=\"/\"><svg");
    EXPECT_EQUAL(visit(&dora, "GET", "/office/settings/mark", NULL).status, 403);
    EXPECT_OK(write_as(&eli, mark_act, &(MarkPicture){ .width = 300, .height = 120, .type = "image/png", .words = "Two rivers & a bridge", .bytes = { "PNG\0 bytes", 10 } }));
    run_jobs();
    const char *path = text(test_cx(), "/mark/%ld", fixture_number("SELECT id FROM own_mark"));
    EXPECT_HAS(visit(&nobody, "GET", "/courses", NULL).body, text(test_cx(), "<img src=\"%s\" alt=\"Two rivers &amp; a bridge\" width=\"100\" height=\"40\">", path));
    Visit picture = visit(&nobody, "GET", path, NULL);
    EXPECT_SAME(picture.type, "image/png");
    EXPECT_EQUAL(visit(&nobody, "GET", "/mark/7", NULL).status, 404);

    EXPECT_OK(write_as(&eli, mark_act, &(MarkPicture){ .width = 40, .height = 40, .type = "image/jpeg", .words = "", .bytes = { "JPEG", 4 } }));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM own_mark"), 1);
    EXPECT_EQUAL(visit(&nobody, "GET", path, NULL).status, 404);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/settings/mark/remove", FORM_OF("sure", "1")).status, 403);
    EXPECT_EQUAL(visit(&eli, "POST", "/office/settings/mark/remove", FORM_OF("sure", "1")).status, 303);
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM own_mark"), 0);
    EXPECT_HAS(visit(&nobody, "GET", "/courses", NULL).body, "<a class=\"ly-brand\" href=\"/\"><svg");
}
