/* Who may come, as pages say it. */
#pragma once
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/programme/eligibility.h"

/* For the public pages of a course and an event; nothing where everybody may come. */
void eligibility_note(Out *out, const Eligibility *eligibility);
/* For a course's page in the office. */
CHECKED Error *eligibility_panel(Out *out, int64_t course_id);
