/*
 * A test is a sentence that the office would agree with, and a body that shows it true:
 *
 *     TEST("a full event puts the next booking on the waiting list") {
 *         EXPECT_OK(place_book(as(&ann), PHONICS, &first));
 *         EXPECT_SAME(first.state, "waiting");
 *     }
 *
 * A file of tests is a program of its own; each TEST registers itself in a linker section. cmocka runs them and prints TAP. The first
 * expectation that fails ends its test, so expect only on the test's own thread.
 */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "platform/base/context.h"

typedef struct { const char *sentence; void (*run)(void); int line; } Test;

#define TEST(sentence) TEST_NAMED(sentence, __LINE__)
#define TEST_NAMED(sentence, line) TEST_WRITTEN(sentence, line)
#define TEST_WRITTEN(sentence, line)                                                                                        \
    static void test_##line(void);                                                                                          \
    static const Test test_row_##line = { sentence, test_##line, line };                                                     \
    static const Test *const test_entry_##line __attribute__((used, section("lyceum_tests"))) = &test_row_##line;           \
    static void test_##line(void)

#define EXPECT(what)               expect(!!(what), #what, __FILE__, __LINE__)
#define EXPECT_SAME(got, wanted)   expect_same((got), (wanted), #got, __FILE__, __LINE__)      /* text; NULL equals only NULL */
#define EXPECT_EQUAL(got, wanted)  expect_equal((got), (wanted), #got, __FILE__, __LINE__)     /* numbers */
#define EXPECT_HAS(text, part)     expect_has((text), (part), #text, __FILE__, __LINE__)
#define EXPECT_LACKS(text, part)   expect_lacks((text), (part), #text, __FILE__, __LINE__)
#define EXPECT_OK(call)            expect_ok((call), #call, __FILE__, __LINE__)                /* an Error shows what it says and logs */
#define EXPECT_REFUSED(call, kind_, words) expect_refused((call), (kind_), (words), #call, __FILE__, __LINE__)   /* words: part of what is said */

void expect(bool is, const char *what, const char *file, int line);
void expect_same(const char *got, const char *wanted, const char *what, const char *file, int line);
void expect_equal(int64_t got, int64_t wanted, const char *what, const char *file, int line);
void expect_has(const char *text, const char *part, const char *what, const char *file, int line);
void expect_lacks(const char *text, const char *part, const char *what, const char *file, int line);
void expect_ok(const Error *error, const char *what, const char *file, int line);
void expect_refused(const Error *error, ErrorKind kind, const char *words, const char *what, const char *file, int line);

/* A Ctx with an arena and a clock but no store, fresh for each test: enough for text, time, HTML, documents. */
Ctx *test_cx(void);
/* What is to be closed after this test, last first. */
void test_after(void (*release)(void *), void *what);
/* Says why this test cannot run here, and ends it. */
_Noreturn void test_skip(const char *why);
/* "sqlite" or "postgres": the store that this run is about. */
const char *test_store(void);
/* A folder for this test's files, gone after it. */
const char *test_folder(void);
/* A folder for what all the tests of this program share, gone at its end. */
const char *test_shared_folder(void);
/* What a command of the shell prints; where there is no such command the test is skipped. */
const char *test_told(const char *command);
