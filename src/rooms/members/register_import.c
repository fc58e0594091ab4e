#include "rooms/members/register_import.h"

#include <stdlib.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/store.h"
#include "rooms/members/register_file.h"

enum { SUCCESSOR_GAP_DAYS = 31 };

/* The facts that are compared one by one, and told in words when they differ. */
typedef enum { FIELD_TEXT, FIELD_DATE, FIELD_NUMBER } FieldKind;
typedef struct { const char *words; size_t at; FieldKind kind; } Field;
#define FIELD(words, member, kind) { words, offsetof(RegisterSchool, member), kind }

static const Field fields[] = {
    FIELD("Name", name, FIELD_TEXT), FIELD("Type", type_name, FIELD_TEXT), FIELD("Phase", phase, FIELD_TEXT), FIELD("Pupils on roll", roll, FIELD_NUMBER),
    FIELD("Street", street, FIELD_TEXT), FIELD("Town", town, FIELD_TEXT), FIELD("Postcode", postcode, FIELD_TEXT), FIELD("Ward", ward, FIELD_TEXT),
    FIELD("Telephone", telephone, FIELD_TEXT), FIELD("Website", website, FIELD_TEXT), FIELD("Trust", trust, FIELD_TEXT),
    FIELD("Authority", authority_name, FIELD_TEXT), FIELD("Authority code", authority_code, FIELD_TEXT),
    FIELD("Establishment number", establishment_number, FIELD_TEXT), FIELD("UKPRN", ukprn, FIELD_TEXT),
    FIELD("Type code", type_code, FIELD_TEXT), FIELD("Type group", type_group, FIELD_TEXT), FIELD("Phase code", phase_code, FIELD_TEXT),
    FIELD("Maintained by the authority", maintained, FIELD_NUMBER), FIELD("Independent", independent, FIELD_NUMBER),
    FIELD("Opened", opened_on, FIELD_DATE), FIELD("Closed", closed_on, FIELD_DATE),
    FIELD("Lowest age", low_age, FIELD_NUMBER), FIELD("Highest age", high_age, FIELD_NUMBER),
    FIELD("Easting", easting, FIELD_NUMBER), FIELD("Northing", northing, FIELD_NUMBER), FIELD("Changed in the register", register_changed_on, FIELD_DATE),
};

static const char **text_at(RegisterSchool *s, const Field *f) { return (const char **)((char *)s + f->at); }
static int64_t *number_at(RegisterSchool *s, const Field *f)   { return (int64_t *)((char *)s + f->at); }

static const Column school_row[] = {
    COLUMN(RegisterSchool, organisation_id), COLUMN(RegisterSchool, urn), COLUMN(RegisterSchool, name), COLUMN(RegisterSchool, authority_code),
    COLUMN(RegisterSchool, authority_name), COLUMN(RegisterSchool, street), COLUMN(RegisterSchool, town), COLUMN(RegisterSchool, postcode),
    COLUMN(RegisterSchool, ward), COLUMN(RegisterSchool, telephone), COLUMN(RegisterSchool, website), COLUMN(RegisterSchool, establishment_number),
    COLUMN(RegisterSchool, type_code), COLUMN(RegisterSchool, type_name), COLUMN(RegisterSchool, type_group), COLUMN(RegisterSchool, phase),
    COLUMN(RegisterSchool, phase_code), COLUMN(RegisterSchool, status), COLUMN(RegisterSchool, opened_on), COLUMN(RegisterSchool, closed_on),
    COLUMN(RegisterSchool, ukprn), COLUMN(RegisterSchool, trust), COLUMN(RegisterSchool, register_changed_on), COLUMN(RegisterSchool, maintained),
    COLUMN(RegisterSchool, independent), COLUMN(RegisterSchool, low_age), COLUMN(RegisterSchool, high_age), COLUMN(RegisterSchool, roll),
    COLUMN(RegisterSchool, easting), COLUMN(RegisterSchool, northing),
};

/* A number that nobody knows is -1 on both sides of the comparison. */
SQL(schools_known, "SELECT s.organisation_id, s.urn, o.name, o.authority_code, a.name AS authority_name, o.street, o.town, o.postcode, o.ward,"
                   "       o.telephone, o.website, s.establishment_number, s.type_code, s.type_name, s.type_group, s.phase, s.phase_code, s.status,"
                   "       s.opened_on, s.closed_on, s.ukprn, s.trust, s.register_changed_on, s.maintained, s.independent,"
                   "       COALESCE(s.low_age, -1) AS low_age, COALESCE(s.high_age, -1) AS high_age, COALESCE(s.roll, -1) AS roll,"
                   "       COALESCE(s.easting, -1) AS easting, COALESCE(s.northing, -1) AS northing"
                   "  FROM school s JOIN organisation o ON o.id = s.organisation_id LEFT JOIN authority a ON a.code = o.authority_code");
SQL(import_school_insert, "INSERT INTO import_school (import_id, line, organisation_id, urn, name, name_folded, sort_key, authority_code, authority_name,"
                          " street, town, postcode, ward, telephone, website, establishment_number, type_code, type_name, type_group, phase, phase_code,"
                          " status, maintained, independent, opened_on, closed_on, low_age, high_age, roll, ukprn, trust, easting, northing,"
                          " register_changed_on, successor_urn) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
                          " $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35)");
SQL(import_link_insert, "INSERT INTO import_link (import_id, urn, linked_urn, kind, established_on) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING");

/* A growing list of schools, sorted by URN before it is searched. */
typedef struct { RegisterSchool *schools; size_t count, room; } Schools;

static void schools_add(Ctx *cx, Schools *list, const RegisterSchool *school)
{
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 1024;
        RegisterSchool *more = array(cx, RegisterSchool, room);
        if (list->count) memcpy(more, list->schools, list->count * sizeof *more);
        list->schools = more, list->room = room;
    }
    list->schools[list->count++] = *school;
}

static int by_urn(const void *a, const void *b)
{
    const RegisterSchool *x = a, *y = b;
    int order = strcmp(x->urn, y->urn);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static int urn_to_school(const void *urn, const void *school) { return strcmp(urn, ((const RegisterSchool *)school)->urn); }

static RegisterSchool *school_of(const Schools *list, const char *urn)
{
    return list->count ? bsearch(urn, list->schools, list->count, sizeof *list->schools, urn_to_school) : NULL;
}

static Error *keep_file(Ctx *cx, const RegisterSchool *school, void *data)
{
    schools_add(cx, data, school);
    return OK;
}

static Error *keep_known(Ctx *cx, void *row, void *data)
{
    RegisterSchool school = *(RegisterSchool *)row;
    school.status = text_copy(cx, school.status, strlen(school.status)), school.urn = text_copy(cx, school.urn, strlen(school.urn));
    for (size_t i = 0; i < COUNT(fields); i++)
        if (fields[i].kind != FIELD_NUMBER) {
            const char **at = text_at(&school, &fields[i]);
            *at = text_copy(cx, *at, strlen(*at));
        }
    schools_add(cx, data, &school);
    return OK;
}

static const char *shown(Ctx *cx, const Field *f, RegisterSchool *s)
{
    if (f->kind == FIELD_NUMBER) return *number_at(s, f) < 0 ? "not known" : text(cx, "%ld", *number_at(s, f));
    const char *value = *text_at(s, f);
    if (!*value) return "nothing";
    return f->kind == FIELD_DATE ? date_words(cx, value) : text(cx, "“%s”", value);
}

/* Takes over from what we hold whatever the file has no column for, and tells in words what differs. */
static const char *differences(Ctx *cx, RegisterSchool *school, RegisterSchool *known)
{
    Draft words = { .cx = cx };
    for (size_t i = 0; i < COUNT(fields); i++) {
        const Field *f = &fields[i];
        bool differs;
        if (f->kind == FIELD_NUMBER) {
            if (*number_at(school, f) == REGISTER_ABSENT) *number_at(school, f) = known ? *number_at(known, f) : -1;
            differs = known && *number_at(school, f) != *number_at(known, f);
        } else {
            if (!*text_at(school, f)) *text_at(school, f) = known ? *text_at(known, f) : "";
            differs = known && !same(*text_at(school, f), *text_at(known, f));
        }
        if (differs) draft_add(&words, "%s%s: %s, now %s", words.length ? "; " : "", f->words, shown(cx, f, known), shown(cx, f, school));
    }
    return draft_text(&words);
}

typedef struct {
    Schools       file, known;
    RegisterLink *links;
    size_t        link_count;
    bool          links_given;
} Comparison;

static int link_order(const void *a, const void *b)
{
    const RegisterLink *x = a, *y = b;
    int order = strcmp(x->urn, y->urn);
    return order ? order : strcmp(x->linked_urn, y->linked_urn);
}

static const RegisterSchool *anywhere(const Comparison *c, const char *urn)
{
    const RegisterSchool *school = school_of(&c->file, urn);
    return school ? school : school_of(&c->known, urn);
}

/* Who continues a closing school: as the links say; without them one at its address that opened just after. *count says how many do. */
static const RegisterSchool *successor(const Comparison *c, const RegisterSchool *closing, size_t *count)
{
    const RegisterSchool *found = NULL;
    *count = 0;
    for (size_t i = 0; c->links_given && i < c->link_count; i++)
        if (same(c->links[i].urn, closing->urn)) found = anywhere(c, c->links[i].linked_urn), *count += found != NULL;
    if (c->links_given || blank(closing->closed_on)) return found;

    for (size_t i = 0; i < c->file.count; i++) {
        const RegisterSchool *s = &c->file.schools[i];
        if (same(s->urn, closing->urn) || blank(s->opened_on) || same(s->status, "closed") || !same(s->authority_code, closing->authority_code)) continue;
        bool at_its_place = (!blank(closing->postcode) && same(s->postcode, closing->postcode)) ||
                            (!blank(closing->establishment_number) && same(s->establishment_number, closing->establishment_number));
        int64_t gap = date_days_between(closing->closed_on, s->opened_on);
        if (at_its_place && gap >= 0 && gap <= SUCCESSOR_GAP_DAYS) found = s, ++*count;
    }
    return found;
}

typedef struct { RegisterSchool *school; ImportRow row; const char *successor_urn; } Staged;

/* A change of status in words, its outcome, and who continues the school. */
static void status_change(Ctx *cx, const Comparison *c, Staged *staged, const RegisterSchool *known, const char *others)
{
    RegisterSchool *s = staged->school;
    const char *more = *others ? text(cx, ". %s", others) : "";
    staged->row.accepted = 0;
    if (!same(s->status, "closed")) {
        staged->row.outcome = "held", staged->row.say = text(cx, "Was %s, now %s%s", known->status, s->status, more);
        return;
    }
    size_t successors;
    const RegisterSchool *next = successor(c, s, &successors);
    const char *closes = blank(s->closed_on) ? "Closed" : text(cx, "Closed on %s", date_words(cx, s->closed_on));
    if (successors == 1) {
        staged->row.outcome = "succeeded", staged->successor_urn = next->urn;
        staged->row.say = text(cx, "%s. %s %s (URN %s): its people and membership go there%s", closes,
                               c->links_given ? "Continued by" : "By address and date it looks continued by", next->name, next->urn, more);
    } else if (successors > 1) {
        staged->row.outcome = "closed", staged->row.say = text(cx, "%s, and continued by %zu schools: move its people by hand%s", closes, successors, more);
    } else {
        staged->row.outcome = "closed", staged->row.say = text(cx, "%s. Nothing continues it: its posts end%s", closes, more);
    }
}

/* One school of the file: false when nothing would change. */
static bool compare(Ctx *cx, const Comparison *c, size_t i, Staged *staged)
{
    RegisterSchool *s = &c->file.schools[i], *known = school_of(&c->known, s->urn);
    *staged = (Staged){ .school = s, .successor_urn = "", .row = { .line = s->line, .key = s->urn, .name = s->name, .say = "", .accepted = 1 } };
    if (i && same(c->file.schools[i - 1].urn, s->urn)) {
        staged->row.outcome = "error", staged->row.accepted = 0;
        staged->row.say = text(cx, "URN %s stands in the file twice: the first, on line %ld, is used", s->urn, c->file.schools[i - 1].line);
        return true;
    }
    const char *others = differences(cx, s, known);
    s->organisation_id = known ? known->organisation_id : 0;
    if (!known) {
        staged->row.outcome = "new";
        bool phased = !same(s->phase, "not applicable");
        staged->row.say = *s->type_name ? text(cx, "%s%s%s, %s", s->type_name, phased ? ", " : "", phased ? s->phase : "", s->status) : text(cx, "%s, %s", phased ? s->phase : "no phase", s->status);
        return true;
    }
    if (!same(s->status, known->status)) {
        status_change(cx, c, staged, known, others);
        return true;
    }
    staged->row.outcome = "changed", staged->row.say = others;
    return *others;
}

static Arg or_null(int64_t n) { return n >= 0 ? INT(n) : STR(NULL); }
static Arg date_or_null(const char *date) { return STR(blank(date) ? NULL : date); }

static Error *staged_add(Ctx *cx, int64_t id, const Staged *staged)
{
    const RegisterSchool *s = staged->school;
    TRY(import_row_add(cx, id, &staged->row));
    if (same(staged->row.outcome, "error")) return OK;
    return db_run(cx, import_school_insert, NULL, INT(id), INT(s->line), INT(s->organisation_id ? s->organisation_id : new_id(cx)), STR(s->urn), STR(s->name),
                  STR(text_fold(cx, s->name)), STR(text_sort_key(cx, s->name)), STR(s->authority_code), STR(s->authority_name), STR(s->street),
                  STR(s->town), STR(s->postcode), STR(s->ward), STR(s->telephone), STR(s->website), STR(s->establishment_number), STR(s->type_code),
                  STR(s->type_name), STR(s->type_group), STR(s->phase), STR(s->phase_code), STR(s->status), INT(s->maintained), INT(s->independent),
                  date_or_null(s->opened_on), date_or_null(s->closed_on), or_null(s->low_age), or_null(s->high_age), or_null(s->roll), STR(s->ukprn),
                  STR(s->trust), or_null(s->easting), or_null(s->northing), date_or_null(s->register_changed_on), STR(staged->successor_urn));
}

typedef struct { Import *import; const Staged *staged; const RegisterLink *links; size_t count; } Slice;

static Error *begin_slice(Ctx *cx, void *data) { return import_begin(cx, data); }

static Error *stage_slice(Ctx *cx, void *data)
{
    const Slice *slice = data;
    for (size_t i = 0; i < slice->count; i++) TRY(staged_add(cx, slice->import->id, &slice->staged[i]));
    return OK;
}

static Error *link_slice(Ctx *cx, void *data)
{
    const Slice *slice = data;
    for (size_t i = 0; i < slice->count; i++)
        TRY(db_run(cx, import_link_insert, NULL, INT(slice->import->id), STR(slice->links[i].urn), STR(slice->links[i].linked_urn),
                   STR(slice->links[i].kind), STR(slice->links[i].established_on)));
    return OK;
}

/* The links between schools that we hold or are about to: the file has the whole country's. A guess becomes a link with its row. */
static size_t links_to_stage(Ctx *cx, const Comparison *c, const Staged *staged, size_t staged_count, RegisterLink **links)
{
    size_t n = 0;
    *links = array(cx, RegisterLink, c->link_count + staged_count + 1);
    for (size_t i = 0; i < c->link_count; i++)
        if (anywhere(c, c->links[i].urn) && anywhere(c, c->links[i].linked_urn)) (*links)[n++] = c->links[i];
    for (size_t i = 0; !c->links_given && i < staged_count; i++)
        if (*staged[i].successor_urn)
            (*links)[n++] = (RegisterLink){ staged[i].school->urn, staged[i].successor_urn, "successor", staged[i].school->closed_on };
    return n;
}

Error *register_stage(Ctx *cx, const RegisterFile *file, Import *import)
{
    Comparison c = { .links_given = file->links != NULL };
    TRY(register_read(cx, file->bytes, file->length, file->authorities, keep_file, &c.file));
    if (!c.file.count && blank(file->authorities)) return invalid(cx, "file", "This file has no schools in it");
    if (!c.file.count) return invalid(cx, "authorities", "This file has no schools of authority %s in it. Enter another code, or none to take every school", file->authorities);
    if (file->links) TRY(register_links_read(cx, file->links, file->links_length, &c.links, &c.link_count));
    RegisterSchool *row = new(cx, RegisterSchool);
    TRY(db_each(cx, schools_known, school_row, row, keep_known, &c.known, NONE));
    qsort(c.file.schools, c.file.count, sizeof *c.file.schools, by_urn);
    if (c.known.count) qsort(c.known.schools, c.known.count, sizeof *c.known.schools, by_urn);
    if (c.link_count) qsort(c.links, c.link_count, sizeof *c.links, link_order);

    Staged *staged = array(cx, Staged, c.file.count);
    size_t count = 0;
    for (size_t i = 0; i < c.file.count; i++) count += compare(cx, &c, i, &staged[count]);

    import->kind = "register", import->file_name = file->file_name, import->person_id = cx->who ? cx->who->id : 0;
    import->rows = (int64_t)c.file.count, import->same = (int64_t)(c.file.count - count);
    TRY(db_write(cx, begin_slice, import));
    for (size_t at = 0; at < count; at += IMPORT_SLICE)
        TRY(db_write(cx, stage_slice, &(Slice){ .import = import, .staged = staged + at, .count = count - at < IMPORT_SLICE ? count - at : IMPORT_SLICE }));
    RegisterLink *links;
    size_t link_count = links_to_stage(cx, &c, staged, count, &links);
    for (size_t at = 0; at < link_count; at += IMPORT_SLICE)
        TRY(db_write(cx, link_slice, &(Slice){ .import = import, .links = links + at, .count = link_count - at < IMPORT_SLICE ? link_count - at : IMPORT_SLICE }));
    return OK;
}
