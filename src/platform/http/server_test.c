/* The server over real sockets: what it refuses, what it sends once, and whom it drops. */
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/http/dispatch.h"
#include "platform/http/malformed_requests.h"
#include "platform/http/server.h"
#include "tests/fixture.h"

enum { ANSWER_ROOM = 128 << 10, PATIENCE_MS = 5000, WHOLE_MS = 25, LATE = 60 };

static int late_files[LATE];

/* ---- a small site ---- */

static const char token[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

SQL(acts_add,   "INSERT INTO store_state (name, value) VALUES ($1, $2)");
SQL(acts_count, "SELECT count(*) FROM store_state WHERE name LIKE 'act %'");

static Error *acts_show(Ctx *cx, const Request *rq, Response *rs)
{
    int64_t acts;
    TRY(db_number(cx, acts_count, &acts, NONE));
    html(&rs->out, "<p>%ld acts</p>", acts);
    return OK;
}

static Error *act_show(Ctx *cx, const Request *rq, Response *rs)
{
    form_begin(cx, rq, rs, "/act", false);
    if (rq->errors) html(&rs->out, "<p>%s</p>", rq->errors->say);
    html(&rs->out, "<input name=\"word\" value=\"%s\"></form>", form_value(rq, "word", ""));
    return OK;
}

static Error *act_submit(Ctx *cx, Request *rq, Response *rs)
{
    if (blank(form_text(rq, "word"))) return invalid(cx, "word", "Enter a word");
    TRY(db_run(cx, acts_add, NULL, STR(text(cx, "act %ld", new_id(cx))), STR(form_text(rq, "word"))));
    rs->flash = "One act";
    return redirect(rs, "/acts");
}

static Error *upload_submit(Ctx *cx, Request *rq, Response *rs)
{
    const Upload *upload = form_upload(rq, "file");
    return upload ? redirect(rs, text(cx, "/acts?bytes=%zu", upload->length)) : invalid(cx, "file", "Choose a file");
}

static Error *busy_show(Ctx *cx, const Request *rq, Response *rs) { return too_many(cx, "You ask too often"); }

static Error *file_show(Ctx *cx, const Request *rq, Response *rs)
{
    rs->download = "plan \"2026\".csv";
    return respond(rs, "text/csv; charset=utf-8", "a,b\n", 4);
}

ROUTES(site,
    GET("/busy", PUBLIC, busy_show),
    GET("/file", PUBLIC, file_show),
    GET("/acts", PUBLIC, acts_show),
    SLOW("/slow", PUBLIC, acts_show),
    FORM("/act", SIGNED_IN, act_show, NULL, act_submit),
    UPLOAD("/upload", SIGNED_IN, act_show, NULL, upload_submit),
);

static Error *who(Ctx *cx, const char *came, const Who **found)
{
    static const Who ada = { .id = 1, .name = "Ada", .email = "ada@school.example" };
    if (same(came, token)) *found = &ada;
    return OK;
}

static void error_words(Ctx *cx, const Request *rq, Response *rs, const Error *error) { html(&rs->out, "<p>%s</p>", error->say); }

static const RouteList *const lists[] = { &site };
static const App app = { lists, 1, who, error_words };

static void server_stop_after(void *nothing) { server_stop(); }

static void serve(void)
{
    Ctx *cx = test_cx();
    log_level(LOG_WARNING);
    Store *store = fixture_store();
    http_use(&app);
    time_stop_at(0);
    EXPECT_OK(server_start(cx, &(ServerOptions){ .store = store, .listen = "127.0.0.1:0", .metrics = "127.0.0.1:0", .folder = test_folder() }));
    test_after(server_stop_after, NULL);
}

/* ---- a client that says what it likes ---- */

static int dial_port(int port)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(file, (struct sockaddr *)&to, sizeof to) == 0) return file;
    close(file);
    return -1;
}

static int dial(void) { return dial_port(server_port()); }

static bool readable(int file, int ms)
{
    struct pollfd wait = { .fd = file, .events = POLLIN };
    return poll(&wait, 1, ms) > 0;
}

static bool whole(const char *answer, size_t n)
{
    static const char length_is[] = "\r\nContent-Length: ";
    const char *body = strstr(answer, "\r\n\r\n"), *length = strstr(answer, length_is);
    int64_t bytes;
    if (!body || !length || length > body) return false;
    length += sizeof length_is - 1;
    return number_parse(text_copy(test_cx(), length, strcspn(length, "\r")), 0, ANSWER_ROOM, &bytes) && n >= (size_t)(body + 4 - answer) + (size_t)bytes;
}

/* Everything until the other side closes or, once it has begun to answer, says nothing for a while; *closed says which. A whole answer is not waited after for long. */
static const char *rest_of(int file, int ms, bool *closed)
{
    char *answer = arena_new(test_cx()->arena, ANSWER_ROOM);
    size_t n = 0;
    *closed = false;
    while (n < ANSWER_ROOM - 1 && readable(file, whole(answer, n) ? WHOLE_MS : n ? ms : PATIENCE_MS)) {
        ssize_t came = recv(file, answer + n, ANSWER_ROOM - 1 - n, 0);
        if (came <= 0) { *closed = true; break; }
        n += (size_t)came;
    }
    return answer;
}

static const char *ask(const char *request, size_t length, bool *closed)
{
    int file = dial();
    EXPECT(file >= 0);
    EXPECT(send(file, request, length, MSG_NOSIGNAL) == (ssize_t)length);
    const char *answer = rest_of(file, 300, closed);
    close(file);
    return answer;
}

static size_t times_in(const char *text, const char *part)
{
    size_t n = 0;
    for (; (text = strstr(text, part)); text++) n++;
    return n;
}

static const char storm_request[] = SMUGGLED;

TEST("sixty malformed requests are refused, and nothing is smuggled behind them") {
    bool all_refused = true;
    serve();
    for (size_t i = 0; i < COUNT(malformed_requests); i++) {
        bool closed;
        const char *answer = ask(malformed_requests[i].bytes, strlen(malformed_requests[i].bytes), &closed);
        bool refused = closed && times_in(answer, "HTTP/1.") == times_in(answer, "HTTP/1.1 4") + times_in(answer, "HTTP/1.1 5");
        if (!refused) printf("# %s: closed %d, %.300s\n", malformed_requests[i].name, closed, answer);
        all_refused = all_refused && refused;
    }
    EXPECT(all_refused);
    bool closed;
    EXPECT_HAS(ask(SMUGGLED, strlen(SMUGGLED), &closed), "200 OK");
    EXPECT(!closed);
}

TEST("more headers than a browser sends are refused") {
    serve();
    Draft request = { .cx = test_cx() };
    bool closed;
    draft_add(&request, "GET /acts HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < 80; i++) draft_add(&request, "X-%d: y\r\n", i);
    draft_add(&request, "\r\n" SMUGGLED);
    const char *answer = ask(draft_text(&request), request.length, &closed);
    EXPECT(closed && times_in(answer, "HTTP/1.") == 1);
    EXPECT_HAS(answer, " 400 ");
}

/* ---- forms ---- */

static const char *post_request(const char *path, const char *key, const char *word)
{
    const char *body = text(test_cx(), "csrf=%s&key=%s&word=%s", csrf_token(test_cx(), token), key, word);
    return text(test_cx(), "POST %s HTTP/1.1\r\nHost: a\r\nCookie: " COOKIE_SIGN_IN "=%s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
                path, token, strlen(body), body);
}

static const char *post_form(const char *key, const char *word)
{
    bool closed;
    const char *request = post_request("/act", key, word);
    return ask(request, strlen(request), &closed);
}

TEST("a form sent twice is carried out once, and answered alike") {
    serve();
    EXPECT_HAS(post_form("k1", "hello"), " 303 ");
    const char *again = post_form("k1", "hello");
    EXPECT_HAS(again, " 303 ");
    EXPECT_HAS(again, "Location: /acts");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name LIKE 'act %'"), 1);
    EXPECT_HAS(post_form("k1", "other"), " 409 ");
    EXPECT_HAS(post_form("k2", "other"), " 303 ");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name LIKE 'act %'"), 2);
}

static const char *click_request;
static void *click(void *unused)
{
    char answer[2048];
    int file = dial();
    send(file, click_request, strlen(click_request), MSG_NOSIGNAL);
    ssize_t n = readable(file, PATIENCE_MS) ? recv(file, answer, sizeof answer - 1, 0) : 0;
    answer[n > 0 ? n : 0] = '\0';
    close(file);
    return strstr(answer, " 303 ") ? click : NULL;
}

TEST("twelve clicks at once make one act") {
    serve();
    pthread_t threads[12];
    click_request = post_request("/act", "double", "hello");
    for (size_t i = 0; i < COUNT(threads); i++) EXPECT(pthread_create(&threads[i], NULL, click, NULL) == 0);
    size_t answered = 0;
    for (size_t i = 0; i < COUNT(threads); i++) {
        void *done;
        pthread_join(threads[i], &done);
        answered += done != NULL;
    }
    EXPECT_EQUAL(answered, COUNT(threads));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name LIKE 'act %'"), 1);
}

TEST("a refused form comes back with what was typed, and a refusal keeps no key") {
    serve();
    const char *answer = post_form("k3", "+++");
    EXPECT_HAS(answer, " 422 ");
    EXPECT_HAS(answer, "Enter a word");
    EXPECT_HAS(answer, "value=\"   \"");
    EXPECT_HAS(post_form("k3", "better"), " 303 ");
}

TEST("a form without its token, or from another site, changes nothing") {
    serve();
    bool closed;
    const char *forged = text(test_cx(), "POST /act HTTP/1.1\r\nHost: a\r\nCookie: " COOKIE_SIGN_IN "=%s\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                         "Content-Length: 16\r\n\r\nkey=k&word=hello", token);
    EXPECT_HAS(ask(forged, strlen(forged), &closed), " 422 ");
    const char *body = text(test_cx(), "csrf=%s&key=k&word=hello", csrf_token(test_cx(), token));
    for (const char *const *from = (const char *const[]){ "Origin: http://other.example", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", NULL }; *from; from++) {
        const char *request = text(test_cx(), "POST /act HTTP/1.1\r\nHost: a\r\n%s\r\nCookie: " COOKIE_SIGN_IN "=%s\r\n"
                                   "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s", *from, token, strlen(body), body);
        EXPECT_HAS(ask(request, strlen(request), &closed), " 422 ");
    }
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name LIKE 'act %'"), 0);
}

TEST("a stranger is asked to sign in, and comes back to where they wanted to go") {
    serve();
    bool closed;
    const char *request = "GET /act?x=1 HTTP/1.1\r\nHost: a\r\n\r\n";
    const char *answer = ask(request, strlen(request), &closed);
    EXPECT_HAS(answer, " 303 ");
    EXPECT_HAS(answer, "Location: /sign-in?next=/act%3Fx%3D1\r\n");
}

/* ---- large bodies ---- */

TEST("an upload that claims two gigabytes is refused before it is sent") {
    serve();
    bool closed;
    const char *request = text(test_cx(), "POST /upload HTTP/1.1\r\nHost: a\r\nCookie: " COOKIE_SIGN_IN "=%s\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                                          "Content-Length: 2147483648\r\n\r\n", token);
    const char *answer = ask(request, strlen(request), &closed);
    EXPECT_HAS(answer, " 413 ");
    EXPECT_HAS(answer, "Send 25 MB at most");
    EXPECT(closed);
}

static const char *upload_request(size_t *length)
{
    Draft body = { .cx = test_cx() }, request = { .cx = test_cx() };
    draft_add(&body, "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk\r\n"
                     "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big.csv\"\r\n\r\n", csrf_token(test_cx(), token));
    for (int i = 0; i < 30000; i++) draft_add(&body, "%09d\n", i);
    draft_add(&body, "\r\n--x--\r\n");
    draft_add(&request, "POST /upload HTTP/1.1\r\nHost: a\r\nCookie: " COOKIE_SIGN_IN "=%s\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: %zu\r\n\r\n",
              token, body.length);
    draft_bytes(&request, body.bytes, body.length);
    *length = request.length;
    return request.bytes;
}

TEST("an upload of more than memory should hold arrives whole") {
    serve();
    bool closed;
    size_t length;
    const char *request = upload_request(&length);
    EXPECT_HAS(ask(request, length, &closed), "Location: /acts?bytes=300000");
}

static void disk_roomy(void *nothing) { setrlimit(RLIMIT_FSIZE, &(struct rlimit){ RLIM_INFINITY, RLIM_INFINITY }); }

TEST("an upload that the disk has no room for is answered with 503, and taken once there is room") {
    serve();
    bool closed;
    size_t length;
    const char *request = upload_request(&length);
    signal(SIGXFSZ, SIG_IGN);
    test_after(disk_roomy, NULL);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 100 << 10, RLIM_INFINITY });
    const char *answer = ask(request, length, &closed);
    disk_roomy(NULL);
    EXPECT_HAS(answer, " 503 ");
    EXPECT_HAS(answer, "cannot be done right now");
    EXPECT_HAS(ask(request, length, &closed), "Location: /acts?bytes=300000");
}

static int64_t own_memory_kb(void)
{
    int64_t kb = 0;
    EXPECT(number_parse(test_told("grep RssAnon /proc/$PPID/status | tr -dc 0-9"), 1, 1 << 30, &kb));
    return kb;
}

TEST("sixty megabytes of unfinished uploads do not lie in memory") {
    enum { SENT = 20 << 20, PIECE = 64 << 10 };
    static char piece[PIECE];
    int files[3];
    serve();
    const char *head = text(test_cx(), "POST /upload HTTP/1.1\r\nHost: a\r\nCookie: " COOKIE_SIGN_IN "=%s\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: %d\r\n\r\n", token, UPLOAD_MOST);
    int64_t before = own_memory_kb();
    for (size_t i = 0; i < COUNT(files); i++) {
        EXPECT(send(files[i] = dial(), head, strlen(head), MSG_NOSIGNAL) == (ssize_t)strlen(head));
        for (int sent = 0; sent < SENT; sent += PIECE) EXPECT(send(files[i], piece, PIECE, MSG_NOSIGNAL) == PIECE);
    }
    EXPECT(own_memory_kb() - before < 16 << 10);
    for (size_t i = 0; i < COUNT(files); i++) close(files[i]);
}

TEST("a body without end is cut off at its limit") {
    serve();
    int file = dial();
    const char *head = text(test_cx(), "POST /act HTTP/1.1\r\nHost: a\r\nCookie: " COOKIE_SIGN_IN "=%s\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                       "Transfer-Encoding: chunked\r\n\r\n", token);
    char chunk[4096 + 8];
    memcpy(chunk, "1000\r\n", 6);
    memset(chunk + 6, 'a', 4096);
    EXPECT(send(file, head, strlen(head), MSG_NOSIGNAL) > 0);
    size_t sent = 0;
    while (sent < 4 * BODY_MOST && send(file, chunk, 4102, MSG_NOSIGNAL) == 4102 && send(file, "\r\n", 2, MSG_NOSIGNAL) == 2) sent += 4096;
    bool closed;
    (void)rest_of(file, PATIENCE_MS, &closed);
    close(file);
    EXPECT(closed);
}

/* ---- slow clients ---- */

TEST("a client that drips its request is dropped at an absolute deadline, while others are served") {
    serve();
    server_patience(1);
    int file = dial();
    bool dropped = false, closed;
    int64_t from = time_monotonic_us();
    EXPECT(send(file, "GET /acts HTTP/1.1\r\nHost: a\r\nX: ", 32, MSG_NOSIGNAL) > 0);
    while (!dropped && time_monotonic_us() - from < 6000000) {
        dropped = send(file, "x", 1, MSG_NOSIGNAL) < 0 || (readable(file, 100) && recv(file, (char[16]){0}, 16, 0) <= 0);
        EXPECT_HAS(ask(storm_request, strlen(storm_request), &closed), " 200 ");
    }
    close(file);
    server_patience(0);
    EXPECT(dropped);
}

/* ---- kept pages ---- */

TEST("a kept page is sent again until something changes, and an unchanged one need not travel") {
    serve();
    bool closed;
    const char *request = SMUGGLED, *first = ask(request, strlen(request), &closed), *etag = strstr(first, "ETag: ");
    EXPECT_HAS(first, "0 acts");
    EXPECT(etag != NULL);
    const char *known = text(test_cx(), "GET /acts HTTP/1.1\r\nHost: a\r\nIf-None-Match: %.18s\r\n\r\n", etag + 6);
    EXPECT_HAS(ask(known, strlen(known), &closed), " 304 ");
    EXPECT_HAS(post_form("k9", "hello"), " 303 ");
    if (same(test_store(), "postgres")) sleep(2);      /* kept for a second there */
    EXPECT_HAS(ask(request, strlen(request), &closed), "1 acts");
    EXPECT_HAS(ask(known, strlen(known), &closed), " 200 ");
}

TEST("every answer carries the headers that keep a page to itself") {
    serve();
    bool closed;
    const char *mine = text(test_cx(), "GET /act HTTP/1.1\r\nHost: a\r\nCookie: " COOKIE_SIGN_IN "=%s\r\n\r\n", token), *answer = ask(mine, strlen(mine), &closed);
    EXPECT_HAS(answer, "Content-Security-Policy: default-src 'none'");
    EXPECT_HAS(answer, "frame-ancestors 'none'");
    EXPECT_HAS(answer, "X-Content-Type-Options: nosniff");
    EXPECT_HAS(answer, "Cache-Control: no-store");
    EXPECT_LACKS(answer, "ETag");
    const char *head = "HEAD /acts HTTP/1.1\r\nHost: a\r\n\r\n", *bare = ask(head, strlen(head), &closed);
    EXPECT_HAS(bare, " 200 ");
    EXPECT_LACKS(bare, "acts</p>");
    const char *slow = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n";
    EXPECT_HAS(ask(slow, strlen(slow), &closed), "acts</p>");
}

TEST("who asks too often is told when to come back, and a file runs nothing wherever it is opened") {
    serve();
    bool closed;
    const char *busy = "GET /busy HTTP/1.1\r\nHost: a\r\n\r\n", *file = "GET /file HTTP/1.1\r\nHost: a\r\n\r\n";
    const char *answer = ask(busy, strlen(busy), &closed);
    EXPECT_HAS(answer, " 429 ");
    EXPECT_HAS(answer, "Retry-After: 60\r\n");
    answer = ask(file, strlen(file), &closed);
    EXPECT_HAS(answer, "Content-Disposition: attachment; filename=\"plan _2026_.csv\"; filename*=UTF-8''plan%20%222026%22.csv\r\n");
    EXPECT_HAS(answer, "; sandbox\r\n");
}

/* ---- what is counted ---- */

static const char *metrics(void)
{
    bool closed;
    static const char request[] = "GET /metrics HTTP/1.0\r\nHost: a\r\n\r\n";
    int file = dial_port(server_metrics_port());
    EXPECT(send(file, request, sizeof request - 1, MSG_NOSIGNAL) > 0);
    const char *answer = rest_of(file, PATIENCE_MS, &closed);
    close(file);
    EXPECT_HAS(answer, "Content-Type: text/plain; version=0.0.4");
    return strstr(answer, "\r\n\r\n") + 4;
}

/* One line of Prometheus' text: "# TYPE name kind", or a name, perhaps labels, and a number. The name is in *name. */
static bool line_valid(const char *line, size_t length, const char **name, bool *type)
{
    static const char letters_of_names[] = "abcdefghijklmnopqrstuvwxyz_";
    *type = begins(line, "# TYPE ");
    const char *at = line + (*type ? 7 : 0);
    size_t named = strspn(at, letters_of_names);
    *name = text_copy(test_cx(), at, named);
    at += named;
    if (!named) return false;
    if (*type) return one_of(text_copy(test_cx(), at + 1, (size_t)(line + length - at - 1)), "counter gauge histogram");
    if (*at == '{') {
        const char *close = memchr(at, '}', (size_t)(line + length - at));
        if (!close || close[-1] != '"') return false;
        at = close + 1;
    }
    return *at == ' ' && at + 1 < line + length && strspn(at + 1, "0123456789.") == (size_t)(line + length - at - 1);
}

TEST("what Prometheus reads is well formed: each kind is told once, before its numbers, and buckets add up") {
    serve();
    bool closed, type;
    EXPECT_HAS(ask(storm_request, strlen(storm_request), &closed), " 200 ");
    EXPECT_HAS(post_form("counted", "hello"), " 303 ");
    const char *words = metrics(), *name, *current = "", *seen = " ";
    EXPECT(*words && ends(words, "\n"));
    for (const char *line = words; *line; line += strcspn(line, "\n") + 1) {
        EXPECT(line_valid(line, strcspn(line, "\n"), &name, &type));
        if (!type) { EXPECT(begins(name, current)); continue; }
        EXPECT(!strstr(seen, text(test_cx(), " %s ", name)));
        seen = text(test_cx(), "%s%s ", seen, current = name);
    }
    EXPECT_HAS(words, "lyceum_requests_total{route=\"/act\",status=\"3xx\"} 1\n");
    EXPECT_HAS(words, "lyceum_request_seconds_bucket{route=\"/act\",le=\"+Inf\"} 1\nlyceum_request_seconds_count{route=\"/act\"} 1\n");
    EXPECT_HAS(words, "lyceum_store_answers 1\n");
    EXPECT_HAS(words, "lyceum_letters_waiting 0\n");
    const char *elsewhere = "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n";
    EXPECT_HAS(ask(elsewhere, strlen(elsewhere), &closed), " 404 ");
}

/* ---- many at once ---- */

static _Atomic bool storm_over;
static _Atomic long storm_answers;
static _Atomic int64_t storm_gap_us;

static void *storm_client(void *act)
{
    char answer[4096];
    const char *request = act ? act : storm_request;
    int file = dial();
    int64_t before = time_monotonic_us();
    while (!storm_over) {
        if (send(file, request, strlen(request), MSG_NOSIGNAL) < 0 || !readable(file, 4000) || recv(file, answer, sizeof answer, 0) <= 0) break;
        int64_t now = time_monotonic_us();
        if (now - before > storm_gap_us) storm_gap_us = now - before;
        before = now;
        storm_answers++;
    }
    close(file);
    return NULL;
}

/* libmicrohttpd 0.9.75 goes to sleep when exactly 128 connections of a thread are ready; so many at once find it. */
static void storm(size_t clients)
{
    pthread_t threads[384];
    const char *act = post_request("/act", "storm", "hello");     /* replays: each waits for the writer */
    storm_over = false;
    storm_answers = 0;
    storm_gap_us = 0;
    for (size_t i = 0; i < clients; i++) EXPECT(pthread_create(&threads[i], NULL, storm_client, i % 2 ? (void *)act : NULL) == 0);
    struct timespec while_ = { .tv_nsec = 700000000 };
    nanosleep(&while_, NULL);
    storm_over = true;
    for (size_t i = 0; i < clients; i++) pthread_join(threads[i], NULL);
    printf("# %zu clients: %ld answers, the longest wait %ld ms\n", clients, (long)storm_answers, (long)storm_gap_us / 1000);
    EXPECT(storm_answers > (long)clients);
    EXPECT(storm_gap_us < 1500000);
}

TEST("128, 256 and 384 clients at once are all answered without a standstill") {
    serve();
    storm(128);
    storm(256);
    storm(384);
}

TEST("stopping waits for a client in the middle of its form only so long") {
    serve();
    const char *half = "POST /act HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nword=";
    int halfway = dial(), idle = dial(), headers = dial();
    bool closed;
    EXPECT(send(halfway, half, strlen(half), MSG_NOSIGNAL) > 0 && send(headers, half, 30, MSG_NOSIGNAL) == 30 && idle >= 0);
    EXPECT_HAS(ask(storm_request, strlen(storm_request), &closed), " 200 ");
    server_patience(1);
    int64_t from = time_monotonic_us();
    server_stop();
    int64_t took = time_monotonic_us() - from;
    server_patience(0);
    (void)rest_of(halfway, PATIENCE_MS, &closed);
    close(halfway), close(idle), close(headers);
    EXPECT(took < 5000000);
    EXPECT(closed);
    EXPECT_OK(server_start(test_cx(), &(ServerOptions){ .store = fixture_store(), .listen = "127.0.0.1:0", .folder = test_folder() }));
}

TEST("stopping answers what is under way") {
    serve();
    pthread_t thread;
    void *done;
    click_request = post_request("/act", "last", "hello");
    EXPECT(pthread_create(&thread, NULL, click, NULL) == 0);
    struct timespec moment = { .tv_nsec = 2000000 };
    nanosleep(&moment, NULL);
    server_stop();
    pthread_join(thread, &done);
    EXPECT(fixture_number("SELECT count(*) FROM store_state WHERE name LIKE 'act %'") == (done ? 1 : 0));
    EXPECT_OK(server_start(test_cx(), &(ServerOptions){ .store = fixture_store(), .listen = "127.0.0.1:0", .folder = test_folder() }));
}

/* Asks once over each of the connections that were kept, while the server stops. */
static void *late_client(void *act)
{
    for (size_t i = 0; i < LATE; i++) if (send(late_files[i], act, strlen(act), MSG_NOSIGNAL) < 0) break;
    return NULL;
}

TEST("stopping is not held up by those who ask again over a connection that was kept") {
    const char *act = post_request("/act", "late", "hello");
    char answer[4096];
    serve();
    for (int round = 0; round < 12; round++) {
        pthread_t thread;
        for (size_t i = 0; i < LATE; i++) {
            late_files[i] = dial();
            EXPECT(send(late_files[i], storm_request, strlen(storm_request), MSG_NOSIGNAL) > 0 && readable(late_files[i], 4000) && recv(late_files[i], answer, sizeof answer, 0) > 0);
        }
        EXPECT(pthread_create(&thread, NULL, late_client, (void *)act) == 0);
        int64_t from = time_monotonic_us();
        server_stop();
        int64_t took = time_monotonic_us() - from;
        pthread_join(thread, NULL);
        for (size_t i = 0; i < LATE; i++) close(late_files[i]);
        EXPECT(took < 5000000);
        EXPECT_OK(server_start(test_cx(), &(ServerOptions){ .store = fixture_store(), .listen = "127.0.0.1:0", .folder = test_folder() }));
    }
}
