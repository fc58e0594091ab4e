/* Several workers send one queue, on PostgreSQL from two machines. */
#include <stdatomic.h>

#include "platform/base/text.h"
#include "platform/mail/mail.h"
#include "tests/fixture_mail.h"
#include "tests/fixture_storm.h"

enum { LETTERS = 16, SENDERS = 4, ROUNDS = 200 };

static atomic_int failed, sent_in_all;

static Error *queue_act(Ctx *cx, void *number)
{
    const char *link = text(cx, "https://learning.example/registrations/%ld", (long)*(const int64_t *)number);
    return mail_queue(cx, &(Mail){ .letter = "place-waiting", .person_id = ann.id, .to_name = ann.name, .to_email = ann.email,
        MAIL_VALUES({ "name", ann.name }, { "event", "Phonics" }, { "when", "9.30am on Thursday 10 December 2026" }, { "where", "Town Hall" }, { "link", link }) });
}

/* A worker whose letter another one took stops and comes again, as its job does every few seconds. */
static void send_run(int number, void *nothing)
{
    for (int round = 0; round < ROUNDS && atomic_load(&sent_in_all) < LETTERS; round++) {
        Ctx cx;
        size_t sent = 0;
        ctx_begin(&cx, storm_store(number), ARENA_REQUEST_LIMIT);
        if (mail_send_due(&cx, &sent)) atomic_fetch_add(&failed, 1);
        ctx_end(&cx);
        atomic_fetch_add(&sent_in_all, (int)sent);
    }
}

TEST("each of sixteen letters leaves once, though four workers send them")
{
    mail_server_begin("accept");
    for (int64_t i = 1; i <= LETTERS; i++) EXPECT_OK(write_as(&nobody, queue_act, &i));
    atomic_store(&failed, 0), atomic_store(&sent_in_all, 0);
    storm(SENDERS, send_run, NULL);
    EXPECT_EQUAL(failed, 0);
    EXPECT_EQUAL(sent_in_all, LETTERS);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE state = 'sent' AND attempt = 1"), LETTERS);

    /* The mail server heard as many, each with its own link. */
    int heard[LETTERS + 1] = { 0 };
    for (int i = 1; i <= LETTERS; i++) {
        const char *link = strstr(mail_server_file(text(test_cx(), "%d.txt", i)), "/registrations/");
        int64_t number = 0;
        EXPECT(link && number_parse(text_copy(test_cx(), link + strlen("/registrations/"), strspn(link + strlen("/registrations/"), "0123456789")), 1, LETTERS, &number));
        heard[number]++;
    }
    for (int i = 1; i <= LETTERS; i++) EXPECT_EQUAL(heard[i], 1);
    EXPECT_SAME(mail_server_file(text(test_cx(), "%d.txt", LETTERS + 1)), "");
}
