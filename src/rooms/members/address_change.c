#include "rooms/members/address_change.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/mail/mail.h"
#include "platform/security/token.h"
#include "rooms/members/members.h"
#include "rooms/members/sign_in.h"

enum { ASK_GAP = 60 };      /* letters to any address one likes: one a minute */

static const Column change_row[] = { COLUMN(AddressChange, person_id), COLUMN(AddressChange, name), COLUMN(AddressChange, email), COLUMN(AddressChange, old_email) };
#define CHANGE "SELECT a.person_id, p.name, a.email, p.email AS old_email FROM address_change a JOIN person p ON p.id = a.person_id WHERE a.expires_at > $2 AND "
SQL(change_by_person, CHANGE "a.person_id = $1");
SQL(change_by_token,  CHANGE "a.token_hash = $1");
SQL(change_put, "INSERT INTO address_change (person_id, token_hash, email, made_at, expires_at) VALUES ($1, $2, $3, $4, $5)"
                " ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash, email = excluded.email, made_at = excluded.made_at, expires_at = excluded.expires_at"
                " WHERE address_change.made_at <= $6");
SQL(change_drop, "DELETE FROM address_change WHERE person_id = $1");
SQL(changes_old, "DELETE FROM address_change WHERE expires_at < $1");

Error *address_ask(Ctx *cx, const Person *person, const char *email)
{
    const char *token = token_new(cx), *name = cx->partnership->name;
    int64_t put;
    email = text_trim(cx, email);
    if (!email_valid(email)) return invalid(cx, "email", "Enter an email address with an @, like name@school.example");
    TRY(db_run(cx, change_put, &put, INT(person->id), STR(token_hash(cx, token)), STR(email), INT(cx->now), INT(cx->now + 3600 * ADDRESS_HOURS), INT(cx->now - ASK_GAP)));
    if (!put) return invalid(cx, "email", "You asked for an address a moment ago. Wait a minute before you ask for another");
    TRY(mail_queue(cx, &(Mail){ .letter = "address-confirm", .person_id = person->id, .to_name = person->name, .to_email = email,
        MAIL_VALUES({ "name", person->name }, { "partnership", name }, { "address", email }, { "link", text(cx, "%s/sign-in/address/%s", cx->partnership->url, token) }) }));
    TRY(mail_queue(cx, &(Mail){ .letter = "address-asked", .person_id = person->id, .to_name = person->name, .to_email = person->email,
        MAIL_VALUES({ "name", person->name }, { "partnership", name }, { "address", email }, { "office", cx->partnership->email },
                    { "link", text(cx, "%s/sign-in/link?for=password", cx->partnership->url) }) }));
    return trail(cx, "person.address_asked", person->id, NULL);
}

Error *address_asked(Ctx *cx, int64_t person_id, AddressChange *change, bool *found)
{
    return db_maybe(cx, change_by_person, change_row, change, found, INT(person_id), INT(cx->now));
}

Error *address_by_link(Ctx *cx, const char *token, AddressChange *change, bool *found)
{
    return db_maybe(cx, change_by_token, change_row, change, found, STR(token_hash(cx, token)), INT(cx->now));
}

Error *address_confirm(Ctx *cx, const char *token, AddressChange *change)
{
    bool found;
    TRY(address_by_link(cx, token, change, &found));
    if (!found) return conflict(cx, "This link has been used already or is too old. Ask for the change again on the page of your account");
    if (!cx->who || cx->who->id != change->person_id) TRY(person_who(cx, change->person_id, &cx->who));   /* whoever is signed in here: it is this person's act */
    TRY(person_change(cx, change->person_id, change->name, change->email));
    return mail_queue(cx, &(Mail){ .letter = "address-changed", .person_id = change->person_id, .to_name = change->name, .to_email = change->old_email,
        MAIL_VALUES({ "name", change->name }, { "address", change->email }, { "partnership", cx->partnership->name }, { "office", cx->partnership->email }) });
}

Error *address_drop(Ctx *cx, int64_t person_id) { return db_run(cx, change_drop, NULL, INT(person_id)); }

Error *address_changes_sweep(Ctx *cx) { return db_run(cx, changes_old, NULL, INT(cx->now)); }
