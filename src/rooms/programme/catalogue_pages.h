/* What the pages of the catalogue share: the filter as an address says it, and the ways an event is shown. */
#pragma once
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "platform/html/part.h"
#include "rooms/booking/course_rating.h"
#include "rooms/programme/catalogue.h"
#include "rooms/programme/search_forgive.h"

typedef enum { VIEW_LIST, VIEW_CALENDAR } CatalogueView;

/* The signed-in person's own registration at an event: "confirmed", "waiting" ... and with event_id 0, what they pay as in `state` and what is waived in place of an id. */
typedef struct { int64_t event_id, registration_id; const char *state; } Mine;
/* As what a signed-in person pays: "member", or the class of their organisation; and how many per cent less under a waiver. */
typedef struct { const char *as; int64_t waived; } Pays;

typedef struct {
    CatalogueFilter filter;
    CatalogueView   view;
    Catalogue       catalogue;
    Mine           *mine;      size_t mine_count;
    Pays            pays;
    CourseRating   *ratings;   size_t rating_count;     /* in the order of their courses */
    Part            part;         /* the list, everybody's but for what is mine */
    CatalogueCourse *dateless; size_t dateless_count;   /* courses that fit when no event does */
    const char     *typed;        /* what was typed, where filter.typed was put right; else NULL */
    SearchForgiven  forgiven;     /* where nothing was found */
} CataloguePage;

/* Reads the filter of an address. Whatever it does not know it leaves out: an old link still finds the catalogue. */
void filter_read(Ctx *cx, const Request *rq, CatalogueFilter *filter);
/* Writes "/courses?..." for a filter, within an open href="". */
void filter_address(Out *out, const char *path, const CatalogueFilter *filter, CatalogueView view);

/* The filter as an address asks for it, "q=phonics&for=teachers", without the page; and read again. Alike for the same filter. */
const char    *filter_query(Ctx *cx, const CatalogueFilter *filter);
CHECKED Error *filter_of_query(Ctx *cx, const char *query, CatalogueFilter *filter);
/* "phonics, Teachers, Reading" */
const char    *filter_words(Ctx *cx, const CatalogueFilter *filter, const ThemeLabel *themes, size_t theme_count);

int  filters_chosen(const CatalogueFilter *filter);       /* how many, the typed words and the month apart */

/* The part of it about points of frameworks. point_chosen() gives one after the other, *from 0 at first; NULL: no more. */
void                  points_facets(Out *out, const CataloguePage *page);
const char           *points_without(Ctx *cx, const char *points, int64_t id);
const CataloguePoint *point_chosen(Ctx *cx, const CataloguePage *page, size_t *from);

void catalogue_facets(Out *out, const CataloguePage *page);
void catalogue_tools(Out *out, const CataloguePage *page);
void catalogue_agenda(Out *out, CataloguePage *page);
Gap  mine_show;                /* what the person has booked, about an event; data is the CataloguePage */
void catalogue_month(Out *out, const CataloguePage *page);
void catalogue_empty(Out *out, const CataloguePage *page);
void catalogue_forgiven(Out *out, const CataloguePage *page);   /* a note of what was taken for what was typed, where it was */

const Mine *mine_at(const Mine *mine, size_t count, int64_t event_id);
const char *mine_words(const Mine *mine);

/* In words "3 places left", "Full, 5 waiting"; or, when nobody can book yet or any more, why not, and then there is no bar. */
const char *places_words(Ctx *cx, const CatalogueEvent *event);
void        places_show(Out *out, const CatalogueEvent *event);
const char *price_shown(Ctx *cx, const CatalogueEvent *event, const Pays *pays);      /* one's own; to a stranger: */
const char *price_for_all(Ctx *cx, const CatalogueEvent *event);                      /* "£95, members £60", "£60 to £120" */
