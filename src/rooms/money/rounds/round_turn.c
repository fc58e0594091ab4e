/* From step to step: each is one UPDATE of a round that is still in the step before, which is also what whoever commits holds. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/permission.h"
#include "rooms/money/rounds/round.h"
#include "rooms/money/rounds/round_told.h"

SQL(round_step,       "UPDATE round SET state = $3, version = version + 1 WHERE id = $1 AND state = $2");
SQL(round_to_commit,  "UPDATE round SET state = 'commitment', version = version + 1 WHERE id = $1 AND version = $2 AND (state = 'draft' OR state = 'interest' OR state = 'specification')");
SQL(round_later,      "UPDATE round SET commit_until = $2, version = version + 1 WHERE id = $1 AND state = 'commitment' AND commit_until < $2");
SQL(round_shut,       "UPDATE round SET state = 'closed', closed_at = $2, version = version + 1 WHERE id = $1 AND state = 'commitment' AND price_pence > 0");
SQL(round_off,        "UPDATE round SET state = 'called off', ended_at = $2, ended_why = $3, version = version + 1 WHERE id = $1 AND state <> 'charged' AND state <> 'called off'");
SQL(round_lapse,      "UPDATE round SET state = 'called off', ended_at = $2, ended_why = $3, version = version + 1 WHERE id = $1 AND state = 'commitment' AND price_pence = 0");
SQL(round_version,    "SELECT version FROM round WHERE id = $1");
SQL(rounds_past,      "SELECT id FROM round WHERE state = 'commitment' AND commit_until < $1 ORDER BY id LIMIT 50");
SQL(round_past,       "SELECT count(*) FROM round WHERE id = $1 AND state = 'commitment' AND commit_until < $2");

/* Why an act that is for another step is refused: somebody was quicker. */
static Error *no_more(Ctx *cx, int64_t id)
{
    Round round = {0};
    TRY(round_find(cx, id, &round));
    return conflict(cx, "%s stands at “%s”, so this cannot be done any more", round.title, round_state_words(&round));
}

static Error *turned(Ctx *cx, int64_t id, const char *what, const char *detail)
{
    TRY(round_tell_later(cx, id));
    return trail(cx, what, id, detail);
}

static Error *step(Ctx *cx, int64_t id, const char *from, const char *to, const char *what)
{
    int64_t changed = 0;
    if (!may(cx, BILL)) return forbidden(cx, "turning round %ld", (long)id);
    TRY(db_run(cx, round_step, &changed, INT(id), STR(from), STR(to)));
    return changed ? turned(cx, id, what, NULL) : no_more(cx, id);
}

Error *round_specify(Ctx *cx, int64_t id) { return step(cx, id, "interest", "specification", "round.specifying"); }

Error *round_open_interest(Ctx *cx, int64_t id)
{
    Round round = {0};
    TRY(round_find(cx, id, &round));
    if (same(round.state, "draft") && (!*round.interest_until || strcmp(round.interest_until, cx->today) < 0)) return conflict(cx, "Say first until when people can say that they are interested, today or later");
    return step(cx, id, "draft", "interest", "round.opened");
}

const char *round_lacks(Ctx *cx, const Round *round)
{
    const char *lacks[6];
    size_t n = 0;
    if (blank(round->supplier)) lacks[n++] = "who supplies it";
    if (blank(round->specification)) lacks[n++] = "what exactly it is";
    if (!round->steps.count) lacks[n++] = "what it costs, from how many on";
    if (!*round->method || !round->alone_pence) lacks[n++] = "what one costs who buys alone";
    if (!*round->commit_until || strcmp(round->commit_until, cx->today) < 0) lacks[n++] = "until when people can commit";
    if (!round->fund_id) lacks[n++] = "the fund";
    return n ? text_list(cx, lacks, n) : NULL;
}

Error *round_open_commitment(Ctx *cx, int64_t id)
{
    Round round = {0};
    int64_t changed = 0, version = 0;
    if (!may(cx, BILL)) return forbidden(cx, "turning round %ld", (long)id);
    TRY(db_number(cx, round_version, &version, INT(id)));      /* what is looked at is what is opened */
    TRY(round_find(cx, id, &round));
    const char *lacks = round_lacks(cx, &round);
    if (lacks && one_of(round.state, "draft interest specification")) return conflict(cx, "Say first %s", lacks);
    TRY(db_run(cx, round_to_commit, &changed, INT(id), INT(version)));
    return changed ? turned(cx, id, "round.committing", NULL) : no_more(cx, id);
}

Error *round_extend(Ctx *cx, int64_t id, const char *until)
{
    Round round = {0};
    int64_t changed = 0;
    if (!may(cx, BILL)) return forbidden(cx, "extending round %ld", (long)id);
    TRY(round_find(cx, id, &round));
    if (!same(round.state, "commitment")) return no_more(cx, id);
    if (blank(until) || strcmp(until, round.commit_until) <= 0 || strcmp(until, cx->today) < 0) return invalid(cx, "until", "Enter a day after %s, today or later", date_words(cx, round.commit_until));
    TRY(db_run(cx, round_later, &changed, INT(id), STR(until)));
    return changed ? trail(cx, "round.extended", id, until) : no_more(cx, id);
}

/* ---- closed, called off ---- */

Error *round_close(Ctx *cx, int64_t id)
{
    Round round = {0};
    int64_t shut = 0;
    if (!may(cx, BILL)) return forbidden(cx, "closing round %ld", (long)id);
    TRY(db_run(cx, round_shut, &shut, INT(id), INT(cx->now)));
    TRY(round_find(cx, id, &round));
    if (shut) return turned(cx, id, "round.closed", text(cx, "%ld at %s", (long)round.quantity, money_table(cx, round.price_pence)));
    if (!same(round.state, "commitment")) return no_more(cx, id);
    return conflict(cx, "%s are committed, and there is a price from %s on. Give it more time, or call it off", round_count_words(cx, &round, round.quantity), number_words(cx, round_least(&round.steps)));
}

Error *round_call_off(Ctx *cx, int64_t id, const char *why)
{
    const char *said = text_trim(cx, why);
    int64_t changed = 0;
    if (!may(cx, BILL)) return forbidden(cx, "calling off round %ld", (long)id);
    if (blank(said) || letters(said) > ROUND_WHY_MOST) return invalid(cx, "why", "Say why in %d characters or fewer: everybody who was interested reads it", ROUND_WHY_MOST);
    TRY(db_run(cx, round_off, &changed, INT(id), INT(cx->now), STR(said)));
    return changed ? turned(cx, id, "round.called_off", NULL) : no_more(cx, id);
}

Error *rounds_to_close(Ctx *cx, RoundDue **list, size_t *count)
{
    static const Column columns[] = { COLUMN(RoundDue, id) };
    return db_list(cx, rounds_past, columns, list, count, STR(cx->today));
}

Error *round_close_due(Ctx *cx, int64_t id)
{
    Round round = {0};
    int64_t due = 0, done = 0;
    TRY(db_number(cx, round_past, &due, INT(id), STR(cx->today)));
    if (!due) return OK;      /* given more time meanwhile */
    TRY(db_run(cx, round_shut, &done, INT(id), INT(cx->now)));
    TRY(round_find(cx, id, &round));
    if (done) return turned(cx, id, "round.closed", text(cx, "%ld at %s", (long)round.quantity, money_table(cx, round.price_pence)));
    TRY(db_run(cx, round_lapse, &done, INT(id), INT(cx->now),
               STR(text(cx, "%s committed to by %s, and at least %s were needed.", capital(cx, round_count_words(cx, &round, round.quantity)), date_words(cx, round.commit_until), number_words(cx, round_least(&round.steps))))));
    return done ? turned(cx, id, "round.called_off", NULL) : OK;
}
