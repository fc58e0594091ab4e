/* Who booked what: exactly the numbers that the report gives, and a lively term around today. */
#include <string.h>

#include "app/demo/demo.h"
#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

SQL(demo_booking_add, "INSERT INTO booking (id, event_id, organisation_id, booked_by, purchase_order, price_pence, booked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)");
SQL(demo_registration_add,
    "INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, offered_at, offer_ends_at, decided_at, cancel_reason)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
SQL(demo_attendance_add, "INSERT INTO attendance (registration_id, session_id, mark, marked_by, marked_at) VALUES ($1, $2, $3, $4, $5)");
SQL(demo_certificate_add,
    "INSERT INTO certificate (id, code, registration_id, person_id, name, course, held_on, minutes, issued_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
SQL(demo_event_taken, "UPDATE event SET taken = $2, waiting = $3 WHERE id = $1");

SQL(demo_event_called_off, "UPDATE event SET state = 'cancelled', cancelled_at = $2, cancelled_why = $3, sequence = 1 WHERE id = $1");

enum { DAY = 86400, HOUR = 3600, GOVERNORS = 98, EVENT_PEOPLE_MOST = 160, TRIES = 6000, FACE_PLACES_AHEAD = 3, FACE_PLACES_PAST = 9 };

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
    int64_t      copy, confirmed, offered, waiting, cancelled;   /* whose schools, and how many of each state, in this order */
    const char  *called_off;          /* why the whole event is */
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

typedef struct { size_t people[EVENT_PEOPLE_MOST], count; } Taken;

static bool is_taken(const Taken *taken, size_t which)
{
    for (size_t i = 0; i < taken->count; i++)
        if (taken->people[i] == which) return true;
    return false;
}

/* At work there on the day, and for whom the course is; a governor only where it is about governing, which is for nobody else. */
static bool may_come(const Filling *fill, const DemoPerson *person)
{
    const DemoCourse *course = fill->event->course;
    const char *on = fill->event->starts_on;
    bool governance = begins(course->themes, "Governance");
    if (strcmp(person->since, on) > 0 || (*person->until && strcmp(person->until, on) < 0)) return false;
    return governance ? person->governor : !person->governor && !same(person->role, "clerk to governors");
}

/* Those whom a visitor signs in as: each has something ahead and something behind. */
static bool is_face(const Demo *demo, const DemoPerson *person)
{
    bool kiln = person->organisation == demo_body_count, wharf = person->organisation == demo_body_count + 1;
    if (!kiln && !wharf) return false;
    size_t first = demo->organisations[person->organisation].first_person;
    for (const DemoPerson *p = &demo->people[first]; p < person; p++)
        if (same(p->role, person->role)) return false;
    return wharf ? same(person->role, "headteacher") : one_of(person->role, "teacher governor") || same(person->role, "CPD lead");
}

/* With `offer`, the teacher, who has a place kept and so something to decide; the CPD lead of that school sees it, too. */
static bool face_choose(Filling *fill, const Taken *taken, bool offer, size_t *which)
{
    Demo *demo = fill->demo;
    const DemoOrganisation *first = &demo->organisations[demo_body_count], *second = first + 1;
    bool ahead = fill->event->starts_at > demo->now;
    int64_t *places = ahead ? demo->face_places_ahead : demo->face_places_past, most = ahead ? FACE_PLACES_AHEAD : FACE_PLACES_PAST;
    size_t face = 0;
    for (size_t i = first->first_person; i < second->first_person + second->person_count; i++) {
        const DemoPerson *person = &demo->people[i];
        if (!is_face(demo, person)) continue;
        int64_t *had = &places[face++];
        if (offer ? demo->teacher_has_offer || !same(person->role, "teacher") : *had >= most) continue;
        if (!may_come(fill, person) || !(person->governor || suits(fill->event->course, person)) || is_taken(taken, i)) continue;
        *had += !offer;
        demo->teacher_has_offer |= offer;
        *which = i;
        return true;
    }
    return false;
}

/* A place was offered to somebody of a school that has nobody there: that is the order of the list. */
static bool in_fair_order(const Filling *fill, const Taken *taken, const DemoPerson *person)
{
    bool offer = (int64_t)taken->count == fill->confirmed;
    if (!fill->offered) return true;
    if (!offer) return person->organisation != demo_body_count;
    for (size_t i = 0; i < taken->count; i++)
        if (fill->demo->people[taken->people[i]].organisation == person->organisation) return false;
    return true;
}

/* The next governor whose turn it is. Whoever cancels keeps theirs, so that nobody's turns of a year are all cancelled ones. */
static size_t governor_choose(const Filling *fill, const Taken *taken, size_t tries)
{
    bool cancels = (int64_t)taken->count >= fill->confirmed + fill->offered + fill->waiting;
    size_t turn = cancels ? *fill->governor_next + tries : (*fill->governor_next)++;
    return fill->governors[turn % fill->governor_count];
}

static bool anybody_choose(Filling *fill, const Taken *taken, size_t *which)
{
    Demo *demo = fill->demo;
    size_t from, to;
    people_of(demo, fill->copy, &from, &to);
    for (size_t tries = 0; tries < TRIES; tries++) {
        size_t i = from + demo_random(demo, to - from);
        if (fill->governors) i = governor_choose(fill, taken, tries);
        const DemoPerson *person = &demo->people[i];
        if (!may_come(fill, person)) continue;
        if (!person->governor && tries < TRIES / 2 && !suits(fill->event->course, person)) continue;   /* a narrow audience is helped out by colleagues */
        if (!demo->organisations[person->organisation].member && demo_random(demo, 4)) continue;
        if (is_taken(taken, i) || !in_fair_order(fill, taken, person)) continue;
        *which = i;
        return true;
    }
    return false;
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
    return demo_put(cx, demo, demo_booking_add, INT(*id), INT(fill->event->id), INT(school->id), INT(by), STR(order), INT(price), INT(asked_at));
}

static const char *certificate_code(Ctx *cx, Demo *demo)
{
    char code[20];
    for (int i = 0; i < 19; i++) code[i] = i % 5 == 4 ? '-' : "23456789ABCDEFGHJKMNPQRSTVWXYZ"[demo_random(demo, 30)];
    return text_copy(cx, code, 19);
}

/* Somebody was there or not, session by session. The register of the last few days is not kept yet. */
static Error *attended(Ctx *cx, Filling *fill, int64_t registration_id, const DemoPerson *person)
{
    enum { KEPT_AFTER = 4 * DAY };
    Demo *demo = fill->demo;
    DemoEvent *event = fill->event;
    size_t present = 0;
    for (size_t i = 0; i < event->session_count; i++) {
        uint64_t luck = demo_random(demo, 100);
        const char *mark = luck < 89 ? "present" : luck < 93 ? "part" : "absent";
        if (event->ends[i] > demo->now - KEPT_AFTER) continue;
        present += luck < 89;
        TRY(demo_put(cx, demo, demo_attendance_add, INT(registration_id), INT(event->session_ids[i]), STR(mark), INT(demo->administrator_id), INT(event->ends[i])));
    }
    if (present < event->session_count) return OK;
    return demo_put(cx, demo, demo_certificate_add, INT(demo_id(demo)), STR(certificate_code(cx, demo)), INT(registration_id), INT(person->id), STR(person->name),
                  STR(event->course->title), STR(event->starts_on), INT(event->minutes), INT(event->ends[event->session_count - 1] + DAY));
}

/* In office hours: those who have a place asked first, then those who wait, in their order. */
static int64_t asked(Ctx *cx, Filling *fill, int64_t i, bool had_room)
{
    Demo *demo = fill->demo;
    DemoEvent *event = fill->event;
    int64_t last = event->starts_at - 2 * DAY < demo->now ? event->starts_at - 2 * DAY : demo->now - DAY, at;
    int64_t days = had_room ? 1 + (int64_t)demo_random(demo, 40) : 0;
    int64_t minutes = had_room ? (int64_t)demo_random(demo, 9 * 60) : (i - fill->confirmed) * 47;
    instant_of(date_add_days(cx, date_of(cx, last), -days), 8, 0, false, &at);
    return at + minutes * 60;
}

typedef struct { const char *state, *reason; int64_t asked_at, offered_at, offer_ends_at, decided_at; } Fate;

static Fate fate_of(Ctx *cx, Filling *fill, int64_t i)
{
    static const char *const reasons[] = { "", "Covering a class that day", "Unwell", "The date clashes with parents’ evening", "Will come in the summer instead" };
    int64_t now = fill->demo->now, offered_from = fill->confirmed, waiting_from = offered_from + fill->offered, cancelled_from = waiting_from + fill->waiting;
    Fate fate = { .state = "confirmed", .reason = "", .asked_at = asked(cx, fill, i, i < offered_from || i >= cancelled_from) };
    fate.decided_at = fate.asked_at;
    if (fill->called_off)
        fate.state = "cancelled", fate.reason = "The event was cancelled", fate.decided_at = now - DAY;
    else if (i >= cancelled_from)
        fate.state = "cancelled", fate.reason = reasons[demo_random(fill->demo, COUNT(reasons))], fate.decided_at += 5 * HOUR;
    else if (i >= waiting_from)
        fate.state = "waiting", fate.decided_at = 0;
    else if (i >= offered_from)
        fate.state = "offered", fate.decided_at = 0, fate.offered_at = now - 15 * HOUR, fate.offer_ends_at = fate.offered_at + 48 * HOUR;
    return fate;
}

static Error *event_fill(Ctx *cx, void *data)
{
    Filling *fill = data;
    Demo *demo = fill->demo;
    DemoEvent *event = fill->event;
    Taken taken = {0};
    OrganisationBooking bookings[EVENT_PEOPLE_MOST];
    size_t booking_count = 0, which;
    int64_t wanted = fill->confirmed + fill->offered + fill->waiting + fill->cancelled;

    CHECK(wanted <= EVENT_PEOPLE_MOST);
    for (int64_t i = 0; i < wanted; i++) {
        bool face = fill->copy == 0 && (fill->offered ? i == fill->confirmed : i == 0) && !fill->governors && face_choose(fill, &taken, fill->offered, &which);
        if (!face && !anybody_choose(fill, &taken, &which)) return broken(cx, "nobody is left for %s on %s", event->course->code, event->starts_on);
        taken.people[taken.count++] = which;

        const DemoPerson *person = &demo->people[which];
        const DemoOrganisation *school = &demo->organisations[person->organisation];
        int64_t price = school->member ? event->member_pence : event->other_pence, booking_id, id = demo_id(demo);
        const Fate fate = fate_of(cx, fill, i);
        TRY(booking_for(cx, fill, person, bookings, &booking_count, price, fate.asked_at, &booking_id));
        TRY(demo_put(cx, demo, demo_registration_add, INT(id), INT(booking_id), INT(event->id), INT(person->id), INT(school->id), STR(fate.state), INT(price), INT(fate.asked_at),
                   REF(fate.offered_at), REF(fate.offer_ends_at), REF(fate.decided_at), STR(fate.reason)));
        if (same(fate.state, "confirmed")) TRY(attended(cx, fill, id, person));
    }
    if (fill->called_off) return demo_put(cx, demo, demo_event_called_off, INT(event->id), INT(demo->now - DAY), STR(fill->called_off));
    return demo_put(cx, demo, demo_event_taken, INT(event->id), INT(fill->confirmed + fill->offered), INT(fill->waiting));
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
            if (step && is_face(demo, person)) continue;   /* chosen in the first round */
            if (person->governor && (i % 3 == step || (!step && is_face(demo, person))) && demo->organisations[person->organisation].member && strcmp(person->since, "2022-09-01") < 0) chosen[n++] = i;
        }
    CHECK(n == GOVERNORS);
    return chosen;
}

/* The term around today: some events are full with people waiting, some of these have a place on offer, some are quiet, one is called off. */
static void term_fill(Filling *fill, size_t i)
{
    Demo *demo = fill->demo;
    const DemoEvent *event = fill->event;
    bool ahead = event->starts_at > demo->now + 3 * DAY, plain = same(event->state, "draft") || event->opens_at > demo->now;
    int64_t share = event->places * (int64_t)(20 + demo_random(demo, 75)) / 100, waiting = 2 + (int64_t)demo_random(demo, 4);
    fill->confirmed = plain ? 0 : share < 48 ? share : 48;
    if (plain || i % 7 != 3 || event->places > 48) return;
    fill->confirmed = event->places;
    if (!ahead) return;
    fill->waiting = waiting;
    if (i / 7 % 2) fill->offered = 1, fill->confirmed--;
}

Error *demo_bookings(Ctx *cx, Demo *demo)
{
    DemoEvent **group = array(cx, DemoEvent *, demo->event_count);
    Filling *fillings = array(cx, Filling, demo->event_count);
    size_t **governors = array(cx, size_t *, demo->scale), *next = array(cx, size_t, demo->scale), of_term = 0;
    for (int64_t copy = 0; copy < demo->scale; copy++) governors[copy] = governors_choose(cx, demo, copy);

    for (size_t q = 0; q < COUNT(quotas); q++) {
        size_t n = 0;
        for (size_t i = 0; i < demo->event_count; i++)
            if (strcmp(demo->events[i].starts_on, quotas[q].from) >= 0 && strcmp(demo->events[i].starts_on, quotas[q].to) <= 0) group[n++] = &demo->events[i];
        share(demo, group, n, quotas[q].registrations * demo->scale);
    }
    for (size_t i = 0; i < demo->event_count; i++) {
        DemoEvent *event = &demo->events[i];
        Filling *fill = &fillings[i];
        *fill = (Filling){ .demo = demo, .event = event, .copy = event->copy, .confirmed = event->taken };
        bool governors_year = !event->term && strcmp(event->starts_on, "2022-09-01") >= 0 && begins(event->course->themes, "Governance");
        if (governors_year) fill->governors = governors[fill->copy], fill->governor_count = GOVERNORS, fill->governor_next = &next[fill->copy];
        if (event->term) term_fill(fill, of_term++);
        else fill->cancelled = (int64_t)demo_random(demo, 3);
        if (event->term && of_term == 40) fill->called_off = "The trainer is unwell. A new date follows in the new term";
    }
    return demo_each(cx, demo, event_fill, fillings, sizeof *fillings, demo->event_count);
}
