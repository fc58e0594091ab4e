#include "rooms/money/subscriptions/subscription_figures.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/subscriptions/subscription_list.h"

/* $1 today, $2 a year ago */
#define NOW    IN_FORCE_ON("s", "$1")
#define BEFORE IN_FORCE_ON("s", "$2")
SQL(figures_by_phase,
    "SELECT COALESCE(b.phase, c.phase, '') AS phase, COUNT(DISTINCT CASE WHEN " NOW " THEN s.organisation_id END) AS schools, COUNT(DISTINCT CASE WHEN " BEFORE " THEN s.organisation_id END) AS schools_before,"
    " CAST(COALESCE(SUM(CASE WHEN " NOW " THEN s.pence END), 0) AS BIGINT) AS pence, CAST(COALESCE(SUM(CASE WHEN " BEFORE " THEN s.pence END), 0) AS BIGINT) AS pence_before"
    "  FROM subscription s LEFT JOIN school c ON c.organisation_id = s.organisation_id LEFT JOIN subscription_basis b ON b.subscription_id = s.id WHERE " NOW " OR " BEFORE
    " GROUP BY COALESCE(b.phase, c.phase, '') ORDER BY schools DESC, phase LIMIT 12");
#define SAME_SCHOOL "(n.organisation_id = s.organisation_id OR n.follows_id = s.id)"
#define ENDED "s.state = 'active' AND s.ends_on >= $2 AND s.ends_on < $1 AND NOT EXISTS (SELECT 1 FROM subscription t WHERE t.follows_id = s.id AND t.package_id = s.package_id)"
SQL(figures_kept,
    "SELECT (SELECT COUNT(*) FROM subscription s WHERE " ENDED ") AS ended,"
    " (SELECT COUNT(*) FROM subscription s WHERE " ENDED " AND EXISTS (SELECT 1 FROM subscription n WHERE " SAME_SCHOOL " AND (n.state = 'active' OR n.began_at IS NOT NULL) AND n.starts_on <= $1 AND n.ends_on > s.ends_on)) AS renewed,"
    " (SELECT COUNT(DISTINCT s.organisation_id) FROM subscription s WHERE " BEFORE " AND EXISTS (SELECT 1 FROM subscription n WHERE " SAME_SCHOOL " AND " IN_FORCE_ON("n", "$1") ")) AS kept");

typedef struct { int64_t ended, renewed, kept; } Kept;
static const Column phase_columns[] = { COLUMN(PhaseFigure, schools), COLUMN(PhaseFigure, schools_before), COLUMN(PhaseFigure, pence), COLUMN(PhaseFigure, pence_before), COLUMN(PhaseFigure, phase) };
static const Column kept_columns[] = { COLUMN(Kept, ended), COLUMN(Kept, renewed), COLUMN(Kept, kept) };

static const char *year_before(Ctx *cx, const char *day)
{
    int64_t year = 0;
    number_parse(text_copy(cx, day, 4), 0, 9999, &year);
    const char *before = text(cx, "%04ld%s", (long)(year - 1), day + 4);
    return date_valid(before) ? before : text(cx, "%04ld-02-28", (long)(year - 1));
}

Error *subscription_figures(Ctx *cx, SubscriptionFigures *f)
{
    Kept kept = {0};
    if (!may(cx, READ_MONEY)) return forbidden(cx, "the figures of subscriptions");
    *f = (SubscriptionFigures){ .before_on = year_before(cx, cx->today) };
    TRY(db_list(cx, figures_by_phase, phase_columns, &f->phases, &f->phase_count, STR(cx->today), STR(f->before_on)));
    for (size_t i = 0; i < f->phase_count; i++) {
        const PhaseFigure *p = &f->phases[i];
        f->schools += p->schools, f->schools_before += p->schools_before, f->pence += p->pence, f->pence_before += p->pence_before;
    }
    TRY(db_one(cx, figures_kept, kept_columns, &kept, STR(cx->today), STR(f->before_on)));
    f->ended = kept.ended, f->renewed = kept.renewed, f->kept = kept.kept;
    return OK;
}

const char *share_words(Ctx *cx, int64_t part, int64_t whole) { return whole ? text(cx, "%ld%%", (long)money_share(100, part, whole)) : "–"; }
