/*
 * Lays out a store for a row of the benchmark, or for the storm that kills the server: the demonstration partnership, and beside it whoever
 * is to ask. Prints one line of JSON, last.
 *
 *     prepare STORE FOLDER pages                somebody signed in who has bookings to come: their cookie
 *     prepare STORE FOLDER bookings N [rush]    the name of a file in FOLDER with N requests that book, each by a person of their own, as
 *                                               `drive` reads it; over many events with room for all, or with `rush` one with 30 places
 *     prepare STORE FOLDER count                what became of those N
 *
 * People, posts, sign-ins and tokens are made by the program's own rules, so that a request is checked like anybody's.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "app/demo/demo.h"
#include "app/lists.h"
#include "app/start.h"
#include "platform/base/text.h"
#include "platform/cli/args.h"
#include "platform/http/dispatch.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/person.h"
#include "rooms/members/sign_in.h"

enum { ARENA = 1 << 30, SLICE_PEOPLE = 100, BOOKERS_MOST = 100000, RUSH_PLACES = 30, EVENTS_LISTED = 30 };

SQL(load_events,  "SELECT id FROM event WHERE state = 'published' AND starts_at > $1 AND waiting = 0 AND rules = 0 ORDER BY starts_at, id LIMIT 400");
SQL(load_room,    "UPDATE event SET places = taken + $2, booking_opens_at = NULL, booking_closes_at = NULL WHERE id = $1");   /* the demonstration opens some later */
/* Everybody books at once, whatever a place costs: a request would be another act than the one that is measured. */
SQL(load_rules,   "INSERT INTO school_rule (organisation_id, approval, changed_at) SELECT organisation_id, 'none', $1 FROM school WHERE true ON CONFLICT (organisation_id) DO UPDATE SET approval = 'none', out_limit = NULL");
/* Nor is anybody covered by a package, which would be drawn from: what is measured is the booking itself. */
SQL(load_plain,   "UPDATE entitlement SET ends_on = starts_on");
SQL(load_schools, "SELECT organisation_id AS id FROM school ORDER BY organisation_id LIMIT 400");
SQL(load_listed,  "SELECT count(*) FROM event WHERE state = 'published' AND starts_at > $1");
SQL(load_regular,
    "SELECT r.person_id AS id FROM registration r JOIN event e ON e.id = r.event_id WHERE e.starts_at > $1 AND r.state IN ('confirmed', 'waiting')"
    " GROUP BY r.person_id ORDER BY count(*) DESC, r.person_id LIMIT 1");

SQL(load_finance, "SELECT person_id AS id FROM post WHERE role = 'finance officer' AND ends_on IS NULL ORDER BY id LIMIT 1");

/* Thousands who have just come to a school would all be told what they have still to learn, while others are measured. */
SQL(load_quiet, "UPDATE requirement SET remind_days = 0");

#define BOOKER "@booker.example"
#define OF_BOOKERS " FROM registration r JOIN person p ON p.id = r.person_id WHERE p.email_folded LIKE '%" BOOKER "'"
SQL(load_counts,
    "SELECT count(*) AS live, coalesce(CAST(sum(CASE WHEN r.state = 'confirmed' THEN 1 ELSE 0 END) AS BIGINT), 0) AS confirmed,"
    " coalesce(CAST(sum(CASE WHEN r.state = 'waiting' THEN 1 ELSE 0 END) AS BIGINT), 0) AS waiting,"
    " coalesce(max(CASE WHEN r.state = 'confirmed' THEN r.id END), 0) AS last_confirmed,"
    " coalesce(min(CASE WHEN r.state = 'waiting' THEN r.id END), 9223372036854775807) AS first_waiting"
    OF_BOOKERS " AND r.state IN ('confirmed', 'waiting', 'offered', 'requested')");
SQL(load_letters, "SELECT count(*) FROM mail WHERE to_email LIKE '%" BOOKER "' AND letter IN ('place-confirmed', 'place-waiting')");
SQL(load_trail,   "SELECT count(*) FROM trail WHERE what IN ('registration.confirmed', 'registration.waiting')");
SQL(load_keys,    "SELECT count(*) FROM command_key WHERE status = 303");
SQL(load_miscounted,
    "SELECT count(*) FROM event e WHERE e.taken <> (SELECT count(*) FROM registration r WHERE r.event_id = e.id AND r.state IN ('confirmed', 'offered'))"
    " OR e.waiting <> (SELECT count(*) FROM registration r WHERE r.event_id = e.id AND r.state = 'waiting') OR e.taken > e.places");

typedef struct { int64_t id; } Id;
static const Column id_row[] = { COLUMN(Id, id) };

typedef struct { int64_t live, confirmed, waiting, last_confirmed, first_waiting; } Counts;
static const Column counts_row[] = {
    COLUMN(Counts, live), COLUMN(Counts, confirmed), COLUMN(Counts, waiting), COLUMN(Counts, last_confirmed), COLUMN(Counts, first_waiting),
};

/* ---- the partnership ---- */

static Error *schema_lay(Ctx *cx, const char *url)
{
    Store *store;
    size_t applied;
    TRY(store_open(cx, &(StoreOptions){ .url = url, .create = true }, &store));
    Error *error = start_migrate(cx, store, &applied);
    store_close(store);
    return error;
}

static Error *demo_lay(Ctx *cx)
{
    char *line[] = { (char[]){ "lyceum" }, (char[]){ "demo" }, (char[]){ "--quiet" } };
    const Command *command;
    const Args *args;
    TRY(args_parse(cx, COUNT(line), line, all_commands, all_commands_count, &command, &args));
    cli_speak(args);
    return command->run(cx, args);
}

static Error *ids_read(Ctx *cx, const Sql *sql, const Arg *args, size_t arg_count, Id **ids, size_t *count)
{
    TRY(store_read_begin(cx));
    Error *error = db_list_(cx, sql, id_row, COUNT(id_row), ids, sizeof **ids, count, args, arg_count);
    store_read_end(cx);
    return error;
}

/* ---- somebody who looks ---- */

typedef struct { int64_t person_id; const char *token; } Visitor;

static Error *visitor_sign_in(Ctx *cx, void *data)
{
    Visitor *visitor = data;
    return sign_in_begin(cx, visitor->person_id, "benchmark", "totp", &visitor->token);
}

static Error *pages_lay(Ctx *cx)
{
    Id *people;
    size_t count;
    int64_t listed;
    TRY(store_read_begin(cx));
    Error *error = db_number(cx, load_listed, &listed, INT(cx->now));
    store_read_end(cx);
    TRY(error);
    if (listed < EVENTS_LISTED) return broken(cx, "%ld events are to come, and a page lists %d", listed, EVENTS_LISTED);
    TRY(ids_read(cx, &load_regular, ARGS(INT(cx->now)), &people, &count));
    if (!count) return broken(cx, "nobody has a booking to come");

    Id *keepers;
    size_t keeper_count;
    TRY(ids_read(cx, &load_finance, NULL, 0, &keepers, &keeper_count));
    if (!keeper_count) return broken(cx, "nobody keeps the ledger");
    Visitor visitor = { .person_id = people[0].id }, keeper = { .person_id = keepers[0].id };
    TRY(db_write(cx, visitor_sign_in, &visitor));
    TRY(db_write(cx, visitor_sign_in, &keeper));
    printf("{\"cookie\":\"%s=%s\",\"money\":\"%s=%s\"}\n", COOKIE_SIGN_IN, visitor.token, COOKIE_SIGN_IN, keeper.token);
    return OK;
}

/* ---- those who book ---- */

typedef struct { int64_t person_id; char token[64]; } Booker;
typedef struct { Booker *bookers; size_t from, count; const Id *schools; size_t school_count; } Slice;

static Error *booker_add(Ctx *cx, Booker *booker, size_t number, int64_t school)
{
    const char *token;
    Person person = { .name = text(cx, "%s %s", demo_first_names[number % demo_first_name_count], demo_family_names[number / demo_first_name_count % demo_family_name_count]),
                      .email = text(cx, "teacher.%zu" BOOKER, number) };
    TRY(person_add(cx, &person));
    TRY(post_add(cx, &(Post){ .person_id = person.id, .organisation_id = school, .role = "teacher", .starts_on = "2025-09-01" }));
    TRY(sign_in_begin(cx, person.id, "benchmark", "", &token));
    if (strlen(token) >= sizeof booker->token) return broken(cx, "a token of %zu characters", strlen(token));
    booker->person_id = person.id;
    memcpy(booker->token, token, strlen(token) + 1);
    return OK;
}

static Error *slice_add(Ctx *cx, void *data)
{
    Slice *slice = data;
    for (size_t i = slice->from; i < slice->from + slice->count; i++) TRY(booker_add(cx, &slice->bookers[i], i, slice->schools[i % slice->school_count].id));
    return OK;
}

typedef struct { const Id *events; size_t count; int64_t room; } Room;

static Error *room_make(Ctx *cx, void *data)
{
    const Room *room = data;
    TRY(db_run(cx, load_quiet, NULL, NONE));
    TRY(db_run(cx, load_rules, NULL, INT(cx->now)));
    TRY(db_run(cx, load_plain, NULL, NONE));
    for (size_t i = 0; i < room->count; i++) TRY(db_run(cx, load_room, NULL, INT(room->events[i].id), INT(room->room)));
    return OK;
}

static Error *requests_write(Ctx *cx, const char *path, const Booker *bookers, size_t n, const Id *events, size_t event_count)
{
    FILE *file = fopen(path, "we");
    if (!file) return unavailable(cx, "%s: %s", path, strerror(errno));
    for (size_t i = 0; i < n; i++)
        fprintf(file, "/events/%ld/book\t" COOKIE_SIGN_IN "=%s\tcsrf=%s&key=%016zx&person=%ld\n", events[i % event_count].id, bookers[i].token,
                csrf_token(cx, bookers[i].token), i + 1, bookers[i].person_id);
    bool failed = ferror(file);
    return fclose(file) || failed ? unavailable(cx, "%s: %s", path, strerror(errno)) : OK;
}

static Error *bookings_lay(Ctx *cx, const char *folder, size_t n, bool rush)
{
    Id *events, *schools;
    size_t event_count, school_count;
    TRY(ids_read(cx, &load_events, ARGS(INT(cx->now + 86400)), &events, &event_count));
    TRY(ids_read(cx, &load_schools, NULL, 0, &schools, &school_count));
    if (!event_count || !school_count) return broken(cx, "nothing to book");
    if (rush) event_count = 1;
    TRY(db_write(cx, room_make, &(Room){ events, event_count, rush ? RUSH_PLACES : (int64_t)(n / event_count) + 1 }));

    Booker *bookers = array(cx, Booker, n);
    for (size_t from = 0; from < n; from += SLICE_PEOPLE) {
        Slice slice = { bookers, from, n - from < SLICE_PEOPLE ? n - from : SLICE_PEOPLE, schools, school_count };
        TRY(demo_slice(cx, &(Demo){ .store = cx->store, .now = cx->now, .today = cx->today }, slice_add, &slice));
    }
    size_t ran;
    jobs_start(cx->store, 1);           /* what a first start has to do, and what was due before anybody books */
    jobs_stop();
    TRY(jobs_drain(cx->store, &ran));
    const char *path = text(cx, "%s/requests.txt", folder);
    TRY(requests_write(cx, path, bookers, n, events, event_count));
    printf("{\"requests\":\"%s\",\"events\":%zu}\n", path, event_count);
    return OK;
}

/* ---- what became of them ---- */

/* Nobody waits who was before somebody with a place, and every event knows how many it has. */
static bool in_order(const Counts *counts, int64_t miscounted) { return !miscounted && counts->last_confirmed < counts->first_waiting; }

static Error *counts_say(Ctx *cx)
{
    Counts counts = {0};
    int64_t letters_queued, trail_rows, keys, miscounted;
    TRY(db_one(cx, load_counts, counts_row, &counts, NONE));
    TRY(db_number(cx, load_letters, &letters_queued, NONE));
    TRY(db_number(cx, load_trail, &trail_rows, NONE));
    TRY(db_number(cx, load_keys, &keys, NONE));
    TRY(db_number(cx, load_miscounted, &miscounted, NONE));
    printf("{\"live\":%ld,\"confirmed\":%ld,\"waiting\":%ld,\"letters\":%ld,\"trail\":%ld,\"keys\":%ld,\"in_order\":%s}\n", counts.live, counts.confirmed, counts.waiting,
           letters_queued, trail_rows, keys, in_order(&counts, miscounted) ? "true" : "false");
    return OK;
}

static Error *count(Ctx *cx)
{
    TRY(store_read_begin(cx));
    Error *error = counts_say(cx);
    store_read_end(cx);
    return error;
}

static Error *lay(Ctx *cx, int words, char **word)
{
    int64_t n = 0;
    bool rush = words == 6 && same(word[5], "rush");
    if (same(word[3], "pages")) {
        TRY(demo_lay(cx));
        return pages_lay(cx);
    }
    if (!same(word[3], "bookings") || words < 5 || !number_parse(word[4], 1, BOOKERS_MOST, &n)) return invalid(cx, NULL, "Say pages, bookings N, bookings N rush, or count");
    TRY(demo_lay(cx));
    return bookings_lay(cx, word[2], (size_t)n, rush);
}

int main(int argc, char **argv)
{
    Ctx own = { .arena = arena_begin(1 << 20), .address = "", .request_id = "" }, cx;
    Store *store = NULL;
    if (argc < 4) return fprintf(stderr, "usage: prepare STORE FOLDER pages | bookings N [rush] | count\n"), 2;
    bool looks = same(argv[3], "count");
    signal(SIGPIPE, SIG_IGN);
    start_process();

    Error *error = looks ? OK : schema_lay(&own, argv[1]);
    if (!error) error = start_store(&own, argv[1], !looks, &store);
    if (!error) {
        ctx_begin(&cx, store, ARENA);
        error = looks ? count(&cx) : lay(&cx, argc, argv);
        if (error) fprintf(stderr, "prepare: %s\n", error->log ? error->log : error->say);
        ctx_end(&cx);
        store_close(store);
        return error != OK;
    }
    fprintf(stderr, "prepare: %s\n", error->log ? error->log : error->say);
    return 1;
}
