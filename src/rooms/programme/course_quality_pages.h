/* What speaks for a course, on its public pages. */
#pragma once
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/programme/course_quality.h"

/* Nothing at all where nothing is known. term_start: a course first published, or revised, since then is said to be. */
void course_quality_show(Out *out, const CourseQuality *quality, int64_t published_at, int64_t term_start);
CHECKED Error *term_start_find(Ctx *cx, int64_t *instant);
