/* CHECK() states what must be true inside the program. It stays on in release: a false one is a bug, and stops the process. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CHECK(what) ((what) ? (void)0 : check_failed(#what, __FILE__, __LINE__))
_Noreturn void check_failed(const char *what, const char *file, int line);

/* Sums that cannot wrap: they stop the process instead. Use where sizes or money meet. */
static inline int64_t plus(int64_t a, int64_t b)  { int64_t r; CHECK(!__builtin_add_overflow(a, b, &r)); return r; }
static inline int64_t times(int64_t a, int64_t b) { int64_t r; CHECK(!__builtin_mul_overflow(a, b, &r)); return r; }
