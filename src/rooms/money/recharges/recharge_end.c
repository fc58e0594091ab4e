/* How a batch ends: acknowledged, refused in whole or in part, or dropped before it went out. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/money/recharges/recharge_post.h"

/* The row is the lock: of two who end it at once the second finds it ended, and one who refuses a line holds off whoever acknowledges the rest. */
SQL(recharge_hold,     "UPDATE recharge SET state = state WHERE id = $1 AND state = $2");
SQL(recharge_acked,    "UPDATE recharge SET state = 'acknowledged', ended_at = $2, ended_by = $3, ended_on = $4, journal = $5 WHERE id = $1 AND state = 'exported'");
SQL(recharge_ended,
    "UPDATE recharge SET state = $2, ended_at = $3, ended_by = $4 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM recharge_line l WHERE l.recharge_id = $1 AND l.refusal_id IS NULL)");
SQL(refusal_put,
    "INSERT INTO recharge_refusal (id, recharge_id, lines, pence, why, became, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
SQL(lines_live,        "SELECT COUNT(*) AS items, CAST(0 AS BIGINT) AS customers, CAST(COALESCE(SUM(pence), 0) AS BIGINT) AS pence FROM recharge_line WHERE recharge_id = $1 AND refusal_id IS NULL");
SQL(line_live,         "SELECT COUNT(*) AS items, CAST(0 AS BIGINT) AS customers, CAST(COALESCE(SUM(pence), 0) AS BIGINT) AS pence FROM recharge_line WHERE recharge_id = $1 AND position = $2 AND refusal_id IS NULL");
SQL(lines_refused,     "UPDATE recharge_line SET refusal_id = $2 WHERE recharge_id = $1 AND refusal_id IS NULL");
SQL(line_refused,      "UPDATE recharge_line SET refusal_id = $2 WHERE recharge_id = $1 AND position = $3 AND refusal_id IS NULL");
#define REFUSED "(SELECT l.bill_item_id FROM recharge_line l WHERE l.refusal_id = $1)"
SQL(items_wait_again,  "UPDATE bill_item SET state = 'waiting', billed_by = '', billed_id = NULL WHERE state = 'billed' AND billed_by = 'recharge' AND billed_id = $2 AND id IN " REFUSED);
SQL(items_owed_no_more,
    "UPDATE bill_item SET state = 'withdrawn', why = $3, billed_by = '', billed_id = NULL WHERE state = 'billed' AND billed_by = 'recharge' AND billed_id = $2 AND id IN " REFUSED);
/* What waits and what takes it back, waiting both, are nothing together. */
SQL(taken_back_anyway,
    "UPDATE bill_item SET state = 'withdrawn', why = (SELECT v.why FROM bill_item v WHERE v.reverses = bill_item.id) WHERE state = 'waiting'"
    " AND EXISTS (SELECT 1 FROM bill_item v WHERE v.reverses = bill_item.id AND v.state = 'waiting' AND (v.id IN " REFUSED " OR v.reverses IN " REFUSED "))");
SQL(takes_back_nothing,
    "UPDATE bill_item SET state = 'withdrawn' WHERE state = 'waiting' AND (id IN " REFUSED " OR reverses IN " REFUSED ")"
    " AND EXISTS (SELECT 1 FROM bill_item o WHERE o.id = bill_item.reverses AND o.state = 'withdrawn')");
/* Of what is owed no more, what was credited elsewhere already. */
SQL(withdrawn_and_credited, "SELECT COUNT(*) FROM bill_item i WHERE i.id IN " REFUSED " AND EXISTS (SELECT 1 FROM bill_item v WHERE v.reverses = i.id AND v.state = 'billed')");

static Error *find(Ctx *cx, int64_t id, const char *state, Recharge *recharge)
{
    int64_t held = 0;
    TRY(recharge_find(cx, id, recharge));
    TRY(db_run(cx, recharge_hold, &held, INT(id), STR(state)));
    if (held) return OK;
    TRY(recharge_find(cx, id, recharge));
    return same(recharge->state, "made") ? conflict(cx, "%s did not go to finance yet", recharge->name)
                                         : conflict(cx, "%s is %s already", recharge->name, same(recharge->state, "exported") ? "with finance" : recharge->state);
}

Error *recharge_acknowledge(Ctx *cx, int64_t id, const char *on, const char *journal)
{
    Recharge recharge = {0};
    Error *errors = OK;
    int64_t ended = 0;
    const char *typed = text_trim(cx, journal);
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "acknowledging recharge %ld", (long)id);
    TRY(find(cx, id, "exported", &recharge));
    if (!date_valid(on)) errors_add(&errors, invalid(cx, "on", "Enter the day on which finance moved it"));
    else if (strcmp(on, cx->today) > 0) errors_add(&errors, invalid(cx, "on", "The day must be today or earlier"));
    else if (strcmp(on, recharge.on_date) < 0) errors_add(&errors, invalid(cx, "on", "The day must be %s, on which it was made, or later", date_words(cx, recharge.on_date)));
    if (letters(typed) > RECHARGE_JOURNAL_MOST || !text_is_line(typed)) errors_add(&errors, invalid(cx, "journal", "Use %d characters or fewer", RECHARGE_JOURNAL_MOST));
    TRY(errors);
    TRY(db_run(cx, recharge_acked, &ended, INT(id), INT(cx->now), INT(cx->who->id), STR(on), STR(typed)));
    if (!ended) return conflict(cx, "%s is not with finance any more", recharge.name);
    TRY(recharge_post_acknowledged(cx, id, on, recharge.name));
    return trail(cx, "recharge.acknowledged", id, recharge.name);
}

/* ---- taken back ---- */

typedef struct { int64_t items, customers, pence; } Lines;
static const Column lines_columns[] = { COLUMN(Lines, items), COLUMN(Lines, customers), COLUMN(Lines, pence) };

static Error *lines_of(Ctx *cx, int64_t id, const RefusalDraft *draft, Lines *lines)
{
    if (draft->all) return db_one(cx, lines_live, lines_columns, lines, INT(id));
    *lines = (Lines){0};
    for (size_t i = 0; i < draft->count; i++) {
        Lines one = {0};
        TRY(db_one(cx, line_live, lines_columns, &one, INT(id), INT(draft->positions[i])));
        if (!one.items) return conflict(cx, "Line %ld is not in this batch any more", (long)draft->positions[i]);
        lines->items++, lines->pence += one.pence;
    }
    return OK;
}

static Error *lines_take_out(Ctx *cx, int64_t id, int64_t refusal_id, const RefusalDraft *draft, int64_t items)
{
    int64_t out = 0, one = 0;
    if (draft->all) TRY(db_run(cx, lines_refused, &out, INT(id), INT(refusal_id)));
    for (size_t i = 0; !draft->all && i < draft->count; i++) {
        TRY(db_run(cx, line_refused, &one, INT(id), INT(refusal_id), INT(draft->positions[i])));
        out += one;
    }
    return out == items ? OK : conflict(cx, "A line is there twice, or was refused already");
}

static Error *items_settle(Ctx *cx, int64_t id, int64_t refusal_id, const RefusalDraft *draft, const char *why)
{
    int64_t credited = 0;
    if (same(draft->became, "waiting")) TRY(db_run(cx, items_wait_again, NULL, INT(refusal_id), INT(id)));
    else {
        TRY(db_number(cx, withdrawn_and_credited, &credited, INT(refusal_id)));
        if (credited) return invalid(cx, "became", "Part of this was credited already, so that it cannot be owed no more. Let it wait again");
        TRY(db_run(cx, items_owed_no_more, NULL, INT(refusal_id), INT(id), STR(why)));
    }
    TRY(db_run(cx, taken_back_anyway, NULL, INT(refusal_id)));
    return db_run(cx, takes_back_nothing, NULL, INT(refusal_id));
}

static Error *take_back(Ctx *cx, const Recharge *recharge, const RefusalDraft *draft, const char *why, const char *end)
{
    Lines lines = {0};
    const int64_t refusal_id = new_id(cx);
    TRY(lines_of(cx, recharge->id, draft, &lines));
    if (!lines.items) return conflict(cx, "%s has no line any more", recharge->name);
    TRY(db_run(cx, refusal_put, NULL, INT(refusal_id), INT(recharge->id), INT(lines.items), INT(lines.pence), STR(why), STR(draft->became), INT(cx->now), INT(cx->who->id)));
    TRY(lines_take_out(cx, recharge->id, refusal_id, draft, lines.items));
    TRY(items_settle(cx, recharge->id, refusal_id, draft, why));
    TRY(recharge_post_refusal(cx, refusal_id, recharge->name, why));
    return db_run(cx, recharge_ended, NULL, INT(recharge->id), STR(end), INT(cx->now), INT(cx->who->id));
}

static Error *why_check(Ctx *cx, const char *why)
{
    if (!*why) return invalid(cx, "why", "Say why");
    return letters(why) > RECHARGE_WHY_MOST || !text_is_line(why) ? invalid(cx, "why", "Use %d characters or fewer, on one line", RECHARGE_WHY_MOST) : OK;
}

Error *recharge_refuse(Ctx *cx, int64_t id, const RefusalDraft *draft)
{
    Recharge recharge = {0};
    const char *why = text_trim(cx, draft->why);
    Error *errors = OK;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "refusing recharge %ld", (long)id);
    TRY(find(cx, id, "exported", &recharge));
    if (!draft->all && !draft->count) errors_add(&errors, invalid(cx, "line", "Choose which lines finance refused"));
    errors_add(&errors, why_check(cx, why));
    if (!one_of(draft->became, "waiting withdrawn")) errors_add(&errors, invalid(cx, "became", "Choose what becomes of it"));
    TRY(errors);
    TRY(take_back(cx, &recharge, draft, why, "refused"));
    return trail(cx, "recharge.refused", id, recharge.name);
}

Error *recharge_drop(Ctx *cx, int64_t id, const char *why)
{
    Recharge recharge = {0};
    const char *typed = text_trim(cx, why);
    if (!may(cx, BILL)) return forbidden(cx, "dropping recharge %ld", (long)id);
    TRY(find(cx, id, "made", &recharge));
    TRY(why_check(cx, typed));
    TRY(take_back(cx, &recharge, &(RefusalDraft){ .all = true, .became = "waiting" }, typed, "dropped"));
    return trail(cx, "recharge.dropped", id, recharge.name);
}
