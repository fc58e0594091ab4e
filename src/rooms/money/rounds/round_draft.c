/* A round as the office writes it, and as somebody proposes it. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/money/rounds/round.h"

SQL(round_put,
    "INSERT INTO round (id, title, what, supplier_id, supplier, local, specification, unit, units, state, interest_until, commit_until, each_least, supply, share, names_shown, method, alone_pence, alone_source,"
    " cost_centre_id, fund_id, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'draft', $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)");
/* A proposal that the office writes on is a draft from then on. */
SQL(round_write,
    "UPDATE round SET title = $2, what = $3, supplier_id = $4, supplier = $5, local = $6, specification = $7, unit = $8, units = $9, interest_until = $10, commit_until = $11, each_least = $12, supply = $13, share = $14,"
    " names_shown = $15, method = $16, alone_pence = $17, alone_source = $18, cost_centre_id = $19, fund_id = $20, state = CASE WHEN state = 'proposed' THEN 'draft' ELSE state END, version = version + 1"
    " WHERE id = $1 AND (state = 'proposed' OR state = 'draft' OR state = 'interest' OR state = 'specification')");
SQL(tiers_drop,     "DELETE FROM round_tier WHERE round_id = $1");
SQL(tier_put,       "INSERT INTO round_tier (round_id, from_quantity, pence) VALUES ($1, $2, $3)");
SQL(rounds_counted, "SELECT count(*) FROM round WHERE state <> 'charged' AND state <> 'called off'");
SQL(proposal_put,
    "INSERT INTO round (id, title, what, unit, units, state, cost_centre_id, proposed_by, proposer_id, made_at, made_by) VALUES ($1, $2, $3, $4, $5, 'proposed', $6, $7, $8, $9, $8)");
SQL(proposer_wish,  "INSERT INTO round_interest (round_id, organisation_id, quantity, person_id, said_at) VALUES ($1, $2, $3, $4, $5)");
SQL(supplier_there, "SELECT count(*) FROM organisation WHERE id = $1");

/* ---- what was typed ---- */

static void line_sound(Ctx *cx, const char *typed, const char *field, size_t most, const char *say, bool needed, Error **errors)
{
    if ((needed && blank(typed)) || letters(typed) > most || !text_is_line(typed)) errors_add(errors, invalid(cx, field, "%s in %d characters or fewer", say, (int)most));
}

static void number_read(Ctx *cx, const char *typed, const char *field, int64_t otherwise, const char *say, int64_t *number, Error **errors)
{
    *number = otherwise;
    if (!blank(typed) && !number_parse(text_trim(cx, typed), 1, ROUND_QUANTITY_MOST, number)) errors_add(errors, invalid(cx, field, "%s", say));
}

/* A sum above nothing, as it may be typed; blank is for the caller. */
static Error *price_read(Ctx *cx, const char *typed, const char *field, const char *what, int64_t *pence)
{
    if (!money_parse(typed, pence) || !*pence || *pence > ROUND_PRICE_MOST) return invalid(cx, field, "Enter %s in pounds and pence, like 12.60 or 1,200, up to %s", what, money_words(cx, ROUND_PRICE_MOST));
    return OK;
}

static Error *tier_read(Ctx *cx, const RoundTierDraft *typed, size_t n, const RoundTier *before, RoundTier *tier)
{
    const char *from = text(cx, "from_%zu", n), *price = text(cx, "price_%zu", n);
    Error *errors = OK;
    if (!number_parse(text_trim(cx, typed->from), 1, ROUND_QUANTITY_MOST, &tier->from_quantity)) errors_add(&errors, invalid(cx, from, "Enter from how many on this price holds, like 20"));
    errors_add(&errors, price_read(cx, typed->price, price, "what one costs", &tier->pence));
    if (errors || !before) return errors;
    if (tier->from_quantity <= before->from_quantity) return invalid(cx, from, "Each step begins at more than the one before it");
    return tier->pence < before->pence ? OK : invalid(cx, price, "Each step costs less than the one before it");
}

static Error *tiers_read(Ctx *cx, const RoundDraft *draft, Round *round, RoundTier tiers[ROUND_TIERS_MOST])
{
    Error *errors = OK;
    size_t n = 0;
    for (size_t i = 0; i < ROUND_TIERS_MOST; i++) {
        if (blank(draft->tiers[i].from) && blank(draft->tiers[i].price)) continue;
        Error *wrong = tier_read(cx, &draft->tiers[i], i + 1, n ? &tiers[n - 1] : NULL, &tiers[n]);
        if (!wrong && round->supply && tiers[n].from_quantity > round->supply) wrong = invalid(cx, text(cx, "from_%zu", i + 1), "Only %ld can be had, so this step is never reached", (long)round->supply);
        errors_add(&errors, wrong);
        if (!wrong) n++;
    }
    round->steps = (RoundSteps){ tiers, n, round->supply };
    return errors;
}

static Error *days_sound(Ctx *cx, const Round *round)
{
    Error *errors = OK;
    if (*round->interest_until && strcmp(round->interest_until, cx->today) < 0) errors_add(&errors, invalid(cx, "interest_until", "The last day to say who is interested cannot be past"));
    if (*round->commit_until && strcmp(round->commit_until, cx->today) < 0) errors_add(&errors, invalid(cx, "commit_until", "The last day to commit cannot be past"));
    if (*round->interest_until && *round->commit_until && strcmp(round->commit_until, round->interest_until) <= 0)
        errors_add(&errors, invalid(cx, "commit_until", "The last day to commit must be after the last day to say who is interested"));
    return errors;
}

static bool listed(const Named *list, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].id == id) return true;
    return false;
}

static Error *money_sound(Ctx *cx, const RoundDraft *draft)
{
    Named *funds, *centres;
    size_t fund_count, centre_count;
    Error *errors = OK;
    TRY(funds_all(cx, &funds, &fund_count));
    TRY(cost_centres_all(cx, &centres, &centre_count));
    if (!listed(funds, fund_count, draft->fund_id)) errors_add(&errors, invalid(cx, "fund", "Choose the fund: income and costs are counted by it"));
    if (!listed(centres, centre_count, draft->cost_centre_id)) errors_add(&errors, invalid(cx, "centre", "Choose the cost centre"));
    return errors;
}

static Error *supplier_sound(Ctx *cx, const RoundDraft *draft)
{
    int64_t there = 0;
    if (draft->supplier_id && !blank(draft->supplier)) return invalid(cx, "supplier", "Choose a partner or write a name, not both");
    if (letters(draft->supplier) > ROUND_NAME_MOST || !text_is_line(draft->supplier)) return invalid(cx, "supplier", "Use %d characters or fewer", ROUND_NAME_MOST);
    if (!draft->supplier_id) return OK;
    TRY(db_number(cx, supplier_there, &there, INT(draft->supplier_id)));
    return there ? OK : invalid(cx, "supplier_id", "Choose a partner, or write a name");
}

static Error *draft_read(Ctx *cx, const RoundDraft *draft, Round *round, RoundTier tiers[ROUND_TIERS_MOST])
{
    Error *errors = OK;
    *round = (Round){ .title = text_trim(cx, draft->title), .what = text_trim(cx, draft->what), .supplier_id = draft->supplier_id, .supplier = text_trim(cx, draft->supplier), .local = draft->local,
                      .specification = draft->specification, .unit = text_trim(cx, draft->unit), .units = text_trim(cx, draft->units), .interest_until = draft->interest_until, .commit_until = draft->commit_until,
                      .share = draft->share, .names_shown = draft->names_shown, .method = draft->method, .alone_source = text_trim(cx, draft->alone_source), .cost_centre_id = draft->cost_centre_id, .fund_id = draft->fund_id };
    line_sound(cx, round->title, "title", ROUND_TITLE_MOST, "Enter what is bought, like Reading books for Year 1,", true, &errors);
    line_sound(cx, round->what, "what", ROUND_WHAT_MOST, "Say it", false, &errors);
    line_sound(cx, round->unit, "unit", ROUND_UNIT_MOST, "Enter what one is called, like class set,", true, &errors);
    line_sound(cx, round->units, "units", ROUND_UNIT_MOST, "Enter what several are called, like class sets,", true, &errors);
    line_sound(cx, round->alone_source, "alone_source", ROUND_WHAT_MOST, "Say it", false, &errors);
    errors_add(&errors, supplier_sound(cx, draft));
    if (letters(draft->specification) > ROUND_SPECIFICATION_MOST) errors_add(&errors, invalid(cx, "specification", "Use %d characters or fewer", ROUND_SPECIFICATION_MOST));
    number_read(cx, draft->each_least, "each_least", 1, "Enter the smallest order as a whole number, like 2, or leave it empty", &round->each_least, &errors);
    number_read(cx, draft->supply, "supply", 0, "Enter how many can be had as a whole number, like 200, or leave it empty", &round->supply, &errors);
    if (!same(draft->share, "pro rata") && !same(draft->share, "even")) errors_add(&errors, invalid(cx, "share", "Choose who gets how many when there are too few"));
    if (*draft->method && !one_of(draft->method, "quoted list own")) errors_add(&errors, invalid(cx, "method", "Choose what a saving is reckoned against"));
    if (!blank(draft->alone)) errors_add(&errors, price_read(cx, draft->alone, "alone", "what one costs who buys alone", &round->alone_pence));
    errors_add(&errors, tiers_read(cx, draft, round, tiers));
    errors_add(&errors, days_sound(cx, round));
    errors_add(&errors, money_sound(cx, draft));
    return errors;
}

#define OR_NULL(word) STR(*(word) ? (word) : NULL)
#define WRITTEN(r) STR((r).title), STR((r).what), REF((r).supplier_id), STR((r).supplier), INT((r).local), STR((r).specification), STR((r).unit), STR((r).units), OR_NULL((r).interest_until), OR_NULL((r).commit_until), \
    INT((r).each_least), REF((r).supply), STR((r).share), INT((r).names_shown), STR((r).method), REF((r).alone_pence), STR((r).alone_source), INT((r).cost_centre_id), REF((r).fund_id)

static Error *tiers_write(Ctx *cx, int64_t id, const RoundSteps *steps)
{
    TRY(db_run(cx, tiers_drop, NULL, INT(id)));
    for (size_t i = 0; i < steps->count; i++) TRY(db_run(cx, tier_put, NULL, INT(id), INT(steps->tiers[i].from_quantity), INT(steps->tiers[i].pence)));      /* ROUND_TIERS_MOST at most */
    return OK;
}

static Error *not_too_many(Ctx *cx)
{
    int64_t running = 0;
    TRY(db_number(cx, rounds_counted, &running, NONE));
    return running < ROUNDS_MOST ? OK : invalid(cx, "title", "%d rounds are running already. End one that nobody waits for any more", ROUNDS_MOST);
}

Error *round_begin(Ctx *cx, const RoundDraft *draft, int64_t *id)
{
    RoundTier tiers[ROUND_TIERS_MOST];
    Round round = {0};
    if (!may(cx, BILL)) return forbidden(cx, "beginning a round");
    TRY(draft_read(cx, draft, &round, tiers));
    TRY(not_too_many(cx));
    *id = new_id(cx);
    TRY(db_run(cx, round_put, NULL, INT(*id), WRITTEN(round), INT(cx->now), INT(cx->who->id)));
    TRY(tiers_write(cx, *id, &round.steps));
    return trail(cx, "round.begun", *id, round.title);
}

Error *round_change(Ctx *cx, int64_t id, const RoundDraft *draft)
{
    RoundTier tiers[ROUND_TIERS_MOST];
    Round round = {0}, before = {0};
    int64_t changed = 0;
    if (!may(cx, BILL)) return forbidden(cx, "changing round %ld", (long)id);
    TRY(round_find(cx, id, &before));
    TRY(draft_read(cx, draft, &round, tiers));
    TRY(db_run(cx, round_write, &changed, INT(id), WRITTEN(round)));
    if (!changed) return conflict(cx, "Commitments to %s rest on what it says, so it stays as it is", before.title);
    TRY(tiers_write(cx, id, &round.steps));
    return trail(cx, same(before.state, "proposed") ? "round.taken_up" : "round.changed", id, round.title);
}

/* ---- proposed ---- */

Error *round_propose(Ctx *cx, const RoundProposal *typed, int64_t *id)
{
    const char *title = text_trim(cx, typed->title), *what = text_trim(cx, typed->what), *units = text_trim(cx, typed->units);
    int64_t quantity = 0;
    Error *errors = OK;
    if (!may(cx, BUY_TOGETHER) || !cx->who->organisation_id) return forbidden(cx, "proposing a round");
    line_sound(cx, title, "title", ROUND_TITLE_MOST, "Enter what you would like to buy, like Reading books for Year 1,", true, &errors);
    line_sound(cx, what, "what", ROUND_WHAT_MOST, "Say what it is for", true, &errors);
    line_sound(cx, units, "units", ROUND_UNIT_MOST, "Enter what is counted, like class sets,", true, &errors);
    if (!number_parse(text_trim(cx, typed->quantity), 1, ROUND_QUANTITY_MOST, &quantity)) errors_add(&errors, invalid(cx, "quantity", "Enter how many you would take yourselves as a whole number, like 6"));
    TRY(errors);
    TRY(not_too_many(cx));
    *id = new_id(cx);
    TRY(db_run(cx, proposal_put, NULL, INT(*id), STR(title), STR(what), STR(units), STR(units), INT(COST_CENTRE_OWN), INT(cx->who->organisation_id), INT(cx->who->id), INT(cx->now)));
    TRY(db_run(cx, proposer_wish, NULL, INT(*id), INT(cx->who->organisation_id), INT(quantity), INT(cx->who->id), INT(cx->now)));
    return trail(cx, "round.proposed", *id, title);
}
