#include "rooms/booking/booking_price.h"

typedef struct { const char *words; } WordsRow;
static const Column words_columns[] = { COLUMN(WordsRow, words) };
SQL(booking_price_add,  "INSERT INTO booking_price (booking_id, list_pence, words) VALUES ($1, $2, $3)");
SQL(booking_price_like, "INSERT INTO booking_price (booking_id, list_pence, words) SELECT CAST($2 AS BIGINT), list_pence, words FROM booking_price"
                        " WHERE booking_id = (SELECT booking_id FROM registration WHERE id = $1)");
SQL(booking_price_of,   "SELECT words FROM booking_price WHERE booking_id = $1");
SQL(booking_price_why,  "SELECT words FROM booking_price WHERE booking_id = (SELECT booking_id FROM registration WHERE id = $1)");

Error *booking_list_price(Ctx *cx, const Event *event, const Standing *standing, int64_t places, ListPrice *price)
{
    return event_list_price(cx, event, &(PriceAsk){ standing->organisation_id, standing->member, standing->waived, places }, price);
}

Error *booking_price_keep(Ctx *cx, int64_t booking_id, const ListPrice *price)
{
    return *price->words ? db_run(cx, booking_price_add, NULL, INT(booking_id), INT(price->pence), STR(price->words)) : OK;
}

Error *booking_price_again(Ctx *cx, int64_t registration_id, int64_t booking_id) { return db_run(cx, booking_price_like, NULL, INT(registration_id), INT(booking_id)); }

static Error *words_find(Ctx *cx, const Sql *sql, int64_t id, const char **words)
{
    WordsRow row = { "" };
    bool found;
    TRY(db_maybe_(cx, sql, words_columns, COUNT(words_columns), &row, &found, (const Arg[]){ INT(id) }, 1));
    *words = found ? row.words : "";
    return OK;
}

Error *booking_price_words(Ctx *cx, int64_t booking_id, const char **words) { return words_find(cx, &booking_price_of, booking_id, words); }
Error *booking_price_words_of(Ctx *cx, int64_t registration_id, const char **words) { return words_find(cx, &booking_price_why, registration_id, words); }
