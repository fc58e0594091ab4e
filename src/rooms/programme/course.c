#include <string.h>
#include "rooms/programme/course.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event.h"
#include "rooms/programme/event_rules.h"
#include "rooms/programme/review_change.h"

static const Column course_columns[] = {
    COLUMN(Course, id), COLUMN(Course, code), COLUMN(Course, title), COLUMN(Course, kind), COLUMN(Course, summary), COLUMN(Course, description),
    COLUMN(Course, outcome), COLUMN(Course, owner_id), COLUMN(Course, owner), COLUMN(Course, state), COLUMN(Course, published_at),
};

static const Column theme_columns[] = { COLUMN(ThemeLabel, id), COLUMN(ThemeLabel, slug), COLUMN(ThemeLabel, name), COLUMN(ThemeLabel, colour) };

typedef struct { const char *word; } Word;
static const Column word_columns[] = { COLUMN(Word, word) };

#define COURSE_FIELDS "SELECT c.id, c.code, c.title, c.kind, c.summary, c.description, c.outcome, c.owner_id, o.name AS owner, c.state, c.published_at" \
                      "  FROM course c JOIN organisation o ON o.id = c.owner_id"

SQL(course_by_id,     COURSE_FIELDS " WHERE c.id = $1");
SQL(course_of_owner,  COURSE_FIELDS " WHERE c.id = $1 AND (CAST($2 AS BIGINT) = 0 OR c.owner_id = $2)");
SQL(audiences_of,     "SELECT audience AS word FROM course_audience WHERE course_id = $1");
SQL(phases_of,        "SELECT phase AS word FROM course_phase WHERE course_id = $1");
SQL(themes_of,        "SELECT t.id, t.slug, t.name, t.colour FROM course_theme ct JOIN theme t ON t.id = ct.theme_id"
                      " WHERE ct.course_id = $1 ORDER BY ct.position");

SQL(course_insert,    "INSERT INTO course (id, code, title, kind, summary, description, outcome, owner_id, created_at, changed_at)"
                      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) ON CONFLICT (code) DO NOTHING");
SQL(course_update,    "UPDATE course SET code = $2, title = $3, kind = $4, summary = $5, description = $6, outcome = $7, owner_id = $8, changed_at = $9,"
                      " version = version + 1 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM course o WHERE o.code = $2 AND o.id <> $1)");
SQL(owner_fits,       "SELECT COUNT(*) AS n FROM organisation WHERE id = $1 AND kind IN ('department', 'partnership')");

SQL(themes_clear,     "DELETE FROM course_theme WHERE course_id = $1");
SQL(theme_add,        "INSERT INTO course_theme (course_id, theme_id, position)"
                      " SELECT CAST($1 AS BIGINT), id, CAST($3 AS BIGINT) FROM theme WHERE id = $2 ON CONFLICT DO NOTHING");
SQL(audiences_clear,  "DELETE FROM course_audience WHERE course_id = $1");
SQL(audience_add,     "INSERT INTO course_audience (course_id, audience) VALUES ($1, $2)");
SQL(phases_clear,     "DELETE FROM course_phase WHERE course_id = $1");
SQL(phase_add,        "INSERT INTO course_phase (course_id, phase) VALUES ($1, $2)");

SQL(course_published, "UPDATE course SET state = 'published', published_at = COALESCE(published_at, $2), changed_at = $2, version = version + 1"
                      " WHERE id = $1 AND state <> 'published'");
SQL(course_archived,  "UPDATE course SET state = 'archived', changed_at = $2, version = version + 1 WHERE id = $1 AND state <> 'archived'");
SQL(events_to_come,   "SELECT COUNT(*) AS n FROM event WHERE course_id = $1 AND state IN ('published', 'closed') AND ends_at > $2");

SQL(leaders_of,       "SELECT DISTINCT led_by AS word FROM event WHERE course_id = $1 AND led_by <> '' AND state IN ('published', 'closed')");
SQL(search_keep,      "UPDATE course SET search_words = $2 WHERE id = $1 AND search_words <> $2");
/* $6 and $7: the bits of a rule of eligibility and of an event's own, which a course's is not said of. */
SQL(labels_keep,      "UPDATE event SET audience_bits = $2, phase_bits = $3, theme_slugs = $4, course_since = $5, rules = CASE WHEN rules & $7 <> 0 THEN rules"
                      " WHEN EXISTS (SELECT 1 FROM eligibility y WHERE y.course_id = $1 AND y.event_id IS NULL) THEN rules | $6 ELSE rules & ~CAST($6 AS BIGINT) END WHERE course_id = $1");

static Error *bits_of(Ctx *cx, const Sql *words_of, const CourseLabel *labels, size_t count, int64_t course_id, int64_t *bits)
{
    Word *words;
    size_t n;
    TRY(db_list_(cx, words_of, word_columns, COUNT(word_columns), &words, sizeof *words, &n, ARGS(INT(course_id))));
    *bits = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < count; l++)
            if (same(labels[l].word, words[i].word)) *bits |= (int64_t)1 << l;
    return OK;
}

static Error *course_labels(Ctx *cx, Course *course)
{
    TRY(bits_of(cx, &audiences_of, course_audiences, course_audience_count, course->id, &course->audience_bits));
    return bits_of(cx, &phases_of, course_phases, course_phase_count, course->id, &course->phase_bits);
}

Error *course_find(Ctx *cx, int64_t id, Course *course)
{
    TRY(db_one(cx, course_by_id, course_columns, course, INT(id)));
    return course_labels(cx, course);
}

Error *course_find_own(Ctx *cx, int64_t id, Course *course)
{
    TRY(db_one(cx, course_of_owner, course_columns, course, INT(id), INT(programme_scope(cx))));
    return course_labels(cx, course);
}

Error *course_themes(Ctx *cx, int64_t id, ThemeLabel **themes, size_t *count)
{
    return db_list(cx, themes_of, theme_columns, themes, count, INT(id));
}

bool course_visible(const Ctx *cx, const Course *course)
{
    int64_t scope = programme_scope(cx);
    return !same(course->state, "draft") || scope == SCOPE_ALL || scope == course->owner_id;
}

static bool code_valid(const char *code)
{
    size_t n = strlen(code);
    return n >= 2 && n <= 20 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == n;
}

static Error *line_check(Ctx *cx, const char *field, const char *what, const char *typed, int most)
{
    if (blank(typed)) return invalid(cx, field, "Enter %s", what);
    return letters(typed) > (size_t)most ? invalid(cx, field, "Use %d characters or fewer for %s", most, what) : OK;
}

static Error *prose_check(Ctx *cx, const char *field, const char *what, const char *typed, int most)
{
    return letters(typed) > (size_t)most ? invalid(cx, field, "Use %d characters or fewer for %s", most, what) : OK;
}

Error *course_draft_check(Ctx *cx, const CourseDraft *draft)
{
    Error *errors = OK;
    if (!code_valid(draft->code)) errors_add(&errors, invalid(cx, "code", "Enter a code of capital letters, digits and hyphens, like CU-101"));
    errors_add(&errors, line_check(cx, "title", "a title", draft->title, COURSE_TITLE_MOST));
    if (!course_kind_valid(draft->kind)) errors_add(&errors, invalid(cx, "kind", "Choose what kind of course it is"));
    errors_add(&errors, prose_check(cx, "summary", "the summary", draft->summary, COURSE_SUMMARY_MOST));
    errors_add(&errors, prose_check(cx, "outcome", "the outcome", draft->outcome, COURSE_OUTCOME_MOST));
    errors_add(&errors, prose_check(cx, "description", "the description", draft->description, COURSE_DESCRIPTION_MOST));
    if (draft->theme_count > COURSE_THEMES_MOST) errors_add(&errors, invalid(cx, "theme", "Choose %d themes or fewer", COURSE_THEMES_MOST));
    return errors;
}

/* Mistakes of a draft. `owner_id` comes back settled: a department's own courses are its own. */
static Error *draft_check(Ctx *cx, const CourseDraft *draft, int64_t *owner_id)
{
    Error *errors = OK;
    int64_t fits = 0, scope = programme_scope(cx);
    if (scope == SCOPE_NOTHING) return forbidden(cx, "courses are changed by the office or by a department");

    *owner_id = scope == SCOPE_ALL && draft->owner_id ? draft->owner_id : cx->who->organisation_id;
    TRY(db_number(cx, owner_fits, &fits, INT(*owner_id)));
    if (!fits) errors_add(&errors, invalid(cx, "owner", "Choose who offers the course: the partnership or a department"));
    errors_add(&errors, course_draft_check(cx, draft));
    return errors;
}

static Error *labels_write(Ctx *cx, int64_t id, const CourseDraft *draft)
{
    TRY(db_run(cx, themes_clear, NULL, INT(id)));
    for (size_t i = 0; i < draft->theme_count; i++) TRY(db_run(cx, theme_add, NULL, INT(id), INT(draft->theme_ids[i]), INT((int64_t)i + 1)));
    TRY(db_run(cx, audiences_clear, NULL, INT(id)));
    for (size_t i = 0; i < course_audience_count; i++)
        if (draft->audience_bits >> i & 1) TRY(db_run(cx, audience_add, NULL, INT(id), STR(course_audiences[i].word)));
    TRY(db_run(cx, phases_clear, NULL, INT(id)));
    for (size_t i = 0; i < course_phase_count; i++)
        if (draft->phase_bits >> i & 1) TRY(db_run(cx, phase_add, NULL, INT(id), STR(course_phases[i].word)));
    return OK;
}

static Error *code_is_another(Ctx *cx, const char *code)
{
    return invalid(cx, "code", "%s is another course's code. Choose one that is free", code);
}

Error *course_add(Ctx *cx, const CourseDraft *draft, int64_t *id)
{
    int64_t owner_id, added, course_id = new_id(cx);
    TRY(draft_check(cx, draft, &owner_id));
    TRY(db_run(cx, course_insert, &added, INT(course_id), STR(draft->code), STR(text_trim(cx, draft->title)), STR(draft->kind), STR(draft->summary),
               STR(draft->description), STR(draft->outcome), INT(owner_id), INT(cx->now)));
    if (!added) return code_is_another(cx, draft->code);
    TRY(labels_write(cx, course_id, draft));
    TRY(course_refresh(cx, course_id));
    *id = course_id;
    return trail(cx, "course.added", course_id, NULL);
}

Error *course_change(Ctx *cx, int64_t id, const CourseDraft *draft)
{
    Course course = {0};
    int64_t owner_id, changed;
    TRY(course_find_own(cx, id, &course));
    TRY(draft_check(cx, draft, &owner_id));
    TRY(review_change_begins(cx, course.state, id, 0));
    if (same(course.state, "published")) {
        Course after = { .summary = draft->summary, .outcome = draft->outcome, .audience_bits = draft->audience_bits };
        Error *lacks = course_lacks(cx, &after, draft->theme_count);
        if (lacks) return lacks;
    }
    TRY(db_run(cx, course_update, &changed, INT(id), STR(draft->code), STR(text_trim(cx, draft->title)), STR(draft->kind), STR(draft->summary),
               STR(draft->description), STR(draft->outcome), INT(owner_id), INT(cx->now)));
    if (!changed) return code_is_another(cx, draft->code);
    TRY(labels_write(cx, id, draft));
    TRY(course_refresh(cx, id));
    return trail(cx, "course.changed", id, NULL);
}

Error *course_lacks(Ctx *cx, const Course *course, size_t theme_count)
{
    Error *lacks = OK;
    if (blank(course->summary))  errors_add(&lacks, invalid(cx, "summary", "Enter a summary: one or two sentences that people see in the programme"));
    if (blank(course->outcome))  errors_add(&lacks, invalid(cx, "outcome", "Enter the outcome: what pupils should gain"));
    if (!course->audience_bits)  errors_add(&lacks, invalid(cx, "audience", "Choose for whom the course is"));
    if (!theme_count)            errors_add(&lacks, invalid(cx, "theme", "Choose at least one theme"));
    return lacks;
}

Error *course_publish(Ctx *cx, int64_t id)
{
    Course course = {0};
    ThemeLabel *themes;
    size_t theme_count;
    int64_t changed;
    TRY(course_find_own(cx, id, &course));
    TRY(course_themes(cx, id, &themes, &theme_count));
    Error *lacks = course_lacks(cx, &course, theme_count);
    if (lacks) return lacks;
    if (!same(course.state, "published")) TRY(review_needed(cx));
    TRY(db_run(cx, course_published, &changed, INT(id), INT(cx->now)));
    if (!changed) return OK;   /* it is published already: what was wanted holds */
    TRY(review_published(cx, id, 0));
    TRY(course_refresh(cx, id));
    TRY(trail(cx, "course.published", id, NULL));
    return fact(cx, "course.published", id);
}

Error *course_archive(Ctx *cx, int64_t id)
{
    Course course = {0};
    int64_t to_come = 0, changed;
    TRY(course_find_own(cx, id, &course));
    TRY(db_number(cx, events_to_come, &to_come, INT(id), INT(cx->now)));
    if (to_come) return conflict(cx, "%s still to come. Cancel or wait for %s, then archive the course",
                                 counted(cx, to_come, "event is", "events are"), to_come == 1 ? "it" : "them");
    TRY(db_run(cx, course_archived, &changed, INT(id), INT(cx->now)));
    return changed ? trail(cx, "course.archived", id, NULL) : OK;
}

static Error *search_words(Ctx *cx, const Course *course, const ThemeLabel *themes, size_t theme_count, const char **words)
{
    Word *leaders;
    size_t leader_count;
    Draft all = { .cx = cx };
    TRY(db_list(cx, leaders_of, word_columns, &leaders, &leader_count, INT(course->id)));
    draft_add(&all, "%s %s %s %s %s %s", course->title, course->code, course->kind, course->summary, course->outcome, course->description);
    for (size_t i = 0; i < theme_count; i++) draft_add(&all, " %s", themes[i].name);
    for (size_t i = 0; i < leader_count; i++) draft_add(&all, " %s", leaders[i].word);
    *words = text_words(cx, draft_text(&all));
    return OK;
}

Error *course_refresh(Ctx *cx, int64_t id)
{
    Course course = {0};
    ThemeLabel *themes;
    size_t theme_count;
    const char *words;
    Draft slugs = { .cx = cx };
    TRY(course_find(cx, id, &course));
    TRY(course_themes(cx, id, &themes, &theme_count));
    TRY(search_words(cx, &course, themes, theme_count, &words));
    for (size_t i = 0; i < theme_count; i++) draft_add(&slugs, "%s%s ", i ? "" : " ", themes[i].slug);
    TRY(db_run(cx, search_keep, NULL, INT(id), STR(words)));
    return db_run(cx, labels_keep, NULL, INT(id), INT(course.audience_bits), INT(course.phase_bits), STR(draft_text(&slugs)), INT(course.published_at),
                  INT(RULE_ELIGIBLE), INT(RULE_ELIGIBLE_OWN));
}
