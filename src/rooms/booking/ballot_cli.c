/* The ballot at the command line: its log is computed again by whoever doubts it, with no store at hand. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/cli/cli.h"
#include "platform/documents/json.h"
#include "rooms/booking/ballot.h"

static void file_close(void *file)
{
    const int *fd = file;
    close(*fd);
}

/* The whole file, or as much of it as shows that it is too long for a log. */
static Error *file_read(Ctx *cx, const char *path, const char **bytes, size_t *length)
{
    int *fd = new(cx, int);
    *fd = file_open(path);
    if (*fd < 0) return invalid(cx, NULL, "Cannot open %s: %s", path, strerror(errno));
    arena_defer(cx->arena, file_close, fd);
    char *into = arena_bytes(cx->arena, BALLOT_LOG_MOST + 1);
    ssize_t got;
    for (*length = 0; *length <= BALLOT_LOG_MOST && (got = read(*fd, into + *length, BALLOT_LOG_MOST + 1 - *length)) != 0; *length += (size_t)got)
        if (got < 0) return invalid(cx, NULL, "Cannot read %s: %s", path, strerror(errno));
    *bytes = into;
    return OK;
}

static void draw_say(Ctx *cx, const Args *args, const BallotDraw *draw)
{
    int64_t placed = 0;
    for (size_t i = 0; i < draw->count; i++) placed += draw->entries[i].placed;
    if (saying_json(args)) {
        Json *json = json_object_new(cx);
        json_put_id(json, "event", draw->event_id);
        json_put_int(json, "entries", (int64_t)draw->count);
        json_put_int(json, "places", draw->places);
        json_put_int(json, "placed", placed);
        json_put_text(json, "commitment", draw->commitment);
        json_put_text(json, "digest", draw->digest);
        say("%s", json_write(cx, json));
        return;
    }
    say("The ballot of event %ld holds: %s, %s, %s given.", (long)draw->event_id, counted(cx, (int64_t)draw->count, "entry", "entries"), counted(cx, draw->places, "place", NULL),
        number_words(cx, placed));
    say("Computed again from the seed, every entry has the turn, the outcome and the rule that the log gives it.");
    say("commitment %s", draw->commitment);
    say("digest     %s", draw->digest);
}

static Error *verified(Ctx *cx, const Args *args, const char *path)
{
    const char *bytes = "", *published = args_text(args, "--commitment", NULL);
    size_t length = 0;
    BallotDraw draw;
    TRY(file_read(cx, path, &bytes, &length));
    TRY(ballot_log_verify(cx, bytes, length, &draw));
    if (published && !same(published, draw.commitment)) return invalid(cx, NULL, "The log holds together, but its commitment is %s: another was published", draw.commitment);
    draw_say(cx, args, &draw);
    return OK;
}

static void arena_done(void *arena) { arena_end(arena); }

static Error *verify(Ctx *cx, const Args *args)
{
    const char *path = args_word(args, 0);
    if (!path) return invalid(cx, NULL, "Say which log: lyceum ballot verify FILE");
    Ctx large = *cx;   /* thousands of entries are more than a command's words need */
    large.arena = arena_begin(ARENA_REQUEST_LIMIT);
    arena_defer(cx->arena, arena_done, large.arena);
    return verified(&large, args, path);
}

static Error *log_say(Ctx *cx, const Args *args)
{
    int64_t event_id;
    const char *log;
    if (!number_parse(args_word(args, 0) ? args_word(args, 0) : "", 1, INT64_MAX, &event_id)) return invalid(cx, NULL, "Say which event: lyceum ballot log EVENT");
    TRY(ballot_log_find(cx, event_id, &log));
    say("%.*s", (int)strlen(log) - 1, log);   /* say() ends the last line */
    return OK;
}

const Command ballot_commands[] = {
    { "ballot log", "EVENT", "print the log of a ballot that is drawn", "What /events/EVENT/ballot.txt gives away.", log_say, STORE_READ },
    { "ballot verify", "FILE [--commitment HEX]", "compute a ballot again from its log",
      "The log is what the ballot’s page gives away once it has run: /events/EVENT/ballot.txt. Refused, with what differs, where its digest is not that of\n"
      "its lines, its commitment not that of its seed, or any entry’s turn, outcome or rule not what the seed gives.\n\n"
      "  --commitment HEX   what was published before anybody asked: the log’s must be the same\n", verify, STORE_NONE },
    { 0 },
};
