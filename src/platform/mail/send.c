/* Letters leave: claimed, sent outside any transaction, and what came of it written down. */
#include <stdlib.h>
#include <string.h>

#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/store.h"
#include "platform/documents/json.h"
#include "platform/jobs/jobs.h"
#include "platform/mail/letter.h"
#include "platform/mail/mime.h"
#include "platform/mail/smtp.h"

enum {
    EVERY_SECONDS = 5,
    RUN_SECONDS = 10,                    /* of one run; the rest goes next time */
    LEASE_SECONDS = 15 * 60,             /* longer than any conversation: who is past it has died */
    GAP_SECONDS = 60,                    /* after the first failure; doubles with each */
    GAP_MOST = 6 * 60 * 60,
    PATIENCE_SECONDS = 3 * 24 * 60 * 60,
    LETTER_ARENA = 8 << 20,
};

extern const JobLists mail_jobs;

/* One letter of the queue, and what became of it. */
typedef struct {
    int64_t id, calendar_id, calendar_sequence, attempt, queued_at;
    const char *letter, *to_name, *to_email, *filled, *calendar_method, *message_id;
    bool        claimed;
    const char *state, *answer;
    int64_t     due_at;
} Due;
static const Column due_row[] = {
    COLUMN(Due, id), COLUMN(Due, calendar_id), COLUMN(Due, calendar_sequence), COLUMN(Due, attempt), COLUMN(Due, queued_at), COLUMN(Due, letter),
    COLUMN(Due, to_name), COLUMN(Due, to_email), COLUMN(Due, filled), COLUMN(Due, calendar_method), COLUMN(Due, message_id),
};

/* The second condition says nothing new: by it SQLite sees that the index mail_due will do. */
SQL(mail_next,
    "SELECT id, calendar_id, calendar_sequence, attempt, queued_at, letter, to_name, to_email, filled, calendar_method, message_id FROM mail"
    " WHERE state = 'queued' AND state IN ('queued', 'sending') AND due_at <= $1 ORDER BY unhurried, due_at, id LIMIT 1");
SQL(mail_claim, "UPDATE mail SET state = 'sending', attempt = attempt + 1, due_at = $2 WHERE id = $1 AND state = 'queued'");
/* What was filled in may open doors (a link to sign in), so it stays no longer than it is needed. */
SQL(mail_done,
    "UPDATE mail SET state = $2, answer = $3, due_at = $4, sent_at = CAST($5 AS BIGINT), filled = CASE WHEN CAST($6 AS BIGINT) = 1 THEN filled ELSE '{}' END"
    " WHERE id = $1 AND state = 'sending'");
SQL(mail_orphans,
    "UPDATE mail SET state = 'doubtful', answer = 'The program stopped while it was being sent' WHERE state = 'sending' AND state IN ('queued', 'sending')"
    " AND due_at <= $1");

static struct {
    MailServer    server;                /* frozen before the first thread; no url: none */
    MailCalendar *calendar;
} mail;

/* A server said again (tests do) takes the place of the one before. */
static void keep(const char **place, const char *s)
{
    free((char *)(uintptr_t)*place);
    *place = s ? strdup(s) : NULL;
}

void mail_server(const MailServer *server)
{
    static const MailServer none;
    static bool begun;
    if (!begun) mime_begin(), smtp_begin();
    begun = true;
    if (!server) server = &none;
    keep(&mail.server.url, server->url);
    keep(&mail.server.user, server->user);
    keep(&mail.server.password, server->password);
    keep(&mail.server.ca_file, server->ca_file);
    mail.server.require_tls = server->require_tls;
    mail.server.answer_seconds = server->answer_seconds;
    mail.server.stop_seconds = server->stop_seconds;
}

void mail_calendar(MailCalendar *build) { mail.calendar = build; }

/* ---- the queue ---- */

static Error *claim_act(Ctx *cx, void *data)
{
    Due *due = data;
    int64_t changed = 0;
    bool found;
    due->claimed = false;
    TRY(db_maybe(cx, mail_next, due_row, due, &found, INT(cx->now)));
    if (found) TRY(db_run(cx, mail_claim, &changed, INT(due->id), INT(cx->now + LEASE_SECONDS)));
    due->claimed = changed == 1;      /* else another process was quicker */
    return OK;
}

static Error *done_act(Ctx *cx, void *data)
{
    const Due *due = data;
    bool is_sent = same(due->state, "sent"), needed = one_of(due->state, "queued doubtful");
    return db_run(cx, mail_done, NULL, INT(due->id), STR(due->state), STR(due->answer), INT(due->due_at), REF(is_sent ? cx->now : 0), INT(needed));
}

static Error *orphans_act(Ctx *cx, void *found) { return db_run(cx, mail_orphans, found, INT(cx->now)); }

/* ---- one letter ---- */

static Error *values_read(Ctx *cx, const Due *due, MailValue *values, size_t *count)
{
    const char *words[LETTER_WORDS_MOST];
    Json *json;
    TRY(json_read(cx, due->filled, strlen(due->filled), &json));
    TRY(letter_words(cx, due->letter, words, count));
    for (size_t i = 0; i < *count; i++) values[i] = (MailValue){ words[i], json_get_text(json, words[i]) };
    return OK;
}

static Error *calendars_build(Ctx *cx, const Due *due, MailCalendars *calendars)
{
    if (!*due->calendar_method || !mail.calendar) return OK;
    TRY(store_read_begin(cx));
    Error *error = mail.calendar(cx, due->calendar_method, due->calendar_id, due->calendar_sequence, calendars);
    store_read_end(cx);
    return error;
}

static Error *letter_bytes(Ctx *cx, const Due *due, const char **bytes, size_t *length)
{
    MailValue values[LETTER_WORDS_MOST];
    size_t count = 0;
    Letter letter = {0};
    MailCalendars calendars = {0};

    if (!email_valid(due->to_email)) return invalid(cx, NULL, "The address is not one that mail can be sent to");
    if (!email_valid(cx->partnership->email)) return unavailable(cx, "the partnership's own address is none");
    TRY(values_read(cx, due, values, &count));
    TRY(letter_write(cx, due->letter, values, count, &letter));
    TRY(calendars_build(cx, due, &calendars));
    *bytes = mime_write(cx, &(MimeLetter){
        .from_name = cx->partnership->name, .from_email = cx->partnership->email, .to_name = due->to_name, .to_email = due->to_email,
        .subject = letter.subject, .message_id = due->message_id, .plain = letter.plain, .page = letter.page,
        .calendars = calendars.ics, .calendar_count = calendars.count, .calendar_methods = calendars.methods, .calendar_method = due->calendar_method, .at = due->queued_at }, length);
    return OK;
}

/* Not taken: again after a gap that grows, until patience ends. */
static void put_off(Ctx *cx, Due *due, const char *answer)
{
    int64_t gap = due->attempt < 9 ? (int64_t)GAP_SECONDS << due->attempt : GAP_MOST;
    due->due_at = cx->now + (gap < GAP_MOST ? gap : GAP_MOST);
    due->state = due->due_at > due->queued_at + PATIENCE_SECONDS ? "given up" : "queued";
    due->answer = answer;
}

/* A letter that cannot be written is not tried for ever: what is wrong is in content/, the data, or for the moment. */
static void unwritten(Ctx *cx, Due *due, const Error *error)
{
    const char *why = error->log ? error->log : error->say;
    log_error(cx, "mail", "letter %ld (%s): %s", (long)due->id, due->letter, why);
    if (error->kind == UNAVAILABLE) put_off(cx, due, why);
    else due->state = "refused", due->answer = why;
}

static void letter_send(Ctx *cx, Smtp *smtp, Due *due, bool *reached)
{
    const char *bytes = NULL;
    size_t length = 0;
    due->due_at = cx->now;
    Error *error = letter_bytes(cx, due, &bytes, &length);
    if (error) { unwritten(cx, due, error); return; }

    SmtpResult result = smtp_send(cx, smtp, cx->partnership->email, due->to_email, bytes, length);
    *reached = result.reached;
    due->answer = result.answer;
    switch (result.end) {
    case SMTP_SENT:     due->state = "sent"; break;
    case SMTP_REFUSED:  due->state = "refused"; break;
    case SMTP_DOUBTFUL: due->state = "doubtful"; break;
    case SMTP_AGAIN:    put_off(cx, due, result.answer); break;
    }
    if (result.end == SMTP_SENT) return;
    size_t code = strspn(result.answer, "0123456789. ");      /* what follows may name somebody, so it stays in the row */
    log_warning(cx, "mail", "letter %ld is %s: %.*s", (long)due->id, due->state, (int)(code ? code : strlen(result.answer)), result.answer);
}

/* Each letter has a Ctx of its own, so that a long queue takes no more memory than one letter. */
static Error *turn_take(Ctx *run, Smtp *smtp, bool *again, size_t *sent)
{
    Ctx cx;
    Due due = {0};
    bool reached = true;
    ctx_begin(&cx, run->store, LETTER_ARENA);
    cx.now = run->now, cx.today = run->today;
    Error *error = db_write(&cx, claim_act, &due);
    if (!error && due.claimed) {
        letter_send(&cx, smtp, &due, &reached);
        error = db_write(&cx, done_act, &due);
        *sent += !error && same(due.state, "sent");
    }
    *again = !error && due.claimed && reached;      /* a server that is away will be away for the next letter, too */
    if (error) error = unavailable(run, "mail: %s", error->log ? error->log : error->say);
    ctx_end(&cx);
    return error;
}

Error *mail_send_due(Ctx *cx, size_t *sent)
{
    int64_t began = time_monotonic_us(), orphans = 0;
    bool again = true;
    *sent = 0;
    TRY(db_write(cx, orphans_act, &orphans));
    if (orphans) log_warning(cx, "mail", "%ld letters were under way when the program stopped: they are doubtful", (long)orphans);
    if (!mail.server.url) return OK;

    Smtp *smtp = smtp_open(cx, &mail.server);
    while (again && !jobs_stopping() && time_monotonic_us() - began < RUN_SECONDS * INT64_C(1000000)) TRY(turn_take(cx, smtp, &again, sent));
    return OK;
}

/* The reading transaction that a job begins with is not held through conversations with another machine. */
static Error *send_run(Ctx *cx, const Job *job)
{
    size_t sent;
    store_read_end(cx);
    return mail_send_due(cx, &sent);
}

static const JobKind kinds[] = { TIMED("mail.send", send_run, EVERY_SECONDS) };
const JobLists mail_jobs = { kinds, COUNT(kinds), NULL, 0 };
