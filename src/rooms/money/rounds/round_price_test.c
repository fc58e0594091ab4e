/* Pure rules of a round: what one costs when so many are wanted, and who gets how many when there are too few. */
#include "rooms/money/rounds/round_allot.h"
#include "rooms/money/rounds/round_price.h"
#include "tests/test.h"

static const RoundTier tiers[] = { { 20, 1450 }, { 40, 1260 }, { 60, 1140 } };
static const RoundSteps steps = { tiers, COUNT(tiers), 0 }, few = { tiers, COUNT(tiers), 45 };

TEST("everybody pays the price of the highest step that is reached, and below the first there is none")
{
    EXPECT_EQUAL(round_unit_price(&steps, 0), 0);
    EXPECT_EQUAL(round_unit_price(&steps, 19), 0);
    EXPECT_EQUAL(round_unit_price(&steps, 20), 1450);
    EXPECT_EQUAL(round_unit_price(&steps, 39), 1450);
    EXPECT_EQUAL(round_unit_price(&steps, 40), 1260);
    EXPECT_EQUAL(round_unit_price(&steps, 100000), 1140);
    EXPECT_EQUAL(round_next_tier(&steps, 57)->from_quantity - 57, 3);
    EXPECT(!round_next_tier(&steps, 60));
    EXPECT_EQUAL(round_least(&steps), 20);
    EXPECT_EQUAL(round_most_price(&steps), 1450);
    EXPECT_EQUAL(round_unit_price(&(RoundSteps){ NULL, 0, 0 }, 5), 0);
}

TEST("what cannot be had brings no better price")
{
    EXPECT_EQUAL(round_bought(&few, 70), 45);
    EXPECT_EQUAL(round_unit_price(&few, 70), 1260);
}

static int64_t sum(const int64_t *given, size_t n)
{
    int64_t all = 0;
    for (size_t i = 0; i < n; i++) all += given[i];
    return all;
}

TEST("pro rata everybody gets the same share, and the odd ones go to those whose share was cut most, of equals to whoever was first")
{
    const int64_t wanted[] = { 10, 5, 5, 1 }, alike[] = { 3, 3, 3 };
    int64_t given[4];
    round_allot(test_cx(), ROUND_PRO_RATA, 10, wanted, given, 4);      /* 4.76, 2.38, 2.38, 0.48 */
    EXPECT_EQUAL(given[0], 5);
    EXPECT_EQUAL(given[1], 2);
    EXPECT_EQUAL(given[2], 2);
    EXPECT_EQUAL(given[3], 1);
    round_allot(test_cx(), ROUND_PRO_RATA, 7, alike, given, 3);
    EXPECT_EQUAL(given[0], 3);
    EXPECT_EQUAL(given[1], 2);
    EXPECT_EQUAL(given[2], 2);
    round_allot(test_cx(), ROUND_PRO_RATA, 21, wanted, given, 4);      /* enough for all */
    EXPECT_EQUAL(given[0], 10);
    round_allot(test_cx(), ROUND_PRO_RATA, 0, wanted, given, 4);       /* no limit */
    EXPECT_EQUAL(given[3], 1);
}

TEST("shared evenly, small orders are met first and large ones get alike")
{
    const int64_t wanted[] = { 10, 5, 5, 1 };
    int64_t given[4];
    round_allot(test_cx(), ROUND_EVEN, 12, wanted, given, 4);
    EXPECT_EQUAL(given[0], 4);
    EXPECT_EQUAL(given[1], 4);
    EXPECT_EQUAL(given[2], 3);
    EXPECT_EQUAL(given[3], 1);
}

TEST("whatever is wanted and however few there are, nobody gets more than they wanted and nothing is left over")
{
    uint64_t dice = 1543;
    int64_t wanted[40], given[40];
    for (int round = 0; round < 2000; round++) {
        size_t n = 1 + (size_t)(round % 40);
        for (size_t i = 0; i < n; i++) dice = dice * 6364136223846793005u + 1442695040888963407u, wanted[i] = (int64_t)(dice >> 33) % 60;
        int64_t all = sum(wanted, n), supply = 1 + (int64_t)(dice >> 40) % (all + 1);
        for (RoundShare share = ROUND_PRO_RATA; share <= ROUND_EVEN; share++) {
            round_allot(test_cx(), share, supply, wanted, given, n);
            EXPECT_EQUAL(sum(given, n), supply < all ? supply : all);
            for (size_t i = 0; i < n; i++) EXPECT(given[i] >= 0 && given[i] <= wanted[i]);
        }
    }
}
