#include "rooms/members/person.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/mail/mail.h"
#include "rooms/members/address_change.h"
#include "rooms/members/members.h"
#include "rooms/members/sign_in.h"

static const Column person_row[] = {
    COLUMN(Person, id), COLUMN(Person, name), COLUMN(Person, email), COLUMN(Person, password_hash), COLUMN(Person, invited_at),
    COLUMN(Person, first_in_at), COLUMN(Person, created_at),
};
#define PERSON_SELECT "SELECT id, name, email, password_hash, invited_at, first_in_at, created_at FROM person"

SQL(person_by_id,      PERSON_SELECT " WHERE id = $1");
SQL(person_by_address, PERSON_SELECT " WHERE email_folded = $1");
SQL(person_insert, "INSERT INTO person (id, name, name_folded, sort_key, email, email_folded, created_at, changed_at)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (email_folded) DO NOTHING");
SQL(person_update, "UPDATE person SET name = $2, name_folded = $3, sort_key = $4, email = $5, email_folded = $6, changed_at = $7 WHERE id = $1"
                   " AND NOT EXISTS (SELECT 1 FROM person x WHERE x.email_folded = $6 AND x.id <> $1)");
SQL(person_put_password, "UPDATE person SET password_hash = $2, changed_at = $3 WHERE id = $1");
SQL(people_all, "SELECT count(*) FROM person");

Error *person_check(Ctx *cx, const char *name_field, const char *name, const char *email_field, const char *email)
{
    Error *errors = OK;
    if (blank(name)) errors_add(&errors, invalid(cx, name_field, "Enter the first name and family name"));
    else if (letters(name) > NAME_MOST) errors_add(&errors, invalid(cx, name_field, "Shorten the name to %d letters or fewer", NAME_MOST));
    else if (!text_is_line(name)) errors_add(&errors, invalid(cx, name_field, "Enter the name on one line"));
    if (blank(email)) errors_add(&errors, invalid(cx, email_field, "Enter their email address"));
    else if (!email_valid(email)) errors_add(&errors, invalid(cx, email_field, "Enter an email address with an @, like name@school.example"));
    return errors;
}

const char *person_sort_key(Ctx *cx, const char *name)
{
    const char *trimmed = text_trim(cx, name), *last = strrchr(trimmed, ' ');
    if (!last) return text_sort_key(cx, trimmed);
    return text_sort_key(cx, text(cx, "%s %s", last + 1, text_copy(cx, trimmed, (size_t)(last - trimmed))));
}

Error *person_find(Ctx *cx, int64_t id, Person *person)
{
    return db_one(cx, person_by_id, person_row, person, INT(id));
}

Error *person_by_email(Ctx *cx, const char *email, Person *person, bool *found)
{
    return db_maybe(cx, person_by_address, person_row, person, found, STR(text_fold(cx, text_trim(cx, email))));
}

Error *person_add(Ctx *cx, Person *person)
{
    int64_t added;
    TRY(person_check(cx, "name", person->name, "email", person->email));
    person->id = new_id(cx), person->created_at = cx->now;
    person->name = text_trim(cx, person->name), person->email = text_trim(cx, person->email);
    TRY(db_run(cx, person_insert, &added, INT(person->id), STR(person->name), STR(text_fold(cx, person->name)), STR(person_sort_key(cx, person->name)),
               STR(person->email), STR(text_fold(cx, person->email)), INT(cx->now)));
    if (!added) return invalid(cx, "email", "Somebody has this email address already");
    return trail(cx, "person.added", person->id, NULL);
}

bool person_address_stays(const char *was, const char *is) { return strcasecmp(was, is) == 0; }

static Error *address_left(Ctx *cx, int64_t id)
{
    bool oneself = cx->who && cx->who->id == id;
    TRY(links_void(cx, id));
    TRY(address_drop(cx, id));
    return sign_ins_end_others(cx, id, oneself ? cx->who->sign_in_id : 0);
}

Error *person_change(Ctx *cx, int64_t id, const char *name, const char *email)
{
    int64_t changed;
    Person person;
    TRY(person_check(cx, "name", name, "email", email));
    TRY(person_find(cx, id, &person));
    name = text_trim(cx, name), email = text_trim(cx, email);
    TRY(db_run(cx, person_update, &changed, INT(id), STR(name), STR(text_fold(cx, name)), STR(person_sort_key(cx, name)), STR(email),
               STR(text_fold(cx, email)), INT(cx->now)));
    if (!changed) return invalid(cx, "email", "Somebody has this email address already");
    if (!person_address_stays(person.email, email)) TRY(address_left(cx, id));
    return trail(cx, "person.changed", id, same(person.email, email) ? "name" : "email address");
}

Error *person_set_password(Ctx *cx, int64_t id, const char *hash)
{
    TRY(db_run(cx, person_put_password, NULL, INT(id), STR(hash), INT(cx->now)));
    TRY(links_void(cx, id));
    TRY(address_drop(cx, id));
    return trail(cx, "person.password_set", id, NULL);
}

Error *people_count(Ctx *cx, int64_t *count)
{
    return db_number(cx, people_all, count, NONE);
}

/* One line a person, with the post that began last among their current ones, however many they hold. */
static const Column entry_row[] = {
    COLUMN(PersonEntry, id), COLUMN(PersonEntry, name), COLUMN(PersonEntry, email), COLUMN(PersonEntry, role), COLUMN(PersonEntry, organisation),
    COLUMN(PersonEntry, organisation_id), COLUMN(PersonEntry, posts), COLUMN(PersonEntry, first_in_at),
};
#define CURRENT_POST "t.person_id = p.id AND t.starts_on <= $3 AND (t.ends_on IS NULL OR t.ends_on >= $3)"
#define PEOPLE_SELECT                                                                                                              \
    "SELECT p.id, p.name, p.email, p.first_in_at, t.role, o.name AS organisation, o.id AS organisation_id,"                        \
    "       (SELECT count(*) FROM post t WHERE " CURRENT_POST ") AS posts"                                                         \
    "  FROM person p LEFT JOIN post t ON t.id = (SELECT max(t.id) FROM post t WHERE " CURRENT_POST " AND ($2 = '' OR t.role = $2))" \
    "  LEFT JOIN organisation o ON o.id = t.organisation_id"                                                                       \
    " WHERE ($1 = '' OR p.name_folded LIKE '%' || $1 || '%' OR p.email_folded LIKE '%' || $1 || '%') AND ($2 = '' OR t.id IS NOT NULL)"

#define BY_NAME         "(p.sort_key, p.id)"
#define BY_FIRST_IN     "(-COALESCE(p.first_in_at, 0), p.sort_key, p.id)"
#define NAME_OF_4       "(SELECT a.sort_key, a.id FROM person a WHERE a.id = $4)"
#define FIRST_IN_OF_4  "(SELECT -COALESCE(a.first_in_at, 0), a.sort_key, a.id FROM person a WHERE a.id = $4)"
SQL(by_name_after,       PEOPLE_SELECT " AND (CAST($4 AS BIGINT) = 0 OR " BY_NAME " > " NAME_OF_4 ") ORDER BY p.sort_key, p.id LIMIT $5");
SQL(by_name_before,      PEOPLE_SELECT " AND " BY_NAME " < " NAME_OF_4 " ORDER BY p.sort_key DESC, p.id DESC LIMIT $5");
SQL(by_first_in_after,  PEOPLE_SELECT " AND (CAST($4 AS BIGINT) = 0 OR " BY_FIRST_IN " > " FIRST_IN_OF_4 ") ORDER BY -COALESCE(p.first_in_at, 0), p.sort_key, p.id LIMIT $5");
SQL(by_first_in_before, PEOPLE_SELECT " AND " BY_FIRST_IN " < " FIRST_IN_OF_4 " ORDER BY -COALESCE(p.first_in_at, 0) DESC, p.sort_key DESC, p.id DESC LIMIT $5");
static const struct { const Sql *after, *before; } orders[] = { { &by_name_after, &by_name_before }, { &by_first_in_after, &by_first_in_before } };

Error *people_list(Ctx *cx, const PeopleFilter *f, PersonEntry **people, size_t *count, bool *more_before, bool *more_after)
{
    const Sql *sql = f->before ? orders[f->by_first_in].before : orders[f->by_first_in].after;
    TRY(db_list(cx, *sql, entry_row, people, count, STR(text_fold(cx, text_trim(cx, f->words))), STR(f->role), STR(cx->today), INT(f->before ? f->before : f->after), INT(PEOPLE_PAGE + 1)));

    bool more = *count > PEOPLE_PAGE;
    if (more) *count = PEOPLE_PAGE;
    for (size_t i = 0; f->before && i < *count / 2; i++) {
        PersonEntry swap = (*people)[i];
        (*people)[i] = (*people)[*count - 1 - i], (*people)[*count - 1 - i] = swap;
    }
    *more_before = f->before ? more : f->after != 0;
    *more_after = f->before ? true : more;
    return OK;
}

Error *people_each(Ctx *cx, const PeopleFilter *f, Error *(*each)(Ctx *cx, void *row, void *data), void *data)
{
    PersonEntry row;
    return db_each(cx, *orders[f->by_first_in].after, entry_row, &row, each, data, STR(text_fold(cx, text_trim(cx, f->words))), STR(f->role), STR(cx->today), INT(0), INT(INT64_MAX));
}
