#include "rooms/members/notice.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/mail/mail.h"

enum { READERS = 100, FORGOTTEN_AT_ONCE = 200, DAY = 86400, DAYS_OF_A_WEEK = 7 };

/* Where a letter shows one of several; what comes after the last is on the page to which the letter leads. */
static const char *const places[][4] = {
    { "first", "first_words", "first_link", "first_stop" },       { "second", "second_words", "second_link", "second_stop" }, { "third", "third_words", "third_link", "third_stop" },
    { "fourth", "fourth_words", "fourth_link", "fourth_stop" },    { "fifth", "fifth_words", "fifth_link", "fifth_stop" },    { "sixth", "sixth_words", "sixth_link", "sixth_stop" },
    { "seventh", "seventh_words", "seventh_link", "seventh_stop" }, { "eighth", "eighth_words", "eighth_link", "eighth_stop" },
};

#define PACE "COALESCE(c.pace, 'at once') AS pace"
SQL(notice_reader,   "SELECT p.name, p.email, " PACE " FROM person p LEFT JOIN notice_pace c ON c.person_id = p.id WHERE p.id = $1");
SQL(notice_add,      "INSERT INTO notice (id, person_id, kind, subject, words, link, made_at, letter, stop) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
SQL(notice_pace_put, "INSERT INTO notice_pace (person_id, pace) VALUES ($1, $2) ON CONFLICT (person_id) DO UPDATE SET pace = excluded.pace");
SQL(notices_latest,  "SELECT id, made_at, letter, subject, words, link, stop FROM notice WHERE person_id = $1 ORDER BY made_at DESC, id DESC LIMIT CAST($2 AS BIGINT)");
SQL(notice_readers_due,
    "SELECT n.person_id FROM notice n LEFT JOIN notice_pace c ON c.person_id = n.person_id WHERE n.letter IS NULL AND n.person_id > $1"
    " AND n.made_at < CASE COALESCE(c.pace, 'at once') WHEN 'daily' THEN CAST($2 AS BIGINT) WHEN 'weekly' THEN CAST($3 AS BIGINT) ELSE CAST($4 AS BIGINT) END"
    " GROUP BY n.person_id ORDER BY n.person_id LIMIT CAST($5 AS BIGINT)");
SQL(notices_taken,   "UPDATE notice SET letter = $2 WHERE person_id = $1 AND letter IS NULL");
SQL(notices_of,      "SELECT id, made_at, letter, subject, words, link, stop FROM notice WHERE person_id = $1 AND letter = $2 ORDER BY kind, made_at, id LIMIT CAST($3 AS BIGINT)");
SQL(notices_forgotten, "DELETE FROM notice WHERE id IN (SELECT o.id FROM notice o WHERE o.made_at < $1 AND o.letter IS NOT NULL ORDER BY o.made_at LIMIT CAST($2 AS BIGINT))");

static const Column kept_columns[] = { COLUMN(NoticeKept, id), COLUMN(NoticeKept, made_at), COLUMN(NoticeKept, letter), COLUMN(NoticeKept, subject), COLUMN(NoticeKept, words), COLUMN(NoticeKept, link), COLUMN(NoticeKept, stop) };

typedef struct { const char *name, *email, *pace; } Reader;

static Error *reader_find(Ctx *cx, int64_t person_id, Reader *reader)
{
    static const Column columns[] = { COLUMN(Reader, name), COLUMN(Reader, email), COLUMN(Reader, pace) };
    return db_one(cx, notice_reader, columns, reader, INT(person_id));
}

static const char *address_of(Ctx *cx, const char *link) { return text(cx, "%s%s", cx->partnership->url, link); }

/* What has no end of its own is chosen on the page of all notices. */
static const char *stop_of(Ctx *cx, const NoticeKept *notice) { return address_of(cx, *notice->stop ? notice->stop : "/account/notices"); }

static Error *alone_send(Ctx *cx, const Reader *reader, int64_t person_id, const NoticeKept *notice)
{
    return mail_queue(cx, &(Mail){ .letter = "notice", .unhurried = true, .person_id = person_id, .to_name = reader->name, .to_email = reader->email,
        MAIL_VALUES({ "name", reader->name }, { "subject", notice->subject }, { "words", notice->words }, { "link", address_of(cx, notice->link) }, { "stop_link", stop_of(cx, notice) }, { "pace_link", address_of(cx, "/account/notices") }) });
}

/* As many letters as fit, never half of one. */
static const char *cut(Ctx *cx, const char *words, size_t most)
{
    size_t length = 0;
    for (size_t seen = 0; words[length]; length++)
        if (((unsigned char)words[length] & 0xC0) != 0x80 && seen++ == most) break;
    return words[length] ? text_copy(cx, words, length) : words;
}

Error *notice_put(Ctx *cx, const Notice *notice)
{
    Reader reader = {0};
    NoticeKept kept = { .id = new_id(cx), .subject = cut(cx, notice->subject, NOTICE_SUBJECT_MOST), .words = cut(cx, notice->words, NOTICE_WORDS_MOST), .link = notice->link, .stop = notice->stop ? notice->stop : "" };
    TRY(reader_find(cx, notice->person_id, &reader));
    bool at_once = same(reader.pace, "at once");
    TRY(db_run(cx, notice_add, NULL, INT(kept.id), INT(notice->person_id), STR(notice->kind), STR(kept.subject), STR(kept.words), STR(kept.link), INT(cx->now), REF(at_once ? kept.id : 0), STR(kept.stop)));
    return at_once ? alone_send(cx, &reader, notice->person_id, &kept) : OK;
}

/* ---- what a person chooses and sees ---- */

Error *notice_pace(Ctx *cx, const char **pace)
{
    Reader reader = {0};
    TRY(reader_find(cx, cx->who->id, &reader));
    *pace = reader.pace;
    return OK;
}

Error *notice_pace_set(Ctx *cx, const char *pace)
{
    if (!same(pace, "at once") && !one_of(pace, "daily weekly")) return invalid(cx, "pace", "Choose how often notices come");
    TRY(db_run(cx, notice_pace_put, NULL, INT(cx->who->id), STR(pace)));
    return trail(cx, "person.notices", cx->who->id, pace);
}

Error *notices_mine(Ctx *cx, int64_t most, NoticeKept **notices, size_t *count)
{
    return db_list(cx, notices_latest, kept_columns, notices, count, INT(cx->who->id), INT(most));
}

/* ---- several in one letter ---- */

/* The last seven in the morning, and that of the last Monday: what was put before them is due. */
static void due_before(Ctx *cx, int64_t *daily, int64_t *weekly)
{
    const char *day = cx->today;
    instant_of(day, NOTICE_HOUR, 0, false, daily);
    if (*daily > cx->now) instant_of(day = date_add_days(cx, day, -1), NOTICE_HOUR, 0, false, daily);
    instant_of(date_add_days(cx, day, -(date_weekday(day) % DAYS_OF_A_WEEK)), NOTICE_HOUR, 0, false, weekly);
}

Error *notice_readers(Ctx *cx, int64_t after, NoticeReader **readers, size_t *count)
{
    static const Column columns[] = { COLUMN(NoticeReader, person_id) };
    int64_t daily = 0, weekly = 0;
    due_before(cx, &daily, &weekly);
    return db_list(cx, notice_readers_due, columns, readers, count, INT(after), INT(daily), INT(weekly), INT(cx->now + 1), INT(READERS));
}

static Error *together_send(Ctx *cx, const Reader *reader, int64_t person_id, const NoticeKept *notices, size_t count, size_t all)
{
    enum { OTHERS = 4 };
    MailValue values[4 * COUNT(places) + OTHERS];
    size_t n = 0;
    for (size_t i = 0; i < COUNT(places); i++) {
        const NoticeKept *notice = i < count ? &notices[i] : NULL;
        values[n++] = (MailValue){ places[i][0], notice ? notice->subject : "" };
        values[n++] = (MailValue){ places[i][1], notice ? notice->words : "" };
        values[n++] = (MailValue){ places[i][2], notice ? address_of(cx, notice->link) : "" };
        values[n++] = (MailValue){ places[i][3], notice ? stop_of(cx, notice) : "" };
    }
    values[n++] = (MailValue){ "name", reader->name };
    values[n++] = (MailValue){ "count", counted(cx, (int64_t)all, "notice", NULL) };
    values[n++] = (MailValue){ "more", all > count ? text(cx, "%s others", number_words(cx, (int64_t)(all - count))) : "" };
    values[n++] = (MailValue){ "pace_link", address_of(cx, "/account/notices") };
    return mail_queue(cx, &(Mail){ .letter = "notices", .unhurried = true, .person_id = person_id, .to_name = reader->name, .to_email = reader->email, .values = values, .value_count = n });
}

/* Taken first and read then, so that of two who send at once the second finds nothing. */
Error *notices_send(Ctx *cx, int64_t person_id)
{
    Reader reader = {0};
    NoticeKept *notices;
    size_t count;
    int64_t letter = new_id(cx), taken = 0;
    TRY(db_run(cx, notices_taken, &taken, INT(person_id), INT(letter)));
    if (!taken) return OK;
    TRY(reader_find(cx, person_id, &reader));
    TRY(db_list(cx, notices_of, kept_columns, &notices, &count, INT(person_id), INT(letter), INT((int64_t)COUNT(places))));
    return together_send(cx, &reader, person_id, notices, count, (size_t)taken);
}

Error *notices_forget_slice(Ctx *cx, int64_t *done)
{
    return db_run(cx, notices_forgotten, done, INT(cx->now - (int64_t)NOTICE_DAYS_KEPT * DAY), INT(FORGOTTEN_AT_ONCE));
}
