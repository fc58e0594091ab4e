#include "rooms/members/post.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"

const char *const governor_categories[] = { "parent", "staff", "co-opted", "local authority", "foundation", "partnership", "ex officio",
                                            "associate", "trustee", "member", NULL };
const char *const governor_offices[]    = { "chair", "vice-chair", "clerk", NULL };

enum { TITLE_MOST = 120 };

static const Column post_row[] = {
    COLUMN(Post, id), COLUMN(Post, person_id), COLUMN(Post, organisation_id), COLUMN(Post, role), COLUMN(Post, title), COLUMN(Post, starts_on),
    COLUMN(Post, ends_on), COLUMN(Post, governor_category), COLUMN(Post, governor_office), COLUMN(Post, organisation),
    COLUMN(Post, organisation_kind), COLUMN(Post, person), COLUMN(Post, email),
};

#define POST_SELECT                                                                                                    \
    "SELECT t.id, t.person_id, t.organisation_id, t.role, t.title, t.starts_on, t.ends_on, t.governor_category,"       \
    "       t.governor_office, o.name AS organisation, o.kind AS organisation_kind, p.name AS person, p.email"         \
    "  FROM post t JOIN organisation o ON o.id = t.organisation_id JOIN person p ON p.id = t.person_id"

SQL(post_by_id,  POST_SELECT " WHERE t.id = $1");
SQL(post_by_id_at, POST_SELECT " WHERE t.id = $1 AND t.organisation_id = $2");
SQL(posts_by_person, POST_SELECT " WHERE t.person_id = $1 AND (CAST($2 AS BIGINT) = 0 OR t.organisation_id = $2)"
                     " ORDER BY CASE WHEN t.ends_on IS NULL OR t.ends_on >= $3 THEN 0 ELSE 1 END, t.starts_on DESC, t.id LIMIT 200");
SQL(posts_now,   POST_SELECT " WHERE t.person_id = $1 AND t.starts_on <= $2 AND (t.ends_on IS NULL OR t.ends_on >= $2)"
                 " ORDER BY t.starts_on, t.id LIMIT 100");
SQL(posts_there, POST_SELECT " WHERE t.organisation_id = $1 AND t.starts_on <= $2 AND (t.ends_on IS NULL OR t.ends_on >= $2)"
                 " AND ($3 = '' OR p.name_folded LIKE '%' || $3 || '%' OR p.email_folded LIKE '%' || $3 || '%')"
                 " ORDER BY p.sort_key, p.id, t.starts_on LIMIT 1000");
SQL(post_insert, "INSERT INTO post (id, person_id, organisation_id, role, title, starts_on, ends_on, governor_category, governor_office, created_at)"
                 " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
/* An overlap with the same role at the same place: what is being added begins before that ends, and ends after it begins. By the person, who
 * holds a few: SQLite would rather look through everybody with that role there. */
SQL(post_overlap, "SELECT count(*) FROM post WHERE person_id = $1 AND +organisation_id = $2 AND role = $3"
                  " AND (ends_on IS NULL OR ends_on >= $4) AND (CAST($5 AS TEXT) IS NULL OR starts_on <= $5)");
SQL(post_person_hold, "UPDATE person SET changed_at = $2 WHERE id = $1");
SQL(post_ends,   "UPDATE post SET ends_on = $2 WHERE id = $1 AND starts_on <= $2");
SQL(post_forget_acting, "UPDATE sign_in SET post_id = NULL WHERE post_id = $1");
SQL(post_remove, "DELETE FROM post WHERE id = $1");

static bool listed(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (same(word, *words)) return true;
    return false;
}

Error *post_check(Ctx *cx, const Post *post, const char *organisation_kind)
{
    Error *errors = OK;
    const Role *role = role_find(post->role);
    if (!role || !role_fits(role, organisation_kind)) errors_add(&errors, invalid(cx, "role", "Choose what they do here"));
    const char *title = post->title ? post->title : "";
    if (letters(title) > TITLE_MOST) errors_add(&errors, invalid(cx, "title", "Shorten the job title to %d letters or fewer", TITLE_MOST));
    else if (!text_is_line(title)) errors_add(&errors, invalid(cx, "title", "Enter the job title on one line"));
    if (!date_valid(post->starts_on)) errors_add(&errors, invalid(cx, "starts_on", "Enter the first day of the post, like 1 9 2026"));
    if (!blank(post->ends_on) && !date_valid(post->ends_on)) errors_add(&errors, invalid(cx, "ends_on", "Enter a real date for the last day, like 31 8 2027"));
    else if (!blank(post->ends_on) && date_valid(post->starts_on) && strcmp(post->ends_on, post->starts_on) < 0)
        errors_add(&errors, invalid(cx, "ends_on", "The last day must be the first day or later"));
    if (same(post->role, "governor")) {
        if (!listed(post->governor_category, governor_categories))
            errors_add(&errors, invalid(cx, "governor_category", "Choose what kind of governor they are"));
        if (!blank(post->governor_office) && !listed(post->governor_office, governor_offices))
            errors_add(&errors, invalid(cx, "governor_office", "Choose chair, vice-chair or no office"));
    } else if (!blank(post->governor_category) || !blank(post->governor_office)) {
        errors_add(&errors, invalid(cx, "governor_category", "Only a governor has a kind of governor or an office"));
    }
    return errors;
}

/* Four years less a day from the first day: 1 September 2026 to 31 August 2030. */
static const char *term_end(Ctx *cx, const char *starts_on)
{
    int64_t year = 0;
    number_parse(text_copy(cx, starts_on, 4), 0, 9999, &year);
    const char *next = text(cx, "%04d%s", (int)year + GOVERNOR_TERM_YEARS, starts_on + 4);
    if (!date_valid(next)) next = text(cx, "%04d-03-01", (int)year + GOVERNOR_TERM_YEARS);   /* from a 29 February */
    return date_add_days(cx, next, -1);
}

static const char *or_null(const char *s) { return blank(s) ? NULL : s; }

Error *post_add(Ctx *cx, Post *post)
{
    int64_t there = 0, held = 0;
    if (same(post->role, "governor") && blank(post->ends_on) && !same(post->governor_category, "ex officio"))
        post->ends_on = term_end(cx, post->starts_on);

    TRY(db_run(cx, post_person_hold, &held, INT(post->person_id), INT(cx->now)));   /* the lock: two at once add one post */
    if (!held) return missing(cx, "post_add: no person %ld", post->person_id);
    TRY(db_number(cx, post_overlap, &there, INT(post->person_id), INT(post->organisation_id), STR(post->role), STR(post->starts_on),
                  STR(or_null(post->ends_on))));
    if (there) return invalid(cx, "role", "They already have this post here in that time. End the earlier one first");

    post->id = new_id(cx);
    TRY(db_run(cx, post_insert, NULL, INT(post->id), INT(post->person_id), INT(post->organisation_id), STR(post->role), STR(post->title ? post->title : ""),
               STR(post->starts_on), STR(or_null(post->ends_on)), STR(or_null(post->governor_category)), STR(or_null(post->governor_office)),
               INT(cx->now)));
    return trail(cx, "post.added", post->id, text(cx, "%s from %s", role_find(post->role) ? role_find(post->role)->words : post->role, date_words(cx, post->starts_on)));
}

Error *post_end(Ctx *cx, int64_t id, const char *on)
{
    int64_t ended;
    if (!date_valid(on)) return invalid(cx, "ends_on", "Enter the last day of the post, like 31 8 2027");
    TRY(db_run(cx, post_ends, &ended, INT(id), STR(on)));
    if (!ended) {
        Post post;
        TRY(post_find(cx, id, &post));
        if (!same(date_add_days(cx, post.starts_on, -1), on)) return invalid(cx, "ends_on", "The last day must be %s or later", date_words(cx, post.starts_on));
        TRY(db_run(cx, post_forget_acting, NULL, INT(id)));
        TRY(db_run(cx, post_remove, NULL, INT(id)));
    }
    return trail(cx, "post.ended", id, text(cx, "on %s", date_words(cx, on)));
}

Error *post_find(Ctx *cx, int64_t id, Post *post)
{
    return db_one(cx, post_by_id, post_row, post, INT(id));
}

Error *post_find_at(Ctx *cx, int64_t id, int64_t organisation_id, Post *post)
{
    return db_one(cx, post_by_id_at, post_row, post, INT(id), INT(organisation_id));
}

Error *posts_of(Ctx *cx, int64_t person_id, int64_t organisation_id, Post **posts, size_t *count)
{
    return db_list(cx, posts_by_person, post_row, posts, count, INT(person_id), INT(organisation_id), STR(cx->today));
}

Error *posts_current(Ctx *cx, int64_t person_id, Post **posts, size_t *count)
{
    return db_list(cx, posts_now, post_row, posts, count, INT(person_id), STR(cx->today));
}

Error *posts_at(Ctx *cx, int64_t organisation_id, const char *words, Post **posts, size_t *count)
{
    return db_list(cx, posts_there, post_row, posts, count, INT(organisation_id), STR(cx->today), STR(text_fold(cx, text_trim(cx, words))));
}

bool post_is_current(const Ctx *cx, const Post *post)
{
    return strcmp(post->starts_on, cx->today) <= 0 && (blank(post->ends_on) || strcmp(post->ends_on, cx->today) >= 0);
}

const char *post_words(Ctx *cx, const Post *post)
{
    const Role *role = role_find(post->role);
    const char *words = role ? role->words : post->role;
    if (!blank(post->governor_category)) {
        bool capital = *post->governor_category >= 'a' && *post->governor_category <= 'z';
        words = text(cx, "%c%s governor", capital ? *post->governor_category - 'a' + 'A' : *post->governor_category, post->governor_category + 1);
    }
    return blank(post->governor_office) ? words : text(cx, "%s, %s", words, post->governor_office);
}

const char *post_span(Ctx *cx, const Post *post)
{
    if (!blank(post->ends_on)) return text(cx, "%s to %s", date_words(cx, post->starts_on), date_words(cx, post->ends_on));
    return text(cx, "%s %s", strcmp(post->starts_on, cx->today) > 0 ? "from" : "since", date_words(cx, post->starts_on));
}
