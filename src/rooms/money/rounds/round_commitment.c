#include "rooms/money/rounds/round_commitment.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/money/rounds/round_told.h"

/* Whoever commits holds the round. It asks for commitments still, or nothing is held. */
SQL(round_hold,        "UPDATE round SET version = version + 1 WHERE id = $1 AND state = 'commitment' AND commit_until >= $2");
SQL(round_sum_move,    "UPDATE round SET quantity = quantity + $2, takers = takers + $3, price_pence = $4 WHERE id = $1 AND state = 'commitment'");
#define COMMITMENT "SELECT c.id, c.round_id, c.organisation_id, c.quantity, c.alone_pence, c.estimate_pence, c.person_id, c.made_at, c.changed_at, c.allotted, c.pence, c.saved_pence, c.billed_at, c.lifted_at," \
    " c.purchase_order, c.alone_why, c.lifted_why, o.name AS organisation, COALESCE(p.name, '') AS person FROM round_commitment c JOIN organisation o ON o.id = c.organisation_id LEFT JOIN person p ON p.id = c.person_id"
SQL(commitment_of,     COMMITMENT " WHERE c.round_id = $1 AND c.organisation_id = $2");
SQL(commitments_of,    COMMITMENT " WHERE c.round_id = $1 ORDER BY CASE WHEN c.quantity > 0 THEN 0 ELSE 1 END, c.made_at, c.id LIMIT 1000");
SQL(commitment_put,
    "INSERT INTO round_commitment (id, round_id, organisation_id, quantity, purchase_order, alone_pence, alone_why, estimate_pence, person_id, made_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)");
/* Who withdrew and comes again stands behind those who stayed. */
SQL(commitment_write,
    "UPDATE round_commitment SET made_at = CASE WHEN quantity = 0 THEN $8 ELSE made_at END, quantity = $2, purchase_order = $3, alone_pence = $4, alone_why = $5, estimate_pence = $6, person_id = $7, changed_at = $8 WHERE id = $1");
SQL(change_put,
    "INSERT INTO round_change (id, commitment_id, was, quantity, purchase_order, together, price_pence, person_id, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
SQL(changes_of,
    "SELECT h.was, h.quantity, h.together, h.price_pence, h.made_at, o.name AS organisation, COALESCE(p.name, '') AS person, h.purchase_order FROM round_commitment c JOIN round_change h ON h.commitment_id = c.id"
    "  JOIN organisation o ON o.id = c.organisation_id LEFT JOIN person p ON p.id = h.person_id WHERE c.round_id = $1 AND (CAST($2 AS BIGINT) = 0 OR c.organisation_id = $2) ORDER BY h.made_at DESC, h.id DESC LIMIT 100");

static const Column commitment_columns[] = {
    COLUMN(Commitment, id), COLUMN(Commitment, round_id), COLUMN(Commitment, organisation_id), COLUMN(Commitment, quantity), COLUMN(Commitment, alone_pence), COLUMN(Commitment, estimate_pence), COLUMN(Commitment, person_id),
    COLUMN(Commitment, made_at), COLUMN(Commitment, changed_at), COLUMN(Commitment, allotted), COLUMN(Commitment, pence), COLUMN(Commitment, saved_pence), COLUMN(Commitment, billed_at), COLUMN(Commitment, lifted_at),
    COLUMN(Commitment, purchase_order), COLUMN(Commitment, alone_why), COLUMN(Commitment, lifted_why), COLUMN(Commitment, organisation), COLUMN(Commitment, person),
};

Error *round_commitment_of(Ctx *cx, int64_t round_id, int64_t organisation_id, Commitment *commitment, bool *found)
{
    return db_maybe(cx, commitment_of, commitment_columns, commitment, found, INT(round_id), INT(organisation_id));
}

Error *round_commitments(Ctx *cx, int64_t round_id, Commitment **list, size_t *count) { return db_list(cx, commitments_of, commitment_columns, list, count, INT(round_id)); }

Error *round_changes(Ctx *cx, int64_t round_id, int64_t organisation_id, Change **list, size_t *count)
{
    static const Column columns[] = { COLUMN(Change, was), COLUMN(Change, quantity), COLUMN(Change, together), COLUMN(Change, price_pence), COLUMN(Change, made_at), COLUMN(Change, organisation), COLUMN(Change, person), COLUMN(Change, purchase_order) };
    return db_list(cx, changes_of, columns, list, count, INT(round_id), INT(organisation_id));
}

/* ---- what was typed ---- */

static Error *alone_read(Ctx *cx, const Round *round, const char *typed, Commitment *read)
{
    read->alone_pence = round->alone_pence, read->alone_why = same(round->method, "list") ? "list" : "quoted";
    if (!same(round->method, "own") || blank(typed)) return OK;
    if (!money_parse(typed, &read->alone_pence) || !read->alone_pence || read->alone_pence > ROUND_PRICE_MOST) return invalid(cx, "own_price", "Enter what you paid for one in pounds and pence, like 15 or 14.50, or leave it empty");
    read->alone_why = "own";
    return OK;
}

static Error *quantity_read(Ctx *cx, const Round *round, const char *typed, int64_t *quantity)
{
    if (!number_parse(text_trim(cx, typed), 1, ROUND_QUANTITY_MOST, quantity)) return invalid(cx, "quantity", "Enter how many you take as a whole number, like 6");
    if (*quantity < round->each_least) return invalid(cx, "quantity", "The smallest order is %s", round_count_words(cx, round, round->each_least));
    if (round->supply && *quantity > round->supply) return invalid(cx, "quantity", "Only %s can be had by all together", round_count_words(cx, round, round->supply));
    if (*quantity > PENCE_MOST / round_most_price(&round->steps)) return invalid(cx, "quantity", "That would cost over %s, which is more than one bill can ask", money_words(cx, PENCE_MOST));
    return OK;
}

Error *round_commit_check(Ctx *cx, const Round *round, const CommitmentDraft *draft, Commitment *read)
{
    Error *errors = OK;
    *read = (Commitment){ .round_id = round->id, .purchase_order = text_trim(cx, draft->purchase_order) };
    errors_add(&errors, quantity_read(cx, round, draft->quantity, &read->quantity));
    if (letters(read->purchase_order) > ROUND_ORDER_MOST || !text_is_line(read->purchase_order)) errors_add(&errors, invalid(cx, "purchase_order", "Use %d characters or fewer", ROUND_ORDER_MOST));
    errors_add(&errors, alone_read(cx, round, draft->own_price, read));
    return errors;
}

/* ---- committed ---- */

static Error *closed_words(Ctx *cx, const Round *round)
{
    if (same(round->state, "commitment")) return conflict(cx, "The last day to commit was %s", date_words(cx, round->commit_until));
    return conflict(cx, "%s stands at “%s”: commitments are not taken now", round->title, round_state_words(round));
}

static Error *takes_part(Ctx *cx, const Round *round)
{
    if (!may(cx, BUY_TOGETHER) || !cx->who->organisation_id) return forbidden(cx, "taking part in round %ld", (long)round->id);
    return cx->who->organisation_id == round->supplier_id ? conflict(cx, "%s supplies it, so it cannot take part", cx->who->organisation) : OK;
}

/* The round is held from here to the end of the act, and read again under the hold. */
static Error *hold(Ctx *cx, int64_t round_id, Round *round)
{
    int64_t held = 0;
    TRY(round_seen(cx, round_id, round));
    TRY(takes_part(cx, round));
    TRY(db_run(cx, round_hold, &held, INT(round_id), STR(cx->today)));
    TRY(round_find(cx, round_id, round));
    return held ? OK : closed_words(cx, round);
}

static Error *record(Ctx *cx, const Round *round, const Commitment *before, Commitment *now)
{
    int64_t together = round->quantity - before->quantity + now->quantity, price = round_unit_price(&round->steps, together), reckoned = price ? price : round_most_price(&round->steps), moved = 0;
    now->estimate_pence = (now->alone_pence - reckoned) * now->quantity;
    if (!before->id) {
        now->id = new_id(cx);
        TRY(db_run(cx, commitment_put, NULL, INT(now->id), INT(round->id), INT(cx->who->organisation_id), INT(now->quantity), STR(now->purchase_order), INT(now->alone_pence), STR(now->alone_why), INT(now->estimate_pence),
                   INT(cx->who->id), INT(cx->now)));
    } else {
        now->id = before->id;
        TRY(db_run(cx, commitment_write, NULL, INT(now->id), INT(now->quantity), STR(now->purchase_order), INT(now->alone_pence), STR(now->alone_why), INT(now->estimate_pence), INT(cx->who->id), INT(cx->now)));
    }
    TRY(db_run(cx, round_sum_move, &moved, INT(round->id), INT(now->quantity - before->quantity), INT((now->quantity > 0) - (before->quantity > 0)), INT(price)));
    if (!moved) return broken(cx, "round %ld moved while it was held", (long)round->id);
    TRY(db_run(cx, change_put, NULL, INT(new_id(cx)), INT(now->id), INT(before->quantity), INT(now->quantity), STR(now->purchase_order), INT(together), INT(price), INT(cx->who->id), INT(cx->now)));
    if (price && price < round->price_pence) TRY(round_tell_later(cx, round->id));
    return trail(cx, now->quantity ? "round.committed" : "round.withdrawn", round->id, text(cx, "%ld to %ld", (long)before->quantity, (long)now->quantity));
}

Error *round_commit(Ctx *cx, int64_t round_id, const CommitmentDraft *draft)
{
    Round round = {0};
    Commitment before = {0}, now;
    bool found;
    TRY(hold(cx, round_id, &round));
    TRY(round_commit_check(cx, &round, draft, &now));
    TRY(round_commitment_of(cx, round_id, cx->who->organisation_id, &before, &found));
    if (!before.quantity && round.takers >= ROUND_TAKERS_MOST) return conflict(cx, "%d organisations take part already, and a round holds no more", ROUND_TAKERS_MOST);
    TRY(record(cx, &round, &before, &now));
    TRY(round_find(cx, round_id, &round));      /* with the price that it made */
    return round_commitment_told(cx, &round, &now);
}

Error *round_withdraw(Ctx *cx, int64_t round_id)
{
    Round round = {0};
    Commitment before = {0};
    bool found;
    TRY(hold(cx, round_id, &round));
    TRY(round_commitment_of(cx, round_id, cx->who->organisation_id, &before, &found));
    if (!before.quantity) return conflict(cx, "%s has not committed to anything of it", cx->who->organisation);
    Commitment now = before;
    now.quantity = 0;
    return record(cx, &round, &before, &now);
}
