/*
 * Letters: Markdown in content/letters, queued in the transaction that caused them, sent by a job as text and HTML over SMTP.
 *
 * A letter's first line is its subject ("# Your place on {{event}} is booked"). Placeholders are words from its own list at the head
 * (see content/letters/README.md); a value is text and is escaped. One Message-ID per letter for ever; a letter cut off after DATA is
 * marked doubtful and not sent again by itself.
 */
#pragma once
#include "platform/db/db.h"

/* Letters that neither wait nor went: in doubt, refused, given up. There are few, and an index in these words holds them; `of` is the table's short
 * name with a dot, or "". */
#define MAIL_TROUBLED(of) of "state <> 'queued' AND " of "state <> 'sending' AND " of "state <> 'sent'"

typedef struct { const char *name, *value; } MailValue;

typedef struct {
    const char      *letter;          /* "place-confirmed": content/letters/place-confirmed.md */
    int64_t          person_id;       /* whom it is for; 0: somebody without an account */
    int64_t          about_id;        /* the event it is about; 0: none */
    const char      *to_name, *to_email;
    const MailValue *values;          /* placeholders */
    size_t           value_count;
    /* An invitation goes along when `calendar_method` is "REQUEST" or "CANCEL"; the room builds it at sending (mail_calendar). */
    const char      *calendar_method;
    int64_t          calendar_id;     /* registration */
    int64_t          calendar_sequence;
    bool             unhurried;       /* one of many to many people: whatever else waits is sent first */
} Mail;
#define MAIL_VALUES(...) .values = (const MailValue[]){ __VA_ARGS__ }, .value_count = COUNT(((const MailValue[]){ __VA_ARGS__ }))

CHECKED Error *mail_queue(Ctx *cx, const Mail *mail);

/*
 * Builds the calendars of a queued letter: the room that owns registrations says how (once, at start). One for each session: a request is
 * about one UID, and programs that are sent several in one read the first.
 */
typedef struct { const char *const *ics, *const *methods; size_t count; } MailCalendars;   /* methods NULL: all have the letter's */
typedef Error *MailCalendar(Ctx *cx, const char *method, int64_t id, int64_t sequence, MailCalendars *calendars);
void mail_calendar(MailCalendar *build);

/* Whether an address is one that mail can be sent to: one @, a domain, no control characters or spaces, 254 bytes at most. */
bool email_valid(const char *address);

typedef struct {
    const char *url;              /* smtp://host:587, smtps://host:465; may hold user:password@ */
    const char *user, *password, *ca_file;
    bool        require_tls;      /* else TLS where the server offers it */
    int64_t     answer_seconds;   /* how long to wait for an answer; 0: a minute */
    int64_t     stop_seconds;     /* and how much longer for one about a whole letter, once the program is to stop; 0: five seconds */
} MailServer;
void mail_server(const MailServer *server);   /* copied, once, before the first thread; without one letters wait in the queue */

/* What was sent about an event, by letter, the latest first. */
typedef struct { const char *letter; int64_t waiting, sent, failed, doubtful, latest_at; } MailAbout;
CHECKED Error *mail_about(Ctx *cx, int64_t about_id, MailAbout **letters, size_t *count);
const char *mail_letter_name(Ctx *cx, const char *letter);   /* "place-confirmed" -> "Place confirmed" */

/*
 * A doubtful letter, as a person decides: send it again, with the same Message-ID, so that a mail program which has it shows it once; or take it
 * as arrived. MISSING unless it is doubtful.
 */
CHECKED Error *mail_send_again(Ctx *cx, int64_t id);
CHECKED Error *mail_take_as_sent(Ctx *cx, int64_t id);

/*
 * Sends what is due, one letter after the other, and stops after some seconds so that its job can be stopped: the rest goes next time. Call it
 * outside a transaction. A letter that was not taken is tried again with growing gaps for three days; one refused for good keeps the
 * server's answer; one cut off after its last byte, or under way when the process died, is doubtful and stays so.
 */
CHECKED Error *mail_send_due(Ctx *cx, size_t *sent);
