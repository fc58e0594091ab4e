/* What an event's people are given to read, who sees it, and when. fay leads PHONICS; ben and kim have its places, lou and max wait. */
#include "rooms/booking/material_reader.h"

#include "platform/base/text.h"
#include "platform/db/stored_file.h"
#include "platform/jobs/jobs.h"
#include "rooms/programme/event_change.h"
#include "tests/fixture_bookings.h"

static Error *add_act(Ctx *cx, void *material)
{
    Material *m = material;
    return material_add(cx, m, &m->id);
}

static Error *add_by(const Somebody *who, Material m, int64_t *id)
{
    Error *error = write_as(who, add_act, &m);
    if (id) *id = m.id;
    return error;
}

#define SLIDES .event_id = PHONICS, .moment = "before", .name = "Slides", .link = ""
#define PAGE   .event_id = PHONICS, .moment = "before", .name = "A film", .link = "https://films.example/phonics"

/* A staged PDF, as a form's prepare leaves it. */
static int64_t staged(const Somebody *who)
{
    int64_t id = 0;
    EXPECT_OK(stored_file_stage(as(who), "Phonics slides.pdf.exe", "application/pdf", "pdf", "%PDF-1.7 one", 12, &id));
    return id;
}

static int64_t added(Material m)
{
    int64_t id = 0;
    EXPECT_OK(add_by(&fay, m, &id));
    return id;
}

static Error *share_act(Ctx *cx, void *count) { return materials_share(cx, PHONICS, count); }
static Error *up_act(Ctx *cx, void *id)       { return material_up(cx, *(int64_t *)id, &(int64_t){0}); }
static Error *remove_act(Ctx *cx, void *id)   { return material_remove(cx, *(int64_t *)id, &(int64_t){0}); }

static Error *queue(Ctx *cx, void *nothing)
{
    (void)nothing;
    return job_queue(cx, "materials.tell", 0, cx->now, NULL);
}

/* The timed job, as if its minutes were over. */
static void letters_go(void)
{
    EXPECT_OK(write_as(&nobody, queue, NULL));
    run_jobs();
}

static void shared_by_fay(void)
{
    int64_t count;
    EXPECT_OK(write_as(&fay, share_act, &count));
}

static int status_of(const Somebody *who, int64_t id) { return visit(who, "GET", text(test_cx(), "/materials/%ld", (long)id), NULL).status; }

TEST("whoever has a place opens what is shared; another school, who waits, who cancelled and who is not signed in find nothing there")
{
    Full full = phonics_full();
    int64_t id = added((Material){ SLIDES, .file_id = staged(&fay) });
    EXPECT_EQUAL(status_of(&ben, id), 404);                       /* not shared yet */
    EXPECT_LACKS(visit(&ben, "GET", "/events/1", NULL).body, "Slides");
    shared_by_fay();
    Visit got = visit(&ben, "GET", text(test_cx(), "/materials/%ld", (long)id), NULL);
    EXPECT_SAME(got.type, "application/pdf");
    EXPECT_EQUAL(got.length, 12);
    EXPECT_HAS(visit(&ben, "GET", "/events/1", NULL).body, "For before you come");
    EXPECT_HAS(visit(&ben, "GET", text(test_cx(), "/registrations/%ld", (long)full.ben), NULL).body, "PDF, 12 bytes");
    EXPECT_LACKS(visit(&ann, "GET", text(test_cx(), "/registrations/%ld", (long)full.ben), NULL).body, "Slides");   /* who booked it has no place */
    const Somebody *const others[] = { &ann, &cara, &lou, &max, &noor, &gus, &hana };
    for (size_t i = 0; i < COUNT(others); i++) EXPECT_EQUAL(status_of(others[i], id), 404);
    EXPECT_EQUAL(visit(&nobody, "GET", text(test_cx(), "/materials/%ld", (long)id), NULL).status, 303);
    EXPECT_OK(cancel_by(&ben, full.ben));
    EXPECT_EQUAL(status_of(&ben, id), 404);
    EXPECT_LACKS(visit(&ben, "GET", "/events/1", NULL).body, "Slides");
    const Somebody *const prepare[] = { &fay, &dora, &ivo };
    for (size_t i = 0; i < COUNT(prepare); i++) EXPECT_EQUAL(status_of(prepare[i], id), 200);
}

TEST("what is for after the event is shown from the end of its last session, and told of then")
{
    phonics_full();
    int64_t id = added((Material){ .event_id = PHONICS, .moment = "after", .name = "Notes", .link = "https://notes.example/1" });
    shared_by_fay();
    letters_go();
    EXPECT_EQUAL(mail_to(ben.email, "materials-ready"), 0);
    EXPECT_EQUAL(status_of(&ben, id), 404);
    EXPECT_HAS(visit(&fay, "GET", "/events/1/materials", NULL).body, "Shown from 12.30pm on Thursday 10 December 2026");
    fixture_at("2026-12-10T12:30");
    letters_go();
    Visit got = visit(&ben, "GET", text(test_cx(), "/materials/%ld", (long)id), NULL);
    EXPECT_EQUAL(got.status, 303);
    EXPECT_SAME(got.location, "https://notes.example/1");
    EXPECT_EQUAL(mail_to(ben.email, "materials-ready"), 1);
    EXPECT_HAS(visit(&ben, "GET", "/events/1", NULL).body, "From the day");
}

TEST("a sharing tells everybody with a place once, however many files it shares and however often its job runs")
{
    phonics_full();
    added((Material){ SLIDES, .file_id = staged(&fay) });
    added((Material){ PAGE });
    shared_by_fay();
    added((Material){ .event_id = PHONICS, .moment = "before", .name = "Another", .link = "https://films.example/2" });
    shared_by_fay();                                              /* before the letters go: they go once for both */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM material_sharing"), 1);
    letters_go();
    letters_go();
    EXPECT_EQUAL(mail_to(ben.email, "materials-ready"), 1);
    EXPECT_EQUAL(mail_to(kim.email, "materials-ready"), 1);
    EXPECT_EQUAL(mail_to(lou.email, "materials-ready"), 0);
    fixture_run("UPDATE registration SET state = 'confirmed' WHERE person_id = 112");   /* whose confirmation leads to them */
    letters_go();
    EXPECT_EQUAL(mail_to(lou.email, "materials-ready"), 0);
    int64_t count;
    EXPECT_REFUSED(write_as(&fay, share_act, &count), CONFLICT, "shared already");
    added((Material){ .event_id = PHONICS, .moment = "before", .name = "Later", .link = "https://films.example/3" });
    shared_by_fay();
    letters_go();
    EXPECT_EQUAL(mail_to(ben.email, "materials-ready"), 2);
}

TEST("the office, its own department and whoever leads it prepare an event's materials; a teacher, another department and the auditor do not")
{
    phonics_full();
    EXPECT_OK(add_by(&dora, (Material){ PAGE }, NULL));
    EXPECT_OK(add_by(&fay, (Material){ PAGE }, NULL));
    EXPECT_OK(add_by(&hana, (Material){ .event_id = ONLINE, .moment = "before", .name = "Reading", .link = "https://read.example/1" }, NULL));
    EXPECT_REFUSED(add_by(&hana, (Material){ PAGE }, NULL), MISSING, "not found");
    fixture_run("DELETE FROM facilitator WHERE event_id = 2");
    EXPECT_REFUSED(add_by(&fay, (Material){ .event_id = ONLINE, .moment = "before", .name = "Reading", .link = "https://read.example/1" }, NULL), MISSING, "not found");
    EXPECT_REFUSED(add_by(&ben, (Material){ PAGE }, NULL), MISSING, "not found");
    EXPECT_REFUSED(add_by(&ivo, (Material){ PAGE }, NULL), FORBIDDEN, "");
    EXPECT_EQUAL(visit(&ben, "GET", "/events/1/materials", NULL).status, 404);
    EXPECT_EQUAL(visit(&ivo, "GET", "/events/1/materials", NULL).status, 200);
    EXPECT_OK(event_cancel_by(&dora, PHONICS, "The facilitator is ill"));
    EXPECT_REFUSED(add_by(&dora, (Material){ PAGE }, NULL), CONFLICT, "cancelled");
}

TEST("neither a file nor a link, both, a link that is none, or one without a name are refused beside their field")
{
    fixture_store();
    EXPECT_REFUSED(add_by(&fay, (Material){ SLIDES }, NULL), INVALID, "Choose a file, or enter a link");
    EXPECT_REFUSED(add_by(&fay, (Material){ PAGE, .file_id = staged(&fay) }, NULL), INVALID, "not both");
    EXPECT_REFUSED(add_by(&fay, (Material){ .event_id = PHONICS, .moment = "before", .name = "A film", .link = "http://films.example" }, NULL), INVALID, "beginning with https://");
    EXPECT_REFUSED(add_by(&fay, (Material){ .event_id = PHONICS, .moment = "before", .name = " ", .link = "https://films.example" }, NULL), INVALID, "instead of the link");
    EXPECT_REFUSED(add_by(&fay, (Material){ .event_id = PHONICS, .moment = "during", .name = "A film", .link = "https://films.example" }, NULL), INVALID, "before the event or for after");
    added((Material){ .event_id = PHONICS, .moment = "before", .name = "", .link = "", .file_id = staged(&fay) });
    EXPECT_SAME(fixture_text("SELECT name AS text FROM material"), "Phonics slides.pdf");
    for (int i = 1; i < MATERIALS_MOST; i++) added((Material){ PAGE });
    EXPECT_REFUSED(add_by(&fay, (Material){ PAGE }, NULL), INVALID, "40 materials at most");
}

TEST("they stand in the order they are put in, and a file goes with the last event that has it")
{
    fixture_store();
    int64_t slides = added((Material){ SLIDES, .file_id = staged(&fay) }), film = added((Material){ PAGE }), third = added((Material){ .event_id = PHONICS, .moment = "before", .name = "Third", .link = "https://films.example/3" });
    added((Material){ .event_id = PHONICS, .moment = "after", .name = "Notes", .link = "https://notes.example/1" });
    EXPECT_OK(write_as(&fay, up_act, &third));
    EXPECT_OK(write_as(&fay, up_act, &third));
    EXPECT_OK(write_as(&fay, up_act, &third));                    /* the first already */
    EXPECT_OK(write_as(&fay, up_act, &film));
    Material *list;
    size_t n;
    EXPECT_OK(materials_of(as(&fay), PHONICS, &list, &n));
    EXPECT_EQUAL(n, 4);
    EXPECT(list[0].id == third && list[1].id == film && list[2].id == slides && same(list[3].name, "Notes"));
    EXPECT_REFUSED(write_as(&hana, up_act, &film), MISSING, "not found");
    EXPECT_REFUSED(write_as(&hana, remove_act, &slides), MISSING, "not found");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/copy", FORM_OF("first_on-day", "20", "first_on-month", "1", "first_on-year", "2027")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM material WHERE event_id > 1000 AND sharing_id IS NULL"), 4);
    EXPECT_OK(write_as(&fay, remove_act, &slides));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM stored_file WHERE linked = 1"), 1);
    int64_t copy = fixture_number("SELECT id FROM material WHERE event_id > 1000 AND file_id IS NOT NULL");
    EXPECT_EQUAL(status_of(&dora, copy), 200);
    EXPECT_OK(write_as(&dora, remove_act, &copy));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM stored_file WHERE linked = 1"), 0);
}

TEST("the form keeps what was typed when it is refused, and its page says what nobody sees yet")
{
    phonics_full();
    Visit refused = visit(&fay, "POST", "/events/1/materials/new", FORM_OF("moment", "after", "name", "A film of the lesson", "link", "films.example"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "value=\"A film of the lesson\"");
    EXPECT_HAS(refused.body, "value=\"films.example\"");
    EXPECT_EQUAL(visit(&fay, "POST", "/events/1/materials/new", FORM_OF("moment", "before", "name", "A film of the lesson", "link", "https://films.example/1")).status, 303);
    Visit page = visit(&fay, "GET", "/events/1/materials", NULL);
    EXPECT_HAS(page.body, "1 material is not shared yet");
    EXPECT_HAS(page.body, "Link to films.example");
    EXPECT_EQUAL(visit(&fay, "POST", "/events/1/materials/share", NULL).status, 303);
    EXPECT_LACKS(visit(&fay, "GET", "/events/1/materials", NULL).body, "not shared yet");
    EXPECT_EQUAL(visit(&ben, "POST", "/events/1/materials/share", NULL).status, 404);
}
