#include "tests/fixture_postgres.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "tests/test.h"

static void server_do(const char *statement)
{
    PGconn *server = PQconnectdb(getenv("LYCEUM_TEST_POSTGRES"));
    PGresult *result = PQexec(server, statement);
    bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
    if (!done) print_message("# %s: %s", statement, PQerrorMessage(server));
    PQclear(result);
    PQfinish(server);
    EXPECT(done);
}

static void schema_drop(void *name)
{
    server_do(text(test_cx(), "SET client_min_messages = warning; DROP SCHEMA %s CASCADE", (const char *)name));
}

const char *fixture_postgres(void)
{
    static int made;
    const char *server = getenv("LYCEUM_TEST_POSTGRES");
    const char *name = text(test_cx(), "test_%ld_%d", (long)getpid(), ++made);

    server_do(text(test_cx(), "SET client_min_messages = warning; DROP SCHEMA IF EXISTS %s CASCADE; CREATE SCHEMA %s", name, name));
    test_after(schema_drop, (void *)name);
    return text(test_cx(), "%s%coptions=-csearch_path%%3D%s", server, strchr(server, '?') ? '&' : '?', name);
}

void fixture_postgres_drop(const char *url)
{
    static const char before_name[] = "search_path%3D";
    server_do(text(test_cx(), "SET client_min_messages = warning; DROP SCHEMA %s CASCADE", strstr(url, before_name) + strlen(before_name)));
}
