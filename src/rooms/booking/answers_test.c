#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/answers.h"
#include "rooms/booking/needs_share.h"
#include "rooms/programme/event_change.h"
#include "tests/fixture_bookings.h"

static const char *body(const Somebody *who, const char *path) { return visit(who, "GET", path, NULL).body; }

static Visit ask(const char *words, const char *kind, const char *options, const char *shown_if, const char *needed)
{
    return visit(&dora, "POST", "/office/events/1/questions/new", FORM_OF("words", words, "hint", "", "kind", kind, "options", options, "shown_if", shown_if, needed, "1"));
}

static int64_t question(const char *words)
{
    Question *list;
    size_t count;
    EXPECT_OK(questions_of(as(&dora), PHONICS, &list, &count));
    for (size_t i = 0; i < count; i++)
        if (same(list[i].words, words)) return list[i].id;
    return 0;
}

/* Stays for lunch? must be answered; if so, which of three must be answered, too; and whatever they want to say. */
static int64_t lunch, dish, year;
static const char *lunch_of(const char *key) { return answer_field(test_cx(), lunch, key); }
static const char *dish_of(const char *key)  { return answer_field(test_cx(), dish, key); }
static const char *year_of(const char *key)  { return answer_field(test_cx(), year, key); }

static void phonics_asks(void)
{
    EXPECT_EQUAL(ask("Will you stay for lunch?", "yes", "", "", "needed").status, 303);
    lunch = question("Will you stay for lunch?");
    EXPECT_EQUAL(ask("What would you like?", "several", "Soup\n Pie \n\nFruit", text(test_cx(), "%ld-1", (long)lunch), "needed").status, 303);
    dish = question("What would you like?");
    EXPECT_EQUAL(ask("Which year group do you teach?", "text", "", "", "unneeded").status, 303);
    year = question("Which year group do you teach?");
}

TEST("an event's owner says what it asks, and is told in words what cannot be asked")
{
    EXPECT_HAS(body(&dora, "/office/events/1/questions"), "This event asks nothing");
    Visit refused = ask("", "one", "Soup", "", "needed");
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Enter the question");
    EXPECT_HAS(refused.body, "Enter from 2 to 20 answers to choose from");
    EXPECT_HAS(ask("Which?", "one", "Soup\nSoup", "", "needed").body, "stands there twice");
    phonics_asks();
    const char *list = body(&dora, "/office/events/1/questions");
    EXPECT_HAS(list, "Only if “Will you stay for lunch?” is answered “Yes”");
    EXPECT_HAS(list, "Soup, Pie and Fruit");
    EXPECT_HAS(ask("Why?", "text", "", "7-1", "needed").body, "Choose when it is asked from the list");
    const char *path = text(test_cx(), "/office/events/1/questions/%ld", (long)lunch);
    EXPECT_HAS(visit(&dora, "POST", text(test_cx(), "%s/drop", path), NULL).body, "is asked only where this is answered so");
    EXPECT_HAS(visit(&dora, "POST", path, FORM_OF("words", "Lunch?", "hint", "", "kind", "text", "options", "", "shown_if", "")).body, "change that question first");
    EXPECT_HAS(visit(&dora, "POST", text(test_cx(), "/office/events/1/questions/%ld/up", (long)dish), NULL).body, "stays behind it");
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "/office/events/1/questions/%ld/up", (long)year), NULL).status, 303);
    EXPECT_EQUAL(visit(&hana, "GET", "/office/events/1/questions", NULL).status, 404);      /* another department's */
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "/office/events/1/questions/%ld/drop", (long)year), NULL).status, 303);
    EXPECT_EQUAL(question("Which year group do you teach?"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE detail LIKE '%lunch%'"), 0);
}

TEST("whoever books themself answers on the same form: what must be answered is, what is hidden is dropped, and nothing typed is lost")
{
    phonics_asks();
    const char *form = body(&ben, "/events/1/book");
    EXPECT_HAS(form, "Will you stay for lunch?");
    EXPECT_HAS(form, text(test_cx(), "data-ly-only-if=\"%s\" data-ly-values=\"1\"", lunch_of("102")));
    EXPECT_HAS(form, "Only if “Will you stay for lunch?” is answered “Yes”");
    Visit refused = visit(&ben, "POST", "/events/1/book", FORM_OF("asked_102", "1", lunch_of("102"), "1", year_of("102"), "Year 3"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Answer “What would you like?”");
    EXPECT_HAS(refused.body, "value=\"Year 3\"");
    EXPECT_EQUAL(visit(&ben, "POST", "/events/1/book", FORM_OF("asked_102", "1", lunch_of("102"), "3")).status, 422);
    EXPECT_EQUAL(visit(&ben, "POST", "/events/1/book", FORM_OF("purchase_order", "")).status, 422);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration"), 0);
    EXPECT_EQUAL(visit(&ben, "POST", "/events/1/book", FORM_OF("asked_102", "1", lunch_of("102"), "2", dish_of("102"), "2", year_of("102"), "Year 3")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM booking_answer"), 2);      /* no dish, for he does not stay */
    const char *place = text(test_cx(), "/registrations/%ld", (long)fixture_number("SELECT id FROM registration"));
    EXPECT_HAS(body(&ben, place), "Year 3");
    EXPECT_EQUAL(visit(&ben, "POST", text(test_cx(), "%s/answers", place), FORM_OF(lunch_of("102"), "1", dish_of("102"), "1", dish_of("102"), "3")).status, 303);
    EXPECT_HAS(body(&ben, place), "Soup, Fruit");
    EXPECT(!strstr(body(&ben, place), "Year 3"));
    EXPECT_EQUAL(visit(&kim, "GET", text(test_cx(), "%s/answers", place), NULL).status, 404);
    EXPECT_HAS(body(&ann, text(test_cx(), "%s/answers", place)), "checked");
    EXPECT_HAS(body(&ben, "/account/needs"), "Soup, Fruit");
    EXPECT_HAS(body(&ben, "/record.json"), "Soup, Fruit");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE detail LIKE '%Soup%' OR detail LIKE '%Year%'"), 0);
}

TEST("whoever books colleagues is asked for each of them once they are chosen, without a mistake being said, and books with the answers")
{
    phonics_asks();
    EXPECT_HAS(body(&ann, "/events/1/book"), "The organiser asks 3 things of each person");
    Visit next = visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102", "person", "111", "purchase_order", "PO 5"));
    EXPECT_EQUAL(next.status, 422);
    EXPECT(!strstr(next.body, "There is a problem"));
    EXPECT(!strstr(next.body, "<title>Error"));
    EXPECT_HAS(next.body, "3 questions for each person");
    EXPECT_HAS(next.body, lunch_of("102"));
    EXPECT_HAS(next.body, lunch_of("111"));
    EXPECT_HAS(next.body, "value=\"PO 5\"");
    Visit refused = visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102", "person", "111", "asked_102", "1", "asked_111", "1", lunch_of("102"), "2"));
    EXPECT_HAS(refused.body, "There is a problem");
    EXPECT_HAS(refused.body, "Answer “Will you stay for lunch?”");
    Visit more = visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102", "name_1", "Sian Bowen", "email_1", "sian@alder.example", "asked_102", "1", lunch_of("102"), "2"));
    EXPECT_EQUAL(more.status, 422);      /* somebody who has not been asked */
    EXPECT_HAS(more.body, lunch_of("new-1"));
    Visit sent = visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102", "name_1", "Sian Bowen", "email_1", "sian@alder.example", "asked_102", "1", "asked_new-1", "1",
                       lunch_of("102"), "2", lunch_of("new-1"), "1", dish_of("new-1"), "2"));
    EXPECT_EQUAL(sent.status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM booking_answer"), 3);
    const char *read = body(&dora, "/office/events/1/answers");
    EXPECT_HAS(read, "Sian Bowen");
    EXPECT_HAS(read, "Pie");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/answers.csv", NULL).body, "Will you stay for lunch?");
    EXPECT_EQUAL(visit(&dora, "GET", "/office/events/1/answers.xlsx", NULL).status, 200);
    EXPECT_EQUAL(visit(&hana, "GET", "/office/events/1/answers.csv", NULL).status, 404);
    fixture_run("UPDATE event SET places = 3 WHERE id = 1");
    int64_t omars = booked_as(&dora, PHONICS, CEDAR, &omar);      /* whoever owns it books without, and he is asked at home */
    EXPECT_HAS(body(&omar, "/my"), "asks something of you");
    EXPECT_EQUAL(visit(&omar, "POST", text(test_cx(), "/registrations/%ld/answers", (long)omars), FORM_OF(lunch_of("115"), "2")).status, 303);
    EXPECT(!strstr(body(&omar, "/my"), "asks something of you"));
}

TEST("whoever comes to a place that stands is asked as well, and the other's answers are not theirs")
{
    phonics_asks();
    EXPECT_EQUAL(visit(&ben, "POST", "/events/1/book", FORM_OF("asked_102", "1", lunch_of("102"), "1", dish_of("102"), "1")).status, 303);
    const char *place = text(test_cx(), "/registrations/%ld/substitute", (long)fixture_number("SELECT id FROM registration"));
    EXPECT_HAS(body(&ann, place), "Will you stay for lunch?");
    EXPECT_EQUAL(visit(&ann, "POST", place, FORM_OF("person", "111", "name", "", "email", "")).status, 422);
    EXPECT_EQUAL(visit(&ann, "POST", place, FORM_OF("person", "111", "name", "", "email", "", lunch_of("new-1"), "2")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM booking_answer a JOIN registration r ON r.id = a.registration_id WHERE r.person_id = 111"), 1);
    EXPECT_EQUAL(visit(&ann, "POST", "/events/1/book", FORM_OF("unnamed", "1")).status, 303);
    const char *name = text(test_cx(), "/registrations/%ld/name", (long)fixture_number("SELECT id FROM registration WHERE person_id IS NULL"));
    EXPECT_HAS(visit(&ann, "POST", name, FORM_OF("person", "102", "name", "", "email", "")).body, "Answer “Will you stay for lunch?”");
    EXPECT_EQUAL(visit(&ann, "POST", name, FORM_OF("person", "102", "name", "", "email", "", lunch_of("new-1"), "2")).status, 303);
}

static Error *copy_act(Ctx *cx, void *made) { return event_copy(cx, PHONICS, "2027-03-11", made); }

TEST("a copy of an event asks what it asks, each on the same condition")
{
    int64_t copy;
    Question *list;
    size_t count;
    phonics_asks();
    EXPECT_OK(write_as(&dora, copy_act, &copy));
    EXPECT_OK(questions_of(as(&dora), copy, &list, &count));
    EXPECT_EQUAL(count, 3);
    EXPECT_EQUAL(list[1].shown_if, list[0].id);
    EXPECT(list[0].id != lunch);
    EXPECT_SAME(list[1].shown_answer, "Yes");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE rules = 65536"), 2);
}

/* ---- needs ---- */

static Error *forget_act(Ctx *cx, void *nothing) { return job_queue(cx, "answers.forget", 0, cx->now, NULL); }

static void forget_at(const char *moment)
{
    fixture_at(moment);
    EXPECT_OK(write_as(&dora, forget_act, NULL));
    run_jobs();
}

static void ben_needs(void)
{
    EXPECT_EQUAL(visit(&ben, "POST", "/account/needs", FORM_OF("access", "1", "access_words", "", "dietary", "3", "dietary", "7", "dietary_words", "no kiwi")).status, 303);
}

TEST("what somebody needs is said once, is theirs alone, and is seen by those who run the events that they share it for")
{
    EXPECT_HAS(visit(&ben, "POST", "/account/needs", FORM_OF("access_words", text(test_cx(), "%0400d", 7), "dietary_words", "no kiwi")).body, "value=\"no kiwi\"");
    ben_needs();
    EXPECT_HAS(body(&ben, "/account/needs"), "no kiwi");
    EXPECT_HAS(body(&ben, "/events/1/book"), "Step-free access. Halal, No nuts, no kiwi");
    EXPECT_EQUAL(visit(&ben, "POST", "/events/1/book", FORM_OF("needs_said", "1", "needs", "1")).status, 303);
    int64_t place = fixture_number("SELECT id FROM registration");
    EXPECT_HAS(body(&dora, "/office/events/1/answers"), "no kiwi");
    EXPECT_HAS(body(&dora, "/office/events/1/answers"), "Halal");
    EXPECT_HAS(body(&fay, "/events/1/register/61"), "no kiwi");
    EXPECT(!strstr(body(&ann, text(test_cx(), "/registrations/%ld", (long)place)), "kiwi"));      /* not his school */
    EXPECT(!strstr(body(&ann, "/events/1/book"), "kiwi"));
    EXPECT_EQUAL(visit(&ann, "POST", text(test_cx(), "/registrations/%ld/needs", (long)place), FORM_OF("share", "yes")).status, 404);
    EXPECT_EQUAL(visit(&ben, "POST", text(test_cx(), "/registrations/%ld/needs", (long)place), FORM_OF("share", "no")).status, 303);
    EXPECT(!strstr(body(&fay, "/events/1/register/61"), "kiwi"));
    EXPECT(!strstr(body(&dora, "/office/events/1/answers"), "kiwi"));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE detail LIKE '%kiwi%' OR what LIKE '%need%'"), 0);
}

TEST("of a place that others booked the person says it at home; on the day the register shows it, a phone does not keep it, and with the event it is over")
{
    ben_needs();
    int64_t place = booked_as(&ann, PHONICS, ALDER, &ben);
    EXPECT(!strstr(body(&fay, "/events/1/register/61"), "kiwi"));
    EXPECT_HAS(body(&ben, "/my"), "see what you need?");
    EXPECT_EQUAL(visit(&ben, "POST", text(test_cx(), "/registrations/%ld/needs", (long)place), FORM_OF("share", "yes")).status, 303);
    EXPECT(!strstr(body(&ben, "/my"), "see what you need?"));
    fixture_at("2026-12-10T10:00");
    EXPECT_HAS(body(&fay, "/events/1/register/61"), "no kiwi");
    EXPECT(!strstr(body(&fay, "/events/1/register/61?kept=1"), "kiwi"));
    EXPECT_HAS(visit(&fay, "GET", "/events/1/register/61/register.csv", NULL).body, "no kiwi");
    fixture_at("2026-12-10T12:30");
    EXPECT(!strstr(body(&fay, "/events/1/register/61"), "kiwi"));
    EXPECT(!strstr(body(&dora, "/office/events/1/answers"), "kiwi"));
    forget_at("2026-12-10T12:31");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration_need"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM person_need"), 1);
    EXPECT_EQUAL(visit(&ben, "POST", "/account/needs", FORM_OF("access_words", "", "dietary_words", "")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM person_need"), 0);
}

TEST("answers are deleted two weeks after the event, and those of a place that is given up at once")
{
    phonics_asks();
    EXPECT_EQUAL(visit(&ben, "POST", "/events/1/book", FORM_OF("asked_102", "1", lunch_of("102"), "2")).status, 303);
    EXPECT_EQUAL(visit(&max, "POST", "/events/1/book", FORM_OF("asked_113", "1", lunch_of("113"), "2")).status, 303);
    EXPECT_OK(cancel_by(&max, fixture_number("SELECT id FROM registration WHERE person_id = 113")));
    forget_at("2026-11-24T10:00");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM booking_answer"), 1);
    forget_at("2026-12-24T12:29");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM booking_answer"), 1);
    forget_at("2026-12-24T12:30");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM booking_answer"), 0);
    EXPECT_OK(booking_check(as(&nobody)));
}
