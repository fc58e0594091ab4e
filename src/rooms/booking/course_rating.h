/* What those who came say of a course, summed over its events: kept beside the course, so that the catalogue asks once. */
#pragma once
#include "platform/db/db.h"

/* People and sums. A figure rests on the answers beside it, and is shown from FEWEST of them on. */
typedef struct {
    int64_t course_id, people, events, scale_answers, scale_sum;                       /* at the end; the scale is of five */
    int64_t later_people, practice_people, practice_yes, pupils_people, pupils_yes;    /* some weeks later */
} CourseRating;

CHECKED Error *course_rating_refresh(Ctx *cx, int64_t course_id);
CHECKED Error *course_rating_find(Ctx *cx, int64_t course_id, CourseRating *rating);   /* all 0 when nobody has answered */
/* Of every course that enough people have rated, for lists: with course_id and the sums of the scale, in the order of course_id; at most 2,000. */
CHECKED Error *course_ratings(Ctx *cx, CourseRating **list, size_t *count);
