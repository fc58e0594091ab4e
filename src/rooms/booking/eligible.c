#include "rooms/booking/eligible.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/programme/eligibility.h"

enum { NAMED_MOST = 4 };

/* Of each person p who comes: whether the office lets them in, whether they hold one of the posts, whether they have done one of the courses that come first.
 * $1 the event, $2 today, $3 for whom they come. */
#define COMERS \
    "SELECT p.id AS person_id, p.name," \
    " CAST(CASE WHEN " ELIGIBLE_LET_IN("p.id") " THEN 1 ELSE 0 END AS BIGINT) AS let_in," \
    " CAST(CASE WHEN " ELIGIBLE_POSTED("p.id", "CAST($3 AS BIGINT)", "$2") " THEN 1 ELSE 0 END AS BIGINT) AS posted," \
    " CAST(CASE WHEN " ELIGIBLE_DONE("p.id") " THEN 1 ELSE 0 END AS BIGINT) AS done FROM person p JOIN event e ON e.id = $1"
SQL(comer_one,  COMERS " WHERE p.id = $4");
/* Several come for an organisation, where each of them has a post: by it, for they are few. */
SQL(comers_of,  COMERS " WHERE p.id IN (SELECT t.person_id FROM post t WHERE t.organisation_id = $3) AND CAST($4 AS TEXT) LIKE '% ' || CAST(p.id AS TEXT) || ' %' ORDER BY p.id");
SQL(comes_for,  "SELECT o.name, s.phase FROM organisation o LEFT JOIN school s ON s.organisation_id = o.id WHERE o.id = $1");
SQL(events_since,
    "SELECT e.id FROM event e WHERE e.rules & 256 <> 0 AND e.waiting > 0 AND e.taken < e.places AND e.starts_at > $1 AND e.state IN ('published', 'closed')"
    " AND EXISTS (SELECT 1 FROM registration w WHERE w.event_id = e.id AND w.state = 'waiting' AND " ELIGIBLE_BARS("$2") " = 0) ORDER BY e.id LIMIT CAST($3 AS BIGINT)");
SQL(events_again, "SELECT id FROM event WHERE course_id = $1 AND waiting > 0 AND taken < places AND starts_at > $2 AND state IN ('published', 'closed') ORDER BY id LIMIT CAST($3 AS BIGINT)");
SQL(let_in_put, "INSERT INTO let_in (event_id, person_id, why, let_in_by, let_in_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (event_id, person_id) DO UPDATE SET why = $3, let_in_by = $4, let_in_at = $5");
SQL(let_in_all, "SELECT l.person_id, l.let_in_at, p.name, l.why, w.name AS let_in_by FROM let_in l JOIN person p ON p.id = l.person_id LEFT JOIN person w ON w.id = l.let_in_by"
                " WHERE l.event_id = $1 ORDER BY p.sort_key, p.id LIMIT 200");

typedef struct { int64_t person_id, let_in, posted, done; const char *name; } Comer;
typedef struct { const char *name, *phase; } For;
static const Column comer_columns[] = { COLUMN(Comer, person_id), COLUMN(Comer, let_in), COLUMN(Comer, posted), COLUMN(Comer, done), COLUMN(Comer, name) };

/* Who comes, as the rules look at them; unnamed: how many nobody is named for yet. */
typedef struct { const WayIn *in; const Eligibility *rules; const Comer *comers; size_t count, unnamed; For from; } Look;

static Error *comers_find(Ctx *cx, const WayIn *in, Comer **comers, size_t *count, size_t *unnamed)
{
    Draft ids = { .cx = cx };
    size_t named = 0;
    int64_t one = 0;
    *comers = NULL, *count = *unnamed = 0;
    for (size_t i = 0; i < in->count; i++) {
        if (!in->people[i].person_id) ++*unnamed;
        else draft_add(&ids, " %ld ", (long)in->people[i].person_id), one = in->people[i].person_id, named++;
    }
    if (!named) return OK;
    if (named == 1) return db_list(cx, comer_one, comer_columns, comers, count, INT(in->event->id), STR(cx->today), INT(in->organisation_id), INT(one));
    return db_list(cx, comers_of, comer_columns, comers, count, INT(in->event->id), STR(cx->today), INT(in->organisation_id), STR(draft_text(&ids)));
}

/* ---- the sentences ---- */

typedef bool Misses(const Comer *comer);
static bool misses_post(const Comer *comer)    { return !comer->let_in && !comer->posted; }
static bool misses_earlier(const Comer *comer) { return !comer->let_in && !comer->done; }
static bool misses_any(const Comer *comer)     { return !comer->let_in; }

/* Those who miss it: "Ben Okafor", "you", "Ben Okafor, Kim Ravel and 3 others"; "" for none. *you: it is whoever asks, alone. */
static const char *who_misses(Ctx *cx, const Look *look, Misses *misses, size_t *n, bool *you)
{
    const char *names[NAMED_MOST];
    *n = 0, *you = false;
    for (size_t i = 0; i < look->count; i++) {
        if (!misses(&look->comers[i])) continue;
        if (*n < NAMED_MOST) names[*n] = look->comers[i].name;
        *you = cx->who && look->comers[i].person_id == cx->who->id;
        ++*n;
    }
    if (*n > 1) *you = false;
    if (*you) return "you";
    if (*n <= NAMED_MOST) return text_list(cx, names, *n);
    return text(cx, "%s, %s and %zu others", names[0], names[1], *n - 2);
}

static const char *kind_of_school(Ctx *cx, const For *from)
{
    if (blank(from->phase)) return "is not a school";
    if (same(from->phase, "not applicable")) return "is a school of no phase";
    bool vowel = one_of(from->phase, "all-through") || begins(from->phase, "alternative");
    return text(cx, "is %s %s school", vowel ? "an" : "a", from->phase);
}

static Error *phase_miss(Ctx *cx, const Look *look)
{
    size_t n;
    bool you;
    const char *who = who_misses(cx, look, misses_any, &n, &you);
    if (!n && !look->unnamed) return OK;
    if (!blank(look->from.phase) && phase_bits_of(look->from.phase) & look->rules->phase_bits) return OK;
    const char *but = look->in->organisation_id ? text(cx, "%s %s", look->from.name, kind_of_school(cx, &look->from)) : text(cx, "%s %s for no school", who, you ? "come" : "comes");
    return invalid(cx, "people", "This event is for %s, and %s", eligibility_phases(cx, look->rules), but);
}

static Error *post_miss(Ctx *cx, const Look *look)
{
    size_t n;
    bool you;
    const char *who = who_misses(cx, look, misses_post, &n, &you), *there = look->in->organisation_id ? text(cx, " at %s", look->from.name) : "";
    if (!n) return OK;
    return invalid(cx, "people", "This event is for %s, and %s %s no such post%s", eligibility_posts(cx, look->rules), who, you || n > 1 ? "hold" : "holds", there);
}

static Error *earlier_miss(Ctx *cx, const Look *look)
{
    size_t n;
    bool you;
    const char *who = who_misses(cx, look, misses_earlier, &n, &you), *has = you || n > 1 ? "have" : "has";
    if (!n) return OK;
    return invalid(cx, "people", "First comes %s: %s %s not done it, and %s no place on a date of it before this event", eligibility_earlier(cx, look->rules), who, has, has);
}

Error *eligible_check(Ctx *cx, const WayIn *in)
{
    static const Column from_columns[] = { COLUMN(For, name), COLUMN(For, phase) };
    Eligibility rules;
    Comer *comers;
    Error *errors = OK;
    TRY(eligibility_of_event(cx, in->event, &rules));
    if (!eligibility_any(&rules)) return OK;
    Look look = { .in = in, .rules = &rules };
    TRY(comers_find(cx, in, &comers, &look.count, &look.unnamed));
    look.comers = comers;
    if (in->organisation_id) TRY(db_one(cx, comes_for, from_columns, &look.from, INT(in->organisation_id)));
    if (rules.phase_bits)    errors_add(&errors, phase_miss(cx, &look));
    if (rules.post_count)    errors_add(&errors, post_miss(cx, &look));
    if (rules.earlier_count) errors_add(&errors, earlier_miss(cx, &look));
    return errors;
}

typedef struct { int64_t id; } Id;

static const Column id_columns[] = { COLUMN(Id, id) };

static int64_t *ids_of(Ctx *cx, const Id *rows, size_t count)
{
    int64_t *ids = array(cx, int64_t, count);
    for (size_t i = 0; i < count; i++) ids[i] = rows[i].id;
    return ids;
}

Error *eligible_since(Ctx *cx, int64_t **event_ids, size_t *count)
{
    Id *rows;
    TRY(db_list(cx, events_since, id_columns, &rows, count, INT(cx->now), STR(cx->today), INT(SLICE)));
    *event_ids = ids_of(cx, rows, *count);
    return OK;
}

Error *eligible_again(Ctx *cx, int64_t course_id, int64_t **event_ids, size_t *count)
{
    Id *rows;
    TRY(db_list(cx, events_again, id_columns, &rows, count, INT(course_id), INT(cx->now), INT(SLICE)));
    *event_ids = ids_of(cx, rows, *count);
    return OK;
}

/* ---- let in all the same ---- */

Error *eligible_let_in(Ctx *cx, int64_t event_id, int64_t person_id, const char *why)
{
    Event event = {0};
    const char *reason = text_trim(cx, why);
    TRY(event_hold_own(cx, event_id, &event));
    if (blank(reason)) return invalid(cx, "let_in", "Say why they may come although the rules say no");
    if (letters(reason) > LET_IN_WHY_MOST || !text_is_line(reason)) return invalid(cx, "let_in", "Use %d characters or fewer for the reason", LET_IN_WHY_MOST);
    TRY(db_run(cx, let_in_put, NULL, INT(event_id), INT(person_id), STR(reason), INT(cx->who->id), INT(cx->now)));
    return trail(cx, "event.let_in", event_id, reason);
}

Error *eligible_let_in_list(Ctx *cx, int64_t event_id, LetIn **list, size_t *count)
{
    static const Column columns[] = { COLUMN(LetIn, person_id), COLUMN(LetIn, let_in_at), COLUMN(LetIn, name), COLUMN(LetIn, why), COLUMN(LetIn, let_in_by) };
    return db_list(cx, let_in_all, columns, list, count, INT(event_id));
}
