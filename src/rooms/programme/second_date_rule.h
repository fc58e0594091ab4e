/* The rule that a waiting list which grows to so many people proposes a second date (RULE_SECOND_DATE); booking proposes it, and moves people over. */
#pragma once
#include "rooms/programme/event_rules.h"

enum { SECOND_DATE_WAITING_MOST = 1000 };

CHECKED Error *second_date_rule_find(Ctx *cx, int64_t event_id, int64_t *waiting);                  /* 0: no such rule */
/* The number as typed, "" to take the rule away; refused about "second_date". The caller holds the event. */
CHECKED Error *second_date_rule_set(Ctx *cx, const Event *event, const char *waiting);
CHECKED Error *second_date_rule_copy(Ctx *cx, int64_t event_id, int64_t copy_id);
