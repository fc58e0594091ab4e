/*
 * The catalogue: published events that are still to begin, as anybody may see them. Filters within a group widen, groups narrow each
 * other; a number beside a filter is how many events the list would have with that filter chosen in its group.
 */
#pragma once
#include "rooms/programme/course.h"
#include "rooms/programme/event_price.h"

enum { CATALOGUE_PAGE = 30, CATALOGUE_MOST = 3000, THEMES_MOST = 40, MONTH_MOST = 400 };

typedef struct {
    const char *typed;                        /* the search box */
    const char *question;                     /* search_question() of it; "": no search */
    int64_t     audience_bits, phase_bits;    /* 0: any */
    const char *theme_slugs;                  /* " curriculum send "; "": any */
    bool        in_person, online;
    bool        with_places, new_this_term, free_to_members;
    const char *points;                       /* of frameworks, their ids: " 12 14 "; NULL or "": any */
    bool        all_marks;                    /* courses alone that meet each mark of professional development */
    const char *month;                        /* "2027-01": from its first day; "": from now */
    int64_t     after_at, after_id;           /* the last event of the page before */
    bool        exact;                        /* as typed: what looks like a slip is not put right */
    int64_t     before_at, before_id;         /* the first event of the page after; the other way round */
} CatalogueFilter;

typedef struct {
    int64_t     id, course_id, starts_at, ends_at, places, taken, waiting, member_price_pence, other_price_pence, session_count;
    int64_t     booking_opens_at, booking_closes_at, course_since, rules;
    const char *title, *summary, *starts_on, *format, *place, *theme_slugs;
    const ClassPrices *prices;      /* by what a customer is; NULL: it has none of its own */
    int64_t     early_percent;      /* less for booking today; 0: nothing */
} CatalogueEvent;

/* Points of frameworks that courses are tagged with; counts: of events, one for each of the list. Tags in the order of courses. */
typedef struct { int64_t course_id, point_id; } CatalogueTag;
typedef struct { int64_t id, framework_id; const char *framework, *code, *name; } CataloguePoint;
typedef struct { CataloguePoint *list; size_t count; CatalogueTag *tags; size_t tag_count; int64_t *counts; } CataloguePoints;
bool catalogue_all_marks(const CataloguePoints *points, int64_t course_id);

typedef struct {
    int64_t all, chosen;                                   /* events found by the words, and of them by all filters */
    int64_t audience[16], phase[16], theme[THEMES_MOST];
    int64_t in_person, online, with_places, new_this_term, free_to_members, all_marks;
} CatalogueCounts;

typedef struct {
    ThemeLabel      *themes;   size_t theme_count;
    CatalogueEvent  *events;   size_t event_count;         /* in order of time, CATALOGUE_PAGE at most */
    CatalogueCounts  counts;
    CataloguePoints  points;
    bool             earlier, later;                       /* there are more before, after */
    int64_t          term_start;                           /* a course first published since is new this term */
    int64_t          next_change;                          /* the next instant at which a listed event begins, opens or closes */
} Catalogue;

/* A page of the list. `more` are the caller's own questions, asked in the same round trip. */
CHECKED Error *catalogue_page_of(Ctx *cx, const CatalogueFilter *filter, Catalogue *catalogue, const Query *more, size_t more_count);
/* All events of filter->month that are still to begin, at most MONTH_MOST. */
CHECKED Error *catalogue_month_of(Ctx *cx, const CatalogueFilter *filter, Catalogue *catalogue, const Query *more, size_t more_count);
/* Up to `most` events from now on, and the sessions of up to `most` events, for feeds. */
CHECKED Error *catalogue_feed(Ctx *cx, const CatalogueFilter *filter, int64_t most, CatalogueEvent **events, size_t *count);
/* For each of up to CATALOGUE_FILTERS filters, in one go, those of the events noted in search_news until then that it finds; `most` at most. */
enum { CATALOGUE_FILTERS = 50 };
CHECKED Error *catalogue_news(Ctx *cx, const CatalogueFilter *filters, size_t count, int64_t until, int64_t most, CatalogueEvent **events, size_t *found);
typedef struct { int64_t id, event_id, starts_at, ends_at, sequence, changed_at; const char *title, *summary, *format, *place; } CatalogueSession;
CHECKED Error *catalogue_sessions(Ctx *cx, const CatalogueFilter *filter, int64_t most, CatalogueSession **sessions, size_t *count);

const ThemeLabel *catalogue_theme(const Catalogue *catalogue, const char *theme_slugs);   /* the first of them, or NULL */
/* Published courses that fit the words though no date of theirs is to come; at most COURSES_WITHOUT_DATE. */
enum { COURSES_WITHOUT_DATE = 5 };
typedef struct { int64_t id; const char *title; } CatalogueCourse;
CHECKED Error *catalogue_courses_without_date(Ctx *cx, const char *question, CatalogueCourse **courses, size_t *count);
