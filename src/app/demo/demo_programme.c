/* Venues, courses, and the events of two and a half years and of the term around today. */
#include <string.h>

#include "app/demo/demo.h"
#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/course.h"

SQL(demo_venue_add, "INSERT INTO venue (id, name, address, postcode, access, places) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(demo_course_add,
    "INSERT INTO course (id, code, title, kind, summary, description, outcome, owner_id, state, created_at, changed_at, published_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'published', $9, $9, $9)");
SQL(demo_course_theme_add, "INSERT INTO course_theme (course_id, theme_id, position) SELECT $1, id, CAST($3 AS BIGINT) FROM theme WHERE name = $2");
SQL(demo_course_audience_add, "INSERT INTO course_audience (course_id, audience) VALUES ($1, $2)");
SQL(demo_course_phase_add, "INSERT INTO course_phase (course_id, phase) VALUES ($1, $2)");
SQL(demo_event_add,
    "INSERT INTO event (id, course_id, state, places, member_price_pence, other_price_pence, cancel_by, starts_at, ends_at, starts_on, session_count, minutes,"
    " format, place, led_by, joining_note, created_at, changed_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17)");
SQL(demo_session_add,
    "INSERT INTO session (id, event_id, position, starts_at, ends_at, place_kind, venue_id, online_link) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
SQL(demo_facilitator_add, "INSERT INTO facilitator (event_id, person_id, position) VALUES ($1, $2, 1)");

enum { LAUNCH = 1609459200, HOUR = 3600, DAY = 86400, EVENTS_MOST = 420, UPCOMING = 57, DRAFTS = 4, SESSIONS_MOST = 4 };

/* Half-terms of the fixed years: from, to, how many events. */
static const struct { const char *from, *to; size_t events; bool lockdown; } spans[] = {
    { "2021-01-05", "2021-02-12", 15, true },  { "2021-02-22", "2021-03-31", 16, true },
    { "2021-04-19", "2021-05-28", 17, false }, { "2021-06-07", "2021-07-16", 18, false },
    { "2021-09-07", "2021-10-22", 20, false }, { "2021-11-01", "2021-12-15", 18, false },
    { "2022-01-05", "2022-02-11", 17, false }, { "2022-02-21", "2022-03-31", 18, false },
    { "2022-04-20", "2022-05-27", 17, false }, { "2022-06-07", "2022-07-15", 18, false },
    { "2022-09-06", "2022-10-20", 27, false }, { "2022-11-01", "2022-12-14", 18, false },
    { "2023-01-05", "2023-02-10", 19, false }, { "2023-02-20", "2023-03-30", 19, false },
    { "2023-04-18", "2023-05-26", 18, false }, { "2023-06-06", "2023-07-14", 20, false },
};

/* "teachers, everyone" word by word; NULL at the end. */
static const char *next_word(Ctx *cx, const char **list)
{
    if (!**list) return NULL;
    size_t n = strcspn(*list, ",");
    const char *word = text_copy(cx, *list, n);
    *list += n;
    if (**list) *list += 2;
    return word;
}

/* One course in eight is new this term, and so has no past. */
static bool is_new(size_t course) { return course % 8 == 5; }

static Error *venues_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    for (size_t i = 0; i < demo_venue_count; i++) {
        const DemoVenue *venue = &demo_venues[i];
        demo->venues[i] = demo_id(demo);
        TRY(db_run(cx, demo_venue_add, NULL, INT(demo->venues[i]), STR(venue->name), STR(venue->address), STR(venue->postcode), STR(venue->access), INT(venue->places)));
    }
    return OK;
}

static int64_t owner_of(const Demo *demo, const DemoCourse *course)
{
    for (size_t i = 0; i < demo_body_count; i++)
        if (same(demo->organisations[i].name, course->owner)) return demo->organisations[i].id;
    return demo->office_id;
}

static Error *courses_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    for (size_t i = 0; i < demo_course_count; i++) {
        const DemoCourse *course = &demo_courses[i];
        int64_t id = demo->courses[i] = demo_id(demo);
        int64_t since = is_new(i) ? demo->now - 30 * DAY : LAUNCH;
        TRY(db_run(cx, demo_course_add, NULL, INT(id), STR(course->code), STR(course->title), STR(course->kind), STR(course->summary), STR(course->description),
                   STR(course->outcome), INT(owner_of(demo, course)), INT(since)));
        const char *themes = course->themes, *audiences = course->audiences, *phases = course->phases, *word;
        for (int64_t position = 1; (word = next_word(cx, &themes)); position++) TRY(db_run(cx, demo_course_theme_add, NULL, INT(id), STR(word), INT(position)));
        while ((word = next_word(cx, &audiences))) TRY(db_run(cx, demo_course_audience_add, NULL, INT(id), STR(word)));
        while ((word = next_word(cx, &phases))) TRY(db_run(cx, demo_course_phase_add, NULL, INT(id), STR(word)));
    }
    return OK;
}

typedef struct { Demo *demo; size_t course; const char *date, *state; bool lockdown; size_t turn; } EventLaying;

/* Somebody of the owning department leads, else one of the partnership's associates, each in turn. */
static const DemoPerson *leader_of(const Demo *demo, const DemoCourse *course, size_t turn)
{
    const DemoOrganisation *body = &demo->organisations[0];
    for (size_t i = 1; i < demo_body_count; i++)
        if (same(demo->organisations[i].name, course->owner)) body = &demo->organisations[i];
    size_t found = 0;
    for (int round = 0; round < 8; round++)
        for (size_t i = 0; i < body->person_count; i++) {
            const DemoPerson *person = &demo->people[body->first_person + i];
            if (same(person->role, "facilitator") && found++ == turn % 6) return person;
        }
    return &demo->people[body->first_person];
}

static Error *event_lay(Ctx *cx, void *data)
{
    EventLaying *lay = data;
    Demo *demo = lay->demo;
    const DemoCourse *course = &demo_courses[lay->course];
    const DemoPerson *leader = leader_of(demo, course, lay->turn);
    DemoEvent *event = &demo->events[demo->event_count];
    const char *format = lay->lockdown ? "online" : course->format;
    size_t venue = (lay->turn * 5 + lay->course) % demo_venue_count;
    if (same(course->themes, "Theatre, Enrichment")) venue = 4;
    if (one_of("Climate", course->themes) || same(course->code, "SC-801") || same(course->code, "EY-504")) venue = 3;
    if (begins(course->code, "AR-")) venue = 5;

    int64_t ends[SESSIONS_MOST] = {0};
    *event = (DemoEvent){ .id = demo_id(demo), .course_id = demo->courses[lay->course], .course = course, .state = lay->state, .places = course->places,
                          .member_pence = course->member_pence, .other_pence = course->other_pence };
    const char *date = lay->date;
    for (const char *hours = course->hours; *hours; date = date_add_days(cx, date, 7)) {
        int from_hour, from_minute, to_hour, to_minute;
        CHECK(event->session_count < SESSIONS_MOST && strlen(hours) >= 11);
        CHECK(clock_parse(text_copy(cx, hours, 5), &from_hour, &from_minute) && clock_parse(text_copy(cx, hours + 6, 5), &to_hour, &to_minute));
        instant_of(date, from_hour, from_minute, false, &event->sessions[event->session_count]);
        instant_of(date, to_hour, to_minute, false, &ends[event->session_count]);
        event->minutes += (ends[event->session_count] - event->sessions[event->session_count]) / 60;
        event->session_count++;
        hours += hours[11] == '+' ? 12 : 11;
    }
    event->starts_at = event->sessions[0];
    Ctx keep = *cx;
    keep.arena = demo->keep;
    event->starts_on = text_copy(&keep, lay->date, strlen(lay->date));

    int64_t made = event->starts_at - 90 * DAY < demo->now ? event->starts_at - 90 * DAY : demo->now;
    TRY(db_run(cx, demo_event_add, NULL, INT(event->id), INT(event->course_id), STR(event->state), INT(event->places), INT(event->member_pence), INT(event->other_pence),
               INT(event->starts_at - 5 * DAY), INT(event->starts_at), INT(ends[event->session_count - 1]), STR(event->starts_on), INT((int64_t)event->session_count),
               INT(event->minutes), STR(format), STR(same(format, "online") ? "" : demo_venues[venue].name), STR(leader->name),
               STR("Tea and coffee from fifteen minutes before we begin. Tell us on the day if you have to leave early."), INT(made)));
    const char *kind = same(format, "online") ? "online" : same(format, "both") ? "both" : "venue";
    for (size_t i = 0; i < event->session_count; i++)
        TRY(db_run(cx, demo_session_add, NULL, INT(demo_id(demo)), INT(event->id), INT((int64_t)i + 1), INT(event->sessions[i]), INT(ends[i]), STR(kind),
                   REF(same(kind, "online") ? 0 : demo->venues[venue]),
                   STR(same(kind, "venue") ? "" : text(cx, "https://meet.fleetandwandle.example/%s-%ld", course->code, event->id % 1000000))));
    TRY(db_run(cx, demo_facilitator_add, NULL, INT(event->id), INT(leader->id)));
    demo->event_count++;
    return OK;
}

/* A day on which courses are held: a weekend goes to the middle of the week, and nothing is held in the days around Christmas. */
static const char *teaching_day(Ctx *cx, const char *date)
{
    if (date_weekday(date) > 4) date = date_add_days(cx, date, 3);
    bool christmas = strcmp(date + 5, "12-19") >= 0 || strcmp(date + 5, "01-04") <= 0;
    return christmas ? teaching_day(cx, date_add_days(cx, date, 15 + date_weekday(date))) : date;
}

static Error *history_lay(Ctx *cx, Demo *demo)
{
    size_t course = 0, turn = 0;
    for (size_t s = 0; s < COUNT(spans); s++) {
        int64_t days = date_days_between(spans[s].from, spans[s].to);
        size_t count = spans[s].events * (size_t)demo->scale;
        for (size_t i = 0; i < count; i++) {
            do course = (course + 1) % demo_course_count; while (is_new(course));
            const char *date = teaching_day(cx, date_add_days(cx, spans[s].from, (int64_t)(i * (size_t)days / count)));
            TRY(demo_slice(cx, demo, event_lay, &(EventLaying){ .demo = demo, .course = course, .date = date, .state = "closed", .lockdown = spans[s].lockdown, .turn = turn }));
            turn++;
        }
    }
    return OK;
}

static Error *term_lay(Ctx *cx, Demo *demo)
{
    size_t count = UPCOMING * (size_t)demo->scale;
    for (size_t i = 0; i < count + DRAFTS; i++) {
        /* A fifth of the term lies behind us; the drafts are at its far end. */
        const char *date = teaching_day(cx, date_add_days(cx, demo->today, i < count ? -18 + (int64_t)(i * 100 / count) : 85 + (int64_t)(i - count) * 3));
        const char *state = i >= count ? "draft" : strcmp(date, demo->today) < 0 ? "closed" : "published";
        TRY(demo_slice(cx, demo, event_lay, &(EventLaying){ .demo = demo, .course = i * 11 % demo_course_count, .date = date, .state = state, .turn = i }));
    }
    return OK;
}

/* What search and the catalogue read of a course is kept beside its events. */
static Error *courses_keep(Ctx *cx, void *data)
{
    const Demo *demo = data;
    for (size_t i = 0; i < demo_course_count; i++) TRY(course_refresh(cx, demo->courses[i]));
    return OK;
}

Error *demo_programme(Ctx *cx, Demo *demo)
{
    Ctx keep = *cx;
    keep.arena = demo->keep;
    demo->venues = array(&keep, int64_t, demo_venue_count);
    demo->courses = array(&keep, int64_t, demo_course_count);
    demo->events = array(&keep, DemoEvent, EVENTS_MOST * (size_t)demo->scale);
    TRY(demo_slice(cx, demo, venues_lay, demo));
    TRY(demo_slice(cx, demo, courses_lay, demo));
    TRY(history_lay(cx, demo));
    TRY(term_lay(cx, demo));
    return demo_slice(cx, demo, courses_keep, demo);
}
