#include "rooms/money/rounds/round.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/money/rounds/round_row.h"

#define OVER "(r.state = 'charged' OR r.state = 'called off')"
SQL(round_one,      "SELECT " ROUND_FIELDS("r") ROUND_FROM("r") " WHERE r.id = $1");
SQL(rounds_running, "SELECT " ROUND_FIELDS("r") ROUND_FROM("r") " WHERE NOT " OVER " ORDER BY COALESCE(r.commit_until, r.interest_until, '9'), r.id LIMIT 200");
SQL(rounds_over,    "SELECT " ROUND_FIELDS("r") ROUND_FROM("r") " WHERE " OVER " ORDER BY r.ended_at DESC, r.id DESC LIMIT 200");
SQL(rounds_every,   "SELECT " ROUND_FIELDS("r") ROUND_FROM("r") " ORDER BY r.made_at DESC, r.id DESC LIMIT 200");
SQL(rounds_of_ours,
    "SELECT " ROUND_FIELDS("r") ", CAST(CASE WHEN i.round_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS said, i.quantity AS interest, c.quantity AS committed, c.allotted, c.pence" ROUND_FROM("r")
    "  LEFT JOIN round_interest i ON i.round_id = r.id AND i.organisation_id = $1 LEFT JOIN round_commitment c ON c.round_id = r.id AND c.organisation_id = $1"
    " WHERE r.proposed_by = $1 OR (r.state <> 'proposed' AND r.state <> 'draft' AND (r.state <> 'called off' OR i.round_id IS NOT NULL OR c.id IS NOT NULL))"
    " ORDER BY CASE WHEN " OVER " THEN 1 ELSE 0 END, COALESCE(r.commit_until, r.interest_until, '9'), r.id LIMIT 200");
SQL(rounds_that_wait,
    "SELECT " ROUND_FIELDS("r") ", CAST(CASE WHEN i.round_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS said, i.quantity AS interest, c.quantity AS committed, c.allotted, c.pence" ROUND_FROM("r")
    "  LEFT JOIN round_interest i ON i.round_id = r.id AND i.organisation_id = $1 LEFT JOIN round_commitment c ON c.round_id = r.id AND c.organisation_id = $1"
    " WHERE ((r.state = 'interest' AND r.interest_until >= $2 AND i.round_id IS NULL) OR (r.state = 'commitment' AND r.commit_until >= $2 AND c.id IS NULL AND (i.round_id IS NULL OR i.quantity > 0)))"
    "   AND (r.supplier_id IS NULL OR r.supplier_id <> $1) ORDER BY COALESCE(r.commit_until, r.interest_until), r.id LIMIT 4");
/* Those of one, or of all from the least id to the greatest: a list is of nearly all of them. */
SQL(tiers_of,       "SELECT round_id, from_quantity, pence FROM round_tier WHERE round_id BETWEEN $1 AND $2 ORDER BY round_id, from_quantity");

static const Column round_columns[] = { ROUND_COLUMNS };
/* Written out, for COLUMN() wants a struct that begins with no other. */
#define OURS(member) { #member, offsetof(OurRound, member), COLUMN_INT }
static const Column our_columns[] = { ROUND_COLUMNS, OURS(said), OURS(interest), OURS(committed), OURS(allotted), OURS(pence) };

typedef struct { int64_t round_id, from_quantity, pence; } TierRow;
static const Column tier_columns[] = { COLUMN(TierRow, round_id), COLUMN(TierRow, from_quantity), COLUMN(TierRow, pence) };

static void steps_take(Ctx *cx, Round *round, const TierRow *rows, size_t count)
{
    RoundTier *tiers = array(cx, RoundTier, ROUND_TIERS_MOST);
    size_t n = 0;
    for (size_t i = 0; i < count && n < ROUND_TIERS_MOST; i++)
        if (rows[i].round_id == round->id) tiers[n++] = (RoundTier){ rows[i].from_quantity, rows[i].pence };
    round->steps = (RoundSteps){ tiers, n, round->supply };
}

Error *round_steps_read(Ctx *cx, Round *first, size_t apart, size_t count)
{
    TierRow *rows;
    size_t n;
    int64_t least = INT64_MAX, greatest = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t id = ((const Round *)((const char *)first + i * apart))->id;
        if (id < least) least = id;
        if (id > greatest) greatest = id;
    }
    TRY(db_list(cx, tiers_of, tier_columns, &rows, &n, INT(least), INT(greatest)));
    for (size_t i = 0; i < count; i++) steps_take(cx, (Round *)((char *)first + i * apart), rows, n);
    return OK;
}

Error *round_find(Ctx *cx, int64_t id, Round *round)
{
    TRY(db_one(cx, round_one, round_columns, round, INT(id)));
    return round_steps_read(cx, round, sizeof *round, 1);
}

Error *round_seen(Ctx *cx, int64_t id, Round *round)
{
    TRY(round_find(cx, id, round));
    bool ours = round->proposed_by && cx->who && round->proposed_by == cx->who->organisation_id;
    if (!ours && one_of(round->state, "proposed draft")) return missing(cx, "round %ld is not open yet", (long)id);
    return OK;
}

Error *rounds_list(Ctx *cx, RoundsOf of, Round **list, size_t *count)
{
    if (of == ROUNDS_RUNNING) TRY(db_list(cx, rounds_running, round_columns, list, count, NONE));
    else if (of == ROUNDS_OVER) TRY(db_list(cx, rounds_over, round_columns, list, count, NONE));
    else TRY(db_list(cx, rounds_every, round_columns, list, count, NONE));
    return *count ? round_steps_read(cx, *list, sizeof **list, *count) : OK;
}

Error *rounds_ours(Ctx *cx, int64_t organisation_id, OurRound **list, size_t *count)
{
    TRY(db_list(cx, rounds_of_ours, our_columns, list, count, INT(organisation_id)));
    return *count ? round_steps_read(cx, &(*list)->round, sizeof **list, *count) : OK;
}

Error *rounds_waiting(Ctx *cx, int64_t organisation_id, OurRound **list, size_t *count)
{
    TRY(db_list(cx, rounds_that_wait, our_columns, list, count, INT(organisation_id), STR(cx->today)));
    return *count ? round_steps_read(cx, &(*list)->round, sizeof **list, *count) : OK;
}

/* ---- in words ---- */

const char *round_count_words(Ctx *cx, const Round *round, int64_t quantity) { return counted(cx, quantity, round->unit, round->units); }

const char *round_next_words(Ctx *cx, const Round *round)
{
    const RoundTier *next = round_next_tier(&round->steps, round->quantity);
    if (!round->steps.count) return "The price is not known yet";
    if (!next || (round->supply && next->from_quantity > round->supply)) return text(cx, "It costs no less: everybody pays %s for one", money_words(cx, round->price_pence));
    return text(cx, "%s more and everybody pays %s for one", round_count_words(cx, round, next->from_quantity - round->quantity), money_words(cx, next->pence));
}

static const struct { const char *state, *words; } states[] = {
    { "proposed", "Proposed" }, { "draft", "Draft" }, { "interest", "Who is interested" }, { "specification", "Being specified" }, { "commitment", "Open for commitments" }, { "closed", "Closed, price fixed" },
    { "allotted", "Allotted" }, { "charged", "Charged" }, { "called off", "Called off" },
};

const char *round_state_words(const Round *round)
{
    for (size_t i = 0; i < COUNT(states); i++)
        if (same(states[i].state, round->state)) return states[i].words;
    return round->state;
}

const char *round_method_words(const char *method)
{
    if (same(method, "list")) return "the supplier’s list price";
    if (same(method, "own")) return "what each paid last, or the price for one alone where they did not say";
    return same(method, "quoted") ? "the price quoted to whoever buys alone" : "";
}

const char *round_share_words(const Round *round)
{
    if (same(round->share, "even")) return "Everybody gets the same number, whoever wanted fewer gets what they wanted, and the odd ones go to who committed first.";
    return "Everybody gets the same share of what they committed to, and the odd ones go to those whose share was cut most.";
}

bool round_can_end(const Round *round) { return !same(round->state, "charged") && !same(round->state, "called off"); }
