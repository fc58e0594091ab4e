/* `lyceum serve`, `worker` and `routes`. */
#include <stdlib.h>
#include <string.h>

#include "app/lists.h"
#include "app/run.h"
#include "app/start.h"
#include "platform/base/text.h"
#include "platform/cli/handover.h"
#include "platform/cli/stop.h"
#include "platform/documents/json.h"
#include "platform/documents/xlsx_write.h"
#include "platform/http/server.h"
#include "platform/mail/mail.h"
#include "platform/security/sandbox.h"
#include "rooms/members/permission.h"

enum { JOB_THREADS = 2, SETTINGS_EVERY = 10 };

/* A password comes by the environment: a command line is for everybody on the machine to read. */
static Error *mail_begin(Ctx *cx, const Args *args)
{
    MailServer server = { .url = args_text(args, "mail", getenv("LYCEUM_MAIL")), .user = args_text(args, "mail-user", NULL),
                          .password = getenv("LYCEUM_MAIL_PASSWORD"), .ca_file = args_text(args, "mail-ca", NULL) };
    if (blank(server.url)) return OK;
    if (!begins(server.url, "smtp://") && !begins(server.url, "smtps://"))
        return invalid(cx, NULL, "--mail is an address like smtp://mail.council.example:587");
    server.require_tls = server.user || strchr(server.url, '@');      /* a password never goes over the wire in the clear */
    mail_server(&server);
    return OK;
}

/* The store is locked while it is served, so other commands that write are done here. */
static Error *commands_begin(Ctx *cx, const Args *args)
{
    const char *path = start_socket(cx, args_text(args, "store", start_store_default()));
    return path ? handover_listen(cx, path, run_handed, cx->store) : OK;
}

/* What is limited once everything is open. A password for PostgreSQL may lie in the user's own files, and connections are made again. */
static Error *sandbox_begin(Ctx *cx, const Args *args, const char *data, const char *temporary)
{
    Sandbox sandbox = { .data = data, .temporary = temporary };
    const char *home = getenv("HOME"), *passwords = getenv("PGPASSFILE");
    size_t n = 0;
    if (args_text(args, "mail-ca", NULL)) sandbox.also_read[n++] = args_text(args, "mail-ca", NULL);
    if (store_is_postgres(cx->store)) {
        if (passwords || home) sandbox.also_read[n++] = passwords ? passwords : text(cx, "%s/.pgpass", home);
        if (home) sandbox.also_read[n++] = text(cx, "%s/.postgresql", home);
    }
    return sandbox_enter(cx, &sandbox);
}

/* On PostgreSQL other processes write too: each looks now and then whether the settings have changed. */
static void wait_for_the_end(Store *store)
{
    while (!stop_wait(SETTINGS_EVERY))
        if (store_is_postgres(store)) start_settings(store);
}

static Error *serve_run(Ctx *cx, const Args *args)
{
    bool postgres = store_is_postgres(cx->store);
    ServerOptions options = { .store = cx->store, .listen = args_text(args, "listen", "127.0.0.1:8080"), .metrics = args_text(args, "metrics", NULL),
                              .behind_proxy = args_flag(args, "behind-proxy"), .log_all = args_flag(args, "log-all") };

    const char *folder = start_store_folder(cx, args_text(args, "store", start_store_default()));
    options.folder = folder ? folder : "/tmp";
    xlsx_folder(options.folder);

    TRY(mail_begin(cx, args));
    stop_listen();
    TRY(commands_begin(cx, args));      /* before the sandbox: what the operator hands over may read their files */
    Error *error = sandbox_begin(cx, args, folder, options.folder);
    if (!error) error = server_start(cx, &options);
    if (!error) {
        if (!postgres) jobs_start(cx->store, JOB_THREADS);
        wait_for_the_end(cx->store);
        jobs_stop_begin();
    }
    handover_stop();
    if (error) return error;
    server_stop();
    if (!postgres) jobs_stop();
    return OK;
}

static Error *worker_run(Ctx *cx, const Args *args)
{
    if (!store_is_postgres(cx->store)) return invalid(cx, NULL, "On SQLite lyceum serve does the worker's work itself: start that instead");
    TRY(mail_begin(cx, args));
    stop_listen();
    TRY(sandbox_begin(cx, args, NULL, NULL));
    jobs_start(cx->store, JOB_THREADS);
    wait_for_the_end(cx->store);
    jobs_stop();
    return OK;
}

static void route_say(const Route *route, const char *method, Json *list, Ctx *cx)
{
    const char *needs = permission_name(route->needs);
    if (!list) {
        say("%-5s %-44s %s", method, route->path, needs);
        return;
    }
    Json *row = json_object_new(cx);
    json_put_text(row, "method", method);
    json_put_text(row, "path", route->path);
    json_put_text(row, "needs", needs);
    json_add(list, row);
}

static Error *routes_run(Ctx *cx, const Args *args)
{
    Json *list = saying_json(args) ? json_list_new(cx) : NULL;

    for (size_t i = 0; i < the_app.list_count; i++)
        for (size_t r = 0; r < the_app.lists[i]->count; r++) {
            const Route *route = &the_app.lists[i]->routes[r];
            if (route->kind != ROUTE_POST) route_say(route, "GET", list, cx);
            if (route->kind == ROUTE_POST || route->kind == ROUTE_FORM) route_say(route, "POST", list, cx);
        }
    if (list) say("%s", json_write(cx, list));
    return OK;
}

#define MAIL_HELP                                                                                                         \
    "  --mail URL           sends letters by this server: smtp://host:587, or smtps://host:465; without it they wait.\n" \
    "                       LYCEUM_MAIL may hold it instead, with a password: smtp://name:password@host:587\n"           \
    "  --mail-user NAME     signs in to it, over TLS only; LYCEUM_MAIL_PASSWORD holds the password\n"                    \
    "  --mail-ca FILE       trusts the certificates in this file instead of the system's\n"

const Command serve_commands[] = {
    { "serve", "[--listen ADDRESS] [--metrics ADDRESS] [--mail URL]", "serve the partnership's pages until told to stop",
      "  --listen ADDRESS     where, 127.0.0.1:8080 when nothing is said; port 0 finds a free one\n"
      "  --metrics ADDRESS    serves /metrics for Prometheus there, and nowhere else\n"
      "  --behind-proxy       believes the last address of X-Forwarded-For\n"
      "  --log-all            writes a line for every request\n" MAIL_HELP, serve_run, STORE_WRITE },
    { "worker", "[--mail URL]", "do the jobs of a PostgreSQL store until told to stop", MAIL_HELP, worker_run, STORE_WRITE },
    { "routes", "[--json]", "every path, with the permission it asks for", NULL, routes_run, STORE_NONE },
    { 0 },
};
