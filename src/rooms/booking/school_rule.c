#include "rooms/booking/school_rule.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/money/prices/waiver.h"

SQL(standing_of,
    "SELECT o.id AS organisation_id, COALESCE(s.approval, CASE o.kind WHEN 'school' THEN 'payers' ELSE 'none' END) AS approval, COALESCE(s.out_limit, -1) AS out_limit,"
    " COALESCE(s.cover_day_pence, 0) AS cover_day_pence, CAST(CASE WHEN " MEMBER_ON("o.id", "$2") " THEN 1 ELSE 0 END AS BIGINT) AS member, " WAIVED_ON("o.id", "$2") " AS waived,"
    " CAST(CASE WHEN EXISTS (SELECT 1 FROM entitlement t WHERE t.organisation_id = o.id AND t.ends_on >= $2) THEN 1 ELSE 0 END AS BIGINT) AS entitled"
    "  FROM organisation o LEFT JOIN school_rule s ON s.organisation_id = o.id WHERE o.id = $1");
SQL(school_rule_put,
    "INSERT INTO school_rule (organisation_id, approval, out_limit, cover_day_pence, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (organisation_id) DO UPDATE SET approval = excluded.approval, out_limit = excluded.out_limit, cover_day_pence = excluded.cover_day_pence,"
    " changed_at = excluded.changed_at, changed_by = excluded.changed_by");

static const Column standing_columns[] = {
    COLUMN(Standing, organisation_id), COLUMN(Standing, approval), COLUMN(Standing, out_limit), COLUMN(Standing, cover_day_pence), COLUMN(Standing, member), COLUMN(Standing, waived), COLUMN(Standing, entitled),
};

Error *standing_find(Ctx *cx, int64_t organisation_id, Standing *standing)
{
    *standing = (Standing){ .approval = "none", .out_limit = OUT_LIMIT_NONE };
    return organisation_id ? db_one(cx, standing_of, standing_columns, standing, INT(organisation_id), STR(cx->today)) : OK;
}

Error *school_rule_change(Ctx *cx, const SchoolRuleDraft *draft)
{
    Error *errors = OK;
    int64_t limit = OUT_LIMIT_NONE, cover = 0;
    if (!may(cx, BOOK_PLACES) || !cx->who->organisation_id) return forbidden(cx, "the rules of a school that they do not book for");
    if (!one_of(draft->approval, "payers all none")) errors_add(&errors, invalid(cx, "approval", "Choose whose places are approved first"));
    if (!blank(draft->out_limit) && !number_parse(text_trim(cx, draft->out_limit), 0, OUT_LIMIT_MOST, &limit))
        errors_add(&errors, invalid(cx, "out_limit", "Enter how many colleagues may be out on one day, from 0 to %d, or leave it empty", OUT_LIMIT_MOST));
    if (!blank(draft->cover) && !money_parse(text_trim(cx, draft->cover), &cover))
        errors_add(&errors, invalid(cx, "cover", "Enter what a day’s cover costs in pounds, like 210 or 187.50, or leave it empty"));
    if (errors) return errors;
    TRY(db_run(cx, school_rule_put, NULL, INT(cx->who->organisation_id), STR(draft->approval), limit == OUT_LIMIT_NONE ? STR(NULL) : INT(limit), INT(cover), INT(cx->now), INT(cx->who->id)));
    return trail(cx, "organisation.booking_rules", cx->who->organisation_id, NULL);
}
