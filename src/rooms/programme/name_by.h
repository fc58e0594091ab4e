/*
 * The rule that a place held without a name is given back when nobody is named for it so many days before the event (RULE_NAME_BY). An event without it
 * keeps such places to the end; booking gives them back.
 */
#pragma once
#include "rooms/programme/event_rules.h"

enum { NAME_BY_DAYS_MOST = 60 };

/* The instant from which unnamed places are given back; 0: never. It moves with the event. Asks nothing of an event without the rule. */
CHECKED Error *name_by_find(Ctx *cx, const Event *event, int64_t *until);
int64_t        name_by_until(Ctx *cx, const char *starts_on, int64_t days);      /* the same, of what the rule says; 0 of no days */
const char    *name_by_words(Ctx *cx, int64_t until);      /* the last day for naming: "Thursday 3 December 2026" */
/* The number of days as typed, "" to take the rule away; refused about "name_by". The caller holds the event. */
CHECKED Error *name_by_set(Ctx *cx, const Event *event, const char *days);
CHECKED Error *name_by_copy(Ctx *cx, int64_t event_id, int64_t copy_id);
