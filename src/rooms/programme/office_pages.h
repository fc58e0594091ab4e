/* What the office's pages of the programme share. */
#pragma once
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/programme/course.h"

/* How a state is shown: its word and its tint. */
LyMeaning event_meaning(const char *state, int64_t places, int64_t taken, const char **words);
CHECKED Error *office_themes_all(Ctx *cx, ThemeLabel **themes, size_t *count);
