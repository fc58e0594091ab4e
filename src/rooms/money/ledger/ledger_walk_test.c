/*
 * A long walk at random over everything that is noted, reversed and closed, beside a model of it in this file: after each stretch every account, in each of the
 * three kinds of year, holds what the model says, all accounts together hold nothing, and `lyceum check` finds nothing.
 *
 * LYCEUM_MONEY_STEPS says how many steps; without it there are as many as ./check has time for.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/money/ledger/ledger_close.h"
#include "rooms/money/ledger/ledger_list.h"
#include "rooms/money/ledger/money_year.h"
#include "tests/fixture_money.h"
#include "tests/fixture_storm.h"

enum { STEPS = 2000, STRETCHES = 10, AT_ONCE = 20, MONTHS = 24, ACCOUNTS_END = 50, KEPT = 64, PENCE_END = 999999 };

typedef struct { int64_t id, pence; int from, to, month; bool reversed; } Kept;
typedef struct { uint64_t dice; int64_t balance[MONTHS][ACCOUNTS_END]; Kept kept[KEPT]; int count, closed, noted, reversed, refused; } Walk;      /* closed: how many months */

static const int accounts[] = { 2, 5, 6, 14, 21, 22, 24, 25, 31, 32, 33, 35, 38 };

static int dice(Walk *walk, int sides) { return storm_dice(&walk->dice, sides); }

/* The months from December 2024 to the one that is running. */
static const char *day_of(Ctx *cx, int month, int day) { return date_from_parts(cx, 2024 + (month + 11) / 12, (month + 11) % 12 + 1, day + 1); }

static void move(Walk *walk, int month, int from, int to, int64_t pence) { walk->balance[month][from] -= pence, walk->balance[month][to] += pence; }

/* What is refused is taken back by the dispatcher; here nothing was written before it. */
static Error *expected(Walk *walk, Error *error, bool allowed)
{
    if (allowed || !error || error->kind != CONFLICT) return allowed ? error : error ? error : broken(test_cx(), "a closed month took something");
    walk->refused++;
    return OK;
}

static Error *note_step(Ctx *cx, Walk *walk)
{
    Kept *kept = &walk->kept[dice(walk, KEPT)];
    int from = accounts[dice(walk, COUNT(accounts))], to = accounts[dice(walk, COUNT(accounts))], month = dice(walk, MONTHS);
    int64_t pence = 1 + dice(walk, PENCE_END), id = 0;
    if (from == to) return OK;
    const NoteDraft draft = { .on = day_of(cx, month, dice(walk, 24)), .amount = text(cx, "%ld.%02ld", (long)(pence / 100), (long)(pence % 100)), .words = "Walked", .from = from, .to = to,
                              .cost_centre_id = COST_CENTRE_OWN, .fund_id = 1 + dice(walk, 6) };
    bool allowed = month >= walk->closed;
    TRY(expected(walk, ledger_note(cx, &draft, &id), allowed));
    if (!allowed) return OK;
    move(walk, month, from, to, pence);
    walk->noted++;
    *kept = (Kept){ id, pence, from, to, month, false };
    return OK;
}

static Error *reverse_step(Ctx *cx, Walk *walk)
{
    Kept *kept = &walk->kept[dice(walk, KEPT)];
    int month = kept->month + dice(walk, 3);
    int64_t id;
    if (!kept->id || month >= MONTHS) return OK;
    bool allowed = month >= walk->closed && !kept->reversed;
    TRY(expected(walk, ledger_reverse(cx, kept->id, day_of(cx, month, 23), "Walked back", &id), allowed));
    if (!allowed) return OK;
    move(walk, month, kept->to, kept->from, kept->pence);
    kept->reversed = true;
    walk->reversed++;
    return OK;
}

/* Seldom, or nothing could be noted any more. */
static Error *close_step(Ctx *cx, Walk *walk)
{
    if (walk->closed >= MONTHS / 2 || dice(walk, 20)) return OK;
    TRY(ledger_close(cx, month_of(cx, day_of(cx, walk->closed, 0)), ""));
    walk->closed++;
    return OK;
}

static Error *step(Ctx *cx, Walk *walk)
{
    static const struct { int weight; Error *(*step)(Ctx *, Walk *); } steps[] = { { 12, note_step }, { 6, reverse_step }, { 2, close_step } };
    int at = dice(walk, 20);
    for (size_t i = 0; i < COUNT(steps); i++)
        if ((at -= steps[i].weight) < 0) return steps[i].step(cx, walk);
    return OK;
}

static Error *steps_act(Ctx *cx, void *walk)
{
    for (int i = 0; i < AT_ONCE; i++) TRY(step(cx, walk));
    return OK;
}

/* ---- what is read ---- */

static int64_t modelled(const Walk *walk, const AccountSum *sum, int first, int last)
{
    int64_t pence = 0;
    bool of_year = account_of_year(&(Account){ .kind = sum->kind });
    for (int month = of_year && first > 0 ? first : 0; month <= last && month < MONTHS; month++) pence += walk->balance[month][sum->id];
    return one_of(sum->kind, "income liability") ? -pence : pence;
}

static void expect_year(const Walk *walk, YearKind kind, int64_t begins)
{
    static const int first_month[YEAR_KINDS] = { [YEAR_FINANCIAL] = 4, [YEAR_ACADEMIC] = 9, [YEAR_CALENDAR] = 1 };
    Ctx *cx = as(&ivo);
    const MoneyYear year = money_year(cx, kind, begins), before = money_year(cx, kind, begins - 1);
    const int first = (int)(begins - 2024) * 12 + first_month[kind] - 12;
    AccountSum *sums;
    size_t n;
    int64_t all = 0;
    EXPECT_OK(ledger_sums(cx, &(LedgerFilter){ .from = year.from_month, .to = year.to_month, .before = before.from_month }, &sums, &n));
    for (size_t i = 0; i < n; i++) {
        EXPECT_EQUAL(sums[i].pence, modelled(walk, &sums[i], first, first + 11));
        EXPECT_EQUAL(sums[i].before_pence, modelled(walk, &sums[i], first - 12, first - 1));
    }
    EXPECT_OK(ledger_sums(cx, &(LedgerFilter){ .from = "", .to = year.to_month, .before = "" }, &sums, &n));
    for (size_t i = 0; i < n; i++) all += one_of(sums[i].kind, "income liability") ? -sums[i].pence : sums[i].pence;
    EXPECT_EQUAL(all, 0);
}

static void expect_all(const Walk *walk)
{
    for (int kind = 0; kind < YEAR_KINDS; kind++)
        for (int64_t begins = 2024; begins <= 2026; begins++) expect_year(walk, (YearKind)kind, begins);
    EXPECT_OK(money_check(as(&nobody)));
}

static int64_t steps_wanted(void)
{
    int64_t steps = STEPS;
    const char *said = getenv("LYCEUM_MONEY_STEPS");
    if (said) EXPECT(number_parse(said, STEPS, 10000000, &steps));
    return steps;
}

TEST("however money is noted, reversed and closed, the ledger balances, and every year says what happened in it")
{
    static Walk walk;
    const int64_t stretch = steps_wanted() / STRETCHES;
    walk = (Walk){ .dice = 20261124 };
    rex_lay();
    for (int i = 0; i < STRETCHES; i++) {
        for (int64_t done = 0; done < stretch; done += AT_ONCE) EXPECT_OK(write_as(&rex, steps_act, &walk));
        expect_all(&walk);
    }
    print_message("# %d noted, %d reversed, %d months closed, %d refused\n", walk.noted, walk.reversed, walk.closed, walk.refused);
    EXPECT(walk.noted > 100 && walk.reversed > 10 && walk.closed > 0 && walk.refused > 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM posting"), walk.noted + walk.reversed);
}
