/* Links by mail: to sign in, to accept an invitation, to set a new password. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "platform/mail/mail.h"
#include "platform/security/token.h"
#include "rooms/members/person.h"
#include "rooms/members/sign_in.h"
#include "rooms/members/sign_in_jobs.h"

/* A stranger can ask for somebody's links without end. One of a kind a minute and ten an hour go out; the earlier ones keep working, so asking
 * for more never takes anything from the owner. */
enum { LINK_GAP = 60, LINKS_AN_HOUR = 10 };

static const Column link_row[] = { COLUMN(Link, person_id), COLUMN(Link, purpose), COLUMN(Link, name), COLUMN(Link, email), COLUMN(Link, has_password) };

SQL(link_insert, "INSERT INTO sign_in_link (token_hash, person_id, purpose, made_at, expires_at) VALUES ($1, $2, $3, $4, $5)");
SQL(link_by_token, "SELECT l.person_id, l.purpose, p.name, p.email, CAST(CASE WHEN p.password_hash = '' THEN 0 ELSE 1 END AS BIGINT) AS has_password"
                   "  FROM sign_in_link l JOIN person p ON p.id = l.person_id WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2");
SQL(link_spend, "UPDATE sign_in_link SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2");
SQL(links_spend, "UPDATE sign_in_link SET used_at = $2 WHERE person_id = $1 AND used_at IS NULL");
SQL(links_lately, "SELECT count(*) + 10 * CAST(COALESCE(sum(CASE WHEN made_at > $3 AND purpose = $4 THEN 1 ELSE 0 END), 0) AS BIGINT)"
                  "  FROM sign_in_link WHERE person_id = $1 AND purpose <> 'invitation' AND made_at > $2");
SQL(person_invited, "UPDATE person SET invited_at = $2 WHERE id = $1");

Error *link_make(Ctx *cx, int64_t person_id, const char *purpose, int64_t seconds, const char **token)
{
    *token = token_new(cx);
    return db_run(cx, link_insert, NULL, STR(token_hash(cx, *token)), INT(person_id), STR(purpose), INT(cx->now), INT(cx->now + seconds));
}

Error *link_find(Ctx *cx, const char *token, Link *link, bool *found)
{
    return db_maybe(cx, link_by_token, link_row, link, found, STR(token_hash(cx, token)), INT(cx->now));
}

Error *link_use(Ctx *cx, const char *token, Link *link)
{
    int64_t used;
    bool found;
    TRY(link_find(cx, token, link, &found));
    if (found) TRY(db_run(cx, link_spend, &used, STR(token_hash(cx, token)), INT(cx->now)));
    if (!found || !used) return conflict(cx, "This link has been used already or is too old. Ask for a new one");
    return trail_by(cx, link->person_id, 0, "link.used", link->person_id, link->purpose);
}

Error *links_void(Ctx *cx, int64_t person_id) { return db_run(cx, links_spend, NULL, INT(person_id), INT(cx->now)); }

/* A row either way, of the same size and cost; only the job finds out whether anybody has the address. */
Error *link_ask(Ctx *cx, const char *email, const char *purpose)
{
    return job_queue(cx, "sign_in.link", new_id(cx), cx->now, text(cx, "%s %s", purpose, text_trim(cx, email)));
}

Error *invitation_send(Ctx *cx, int64_t person_id, const char *organisation)
{
    Person person;
    const char *token, *who = same(organisation, cx->partnership->name) ? "The office" : organisation;   /* else it gives an account at itself */
    TRY(person_find(cx, person_id, &person));
    TRY(link_make(cx, person_id, "invitation", INT64_C(86400) * INVITATION_DAYS, &token));
    TRY(db_run(cx, person_invited, NULL, INT(person_id), INT(cx->now)));
    TRY(mail_queue(cx, &(Mail){ .letter = "invitation", .person_id = person_id, .to_name = person.name, .to_email = person.email,
        MAIL_VALUES({ "name", person.name }, { "organisation", who }, { "partnership", cx->partnership->name },
                    { "link", text(cx, "%s/sign-in/link/%s", cx->partnership->url, token) }, { "days", text(cx, "%d", INVITATION_DAYS) }) }));
    return trail(cx, "person.invited", person_id, NULL);
}

static Error *link_send(Ctx *cx, void *data)
{
    const Job *job = data;
    const char *space = strchr(job->detail, ' ');
    if (!space) return OK;
    const char *purpose = text_copy(cx, job->detail, (size_t)(space - job->detail)), *token;
    Person person;
    bool found;
    int64_t lately;

    TRY(person_by_email(cx, space + 1, &person, &found));
    if (!found) return OK;
    TRY(db_number(cx, links_lately, &lately, INT(person.id), INT(cx->now - 3600), INT(cx->now - LINK_GAP), STR(purpose)));
    if (lately >= LINKS_AN_HOUR) return OK;
    TRY(link_make(cx, person.id, purpose, INT64_C(3600) * LINK_HOURS, &token));
    return mail_queue(cx, &(Mail){ .letter = same(purpose, "password") ? "password-link" : "sign-in-link", .person_id = person.id,
        .to_name = person.name, .to_email = person.email,
        MAIL_VALUES({ "name", person.name }, { "partnership", cx->partnership->name },
                    { "link", text(cx, "%s/sign-in/link/%s", cx->partnership->url, token) }) });
}

Error *sign_in_link_run(Ctx *cx, const Job *job)
{
    return db_write(cx, link_send, (void *)(uintptr_t)job);
}
