/* Inside platform/db only: what PostgreSQL can do beyond a Driver. postgres.c alone speaks to the library. */
#pragma once
#include "platform/db/driver.h"

CHECKED Error *postgres_open(Ctx *cx, const char *url, bool create_schema, Db **db);
/* A writing transaction. BEGIN travels with the first statement, so an act that asks nothing costs nothing. */
CHECKED Error *postgres_begin(Ctx *cx, Db *db);
CHECKED Error *postgres_commit(Ctx *cx, Db *db);       /* UNAVAILABLE where nobody can say whether it was kept */
void           postgres_rollback(Ctx *cx, Db *db);
bool           postgres_worth_again(const Db *db);     /* the last error was another transaction's doing: run the whole act again */
/* What its own tools read instead of an address on their command line: the environment, with the address's parts in it; ends with NULL. */
CHECKED Error *postgres_environment(Ctx *cx, const char *url, const char *const **environment);
