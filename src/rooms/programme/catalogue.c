#include <string.h>
#include "rooms/programme/catalogue.h"
#include "rooms/programme/catalogue_points.h"
#include "rooms/programme/event_discount.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/school_calendar.h"

static const Column event_row[] = {
    COLUMN(CatalogueEvent, id), COLUMN(CatalogueEvent, course_id), COLUMN(CatalogueEvent, starts_at), COLUMN(CatalogueEvent, ends_at),
    COLUMN(CatalogueEvent, places), COLUMN(CatalogueEvent, taken), COLUMN(CatalogueEvent, waiting), COLUMN(CatalogueEvent, member_price_pence),
    COLUMN(CatalogueEvent, other_price_pence), COLUMN(CatalogueEvent, session_count), COLUMN(CatalogueEvent, booking_opens_at),
    COLUMN(CatalogueEvent, booking_closes_at), COLUMN(CatalogueEvent, course_since), COLUMN(CatalogueEvent, rules), COLUMN(CatalogueEvent, title), COLUMN(CatalogueEvent, summary),
    COLUMN(CatalogueEvent, starts_on), COLUMN(CatalogueEvent, format), COLUMN(CatalogueEvent, place), COLUMN(CatalogueEvent, theme_slugs),
};

/* What counting needs of every event: no join, and in the order of the index. */
typedef struct { int64_t course_id, starts_at, audience_bits, phase_bits, places_left, waiting, course_since, price_pence; const char *theme_slugs, *format; } FacetRow;
static const Column facet_row[] = {
    COLUMN(FacetRow, course_id), COLUMN(FacetRow, starts_at), COLUMN(FacetRow, audience_bits), COLUMN(FacetRow, phase_bits), COLUMN(FacetRow, places_left), COLUMN(FacetRow, waiting),
    COLUMN(FacetRow, course_since), COLUMN(FacetRow, price_pence), COLUMN(FacetRow, theme_slugs), COLUMN(FacetRow, format),
};

static const Column theme_row[] = { COLUMN(ThemeLabel, id), COLUMN(ThemeLabel, slug), COLUMN(ThemeLabel, name), COLUMN(ThemeLabel, colour) };

SQL(themes_shown, "SELECT id, slug, name, colour FROM theme WHERE retired = 0 ORDER BY position, id LIMIT 40");

#define FACETS "SELECT e.course_id, e.starts_at, e.audience_bits, e.phase_bits, e.places - e.taken AS places_left, e.waiting, e.course_since," \
               " e.member_price_pence AS price_pence, e.theme_slugs, e.format FROM event e"
#define FACETS_END " WHERE e.state = 'published' AND e.starts_at > $1 AND e.starts_at <= $2"
SQL(facets, FACETS FACETS_END " LIMIT 3000");
SQL2(facets_found, FACETS " JOIN course c ON c.id = e.course_id" FACETS_END " AND " COURSE_MATCHES_SQLITE("$3") " LIMIT 3000",
                   FACETS " JOIN course c ON c.id = e.course_id" FACETS_END " AND " COURSE_MATCHES_POSTGRES("$3") " LIMIT 3000");

/* filter_args() says what the parameters are. */
#define EVENTS                                                                                                                              \
    "SELECT e.id, e.course_id, e.starts_at, e.ends_at, e.places, e.taken, e.waiting, e.member_price_pence, e.other_price_pence,"            \
    " e.session_count, e.booking_opens_at, e.booking_closes_at, e.course_since, e.rules, c.title, c.summary, e.starts_on, e.format, e.place,"     \
    " e.theme_slugs"                                                                                                                        \
    " FROM event e JOIN course c ON c.id = e.course_id"                                                                                     \
    " WHERE e.state = 'published' AND e.starts_at > $1 AND e.starts_at <= $2"                                                               \
    " AND (CAST($3 AS BIGINT) = 0 OR (e.audience_bits & $3) <> 0) AND (CAST($4 AS BIGINT) = 0 OR (e.phase_bits & $4) <> 0)"                 \
    " AND (CAST($5 AS TEXT) = '' OR EXISTS (SELECT 1 FROM course_theme ct JOIN theme t ON t.id = ct.theme_id"                               \
    "      WHERE ct.course_id = e.course_id AND $5 LIKE '% ' || t.slug || ' %'))"                                                           \
    " AND (CAST($6 AS TEXT) = '' OR e.format IN ('both', $6))"                                                                              \
    " AND (CAST($7 AS BIGINT) = 0 OR (e.taken < e.places AND e.waiting = 0))"                                                               \
    " AND e.course_since >= $8 AND (CAST($9 AS BIGINT) = 0 OR e.member_price_pence = 0)"                                                     \
    " AND (CAST($13 AS TEXT) = '' OR EXISTS (SELECT 1 FROM course_point cp WHERE cp.course_id = e.course_id AND $13 LIKE '% ' || cp.point_id || ' %'))" \
    " AND (CAST($14 AS BIGINT) = 0 OR (SELECT COUNT(*) FROM course_point m WHERE m.course_id = e.course_id AND m.point_id BETWEEN 1 AND 5) = 5)"
#define FORWARD  " AND (e.starts_at, e.id) > ($10, $11) ORDER BY e.starts_at, e.id LIMIT $12"
#define BACKWARD " AND (e.starts_at, e.id) < ($10, $11) ORDER BY e.starts_at DESC, e.id DESC LIMIT $12"
SQL(events_next, EVENTS FORWARD);
SQL(events_before, EVENTS BACKWARD);
SQL2(events_next_found,   EVENTS " AND " COURSE_MATCHES_SQLITE("$15") FORWARD,  EVENTS " AND " COURSE_MATCHES_POSTGRES("$15") FORWARD);
SQL2(events_before_found, EVENTS " AND " COURSE_MATCHES_SQLITE("$15") BACKWARD, EVENTS " AND " COURSE_MATCHES_POSTGRES("$15") BACKWARD);

#define NEWS EVENTS " AND EXISTS (SELECT 1 FROM search_news n WHERE n.event_id = e.id AND n.noted_at <= $15)"
SQL(events_news, NEWS FORWARD);
SQL2(events_news_found, NEWS " AND " COURSE_MATCHES_SQLITE("$16") FORWARD, NEWS " AND " COURSE_MATCHES_POSTGRES("$16") FORWARD);

static const Column session_row[] = {
    COLUMN(CatalogueSession, id), COLUMN(CatalogueSession, event_id), COLUMN(CatalogueSession, starts_at), COLUMN(CatalogueSession, ends_at),
    COLUMN(CatalogueSession, sequence), COLUMN(CatalogueSession, changed_at), COLUMN(CatalogueSession, title), COLUMN(CatalogueSession, summary),
    COLUMN(CatalogueSession, format), COLUMN(CatalogueSession, place),
};
#define SESSIONS_OF(events) "SELECT s.id, s.event_id, s.starts_at, s.ends_at, v.sequence, v.changed_at, q.title, q.summary, q.format, q.place" \
                            " FROM (" events ") q JOIN event v ON v.id = q.id JOIN session s ON s.event_id = q.id ORDER BY s.starts_at, s.id"
SQL(sessions_next, SESSIONS_OF(EVENTS FORWARD));
SQL2(sessions_next_found, SESSIONS_OF(EVENTS " AND " COURSE_MATCHES_SQLITE("$15") FORWARD), SESSIONS_OF(EVENTS " AND " COURSE_MATCHES_POSTGRES("$15") FORWARD));

static const Column course_row[] = { COLUMN(CatalogueCourse, id), COLUMN(CatalogueCourse, title) };
#define DATELESS_BEGIN "SELECT c.id, c.title FROM course c WHERE c.state = 'published' AND "
#define DATELESS_END   " AND NOT EXISTS (SELECT 1 FROM event e WHERE e.course_id = c.id AND e.state = 'published' AND e.starts_at > $2) ORDER BY c.title, c.id LIMIT CAST($3 AS BIGINT)"
SQL2(courses_without_date, DATELESS_BEGIN COURSE_MATCHES_SQLITE("$1") DATELESS_END, DATELESS_BEGIN COURSE_MATCHES_POSTGRES("$1") DATELESS_END);

static const int64_t always = 253402300799;   /* the end of the year 9999 */

/* The start of the term that the school calendar knows; `found` as school_term_query() left it. */
static int64_t term_start(Ctx *cx, const char *found)
{
    int64_t instant = 0;
    instant_of(school_term_start(cx, cx->today, found), 0, 0, false, &instant);
    return instant;
}

/* Asked before the list only where the list is of what is new. */
static Error *new_since(Ctx *cx, const CatalogueFilter *filter, int64_t *since)
{
    TermStart term = {0};
    bool found = false;
    *since = 0;
    if (!filter->new_this_term) return OK;
    Query query = school_term_query(cx, cx->today, &term, &found);
    TRY(db_all(cx, &query, 1));
    *since = term_start(cx, term.from_on);
    return OK;
}

/* From when to when those of the list begin that have this rule; from 0: none has. */
static void ruled_between(const CatalogueEvent *events, size_t count, int64_t rule, int64_t *from, int64_t *to)
{
    *from = *to = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(events[i].rules & rule)) continue;
        if (!*from || events[i].starts_at < *from) *from = events[i].starts_at;
        if (events[i].starts_at > *to) *to = events[i].starts_at;
    }
}

/* A question more where an event of the list has prices by class, and one where an event has discounts. */
static Error *prices_fill(Ctx *cx, CatalogueEvent *events, size_t count)
{
    int64_t from, to;
    ListedPrice *list = NULL;
    ListedEarly *early = NULL;
    size_t listed = 0, early_count = 0;
    ruled_between(events, count, RULE_DISCOUNTS, &from, &to);
    if (from) TRY(early_between(cx, from, to, &early, &early_count));
    for (size_t i = 0; i < count && early_count; i++) events[i].early_percent = early_of_listed(early, early_count, events[i].id);
    ruled_between(events, count, RULE_PRICES, &from, &to);
    if (from) TRY(prices_between(cx, from, to, &list, &listed));
    for (size_t i = 0; i < count; i++) {
        if (!(events[i].rules & RULE_PRICES)) continue;
        ClassPrices *prices = new(cx, ClassPrices);
        prices_of_listed(list, listed, events[i].id, prices);
        events[i].prices = prices;
    }
    return OK;
}

static int64_t month_begins(const char *month)
{
    char first[] = "YYYY-MM-01";
    int64_t instant = 0;
    memcpy(first, month, 7);
    instant_of(first, 0, 0, false, &instant);
    return instant;
}

static int64_t month_ends(Ctx *cx, const char *month)
{
    const char *next = date_add_days(cx, text(cx, "%.7s-28", month), 4);   /* some day of the next month */
    return month_begins(next) - 1;
}

static bool month_given(const CatalogueFilter *filter) { return filter->month && *filter->month; }

static int64_t list_begins(Ctx *cx, const CatalogueFilter *filter)
{
    int64_t begins_at = month_given(filter) ? month_begins(filter->month) - 1 : 0;
    return begins_at > cx->now ? begins_at : cx->now;
}

static const char *format_asked(const CatalogueFilter *filter)
{
    return filter->in_person == filter->online ? "" : filter->online ? "online" : "in person";   /* both chosen is none chosen */
}

enum { FILTER_ARGS = 15 };

static size_t filter_args(Ctx *cx, const CatalogueFilter *filter, int64_t since, int64_t until, int64_t most, Arg *args)
{
    bool backward = filter->before_id != 0;
    args[0]  = INT(list_begins(cx, filter));
    args[1]  = INT(until);
    args[2]  = INT(filter->audience_bits);
    args[3]  = INT(filter->phase_bits);
    args[4]  = STR(filter->theme_slugs);
    args[5]  = STR(format_asked(filter));
    args[6]  = INT(filter->with_places);
    args[7]  = INT(since);
    args[8]  = INT(filter->free_to_members);
    args[9]  = INT(backward ? filter->before_at : filter->after_at);
    args[10] = INT(backward ? filter->before_id : filter->after_id);
    args[11] = INT(most);
    args[12] = STR(filter->points ? filter->points : "");
    args[13] = INT(filter->all_marks);
    args[14] = STR(filter->question);
    return *filter->question ? FILTER_ARGS : FILTER_ARGS - 1;
}

static const Sql *events_statement(const CatalogueFilter *filter)
{
    if (filter->before_id) return *filter->question ? &events_before_found : &events_before;
    return *filter->question ? &events_next_found : &events_next;
}

/* ---- counting ---- */

static bool any_word(const char *words, const char *among)   /* both " one two " */
{
    for (const char *at = words; *at && at[1]; ) {
        size_t length = strcspn(at + 1, " ") + 2;   /* with both its spaces */
        for (const char *found = among; (found = strstr(found, " ")); found++)
            if (!strncmp(found, at, length)) return true;
        at += length - 1;
    }
    return false;
}

static bool has_word(const char *among, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = among; (at = strstr(at, word)); at += length)
        if (at > among && at[-1] == ' ' && at[length] == ' ') return true;
    return false;
}

/* Which of the groups of filters an event passes; it counts for a filter of a group when it passes all the others. */
enum { BY_AUDIENCE = 1, BY_THEME = 2, BY_PHASE = 4, BY_FORMAT = 8, BY_PLACES = 16, BY_NEW = 32, BY_FREE = 64, BY_POINT = 128, BY_MARKS = 256, BY_ALL = 511 };

typedef struct { const CatalogueFilter *filter; const char *format; int64_t term_start; CataloguePoints *points; } Counting;

static unsigned passes(const Counting *counting, const FacetRow *row)
{
    const CatalogueFilter *f = counting->filter;
    unsigned by = 0;
    if (!f->audience_bits || row->audience_bits & f->audience_bits)               by |= BY_AUDIENCE;
    if (!*f->theme_slugs || any_word(f->theme_slugs, row->theme_slugs))           by |= BY_THEME;
    if (!f->phase_bits || row->phase_bits & f->phase_bits)                        by |= BY_PHASE;
    if (!*counting->format || same(row->format, "both") || same(row->format, counting->format)) by |= BY_FORMAT;
    if (!f->with_places || (row->places_left > 0 && !row->waiting))               by |= BY_PLACES;
    if (!f->new_this_term || row->course_since >= counting->term_start)           by |= BY_NEW;
    if (!f->free_to_members || !row->price_pence)                                     by |= BY_FREE;
    if (!f->points || !*f->points || catalogue_points_any(counting->points, row->course_id, f->points)) by |= BY_POINT;
    if (!f->all_marks || catalogue_all_marks(counting->points, row->course_id))   by |= BY_MARKS;
    return by;
}

static void count_bits(int64_t *counts, int64_t bits)
{
    for (; bits; bits &= bits - 1) counts[__builtin_ctzl((unsigned long)bits) & 15]++;
}

static void count_row(const Counting *counting, const FacetRow *row, const Catalogue *catalogue, CatalogueCounts *counts)
{
    unsigned by = passes(counting, row);
    counts->all++;
    counts->chosen += by == BY_ALL;
    if ((by | BY_AUDIENCE) == BY_ALL) count_bits(counts->audience, row->audience_bits);
    if ((by | BY_PHASE) == BY_ALL)    count_bits(counts->phase, row->phase_bits);
    if ((by | BY_THEME) == BY_ALL)
        for (size_t t = 0; t < catalogue->theme_count; t++) counts->theme[t] += has_word(row->theme_slugs, catalogue->themes[t].slug);
    if ((by | BY_FORMAT) == BY_ALL) counts->in_person += !same(row->format, "online"), counts->online += !same(row->format, "in person");
    if ((by | BY_PLACES) == BY_ALL) counts->with_places += row->places_left > 0 && !row->waiting;
    if ((by | BY_NEW) == BY_ALL)    counts->new_this_term += row->course_since >= counting->term_start;
    if ((by | BY_FREE) == BY_ALL)   counts->free_to_members += !row->price_pence;
    if ((by | BY_POINT) == BY_ALL)  catalogue_points_count(counting->points, row->course_id);
    if ((by | BY_MARKS) == BY_ALL)  counts->all_marks += catalogue_all_marks(counting->points, row->course_id);
}

/* ---- loading ---- */

static void sooner(int64_t *instant, int64_t candidate, int64_t now)
{
    if (candidate > now && (!*instant || candidate < *instant)) *instant = candidate;
}

/* An event that begins leaves the list and the counts, wherever it stands; booking opens and closes where it is shown; a term begins at midnight. */
static int64_t next_change(Ctx *cx, const Catalogue *catalogue, const FacetRow *rows, size_t row_count)
{
    int64_t next = 0, midnight = 0;
    instant_of(date_add_days(cx, cx->today, 1), 0, 0, false, &midnight);
    sooner(&next, midnight, cx->now);
    for (size_t i = 0; i < row_count; i++) sooner(&next, rows[i].starts_at, cx->now);
    for (size_t i = 0; i < catalogue->event_count; i++) {
        const CatalogueEvent *event = &catalogue->events[i];
        sooner(&next, event->booking_opens_at, cx->now);
        sooner(&next, event->booking_closes_at, cx->now);
    }
    return next;
}

static void turn_round(CatalogueEvent *events, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        CatalogueEvent other = events[i];
        events[i] = events[count - 1 - i], events[count - 1 - i] = other;
    }
}

/* One more event than is shown was asked for: it says whether there is a page beyond. */
static void page_ends(const CatalogueFilter *filter, Catalogue *catalogue, size_t most)
{
    bool more = catalogue->event_count > most;
    if (more) catalogue->event_count = most;
    if (filter->before_id) turn_round(catalogue->events, catalogue->event_count);
    catalogue->earlier = filter->before_id ? more : filter->after_id != 0;
    catalogue->later   = filter->before_id ? true : more;
}

static Error *catalogue_load(Ctx *cx, const CatalogueFilter *filter, int64_t until, size_t most, Catalogue *catalogue, const Query *more, size_t more_count)
{
    enum { OWN = 4 + CATALOGUE_POINT_QUERIES, MORE_MOST = 4 };
    Arg list_args[FILTER_ARGS], facet_args[] = { INT(list_begins(cx, filter)), INT(until), STR(filter->question) };
    FacetRow *rows;
    size_t row_count;
    int64_t since = 0;
    TermStart term = {0};
    bool search = *filter->question != '\0', term_found;
    if (more_count > MORE_MOST) return broken(cx, "%zu more questions than a page may ask", more_count);
    TRY(new_since(cx, filter, &since));

    Query queries[OWN + MORE_MOST] = {
        QUERY_LIST(themes_shown, theme_row, &catalogue->themes, &catalogue->theme_count, NONE),
        { .sql = search ? &facets_found : &facets, .columns = facet_row, .column_count = COUNT(facet_row), .out = &rows, .row_size = sizeof *rows,
          .count = &row_count, .args = facet_args, .arg_count = search ? 3 : 2 },
        { .sql = events_statement(filter), .columns = event_row, .column_count = COUNT(event_row), .out = &catalogue->events,
          .row_size = sizeof *catalogue->events, .count = &catalogue->event_count, .args = list_args,
          .arg_count = filter_args(cx, filter, since, until, (int64_t)most + 1, list_args) },
        school_term_query(cx, cx->today, &term, &term_found),
    };
    catalogue_point_queries(&catalogue->points, queries + OWN - CATALOGUE_POINT_QUERIES);
    if (more_count) memcpy(queries + OWN, more, more_count * sizeof *more);
    TRY(db_all(cx, queries, OWN + more_count));

    TRY(prices_fill(cx, catalogue->events, catalogue->event_count));
    catalogue->term_start = term_start(cx, term.from_on);
    catalogue_points_begin(cx, &catalogue->points);
    Counting counting = { filter, format_asked(filter), catalogue->term_start, &catalogue->points };
    for (size_t i = 0; i < row_count; i++) count_row(&counting, &rows[i], catalogue, &catalogue->counts);
    page_ends(filter, catalogue, most);
    catalogue->next_change = next_change(cx, catalogue, rows, row_count);
    return OK;
}

Error *catalogue_page_of(Ctx *cx, const CatalogueFilter *filter, Catalogue *catalogue, const Query *more, size_t more_count)
{
    return catalogue_load(cx, filter, always, CATALOGUE_PAGE, catalogue, more, more_count);
}

Error *catalogue_month_of(Ctx *cx, const CatalogueFilter *filter, Catalogue *catalogue, const Query *more, size_t more_count)
{
    return catalogue_load(cx, filter, month_ends(cx, filter->month), MONTH_MOST, catalogue, more, more_count);
}

Error *catalogue_feed(Ctx *cx, const CatalogueFilter *filter, int64_t most, CatalogueEvent **events, size_t *count)
{
    Arg args[FILTER_ARGS];
    int64_t since = 0;
    TRY(new_since(cx, filter, &since));
    size_t n = filter_args(cx, filter, since, always, most, args);
    TRY(db_list_(cx, events_statement(filter), event_row, COUNT(event_row), events, sizeof **events, count, args, n));
    return prices_fill(cx, *events, *count);
}

Error *catalogue_sessions(Ctx *cx, const CatalogueFilter *filter, int64_t most, CatalogueSession **sessions, size_t *count)
{
    Arg args[FILTER_ARGS];
    CatalogueFilter forward = *filter;
    int64_t since = 0;
    forward.before_id = 0;
    TRY(new_since(cx, filter, &since));
    size_t n = filter_args(cx, &forward, since, always, most, args);
    const Sql *sql = *filter->question ? &sessions_next_found : &sessions_next;
    return db_list_(cx, sql, session_row, COUNT(session_row), sessions, sizeof **sessions, count, args, n);
}

enum { NEWS_ARGS = FILTER_ARGS + 1 };

static Query news_query(Ctx *cx, const CatalogueFilter *filter, int64_t since, int64_t until, int64_t most, CatalogueEvent **events, size_t *found)
{
    Arg *args = array(cx, Arg, NEWS_ARGS);
    CatalogueFilter forward = *filter;
    forward.before_id = forward.after_at = forward.after_id = 0;
    filter_args(cx, &forward, forward.new_this_term ? since : 0, always, most, args);
    args[FILTER_ARGS - 1] = INT(until), args[FILTER_ARGS] = STR(filter->question);
    return (Query){ .sql = *filter->question ? &events_news_found : &events_news, .columns = event_row, .column_count = COUNT(event_row), .out = events,
                    .row_size = sizeof **events, .count = found, .args = args, .arg_count = *filter->question ? NEWS_ARGS : NEWS_ARGS - 1 };
}

Error *catalogue_news(Ctx *cx, const CatalogueFilter *filters, size_t count, int64_t until, int64_t most, CatalogueEvent **events, size_t *found)
{
    Query queries[CATALOGUE_FILTERS] = {{0}};
    int64_t since = 0;
    if (count > CATALOGUE_FILTERS) return broken(cx, "%zu filters are more than are asked in one go", count);
    for (size_t i = 0; i < count && !since; i++) TRY(new_since(cx, &filters[i], &since));   /* the same for all that ask for it */
    for (size_t i = 0; i < count; i++) queries[i] = news_query(cx, &filters[i], since, until, most, &events[i], &found[i]);
    return count ? db_all(cx, queries, count) : OK;
}

const ThemeLabel *catalogue_theme(const Catalogue *catalogue, const char *theme_slugs)
{
    if (!*theme_slugs) return NULL;
    size_t length = strcspn(theme_slugs + 1, " ");
    for (size_t t = 0; t < catalogue->theme_count; t++) {
        const char *slug = catalogue->themes[t].slug;
        if (!strncmp(slug, theme_slugs + 1, length) && !slug[length]) return &catalogue->themes[t];
    }
    return NULL;
}

Error *catalogue_courses_without_date(Ctx *cx, const char *question, CatalogueCourse **courses, size_t *count)
{
    return db_list(cx, courses_without_date, course_row, courses, count, STR(question), INT(cx->now), INT(COURSES_WITHOUT_DATE));
}
