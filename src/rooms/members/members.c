#include "rooms/members/members.h"

#include "platform/base/text.h"
#include "rooms/members/person.h"
#include "rooms/members/permission.h"
#include "rooms/members/post.h"
#include "rooms/members/sign_in.h"

static const Column colleague_row[] = {
    COLUMN(Colleague, id), COLUMN(Colleague, name), COLUMN(Colleague, email), COLUMN(Colleague, role), COLUMN(Colleague, title),
    COLUMN(Colleague, organisation_id), COLUMN(Colleague, organisation),
};
static const Column person_name_row[] = { COLUMN(PersonName, id), COLUMN(PersonName, name), COLUMN(PersonName, email) };
static const Column organisation_name_row[] = {
    COLUMN(OrganisationName, id), COLUMN(OrganisationName, name), COLUMN(OrganisationName, kind), COLUMN(OrganisationName, phase),
};

/* A colleague once, with the post that began last, however many they hold there. */
#define COLLEAGUE_SELECT                                                                                                           \
    "SELECT p.id, p.name, p.email, t.role, t.title, t.organisation_id, o.name AS organisation"                                     \
    "  FROM post t JOIN person p ON p.id = t.person_id JOIN organisation o ON o.id = t.organisation_id"                            \
    " WHERE t.organisation_id = $1 AND t.id = (SELECT max(x.id) FROM post x WHERE x.person_id = t.person_id"                       \
    "       AND x.organisation_id = $1 AND x.starts_on <= $2 AND (x.ends_on IS NULL OR x.ends_on >= $2))"

SQL(colleagues_by_words, COLLEAGUE_SELECT " AND ($3 = '' OR p.name_folded LIKE '%' || $3 || '%' OR p.email_folded LIKE '%' || $3 || '%')"
                         " ORDER BY p.sort_key, p.id LIMIT 500");
SQL(colleague_by_id,     COLLEAGUE_SELECT " AND p.id = $3");
SQL(colleague_once,
    "SELECT p.id, p.name, p.email, t.role, t.title, t.organisation_id, o.name AS organisation FROM post t JOIN person p ON p.id = t.person_id JOIN organisation o ON o.id = t.organisation_id"
    " WHERE t.organisation_id = $1 AND t.person_id = $3 AND t.starts_on <= $2 ORDER BY t.starts_on DESC, t.id DESC LIMIT 1");
SQL(person_name_by_id,   "SELECT id, name, email FROM person WHERE id = $1");
SQL(organisation_name_by_id, "SELECT o.id, o.name, o.kind, s.phase FROM organisation o LEFT JOIN school s ON s.organisation_id = o.id WHERE o.id = $1");

Error *colleagues(Ctx *cx, int64_t organisation_id, const char *words, Colleague **people, size_t *count)
{
    return db_list(cx, colleagues_by_words, colleague_row, people, count, INT(organisation_id), STR(cx->today), STR(text_fold(cx, text_trim(cx, words))));
}

Error *colleague_find(Ctx *cx, int64_t organisation_id, int64_t person_id, Colleague *person)
{
    return db_one(cx, colleague_by_id, colleague_row, person, INT(organisation_id), STR(cx->today), INT(person_id));
}

Error *colleague_or_former(Ctx *cx, int64_t organisation_id, int64_t person_id, Colleague *person)
{
    return db_one(cx, colleague_once, colleague_row, person, INT(organisation_id), STR(cx->today), INT(person_id));
}

Error *person_join(Ctx *cx, const char *name, const char *email, Post *post, bool invite, bool *made)
{
    Person person;
    OrganisationName organisation;
    bool known;

    TRY(organisation_name(cx, post->organisation_id, &organisation));
    Error *errors = person_check(cx, "name", name, "email", email);
    errors_add(&errors, post_check(cx, post, organisation.kind));
    if (errors) return errors;

    TRY(person_by_email(cx, email, &person, &known));
    if (!known) {
        person = (Person){ .name = name, .email = email };
        TRY(person_add(cx, &person));
    }
    post->person_id = person.id;
    TRY(post_add(cx, post));
    if (!known && invite) TRY(invitation_send(cx, person.id, organisation.name));
    *made = !known;
    return OK;
}

Error *person_invite(Ctx *cx, const char *name, const char *email, int64_t organisation_id, const char *role, int64_t *person_id)
{
    Post post = { .organisation_id = organisation_id, .role = role, .title = "", .starts_on = cx->today }, *posts;
    Person person;
    size_t count;
    bool known, made;

    TRY(person_by_email(cx, email, &person, &known));
    if (known) {
        TRY(posts_of(cx, person.id, organisation_id, &posts, &count));
        for (size_t i = 0; i < count; i++)
            if (post_is_current(cx, &posts[i])) {
                *person_id = person.id;
                return OK;
            }
    }
    TRY(person_join(cx, name, email, &post, true, &made));
    *person_id = post.person_id;
    return OK;
}

Error *person_name(Ctx *cx, int64_t id, PersonName *person)
{
    return db_one(cx, person_name_by_id, person_name_row, person, INT(id));
}

Error *organisation_name(Ctx *cx, int64_t id, OrganisationName *organisation)
{
    return db_one(cx, organisation_name_by_id, organisation_name_row, organisation, INT(id));
}
