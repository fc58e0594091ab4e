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
    "INSERT INTO event (id, course_id, state, places, member_price_pence, other_price_pence, booking_opens_at, cancel_by, starts_at, ends_at, starts_on, session_count,"
    " minutes, format, place, led_by, joining_note, created_at, changed_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18)");
SQL(demo_session_add,
    "INSERT INTO session (id, event_id, position, starts_at, ends_at, place_kind, venue_id, online_link) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
SQL(demo_facilitator_add, "INSERT INTO facilitator (event_id, person_id, position) VALUES ($1, $2, 1)");

enum {
    LAUNCH = 1609459200, HOUR = 3600, DAY = 86400, UPCOMING = 57, DRAFTS = 4, SESSIONS_MOST = 4,
    BEHIND = 13, AHEAD = 57,                                   /* teaching days of the term around today */
    OPENS_LATER = UPCOMING - 8, OPENS_DAYS = 35,               /* the last of the term cannot be booked yet */
    LEADERS = 10, BUSY = 11 + 16 * LEADERS, BUSY_DAYS = 2000   /* venues, then the people of each body */
};

/* Half-terms of the fixed years: from, to, how many events. */
static const struct { const char *from, *to; size_t events; bool lockdown; } spans[] = {
    { "2021-01-05", "2021-02-12", 15, true },  { "2021-02-22", "2021-03-26", 16, true },
    { "2021-04-19", "2021-05-28", 17, false }, { "2021-06-07", "2021-07-13", 18, false },
    { "2021-09-07", "2021-10-22", 20, false }, { "2021-11-01", "2021-12-15", 18, false },
    { "2022-01-05", "2022-02-11", 17, false }, { "2022-02-21", "2022-03-31", 18, false },
    { "2022-04-20", "2022-05-27", 17, false }, { "2022-06-07", "2022-07-13", 18, false },
    { "2022-09-06", "2022-10-20", 27, false }, { "2022-11-01", "2022-12-14", 18, false },
    { "2023-01-05", "2023-02-10", 19, false }, { "2023-02-20", "2023-03-30", 19, false },
    { "2023-04-18", "2023-05-26", 18, false }, { "2023-06-06", "2023-07-11", 20, false },
};

int64_t demo_events_planned(int64_t scale)
{
    int64_t history = 0;
    for (size_t i = 0; i < COUNT(spans); i++) history += (int64_t)spans[i].events;
    return (history + UPCOMING) * scale + DRAFTS;
}

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
        TRY(demo_put(cx, demo, demo_venue_add, INT(demo->venues[i]), STR(venue->name), STR(venue->address), STR(venue->postcode), STR(venue->access), INT(venue->places)));
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
        TRY(demo_put(cx, demo, demo_course_add, INT(id), STR(course->code), STR(course->title), STR(course->kind), STR(course->summary), STR(course->description),
                   STR(course->outcome), INT(owner_of(demo, course)), INT(since)));
        const char *themes = course->themes, *audiences = course->audiences, *phases = course->phases, *word;
        for (int64_t position = 1; (word = next_word(cx, &themes)); position++) TRY(demo_put(cx, demo, demo_course_theme_add, INT(id), STR(word), INT(position)));
        while ((word = next_word(cx, &audiences))) TRY(demo_put(cx, demo, demo_course_audience_add, INT(id), STR(word)));
        while ((word = next_word(cx, &phases))) TRY(demo_put(cx, demo, demo_course_phase_add, INT(id), STR(word)));
    }
    return OK;
}

typedef struct { Demo *demo; size_t course; const char *date, *state; bool lockdown, term, opens_later; size_t turn; int64_t copy; } EventLaying;

static const DemoHost *host_of(const char *code)
{
    static const DemoHost anywhere = { "", "", "" };
    for (size_t i = 0; i < demo_host_count; i++)
        if (same(demo_hosts[i].code, code)) return &demo_hosts[i];
    return &anywhere;
}

/* Nobody is in two places on a day, and no hall holds two courses. The years between the history and the term have no events. */
static uint8_t *busy_on(const Demo *demo, const char *date, size_t what)
{
    int64_t day = strcmp(date, "2023-08-31") <= 0 ? date_days_between("2021-01-01", date) : 1000 + date_days_between(demo->today, date) + 100;
    return &demo->busy[(size_t)day % BUSY_DAYS * BUSY + what];
}

typedef struct { const char *days[SESSIONS_MOST]; size_t count; } Days;

static bool is_free(const Demo *demo, const Days *days, size_t what)
{
    for (size_t i = 0; i < days->count; i++)
        if (*busy_on(demo, days->days[i], what)) return false;
    return true;
}

static void keep_free_of_others(const Demo *demo, const Days *days, size_t what)
{
    for (size_t i = 0; i < days->count; i++) *busy_on(demo, days->days[i], what) = 1;
}

static size_t venue_of(const Demo *demo, const DemoCourse *course, const Days *days, size_t turn)
{
    const DemoHost *host = host_of(course->code);
    size_t chosen = demo_venue_count;
    for (size_t i = 0; i < demo_venue_count; i++)
        if (same(demo_venues[i].name, host->venue)) chosen = i;
    for (size_t k = 0; chosen == demo_venue_count && k < demo_venue_count; k++) {
        size_t i = (turn * 5 + k) % demo_venue_count;
        if (demo_venues[i].for_hire && demo_venues[i].places >= course->places && is_free(demo, days, i)) chosen = i;
    }
    if (chosen == demo_venue_count) chosen = 0;   /* a hundred boroughs share these halls */
    keep_free_of_others(demo, days, chosen);
    return chosen;
}

/* Whoever of this body is free: its facilitators, each in turn; of a department, its officers, too. */
static const DemoPerson *leader_from(const Demo *demo, size_t body, const char *role, const Days *days, size_t turn)
{
    const DemoOrganisation *at = &demo->organisations[body];
    size_t those[LEADERS], n = 0;
    for (size_t i = 0; i < at->person_count && i < LEADERS; i++)
        if (same(demo->people[at->first_person + i].role, role)) those[n++] = i;
    for (size_t k = 0; k < n; k++) {
        size_t i = those[(turn + k) % n], what = demo_venue_count + body * LEADERS + i;
        if (!is_free(demo, days, what)) continue;
        keep_free_of_others(demo, days, what);
        return &demo->people[at->first_person + i];
    }
    return NULL;
}

static size_t body_named(const Demo *demo, const char *name)
{
    for (size_t i = 1; i < demo_body_count; i++)
        if (same(demo->organisations[i].name, name)) return i;
    return 0;   /* the partnership */
}

static const DemoPerson *leader_of(const Demo *demo, const DemoCourse *course, const Days *days, size_t turn)
{
    const char *host = host_of(course->code)->led_by;
    size_t body = body_named(demo, *host ? host : course->owner);
    const DemoPerson *leader = leader_from(demo, body, "facilitator", days, turn);
    if (!leader) leader = leader_from(demo, body, "officer", days, turn);
    if (!leader) leader = leader_from(demo, 0, "facilitator", days, turn);
    return leader ? leader : &demo->people[demo->organisations[body].first_person + demo->organisations[body].person_count - 1];   /* a hundred boroughs share them */
}

/* When its sessions are, from the clock times of the course. */
static void sessions_plan(Ctx *cx, DemoEvent *event, const char *date, Days *days)
{
    for (const char *hours = event->course->hours; *hours; date = demo_session_after(cx, date)) {
        int from_hour, from_minute, to_hour, to_minute;
        size_t n = event->session_count++;
        CHECK(n < SESSIONS_MOST && strlen(hours) >= 11);
        CHECK(clock_parse(text_copy(cx, hours, 5), &from_hour, &from_minute) && clock_parse(text_copy(cx, hours + 6, 5), &to_hour, &to_minute));
        instant_of(date, from_hour, from_minute, false, &event->sessions[n]);
        instant_of(date, to_hour, to_minute, false, &event->ends[n]);
        event->minutes += (event->ends[n] - event->sessions[n]) / 60;
        days->days[days->count++] = date;
        hours += hours[11] == '+' ? 12 : 11;
    }
    event->starts_at = event->sessions[0];
}

static Error *event_write(Ctx *cx, Demo *demo, DemoEvent *event, const DemoPerson *leader, const char *format, size_t venue)
{
    const DemoCourse *course = event->course;
    bool online = same(format, "online");
    int64_t free_until, made = event->starts_at - 90 * DAY < demo->now ? event->starts_at - 90 * DAY : demo->now - DAY;
    instant_of(date_add_days(cx, event->starts_on, -7), 17, 0, false, &free_until);
    TRY(demo_put(cx, demo, demo_event_add, INT(event->id), INT(event->course_id), STR(event->state), INT(event->places), INT(event->member_pence), INT(event->other_pence),
               REF(event->opens_at), INT(free_until), INT(event->starts_at), INT(event->ends[event->session_count - 1]), STR(event->starts_on), INT((int64_t)event->session_count),
               INT(event->minutes), STR(format), STR(online ? "" : demo_venues[venue].name), STR(leader->name),
               STR(online ? "The room opens ten minutes before we begin. Have your camera on if you can, and something to write with."
                          : "Tea and coffee from fifteen minutes before we begin. Tell us on the day if you have to leave early."), INT(made)));
    const char *kind = online ? "online" : same(format, "both") ? "both" : "venue";
    for (size_t i = 0; i < event->session_count; i++)
        TRY(demo_put(cx, demo, demo_session_add, INT(event->session_ids[i] = demo_id(demo)), INT(event->id), INT((int64_t)i + 1), INT(event->sessions[i]), INT(event->ends[i]), STR(kind),
                   REF(online ? 0 : demo->venues[venue]),
                   STR(same(kind, "venue") ? "" : text(cx, "https://meet.fleetandwandle.example/%s-%ld", course->code, event->id % 1000000))));
    return demo_put(cx, demo, demo_facilitator_add, INT(event->id), INT(leader->id));
}

static Error *event_lay(Ctx *cx, void *data)
{
    EventLaying *lay = data;
    Demo *demo = lay->demo;
    const DemoCourse *course = &demo_courses[lay->course];
    DemoEvent *event = &demo->events[demo->event_count++];
    const char *format = lay->lockdown ? "online" : course->format;
    Days days = {0};
    Ctx keep = *cx;
    keep.arena = demo->keep;

    *event = (DemoEvent){ .id = demo_id(demo), .course_id = demo->courses[lay->course], .course = course, .state = lay->state, .places = course->places,
                          .member_pence = course->member_pence, .other_pence = course->other_pence, .term = lay->term, .copy = lay->copy,
                          .starts_on = text_copy(&keep, lay->date, strlen(lay->date)) };
    sessions_plan(cx, event, event->starts_on, &days);
    if (lay->opens_later) instant_of(date_add_days(cx, event->starts_on, -OPENS_DAYS), 9, 0, false, &event->opens_at);
    size_t venue = same(format, "online") ? 0 : venue_of(demo, course, &days, lay->turn);
    return event_write(cx, demo, event, leader_of(demo, course, &days, lay->turn), format, venue);
}

static size_t history_plan(Ctx *cx, Demo *demo, int64_t copy, EventLaying *plan)
{
    size_t course = 0, n = 0;
    for (size_t s = 0; s < COUNT(spans); s++) {
        int64_t days = date_days_between(spans[s].from, spans[s].to);
        for (size_t i = 0; i < spans[s].events; i++, n++) {
            do course = (course + 1) % demo_course_count;
            while (is_new(course) || (spans[s].lockdown && *host_of(demo_courses[course].code)->code));   /* nobody learns first aid on a screen */
            const char *date = demo_day_from(cx, date_add_days(cx, spans[s].from, (int64_t)i * days / (int64_t)spans[s].events), 1);
            plan[n] = (EventLaying){ .demo = demo, .course = course, .date = date, .state = "closed", .lockdown = spans[s].lockdown, .turn = n, .copy = copy };
        }
    }
    return n;
}

/* The teaching days around today: those behind us, then today (or the first after it) and those ahead. */
static const char **term_days(Ctx *cx, const Demo *demo)
{
    const char **days = array(cx, const char *, BEHIND + AHEAD), *date = demo->today;
    for (size_t i = BEHIND; i-- > 0;) days[i] = date = demo_day_from(cx, date_add_days(cx, date, -1), -1);
    date = date_add_days(cx, demo->today, -1);
    for (size_t i = BEHIND; i < BEHIND + AHEAD; i++) days[i] = date = demo_day_from(cx, date_add_days(cx, date, 1), 1);
    return days;
}

static size_t course_coded(const char *code)
{
    size_t i = 0;
    while (!same(demo_courses[i].code, code)) i++;
    return i;
}

/* What a visitor looks for or is to find: the associate they sign in as has a register to finish and one to open. */
static const struct { size_t day; const char *code; } sure[] = { { BEHIND - 1, "CU-107" }, { BEHIND, "WB-610" }, { BEHIND + 6, "CU-101" } };

static size_t term_plan(Ctx *cx, Demo *demo, int64_t copy, EventLaying *plan)
{
    const char **days = term_days(cx, demo);
    size_t count = copy ? UPCOMING : UPCOMING + DRAFTS, before = 0;
    for (size_t i = 0; i < count; i++) {
        bool draft = i >= UPCOMING;
        size_t day = draft ? BEHIND + AHEAD - DRAFTS + (i - UPCOMING) : i * (BEHIND + AHEAD) / UPCOMING;
        plan[i] = (EventLaying){ .demo = demo, .course = i * 11 % demo_course_count, .date = days[day], .term = true, .turn = i, .copy = copy,
                                 .opens_later = !draft && i >= OPENS_LATER, .state = draft ? "draft" : day < BEHIND ? "closed" : "published" };
        for (size_t k = 0; k < COUNT(sure) && !draft; k++)
            if (day == sure[k].day && day != before) plan[i].course = course_coded(sure[k].code), plan[i].turn = 0;
        before = day;
    }
    return count;
}

/* One laying of the borough after the other, each whole: what is written together stands together, and no row of an index is on a page of its own. */
static size_t events_plan(Ctx *cx, Demo *demo, EventLaying *plan)
{
    size_t n = 0;
    for (int64_t copy = 0; copy < demo->scale; copy++) {
        n += history_plan(cx, demo, copy, plan + n);
        n += term_plan(cx, demo, copy, plan + n);
    }
    return n;
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
    size_t planned = (size_t)demo_events_planned(demo->scale);
    demo->events = array(&keep, DemoEvent, planned);
    CHECK(demo_venue_count + demo_body_count * LEADERS <= BUSY);
    demo->busy = array(&keep, uint8_t, (size_t)BUSY * BUSY_DAYS);
    EventLaying *plan = array(&keep, EventLaying, planned);
    CHECK(events_plan(&keep, demo, plan) == planned);

    TRY(demo_slice(cx, demo, venues_lay, demo));
    TRY(demo_slice(cx, demo, courses_lay, demo));
    TRY(demo_each(cx, demo, event_lay, plan, sizeof *plan, planned));
    return demo_slice(cx, demo, courses_keep, demo);
}
