/*
 * People and their posts from a file: a line for each post of each person. Nobody is removed by an import: a post ends when its line says
 * so, and then only if it is here and open-ended or ends on another day.
 */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/imports/imports.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/members/person.h"
#include "rooms/members/post.h"

extern const ImportKind people_import;

enum { F_NAME, F_EMAIL, F_SCHOOL, F_ROLE, F_TITLE, F_STARTS, F_ENDS, F_CATEGORY, F_OFFICE, F_END };
static const ImportField fields[F_END] = {
    [F_NAME]     = { "name", "Name", { "Full name" }, .needed = true, .examples = { "Ann Example", "Ben Example" } },
    [F_EMAIL]    = { "email", "Email", { "Email address", "E-mail" }, .needed = true, .examples = { "ann@school.example", "ben@school.example" } },
    [F_SCHOOL]   = { "school", "School", { "URN", "Organisation" }, .needed = true, .office = true, .hint = "The URN, or the whole name", .examples = { "100001", "100001" } },
    [F_ROLE]     = { "role", "Role", { "Post" }, .needed = true, .hint = "One of the roles listed on the page where files are sent", .examples = { "teacher", "governor" } },
    [F_TITLE]    = { "title", "Job title", { "Title" }, .examples = { "Year 3 teacher", "" } },
    [F_STARTS]   = { "starts_on", "First day", { "Starts on", "Start date" }, .hint = "Like 1/9/2026; today when it is empty", .examples = { "01/09/2026", "01/09/2026" } },
    [F_ENDS]     = { "ends_on", "Last day", { "Ends on", "End date" }, .hint = "For those who leave or have left", .examples = { "", "31/08/2030" } },
    [F_CATEGORY] = { "governor_category", "Kind of governor", { "Governor category" }, .examples = { "", "parent" } },
    [F_OFFICE]   = { "governor_office", "Office", { "Governor office" }, .hint = "Chair, vice-chair or clerk", .examples = { "", "chair" } },
};

SQL(import_people_known, "SELECT id, email_folded, name FROM person ORDER BY id");
SQL(import_places_known, "SELECT o.id, s.urn, o.name_folded, o.name, o.kind FROM organisation o LEFT JOIN school s ON s.organisation_id = o.id"
                         " WHERE CAST($1 AS BIGINT) = 0 OR o.id = $1 ORDER BY o.id");
SQL(import_posts_known,  "SELECT id, person_id, organisation_id, role, ends_on FROM post WHERE CAST($1 AS BIGINT) = 0 OR organisation_id = $1 ORDER BY id");
SQL(import_place_id,     "SELECT COALESCE((SELECT s.organisation_id FROM school s WHERE s.urn = $1), (SELECT min(o.id) FROM organisation o WHERE o.name_folded = $2 HAVING count(*) = 1), 0)");
SQL(import_post_here,    "SELECT id, ends_on FROM post WHERE person_id = $1 AND +organisation_id = $2 AND role = $3 AND starts_on <= $4 ORDER BY id DESC LIMIT 1");
SQL(import_post_put_end, "UPDATE post SET ends_on = CAST($2 AS TEXT) WHERE id = $1");
SQL(import_post_used,    "SELECT count(*) FROM sign_in WHERE post_id = $1");
SQL(import_post_remove,  "DELETE FROM post WHERE id = $1");
SQL(import_links_remove, "DELETE FROM sign_in_link WHERE person_id = $1");
SQL(import_person_remove, "DELETE FROM person WHERE id = $1 AND first_in_at IS NULL");

/* ---- what is here already ---- */

typedef struct { int64_t id; const char *email_folded, *name; } KnownPerson;
typedef struct { int64_t id; const char *urn, *name_folded, *name, *kind; } Place;
typedef struct { int64_t id, person_id, organisation_id; const char *role, *ends_on; } KnownPost;

typedef struct {
    int64_t  own;                       /* a school's own file: everybody's school; 0: each line says where */
    Lookup  *people, *called;           /* by address: the id; by id and name: whether it is theirs */
    Lookup  *urns, *names, *twice;      /* where in the list of places; names that two of them have */
    Lookup  *held, *ended;              /* by person, place and role: held today; the same with the last day */
    Place   *list;
    size_t   count, room;
} Known;

static const char *post_key(Ctx *cx, int64_t person, int64_t place, const char *role) { return text(cx, "%ld %ld %s", (long)person, (long)place, role); }
static const char *kept(Ctx *cx, const char *s) { return text_copy(cx, s, strlen(s)); }

static Error *keep_person(Ctx *cx, void *row, void *data)
{
    const KnownPerson *p = row;
    const Known *known = data;
    (void)lookup_put(known->people, p->email_folded, p->id);
    (void)lookup_put(known->called, text(cx, "%ld %s", (long)p->id, p->name), 0);
    return OK;
}

static Error *keep_place(Ctx *cx, void *row, void *data)
{
    const Place *p = row;
    Known *known = data;
    if (known->count == known->room) {
        Place *more = array(cx, Place, known->room = known->room ? 2 * known->room : 256);
        if (known->count) memcpy(more, known->list, known->count * sizeof *more);
        known->list = more;
    }
    if (*p->urn) (void)lookup_put(known->urns, p->urn, (int64_t)known->count);
    if (!lookup_put(known->names, p->name_folded, (int64_t)known->count)) (void)lookup_put(known->twice, p->name_folded, 0);
    known->list[known->count++] = (Place){ p->id, "", "", kept(cx, p->name), kept(cx, p->kind) };
    return OK;
}

static Error *keep_post(Ctx *cx, void *row, void *data)
{
    const KnownPost *p = row;
    const Known *known = data;
    const char *key = post_key(cx, p->person_id, p->organisation_id, p->role);
    if (blank(p->ends_on) || strcmp(p->ends_on, cx->today) >= 0) (void)lookup_put(known->held, key, 0);
    if (!blank(p->ends_on)) (void)lookup_put(known->ended, text(cx, "%s %s", key, p->ends_on), 0);
    return OK;
}

static Error *begin(Ctx *cx, const Intake *intake, void **data)
{
    static const Column person_row[] = { COLUMN(KnownPerson, id), COLUMN(KnownPerson, email_folded), COLUMN(KnownPerson, name) };
    static const Column place_row[]  = { COLUMN(Place, id), COLUMN(Place, urn), COLUMN(Place, name_folded), COLUMN(Place, name), COLUMN(Place, kind) };
    static const Column post_row[]   = { COLUMN(KnownPost, id), COLUMN(KnownPost, person_id), COLUMN(KnownPost, organisation_id), COLUMN(KnownPost, role), COLUMN(KnownPost, ends_on) };
    Known *known = new(cx, Known);
    KnownPerson person;
    KnownPost post;
    Place place;
    *known = (Known){ .own = intake->organisation_id, .people = lookup_new(cx), .called = lookup_new(cx), .urns = lookup_new(cx), .names = lookup_new(cx), .twice = lookup_new(cx),
                      .held = lookup_new(cx), .ended = lookup_new(cx) };
    TRY(db_each(cx, import_people_known, person_row, &person, keep_person, known, NONE));
    TRY(db_each(cx, import_places_known, place_row, &place, keep_place, known, INT(known->own)));
    TRY(db_each(cx, import_posts_known, post_row, &post, keep_post, known, INT(known->own)));
    *data = known;
    return OK;
}

/* ---- a line ---- */

/* A role as people write it: "Head teacher", "class teacher" and "TA" would need guessing, which is the reader's to do, not ours. */
static const char *role_typed(Ctx *cx, const char *typed)
{
    size_t count;
    const Role *roles = roles_all(&count);
    const char *folded = text_fold(cx, typed);
    for (size_t i = 0; i < count; i++)
        if (same(text_fold(cx, roles[i].name), folded)) return roles[i].name;
    return "";
}

static const Place *place_typed(Ctx *cx, const Known *known, const char *typed)
{
    int64_t at;
    if (known->own) return known->count ? &known->list[0] : NULL;
    const char *folded = text_fold(cx, typed);
    if (lookup_get(known->urns, typed, &at)) return &known->list[at];
    if (lookup_get(known->twice, folded, &at)) return NULL;      /* two schools of one name: the URN decides */
    return lookup_get(known->names, folded, &at) ? &known->list[at] : NULL;
}

static Post post_of(Ctx *cx, const char *const *cells)
{
    Post post = { .person = cells[F_NAME], .email = text_fold(cx, cells[F_EMAIL]), .role = role_typed(cx, cells[F_ROLE]), .title = cells[F_TITLE], .starts_on = import_date(cx, cells[F_STARTS]),
                  .ends_on = import_date(cx, cells[F_ENDS]), .governor_category = text_fold(cx, cells[F_CATEGORY]), .governor_office = text_fold(cx, cells[F_OFFICE]) };
    if (blank(post.starts_on)) post.starts_on = !blank(post.ends_on) && date_valid(post.ends_on) && strcmp(post.ends_on, cx->today) < 0 ? post.ends_on : cx->today;
    return post;
}

static void verdict_give(Ctx *cx, const Known *known, const Post *post, const Place *place, ImportVerdict *verdict)
{
    int64_t person = 0, there;
    bool here = lookup_get(known->people, post->email, &person);
    const char *key = post_key(cx, person, place->id, post->role), *words = post_words(cx, post);
    bool held = here && lookup_get(known->held, key, &there), ended = here && !blank(post->ends_on) && lookup_get(known->ended, text(cx, "%s %s", key, post->ends_on), &there);
    verdict->outcome = ended || (held && blank(post->ends_on)) ? IMPORT_SAME : here ? IMPORT_CHANGED : IMPORT_NEW;
    if (held) verdict->say = text(cx, "%s at %s ends on %s", words, place->name, date_words(cx, blank(post->ends_on) ? cx->today : post->ends_on));
    else verdict->say = text(cx, "%s at %s, %s", words, place->name, post_span(cx, post));
    if (here && !lookup_get(known->called, text(cx, "%ld %s", (long)person, post->person), &there)) verdict->say = text(cx, "%s. They keep the name they have here", verdict->say);
}

static Error *check(Ctx *cx, void *data, const char *const *cells, ImportVerdict *verdict)
{
    const Known *known = data;
    const Post post = post_of(cx, cells);
    const Place *place = place_typed(cx, known, cells[F_SCHOOL]);
    Error *errors = person_check(cx, "name", post.person, "email", cells[F_EMAIL]);
    verdict->name = blank(post.person) ? cells[F_EMAIL] : post.person;
    if (!place) errors_add(&errors, invalid(cx, "school", blank(cells[F_SCHOOL]) ? "Say which school, by its URN" : "No one school is “%s”. Use its URN", cells[F_SCHOOL]));
    if (blank(post.role)) errors_add(&errors, invalid(cx, "role", blank(cells[F_ROLE]) ? "Say what they do: the column “Role” is empty" : "“%s” is no role here. The page where files are sent lists the roles", cells[F_ROLE]));
    else errors_add(&errors, post_check(cx, &post, place ? place->kind : role_find(post.role)->kind));
    if (errors || !place) return errors;
    verdict->key = text(cx, "%s %ld %s %s", post.email, (long)place->id, post.role, blank(post.ends_on) ? "" : post.starts_on);
    verdict_give(cx, known, &post, place, verdict);
    return OK;
}

/* ---- written, and taken back ---- */

static Error *place_find(Ctx *cx, const Intake *intake, const char *typed, int64_t *id)
{
    *id = intake->organisation_id;
    if (!*id) TRY(db_number(cx, import_place_id, id, STR(typed), STR(text_fold(cx, typed))));
    return *id ? OK : conflict(cx, "No one school is “%s” any more", typed);
}

static const char *or_null(const char *s) { return blank(s) ? NULL : s; }

static Error *apply(Ctx *cx, const Intake *intake, int64_t line, const char *const *cells)
{
    typedef struct { int64_t id; const char *ends_on; } Held;
    static const Column held_columns[] = { COLUMN(Held, id), COLUMN(Held, ends_on) };
    Post post = post_of(cx, cells);
    Person person;
    Held held;
    bool here, there = false, made = false;
    TRY(place_find(cx, intake, cells[F_SCHOOL], &post.organisation_id));
    TRY(person_by_email(cx, post.email, &person, &here));
    if (here && !blank(post.ends_on)) TRY(db_maybe(cx, import_post_here, held_columns, &held, &there, INT(person.id), INT(post.organisation_id), STR(post.role), STR(post.ends_on)));
    if (there && (blank(held.ends_on) || strcmp(held.ends_on, post.starts_on) >= 0)) {
        const char *was = kept(cx, held.ends_on);
        TRY(post_end(cx, held.id, post.ends_on));
        return import_made(cx, intake, line, "post end", held.id, was);
    }
    TRY(person_join(cx, cells[F_NAME], cells[F_EMAIL], &post, intake->invite, &made));
    if (made) TRY(import_made(cx, intake, line, "person", post.person_id, ""));
    return import_made(cx, intake, line, "post", post.id, "");
}

static Error *undo(Ctx *cx, const ImportMade *made)
{
    int64_t n = 0;
    if (same(made->noun, "post end")) return db_run(cx, import_post_put_end, NULL, INT(made->subject_id), STR(or_null(made->was)));
    if (same(made->noun, "post")) {
        TRY(db_number(cx, import_post_used, &n, INT(made->subject_id)));
        return n ? conflict(cx, "They have signed in with this post since, so it stays") : db_run(cx, import_post_remove, NULL, INT(made->subject_id));
    }
    TRY(db_run(cx, import_links_remove, NULL, INT(made->subject_id)));
    TRY(db_run(cx, import_person_remove, &n, INT(made->subject_id)));
    return n ? OK : conflict(cx, "They have signed in since, so they stay");
}

const ImportKind people_import = {
    .kind = "people", .title = "People and their posts", .many = "people", .needs = RUN_MEMBERS, .school_needs = MANAGE_PEOPLE, .invites = true,
    .words = "A line for each post. Somebody with two posts has two lines; who is here already keeps their name. Nobody is removed: a post ends when its line says when.",
    .fields = fields, .field_count = F_END, .begin = begin, .check = check, .apply = apply, .undo = undo,
};
