#include "rooms/programme/catalogue_points.h"

#include <string.h>

#include "rooms/themes/framework.h"

static const Column tag_columns[] = { COLUMN(CatalogueTag, course_id), COLUMN(CatalogueTag, point_id) };
static const Column point_columns[] = { COLUMN(CataloguePoint, id), COLUMN(CataloguePoint, framework_id), COLUMN(CataloguePoint, framework), COLUMN(CataloguePoint, code), COLUMN(CataloguePoint, name) };
#define IN_USE "JOIN framework f ON f.id = p.framework_id AND f.retired = 0"
SQL(catalogue_tags,
    "SELECT cp.course_id, cp.point_id FROM course_point cp JOIN framework_point p ON p.id = cp.point_id AND p.retired = 0 " IN_USE " ORDER BY cp.course_id, cp.point_id LIMIT 5000");
SQL(catalogue_points,
    "SELECT p.id, p.framework_id, f.name AS framework, p.code, p.name FROM framework_point p " IN_USE
    " WHERE p.retired = 0 AND EXISTS (SELECT 1 FROM course_point cp WHERE cp.point_id = p.id) ORDER BY f.position, f.id, p.position, p.id LIMIT 200");

void catalogue_point_queries(CataloguePoints *points, Query *queries)
{
    queries[0] = (Query){ .sql = &catalogue_tags, .columns = tag_columns, .column_count = COUNT(tag_columns), .out = &points->tags, .row_size = sizeof *points->tags, .count = &points->tag_count };
    queries[1] = (Query){ .sql = &catalogue_points, .columns = point_columns, .column_count = COUNT(point_columns), .out = &points->list, .row_size = sizeof *points->list, .count = &points->count };
}

void catalogue_points_begin(Ctx *cx, CataloguePoints *points) { points->counts = array(cx, int64_t, points->count + 1); }

/* The first tag of a course, or where it would be. */
static size_t tags_from(const CataloguePoints *points, int64_t course_id)
{
    size_t from = 0, to = points->tag_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (points->tags[middle].course_id < course_id) from = middle + 1;
        else to = middle;
    }
    return from;
}

void catalogue_points_count(CataloguePoints *points, int64_t course_id)
{
    for (size_t i = tags_from(points, course_id); i < points->tag_count && points->tags[i].course_id == course_id; i++)
        for (size_t p = 0; p < points->count; p++) points->counts[p] += points->list[p].id == points->tags[i].point_id;
}

bool catalogue_points_any(const CataloguePoints *points, int64_t course_id, const char *ids)
{
    for (const char *at = ids; *at && at[1]; at += 1 + strcspn(at + 1, " ")) {
        int64_t id = 0;
        for (const char *digit = at + 1; *digit != ' ' && *digit; digit++) id = 10 * id + (*digit - '0');      /* as the filter wrote it */
        for (size_t i = tags_from(points, course_id); i < points->tag_count && points->tags[i].course_id == course_id; i++)
            if (points->tags[i].point_id == id) return true;
    }
    return false;
}

bool catalogue_all_marks(const CataloguePoints *points, int64_t course_id)
{
    int n = 0;
    for (size_t i = tags_from(points, course_id); i < points->tag_count && points->tags[i].course_id == course_id; i++)
        n += points->tags[i].point_id >= MARK_FIRST && points->tags[i].point_id <= MARK_LAST;
    return n == MARK_LAST - MARK_FIRST + 1;
}
