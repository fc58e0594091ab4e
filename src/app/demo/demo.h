/*
 * The demonstration partnership: "Fleet and Wandle", a borough that does not exist, of the size that the committee report of
 * November 2022 gives. Made from a seed, so that every run with the same --today and --scale makes the same rows.
 *
 * It writes the rooms' tables itself, in slices: it lays down two and a half years of history, which no rule would accept today
 * (a booking for a course that is over), and does so in seconds. Every figure it promises is checked at the end.
 */
#pragma once
#include "platform/cli/cli.h"
#include "platform/db/store.h"

typedef struct {
    const char *code, *title, *kind, *themes, *audiences, *phases;   /* words apart by ", " */
    const char *format;                /* in person, online, both */
    const char *hours;                 /* "15:45-17:15", or two sessions "09:30-15:30+09:30-15:30" a week apart */
    int64_t     places, member_pence, other_pence;
    const char *owner;                 /* "" the partnership, else a department */
    const char *summary, *outcome, *description;
} DemoCourse;
extern const DemoCourse demo_courses[];
extern const size_t     demo_course_count;

typedef struct { const char *name, *phase, *type_code, *type_name, *type_group, *ward; int64_t roll; const char *authority; bool member; } DemoSchool;
extern const DemoSchool demo_schools[];
extern const size_t     demo_school_count;

typedef struct { const char *name, *kind, *street, *postcode, *site; } DemoBody;   /* departments, partners and the office */
extern const DemoBody demo_bodies[];
extern const size_t   demo_body_count;

/* A venue that is not for hire is used by the courses that demo_hosts sends there. */
typedef struct { const char *name, *address, *postcode, *access; int64_t places; bool for_hire; } DemoVenue;
extern const DemoVenue demo_venues[];
extern const size_t    demo_venue_count;

/* A course that can only be held in one place ("" anywhere), is led by people of another body ("" its owner's), or needs a room (no lockdown course). */
typedef struct { const char *code, *venue, *led_by; } DemoHost;
extern const DemoHost demo_hosts[];
extern const size_t   demo_host_count;

extern const char *const demo_first_names[], *const demo_family_names[], *const demo_districts[];
extern const size_t      demo_first_name_count, demo_family_name_count, demo_district_count;

typedef struct { int64_t id; const char *name, *email, *role; size_t organisation; bool governor; const char *since, *until; } DemoPerson;   /* until "": still there */
typedef struct { int64_t id; const char *name, *phase, *site; bool school, member, home; size_t first_person, person_count; } DemoOrganisation;
typedef struct {
    int64_t id, copy, course_id, starts_at, opens_at, places, taken, member_pence, other_pence;
    int64_t session_ids[4], sessions[4], ends[4]; size_t session_count;
    const DemoCourse *course;
    const char *starts_on, *state;
    int64_t minutes;
    bool    term;                       /* of the term around today, not of the fixed years */
} DemoEvent;

typedef struct {
    Store            *store;
    Arena            *keep;             /* what lives as long as the making */
    uint64_t          random;
    int64_t           next_id, scale, now;
    const char       *today;
    DemoOrganisation *organisations;  size_t organisation_count;
    DemoPerson       *people;         size_t people_count;
    DemoEvent        *events;         size_t event_count;
    uint8_t          *busy;             /* by day: which venues and facilitators are taken */
    int64_t          *venues, *courses;
    bool              teacher_has_offer;
    int64_t           face_places_ahead[4], face_places_past[4];   /* of those whom a visitor signs in as */
    int64_t           office_id;
    int64_t           administrator_id; /* who published and marked it all */
    void             *paying;           /* what demo_payments.c knows of the bills */
    int64_t           package_id;       /* next year's, which came of the laboratory */
    Query             put[QUERIES_MOST];  size_t put_count;   /* rows of this slice that are still to be sent */
    Progress          bar;
} Demo;

/* Lays it all into an empty store. */
CHECKED Error *demo_make(Ctx *cx, int64_t scale, const char *today, Demo **made);

uint64_t demo_random(Demo *demo, uint64_t below);          /* the next number of the seed's sequence, 0 to below - 1 */
int64_t  demo_id(Demo *demo);
/* Writes a row, in its turn and within this slice: on PostgreSQL many of them share one journey. Texts are the slice's, or live longer. */
#define demo_put(cx, demo, sql, ...) demo_put_((cx), (demo), &(sql), ARGS(__VA_ARGS__))
CHECKED Error *demo_put_(Ctx *cx, Demo *demo, const Sql *sql, const Arg *args, size_t n);
/* Runs `act` in the writer with a Ctx of its own. */
CHECKED Error *demo_slice(Ctx *cx, Demo *demo, Act *act, void *data);
/* The same for each of many items, several of them in one transaction, and tells the bar. */
CHECKED Error *demo_each(Ctx *cx, Demo *demo, Act *act, void *items, size_t size, size_t count);

bool        demo_teaches_on(Ctx *cx, const char *date);
const char *demo_day_from(Ctx *cx, const char *date, int step);   /* this day or the next (step -1: the last) on which schools teach */
const char *demo_session_after(Ctx *cx, const char *date);        /* a week later, or as soon after as schools teach */

int64_t demo_events_planned(int64_t scale);

CHECKED Error *demo_members(Ctx *cx, Demo *demo);
CHECKED Error *demo_programme(Ctx *cx, Demo *demo);
CHECKED Error *demo_bookings(Ctx *cx, Demo *demo);
CHECKED Error *demo_evaluations(Ctx *cx, Demo *demo);
CHECKED Error *demo_school_year(Ctx *cx, Demo *demo);
CHECKED Error *demo_rooms(Ctx *cx, Demo *demo);
CHECKED Error *demo_copies(Ctx *cx, Demo *demo);
CHECKED Error *demo_record(Ctx *cx, Demo *demo);
CHECKED Error *demo_day(Ctx *cx, Demo *demo);
CHECKED Error *demo_approvals(Ctx *cx, Demo *demo);
CHECKED Error *demo_imports(Ctx *cx, Demo *demo);        /* a file of people that waits to be looked through */
CHECKED Error *demo_searches(Ctx *cx, Demo *demo);
CHECKED Error *demo_eligibility(Ctx *cx, Demo *demo);
CHECKED Error *demo_materials(Ctx *cx, Demo *demo);
CHECKED Error *demo_facilitating(Ctx *cx, Demo *demo);
CHECKED Error *demo_quality(Ctx *cx, Demo *demo);
CHECKED Error *demo_reviews(Ctx *cx, Demo *demo);
CHECKED Error *demo_limits(Ctx *cx, Demo *demo);      /* after all others: what they look for, and their ids, do not move */
CHECKED Error *demo_charges(Ctx *cx, Demo *demo);
CHECKED Error *demo_prices(Ctx *cx, Demo *demo);
CHECKED Error *demo_go_ahead(Ctx *cx, Demo *demo);
CHECKED Error *demo_needs(Ctx *cx, Demo *demo);       /* after those whose events it leaves alone */
CHECKED Error *demo_hearing(Ctx *cx, Demo *demo);
CHECKED Error *demo_documents(Ctx *cx, Demo *demo);     /* before the books are closed */
CHECKED Error *demo_payments(Ctx *cx, Demo *demo);      /* of those bills, before the books are closed; and what is under way, once somebody keeps them */
CHECKED Error *demo_finance(Ctx *cx, Demo *demo);
CHECKED Error *demo_costs(Ctx *cx, Demo *demo);       /* after the ledger, and after those who cost something */
CHECKED Error *demo_payments_now(Ctx *cx, Demo *demo);
CHECKED Error *demo_recharges_before(Ctx *cx, Demo *demo, int64_t officer_id, int64_t first);   /* of the financial year that begins in that one, before its months are closed */
CHECKED Error *demo_recharges(Ctx *cx, Demo *demo, int64_t officer_id, int64_t first);          /* and of the year after it, to today */
CHECKED Error *demo_laboratory(Ctx *cx, Demo *demo);
CHECKED Error *demo_rounds(Ctx *cx, Demo *demo);
CHECKED Error *demo_subscriptions(Ctx *cx, Demo *demo);   /* after the laboratory, of whose package the renewal round is */
CHECKED Error *demo_entitlements(Ctx *cx, Demo *demo);    /* after who subscribes: what their packages have covered */
