/* The element inside a text or password input's group, for the components that wrap it in something else. */
#pragma once
#include "platform/html/govuk/parts.h"

void put_input(Out *out, const TextInput *input, const char *id, const char *described_by);
