#include "rooms/money/rounds/round_allot.h"

static int64_t sum_of(const int64_t *numbers, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) sum += numbers[i];
    return sum;
}

static void pro_rata(Ctx *cx, int64_t supply, int64_t together, const int64_t *wanted, int64_t *given, size_t count)
{
    int64_t *cut = array(cx, int64_t, count + 1);
    for (size_t i = 0; i < count; i++) given[i] = wanted[i] * supply / together, cut[i] = wanted[i] * supply % together;
    for (int64_t odd = supply - sum_of(given, count); odd > 0; odd--) {      /* fewer than there are takers */
        size_t most = 0;
        for (size_t i = 1; i < count; i++)
            if (cut[i] > cut[most]) most = i;
        given[most]++, cut[most] = -1;
    }
}

static int64_t level_sum(int64_t level, const int64_t *wanted, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) sum += wanted[i] < level ? wanted[i] : level;
    return sum;
}

static void even(int64_t supply, const int64_t *wanted, int64_t *given, size_t count)
{
    int64_t low = 0, high = supply;      /* the highest number that all can have is between the two */
    while (low < high) {
        int64_t middle = low + (high - low + 1) / 2;
        if (level_sum(middle, wanted, count) <= supply) low = middle;
        else high = middle - 1;
    }
    int64_t odd = supply - level_sum(low, wanted, count);
    for (size_t i = 0; i < count; i++) {
        given[i] = wanted[i] < low ? wanted[i] : low;
        if (odd > 0 && wanted[i] > low) given[i]++, odd--;
    }
}

void round_allot(Ctx *cx, RoundShare share, int64_t supply, const int64_t *wanted, int64_t *given, size_t count)
{
    int64_t together = sum_of(wanted, count);
    if (!supply || together <= supply)
        for (size_t i = 0; i < count; i++) given[i] = wanted[i];
    else if (share == ROUND_EVEN) even(supply, wanted, given, count);
    else pro_rata(cx, supply, together, wanted, given, count);
}
