/* Saved searches tell of what was published, a little after it was, so that what is published together is told together. */
#include "platform/base/text.h"
#include "platform/http/parse.h"
#include "platform/jobs/jobs.h"
#include "rooms/programme/catalogue_pages.h"
#include "rooms/programme/saved_search.h"

enum { GATHERED = 600 };   /* seconds */

extern const JobLists saved_search_jobs;

static Error *note_act(Ctx *cx, void *data)
{
    TRY(search_news_put(cx, *(const int64_t *)data));
    return job_queue(cx, "searches.tell", 0, cx->now + GATHERED, NULL);
}

static Error *note(Ctx *cx, const Job *job)
{
    int64_t event_id = job->subject_id;
    return db_write(cx, note_act, &event_id);
}

typedef struct { SearchTelling search; const CatalogueEvent *events; size_t count; } Telling;

static Error *tell_act(Ctx *cx, void *data)
{
    const Telling *telling = data;
    return search_tell(cx, &telling->search, telling->events, telling->count);
}

static Error *done_act(Ctx *cx, void *until)
{
    int64_t left = 0;
    TRY(search_news_done(cx, *(const int64_t *)until, &left));
    return left ? job_queue(cx, "searches.tell", 0, cx->now + GATHERED, NULL) : OK;
}

static Error *slice_tell(Ctx *cx, const SearchTelling *searches, size_t count, int64_t until)
{
    CatalogueFilter filters[SEARCHES_AT_ONCE] = {{0}};
    CatalogueEvent *events[SEARCHES_AT_ONCE] = {0};
    size_t found[SEARCHES_AT_ONCE] = {0};
    for (size_t i = 0; i < count; i++) TRY(filter_of_query(cx, searches[i].query, &filters[i]));
    TRY(catalogue_news(cx, filters, count, until, TOLD_AT_ONCE, events, found));
    for (size_t i = 0; i < count; i++)
        if (found[i]) TRY(db_write(cx, tell_act, &(Telling){ searches[i], events[i], found[i] }));
    return OK;
}

/* Stopped on the way or run twice it tells nobody twice, for what was told is written with the notice. */
static Error *tell(Ctx *cx, const Job *job)
{
    SearchTelling *searches;
    size_t count;
    int64_t after = 0, until = cx->now - 1;   /* what is noted in this second may come after we looked */
    (void)job;
    do {
        if (jobs_stopping()) return unavailable(cx, "the other searches are for another time");
        TRY(searches_telling(cx, after, &searches, &count));
        TRY(slice_tell(cx, searches, count, until));
        if (count) after = searches[count - 1].id;
    } while (count);
    return db_write(cx, done_act, &until);
}

static const JobKind kinds[] = { JOB("searches.note", note), JOB("searches.tell", tell) };
static const Listener listeners[] = { LISTEN("event.published", "searches.note") };
const JobLists saved_search_jobs = { kinds, COUNT(kinds), listeners, COUNT(listeners) };
