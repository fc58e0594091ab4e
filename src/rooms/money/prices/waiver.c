#include "rooms/money/prices/waiver.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"

static const Column waiver_columns[] = {
    COLUMN(Waiver, id), COLUMN(Waiver, organisation_id), COLUMN(Waiver, percent), COLUMN(Waiver, made_at), COLUMN(Waiver, organisation), COLUMN(Waiver, starts_on),
    COLUMN(Waiver, ends_on), COLUMN(Waiver, reason), COLUMN(Waiver, maker), COLUMN(Waiver, ended_on), COLUMN(Waiver, ender),
};
#define WAIVER                                                                                                                                  \
    "SELECT w.id, w.organisation_id, w.percent, w.made_at, o.name AS organisation, w.starts_on, w.ends_on, w.reason, p.name AS maker,"          \
    " COALESCE(w.ended_on, '') AS ended_on, COALESCE(q.name, '') AS ender"                                                                      \
    "  FROM waiver w JOIN organisation o ON o.id = w.organisation_id JOIN person p ON p.id = w.made_by LEFT JOIN person q ON q.id = w.ended_by"
#define OVER "(w.ends_on < $1 OR COALESCE(w.ended_on, '9999-12-31') <= $1)"
#define AMONG " AND (CAST($2 AS TEXT) = '' OR o.name_folded LIKE '%' || CAST($2 AS TEXT) || '%') AND (CAST($3 AS BIGINT) = 0 OR w.id < $3) ORDER BY w.id DESC LIMIT CAST($4 AS BIGINT)"
SQL(waivers_holding, WAIVER " WHERE NOT " OVER AMONG);
SQL(waivers_over,    WAIVER " WHERE " OVER AMONG);
SQL(waiver_by_id,    WAIVER " WHERE w.id = $1");
/* On none of its days another one of theirs holds. */
SQL(waiver_insert,
    "INSERT INTO waiver (id, organisation_id, percent, starts_on, ends_on, reason, made_at, made_by)"
    " SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS TEXT), CAST($7 AS BIGINT), CAST($8 AS BIGINT)"
    " WHERE NOT EXISTS (SELECT 1 FROM waiver h WHERE h.organisation_id = $2 AND h.starts_on <= $5 AND h.ends_on >= $4 AND (h.ended_on IS NULL OR h.ended_on > $4))");
SQL(waiver_stop, "UPDATE waiver SET ended_on = $2, ended_by = $3 WHERE id = $1 AND ended_on IS NULL AND ends_on >= $2");

Error *waivers(Ctx *cx, const WaiverFilter *filter, int64_t most, Waiver **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "hardship waivers");
    return db_list_(cx, filter->over ? &waivers_over : &waivers_holding, waiver_columns, COUNT(waiver_columns), list, sizeof **list, count,
                    (const Arg[]){ STR(cx->today), STR(text_fold(cx, filter->words)), INT(filter->before), INT(most) }, 4);
}

Error *waiver_find(Ctx *cx, int64_t id, Waiver *waiver)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "hardship waivers");
    return db_one(cx, waiver_by_id, waiver_columns, waiver, INT(id));
}

bool waiver_over(const Ctx *cx, const Waiver *waiver)
{
    return strcmp(waiver->ends_on, cx->today) < 0 || (*waiver->ended_on && strcmp(waiver->ended_on, cx->today) <= 0);
}

static Error *organisation_read(Ctx *cx, const char *typed, int64_t *id)
{
    Organisation organisation = {0};
    const char *plain = text_trim(cx, typed);
    bool found = false;
    if (blank(plain)) return invalid(cx, "organisation", "Enter the name of the school or organisation, or a school’s URN");
    TRY(organisation_by_urn(cx, plain, &organisation, &found));
    if (!found) TRY(organisation_by_name(cx, plain, &organisation, &found));
    *id = organisation.id;
    return found ? OK : invalid(cx, "organisation", "We know no organisation, or more than one, of that name. Enter the name as we have it, or the URN");
}

Error *waiver_add(Ctx *cx, const WaiverDraft *draft, int64_t *id)
{
    Error *errors = OK;
    int64_t organisation_id = 0, percent = 0, added;
    if (!may(cx, BILL)) return forbidden(cx, "giving a hardship waiver");
    errors_add(&errors, organisation_read(cx, draft->organisation, &organisation_id));
    if (!number_parse(text_trim(cx, draft->percent), 1, 100, &percent)) errors_add(&errors, invalid(cx, "percent", "Enter how much less they pay, from 1 to 100 per cent"));
    if (!date_valid(draft->starts_on)) errors_add(&errors, invalid(cx, "starts_on", "Enter the first day on which it holds, like 1 9 2026"));
    if (!date_valid(draft->ends_on)) errors_add(&errors, invalid(cx, "ends_on", "Enter the last day on which it holds, like 31 8 2027"));
    else if (strcmp(draft->ends_on, cx->today) < 0) errors_add(&errors, invalid(cx, "ends_on", "The last day has passed, so nothing would be let off"));
    else if (date_valid(draft->starts_on) && strcmp(draft->ends_on, draft->starts_on) < 0) errors_add(&errors, invalid(cx, "ends_on", "The last day must be the first day or later"));
    else if (date_valid(draft->starts_on) && date_days_between(draft->starts_on, draft->ends_on) > WAIVER_DAYS_MOST) errors_add(&errors, invalid(cx, "ends_on", "A waiver holds for three years at most. Look at it again then"));
    if (blank(draft->reason)) errors_add(&errors, invalid(cx, "reason", "Say why: only the office reads it"));
    else if (letters(draft->reason) > WAIVER_REASON_MOST) errors_add(&errors, invalid(cx, "reason", "Use %d characters or fewer for the reason", WAIVER_REASON_MOST));
    if (errors) return errors;
    *id = new_id(cx);
    TRY(db_run(cx, waiver_insert, &added, INT(*id), INT(organisation_id), INT(percent), STR(draft->starts_on), STR(draft->ends_on), STR(text_trim(cx, draft->reason)), INT(cx->now), INT(cx->who->id)));
    if (!added) return invalid(cx, "starts_on", "They have a waiver on some of these days already. End that one first, or choose other days");
    return trail(cx, "waiver.added", organisation_id, text(cx, "%ld%% from %s to %s", (long)percent, date_words(cx, draft->starts_on), date_words(cx, draft->ends_on)));
}

Error *waiver_end(Ctx *cx, int64_t id)
{
    Waiver waiver = {0};
    int64_t ended;
    if (!may(cx, BILL)) return forbidden(cx, "ending a hardship waiver");
    TRY(waiver_find(cx, id, &waiver));
    TRY(db_run(cx, waiver_stop, &ended, INT(id), STR(cx->today), INT(cx->who->id)));
    return ended ? trail(cx, "waiver.ended", waiver.organisation_id, NULL) : conflict(cx, "This waiver is over already");
}
