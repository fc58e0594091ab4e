/* A schema of this test's own on the server that LYCEUM_TEST_POSTGRES names; dropped after the test. */
#pragma once
const char *fixture_postgres(void);      /* its address, for store_open() */
void        fixture_postgres_drop(const char *url);      /* gone before its time; the test makes one of that name again */
