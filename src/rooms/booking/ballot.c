/* Asking for a place that is drawn, and what is known of a ballot; the draw itself is in ballot_draw.c. */
#include "rooms/booking/ballot.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/booking/ballot_past.h"
#include "rooms/members/permission.h"

SQL(entry_add,
    "INSERT INTO ballot_entry (registration_id, event_id, wish, asked_at) SELECT $1, $2, CAST($1 AS BIGINT), CAST($3 AS BIGINT)"
    " WHERE (SELECT COUNT(*) FROM ballot_entry WHERE event_id = $2) < CAST($4 AS BIGINT)");
SQL(entry_first,
    "UPDATE ballot_entry SET wish = (SELECT MIN(n.wish) - 1 FROM ballot_entry n JOIN registration r ON r.id = n.registration_id WHERE n.event_id = $2 AND r.organisation_id = $3)"
    " WHERE registration_id = $1 AND turn IS NULL");
SQL(ballot_is_drawn, "SELECT COUNT(*) FROM ballot_draw WHERE event_id = $1");

#define ROWS \
    "SELECT n.registration_id, r.organisation_id, r.person_id, n.wish, n.turn, n.round, n.placed, n.rule, r.state"
#define FROM_ENTRIES "  FROM ballot_entry n JOIN registration r ON r.id = n.registration_id"
SQL(rows_ours,
    ROWS ", " REGISTRATION_NAME " AS name" FROM_ENTRIES " LEFT JOIN person p ON p.id = r.person_id LEFT JOIN organisation o ON o.id = r.organisation_id"
    " WHERE n.event_id = $1 AND (r.person_id = $2 OR r.organisation_id = $3) AND r.state <> 'cancelled' ORDER BY COALESCE(n.turn, 0), n.wish, n.registration_id LIMIT 200");
SQL(rows_all, ROWS ", '' AS name" FROM_ENTRIES " WHERE n.event_id = $1 AND n.turn IS NOT NULL ORDER BY n.turn LIMIT 200");
SQL(row_one,  ROWS ", '' AS name" FROM_ENTRIES " WHERE n.registration_id = $1");
SQL(ballot_counted,
    "SELECT COUNT(*) AS entries, COUNT(DISTINCT r.organisation_id) AS schools, CAST(COALESCE(SUM(n.placed), 0) AS BIGINT) AS placed,"
    " COALESCE(MAX(CASE WHEN n.placed = 1 THEN n.round END), 0) AS last_round" FROM_ENTRIES " WHERE n.event_id = $1 AND (n.turn IS NOT NULL OR r.state = 'requested')");
SQL(log_of, "SELECT log FROM ballot_draw WHERE event_id = $1");

SQL(schools_asking,
    "SELECT r.organisation_id, o.name, COUNT(*) AS entries, COALESCE(MAX(d.need), 0) AS need, COALESCE(MAX(d.why), '') AS why, MAX(" BALLOT_PAST_OF_SCHOOL ") AS past"
    FROM_ENTRIES " JOIN organisation o ON o.id = r.organisation_id LEFT JOIN ballot_need d ON d.event_id = n.event_id AND d.organisation_id = r.organisation_id"
    BALLOT_PAST_JOINS " WHERE n.event_id = $1 AND r.state = 'requested' GROUP BY r.organisation_id, o.name, o.id ORDER BY o.name, o.id LIMIT 200");
SQL(need_put,
    "INSERT INTO ballot_need (event_id, organisation_id, need, why) VALUES ($1, $2, $3, $4) ON CONFLICT (event_id, organisation_id) DO UPDATE SET need = $3, why = $4");
SQL(need_drop, "DELETE FROM ballot_need WHERE event_id = $1 AND organisation_id = $2");
SQL(school_asks, "SELECT COUNT(*) FROM ballot_entry n JOIN registration r ON r.id = n.registration_id WHERE n.event_id = $1 AND r.organisation_id = $2 AND r.state = 'requested'");

static const Column row_columns[] = {
    COLUMN(BallotRow, registration_id), COLUMN(BallotRow, organisation_id), COLUMN(BallotRow, person_id), COLUMN(BallotRow, wish), COLUMN(BallotRow, turn), COLUMN(BallotRow, round),
    COLUMN(BallotRow, placed), COLUMN(BallotRow, name), COLUMN(BallotRow, state), COLUMN(BallotRow, rule),
};

/* ---- asking ---- */

Error *ballot_step(Ctx *cx, const Event *event, const char **step)
{
    EventBallot ballot = {0};
    int64_t drawn = 0;
    bool is;
    if (!(event->rules & RULE_BALLOT)) return OK;
    TRY(event_ballot_find(cx, event->id, &ballot, &is));
    if (!is || ballot.drawn_at) return OK;
    /* An act begun before the end may come to its turn after the draw. */
    TRY(db_number(cx, ballot_is_drawn, &drawn, INT(event->id)));
    if (drawn || event_ballot_ends(event, &ballot) <= cx->now)
        return conflict(cx, "The ballot for %s has closed and its places are being drawn. Look again in a few minutes", event->title);
    *step = "ballot";
    return OK;
}

Error *ballot_enter(Ctx *cx, const Event *event, const Addressee *to)
{
    EventBallot ballot = {0};
    bool is;
    int64_t added = 0;
    TRY(event_ballot_find(cx, event->id, &ballot, &is));
    if (!is) return broken(cx, "event %ld has no ballot to enter", (long)event->id);
    TRY(db_run(cx, entry_add, &added, INT(to->registration_id), INT(event->id), INT(cx->now), INT(BALLOT_ENTRIES_MOST)));
    if (!added) return conflict(cx, "%s people have asked for a place already, and no more can", number_words(cx, BALLOT_ENTRIES_MOST));
    if (!ballot.asked) TRY(event_ballot_asked(cx, event->id));
    TRY(trail(cx, "registration.requested", to->registration_id, "ballot"));
    return letter_ballot_entered(cx, event, to, event_ballot_ends(event, &ballot));
}

/* The ballot that has not ended, with its event held; what is done once it has is CONFLICT. */
static Error *before_the_end(Ctx *cx, int64_t event_id, Event *event)
{
    EventBallot ballot = {0};
    bool is;
    int64_t drawn = 0;
    TRY(event_hold(cx, event_id));
    TRY(event_find(cx, event_id, event));
    TRY(event_ballot_find(cx, event_id, &ballot, &is));
    TRY(db_number(cx, ballot_is_drawn, &drawn, INT(event_id)));
    if (!is) return missing(cx, "event %ld has no ballot", (long)event_id);
    if (drawn || event_ballot_ends(event, &ballot) <= cx->now) return conflict(cx, "The ballot has closed, so nothing about it can be changed");
    return OK;
}

Error *ballot_put_first(Ctx *cx, int64_t registration_id)
{
    Registration registration = {0};
    Event event = {0};
    int64_t put = 0;
    TRY(registration_find(cx, registration_id, &registration));
    if (!registration_is_to_hand_on(cx, &registration) || !registration.organisation_id) return missing(cx, "registration %ld is not one of their school's wishes", (long)registration_id);
    TRY(before_the_end(cx, registration.event_id, &event));
    TRY(db_run(cx, entry_first, &put, INT(registration_id), INT(registration.event_id), INT(registration.organisation_id)));
    if (!put) return missing(cx, "registration %ld is in no ballot", (long)registration_id);
    return trail(cx, "registration.wished_first", registration_id, NULL);
}

/* ---- what decides ---- */

Error *ballot_schools(Ctx *cx, int64_t event_id, BallotSchool **schools, size_t *count)
{
    static const Column columns[] = { COLUMN(BallotSchool, organisation_id), COLUMN(BallotSchool, entries), COLUMN(BallotSchool, need), COLUMN(BallotSchool, past), COLUMN(BallotSchool, name),
                                      COLUMN(BallotSchool, why) };
    Event event = {0};
    EventBallot ballot = {0};
    bool is;
    TRY(event_find(cx, event_id, &event));
    TRY(event_ballot_find(cx, event_id, &ballot, &is));
    return db_list(cx, schools_asking, columns, schools, count, INT(event_id), INT(ballot_past_from(event_ballot_ends(&event, &ballot))), INT(event_ballot_ends(&event, &ballot)));
}

Error *ballot_need_set(Ctx *cx, int64_t event_id, int64_t organisation_id, int64_t need, const char *why)
{
    Event event = {0};
    Error *errors = OK;
    int64_t asks = 0;
    const char *reason = text_trim(cx, why);
    TRY(event_find_own(cx, event_id, &event));
    TRY(before_the_end(cx, event_id, &event));
    TRY(db_number(cx, school_asks, &asks, INT(event_id), INT(organisation_id)));
    if (!asks) errors_add(&errors, invalid(cx, "school", "Choose a school that asks for places"));
    if (need < 0 || need > BALLOT_NEED_MOST) errors_add(&errors, invalid(cx, "need", "Choose how much the school needs it"));
    if (need && blank(reason)) errors_add(&errors, invalid(cx, "why", "Say why: schools may ask"));
    if (letters(reason) > BALLOT_WHY_MOST) errors_add(&errors, invalid(cx, "why", "Use %d characters or fewer", BALLOT_WHY_MOST));
    if (errors) return errors;
    if (need) TRY(db_run(cx, need_put, NULL, INT(event_id), INT(organisation_id), INT(need), STR(reason)));
    else TRY(db_run(cx, need_drop, NULL, INT(event_id), INT(organisation_id)));
    return trail(cx, "event.ballot_need", event_id, text(cx, "organisation %ld, need %ld", (long)organisation_id, (long)need));
}

/* ---- what is known of it ---- */

Error *ballot_rows_ours(Ctx *cx, int64_t event_id, BallotRow **rows, size_t *count)
{
    *rows = NULL, *count = 0;
    if (!cx->who) return OK;
    int64_t organisation = may(cx, BOOK_PLACES) && cx->who->organisation_id ? cx->who->organisation_id : -1;
    return db_list(cx, rows_ours, row_columns, rows, count, INT(event_id), INT(cx->who->id), INT(organisation));
}

Error *ballot_rows_all(Ctx *cx, int64_t event_id, BallotRow **rows, size_t *count) { return db_list(cx, rows_all, row_columns, rows, count, INT(event_id)); }

Error *ballot_row_of(Ctx *cx, int64_t registration_id, BallotRow *row, bool *found) { return db_maybe(cx, row_one, row_columns, row, found, INT(registration_id)); }

Error *ballot_counts(Ctx *cx, int64_t event_id, BallotCounts *counts)
{
    static const Column columns[] = { COLUMN(BallotCounts, entries), COLUMN(BallotCounts, schools), COLUMN(BallotCounts, placed), COLUMN(BallotCounts, last_round) };
    return db_one(cx, ballot_counted, columns, counts, INT(event_id));
}

typedef struct { const char *log; } Log;

Error *ballot_log_find(Ctx *cx, int64_t event_id, const char **log)
{
    static const Column columns[] = { COLUMN(Log, log) };
    Log row = {0};
    TRY(db_one(cx, log_of, columns, &row, INT(event_id)));
    *log = row.log;
    return OK;
}

const char *ballot_words(Ctx *cx, const BallotRow *row, const BallotCounts *counts, int64_t cap)
{
    BallotRule rule;
    if (!row->turn || !ballot_rule_named(row->rule, &rule)) return "";
    return ballot_rule_words(cx, rule, row->placed, row->round, counts->last_round, cap);
}
