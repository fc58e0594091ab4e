/* Letters on their way: queued in the transaction that caused them. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/documents/json.h"
#include "platform/mail/letter.h"

enum { EMAIL_MOST = 254 };

SQL(mail_add,
    "INSERT INTO mail (id, letter, person_id, to_name, to_email, filled, calendar_method, calendar_id, calendar_sequence, message_id, queued_at, due_at, about_id, unhurried)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13)");
SQL(mail_again, "UPDATE mail SET state = 'queued', due_at = $2, attempt = 0, queued_at = $2 WHERE id = $1 AND state = 'doubtful'");
SQL(mail_arrived, "UPDATE mail SET state = 'sent', filled = '{}' WHERE id = $1 AND state = 'doubtful'");

bool email_valid(const char *address)
{
    size_t n = strlen(address);
    const char *at = strchr(address, '@');
    if (n > EMAIL_MOST || !at || at == address || strchr(at + 1, '@')) return false;
    if (!text_is_line(address) || strpbrk(address, " \"(),:;<>[]\\`|")) return false;   /* an apostrophe is fine: o'neill@school.example */
    const char *domain = at + 1, *dot = strrchr(domain, '.');
    return dot && dot != domain && dot[1] && *domain != '-' && !strstr(domain, "..") && domain[strspn(domain, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")] == '\0';
}

Error *mail_queue(Ctx *cx, const Mail *mail)
{
    TRY(letter_takes(cx, mail->letter, mail->values, mail->value_count));
    int64_t id = new_id(cx);
    const char **filled = array(cx, const char *, 2 * mail->value_count);
    for (size_t i = 0; i < mail->value_count; i++) filled[2 * i] = mail->values[i].name, filled[2 * i + 1] = mail->values[i].value ? mail->values[i].value : "";
    const char *domain = strchr(cx->partnership->email, '@');
    return db_run(cx, mail_add, NULL, INT(id), STR(mail->letter), REF(mail->person_id), STR(mail->to_name), STR(mail->to_email), STR(json_texts(cx, filled, mail->value_count)),
                  STR(mail->calendar_method ? mail->calendar_method : ""), INT(mail->calendar_id), INT(mail->calendar_sequence),
                  STR(text(cx, "<letter-%ld%s>", (long)id, domain ? domain : "@lyceum.invalid")), INT(cx->now), INT(mail->about_id), INT(mail->unhurried));
}

Error *mail_send_again(Ctx *cx, int64_t id)
{
    int64_t changed;
    TRY(db_run(cx, mail_again, &changed, INT(id), INT(cx->now)));
    return changed ? trail(cx, "mail.sent_again", id, NULL) : missing(cx, "letter %ld is not doubtful", (long)id);
}

Error *mail_take_as_sent(Ctx *cx, int64_t id)
{
    int64_t changed;
    TRY(db_run(cx, mail_arrived, &changed, INT(id)));
    return changed ? trail(cx, "mail.taken_as_sent", id, NULL) : missing(cx, "letter %ld is not doubtful", (long)id);
}

SQL(mail_of_event,
    "SELECT letter, COUNT(*) FILTER (WHERE state IN ('queued', 'sending')) AS waiting, COUNT(*) FILTER (WHERE state = 'sent') AS sent,"
    " COUNT(*) FILTER (WHERE state IN ('refused', 'given up')) AS failed, COUNT(*) FILTER (WHERE state = 'doubtful') AS doubtful, MAX(queued_at) AS latest_at"
    "  FROM (SELECT letter, state, queued_at FROM mail WHERE about_id = $1 AND state <> 'queued' AND state <> 'sending'"
    "        UNION ALL SELECT letter, state, queued_at FROM mail WHERE about_id = $1 AND state IN ('queued', 'sending')) m"   /* the few in mail_due */
    " GROUP BY letter ORDER BY MAX(queued_at) DESC, letter");

Error *mail_about(Ctx *cx, int64_t about_id, MailAbout **letters, size_t *count)
{
    static const Column row[] = { COLUMN(MailAbout, letter), COLUMN(MailAbout, waiting), COLUMN(MailAbout, sent), COLUMN(MailAbout, failed), COLUMN(MailAbout, doubtful), COLUMN(MailAbout, latest_at) };
    return db_list(cx, mail_of_event, row, letters, count, INT(about_id));
}

const char *mail_letter_name(Ctx *cx, const char *letter)
{
    Draft draft = { .cx = cx };
    for (size_t i = 0; letter[i]; i++) draft_add(&draft, "%c", letter[i] == '-' ? ' ' : !i && letter[i] >= 'a' && letter[i] <= 'z' ? letter[i] - 'a' + 'A' : letter[i]);
    return draft_text(&draft);
}
