/* What is known by a name: "ann@school.example" -> 101. In the arena, for tens of thousands of names. */
#pragma once
#include "platform/base/context.h"

typedef struct Lookup Lookup;

Lookup *lookup_new(Ctx *cx);
/* False where the name is there already; it then keeps the number it has. The name is copied. */
bool    lookup_put(Lookup *lookup, const char *name, int64_t number);
bool    lookup_get(const Lookup *lookup, const char *name, int64_t *number);
size_t  lookup_count(const Lookup *lookup);
