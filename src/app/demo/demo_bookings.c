/* Who booked what: exactly the numbers that the report gives, and a lively term around today. */
#include <string.h>

#include "app/demo/demo.h"
#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

SQL(demo_booking_add, "INSERT INTO booking (id, event_id, organisation_id, booked_by, purchase_order, price_pence, booked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)");
SQL(demo_registration_add,
    "INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, offered_at, offer_ends_at, decided_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
SQL(demo_attendance_add, "INSERT INTO attendance (registration_id, session_id, mark, marked_by, marked_at)"
    " SELECT $1, id, $3, $4, ends_at FROM session WHERE event_id = $2 AND position = $5");
SQL(demo_certificate_add,
    "INSERT INTO certificate (id, code, registration_id, person_id, name, course, held_on, minutes, issued_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
SQL(demo_event_taken, "UPDATE event SET taken = $2, waiting = $3 WHERE id = $1");

enum { DAY = 86400, HOUR = 3600, GOVERNORS = 98, EVENT_PEOPLE_MOST = 160, TRIES = 6000 };

/* What the report counts; the spans between are what a partnership of that size would have. */
static const struct { const char *from, *to; int64_t registrations; } quotas[] = {
    { "2021-01-01", "2021-12-31", 1543 },
    { "2022-01-01", "2022-08-31", 1086 },
    { "2022-09-01", "2022-10-31",  412 },
    { "2022-11-01", "2022-12-31",  268 },
    { "2023-01-01", "2023-08-31", 1197 },
};

typedef struct {
    Demo        *demo;
    DemoEvent   *event;
    int64_t      copy, count;         /* whose schools, and how many places are confirmed */
    int64_t      waiting;
    size_t      *governors; size_t governor_count, *governor_next;   /* the year's governors, each in turn; NULL: any */
} Filling;

static bool suits(const DemoCourse *course, const DemoPerson *person)
{
    static const struct { const char *audience, *roles; } wants[] = {
        { "teachers", "teacher|subject leader|phase leader|early career teacher|CPD lead" },
        { "teaching assistants", "teaching assistant" },
        { "headteachers and senior leaders", "headteacher|CPD lead|designated safeguarding lead|mental health lead" },
        { "SENCOs", "SENCO" },
        { "early career teachers", "early career teacher" },
        { "office and site staff", "office staff|school business manager" },
        { "early years staff", "teacher|teaching assistant" },
        { "everyone", "teacher|teaching assistant|office staff|SENCO|headteacher|early career teacher" },
    };
    for (size_t i = 0; i < COUNT(wants); i++) {
        if (!strstr(course->audiences, wants[i].audience)) continue;
        const char *at = strstr(wants[i].roles, person->role);
        size_t n = strlen(person->role);
        if (at && (at == wants[i].roles || at[-1] == '|') && (at[n] == '|' || !at[n])) return true;
    }
    return false;
}

/* The first and the last person of one laying of the borough. */
static void people_of(const Demo *demo, int64_t copy, size_t *from, size_t *to)
{
    const DemoOrganisation *first = &demo->organisations[demo_body_count + (size_t)copy * demo_school_count];
    const DemoOrganisation *last = first + demo_school_count - 1;
    *from = first->first_person;
    *to = last->first_person + last->person_count;
}

static const DemoPerson *choose(Filling *fill, const size_t *taken, size_t taken_count, size_t *which)
{
    Demo *demo = fill->demo;
    const DemoCourse *course = fill->event->course;
    bool governance = strstr(course->themes, "Governance") == course->themes;
    size_t from, to;
    people_of(demo, fill->copy, &from, &to);

    for (int tries = 0; tries < TRIES; tries++) {
        size_t i = from + demo_random(demo, to - from);
        if (governance && fill->governors) i = fill->governors[(*fill->governor_next)++ % fill->governor_count];
        const DemoPerson *person = &demo->people[i];
        const DemoOrganisation *school = &demo->organisations[person->organisation];
        if (governance ? !person->governor : person->governor || same(person->role, "clerk to governors")) continue;
        if (!governance && tries < TRIES / 2 && !suits(course, person)) continue;   /* a narrow audience is helped out by colleagues */
        if (!school->member && demo_random(demo, 4)) continue;
        if (tries < TRIES / 2 && strcmp(person->since, fill->event->starts_on) > 0) continue;
        bool already = false;
        for (size_t k = 0; k < taken_count; k++) already |= taken[k] == i;
        if (already) continue;
        *which = i;
        return person;
    }
    return NULL;
}

typedef struct { int64_t organisation_id, booking_id; } OrganisationBooking;

static Error *booking_for(Ctx *cx, Filling *fill, const DemoPerson *person, OrganisationBooking *bookings, size_t *count, int64_t price, int64_t asked_at, int64_t *id)
{
    Demo *demo = fill->demo;
    const DemoOrganisation *school = &demo->organisations[person->organisation];
    for (size_t i = 0; i < *count; i++)
        if (bookings[i].organisation_id == school->id) {
            *id = bookings[i].booking_id;
            return OK;
        }
    *id = demo_id(demo);
    bookings[(*count)++] = (OrganisationBooking){ school->id, *id };
    int64_t by = person->governor || school->person_count < 2 ? person->id : demo->people[school->first_person + 1].id;   /* the CPD lead is the second laid */
    const char *order = price && demo_random(demo, 3) ? text(cx, "PO-%ld", 10400 + (long)demo_random(demo, 80000)) : "";
    return db_run(cx, demo_booking_add, NULL, INT(*id), INT(fill->event->id), INT(school->id), INT(by), STR(order), INT(price), INT(asked_at));
}

static const char *certificate_code(Ctx *cx, Demo *demo)
{
    char code[20];
    for (int i = 0; i < 19; i++) code[i] = i % 5 == 4 ? '-' : "23456789ABCDEFGHJKMNPQRSTVWXYZ"[demo_random(demo, 30)];
    return text_copy(cx, code, 19);
}

static Error *attended(Ctx *cx, Filling *fill, int64_t registration_id, const DemoPerson *person)
{
    Demo *demo = fill->demo;
    DemoEvent *event = fill->event;
    bool all = true;
    for (size_t i = 0; i < event->session_count; i++) {
        uint64_t luck = demo_random(demo, 100);
        const char *mark = luck < 89 ? "present" : luck < 93 ? "part" : "absent";
        all &= luck < 89;
        TRY(db_run(cx, demo_attendance_add, NULL, INT(registration_id), INT(event->id), STR(mark), INT(demo->administrator_id), INT((int64_t)i + 1)));
    }
    if (!all) return OK;
    return db_run(cx, demo_certificate_add, NULL, INT(demo_id(demo)), STR(certificate_code(cx, demo)), INT(registration_id), INT(person->id), STR(person->name),
                  STR(event->course->title), STR(event->starts_on), INT(event->minutes), INT(event->sessions[event->session_count - 1] + DAY));
}

static Error *event_fill(Ctx *cx, void *data)
{
    Filling *fill = data;
    Demo *demo = fill->demo;
    DemoEvent *event = fill->event;
    bool past = event->sessions[event->session_count - 1] < demo->now;
    int64_t wanted = fill->count + fill->waiting + (past ? (int64_t)demo_random(demo, 3) : 0);   /* the last few cancelled */
    size_t people[EVENT_PEOPLE_MOST];
    OrganisationBooking bookings[EVENT_PEOPLE_MOST];
    size_t booking_count = 0;

    CHECK(wanted <= EVENT_PEOPLE_MOST);
    for (int64_t i = 0; i < wanted; i++) {
        size_t which;
        const DemoPerson *person = choose(fill, people, (size_t)i, &which);
        if (!person) return broken(cx, "nobody is left for %s on %s", event->course->code, event->starts_on);
        people[i] = which;

        const DemoOrganisation *school = &demo->organisations[person->organisation];
        int64_t price = school->member ? event->member_pence : event->other_pence, booking_id, id = demo_id(demo);
        int64_t latest = event->starts_at - 2 * DAY < demo->now ? event->starts_at - 2 * DAY : demo->now - HOUR;
        int64_t asked_at = latest - (int64_t)demo_random(demo, 40) * DAY - (int64_t)demo_random(demo, 8 * HOUR);
        const char *state = i < fill->count ? "confirmed" : i < fill->count + fill->waiting ? "waiting" : "cancelled";
        if (same(state, "waiting")) asked_at = latest - (fill->count + fill->waiting - i) * HOUR;   /* they came last, in this order */
        TRY(booking_for(cx, fill, person, bookings, &booking_count, price, asked_at, &booking_id));
        TRY(db_run(cx, demo_registration_add, NULL, INT(id), INT(booking_id), INT(event->id), INT(person->id), INT(school->id), STR(state), INT(price), INT(asked_at),
                   REF(0), REF(0), REF(same(state, "waiting") ? 0 : asked_at)));
        if (past && same(state, "confirmed")) TRY(attended(cx, fill, id, person));
    }
    return db_run(cx, demo_event_taken, NULL, INT(event->id), INT(fill->count), INT(fill->waiting));
}

/* Shares a quota among events: first by fancy, then one more or one less in turn until the sum is right. */
static void share(Demo *demo, DemoEvent **events, size_t n, int64_t quota)
{
    int64_t sum = 0, room = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t places = events[i]->places < 44 ? events[i]->places : 44;
        events[i]->taken = places / 3 + (int64_t)demo_random(demo, (uint64_t)places * 2 / 3 + 1);
        sum += events[i]->taken;
        room += events[i]->places;
    }
    CHECK(n > 0 && quota <= room);
    for (size_t i = 0; sum != quota; i = (i + 1) % n) {
        if (sum > quota && events[i]->taken > 3) events[i]->taken--, sum--;
        else if (sum < quota && events[i]->taken < events[i]->places) events[i]->taken++, sum++;
    }
}

/* The governors who take part in 2022/23: exactly 98 of each laying, so that each is asked before any comes again. */
static size_t *governors_choose(Ctx *cx, Demo *demo, int64_t copy)
{
    size_t *chosen = array(cx, size_t, GOVERNORS), n = 0, from, to;
    people_of(demo, copy, &from, &to);
    for (size_t step = 0; step < 3 && n < GOVERNORS; step++)
        for (size_t i = from; i < to && n < GOVERNORS; i++) {
            const DemoPerson *person = &demo->people[i];
            if (person->governor && i % 3 == step && demo->organisations[person->organisation].member && strcmp(person->since, "2022-09-01") < 0) chosen[n++] = i;
        }
    CHECK(n == GOVERNORS);
    return chosen;
}

Error *demo_bookings(Ctx *cx, Demo *demo)
{
    DemoEvent **group = array(cx, DemoEvent *, demo->event_count);
    size_t **governors = array(cx, size_t *, demo->scale), *next = array(cx, size_t, demo->scale);
    for (int64_t copy = 0; copy < demo->scale; copy++) governors[copy] = governors_choose(cx, demo, copy);

    for (size_t q = 0; q < COUNT(quotas); q++) {
        size_t n = 0;
        for (size_t i = 0; i < demo->event_count; i++)
            if (strcmp(demo->events[i].starts_on, quotas[q].from) >= 0 && strcmp(demo->events[i].starts_on, quotas[q].to) <= 0) group[n++] = &demo->events[i];
        share(demo, group, n, quotas[q].registrations * demo->scale);
    }
    for (size_t i = 0; i < demo->event_count; i++) {
        DemoEvent *event = &demo->events[i];
        Filling fill = { .demo = demo, .event = event, .copy = (int64_t)i % demo->scale, .count = event->taken };
        if (strcmp(event->starts_on, "2023-08-31") > 0) {   /* the term around today: some full with a list, some quiet */
            fill.count = event->places * (int64_t)(20 + demo_random(demo, 75)) / 100;
            if (i % 7 == 3) fill.count = event->places, fill.waiting = event->starts_at > demo->now ? 2 + (int64_t)demo_random(demo, 4) : 0;
            if (fill.count > 48) fill.count = 48;
            if (same(event->state, "draft")) fill.count = fill.waiting = 0;
        } else if (strcmp(event->starts_on, "2022-09-01") >= 0) {
            fill.governors = governors[fill.copy], fill.governor_count = GOVERNORS, fill.governor_next = &next[fill.copy];
        }
        TRY(demo_slice(cx, demo, event_fill, &fill));
        progress(&demo->bar, (int64_t)(demo->organisation_count + i));
    }
    return OK;
}
