#include "platform/base/text.h"
#include "platform/security/digest.h"
#include "rooms/booking/ballot_log.h"
#include "tests/test.h"

#define SEED "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

static BallotEntry entry_of(const BallotEntry *entries, size_t count, int64_t id)
{
    size_t at = 0;
    while (at < count && entries[at].id != id) at++;
    EXPECT(at < count);
    return entries[at];
}
#define OF(entries, id) entry_of(entries, COUNT(entries), id)
#define ALLOT(entries, places, cap) ballot_allot(test_cx(), SEED, places, cap, entries, COUNT(entries))

TEST("every school has its first place before any has its second, in its own order of wishes")
{
    BallotEntry entries[] = { { 1, 71, .wish = 1 }, { 2, 71, .wish = 2 }, { 3, 71, .wish = 3 }, { 4, 72, .wish = 2 }, { 5, 72, .wish = 1 }, { 6, 73, .wish = 1 } };
    ALLOT(entries, 3, 0);
    EXPECT(OF(entries, 1).placed && OF(entries, 5).placed && OF(entries, 6).placed);
    EXPECT_EQUAL(OF(entries, 1).rule, BALLOT_FIRST);
    EXPECT_EQUAL(OF(entries, 4).round, 2);
    EXPECT_EQUAL(OF(entries, 4).rule, BALLOT_LATER);
    EXPECT_EQUAL(OF(entries, 3).turn, 6);
}

TEST("where a round has fewer places than schools, the greater need comes first, then the fewest places before, then the lot")
{
    BallotEntry entries[] = { { 1, 71, 1, .need = 0, .past = 0 }, { 2, 72, 1, .need = 2, .past = 900 }, { 3, 73, 1, .need = 0, .past = 50 } };
    ALLOT(entries, 1, 0);
    EXPECT(OF(entries, 2).placed);
    EXPECT_EQUAL(OF(entries, 2).rule, BALLOT_NEED);
    EXPECT_EQUAL(OF(entries, 1).rule, BALLOT_NEED);
    ALLOT(entries, 2, 0);
    EXPECT(OF(entries, 1).placed && !OF(entries, 3).placed);
    EXPECT_EQUAL(OF(entries, 3).rule, BALLOT_PAST);

    BallotEntry alike[] = { { 1, 71, 1 }, { 2, 72, 1 }, { 3, 73, 1 } };
    ALLOT(alike, 1, 0);
    EXPECT_EQUAL(alike[0].rule, BALLOT_LOT);
    EXPECT_EQUAL(alike[2].rule, BALLOT_LOT);
}

TEST("a school's limit ends its turns though places are left, and all others have theirs")
{
    BallotEntry entries[] = { { 1, 71, 1 }, { 2, 71, 2 }, { 3, 71, 3 }, { 4, 72, 1 } };
    ALLOT(entries, 10, 2);
    EXPECT(OF(entries, 1).placed && OF(entries, 2).placed && OF(entries, 4).placed && !OF(entries, 3).placed);
    EXPECT_EQUAL(OF(entries, 3).rule, BALLOT_LIMIT);
    EXPECT_EQUAL(OF(entries, 2).rule, BALLOT_ENOUGH);
}

TEST("people who come for themselves take turns together, as one school would, and no limit ends them")
{
    BallotEntry entries[] = { { 1, 0, 1 }, { 2, 0, 1 }, { 3, 0, 1 }, { 4, 72, 1 }, { 5, 73, 1 } };
    ALLOT(entries, 3, 1);
    EXPECT_EQUAL(OF(entries, 1).placed + OF(entries, 2).placed + OF(entries, 3).placed, 1);
    ALLOT(entries, 9, 1);
    EXPECT(OF(entries, 1).placed && OF(entries, 2).placed && OF(entries, 3).placed);
}

TEST("a ballot without entries or without places gives nothing away")
{
    BallotEntry entries[] = { { 1, 71, 1 } };
    ballot_allot(test_cx(), SEED, 5, 0, entries, 0);
    ALLOT(entries, 0, 0);
    EXPECT(!entries[0].placed);
    EXPECT_SAME(ballot_rule_words(test_cx(), entries[0].rule, false, 1, 0, 0), "There was no place to give");
}

/* ---- whatever the entries ---- */

static int64_t dice(uint64_t *state, int64_t sides)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((*state >> 33) % (uint64_t)sides);
}

enum { BALLOTS = 1000, SIZE_MOST = 40, SCHOOLS = 9 };
typedef struct { BallotEntry entries[SIZE_MOST]; size_t count; int64_t places, cap; const char *seed; } Ballot;

static Ballot any_ballot(uint64_t *state)
{
    Ballot ballot = { .count = (size_t)dice(state, SIZE_MOST + 1), .places = dice(state, SIZE_MOST + 5), .cap = dice(state, 4) };
    int64_t need[SCHOOLS], past[SCHOOLS];
    for (int i = 0; i < SCHOOLS; i++) need[i] = dice(state, 3), past[i] = dice(state, 3) * 50;
    for (size_t i = 0; i < ballot.count; i++) {
        int64_t school = dice(state, SCHOOLS);
        ballot.entries[i] = (BallotEntry){ .id = 1000 + (int64_t)i, .school = school, .wish = 1 + dice(state, 5), .need = need[school], .past = past[school] };
    }
    ballot.seed = ballot_commitment(test_cx(), text(test_cx(), "%ld", (long)dice(state, 1 << 30)));
    return ballot;
}

static void draw(Ballot *ballot) { ballot_allot(test_cx(), ballot->seed, ballot->places, ballot->cap, ballot->entries, ballot->count); }

static void shuffle(Ballot *ballot, uint64_t *state)
{
    for (size_t i = ballot->count; i > 1; i--) {
        size_t k = (size_t)dice(state, (int64_t)i);
        BallotEntry last = ballot->entries[i - 1];
        ballot->entries[i - 1] = ballot->entries[k], ballot->entries[k] = last;
    }
}

TEST("of a thousand ballots none gives more than its places, a school more than its limit, or a second place before a first")
{
    uint64_t state = 7;
    int64_t wrong = 0;
    for (int n = 0; n < BALLOTS; n++) {
        Ballot ballot = any_ballot(&state);
        int64_t placed = 0, able = 0, had[SCHOOLS] = {0}, asked[SCHOOLS] = {0}, most = 0, least = SIZE_MOST;
        draw(&ballot);
        for (size_t i = 0; i < ballot.count; i++) {
            const BallotEntry *e = &ballot.entries[i];
            placed += e->placed, had[e->school] += e->placed, asked[e->school]++;
            able += e->rule != BALLOT_LIMIT;
            wrong += e->turn != (int64_t)i + 1 || (i && e->placed && !ballot.entries[i - 1].placed);
        }
        wrong += placed != (able < ballot.places ? able : ballot.places);
        for (int s = 0; s < SCHOOLS; s++) {
            bool has_more = asked[s] > had[s] && (!s || !ballot.cap || had[s] < ballot.cap);
            wrong += s && ballot.cap && had[s] > ballot.cap;
            if (had[s] > most) most = had[s];
            if (has_more && had[s] < least) least = had[s];
        }
        wrong += most > least + 1;   /* whoever still waits for a turn has one place less than anybody, at most */
    }
    EXPECT_EQUAL(wrong, 0);
}

TEST("a ballot is the same whatever the order of its entries, and another seed gives another")
{
    uint64_t state = 11;
    int64_t wrong = 0, others = 0;
    for (int n = 0; n < BALLOTS / 4; n++) {
        Ballot ballot = any_ballot(&state), again = ballot, other = ballot;
        shuffle(&again, &state);
        other.seed = ballot_commitment(test_cx(), ballot.seed);
        draw(&ballot), draw(&again), draw(&other);
        wrong += memcmp(ballot.entries, again.entries, ballot.count * sizeof *ballot.entries) != 0;
        others += memcmp(ballot.entries, other.entries, ballot.count * sizeof *ballot.entries) != 0;
    }
    EXPECT_EQUAL(wrong, 0);
    EXPECT(others > BALLOTS / 8);
}

/* ---- the log ---- */

static BallotDraw small_draw(BallotEntry *entries, size_t count)
{
    ballot_allot(test_cx(), SEED, 2, 1, entries, count);
    return (BallotDraw){ .event_id = 9, .closed_at = 1796119200, .places = 2, .cap = 1, .seed = SEED, .entries = entries, .count = count };
}

static Error *verified(const char *log)
{
    BallotDraw read;
    return ballot_log_verify(test_cx(), log, strlen(log), &read);
}

static const char *replaced(const char *log, const char *what, const char *with)
{
    const char *at = strstr(log, what);
    EXPECT(at);
    return text(test_cx(), "%.*s%s%s", (int)(at - log), log, with, at + strlen(what));
}

TEST("a log is read as it was written and holds; the same with a letter changed does not, and what differs is said")
{
    BallotEntry entries[] = { { 4, 71, 1 }, { 5, 72, 1 }, { 6, 72, 2 } };
    BallotDraw drawn = small_draw(entries, COUNT(entries)), read;
    const char *log = ballot_log_write(test_cx(), &drawn);
    EXPECT_OK(ballot_log_verify(test_cx(), log, strlen(log), &read));
    EXPECT_EQUAL(read.count, 3);
    EXPECT_SAME(ballot_log_write(test_cx(), &read), log);
    EXPECT_REFUSED(verified(replaced(log, "places 2", "places 3")), INVALID, "The digest is not that of the lines");
    EXPECT_REFUSED(verified(replaced(log, "limit 1\n", "limit 1 \n")), INVALID, "Line 5 is not a line of a ballot’s log");
    EXPECT_REFUSED(verified(replaced(log, "places 2", "places 02")), INVALID, "Line 4 is not");
    EXPECT_REFUSED(verified(""), INVALID, "Line 1 is not");
}

TEST("a log that somebody wrote anew, with its digest, does not hold: neither another outcome nor another seed")
{
    BallotEntry entries[] = { { 4, 71, 1 }, { 5, 72, 1 }, { 6, 72, 2 } };
    BallotDraw drawn = small_draw(entries, COUNT(entries));
    BallotEntry *last = &entries[2];
    EXPECT(!last->placed);
    last->placed = true, last->rule = BALLOT_FIRST;
    EXPECT_REFUSED(verified(ballot_log_write(test_cx(), &drawn)), INVALID, "computed again, it is waiting in turn 3 by rule “limit”");
    const char *log = ballot_log_write(test_cx(), &drawn);
    const char *other = replaced(log, "commitment ", "commitment 0");
    EXPECT_REFUSED(verified(other), INVALID, "Line 6");
    entries[2].placed = false, entries[2].rule = BALLOT_LIMIT;
    const char *lines = replaced(ballot_log_write(test_cx(), &drawn), ballot_commitment(test_cx(), SEED), ballot_commitment(test_cx(), "another seed"));
    const char *signed_lines = text_copy(test_cx(), lines, strlen(lines) - strlen("digest \n") - BALLOT_SEED_LENGTH);
    EXPECT_REFUSED(verified(text(test_cx(), "%sdigest %s\n", signed_lines, digest_of(test_cx(), signed_lines))), INVALID, "The commitment is not that of the seed");
    entries[1].id = entries[0].id;
    EXPECT_REFUSED(verified(ballot_log_write(test_cx(), &drawn)), INVALID, "Entry 4 stands there twice");
}

TEST("every rule is a sentence and a name that is read back")
{
    for (int rule = 0; rule < BALLOT_RULES; rule++) {
        BallotRule named = BALLOT_RULES;
        EXPECT(ballot_rule_named(ballot_rule_name((BallotRule)rule), &named) && named == (BallotRule)rule);
        EXPECT(*ballot_rule_words(test_cx(), (BallotRule)rule, false, 2, 1, 2));
    }
}
