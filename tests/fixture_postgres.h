/* A schema of this test's own on the server that LYCEUM_TEST_POSTGRES names. The addresses are for store_open(). */
#pragma once
const char *fixture_postgres(void);      /* an empty one, dropped after the test */
/* One that `lay` laid out, with what that put into it and nothing else. Laying it out takes longer than most tests do, so it is kept for those that come
 * after, of this program and of others, until its `form` is another. */
const char *fixture_postgres_laid(const char *form, void (*lay)(const char *url));
void        fixture_postgres_drop(const char *url);      /* gone before its time; the test makes one of that name again */
