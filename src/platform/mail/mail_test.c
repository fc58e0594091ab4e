/* Letters over the wire, to a mail server with bad manners (tests/mail_server.py). */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/jobs/jobs.h"
#include "platform/mail/smtp.h"
#include "platform/security/sandbox.h"
#include "tests/fixture.h"

extern char **environ;

enum { FILE_MOST = 1 << 20, WAIT_MS = 15000 };

static struct { pid_t process; int input; const char *folder; } server;

static void sleep_ms(long ms) { nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000L }, NULL); }

/* "" while there is no such file. */
static const char *file_read(const char *name)
{
    FILE *file = fopen(text(test_cx(), "%s/%s", server.folder, name), "r");
    if (!file) return "";
    char *bytes = arena_new(test_cx()->arena, FILE_MOST);
    size_t length = fread(bytes, 1, FILE_MOST - 1, file);
    fclose(file);
    bytes[length] = '\0';
    return bytes;
}

static void server_mode(const char *mode)
{
    FILE *file = fopen(text(test_cx(), "%s/mode", server.folder), "w");
    EXPECT(file != NULL);
    fprintf(file, "%s\n", mode);
    fclose(file);
}

static void server_stop(void *nothing)
{
    close(server.input);
    kill(server.process, SIGTERM);
    waitpid(server.process, NULL, 0);
    mail_server(NULL);
    mail_calendar(NULL);
}

static void server_run(void)
{
    int input[2];
    posix_spawn_file_actions_t actions;
    EXPECT(pipe2(input, O_CLOEXEC) == 0);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input[0], 0);
    server.folder = test_folder();
    const char *script = text(test_cx(), "%s/tests/mail_server.py", getenv("LYCEUM_SOURCE") ? getenv("LYCEUM_SOURCE") : ".");
    char *const argv[] = { (char *)(uintptr_t)"/usr/bin/python3", (char *)(uintptr_t)script, (char *)(uintptr_t)server.folder, NULL };
    int failed = posix_spawn(&server.process, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(input[0]);
    server.input = input[1];
    if (failed) test_skip("there is no /usr/bin/python3");
}

static bool server_ready(void)
{
    int status;
    for (int waited = 0; waited < WAIT_MS; waited += 50) {
        if (*file_read("port")) return true;
        if (waitpid(server.process, &status, WNOHANG) == server.process) return false;
        sleep_ms(50);
    }
    return false;
}

/* A mail server of this test's own, and the program told to use it. */
static void server_begin_as(const char *mode, const char *user, const char *password)
{
    fixture_store();
    mail_calendar(NULL);
    server_run();
    server_mode(mode);
    if (!server_ready()) {
        close(server.input);
        test_skip("the mail server of the tests does not run here: it needs python3-aiosmtpd and openssl");
    }
    mail_server(&(MailServer){ .url = text(test_cx(), "smtp://localhost:%s", file_read("port")), .user = user, .password = password,
                               .ca_file = text(test_cx(), "%s/ca.pem", server.folder), .require_tls = true, .answer_seconds = 2 });
    test_after(server_stop, NULL);
}

static void server_begin(const char *mode) { server_begin_as(mode, "lyceum", "a password of its own"); }

static const char *recipient;

static Error *queue_one(Ctx *cx, void *nothing)
{
    return mail_queue(cx, &(Mail){ .letter = "place-confirmed", .person_id = ann.id, .to_name = recipient, .to_email = ann.email,
        .calendar_method = "REQUEST", .calendar_id = 7, .calendar_sequence = 2,
        MAIL_VALUES({ "name", recipient }, { "event", "Phonics & <b>more</b>: [here](https://elsewhere.example)" }, { "when", "9.30am on Thursday 10 December 2026" },
                    { "where", "Town Hall" }, { "link", "https://learning.example/registrations/7" }) });
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
    server_begin("accept");
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 1);
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "sent");
    EXPECT_HAS(answer(), "250 2.0.0 taken");
    const char *read = file_read("1.txt");
    EXPECT_HAS(read, "To: Siobhán O’Neill <ann@alder.example>");
    EXPECT_HAS(read, "From: ");
    EXPECT_HAS(read, "Subject: Your place is booked: Phonics & <b>more</b>: [here](https://elsewhere.example)");
    EXPECT_HAS(read, "Auto-Submitted: auto-generated");
    EXPECT_HAS(read, "--- text/plain  utf-8");
    EXPECT_HAS(read, "--- text/html  utf-8");
    EXPECT_HAS(read, "Phonics &amp; &lt;b&gt;more&lt;/b&gt;: [here](https://elsewhere.example)");
    EXPECT_LACKS(read, "href=\"https://elsewhere.example");
    EXPECT_HAS(read, "=== from learning@fleetandwandle.example to ann@alder.example");
    EXPECT_SAME(file_read("2.eml"), "");
}

TEST("what opened doors is forgotten once a letter is sent")
{
    server_begin("accept");
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 1);
    EXPECT_SAME(fixture_text("SELECT filled AS text FROM mail"), "{}");
}

/* In a process of its own, since there is no way back. */
TEST("a letter leaves from under the sandbox, over TLS to a server found by its name")
{
    server_begin("accept");
    const char *ca = text(test_cx(), "%s/ca.pem", server.folder);
    const MailServer here = { .url = text(test_cx(), "smtp://localhost:%s", file_read("port")), .user = "lyceum", .password = "a password of its own", .ca_file = ca,
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
    EXPECT_HAS(file_read("1.txt"), "Subject: Under the sandbox");
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
    server_begin("accept");
    mail_calendar(invitation);
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 1);
    const char *read = file_read("1.txt");
    EXPECT_HAS(read, "--- text/calendar REQUEST utf-8");
    EXPECT_HAS(read, "SUMMARY:Registration 7 in London – 2");
    EXPECT_LACKS(read, "multipart/mixed");
}

TEST("each further session's invitation is attached, for one request is about one entry")
{
    session_count = 3;
    server_begin("accept");
    mail_calendar(invitation);
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 1);
    const char *read = file_read("1.txt"), *ways = strstr(read, "--- multipart/alternative"), *first = ways ? strstr(ways, "UID:1") : NULL;
    EXPECT(first && strstr(first, "UID:2") && strstr(first, "UID:3"));
    EXPECT_HAS(read, "--- multipart/mixed");
    EXPECT_HAS(file_read("1.eml"), "filename=session-3.ics");
}

TEST("a server that is busy is asked again later, with a growing gap and the same Message-ID")
{
    server_begin("busy451");
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
    server_mode("accept");
    fixture_at("2026-11-24T09:10");
    EXPECT_EQUAL((int64_t)send_all(), 1);
    EXPECT_HAS(file_read("1.txt"), text(test_cx(), "Message-Id: %s", id));
}

TEST("a server that stays busy for three days makes the letter be given up, with its answer")
{
    server_begin("busy451");
    queue();
    fixture_at("2026-11-27T10:00");
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "given up");
    EXPECT_HAS(answer(), "451 4.3.0");
}

TEST("an address that the server does not know is refused for good, and its answer is kept")
{
    server_begin("refuse550");
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "refused");
    EXPECT_HAS(answer(), "550 5.1.1 nobody of that name here");
    fixture_at("2026-11-25T09:00");
    server_mode("accept");
    EXPECT_EQUAL((int64_t)send_all(), 0);
}

TEST("a server that says nothing is left after a while, and the letter waits")
{
    server_begin("hang");
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "queued");
}

TEST("a letter cut off after its last byte is doubtful, and not sent again by itself")
{
    server_begin("drop-after-data");
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "doubtful");
    server_mode("accept");
    fixture_at("2026-12-01T09:00");
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(file_read("2.eml"), "");
}

TEST("a letter under way when the program died is doubtful")
{
    server_begin("accept");
    queue();
    fixture_run("UPDATE mail SET state = 'sending', due_at = queued_at");
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "doubtful");
}

TEST("a wrong password refuses no letter: all wait until it is mended")
{
    server_begin_as("accept", "lyceum", "guess");
    queue();
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "queued");
}

TEST("a server whose certificate nobody vouches for gets no letter")
{
    server_begin("accept");
    queue();
    mail_server(&(MailServer){ .url = text(test_cx(), "smtp://localhost:%s", file_read("port")), .user = "lyceum", .password = "a password of its own", .require_tls = true,
                               .answer_seconds = 2 });
    EXPECT_EQUAL((int64_t)send_all(), 0);
    EXPECT_SAME(state(), "queued");
    EXPECT_SAME(file_read("1.eml"), "");
}

TEST("a server that is away keeps the letters in the queue, and only one of them is tried at a time")
{
    fixture_store();
    mail_calendar(NULL);
    queue();
    queue();
    mail_server(&(MailServer){ .url = "smtp://127.0.0.1:9", .answer_seconds = 2 });
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
    server_begin("accept");
    for (size_t i = 0; i < COUNT(names); i++) queue_for(names[i]);
    EXPECT_EQUAL((int64_t)send_all(), (int64_t)COUNT(names));
    for (size_t i = 1; i <= COUNT(names); i++) {
        const char *raw = file_read(text(test_cx(), "%zu.eml", i)), *read = file_read(text(test_cx(), "%zu.txt", i));
        EXPECT(*raw && *read);
        const char *head = text_copy(test_cx(), raw, (size_t)(strstr(raw, "\r\n\r\n") - raw));
        EXPECT_LACKS(head, "\nBcc:");
        EXPECT_LACKS(head, "\nSubject: Elsewhere");
        EXPECT_LACKS(head, "=?utf-8?q?Eve");
        EXPECT_HAS(read, "=== from learning@fleetandwandle.example to ann@alder.example\n");
        EXPECT_HAS(read, "<ann@alder.example>\nMessage-Id: ");          /* To ends with the one address, and holds no other */
        EXPECT_LACKS(strstr(read, "--- text/html"), "<script>");
    }
    EXPECT_HAS(file_read("7.txt"), "To: محمد عبد الله <ann@alder.example>");
}

/* `after`: once the server has heard this letter whole. */
static void *stop_soon(void *after)
{
    sleep_ms(500);
    for (int waited = 0; after && waited < WAIT_MS && !*file_read(after); waited += 50) sleep_ms(50);
    jobs_stop();
    return NULL;
}

/* How long stopping takes while a letter is under way to a server of these manners. */
static int64_t stopped_after_us(const char *manners, const char *after)
{
    pthread_t stopper;
    server_begin(manners);
    queue();
    mail_server(&(MailServer){ .url = text(test_cx(), "smtp://localhost:%s", file_read("port")), .user = "lyceum", .password = "a password of its own",
                               .ca_file = text(test_cx(), "%s/ca.pem", server.folder), .require_tls = true });
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
    EXPECT_HAS(file_read("1.txt"), "Message-Id: ");
}
