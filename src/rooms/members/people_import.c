#include "rooms/members/people_import.h"

#include <stdlib.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/store.h"
#include "platform/documents/csv.h"
#include "rooms/members/members.h"
#include "rooms/members/person.h"
#include "rooms/members/post.h"

/* What is known already, sorted for searching, so that a file of thousands asks the database three times and not thousands. */
typedef struct { int64_t id; const char *email_folded, *name; } KnownPerson;
typedef struct { int64_t id; const char *urn, *name_folded, *name, *kind; } KnownPlace;
typedef struct { int64_t person_id, organisation_id; const char *role; } KnownPost;

SQL(import_people_known, "SELECT id, email_folded, name FROM person ORDER BY id");
SQL(import_places_known, "SELECT o.id, s.urn, o.name_folded, o.name, o.kind FROM organisation o LEFT JOIN school s ON s.organisation_id = o.id"
                         " WHERE CAST($1 AS BIGINT) = 0 OR o.id = $1 ORDER BY o.id");
SQL(import_posts_known,  "SELECT person_id, organisation_id, role FROM post WHERE (CAST($1 AS BIGINT) = 0 OR organisation_id = $1)"
                         " AND (ends_on IS NULL OR ends_on >= $2) ORDER BY id");
SQL(import_person_insert, "INSERT INTO import_person (import_id, line, name, email, organisation_id, role, title, starts_on, ends_on, governor_category,"
                          " governor_office) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");

typedef struct { int64_t line, organisation_id; const char *name, *email, *role, *title, *starts_on, *ends_on, *governor_category, *governor_office; } Line;
SQL(import_person_lines, "SELECT i.line, i.organisation_id, i.name, i.email, i.role, i.title, i.starts_on, i.ends_on, i.governor_category, i.governor_office"
                         "  FROM import_person i JOIN import_row r ON r.import_id = i.import_id AND r.line = i.line"
                         " WHERE i.import_id = $1 AND i.line > $2 AND i.line <= $3 AND r.accepted = 1 ORDER BY i.line");

/* Headings as people write them. The first of each is the template's. */
enum { C_NAME, C_EMAIL, C_SCHOOL, C_ROLE, C_TITLE, C_STARTS, C_ENDS, C_CATEGORY, C_OFFICE, C_END };
static const char *const headings[C_END][3] = {
    [C_NAME] = { "Name" }, [C_EMAIL] = { "Email", "Email address", "E-mail" }, [C_SCHOOL] = { "School", "URN", "Organisation" },
    [C_ROLE] = { "Role", "Post" }, [C_TITLE] = { "Job title", "Title" }, [C_STARTS] = { "First day", "Starts on", "Start date" },
    [C_ENDS] = { "Last day", "Ends on", "End date" }, [C_CATEGORY] = { "Kind of governor", "Governor category" }, [C_OFFICE] = { "Office", "Governor office" },
};

typedef struct { ImportRow row; Post post; int64_t person_id; } StagedPerson;
typedef struct {
    const PeopleFile *file;
    KnownPerson  *people; size_t people_count, people_room;
    KnownPlace   *places; size_t place_count, place_room;
    KnownPost    *posts;  size_t post_count, post_room;
    StagedPerson *staged; size_t staged_count, staged_room;
    int64_t       rows, same;
    const char   *left_out;
} Staging;

/* Room for one more in a list of the arena. */
static void *grown(Ctx *cx, void *items, size_t size, size_t count, size_t *room)
{
    if (count < *room) return items;
    *room = *room ? *room * 2 : 256;
    void *more = arena_new(cx->arena, *room * size);
    if (count) memcpy(more, items, count * size);
    return more;
}
#define GROW(cx, list, count, room) ((list) = grown((cx), (list), sizeof *(list), (count), &(room)))

static const char *kept(Ctx *cx, const char *s) { return text_copy(cx, s, strlen(s)); }

static Error *keep_person(Ctx *cx, void *row, void *data)
{
    Staging *s = data;
    const KnownPerson *p = row;
    GROW(cx, s->people, s->people_count, s->people_room);
    s->people[s->people_count++] = (KnownPerson){ p->id, kept(cx, p->email_folded), kept(cx, p->name) };
    return OK;
}

static Error *keep_place(Ctx *cx, void *row, void *data)
{
    Staging *s = data;
    const KnownPlace *p = row;
    GROW(cx, s->places, s->place_count, s->place_room);
    s->places[s->place_count++] = (KnownPlace){ p->id, kept(cx, p->urn), kept(cx, p->name_folded), kept(cx, p->name), kept(cx, p->kind) };
    return OK;
}

static Error *keep_post(Ctx *cx, void *row, void *data)
{
    Staging *s = data;
    const KnownPost *p = row;
    GROW(cx, s->posts, s->post_count, s->post_room);
    s->posts[s->post_count++] = (KnownPost){ p->person_id, p->organisation_id, kept(cx, p->role) };
    return OK;
}

static int by_email(const void *a, const void *b) { return strcmp(((const KnownPerson *)a)->email_folded, ((const KnownPerson *)b)->email_folded); }
static int by_holder(const void *a, const void *b)
{
    const KnownPost *x = a, *y = b;
    return (x->person_id > y->person_id) - (x->person_id < y->person_id);
}

static Error *load_known(Ctx *cx, Staging *s)
{
    static const Column person_row[] = { COLUMN(KnownPerson, id), COLUMN(KnownPerson, email_folded), COLUMN(KnownPerson, name) };
    static const Column place_row[]  = { COLUMN(KnownPlace, id), COLUMN(KnownPlace, urn), COLUMN(KnownPlace, name_folded), COLUMN(KnownPlace, name), COLUMN(KnownPlace, kind) };
    static const Column post_row[]   = { COLUMN(KnownPost, person_id), COLUMN(KnownPost, organisation_id), COLUMN(KnownPost, role) };
    KnownPerson person;
    KnownPlace place;
    KnownPost post;
    TRY(db_each(cx, import_people_known, person_row, &person, keep_person, s, NONE));
    TRY(db_each(cx, import_places_known, place_row, &place, keep_place, s, INT(s->file->organisation_id)));
    TRY(db_each(cx, import_posts_known, post_row, &post, keep_post, s, INT(s->file->organisation_id), STR(cx->today)));
    if (s->people_count) qsort(s->people, s->people_count, sizeof *s->people, by_email);
    if (s->post_count) qsort(s->posts, s->post_count, sizeof *s->posts, by_holder);
    return OK;
}

static const char *cell(Ctx *cx, const CsvRow *row, int column)
{
    for (size_t i = 0; i < COUNT(headings[column]) && headings[column][i]; i++)
        if (csv_has(row, headings[column][i])) return text_trim(cx, csv_cell(row, headings[column][i]));
    return "";
}

static bool column_known(Ctx *cx, const char *column)
{
    for (size_t i = 0; i < C_END; i++)
        for (size_t k = 0; k < COUNT(headings[i]) && headings[i][k]; k++)
            if (same(text_fold(cx, headings[i][k]), text_fold(cx, column))) return true;
    return false;
}

/* A first day under a heading of another name would be today's, and nobody the wiser. */
static const char *columns_left_out(Ctx *cx, const CsvRow *row)
{
    enum { NAMED = 4, SHORT = 40 };
    Draft words = { .cx = cx };
    size_t named = 0, more = 0;
    for (size_t i = 0; i < row->column_count; i++) {
        const char *column = text_trim(cx, row->columns[i]);
        if (blank(column) || column_known(cx, column)) continue;
        if (named < NAMED && strlen(column) <= SHORT) draft_add(&words, "%s“%s”", named++ ? ", " : "", column);
        else more++;
    }
    if (more) draft_add(&words, "%s%s", named ? " and " : "", text(cx, "%zu %s", more, named ? "more" : "others"));
    return named || more ? draft_text(&words) : NULL;
}

/* 1/9/2026, 01-09-2026 or 2026-09-01; what is none of these comes back as typed, for the check to refuse in words. */
static const char *date_typed(Ctx *cx, const char *typed)
{
    int64_t part[3] = {0};
    const char *at = typed;
    for (int i = 0; i < 3; i++) {
        size_t n = strspn(at, "0123456789");
        if (!n || !number_parse(text_copy(cx, at, n), 0, 9999, &part[i])) return typed;
        at += n;
        if (i < 2 && !strchr("/-. ", *at)) return typed;
        if (*at) at++;
    }
    bool year_first = part[0] > 31;
    const char *date = date_from_parts(cx, year_first ? part[0] : part[2], part[1], year_first ? part[2] : part[0]);
    return date ? date : typed;
}

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

static const KnownPlace *place_typed(Ctx *cx, const Staging *s, const char *typed)
{
    const KnownPlace *found = NULL;
    if (s->file->organisation_id) return s->place_count ? &s->places[0] : NULL;
    const char *folded = text_fold(cx, typed);
    for (size_t i = 0; i < s->place_count; i++) {
        if (*s->places[i].urn && same(s->places[i].urn, typed)) return &s->places[i];
        if (same(s->places[i].name_folded, folded)) {
            if (found) return NULL;      /* two schools of one name: the URN decides */
            found = &s->places[i];
        }
    }
    return found;
}

static bool holds_already(const Staging *s, int64_t person_id, const Post *post)
{
    const KnownPost key = { .person_id = person_id }, *at = s->post_count ? bsearch(&key, s->posts, s->post_count, sizeof *s->posts, by_holder) : NULL;
    if (!at) return false;
    while (at > s->posts && at[-1].person_id == person_id) at--;
    for (; at < s->posts + s->post_count && at->person_id == person_id; at++)
        if (at->organisation_id == post->organisation_id && same(at->role, post->role)) return true;
    return false;
}

static bool stands_above(const Staging *s, const Post *post)
{
    for (size_t i = 0; i < s->staged_count; i++)
        if (same(s->staged[i].post.email, post->email) && s->staged[i].post.organisation_id == post->organisation_id && same(s->staged[i].post.role, post->role)) return true;
    return false;
}

static Error *people_line(Ctx *cx, const CsvRow *row, void *data)
{
    Staging *s = data;
    Error *errors = OK;
    const char *name = cell(cx, row, C_NAME), *email = cell(cx, row, C_EMAIL), *role = cell(cx, row, C_ROLE), *where = cell(cx, row, C_SCHOOL);
    if (!s->rows) s->left_out = columns_left_out(cx, row);
    if (blank(name) && blank(email)) return OK;      /* spreadsheets end in empty lines */
    if (++s->rows > PEOPLE_LINES_MOST) return invalid(cx, "file", "This file has more than %d lines. Split it and send each part", PEOPLE_LINES_MOST);

    Post post = { .person = name, .email = text_fold(cx, email), .role = role_typed(cx, role), .title = cell(cx, row, C_TITLE), .starts_on = date_typed(cx, cell(cx, row, C_STARTS)),
                  .ends_on = date_typed(cx, cell(cx, row, C_ENDS)), .governor_category = text_fold(cx, cell(cx, row, C_CATEGORY)),
                  .governor_office = text_fold(cx, cell(cx, row, C_OFFICE)) };
    if (blank(post.starts_on)) post.starts_on = cx->today;
    errors_add(&errors, person_check(cx, "Name", name, "Email", email));
    const KnownPlace *place = place_typed(cx, s, where);
    if (!place) errors_add(&errors, invalid(cx, "School", blank(where) ? "Say which school, by its URN" : "No one school is “%s”. Use its URN", where));
    else post.organisation_id = place->id;
    if (blank(post.role)) errors_add(&errors, invalid(cx, "Role", blank(role) ? "Say what they do: the column “Role” is empty" : "“%s” is no role here. The page where files are sent lists the roles", role));
    else errors_add(&errors, post_check(cx, &post, place ? place->kind : role_find(post.role)->kind));

    StagedPerson staged = { .post = post, .row = { .line = row->line, .key = post.email, .name = blank(name) ? email : name, .accepted = 1 } };
    const KnownPerson key = { .email_folded = post.email }, *known = s->people_count ? bsearch(&key, s->people, s->people_count, sizeof *s->people, by_email) : NULL;
    if (!errors && stands_above(s, &post)) errors = invalid(cx, "Email", "This post stands further up in the file already");
    if (errors) {
        Draft say = { .cx = cx };
        for (const Error *e = errors; e; e = e->next) draft_add(&say, "%s%s", say.length ? ". " : "", e->say);
        staged.row.outcome = "error", staged.row.accepted = 0, staged.row.say = draft_text(&say);
    } else if (known && holds_already(s, known->id, &post)) {
        s->same++;
        return OK;
    } else {
        const char *words = post_words(cx, &post), *span = post_span(cx, &post);
        staged.row.outcome = known ? "changed" : "new";
        staged.row.say = known && !same(known->name, name) ? text(cx, "%s at %s, %s. We know them as %s", words, place->name, span, known->name)
                                                           : text(cx, "%s at %s, %s", words, place->name, span);
    }
    GROW(cx, s->staged, s->staged_count, s->staged_room);
    s->staged[s->staged_count++] = staged;
    return OK;
}

typedef struct { Import *import; const StagedPerson *staged; size_t count; } Slice;

static Error *begin_slice(Ctx *cx, void *data) { return import_begin(cx, data); }

static const char *or_null(const char *s) { return blank(s) ? NULL : s; }

static Error *stage_slice(Ctx *cx, void *data)
{
    const Slice *slice = data;
    for (size_t i = 0; i < slice->count; i++) {
        const StagedPerson *s = &slice->staged[i];
        TRY(import_row_add(cx, slice->import->id, &s->row));
        if (same(s->row.outcome, "error")) continue;
        TRY(db_run(cx, import_person_insert, NULL, INT(slice->import->id), INT(s->row.line), STR(s->row.name), STR(s->row.key), INT(s->post.organisation_id),
                   STR(s->post.role), STR(s->post.title), STR(s->post.starts_on), STR(or_null(s->post.ends_on)), STR(or_null(s->post.governor_category)),
                   STR(or_null(s->post.governor_office))));
    }
    return OK;
}

Error *people_stage(Ctx *cx, const PeopleFile *file, Import *import)
{
    static const char *const needed[] = { "Name" };
    Staging s = { .file = file };
    TRY(load_known(cx, &s));
    CsvEncoding encoding = utf8_valid(file->bytes, file->length) ? CSV_UTF8 : CSV_WINDOWS_1252;     /* spreadsheets save either */
    TRY(csv_read(cx, file->bytes, file->length, encoding, needed, COUNT(needed), people_line, &s));
    if (!s.rows) return invalid(cx, "file", "This file has no people in it. Download the template, fill it in and send it");

    import->kind = "people", import->file_name = file->file_name, import->person_id = cx->who ? cx->who->id : 0;
    import->organisation_id = file->organisation_id, import->left_out = s.left_out, import->invite = file->invite, import->rows = s.rows, import->same = s.same;
    TRY(db_write(cx, begin_slice, import));
    for (size_t at = 0; at < s.staged_count; at += IMPORT_SLICE)
        TRY(db_write(cx, stage_slice, &(Slice){ import, s.staged + at, s.staged_count - at < IMPORT_SLICE ? s.staged_count - at : IMPORT_SLICE }));
    return OK;
}

Error *people_apply_slice(Ctx *cx, const Import *import, int64_t end)
{
    static const Column row[] = { COLUMN(Line, line), COLUMN(Line, organisation_id), COLUMN(Line, name), COLUMN(Line, email), COLUMN(Line, role),
        COLUMN(Line, title), COLUMN(Line, starts_on), COLUMN(Line, ends_on), COLUMN(Line, governor_category), COLUMN(Line, governor_office) };
    Line *lines;
    size_t count;
    TRY(db_list(cx, import_person_lines, row, &lines, &count, INT(import->id), INT(import->last_line), INT(end)));
    for (size_t i = 0; i < count; i++) {
        Post post = { .organisation_id = lines[i].organisation_id, .role = lines[i].role, .title = lines[i].title, .starts_on = lines[i].starts_on,
                      .ends_on = lines[i].ends_on, .governor_category = lines[i].governor_category, .governor_office = lines[i].governor_office };
        bool made;
        Error *refused = person_join(cx, lines[i].name, lines[i].email, &post, import->invite, &made);
        if (refused && refused->kind != INVALID) return refused;      /* they have been given that post meanwhile */
    }
    return OK;
}

const char *people_template(Ctx *cx, bool with_school, size_t *length)
{
    static const char *const example[C_END] = { "Ann Example", "ann@school.example", "100001", "teacher", "Year 3 teacher", "01/09/2026", "", "", "" };
    static const char *const governor[C_END] = { "Ben Example", "ben@school.example", "100001", "governor", "", "01/09/2026", "31/08/2030", "parent", "chair" };
    CsvWriter csv;
    csv_begin(&csv, cx);
    for (int line = 0; line < 3; line++) {
        for (int c = 0; c < C_END; c++)
            if (c != C_SCHOOL || with_school) csv_text(&csv, line == 0 ? headings[c][0] : line == 1 ? example[c] : governor[c]);
        csv_line(&csv);
    }
    *length = csv.length;
    return csv.bytes;
}
