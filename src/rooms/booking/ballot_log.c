#include "rooms/booking/ballot_log.h"

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/security/digest.h"

enum { NUMBER_MOST = 1000000000, WORD_MOST = 80 };

static const char *digest_of_part(Ctx *cx, const char *bytes, size_t length)
{
    Digest digest = {0};
    digest_begin(&digest);
    digest_add(&digest, bytes, length);
    return digest_end(cx, &digest);
}

const char *ballot_log_write(Ctx *cx, BallotDraw *draw)
{
    Draft log = { .cx = cx };
    draw->commitment = ballot_commitment(cx, draw->seed);
    draft_add(&log, "lyceum ballot 1\nevent %ld\nclosed %ld\nplaces %ld\nlimit %ld\ncommitment %s\nseed %s\nentries %zu\n", (long)draw->event_id, (long)draw->closed_at,
              (long)draw->places, (long)draw->cap, draw->commitment, draw->seed, draw->count);
    for (size_t i = 0; i < draw->count; i++) {
        const BallotEntry *e = &draw->entries[i];
        draft_add(&log, "entry %ld school %ld wish %ld need %ld past %ld round %ld turn %ld %s %s\n", (long)e->id, (long)e->school, (long)e->wish, (long)e->need,
                  (long)e->past, (long)e->round, (long)e->turn, e->placed ? "placed" : "waiting", ballot_rule_name(e->rule));
    }
    draw->digest = digest_of(cx, draft_text(&log));
    draft_add(&log, "digest %s\n", draw->digest);
    return draft_text(&log);
}

/* ---- reading, word by word ---- */

/* `from` is where the word at hand begins: of the first that is wrong, it stays. */
typedef struct { Ctx *cx; const char *at, *end, *from; bool wrong; } Reader;

/* The next word of this line, which `ended_by` follows; "" and `wrong` where there is none. */
static const char *word(Reader *reader, char ended_by)
{
    const char *from = reader->at;
    if (!reader->wrong) reader->from = from;
    while (reader->at < reader->end && *reader->at != ' ' && *reader->at != '\n') reader->at++;
    size_t length = (size_t)(reader->at - from);
    if (reader->wrong || !length || length > WORD_MOST || reader->at == reader->end || *reader->at != ended_by) {
        reader->wrong = true;
        return "";
    }
    reader->at++;
    return text_copy(reader->cx, from, length);
}

static void keyword(Reader *reader, const char *name)
{
    if (!same(word(reader, ' '), name)) reader->wrong = true;
}

static int64_t number(Reader *reader, const char *name, int64_t most, char ended_by)
{
    int64_t value = 0;
    keyword(reader, name);
    const char *digits = word(reader, ended_by);
    /* As it is written, and no other way: else two logs that differ would be one. */
    if (!number_parse(digits, 0, most, &value) || !same(digits, text(reader->cx, "%ld", (long)value))) reader->wrong = true;
    return value;
}

static const char *hex(Reader *reader, const char *name)
{
    keyword(reader, name);
    const char *digits = word(reader, '\n');
    if (!ballot_seed_valid(digits)) reader->wrong = true;
    return digits;
}

static BallotEntry entry_read(Reader *reader)
{
    BallotEntry entry = { .id = number(reader, "entry", INT64_MAX, ' ') };
    entry.school = number(reader, "school", INT64_MAX, ' ');
    entry.wish = number(reader, "wish", NUMBER_MOST, ' ');
    entry.need = number(reader, "need", BALLOT_NEED_MOST, ' ');
    entry.past = number(reader, "past", NUMBER_MOST, ' ');
    entry.round = number(reader, "round", BALLOT_ENTRIES_MOST, ' ');
    entry.turn = number(reader, "turn", BALLOT_ENTRIES_MOST, ' ');
    const char *outcome = word(reader, ' '), *rule = word(reader, '\n');
    entry.placed = same(outcome, "placed");
    if (!one_of(outcome, "placed waiting") || !ballot_rule_named(rule, &entry.rule)) reader->wrong = true;
    return entry;
}

static Error *not_a_log(Ctx *cx, const char *bytes, const Reader *reader)
{
    int64_t line = 1;
    const char *at = reader->wrong ? reader->from : reader->at;   /* words after the last line are wrong too */
    while (at > bytes) line += *--at == '\n';
    return invalid(cx, NULL, "Line %ld is not a line of a ballot’s log", (long)line);
}

static int by_id(const void *left, const void *right)
{
    const BallotEntry *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

static BallotEntry *sorted_by_id(Ctx *cx, const BallotDraw *draw)
{
    BallotEntry *entries = array(cx, BallotEntry, draw->count);
    if (draw->count) memcpy(entries, draw->entries, draw->count * sizeof *entries), qsort(entries, draw->count, sizeof *entries, by_id);
    return entries;
}

static Error *entries_differ(Ctx *cx, const BallotDraw *draw)
{
    const BallotEntry *entries = sorted_by_id(cx, draw);
    for (size_t i = 1; i < draw->count; i++)
        if (entries[i].id == entries[i - 1].id) return invalid(cx, NULL, "Entry %ld stands there twice", (long)entries[i].id);
    return OK;
}

Error *ballot_log_read(Ctx *cx, const char *bytes, size_t length, BallotDraw *draw)
{
    Reader reader = { .cx = cx, .at = bytes, .end = bytes + length };
    *draw = (BallotDraw){0};
    if (length > BALLOT_LOG_MOST || !utf8_valid(bytes, length)) return invalid(cx, NULL, "This is not a ballot’s log: it is text of 1 MiB at most");
    keyword(&reader, "lyceum"), reader.wrong = number(&reader, "ballot", 1, '\n') != 1 || reader.wrong;
    draw->event_id = number(&reader, "event", INT64_MAX, '\n');
    draw->closed_at = number(&reader, "closed", INT64_MAX, '\n');
    draw->places = number(&reader, "places", NUMBER_MOST, '\n');
    draw->cap = number(&reader, "limit", NUMBER_MOST, '\n');
    draw->commitment = hex(&reader, "commitment");
    draw->seed = hex(&reader, "seed");
    draw->count = (size_t)number(&reader, "entries", BALLOT_ENTRIES_MOST, '\n');
    if (reader.wrong) return not_a_log(cx, bytes, &reader);
    draw->entries = array(cx, BallotEntry, draw->count);
    for (size_t i = 0; i < draw->count && !reader.wrong; i++) draw->entries[i] = entry_read(&reader);
    draw->digest = hex(&reader, "digest");
    if (reader.wrong || reader.at != reader.end) return not_a_log(cx, bytes, &reader);
    return entries_differ(cx, draw);
}

static bool alike(const BallotEntry *a, const BallotEntry *b) { return a->round == b->round && a->turn == b->turn && a->placed == b->placed && a->rule == b->rule; }

Error *ballot_log_verify(Ctx *cx, const char *bytes, size_t length, BallotDraw *draw)
{
    TRY(ballot_log_read(cx, bytes, length, draw));
    size_t signed_length = length - strlen("digest \n") - BALLOT_SEED_LENGTH;
    if (!same(digest_of_part(cx, bytes, signed_length), draw->digest)) return invalid(cx, NULL, "The digest is not that of the lines before it: the log was changed after the ballot");
    if (!same(ballot_commitment(cx, draw->seed), draw->commitment)) return invalid(cx, NULL, "The commitment is not that of the seed: another seed was published before the ballot");
    BallotDraw again = *draw;
    again.entries = sorted_by_id(cx, draw);   /* any order does; this one owes nothing to the log's */
    ballot_allot(cx, again.seed, again.places, again.cap, again.entries, again.count);
    const BallotEntry *computed = sorted_by_id(cx, &again), *logged = sorted_by_id(cx, draw);
    for (size_t i = 0; i < draw->count; i++)
        if (!alike(&computed[i], &logged[i]))
            return invalid(cx, NULL, "Entry %ld is %s in turn %ld by rule “%s” in the log; computed again, it is %s in turn %ld by rule “%s”", (long)logged[i].id,
                           logged[i].placed ? "placed" : "waiting", (long)logged[i].turn, ballot_rule_name(logged[i].rule), computed[i].placed ? "placed" : "waiting",
                           (long)computed[i].turn, ballot_rule_name(computed[i].rule));
    return OK;
}
