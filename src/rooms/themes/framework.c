#include "rooms/themes/framework.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"

static const Column framework_columns[] = { COLUMN(Framework, id), COLUMN(Framework, retired), COLUMN(Framework, points), COLUMN(Framework, name) };
static const Column point_columns[] = { COLUMN(FrameworkPoint, id), COLUMN(FrameworkPoint, framework_id), COLUMN(FrameworkPoint, framework), COLUMN(FrameworkPoint, code), COLUMN(FrameworkPoint, name) };
#define FRAMEWORK "SELECT f.id, f.retired, f.name, (SELECT COUNT(*) FROM framework_point p WHERE p.framework_id = f.id AND p.retired = 0) AS points FROM framework f"
SQL(frameworks_list,   FRAMEWORK " ORDER BY f.retired, f.position, f.id LIMIT 100");
SQL(framework_one,     FRAMEWORK " WHERE f.id = $1");
SQL(framework_count,   "SELECT COUNT(*) FROM framework");
SQL(framework_twin,    "SELECT COUNT(*) FROM framework WHERE folded = $1 AND id <> $2");
SQL(framework_add,     "INSERT INTO framework (id, name, folded, position) SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS TEXT), COALESCE(MAX(position), 0) + 1 FROM framework");
SQL(framework_put,     "UPDATE framework SET name = $2, folded = $3, version = version + 1 WHERE id = $1");
SQL(framework_shelve,  "UPDATE framework SET retired = $2 WHERE id = $1");
SQL(points_list,       "SELECT p.id, p.framework_id, f.name AS framework, p.code, p.name FROM framework_point p JOIN framework f ON f.id = p.framework_id"
                       " WHERE p.retired = 0 AND ((CAST($1 AS BIGINT) = 0 AND f.retired = 0) OR f.id = $1) ORDER BY f.position, f.id, p.position, p.id LIMIT 1200");
SQL(points_shelve,     "UPDATE framework_point SET retired = 1 WHERE framework_id = $1");
SQL(point_put,         "INSERT INTO framework_point (id, framework_id, code, name, position) VALUES ($1, $2, $3, $4, $5)"
                       " ON CONFLICT (framework_id, code) DO UPDATE SET name = excluded.name, position = excluded.position, retired = 0");

Error *frameworks_all(Ctx *cx, Framework **list, size_t *count) { return db_list(cx, frameworks_list, framework_columns, list, count, NONE); }
Error *framework_find(Ctx *cx, int64_t id, Framework *framework) { return db_one(cx, framework_one, framework_columns, framework, INT(id)); }

Error *framework_points(Ctx *cx, int64_t framework_id, FrameworkPoint **points, size_t *count)
{
    return db_list(cx, points_list, point_columns, points, count, INT(framework_id));
}

const char *framework_lines(Ctx *cx, const FrameworkPoint *points, size_t count)
{
    Draft lines = { .cx = cx };
    for (size_t i = 0; i < count; i++) draft_add(&lines, "%s %s\n", points[i].code, points[i].name);
    return draft_text(&lines);
}

static Error *point_check(Ctx *cx, const FrameworkPoint *points, size_t n, size_t line)
{
    const FrameworkPoint *p = &points[n];
    if (letters(p->code) > POINT_CODE_MOST) return invalid(cx, "points", "Line %zu: begin with a code of %d characters or fewer, like 4 or TS4", line, POINT_CODE_MOST);
    if (blank(p->name)) return invalid(cx, "points", "Line %zu: write what the point says after its code", line);
    if (letters(p->name) > POINT_NAME_MOST) return invalid(cx, "points", "Line %zu: use %d characters or fewer", line, POINT_NAME_MOST);
    for (size_t i = 0; i < n; i++)
        if (same(points[i].code, p->code)) return invalid(cx, "points", "Line %zu: the code %s stands in the list already", line, p->code);
    return OK;
}

static Error *lines_read(Ctx *cx, const char *lines, FrameworkPoint *points, size_t *count)
{
    size_t line = 0;
    *count = 0;
    while (*lines) {
        size_t length = strcspn(lines, "\r\n");
        const char *typed = text_trim(cx, text_copy(cx, lines, length));
        lines += length + (lines[length] != '\0');
        line++;
        if (!*typed) continue;
        if (*count >= FRAMEWORK_POINTS_MOST) return invalid(cx, "points", "A framework has %d points at most", FRAMEWORK_POINTS_MOST);
        size_t code = strcspn(typed, " ");
        points[*count] = (FrameworkPoint){ .code = text_copy(cx, typed, code), .name = text_trim(cx, typed + code) };
        TRY(point_check(cx, points, *count, line));
        (*count)++;
    }
    return *count ? OK : invalid(cx, "points", "Enter the points, one on each line, like: 4 Well-planned teaching");
}

/* The marks are five, and every course that says how it meets one keeps its place. */
static Error *marks_check(Ctx *cx, const FrameworkPoint *points, size_t count)
{
    FrameworkPoint *before;
    size_t n;
    TRY(framework_points(cx, FRAMEWORK_MARKS, &before, &n));
    bool alike = n == count;
    for (size_t i = 0; alike && i < n; i++) alike = same(before[i].code, points[i].code);
    return alike ? OK : invalid(cx, "points", "The marks stay five, with the codes %s to %s. Change their words only", before[0].code, before[n - 1].code);
}

static Error *points_write(Ctx *cx, int64_t id, const FrameworkPoint *points, size_t count)
{
    TRY(db_run(cx, points_shelve, NULL, INT(id)));
    for (size_t i = 0; i < count; i++)      /* FRAMEWORK_POINTS_MOST at most */
        TRY(db_run(cx, point_put, NULL, INT(new_id(cx)), INT(id), STR(points[i].code), STR(points[i].name), INT((int64_t)i + 1)));
    return OK;
}

Error *framework_save(Ctx *cx, int64_t id, const char *name, const char *lines, int64_t *saved_id)
{
    FrameworkPoint *points = array(cx, FrameworkPoint, FRAMEWORK_POINTS_MOST);
    Error *errors = OK;
    size_t n = 0;
    int64_t twins = 0, all = 0, changed = 0;
    name = text_trim(cx, name);
    if (blank(name) || letters(name) > FRAMEWORK_NAME_MOST) errors_add(&errors, invalid(cx, "name", "Enter the framework’s name in %d characters or fewer", FRAMEWORK_NAME_MOST));
    errors_add(&errors, lines_read(cx, lines, points, &n));
    if (errors) return errors;
    TRY(db_number(cx, framework_twin, &twins, STR(text_fold(cx, name)), INT(id)));
    if (twins) return invalid(cx, "name", "There is a framework of this name already");
    *saved_id = id ? id : new_id(cx);
    if (id) {
        TRY(db_run(cx, framework_put, &changed, INT(id), STR(name), STR(text_fold(cx, name))));
        if (!changed) return missing(cx, "no framework %ld", id);
        if (id == FRAMEWORK_MARKS) TRY(marks_check(cx, points, n));
    } else {
        TRY(db_number(cx, framework_count, &all, NONE));
        if (all >= FRAMEWORKS_MOST) return invalid(cx, "name", "There are %d frameworks already. Change one instead", FRAMEWORKS_MOST);
        TRY(db_run(cx, framework_add, NULL, INT(*saved_id), STR(name), STR(text_fold(cx, name))));
    }
    TRY(points_write(cx, *saved_id, points, n));
    return trail(cx, id ? "framework.changed" : "framework.added", *saved_id, name);
}

Error *framework_retire(Ctx *cx, int64_t id, bool retired)
{
    int64_t changed;
    TRY(db_run(cx, framework_shelve, &changed, INT(id), INT(retired)));
    return changed ? trail(cx, retired ? "framework.retired" : "framework.brought_back", id, NULL) : missing(cx, "no framework %ld", id);
}
