#include "rooms/record/learning.h"

#include <stdlib.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/stored_file.h"
#include "platform/db/trail.h"
#include "rooms/record/record.h"

enum { MINUTES_MOST = 999 * 60 + 59 };

#define IN_ITS_TIME(day) "(CAST($2 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM post p WHERE p.person_id = $1 AND p.organisation_id = $2 AND p.starts_on <= " day " AND (p.ends_on IS NULL OR p.ends_on >= " day ")))"

SQL(presented_by,
    "SELECT e.id AS event_id, c.title, e.starts_on AS held_on, e.minutes,"
    " (SELECT h.name FROM course_theme ct JOIN theme h ON h.id = ct.theme_id WHERE ct.course_id = c.id ORDER BY ct.position LIMIT 1) AS theme"
    "  FROM facilitator f JOIN event e ON e.id = f.event_id JOIN course c ON c.id = e.course_id"
    " WHERE f.person_id = $1 AND f.answer <> 'declined' AND e.state IN ('published', 'closed', 'archived') AND e.ends_at < $3 AND e.session_count > 0 AND " IN_ITS_TIME("e.starts_on") " ORDER BY e.starts_at DESC, e.id DESC LIMIT 1000");
SQL(outside_by,
    "SELECT o.id AS outside_id, o.what, o.title, o.provider, o.held_on, o.minutes, o.file_id, o.shown, h.name AS theme, CASE WHEN CAST($2 AS BIGINT) = 0 OR o.shown = 1 THEN o.words ELSE '' END AS words"
    "  FROM outside_learning o LEFT JOIN theme h ON h.id = o.theme_id WHERE o.person_id = $1 AND " IN_ITS_TIME("o.held_on") " ORDER BY o.held_on DESC, o.id DESC LIMIT 500");
SQL(reflections_by, "SELECT registration_id, words, shown FROM reflection WHERE person_id = $1 AND (CAST($2 AS BIGINT) = 0 OR shown = 1) ORDER BY registration_id LIMIT 2000");

#define OUTSIDE "SELECT o.id, o.what, o.title, o.provider, o.held_on, o.words, o.minutes, o.theme_id, o.shown, o.file_id, f.name AS file_name, f.length AS file_length" \
                " FROM outside_learning o LEFT JOIN stored_file f ON f.id = o.file_id"
SQL(outside_by_id,   OUTSIDE " WHERE o.id = $1 AND o.person_id = $2");
SQL(outside_count,   "SELECT count(*) FROM outside_learning WHERE person_id = $1");
SQL(outside_add,
    "INSERT INTO outside_learning (id, person_id, what, title, provider, held_on, minutes, theme_id, words, shown, file_id, made_at, changed_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT h.id FROM theme h WHERE h.id = $8), $9, $10, $11, $12, $12)");
SQL(outside_put,
    "UPDATE outside_learning SET what = $3, title = $4, provider = $5, held_on = $6, minutes = $7, theme_id = (SELECT h.id FROM theme h WHERE h.id = $8), words = $9, shown = $10, file_id = $11, changed_at = $12 WHERE id = $1 AND person_id = $2");
SQL(outside_drop,    "DELETE FROM outside_learning WHERE id = $1 AND person_id = $2");

typedef struct { int64_t registration_id, shown; const char *words; } Written;
static const Column written_columns[] = { COLUMN(Written, registration_id), COLUMN(Written, shown), COLUMN(Written, words) };
static const Column presented_columns[] = { COLUMN(Learning, event_id), COLUMN(Learning, title), COLUMN(Learning, held_on), COLUMN(Learning, minutes), COLUMN(Learning, theme) };
static const Column outside_learning_columns[] = {
    COLUMN(Learning, outside_id), COLUMN(Learning, what), COLUMN(Learning, title), COLUMN(Learning, provider), COLUMN(Learning, held_on), COLUMN(Learning, minutes), COLUMN(Learning, file_id),
    COLUMN(Learning, shown), COLUMN(Learning, theme), COLUMN(Learning, words),
};
static const Column outside_columns[] = {
    COLUMN(Outside, id), COLUMN(Outside, what), COLUMN(Outside, title), COLUMN(Outside, provider), COLUMN(Outside, held_on), COLUMN(Outside, words), COLUMN(Outside, minutes),
    COLUMN(Outside, theme_id), COLUMN(Outside, shown), COLUMN(Outside, file_id), COLUMN(Outside, file_name), COLUMN(Outside, file_length),
};

/* ---- the record ---- */

static int by_registration(const void *key, const void *written)
{
    int64_t a = *(const int64_t *)key, b = ((const Written *)written)->registration_id;
    return a < b ? -1 : a > b;
}

/* The latest first; of one day, what was laid later. */
static int latest_first(const void *one, const void *other)
{
    const Learning *a = one, *b = other;
    int days = strcmp(b->held_on, a->held_on);
    int64_t x = a->registration_id + a->event_id + a->outside_id, y = b->registration_id + b->event_id + b->outside_id;
    return days ? days : x < y ? 1 : x > y ? -1 : 0;
}

static Learning learning_from(const Attended *a, const Written *written, size_t written_count)
{
    const Written *w = written_count ? bsearch(&a->registration_id, written, written_count, sizeof *written, by_registration) : NULL;
    return (Learning){ .what = "attended", .registration_id = a->registration_id, .event_id = a->event_id, .minutes = a->minutes, .sessions = a->sessions, .present = a->present, .certificate_id = a->certificate_id, .awaits = a->awaits, .answer_until = a->answer_until, .least_percent = a->least_percent, .from_file = a->from_file,
                       .certificate_code = a->certificate_code, .expires_on = a->expires_on, .title = a->title, .theme = a->theme, .held_on = a->held_on, .provider = "", .organisation = a->organisation, .words = w ? w->words : "", .shown = w ? w->shown : 0 };
}

Error *learning_of(Ctx *cx, int64_t person_id, int64_t organisation_id, Learning **list, size_t *count)
{
    Attended *attended;
    Learning *presented, *outside;
    Written *written;
    size_t attended_count, presented_count, outside_count_, written_count;
    TRY(record_of(cx, person_id, organisation_id, &attended, &attended_count));
    TRY(db_all(cx, (Query[]){ QUERY_LIST(presented_by, presented_columns, &presented, &presented_count, INT(person_id), INT(organisation_id), INT(cx->now)),
                              QUERY_LIST(outside_by, outside_learning_columns, &outside, &outside_count_, INT(person_id), INT(organisation_id)),
                              QUERY_LIST(reflections_by, written_columns, &written, &written_count, INT(person_id), INT(organisation_id)) }, 3));
    Learning *all = *list = array(cx, Learning, attended_count + presented_count + outside_count_ + 1);
    size_t n = 0;
    for (size_t i = 0; i < attended_count; i++) all[n++] = learning_from(&attended[i], written, written_count);
    for (size_t i = 0; i < presented_count; i++) {
        Learning *l = &all[n++];
        *l = presented[i];
        l->what = "presented", l->provider = l->organisation = l->words = l->certificate_code = l->expires_on = "";
    }
    for (size_t i = 0; i < outside_count_; i++) {
        Learning *l = &all[n++];
        *l = outside[i];
        l->organisation = l->certificate_code = l->expires_on = "";
    }
    qsort(all, n, sizeof *all, latest_first);
    *count = n;
    return OK;
}

/* ---- from elsewhere ---- */

static Error *nobody(Ctx *cx) { return missing(cx, "a record, and nobody is signed in"); }

Error *outside_find(Ctx *cx, int64_t id, Outside *outside)
{
    return cx->who ? db_one(cx, outside_by_id, outside_columns, outside, INT(id), INT(cx->who->id)) : nobody(cx);
}

static Error *outside_check(Ctx *cx, const Outside *o)
{
    Error *errors = OK;
    if (!one_of(o->what, "attended presented shared") || blank(o->what)) errors_add(&errors, invalid(cx, "what", "Choose what you did"));
    if (blank(o->title)) errors_add(&errors, invalid(cx, "title", "Enter what it was called"));
    else if (letters(o->title) > OUTSIDE_TITLE_MOST) errors_add(&errors, invalid(cx, "title", "Use %d characters or fewer for what it was called", OUTSIDE_TITLE_MOST));
    if (letters(o->provider) > OUTSIDE_TITLE_MOST) errors_add(&errors, invalid(cx, "provider", "Use %d characters or fewer for who offered it", OUTSIDE_TITLE_MOST));
    if (blank(o->held_on)) errors_add(&errors, invalid(cx, "held_on", "Enter the day, or the first of several"));
    else if (strcmp(o->held_on, cx->today) > 0) errors_add(&errors, invalid(cx, "held_on", "The day must be today or earlier: what is to come belongs in your goals"));
    else if (strcmp(o->held_on, "1970-01-01") < 0) errors_add(&errors, invalid(cx, "held_on", "The day must be after 1970"));
    if (o->minutes < 1 || o->minutes > MINUTES_MOST) errors_add(&errors, invalid(cx, "hours", "Enter how long it took, in hours and minutes"));
    if (letters(o->words) > OUTSIDE_WORDS_MOST) errors_add(&errors, invalid(cx, "words", "Use %d characters or fewer for what you took from it", OUTSIDE_WORDS_MOST));
    return errors;
}

/* The staged file stands from now on; the one before is let go. */
static Error *file_put(Ctx *cx, int64_t now, int64_t before)
{
    if (now) TRY(stored_file_link(cx, now));
    return now && before ? stored_file_let_go(cx, before) : OK;
}

Error *outside_save(Ctx *cx, const Outside *o, int64_t *id)
{
    int64_t there = 0;
    Outside before = {0};
    bool fresh = !o->id;
    if (!cx->who) return nobody(cx);
    if (!fresh) TRY(outside_find(cx, o->id, &before));
    TRY(outside_check(cx, o));
    TRY(db_number(cx, outside_count, &there, INT(cx->who->id)));
    if (fresh && there >= OUTSIDE_MOST) return conflict(cx, "Your record holds %d entries of your own, which is as many as it can", OUTSIDE_MOST);
    *id = fresh ? new_id(cx) : o->id;
    TRY(file_put(cx, o->file_id, before.file_id));
    TRY(db_run(cx, *(fresh ? &outside_add : &outside_put), NULL, INT(*id), INT(cx->who->id), STR(o->what), STR(text_trim(cx, o->title)), STR(text_trim(cx, o->provider)), STR(o->held_on), INT(o->minutes),
               REF(o->theme_id), STR(o->words), INT(o->shown), REF(o->file_id ? o->file_id : before.file_id), INT(cx->now)));
    return trail(cx, fresh ? "learning.added" : "learning.changed", *id, NULL);
}

Error *outside_remove(Ctx *cx, int64_t id)
{
    Outside outside = {0};
    TRY(outside_find(cx, id, &outside));
    TRY(db_run(cx, outside_drop, NULL, INT(id), INT(cx->who->id)));
    if (outside.file_id) TRY(stored_file_let_go(cx, outside.file_id));
    return trail(cx, "learning.removed", id, NULL);
}

SQL(outside_without_file, "UPDATE outside_learning SET file_id = NULL, changed_at = $3 WHERE id = $1 AND person_id = $2");

Error *outside_drop_file(Ctx *cx, int64_t id)
{
    Outside outside = {0};
    TRY(outside_find(cx, id, &outside));
    if (!outside.file_id) return OK;
    TRY(db_run(cx, outside_without_file, NULL, INT(id), INT(cx->who->id), INT(cx->now)));
    TRY(stored_file_let_go(cx, outside.file_id));
    return trail(cx, "learning.changed", id, NULL);
}
