#include "platform/mail/smtp.h"

#include <curl/curl.h>
#include <string.h>
#include <sys/socket.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/jobs/jobs.h"

enum { CONNECT_SECONDS = 10, ANSWER_SECONDS = 60, STOP_SECONDS = 5, ANSWER_MOST = 300 };

struct Smtp { CURL *curl; curl_socket_t socket; int64_t stop_seconds; };

/* One letter under way. */
typedef struct {
    Smtp       *smtp;
    const char *bytes;
    size_t      length, at;
    bool        ended;                  /* all of the letter was handed over */
    int64_t     stop_at;                /* the program is to stop: how long the answer is waited for; 0: it is not */
    bool        spoke;                  /* the server said anything at all */
    char        answer[ANSWER_MOST + 1], complaint[ANSWER_MOST + 1];   /* its last line; its last of 4xx or 5xx */
} Transfer;

void smtp_begin(void) { CHECK(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK); }

static size_t letter_read(char *to, size_t size, size_t n, void *data)
{
    Transfer *transfer = data;
    size_t length = transfer->length - transfer->at;
    if (length > size * n) length = size * n;
    memcpy(to, transfer->bytes + transfer->at, length);
    transfer->at += length;
    transfer->ended |= transfer->at == transfer->length;     /* the dot that ends it may follow at any moment */
    return length;
}

/* Each line that the server says. After a complaint it still says goodbye. */
static size_t line_heard(char *bytes, size_t size, size_t n, void *data)
{
    Transfer *transfer = data;
    size_t length = size * n < ANSWER_MOST ? size * n : ANSWER_MOST;
    bool complains = length && (*bytes == '4' || *bytes == '5');
    char *line = complains ? transfer->complaint : transfer->answer;
    memcpy(line, bytes, length);
    line[length] = '\0';
    transfer->spoke = true;
    return size * n;
}

static size_t nothing_kept(char *bytes, size_t size, size_t n, void *data) { return size * n; }

/* Asked about once a second. When the program is to stop, a letter of which all went out waits for its answer a little longer. */
static int wanted_still(void *data, curl_off_t down_all, curl_off_t down, curl_off_t up_all, curl_off_t up)
{
    Transfer *transfer = data;
    if (!jobs_stopping()) return 0;
    if (!transfer->stop_at) transfer->stop_at = time_monotonic_us() + transfer->smtp->stop_seconds * INT64_C(1000000);
    if (transfer->ended && time_monotonic_us() < transfer->stop_at) return 0;
    shutdown(transfer->smtp->socket, SHUT_RDWR);      /* else the library would say goodbye, and wait for an answer to that */
    return 1;
}

static int socket_made(void *smtp, curl_socket_t socket, curlsocktype purpose)
{
    ((Smtp *)smtp)->socket = socket;
    return CURL_SOCKOPT_OK;
}

static void curl_end(void *curl) { curl_easy_cleanup(curl); }

Smtp *smtp_open(Ctx *cx, const MailServer *server)
{
    Smtp *smtp = new(cx, Smtp);
    CURL *curl = smtp->curl = curl_easy_init();
    smtp->socket = -1;
    smtp->stop_seconds = server->stop_seconds ? server->stop_seconds : STOP_SECONDS;
    CHECK(curl);
    arena_defer(cx->arena, curl_end, curl);
    long seconds = server->answer_seconds ? server->answer_seconds : ANSWER_SECONDS;
    curl_easy_setopt(curl, CURLOPT_URL, server->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(server->require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (server->ca_file) curl_easy_setopt(curl, CURLOPT_CAINFO, server->ca_file);
    if (server->user) curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
    if (server->password) curl_easy_setopt(curl, CURLOPT_PASSWORD, server->password);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");           /* whatever the environment says */
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 3 * seconds);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, letter_read);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, line_heard);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, wanted_still);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_SOCKOPTFUNCTION, socket_made);
    curl_easy_setopt(curl, CURLOPT_SOCKOPTDATA, smtp);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, nothing_kept);
    return smtp;
}

/*
 * 5xx to the sender, the recipient or the letter is for this letter, and for good; to our greeting or our password it is about us, and
 * the letter waits until somebody mends that. Silence after the last byte is the one case in which nobody can know.
 */
static SmtpEnd end_of(CURLcode done, long code, const Transfer *transfer)
{
    bool about_letter = done == CURLE_SEND_ERROR || transfer->ended;
    if (done == CURLE_OK) return SMTP_SENT;
    if (code >= 500 && code < 600 && about_letter) return SMTP_REFUSED;
    if (code >= 400 && code < 600) return SMTP_AGAIN;
    return transfer->ended ? SMTP_DOUBTFUL : SMTP_AGAIN;
}

SmtpResult smtp_send(Ctx *cx, Smtp *smtp, const char *from, const char *to, const char *bytes, size_t length)
{
    Transfer transfer = { .smtp = smtp, .bytes = bytes, .length = length };
    struct curl_slist *recipients = curl_slist_append(NULL, text(cx, "<%s>", to));
    long code = 0;
    CHECK(recipients);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM, text(cx, "<%s>", from));
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(smtp->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)length);
    curl_easy_setopt(smtp->curl, CURLOPT_READDATA, &transfer);
    curl_easy_setopt(smtp->curl, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(smtp->curl, CURLOPT_XFERINFODATA, &transfer);
    CURLcode done = curl_easy_perform(smtp->curl);
    curl_easy_getinfo(smtp->curl, CURLINFO_RESPONSE_CODE, &code);
    curl_slist_free_all(recipients);

    SmtpResult result = { .end = end_of(done, code, &transfer), .reached = transfer.spoke };
    result.answer = text_trim(cx, done == CURLE_OK ? transfer.answer : code >= 400 && *transfer.complaint ? transfer.complaint : curl_easy_strerror(done));
    return result;
}
