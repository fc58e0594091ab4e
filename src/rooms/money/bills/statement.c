#include "rooms/money/bills/statement.h"

#include "platform/base/time.h"

#define OF " FROM (" STATEMENT_MOVES ") m WHERE (m.organisation_id = $1 OR m.person_id = $2)"
SQL(statement_opening, "SELECT CAST(COALESCE(SUM(m.pence), 0) AS BIGINT)" OF " AND m.on_date < $3");
SQL(statement_moves,
    "SELECT m.on_date, m.kind, m.document_id, m.name, m.words, m.pence, CAST(0 AS BIGINT) AS balance_pence" OF " AND m.on_date >= $3 AND m.on_date <= $4 ORDER BY m.on_date, m.document_id, m.name LIMIT CAST($5 AS BIGINT)");

Error *statement_read(Ctx *cx, int64_t organisation_id, int64_t person_id, const char *from, const char *to, Statement *s)
{
    static const Column columns[] = { COLUMN(StatementEntry, document_id), COLUMN(StatementEntry, pence), COLUMN(StatementEntry, balance_pence), COLUMN(StatementEntry, on_date), COLUMN(StatementEntry, kind),
                                      COLUMN(StatementEntry, name), COLUMN(StatementEntry, words) };
    *s = (Statement){ .from = from, .to = to };
    TRY(payer_find(cx, organisation_id, person_id, &s->payer));
    TRY(db_number(cx, statement_opening, &s->opening_pence, REF(organisation_id), REF(person_id), STR(from)));
    TRY(db_list(cx, statement_moves, columns, &s->entries, &s->count, REF(organisation_id), REF(person_id), STR(from), STR(to), INT(STATEMENT_ENTRIES_MOST + 1)));
    s->more = s->count > STATEMENT_ENTRIES_MOST;
    if (s->more) s->count = STATEMENT_ENTRIES_MOST;
    s->closing_pence = s->opening_pence;
    for (size_t i = 0; i < s->count; i++) s->entries[i].balance_pence = s->closing_pence += s->entries[i].pence;
    if (s->more) return db_number(cx, statement_opening, &s->closing_pence, REF(organisation_id), REF(person_id), STR(date_add_days(cx, to, 1)));      /* with those that are not listed */
    return OK;
}
