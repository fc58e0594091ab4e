/* Commands of the programme: what there was, counted. */
#include <string.h>
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/cli/cli.h"
#include "platform/db/db.h"
#include "platform/documents/json.h"

extern const Command programme_commands[];

/* Events that were or will be held: not drafts, not cancelled ones. Courses: those that had one. */
#define HELD " FROM event WHERE state IN ('published', 'closed', 'archived') AND starts_on >= $1 AND starts_on <= $2"
SQL(events_held,  "SELECT COUNT(*) AS n" HELD);
SQL(courses_held, "SELECT COUNT(DISTINCT course_id) AS n" HELD);

static Error *day_read(Ctx *cx, const Args *args, const char *option, const char *otherwise, const char **day)
{
    *day = args_text(args, option, otherwise);
    return date_valid(*day) ? OK : invalid(cx, NULL, "%s takes a day as YYYY-MM-DD, not %s", option, *day);
}

static Error *count_between(Ctx *cx, const Args *args, const Sql *sql, const char *what)
{
    const char *from, *to;
    int64_t n = 0;
    TRY(day_read(cx, args, "--from", "1970-01-01", &from));
    TRY(day_read(cx, args, "--to", "9999-12-31", &to));
    TRY(db_number_(cx, sql, &n, ARGS(STR(from), STR(to))));
    if (!saying_json(args)) {
        say("%ld", n);
        return OK;
    }
    Json *json = json_object_new(cx);
    json_put_text(json, "count", what);
    json_put_text(json, "from", from);
    json_put_text(json, "to", to);
    json_put_int(json, "number", n);
    say("%s", json_write(cx, json));
    return OK;
}

static Error *count_courses(Ctx *cx, const Args *args) { return count_between(cx, args, &courses_held, "courses"); }
static Error *count_events(Ctx *cx, const Args *args)  { return count_between(cx, args, &events_held, "events"); }

const Command programme_commands[] = {
    { "count courses", "[--from DAY] [--to DAY] [--json]", "how many courses had an event in a time",
      "Counts courses with at least one event whose first session is on or between the days, YYYY-MM-DD. Drafts and cancelled events do not count.",
      count_courses, STORE_READ },
    { "count events", "[--from DAY] [--to DAY] [--json]", "how many events there were in a time",
      "Counts events whose first session is on or between the days, YYYY-MM-DD. Drafts and cancelled events do not count.",
      count_events, STORE_READ },
    { 0 },
};
