#include "tests/fixture_postgres.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "tests/test.h"

static PGconn *connected(void)
{
    PGconn *server = PQconnectdb(getenv("LYCEUM_TEST_POSTGRES"));
    if (PQstatus(server) != CONNECTION_OK) print_message("# %s\n", PQerrorMessage(server));
    EXPECT(PQstatus(server) == CONNECTION_OK);
    return server;
}

static void do_on(PGconn *server, const char *statements)
{
    PGresult *result = PQexec(server, statements);
    ExecStatusType status = PQresultStatus(result);
    bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!done) print_message("# %s: %s\n", statements, PQerrorMessage(server));
    PQclear(result);
    EXPECT(done);
}

static bool is_so(PGconn *server, const char *question)
{
    PGresult *result = PQexec(server, question);
    bool asked = PQntuples(result) == 1, so = asked && same(PQgetvalue(result, 0, 0), "t");
    if (!asked) print_message("# %s: %s\n", question, PQerrorMessage(server));
    PQclear(result);
    EXPECT(asked);
    return so;
}

static void server_do(const char *statements)
{
    PGconn *server = connected();
    do_on(server, text(test_cx(), "SET client_min_messages = warning; %s", statements));
    PQfinish(server);
}

static const char *with_schema(const char *schema)
{
    const char *server = getenv("LYCEUM_TEST_POSTGRES");
    return text(test_cx(), "%s%coptions=-csearch_path%%3D%s", server, strchr(server, '?') ? '&' : '?', schema);
}

/* ---- an empty one ---- */

static void schema_drop(void *name) { server_do(text(test_cx(), "DROP SCHEMA IF EXISTS %s CASCADE", (const char *)name)); }

const char *fixture_postgres(void)
{
    static int made;
    const char *name = text(test_cx(), "test_%ld_%d", (long)getpid(), ++made);
    server_do(text(test_cx(), "DROP SCHEMA IF EXISTS %s CASCADE; CREATE SCHEMA %s", name, name));
    test_after(schema_drop, (void *)name);
    return with_schema(name);
}

void fixture_postgres_drop(const char *url)
{
    static const char before_name[] = "search_path%3D";
    schema_drop((void *)(strstr(url, before_name) + strlen(before_name)));
}

/* ---- one that is laid out ---- */

enum { KEPT_MOST = 64, AT_ONCE_MOST = 4 };

typedef struct { char name[48]; bool used; } Kept;

static PGconn *keeper;                  /* its locks are this program's, for as long as it runs: one for each schema that it keeps */
static Kept    kept[AT_ONCE_MOST];

/* What a schema is made of. A test that changes it leaves it to be laid out anew. */
#define MADE_OF "(SELECT md5(string_agg(concat(relname, relkind, relnatts, relchecks, relhastriggers), ',' ORDER BY relname)) FROM pg_class WHERE relnamespace = '%1$s'::regnamespace)"

/* Beside it stands another with the rows that it was laid out with. Its comment, written last, says that both are whole. */
#define REMEMBER \
    "DO $do$ DECLARE name text; filled boolean; BEGIN" \
    "  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = '%1$s' LOOP" \
    "    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$s.%%I)', name) INTO filled;" \
    "    IF filled THEN EXECUTE format('CREATE TABLE %1$s_rows.%%I AS TABLE %1$s.%%I', name, name); END IF;" \
    "  END LOOP;" \
    "  EXECUTE format('COMMENT ON SCHEMA %1$s_rows IS %%L', " MADE_OF ");" \
    "END $do$"

/* Without its triggers, for some tables refuse to lose a row, and in no order, for the same reason. Deleting is quicker where there is little; where
 * there was much, dead rows would be in the way of all that comes after. */
#define AS_IT_WAS \
    "SET session_replication_role = replica;" \
    "DO $do$ DECLARE name text; BEGIN" \
    "  IF (SELECT sum(pg_relation_size(oid)) > 4000000 FROM pg_class WHERE relnamespace = '%1$s'::regnamespace) THEN" \
    "    EXECUTE (SELECT format('TRUNCATE %%s', string_agg(format('%1$s.%%I', tablename), ', ')) FROM pg_tables WHERE schemaname = '%1$s');" \
    "  ELSE" \
    "    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = '%1$s' LOOP EXECUTE format('DELETE FROM %1$s.%%I', name); END LOOP;" \
    "  END IF;" \
    "  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = '%1$s_rows' LOOP EXECUTE format('INSERT INTO %1$s.%%I SELECT * FROM %1$s_rows.%%I', name, name); END LOOP;" \
    "END $do$"

static bool is_whole(const char *name)
{
    return is_so(keeper, text(test_cx(), "SELECT to_regnamespace('%1$s') IS NOT NULL AND to_regnamespace('%1$s_rows') IS NOT NULL", name)) &&
           is_so(keeper, text(test_cx(), "SELECT coalesce(obj_description('%1$s_rows'::regnamespace) = " MADE_OF ", false)", name));
}

static void lay_out(const char *name, void (*lay)(const char *url))
{
    do_on(keeper, text(test_cx(), "DROP SCHEMA IF EXISTS %1$s CASCADE; DROP SCHEMA IF EXISTS %1$s_rows CASCADE; CREATE SCHEMA %1$s; CREATE SCHEMA %1$s_rows", name));
    lay(with_schema(name));
    do_on(keeper, text(test_cx(), REMEMBER, name));
}

/* The server would give a lock twice to who has it. */
static bool is_kept(const char *name)
{
    for (size_t i = 0; i < AT_ONCE_MOST; i++) if (same(kept[i].name, name)) return true;
    return false;
}

/* One that this program keeps already, or the first that nobody does. */
static Kept *kept_take(const char *form)
{
    if (!keeper) {
        keeper = connected();
        do_on(keeper, "SET client_min_messages = warning; SET lock_timeout = '20s'");
    }
    Kept *own = kept;
    while (own->used) EXPECT(++own < kept + AT_ONCE_MOST);
    for (int i = 0; !*own->name; i++) {
        EXPECT(i < KEPT_MOST);
        const char *name = text(test_cx(), "laid_%s_%d", form, i);
        if (!is_kept(name) && is_so(keeper, text(test_cx(), "SELECT pg_try_advisory_lock(hashtext('%s'), 1)", name))) snprintf(own->name, sizeof own->name, "%s", name);
    }
    own->used = true;
    return own;
}

static void kept_give_back(void *own) { ((Kept *)own)->used = false; }

const char *fixture_postgres_laid(const char *form, void (*lay)(const char *url))
{
    Kept *own = kept_take(form);
    test_after(kept_give_back, own);
    if (!is_whole(own->name)) lay_out(own->name, lay);
    do_on(keeper, text(test_cx(), AS_IT_WAS, own->name));
    return with_schema(own->name);
}
