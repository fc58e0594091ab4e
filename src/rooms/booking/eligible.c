#include "rooms/booking/eligible.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/programme/eligibility.h"

enum { NAMED_MOST = 4 };

/*
 * Of each person p who comes: whether the office lets them in, whether they hold one of the posts, whether they have done one of the courses that come first.
 * $1 the event, $2 when it begins, $3 its day, $4 today; $5 whose rules, its course, and $6 its own id where it has rules of its own; $7 for whom they come.
 */
#define RULES_OF "y.course_id = $5 AND COALESCE(y.event_id, 0) = $6"
#define COMERS \
    "SELECT p.id AS person_id, p.name," \
    " CAST(CASE WHEN EXISTS (SELECT 1 FROM let_in l WHERE l.event_id = $1 AND l.person_id = p.id) THEN 1 ELSE 0 END AS BIGINT) AS let_in," \
    " CAST(CASE WHEN EXISTS (SELECT 1 FROM post t JOIN eligibility y ON y.word = t.role WHERE t.person_id = p.id AND (CAST($7 AS BIGINT) = 0 OR t.organisation_id = $7)" \
    "   AND t.starts_on <= $3 AND (t.ends_on IS NULL OR t.ends_on >= $4) AND y.kind = 'post' AND " RULES_OF ") THEN 1 ELSE 0 END AS BIGINT) AS posted," \
    " CAST(CASE WHEN EXISTS (SELECT 1 FROM registration r JOIN event e ON e.id = r.event_id JOIN eligibility y ON y.earlier_id = e.course_id" \
    "   WHERE r.person_id = p.id AND r.state = 'confirmed' AND e.ends_at <= $2 AND e.state <> 'cancelled' AND y.kind = 'earlier' AND " RULES_OF \
    "   AND (NOT EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id) OR EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id AND a.mark <> 'absent')))" \
    "   THEN 1 ELSE 0 END AS BIGINT) AS done FROM person p"
SQL(comer_one,  COMERS " WHERE p.id = $8");
/* Several come for an organisation, where each of them has a post: by it, for they are few. */
SQL(comers_of,  COMERS " WHERE p.id IN (SELECT t.person_id FROM post t WHERE t.organisation_id = $7) AND CAST($8 AS TEXT) LIKE '% ' || CAST(p.id AS TEXT) || ' %' ORDER BY p.id");
SQL(comes_for,  "SELECT o.name, s.phase FROM organisation o LEFT JOIN school s ON s.organisation_id = o.id WHERE o.id = $1");
SQL(let_in_put, "INSERT INTO let_in (event_id, person_id, why, let_in_by, let_in_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (event_id, person_id) DO UPDATE SET why = $3, let_in_by = $4, let_in_at = $5");
SQL(let_in_all, "SELECT l.person_id, l.let_in_at, p.name, l.why, w.name AS let_in_by FROM let_in l JOIN person p ON p.id = l.person_id LEFT JOIN person w ON w.id = l.let_in_by"
                " WHERE l.event_id = $1 ORDER BY p.sort_key, p.id LIMIT 200");

typedef struct { int64_t person_id, let_in, posted, done; const char *name; } Comer;
typedef struct { const char *name, *phase; } For;
static const Column comer_columns[] = { COLUMN(Comer, person_id), COLUMN(Comer, let_in), COLUMN(Comer, posted), COLUMN(Comer, done), COLUMN(Comer, name) };

/* Who comes, as the rules look at them; unnamed: how many nobody is named for yet. */
typedef struct { const WayIn *in; const Eligibility *rules; const Comer *comers; size_t count, unnamed; For from; } Look;

static Error *comers_find(Ctx *cx, const WayIn *in, const Eligibility *rules, Comer **comers, size_t *count, size_t *unnamed)
{
    const Event *event = in->event;
    Draft ids = { .cx = cx };
    size_t named = 0;
    int64_t one = 0;
    *comers = NULL, *count = *unnamed = 0;
    for (size_t i = 0; i < in->count; i++) {
        if (!in->people[i].person_id) ++*unnamed;
        else draft_add(&ids, " %ld ", (long)in->people[i].person_id), one = in->people[i].person_id, named++;
    }
    if (!named) return OK;
    const char *day = *event->starts_on ? event->starts_on : cx->today;
    int64_t own = rules->own ? event->id : 0;
    if (named == 1) return db_list(cx, comer_one, comer_columns, comers, count, INT(event->id), INT(event->starts_at), STR(day), STR(cx->today), INT(event->course_id), INT(own), INT(in->organisation_id), INT(one));
    return db_list(cx, comers_of, comer_columns, comers, count, INT(event->id), INT(event->starts_at), STR(day), STR(cx->today), INT(event->course_id), INT(own), INT(in->organisation_id), STR(draft_text(&ids)));
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
    TRY(comers_find(cx, in, &rules, &comers, &look.count, &look.unnamed));
    look.comers = comers;
    if (in->organisation_id) TRY(db_one(cx, comes_for, from_columns, &look.from, INT(in->organisation_id)));
    if (rules.phase_bits)    errors_add(&errors, phase_miss(cx, &look));
    if (rules.post_count)    errors_add(&errors, post_miss(cx, &look));
    if (rules.earlier_count) errors_add(&errors, earlier_miss(cx, &look));
    return errors;
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
