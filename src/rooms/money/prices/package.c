#include "rooms/money/prices/package.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"

enum { AMOUNT_MOST = 10000 };

static const Column package_columns[] = {
    COLUMN(Package, id), COLUMN(Package, rule_id), COLUMN(Package, published_at), COLUMN(Package, name), COLUMN(Package, words), COLUMN(Package, starts_on), COLUMN(Package, ends_on),
    COLUMN(Package, state), COLUMN(Package, order_by), COLUMN(Package, follows_id),
};
static const Column item_columns[] = { COLUMN(PackageItem, kind), COLUMN(PackageItem, course_kind), COLUMN(PackageItem, amount) };
#define PACKAGE "SELECT id, rule_id, published_at, name, words, starts_on, ends_on, state, order_by, follows_id FROM package"
SQL(packages_list,  PACKAGE " ORDER BY starts_on DESC, id DESC LIMIT 200");
SQL(package_one,    PACKAGE " WHERE id = $1");
SQL(items_list,     "SELECT kind, course_kind, amount FROM package_item WHERE package_id = $1 ORDER BY CASE kind WHEN 'places' THEN 1 WHEN 'credits' THEN 2 WHEN 'visits' THEN 3 ELSE 4 END, course_kind");
SQL(packages_count, "SELECT count(*) FROM package");
SQL(package_add,    "INSERT INTO package (id, name, words, rule_id, starts_on, ends_on, order_by, state, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, 'draft', $8, $9)");
SQL(package_put,    "UPDATE package SET name = $2, words = $3, starts_on = $4, ends_on = $5, order_by = $6, version = version + 1 WHERE id = $1 AND state = 'draft'");
SQL(package_turn,   "UPDATE package SET state = $3, published_at = COALESCE(published_at, $4), version = version + 1 WHERE id = $1 AND state = $2");
SQL(items_drop,     "DELETE FROM package_item WHERE package_id = $1");
SQL(item_add,       "INSERT INTO package_item (package_id, kind, course_kind, amount) VALUES ($1, $2, $3, $4)");
SQL(package_gone,   "DELETE FROM package WHERE id = $1 AND state = 'draft'");

/* ---- years ---- */

void package_years(Ctx *cx, PackageYear years[PACKAGE_YEARS])
{
    int64_t year = 0;
    for (int i = 0; i < 4; i++) year = 10 * year + (cx->today[i] - '0');
    year -= strcmp(cx->today + 5, "04-01") < 0;      /* before April it is the year before's that runs */
    for (int64_t n = 0; n < PACKAGE_YEARS; n++) {
        const char *month = n % 2 ? "09-01" : "04-01", *ends = n % 2 ? "08-31" : "03-31";
        years[n] = (PackageYear){ text(cx, "%ld-%s", (long)(year + n / 2), month), text(cx, "%ld-%s", (long)(year + n / 2 + 1), ends) };
    }
}

/* ---- reading ---- */

Error *packages_all(Ctx *cx, Package **list, size_t *count)                           { return db_list(cx, packages_list, package_columns, list, count, NONE); }
Error *package_find(Ctx *cx, int64_t id, Package *package)                            { return db_one(cx, package_one, package_columns, package, INT(id)); }
Error *package_items(Ctx *cx, int64_t id, PackageItem **items, size_t *count)         { return db_list(cx, items_list, item_columns, items, count, INT(id)); }

const char *package_item_words(Ctx *cx, const PackageItem *item)
{
    if (same(item->kind, "percent")) return text(cx, "%ld%% off what is left to pay", (long)item->amount);
    if (same(item->kind, "visits")) return item->amount ? counted(cx, item->amount, "visit of an adviser", "visits of an adviser") : "Visits of an adviser, without a limit";
    if (same(item->kind, "credits")) return item->amount ? counted(cx, item->amount, "credit", NULL) : "Credits, without a limit";
    const char *what = *item->course_kind ? same(item->course_kind, "network meeting") ? "Network meetings" : capital(cx, item->course_kind) : "Places at all courses and events";
    if (!item->amount) return text(cx, "%s, without a limit", what);
    return *item->course_kind ? text(cx, "%s: %s", what, counted(cx, item->amount, "place", NULL)) : text(cx, "%s at courses and events", counted(cx, item->amount, "place", NULL));
}

/* ---- what was typed ---- */

typedef struct { PackageItem list[6]; size_t count; } Items;

static Error *item_read(Ctx *cx, const char *typed, const char *kind, int64_t most, const char *say, Items *items)
{
    int64_t amount;
    if (blank(typed)) return OK;
    if (!number_parse(text_trim(cx, typed), 1, most, &amount)) return invalid(cx, kind, "%s", say);
    items->list[items->count++] = (PackageItem){ kind, "", amount };
    return OK;
}

static Error *items_read(Ctx *cx, const PackageDraft *draft, Items *items)
{
    Error *errors = OK;
    items->count = 0;
    if (draft->all_places && !blank(draft->places)) errors_add(&errors, invalid(cx, "places", "Enter a number of places, or say that there is no limit, not both"));
    else if (draft->all_places) items->list[items->count++] = (PackageItem){ "places", "", 0 };
    else errors_add(&errors, item_read(cx, draft->places, "places", AMOUNT_MOST, "Enter how many places it includes as a whole number, like 40, or leave it empty", items));
    errors_add(&errors, item_read(cx, draft->credits, "credits", AMOUNT_MOST, "Enter how many credits it includes as a whole number, or leave it empty", items));
    errors_add(&errors, item_read(cx, draft->visits, "visits", AMOUNT_MOST, "Enter how many visits it includes as a whole number, like 2, or leave it empty", items));
    errors_add(&errors, item_read(cx, draft->percent, "percent", 100, "Enter whole per cent from 1 to 100, or leave it empty", items));
    if (draft->governors) items->list[items->count++] = (PackageItem){ "places", "governor training", 0 };
    if (draft->networks) items->list[items->count++] = (PackageItem){ "places", "network meeting", 0 };
    return errors || items->count ? errors : invalid(cx, "places", "Say at least one thing that the package includes");
}

static Error *draft_read(Ctx *cx, const PackageDraft *draft, Package *package, Items *items)
{
    PackageYear years[PACKAGE_YEARS];
    Error *errors = OK;
    package_years(cx, years);
    package->name = text_trim(cx, draft->name), package->words = draft->words, package->order_by = draft->order_by, package->starts_on = package->ends_on = "";
    for (size_t i = 0; i < PACKAGE_YEARS; i++)
        if (same(years[i].starts_on, draft->starts_on)) package->starts_on = years[i].starts_on, package->ends_on = years[i].ends_on;
    if (blank(package->name) || letters(package->name) > PACKAGE_NAME_MOST) errors_add(&errors, invalid(cx, "name", "Enter a name in %d characters or fewer, like Primary package 2027/28", PACKAGE_NAME_MOST));
    if (letters(package->words) > PACKAGE_WORDS_MOST) errors_add(&errors, invalid(cx, "words", "Use %d characters or fewer", PACKAGE_WORDS_MOST));
    if (!*package->starts_on) errors_add(&errors, invalid(cx, "starts_on", "Choose the year that it is for"));
    else if (*package->order_by && strcmp(package->order_by, package->ends_on) > 0) errors_add(&errors, invalid(cx, "order_by", "The last day to order cannot be after the package’s year"));
    errors_add(&errors, items_read(cx, draft, items));
    return errors;
}

static Error *items_write(Ctx *cx, int64_t id, const Items *items)
{
    TRY(db_run(cx, items_drop, NULL, INT(id)));
    for (size_t i = 0; i < items->count; i++)      /* six at most */
        TRY(db_run(cx, item_add, NULL, INT(id), STR(items->list[i].kind), STR(items->list[i].course_kind), REF(items->list[i].amount)));
    return OK;
}

#define ORDER_BY(package) STR(*(package).order_by ? (package).order_by : NULL)

/* ---- its life ---- */

Error *package_begin(Ctx *cx, int64_t rule_id, const PackageDraft *draft, int64_t *id)
{
    Package package = {0};
    Items items;
    int64_t count;
    TRY(draft_read(cx, draft, &package, &items));
    TRY(db_number(cx, packages_count, &count, NONE));
    if (count >= PACKAGES_MOST) return invalid(cx, "name", "There are %d packages already. Remove a draft that nobody needs any more", PACKAGES_MOST);
    *id = new_id(cx);
    TRY(db_run(cx, package_add, NULL, INT(*id), STR(package.name), STR(package.words), INT(rule_id), STR(package.starts_on), STR(package.ends_on), ORDER_BY(package), INT(cx->now), REF(cx->who ? cx->who->id : 0)));
    TRY(items_write(cx, *id, &items));
    return trail(cx, "package.begun", *id, package.name);
}

/* Why an act that is for another state is refused. */
static Error *no_more(Ctx *cx, int64_t id)
{
    Package package = {0};
    TRY(package_find(cx, id, &package));
    return conflict(cx, "%s is %s, so it stays as it is", package.name, same(package.state, "draft") ? "a draft" : package.state);
}

Error *package_change(Ctx *cx, int64_t id, const PackageDraft *draft)
{
    Package package = {0};
    Items items;
    int64_t changed;
    TRY(draft_read(cx, draft, &package, &items));
    TRY(db_run(cx, package_put, &changed, INT(id), STR(package.name), STR(package.words), STR(package.starts_on), STR(package.ends_on), ORDER_BY(package)));
    if (!changed) return no_more(cx, id);
    TRY(items_write(cx, id, &items));
    return trail(cx, "package.changed", id, package.name);
}

static Error *turn(Ctx *cx, int64_t id, const char *from, const char *to)
{
    int64_t changed;
    TRY(db_run(cx, package_turn, &changed, INT(id), STR(from), STR(to), INT(cx->now)));
    return changed ? OK : no_more(cx, id);
}

Error *package_publish(Ctx *cx, int64_t id)
{
    TRY(turn(cx, id, "draft", "published"));
    return trail(cx, "package.published", id, NULL);
}

Error *package_close(Ctx *cx, int64_t id)
{
    TRY(turn(cx, id, "published", "closed"));
    return trail(cx, "package.closed", id, NULL);
}

Error *package_drop(Ctx *cx, int64_t id)
{
    Package package = {0};
    int64_t gone;
    TRY(package_find(cx, id, &package));
    if (!same(package.state, "draft")) return no_more(cx, id);
    TRY(db_run(cx, items_drop, NULL, INT(id)));
    TRY(db_run(cx, package_gone, &gone, INT(id)));
    if (!gone) return no_more(cx, id);
    TRY(price_rule_drop(cx, package.rule_id));
    return trail(cx, "package.removed", id, package.name);
}
