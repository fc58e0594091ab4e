#include "rooms/booking/school_value.h"

#include <stdlib.h>
#include <string.h>

#include "platform/base/text.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/money/budgets/school_budget.h"
#include "rooms/money/prices/customer_class.h"
#include "rooms/money/recharges/recharge.h"
#include "rooms/money/rounds/round_saving.h"
#include "rooms/themes/theme.h"

/* Each line of documents that stand, with the day on which it counts; what takes something back counts where that did. `whose`: a condition on organisation_id, with AND, or "". */
#define BILLED(whose) \
    "(SELECT d.kind, d.id, d.name, CAST(0 AS BIGINT) AS number, d.issued_on AS on_date, CAST(1 AS BIGINT) AS shown, l.supply, l.on_date AS counts_on," \
    " CASE WHEN d.kind = 'credit note' THEN -l.pence ELSE l.pence END AS pence, d.organisation_id FROM document d JOIN document_line l ON l.document_id = d.id WHERE d.kind <> 'quote'" whose("d") \
    " UNION ALL SELECT 'recharge', b.id, '', b.number, b.on_date, CASE WHEN b.file_id IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END, i.supply, COALESCE(o.on_date, i.on_date), l.pence, l.organisation_id" \
    "   FROM recharge_line l JOIN recharge b ON b.id = l.recharge_id JOIN bill_item i ON i.id = l.bill_item_id LEFT JOIN bill_item o ON o.id = i.reverses WHERE l.refusal_id IS NULL" whose("l") ") m"
#define WAITING(whose) \
    "(SELECT i.supply, COALESCE(o.on_date, i.on_date) AS counts_on, i.pence, i.organisation_id FROM bill_item i LEFT JOIN bill_item o ON o.id = i.reverses WHERE i.state = 'waiting'" whose("i") ") m"
#define OURS(of)     " AND " of ".organisation_id = $1"
#define ALL(of)      " AND " of ".organisation_id IS NOT NULL"
#define SUM(when)    "CAST(COALESCE(SUM(CASE WHEN " when " THEN m.pence ELSE 0 END), 0) AS BIGINT)"
#define SUMS \
    SUM("m.supply = 'subscription'") " AS subscription, " SUM("m.supply = 'training'") " AS training, " SUM("m.supply = 'charge'") " AS charges, " \
    SUM("m.supply <> 'subscription' AND m.supply <> 'training' AND m.supply <> 'charge'") " AS other"
#define COUNTED " WHERE m.counts_on >= $2 AND m.counts_on <= $3"
SQL(value_billed,  "SELECT " SUMS " FROM " BILLED(OURS) COUNTED);
SQL(value_waiting, "SELECT " SUMS " FROM " WAITING(OURS) COUNTED);
SQL(value_papers,
    "SELECT m.kind, m.id, m.name, m.number, m.on_date, m.shown, " SUMS " FROM " BILLED(OURS) COUNTED " GROUP BY m.kind, m.id, m.name, m.number, m.on_date, m.shown ORDER BY m.on_date, m.id LIMIT CAST($4 AS BIGINT)");

/* Places at events that are over: used, unless every mark says that nobody came. */
#define EMPTY "(EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id) AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id AND a.mark <> 'absent'))"
#define PLACES(key, whose) \
    "SELECT " key ", CAST(SUM(1 - g.empty) AS BIGINT) AS places, CAST(SUM(g.empty) AS BIGINT) AS empty, CAST(SUM((1 - g.empty) * g.price_pence) AS BIGINT) AS paid, CAST(SUM((1 - g.empty) * g.saved_pence) AS BIGINT) AS covered," \
    " CAST(SUM((1 - g.empty) * CASE WHEN g.other_price_pence > g.price_pence + g.saved_pence THEN g.other_price_pence ELSE g.price_pence + g.saved_pence END) AS BIGINT) AS others" \
    "  FROM (SELECT r.organisation_id, e.theme_slugs, r.price_pence, e.other_price_pence, COALESCE(w.saved_pence, 0) AS saved_pence, CASE WHEN " EMPTY " THEN 1 ELSE 0 END AS empty FROM registration r JOIN event e ON e.id = r.event_id" \
    "   LEFT JOIN entitlement_draw w ON w.kind = 'place' AND w.subject_id = r.id AND w.back_at IS NULL" \
    "   WHERE r.state = 'confirmed' AND e.state <> 'cancelled' AND e.cancelled_at IS NULL AND e.starts_on >= $2 AND e.starts_on <= $3 AND e.ends_at <= CAST($4 AS BIGINT)" whose ") g GROUP BY " key
SQL(value_places, PLACES("g.theme_slugs", " AND r.organisation_id = $1") " LIMIT 1000");
SQL(value_visits, "SELECT COUNT(*) FROM visit v WHERE v.organisation_id = $1 AND v.on_date >= $2 AND v.on_date <= $3 AND v.removed_at IS NULL");

SQL(value_package_from,
    "SELECT COALESCE((SELECT substr(k.starts_on, 6) FROM subscription s JOIN package k ON k.id = s.package_id WHERE s.organisation_id = $1 AND s.state = 'active' AND s.starts_on <= $2 AND s.ends_on >= $2"
    " ORDER BY s.starts_on DESC, s.id DESC LIMIT 1), '') AS text");

SQL(value_of_schools,
    "SELECT o.id AS organisation_id, o.name AS organisation, COALESCE(s.phase, '') AS phase, b.subscription, COALESCE(p.places, 0) AS places, COALESCE(p.empty, 0) AS empty, COALESCE(p.paid, 0) AS paid, COALESCE(p.covered, 0) AS covered, COALESCE(p.others, 0) AS others,"
    " (SELECT COUNT(*) FROM visit v WHERE v.organisation_id = o.id AND v.on_date >= $2 AND v.on_date <= $3 AND v.removed_at IS NULL) AS visits,"
    " COALESCE((SELECT MAX(t.ends_on) FROM subscription t WHERE t.organisation_id = o.id AND t.state = 'active'), '') AS ends_on"
    "  FROM (SELECT x.organisation_id, CAST(SUM(x.pence) AS BIGINT) AS subscription FROM (SELECT m.organisation_id, m.pence FROM " BILLED(ALL) COUNTED " AND m.supply = 'subscription'"
    "   UNION ALL SELECT m.organisation_id, m.pence FROM " WAITING(ALL) COUNTED " AND m.supply = 'subscription') x GROUP BY x.organisation_id HAVING SUM(x.pence) > 0) b"
    "  JOIN organisation o ON o.id = b.organisation_id LEFT JOIN school s ON s.organisation_id = o.id LEFT JOIN (" PLACES("g.organisation_id", "") ") p ON p.organisation_id = o.id"
    " ORDER BY CAST(COALESCE(p.others - p.paid, 0) AS REAL) / b.subscription, b.subscription DESC, o.sort_key, o.id LIMIT CAST($1 AS BIGINT)");

int64_t value_sum(const ValueSums *s) { return s->subscription + s->training + s->charges + s->other; }

static const Column sum_columns[] = { COLUMN(ValueSums, subscription), COLUMN(ValueSums, training), COLUMN(ValueSums, charges), COLUMN(ValueSums, other) };

/* ---- cost ---- */

typedef struct { int64_t id, number, shown, subscription, training, charges, other; const char *kind, *name, *on_date; } Paper;

static Error *papers_read(Ctx *cx, Value *v)
{
    static const Column columns[] = { COLUMN(Paper, id), COLUMN(Paper, number), COLUMN(Paper, shown), COLUMN(Paper, subscription), COLUMN(Paper, training), COLUMN(Paper, charges), COLUMN(Paper, other),
                                      COLUMN(Paper, kind), COLUMN(Paper, name), COLUMN(Paper, on_date) };
    Paper *list;
    TRY(db_list(cx, value_papers, columns, &list, &v->paper_count, INT(v->organisation_id), STR(v->from), STR(v->to), INT(VALUE_PAPERS_MOST + 1)));
    v->more_papers = v->paper_count > VALUE_PAPERS_MOST;
    if (v->more_papers) v->paper_count = VALUE_PAPERS_MOST;
    v->papers = array(cx, ValuePaper, v->paper_count + 1);
    for (size_t i = 0; i < v->paper_count; i++) {
        const Paper *p = &list[i];
        v->papers[i] = (ValuePaper){ p->id, p->shown, p->kind, *p->name ? p->name : recharge_name(cx, p->number), p->on_date, { p->subscription, p->training, p->charges, p->other } };
    }
    return OK;
}

/* ---- places ---- */

typedef struct { int64_t places, empty, paid, covered, others; const char *theme_slugs; } Used;

static void used_add(ValueTheme *theme, const Used *u) { theme->places += u->places, theme->empty += u->empty, theme->paid += u->paid, theme->covered += u->covered, theme->others += u->others; }

/* " curriculum send ": the first of them. */
static bool first_is(const char *slugs, const char *slug)
{
    size_t n = strlen(slug);
    return n && *slugs == ' ' && !strncmp(slugs + 1, slug, n) && slugs[n + 1] == ' ';
}

static int by_places(const void *a, const void *b)
{
    const ValueTheme *left = a, *right = b;
    if (left->places + left->empty != right->places + right->empty) return left->places + left->empty < right->places + right->empty ? 1 : -1;
    return strcmp(left->theme, right->theme);
}

static Error *places_read(Ctx *cx, Value *v)
{
    static const Column columns[] = { COLUMN(Used, places), COLUMN(Used, empty), COLUMN(Used, paid), COLUMN(Used, covered), COLUMN(Used, others), COLUMN(Used, theme_slugs) };
    Theme *themes;
    Used *list;
    size_t theme_count, n;
    TRY(themes_all(cx, &themes, &theme_count));
    TRY(db_list(cx, value_places, columns, &list, &n, INT(v->organisation_id), STR(v->from), STR(v->to), INT(cx->now)));
    ValueTheme *all = array(cx, ValueTheme, theme_count + 1);
    for (size_t t = 0; t < theme_count; t++) all[t] = (ValueTheme){ .theme = themes[t].name, .colour = themes[t].colour };
    all[theme_count] = (ValueTheme){ .theme = "No theme" };
    for (size_t i = 0; i < n; i++) {
        size_t t = 0;
        while (t < theme_count && !first_is(list[i].theme_slugs, themes[t].slug)) t++;
        used_add(&all[t], &list[i]);
        used_add(&v->places, &list[i]);
    }
    v->themes = all;
    for (size_t t = 0; t <= theme_count; t++)
        if (all[t].places + all[t].empty) all[v->theme_count++] = all[t];
    qsort(v->themes, v->theme_count, sizeof *v->themes, by_places);
    return OK;
}

/* ---- all of it ---- */

static Error *savings_read(Ctx *cx, Value *v)
{
    SavingSum *sums;
    size_t n;
    TRY(savings_by_organisation(cx, &(SavingFilter){ v->from, v->to, v->organisation_id }, &sums, &n));
    for (size_t i = 0; i < n; i++) v->rounds += sums[i].rounds, v->round_pence += sums[i].pence, v->round_saved += sums[i].saved_pence;
    return OK;
}

Error *value_read(Ctx *cx, int64_t organisation_id, const char *from, const char *to, Value *v)
{
    OrganisationName name = {0};
    *v = (Value){ .organisation_id = organisation_id, .from = from, .to = to };
    if (!may(cx, READ_MONEY) && !(may(cx, OUR_MONEY) && cx->who->organisation_id == organisation_id)) return forbidden(cx, "what organisation %ld has of the partnership", (long)organisation_id);
    TRY(organisation_name(cx, organisation_id, &name));
    v->organisation = name.name;
    TRY(db_one(cx, value_billed, sum_columns, &v->billed, INT(organisation_id), STR(from), STR(to)));
    TRY(db_one(cx, value_waiting, sum_columns, &v->waiting, INT(organisation_id), STR(from), STR(to)));
    TRY(papers_read(cx, v));
    TRY(places_read(cx, v));
    TRY(db_number(cx, value_visits, &v->visits, INT(organisation_id), STR(from), STR(to)));
    return savings_read(cx, v);
}

typedef struct { const char *text; } Day;      /* "04-01" */
static const Column day_columns[] = { COLUMN(Day, text) };

Error *value_year_kind(Ctx *cx, int64_t organisation_id, YearKind *kind)
{
    SchoolBudget budget = {0};
    const char *class = "";
    Day day = { "" };
    bool found;
    TRY(school_budget_on(cx, organisation_id, cx->today, &budget, &found));
    if (found) day.text = budget.starts_on + strlen("2026-");
    else TRY(db_one(cx, value_package_from, day_columns, &day, INT(organisation_id), STR(cx->today)));
    if (!*day.text) TRY(customer_class_of(cx, organisation_id, cx->today, &class));
    *kind = same(day.text, "09-01") || same(class, "academy") ? YEAR_ACADEMIC : YEAR_FINANCIAL;
    return OK;
}

Error *value_schools(Ctx *cx, const char *from, const char *to, ValueRow **list, size_t *count)
{
    static const Column columns[] = { COLUMN(ValueRow, organisation_id), COLUMN(ValueRow, subscription), COLUMN(ValueRow, places), COLUMN(ValueRow, empty), COLUMN(ValueRow, paid), COLUMN(ValueRow, covered),
                                      COLUMN(ValueRow, others), COLUMN(ValueRow, visits), COLUMN(ValueRow, organisation), COLUMN(ValueRow, phase), COLUMN(ValueRow, ends_on) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what schools have of the partnership");
    return db_list(cx, value_of_schools, columns, list, count, INT(VALUE_SCHOOLS_MOST), STR(from), STR(to), INT(cx->now));
}

int64_t value_percent(const ValueRow *row) { return row->subscription > 0 ? (row->others - row->paid) * 100 / row->subscription : 0; }
