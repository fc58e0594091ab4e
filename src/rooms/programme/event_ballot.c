#include "rooms/programme/event_ballot.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/jobs/jobs.h"
#include "platform/security/digest.h"
#include "platform/security/token.h"
#include "rooms/programme/session.h"

enum { DUE_MOST = 20 };

SQL(ballot_of,      "SELECT closes_at, drawn_at, asked, commitment, CASE WHEN drawn_at IS NULL THEN '' ELSE seed END AS seed FROM event_ballot WHERE event_id = $1");
SQL(ballot_add,     "INSERT INTO event_ballot (event_id, closes_at, commitment, seed) VALUES ($1, $2, $3, $4)");
SQL(ballot_move,    "UPDATE event_ballot SET closes_at = $2 WHERE event_id = $1 AND drawn_at IS NULL");
SQL(ballot_drop,    "DELETE FROM event_ballot WHERE event_id = $1");
SQL(ballot_is_used, "UPDATE event_ballot SET asked = 1 WHERE event_id = $1 AND asked = 0");
SQL(ballot_secret,  "SELECT seed FROM event_ballot WHERE event_id = $1");
SQL(ballot_over,    "UPDATE event_ballot SET drawn_at = $2 WHERE event_id = $1 AND drawn_at IS NULL");
SQL(ballots_ended,
    "SELECT b.event_id AS id FROM event_ballot b JOIN event e ON e.id = b.event_id WHERE b.drawn_at IS NULL AND (b.closes_at <= $1 OR (e.starts_at > 0 AND e.starts_at <= $2))"
    " AND e.state IN ('published', 'closed') ORDER BY b.closes_at, b.event_id LIMIT CAST($3 AS BIGINT)");

Error *event_ballot_find(Ctx *cx, int64_t event_id, EventBallot *ballot, bool *found)
{
    static const Column columns[] = { COLUMN(EventBallot, closes_at), COLUMN(EventBallot, drawn_at), COLUMN(EventBallot, asked), COLUMN(EventBallot, commitment), COLUMN(EventBallot, seed) };
    return db_maybe(cx, ballot_of, columns, ballot, found, INT(event_id));
}

int64_t event_ballot_ends(const Event *event, const EventBallot *ballot)
{
    int64_t latest = event->starts_at - BALLOT_BEFORE_START;
    return event->starts_at && latest < ballot->closes_at ? latest : ballot->closes_at;
}

/* Drawn the moment it closes; what moves with the event's first session is seen to within a minute. */
static Error *draw_then(Ctx *cx, int64_t event_id, int64_t closes_at) { return job_queue(cx, "ballot.draw", event_id, closes_at, NULL); }

static Error *ballot_begin(Ctx *cx, int64_t event_id, int64_t closes_at)
{
    const char *seed = digest_of(cx, token_new(cx));
    TRY(db_run(cx, ballot_add, NULL, INT(event_id), INT(closes_at), STR(digest_of(cx, seed)), STR(seed)));
    TRY(draw_then(cx, event_id, closes_at));
    return event_rule_set(cx, event_id, RULE_BALLOT, true);
}

static Error *ballot_end(Ctx *cx, const Event *event, const EventBallot *ballot)
{
    if (ballot->asked) return conflict(cx, "People have asked for a place in this ballot, so it stays one. Change when it closes, or cancel the event");
    TRY(db_run(cx, ballot_drop, NULL, INT(event->id)));
    return event_rule_set(cx, event->id, RULE_BALLOT, false);
}

static Error *closes_read(Ctx *cx, const Event *event, const char *on, const char *time, int64_t *closes_at)
{
    if (!*on) return invalid(cx, "ballot_closes", "Enter the day on which the ballot closes, like 28 1 2027");
    TRY(session_instant(cx, on, blank(time) ? "noon" : time, "first", "ballot_closes", "time", closes_at));
    if (*closes_at <= cx->now) return invalid(cx, "ballot_closes", "The ballot must close in the future");
    if (!event->starts_at) return invalid(cx, "ballot_closes", "Add the event’s first session before its ballot, which must close before it");
    if (*closes_at > event->starts_at - BALLOT_BEFORE_START) return invalid(cx, "ballot_closes", "The ballot must close an hour or more before the first session, at %s", moment_words(cx, event->starts_at));
    return OK;
}

Error *event_ballot_set(Ctx *cx, const Event *event, bool holds, const char *closes_on, const char *closes_time)
{
    EventBallot ballot = {0};
    int64_t closes_at = 0;
    bool is;
    TRY(event_ballot_find(cx, event->id, &ballot, &is));
    if (is && ballot.drawn_at) return OK;   /* the form no longer asks */
    if (!holds) return is ? ballot_end(cx, event, &ballot) : OK;
    TRY(closes_read(cx, event, closes_on, closes_time, &closes_at));
    if (is) TRY(db_run(cx, ballot_move, NULL, INT(event->id), INT(closes_at)));
    if (is) return draw_then(cx, event->id, closes_at);
    if (event->waiting) return invalid(cx, "ballot", "People wait for this event already, so its places cannot be drawn");
    return ballot_begin(cx, event->id, closes_at);
}

Error *event_ballot_copy(Ctx *cx, int64_t event_id, int64_t copy_id, int64_t days)
{
    EventBallot ballot = {0};
    int64_t closes_at = 0;
    bool is;
    TRY(event_ballot_find(cx, event_id, &ballot, &is));
    if (!is) return OK;
    const char *on = date_add_days(cx, date_of(cx, ballot.closes_at), days);
    TRY(session_instant(cx, on, clock_words(cx, ballot.closes_at), "first", "first_on", "time", &closes_at));
    return ballot_begin(cx, copy_id, closes_at);
}

Error *event_ballot_asked(Ctx *cx, int64_t event_id) { return db_run(cx, ballot_is_used, NULL, INT(event_id)); }

typedef struct { const char *seed; } Secret;

Error *event_ballot_seed(Ctx *cx, int64_t event_id, const char **seed)
{
    static const Column columns[] = { COLUMN(Secret, seed) };
    Secret secret = {0};
    TRY(db_one(cx, ballot_secret, columns, &secret, INT(event_id)));
    *seed = secret.seed;
    return OK;
}

typedef struct { int64_t id; } Id;

Error *event_ballots_due(Ctx *cx, int64_t **event_ids, size_t *count)
{
    static const Column columns[] = { COLUMN(Id, id) };
    Id *rows;
    TRY(db_list(cx, ballots_ended, columns, &rows, count, INT(cx->now), INT(cx->now + BALLOT_BEFORE_START), INT(DUE_MOST)));
    *event_ids = array(cx, int64_t, *count);
    for (size_t i = 0; i < *count; i++) (*event_ids)[i] = rows[i].id;
    return OK;
}

Error *event_ballot_drawn(Ctx *cx, int64_t event_id) { return db_run(cx, ballot_over, NULL, INT(event_id), INT(cx->now)); }
