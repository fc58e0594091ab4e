/* Letters on their way: queued in the transaction that caused them. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/documents/json.h"
#include "platform/mail/letter.h"

enum { EMAIL_MOST = 254 };

SQL(mail_add,
    "INSERT INTO mail (id, letter, person_id, to_name, to_email, filled, calendar_method, calendar_id, calendar_sequence, message_id, queued_at, due_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)");

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
    Json *filled = json_object_new(cx);
    for (size_t i = 0; i < mail->value_count; i++) json_put_text(filled, mail->values[i].name, mail->values[i].value ? mail->values[i].value : "");
    const char *domain = strchr(cx->partnership->email, '@');
    return db_run(cx, mail_add, NULL, INT(id), STR(mail->letter), REF(mail->person_id), STR(mail->to_name), STR(mail->to_email), STR(json_write(cx, filled)),
                  STR(mail->calendar_method ? mail->calendar_method : ""), INT(mail->calendar_id), INT(mail->calendar_sequence),
                  STR(text(cx, "<letter-%ld%s>", (long)id, domain ? domain : "@lyceum.invalid")), INT(cx->now));
}
