#include "rooms/money/ledger/ledger_note.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

enum { YEAR_DAYS = 366 };

SQL(posting_to_reverse, "SELECT id, kind, on_date, CAST(COALESCE(reverses, 0) AS BIGINT) AS reverses FROM posting WHERE id = $1");

static const Account *account_of(const Account *accounts, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (accounts[i].id == id) return &accounts[i];
    return NULL;
}

static bool is_named(const Named *list, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].id == id) return true;
    return false;
}

static Error *day_sound(Ctx *cx, const char *on)
{
    if (blank(on)) return invalid(cx, "on", "Enter the day on which it counts");
    if (strcmp(on, cx->today) > 0) return invalid(cx, "on", "The day must be today or earlier");
    if (strcmp(on, date_add_days(cx, cx->today, -NOTE_YEARS_BACK * YEAR_DAYS)) < 0) return invalid(cx, "on", "The day must be within the last %d years", NOTE_YEARS_BACK);
    return OK;
}

static Error *words_sound(Ctx *cx, const char *words, const char *missing_words)
{
    if (blank(words)) return invalid(cx, "words", "%s", missing_words);
    return letters(words) > NOTE_WORDS_MOST ? invalid(cx, "words", "Use %d characters or fewer", NOTE_WORDS_MOST) : OK;
}

/* "Say £12.50" and 0 are no sums; a comma stands between thousands only. */
static Error *amount_sound(Ctx *cx, const char *typed, int64_t *pence)
{
    if (blank(typed)) return invalid(cx, "amount", "Enter the sum");
    if (!money_parse(typed, pence) || !*pence) return invalid(cx, "amount", "Enter the sum in pounds and pence, like 180, 42.50 or 1,200");
    return OK;
}

static Error *sides_sound(Ctx *cx, const NoteDraft *draft)
{
    Account *accounts;
    Named *funds, *centres;
    size_t n, fund_count, centre_count;
    Error *errors = OK;
    TRY(accounts_all(cx, &accounts, &n));
    TRY(funds_all(cx, &funds, &fund_count));
    TRY(cost_centres_all(cx, &centres, &centre_count));
    const Account *from = account_of(accounts, n, draft->from), *to = account_of(accounts, n, draft->to);
    if (!from) errors_add(&errors, invalid(cx, "from", "Choose the account that it came from"));
    if (!to) errors_add(&errors, invalid(cx, "to", "Choose the account that it went to"));
    if (from && from == to) errors_add(&errors, invalid(cx, "to", "Choose two different accounts"));
    bool named = is_named(funds, fund_count, draft->fund_id), of_year = (from && account_of_year(from)) || (to && account_of_year(to));
    if (!named && (of_year || draft->fund_id)) errors_add(&errors, invalid(cx, "fund", "Choose the fund: income and costs are counted by it"));
    if (!is_named(centres, centre_count, draft->cost_centre_id)) errors_add(&errors, invalid(cx, "centre", "Choose the cost centre"));
    return errors;
}

Error *ledger_note(Ctx *cx, const NoteDraft *draft, int64_t *id)
{
    PostingRow row = { draft->from, draft->to, 0, draft->cost_centre_id, draft->fund_id };
    Error *errors = OK;
    bool again;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "noting in the ledger");
    errors_add(&errors, day_sound(cx, draft->on));
    errors_add(&errors, sides_sound(cx, draft));
    errors_add(&errors, amount_sound(cx, draft->amount, &row.pence));
    errors_add(&errors, words_sound(cx, draft->words, "Say what it is for"));
    TRY(errors);
    TRY(ledger_post(cx, &(Posting){ .kind = "noted", .subject_id = new_id(cx), .on = draft->on, .words = text_trim(cx, draft->words), .rows = &row, .count = 1 }, id, &again));
    return trail(cx, "ledger.noted", *id, money_table(cx, row.pence));
}

typedef struct { int64_t id, reverses; const char *kind, *on_date; } Reversed;

static Error *reversal_sound(Ctx *cx, const Reversed *reversed, const char *on, const char *words)
{
    Error *errors = day_sound(cx, on);
    if (!errors && strcmp(on, reversed->on_date) < 0) errors = invalid(cx, "on", "The day must be %s or later, on which it was posted", date_words(cx, reversed->on_date));
    errors_add(&errors, words_sound(cx, words, "Say why it is reversed"));
    return errors;
}

Error *ledger_reverse(Ctx *cx, int64_t posting_id, const char *on, const char *words, int64_t *id)
{
    static const Column reversed_columns[] = { COLUMN(Reversed, id), COLUMN(Reversed, reverses), COLUMN(Reversed, kind), COLUMN(Reversed, on_date) };
    Reversed reversed = {0};
    bool again;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "reversing posting %ld", (long)posting_id);
    TRY(db_one(cx, posting_to_reverse, reversed_columns, &reversed, INT(posting_id)));
    if (reversed.reverses) return conflict(cx, "This takes another posting back. What was right after all is noted anew");
    if (!same(reversed.kind, "noted")) return conflict(cx, "This was posted by rule, and follows what it is about. Put that right, and it is put right here");
    TRY(reversal_sound(cx, &reversed, on, words));
    TRY(ledger_take_back(cx, posting_id, on, text_trim(cx, words), id, &again));
    return again ? conflict(cx, "This was reversed already") : trail(cx, "ledger.reversed", posting_id, NULL);
}
