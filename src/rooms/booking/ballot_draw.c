/*
 * The draw. It is computed off the writer, kept whole in one act, and answered in slices: a worker that dies in between leaves a log from which the
 * next goes on, and whoever computes it again finds the same.
 */
#include "platform/base/text.h"
#include "platform/db/store.h"
#include "platform/db/trail.h"
#include "rooms/booking/ballot.h"
#include "rooms/booking/ballot_past.h"
#include "rooms/booking/place_price.h"
#include "rooms/booking/waiting_list.h"
#include "rooms/booking/ways_in.h"
#include "rooms/programme/school_cap.h"

enum { ANSWERS = 20 };   /* entries that one act answers */

SQL(entries_asking,
    "SELECT n.registration_id AS id, COALESCE(r.organisation_id, 0) AS school, ROW_NUMBER() OVER (PARTITION BY r.organisation_id ORDER BY n.wish, n.registration_id) AS wish,"
    " COALESCE(d.need, 0) AS need, CASE WHEN r.organisation_id IS NULL THEN 0 ELSE " BALLOT_PAST_OF_SCHOOL " END AS past"
    "  FROM ballot_entry n JOIN registration r ON r.id = n.registration_id LEFT JOIN ballot_need d ON d.event_id = n.event_id AND d.organisation_id = r.organisation_id"
    BALLOT_PAST_JOINS " WHERE n.event_id = $1 AND r.state = 'requested' ORDER BY n.registration_id");
SQL(entries_now, "SELECT n.registration_id AS id FROM ballot_entry n JOIN registration r ON r.id = n.registration_id WHERE n.event_id = $1 AND r.state = 'requested' ORDER BY n.registration_id");
SQL(draw_add, "INSERT INTO ballot_draw (event_id, drawn_at, log) VALUES ($1, $2, $3) ON CONFLICT (event_id) DO NOTHING");
SQL(draw_of, "SELECT log FROM ballot_draw WHERE event_id = $1");
SQL(entry_answered, "UPDATE ballot_entry SET turn = $2, round = $3, placed = $4, rule = $5 WHERE registration_id = $1 AND turn IS NULL");
SQL(entry_person,
    "SELECT r.id AS registration_id, p.id AS person_id, p.name, p.email, r.organisation_id, COALESCE(r.person_id, 0) AS named FROM registration r " WHO_HEARS
    " WHERE r.id = $1 AND r.state = 'requested'");
SQL(entry_state,
    "UPDATE registration SET state = $2, decided_at = $3, event_sequence = $4, cancel_reason = $5,"
    " asked_at = CASE WHEN $2 = 'waiting' THEN CAST($6 AS BIGINT) ELSE asked_at END"
    " WHERE id = $1 AND state = 'requested'");
SQL(first_asked, "SELECT MIN(asked_at) FROM ballot_entry WHERE event_id = $1");
SQL(draws, "SELECT event_id FROM ballot_draw ORDER BY event_id");
SQL(answers_otherwise,
    "SELECT COUNT(*) FROM ballot_entry n JOIN event_ballot b ON b.event_id = n.event_id JOIN registration r ON r.id = n.registration_id"
    " WHERE n.event_id = $1 AND b.drawn_at IS NOT NULL AND (r.state = 'requested' OR (n.turn IS NULL AND r.state <> 'cancelled'))");
SQL(answer_of, "SELECT turn, round, placed, rule FROM ballot_entry WHERE registration_id = $1");

typedef struct { int64_t registration_id, person_id, organisation_id, named; const char *name, *email; } Asking;
static const Column asking_columns[] = { COLUMN(Asking, registration_id), COLUMN(Asking, person_id), COLUMN(Asking, organisation_id), COLUMN(Asking, named), COLUMN(Asking, name), COLUMN(Asking, email) };

typedef struct { int64_t id; } Id;
/* ids: of the entries, as they were asked for. */
typedef struct { BallotDraw draw; const Id *ids; const char *written; size_t from; bool kept; } Drawing;

/* ---- drawing ---- */

static Error *draw_compute(Ctx *cx, const Event *event, Drawing *drawing)
{
    static const Column columns[] = { COLUMN(BallotEntry, id), COLUMN(BallotEntry, school), COLUMN(BallotEntry, wish), COLUMN(BallotEntry, need), COLUMN(BallotEntry, past) };
    EventBallot ballot = {0};
    SchoolCap cap;
    BallotDraw *draw = &drawing->draw;
    bool is;
    TRY(event_ballot_find(cx, event->id, &ballot, &is));
    TRY(school_cap_now(cx, event, &cap));
    TRY(event_ballot_seed(cx, event->id, &draw->seed));
    draw->event_id = event->id, draw->closed_at = event_ballot_ends(event, &ballot), draw->cap = cap.places, draw->places = event->places - event->taken;
    TRY(db_list(cx, entries_asking, columns, &draw->entries, &draw->count, INT(event->id), INT(ballot_past_from(draw->closed_at)), INT(draw->closed_at)));
    Id *ids = array(cx, Id, draw->count);
    for (size_t i = 0; i < draw->count; i++) ids[i].id = draw->entries[i].id;
    drawing->ids = ids;
    ballot_allot(cx, draw->seed, draw->places, draw->cap, draw->entries, draw->count);
    drawing->written = ballot_log_write(cx, draw);
    return OK;
}

/* Only if nobody was quicker, and nobody has come, gone or given a place back since it was computed: else the next run looks again. */
static Error *draw_keep(Ctx *cx, void *data)
{
    static const Column columns[] = { COLUMN(Id, id) };
    Drawing *drawing = data;
    Event event = {0};
    Id *asking;
    size_t count;
    int64_t added = 0;
    drawing->kept = false;
    TRY(event_hold(cx, drawing->draw.event_id));
    TRY(event_find(cx, drawing->draw.event_id, &event));
    if (!one_of(event.state, "published closed") || event.places - event.taken != drawing->draw.places) return OK;
    TRY(db_list(cx, entries_now, columns, &asking, &count, INT(event.id)));
    if (count != drawing->draw.count || (count && memcmp(asking, drawing->ids, count * sizeof *asking) != 0)) return OK;
    TRY(db_run(cx, draw_add, &added, INT(event.id), INT(cx->now), STR(drawing->written)));
    drawing->kept = added > 0;
    return added ? trail(cx, "event.ballot_drawn", event.id, text(cx, "%zu entries, %ld places", drawing->draw.count, (long)drawing->draw.places)) : OK;
}

/* ---- answering ---- */

/* Whoever may not come any more (their post, their school's phase) is refused now, and told why. */
static Error *refused(Ctx *cx, const Event *event, const Asking *asking, const Error *why)
{
    const Addressee to = { asking->registration_id, asking->person_id, asking->name, asking->email, 0 };
    TRY(db_run(cx, entry_state, NULL, INT(asking->registration_id), STR("refused"), INT(cx->now), INT(event->sequence), STR(why->say), INT(0)));
    TRY(place_over(cx, asking->registration_id));
    TRY(trail(cx, "registration.refused", asking->registration_id, "ballot"));
    return letter_ballot_refused(cx, event, &to, why->say);
}

/* Who waits has asked a second after the turn before theirs, from the first who asked on. */
static Error *answer(Ctx *cx, const Event *event, const BallotEntry *entry, int64_t since, const char *words)
{
    Asking asking = {0};
    int64_t fresh = 0;
    bool asks, taken = false;
    TRY(db_run(cx, entry_answered, &fresh, INT(entry->id), INT(entry->turn), INT(entry->round), INT(entry->placed), STR(ballot_rule_name(entry->rule))));
    if (!fresh) return OK;   /* by the run before, which did not come to the end */
    TRY(db_maybe(cx, entry_person, asking_columns, &asking, &asks, INT(entry->id)));
    if (!asks) return OK;    /* withdrawn: what it leaves free goes to whoever waits first */
    const Addressee to = { asking.registration_id, asking.person_id, asking.name, asking.email, 0 };
    Error *why = way_in_check_one(cx, WAY_DRAWN, event, asking.organisation_id, (BookedPlace){ entry->id, asking.named, asking.name, asking.email, "requested" });
    if (why) return why->kind == INVALID || why->kind == CONFLICT ? refused(cx, event, &asking, why) : why;
    /* The event may have been made smaller since: then the placed wait, before everybody else. */
    if (entry->placed) TRY(event_take_for_waiting(cx, event->id, &taken));
    TRY(db_run(cx, entry_state, NULL, INT(entry->id), STR(taken ? "confirmed" : "waiting"), REF(taken ? cx->now : 0), INT(event->sequence), STR(""), INT(since + entry->turn)));
    if (!taken) TRY(event_waiting_changed(cx, event->id, 1));
    TRY(trail(cx, taken ? "registration.confirmed" : "registration.waiting", entry->id, "ballot"));
    return taken ? letter_ballot_placed(cx, event, &to, words) : letter_ballot_waits(cx, event, &to, words);
}

static int64_t last_round(const BallotDraw *draw)
{
    int64_t last = 0;
    for (size_t i = 0; i < draw->count && draw->entries[i].placed; i++) last = draw->entries[i].round;
    return last;
}

static Error *answer_slice(Ctx *cx, void *data)
{
    const Drawing *drawing = data;
    const BallotDraw *draw = &drawing->draw;
    Event event = {0};
    int64_t since = 0;
    TRY(event_hold(cx, draw->event_id));
    TRY(event_find(cx, draw->event_id, &event));
    TRY(db_number(cx, first_asked, &since, INT(draw->event_id)));
    if (!one_of(event.state, "published closed")) return OK;   /* cancelled meanwhile: its own job tells everybody */
    for (size_t i = drawing->from; i < draw->count && i < drawing->from + ANSWERS; i++) {
        const BallotEntry *entry = &draw->entries[i];
        TRY(answer(cx, &event, entry, since, ballot_rule_words(cx, entry->rule, entry->placed, entry->round, last_round(draw), draw->cap)));
    }
    return OK;
}

static Error *draw_end(Ctx *cx, void *data)
{
    const Drawing *drawing = data;
    Event event = {0};
    TRY(event_hold(cx, drawing->draw.event_id));
    TRY(event_find(cx, drawing->draw.event_id, &event));
    TRY(event_ballot_drawn(cx, event.id));
    return waiting_list_pass_on(cx, &event);
}

typedef struct { int64_t event_id; const char *log; } Kept;

Error *ballot_run(Ctx *cx, int64_t event_id)
{
    static const Column columns[] = { COLUMN(Kept, log) };
    Drawing drawing = {0};
    Kept kept = {0};
    Event event = {0};
    bool drawn;
    TRY(event_find(cx, event_id, &event));
    TRY(db_maybe(cx, draw_of, columns, &kept, &drawn, INT(event_id)));
    if (drawn) TRY(ballot_log_read(cx, kept.log, strlen(kept.log), &drawing.draw));
    else {
        TRY(draw_compute(cx, &event, &drawing));
        TRY(db_write(cx, draw_keep, &drawing));
        if (!drawing.kept) return OK;
    }
    for (drawing.from = 0; drawing.from < drawing.draw.count; drawing.from += ANSWERS) TRY(db_write(cx, answer_slice, &drawing));
    return db_write(cx, draw_end, &drawing);
}

/* ---- for lyceum check ---- */

typedef struct { int64_t turn, round, placed; const char *rule; } Answer;

static Error *answers_check(Ctx *cx, const BallotDraw *draw)
{
    static const Column columns[] = { COLUMN(Answer, turn), COLUMN(Answer, round), COLUMN(Answer, placed), COLUMN(Answer, rule) };
    int64_t otherwise = 0;
    TRY(db_number(cx, answers_otherwise, &otherwise, INT(draw->event_id)));
    if (otherwise) return conflict(cx, "The ballot of event %ld is drawn, and %s it has no answer", (long)draw->event_id, counted(cx, otherwise, "entry in", "entries in"));
    for (size_t i = 0; i < draw->count; i++) {
        const BallotEntry *entry = &draw->entries[i];
        Answer is = {0};
        bool found;
        TRY(db_maybe(cx, answer_of, columns, &is, &found, INT(entry->id)));
        bool same_answer = found && (!is.turn || (is.turn == entry->turn && is.round == entry->round && is.placed == entry->placed && same(is.rule, ballot_rule_name(entry->rule))));
        if (!same_answer) return conflict(cx, "Registration %ld has another answer than the log of the ballot of event %ld gives it", (long)entry->id, (long)draw->event_id);
    }
    return OK;
}

static Error *draw_check(Ctx *cx, int64_t event_id)
{
    const char *log;
    BallotDraw draw;
    TRY(ballot_log_find(cx, event_id, &log));
    Error *error = ballot_log_verify(cx, log, strlen(log), &draw);
    return error ? conflict(cx, "The log of the ballot of event %ld does not hold. %s", (long)event_id, error->say) : answers_check(cx, &draw);
}

Error *ballots_check(Ctx *cx)
{
    static const Column columns[] = { COLUMN(Kept, event_id) };
    Kept *rows;
    size_t n;
    Error *errors = OK;
    TRY(db_list(cx, draws, columns, &rows, &n, NONE));
    for (size_t i = 0; i < n; i++) errors_add(&errors, draw_check(cx, rows[i].event_id));
    return errors;
}
