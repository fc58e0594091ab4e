/* The parts of a text area that a character count has too. */
#pragma once
#include "platform/html/govuk/parts.h"

void put_textarea(Out *out, const Textarea *textarea, const char *id, const char *described_by, const char *more_classes);
