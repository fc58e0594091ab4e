#include "rooms/money/budgets/money_figures.h"

#include <string.h>

#include "rooms/members/permission.h"

SQL(moves_by_month,
    "SELECT m.month, m.fund_id, m.cost_centre_id, CAST(SUM(CASE WHEN a.kind = 'income' THEN m.went_out - m.came_in ELSE 0 END) AS BIGINT) AS income,"
    " CAST(SUM(CASE WHEN a.kind = 'cost' THEN m.came_in - m.went_out ELSE 0 END) AS BIGINT) AS cost"
    "  FROM account a JOIN ledger_month m ON m.account_id = a.id WHERE (a.kind = 'income' OR a.kind = 'cost') AND m.month >= $1 AND m.month <= $2"
    " GROUP BY m.month, m.fund_id, m.cost_centre_id ORDER BY m.month, m.fund_id, m.cost_centre_id LIMIT 20000");

Error *moves_of(Ctx *cx, const char *from, const char *to, Move **list, size_t *count)
{
    static const Column columns[] = { COLUMN(Move, fund_id), COLUMN(Move, cost_centre_id), COLUMN(Move, income), COLUMN(Move, cost), COLUMN(Move, month) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "income and cost");
    return db_list(cx, moves_by_month, columns, list, count, STR(from), STR(to));
}

MoveSum moves_sum(const Move *moves, size_t count, MoveFilter filter)
{
    MoveSum sum = {0};
    for (size_t i = 0; i < count; i++) {
        const Move *m = &moves[i];
        if (strcmp(m->month, filter.from) < 0 || strcmp(m->month, filter.to) > 0) continue;
        if ((filter.fund_id && m->fund_id != filter.fund_id) || (filter.cost_centre_id && m->cost_centre_id != filter.cost_centre_id)) continue;
        sum.income += m->income, sum.cost += m->cost;
    }
    return sum;
}
