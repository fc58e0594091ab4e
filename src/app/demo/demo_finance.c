/* Two financial years of the partnership's money, the one that is over and this one to today, and the finance officer who noted it. The first is closed. */
#include <string.h>

#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/person.h"
#include "rooms/money/ledger/ledger.h"
#include "rooms/money/ledger/money_year.h"
#include "rooms/money/subscriptions/subscription_earned.h"

enum { OWED = 1, BANK, UNPAID = 14, CHARGES = 23, GRANTS, SPONSORSHIP, FACILITATORS = 31, VENUES, CATERING, MATERIALS, STAFF };
enum { SUB = 1, IMPROVEMENT, DE_DELEGATION, GRANT, SALES, SPONSOR };
enum { MONTHS = 12, FIRST_MONTH = 4, CLOSED_DAY = 20, HOUR = 11 };
#define IN(month) (1 << (month))
#define EACH (-1)
#define TERM (IN(1) | IN(2) | IN(3) | IN(5) | IN(6) | IN(7) | IN(9) | IN(10) | IN(11) | IN(12))

SQL(demo_finance_person,
    "INSERT INTO person (id, name, name_folded, sort_key, email, email_folded, first_in_at, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $5, $6, $6, $6)");
SQL(demo_finance_post,
    "INSERT INTO post (id, person_id, organisation_id, role, title, starts_on, created_at) VALUES ($1, $2, $3, 'finance officer', 'Finance officer', $4, $5)");
SQL(demo_posting_put,
    "INSERT INTO posting (id, kind, subject_id, on_date, month, words, rows, reverses, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9)");
SQL(demo_posting_row_put,
    "INSERT INTO posting_row (posting_id, position, from_account, to_account, pence, month, cost_centre_id, fund_id) VALUES ($1, 1, $2, $3, $4, $5, $6, $7)");
SQL(demo_centre_put,   "INSERT INTO cost_centre (id, code, name) VALUES ($1, 'EY40', 'Early Years Service')");
SQL(demo_books_closed, "UPDATE ledger_closed SET through = $1 WHERE id = 0");
SQL(demo_close_put,    "INSERT INTO period_close (month, closed_at, closed_by, note) VALUES ($1, $2, $3, 'Agreed with the council’s own ledger.')");

/* What comes back each year, in which months, on which day. `more`: the next year, in hundredths. */
static const struct { int64_t months, day, from, to, fund, pence, more; const char *words; } lines[] = {
    { IN(4) | IN(7) | IN(10) | IN(1), 10, GRANTS,        BANK,  IMPROVEMENT, 1500000, 100, "School-improvement money, a quarter" },
    { IN(4),                          25, GRANTS,        BANK,  DE_DELEGATION, 840000, 100, "De-delegated for leading learning, the year" },
    { IN(9),                          30, GRANTS,        BANK,  GRANT,       1200000,  75, "Early language grant" },
    { IN(6),                          18, SPONSORSHIP,   BANK,  SPONSOR,      250000, 120, "Harbour Books, summer conference" },
    { IN(7) | IN(12) | IN(3),         27, CHARGES,       BANK,  SALES,         26000,  90, "Late cancellations of the term" },
    { TERM,                           15, BANK, FACILITATORS,   SUB,          245000, 103, "Facilitators’ fees" },
    { IN(10) | IN(2) | IN(6),         16, BANK, FACILITATORS,   GRANT,        180000, 100, "Early language: coaches" },
    { TERM,                           24, BANK, VENUES,         SUB,           68000, 104, "Town Hall and Fleet Centre, hire" },
    { TERM,                           25, BANK, CATERING,       SUB,           31500, 105, "Teas and lunches" },
    { IN(6),                          19, BANK, CATERING,       SPONSOR,       96000, 110, "Summer conference, lunch" },
    { IN(9) | IN(1),                   8, BANK, MATERIALS,      SUB,           42000, 100, "Printing and books" },
    { EACH,                           28, BANK, STAFF,          IMPROVEMENT,  412000, 103, "Advisers’ time on the programme" },
    { EACH,                           28, BANK, STAFF,          SUB,          148000, 103, "The office’s time" },
};

typedef struct { Demo *demo; int64_t by, number, early_years; MoneyYear year; bool later; } Books;
typedef struct { const char *kind, *on, *words; int64_t from, to, fund, pence, reverses; } Row;

static Error *post(Ctx *cx, Books *books, Row row, int64_t *id)
{
    Demo *demo = books->demo;
    const char *month = month_of(cx, row.on);
    int64_t made_at;
    if (strcmp(row.on, demo->today) >= 0) return OK;
    instant_of(row.on, HOUR, 0, false, &made_at);
    *id = demo_id(demo);
    TRY(demo_put(cx, demo, demo_posting_put, INT(*id), STR(row.kind), INT(row.reverses ? row.reverses : *id), STR(row.on), STR(month), STR(row.words), REF(row.reverses), INT(made_at), INT(books->by)));
    return demo_put(cx, demo, demo_posting_row_put, INT(*id), INT(row.from), INT(row.to), INT(row.pence), STR(month), INT(row.fund == GRANT ? books->early_years : COST_CENTRE_OWN), INT(row.fund));
}

/* No two months are alike: up to a tenth more or less, by number, so that it is the same each time. */
static int64_t about(Books *books, int64_t pence, int64_t more, int64_t months)
{
    int64_t of_year = books->later ? pence * more / 100 : pence;
    return months == EACH || months == TERM ? of_year + of_year / 1000 * ((books->number++ * 37) % 200 - 100) / 50 * 50 : of_year;
}

static Error *month_lay(Ctx *cx, Books *books, int64_t year, int64_t month)
{
    int64_t id = 0;
    for (size_t i = 0; i < COUNT(lines); i++)
        if (lines[i].months & IN(month))
            TRY(post(cx, books, (Row){ "noted", date_from_parts(cx, year, month, lines[i].day), lines[i].words, lines[i].from, lines[i].to, lines[i].fund, about(books, lines[i].pence, lines[i].more, lines[i].months), 0 }, &id));
    return OK;
}

/* Hires that are paid a month after, the last of them not yet, and a fee that stood in the wrong fund. */
static Error *put_right_lay(Ctx *cx, Books *books, int64_t year)
{
    int64_t id = 0, wrong = 0;
    TRY(post(cx, books, (Row){ "noted", date_from_parts(cx, year, 6, 19), "Summer conference, hire of the Guildhall", UNPAID, VENUES, SPONSOR, 118000, 0 }, &id));
    TRY(post(cx, books, (Row){ "noted", date_from_parts(cx, year, 7, 9), "Summer conference, hire of the Guildhall, paid", BANK, UNPAID, SPONSOR, 118000, 0 }, &id));
    TRY(post(cx, books, (Row){ "noted", date_from_parts(cx, year, 10, 1), "Autumn conference, hire of the Guildhall", UNPAID, VENUES, SUB, 96000, 0 }, &id));
    if (!books->later) TRY(post(cx, books, (Row){ "noted", date_from_parts(cx, year, 11, 3), "Autumn conference, hire of the Guildhall, paid", BANK, UNPAID, SUB, 96000, 0 }, &id));
    TRY(post(cx, books, (Row){ "noted", date_from_parts(cx, year, 10, 6), "Early language: a keynote", BANK, FACILITATORS, SUB, 60000, 0 }, &wrong));
    if (!wrong) return OK;
    TRY(post(cx, books, (Row){ "reversed", date_from_parts(cx, year, 10, 12), "It belongs to the early language grant", FACILITATORS, BANK, SUB, 60000, wrong }, &id));
    return post(cx, books, (Row){ "noted", date_from_parts(cx, year, 10, 12), "Early language: a keynote", BANK, FACILITATORS, GRANT, 60000, 0 }, &id);
}

static Error *year_lay(Ctx *cx, void *data)
{
    Books *books = data;
    for (int64_t i = 0; i < MONTHS; i++) {
        int64_t month = (FIRST_MONTH - 1 + i) % MONTHS + 1;
        TRY(month_lay(cx, books, month < FIRST_MONTH ? books->year.first + 1 : books->year.first, month));
    }
    return put_right_lay(cx, books, books->year.first);
}

static Error *officer_lay(Ctx *cx, void *data)
{
    Books *books = data;
    Demo *demo = books->demo;
    const char *name = "Imogen Farrow", *email = "imogen.farrow@partnership.example", *since = money_year(cx, YEAR_FINANCIAL, books->year.first - 1).from;
    int64_t at;
    instant_of(since, HOUR, 0, false, &at);
    books->by = demo_id(demo), books->early_years = demo_id(demo);
    TRY(demo_put(cx, demo, demo_centre_put, INT(books->early_years)));
    TRY(demo_put(cx, demo, demo_finance_person, INT(books->by), STR(name), STR(text_fold(cx, name)), STR(person_sort_key(cx, name)), STR(email), INT(at)));
    return demo_put(cx, demo, demo_finance_post, INT(demo_id(demo)), INT(books->by), INT(demo->office_id), STR(since), INT(at));
}

/* What subscriptions earned in each month of the year that is over, as the job posted it on the month's last day. */
static Error *earned_lay(Ctx *cx, void *data)
{
    const Books *books = data;
    for (const char *month = books->year.from_month; strcmp(month, books->year.to_month) <= 0; month = month_of(cx, month_next(cx, month))) {
        const char *next = month_next(cx, month);
        Ctx at = *cx;
        if (strcmp(next, books->demo->today) > 0) return OK;
        at.today = next;
        instant_of(next, HOUR, 0, false, &at.now);
        if (at.now > books->demo->now) at.now = books->demo->now;
        TRY(earning_post(&at, month));
    }
    return OK;
}

static Error *close_lay(Ctx *cx, void *data)
{
    const Books *books = data;
    Demo *demo = books->demo;
    int64_t at;
    instant_of(date_from_parts(cx, books->year.first + 1, FIRST_MONTH, CLOSED_DAY), HOUR, 0, false, &at);
    TRY(demo_put(cx, demo, demo_close_put, STR(books->year.to_month), INT(at < demo->now ? at : demo->now), INT(books->by)));
    return demo_put(cx, demo, demo_books_closed, STR(books->year.to_month));
}

Error *demo_finance(Ctx *cx, Demo *demo)
{
    int64_t first = money_year_first(YEAR_FINANCIAL, demo->today) - 1;
    Books books = { .demo = demo, .year = money_year(cx, YEAR_FINANCIAL, first) };
    TRY(demo_slice(cx, demo, officer_lay, &books));
    TRY(demo_slice(cx, demo, year_lay, &books));
    TRY(demo_recharges_before(cx, demo, books.by, first));
    TRY(demo_slice(cx, demo, earned_lay, &books));
    TRY(demo_slice(cx, demo, close_lay, &books));
    books.year = money_year(cx, YEAR_FINANCIAL, first + 1);
    books.later = true;
    TRY(demo_slice(cx, demo, year_lay, &books));
    TRY(demo_recharges(cx, demo, books.by, first + 1));
    return demo_slice(cx, demo, earned_lay, &books);
}
