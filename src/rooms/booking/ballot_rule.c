#include "rooms/booking/ballot_rule.h"

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/security/digest.h"

/* An entry with the lots that order it: its own among its school's wishes, and its school's in its round. */
typedef struct { BallotEntry entry; const char *own, *lot; bool capped; } Turn;

static const char *const rule_names[BALLOT_RULES] = { "enough", "first", "round", "need", "past", "lot", "later", "limit" };

const char *ballot_commitment(Ctx *cx, const char *seed) { return digest_of(cx, seed); }

bool ballot_seed_valid(const char *seed) { return strlen(seed) == BALLOT_SEED_LENGTH && strspn(seed, "0123456789abcdef") == BALLOT_SEED_LENGTH; }

static int sign(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int by_wish(const void *left, const void *right)
{
    const Turn *a = left, *b = right;
    int order = sign(a->entry.school, b->entry.school);
    if (!order) order = sign(a->entry.wish, b->entry.wish);
    if (!order) order = strcmp(a->own, b->own);
    return order ? order : sign(a->entry.id, b->entry.id);
}

/* What parts two that have their turn in the same round; LOT where nothing else does. */
static BallotRule parted(const BallotEntry *a, const BallotEntry *b)
{
    return a->need != b->need ? BALLOT_NEED : a->past != b->past ? BALLOT_PAST : BALLOT_LOT;
}

static int by_turn(const void *left, const void *right)
{
    const Turn *a = left, *b = right;
    int order = sign(a->capped, b->capped);
    if (!order) order = sign(a->entry.round, b->entry.round);
    if (!order) order = sign(b->entry.need, a->entry.need);
    if (!order) order = sign(a->entry.past, b->entry.past);
    if (!order) order = strcmp(a->lot, b->lot);
    return order ? order : sign(a->entry.id, b->entry.id);
}

static void rounds_set(Ctx *cx, const char *seed, int64_t cap, Turn *turns, size_t count)
{
    qsort(turns, count, sizeof *turns, by_wish);
    for (size_t i = 0; i < count; i++) {
        BallotEntry *entry = &turns[i].entry;
        bool goes_on = i && turns[i - 1].entry.school == entry->school;
        entry->round = goes_on ? turns[i - 1].entry.round + 1 : 1;
        turns[i].capped = cap && entry->school && entry->round > cap;
        turns[i].lot = digest_of(cx, text(cx, "%s round %ld school %ld", seed, (long)entry->round, (long)entry->school));
    }
}

/* `last` and `next` stand on either side of where the places ended; one of them may be absent. */
static BallotRule rule_of(const BallotEntry *entry, const BallotEntry *last, const BallotEntry *next)
{
    if (entry->placed && !next) return BALLOT_ENOUGH;
    if (entry->placed && entry->round == next->round) return parted(entry, next);
    if (entry->placed) return entry->round == 1 ? BALLOT_FIRST : BALLOT_ROUND;
    return last && last->round == entry->round ? parted(last, entry) : BALLOT_LATER;
}

void ballot_allot(Ctx *cx, const char *seed, int64_t places, int64_t cap, BallotEntry *entries, size_t count)
{
    size_t able = 0, given = 0;
    CHECK(count <= BALLOT_ENTRIES_MOST && places >= 0 && cap >= 0);
    Turn *turns = array(cx, Turn, count);
    for (size_t i = 0; i < count; i++) turns[i] = (Turn){ .entry = entries[i], .own = digest_of(cx, text(cx, "%s entry %ld", seed, (long)entries[i].id)) };
    rounds_set(cx, seed, cap, turns, count);
    if (count) qsort(turns, count, sizeof *turns, by_turn);

    while (able < count && !turns[able].capped) able++;
    given = (uint64_t)places < able ? (size_t)places : able;
    const BallotEntry *last = given ? &turns[given - 1].entry : NULL, *next = given < able ? &turns[given].entry : NULL;
    for (size_t i = 0; i < count; i++) turns[i].entry.turn = (int64_t)i + 1, turns[i].entry.placed = i < given;
    for (size_t i = 0; i < count; i++) {
        entries[i] = turns[i].entry;
        entries[i].rule = turns[i].capped ? BALLOT_LIMIT : rule_of(&turns[i].entry, last, next);
    }
}

const char *ballot_rule_name(BallotRule rule) { return rule_names[rule]; }

bool ballot_rule_named(const char *name, BallotRule *rule)
{
    for (size_t i = 0; i < BALLOT_RULES; i++)
        if (same(rule_names[i], name)) {
            *rule = (BallotRule)i;
            return true;
        }
    return false;
}

const char *ballot_rule_words(Ctx *cx, BallotRule rule, bool placed, int64_t round, int64_t last_round, int64_t cap)
{
    const char *went = placed ? "its turn came before the places ended" : "the places ended before its turn";
    switch (rule) {
        case BALLOT_ENOUGH: return "There were places for everybody who could have one";
        case BALLOT_FIRST:  return "Each school got one place before any got a second";
        case BALLOT_ROUND:  return text(cx, "Each school gets one place in a round, and round %ld had a place for every school with a turn in it", (long)round);
        case BALLOT_NEED:   return text(cx, "Round %ld had fewer places than schools. Those with the greater need came first, and %s", (long)round, went);
        case BALLOT_PAST:   return text(cx, "Round %ld had fewer places than schools alike in need. Those with fewer places in the year before, for their size, came first, and %s", (long)round, went);
        case BALLOT_LOT:    return text(cx, "Round %ld had fewer places than schools alike in need and in places the year before. They drew lots, and %s", (long)round, went);
        case BALLOT_LATER:  return last_round ? text(cx, "The last place went in round %ld, and this turn was in round %ld: each school gets one place in a round", (long)last_round, (long)round)
                                              : "There was no place to give";
        case BALLOT_LIMIT:  return text(cx, "A school gets %s from the ballot, and this one has them", counted(cx, cap, "place", NULL));
        case BALLOT_RULES:  break;
    }
    return "";
}
