/* Courses from a file, as drafts. One whose code is here stays as it is. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/imports/imports.h"
#include "rooms/members/permission.h"
#include "rooms/programme/course.h"
#include "rooms/themes/theme.h"

extern const ImportKind course_import;

enum { F_CODE, F_TITLE, F_KIND, F_SUMMARY, F_DESCRIPTION, F_OUTCOME, F_THEMES, F_AUDIENCE, F_PHASES, F_OWNER, F_PUBLISHED, F_END };
static const ImportField fields[F_END] = {
    [F_CODE]        = { "code", "Code", { "Course code" }, .needed = true, .hint = "Capital letters, digits and hyphens, like CU-101", .examples = { "CU-101", "GO-201" } },
    [F_TITLE]       = { "title", "Title", { "Course", "Name" }, .needed = true, .examples = { "Phonics in Year 1", "New governors" } },
    [F_KIND]        = { "kind", "Kind", { "Type" }, .hint = "Course when it is empty; or network meeting, conference, programme, enrichment activity, visit, governor training, self-paced", .examples = { "course", "governor training" } },
    [F_SUMMARY]     = { "summary", "Summary", { 0 }, .hint = "One or two sentences", .examples = { "Sounds, letters and the first books.", "What the board does, and what you do on it." } },
    [F_DESCRIPTION] = { "description", "Description", { 0 }, .examples = { "", "" } },
    [F_OUTCOME]     = { "outcome", "Outcome", { "Outcomes" }, .hint = "What pupils should gain", .examples = { "Children read their first books by Easter.", "Pupils gain from a board that asks well." } },
    [F_THEMES]      = { "themes", "Themes", { "Theme" }, .hint = "Names with semicolons between; the first is the one shown in lists", .examples = { "", "" } },
    [F_AUDIENCE]    = { "audience", "For", { "Audience" }, .hint = "Like teachers; SENCOs", .examples = { "teachers; teaching assistants", "governors and clerks" } },
    [F_PHASES]      = { "phases", "Phases", { "Phase" }, .hint = "Like nursery; primary", .examples = { "primary", "" } },
    [F_OWNER]       = { "owner", "Offered by", { "Owner", "Department" }, .hint = "A department’s whole name; the partnership when it is empty", .examples = { "", "" } },
    [F_PUBLISHED]   = { "published", "Published", { 0 }, .hint = "Yes publishes it at once; else it is a draft", .examples = { "no", "no" } },
};

SQL(import_course_codes,   "SELECT id, code AS name FROM course ORDER BY id");
SQL(import_course_owners,  "SELECT id, name_folded AS name FROM organisation WHERE kind IN ('department', 'partnership') ORDER BY id");
SQL(import_course_themes,  "DELETE FROM course_theme WHERE course_id = $1");
SQL(import_course_audience, "DELETE FROM course_audience WHERE course_id = $1");
SQL(import_course_phases,  "DELETE FROM course_phase WHERE course_id = $1");
SQL(import_course_remove,  "DELETE FROM course WHERE id = $1");

typedef struct { Lookup *codes, *owners, *themes; } Known;
typedef struct { int64_t id; const char *name; } Named;
static const Column named_columns[] = { COLUMN(Named, id), COLUMN(Named, name) };

static Error *keep(Ctx *cx, void *row, void *lookup) { return (void)lookup_put(lookup, ((const Named *)row)->name, ((const Named *)row)->id), OK; }

static Error *begin(Ctx *cx, const Intake *intake, void **data)
{
    Known *known = new(cx, Known);
    Named named;
    Theme *themes;
    size_t count;
    *known = (Known){ lookup_new(cx), lookup_new(cx), lookup_new(cx) };
    TRY(db_each(cx, import_course_codes, named_columns, &named, keep, known->codes, NONE));
    TRY(db_each(cx, import_course_owners, named_columns, &named, keep, known->owners, NONE));
    TRY(themes_in_use(cx, &themes, &count));
    for (size_t i = 0; i < count; i++) (void)lookup_put(known->themes, text_fold(cx, themes[i].name), themes[i].id);
    *data = known;
    return OK;
}

/* The next name of a list with semicolons between, folded; NULL at its end. */
static const char *name_next(Ctx *cx, const char **at)
{
    while (**at) {
        size_t n = strcspn(*at, ";");
        const char *name = text_fold(cx, text_trim(cx, text_copy(cx, *at, n)));
        *at += n + ((*at)[n] != 0);
        if (*name) return name;
    }
    return NULL;
}

static Error *labels_read(Ctx *cx, const char *typed, const char *field, const CourseLabel *labels, size_t count, int64_t *bits)
{
    Error *errors = OK;
    for (const char *at = typed, *name; (name = name_next(cx, &at));) {
        size_t i = 0;
        while (i < count && !same(text_fold(cx, labels[i].name), name)) i++;
        if (i < count) *bits |= INT64_C(1) << i;
        else errors_add(&errors, invalid(cx, field, "“%s” is none of those that a course can be for", name));
    }
    return errors;
}

static Error *draft_of(Ctx *cx, const Known *known, const char *const *cells, CourseDraft *draft)
{
    Error *errors = OK;
    int64_t *themes = array(cx, int64_t, COURSE_THEMES_MOST + 1);
    *draft = (CourseDraft){ .code = cells[F_CODE], .title = cells[F_TITLE], .kind = *cells[F_KIND] ? text_fold(cx, cells[F_KIND]) : "course", .summary = cells[F_SUMMARY],
                            .description = cells[F_DESCRIPTION], .outcome = cells[F_OUTCOME], .theme_ids = themes };
    for (const char *at = cells[F_THEMES], *name; draft->theme_count <= COURSE_THEMES_MOST && (name = name_next(cx, &at));) {
        if (lookup_get(known->themes, name, &themes[draft->theme_count])) draft->theme_count++;
        else errors_add(&errors, invalid(cx, "themes", "There is no theme called “%s”", name));
    }
    errors_add(&errors, labels_read(cx, cells[F_AUDIENCE], "audience", course_audiences, course_audience_count, &draft->audience_bits));
    errors_add(&errors, labels_read(cx, cells[F_PHASES], "phases", course_phases, course_phase_count, &draft->phase_bits));
    if (*cells[F_OWNER] && !lookup_get(known->owners, text_fold(cx, cells[F_OWNER]), &draft->owner_id))
        errors_add(&errors, invalid(cx, "owner", "No department is called “%s”", cells[F_OWNER]));
    return errors;
}

static Error *check(Ctx *cx, void *data, const char *const *cells, ImportVerdict *verdict)
{
    const Known *known = data;
    CourseDraft draft;
    int64_t id;
    verdict->name = cells[F_TITLE];
    Error *errors = draft_of(cx, known, cells, &draft);
    errors_add(&errors, course_draft_check(cx, &draft));
    if (!errors && import_yes(cx, cells[F_PUBLISHED]))
        errors = course_lacks(cx, &(Course){ .summary = draft.summary, .outcome = draft.outcome, .audience_bits = draft.audience_bits }, draft.theme_count);
    if (errors) return errors;
    verdict->key = draft.code;
    verdict->outcome = lookup_get(known->codes, draft.code, &id) ? IMPORT_SAME : IMPORT_NEW;
    verdict->say = text(cx, "%s, %s, %s", draft.code, draft.kind, import_yes(cx, cells[F_PUBLISHED]) ? "published at once" : "a draft");
    return OK;
}

static Error *apply(Ctx *cx, const Intake *intake, int64_t line, const char *const *cells)
{
    Known *known;
    CourseDraft draft;
    int64_t id;
    TRY(begin(cx, intake, (void **)&known));
    TRY(draft_of(cx, known, cells, &draft));
    TRY(course_add(cx, &draft, &id));
    if (import_yes(cx, cells[F_PUBLISHED])) TRY(course_publish(cx, id));
    return import_made(cx, intake, line, "course", id, "");
}

static Error *undo(Ctx *cx, const ImportMade *made)
{
    TRY(db_run(cx, import_course_themes, NULL, INT(made->subject_id)));
    TRY(db_run(cx, import_course_audience, NULL, INT(made->subject_id)));
    TRY(db_run(cx, import_course_phases, NULL, INT(made->subject_id)));
    return db_run(cx, import_course_remove, NULL, INT(made->subject_id));
}

const ImportKind course_import = {
    .kind = "courses", .title = "Courses", .many = "courses", .needs = RUN_PROGRAMME,
    .words = "A line for each course. They come in as drafts, unless a line says that it is published; a course whose code is here already stays as it is.",
    .fields = fields, .field_count = F_END, .begin = begin, .check = check, .apply = apply, .undo = undo,
};
