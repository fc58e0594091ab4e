/* `lyceum demo`: makes the demonstration partnership in an empty store. */
#include <string.h>

#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "rooms/members/permission.h"

SQL(demo_people_by_role,
    "SELECT p.name, p.email, t.role, o.name AS organisation, o.kind FROM post t JOIN person p ON p.id = t.person_id JOIN organisation o ON o.id = t.organisation_id"
    " WHERE t.role = $1 AND (CAST($2 AS TEXT) = '' OR o.name = $2) ORDER BY p.id LIMIT 1");

typedef struct { const char *name, *email, *role, *organisation, *kind; } DemoAccount;
static const Column account_row[] = { COLUMN(DemoAccount, name), COLUMN(DemoAccount, email), COLUMN(DemoAccount, role), COLUMN(DemoAccount, organisation),
                                      COLUMN(DemoAccount, kind) };

enum { SCALE_MOST = 100 };

/* One person of each role to sign in as. */
static const struct { const char *role, *organisation; } faces[] = {
    { "course administrator", "" }, { "lead adviser", "" }, { "CPD lead", "Kiln Meadow Primary School" }, { "teacher", "Kiln Meadow Primary School" },
    { "headteacher", "Copper Wharf Primary School" }, { "governor", "Kiln Meadow Primary School" }, { "facilitator", "" }, { "officer", "SEND and inclusion service" }, { "auditor", "" }, { "finance officer", "" }, { "budget holder", "" },
};

static Error *faces_each(Ctx *cx, void (*each)(const DemoAccount *account))
{
    Error *error = OK;
    for (size_t i = 0; !error && i < COUNT(faces); i++) {
        DemoAccount account = {0};
        bool found;
        error = db_maybe(cx, demo_people_by_role, account_row, &account, &found, STR(faces[i].role), STR(faces[i].organisation));
        if (!error && found) each(&account);
    }
    return error;
}

static void face_say(const DemoAccount *account)
{
    say("%-22s %s, %s <%s>", account->role, account->name, account->organisation, account->email);
}

static void face_list(const DemoAccount *account)
{
    say("%s\t%s\t%s", account->role, account->email, permissions_of(account->role, account->kind) ? "code" : "");
}

static Error *faces_say(Ctx *cx)
{
    TRY(store_read_begin(cx));
    Error *error = faces_each(cx, face_say);
    store_read_end(cx);
    return error;
}

static Error *demo_people_run(Ctx *cx, const Args *args)
{
    return faces_each(cx, face_list);
}

static Error *demo_run(Ctx *cx, const Args *args)
{
    int64_t scale;
    Demo *demo;
    if (!number_parse(args_text(args, "--scale", "1"), 1, SCALE_MOST, &scale)) return invalid(cx, NULL, "--scale is a number from 1 to %d", SCALE_MOST);
    TRY(demo_make(cx, scale, args_text(args, "--today", cx->today), &demo));
    progress_end(&demo->bar);
    say("Made %zu organisations, %zu people and %zu events.", demo->organisation_count, demo->people_count, demo->event_count);
    return saying_json(args) ? OK : faces_say(cx);
}

const Command demo_commands[] = {
    { "demo", "[--today DATE] [--scale N]", "make the demonstration partnership in an empty store",
      "Makes Fleet and Wandle, a borough that does not exist: 25 maintained primaries and schools of every other phase, about 2,000 people, a programme from\n"
      "January 2021 to July 2023, and one term laid around today.\n\n"
      "  --today DATE   lay the term around this day instead\n"
      "  --scale N      N times as much, for load tests (1 to 100)\n", demo_run, STORE_WRITE },
    { "demo people", "", "one person of each role, with the address they sign in by, and whether a code is asked of them", NULL, demo_people_run, STORE_READ },
    { 0 },
};
