#include "rooms/money/prices/package_offer.h"

#include <string.h>

#include "platform/base/text.h"

#define OPEN "FROM package k JOIN price_rule r ON r.id = k.rule_id WHERE k.state = 'published' AND k.ends_on >= $1 AND (k.order_by IS NULL OR k.order_by >= $1)"
SQL(offers_list,  "SELECT k.id, k.rule_id, k.published_at, k.name, k.words, k.starts_on, k.ends_on, k.state, k.order_by, r.name AS rule, r.part_year, r.early_percent, r.early_by,"
                  " (SELECT COUNT(*) FROM subscription s WHERE s.organisation_id = $2 AND s.package_id = k.follows_id AND s.state = 'active') AS renews " OPEN
                  " ORDER BY k.starts_on DESC, k.id DESC LIMIT 200");
SQL(offers_lines, "SELECT k.id, l.phase, l.sector, l.from_roll, l.flat_pence, l.per_pupil_pence, l.floor_pence, l.ceiling_pence FROM price_rule_line l"
                  "  JOIN (SELECT k.id, k.rule_id " OPEN ") k ON k.rule_id = l.rule_id ORDER BY k.id, l.position LIMIT 2400");
SQL(offers_items, "SELECT i.package_id AS id, i.kind, i.course_kind, i.amount FROM package_item i WHERE i.package_id IN (SELECT k.id " OPEN ")"
                  " ORDER BY i.package_id, CASE i.kind WHEN 'places' THEN 1 WHEN 'credits' THEN 2 WHEN 'visits' THEN 3 ELSE 4 END, i.course_kind LIMIT 2400");

typedef struct { int64_t id, rule_id, published_at, early_percent, renews; const char *name, *words, *starts_on, *ends_on, *state, *order_by, *rule, *part_year, *early_by; } OpenRow;
static const Column open_columns[] = {
    COLUMN(OpenRow, id), COLUMN(OpenRow, rule_id), COLUMN(OpenRow, published_at), COLUMN(OpenRow, early_percent), COLUMN(OpenRow, renews), COLUMN(OpenRow, name), COLUMN(OpenRow, words), COLUMN(OpenRow, starts_on),
    COLUMN(OpenRow, ends_on), COLUMN(OpenRow, state), COLUMN(OpenRow, order_by), COLUMN(OpenRow, rule), COLUMN(OpenRow, part_year), COLUMN(OpenRow, early_by),
};
typedef struct { int64_t id, from_roll, flat_pence, per_pupil_pence, floor_pence, ceiling_pence; const char *phase, *sector; } LineRow;
static const Column line_columns[] = {
    COLUMN(LineRow, id), COLUMN(LineRow, from_roll), COLUMN(LineRow, flat_pence), COLUMN(LineRow, per_pupil_pence), COLUMN(LineRow, floor_pence), COLUMN(LineRow, ceiling_pence), COLUMN(LineRow, phase), COLUMN(LineRow, sector),
};
typedef struct { int64_t id, amount; const char *kind, *course_kind; } ItemRow;
static const Column item_columns[] = { COLUMN(ItemRow, id), COLUMN(ItemRow, amount), COLUMN(ItemRow, kind), COLUMN(ItemRow, course_kind) };

static void lines_take(Ctx *cx, const LineRow *rows, size_t count, Offer *offer)
{
    PriceLine *lines = array(cx, PriceLine, PRICE_LINES_MOST);
    offer->rule.lines = lines;
    for (size_t i = 0; i < count; i++) {
        const LineRow *row = &rows[i];
        if (row->id == offer->package.id && offer->rule.count < PRICE_LINES_MOST)
            lines[offer->rule.count++] = (PriceLine){ row->phase, row->sector, row->from_roll, row->flat_pence, row->per_pupil_pence, row->floor_pence, row->ceiling_pence };
    }
}

static void items_take(Ctx *cx, const ItemRow *rows, size_t count, Offer *offer)
{
    offer->items = array(cx, PackageItem, count + 1);
    for (size_t i = 0; i < count; i++)
        if (rows[i].id == offer->package.id) offer->items[offer->item_count++] = (PackageItem){ rows[i].kind, rows[i].course_kind, rows[i].amount };
}

static void offer_price(Ctx *cx, const RollSchool *school, const OpenRow *row, Offer *offer)
{
    const char *from = !row->renews && strcmp(cx->today, row->starts_on) > 0 ? cx->today : row->starts_on;
    PricedSchool priced = roll_priced(school);
    offer->priced = price_rule_for(cx, &offer->rule, &priced, row->starts_on, row->ends_on, from, cx->today);
}

Error *package_offers(Ctx *cx, int64_t organisation_id, Offer **list, size_t *count)
{
    RollSchool school = {0};
    OpenRow *rows;
    LineRow *lines;
    ItemRow *items;
    size_t row_count, line_count, item_count;
    bool found;
    *count = 0, *list = NULL;
    TRY(roll_school(cx, organisation_id, &school, &found));
    if (!found) return OK;
    TRY(db_list(cx, offers_list, open_columns, &rows, &row_count, STR(cx->today), INT(organisation_id)));
    TRY(db_list(cx, offers_lines, line_columns, &lines, &line_count, STR(cx->today)));
    TRY(db_list(cx, offers_items, item_columns, &items, &item_count, STR(cx->today)));
    *list = array(cx, Offer, row_count + 1);
    for (size_t i = 0; i < row_count; i++) {
        const OpenRow *row = &rows[i];
        Offer offer = { .package = { row->id, row->rule_id, row->published_at, row->name, row->words, row->starts_on, row->ends_on, row->state, row->order_by },
                        .rule = { .id = row->rule_id, .name = row->rule, .part_year = row->part_year, .early_percent = row->early_percent, .early_by = row->early_by } };
        lines_take(cx, lines, line_count, &offer);
        offer_price(cx, &school, row, &offer);
        if (offer.priced.how == PRICED_NO_LINE) continue;
        items_take(cx, items, item_count, &offer);
        (*list)[(*count)++] = offer;
    }
    return OK;
}
