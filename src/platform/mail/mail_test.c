/* Letters over the wire, to a mail server with bad manners (tests/mail_server.py). */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/jobs/jobs.h"
#include "platform/mail/smtp.h"
#include "platform/security/sandbox.h"
#include "tests/fixture_mail.h"

static const char *recipient;

static Error *queue_one(Ctx *cx, void *nothing)
{
    return mail_queue(cx, &(Mail){ .letter = "place-confirmed", .person_id = ann.id, .to_name = recipient, .to_email = ann.email,
        .calendar_method = "REQUEST", .calendar_id = 7, .calendar_sequence = 2,
        MAIL_VALUES({ "name", recipient }, { "event", "Phonics & <b>more</b>: [here](https://elsewhere.example)" }, { "when", "9.30am on Thursday 10 December 2026" },
                    { "where", "Town Hall" }, { "link", "https://learning.example/registrations/7" }, { "terms", "it costs nothing" }) });
}

static size_t send_all(void)
{
    size_t sent;
    EXPECT_OK(mail_send_due(fixture_cx(), &sent));
    return sent;
}

static void queue_for(const char *name)
{
    recipient = name;
    EXPECT_OK(write_as(&nobody, queue_one, NULL));
}

static void queue(void) { queue_for("Siobhán O’Neill"); }

static const char *state(void)  { return fixture_text("SELECT state AS text FROM mail ORDER BY id LIMIT 1"); }
static const char *answer(void) { return fixture_text("SELECT answer AS text FROM mail ORDER BY id LIMIT 1"); }

TEST("a letter is sent once, over TLS with a password, as text and as a page, and reads as it was meant")
{
    mail_server_begin("accept");
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 1);
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "sent");
    EXPECT_HAS(answer(), "250 2.0.0 taken");
    const char *read = mail_server_file("1.txt");
    EXPECT_HAS(read, "To: Siobhán O’Neill <ann@alder.example>");
    EXPECT_HAS(read, "From: ");
    EXPECT_HAS(read, "Subject: Your place is booked: Phonics & <b>more</b>: [here](https://elsewhere.example)");
    EXPECT_HAS(read, "Auto-Submitted: auto-generated");
    EXPECT_HAS(read, "--- text/plain  utf-8");
    EXPECT_HAS(read, "--- text/html  utf-8");
    EXPECT_HAS(read, "Phonics &amp; &lt;b&gt;more&lt;/b&gt;: [here](https://elsewhere.example)");
    EXPECT_LACKS(read, "href=\"https://elsewhere.example");
    EXPECT_HAS(read, "=== from learning@fleetandwandle.example to ann@alder.example");
    EXPECT_SAME(mail_server_file("2.eml"), "");
}

static Error *queue_to_many(Ctx *cx, void *nothing)
{
    return mail_queue(cx, &(Mail){ .letter = "requirement-due", .unhurried = true, .person_id = ann.id, .to_name = "Ann", .to_email = ann.email,
        MAIL_VALUES({ "name", "Ann" }, { "due", "Safeguarding" }, { "link", "https://learning.example/record/due" }) });
}

TEST("whoever waits for a letter of their own does not wait behind one that goes to many")
{
    mail_server_begin("accept");
    EXPECT_OK(write_as(&nobody, queue_to_many, NULL));
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 2);
    EXPECT_HAS(mail_server_file("1.txt"), "Subject: Your place is booked");
    EXPECT_LACKS(mail_server_file("2.txt"), "Subject: Your place is booked");
}

TEST("a name or a price that Latin-1 could hold reads as it was meant, too")
{
    mail_server_begin("accept");
    queue_for("Zoë Brontë, £60");
    EXPECT_EQUAL((int64_t)send_all(), 1);
    const char *read = mail_server_file("1.txt");
    EXPECT_HAS(read, "\nHello Zoë Brontë, £60,");
    EXPECT_HAS(strstr(read, "--- text/html"), "Hello Zoë Brontë, £60,");
}

TEST("what opened doors is forgotten once a letter is sent")
{
    mail_server_begin("accept");
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 1);
    EXPECT_SAME(fixture_text("SELECT filled AS text FROM mail"), "{}");
}

/* In a process of its own, since there is no way back. */
TEST("a letter leaves from under the sandbox, over TLS to a server found by its name")
{
    mail_server_begin("accept");
    const char *ca = mail_server_ca();
    const MailServer here = { .url = mail_server_url(), .user = "lyceum", .password = "a password of its own", .ca_file = ca,
                              .require_tls = true, .answer_seconds = 5 };
    static const char letter[] = "Subject: Under the sandbox\r\nMessage-ID: <1@a.example>\r\n\r\nHello\r\n";
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        Ctx cx = *test_cx();
        if (sandbox_enter(&cx, &(Sandbox){ .also_read = { ca } })) _exit(2);
        _exit(smtp_send(&cx, smtp_open(&cx, &here), "a@a.example", "b@b.example", letter, sizeof letter - 1).end == SMTP_SENT ? 0 : 1);
    }
    EXPECT(child > 0 && waitpid(child, &status, 0) == child);
    EXPECT(WIFEXITED(status));
    EXPECT_EQUAL(WEXITSTATUS(status), 0);
    EXPECT_HAS(mail_server_file("1.txt"), "Subject: Under the sandbox");
}

static size_t session_count;

static Error *invitation(Ctx *cx, const char *method, int64_t id, int64_t sequence, MailCalendars *calendars)
{
    const char **ics = array(cx, const char *, session_count);
    for (size_t i = 0; i < session_count; i++)
        ics[i] = text(cx, "BEGIN:VCALENDAR\r\nMETHOD:%s\r\nSUMMARY:Registration %ld in London – %ld\r\nUID:%zu\r\nEND:VCALENDAR\r\n", method, (long)id, (long)sequence, i + 1);
    *calendars = (MailCalendars){ .ics = ics, .count = session_count };
    return OK;
}

TEST("an invitation goes along, built when the letter is sent")
{
    session_count = 1;
    mail_server_begin("accept");
    mail_calendar(invitation);
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 1);
    const char *read = mail_server_file("1.txt");
    EXPECT_HAS(read, "--- text/calendar REQUEST utf-8");
    EXPECT_HAS(read, "SUMMARY:Registration 7 in London – 2");
    EXPECT_LACKS(read, "multipart/mixed");
}

TEST("each further session's invitation is attached, for one request is about one entry")
{
    session_count = 3;
    mail_server_begin("accept");
    mail_calendar(invitation);
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 1);
    const char *read = mail_server_file("1.txt"), *ways = strstr(read, "--- multipart/alternative"), *first = ways ? strstr(ways, "UID:1") : NULL;
    EXPECT(first && strstr(first, "UID:2") && strstr(first, "UID:3"));
    EXPECT_HAS(read, "--- multipart/mixed");
    EXPECT_HAS(mail_server_file("1.eml"), "filename=session-3.ics");
}

TEST("a server that is busy is asked again later, with a growing gap and the same Message-ID")
{
    mail_server_begin("busy451");
    queue();
    const char *id = fixture_text("SELECT message_id AS text FROM mail");
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "queued");
    EXPECT_HAS(answer(), "451 4.3.0");
    fixture_at("2026-11-24T09:00");
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_EQUAL(fixture_number("SELECT attempt FROM mail"), 1);         /* not yet due */
    fixture_at("2026-11-24T09:02");
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_EQUAL(fixture_number("SELECT attempt FROM mail"), 2);
    EXPECT_EQUAL(fixture_number("SELECT due_at FROM mail") - fixture_cx()->now, 120);
    mail_server_mode("accept");
    fixture_at("2026-11-24T09:10");
    EXPECT_EQUAL((int64_t)send_all(), 1);
    EXPECT_HAS(mail_server_file("1.txt"), text(test_cx(), "Message-Id: %s", id));
}

TEST("a server that stays busy for three days makes the letter be given up, with its answer")
{
    mail_server_begin("busy451");
    queue();
    fixture_at("2026-11-27T10:00");
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "given up");
    EXPECT_HAS(answer(), "451 4.3.0");
}

TEST("an address that the server does not know is refused for good, and its answer is kept")
{
    mail_server_begin("refuse550");
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "refused");
    EXPECT_HAS(answer(), "550 5.1.1 nobody of that name here");
    fixture_at("2026-11-25T09:00");
    mail_server_mode("accept");
    EXPECT_EQUAL((int64_t)send_all(), 0);
}

TEST("a server that says nothing is left after a while, and the letter waits")
{
    mail_server_begin("hang");
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "queued");
}

TEST("a letter cut off after its last byte is doubtful, and not sent again by itself")
{
    mail_server_begin("drop-after-data");
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "doubtful");
    mail_server_mode("accept");
    fixture_at("2026-12-01T09:00");
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(mail_server_file("2.eml"), "");
}

TEST("a letter under way when the program died is doubtful")
{
    mail_server_begin("accept");
    queue();
    fixture_run("UPDATE mail SET state = 'sending', due_at = queued_at");
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "doubtful");
}

TEST("a wrong password refuses no letter: all wait until it is mended")
{
    mail_server_begin_as("accept", "guess", 1);
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "queued");
}

TEST("a server whose certificate nobody vouches for gets no letter")
{
    mail_server_begin("accept");
    queue();
    mail_server(&(MailServer){ .url = mail_server_url(), .user = "lyceum", .password = "a password of its own", .require_tls = true,
                               .answer_seconds = 1 });
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "queued");
    EXPECT_SAME(mail_server_file("1.eml"), "");
}

TEST("a server that is away keeps the letters in the queue, and only one of them is tried at a time")
{
    fixture_store();
    mail_calendar(NULL);
    queue();
    queue();
    mail_server(&(MailServer){ .url = "smtp://127.0.0.1:9", .answer_seconds = 1 });
    EXPECT_EQUAL((int64_t)send_all(), 0);
    mail_server(NULL);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE state = 'queued'"), 2);
    EXPECT_EQUAL(fixture_number("SELECT CAST(sum(attempt) AS BIGINT) FROM mail"), 1);
}

TEST("without a mail server letters wait, and none is tried")
{
    fixture_store();
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE state = 'queued' AND attempt = 0"), 1);
}

TEST("what is typed as a name adds no header, however it is dressed up")
{
    static const char *const names[] = {
        "Eve\r\nBcc: everybody@elsewhere.example", "Eve\nSubject: Elsewhere", "=?utf-8?q?Eve=0d=0aBcc:_everybody@elsewhere.example?=",
        "Eve\" <everybody@elsewhere.example>, \"", "Eve, everybody@elsewhere.example", "<script>alert(1)</script>", "محمد عبد الله", "Eve\r\n\r\n<p>body</p>",
    };
    mail_server_begin("accept");
    for (size_t i = 0; i < COUNT(names); i++) queue_for(names[i]);
    EXPECT_EQUAL((int64_t)send_all(), (int64_t)COUNT(names));
    for (size_t i = 1; i <= COUNT(names); i++) {
        const char *raw = mail_server_file(text(test_cx(), "%zu.eml", i)), *read = mail_server_file(text(test_cx(), "%zu.txt", i));
        EXPECT(*raw && *read);
        const char *head = text_copy(test_cx(), raw, (size_t)(strstr(raw, "\r\n\r\n") - raw));
        EXPECT_LACKS(head, "\nBcc:");
        EXPECT_LACKS(head, "\nSubject: Elsewhere");
        EXPECT_LACKS(head, "=?utf-8?q?Eve");
        EXPECT_HAS(read, "=== from learning@fleetandwandle.example to ann@alder.example\n");
        EXPECT_HAS(read, "<ann@alder.example>\nMessage-Id: ");          /* To ends with the one address, and holds no other */
        EXPECT_LACKS(strstr(read, "--- text/html"), "<script>");
    }
    EXPECT_HAS(mail_server_file("7.txt"), "To: محمد عبد الله <ann@alder.example>");
}

enum { WAIT_MS = 15000 };

static void pause_ms(long ms) { nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000L }, NULL); }

/* `after`: once the server has heard this letter whole. */
static void *stop_soon(void *after)
{
    pause_ms(500);
    for (int waited = 0; after && waited < WAIT_MS && !*mail_server_file(after); waited += 50) pause_ms(50);
    jobs_stop();
    return NULL;
}

/* How long stopping takes while a letter is under way to a server of these manners. */
static int64_t stopped_after_us(const char *manners, const char *after)
{
    pthread_t stopper;
    mail_server_begin(manners);
    queue();
    mail_server(&(MailServer){ .url = mail_server_url(), .user = "lyceum", .password = "a password of its own",
                               .ca_file = mail_server_ca(), .require_tls = true, .stop_seconds = 1 });
    int64_t began = time_monotonic_us();
    jobs_start(fixture_store(), 1);
    EXPECT(pthread_create(&stopper, NULL, stop_soon, (void *)(uintptr_t)after) == 0);
    EXPECT(pthread_join(stopper, NULL) == 0);
    return time_monotonic_us() - began;
}

TEST("a program that is told to stop leaves a silent server at once, and the letter waits")
{
    EXPECT(stopped_after_us("hang", NULL) < 5000000);
    EXPECT_SAME(state(), "queued");
}

TEST("a program that is told to stop waits a little for the answer to a whole letter, which is then doubtful")
{
    EXPECT(stopped_after_us("hang-after-data", "1.txt") < 12000000);
    EXPECT_SAME(state(), "doubtful");
    EXPECT_HAS(mail_server_file("1.txt"), "Message-Id: ");
}
