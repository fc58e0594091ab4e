/* Forecasts that were saved, each as it was worked out. */
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/money/budgets/forecast.h"

SQL(forecast_count, "SELECT COUNT(*) FROM forecast");
SQL(forecast_put,   "INSERT INTO forecast (id, name, from_month, to_month, query, words, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
SQL(forecast_line_put, "INSERT INTO forecast_line (forecast_id, position, kind, name, base, low, middle, high) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
SQL(forecast_lines_drop, "DELETE FROM forecast_line WHERE forecast_id = $1");
SQL(forecast_drop,  "DELETE FROM forecast WHERE id = $1");
#define LEFT(which) "CAST(COALESCE((SELECT SUM(CASE WHEN l.kind = 'income' THEN l." which " ELSE -l." which " END) FROM forecast_line l WHERE l.forecast_id = f.id), 0) AS BIGINT)"
#define FIELDS "SELECT f.id, f.name, f.from_month, f.to_month, f.query, f.words, f.made_at, y.name AS by, " LEFT("low") " AS low, " LEFT("middle") " AS middle, " LEFT("high") " AS high" \
    "  FROM forecast f LEFT JOIN person y ON y.id = f.made_by"
SQL(forecast_list,  FIELDS " ORDER BY f.made_at DESC, f.id DESC LIMIT 100");
SQL(forecast_one,   FIELDS " WHERE f.id = $1");
SQL(forecast_lines, "SELECT kind, name, base, low, middle, high FROM forecast_line WHERE forecast_id = $1 ORDER BY position LIMIT 40");

static const Column kept_columns[] = { COLUMN(ForecastKept, id), COLUMN(ForecastKept, made_at), COLUMN(ForecastKept, low), COLUMN(ForecastKept, middle), COLUMN(ForecastKept, high), COLUMN(ForecastKept, name),
                                       COLUMN(ForecastKept, from_month), COLUMN(ForecastKept, to_month), COLUMN(ForecastKept, query), COLUMN(ForecastKept, words), COLUMN(ForecastKept, by) };

Error *forecast_save(Ctx *cx, const char *name, const Assumptions *assumptions, int64_t *id)
{
    ForecastBase base = {0};
    Forecast f = {0};
    int64_t there;
    if (!may(cx, BILL)) return forbidden(cx, "saving a forecast");
    if (blank(name)) return invalid(cx, "name", "Enter a name, such as: Ten more secondary schools");
    if (letters(name) > FORECAST_NAME_MOST) return invalid(cx, "name", "Use %d characters or fewer", FORECAST_NAME_MOST);
    TRY(db_number(cx, forecast_count, &there, NONE));
    if (there >= FORECASTS_MOST) return conflict(cx, "There are %d forecasts already. Remove one that is no longer needed", FORECASTS_MOST);
    TRY(forecast_base(cx, &base));
    forecast_reckon(cx, &base, assumptions, &f);
    *id = new_id(cx);
    TRY(db_run(cx, forecast_put, NULL, INT(*id), STR(text_trim(cx, name)), STR(base.from_month), STR(base.to_month), STR(assumptions_query(cx, assumptions)), STR(assumptions_words(cx, assumptions)), INT(cx->now), INT(cx->who->id)));
    for (size_t i = 0; i < f.count && i < FORECAST_LINES_MOST; i++)
        TRY(db_run(cx, forecast_line_put, NULL, INT(*id), INT((int64_t)i + 1), STR(f.lines[i].kind), STR(f.lines[i].name), INT(f.lines[i].base), INT(f.lines[i].low), INT(f.lines[i].middle), INT(f.lines[i].high)));
    return trail(cx, "forecast.saved", *id, text_trim(cx, name));
}

Error *forecast_remove(Ctx *cx, int64_t id)
{
    int64_t removed;
    if (!may(cx, BILL)) return forbidden(cx, "removing a forecast");
    TRY(db_run(cx, forecast_lines_drop, NULL, INT(id)));
    TRY(db_run(cx, forecast_drop, &removed, INT(id)));
    return removed ? trail(cx, "forecast.removed", id, NULL) : missing(cx, "forecast %ld", (long)id);
}

Error *forecasts_kept(Ctx *cx, ForecastKept **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "forecasts");
    return db_list(cx, forecast_list, kept_columns, list, count, NONE);
}

Error *forecast_find(Ctx *cx, int64_t id, ForecastKept *kept, Forecast *f)
{
    static const Column columns[] = { COLUMN(ForecastLine, kind), COLUMN(ForecastLine, name), COLUMN(ForecastLine, base), COLUMN(ForecastLine, low), COLUMN(ForecastLine, middle), COLUMN(ForecastLine, high) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "forecast %ld", (long)id);
    *f = (Forecast){0};
    TRY(db_one(cx, forecast_one, kept_columns, kept, INT(id)));
    TRY(db_list(cx, forecast_lines, columns, &f->lines, &f->count, INT(id)));
    forecast_sum(f);
    return OK;
}
