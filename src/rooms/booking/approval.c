#include "rooms/booking/approval.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/booking/ballot.h"
#include "rooms/booking/booking_letters.h"
#include "rooms/booking/cover.h"
#include "rooms/booking/place_price.h"
#include "rooms/booking/substitute.h"
#include "rooms/booking/waiting_list.h"
#include "rooms/booking/ways_in.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event_rules.h"

enum { UNDECIDED_UNTIL = 3600, APPROVERS_MOST = 3 };

SQL(approval_add, "INSERT INTO approval (registration_id, step, asked_at) VALUES ($1, $2, $3)");
SQL(approval_close,
    "UPDATE approval SET decided_at = $3, decided_by = $4, approved = $5, note = $6 WHERE registration_id = $1 AND step = $2 AND decided_at IS NULL"
    "   AND EXISTS (SELECT 1 FROM registration r WHERE r.id = $1 AND r.state = 'requested')");
SQL(request_end,
    "UPDATE registration SET state = $2, decided_at = $3, event_sequence = $4, cancel_reason = $5 WHERE id = $1 AND state = 'requested'");

#define ASKED \
    "SELECT r.id AS registration_id, r.event_id, r.organisation_id, r.person_id, r.price_pence, " PLACE_SAVED " AS saved_pence, a.asked_at, e.starts_at, e.ends_at, e.session_count, e.taken, e.places, e.waiting," \
    " a.step, " REGISTRATION_NAME " AS name, p.email, o.name AS organisation, c.title, e.starts_on, e.place, e.format, w.name AS booker, f.name AS instead_of" \
    "  FROM approval a JOIN registration r ON r.id = a.registration_id JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id JOIN booking b ON b.id = r.booking_id" \
    "  LEFT JOIN person p ON p.id = r.person_id LEFT JOIN organisation o ON o.id = r.organisation_id LEFT JOIN person w ON w.id = b.booked_by" \
    "  LEFT JOIN registration h ON h.id = r.substituted_for AND h.state = 'confirmed' LEFT JOIN person f ON f.id = h.person_id" \
    " WHERE a.decided_at IS NULL AND r.state = 'requested' AND e.state <> 'cancelled'"
SQL(asked_of_school, ASKED " AND a.step = 'school' AND r.organisation_id = $1 ORDER BY a.asked_at, a.registration_id LIMIT 200");
SQL(asked_of_office, ASKED " AND a.step = 'office' AND (CAST($1 AS BIGINT) = 0 OR c.owner_id = $1) AND (CAST($2 AS BIGINT) = 0 OR r.event_id = $2) ORDER BY a.asked_at, a.registration_id LIMIT 200");
SQL(asked_one, ASKED " AND r.id = $1 AND ((a.step = 'school' AND r.organisation_id = $2) OR (a.step = 'office' AND (CAST($3 AS BIGINT) = 0 OR c.owner_id = $3)))");
SQL(steps_of,
    "SELECT a.step, a.asked_at, a.decided_at, a.approved, a.note, p.name AS decider FROM approval a LEFT JOIN person p ON p.id = a.decided_by"
    " WHERE a.registration_id = $1 ORDER BY a.asked_at, a.step DESC");
SQL(requests_undecided,
    "SELECT r.id FROM approval a JOIN registration r ON r.id = a.registration_id JOIN event e ON e.id = r.event_id"
    " WHERE a.decided_at IS NULL AND r.state = 'requested' AND e.state <> 'cancelled' AND e.starts_at <= $1 ORDER BY r.id LIMIT CAST($2 AS BIGINT)");
SQL(request_to_lapse, "SELECT r.id AS registration_id, p.id AS person_id, p.name, p.email, r.event_id FROM registration r " WHO_HEARS " WHERE r.id = $1");

static const Column asked_columns[] = {
    COLUMN(Asked, registration_id), COLUMN(Asked, event_id), COLUMN(Asked, organisation_id), COLUMN(Asked, person_id), COLUMN(Asked, price_pence), COLUMN(Asked, saved_pence), COLUMN(Asked, asked_at),
    COLUMN(Asked, starts_at), COLUMN(Asked, ends_at), COLUMN(Asked, session_count), COLUMN(Asked, taken), COLUMN(Asked, places), COLUMN(Asked, waiting), COLUMN(Asked, step),
    COLUMN(Asked, name), COLUMN(Asked, email), COLUMN(Asked, organisation), COLUMN(Asked, title), COLUMN(Asked, starts_on), COLUMN(Asked, place), COLUMN(Asked, format), COLUMN(Asked, booker), COLUMN(Asked, instead_of),
};

/* ---- whom to ask ---- */

/* Those at an organisation who may decide: its CPD leads, or where it has none whoever else books for it. */
static Error *approvers(Ctx *cx, int64_t organisation_id, Colleague *chosen, size_t *count)
{
    OrganisationName organisation = {0};
    Colleague *people;
    size_t n;
    *count = 0;
    TRY(organisation_name(cx, organisation_id, &organisation));
    TRY(colleagues(cx, organisation_id, "", &people, &n));
    for (int leads = 1; leads >= 0 && !*count; leads--)
        for (size_t i = 0; i < n && *count < APPROVERS_MOST; i++)
            if (same(people[i].role, "CPD lead") == (leads == 1) && permissions_of(people[i].role, organisation.kind) >> BOOK_PLACES & 1) chosen[(*count)++] = people[i];
    return OK;
}

static bool owns(const Ctx *cx, const Event *event)
{
    return may(cx, RUN_PROGRAMME) || (may(cx, OWN_COURSES) && cx->who->organisation_id == event->owner_id);
}

bool approval_asks_owner(const Ctx *cx, const Event *event) { return event->rules & RULE_OFFICE_APPROVES && !owns(cx, event); }

/* Whether more colleagues would be out than the school's limit, in words; NULL: no. Asked only where there is a limit. */
static Error *over_limit(Ctx *cx, const Event *event, const Standing *standing, const BookedPlace *people, size_t count, const char **words)
{
    Cover cover;
    int64_t out;
    *words = NULL;
    if (standing->out_limit == OUT_LIMIT_NONE) return OK;
    TRY(cover_find(cx, standing->organisation_id, event, &cover));
    const char *on = cover_over(cx, &cover, standing->out_limit, people, count, &out);
    if (on) *words = text(cx, "%s would be out on %s, and your school’s limit is %ld", counted(cx, out, "colleague", NULL), on, standing->out_limit);
    return OK;
}

Error *approval_needed(Ctx *cx, const Event *event, const BookingRequest *request, const Booked *booked, const Standing *standing, const char **step)
{
    const char *over;
    Colleague chosen[APPROVERS_MOST];
    size_t count;
    *step = "";
    if (owns(cx, event)) return OK;
    bool office = event->rules & RULE_OFFICE_APPROVES, books = may(cx, BOOK_PLACES);
    TRY(over_limit(cx, event, standing, booked->places, booked->count, &over));
    if (over && books && !request->over_limit_meant) return invalid(cx, "out", "%s. Tick the box to book all the same", over);
    bool school = !books && standing->organisation_id
               && (over || same(standing->approval, "all") || (same(standing->approval, "payers") && booked->due_pence && !standing->member));
    if (school) {
        TRY(approvers(cx, standing->organisation_id, chosen, &count));
        *step = count ? "school" : "office";
    } else if (office) *step = "office";
    return OK;
}

/* ---- asking ---- */

static Error *approvers_tell(Ctx *cx, const Event *event, const Standing *standing, const BookedPlace *place)
{
    Colleague chosen[APPROVERS_MOST];
    size_t count;
    TRY(approvers(cx, standing->organisation_id, chosen, &count));
    for (size_t i = 0; i < count; i++) {
        const Addressee to = { place->registration_id, chosen[i].id, chosen[i].name, chosen[i].email, 0 };
        TRY(letter_request_made(cx, event, &to, place->name));
    }
    return OK;
}

Error *approval_open(Ctx *cx, int64_t registration_id, const char *step)
{
    TRY(db_run(cx, approval_add, NULL, INT(registration_id), STR(step), INT(cx->now)));
    return trail(cx, "registration.requested", registration_id, NULL);
}

Error *approval_ask(Ctx *cx, const Event *event, const Standing *standing, const char *step, const BookedPlace *place)
{
    const Addressee to = { place->registration_id, place->person_id, place->name, place->email, 0 };
    TRY(approval_open(cx, place->registration_id, step));
    if (same(step, "school")) TRY(approvers_tell(cx, event, standing, place));
    return letter_request_waits(cx, event, &to, same(step, "school") ? "your school" : cx->partnership->name);
}

/* ---- deciding ---- */

static int64_t school_decided_for(const Ctx *cx) { return may(cx, BOOK_PLACES) && cx->who->organisation_id ? cx->who->organisation_id : -1; }
static int64_t office_decided_for(const Ctx *cx) { return may(cx, OWN_COURSES) ? programme_scope(cx) : SCOPE_NOTHING; }

Error *approvals_of_school(Ctx *cx, Asked **list, size_t *count) { return db_list(cx, asked_of_school, asked_columns, list, count, INT(school_decided_for(cx))); }

Error *approvals_of_office(Ctx *cx, int64_t event_id, Asked **list, size_t *count)
{
    return db_list(cx, asked_of_office, asked_columns, list, count, INT(office_decided_for(cx)), INT(event_id));
}

Error *approval_find(Ctx *cx, int64_t registration_id, Asked *asked)
{
    if (!cx->who) return missing(cx, "request %ld, and nobody is signed in", (long)registration_id);
    return db_one(cx, asked_one, asked_columns, asked, INT(registration_id), INT(school_decided_for(cx)), INT(office_decided_for(cx)));
}

static Error *request_ends(Ctx *cx, const Asked *asked, const Event *event, const char *state, const char *reason)
{
    int64_t ended = 0;
    TRY(db_run(cx, request_end, &ended, INT(asked->registration_id), STR(state), REF(same(state, "waiting") ? 0 : cx->now), INT(event->sequence), STR(reason)));
    if (!ended) return conflict(cx, "%s does not ask for this place any more", asked->name);
    return same(state, "refused") ? place_over(cx, asked->registration_id) : OK;
}

static Error *refuse(Ctx *cx, const Asked *asked, const Event *event, const char *note, const char **state)
{
    const Addressee to = { asked->registration_id, asked->person_id, asked->name, asked->email, 0 };
    if (blank(note)) return invalid(cx, "note", "Say why: %s reads it", asked->name);
    *state = "refused";
    TRY(request_ends(cx, asked, event, "refused", note));
    TRY(trail(cx, "registration.refused", asked->registration_id, NULL));
    return letter_request_refused(cx, event, &to, note);
}

/* A colleague's place, which they hand on. */
static Error *hand_on(Ctx *cx, const Asked *asked, const Event *event, const Addressee *leaves, const char **state)
{
    const Addressee to = { asked->registration_id, asked->person_id, asked->name, asked->email, 0 };
    *state = "confirmed";
    TRY(request_ends(cx, asked, event, *state, ""));
    TRY(trail(cx, "registration.substituted", asked->registration_id, "approved"));
    return letter_substituted(cx, event, leaves, &to);
}

/* The place, or where none is free the waiting list, in the order of when it was asked for; of an event whose places are drawn, the ballot. */
static Error *let_in(Ctx *cx, const Asked *asked, const Event *event, const char **state)
{
    const Addressee to = { asked->registration_id, asked->person_id, asked->name, asked->email, 0 };
    const char *step = "";
    Addressee leaves = {0};
    bool taken, handed;
    TRY(substitute_take(cx, event, asked, &leaves, &handed));
    if (handed) return hand_on(cx, asked, event, &leaves, state);
    TRY(place_draw_again(cx, asked->registration_id));   /* whoever was to come instead of somebody who has gone meanwhile, with what they held */
    TRY(way_in_check_one(cx, WAY_APPROVED, event, asked->organisation_id, (BookedPlace){ asked->registration_id, asked->person_id, asked->name, asked->email, "requested" }));
    TRY(ballot_step(cx, event, &step));
    *state = "requested";
    if (same(step, "ballot")) return ballot_enter(cx, event, &to);
    TRY(event_take_places(cx, event->id, 1, &taken));
    *state = taken ? "confirmed" : "waiting";
    TRY(request_ends(cx, asked, event, *state, ""));
    TRY(trail(cx, taken ? "registration.confirmed" : "registration.waiting", asked->registration_id, "approved"));
    TRY(taken ? letter_confirmed(cx, event, &to) : letter_waiting(cx, event, &to));
    return taken ? OK : waiting_list_grew(cx, event, 1);
}

static Error *approve(Ctx *cx, const Asked *asked, const Event *event, const Decision *decision, const char **state)
{
    const Addressee to = { asked->registration_id, asked->person_id, asked->name, asked->email, 0 };
    bool school = same(asked->step, "school");
    if (school && !decision->over_limit_meant) {
        Standing standing;
        const char *over;
        TRY(standing_find(cx, asked->organisation_id, &standing));
        TRY(over_limit(cx, event, &standing, &(BookedPlace){ .person_id = asked->person_id }, 1, &over));
        if (over) return invalid(cx, "out", "%s. Tick the box to approve all the same", over);
    }
    if (!school || !(event->rules & RULE_OFFICE_APPROVES)) return let_in(cx, asked, event, state);
    *state = "requested";
    TRY(db_run(cx, approval_add, NULL, INT(asked->registration_id), STR("office"), INT(cx->now)));
    TRY(trail(cx, "registration.approved", asked->registration_id, NULL));
    return letter_request_waits(cx, event, &to, cx->partnership->name);
}

Error *approval_decide(Ctx *cx, int64_t registration_id, const Decision *decision, const char **state)
{
    Asked asked = {0};
    Event event = {0};
    int64_t closed = 0;
    const char *note = text_trim(cx, decision->note);
    TRY(approval_find(cx, registration_id, &asked));
    TRY(event_hold(cx, asked.event_id));
    TRY(event_find(cx, asked.event_id, &event));
    if (letters(note) > APPROVAL_NOTE_MOST) return invalid(cx, "note", "Use %d characters or fewer", APPROVAL_NOTE_MOST);
    if (same(event.state, "cancelled")) return conflict(cx, "%s has been cancelled, and with it all its places", event.title);
    if (event.starts_at <= cx->now) return conflict(cx, "%s has begun, so nobody is let in any more", event.title);
    TRY(db_run(cx, approval_close, &closed, INT(registration_id), STR(asked.step), INT(cx->now), INT(cx->who->id), INT(decision->approved), STR(note)));
    if (!closed) return conflict(cx, "This request was decided or taken back meanwhile");
    return decision->approved ? approve(cx, &asked, &event, decision, state) : refuse(cx, &asked, &event, note, state);
}

Error *approval_steps(Ctx *cx, int64_t registration_id, ApprovalStep **steps, size_t *count)
{
    static const Column columns[] = { COLUMN(ApprovalStep, asked_at), COLUMN(ApprovalStep, decided_at), COLUMN(ApprovalStep, approved), COLUMN(ApprovalStep, step),
                                      COLUMN(ApprovalStep, decider), COLUMN(ApprovalStep, note) };
    return db_list(cx, steps_of, columns, steps, count, INT(registration_id));
}

/* ---- undecided ---- */

typedef struct { int64_t id; } Id;

Error *requests_over(Ctx *cx, int64_t **ids, size_t *count)
{
    static const Column columns[] = { COLUMN(Id, id) };
    Id *rows;
    TRY(db_list(cx, requests_undecided, columns, &rows, count, INT(cx->now + UNDECIDED_UNTIL), INT(SLICE)));
    *ids = array(cx, int64_t, *count);
    for (size_t i = 0; i < *count; i++) (*ids)[i] = rows[i].id;
    return OK;
}

typedef struct { int64_t registration_id, person_id, event_id; const char *name, *email; } Lapsing;

Error *request_lapse(Ctx *cx, int64_t registration_id)
{
    static const Column columns[] = { COLUMN(Lapsing, registration_id), COLUMN(Lapsing, person_id), COLUMN(Lapsing, event_id), COLUMN(Lapsing, name), COLUMN(Lapsing, email) };
    Lapsing lapse = {0};
    Event event = {0};
    int64_t over = 0;
    TRY(db_one(cx, request_to_lapse, columns, &lapse, INT(registration_id)));
    TRY(event_hold(cx, lapse.event_id));
    TRY(event_find(cx, lapse.event_id, &event));
    if (event.starts_at > cx->now + UNDECIDED_UNTIL) return OK;   /* it has moved since */
    TRY(db_run(cx, request_end, &over, INT(registration_id), STR("lapsed"), INT(cx->now), INT(event.sequence), STR("Nobody decided in time")));
    if (!over) return OK;   /* decided or taken back at the last moment */
    TRY(place_over(cx, registration_id));
    TRY(trail(cx, "registration.undecided", registration_id, NULL));
    const Addressee to = { lapse.registration_id, lapse.person_id, lapse.name, lapse.email, 0 };
    return letter_request_lapsed(cx, &event, &to);
}
